//! A page against every kind.

use super::structure;
use super::title::{Heading, fit, headings};
use crate::kinds::{self, Kinds, TitleParts, lookalikes};
use crate::layout::{Sheet, squeeze};
use crate::model::{DocumentKind, Lookalike};

/// What a full title in its place is worth.
const TITLE: f32 = 3.0;
/// What a table of times, units and works is worth for a certificate of employment.
const WORK_TABLE: f32 = 1.2;
/// What sentences about somebody's time at a unit are worth for one.
const WORK_ACCOUNT: f32 = 1.1;
/// What phrases can add at most.
const MOST_ANCHORS: f32 = 2.5;

/// How well a page fits one kind or look-alike.
#[derive(Debug, Clone)]
pub(super) struct Score {
    /// The kind; `other` for a look-alike.
    pub kind: DocumentKind,
    /// Which look-alike.
    pub lookalike: Option<Lookalike>,
    /// What its title is worth, 0 to 3.
    pub title: f32,
    /// Title and phrases together.
    pub total: f32,
    /// The title as printed.
    pub printed: Option<String>,
}

/// The page against every kind and look-alike, best first.
pub(super) fn score(sheet: &Sheet<'_>, known: &Kinds) -> Vec<Score> {
    let headings = headings(sheet);
    let text = squeeze(&sheet.text());
    let of_work = if structure::tells_of_work(sheet) {
        WORK_TABLE
    } else if structure::accounts_for_work(sheet) {
        WORK_ACCOUNT
    } else {
        0.0
    };
    let kinds = kinds::ALL.iter().map(|k| (k.kind, None, known.titles(k.kind), known.anchors(k.kind)));
    let looks =
        lookalikes::ALL.iter().map(|l| (DocumentKind::Other, Some(l.lookalike), l.titles.to_vec(), l.anchors.to_vec()));
    let mut scores: Vec<Score> = kinds
        .chain(looks)
        .filter(|(_, _, titles, anchors)| !(titles.is_empty() && anchors.is_empty()))
        .map(|(kind, lookalike, titles, anchors)| {
            let made = if lookalike.is_none() { kinds::of(kind).title_parts.as_ref() } else { None };
            let (title, printed) = best_title(&headings, &titles, made);
            let for_it: f32 = weight(&text, &anchors, |w| w > 0.0);
            let against: f32 = weight(&text, &anchors, |w| w < 0.0);
            let built = if kind == DocumentKind::EmploymentCertificate { of_work } else { 0.0 };
            Score { kind, lookalike, title, total: title + for_it.min(MOST_ANCHORS) + against + built, printed }
        })
        .collect();
    scores.sort_by(|a, b| b.total.total_cmp(&a.total));
    scores
}

/// The weights of the phrases that stand on the page.
fn weight(text: &str, anchors: &[(&str, f32)], wanted: impl Fn(f32) -> bool) -> f32 {
    anchors.iter().filter(|(phrase, w)| wanted(*w) && text.contains(phrase)).map(|(_, w)| w).sum()
}

/// The heading that fits a kind's titles best, and what that is worth.
fn best_title(headings: &[Heading], titles: &[(&str, f32)], made: Option<&TitleParts>) -> (f32, Option<String>) {
    let mut best = (0.0, None);
    for heading in headings {
        if let Some(made) = made.filter(|made| made.fit(&heading.text)) {
            let worth = TITLE * made.weight * heading.standing;
            if worth > best.0 {
                best = (worth, Some(heading.raw.clone()));
            }
        }
        for (pattern, weight) in titles {
            let worth = TITLE * weight * heading.standing * fit(&heading.text, pattern);
            if worth > best.0 {
                best = (worth, Some(heading.raw.clone()));
            }
        }
    }
    best
}
