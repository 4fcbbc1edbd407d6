//! The ways to hide a changed value. Each gives the file.

use std::error::Error;

use hecha_fixtures::producers::scan::{self, Scan};
use lopdf::{Dictionary, Object, Stream, dictionary};
use ttf_parser::{Face, OutlineBuilder};

use super::draft::{Draft, Spot, UPRIGHT, upright};

type Made = Result<Vec<u8>, Box<dyn Error>>;

/// A way to hide a change.
pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) hide: fn(Draft) -> Made,
}

/// All of them; the first hides nothing.
pub(crate) const WAYS: [Way; 31] = [
    Way { name: "none", hide: none },
    Way { name: "fill", hide: fill },
    Way { name: "strips", hide: strips },
    Way { name: "stroke", hide: stroke },
    Way { name: "pen", hide: pen },
    Way { name: "pattern", hide: pattern },
    Way { name: "shading", hide: shading },
    Way { name: "picture", hide: |draft| picture(draft, false) },
    Way { name: "picture-alpha", hide: |draft| picture(draft, true) },
    Way { name: "pasted-picture", hide: pasted },
    Way { name: "woven", hide: woven },
    Way { name: "white", hide: white },
    Way { name: "annotation", hide: |draft| overlay(draft, "FreeText") },
    Way { name: "annotation-stamp", hide: |draft| overlay(draft, "Stamp") },
    Way { name: "annotation-cover", hide: annotated },
    Way { name: "form-field", hide: |draft| overlay(draft, "Widget") },
    Way { name: "tounicode", hide: to_unicode },
    Way { name: "tounicode-saved", hide: to_unicode_saved },
    Way { name: "actualtext", hide: actual_text },
    Way { name: "curves", hide: curves },
    Way { name: "curves-alone", hide: curves_alone },
    Way { name: "curves-over", hide: curves_over },
    Way { name: "under-picture", hide: under_picture },
    Way { name: "layer-off", hide: layer },
    Way { name: "layer-swapped", hide: swapped },
    Way { name: "layer-xobject", hide: layered_object },
    Way { name: "saved-again", hide: |draft| saved_again(draft, Damage::None) },
    Way { name: "saved-far", hide: |draft| saved_again(draft, Damage::Far) },
    Way { name: "saved-without-table", hide: |draft| saved_again(draft, Damage::NoTable) },
    Way { name: "saved-without-ends", hide: |draft| saved_again(draft, Damage::NoEnds) },
    Way { name: "saved-page", hide: |draft| saved_again(draft, Damage::NewPage) },
];

fn none(draft: Draft) -> Made {
    let content = draft.content(|_, [_, wrong]| upright(wrong));
    draft.finish(content)
}

/// The right text, what covers it, the wrong text.
fn covered(draft: Draft, cover: impl Fn(&Spot) -> String) -> Made {
    let content = draft.content(|spot, [right, wrong]| {
        let cover = format!("{UPRIGHT} {} Q\n", cover(spot));
        [upright(right), cover.into_bytes(), upright(wrong)].concat()
    });
    draft.finish(content)
}

fn fill(draft: Draft) -> Made {
    covered(draft, |spot| format!("1 g {} re f", numbers(&spot.area())))
}

fn strips(draft: Draft) -> Made {
    covered(draft, |spot| {
        let [x, y, w, h] = spot.area();
        let strip = |n: u8| format!("{} re ", numbers(&[x, y + 2.2 * f32::from(n), w, 2.25]));
        format!("1 g {} f", (0..(h / 2.2).ceil() as u8).map(strip).collect::<String>())
    })
}

fn stroke(draft: Draft) -> Made {
    covered(draft, |spot| {
        let [x, y, w, h] = spot.area();
        let middle = y + h / 2.0;
        format!("1 G {h:.2} w {} m {} l S", numbers(&[x, middle]), numbers(&[x + w, middle]))
    })
}

