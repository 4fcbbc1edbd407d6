//! A register page: the candidate's own row, and how many rows there are. No other row leaves this file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::choose::steadied;
use super::evidence;
use super::pairs::Found;
use super::prose::found_at;
use super::study;
use super::table::{self, Column, Header};
use super::text::Text;
use crate::kinds::meaning::{self, Role, is_label};
use crate::layout::{Flow, Sheet};
use crate::model::{Candidate, CellState, Field, FieldName, FieldValue, WordSource};
use crate::values::{self, Comparison, text};

/// What a column of a register holds: a field, or something that is passed over.
pub(super) type Holds = Option<FieldName>;

/// What a column may hold of a person.
const COLUMNS: &[FieldName] = &[
    FieldName::Name,
    FieldName::Sex,
    FieldName::IdNumber,
    FieldName::BirthDate,
    FieldName::Major,
    FieldName::School,
    FieldName::EducationLevel,
    FieldName::ProgramYears,
    FieldName::EnrolledOn,
    FieldName::GraduatedOn,
    FieldName::CertificateNo,
    FieldName::TicketNo,
    FieldName::Conclusion,
];

/// What the text of a header's cell says; a column of something else is passed over.
fn holds(header: &str) -> Option<Holds> {
    let chars: Vec<char> = header.chars().collect();
    let meaning = meaning::of(&chars)?;
    // 文化程度 and 毕业学校 on the way into a school are of the school before.
    let before = meaning.has(Role::Present);
    let field = meaning.fields().into_iter().map(|(field, _)| field).find(|field| COLUMNS.contains(field));
    Some(field.filter(|_| !before))
}

/// The school in the heading above the table.
static SCHOOL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|\n|学校[:]?)(?P<school>[\p{Han}()]{2,28}?(?:大学|学院|学校|党校|中专|职业高中|技校|职高|师范))(?:[^\p{Han}]|[一二三四五六七八九十〇○零\d]|届|级|毕业|录取|新生|学生|招收|普通|花名|$)").ok()
});

/// A row that may be the candidate's: how sure (0 the surest), its values, its characters.
type Hit = (u8, BTreeMap<FieldName, String>, Vec<Vec<usize>>);

/// What a register says of the candidate.
pub(super) struct Told {
    /// The candidate's rows and the number of rows.
    pub fields: Vec<Field>,
    /// Plain values of the heading.
    pub found: Vec<Found>,
    /// Rows of the page that belong to the table: nothing in them may be read otherwise.
    pub rows: Vec<usize>,
    /// The table's columns, for a page that goes on with it.
    pub columns: Option<Columns>,
}

/// The columns of a register.
pub(super) type Columns = Vec<Column<Holds>>;

/// Whether a header names two columns at least.
fn two_columns(known: &[Option<Holds>]) -> bool {
    let mut kinds: Vec<Holds> = known.iter().flatten().copied().collect();
    kinds.sort();
    kinds.dedup();
    kinds.len() >= 2
}

