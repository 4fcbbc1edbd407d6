//! The story that a seal names a unit of which nothing is known: words that names of units are made of, around a few
//! characters of its own.

use super::channel::{Beside, Noise, Reading, begins};
use super::vocabulary::{Vocabulary, Word};

/// A reading, and the words that another unit's name may be made of.
pub(super) struct Story<'a> {
    read: &'a Reading,
    words: Vec<(Beside, &'a Word)>,
}

/// Characters that a unit may have as its own, 字号.
const OF_ITS_OWN: f64 = 800.0;
/// How many of its own a name has at least and at most.
const LEAST: usize = 2;
const MOST: usize = 7;
/// In how many places they stand: the name of a street, and that of the unit.
const RUNS: usize = 2;
/// What a second place costs, and a run of more characters than are usual.
const SECOND_RUN: f64 = -5.0;
const USUAL: usize = 3;
const FURTHER: f64 = -3.0;
/// A name without any word of the vocabulary is none that an employer has.
const WORDLESS: f64 = -40.0;

/// How far a name has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// Characters of its own so far.
    used: usize,
    /// In how many runs.
    runs: usize,
    /// Whether the last character was one of them.
    running: bool,
    /// Whether there was a word.
    worded: bool,
}

const STATES: usize = (MOST + 1) * (RUNS + 1) * 4;

impl State {
    const START: Self = Self { used: 0, runs: 0, running: false, worded: false };

    fn index(self) -> usize {
        ((self.used * (RUNS + 1) + self.runs) * 2 + usize::from(self.running)) * 2 + usize::from(self.worded)
    }

    fn of(index: usize) -> Self {
        let (rest, worded) = (index / 2, index % 2 == 1);
        let (rest, running) = (rest / 2, rest % 2 == 1);
        Self { used: rest / (RUNS + 1), runs: rest % (RUNS + 1), running, worded }
    }

    /// After one more character of its own, and what that costs beside the character.
    fn own(self) -> Option<(Self, f64)> {
        let runs = self.runs + usize::from(!self.running);
        let second = if !self.running && runs == RUNS { SECOND_RUN } else { 0.0 };
        let cost = second + if self.used < USUAL { 0.0 } else { FURTHER };
        let after = Self { used: self.used + 1, runs, running: true, ..self };
        (self.used < MOST && runs <= RUNS).then_some((after, cost))
    }

    /// After a word of so many characters. A single one says little: 乡 and 区 stand in anything.
    fn word(self, count: usize) -> Self {
        Self { running: false, worded: self.worded || count >= 2, ..self }
    }

    /// After the own name of a unit that is known, or an office.
    fn named(self) -> Self {
        Self { used: self.used.max(LEAST), running: false, worded: true, ..self }
    }

    /// What is missing from a name that ends here.
    fn end(self, noise: &Noise) -> f64 {
        let missing = LEAST.saturating_sub(self.used) as f64 * noise.lost;
        missing + if self.worded { 0.0 } else { WORDLESS }
    }
}

impl<'a> Story<'a> {
    pub(super) fn new(read: &'a Reading, vocabulary: &'a Vocabulary) -> Self {
        let words = vocabulary.words.iter().map(|word| (read.beside(&word.text), word));
        // A word of which nothing was read says nothing.
        Self { read, words: words.filter(|(beside, _)| beside.shares(0..read.len())).collect() }
    }

    /// The logarithm of the probability of the reading, under this noise.
    pub(super) fn likelihood(&self, noise: &Noise) -> f64 {
        let words = self.likeliest(noise);
        let length = self.read.len();
        (0..length).map(|at| begins(at, length) + walk(&words, at, length, noise)).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Of every stretch of the doubled reading, by start and length, the likeliest word that it may be a reading of: among
    /// the common ones, and among names of a unit's own.
    fn likeliest(&self, noise: &Noise) -> Vec<Vec<[f64; 2]>> {
        let length = self.read.len();
        let longest = self.words.iter().map(|(beside, _)| beside.len() + 1).max().unwrap_or(0).min(length);
        let mut likeliest = vec![vec![[f64::NEG_INFINITY; 2]; longest + 1]; length * 2];
        for (at, row) in likeliest.iter_mut().enumerate() {
            for (beside, word) in &self.words {
                let slack = 1 + beside.len() / 3;
                for (count, best) in row.iter_mut().enumerate().skip(beside.len().saturating_sub(slack).max(1)) {
                    if count > beside.len() + slack || at + count > length * 2 {
                        break;
                    }
                    if beside.shares(at..at + count) {
                        let best = &mut best[usize::from(word.own_name)];
                        *best = best.max(word.cost + beside.way(at..at + count, noise));
                    }
                }
            }
        }
        likeliest
    }
}

/// The likeliest way to make a name out of the reading that begins here.
fn walk(words: &[Vec<[f64; 2]>], start: usize, length: usize, noise: &Noise) -> f64 {
    let own = noise.kept - OF_ITS_OWN.ln();
    let mut reached = vec![[f64::NEG_INFINITY; STATES]; length + 1];
    reached[0][State::START.index()] = 0.0;
    for at in 0..length {
        let here = reached[at];
        for (index, &cost) in here.iter().enumerate().filter(|(_, cost)| cost.is_finite()) {
            let state = State::of(index);
            let mut reach = |to: usize, state: State, cost: f64| {
                if let Some(known) = reached.get_mut(to).and_then(|states| states.get_mut(state.index())) {
                    *known = known.max(cost);
                }
            };
            reach(at + 1, state, cost + noise.strange);
            if let Some((after, further)) = state.own() {
                reach(at + 1, after, cost + own + further);
            }
            for (count, [common, own_name]) in words.get(start + at).into_iter().flatten().enumerate().skip(1) {
                reach(at + count, state.word(count), cost + common);
                reach(at + count, state.named(), cost + own_name);
            }
        }
    }
    let end = reached.last().into_iter().flatten().enumerate();
    end.map(|(index, cost)| cost + State::of(index).end(noise)).fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_their_places_are_the_same() {
        for index in 0..STATES {
            assert_eq!(State::of(index).index(), index);
        }
    }

    #[test]
    fn a_name_costs_less_than_as_many_characters_that_are_none() {
        let vocabulary = Vocabulary::of(&[]);
        let cost = |text: &str| {
            let read = Reading::new(&text.chars().collect::<Vec<_>>());
            Story::new(&read, &vocabulary).likelihood(&Noise::new(0.06))
        };
        assert!(cost("长沙市春风里养老服务中心") > cost("长育市出品里油脉工场真心") + 20.0);
    }
}
