//! What a file is by its bytes. Its name is not asked: candidates rename pictures to .pdf and save web pages as .pdf.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::Format;

/// How many bytes from the start and from the end are looked at.
pub(super) const WINDOW: usize = 16 * 1024;

/// Readers accept a PDF header behind this much of anything else.
const PDF_HEADER_WITHIN: usize = 1024;

/// Openings that decide at once.
const MAGIC: &[(&[u8], Format)] = &[
    (b"\xFF\xD8\xFF", Format::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Format::Png),
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"II+\0", Format::Tiff),
    (b"MM\0+", Format::Tiff),
    (b"8BPS", Format::OtherPicture),
    (b"\0\0\0\x0CjP  \r\n\x87\n", Format::Jpeg2000),
    (b"\xFF\x4F\xFF\x51", Format::Jpeg2000),
    (b"\0\0\0\x0CJXL \r\n\x87\n", Format::OtherPicture),
    (b"{\\rtf", Format::Office),
    (b"Rar!\x1A\x07", Format::Archive),
    (b"7z\xBC\xAF\x27\x1C", Format::Archive),
    (b"\x1F\x8B\x08", Format::Archive),
    (b"BZh", Format::Archive),
    (b"\xFD7zXZ\0", Format::Archive),
    (b"\x28\xB5\x2F\xFD", Format::Archive),
    (b"MSCF\0\0\0\0", Format::Archive),
    (b"PK\x05\x06", Format::Archive),
];

/// A compound file: Word, Excel and WPS before 2007, and letters of Outlook.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Names inside a compound file, as its directory writes them, that make it a letter.
const LETTER_INSIDE_COMPOUND: &[&[u8]] = &[
    b"_\0_\0p\0r\0o\0p\0e\0r\0t\0i\0e\0s\0_\0v\0e\0r\0s\0i\0o\0n\0",
    b"_\0_\0n\0a\0m\0e\0i\0d\0_\0v\0e\0r\0s\0i\0o\0n\0",
];

/// Names inside a ZIP that make it an office document.
const OFFICE_INSIDE_ZIP: &[&[u8]] =
    &[b"[Content_Types].xml", b"mimetype", b"word/document.xml", b"xl/workbook.xml", b"ppt/presentation.xml"];

/// The name inside a ZIP that makes it an OFD, the Chinese format of fixed pages.
const OFD_INSIDE_ZIP: &[u8] = b"OFD.xml";

/// `ftyp` brands of pictures in the ISO container that HEVC compresses; other brands are films.
const HEIC_BRANDS: &[&[u8]] = &[b"heic", b"heif", b"heim", b"heis", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"];

/// Brands of pictures that AV1 compresses; they may call themselves `mif1` first.
const AVIF_BRANDS: &[&[u8]] = &[b"avif", b"avis"];

/// What a web page begins with, in lower case.
const HTML_STARTS: &[&str] = &[
    "<!doctype html",
    "<!doctype",
    "<body",
    "<center",
    "<div",
    "<form",
    "<frameset",
    "<h1",
    "<head",
    "<html",
    "<iframe",
    "<meta",
    "<p>",
    "<script",
    "<style",
    "<table",
    "<title",
];

/// What a file is by its first and last bytes (up to some kilobytes of each; they may overlap) and its size.
#[must_use]
pub fn sniff(head: &[u8], tail: &[u8], size: u64) -> Format {
    if size == 0 {
        return Format::Empty;
    }
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *format;
    }
    if head.starts_with(COMPOUND) {
        let is_letter = LETTER_INSIDE_COMPOUND.iter().any(|name| contains(head, name) || contains(tail, name));
        return if is_letter { Format::Mail } else { Format::Office };
    }
    if head.starts_with(b"PK\x03\x04") {
        return document_in_zip(head, tail).unwrap_or(Format::Archive);
    }
    if is_riff_webp(head) {
        return Format::Webp;
    }
    if is_bmp(head) {
        return Format::Bmp;
    }
    if let Some(format) = iso_picture(head) {
        return format;
    }
    if head.get(257..262) == Some(b"ustar") {
        return Format::Archive;
    }
    if has_pdf_header(head) || has_pdf_body(head, tail) {
        return Format::Pdf;
    }
    match as_text(head, size > head.len() as u64) {
        Some(text) if is_mail(&text) => Format::Mail,
        Some(text) if is_html(&text) => Format::Html,
        Some(_) => Format::PlainText,
        None => Format::Unknown,
    }
}

/// `%PDF-` and a digit, near the start.
fn has_pdf_header(head: &[u8]) -> bool {
    let near = head.get(..PDF_HEADER_WITHIN + 6).unwrap_or(head);
    near.windows(6).any(|w| w.starts_with(b"%PDF-") && w[5].is_ascii_digit())
}

