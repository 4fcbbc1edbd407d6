//! What a file says of its glyphs, against what the file shows elsewhere.

use super::program::{FIVE, FOUR, NOTHING, TREE, glyphs, truetype};
use super::*;

/// The form, and below it a word of these glyphs in a font of its own, as the first reader gives it: its characters, and
/// which of them are in doubt. Nobody can look at them here.
fn word(said: &[&str], drawn: &[(program::Bars, Option<char>)], numbers: &[u16]) -> (String, String) {
    let mut file = File::new(&[form(), glyphs("F2", (300, 640), numbers)].concat());
    file.embed("F2", "ABCDEF+Test", truetype(drawn), said);
    let page = file.read();
    assert_eq!(page.text_layer, TextLayer::Believed, "{:?}", page.unbelieved);
    let words: Vec<&Word> = page.words.iter().filter(|w| w.bbox.x0 > 250.0).collect();
    let glyphs = || words.iter().flat_map(|w| &w.glyphs);
    (glyphs().map(|g| g.ch).collect(), glyphs().filter(|g| g.confidence <= 0.6).map(|g| g.ch).collect())
}

#[test]
fn a_glyph_that_its_own_program_calls_otherwise_is_in_doubt() {
    let told = |said: &str, own| word(&["2", said], &[(FIVE, Some('2')), (FOUR, own)], &[1, 2]);
    assert_eq!(told("5", Some('4')), ("25".to_owned(), "5".to_owned()));
    assert_eq!(told("王", Some('张')), ("2王".to_owned(), "王".to_owned()));
    assert_eq!(told("4", Some('4')), ("24".to_owned(), String::new()));
    // Without a map, and where it calls it by another code point of the same character, nothing speaks against it.
    assert_eq!(told("5", None).1, "");
    assert_eq!(told("月", Some('⽉')), ("2月".to_owned(), String::new()));
}

#[test]
fn two_digits_of_one_shape_are_in_doubt() {
    let twice = [(FOUR, None), (FIVE, None), (FOUR, None)];
    // The second as well: it has one name with the third, and another shape.
    assert_eq!(word(&["4", "5", "5"], &twice, &[1, 2, 3]), ("455".to_owned(), "455".to_owned()));
    assert_eq!(word(&["4", "5", "4"], &twice, &[1, 2, 3]), ("454".to_owned(), String::new()));
}

#[test]
fn one_name_for_two_glyphs_is_in_doubt() {
    let drawn = [(FOUR, None), (TREE, None), (FIVE, None)];
    assert_eq!(word(&["4", "学", "4"], &drawn, &[1, 2, 3]), ("4学4".to_owned(), "44".to_owned()));
    assert_eq!(word(&["生", "学", "学"], &drawn, &[1, 2, 3]), ("生学学".to_owned(), "学学".to_owned()));
    assert_eq!(word(&["生", "学", "4"], &drawn, &[1, 2, 3]), ("生学4".to_owned(), String::new()));
}

#[test]
fn two_names_for_one_glyph_are_in_doubt() {
    let line: Vec<u16> = (0..40).map(|i| i % 2 + 1).collect();
    let content = [form(), glyphs("F2", (60, 560), &line), glyphs("F3", (300, 500), &[1, 2])];
    let read = |said: &[&str]| {
        let mut file = File::new(&content.concat());
        let program = || truetype(&[(FIVE, None), (TREE, None)]);
        file.embed("F2", "ABCDEF+Test", program(), &["5", "学"]);
        file.embed("F3", "ABCDEF+Test", program(), said);
        let page = file.read();
        let glyphs = page.words.iter().flat_map(|w| &w.glyphs);
        glyphs.filter(|g| g.confidence <= 0.6 && g.bbox.y0 > 320.0).map(|g| g.ch).collect::<String>()
    };
    assert_eq!(read(&["6", "学"]), "6");
    assert_eq!(read(&["5", "生"]), "生");
    assert_eq!(read(&["5", "学"]), "");
}

#[test]
fn a_glyph_that_another_font_of_its_program_calls_otherwise_is_in_doubt_though_drawn_once() {
    let content = [form(), glyphs("F2", (60, 560), &[1; 40]), glyphs("F3", (300, 500), &[2])];
    let read = |said: &str| {
        let mut file = File::new(&content.concat());
        let program = || truetype(&[(FIVE, None), (TREE, None)]);
        // The first font names the second glyph and never draws it: the tables alone contradict each other.
        file.embed("F2", "ABCDEF+Test", program(), &["5", "学"]);
        file.embed("F3", "ABCDEF+Test", program(), &["5", said]);
        let page = file.read();
        let glyphs = page.words.iter().flat_map(|w| &w.glyphs);
        glyphs.filter(|g| g.confidence <= 0.6 && g.bbox.y0 > 320.0).map(|g| g.ch).collect::<String>()
    };
    assert_eq!(read("生"), "生");
    assert_eq!(read("学"), "");
}

