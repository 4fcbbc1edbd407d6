//! Which row is the header, and which column is what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::grid::{Cell, Grid, cell_name};
use super::notice::Notice;
use super::rows::KEYS;
use crate::model::FieldName;
use crate::values::characters::usual_forms;
use crate::values::text;

/// How many rows from the top are searched for a header.
pub(super) const ROWS_SEARCHED: usize = 60;

/// The table of headers.
#[derive(Debug, Default, Deserialize)]
struct Table {
    fields: BTreeMap<FieldName, Vec<String>>,
    reason: Headers,
    ignored: Headers,
    major_if_alone: Headers,
    other: Headers,
    before: Words,
    preferred: Words,
    less: Words,
}

/// Headers of one meaning.
#[derive(Debug, Default, Deserialize)]
struct Headers {
    headers: Vec<String>,
}

/// Words that may stand in a header.
#[derive(Debug, Default, Deserialize)]
struct Words {
    words: Vec<String>,
}

/// The table beside this file. That it can be read is tested below.
static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(include_str!("columns.toml")).unwrap_or_default());

/// Header to meaning.
static MEANINGS: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    let table = &*TABLE;
    let fields = table.fields.iter().flat_map(|(&field, names)| names.iter().map(move |n| (n, Meaning::Field(field))));
    let rest = [
        (&table.reason, Meaning::Reason),
        (&table.ignored, Meaning::Ignored),
        (&table.major_if_alone, Meaning::MajorIfAlone),
        (&table.other, Meaning::Other),
    ];
    fields
        .chain(rest.into_iter().flat_map(|(h, meaning)| h.headers.iter().map(move |name| (name, meaning))))
        .map(|(name, meaning)| (key(name), meaning))
        .collect()
});

/// What a header means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Field(FieldName),
    Reason,
    Ignored,
    MajorIfAlone,
    Other,
}

/// What a column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A field of the candidate.
    Field(FieldName),
    /// Why the roster asks for a check.
    Reason,
    /// Kept beside the candidate as it stands.
    Extra,
    /// Not kept: a count of rows.
    Ignored,
}

/// A column below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its place, from 0.
    pub(super) index: u32,
    /// The header as printed, without white space.
    pub(super) header: String,
    /// What it is used for.
    pub(super) role: Role,
    /// Which field its header names, used or not.
    means: Option<FieldName>,
    /// Whether the sheet hides it.
    pub(super) hidden: bool,
}

/// The header of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Its first row, from 0.
    top: u32,
    /// Its last row, from 0: candidates stand below it.
    pub(super) row: u32,
    /// How many fields are known.
    pub(super) known: usize,
    /// From which column to before which the block of the sheet reaches that it heads.
    span: (u32, u32),
    /// The columns in the order of the sheet.
    pub(super) columns: Vec<Column>,
    /// What was decided about them and is worth telling.
    pub(super) notices: Vec<Notice>,
}

impl Header {
    /// Whether a column says who a candidate is.
    pub(super) fn names_somebody(&self) -> bool {
        NAMING.iter().any(|&field| self.column(field).is_some())
    }

    /// Whether a column holds numbers that candidates are known by.
    pub(super) fn has_numbers(&self) -> bool {
        KEYS.iter().any(|&field| self.column(field).is_some())
    }

    /// The cells of a row that lie in its block and hold something.
    pub(super) fn cells<'a>(&'a self, grid: &'a Grid, row: u32) -> impl Iterator<Item = (u32, &'a Cell)> {
        grid.row(row).filter(|(column, _)| (self.span.0..self.span.1).contains(column))
    }

    /// The column of a field.
    pub(super) fn column(&self, field: FieldName) -> Option<&Column> {
        self.columns.iter().find(|c| c.role == Role::Field(field))
    }
}

/// Finds the header of a sheet: the row, or two rows one above the other, with the most known headers.
pub(super) fn find(grid: &Grid) -> Option<Header> {
    let rows: Vec<u32> = grid.row_numbers().take(ROWS_SEARCHED).collect();
    let mut best: Option<Header> = None;
    for (at, &row) in rows.iter().enumerate() {
        let below = rows.get(at.saturating_add(1)).copied().filter(|&next| next == row.saturating_add(1));
        // One row first: two rows must know more than one does.
        let tries = [Some((row, row)), below.map(|below| (row, below))];
        for (top, bottom) in tries.into_iter().flatten() {
            let header = read(grid, top, bottom, (0, u32::MAX));
            if header.known >= 2 && best.as_ref().is_none_or(|b| header.known > b.known) {
                best = Some(header);
            }
        }
    }
    best
}

