//! Word documents and presentations of today: parts of XML in a ZIP.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::Lines;

/// The parts that hold the text of a document of Word, of an open one (ODF), of a presentation.
const PARTS: [&str; 3] = ["word/document.xml", "content.xml", "ppt/slides/slide1.xml"];

/// A part that is larger says nothing more about what the file is.
const MOST_BYTES: u64 = 16 << 20;

/// Whether this is such a document.
pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    for part in PARTS {
        let Ok(part) = archive.by_name(part) else { continue };
        let mut text = Vec::new();
        // What was read before the part broke off is told.
        let _ = part.take(MOST_BYTES).read_to_end(&mut text);
        walk(&text, lines);
        return true;
    }
    false
}

fn walk(xml: &[u8], lines: &mut Lines) {
    let mut reader = Reader::from_reader(xml);
    let mut cells = 0_usize;
    while !lines.is_full() {
        match reader.read_event() {
            Ok(Event::Text(text)) => lines.push_str(&text),
            Ok(Event::Start(tag)) if is_cell(tag.local_name().as_ref()) => cells += 1,
            Ok(Event::Empty(tag)) => match tag.local_name().as_ref() {
                "tab" => lines.end_cell(),
                "br" | "line-break" if cells == 0 => lines.end_line(),
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                name if is_cell(name) => {
                    cells = cells.saturating_sub(1);
                    lines.end_cell();
                }
                "tr" | "table-row" => lines.end_line(),
                "p" | "h" if cells == 0 => lines.end_line(),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "tc" | "table-cell")
}
