//! What is painted through patterns and masks, and what form fields leave to the viewer.

use super::*;

/// A picture of one grey pixel, as an object.
fn picture(file: &mut File) -> ObjectId {
    file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "ColorSpace" => "DeviceGray",
            "BitsPerComponent" => 8,
        },
        vec![200],
    ))
}

/// A page on which a rectangle is filled with a pattern that holds a picture.
fn tiled(bbox: [i32; 4], step: i32, matrix: [i32; 6], fill: &str) -> Page {
    let mut file = File::new(format!("/Pattern cs /P scn {fill} re f").as_bytes());
    let picture = picture(&mut file);
    let numbers = |numbers: &[i32]| numbers.iter().map(|v| Object::from(*v)).collect::<Vec<_>>();
    let pattern = file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "BBox" => numbers(&bbox),
            "XStep" => step, "YStep" => step, "Matrix" => numbers(&matrix),
            "Resources" => dictionary! { "XObject" => dictionary! { "I" => picture } },
        },
        format!("q {} 0 0 {} 0 0 cm /I Do Q", bbox[2], bbox[3]).into_bytes(),
    ));
    file.set("Resources", dictionary! { "Pattern" => dictionary! { "P" => pattern } });
    file.read()
}

#[test]
fn a_scan_in_a_pattern_is_a_picture() {
    for page in [
        tiled([0, 0, 595, 842], 2000, [1, 0, 0, 1, 0, 0], "0 0 595 842"),
        tiled([0, 0, 1190, 1684], 2000, [1, 0, 0, 1, -300, -400], "0 0 595 842"),
        tiled([0, 0, 500, 700], 900, [1, 0, 0, 1, 40, 60], "40 60 500 700"),
    ] {
        assert_eq!(page.legibility, Legibility::NeedsOcr);
        assert_eq!(page.pictures.len(), 1);
        assert!(page.pictures[0].bbox.area() > 0.6 * 595.0 * 842.0, "{:?}", page.pictures);
    }
}

#[test]
fn a_picture_in_a_later_tile_of_a_pattern_is_where_it_is_seen() {
    let page = tiled([0, 0, 100, 100], 120, [1, 0, 0, 1, 0, 0], "360 480 100 100");
    assert_eq!(page.pictures[0].bbox, Rect::new(360.0, 842.0 - 580.0, 460.0, 842.0 - 480.0));
}

#[test]
fn a_page_that_is_painted_through_a_mask_is_not_blank() {
    for (fill, legibility) in [("300 400 200 200 re", Legibility::NeedsOcr), ("0 0 595 842 re", Legibility::NeedsOcr)] {
        let mut file = File::new(format!("/G gs 1 0 0 rg {fill} f").as_bytes());
        let group = file.document.add_object(Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray" },
            },
            b"1 g 350 450 100 100 re f".to_vec(),
        ));
        let mask = dictionary! { "Type" => "Mask", "S" => "Luminosity", "G" => group };
        let state = file.document.add_object(dictionary! { "Type" => "ExtGState", "SMask" => mask });
        file.set("Resources", dictionary! { "ExtGState" => dictionary! { "G" => state } });
        assert_eq!(file.read().legibility, legibility);
    }
}

/// A text field whose appearance has this content.
fn field(value: &str, appearance: &[u8], extra: &Dictionary) -> Page {
    let mut file = File::new(&form());
    let fonts = file.fonts.clone();
    let appearance = file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 300.into(), 20.into()],
            "Resources" => dictionary! { "Font" => fonts },
        },
        appearance.to_vec(),
    ));
    let mut value_bytes = vec![0xFE, 0xFF];
    value_bytes.extend(ucs2(value));
    let mut field = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => 4, "T" => Object::string_literal("f"),
        "V" => Object::String(value_bytes, StringFormat::Hexadecimal), "AP" => dictionary! { "N" => appearance },
        "DA" => Object::string_literal("/F1 12 Tf 0 g"),
        "Rect" => vec![60.into(), 500.into(), 360.into(), 520.into()],
    };
    field.extend(extra);
    file.set("Annots", vec![field.into()]);
    file.read()
}

#[test]
fn an_appearance_that_draws_nothing_leaves_the_value_to_the_viewer() {
    for placeholder in [&b""[..], b"/Tx BMC EMC", b"q 1 g 0 0 300 20 re f Q", b"/Tx BMC q BT ET Q EMC"] {
        let page = field("孟怀瑾", placeholder, &Dictionary::new());
        let word = page.words.last().unwrap();
        assert_eq!((word.text().as_str(), word.source), ("孟怀瑾", WordSource::FormField));
    }
    // What is drawn is what is seen, whatever the value says.
    let page = field("孟怀瑾", &text_at(2, 5, "孟瑾怀"), &Dictionary::new());
    assert_eq!(page.words.last().unwrap().text(), "孟瑾怀");
}

#[test]
fn a_comb_has_a_character_in_each_box() {
    let number = "43019819900113342X";
    let page = field(number, b"", &dictionary! { "Ff" => 1 << 24, "MaxLen" => 18 });
    let mut glyphs: Vec<_> =
        page.words.iter().filter(|w| w.source == WordSource::FormField).flat_map(|w| &w.glyphs).collect();
    glyphs.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    assert_eq!(glyphs.iter().map(|g| g.ch).collect::<String>(), number);
    for (i, glyph) in (0..18_u16).zip(glyphs) {
        let middle = 60.0 + 300.0 / 18.0 * (f32::from(i) + 0.5);
        assert!((glyph.bbox.centre().0 - middle).abs() < 0.5, "{i}: {:?}", glyph.bbox);
    }
}
