//! The reader on small files made here, each with one peculiarity.

mod claims;
mod covered;
mod laid_over;
mod outside;
mod painted;
mod program;
mod saved;

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::*;
use crate::model::{PdfFacts, Rect, Word};

const LINE: &str = "姓名：喆堃龑";
const FORM: [&str; 6] = [
    "资格考试报名表",
    "姓名：喆堃龑",
    "性别：女",
    "身份证号：440198198506261435",
    "毕业时间：2005年6月30日",
    "工作单位：长沙市岳麓区社会工作服务中心",
];

/// A file of one page, as its parts.
struct File {
    document: Document,
    page: ObjectId,
    fonts: Dictionary,
}

impl File {
    /// A page of A4 with this content. Its font `F1` is not embedded and written in `UniGB-UCS2-H`.
    fn new(content: &[u8]) -> Self {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let content = document.add_object(Stream::new(Dictionary::new(), content.to_vec()));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        let node = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, node.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut file = Self { document, page, fonts: Dictionary::new() };
        file.font("F1", "UniGB-UCS2-H");
        file
    }

    /// Adds a font that is not embedded.
    fn font(&mut self, name: &str, encoding: &str) {
        let descendant = self.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "STSong-Light", "DW" => 1000,
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"),
                "Supplement" => 4,
            },
            "W" => vec![1.into(), vec![500.into(); 94].into(), 814.into(), 939.into(), 500.into()],
            "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => "STSong-Light", "Flags" => 4 },
        });
        let font = self.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light",
            "Encoding" => encoding, "DescendantFonts" => vec![descendant.into()],
        });
        self.fonts.set(name, font);
        let fonts = self.fonts.clone();
        self.set("Resources", dictionary! { "Font" => fonts });
    }

    /// Sets an entry of the page.
    fn set(&mut self, key: &str, value: impl Into<Object>) {
        self.document.get_dictionary_mut(self.page).unwrap().set(key, value);
    }

    fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }

    fn read(self) -> Page {
        let mut reading = read_bytes(&self.bytes());
        assert_eq!((&reading.outcome, reading.pages.len()), (&Outcome::Read, 1));
        reading.pages.remove(0)
    }
}

fn read_bytes(bytes: &[u8]) -> Reading {
    let ocr = crate::read::ocr::Source::none();
    let tools = Tools { ocr: &ocr, appetite: &crate::read::Everything };
    read(bytes, tools, &Limits::default())
}

fn facts_of(bytes: &[u8]) -> PdfFacts {
    read_bytes(bytes).pdf.unwrap()
}

fn ucs2(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// Shows codes at a place, in 12-point `font`.
fn show(font: &str, (x, y): (i32, i32), codes: &[u8]) -> Vec<u8> {
    let hex: String = codes.iter().map(|b| format!("{b:02X}")).collect();
    format!("BT /{font} 12 Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET\n").into_bytes()
}

fn text_at(x: i32, y: i32, text: &str) -> Vec<u8> {
    show("F1", (x, y), &ucs2(text))
}

fn form() -> Vec<u8> {
    (0..).zip(FORM).flat_map(|(i, line)| text_at(60, 760 - 30 * i, line)).collect()
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(Word::text).collect()
}

/// A picture of one grey pixel over the whole page.
fn scan(file: &mut File) {
    let picture = file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        },
        vec![200],
    ));
    let fonts = file.fonts.clone();
    file.set("Resources", dictionary! { "Font" => fonts, "XObject" => dictionary! { "I" => picture } });
}
const SCAN: &[u8] = b"q 595 0 0 842 0 0 cm /I Do Q\n";

#[test]
fn a_line_and_its_place() {
    let page = File::new(&text_at(60, 700, LINE)).read();
    assert_eq!(texts(&page.words), [LINE]);
    assert_eq!((page.text_layer, page.legibility), (TextLayer::Believed, Legibility::Read));
    assert_eq!(page.fonts, ["STSong-Light"]);
    let want = Rect::new(60.0, 842.0 - 700.0 - 10.56, 132.0, 842.0 - 700.0 + 1.44);
    assert!(page.words[0].bbox.iou(&want) > 0.97, "{:?}", page.words[0].bbox);
}