/// The blocks that a header heads. Printed lists often have two or three side by side, with the same headers in each; then
/// there are people in all of them.
pub(super) fn blocks(grid: &Grid, header: &Header) -> Vec<Header> {
    let mut seen: Vec<FieldName> = Vec::new();
    let mut start = 0usize;
    for (at, column) in header.columns.iter().enumerate() {
        match column.means {
            // A count of rows before a block belongs to it.
            Some(field) if !column.hidden && NAMING.contains(&field) && seen.contains(&field) => {
                let (left, right) = header.columns.split_at(start.max(1).min(at));
                let (left, right) = (fields_of(left), fields_of(right));
                let alike = left == right || left.intersection(&right).count() >= 3;
                if alike && right.contains(&FieldName::Name) && KEYS.iter().any(|key| right.contains(key)) {
                    let from = header.columns.get(start).map_or(column.index, |first| first.index);
                    let first = read(grid, header.top, header.row, (header.span.0, from));
                    let second = read(grid, header.top, header.row, (from, header.span.1));
                    return std::iter::once(first).chain(blocks(grid, &second)).collect();
                }
                break;
            }
            Some(field) => seen.push(field),
            None => {}
        }
        start = if column.role == Role::Ignored { at } else { at.saturating_add(1) };
    }
    vec![header.clone()]
}

/// The fields that these columns name.
fn fields_of(columns: &[Column]) -> BTreeSet<FieldName> {
    columns.iter().filter_map(|column| column.means).collect()
}

/// The header in a row below another, where its columns are others: values below it would stand under the wrong headers.
pub(super) fn moved(grid: &Grid, header: &Header, row: u32) -> Option<Header> {
    let below = read(grid, row, row, header.span);
    let moves = |column: &Column| match column.role {
        Role::Field(field) => {
            header.columns.iter().all(|above| above.index != column.index || above.means != Some(field))
        }
        Role::Reason | Role::Extra | Role::Ignored => false,
    };
    (below.known >= 2 && below.names_somebody() && below.columns.iter().any(moves)).then_some(below)
}

/// Of a sheet without a header, the known headers of the row that comes nearest.
pub(super) fn nearest(grid: &Grid) -> Vec<String> {
    let known = |row: u32| -> Vec<String> {
        grid.row(row)
            .map(|(_, cell)| text::compact(&cell.shown()))
            .filter(|header| matches!(meaning(header), Some(Meaning::Field(_))))
            .collect()
    };
    grid.row_numbers().take(ROWS_SEARCHED).map(known).max_by_key(Vec::len).unwrap_or_default()
}

/// Whether a row below the header is the header again, as printed on every page.
pub(super) fn is_header_again(grid: &Grid, header: &Header, row: u32) -> bool {
    if holds_a_number(grid, header, row) {
        return false;
    }
    let same = header
        .columns
        .iter()
        .filter(|c| matches!(c.role, Role::Field(_)))
        .filter(|c| grid.value(row, c.index).is_some_and(|cell| meaning(&cell.shown()).is_some()))
        .count();
    same >= 2
}

/// Whether a cell of a column of numbers holds one: then the row is somebody's, and no header.
fn holds_a_number(grid: &Grid, header: &Header, row: u32) -> bool {
    /// A header says of its numbers how long they are, and no more.
    const DIGITS: usize = 6;
    let is_number = |cell: &Cell| match cell {
        Cell::Text(text) => text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS,
        Cell::Number(number) => *number >= 100_000.0,
        Cell::Date(_) => false,
    };
    let mut columns = header.columns.iter().filter(|c| matches!(c.role, Role::Field(field) if KEYS.contains(&field)));
    columns.any(|column| grid.value(row, column.index).is_some_and(is_number))
}

/// The fields of which one at least must be there: they say who a candidate is.
const NAMING: &[FieldName] = &[FieldName::TicketNo, FieldName::Name, FieldName::IdNumber, FieldName::RegistrationNo];

/// A column as first read, before two of one field are told apart.
struct Candidate {
    index: u32,
    header: String,
    meaning: Option<Meaning>,
    /// Higher where the header says that it is the one that counts.
    weight: i8,
    /// Whether the sheet hides it.
    hidden: bool,
}

