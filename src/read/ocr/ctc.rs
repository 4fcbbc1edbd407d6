//! From probabilities a step to characters: a character may last several steps, and "nothing" stands between.

use super::engine::Steps;
use super::line::Char;
use super::quad::Quad;

/// A runner-up less likely than this is not worth keeping.
const WORTH_KEEPING: f32 = 0.01;

/// How many runners-up are kept.
const KEPT: usize = 4;

/// A character as the network saw it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub ch: char,
    pub confidence: f32,
    pub runners_up: Vec<(char, f32)>,
    /// The middle of its steps, as a share of the line's length, 0 to 1.
    pub middle: f32,
}

impl Seen {
    /// The character at its place.
    pub(super) fn at(self, quad: Quad) -> Char {
        Char { ch: self.ch, confidence: self.confidence, quad, runners_up: self.runners_up }
    }
}

/// The most likely class of a step.
fn best(step: &[f32]) -> (usize, f32) {
    step.iter().copied().enumerate().fold((0, f32::MIN), |best, (i, p)| if p > best.1 { (i, p) } else { best })
}

/// The characters of a line.
pub(super) fn decode(steps: &Steps, alphabet: &[char]) -> Vec<Seen> {
    let letter = |class: usize| match class.checked_sub(1)? {
        // After the alphabet comes the space.
        i if i == alphabet.len() => Some(' '),
        i => alphabet.get(i).copied(),
    };
    let rows: Vec<&[f32]> = steps.values.chunks_exact(steps.classes.max(1)).collect();
    let classes: Vec<(usize, f32)> = rows.iter().map(|row| best(row)).collect();
    let mut seen = Vec::new();
    let mut at = 0;
    for run in classes.chunk_by(|a, b| a.0 == b.0) {
        let (first, length) = (at, run.len());
        at += length;
        let Some(ch) = run.first().and_then(|&(class, _)| letter(class)) else { continue };
        let class = run[0].0;
        let (mut peak, mut confidence) = (first, f32::MIN);
        let (mut weighted, mut weight) = (0.0f32, 0.0f32);
        for (i, &(_, p)) in run.iter().enumerate() {
            if p > confidence {
                (peak, confidence) = (first + i, p);
            }
            weighted += p * ((first + i) as f32 + 0.5);
            weight += p;
        }
        let mut runners_up: Vec<(char, f32)> = rows[peak]
            .iter()
            .enumerate()
            .filter(|&(i, &p)| i != class && p >= WORTH_KEEPING)
            .filter_map(|(i, &p)| Some((letter(i)?, p)))
            .collect();
        runners_up.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        runners_up.truncate(KEPT);
        let middle = weighted / weight.max(f32::MIN_POSITIVE) / rows.len() as f32;
        seen.push(Seen { ch, confidence: confidence.clamp(0.0, 1.0), runners_up, middle });
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(rows: &[[f32; 4]]) -> Steps {
        Steps { classes: 4, values: rows.concat() }
    }

    #[test]
    fn repeats_join_unless_nothing_stands_between() {
        let (nothing, a, b) = ([0.9, 0.05, 0.03, 0.02], [0.0, 0.8, 0.2, 0.0], [0.0, 0.0, 1.0, 0.0]);
        let seen = decode(&steps(&[a, a, nothing, a, b, nothing]), &['焦', '谯']);
        let text: String = seen.iter().map(|s| s.ch).collect();
        assert_eq!(text, "焦焦谯");
        assert_eq!(seen[0].runners_up, [('谯', 0.2)]);
        assert!((seen[0].middle - 1.0 / 6.0).abs() < 1e-6);
        assert!((seen[2].confidence - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_last_class_is_the_space() {
        let seen = decode(&steps(&[[0.0, 0.0, 0.0, 1.0]]), &['a', 'b']);
        assert_eq!(seen[0].ch, ' ');
    }

    #[test]
    fn a_class_beyond_the_alphabet_is_nothing() {
        assert!(decode(&steps(&[[0.0, 0.0, 0.0, 1.0]]), &['a']).is_empty());
    }
}
