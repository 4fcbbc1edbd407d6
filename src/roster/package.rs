//! The package that an xlsx file is: whether its parts can be laid open, and what its sheets hide.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, copy, sink};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::error::{LooksLike, Why};
use super::grid::Grid;

/// What all parts come to at most, laid open. A hundred thousand candidates with twenty columns take a third of it.
const MOST_BYTES: u64 = 512 << 20;
/// More parts than this are no workbook.
const MOST_PARTS: usize = 10_000;

/// Says what a package is that is no xlsx, and opens the parts one after the other to see what they come to: what they say of
/// their size may be a lie.
///
/// A file that is no package is left to the reader of workbooks, which says what it is.
pub(super) fn guard(bytes: &[u8]) -> Result<(), Why> {
    let too_large = Why::Inflates { megabytes: MOST_BYTES >> 20 };
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    if archive.len() > MOST_PARTS {
        return Err(too_large);
    }
    let holds = |name: &str| archive.file_names().any(|own| own.replace('\\', "/").eq_ignore_ascii_case(name));
    if holds("mimetype") && holds("content.xml") {
        return Err(Why::NotATable { looks_like: LooksLike::OpenDocument });
    }
    if holds("xl/workbook.bin") {
        return Err(Why::NotATable { looks_like: LooksLike::BinaryWorkbook });
    }
    let mut left = MOST_BYTES;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        // What breaks off is left to the reader of workbooks, too.
        let opened = copy(&mut part.take(left.saturating_add(1)), &mut sink()).unwrap_or(0);
        left = left.checked_sub(opened).ok_or_else(|| too_large.clone())?;
    }
    Ok(())
}

/// Notes in each sheet which rows and columns a person does not see. What cannot be found out counts as seen.
pub(super) fn note_hidden(bytes: &[u8], grids: &mut [Grid]) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return };
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    each(&mut archive, "xl/_rels/workbook.xml.rels", &mut |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            targets.insert(id, target);
        }
        true
    });
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    each(&mut archive, "xl/workbook.xml", &mut |tag| {
        let id = attribute(tag, "id").and_then(|id| targets.get(&id).cloned());
        if let (true, Some(name), Some(target)) = (tag.local_name().as_ref() == "sheet", attribute(tag, "name"), id) {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            places.insert(name, path);
        }
        true
    });
    for grid in grids {
        let Some(path) = places.get(&grid.name) else { continue };
        // Rows may come without their number: then each is the next.
        let mut next = 0u32;
        each(&mut archive, path, &mut |tag| {
            let number = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
            let hidden = attribute(tag, "hidden").is_some_and(|word| matches!(word.as_str(), "1" | "true"));
            let flat =
                |name| attribute(tag, name).and_then(|text| text.parse::<f64>().ok()).is_some_and(|size| size <= 0.0);
            match tag.local_name().as_ref() {
                "col" if hidden || flat("width") => {
                    let (first, last) = (number("min").unwrap_or(0), number("max").unwrap_or(0));
                    // More columns than that are the empty rest of the sheet.
                    let last = last.min(first.saturating_add(1000));
                    grid.hidden_columns.extend((first..=last).filter_map(|column| column.checked_sub(1)));
                }
                "row" => {
                    let row = number("r").and_then(|row| row.checked_sub(1)).unwrap_or(next);
                    next = row.saturating_add(1);
                    if hidden || flat("ht") {
                        grid.hidden_rows.insert(row);
                    }
                }
                // Nothing that hides comes behind the rows.
                "sheetProtection" | "autoFilter" | "mergeCells" | "pageMargins" => return false,
                _ => {}
            }
            true
        });
    }
}

/// Hands every tag of a part on, until there is none or no more is wanted.
fn each(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str, tell: &mut dyn FnMut(&BytesStart<'_>) -> bool) {
    let same = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(path);
    let Some(name) = archive.file_names().find(|name| same(name)).map(str::to_owned) else { return };
    let Ok(part) = archive.by_name(&name) else { return };
    let mut reader = Reader::from_reader(BufReader::new(part.take(MOST_BYTES)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if !tell(&tag) {
                    return;
                }
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// An attribute by its name without what stands before a colon.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