#[test]
fn every_predefined_encoding_of_simplified_chinese() {
    let gbk = encoding_rs::GBK.encode(LINE).0.into_owned();
    for (encoding, codes) in [
        ("UniGB-UCS2-H", ucs2(LINE)),
        ("UniGB-UTF16-H", ucs2(LINE)),
        ("GBK-EUC-H", gbk.clone()),
        ("GBKp-EUC-H", gbk.clone()),
        ("GBK2K-H", gbk),
        ("GB-EUC-H", encoding_rs::GBK.encode("姓名：王小明").0.into_owned()),
    ] {
        let mut file = File::new(&show("F2", (60, 700), &codes));
        file.font("F2", encoding);
        let want = if encoding == "GB-EUC-H" { "姓名：王小明" } else { LINE };
        assert_eq!(texts(&file.read().words), [want], "{encoding}");
    }
}

#[test]
fn text_from_top_to_bottom() {
    let mut file =
        File::new(&[show("F2", (500, 760), &ucs2(LINE)), show("F2", (470, 760), &ucs2("性别：女"))].concat());
    file.font("F2", "UniGB-UCS2-V");
    let page = file.read();
    // Columns are read from the right.
    let read: String = texts(&page.words).concat();
    assert_eq!(read.replace('︰', "："), "姓名：喆堃龑性别：女");
    assert!(page.words.iter().all(|w| w.vertical && w.bbox.height() > w.bbox.width()));
}

#[test]
fn marked_content_says_what_a_glyph_stands_for() {
    let mut content = b"/Span << /ActualText <FEFF6708> >> BDC\n".to_vec();
    content.extend(text_at(60, 700, "⽉"));
    content.extend(b"EMC\n");
    content.extend(text_at(72, 700, "⽇"));
    assert_eq!(texts(&File::new(&content).read().words), ["月日"]);
}

#[test]
fn what_nobody_sees_is_hidden() {
    let mut content = form();
    content.extend(b"3 Tr\n");
    content.extend(text_at(300, 500, "甲"));
    content.extend(b"0 Tr 1 g\n");
    content.extend(text_at(300, 470, "乙"));
    content.extend(b"0 g\n");
    content.extend(text_at(300, 440, "丙"));
    content.extend(b"1 g 290 430 40 30 re f 0 g\n");
    content.extend(b"q 0 0 10 10 re W n\n");
    content.extend(text_at(300, 410, "丁"));
    content.extend(b"Q\n");
    content.extend(text_at(700, 380, "戊"));
    // White on blue is seen.
    content.extend(b"0 0 1 rg 290 340 40 30 re f 1 g\n");
    content.extend(text_at(300, 350, "己"));
    let page = File::new(&content).read();
    assert_eq!(texts(&page.hidden), ["甲", "乙", "丙", "丁", "戊"]);
    assert_eq!(texts(&page.words), [&FORM[..], &["己"]].concat());
}

#[test]
fn an_invisible_layer_over_a_scan_is_not_believed() {
    let mut file = File::new(&[SCAN, b"3 Tr\n", &form()].concat());
    scan(&mut file);
    let page = file.read();
    assert_eq!(page.text_layer, TextLayer::Doubted(vec![Doubt::Hidden]));
    assert_eq!((page.words.len(), texts(&page.unbelieved)), (0, FORM.map(str::to_owned).to_vec()));
    assert_eq!(page.pictures.len(), 1);
}

#[test]
fn a_page_number_does_not_make_a_scan_a_text() {
    let mut file = File::new(&[SCAN, &text_at(300, 20, "第1页")].concat());
    scan(&mut file);
    let page = file.read();
    assert_eq!(page.text_layer, TextLayer::Doubted(vec![Doubt::TooThin]));
    assert_eq!(texts(&page.unbelieved), ["第1页"]);
}

#[test]
fn nothing_is_blank_and_white_paint_is_nothing() {
    for content in [&b""[..], b"1 g 0 0 595 842 re f", b"1 g 20 20 m 100 100 l 1 G S"] {
        let page = File::new(content).read();
        assert_eq!((page.text_layer, page.legibility), (TextLayer::Absent, Legibility::Blank));
    }
}