/// A PDF whose beginning is lost still has objects and a cross-reference: the reader will say that it is damaged.
fn has_pdf_body(head: &[u8], tail: &[u8]) -> bool {
    contains(tail, b"startxref") && (contains(head, b" obj") || contains(tail, b"%%EOF"))
}

/// The document that a ZIP is by the names that its own directory lists; where the directory is out of sight, by the name of
/// the first file. A document that lies in an archive does not make it one.
fn document_in_zip(head: &[u8], tail: &[u8]) -> Option<Format> {
    const LOCAL: usize = 30;
    const CENTRAL: usize = 46;
    let number =
        |bytes: &[u8], at: usize| bytes.get(at..at + 2).map(|two| usize::from(two[0]) | usize::from(two[1]) << 8);
    let document = |name: Option<&[u8]>| match name? {
        OFD_INSIDE_ZIP => Some(Format::Ofd),
        name => OFFICE_INSIDE_ZIP.contains(&name).then_some(Format::Office),
    };
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06");
    let directory = end.and_then(|end| {
        let size = number(tail, end + 12)? | number(tail, end + 14)? << 16;
        tail.get(end.checked_sub(size)?..end)
    });
    let Some(mut rest) = directory else {
        return document(head.get(LOCAL..LOCAL + number(head, 26)?));
    };
    while rest.starts_with(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|at| number(rest, at).unwrap_or(0));
        let found = document(rest.get(CENTRAL..CENTRAL + lengths[0]));
        if found.is_some() {
            return found;
        }
        rest = rest.get(CENTRAL + lengths.iter().sum::<usize>()..).unwrap_or_default();
    }
    None
}