fn pen(draft: Draft) -> Made {
    covered(draft, |spot| {
        let [x, y, w, h] = spot.area();
        let middle = y + h / 2.0;
        let curve = [x + w / 3.0, middle - 1.2, x + 2.0 * w / 3.0, middle + 1.2, x + w, middle];
        format!("1 G 1 J {:.2} w {} m {} c S", h + 1.5, numbers(&[x, middle]), numbers(&curve))
    })
}

fn pattern(mut draft: Draft) -> Made {
    let tile = dictionary! {
        "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 8, "YStep" => 8,
        "BBox" => vec![0.into(), 0.into(), 8.into(), 8.into()], "Resources" => Dictionary::new(),
    };
    draft.resource("Pattern", "Pw", Stream::new(tile, b"1 g 0 0 8 8 re f".to_vec()))?;
    covered(draft, |spot| format!("/Pattern cs /Pw scn {} re f", numbers(&spot.area())))
}

fn shading(mut draft: Draft) -> Made {
    let white: Vec<Object> = vec![1.into(), 1.into(), 1.into()];
    let function = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()], "C0" => white.clone(), "C1" => white,
    };
    let shade = dictionary! {
        "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => function,
        "Coords" => vec![0.into(), 0.into(), 595.into(), 0.into()],
        "Extend" => vec![Object::Boolean(true), Object::Boolean(true)],
    };
    draft.resource("Shading", "Sw", shade)?;
    covered(draft, |spot| format!("{} re W n /Sw sh", numbers(&spot.area())))
}

/// A picture of so many pixels, in grey or colour.
fn image((width, height): (u32, u32), space: &str, data: Vec<u8>) -> Stream {
    let entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height, "BitsPerComponent" => 8,
        "ColorSpace" => space,
    };
    Stream::new(entries, data)
}

/// Draws a picture in an area.
fn placed(name: &str, [x, y, w, h]: [f32; 4]) -> String {
    format!("{} cm /{name} Do", numbers(&[w, 0.0, 0.0, -h, x, y + h]))
}

fn picture(mut draft: Draft, alpha: bool) -> Made {
    let mut white = image((8, 8), "DeviceRGB", vec![255; 192]);
    if alpha {
        let mask = draft.document.add_object(image((8, 8), "DeviceGray", vec![255; 64]));
        white.dict.set("SMask", mask);
    }
    draft.resource("XObject", "Iw", white)?;
    covered(draft, |spot| placed("Iw", spot.area()))
}

/// The first page of a file, finely and without wear.
const CLEAR: Scan =
    Scan { dpi: 200.0, colour: true, skew: 0.0, shadow: 0.0, noise: 0.0, perspective: 0.0, jpeg_quality: 90 };

/// Puts a picture of each spot as it looks on the right or the wrong paper into the resources: `I0`, `I1` …
fn photographed(draft: &mut Draft, of: usize) -> Result<(), Box<dyn Error>> {
    let page = scan::taken(&draft.looks[of], &CLEAR);
    let scale = page.width() as f32 / 595.0;
    let areas: Vec<[f32; 4]> = draft.spots.iter().map(Spot::area).collect();
    for (n, area) in areas.into_iter().enumerate() {
        let [x, y, w, h] = area.map(|v| (v * scale).round().max(1.0) as u32);
        let crop = image::imageops::crop_imm(&page, x, y, w, h).to_image();
        draft.resource("XObject", &format!("I{n}"), image((w, h), "DeviceRGB", crop.into_raw()))?;
    }
    Ok(())
}

/// The number of a spot among the spots.
fn number(spots: &[usize], spot: &Spot) -> usize {
    spots.iter().position(|piece| *piece == spot.pieces[0]).unwrap_or_default()
}

fn firsts(draft: &Draft) -> Vec<usize> {
    draft.spots.iter().map(|spot| spot.pieces[0]).collect()
}