/// Reads the register.
pub(super) fn read(sheet: &Sheet<'_>, candidate: Option<&Candidate>, carried: Option<&Columns>) -> Told {
    let mut told = Told { fields: Vec::new(), found: Vec::new(), rows: Vec::new(), columns: None };
    let own = table::header_where(sheet, &holds, &two_columns);
    // A page without a header goes on with the columns of the page before.
    let going_on = || carried.map(|columns| Header { columns: columns.clone(), rows: (0, 0), bottom: f32::MIN });
    let header = own.or_else(going_on);
    let top = header.as_ref().map_or(sheet.rows.len().min(4), |h| h.rows.0);
    let heading = Flow::of_rows(sheet, &(0..top).collect::<Vec<_>>());
    // 填报学校（公章）：某某学校: a label ends as names do.
    let named = |name: &regex::Match<'_>| !is_label(name.as_str());
    let school =
        SCHOOL.as_ref().and_then(|r| r.captures_iter(&heading.text).filter_map(|c| c.name("school")).find(named));
    let of_class = study::find(&Text::of(sheet, &heading)).into_iter();
    told.found.extend(of_class.filter(|f| matches!(f.field, FieldName::EnrolledOn | FieldName::GraduatedOn)));
    if let Some(school) = school {
        told.found.extend(found_at(sheet, &heading, FieldName::School, school.range(), 0));
    }
    let Some(header) = header else {
        // Without a header nobody can say whose row is whose: everything below the title stays unread.
        told.rows = (top..sheet.rows.len()).collect();
        return told;
    };
    told.columns = Some(header.columns.clone());
    // Everything below the header is other people's until it is known to be the candidate's.
    told.rows = (header.rows.0..sheet.rows.len()).collect();
    let names: Vec<usize> = (0..header.columns.len())
        .filter(|&n| header.columns.get(n).is_some_and(|c| c.what == Some(Some(FieldName::Name))))
        .collect();
    let mut count = 0usize;
    let mut hits: Vec<Hit> = Vec::new();
    for (n, &key) in names.iter().enumerate() {
        // A register printed in two halves has each column twice: a half reaches to where the next one starts.
        let width = names.get(1).zip(names.first()).map(|(b, a)| b - a);
        let first = width.map_or(0, |w| w * n);
        let last = width.map_or(header.columns.len(), |w| (w * (n + 1)).min(header.columns.len()));
        let begins = |s: &str| {
            s.chars().filter(|c| text::is_han(*c)).count() >= 2 || (s.contains('*') && s.chars().any(text::is_han))
        };
        let (rows, _) = table::body(sheet, &header, key, &begins);
        count = count.saturating_add(rows.len());
        for row in rows {
            let Some(candidate) = candidate else { continue };
            let mut entry = BTreeMap::new();
            let mut lines = Vec::new();
            for column in first..last {
                let Some(Some(Some(field))) = header.columns.get(column).map(|c| c.what) else { continue };
                let Some(cell) = row.get(column) else { continue };
                let printed = sheet.raw(&cell.concat());
                // 学制（年）: 三.
                let bare = field == FieldName::ProgramYears && !printed.contains('年');
                let parsed = values::parse(field, &if bare { format!("{printed}年") } else { printed });
                if let Some(value) = parsed.value {
                    entry.insert(field, value);
                    lines.extend(cell.iter().cloned());
                }
            }
            let recognised =
                lines.iter().flatten().any(|&c| sheet.chars.get(c).is_some_and(|c| c.source == WordSource::Ocr));
            if let Some(grade) = is_of(&entry, candidate, recognised) {
                hits.push((grade, entry, lines));
            }
        }
    }
    // The surest grade only; two rows of a lower grade are nobody's.
    let best = hits.iter().map(|(grade, _, _)| *grade).min();
    let own: Vec<_> = hits.into_iter().filter(|(grade, _, _)| Some(*grade) == best).collect();
    if let Some(grade) = best
        && (grade <= 1 || own.len() == 1)
    {
        let lines: Vec<Vec<usize>> = own.iter().flat_map(|(_, _, lines)| lines.iter().cloned()).collect();
        let entries: Vec<_> = own.into_iter().map(|(_, entry, _)| entry).collect();
        let sure = [0.97, 0.93, 0.7].get(usize::from(grade)).copied().unwrap_or(0.5);
        told.fields.push(steadied(evidence::field(
            sheet,
            FieldName::RegisterEntries,
            FieldValue::Entries(entries),
            &lines,
            sure,
        )));
    }
    if count > 0 {
        // The number alone: its evidence is the table's place, never its text.
        let mut field = evidence::field(sheet, FieldName::RegisterRows, FieldValue::Text(count.to_string()), &[], 0.9);
        field.evidence.raw = count.to_string();
        told.fields.push(field);
    }
    told
}

/// Whether a row is the candidate's, and how sure: 0 by identity number, 1 by name, 2 by a name that recognition may have
/// misread. Somebody of the same name with another identity number is somebody else.
fn is_of(entry: &BTreeMap<FieldName, String>, candidate: &Candidate, recognised: bool) -> Option<u8> {
    let known =
        |field: FieldName| candidate.cells.get(&field).filter(|c| c.state == CellState::Full).map(|c| c.value.as_str());
    let agrees = |field: FieldName| Some(values::compare(field, known(field)?, entry.get(&field)?));
    let same = |c: &Comparison| matches!(c, Comparison::Equal | Comparison::Variant(_) | Comparison::MaskedAgrees);
    let id = agrees(FieldName::IdNumber);
    let name = candidate
        .cells
        .get(&FieldName::Name)
        .zip(entry.get(&FieldName::Name))
        .map(|(c, e)| values::compare(FieldName::Name, &c.value, e))?;
    let contrary = [FieldName::Sex, FieldName::BirthDate].into_iter().any(|f| agrees(f) == Some(Comparison::Different));
    match id {
        Some(c) if same(&c) => return Some(0),
        Some(Comparison::Different) => return None,
        _ => {}
    }
    if same(&name) && !contrary {
        return Some(1);
    }
    (recognised && matches!(name, Comparison::LookAlike(_)) && !contrary).then_some(2)
}