#[test]
fn a_glyph_drawn_twice_is_there_once() {
    let content = [form(), b"1 0 0 1 0.3 0 cm\n".to_vec(), form()].concat();
    assert_eq!(texts(&File::new(&content).read().words), FORM);
}

#[test]
fn lines_make_tables() {
    let mut content = b"1 w 50 690 m 250 690 l S 50 720 m 250 720 l S\n".to_vec();
    // Thin rectangles and dashes are lines too.
    content.extend(b"50 690 0.6 30 re 249 690 0.6 30 re f [3 2] 0 d 99 690 m 99 720 l S [] 0 d\n");
    content.extend(text_at(63, 700, "姓名"));
    content.extend(text_at(111, 700, "喆堃龑"));
    let page = File::new(&content).read();
    let count = |horizontal| page.rules.iter().filter(|r| r.horizontal == horizontal).count();
    assert_eq!((count(true), count(false)), (2, 3), "{:?}", page.rules);
    assert_eq!(texts(&page.words), ["姓名", "喆堃龑"]);
}

#[test]
fn a_ruling_line_parts_words_that_stand_close() {
    let near = [text_at(60, 700, "姓名"), text_at(86, 700, "喆堃龑")].concat();
    assert_eq!(texts(&File::new(&near).read().words), ["姓名喆堃龑"]);
    let parted = [near, b"85 690 m 85 720 l S".to_vec()].concat();
    assert_eq!(texts(&File::new(&parted).read().words), ["姓名", "喆堃龑"]);
}

#[test]
fn a_page_that_is_displayed_sideways_is_read_upright() {
    for (rotate, displayed) in [(0, (595.0, 842.0)), (90, (842.0, 595.0)), (180, (595.0, 842.0)), (270, (842.0, 595.0))]
    {
        let mut file = File::new(&form());
        file.set("Rotate", rotate);
        let page = file.read();
        assert_eq!(texts(&page.words), FORM, "{rotate}");
        assert_eq!((page.width, page.height), (595.0, 842.0));
        let whole = page.displayed(&Rect::new(0.0, 0.0, page.width, page.height));
        assert!((whole.width() - displayed.0).abs() < 0.01 && (whole.height() - displayed.1).abs() < 0.01);
        // The first line stands at (60, 760) of the page that is not turned.
        let at = page.displayed(&page.words[0].bbox).centre();
        let (x, y) = (60.0 + 42.0, 842.0 - 760.0 - 4.56);
        let want = match rotate {
            0 => (x, y),
            90 => (842.0 - y, x),
            180 => (595.0 - x, 842.0 - y),
            _ => (y, 595.0 - x),
        };
        assert!((at.0 - want.0).abs() < 0.5 && (at.1 - want.1).abs() < 0.5, "{rotate}: {at:?}, not {want:?}");
    }
}

#[test]
fn the_crop_box_is_the_page() {
    let mut file = File::new(&text_at(60, 700, LINE));
    file.set("CropBox", vec![50.into(), 100.into(), 450.into(), 742.into()]);
    let page = file.read();
    assert_eq!((page.width, page.height), (400.0, 642.0));
    assert!((page.words[0].bbox.x0 - 10.0).abs() < 0.01);
}

/// A form with one text field for each line.
fn with_fields(needs_appearances: bool, hidden: bool) -> File {
    let mut file = File::new(b"");
    let fields: Vec<Object> = (0..)
        .zip(FORM)
        .map(|(i, line)| {
            let mut value = vec![0xFE, 0xFF];
            value.extend(ucs2(line));
            let field = dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => if hidden { 2 } else { 4 },
                "T" => Object::string_literal(format!("f{i}")),
                "V" => Object::String(value, StringFormat::Hexadecimal),
                "DA" => Object::string_literal("/F1 12 Tf 0 g"),
                "Rect" => vec![60.into(), (740 - 30 * i).into(), 360.into(), (760 - 30 * i).into()],
            };
            file.document.add_object(field).into()
        })
        .collect();
    file.set("Annots", fields.clone());
    let form = dictionary! { "Fields" => fields, "NeedAppearances" => needs_appearances };
    file.document.catalog_mut().unwrap().set("AcroForm", form);
    file
}

