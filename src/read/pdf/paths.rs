//! What a path is on the page: its parts, its bounds, rectangles, lines, and what a thick pen touches.

use hayro_interpret::kurbo::{self, Affine, BezPath, PathEl, Point};

use super::scene::Stroke;
use crate::model::Rect;

/// A line this thick, in points, is a band that covers what lies below it, as the eraser of a telephone's app leaves it.
pub(super) const BAND: f32 = 4.0;

/// More pieces than this of one band are not told apart.
const MOST_PIECES: usize = 400;

pub(super) fn is_finite(r: &Rect) -> bool {
    [r.x0, r.y0, r.x1, r.y1].iter().all(|v| v.is_finite() && v.abs() < 1e6)
}

/// The common part of two rectangles, of which the first may be as thin as a line.
pub(super) fn touch(a: &Rect, b: &Rect) -> Option<Rect> {
    let (x0, y0) = (a.x0.max(b.x0), a.y0.max(b.y0));
    let (x1, y1) = (a.x1.min(b.x1), a.y1.min(b.y1));
    (x0 <= x1 && y0 <= y1).then_some(Rect { x0, y0, x1, y1 })
}

/// A filled rectangle so thin that it is a line.
pub(super) fn thin(r: Rect) -> Option<Stroke> {
    let (short, long) = (r.width().min(r.height()), r.width().max(r.height()));
    (short <= 2.5 && long >= 4.0 * short.max(0.25)).then_some(Stroke { bbox: r, horizontal: r.width() >= r.height() })
}

/// The parts of a path, each beginning with its own `MoveTo`.
pub(super) fn subpaths(path: &BezPath) -> impl Iterator<Item = &[PathEl]> {
    let elements = path.elements();
    let mut rest = elements;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let next = rest.iter().skip(1).position(|e| matches!(e, PathEl::MoveTo(_))).map_or(rest.len(), |p| p + 1);
        let (part, tail) = rest.split_at(next);
        rest = tail;
        Some(part)
    })
}

pub(super) fn bounds_of(elements: &[PathEl], transform: Affine) -> Option<Rect> {
    let mut found: Option<Rect> = None;
    let mut add = |p: Point| {
        let p = transform * p;
        let at = Rect::new(p.x as f32, p.y as f32, p.x as f32, p.y as f32);
        found = Some(found.map_or(at, |r| r.union(&at)));
    };
    for element in elements {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => add(p),
            PathEl::QuadTo(p, q) => [p, q].into_iter().for_each(&mut add),
            PathEl::CurveTo(p, q, r) => [p, q, r].into_iter().for_each(&mut add),
            PathEl::ClosePath => {}
        }
    }
    found.filter(is_finite)
}

/// The rectangle that a part of a path is, once transformed, if it is one along the axes.
pub(super) fn as_rectangle(elements: &[PathEl], transform: Affine) -> Option<Rect> {
    let mut points = Vec::with_capacity(6);
    for element in elements {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => points.push(transform * p),
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return None,
        }
        if points.len() > 6 {
            return None;
        }
    }
    let bounds = bounds_of(elements, transform)?;
    let near = |a: f64, b: f32| (a as f32 - b).abs() < 0.3;
    let on_corner =
        |p: &Point| (near(p.x, bounds.x0) || near(p.x, bounds.x1)) && (near(p.y, bounds.y0) || near(p.y, bounds.y1));
    (points.len() >= 4 && points.iter().all(on_corner)).then_some(bounds)
}