/// The right text, and over it a picture of the wrong one.
fn pasted(mut draft: Draft) -> Made {
    photographed(&mut draft, 1)?;
    let spots = firsts(&draft);
    let content = draft.content(|spot, [right, _]| {
        let over = placed(&format!("I{}", number(&spots, spot)), spot.area());
        [upright(right), format!("{UPRIGHT} {over} Q\n").into_bytes()].concat()
    });
    draft.finish(content)
}

/// A picture of the right text over the wrong one.
fn under_picture(mut draft: Draft) -> Made {
    photographed(&mut draft, 0)?;
    let spots = firsts(&draft);
    let content = draft.content(|spot, [_, wrong]| {
        let over = placed(&format!("I{}", number(&spots, spot)), spot.area());
        [upright(wrong), format!("{UPRIGHT} {over} Q\n").into_bytes()].concat()
    });
    draft.finish(content)
}

/// Both texts in one place, the right one pale as an eraser leaves it.
fn woven(draft: Draft) -> Made {
    let content = draft.content(|_, [right, wrong]| {
        let pale = replaced(right, b" 0 g", b" 0.85 g");
        [upright(&pale), upright(wrong)].concat()
    });
    draft.finish(content)
}

/// Below, the right text in the colour of the paper.
fn white(draft: Draft) -> Made {
    let content =
        draft.content(|_, [right, wrong]| [upright(&replaced(right, b" 0 g", b" 1 g")), upright(wrong)].concat());
    draft.finish(content)
}

/// A white square as a note over the right text, and the wrong one as another without ground over that.
fn annotated(mut draft: Draft) -> Made {
    let resources = draft.resources()?;
    for spot in draft.spots.clone() {
        let area = spot.area();
        let square = format!("{UPRIGHT} 1 g {} re f Q\n", numbers(&area)).into_bytes();
        let wrong = upright(&draft.pieces[spot.pieces[1]]);
        note(&mut draft, area, &resources, square, "Square")?;
        note(&mut draft, area, &resources, wrong, "FreeText")?;
    }
    let content = draft.content(|_, [right, _]| upright(right));
    draft.finish(content)
}

/// Adds a note that looks like this.
fn note(
    draft: &mut Draft,
    area: [f32; 4],
    resources: &Object,
    look: Vec<u8>,
    kind: &str,
) -> Result<(), Box<dyn Error>> {
    let rect = rect(area);
    let entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => rect.clone(), "Resources" => resources.clone(),
    };
    let look = draft.document.add_object(Stream::new(entries, look));
    let note = dictionary! {
        "Type" => "Annot", "Subtype" => kind, "Rect" => rect, "F" => 4, "AP" => dictionary! { "N" => look },
    };
    draft.annotate(note).map(drop)
}

/// An area from the lower left.
fn rect([x, y, w, h]: [f32; 4]) -> Vec<Object> {
    [x, 842.0 - y - h, x + w, 842.0 - y].into_iter().map(Object::Real).collect()
}

/// A note or a field of a form over the right text, with the wrong one on white.
fn overlay(mut draft: Draft, kind: &str) -> Made {
    let field = kind == "Widget";
    let resources = draft.resources()?;
    let mut fields = Vec::new();
    for spot in draft.spots.clone() {
        let [x, y, w, h] = spot.area();
        let rect = rect(spot.area());
        let wrong = upright(&draft.pieces[spot.pieces[1]]);
        let look = [format!("{UPRIGHT} 1 g {} re f Q\n", numbers(&[x, y, w, h])).into_bytes(), wrong].concat();
        let entries = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => rect.clone(), "Resources" => resources.clone(),
        };
        let look = draft.document.add_object(Stream::new(entries, look));
        let text = Object::string_literal(utf16(&spot.texts[1]));
        let mut note = dictionary! {
            "Type" => "Annot", "Rect" => rect, "F" => 4, "AP" => dictionary! { "N" => look },
        };
        note.set("Subtype", kind);
        if field {
            note.set("FT", "Tx");
            note.set("T", Object::string_literal(format!("f{}", spot.pieces[0])));
            note.set("V", text);
        } else {
            note.set("Contents", text);
        }
        fields.push(Object::Reference(draft.annotate(note)?));
    }
    if field {
        let form = dictionary! { "Fields" => fields };
        draft.document.catalog_mut()?.set("AcroForm", form);
    }
    let content = draft.content(|_, [right, _]| upright(right));
    draft.finish(content)
}