#[test]
fn fields_without_appearance_are_drawn() {
    for needs_appearances in [true, false] {
        let page = with_fields(needs_appearances, false).read();
        assert_eq!(texts(&page.words), FORM);
        assert!(page.words.iter().all(|w| w.source == WordSource::FormField));
        assert!(page.words[0].bbox.iou(&Rect::new(62.0, 85.0, 146.0, 97.0)) > 0.7, "{:?}", page.words[0].bbox);
    }
}

#[test]
fn hidden_fields_are_not() {
    assert_eq!(with_fields(true, true).read().words, []);
}

#[test]
fn an_appearance_is_read_as_the_field_it_belongs_to() {
    let mut file = File::new(b"");
    let appearance = file.document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 300.into(), 20.into()],
            "Resources" => dictionary! { "Font" => file.fonts.clone() },
        },
        text_at(2, 5, LINE),
    ));
    let widget = |subtype: &str, y: i32| {
        dictionary! {
            "Type" => "Annot", "Subtype" => subtype, "F" => 4, "AP" => dictionary! { "N" => appearance },
            "Rect" => vec![60.into(), y.into(), 360.into(), (y + 20).into()],
        }
    };
    file.set("Annots", vec![widget("Widget", 700).into(), widget("Stamp", 600).into()]);
    let page = file.read();
    assert_eq!(texts(&page.words), [LINE, LINE]);
    assert_eq!(page.words[0].source, WordSource::FormField);
    assert_eq!(page.words[1].source, WordSource::Annotation);
}

#[test]
fn a_font_that_names_no_character_is_not_read() {
    let mut file = File::new(b"BT /T3 12 Tf 60 700 Td <0101010101010101> Tj ET");
    let square =
        file.document.add_object(Stream::new(Dictionary::new(), b"1000 0 0 0 750 750 d1 0 0 700 700 re f".to_vec()));
    let font = file.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FirstChar" => 1, "LastChar" => 1, "Widths" => vec![1000.into()],
        "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()],
        "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
        "CharProcs" => dictionary! { "x1" => square },
        "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => vec![1.into(), "x1".into()] },
    });
    file.set("Resources", dictionary! { "Font" => dictionary! { "T3" => font } });
    let page = file.read();
    assert_eq!(page.text_layer, TextLayer::Doubted(vec![Doubt::Garbled]));
    assert_eq!(page.words, []);
}

#[test]
fn impossible_sizes_do_no_harm() {
    for (size, legible) in
        [([0, 0, 0, 0], true), ([595, 842, 0, 0], true), ([-2_000_000, -2_000_000, 2_000_000, 2_000_000], false)]
    {
        let mut file = File::new(&form());
        file.set("MediaBox", size.iter().map(|v| Object::from(*v)).collect::<Vec<_>>());
        let page = file.read();
        assert_eq!(page.legibility == Legibility::Read, legible, "{size:?}");
        assert!(page.width > 0.0 && page.width <= LARGEST);
    }
}

#[test]
fn passwords() {
    for (user, outcome) in [("", Outcome::Read), ("secret", Outcome::Encrypted)] {
        let mut file = File::new(&form());
        file.document
            .trailer
            .set("ID", vec![Object::string_literal("0123456789abcdef"), Object::string_literal("0123456789abcdef")]);
        let version = EncryptionVersion::V2 {
            document: &file.document,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions: Permissions::PRINTABLE,
        };
        let state = EncryptionState::try_from(version).unwrap();
        file.document.encrypt(&state).unwrap();
        let reading = read_bytes(&file.bytes());
        assert_eq!(reading.outcome, outcome);
        if outcome == Outcome::Read {
            assert_eq!(texts(&reading.pages[0].words), FORM);
            let facts = reading.pdf.unwrap();
            assert!(facts.encrypted && facts.locked, "{facts:?}");
        }
    }
}

