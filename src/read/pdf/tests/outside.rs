//! Type that is not in the file, and type that is and cannot be told from it at first sight.

use super::claims::marked;
use super::program::{FIVE, FOUR, TREE, truetype};
use super::*;

/// What is read to the right of the form, and what page and file say differently there: as it is called, as it is shown.
fn shown(file: File) -> (String, Vec<(String, String)>) {
    let page = file.read();
    let word = page.words.iter().find(|w| w.bbox.x0 > 250.0).unwrap().text();
    (word, page.disagreements.into_iter().map(|d| (d.text, d.seen)).collect())
}

#[test]
fn replacement_text_over_type_that_nobody_can_look_at() {
    let read =
        |actual: &str, text: &str| shown(File::new(&[form(), marked(actual, &text_at(300, 560, text))].concat()));
    let differs = |called: &str, seen: &str| vec![(called.to_owned(), seen.to_owned())];
    assert_eq!(read("2015年", "2014年"), ("2014年".to_owned(), differs("2015年", "2014年")));
    assert_eq!(read("工商管理", "汉语言文学").0, "汉语言文学");
    assert_eq!(read("工商管理", "汉语言文学").1.len(), 1);
    assert_eq!(read("2015年6月", "2014年06月").0, "2014年06月");
    assert_eq!(read("生日", "⽣⽇"), ("生日".to_owned(), Vec::new()));
}