/// The straight lines along an axis of a stroked path, each with half the thickness around it, and whether the path has
/// curves too.
pub(super) fn lines(path: &BezPath, transform: Affine, half: f32) -> (Vec<Stroke>, bool) {
    let (mut lines, mut curved) = (Vec::new(), false);
    let (mut first, mut last) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        let end = match *element {
            PathEl::MoveTo(p) => {
                (first, last) = (p, p);
                continue;
            }
            PathEl::LineTo(p) => p,
            PathEl::ClosePath => first,
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                curved = true;
                last = p;
                continue;
            }
        };
        let (from, to) = (transform * last, transform * end);
        last = end;
        let line = Rect::new(from.x as f32, from.y as f32, to.x as f32, to.y as f32);
        if !is_finite(&line) || line.width().min(line.height()) > 0.8 {
            continue;
        }
        let horizontal = line.width() >= line.height();
        let bbox = if horizontal {
            Rect::new(line.x0, line.y0 - half, line.x1, line.y1 + half)
        } else {
            Rect::new(line.x0 - half, line.y0, line.x1 + half, line.y1)
        };
        lines.push(Stroke { bbox, horizontal });
    }
    (lines, curved)
}

/// What a thick pen covers on its way along a path, as rectangles that overlap each other.
pub(super) fn band(path: &BezPath, transform: Affine, half: f32) -> Vec<Rect> {
    let mut pieces = Vec::new();
    let mut last = None;
    let mut step = |from: Point, to: Point| {
        let (dx, dy) = ((to.x - from.x) as f32, (to.y - from.y) as f32);
        let (long, short) = (dx.abs().max(dy.abs()), dx.abs().min(dy.abs()));
        // A level or upright stretch is one rectangle; a slanted one is followed in steps.
        let steps = if short < 0.2 * half { 1.0 } else { (long / half).ceil().max(1.0) };
        if !(long.is_finite() && steps < MOST_PIECES as f32) {
            return;
        }
        for i in 0..steps as u16 {
            let at = |i: f32| ((from.x as f32) + dx * i / steps, (from.y as f32) + dy * i / steps);
            let ((x0, y0), (x1, y1)) = (at(f32::from(i)), at(f32::from(i) + 1.0));
            let (across, down) = if dx.abs() >= dy.abs() { (0.0, half) } else { (half, 0.0) };
            if pieces.len() < MOST_PIECES {
                pieces.push(Rect::new(x0.min(x1) - across, y0.min(y1) - down, x0.max(x1) + across, y0.max(y1) + down));
            }
        }
    };
    kurbo::flatten((transform * path.clone()).elements().iter().copied(), 0.5, |element| match element {
        PathEl::MoveTo(p) => last = Some(p),
        PathEl::LineTo(p) => {
            if let Some(from) = last {
                step(from, p);
            }
            last = Some(p);
        }
        _ => {}
    });
    pieces.retain(is_finite);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(points: &[(f64, f64)]) -> BezPath {
        let mut path = BezPath::new();
        for (i, p) in points.iter().enumerate() {
            if i == 0 { path.move_to(*p) } else { path.line_to(*p) }
        }
        path
    }

    #[test]
    fn a_level_pen_stroke_is_one_rectangle() {
        let band = band(&path(&[(10.0, 50.0), (90.0, 50.0)]), Affine::IDENTITY, 7.0);
        assert_eq!(band, [Rect::new(10.0, 43.0, 90.0, 57.0)]);
    }

    #[test]
    fn a_slanted_or_curved_one_is_followed() {
        let mut curve = BezPath::new();
        curve.move_to((10.0, 50.0));
        curve.curve_to((30.0, 40.0), (60.0, 60.0), (90.0, 50.0));
        for path in [path(&[(10.0, 40.0), (90.0, 60.0)]), curve] {
            let band = band(&path, Affine::IDENTITY, 7.0);
            assert!(band.len() > 1 && band.len() < 60, "{}", band.len());
            assert!((35..65).all(|x| band.iter().any(|b| b.contains((x as f32, 50.0)))));
            assert!(!band.iter().any(|b| b.contains((50.0, 80.0))));
        }
    }

    #[test]
    fn a_pen_that_never_ends_is_left_out() {
        assert!(band(&path(&[(0.0, 0.0), (1e9, 1e9)]), Affine::IDENTITY, 3.0).is_empty());
    }
}