/// The right text in a second copy of its font, of which the table of characters names the wrong one.
fn to_unicode(mut draft: Draft) -> Made {
    second_fonts(&mut draft, true)?;
    let content = draft.content(|_, [right, _]| upright(&replaced(right, b"/f", b"/Lief")));
    draft.finish(content)
}

/// The same, where the table told the truth until a later save.
fn to_unicode_saved(mut draft: Draft) -> Made {
    let mut lying = draft.clone();
    let tables = second_fonts(&mut draft, false)?;
    second_fonts(&mut lying, true)?;
    let content = draft.content(|_, [right, _]| upright(&replaced(right, b"/f", b"/Lief")));
    // The tables stand under the same numbers in both.
    let mut changes = Vec::new();
    for id in tables {
        changes.push((id, lying.document.get_object(id)?.as_stream()?.content.clone()));
    }
    let mut update = lopdf::IncrementalDocument::create_from(draft.clone().finish(content)?, draft.document);
    for (id, table) in changes {
        update.new_document.objects.insert(id, Stream::new(Dictionary::new(), table).into());
    }
    let mut out = Vec::new();
    update.save_to(&mut out)?;
    Ok(out)
}

/// Puts a second copy of each font into the resources, and gives its tables of characters. They name the wrong ones for the
/// right ones where they lie.
fn second_fonts(draft: &mut Draft, lies: bool) -> Result<Vec<lopdf::ObjectId>, Box<dyn Error>> {
    let (_, resources) = draft.document.dereference(&draft.resources()?).map(|(id, o)| (id, o.clone()))?;
    let fonts = resources.as_dict()?.get(b"Font")?.as_dict()?.clone();
    let changes: Vec<(char, char)> = (draft.spots.iter())
        .flat_map(|spot| spot.texts[0].chars().zip(spot.texts[1].chars()))
        .filter(|(right, wrong)| right != wrong)
        .collect();
    let code = |c: char| format!("<{:04X}>", u32::from(c));
    let mut tables = Vec::new();
    for (name, font) in &fonts {
        let mut font = draft.document.dereference(font)?.1.as_dict()?.clone();
        let mut table = match font.get(b"ToUnicode") {
            Ok(Object::Reference(table)) => {
                String::from_utf8(draft.document.get_object(*table)?.as_stream()?.decompressed_content()?)?
            }
            _ => plain_table(draft),
        };
        for (right, wrong) in changes.iter().filter(|_| lies) {
            table = table.replace(&format!("> {}", code(*right)), &format!("> {}", code(*wrong)));
            table = table.replace(&format!("> {}", code(*right).to_lowercase()), &format!("> {}", code(*wrong)));
        }
        let table = draft.document.add_object(Stream::new(Dictionary::new(), table.into_bytes()));
        tables.push(table);
        font.set("ToUnicode", table);
        draft.resource("Font", &format!("Lie{}", String::from_utf8_lossy(name)), font)?;
    }
    Ok(tables)
}

/// A table that calls every character of the spots what it is.
fn plain_table(draft: &Draft) -> String {
    let all: std::collections::BTreeSet<char> = draft.spots.iter().flat_map(|spot| spot.texts[0].chars()).collect();
    let lines: String = all.iter().map(|c| format!("<{0:04X}> <{0:04X}>\n", u32::from(*c))).collect();
    format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} beginbfchar\n{lines}endbfchar\n\
         endcmap CMapName currentdict /CMap defineresource pop end end\n",
        all.len()
    )
}

