//! What a paper must show and was not read on it: the ground of `field-missing` and of what `low-confidence` says of values
//! that were not seen.
//!
//! A paper answers what is owed only when it was read: whom it names, and every value that the rule pack requires of its
//! kind. What is missing of one paper is one flag, whatever the reasons. That another paper says the same does not read
//! it; only of the form, which the candidate filled in, the papers of others say what would have stood there.

use crate::model::{
    Absence, Code, Document, DocumentKind, EmptyField, Field, FieldName, Flag, Page, Place, Reader, Severity,
};
use crate::rulebook::{Required, router};
use crate::values::text;

use super::bench::{Bench, at_document, at_field};
use super::degree;
use super::phrase;
use super::sightings::confirmed_beside;

/// Kinds that people fill in by hand or keyboard.
const FILLED_IN: &[DocumentKind] =
    &[DocumentKind::RegistrationForm, DocumentKind::EmploymentCertificate, DocumentKind::EnrolmentRegister];

/// A value that was not read.
#[derive(Debug, Clone, Copy)]
struct Gap<'a> {
    name: FieldName,
    why: Why,
    at: Option<&'a EmptyField>,
}

/// Why a value was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The label stands there, and nothing behind it.
    Blank,
    /// Not even the label was found: the page may word it in a way that is not known.
    NotFound,
    /// The document says that it is not known.
    PrintedAsUnknown,
    /// What is printed there is no value of this kind.
    NotUnderstood,
    /// Something may stand there that the reader did not see.
    Unseen,
    /// What was recognised there is no value of this kind.
    Misread,
    /// A value stands there of which the file does not say what its characters are, and nobody could see it.
    Unnamed,
}

/// The flag about everything that this paper must show and does not, if it is of this code.
pub(super) fn flag(bench: &Bench<'_>, code: Code, document: &Document) -> Option<Flag> {
    let required = bench.pack().required.iter().find(|row| row.kind == document.kind)?;
    let mut gaps = gaps(bench, document, &required.fields);
    gaps.extend(self::gaps(bench, document, &required.also).into_iter().filter(|gap| gap.why == Why::Unnamed));
    if gaps.is_empty() {
        return wished_for(bench, code, document, required);
    }
    if code_of(document, &gaps) != code {
        return None;
    }
    let first = gaps.iter().max_by_key(|gap| gap.at.is_some())?;
    let place = match (first.at, document.field(first.name)) {
        (Some(empty), _) => Place::Paper { file: document.file.clone(), page: empty.page, bbox: Some(empty.bbox) },
        (None, Some(field)) => at_field(document, field),
        (None, None) => at_document(document),
    };
    let mut flag = bench.flag(code, place, sentence(document, &gaps)).about(first.name).under(&required.clause);
    flag.severity = severity(bench, code, document, &gaps);
    if let Some(Absence::NotUnderstood(raw)) = first.at.map(|empty| &empty.absence) {
        flag = flag.found(raw);
    }
    Some(flag)
}

/// What the paper usually shows and need not: a note.
fn wished_for(bench: &Bench<'_>, code: Code, document: &Document, required: &Required) -> Option<Flag> {
    let gaps = gaps(bench, document, &required.also);
    let first = gaps.first()?;
    (code == Code::FieldMissing).then(|| {
        let note = bench.note(code, at_document(document), sentence(document, &gaps));
        note.about(first.name).under(&required.clause)
    })
}

fn gaps<'a>(bench: &Bench<'_>, document: &'a Document, wanted: &[FieldName]) -> Vec<Gap<'a>> {
    let gap = |name: FieldName| match document.field(name) {
        Some(field) => is_unnamed(field).then_some(Gap { name, why: Why::Unnamed, at: None }),
        None => {
            let at = document.empty_fields.iter().find(|empty| empty.name == name);
            Some(Gap { name, why: at.map_or(Why::NotFound, |empty| why(bench, document, empty)), at })
        }
    };
    wanted.iter().copied().filter_map(gap).collect()
}

/// Whether a value has characters that nobody could name: it was found and not read.
pub(super) fn is_unnamed(field: &Field) -> bool {
    let unnamed = |c: char| c == '\u{FFFD}' || text::is_private(c);
    field.value.as_text().is_some_and(|value| value.chars().any(unnamed))
}

fn why(bench: &Bench<'_>, document: &Document, empty: &EmptyField) -> Why {
    match &empty.absence {
        Absence::PrintedAsUnknown => Why::PrintedAsUnknown,
        Absence::NotUnderstood(_) if document.reader != Reader::Text => Why::Misread,
        Absence::NotUnderstood(_) => Why::NotUnderstood,
        Absence::Blank if is_unseen(bench, document, empty) => Why::Unseen,
        Absence::Blank => Why::Blank,
    }
}

/// Whether a value may stand there that the reader did not see: on what a machine issues, read from a picture or printed
/// as one.
fn is_unseen(bench: &Bench<'_>, document: &Document, empty: &EmptyField) -> bool {
    if FILLED_IN.contains(&document.kind) {
        return false;
    }
    let file = bench.file_of(document);
    let page = file.and_then(|file| file.reading.pages.iter().find(|page| page.number == empty.page));
    document.reader != Reader::Text || page.is_none_or(|page| has_picture_beside(page, empty))
}

/// Whether a small picture stands in the row of the label, to its right.
fn has_picture_beside(page: &Page, empty: &EmptyField) -> bool {
    page.pictures.iter().any(|picture| {
        let small = picture.bbox.height() <= empty.bbox.height() * 4.0;
        small && picture.bbox.overlap_y(&empty.bbox) > 0.0 && picture.bbox.x0 >= empty.bbox.x0
    })
}

