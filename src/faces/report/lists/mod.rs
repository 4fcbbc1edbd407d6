//! What is written after the review: the list of those who passed (公示名单), the letters to those who must send
//! something (退回补正通知), the book of everything decided (核查台账), and the sheets to be signed (复核单).
//!
//! A [`Listing`] says what stands in a list, once as a table and once as a paper; [`xlsx`] and
//! [`crate::faces::paper`] write it. A decision counts only as long as what it was made on is still what is read: one
//! that is out of date stands in no list but the book, and is counted, so that nobody goes missing silently.

mod ledger;
mod passed;
mod returns;
mod sheets;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::Write;

use super::{Broken, Source};
use crate::{
    faces::{
        masking,
        paper::{self, Block, Typeface},
    },
    model::{Decision, FieldName, Verdict},
    rulebook::Pack,
    store::{
        CandidateResult,
        review::{CandidateStanding, Made, Standing, basis},
    },
};

/// A list made from decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// 公示名单.
    Passed,
    /// 退回补正通知.
    Returns,
    /// 核查台账.
    Ledger,
    /// 复核单.
    Sheets,
}

impl List {
    /// All, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[Self::Passed, Self::Returns, Self::Ledger, Self::Sheets];

    /// Its name on the command line and in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Returns => "returns",
            Self::Ledger => "ledger",
            Self::Sheets => "sheets",
        }
    }

    /// Its title for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Passed => "公示名单",
            Self::Returns => "退回补正通知",
            Self::Ledger => "核查台账",
            Self::Sheets => "复核单",
        }
    }
}

/// In what form a list is written.
#[derive(Debug, Clone, Copy)]
pub enum ListForm<'a> {
    /// A workbook.
    Xlsx,
    /// A PDF on A4, set in this typeface.
    Pdf(&'a Typeface),
}

/// What lists are made from.
#[derive(Clone, Copy)]
pub struct Reviewed<'a> {
    /// The results that stand.
    pub source: &'a Source<'a>,
    /// What reviewers decided.
    pub standing: &'a Standing,
    /// The rules.
    pub pack: &'a Pack,
    /// One candidate alone, by ticket number.
    pub only: Option<&'a str>,
}

/// What became of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listed {
    /// How many candidates stand in it.
    pub candidates: usize,
    /// How many were left out because what was decided on has been read differently since.
    pub outdated: usize,
}

/// A list before it is written.
struct Listing {
    title: String,
    table: Table,
    blocks: Vec<Block>,
    footer: &'static str,
    listed: Listed,
}

/// A table for a workbook.
struct Table {
    /// Title and width of each column, in characters of the usual size.
    columns: &'static [(&'static str, f32)],
    rows: Vec<Vec<String>>,
}

impl Table {
    const fn new(columns: &'static [(&'static str, f32)]) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// The same for a paper.
    fn on_paper(&self) -> Block {
        Block::Table(paper::Table { columns: self.columns.to_vec(), rows: self.rows.clone() })
    }
}

/// Writes a list.
pub fn write(of: &Reviewed<'_>, list: List, form: ListForm<'_>, out: &mut dyn Write) -> Result<Listed, Broken> {
    let listing = match list {
        List::Passed => passed::listing(of),
        List::Returns => returns::listing(of),
        List::Ledger => ledger::listing(of),
        List::Sheets => sheets::listing(of),
    }?;
    // On every list that leaves the machine stands where the journal stood: what is printed is out of reach for whoever
    // would rewrite it.
    let anchor = of.standing.anchor().printed();
    let footer = [listing.footer, &anchor].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
    let bytes = match form {
        ListForm::Xlsx => xlsx::make(&listing, list.title(), &footer, of.source)?,
        ListForm::Pdf(typeface) => paper::print(&listing.title, &footer, &listing.blocks, typeface)?,
    };
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(listing.listed)
}

/// A candidate with what stands about it.
struct Person<'a> {
    result: CandidateResult,
    ticket_no: String,
    standing: Option<&'a CandidateStanding>,
}

impl Person<'_> {
    fn name(&self) -> &str {
        self.result.candidate.as_ref().and_then(|c| c.text(FieldName::Name)).unwrap_or_default()
    }

    /// The identity number as lists show it.
    fn id_number(&self) -> String {
        let number = self.result.candidate.as_ref().and_then(|c| c.text(FieldName::IdNumber));
        number.map(masking::id_number).unwrap_or_default()
    }

    /// The decision that counts, whether or not it is out of date.
    fn decision(&self) -> Option<&Made<Decision>> {
        self.standing.and_then(CandidateStanding::decision)
    }

    fn is_outdated(&self, decision: &Made<Decision>) -> bool {
        decision.what.basis != basis(&self.result)
    }
}

/// Shows every candidate of the run, in the order of the roster.
fn each(of: &Reviewed<'_>, show: &mut dyn FnMut(&Person<'_>)) -> crate::Result<()> {
    of.source.store.each_result(of.source.id, &mut |result| {
        let Some(ticket_no) = result.ticket_no().map(str::to_owned) else { return Ok(()) };
        if of.only.is_none_or(|only| only == ticket_no) {
            let standing = of.standing.of(&ticket_no);
            show(&Person { result, ticket_no, standing });
        }
        Ok(())
    })
}

/// Shows every candidate about whom this was concluded, and counts those about whom it no longer holds.
fn concluded(
    of: &Reviewed<'_>,
    verdict: Verdict,
    show: &mut dyn FnMut(&Person<'_>, &Made<Decision>),
) -> crate::Result<Listed> {
    let mut listed = Listed::default();
    each(of, &mut |person| {
        let Some(decision) = person.decision().filter(|decision| decision.what.verdict == verdict) else { return };
        if person.is_outdated(decision) {
            listed.outdated += 1;
        } else {
            listed.candidates += 1;
            show(person, decision);
        }
    })?;
    Ok(listed)
}

/// A conclusion in the clerk's words.
const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "通过",
        Verdict::SendBack => "退回补正",
        Verdict::NotQualified => "不符合报考条件",
        Verdict::Skip => "暂不处理",
    }
}

/// A time as it is printed: `2024-08-20 09:31`.
fn time(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// The reasons of a decision, as the candidate reads them, each with its clause.
fn reasons(decision: &Decision, pack: &Pack) -> Vec<(String, String)> {
    let reason = |code: &String| match pack.review.reason(decision.verdict, code) {
        Some(reason) => {
            let clause = reason.clause.as_deref().and_then(|id| pack.clause(id));
            (reason.text.clone(), clause.map(|c| format!("{}：{}", c.section, c.text)).unwrap_or_default())
        }
        // The pack was changed since; what was chosen is still said.
        None => (code.clone(), String::new()),
    };
    decision.reasons.iter().map(reason).collect()
}
