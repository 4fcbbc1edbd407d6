//! A font program made here: glyphs of bars, and a character map that says what the test wants.

use super::*;

/// The bars of a glyph, as left, low, right and high edge in thousandths of the size of the type.
pub(super) type Bars = &'static [[i16; 4]];

/// Shapes that differ as digits and characters do.
pub(super) const FOUR: Bars = &[[50, 300, 150, 800], [50, 300, 550, 400], [400, 0, 500, 800]];
pub(super) const FIVE: Bars =
    &[[50, 700, 550, 800], [50, 400, 150, 700], [50, 350, 550, 450], [450, 50, 550, 350], [50, 0, 550, 100]];
pub(super) const TREE: Bars = &[[50, 550, 950, 650], [450, 0, 550, 850], [100, 100, 400, 200], [600, 100, 900, 200]];
pub(super) const NOTHING: Bars = &[];

/// A TrueType program of these glyphs, the first of which is number 1. Where a character is given with one, its own map
/// leads from there to it.
pub(super) fn truetype(glyphs: &[(Bars, Option<char>)]) -> Vec<u8> {
    let count = u16::try_from(glyphs.len() + 1).unwrap();
    let (mut glyf, mut loca) = (Vec::new(), vec![0_u32, 0]);
    for (bars, _) in glyphs {
        glyf.extend(outline(bars));
        loca.push(u32::try_from(glyf.len()).unwrap());
    }
    let mut head = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5, 0, 0];
    head.extend(1000_u16.to_be_bytes());
    head.extend([0; 16]);
    head.extend([0_i16, 0, 1000, 1000].iter().flat_map(|v| v.to_be_bytes()));
    head.extend([0_u16, 8, 2, 1, 0].iter().flat_map(|v| v.to_be_bytes()));
    let mut maxp = vec![0, 1, 0, 0];
    maxp.extend(count.to_be_bytes());
    maxp.extend([64_u16, 16, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0].iter().flat_map(|v| v.to_be_bytes()));
    let mut hhea = vec![0, 1, 0, 0];
    hhea.extend([880_i16, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0].iter().flat_map(|v| v.to_be_bytes()));
    hhea.extend(count.to_be_bytes());
    let hmtx = (0..count).flat_map(|_| [1000_u16.to_be_bytes(), [0, 0]].concat()).collect();
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca.iter().flat_map(|v| v.to_be_bytes()).collect()),
        (b"maxp", maxp),
    ];
    let mapped: Vec<(u32, u32)> =
        (1..).zip(glyphs).filter_map(|(gid, (_, ch))| ch.map(|ch| (u32::from(ch), gid))).collect();
    if !mapped.is_empty() {
        tables.insert(0, (b"cmap", character_map(mapped)));
    }
    let mut file = vec![0, 1, 0, 0];
    file.extend([u16::try_from(tables.len()).unwrap(), 0, 0, 0].iter().flat_map(|v| v.to_be_bytes()));
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        file.extend(*tag);
        file.extend(
            [0, u32::try_from(at).unwrap(), u32::try_from(table.len()).unwrap()].iter().flat_map(|v| v.to_be_bytes()),
        );
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

fn character_map(mut mapped: Vec<(u32, u32)>) -> Vec<u8> {
    mapped.sort_unstable();
    let mut table: Vec<u8> = [0_u16, 1, 3, 10].iter().flat_map(|v| v.to_be_bytes()).collect();
    table.extend(12_u32.to_be_bytes());
    table.extend([12_u16, 0].iter().flat_map(|v| v.to_be_bytes()));
    let groups = u32::try_from(mapped.len()).unwrap();
    table.extend([16 + 12 * groups, 0, groups].iter().flat_map(|v| v.to_be_bytes()));
    table.extend(mapped.iter().flat_map(|(ch, gid)| [*ch, *ch, *gid]).flat_map(u32::to_be_bytes));
    table
}

fn outline(bars: Bars) -> Vec<u8> {
    if bars.is_empty() {
        return Vec::new();
    }
    let mut glyph: Vec<u8> = Vec::new();
    let count = i16::try_from(bars.len()).unwrap();
    glyph.extend([count, 0, 0, 1000, 1000].iter().flat_map(|v| v.to_be_bytes()));
    glyph.extend((1..=count).flat_map(|i| (4 * i - 1).to_be_bytes()));
    glyph.extend([0, 0]);
    let points: Vec<(i16, i16)> = bars
        .iter()
        .flat_map(|[left, low, right, high]| [(*left, *low), (*left, *high), (*right, *high), (*right, *low)])
        .collect();
    glyph.extend(points.iter().map(|_| 1_u8));
    for axis in [|p: &(i16, i16)| p.0, |p: &(i16, i16)| p.1] {
        let mut last = 0;
        for point in &points {
            glyph.extend((axis(point) - last).to_be_bytes());
            last = axis(point);
        }
    }
    glyph.resize(glyph.len().next_multiple_of(4), 0);
    glyph
}

impl File {
    /// Embeds a program under a name. `said` is what the file's own map says of its glyphs, from number 1 on.
    pub(super) fn embed(&mut self, key: &str, name: &str, program: Vec<u8>, said: &[&str]) {
        let program = self.document.add_object(Stream::new(Dictionary::new(), program));
        let descendant = self.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => name, "DW" => 1000, "CIDToGIDMap" => "Identity",
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
            },
            "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => name, "Flags" => 4, "FontFile2" => program },
        });
        let lines: String = (1..)
            .zip(said)
            .filter(|(_, text)| **text != "absent")
            .map(|(gid, text)| {
                let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                format!("<{gid:04X}> <{hex}>\n")
            })
            .collect();
        let map = format!(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
             {} beginbfchar\n{lines}endbfchar\nendcmap end end",
            lines.lines().count()
        );
        let map = self.document.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
        let font = self.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name, "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()], "ToUnicode" => map,
        });
        self.fonts.set(key, font);
        let fonts = self.fonts.clone();
        self.set("Resources", dictionary! { "Font" => fonts });
    }
}

/// Shows glyphs by their numbers.
pub(super) fn glyphs(font: &str, at: (i32, i32), numbers: &[u16]) -> Vec<u8> {
    show(font, at, &numbers.iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>())
}
