//! Birth date and sex, which the identity number holds too: shared by the two checks about them.
//!
//! Where a paper's identity number is wrong and its birth date says the same as that number, the number is the matter,
//! not the birth date. Where the roster contradicts itself, that is one matter, and papers that agree with either side
//! are sightings of it.

use crate::model::{CellState, Code, Document, FieldName, Flag, Place, Sighting};
use crate::values::{self, Comparison};

use super::bench::{Bench, at_field};
use super::phrase;
use super::sightings::{Deviation, certain, deviations, implied};

/// The deviations of a field that the identity number holds too, without those that a wrong number explains.
pub(super) fn deviations_beside_number<'a>(bench: &Bench<'a>, name: FieldName) -> Vec<Deviation<'a>> {
    let papers: Vec<&Document> =
        bench.own_papers().into_iter().filter(|document| !follows_wrong_number(bench, document, name)).collect();
    deviations(bench, name, &papers)
}

/// Whether the document's identity number is not the candidate's, and this field says the same as that number.
fn follows_wrong_number(bench: &Bench<'_>, document: &Document, name: FieldName) -> bool {
    let (Some(number), Some(found)) = (document.text(FieldName::IdNumber), document.text(name)) else { return false };
    let Some(own) = bench.candidate().and_then(|candidate| candidate.told(FieldName::IdNumber)) else { return false };
    values::compare(FieldName::IdNumber, own, number) == Comparison::Different
        && implied(name, number).is_some_and(|value| values::compare(name, &value, found).is_clean())
}

/// The flags about such a field.
pub(super) fn flags(bench: &Bench<'_>, code: Code, name: FieldName) -> Vec<Flag> {
    let deviations = deviations_beside_number(bench, name);
    let Some((mut flag, implied)) = roster_against_itself(bench, code, name) else {
        return certain(bench, code, &deviations, |comparison| !comparison.is_clean());
    };
    // Papers that say what the roster's number implies take one side of a quarrel already told.
    let (same, other): (Vec<_>, Vec<_>) =
        deviations.into_iter().partition(|deviation| values::compare(name, &implied, deviation.found()).is_clean());
    flag.sightings = (same.iter().flat_map(|deviation| &deviation.sights))
        .map(|sight| Sighting { place: at_field(sight.document, sight.field), found: sight.field.evidence.raw.clone() })
        .collect();
    let mut flags = vec![flag];
    flags.extend(certain(bench, code, &other, |comparison| !comparison.is_clean()));
    flags
}

/// The flag about a roster row whose field and identity number contradict each other, and what the number implies.
fn roster_against_itself(bench: &Bench<'_>, code: Code, name: FieldName) -> Option<(Flag, String)> {
    let cells = &bench.candidate()?.cells;
    let (cell, number) = (cells.get(&name)?, cells.get(&FieldName::IdNumber)?);
    if cell.state != CellState::Full || number.state != CellState::Full {
        return None;
    }
    let implied = implied(name, &number.value)?;
    if values::compare(name, &implied, &cell.value) != Comparison::Different {
        return None;
    }
    let (field, own, by_number) =
        (phrase::field(name), phrase::value(name, &cell.value), phrase::value(name, &implied));
    let message = format!("名单上的{field}为{own}，而同一行的身份证号所示为{by_number}，请核对名单。");
    let flag = bench.flag(code, Place::Roster { cell: cell.cell.to_string() }, message);
    Some((flag.about(name).expected(&implied).found(&cell.value), implied))
}
