//! Word and WPS documents of the days before 2007.
//!
//! The text lies in pieces; MS-DOC 2.4.1 says where (`Clx` in the table stream, by the file information block).

use std::io::{Cursor, Read, Seek};

use cfb::CompoundFile;
use encoding_rs::WINDOWS_1252;

use super::Lines;

/// Longer streams are nobody's certificate.
const MOST_BYTES: u64 = 64 << 20;

/// Whether this is such a document.
pub(super) fn read(bytes: &[u8], lines: &mut Lines) -> bool {
    let Ok(mut file) = CompoundFile::open(Cursor::new(bytes)) else { return false };
    let Some(text) = stream(&mut file, "/WordDocument") else { return false };
    let flags = short(&text, 0x0A).unwrap_or_default();
    let is_locked = flags & 0x0100 != 0;
    let table = if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" };
    if let Some(table) = stream(&mut file, table).filter(|_| !is_locked) {
        pieces(&text, &table, lines);
    }
    true
}

fn stream<F: Read + Seek>(file: &mut CompoundFile<F>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Reads the pieces of the text in their order.
fn pieces(text: &[u8], table: &[u8], lines: &mut Lines) -> Option<()> {
    let (at, length) = (long(text, 0x01A2)?, long(text, 0x01A6)?);
    let mut clx = table.get(at..at.checked_add(length)?)?;
    // Properties come first.
    while let [0x01, rest @ ..] = clx {
        clx = rest.get(2 + short(rest, 0)?..)?;
    }
    let plc = clx.strip_prefix(&[0x02])?.get(4..)?;
    let count = plc.len().checked_sub(4)? / 12;
    let mut instruction = 0_usize;
    let mut ends_cell = false;
    for piece in 0..count {
        let (from, to) = (long(plc, piece * 4)?, long(plc, piece * 4 + 4)?);
        let characters = to.checked_sub(from)?;
        let place = long(plc, (count + 1) * 4 + piece * 8 + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let place = place & 0x3FFF_FFFF;
        let decoded = if narrow {
            let bytes = text.get(place / 2..(place / 2).checked_add(characters)?)?;
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        } else {
            let bytes = text.get(place..place.checked_add(characters.checked_mul(2)?)?)?;
            encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
        };
        for ch in decoded.chars() {
            match ch {
                // What a field is made from is not shown; what it shows is.
                '\x13' => instruction += 1,
                '\x14' | '\x15' => instruction = instruction.saturating_sub(1),
                _ if instruction > 0 => {}
                // Behind its last cell a row has one that is empty.
                '\x07' if ends_cell => lines.end_line(),
                '\x07' => lines.end_cell(),
                '\x0B' | '\x0C' => lines.end_line(),
                ch => lines.push(ch),
            }
            ends_cell = ch == '\x07';
        }
        if lines.is_full() {
            break;
        }
    }
    Some(())
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}
