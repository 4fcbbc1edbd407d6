//! How far the smaller networks are believed. They read first, at a fifth of the cost, and know 6,904 of the 18,708
//! characters that the larger ones know: what they are sure of is what the larger ones say, but for rare characters, which
//! they take for common ones.

use super::line::Line;

/// A line at whose least sure character the smaller network is less sure than this is read again.
const SURE: f32 = 0.9;

/// A line as the smaller networks read it.
pub(super) fn glanced(line: Line) -> Line {
    Line { glanced: true, ..line }
}

impl Line {
    /// Whether the line was read at a glance only and says nothing that can be relied on.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.glanced && (self.chars.is_empty() || self.least() < SURE)
    }

    /// How sure its least sure character is, 1 where it has none. A space says nothing.
    fn least(&self) -> f32 {
        let told = self.chars.iter().filter(|c| !c.ch.is_whitespace());
        told.map(|c| c.confidence).fold(1.0, f32::min)
    }
}
