//! A row a candidate: who, what is to be looked at, which papers there are, and room for what the reviewer says.

use super::{Cell, Column, Tone, add_once, column, on_screen, who};
use crate::{
    faces::{names, view::people},
    model::{DocumentKind, FieldName, Outcome, Severity},
    rulebook::Pack,
    store::CandidateResult,
};

pub(super) const COLUMNS: &[Column] = &[
    column("序号", 5.0),
    column("准考证号", 15.0),
    column("姓名", 11.0),
    column("身份证号", 19.5),
    column("报考级别", 14.0),
    column("工作单位", 20.0),
    column("核查原因", 12.0),
    column("结论", 8.0),
    column("严重", 5.0),
    column("注意", 5.0),
    column("提示", 5.0),
    column("需要看的疑点", 30.0),
    column("已交材料", 26.0),
    column("复核意见", 14.0),
    column("复核人", 8.0),
    on_screen("须由人看的条款", 40.0),
];

pub(super) fn rows(place: usize, result: &CandidateResult, pack: Option<&Pack>) -> Vec<Vec<Cell>> {
    let mut row = who(place, result);
    let roster = |field| Cell::text(result.candidate.as_ref().and_then(|c| c.text(field)).unwrap_or_default());
    row.extend([FieldName::IdNumber, FieldName::ExamLevel, FieldName::Employer].map(roster));
    row.push(Cell::text(result.candidate.as_ref().and_then(|c| c.reason.as_deref()).unwrap_or_default()));
    row.push(if result.needs_review() { Cell::Mark(Tone::Bad, "需复核") } else { Cell::Mark(Tone::Good, "通过") });
    row.extend([Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        match result.flags.iter().filter(|f| f.severity == severity).count() {
            0 => Cell::Empty,
            count => Cell::Count(u32::try_from(count).unwrap_or(u32::MAX)),
        }
    }));
    row.push(Cell::text(reasons(result)));
    row.push(Cell::text(papers(result)));
    row.extend([Cell::Empty, Cell::Empty]);
    row.push(Cell::text(pack.map(|pack| left_to_people(result, pack)).unwrap_or_default()));
    vec![row]
}

/// The names of what is to be looked at, the gravest first, each once.
fn reasons(result: &CandidateResult) -> String {
    let mut names = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        for flag in result.flags.iter().filter(|f| f.severity == severity) {
            add_once(&mut names, names::code(flag.code));
        }
    }
    names.join("、")
}

/// What the rules leave to people and concerns this candidate, clause by clause.
fn left_to_people(result: &CandidateResult, pack: &Pack) -> String {
    let left = people::left_to_people(result, pack);
    let lines: Vec<String> =
        left.iter().map(|(clause, why)| format!("{}{}：{why}", clause.section, clause.text)).collect();
    lines.join("\n")
}

/// The kinds of papers handed in, each once; files without any are counted.
fn papers(result: &CandidateResult) -> String {
    let mut kinds = Vec::new();
    for document in result.files.iter().flat_map(|f| &f.documents).filter(|d| d.kind != DocumentKind::Blank) {
        add_once(&mut kinds, names::kind(document.kind).to_owned());
    }
    let unread = result.files.iter().filter(|f| f.outcome != Outcome::Read).count();
    if unread > 0 {
        kinds.push(format!("读不出的文件 {unread} 个"));
    }
    kinds.join("、")
}