fn actual_text(draft: Draft) -> Made {
    let content = draft.content(|spot, [right, _]| {
        let hex: String = utf16(&spot.texts[1]).iter().map(|byte| format!("{byte:02X}")).collect();
        [format!("/Span << /ActualText <{hex}> >> BDC\n").into_bytes(), upright(right), b"EMC\n".to_vec()].concat()
    });
    draft.finish(content)
}

/// The right text as curves, and under it the wrong one in invisible type.
fn curves(draft: Draft) -> Made {
    let content = draft.content(|spot, [_, wrong]| {
        let drawn = format!("{UPRIGHT} 0 g {} f Q\n", outlines(&draft, spot, 0));
        [upright(&replaced(wrong, b"0 Tr", b"3 Tr")), drawn.into_bytes()].concat()
    });
    draft.finish(content)
}

/// The right text as curves, and nothing beside it.
fn curves_alone(draft: Draft) -> Made {
    let content = draft.content(|spot, _| format!("{UPRIGHT} 0 g {} f Q\n", outlines(&draft, spot, 0)).into_bytes());
    draft.finish(content)
}

/// The wrong text as curves, over the right one that is covered.
fn curves_over(draft: Draft) -> Made {
    let content = draft.content(|spot, [right, _]| {
        let cover = format!("{UPRIGHT} 1 g {} re f 0 g {} f Q\n", numbers(&spot.area()), outlines(&draft, spot, 1));
        [upright(right), cover.into_bytes()].concat()
    });
    draft.finish(content)
}

/// The right text in a layer that is off, the wrong one shown: what a drawing program leaves.
fn swapped(draft: Draft) -> Made {
    layered(draft, 0)
}

/// The wrong text in a layer that is off: only a reader that knows no layers reads it.
fn layer(draft: Draft) -> Made {
    layered(draft, 1)
}

fn layered(mut draft: Draft, off: usize) -> Made {
    layer_off(&mut draft)?;
    let content = draft.content(|_, pieces| {
        [b"/OC /Off BDC\n".to_vec(), upright(pieces[off]), b"EMC\n".to_vec(), upright(pieces[1 - off])].concat()
    });
    draft.finish(content)
}

/// The right text in a drawing of a layer that is off, the wrong one shown.
fn layered_object(mut draft: Draft) -> Made {
    let group = layer_off(&mut draft)?;
    let resources = draft.resources()?;
    for spot in draft.spots.clone() {
        let entries = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Resources" => resources.clone(), "OC" => group.clone(),
            "BBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        };
        let drawing = Stream::new(entries, upright(&draft.pieces[spot.pieces[0]]));
        draft.resource("XObject", &format!("Off{}", spot.pieces[0]), drawing)?;
    }
    let content = draft
        .content(|spot, [_, wrong]| [format!("/Off{} Do\n", spot.pieces[0]).into_bytes(), upright(wrong)].concat());
    draft.finish(content)
}

/// Adds a layer that is off: `Off`.
fn layer_off(draft: &mut Draft) -> Result<Object, Box<dyn Error>> {
    let group = dictionary! { "Type" => "OCG", "Name" => Object::string_literal("1") };
    draft.resource("Properties", "Off", group)?;
    let (_, resources) = draft.document.dereference(&draft.resources()?).map(|(id, o)| (id, o.clone()))?;
    let group = resources.as_dict()?.get(b"Properties")?.as_dict()?.get(b"Off")?.clone();
    let shown = dictionary! { "OFF" => vec![group.clone()], "Order" => vec![group.clone()] };
    let layers = dictionary! { "OCGs" => vec![group.clone()], "D" => shown };
    draft.document.catalog_mut()?.set("OCProperties", layers);
    Ok(group)
}

/// What is wrong with a file that was saved again.
#[derive(Clone, Copy, PartialEq)]
enum Damage {
    None,
    /// Its table is nowhere.
    Far,
    /// It has no new table.
    NoTable,
    /// The first state does not say where it ends.
    NoEnds,
    /// Nothing; the page itself is written anew, with content of another number.
    NewPage,
}

