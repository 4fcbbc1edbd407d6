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
use crate::bounds;
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

/// Judges what was read off a seal, with the reader's confidence, against the names of the units whose seal it may be.
#[must_use]
pub fn judge(reading: &str, confidence: f32, units: &[&str]) -> Verdict {
    match weigh(reading, confidence, units) {
        Some(weight) if weight.another >= bounds::SEAL_IS_ANOTHERS && weight.noise <= bounds::SEAL_NOISE => {
            Verdict::Another
        }
        Some(weight) if weight.another <= bounds::SEAL_IS_OWN => Verdict::Fits,
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
    if read.len() < bounds::SEAL_CHARACTERS || units.is_empty() {
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
    let of_own = (1.0 - bounds::SEALS_OF_OTHERS) * sum(&|(_, own, _)| (own - most).exp());
    let of_another = bounds::SEALS_OF_OTHERS * sum(&|(_, _, another)| (another - most).exp());
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
