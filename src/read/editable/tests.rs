use std::io::{Cursor, Write};

use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;
use encoding_rs::GB18030;

use super::*;

/// What a file says, rows and cells in one line each.
fn said(bytes: &[u8], format: Format) -> Vec<String> {
    let reading = read(bytes, format);
    assert_eq!(reading.outcome, Outcome::NotADocument);
    let mut rows: Vec<(f32, String)> = Vec::new();
    for word in reading.pages.iter().flat_map(|page| &page.words) {
        match rows.last_mut() {
            Some((y, row)) if *y == word.bbox.y0 => *row = format!("{row}|{}", word.text()),
            _ => rows.push((word.bbox.y0, word.text())),
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

fn zipped(part: &str, text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(part, SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn documents_of_word_and_of_open_document() {
    let word = zipped(
        "word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>工作年限</w:t></w:r><w:r><w:t>证明</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p>\
         <w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>王明</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:t>特此证明</w:t></w:r></w:p></w:body></w:document>",
    );
    assert_eq!(said(&word, Format::Office), ["工作年限证明", "姓名|王明", "特此证明"]);
    let open = zipped(
        "content.xml",
        "<office:text><text:h>证明</text:h><table:table-row><table:table-cell><text:p>姓名</text:p></table:table-cell>\
         <table:table-cell><text:p>王明</text:p></table:table-cell></table:table-row></office:text>",
    );
    assert_eq!(said(&open, Format::Office), ["证明", "姓名|王明"]);
    // One that breaks off says what it says up to there.
    let torn = zipped("word/document.xml", "<w:p><w:t>工作年限证明</w:t></w:p><w:p><w:t>兹证");
    assert_eq!(said(&torn, Format::Office)[0], "工作年限证明");
    assert!(said(b"PK\x03\x04", Format::Office).is_empty());
}

#[test]
fn workbooks() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "从事社会工作年限证明").unwrap();
    sheet.write(1, 0, "姓名").unwrap();
    sheet.write(1, 1, "王明").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(said(&bytes, Format::Office), ["从事社会工作年限证明", "姓名|王明"]);
}

#[test]
fn rich_text() {
    let (gbk, _, _) = GB18030.encode("证明");
    let hex: String = gbk.iter().map(|byte| format!("\\'{byte:02x}")).collect();
    let text = format!(
        "{{\\rtf1\\ansi{{\\fonttbl{{\\f0 SimSun;}}}}{{\\*\\generator x;}}\\uc1 {hex}\\par \\u29579?\\u26126?\\cell a\\{{b\\row}}"
    );
    assert_eq!(said(text.as_bytes(), Format::Office), ["证明", "王明|a{b"]);
}

#[test]
fn web_pages_alone_and_in_a_letter() {
    let html = "<!DOCTYPE html><html><head><title>毕业证书查询</title><style>p{}</style></head><body><!-- <p>无</p> -->\
                <script>if(a<b)</script><table><tr><td>姓名</td><td>王&nbsp;明</td></tr></table></body></html>";
    assert_eq!(said(html.as_bytes(), Format::Html), ["毕业证书查询", "姓名|王 明"]);
    assert_eq!(said(&GB18030.encode(html).0, Format::Html), ["毕业证书查询", "姓名|王 明"]);
    let saved = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
                 Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+5q+V5Lia6K+BPC9wPg==\r\n--x--\r\n";
    assert_eq!(said(saved.as_bytes(), Format::Html), ["毕业证"]);
}

/// A document of Word 97 whose text lies in two pieces, one of them narrow.
fn old_word() -> Vec<u8> {
    let wide: Vec<u8> = "工作证明\r姓名\x07王明\x07\x07".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let characters = u32::try_from(wide.len() / 2).unwrap();
    let narrow = b"ID \x13 PAGE \x14 7\x15\r";
    let ends = characters + u32::try_from(narrow.len()).unwrap();
    let mut text = vec![0; 0x400];
    text[0x0B] = 0x02;
    let wide_at = u32::try_from(text.len()).unwrap();
    text.extend_from_slice(&wide);
    let narrow_at = u32::try_from(text.len()).unwrap();
    text.extend_from_slice(narrow);
    let mut plc: Vec<u8> = [0, characters, ends].into_iter().flat_map(u32::to_le_bytes).collect();
    for place in [wide_at, (narrow_at * 2) | 0x4000_0000] {
        plc.extend_from_slice(&[0, 0]);
        plc.extend_from_slice(&place.to_le_bytes());
        plc.extend_from_slice(&[0, 0]);
    }
    let mut table = vec![0x01, 2, 0, 9, 9, 0x02];
    table.extend_from_slice(&u32::try_from(plc.len()).unwrap().to_le_bytes());
    table.extend_from_slice(&plc);
    text[0x01A6..0x01AA].copy_from_slice(&u32::try_from(table.len()).unwrap().to_le_bytes());
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/WordDocument").unwrap().write_all(&text).unwrap();
    file.create_stream("/1Table").unwrap().write_all(&table).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn documents_of_word_before_2007() {
    let document = old_word();
    assert_eq!(said(&document, Format::Office), ["工作证明", "姓名|王明", "ID  7"]);
    for end in [0, 8, 600, 1500, document.len() - 40] {
        read(&document[..end], Format::Office);
    }
}

#[test]
fn what_is_longer_than_anybody_reads_is_cut() {
    let text = "证".repeat(MOST_CHARACTERS * 2);
    assert_eq!(said(text.as_bytes(), Format::PlainText)[0].chars().count(), MOST_CHARACTERS);
}
