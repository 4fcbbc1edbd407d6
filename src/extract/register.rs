//! A register page: the candidate's own row, and how many rows there are. No other row leaves this file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::choose::steadied;
use super::evidence;
use super::pairs::Found;
use super::prose::found_at;
use super::table;
use crate::layout::{Flow, Sheet};
use crate::model::{Candidate, CellState, Field, FieldName, FieldValue, WordSource};
use crate::values::{self, Comparison, text};

/// What a column of a register holds: a field, or something that is passed over.
type Holds = Option<FieldName>;

/// Headers of registers.
const HEADERS: &[(&str, Holds)] = &[
    ("姓名", Some(FieldName::Name)),
    ("学生姓名", Some(FieldName::Name)),
    ("考生姓名", Some(FieldName::Name)),
    ("性别", Some(FieldName::Sex)),
    ("身份证号", Some(FieldName::IdNumber)),
    ("身份证号码", Some(FieldName::IdNumber)),
    ("公民身份号码", Some(FieldName::IdNumber)),
    ("身份证", Some(FieldName::IdNumber)),
    ("出生年月", Some(FieldName::BirthDate)),
    ("出生日期", Some(FieldName::BirthDate)),
    ("出生年月日", Some(FieldName::BirthDate)),
    ("专业", Some(FieldName::Major)),
    ("专业名称", Some(FieldName::Major)),
    ("所学专业", Some(FieldName::Major)),
    ("录取专业", Some(FieldName::Major)),
    ("毕业专业", Some(FieldName::Major)),
    ("学校", Some(FieldName::School)),
    ("学校名称", Some(FieldName::School)),
    ("录取学校", Some(FieldName::School)),
    ("录取院校", Some(FieldName::School)),
    ("毕业学校", Some(FieldName::School)),
    ("层次", Some(FieldName::EducationLevel)),
    ("学历", Some(FieldName::EducationLevel)),
    ("学历层次", Some(FieldName::EducationLevel)),
    ("培养层次", Some(FieldName::EducationLevel)),
    ("学制", Some(FieldName::ProgramYears)),
    ("入学时间", Some(FieldName::EnrolledOn)),
    ("入学年月", Some(FieldName::EnrolledOn)),
    ("入学日期", Some(FieldName::EnrolledOn)),
    ("毕业时间", Some(FieldName::GraduatedOn)),
    ("毕业年月", Some(FieldName::GraduatedOn)),
    ("毕业日期", Some(FieldName::GraduatedOn)),
    ("毕业证书编号", Some(FieldName::CertificateNo)),
    ("毕业证编号", Some(FieldName::CertificateNo)),
    ("毕业证号", Some(FieldName::CertificateNo)),
    ("毕业证书号", Some(FieldName::CertificateNo)),
    ("毕业证书号码", Some(FieldName::CertificateNo)),
    ("证书编号", Some(FieldName::CertificateNo)),
    ("证书号", Some(FieldName::CertificateNo)),
    ("准考证号", Some(FieldName::TicketNo)),
    ("序号", None),
    ("编号", None),
    ("学号", None),
    ("考生号", None),
    ("民族", None),
    ("籍贯", None),
    ("政治面貌", None),
    ("班级", None),
    ("总分", None),
    ("成绩", None),
    ("录取总分", None),
    ("文化程度", None),
    ("家庭住址", None),
    ("家庭地址", None),
    ("毕业学校名称", None),
    ("生源", None),
    ("来源", None),
    ("备注", None),
    ("联系电话", None),
];

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
}

/// Reads the register.
pub(super) fn read(sheet: &Sheet<'_>, candidate: Option<&Candidate>) -> Told {
    let mut told = Told { fields: Vec::new(), found: Vec::new(), rows: Vec::new() };
    let header = table::header(sheet, HEADERS, 2);
    let top = header.as_ref().map_or(sheet.rows.len().min(4), |h| h.rows.0);
    let heading = Flow::of_rows(sheet, &(0..top).collect::<Vec<_>>());
    if let Some(school) = SCHOOL.as_ref().and_then(|r| r.captures(&heading.text)).and_then(|c| c.name("school")) {
        told.found.extend(found_at(sheet, &heading, FieldName::School, school.range(), 0));
    }
    let Some(header) = header else {
        // Without a header nobody can say whose row is whose: everything below the title stays unread.
        told.rows = (top..sheet.rows.len()).collect();
        return told;
    };
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
                let parsed = values::parse(field, &sheet.raw(&cell.concat()));
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
