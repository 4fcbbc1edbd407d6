//! The story that a seal names one of the units known.

use super::channel::{Beside, Noise, Reading, begins};
use super::vocabulary;
use crate::bounds;
use crate::values::organisation;

/// A reading, and every way in which the units known may stand on a seal.
pub(super) struct Story<'a> {
    read: &'a Reading,
    /// A form of a name, and the logarithm of how common it is.
    forms: Vec<(Beside, f64)>,
}

/// Units and forms of names that are tried; more of them are no candidate's papers.
const MOST_FORMS: usize = 40;
/// What a form other than the usual one costs: words in short, or places left out in front.
const UNUSUAL: f64 = -1.5;

impl<'a> Story<'a> {
    pub(super) fn new(read: &'a Reading, units: &[String]) -> Self {
        let mut forms: Vec<(Vec<char>, f64)> = Vec::new();
        let mut add = |form: &str, cost: f64| {
            let form: Vec<char> = form.chars().take(super::LONGEST).collect();
            let known = forms.iter().any(|(known, _)| *known == form);
            if form.len() >= bounds::SEAL_CHARACTERS && !known && forms.len() < MOST_FORMS {
                forms.push((form, cost));
            }
        };
        for unit in units {
            add(unit, 0.0);
            add(&vocabulary::without_office(unit), UNUSUAL);
            add(&organisation::canonical(unit), UNUSUAL);
            for rest in vocabulary::without_places(unit) {
                add(rest, UNUSUAL);
            }
        }
        let forms = forms.into_iter().map(|(form, cost)| (read.beside(&form), cost)).collect();
        Self { read, forms }
    }

    /// The logarithm of the probability of the reading, under this noise.
    pub(super) fn likelihood(&self, noise: &Noise) -> f64 {
        let length = self.read.len();
        let mut best = f64::NEG_INFINITY;
        for at in 0..length {
            for (form, cost) in &self.forms {
                best = best.max(cost + begins(at, length) + form.way(at..at + length, noise));
            }
        }
        best
    }
}