/// Reads one row, or two rows one above the other, as a header of the columns of a block.
fn read(grid: &Grid, top: u32, bottom: u32, span: (u32, u32)) -> Header {
    let candidates: Vec<Candidate> = (span.0..span.1.min(grid.width()).min(span.0.saturating_add(1000)))
        .filter_map(|index| {
            let upper = grid.heading(top, index).map(|c| text::compact(&c.shown())).unwrap_or_default();
            let lower = if top == bottom || grid.continues_from_above(bottom, index) {
                String::new()
            } else {
                grid.heading(bottom, index).map(|c| text::compact(&c.shown())).unwrap_or_default()
            };
            let joined = format!("{upper}{lower}");
            if joined.is_empty() {
                return None;
            }
            let meaning = if lower.is_empty() {
                meaning(&upper)
            } else {
                // 最高学历 over 专业: together they say more than the lower alone.
                meaning(&joined).or_else(|| meaning(&lower))
            };
            let contains = |words: &Words| words.words.iter().any(|w| joined.contains(w.as_str()));
            let hidden = grid.hidden_columns.contains(&index);
            // What nobody sees counts only where nothing else does.
            let weight = match (hidden, contains(&TABLE.less)) {
                (true, _) => -2,
                (false, true) => -1,
                (false, false) => i8::from(contains(&TABLE.preferred)),
            };
            Some(Candidate { index, header: joined, meaning, weight, hidden })
        })
        .collect();
    let has = |field: FieldName| candidates.iter().any(|c| c.meaning == Some(Meaning::Field(field)));
    let speaks_of_education = has(FieldName::School) || has(FieldName::GraduatedOn) || has(FieldName::CertificateNo);
    let major_alone = speaks_of_education && !has(FieldName::Major);
    let field_of = |c: &Candidate| match c.meaning {
        Some(Meaning::Field(field)) => Some(field),
        Some(Meaning::MajorIfAlone) if major_alone => Some(FieldName::Major),
        _ => None,
    };
    let mut chosen: BTreeMap<FieldName, &Candidate> = BTreeMap::new();
    for candidate in &candidates {
        if let Some(field) = field_of(candidate)
            && chosen.get(&field).is_none_or(|before| candidate.weight > before.weight)
        {
            chosen.insert(field, candidate);
        }
    }
    let mut notices = Vec::new();
    let columns = candidates
        .iter()
        .map(|c| {
            let role = match (field_of(c), c.meaning) {
                (Some(field), _) => match chosen.get(&field) {
                    Some(used) if used.index != c.index => {
                        let (used, ignored) = (cell_name(bottom, used.index), cell_name(bottom, c.index));
                        notices.push(Notice::ColumnTwice { field, used, ignored });
                        Role::Extra
                    }
                    _ => Role::Field(field),
                },
                (None, Some(Meaning::Reason)) => Role::Reason,
                (None, Some(Meaning::Ignored)) => Role::Ignored,
                (None, _) => Role::Extra,
            };
            Column { index: c.index, header: c.header.clone(), role, means: field_of(c), hidden: c.hidden }
        })
        .collect();
    Header { top, row: bottom, known: chosen.len(), span, columns, notices }
}

/// A header as it is looked up: without white space, brackets and what they hold, and marks; simplified, half-width.
fn key(header: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in text::compact(header).chars().map(text::half_width) {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth = depth.saturating_add(1),
            ')' | ']' | '】' | '〕' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 || !c.is_alphanumeric() => {}
            _ => out.extend(c.to_uppercase()),
        }
    }
    usual_forms(&out)
}

