//! How a name on a seal comes out when it is read: characters kept, taken for others, lost, or come from elsewhere.

use std::ops::Range;

use crate::values::characters::look_alike;

/// How strong the noise may have been: the share of characters that did not come through.
pub(super) const RATES: [f64; 6] = [0.02, 0.06, 0.15, 0.3, 0.5, 0.7];
/// How common each is where the reader is sure of its reading, and where it is not.
const SURE: [f64; 6] = [0.35, 0.25, 0.2, 0.1, 0.07, 0.03];
const UNSURE: [f64; 6] = [0.08, 0.12, 0.2, 0.25, 0.2, 0.15];

/// How common each of the [`RATES`] is at this confidence of the reader. A reader is sure of many a wrong character, so
/// confidence moves the shares and decides nothing.
pub(super) fn weights(confidence: f64) -> [f64; 6] {
    let sure = ((confidence - 0.6) / 0.3).clamp(0.0, 1.0);
    std::array::from_fn(|at| sure * SURE[at] + (1.0 - sure) * UNSURE[at])
}

/// The cost, as a logarithm of probability, of what may befall a character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noise {
    /// It comes through.
    pub(super) kept: f64,
    /// It is taken for this one, which looks like it.
    pub(super) mistaken: f64,
    /// It is taken for this one, which does not.
    pub(super) replaced: f64,
    /// It is not seen.
    pub(super) lost: f64,
    /// This one comes from elsewhere.
    pub(super) strange: f64,
}

/// Characters that come up when something is misread.
const CHARACTERS: f64 = 3000.0;
/// Characters of similar shape that a character may be taken for.
const ALIKE: f64 = 6.0;

impl Noise {
    /// The noise at this rate.
    pub(super) fn new(rate: f64) -> Self {
        Self {
            kept: (1.0 - rate).ln(),
            mistaken: (rate * 0.2 / ALIKE).ln(),
            replaced: (rate * 0.3 / CHARACTERS).ln(),
            lost: (rate * 0.3).ln(),
            strange: (rate * 0.2 / CHARACTERS).ln(),
        }
    }

    fn cost(&self, likeness: Likeness) -> f64 {
        match likeness {
            Likeness::Same => self.kept,
            Likeness::Alike => self.mistaken,
            Likeness::Other => self.replaced,
        }
    }
}

/// How a printed character and a read one stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    Same,
    Alike,
    Other,
}

/// What was read, twice over, so that a reading beginning anywhere is a stretch of it.
#[derive(Debug)]
pub(super) struct Reading {
    twice: Vec<char>,
}

/// A printed text laid beside a reading: of each of its characters, how it stands to each one read.
#[derive(Debug)]
pub(super) struct Beside {
    rows: Vec<Vec<Likeness>>,
}

impl Reading {
    pub(super) fn new(read: &[char]) -> Self {
        Self { twice: read.repeat(2) }
    }

    /// How many characters were read.
    pub(super) fn len(&self) -> usize {
        self.twice.len() / 2
    }

    /// Lays a printed text beside it.
    pub(super) fn beside(&self, printed: &[char]) -> Beside {
        let likeness = |p: char, r: char| match (p == r, look_alike(p, r)) {
            (true, _) => Likeness::Same,
            (false, true) => Likeness::Alike,
            (false, false) => Likeness::Other,
        };
        Beside { rows: printed.iter().map(|&p| self.twice.iter().map(|&r| likeness(p, r)).collect()).collect() }
    }
}

impl Beside {
    /// The length of the printed text.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether some character of it was read in this stretch.
    pub(super) fn shares(&self, stretch: Range<usize>) -> bool {
        self.rows.iter().any(|row| row.get(stretch.clone()).is_some_and(|row| row.contains(&Likeness::Same)))
    }

    /// The likeliest way from the printed text to this stretch of the reading.
    pub(super) fn way(&self, stretch: Range<usize>, noise: &Noise) -> f64 {
        let mut costs: Vec<f64> = (0..=stretch.len()).map(|strange| strange as f64 * noise.strange).collect();
        for row in &self.rows {
            let row = row.get(stretch.clone()).unwrap_or_default();
            let mut diagonal = costs[0];
            costs[0] += noise.lost;
            for (at, &likeness) in row.iter().enumerate() {
                let best =
                    (diagonal + noise.cost(likeness)).max(costs[at + 1] + noise.lost).max(costs[at] + noise.strange);
                diagonal = std::mem::replace(&mut costs[at + 1], best);
            }
        }
        costs.last().copied().unwrap_or(f64::NEG_INFINITY)
    }
}

/// The logarithm of the share of readings that begin at the unit's first character, or at any other one. The reader looks
/// for the gap at the foot of the ring, and now and then begins elsewhere.
pub(super) fn begins(at: usize, length: usize) -> f64 {
    const AT_THE_GAP: f64 = 0.6;
    if at == 0 { AT_THE_GAP.ln() } else { ((1.0 - AT_THE_GAP) / length.max(1) as f64).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_confidence_gives_shares() {
        for confidence in [-1.0, 0.0, 0.7, 0.95, 2.0] {
            assert!((weights(confidence).iter().sum::<f64>() - 1.0).abs() < 1e-9, "{confidence}");
        }
    }

    #[test]
    fn what_came_through_costs_least() {
        let noise = Noise::new(0.15);
        let cost = |read: &str| {
            let read: Vec<char> = read.chars().collect();
            let reading = Reading::new(&read);
            reading.beside(&"春风养老院".chars().collect::<Vec<_>>()).way(0..reading.len(), &noise)
        };
        assert!(cost("春风养老院") > cost("春凤养老院"), "kept, mistaken");
        assert!(cost("春凤养老院") > cost("春秋养老院"), "mistaken, replaced");
        assert!(cost("春养老院") > cost("春秋养老院"), "lost, replaced");
        assert!(cost("春秋养老院") > cost("秋月福利会"));
        assert!(cost("").is_finite());
    }
}
