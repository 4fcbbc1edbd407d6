//! Chinese in a simple font. Old programs of Windows name a typeface of the machine, call its codes Latin and write GBK
//! bytes; viewers that have the typeface show Chinese all the same.

use encoding_rs::GBK;
use hayro_interpret::font::{Glyph, GlyphRun};

use super::fonts::Book;
use super::glyph::Reading;

/// How sure a character is that two bytes make: they may have been meant as two letters, which no paper here holds.
const CONFIDENCE: f32 = 0.95;

/// What each code of a run stands for, where its codes are GBK. The second byte of a character stands for nothing.
pub(super) fn read(run: &GlyphRun<'_, '_>, book: &Book<'_>) -> Option<Vec<Reading>> {
    let codes: Option<Vec<u8>> = run
        .glyphs()
        .iter()
        .map(|glyph| match &**glyph {
            Glyph::Outline(outline) if outline.font_data().is_none() => u8::try_from(outline.char_code()).ok(),
            _ => None,
        })
        .collect();
    let said = decode(&codes?)?;
    // A program in the file shows what it shows, and no typeface of the machine.
    run.glyphs().iter().all(|glyph| book.is_elsewhere(glyph)).then_some(said)
}

fn decode(codes: &[u8]) -> Option<Vec<Reading>> {
    if !codes.iter().any(|code| *code >= 0x81) {
        return None;
    }
    let said =
        |ch: Option<char>| Reading { text: ch.into_iter().collect(), confidence: CONFIDENCE, ..Reading::default() };
    let mut found = Vec::with_capacity(codes.len());
    let mut rest = codes;
    while let Some((code, tail)) = rest.split_first() {
        if *code < 0x80 {
            found.push(said(Some(char::from(*code))));
            rest = tail;
            continue;
        }
        // Only what GB 2312 knows: its signs and the characters in use.
        let (pair, after) = rest.split_at_checked(2)?;
        if !matches!(pair, [0xA1..=0xA3 | 0xB0..=0xF7, 0xA1..=0xFE]) {
            return None;
        }
        let text = GBK.decode_without_bom_handling_and_without_replacement(pair)?;
        found.push(said(text.chars().next()));
        found.push(said(None));
        rest = after;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(codes: &[u8]) -> Option<String> {
        decode(codes).map(|found| found.iter().flat_map(|reading| &reading.text).collect())
    }

    #[test]
    fn pairs_of_bytes_are_characters_and_others_themselves() {
        assert_eq!(
            text(b"\xD0\xD5\xC3\xFB\xA3\xBA\xC2\xBD\xC1\xEE\xD2\xC7 2015").as_deref(),
            Some("姓名：陆令仪 2015")
        );
    }

    #[test]
    fn plain_letters_and_what_is_no_gbk_stay() {
        assert_eq!(text(b"Society"), None);
        assert_eq!(text(b"caf\xE9"), None);
        assert_eq!(text(b"\xB0"), None);
        assert_eq!(text(b"25\xB0C"), None);
    }
}