/// What a table calls codes.
type Names<'a> = &'a [(&'a str, char)];

/// A table that calls codes so.
fn table(names: Names<'_>) -> Stream {
    let lines: String = names.iter().map(|(code, ch)| format!("<{code}> <{:04X}>\n", u32::from(*ch))).collect();
    let (space, count) = (names[0].0.len(), names.len());
    let table = format!(
        "begincmap 1 begincodespacerange <{}> <{}> endcodespacerange {count} beginbfchar {lines} endbfchar endcmap",
        "0".repeat(space),
        "F".repeat(space),
    );
    Stream::new(Dictionary::new(), table.into_bytes())
}

/// What is shown where a second font that is not in the file is written so, below other content.
fn composite(page: Vec<u8>, encoding: &str, codes: &[u8], names: Names<'_>) -> (String, Vec<(String, String)>) {
    let mut file = File::new(&[page, show("F2", (300, 560), codes)].concat());
    let table = file.document.add_object(table(names));
    file.font("F2", encoding);
    let font = file.fonts.get(b"F2").unwrap().as_reference().unwrap();
    file.document.get_dictionary_mut(font).unwrap().set("ToUnicode", table);
    shown(file)
}

/// Adds a simple font of one kind. `program` is the key of its program in the file.
fn simple(file: &mut File, key: &str, (kind, name): (&str, &str), program: Option<&str>, more: &Dictionary) {
    let mut descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => name, "Flags" => 32 };
    if let Some(program) = program {
        let glyphs = [(FIVE, Some('4')), (FOUR, Some('0')), (TREE, Some('2'))];
        descriptor.set(program, file.document.add_object(Stream::new(Dictionary::new(), truetype(&glyphs))));
    }
    let mut font = dictionary! {
        "Type" => "Font", "Subtype" => kind, "BaseFont" => name, "FontDescriptor" => descriptor,
        "FirstChar" => 0x20, "LastChar" => 0xFF, "Widths" => vec![600.into(); 224],
    };
    font.extend(more);
    let font = file.document.add_object(font);
    file.fonts.set(key, font);
    let fonts = file.fonts.clone();
    file.set("Resources", dictionary! { "Font" => fonts });
}

fn differs(called: &str, seen: &str) -> (String, Vec<(String, String)>) {
    (seen.to_owned(), vec![(called.to_owned(), seen.to_owned())])
}

fn agrees(text: &str) -> (String, Vec<(String, String)>) {
    (text.to_owned(), Vec::new())
}

/// Codes of a year that a table calls 2015.
const YEARS: Names<'_> = &[("32", '2'), ("30", '0'), ("31", '1'), ("34", '5')];

#[test]
fn a_font_that_is_not_in_the_file_shows_what_its_encoding_says() {
    let read = |encoding: &str, codes: &[u8], names| composite(form(), encoding, codes, names);
    assert_eq!(read("UniGB-UCS2-H", &ucs2("王宁"), &[("738B", '王'), ("5B81", '安')]), differs("王安", "王宁"));
    let gbk = encoding_rs::GBK.encode("王宁").0.into_owned();
    assert_eq!(read("GBK-EUC-H", &gbk, &[("CDF5", '王'), ("C4FE", '安')]), differs("王安", "王宁"));
    let years = [("0032", '2'), ("0030", '0'), ("0031", '1'), ("0034", '5')];
    assert_eq!(read("UniGB-UCS2-H", &ucs2("2014"), &years), differs("2015", "2014"));
    assert_eq!(read("UniGB-UCS2-H", &ucs2("王宁"), &[("738B", '王'), ("5B81", '宁')]), agrees("王宁"));
    // A program that numbers its characters by rules of its own.
    let line = "长沙市岳麓区晴川社会工作服务";
    let codes: Vec<(String, char)> = line.chars().map(|c| (format!("{:04X}", u32::from(c) - 0x40), c)).collect();
    let names: Vec<(&str, char)> = codes.iter().map(|(code, c)| (code.as_str(), *c)).collect();
    let shifted: Vec<u8> = line.encode_utf16().flat_map(|unit| (unit - 0x40).to_be_bytes()).collect();
    assert_eq!(composite(Vec::new(), "UniGB-UCS2-H", &shifted, &names), agrees(line));
}

#[test]
fn a_simple_font_that_is_not_in_the_file_shows_what_its_encoding_says() {
    let read = |kind, name, encoding: Object| {
        let mut file = File::new(&[form(), show("F2", (300, 560), b"2014")].concat());
        let table = file.document.add_object(table(YEARS));
        simple(&mut file, "F2", (kind, name), None, &dictionary! { "Encoding" => encoding, "ToUnicode" => table });
        shown(file)
    };
    let name = |name: &str| Object::from(name);
    assert_eq!(read("Type1", "Helvetica", name("WinAnsiEncoding")), differs("2015", "2014"));
    assert_eq!(read("TrueType", "Arial", name("MacRomanEncoding")), differs("2015", "2014"));
    let own = |named: &str| dictionary! { "Differences" => vec![0x34.into(), named.into()] };
    assert_eq!(read("Type1", "Helvetica", own("seven").into()), differs("2015", "2017"));
    // It says the same, or what it says is not known.
    assert_eq!(read("Type1", "Helvetica", own("five").into()), agrees("2015"));
    assert_eq!(read("Type1", "Helvetica", own("g34").into()), agrees("2015"));
    assert_eq!(read("Type1", "Symbol", name("WinAnsiEncoding")), agrees("2015"));
}

#[test]
fn a_simple_font_in_the_file_is_not_read_by_its_encoding() {
    // Its codes are letters only by chance, whether or not its program can be read here.
    for kind in ["TrueType", "Type1", "MMType1"] {
        for program in ["FontFile", "FontFile2", "FontFile3"] {
            let mut file = File::new(&[form(), show("F2", (300, 560), b"OPQ")].concat());
            let table = file.document.add_object(table(&[("4F", '特'), ("50", '此'), ("51", '证')]));
            simple(&mut file, "F2", (kind, "GHIJKL+Own"), Some(program), &dictionary! { "ToUnicode" => table });
            // Nor where another font is not in the file.
            simple(&mut file, "F3", ("Type1", "Helvetica"), None, &dictionary! { "Encoding" => "WinAnsiEncoding" });
            assert_eq!(shown(file), agrees("特此证"), "{kind} {program}");
        }
    }
}

#[test]
fn replacement_text_over_a_simple_font_in_the_file_is_not_settled_by_its_encoding() {
    for program in ["FontFile", "FontFile3"] {
        let mut file = File::new(&[form(), marked("特此证", &show("F2", (300, 560), b"OPQ"))].concat());
        simple(&mut file, "F2", ("Type1", "GHIJKL+Own"), Some(program), &Dictionary::new());
        let (text, told) = shown(file);
        assert_eq!((text.as_str(), told), ("特此证", Vec::new()), "{program}");
    }
}

#[test]
fn a_composite_font_in_the_file_that_cannot_be_read_is_not_read_by_its_encoding() {
    let mut file = File::new(&[form(), show("F2", (300, 560), &ucs2("王宁"))].concat());
    let table = file.document.add_object(table(&[("738B", '王'), ("5B81", '安')]));
    file.font("F2", "UniGB-UCS2-H");
    let broken = file.document.add_object(Stream::new(Dictionary::new(), b"no program".to_vec()));
    let font = file.fonts.get(b"F2").unwrap().as_reference().unwrap();
    let font = file.document.get_dictionary_mut(font).unwrap();
    font.set("ToUnicode", table);
    let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let descriptor = dictionary! { "Type" => "FontDescriptor", "FontName" => "STSong-Light", "FontFile3" => broken };
    file.document.get_dictionary_mut(descendant).unwrap().set("FontDescriptor", descriptor);
    assert_eq!(shown(file), agrees("王安"));
}

#[test]
fn chinese_in_a_simple_font_that_is_called_latin() {
    let lines = ["姓名：陆令仪", "毕业时间：2015年6月30日", "工作单位：长沙市岳麓区社会工作服务中心"];
    for name in ["SimSun", "\u{CB}\u{CE}", "FangSong_GB2312"] {
        let content: Vec<u8> = (0..)
            .zip(lines)
            .flat_map(|(i, line)| show("F9", (60, 700 - 30 * i), encoding_rs::GBK.encode(line).0.as_ref()))
            .collect();
        let mut file = File::new(&content);
        let font = file.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
            "FirstChar" => 32, "LastChar" => 255, "Widths" => vec![500.into(); 224],
            "FontDescriptor" => dictionary! { "Type" => "FontDescriptor", "FontName" => name, "Flags" => 32 },
        });
        file.set("Resources", dictionary! { "Font" => dictionary! { "F9" => font } });
        let page = file.read();
        assert_eq!(texts(&page.words), lines, "{name}");
        assert!((page.words[0].bbox.width() - 72.0).abs() < 6.0, "{:?}", page.words[0].bbox);
    }
}

#[test]
fn a_simple_font_in_the_file_is_no_chinese_typeface_of_the_machine() {
    let mut file = File::new(&[form(), show("F2", (300, 560), b"\xC4\xE3\xBA\xC3")].concat());
    let table = file.document.add_object(table(&[("C4", '特'), ("E3", '此'), ("BA", '证'), ("C3", '明')]));
    simple(&mut file, "F2", ("Type1", "GHIJKL+Own"), Some("FontFile3"), &dictionary! { "ToUnicode" => table });
    assert_eq!(shown(file), agrees("特此证明"));
}