/// The wrong text in a second revision, and the tables of the file damaged so that they are put together anew.
fn saved_again(draft: Draft, damage: Damage) -> Made {
    let (page, content) = (draft.page(), draft.content(|_, [_, wrong]| upright(wrong)));
    let first = draft.content(|_, [right, _]| upright(right));
    let mut file = draft.finish(first)?;
    let document = lopdf::Document::load_mem(&file)?;
    let page = document.get_pages().into_values().next().unwrap_or(page);
    let id = document.get_page_contents(page).first().ok_or("no content")?.0;
    let stream = Stream::new(Dictionary::new(), content);
    if matches!(damage, Damage::None | Damage::NewPage) {
        let mut sheet = document.get_dictionary(page)?.clone();
        let mut update = lopdf::IncrementalDocument::create_from(file, document);
        if damage == Damage::NewPage {
            let content = update.new_document.add_object(stream);
            sheet.set("Contents", content);
            update.new_document.objects.insert(page, sheet.into());
        } else {
            update.new_document.objects.insert((id, 0), stream.into());
        }
        let mut out = Vec::new();
        update.save_to(&mut out)?;
        return Ok(out);
    }
    if damage == Damage::NoEnds {
        file = replaced(&file, b"%%EOF", b"     ");
    }
    file.extend_from_slice(format!("\n{id} 0 obj\n<< /Length {} >>\nstream\n", stream.content.len()).as_bytes());
    file.extend_from_slice(&stream.content);
    file.extend_from_slice(b"\nendstream\nendobj\n");
    if damage == Damage::Far {
        let (root, size) = (document.trailer.get(b"Root")?.as_reference()?.0, document.max_id + 1);
        let end = format!("trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n99999999\n%%EOF\n");
        file.extend_from_slice(end.as_bytes());
    }
    Ok(file)
}

/// Outlines of one of the texts of a spot, as operators.
fn outlines(draft: &Draft, spot: &Spot, of: usize) -> String {
    let (data, index) = draft.face.font();
    let Ok(face) = Face::parse(data, index) else { return String::new() };
    let scale = spot.size / f32::from(face.units_per_em());
    let mut pen = Pen { out: String::new(), at: (spot.x, spot.y), scale, last: (0.0, 0.0) };
    for c in spot.texts[of].chars() {
        if let Some(glyph) = face.glyph_index(c) {
            let _ = face.outline_glyph(glyph, &mut pen);
        }
        pen.at.0 += draft.face.advance(c) * spot.size;
    }
    pen.out
}

/// Writes outlines down.
struct Pen {
    out: String,
    at: (f32, f32),
    scale: f32,
    last: (f32, f32),
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> [f32; 2] {
        [self.at.0 + x * self.scale, self.at.1 - y * self.scale]
    }

    fn write(&mut self, points: &[[f32; 2]], operator: &str) {
        self.out.push_str(&format!("{} {operator} ", numbers(&points.concat())));
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let at = self.point(x, y);
        self.last = (x, y);
        self.write(&[at], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let at = self.point(x, y);
        self.last = (x, y);
        self.write(&[at], "l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let third = |from: f32, to: f32| from + 2.0 / 3.0 * (to - from);
        let (x0, y0) = self.last;
        self.curve_to(third(x0, x1), third(y0, y1), third(x, x1), third(y, y1), x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let points = [self.point(x1, y1), self.point(x2, y2), self.point(x, y)];
        self.last = (x, y);
        self.write(&points, "c");
    }

    fn close(&mut self) {
        self.out.push_str("h ");
    }
}

/// Numbers as content has them.
fn numbers(values: &[f32]) -> String {
    values.iter().map(|v| format!("{v:.3}")).collect::<Vec<_>>().join(" ")
}

/// UTF-16 with its mark.
fn utf16(text: &str) -> Vec<u8> {
    [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
}

/// Bytes with every occurrence of some replaced.
fn replaced(bytes: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(what) {
            out.extend_from_slice(with);
            at += what.len();
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    out
}