fn is_riff_webp(head: &[u8]) -> bool {
    head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

fn iso_picture(head: &[u8]) -> Option<Format> {
    let length = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
    let brands = head.strip_prefix(head.get(..8)?).filter(|_| head.get(4..8) == Some(b"ftyp"))?;
    let major = brands.get(..4)?;
    // Behind the brand and its version stand those that it goes along with.
    let others = brands.get(8..length.saturating_sub(8).min(brands.len())).unwrap_or_default();
    let goes_along = |list: &[&[u8]]| list.contains(&major) || others.chunks(4).any(|brand| list.contains(&brand));
    match (goes_along(AVIF_BRANDS), HEIC_BRANDS.contains(&major)) {
        (true, _) => Some(Format::OtherPicture),
        (false, true) => Some(Format::Heic),
        (false, false) => None,
    }
}

/// "BM" alone begins many texts; the size of the second header tells.
fn is_bmp(head: &[u8]) -> bool {
    head.starts_with(b"BM")
        && head.get(14).is_some_and(|n| [12, 40, 52, 56, 64, 108, 124].contains(n))
        && head.get(15..18) == Some(&[0, 0, 0])
}

/// The text, if it is text in an encoding that is met in China.
fn as_text(head: &[u8], cut: bool) -> Option<String> {
    let encoding = match head {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if is_text(UTF_8, head, cut) => UTF_8,
        _ => GB18030,
    };
    is_text(encoding, head, cut).then(|| encoding.decode(head).0.into_owned())
}

fn is_text(encoding: &'static encoding_rs::Encoding, head: &[u8], cut: bool) -> bool {
    // The window may end inside a character: leave out as many bytes as a character can have.
    let whole = if cut { head.len().saturating_sub(4) } else { head.len() };
    (whole..=head.len()).any(|end| {
        let (text, _, broken) = encoding.decode(&head[..end]);
        !broken && !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0C' | '\x1A'))
    })
}

/// Whether a text begins with the headers of a letter that went its way. A page saved with its pictures has headers too,
/// but nobody to whom it was sent.
fn is_mail(text: &str) -> bool {
    let headers = text.trim_start_matches('\u{FEFF}').lines().take_while(|line| !line.is_empty());
    let mut names = Vec::new();
    for line in headers.filter(|line| !line.starts_with([' ', '\t'])) {
        match line.split_once(':') {
            Some((name, _)) if name.bytes().all(|b| b.is_ascii_graphic()) => names.push(name.to_ascii_lowercase()),
            _ => return false,
        }
    }
    let has = |name: &str| names.iter().any(|own| own == name);
    has("from") && (has("to") || has("received") || has("message-id"))
}

fn is_html(text: &str) -> bool {
    let mut text = text.trim_start_matches('\u{FEFF}').trim_start();
    // Comments and an XML declaration may come first.
    loop {
        let rest = if text.starts_with("<!--") {
            text.split_once("-->")
        } else if text.starts_with("<?xml") {
            text.split_once("?>")
        } else {
            None
        };
        match rest {
            Some((_, rest)) => text = rest.trim_start(),
            None => break,
        }
    }
    let start: String = text.chars().take(64).collect::<String>().to_lowercase();
    let web_archive = start.starts_with("mime-version:") || start.starts_with("from: <saved by");
    web_archive || HTML_STARTS.iter().any(|s| start.starts_with(s))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Format) {
        let head = &bytes[..bytes.len().min(WINDOW)];
        let tail = &bytes[bytes.len().saturating_sub(WINDOW)..];
        assert_eq!(sniff(head, tail, bytes.len() as u64), expected);
    }

    #[test]
    fn nothing_is_empty() {
        check(b"", Format::Empty);
    }

    #[test]
    fn pdf_header_may_come_late_but_not_too_late() {
        check(b"%PDF-1.7\n1 0 obj", Format::Pdf);
        check(&[&[0u8; 1024], &b"%PDF-1.4"[..]].concat(), Format::Pdf);
        check(&[&[0u8; 1025], &b"%PDF-1.4"[..]].concat(), Format::Unknown);
        check(b"a text about %PDF-files", Format::PlainText);
    }

    #[test]
    fn pdf_without_its_beginning_is_still_a_pdf() {
        check(b"\x01\x02 0 obj <<>> endobj xref startxref 12 %%EOF", Format::Pdf);
    }

    #[test]
    fn pictures() {
        check(b"\xFF\xD8\xFF\xE0\0\x10JFIF", Format::Jpeg);
        check(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Format::Png);
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Format::Heic);
        check(b"\0\0\0\x18ftypmif1\0\0\0\0miafavif", Format::OtherPicture);
        check(b"RIFF\0\0\0\0WEBPVP8 ", Format::Webp);
        check(b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0", Format::Bmp);
        check(b"II*\0\x08\0\0\0", Format::Tiff);
        check(b"\0\0\0\x18ftypisom\0\0\0\0", Format::Unknown);
    }

    #[test]
    fn web_pages_in_any_dress() {
        check(b"<!DOCTYPE html><html></html>", Format::Html);
        check("\u{FEFF}\r\n<!-- 学信网 --><HTML>".as_bytes(), Format::Html);
        check(&GB18030.encode("<html><title>登录</title>").0, Format::Html);
        check(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Format::Html);
        check(b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C\">", Format::Html);
    }

    #[test]
    fn text_in_either_encoding() {
        check("我的材料稍后补交".as_bytes(), Format::PlainText);
        check(&GB18030.encode("我的材料稍后补交").0, Format::PlainText);
        check(&[0xC3, 0x28, 0x00, 0x01, 0x02, 0xFF], Format::Unknown);
        check(&[0u8; 4096], Format::Unknown);
    }

    #[test]
    fn long_text_cut_inside_a_character() {
        check("材".repeat(WINDOW).as_bytes(), Format::PlainText);
        check(&GB18030.encode(&format!("a{}", "材".repeat(WINDOW))).0, Format::PlainText);
    }

    #[test]
    fn office_and_archives() {
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", Format::Office);
        let first =
            |name: &str| [b"PK\x03\x04".as_slice(), &[0; 22], &[name.len() as u8, 0, 0, 0], name.as_bytes()].concat();
        check(&first("[Content_Types].xml"), Format::Office);
        check(&first("OFD.xml"), Format::Ofd);
        check(&first("a.pdf"), Format::Archive);
        // A document that lies in an archive as it is.
        check(&[first("证明.docx"), first("[Content_Types].xml")].concat(), Format::Archive);
        let listed =
            |name: &str| [b"PK\x01\x02".as_slice(), &[0; 24], &[name.len() as u8], &[0; 17], name.as_bytes()].concat();
        let directory = [listed("_rels/.rels"), listed("[Content_Types].xml")].concat();
        let end = [b"PK\x05\x06".as_slice(), &[0; 8], &[directory.len() as u8, 0, 0, 0], &[0; 6]].concat();
        check(&[first("_rels/.rels"), directory, end].concat(), Format::Office);
        check(b"Rar!\x1A\x07\x01\0", Format::Archive);
    }

    #[test]
    fn letters() {
        check(b"Received: from a\r\n\tby b\r\nFrom: c@example.com\r\n\r\n", Format::Mail);
        check("From: 王明 <a@b>\nTo: c@d\nSubject: 材料\n\n见附件".as_bytes(), Format::Mail);
        check(b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\n\r\n<html>", Format::Html);
        check("From: 王明\n这不是信\n".as_bytes(), Format::PlainText);
        let directory: Vec<u8> = "__properties_version1.0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[COMPOUND, &[0; 512], &directory].concat(), Format::Mail);
    }
}
