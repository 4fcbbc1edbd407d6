//! Nothing left over: what is printed on a page and found no role in what was read.

use std::ops::Range;

use super::pairs::{Found, Pairs};
use super::text::Text;
use super::units::{self, Unit};
use crate::model::{Explained, LeftOver, LeftOverKind, Rect};
use crate::values::date;

/// Figures in a row that are a number and no count.
const FIGURES: usize = 6;

/// What a page holds, and what of it is left over.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    /// How many dates, numbers, units and labels are printed.
    pub printed: usize,
    /// Those without a role.
    pub left_over: Vec<LeftOver>,
}

impl Account {
    /// Adds the account of a further page.
    pub(super) fn add(&mut self, page: Self) {
        self.printed += page.printed;
        self.left_over.extend(page.left_over);
    }

    /// The share that has a role.
    pub(super) fn explained(self) -> Explained {
        let left = self.left_over.len().min(self.printed);
        let share = if self.printed == 0 { 1.0 } else { 1.0 - left as f32 / self.printed as f32 };
        Explained { share: (share * 1000.0).round() / 1000.0, left_over: self.left_over }
    }
}

/// What took something of a page.
pub(super) struct Taken<'t> {
    /// Values of fields, whether or not they were the best.
    pub found: &'t [Found],
    /// What stands behind labels of any kind, and labels without a value.
    pub pairs: &'t Pairs,
    /// Lines of lists: periods of work.
    pub lines: &'t [Vec<usize>],
    /// Rows that belong to a table that is read as a whole.
    pub rows: &'t [bool],
    /// Whether names of units matter: on papers of employers.
    pub units: bool,
}

/// Takes stock of a page.
pub(super) fn account(text: &Text<'_>, taken: &Taken<'_>) -> Account {
    let sheet = text.sheet;
    let mut used = vec![false; sheet.chars.len()];
    let values = taken.found.iter().map(|f| &f.lines).chain(taken.pairs.values.iter().map(|v| &v.lines));
    let of_rows =
        sheet.runs.iter().filter(|run| taken.rows.get(run.row).copied().unwrap_or(false)).map(|run| &run.chars);
    for c in values.flatten().chain(taken.lines).flatten().chain(of_rows.flatten()) {
        if let Some(used) = used.get_mut(*c) {
            *used = true;
        }
    }
    let mut account = Account::default();
    for (kind, range) in mentions(text, taken.units) {
        let places = text.places(range);
        account.printed += 1;
        let free = !places.iter().any(|c| used.get(*c).copied().unwrap_or(true));
        if let Some(bbox) = sheet.around(&places).filter(|_| free) {
            account.left_over.push(left(kind, text, &bbox));
        }
    }
    let filled = taken.pairs.found.len();
    let open: Vec<&Rect> = taken
        .pairs
        .bare
        .iter()
        .filter(|(field, _)| !taken.found.iter().any(|f| f.field == *field))
        .map(|(_, bbox)| bbox)
        .collect();
    account.printed += filled + open.len();
    account.left_over.extend(open.into_iter().map(|bbox| left(LeftOverKind::Label, text, bbox)));
    account
}

fn left(kind: LeftOverKind, text: &Text<'_>, bbox: &Rect) -> LeftOver {
    LeftOver { kind, page: text.sheet.page.number, bbox: text.sheet.page.displayed(bbox) }
}

/// The dates, numbers and units of a page's running text.
fn mentions(text: &Text<'_>, with_units: bool) -> Vec<(LeftOverKind, Range<usize>)> {
    let chars = &text.chars;
    let dates = date::find(&chars.iter().collect::<String>());
    // 截至2024年8月: up to when something was counted, which no field takes.
    let counted = |at: usize| {
        ["截至", "截止", "计算至", "截止到", "截止至", "统计至"]
            .iter()
            .any(|w| at.checked_sub(w.chars().count()).is_some_and(|start| units::begins(chars, start, w)))
    };
    let told = dates.iter().filter(|d| !counted(d.start));
    let mut mentions: Vec<(LeftOverKind, Range<usize>)> = told.map(|d| (LeftOverKind::Date, d.start..d.end)).collect();
    let mut at = 0;
    while at < chars.len() {
        let length = chars.iter().skip(at).take_while(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).count();
        let dated = dates.iter().any(|d| d.start < at + length && at < d.end);
        if length >= FIGURES && !dated {
            mentions.push((LeftOverKind::Number, at..at + length));
        }
        at += length.max(1);
    }
    if with_units {
        let named = units::find(chars, 0..chars.len()).into_iter().filter_map(|unit| match unit {
            Unit::Named(range) => Some((LeftOverKind::Unit, range)),
            Unit::Own(_) => None,
        });
        mentions.extend(named);
    }
    mentions
}
