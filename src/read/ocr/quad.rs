//! A line of text as four corners, which need not be upright.

use crate::model::{Mapping, Rect};

/// A point in pixels.
pub type Point = (f32, f32);

/// Four corners in pixels: top left, top right, bottom right, bottom left, as one reads the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quad(pub [Point; 4]);

fn distance(a: Point, b: Point) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn between(a: Point, b: Point, t: f32) -> Point {
    (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
}

impl Quad {
    /// An upright rectangle.
    #[must_use]
    pub fn upright(r: &Rect) -> Self {
        Self([(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)])
    }

    /// Length along the line.
    #[must_use]
    pub fn width(&self) -> f32 {
        let [a, b, c, d] = self.0;
        distance(a, b).max(distance(d, c))
    }

    /// Length across the line.
    #[must_use]
    pub fn height(&self) -> f32 {
        let [a, b, c, d] = self.0;
        distance(a, d).max(distance(b, c))
    }

    /// The point at a share of the width (`u`) and of the height (`v`), both 0 to 1.
    #[must_use]
    pub fn at(&self, u: f32, v: f32) -> Point {
        let [a, b, c, d] = self.0;
        between(between(a, b, u), between(d, c, u), v)
    }

    /// The part between two shares of the width and two of the height.
    #[must_use]
    pub fn part(&self, (u0, u1): (f32, f32), (v0, v1): (f32, f32)) -> Self {
        Self([self.at(u0, v0), self.at(u1, v0), self.at(u1, v1), self.at(u0, v1)])
    }

    /// The upright rectangle around it.
    #[must_use]
    pub fn bbox(&self) -> Rect {
        let [a, b, c, d] = self.0;
        Rect::new(
            a.0.min(b.0).min(c.0).min(d.0),
            a.1.min(b.1).min(c.1).min(d.1),
            a.0.max(b.0).max(c.0).max(d.0),
            a.1.max(b.1).max(c.1).max(d.1),
        )
    }

    /// Where its corners come to lie.
    #[must_use]
    pub fn mapped(&self, map: &Mapping) -> Self {
        Self(self.0.map(|p| map.point(p)))
    }

    /// The same place read after a quarter turn: what ran downwards runs to the right.
    #[must_use]
    pub fn turned(&self) -> Self {
        let [a, b, c, d] = self.0;
        Self([b, c, d, a])
    }

    /// Each corner moved by a factor, for going from one resolution to another.
    #[must_use]
    pub fn scaled(&self, x: f32, y: f32) -> Self {
        Self(self.0.map(|p| (p.0 * x, p.1 * y)))
    }
}

/// The rectangle of least area around points, as it reads: its first edge is the more level one. `None` of fewer than
/// one point.
pub(super) fn least_rectangle(points: &[Point]) -> Option<Quad> {
    let hull = hull(points);
    let mut best: Option<(f32, Quad)> = None;
    for (i, &a) in hull.iter().enumerate() {
        let b = *hull.get(i + 1).or(hull.first())?;
        let length = distance(a, b);
        if length <= 0.0 {
            continue;
        }
        // The edge's direction, turned by quarters until it points to the right.
        let mut along = ((b.0 - a.0) / length, (b.1 - a.1) / length);
        for _ in 0..3 {
            if along.0 >= along.1.abs() {
                break;
            }
            along = (along.1, -along.0);
        }
        let across = (-along.1, along.0);
        let reach = |axis: Point| {
            hull.iter()
                .map(|p| p.0 * axis.0 + p.1 * axis.1)
                .fold((f32::MAX, f32::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)))
        };
        let ((u0, u1), (v0, v1)) = (reach(along), reach(across));
        let area = (u1 - u0) * (v1 - v0);
        if best.is_none_or(|(least, _)| area < least) {
            let corner = |u: f32, v: f32| (u * along.0 + v * across.0, u * along.1 + v * across.1);
            best = Some((area, Quad([corner(u0, v0), corner(u1, v0), corner(u1, v1), corner(u0, v1)])));
        }
    }
    best.map(|(_, quad)| quad).or_else(|| hull.first().map(|&p| Quad([p; 4])))
}

/// The convex hull, by Andrew's monotone chain.
fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    sorted.dedup();
    if sorted.len() < 3 {
        return sorted;
    }
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for p in points {
            while let [.., a, b] = *chain {
                if (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(p);
        }
        chain.pop();
        chain
    };
    let mut hull = chain(&mut sorted.iter().copied());
    hull.extend(chain(&mut sorted.iter().rev().copied()));
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilted_rectangle_is_found_as_it_reads() {
        // 100 long, 10 high, falling by 1 in 10.
        let (ux, uy) = (0.995_037, 0.099_503_7);
        let corner = |u: f32, v: f32| (50.0 + u * ux - v * uy, 50.0 + u * uy + v * ux);
        let points = [corner(0.0, 0.0), corner(100.0, 0.0), corner(100.0, 10.0), corner(0.0, 10.0), corner(50.0, 5.0)];
        let quad = least_rectangle(&points).unwrap();
        assert!((quad.width() - 100.0).abs() < 0.1, "{quad:?}");
        assert!((quad.height() - 10.0).abs() < 0.1);
        assert!(distance(quad.0[0], points[0]) < 0.1);
        assert!(distance(quad.0[2], points[2]) < 0.1);
    }

    #[test]
    fn few_points_make_a_thin_or_empty_rectangle() {
        assert!(least_rectangle(&[]).is_none());
        assert!(least_rectangle(&[(1.0, 1.0)]).unwrap().width() < 1e-6);
        let line = least_rectangle(&[(0.0, 0.0), (0.0, 9.0)]).unwrap();
        assert!(line.height() > 8.9 && line.width() < 0.1, "{line:?}");
    }

    #[test]
    fn a_quarter_turn_reads_downwards() {
        let quad = Quad::upright(&Rect::new(0.0, 0.0, 10.0, 100.0)).turned();
        assert!((quad.width() - 100.0).abs() < 1e-3);
        assert_eq!(quad.0[0], (10.0, 0.0));
        assert_eq!(quad.0[1], (10.0, 100.0));
    }
}
