//! `document-damaged`: 文件损坏，打不开.
//!
//! # What it checks
//! Files that are empty, cut off or malformed, that broke or outran the reader, pages of which the content breaks off in
//! the file, and files whose name ends in .pdf, .jpg
//! or .png while their bytes are something else, a saved log-in page for instance.
//!
//! # Why
//! Nothing in such a file has been checked. The document it was meant to be may be owed.
//!
//! # Clause
//! 4.0: 提交材料扫描件.
//!
//! # Example
//! > 学信网.pdf不是PDF文件，而是网页，打不开，请通知考生重新上传。
//!
//! # What the reviewer should do
//! Try to open the file by hand; if that fails, ask the candidate to upload it again.

use crate::model::{Code, DamageReason, Flag, Format, Outcome, Place, ScreenedFile};

use super::bench::{Bench, at_file};
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::DocumentDamaged, source: include_str!("document_damaged.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    bench.files().filter_map(|file| flag(bench, file)).collect()
}

fn flag(bench: &Bench<'_>, file: &ScreenedFile) -> Option<Flag> {
    let path = &file.upload.file;
    let why = match &file.reading.outcome {
        Outcome::Damaged { reason } => reason_zh(*reason).to_owned(),
        Outcome::NotADocument if pretends(path) => {
            format!("不是{}文件，而是{}", extension(path), format_zh(file.upload.format))
        }
        Outcome::Read => return breaks_off(bench, file),
        Outcome::Encrypted | Outcome::Protected | Outcome::NotADocument => return None,
    };
    let message = format!("{path}{why}，打不开，请通知考生重新上传。");
    Some(bench.flag(Code::DocumentDamaged, at_file(file), message))
}

/// A file that opens, and of which the content of a page breaks off: a viewer shows what is left as if it were all.
fn breaks_off(bench: &Bench<'_>, file: &ScreenedFile) -> Option<Flag> {
    let page = file.reading.pages.iter().find(|page| page.breaks_off)?;
    let path = &file.upload.file;
    let message = format!("{path}第{}页的内容不完整，后面的部分已丢失，请通知考生重新上传。", page.number);
    let place = Place::Paper { file: path.clone(), page: page.number, bbox: None };
    Some(bench.flag(Code::DocumentDamaged, place, message))
}

/// Whether the name promises a document that the bytes are not.
pub(super) fn pretends(path: &str) -> bool {
    matches!(extension(path).as_str(), "PDF" | "JPG" | "JPEG" | "PNG")
}

fn extension(path: &str) -> String {
    path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_uppercase()).unwrap_or_default()
}

const fn reason_zh(reason: DamageReason) -> &'static str {
    match reason {
        DamageReason::Empty => "是空文件",
        DamageReason::Malformed => "已损坏或不完整",
        DamageReason::NoPages => "没有任何页面",
        DamageReason::TooManyPages => "页数过多，超过限制",
        DamageReason::TooLarge => "过大，超过限制",
        DamageReason::Timeout => "读取超时",
        DamageReason::OutOfMemory => "读取所需内存超过限制",
        DamageReason::Crashed => "读取时出错",
        DamageReason::Unreachable => "无法从磁盘读取",
    }
}

/// What the bytes are, in the clerk's language.
pub(super) const fn format_zh(format: Format) -> &'static str {
    match format {
        Format::Pdf => "PDF",
        Format::Jpeg => "JPEG图片",
        Format::Png => "PNG图片",
        Format::Heic => "HEIC图片",
        Format::Tiff => "TIFF图片",
        Format::Webp => "WebP图片",
        Format::Bmp => "BMP图片",
        Format::Gif => "GIF图片",
        Format::Jpeg2000 => "JPEG 2000图片",
        Format::Empty => "空文件",
        Format::Html => "网页",
        Format::Office => "Word、Excel或WPS文档",
        Format::Ofd => "OFD文件",
        Format::Archive => "压缩包",
        Format::Mail => "邮件",
        Format::OtherPicture => "不支持的图片格式",
        Format::PlainText => "纯文本",
        Format::Unknown => "无法识别的内容",
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    #[test]
    fn a_file_that_broke_the_reader() {
        let papers = candidate("1").doc(doc(DocumentKind::Other).named("1/学信网.pdf").damaged());
        let flag = raises(Code::DocumentDamaged, &papers, "1/学信网.pdf已损坏或不完整，打不开");
        assert_eq!(flag.file(), Some("1/学信网.pdf"));
    }

    #[test]
    fn a_web_page_named_pdf() {
        let page = doc(DocumentKind::Other).named("1/学信网.pdf").outcome(Outcome::NotADocument);
        let papers = candidate("1").doc(page.upload(|upload| upload.format = Format::Html));
        raises(Code::DocumentDamaged, &papers, "不是PDF文件，而是网页");
    }

    #[test]
    fn a_word_document_that_says_so_is_not_damaged() {
        let word = doc(DocumentKind::Other).named("1/证明.docx").outcome(Outcome::NotADocument);
        quiet(Code::DocumentDamaged, &candidate("1").doc(word.upload(|upload| upload.format = Format::Office)));
    }

    #[test]
    fn a_page_that_breaks_off() {
        let papers = candidate("1").doc(doc(DocumentKind::ChsiRegistration).page(|page| page.breaks_off = true));
        raises(Code::DocumentDamaged, &papers, "第1页的内容不完整");
    }

    #[test]
    fn a_locked_file_is_not_damaged() {
        quiet(Code::DocumentDamaged, &candidate("1").doc(doc(DocumentKind::Other).outcome(Outcome::Encrypted)));
    }
}