#[test]
fn a_file_of_too_many_pages() {
    let mut file = File::new(&form());
    let kids: Vec<Object> = (0..10_000)
        .map(|_| {
            file.document
                .add_object(
                    dictionary! { "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] },
                )
                .into()
        })
        .collect();
    let pages = file.document.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
    file.document.get_dictionary_mut(pages).unwrap().set("Kids", kids);
    assert_eq!(read_bytes(&file.bytes()), Reading::damaged(DamageReason::TooManyPages));
}

#[test]
fn a_page_tree_that_loops_ends() {
    let mut file = File::new(&form());
    let page = file.page;
    let pages = file.document.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
    file.document.get_dictionary_mut(pages).unwrap().set("Kids", vec![pages.into(), page.into(), pages.into()]);
    assert_eq!(texts(&file.read().words), FORM);
}

#[test]
fn a_stream_that_claims_a_gigabyte() {
    let bytes = File::new(&form()).bytes();
    let at = bytes.windows(8).position(|w| w == b"/Length ").unwrap();
    let end = at + 8 + bytes[at + 8..].iter().position(|b| !b.is_ascii_digit()).unwrap();
    let claimed = [&bytes[..at], b"/Length 1000000000", &bytes[end..]].concat();
    assert_eq!(texts(&read_bytes(&claimed).pages[0].words), FORM);
}

#[test]
fn a_damaged_cross_reference_table_is_repaired() {
    let bytes = File::new(&form()).bytes();
    let shifted = [b"%some program wrote this first\n".as_slice(), &bytes].concat();
    assert_eq!(texts(&read_bytes(&shifted).pages[0].words), FORM);
    // Neither a pointer to the table nor a right one.
    let pointer = bytes.windows(9).rposition(|w| w == b"startxref").unwrap();
    assert_eq!(texts(&read_bytes(&bytes[..pointer]).pages[0].words), FORM);
    let wrong = [&bytes[..pointer], b"startxref\n7\n%%EOF\n"].concat();
    assert_eq!(texts(&read_bytes(&wrong).pages[0].words), FORM);
}

#[test]
fn no_part_of_a_file_breaks_the_reader() {
    let bytes = File::new(&form()).bytes();
    for end in (0..bytes.len()).step_by(37) {
        let reading = read_bytes(&bytes[..end]);
        assert!(matches!(reading.outcome, Outcome::Read | Outcome::Damaged { .. }));
    }
}

#[test]
fn a_page_changed_by_an_update() {
    let original = File::new(&form()).bytes();
    assert_eq!(facts_of(&original).revisions, 1);
    let document = Document::load_mem(&original).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let mut update = lopdf::IncrementalDocument::create_from(original.clone(), document);
    update.new_document.objects.insert(content, Stream::new(Dictionary::new(), text_at(60, 700, LINE)).into());
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    assert!(bytes.starts_with(&original));
    let facts = facts_of(&bytes);
    assert_eq!((facts.revisions, facts.pages_changed), (2, vec![1]));
    let [change] = facts.changes.as_slice() else { panic!("{:?}", facts.changes) };
    assert!(change.before.contains("资格考试报名表") && change.after.contains(LINE) && change.bbox.is_some());
}

#[test]
fn a_page_written_anew_that_shows_the_same_is_not_changed() {
    let original = File::new(&form()).bytes();
    let document = Document::load_mem(&original).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let mut update = lopdf::IncrementalDocument::create_from(original, document);
    let written = [b"q\n".as_slice(), &form(), b"Q\n"].concat();
    update.new_document.objects.insert(content, Stream::new(Dictionary::new(), written).into());
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    let facts = facts_of(&bytes);
    assert_eq!((facts.revisions, facts.pages_changed, facts.changes), (2, vec![], vec![]));
}

#[test]
fn an_update_of_the_metadata_changes_no_page() {
    let original = File::new(&form()).bytes();
    let document = Document::load_mem(&original).unwrap();
    let mut update = lopdf::IncrementalDocument::create_from(original, document);
    let info = update.new_document.add_object(dictionary! { "Producer" => Object::string_literal("Editor 3") });
    update.new_document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    let facts = facts_of(&bytes);
    assert_eq!((facts.revisions, facts.pages_changed), (2, vec![]));
    assert_eq!(facts.producer.as_deref(), Some("Editor 3"));
}

#[test]
fn what_acts_by_itself_is_named() {
    let mut file = File::new(&form());
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    file.document.catalog_mut().unwrap().set("OpenAction", script);
    assert_eq!(facts_of(&file.bytes()).active_content, ["JavaScript"]);
    let mut file = File::new(&form());
    let page = file.page;
    let view = vec![page.into(), "XYZ".into(), Object::Null, Object::Null, 0.into()];
    file.document.catalog_mut().unwrap().set("OpenAction", view);
    assert!(facts_of(&file.bytes()).active_content.is_empty());
}

#[test]
fn a_signature_covers_the_file_until_something_is_appended() {
    let mut file = File::new(&form());
    let placeholder = |n: i64| Object::Integer(1_000_000_000 + n);
    let signature = file.document.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "Name" => Object::string_literal("Registrar"),
        "ByteRange" => vec![0.into(), placeholder(1), placeholder(2), placeholder(3)],
        "Contents" => Object::String(vec![0; 64], StringFormat::Hexadecimal),
    });
    let field = dictionary! { "FT" => "Sig", "V" => signature, "T" => Object::string_literal("s") };
    let form = dictionary! { "Fields" => vec![field.into()], "SigFlags" => 3 };
    file.document.catalog_mut().unwrap().set("AcroForm", form);
    let mut bytes = file.bytes();
    let hole = bytes.windows(130).position(|w| w[0] == b'<' && w[1..129].iter().all(|b| *b == b'0')).unwrap();
    let (before, after) = (hole, hole + 130);
    for (n, value) in [(1, before), (2, after), (3, bytes.len() - after)] {
        let at = bytes.windows(10).position(|w| w == format!("{}", 1_000_000_000 + n).as_bytes()).unwrap();
        bytes[at..at + 10].copy_from_slice(format!("{value:010}").as_bytes());
    }
    let signed = facts_of(&bytes).signatures;
    assert_eq!((signed.len(), signed[0].covers_whole_file), (1, true));
    assert_eq!((signed[0].intact, signed[0].signer.as_deref()), (None, Some("Registrar")));
    bytes.extend(b"\n% appended");
    assert!(!facts_of(&bytes).signatures[0].covers_whole_file);
}

