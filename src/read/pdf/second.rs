//! A second, independent reader of the text layer, for pages where the first one is believed and something is suspicious.
//!
//! It shares no code with the first. Where both read a page and say clearly different things, the page's fonts can be
//! understood in two ways, and neither is believed. That it fails or says nothing is no doubt: it knows fewer encodings.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use super::fold::fold;

/// It recurses over the page tree and over forms without a bound of its own.
const STACK: usize = 64 << 20;
/// Characters beyond this are not compared.
const MOST: usize = 50_000;
/// Fewer characters than this on either side allow no judgement.
const ENOUGH: usize = 16;
/// The share of characters that both must have in common. Where it misses a font or a form it reads less, so it is what
/// it does read that is measured.
const COMMON: f32 = 0.7;

/// Whether it may be asked about a file at all: it gives up on every predefined Chinese encoding, so that asking would
/// only cost time. Many such files come from the same few programs.
pub(super) fn can_read(document: &lopdf::Document) -> bool {
    !document.objects.values().filter_map(|object| object.as_dict().ok()).any(|dict| {
        dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|kind| kind == b"Type0")
            && dict
                .get(b"Encoding")
                .and_then(lopdf::Object::as_name)
                .is_ok_and(|name| !matches!(name, b"Identity-H" | b"Identity-V"))
    })
}

/// What it reads on each of these pages, numbered from 1: significant characters only. `None` where it failed.
pub(super) fn read(bytes: &[u8], pages: &[u32]) -> Vec<Option<Vec<char>>> {
    let (bytes, wanted) = (bytes.to_vec(), pages.to_vec());
    let work = move || catch_unwind(AssertUnwindSafe(|| read_all(&bytes, &wanted))).ok();
    let handle = thread::Builder::new().name("second reader".to_owned()).stack_size(STACK).spawn(work);
    let read = handle.ok().and_then(|handle| handle.join().ok().flatten()).flatten();
    read.unwrap_or_else(|| vec![None; pages.len()])
}

fn read_all(bytes: &[u8], pages: &[u32]) -> Option<Vec<Option<Vec<char>>>> {
    let mut document = Document::load_mem(bytes).ok()?;
    if document.is_encrypted() {
        document.decrypt("").ok()?;
    }
    let read = |page: u32| {
        let mut taken = Taken::default();
        let outcome = catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut taken, page)));
        matches!(outcome, Ok(Ok(()))).then_some(taken.0)
    };
    Some(pages.iter().map(|page| read(*page)).collect())
}

/// The characters it gives.
#[derive(Default)]
struct Taken(Vec<char>);

impl OutputDev for Taken {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(&mut self, _: &Transform, _: f64, _: f64, _: f64, text: &str) -> Result<(), OutputError> {
        if self.0.len() < MOST {
            // Letters with accents are how it reads Chinese that is called Latin.
            let latin = |c: &char| matches!(c, '\u{80}'..='\u{17F}');
            self.0.extend(text.chars().map(fold).filter(|c| is_significant(*c) && !latin(c)));
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Letters, digits and ideographs; signs and spaces are written in many ways.
pub(super) fn is_significant(ch: char) -> bool {
    ch.is_alphanumeric()
}

/// Whether two readings of a page clearly disagree: as bags of characters, since their order differs.
pub(super) fn disagree(first: &[char], second: &[char]) -> bool {
    if first.len() < ENOUGH || second.len() < ENOUGH {
        return false;
    }
    let sorted = |text: &[char]| {
        let mut sorted = text.to_vec();
        sorted.sort_unstable();
        sorted
    };
    let (a, b) = (sorted(first), sorted(second));
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    (common as f32) < COMMON * a.len().min(b.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().filter(|c| is_significant(*c)).collect()
    }

    #[test]
    fn order_and_signs_do_not_matter() {
        let a = chars("姓名：喆堃 性别：女 毕业时间：2005年6月30日");
        let b = chars("2005年6月30日毕业时间 性别女 姓名喆堃");
        assert!(!disagree(&a, &b));
    }

    #[test]
    fn reading_less_is_no_disagreement() {
        let a = chars("姓名：喆堃 性别：女 毕业时间：2005年6月30日 学校名称：湖南大学 专业：社会工作");
        assert!(!disagree(&a, &chars("姓名性别毕业时间学校名称专业2005630")));
        assert!(!disagree(&a, &[]));
    }

    #[test]
    fn reading_other_characters_is() {
        let a = chars("姓名喆堃性别女毕业时间2005年6月30日学校名称湖南大学");
        let b: Vec<char> = a.iter().map(|c| char::from_u32(*c as u32 + 3).unwrap_or(*c)).collect();
        assert!(disagree(&a, &b));
    }

    #[test]
    fn what_is_no_pdf_is_read_by_nobody() {
        assert_eq!(read(b"no pdf", &[1, 2]), [None, None]);
    }
}