/// What a header means, by the table; words in front of it and behind it that change nothing are dropped.
fn meaning(header: &str) -> Option<Meaning> {
    let key = key(header);
    let mut rest = key.as_str();
    // No header has more than a few such words in front.
    for _ in 0..4 {
        let behind = ["信息", "名称", "情况"].iter().find_map(|word| rest.strip_suffix(word));
        if let Some(&meaning) = MEANINGS.get(rest).or_else(|| MEANINGS.get(behind?)) {
            return Some(meaning);
        }
        rest = TABLE.before.words.iter().find_map(|word| rest.strip_prefix(word.as_str()).filter(|r| !r.is_empty()))?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::grid::Merge;

    fn grid(rows: &[&[&str]]) -> Grid {
        let mut grid = Grid::new("名单".to_owned());
        for (row, cells) in (0u32..).zip(rows) {
            for (column, cell) in (0u32..).zip(cells.iter()) {
                grid.put(row, column, Cell::Text((*cell).to_owned()));
            }
        }
        grid
    }

    fn field(header: &Header, field: FieldName) -> Option<u32> {
        header.column(field).map(|c| c.index)
    }

    #[test]
    fn the_table_is_read_and_says_each_header_once() {
        let table: Table = toml::from_str(include_str!("columns.toml")).unwrap();
        let mut all: Vec<String> = table
            .fields
            .values()
            .flatten()
            .chain(
                [&table.reason, &table.ignored, &table.major_if_alone, &table.other]
                    .into_iter()
                    .flat_map(|h| &h.headers),
            )
            .map(|name| key(name))
            .collect();
        let count = all.len();
        all.sort_unstable();
        let twice: Vec<&String> = all.iter().zip(all.iter().skip(1)).filter(|(a, b)| a == b).map(|(a, _)| a).collect();
        assert!(twice.is_empty(), "{twice:?}");
        assert!(count > 150);
    }

    #[test]
    fn knows_what_headers_mean() {
        let cases = [
            ("姓 名", Some(FieldName::Name)),
            ("考生姓名", Some(FieldName::Name)),
            ("姓\n名", Some(FieldName::Name)),
            ("身份证号（18位）", Some(FieldName::IdNumber)),
            ("*证件号码：", Some(FieldName::IdNumber)),
            ("身份證號碼", Some(FieldName::IdNumber)),
            ("准考证号", Some(FieldName::TicketNo)),
            ("报名序号", Some(FieldName::RegistrationNo)),
            ("毕(结)业时间", Some(FieldName::GraduatedOn)),
            ("毕业证书编号", Some(FieldName::CertificateNo)),
            ("最高学历毕业院校", Some(FieldName::School)),
            ("学历毕业时间", Some(FieldName::GraduatedOn)),
            ("所学专业", Some(FieldName::Major)),
            ("报考级别", Some(FieldName::ExamLevel)),
            ("从事社会工作年限（年）", Some(FieldName::SpecialistYears)),
            ("报考专业", None),
            ("学位证书编号", None),
            ("序号", None),
            ("证件类型", None),
            ("联系电话", None),
            ("", None),
        ];
        for (header, expected) in cases {
            let got = match meaning(header) {
                Some(Meaning::Field(field)) => Some(field),
                _ => None,
            };
            assert_eq!(got, expected, "{header}");
        }
    }

    #[test]
    fn finds_the_header_below_titles() {
        let found = find(&grid(&[
            &["2024年度社会工作者职业资格考试人工核查名单"],
            &["长沙考区", "", "2024年8月12日"],
            &["序号", "准考证号", "姓 名", "证件号码", "专业"],
            &["1", "4301240100101", "张三", "430196198506261435", "全科"],
        ]))
        .unwrap();
        assert_eq!(found.row, 2);
        assert_eq!(field(&found, FieldName::TicketNo), Some(1));
        assert_eq!(field(&found, FieldName::Name), Some(2));
        assert_eq!(field(&found, FieldName::Major), None, "专业 without education is the subject of the examination");
    }

    #[test]
    fn tells_the_columns_called_major_apart() {
        let alone = find(&grid(&[&["姓名", "证件号码", "毕业学校", "专业"]])).unwrap();
        assert_eq!(field(&alone, FieldName::Major), Some(3));
        let both = find(&grid(&[&["姓名", "证件号码", "专业", "毕业学校", "所学专业"]])).unwrap();
        assert_eq!(field(&both, FieldName::Major), Some(4));
        let exam = find(&grid(&[&["姓名", "证件号码", "报考专业", "毕业学校", "专业"]])).unwrap();
        assert_eq!(field(&exam, FieldName::Major), Some(4));
    }

    #[test]
    fn reads_headers_of_two_rows() {
        let mut grid = grid(&[
            &["名单"],
            &["准考证号", "姓名", "最高学历", "", "", "第一学历", ""],
            &["", "", "学历", "院校", "专业", "院校", "专业"],
            &["4301240100101", "张三", "本科", "湖南大学", "法学", "长沙学院", "法学"],
        ]);
        let down = |column| Merge { first: (1, column), last: (2, column) };
        grid.merge(&[down(0), down(1), Merge { first: (1, 2), last: (1, 4) }, Merge { first: (1, 5), last: (1, 6) }]);
        let header = find(&grid).unwrap();
        assert_eq!(header.row, 2);
        assert_eq!(field(&header, FieldName::TicketNo), Some(0));
        assert_eq!(field(&header, FieldName::EducationLevel), Some(2));
        assert_eq!(field(&header, FieldName::School), Some(3));
        assert_eq!(field(&header, FieldName::Major), Some(4));
        assert!(header.notices.iter().any(|n| matches!(n, Notice::ColumnTwice { field: FieldName::School, .. })));
    }

    #[test]
    fn a_sheet_without_names_or_numbers_is_no_roster() {
        assert!(!find(&grid(&[&["性别", "学历"], &["男", "本科"]])).unwrap().names_somebody());
        assert_eq!(find(&grid(&[&["张三", "4301240100101"]])), None);
        assert_eq!(nearest(&grid(&[&["张三"], &["姓名", "性质"]])), ["姓名"]);
    }
}