/// Which code tells of these gaps: what people left empty is missing; what a machine issued and a picture does not show
/// is a doubt of reading.
fn code_of(document: &Document, gaps: &[Gap<'_>]) -> Code {
    let has = |why: Why| gaps.iter().any(|gap| gap.why == why);
    let recognised = document.reader != Reader::Text && !FILLED_IN.contains(&document.kind);
    if !has(Why::Blank) && (has(Why::Unseen) || has(Why::Misread) || has(Why::Unnamed) || recognised) {
        Code::LowConfidence
    } else {
        Code::FieldMissing
    }
}

/// How much the gaps matter.
fn severity(bench: &Bench<'_>, code: Code, document: &Document, gaps: &[Gap<'_>]) -> Severity {
    let usual = bench.pack().severity(code);
    if !is_relied_on(bench, document) || is_told_by_others(bench, document, gaps) {
        return Severity::Info;
    }
    let form_in_text = document.kind == DocumentKind::RegistrationForm && document.reader == Reader::Text;
    let certain = gaps.iter().any(|gap| match gap.why {
        Why::Blank => true,
        Why::NotFound => match gap.name {
            FieldName::Name | FieldName::IdNumber => form_in_text,
            FieldName::RegisterEntries => true,
            _ => false,
        },
        Why::PrintedAsUnknown | Why::NotUnderstood | Why::Unseen | Why::Misread | Why::Unnamed => false,
    });
    if certain { usual } else { usual.min(Severity::Warning) }
}

/// Whether the paper answers something that is owed, and no other of its kind does so whole.
fn is_relied_on(bench: &Bench<'_>, document: &Document) -> bool {
    let required = bench.pack().required.iter().find(|row| row.kind == document.kind);
    let whole = |other: &&Document| {
        required.is_none_or(|required| {
            required.fields.iter().all(|name| other.field(*name).is_some_and(|field| !is_unnamed(field)))
        })
    };
    let own = bench.own_papers();
    if own.iter().filter(|other| other.kind == document.kind && !std::ptr::eq(**other, document)).any(whole) {
        return false;
    }
    if bench.pack().owed.iter().any(|owed| owed.kind == document.kind) {
        return true;
    }
    let proofs = degree::proofs(bench);
    if !proofs.counted.iter().any(|proof| std::ptr::eq(*proof, document)) {
        return false;
    }
    let schooling = bench.schooling();
    let answer = router::route(bench.pack(), &schooling);
    let there = proofs.for_router(bench);
    let row = answer.accepted(&there).or_else(|| answer.provisional(&there));
    // Where nothing is accepted, that is the matter.
    row.is_some_and(|row| row.accepts.iter().chain(&row.provisional).any(|set| set.contains(&document.kind)))
}

/// Whether the paper is the form, and papers of others that were read well say all that was not read on its picture as the
/// roster has it.
fn is_told_by_others(bench: &Bench<'_>, document: &Document, gaps: &[Gap<'_>]) -> bool {
    document.kind == DocumentKind::RegistrationForm
        && document.reader != Reader::Text
        && gaps.iter().all(|gap| confirmed_beside(bench, document, gap.name))
}

/// What is missing, in one sentence.
fn sentence(document: &Document, gaps: &[Gap<'_>]) -> String {
    let kind = phrase::document(document);
    if gaps.iter().any(|gap| gap.name == FieldName::RegisterEntries) {
        return format!("{kind}上未找到考生本人的一行，不能证明其学历，请人工查看。");
    }
    let named = |why: Why| {
        let names: Vec<&str> = gaps.iter().filter(|gap| gap.why == why).map(|gap| phrase::field(gap.name)).collect();
        (!names.is_empty()).then(|| names.join("、"))
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(named(Why::Blank).map(|names| format!("{names}为空")));
    parts.extend(named(Why::NotFound).map(|names| format!("未找到{names}")));
    parts.extend(named(Why::Unseen).map(|names| format!("{names}未能识别")));
    parts.extend(named(Why::Unnamed).map(|names| format!("{names}的字符无法辨认")));
    parts.extend(named(Why::PrintedAsUnknown).map(|names| format!("{names}没有实际内容（写的是“不详”、“/”之类）")));
    for gap in gaps {
        if let Some(Absence::NotUnderstood(raw)) = gap.at.map(|empty| &empty.absence) {
            let label = phrase::field(gap.name);
            let read = if gap.why == Why::Misread { "识别为" } else { "写的是" };
            parts.push(format!("{label}{read}“{raw}”，不是有效的{label}"));
        }
    }
    format!("{kind}上{}，{}。", parts.join("；"), advice(document, gaps))
}

/// Whether rosters have such a column, with which the value is compared.
const fn is_on_roster(name: FieldName) -> bool {
    matches!(
        name,
        FieldName::Name
            | FieldName::IdNumber
            | FieldName::Sex
            | FieldName::BirthDate
            | FieldName::Employer
            | FieldName::EducationLevel
            | FieldName::School
            | FieldName::Major
            | FieldName::GraduatedOn
            | FieldName::CertificateNo
    )
}

/// Who can mend it.
fn advice(document: &Document, gaps: &[Gap<'_>]) -> &'static str {
    let blank = gaps.iter().any(|gap| gap.why == Why::Blank);
    let has = |name: FieldName| gaps.iter().any(|gap| gap.name == name);
    match document.kind {
        DocumentKind::RegistrationForm if blank => "请通知考生补填",
        DocumentKind::EmploymentCertificate if blank => "请通知考生由单位补写后重新盖章",
        _ if blank => "请核对，确实没有的请考生重新取得",
        _ if has(FieldName::EmploymentPeriods) => "年限没有核算，请人工核算",
        _ if gaps.iter().any(|gap| is_on_roster(gap.name)) => "没有与名单核对，请人工查看",
        _ => "请人工查看",
    }
}
