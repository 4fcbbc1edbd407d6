//! `hecha roster`: what was understood of a roster, before the night is spent on it. The same lines stand first on the
//! screen of `hecha screen`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ArgMatches;
use unicode_width::UnicodeWidthStr;

use super::{Ended, terminal::say};
use crate::{
    Result,
    faces::{masking, names},
    lang::Lang,
    model::{Candidate, CellState, FieldName, RosterProblemKind},
    pipeline,
    roster::Roster,
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let path = found.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let file = pipeline::read_roster(&path)?;
    say(&shown(&file.roster, &file.name, lang));
    Ok(Ended::Done)
}

/// Sheet, header, columns with an example each, and what is doubtful.
pub(super) fn shown(roster: &Roster, file: &str, lang: Lang) -> String {
    let people = roster.candidates.len();
    let (key, row, sheet) = (called(roster.key, lang), roster.header_row, &roster.sheet);
    let mut lines = vec![
        lang.pick(
            format!("花名册 {file}：工作表“{sheet}”，表头在第{row}行，考生{people}人，编号用“{key}”"),
            format!("Roster {file}: sheet {sheet:?}, header in row {row}, {people} candidates, known by {key}"),
        ),
        String::new(),
    ];
    lines.extend(columns(roster, lang));
    let doubts = doubts(roster, lang);
    if !doubts.is_empty() {
        lines.push(String::new());
        lines.push(lang.pick("请注意：", "Please note:").to_owned());
        lines.extend(doubts.into_iter().map(|doubt| format!("  · {doubt}")));
    }
    lines.join("\n")
}

/// The columns, one a line: header, what it is taken for, how many cells hold something, and the first of them, masked.
fn columns(roster: &Roster, lang: Lang) -> Vec<String> {
    let unused = lang.pick("不核对", "not compared");
    let rows: Vec<[String; 4]> = (roster.columns.iter())
        .map(|column| {
            let header = format!("{} {}", column.cell, column.header);
            let Some(field) = column.field else { return [header, unused.to_owned(), String::new(), String::new()] };
            let cells: Vec<_> = roster.candidates.iter().filter_map(|c| c.cells.get(&field)).collect();
            let sound = cells.iter().find(|cell| matches!(cell.state, CellState::Full | CellState::Masked));
            let example = sound.or(cells.first()).map(|cell| masked(field, &cell.value)).unwrap_or_default();
            let count = lang.pick(format!("{}人有", cells.len()), format!("{} filled", cells.len()));
            [header, format!("→ {}", called(field, lang)), count, example]
        })
        .collect();
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    rows.iter()
        .map(|row| {
            let padded = row
                .iter()
                .zip(widths.iter().chain(&[0]))
                .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
            format!("  {}", padded.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
        })
        .collect()
}

/// Cells with one thing wrong: how many, and the first of them.
#[derive(Default)]
struct Alike<'a> {
    count: usize,
    first: Vec<&'a str>,
}

/// What a person should look at before the run: of the whole, then of the cells, those alike together.
fn doubts(roster: &Roster, lang: Lang) -> Vec<String> {
    /// So many cells are named.
    const NAMED: usize = 5;
    let mut doubts: Vec<String> = roster.notices.iter().map(|notice| notice.told(lang)).collect();
    let mut alike: BTreeMap<(RosterProblemKind, Option<FieldName>), Alike<'_>> = BTreeMap::new();
    for problem in roster.candidates.iter().flat_map(|candidate: &Candidate| &candidate.problems) {
        // Where a second row of one person differs is told with the first row.
        if problem.kind == RosterProblemKind::DuplicateTicketNo && problem.field.is_some() {
            continue;
        }
        let alike = alike.entry((problem.kind, problem.field)).or_default();
        alike.count = alike.count.saturating_add(1);
        if alike.first.len() < NAMED {
            alike.first.push(&problem.cell);
        }
    }
    for ((kind, field), Alike { count, first: cells }) in alike {
        let field = field.map(|field| called(field, lang)).unwrap_or_default();
        let more = if count > cells.len() { lang.pick("等", " …") } else { "" };
        let cells = format!("{}{more}", cells.join(lang.pick("、", ", ")));
        let (zh, en) = match kind {
            RosterProblemKind::Missing => ("为空", "empty"),
            RosterProblemKind::Rounded => ("被表格软件四舍五入，末几位已丢失", "rounded by a spreadsheet"),
            RosterProblemKind::NotUnderstood => {
                ("不是有效的内容，按空白处理", "no value of this kind, and taken as empty")
            }
            RosterProblemKind::DuplicateTicketNo => ("编号与别的行相同（所列为行号）", "rows that share their key"),
            RosterProblemKind::DuplicateIdNumber => ("与别的行相同", "the same in several rows"),
        };
        doubts
            .push(lang.pick(format!("{field}{zh}：{count}处（{cells}）"), format!("{field} {en}: {count} ({cells})")));
    }
    doubts
}

/// What a field is called.
fn called(field: FieldName, lang: Lang) -> String {
    lang.pick(names::field(field).to_owned(), field.to_string())
}

/// A value as an example: nobody is to be found by it.
fn masked(field: FieldName, value: &str) -> String {
    match field {
        FieldName::Name => masking::public_name(value),
        FieldName::IdNumber => masking::id_number(value),
        FieldName::BirthDate => {
            value.chars().enumerate().map(|(at, c)| if at < 4 || c == '-' { c } else { '*' }).collect()
        }
        FieldName::TicketNo
        | FieldName::RegistrationNo
        | FieldName::CertificateNo
        | FieldName::VerificationCode
        | FieldName::ReportNo => masking::public_ticket(value),
        _ => value.to_owned(),
    }
}
