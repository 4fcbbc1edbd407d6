//! Text tables (csv): UTF-8, UTF-16 or GB18030; fields parted by comma, tab, semicolon or bar.

use std::borrow::Cow;

use super::error::{LooksLike, Why};
use super::grid::{Cell, Grid};
use super::header;
use crate::intake::{Torn, torn};

/// What parts the fields of a line, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Stands for a full-width comma, which is no byte.
const WIDE_COMMA: u8 = 0x1F;

/// Records that are read with each delimiter to find out which is right.
const TRIED: usize = header::ROWS_SEARCHED + 4;
/// More fields than this are no roster.
const MOST_CELLS: usize = 4_000_000;

/// The table of a text, with the delimiter that its header tells.
pub(super) fn read(bytes: &[u8]) -> Result<Grid, Why> {
    let text = decode(bytes)?;
    let text = text.as_ref();
    // Excel itself reads this line as what parts the fields, and shows the next as the first.
    let (body, told) = match text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP=")) {
        Some(rest) => {
            let (line, body) = rest.split_once('\n').unwrap_or((rest, ""));
            (body, line.trim_end_matches('\r').bytes().next())
        }
        None => (text, None),
    };
    let skipped = u32::from(body.len() != text.len());
    let named = told.filter(|byte| byte.is_ascii_punctuation() || *byte == b'\t');
    let mut best = (None, DELIMITERS[0]);
    for delimiter in named.into_iter().chain(DELIMITERS) {
        let tried = table(body, delimiter, Some(TRIED))?;
        let known = match header::find(&tried) {
            Some(header) => (true, header.names_somebody(), header.known),
            None => (false, false, header::nearest(&tried).len()),
        };
        if best.0.is_none_or(|before| known > before) {
            best = (Some(known), delimiter);
        }
    }
    // Typed by hand, the comma may be that of Chinese text. Where one stands in a value, a row has too many fields.
    let mut body = Cow::Borrowed(body);
    if best.0.is_none_or(|(is_table, ..)| !is_table) && body.contains('，') {
        let parted = body.replace('，', "\u{1F}");
        if header::find(&table(&parted, WIDE_COMMA, Some(TRIED))?).is_some() {
            (body, best.1) = (parted.into(), WIDE_COMMA);
        }
    }
    let mut grid = table(&body, best.1, None)?;
    grid.torn = torn(&body, best.1).map(|(line, how)| (line.saturating_add(skipped), how));
    Ok(grid)
}

/// The cells of a text, or of its first records. A record has the row that a spreadsheet gives it, however many lines it
/// takes; an empty line is a row.
fn table(text: &str, delimiter: u8, most: Option<usize>) -> Result<Grid, Why> {
    let mut grid = Grid::new("csv".to_owned());
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut count = 0usize;
    let mut row = 0u32;
    let mut from = 0usize;
    let mut record = csv::StringRecord::new();
    for _ in 0..most.unwrap_or(usize::MAX) {
        if !reader.read_record(&mut record).map_err(|error| Why::Damaged { detail: error.to_string() })? {
            break;
        }
        row = row.saturating_add(empty_lines(text, from));
        from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        grid.fields.push((row, u32::try_from(record.len()).unwrap_or(u32::MAX)));
        count = count.saturating_add(record.len());
        if count > MOST_CELLS {
            return Err(Why::TooLarge { limit: MOST_CELLS });
        }
        for (column, field) in (0u32..).zip(record.iter()) {
            grid.put(row, column, Cell::Text(unguarded(field).to_owned()));
        }
        row = row.saturating_add(1);
    }
    Ok(grid)
}

/// How many empty lines stand before the record that starts to be looked for here. The line feed that ends the record before
/// may still be there.
fn empty_lines(text: &str, from: usize) -> u32 {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    let returned = from > 0 && text.as_bytes().get(from.saturating_sub(1)) == Some(&b'\r');
    let pending = returned && rest.iter().find(|byte| **byte != b'\r') == Some(&b'\n');
    u32::try_from(ends).unwrap_or(u32::MAX).saturating_sub(u32::from(pending))
}

/// A field without what is put around long numbers so that Excel leaves them alone: `="4301…"`, `'4301…`, a tab.
fn unguarded(field: &str) -> &str {
    let field = field.trim();
    let field = field.strip_prefix('\'').unwrap_or(field);
    // A blank before the quote makes it part of the field.
    let field = field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(field);
    field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field)
}

/// The text of the bytes.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Why> {
    let (encoding, bom) = match encoding_rs::Encoding::for_bom(bytes) {
        Some(marked) => marked,
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, 0),
        None => (unmarked(bytes)?, 0),
    };
    let body = bytes.get(bom..).unwrap_or_default();
    let (text, broken) = encoding.decode_without_bom_handling(body);
    let binary = Why::NotATable { looks_like: LooksLike::Binary };
    if broken {
        return Err(binary);
    }
    // Old systems end a file so.
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches('\u{1A}')),
        Cow::Owned(mut text) => {
            text.truncate(text.trim_end_matches('\u{1A}').len());
            Cow::Owned(text)
        }
    };
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if controls.saturating_mul(100) > text.chars().count() {
        return Err(binary);
    }
    let control = text.split('\n').position(|line| line.chars().any(|c| c.is_control() && !c.is_whitespace()));
    match control {
        Some(line) => Err(Why::Torn { line: numbered(line), how: Torn::Control }),
        None => Ok(text),
    }
}

