//! Whether the text read off a seal is the name of a unit, or of another one.
//!
//! What is read off a ring is rarely the whole name: it may begin anywhere, lack characters, hold others in their place,
//! and carry scraps of what is printed inside or below. So the reading is weighed as evidence. Two stories could have led
//! to it: the seal names one of the units known ([`own`]), or it names another ([`another`]); either was read through the
//! same noise ([`channel`]), of which nobody knows how strong it was. A reading speaks for another unit only where that
//! story is much the likelier one, and only when told with little noise: then the seal was read well.

mod another;
mod channel;
mod own;
mod vocabulary;

use super::characters::usual_forms;
use super::text;
use channel::{Noise, RATES, Reading};
use vocabulary::Vocabulary;

/// What a reading says of a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may well be the seal of a unit that is known.
    Fits,
    /// It is the seal of another unit.
    Another,
    /// Nobody can tell.
    Unclear,
}

/// Longer readings and names than this are no seals.
const LONGEST: usize = 64;
/// With fewer characters a reading names nothing.
const SHORTEST: usize = 4;
/// The share of seals that are of another unit, before one has looked.
const OTHERS: f64 = 0.02;
/// From this probability on it is another's, and up to this one it is the unit's own. `scripts/seals` prints the curve: of 300
/// drawn seals 0.3 % are taken for another's at any bound from 0.5 on, while of the seals of the unit whose name is nearest
/// 66 % are found at 0.5, 63 % here and 48 % at 0.9999: little is won below, and worse prints than the drawn ones ask for
/// room. Of those nearest seals 5.3 % pass as the unit's own at 0.001, 6.7 % here and 12 % at 0.5; of its own, 98.3 % do at
/// 0.001 and 99 % here.
const CERTAIN: f64 = 0.97;
const CLEARED: f64 = 0.05;
/// The strongest noise at which a seal counts as read well.
const READ_WELL: f64 = 0.1;

/// Judges what was read off a seal, with the reader's confidence, against the names of the units whose seal it may be.
#[must_use]
pub fn judge(reading: &str, confidence: f32, units: &[&str]) -> Verdict {
    match weigh(reading, confidence, units) {
        Some(weight) if weight.another >= CERTAIN && weight.noise <= READ_WELL => Verdict::Another,
        Some(weight) if weight.another <= CLEARED => Verdict::Fits,
        _ => Verdict::Unclear,
    }
}

/// What a reading weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// The probability that the seal names another unit, 0 to 1.
    pub another: f64,
    /// The share of characters that did not come through if it does, where that story is likeliest.
    pub noise: f64,
}

/// Weighs what was read off a seal against the names of the units whose seal it may be; `None` where there is too little to
/// weigh.
#[must_use]
pub fn weigh(reading: &str, confidence: f32, units: &[&str]) -> Option<Weight> {
    let units: Vec<String> = units.iter().map(|unit| plain(unit)).filter(|unit| !unit.is_empty()).collect();
    let read = vocabulary::without_province(&vocabulary::without_office(&plain(reading)), &units);
    let read: Vec<char> = read.chars().take(LONGEST).collect();
    if read.len() < SHORTEST || units.is_empty() {
        return None;
    }
    let vocabulary = Vocabulary::of(&units);
    let read = Reading::new(&read);
    let own = own::Story::new(&read, &units);
    let another = another::Story::new(&read, &vocabulary);
    let tell = |rate: f64, weight: f64| {
        let noise = Noise::new(rate);
        (rate, weight.ln() + own.likelihood(&noise), weight.ln() + another.likelihood(&noise))
    };
    let told = RATES.iter().zip(channel::weights(f64::from(confidence))).map(|(rate, weight)| tell(*rate, weight));
    let told: Vec<(f64, f64, f64)> = told.collect();
    // The likeliest telling is the unit of measure: the probabilities themselves are too small for numbers.
    let most = told.iter().flat_map(|(_, own, another)| [*own, *another]).fold(f64::NEG_INFINITY, f64::max);
    let sum = |of: &dyn Fn(&(f64, f64, f64)) -> f64| told.iter().map(of).sum::<f64>();
    let of_own = (1.0 - OTHERS) * sum(&|(_, own, _)| (own - most).exp());
    let of_another = OTHERS * sum(&|(_, _, another)| (another - most).exp());
    let rate = told.iter().max_by(|a, b| a.2.total_cmp(&b.2)).map_or(1.0, |(rate, ..)| *rate);
    Some(Weight { another: of_another / (of_own + of_another), noise: rate })
}

/// Whether this is a word that names of units are made of.
#[must_use]
pub fn is_word(text: &str) -> bool {
    vocabulary::is_word(text)
}

/// The Chinese characters in their usual forms: stars, numbers and brackets are no part of a name.
#[must_use]
pub fn plain(text: &str) -> String {
    usual_forms(&text::bare(text)).chars().filter(|c| text::is_han(*c)).collect()
}

#[cfg(test)]
mod tests;
