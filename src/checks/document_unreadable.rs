//! `document-unreadable`: 页面看不清，无法识别.
//!
//! # What it checks
//! Pages of which the reader could make nothing: blurred, too dark, cut off, of too few pixels, or pictures of text with
//! no text recognition at hand. One flag a file.
//!
//! # Why
//! What stands on such a page has not been checked. A person can often read what a program cannot.
//!
//! # Clause
//! 4.0: 提交材料扫描件.
//!
//! # Example
//! > 2工作年限证明.pdf第1页模糊，无法识别，请人工查看或通知考生重新上传。
//!
//! # What the reviewer should do
//! Read the page; if it cannot be read, ask the candidate for a better scan.

use crate::model::{Code, Flag, Legibility, Outcome, Place, Sighting, Unreadable};

use super::bench::Bench;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::DocumentUnreadable, source: include_str!("document_unreadable.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let mut flags = Vec::new();
    for file in bench.files().filter(|file| file.reading.outcome == Outcome::Read) {
        let blind = file.reading.pages.iter().filter_map(|page| Some((page.number, reason(&page.legibility)?)));
        let mut blind = blind.peekable();
        let Some(&(first, why)) = blind.peek() else { continue };
        let place = |page: u32| Place::Paper { file: file.upload.file.clone(), page, bbox: None };
        let rest: Vec<(u32, &str)> = blind.skip(1).collect();
        let pages =
            if rest.is_empty() { format!("第{first}页") } else { format!("第{first}页等{}页", rest.len() + 1) };
        let message = format!("{}{pages}{why}，无法识别，请人工查看或通知考生重新上传。", file.upload.file);
        let mut flag = bench.flag(Code::DocumentUnreadable, place(first), message);
        flag.sightings =
            rest.iter().map(|(page, why)| Sighting { place: place(*page), found: (*why).to_owned() }).collect();
        flags.push(flag);
    }
    flags
}

/// Why nothing could be read; `None` of a page that was read or is blank.
const fn reason(legibility: &Legibility) -> Option<&'static str> {
    match legibility {
        Legibility::Read | Legibility::Blank => None,
        Legibility::NeedsOcr => Some("是图片，未能进行文字识别"),
        Legibility::Unreadable(why) => Some(match why {
            Unreadable::Blurred => "模糊",
            Unreadable::LowResolution => "分辨率过低",
            Unreadable::Dark => "过暗或过淡",
            Unreadable::CutOff => "大部分在画面之外",
            Unreadable::LowConfidence => "字迹不清",
            Unreadable::BadPicture => "图片已损坏",
            Unreadable::NotRead => "图片的压缩方式不受支持",
            Unreadable::ReaderFailed => "读取出错",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    fn page(legibility: Legibility) -> super::super::testing::Papers {
        candidate("1").doc(doc(DocumentKind::Other).named("1/a.pdf").page(|page| page.legibility = legibility))
    }

    #[test]
    fn a_blurred_page() {
        let flag =
            raises(Code::DocumentUnreadable, &page(Legibility::Unreadable(Unreadable::Blurred)), "1/a.pdf第1页模糊");
        assert_eq!((flag.file(), flag.page()), (Some("1/a.pdf"), Some(1)));
    }

    #[test]
    fn a_picture_that_nobody_could_recognise() {
        raises(Code::DocumentUnreadable, &page(Legibility::NeedsOcr), "未能进行文字识别");
    }

    #[test]
    fn a_page_that_was_read_or_is_blank() {
        quiet(Code::DocumentUnreadable, &page(Legibility::Read));
        quiet(Code::DocumentUnreadable, &page(Legibility::Blank));
    }
}