#[test]
fn a_picture_is_the_same_however_its_stream_is_written() {
    let (width, height) = (60_u32, 80_u32);
    let pixels = |first: u8| -> Vec<u8> {
        let mut pixels: Vec<u8> = (0..width * height * 3).map(|n| (n % 251) as u8).collect();
        pixels[0] = first;
        pixels
    };
    let digest = |pixels: Vec<u8>, packed: bool| {
        let mut file = File::new(b"q 60 0 0 80 100 100 cm /P Do Q");
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
            "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
        };
        let mut stream = Stream::new(dict, pixels);
        if packed {
            stream.compress().unwrap();
        }
        let picture = file.document.add_object(stream);
        file.set("Resources", dictionary! { "XObject" => dictionary! { "P" => picture } });
        file.read().pictures[0].digest.clone().unwrap()
    };
    assert_eq!(digest(pixels(1), false), digest(pixels(1), true));
    assert_ne!(digest(pixels(1), false), digest(pixels(2), false));
}

#[test]
fn the_second_reader_is_asked_only_where_something_is_suspicious() {
    let page = |confidence: f32, ch: char| {
        let bbox = Rect::new(100.0, 100.0, 112.0, 112.0);
        let glyph = crate::model::Glyph { ch, bbox, confidence, font: None, runners_up: Vec::new() };
        let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
        page.words.push(Word { glyphs: vec![glyph], bbox, vertical: false, source: WordSource::TextLayer });
        page
    };
    let nothing = Spots::default();
    assert!(!is_suspicious(&page(1.0, '姓'), &nothing));
    assert!(is_suspicious(&page(fonts::GUESSED, '姓'), &nothing));
    assert!(is_suspicious(&page(1.0, '\u{E123}'), &nothing));
    let doubted = Spots { doubted: vec![Rect::new(1.0, 1.0, 2.0, 2.0)], ..Spots::default() };
    assert!(is_suspicious(&page(1.0, '姓'), &doubted));
}
