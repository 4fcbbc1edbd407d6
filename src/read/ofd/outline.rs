//! Lines and curves: the path data of an OFD as operators of a PDF.

use std::fmt::Write as _;

/// A map of the plane: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Map(pub(super) [f32; 6]);

impl Map {
    /// The map that changes nothing.
    pub(super) const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves by so much.
    pub(super) const fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this map, then the other.
    pub(super) fn then(self, next: Self) -> Self {
        let (Self([a, b, ..]), Self([.., c, d, e, f])) = (self, self);
        let Self([p, q, r, s, t, u]) = next;
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    /// Where a point comes to lie.
    pub(super) fn point(self, (x, y): (f32, f32)) -> (f32, f32) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// By how much lengths grow, on the whole.
    pub(super) fn growth(self) -> f32 {
        let Self([a, b, c, d, ..]) = self;
        (a * d - b * c).abs().sqrt()
    }
}

/// The operators that draw a path, its points mapped.
pub(super) fn operators(data: &str, map: Map) -> String {
    let mut pen = Pen { out: String::new(), map, at: (0.0, 0.0), begun: (0.0, 0.0), open: false };
    let mut words = data.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let mut numbers = Vec::new();
        while let Some(number) = words.peek().and_then(|word| word.parse::<f32>().ok()).filter(|n| n.is_finite()) {
            numbers.push(number);
            words.next();
        }
        match (word, numbers.as_slice()) {
            ("M" | "S", &[x, y]) => pen.start((x, y)),
            ("L", &[x, y]) => pen.line((x, y)),
            ("Q", &[x1, y1, x, y]) => pen.quadratic((x1, y1), (x, y)),
            ("B", &[x1, y1, x2, y2, x, y]) => pen.cubic((x1, y1), (x2, y2), (x, y)),
            ("A", &[rx, ry, turn, large, sweep, x, y]) => pen.arc((rx, ry), turn, (large > 0.5, sweep > 0.5), (x, y)),
            ("C", &[]) => pen.close(),
            // What is no path draws nothing more.
            _ => break,
        }
    }
    pen.out
}

struct Pen {
    out: String,
    map: Map,
    at: (f32, f32),
    begun: (f32, f32),
    open: bool,
}

impl Pen {
    fn put(&mut self, points: &[(f32, f32)], operator: &str) {
        for point in points {
            let (x, y) = self.map.point(*point);
            let _ = write!(self.out, "{x:.3} {y:.3} ");
        }
        let _ = writeln!(self.out, "{operator}");
        self.at = points.last().copied().unwrap_or(self.at);
    }

    fn start(&mut self, to: (f32, f32)) {
        self.put(&[to], "m");
        (self.begun, self.open) = (to, true);
    }

    /// A path that does not say where it begins begins where it is.
    fn begin(&mut self) {
        if !self.open {
            self.start(self.at);
        }
    }

    fn line(&mut self, to: (f32, f32)) {
        self.begin();
        self.put(&[to], "l");
    }

    fn quadratic(&mut self, by: (f32, f32), to: (f32, f32)) {
        let third = |from: (f32, f32)| (from.0 + (by.0 - from.0) * 2.0 / 3.0, from.1 + (by.1 - from.1) * 2.0 / 3.0);
        self.cubic(third(self.at), third(to), to);
    }

    fn cubic(&mut self, one: (f32, f32), two: (f32, f32), to: (f32, f32)) {
        self.begin();
        self.put(&[one, two, to], "c");
    }

    fn close(&mut self) {
        if self.open {
            self.out.push_str("h\n");
            (self.at, self.open) = (self.begun, false);
        }
    }

    /// An arc of an ellipse, as SVG has it: in pieces of at most a quarter.
    fn arc(&mut self, (rx, ry): (f32, f32), turn: f32, (large, sweep): (bool, bool), to: (f32, f32)) {
        self.begin();
        let from = self.at;
        let (sin, cos) = turn.to_radians().sin_cos();
        let half = ((from.0 - to.0) / 2.0, (from.1 - to.1) / 2.0);
        let (x, y) = (cos * half.0 + sin * half.1, cos * half.1 - sin * half.0);
        let (mut rx, mut ry) = (rx.abs(), ry.abs());
        if rx < 1e-4 || ry < 1e-4 || (x.abs() < 1e-6 && y.abs() < 1e-6) {
            return self.line(to);
        }
        let too_far = ((x / rx).powi(2) + (y / ry).powi(2)).sqrt();
        if too_far > 1.0 {
            (rx, ry) = (rx * too_far, ry * too_far);
        }
        let rest = (rx * ry).powi(2) - (rx * y).powi(2) - (ry * x).powi(2);
        let way =
            (rest.max(0.0) / ((rx * y).powi(2) + (ry * x).powi(2))).sqrt() * if large == sweep { -1.0 } else { 1.0 };
        let (cx, cy) = (way * rx * y / ry, -way * ry * x / rx);
        let middle = (cos * cx - sin * cy + (from.0 + to.0) / 2.0, sin * cx + cos * cy + (from.1 + to.1) / 2.0);
        let begin = ((y - cy) / ry).atan2((x - cx) / rx);
        let mut sweep_by = ((-y - cy) / ry).atan2((-x - cx) / rx) - begin;
        let round = std::f32::consts::TAU;
        if sweep && sweep_by < 0.0 {
            sweep_by += round;
        } else if !sweep && sweep_by > 0.0 {
            sweep_by -= round;
        }
        let pieces = (sweep_by.abs() / std::f32::consts::FRAC_PI_2).ceil().clamp(1.0, 4.0);
        let step = sweep_by / pieces;
        let pull = 4.0 / 3.0 * (step / 4.0).tan();
        let on = |angle: f32, (dx, dy): (f32, f32)| {
            let (s, c) = angle.sin_cos();
            let (u, v) = (rx * (c + dx * s), ry * (s + dy * c));
            (middle.0 + cos * u - sin * v, middle.1 + sin * u + cos * v)
        };
        for piece in 0..pieces as u8 {
            let (a, b) = (begin + step * f32::from(piece), begin + step * (f32::from(piece) + 1.0));
            let (one, two) = (on(a, (-pull, pull)), on(b, (pull, -pull)));
            self.put(&[one, two, on(b, (0.0, 0.0))], "c");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_curves_and_arcs() {
        assert_eq!(operators("M 0 0 L 10 0 L 10 5 C", Map::SAME), "0.000 0.000 m\n10.000 0.000 l\n10.000 5.000 l\nh\n");
        assert_eq!(
            operators("S 0 0 Q 3 0 3 3", Map::shift(1.0, 1.0)),
            "1.000 1.000 m\n3.000 1.000 4.000 2.000 4.000 4.000 c\n"
        );
        let half = operators("M 0 0 A 5 5 0 0 1 10 0", Map::SAME);
        assert_eq!(half.matches(" c\n").count(), 2);
        assert!(half.contains("5.000 -5.000 c") && half.trim_end().ends_with("0.000 c"), "{half}");
        assert_eq!(operators("M 0 0 L 1 x L 2 2", Map::SAME), "0.000 0.000 m\n", "what is no path ends it");
    }
}