#[test]
fn a_few_glyphs_of_a_second_program_of_one_name_are_in_doubt() {
    let line: Vec<u16> = (0..40).map(|i| i % 2 + 1).collect();
    let content =
        [form(), glyphs("F2", (60, 560), &line), glyphs("F2", (60, 540), &line), glyphs("F3", (300, 500), &[1, 2])];
    let read = |name: &str| {
        let mut file = File::new(&content.concat());
        file.embed("F2", "ABCDEF+Test", truetype(&[(FIVE, None), (TREE, None)]), &["5", "学"]);
        file.embed("F3", name, truetype(&[(FOUR, None), (TREE, None)]), &["6", "生"]);
        let page = file.read();
        let glyphs = page.words.iter().flat_map(|w| &w.glyphs);
        glyphs.filter(|g| g.confidence <= 0.6).map(|g| g.ch).collect::<String>()
    };
    assert_eq!(read("GHIJKL+Test"), "6生");
    assert_eq!(read("GHIJKL+Other"), "");
}

/// Marks content as standing for this text.
pub(super) fn marked(actual: &str, shown: &[u8]) -> Vec<u8> {
    let hex: String = ucs2(actual).iter().map(|b| format!("{b:02X}")).collect();
    [format!("/Span <</ActualText <FEFF{hex}>>> BDC\n").as_bytes(), shown, b"EMC\n"].concat()
}

#[test]
fn replacement_text_of_other_letters_is_in_doubt() {
    let read = |actual: &str| {
        let mut file = File::new(&[form(), marked(actual, &glyphs("F2", (300, 560), &[1, 2, 3]))].concat());
        file.embed("F2", "ABCDEF+Test", truetype(&[(FIVE, None), (FOUR, None), (TREE, None)]), &["5", "4", "学"]);
        let page = file.read();
        let word = page.words.iter().find(|w| w.bbox.x0 > 250.0).unwrap().clone();
        (word.text(), word.glyphs.iter().filter(|g| g.confidence <= 0.6).count())
    };
    assert_eq!(read("55学"), ("55学".to_owned(), 1));
    assert_eq!(read("5学").1, 2);
    assert_eq!(read("54学"), ("54学".to_owned(), 0));
}

#[test]
fn ink_that_is_called_nothing_is_not_read() {
    for nothing in [" ", "\u{3000}", "\u{200B}", "\u{FEFF}", "\0", "absent"] {
        let (text, doubted) = word(&["熊", nothing, "轩"], &[(TREE, None), (FOUR, None), (FIVE, None)], &[1, 2, 3]);
        assert_eq!((text.as_str(), doubted.as_str()), ("熊\u{FFFD}轩", "\u{FFFD}"), "{nothing:?}");
    }
    // What has no ink is nothing.
    let (text, doubted) = word(&["熊", "\u{200B}", "轩"], &[(TREE, None), (NOTHING, None), (FIVE, None)], &[1, 2, 3]);
    assert_eq!(
        (text.chars().filter(|c| c.is_alphanumeric()).collect::<String>(), doubted),
        ("熊轩".to_owned(), String::new())
    );
}

#[test]
fn a_space_of_a_font_that_is_not_in_the_file_is_a_space() {
    for encoding in ["UniGB-UCS2-H", "GBK-EUC-H"] {
        let text = "姓\u{3000}名：喆堃";
        let codes = if encoding == "GBK-EUC-H" { encoding_rs::GBK.encode(text).0.into_owned() } else { ucs2(text) };
        let mut file = File::new(&[form(), show("F2", (300, 560), &codes)].concat());
        file.font("F2", encoding);
        let page = file.read();
        let glyphs = page.words.iter().flat_map(|w| &w.glyphs).filter(|g| g.bbox.x0 > 290.0);
        assert!(glyphs.clone().all(|g| g.ch != '\u{FFFD}' && g.confidence > 0.9), "{encoding}");
        assert_eq!(glyphs.filter(|g| !g.ch.is_whitespace()).count(), 5, "{encoding}");
    }
}

#[test]
fn a_soft_hyphen_is_one_where_it_is_drawn() {
    let hyphen: program::Bars = &[[100, 300, 500, 400]];
    let read = |bars| word(&["4", "\u{AD}", "5"], &[(FOUR, None), (bars, None), (FIVE, None)], &[1, 2, 3]).0;
    assert_eq!(read(hyphen), "4-5");
    assert_eq!(read(NOTHING), "45");
}

#[test]
fn private_characters_are_what_they_are_today_or_in_doubt() {
    let read = |said| word(&[said, "轩"], &[(TREE, None), (FIVE, None)], &[1, 2]);
    assert_eq!(read("\u{E863}"), ("䶮轩".to_owned(), String::new()));
    assert_eq!(read("\u{E123}"), ("\u{E123}轩".to_owned(), "\u{E123}".to_owned()));
}
