//! Candidates by identity number, and by name with birth date.

use std::collections::BTreeMap;

use crate::model::{Candidate, CellState, Document, FieldName};
use crate::values::{date, id_number, person_name};

/// The candidates by who they are.
#[derive(Debug)]
pub(super) struct People {
    /// Identity numbers in 18 characters where they can be, to places in the roster.
    numbers: BTreeMap<String, Vec<usize>>,
    /// Identity numbers of which some characters are masked.
    masked: Vec<(Vec<char>, usize)>,
    /// Names in the contract's form, masked or not.
    names: Vec<(String, Option<date::PartialDate>)>,
}

/// A masked number that shows fewer characters fits too many people.
const VISIBLE: usize = 8;

impl People {
    pub(super) fn new(candidates: &[Candidate]) -> Self {
        let mut people = Self { numbers: BTreeMap::new(), masked: Vec::new(), names: Vec::new() };
        for (place, candidate) in candidates.iter().enumerate() {
            let number = candidate.cells.get(&FieldName::IdNumber);
            let mut born = candidate.text(FieldName::BirthDate).and_then(date::parse);
            if let Some(cell) = number {
                match cell.state {
                    CellState::Full => {
                        let number = whole(&cell.value);
                        born = born.or_else(|| born_by(&number));
                        people.numbers.entry(number).or_default().push(place);
                    }
                    CellState::Masked => people.masked.push((cell.value.chars().collect(), place)),
                    CellState::Rounded | CellState::NotUnderstood => {}
                }
            }
            people.names.push((candidate.text(FieldName::Name).map(person_name::normalise).unwrap_or_default(), born));
        }
        people.numbers.remove("");
        people
    }

    /// The candidates with this identity number. A masked number counts where it fits one candidate only.
    pub(super) fn with_number(&self, number: &str) -> Vec<usize> {
        let number = whole(number);
        if let Some(places) = self.numbers.get(&number) {
            return places.clone();
        }
        only(self.masked.iter().filter(|(masked, _)| fits(masked, &number, VISIBLE)).map(|(_, place)| *place))
    }

    /// The candidates whose identity number stands on this document.
    pub(super) fn by_number_on(&self, document: &Document) -> Vec<usize> {
        document.text(FieldName::IdNumber).map(|number| self.with_number(number)).unwrap_or_default()
    }

    /// The one candidate whose name stands on this document together with the birth date, printed as such or within an
    /// identity number.
    pub(super) fn by_name_on(&self, document: &Document) -> Vec<usize> {
        let Some(name) = document.text(FieldName::Name).map(person_name::normalise).filter(|name| !name.is_empty())
        else {
            return Vec::new();
        };
        let printed = document.text(FieldName::BirthDate).and_then(date::parse);
        let born = printed.or_else(|| document.text(FieldName::IdNumber).and_then(|number| born_by(&whole(number))));
        let Some(born) = born.filter(|born| born.month().is_some()) else { return Vec::new() };
        let fitting = self.names.iter().enumerate().filter(|(_, (own, own_born))| {
            let same_day = own_born.is_some_and(|own| own.month().is_some() && own.agrees(born).is_some());
            same_day && (*own == name || fits(&own.chars().collect::<Vec<_>>(), &name, 1))
        });
        only(fitting.map(|(place, _)| place))
    }
}

/// An identity number in its longest form.
fn whole(number: &str) -> String {
    let number = id_number::normalise(number);
    id_number::to_eighteen(&number).unwrap_or(number)
}

fn born_by(number: &str) -> Option<date::PartialDate> {
    date::parse(number.get(6..14).filter(|_| number.len() == 18)?)
}

/// Whether a text with `*` for what is masked fits a whole one, showing at least so many characters.
fn fits(masked: &[char], whole: &str, visible: usize) -> bool {
    let whole: Vec<char> = whole.chars().collect();
    masked.contains(&'*')
        && masked.len() == whole.len()
        && masked.iter().filter(|c| **c != '*').count() >= visible
        && masked.iter().zip(&whole).all(|(m, w)| *m == '*' || m == w)
}

fn only(mut places: impl Iterator<Item = usize>) -> Vec<usize> {
    match (places.next(), places.next()) {
        (Some(place), None) => vec![place],
        _ => Vec::new(),
    }
}
