//! What each candidate is known by within a run. Two people never get one key: a number that two rows share is told, and
//! the second of two people goes by another number.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::KEYS;
use crate::model::{Candidate, CellState, FieldName, RosterCell, RosterProblem, RosterProblemKind};
use crate::values::id_number;

/// So many rows must have a number before its repeats say something about the whole column.
const FEWEST: usize = 4;

/// The column that is the key: the best one that is filled, and whose numbers tell people apart.
pub(super) fn choose<'a>(rows: &(impl Iterator<Item = &'a Candidate> + Clone)) -> FieldName {
    let filled = |field: &FieldName| rows.clone().any(|row| row.cells.contains_key(field));
    let tells = |field: &FieldName| {
        let full: Vec<&str> = rows.clone().filter_map(|row| full(row, *field)).map(|c| c.value.as_str()).collect();
        let different = full.iter().collect::<BTreeSet<_>>().len();
        full.len() < FEWEST || different.saturating_mul(2) > full.len()
    };
    let filled: Vec<FieldName> = KEYS.iter().copied().filter(filled).collect();
    filled.iter().copied().find(tells).or(filled.first().copied()).unwrap_or(FieldName::TicketNo)
}

/// Gives each candidate its key. Rows of one person become one candidate, rows of two stay two.
pub(super) fn give(rows: impl Iterator<Item = Candidate>, key: FieldName) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for mut row in rows {
        let numbers = numbers(&row, key);
        // Only the key column makes two rows one: whoever is twice on the list by another number has two rows for a reason.
        let first = full(&row, key).and_then(|cell| places.get(&cell.value)).copied();
        if let Some(first) = first.and_then(|place| candidates.get_mut(place)) {
            let kind = RosterProblemKind::DuplicateTicketNo;
            first.problems.push(RosterProblem { kind, field: None, cell: row.row.to_string() });
            if is_same_person(first, &row) {
                note_differences(first, &row);
                continue;
            }
            row.problems.push(RosterProblem { kind, field: None, cell: first.row.to_string() });
        }
        // Lists side by side have two people in one row.
        let by_place =
            std::iter::once(format!("row-{}", row.row)).chain((2u32..).map(|n| format!("row-{}-{n}", row.row)));
        let mut wanted = numbers.into_iter().chain(by_place);
        row.ticket_no = wanted.find(|key| !places.contains_key(key)).unwrap_or_default();
        places.insert(row.ticket_no.clone(), candidates.len());
        candidates.push(row);
    }
    note_shared_id_numbers(&mut candidates);
    candidates
}

/// The numbers that a row can be known by, best first: that in the key column, then others of its own.
///
/// A masked or rounded number may be the same for two people, so it is no key.
fn numbers(row: &Candidate, key: FieldName) -> Vec<String> {
    let others = KEYS.iter().filter(|&&field| field != key);
    std::iter::once(&key).chain(others).filter_map(|&field| full(row, field)).map(|c| c.value.clone()).collect()
}

/// A cell that is printed in full.
fn full(row: &Candidate, field: FieldName) -> Option<&RosterCell> {
    row.cells.get(&field).filter(|cell| cell.state == CellState::Full)
}

/// Whether two rows with one key are one person's: by the identity number, else by the name. Two rows that say neither have
/// the key alone, and then it is all there is.
fn is_same_person(a: &Candidate, b: &Candidate) -> bool {
    let number = |row| full(row, FieldName::IdNumber).map(|cell| whole(&cell.value));
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        _ => match (a.told(FieldName::Name), b.told(FieldName::Name)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => true,
            _ => false,
        },
    }
}

/// An identity number in its longest form.
fn whole(number: &str) -> String {
    id_number::to_eighteen(number).unwrap_or_else(|| number.to_owned())
}

/// Notes with a person's first row what a later one says otherwise.
fn note_differences(first: &mut Candidate, later: &Candidate) {
    for (field, cell) in later.cells.iter() {
        if first.cells.get(&field).map(|c| &c.value) != Some(&cell.value) {
            let kind = RosterProblemKind::DuplicateTicketNo;
            first.problems.push(RosterProblem { kind, field: Some(field), cell: cell.cell.to_string() });
        }
    }
}

/// Notes with each candidate whose identity number another one has too.
fn note_shared_id_numbers(candidates: &mut [Candidate]) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let numbers = candidates.iter().filter_map(|candidate| full(candidate, FieldName::IdNumber));
    let twice = numbers.map(|cell| cell.value.as_str()).filter(|number| !seen.insert(*number));
    let shared: BTreeSet<String> = twice.map(str::to_owned).collect();
    for candidate in candidates {
        let own = full(candidate, FieldName::IdNumber).filter(|cell| shared.contains(&cell.value));
        if let Some(cell) = own.map(|cell| cell.cell.to_string()) {
            candidate.problems.push(RosterProblem {
                kind: RosterProblemKind::DuplicateIdNumber,
                field: Some(FieldName::IdNumber),
                cell,
            });
        }
    }
}