/// The encoding of bytes that are no UTF-8 and do not say what they are.
fn unmarked(bytes: &[u8]) -> Result<&'static encoding_rs::Encoding, Why> {
    // Digits and signs in UTF-16 have a nought on one side.
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let noughts = |side: usize| start.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (high_first, low_first) = (noughts(0), noughts(1));
    let half = start.len() / 2;
    if low_first.saturating_mul(5) > half && high_first == 0 {
        return Ok(encoding_rs::UTF_16LE);
    }
    if high_first.saturating_mul(5) > half && low_first == 0 {
        return Ok(encoding_rs::UTF_16BE);
    }
    // UTF-8 with a byte spoilt would come out as other characters in GB18030.
    let text = String::from_utf8_lossy(bytes);
    let (lost, sound) = text.chars().fold((0usize, 0usize), |(lost, sound), c| match c {
        '\u{FFFD}' => (lost.saturating_add(1), sound),
        _ => (lost, sound.saturating_add(usize::from(crate::values::text::is_han(c)))),
    });
    if lost.saturating_mul(20) < sound {
        let line = text.split('\n').position(|line| line.contains('\u{FFFD}')).unwrap_or(0);
        return Err(Why::Torn { line: numbered(line), how: Torn::Bytes });
    }
    Ok(encoding_rs::GB18030)
}

/// The number of a line that is counted from 0.
fn numbered(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(grid: &Grid, row: u32) -> Vec<String> {
        grid.row(row).map(|(_, cell)| cell.shown()).collect()
    }

    #[test]
    fn decodes_what_offices_save() {
        let text = "姓名,准考证号\n张三,4301240100101\n";
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        let mut bom = b"\xEF\xBB\xBF".to_vec();
        bom.extend_from_slice(text.as_bytes());
        let utf16: Vec<u8> = [0xFEFFu16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), bom, gb, utf16] {
            let grid = read(&bytes).unwrap();
            assert_eq!(shown(&grid, 0), ["姓名", "准考证号"]);
            assert_eq!(shown(&grid, 1), ["张三", "4301240100101"]);
        }
    }

    #[test]
    fn has_the_rows_of_a_spreadsheet_and_unguards_numbers() {
        for end in ["\n", "\r\n"] {
            let text = "名单\n\n姓名;证件号\n\"张\n三\";=\"430196198506261435\"\n\n李四;'4301\n".replace('\n', end);
            let grid = read(text.as_bytes()).unwrap();
            assert_eq!(grid.row_numbers().collect::<Vec<_>>(), [0, 2, 3, 5]);
            assert_eq!(shown(&grid, 3)[1], "430196198506261435");
            assert_eq!(shown(&grid, 5), ["李四", "4301"]);
        }
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_no_row() {
        let grid = read("sep=|\r\n姓名|证件号\r\n李四|4301\r\n".as_bytes()).unwrap();
        assert_eq!(shown(&grid, 1), ["李四", "4301"]);
    }

    #[test]
    fn records_without_line_feeds_have_rows_of_their_own() {
        let grid = read("姓名,号\r张三,1\r李四,2\r".as_bytes()).unwrap();
        assert_eq!(grid.row_numbers().count(), 3);
        assert_eq!(shown(&grid, 2), ["李四", "2"]);
    }

    #[test]
    fn knows_encodings_and_delimiters_that_are_not_the_usual_ones() {
        let text = "姓名,准考证号\n张三,4301240100101\n李四,4301240100102\n";
        let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let parted = |by: &str| text.replace(',', by).into_bytes();
        let ended = format!("{text}\u{1A}").into_bytes();
        for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), parted("|"), parted("，"), ended] {
            assert_eq!(shown(&read(&bytes).unwrap(), 2), ["李四", "4301240100102"]);
        }
        let spoilt = [text.as_bytes().get(..25).unwrap(), b"\xFF", text.as_bytes().get(25..).unwrap()].concat();
        let many = [spoilt, text.repeat(20).into_bytes()].concat();
        assert_eq!(read(&many), Err(Why::Torn { line: 2, how: Torn::Bytes }));
        assert_eq!(
            read(format!("{}王\u{7}五,1\n", text.repeat(5)).as_bytes()),
            Err(Why::Torn { line: 16, how: Torn::Control })
        );
    }

    #[test]
    fn refuses_bytes_that_are_no_text() {
        assert_eq!(read(&[0, 1, 2, 3]), Err(Why::NotATable { looks_like: LooksLike::Binary }));
        assert_eq!(read(&[0xFF, 0xFF, 0x41]), Err(Why::NotATable { looks_like: LooksLike::Binary }));
    }
}
