//! Text tables (csv): UTF-8, UTF-16 or GB18030; fields parted by comma, semicolon or tab.

use super::error::{LooksLike, Torn, Why};
use super::grid::{Cell, Grid};

/// What parts the fields of a line, the usual one first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The table read with each delimiter; the header tells which is right.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Why> {
    let text = decode(bytes)?;
    // Excel itself writes this line to say what parts the fields.
    let body = match text.get(..4) {
        Some("sep=" | "SEP=") => text.split_once('\n').map_or("", |(_, rest)| rest),
        _ => text.as_str(),
    };
    let skipped = u32::from(body.len() != text.len());
    DELIMITERS.iter().map(|&delimiter| table(body, delimiter, skipped)).collect()
}

/// The cells of a text.
fn table(text: &str, delimiter: u8, skipped: u32) -> Result<Grid, Why> {
    const MOST_CELLS: usize = 4_000_000;
    let mut grid = Grid::new("csv".to_owned());
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    grid.torn = torn(text, delimiter).map(|(line, how)| (line.saturating_add(skipped), how));
    let mut count = 0usize;
    let mut least = 0u32;
    for record in reader.records() {
        let record = record.map_err(|error| Why::Damaged { detail: error.to_string() })?;
        // The reader gives the place where it started to look; lines that are empty are no records and come before.
        let (line, start) = record.position().map_or((1, 0), |p| (p.line(), usize::try_from(p.byte()).unwrap_or(0)));
        let empty = text.bytes().skip(start).take_while(|b| matches!(b, b'\r' | b'\n')).filter(|&b| b == b'\n').count();
        let row = line.saturating_sub(1).saturating_add(u64::try_from(empty).unwrap_or(0));
        // Records may end without a line feed: each has a row of its own, or the later would cover the earlier.
        let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(skipped).max(least);
        least = row.saturating_add(1);
        grid.fields.push((row, u32::try_from(record.len()).unwrap_or(u32::MAX)));
        count = count.saturating_add(record.len());
        if count > MOST_CELLS {
            return Err(Why::TooLarge { limit: MOST_CELLS });
        }
        for (column, field) in (0u32..).zip(record.iter()) {
            grid.put(row, column, Cell::Text(unguarded(field).to_owned()));
        }
    }
    Ok(grid)
}

/// Where a text is torn, if it is: the line, from 1, and how. What is inside quotes is read as the reader reads it, so that a
/// quote too many or too few is found where it first takes people with it, and not where the reader happens to recover.
fn torn(text: &str, delimiter: u8) -> Option<(u32, Torn)> {
    let bytes = text.as_bytes();
    let feeds = bytes.contains(&b'\n');
    let (mut line, mut at, mut starts) = (1u32, 0usize, true);
    while let Some(&byte) = bytes.get(at) {
        at = at.saturating_add(1);
        if byte == b'"' && starts {
            let opened = line;
            loop {
                match (bytes.get(at), bytes.get(at.saturating_add(1))) {
                    (None, _) => return Some((opened, Torn::QuoteOpen)),
                    (Some(b'"'), Some(b'"')) => at = at.saturating_add(2),
                    (Some(b'"'), _) => break,
                    (Some(&inside), _) => {
                        line = line.saturating_add(u32::from(inside == b'\n'));
                        at = at.saturating_add(1);
                    }
                }
            }
            at = at.saturating_add(1);
            // A quote that closes lines below and has text behind it opened another field: what lies between is lost.
            let ends = bytes.get(at).is_none_or(|&b| b == delimiter || b.is_ascii_whitespace());
            if line > opened && !ends {
                return Some((opened, Torn::QuoteOpen));
            }
            starts = false;
            continue;
        }
        if byte == b'\r' && feeds {
            let next = bytes.get(at..).unwrap_or_default().iter().find(|&&b| b != b'\r');
            if next.is_some_and(|&b| b != b'\n') {
                return Some((line, Torn::Return));
            }
        }
        line = line.saturating_add(u32::from(byte == b'\n'));
        starts = byte == delimiter || matches!(byte, b'\n' | b'\r');
    }
    None
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
fn decode(bytes: &[u8]) -> Result<String, Why> {
    let (encoding, bom) = encoding_rs::Encoding::for_bom(bytes).unwrap_or(if std::str::from_utf8(bytes).is_ok() {
        (encoding_rs::UTF_8, 0)
    } else {
        (encoding_rs::GB18030, 0)
    });
    let body = bytes.get(bom..).unwrap_or_default();
    let (text, broken) = encoding.decode_without_bom_handling(body);
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if broken || controls > 0 {
        return Err(Why::NotATable { looks_like: LooksLike::Binary });
    }
    Ok(text.into_owned())
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
            let grids = read(&bytes).unwrap();
            assert_eq!(shown(&grids[0], 0), ["姓名", "准考证号"]);
            assert_eq!(shown(&grids[0], 1), ["张三", "4301240100101"]);
        }
    }

    #[test]
    fn keeps_line_numbers_and_unguards_numbers() {
        let grids = read("名单\n\n姓名;证件号\n\"张\n三\";=\"430196198506261435\"\n李四;'4301\n".as_bytes()).unwrap();
        let grid = &grids[2];
        assert_eq!(grid.row_numbers().collect::<Vec<_>>(), [0, 2, 3, 5]);
        assert_eq!(shown(grid, 3), ["张\n三", "430196198506261435"]);
        assert_eq!(shown(grid, 5), ["李四", "4301"]);
    }

    #[test]
    fn finds_where_a_text_is_torn() {
        for (text, expected) in [
            ("a,b\n\"c\",d\n", None),
            ("a,b\n\"c\nc\",d\n", None),
            ("a,b\n\"c \"\"x\"\"\",d\"e\n", None),
            ("a,b\n\"c\"x,d\n", None),
            ("a,b\r\r\nc,d\r\r\n", None),
            ("a,b\rc,d\r", None),
            ("a,b\nc,\"d\ne,f\n", Some((2, Torn::QuoteOpen))),
            ("a,b\n\"c,d\ne,\"f\"\n", Some((2, Torn::QuoteOpen))),
            ("a,b\nc,d\ne\rx,f\n", Some((3, Torn::Return))),
        ] {
            assert_eq!(torn(text, b','), expected, "{text:?}");
        }
    }

    #[test]
    fn records_without_line_feeds_have_rows_of_their_own() {
        let grids = read("姓名,号\r张三,1\r李四,2\r".as_bytes()).unwrap();
        assert_eq!(grids[0].row_numbers().count(), 3);
        assert_eq!(shown(&grids[0], 2), ["李四", "2"]);
    }

    #[test]
    fn refuses_bytes_that_are_no_text() {
        assert_eq!(read(&[0, 1, 2, 3]), Err(Why::NotATable { looks_like: LooksLike::Binary }));
        assert_eq!(read(&[0xFF, 0xFF, 0x41]), Err(Why::NotATable { looks_like: LooksLike::Binary }));
    }
}
