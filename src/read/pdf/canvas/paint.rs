//! With what something is painted: a colour, a shading, or a pattern, which is drawn to see what it shows.

use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro_interpret::{BlendMode, DrawProps, Paint};

use super::super::paths::{bounds_of, touch};
use super::super::scene::Colour;
use super::super::sight;
use super::Canvas;
use crate::model::Rect;

/// Patterns within patterns further than this are not followed.
const DEEPEST: u8 = 3;

/// More tiles than this are not drawn on one page.
const MOST_TILES: u16 = 256;

/// With what something is painted.
#[derive(Clone, Copy)]
pub(super) struct Painted {
    /// Its colour, where it is plain.
    pub(super) colour: Option<Colour>,
    /// Whether it hides what lies below.
    pub(super) opaque: bool,
    /// Whether it only darkens what lies below, or is seen through a mask.
    pub(super) darkens: bool,
}

impl Canvas<'_, '_> {
    /// What fills an area: for a pattern, what the pattern draws is taken down, as far as it lies there.
    pub(super) fn painted<'a>(&mut self, path: &BezPath, props: &DrawProps<'a>, is_stroke: bool) -> Painted {
        let darkens = self.only_darkens() || props.blend_mode != BlendMode::Normal || props.soft_mask.is_some();
        let area = bounds_of(path.elements(), props.transform).and_then(|b| touch(&b, &self.clip()));
        if let Some(area) = area.filter(|_| props.soft_mask.is_some() || self.only_darkens()) {
            self.scene.veiled.push(area);
        }
        let colour = self.colour(&props.paint);
        let opaque = match (&props.paint, area) {
            (Paint::Color(_), _) => colour.is_some_and(sight::is_opaque),
            (Paint::Pattern(pattern), Some(area)) => match pattern.as_ref() {
                Pattern::Shading(shading) => shading.opacity * self.group_opacity() >= sight::OPAQUE,
                Pattern::Tiling(tiling) => self.tile(tiling, &area, is_stroke),
            },
            (Paint::Pattern(_), None) => false,
        };
        Painted { colour, opaque, darkens }
    }

    /// Draws the tile of a pattern that lies in the middle of an area. Gives whether it hides all below it.
    fn tile<'a>(&mut self, tiling: &TilingPattern<'a>, area: &Rect, is_stroke: bool) -> bool {
        self.tiles = self.tiles.saturating_add(1);
        if self.patterns >= DEEPEST || self.tiles > MOST_TILES || tiling.matrix.determinant().abs() < 1e-9 {
            return false;
        }
        let (x, y) = area.centre();
        let middle = tiling.matrix.inverse() * Point::new(f64::from(x), f64::from(y));
        let steps = |at: f64, from: f64, step: f32| ((at - from) / f64::from(step)).floor() * f64::from(step);
        let shift = (steps(middle.x, tiling.bbox.x0, tiling.x_step), steps(middle.y, tiling.bbox.y0, tiling.y_step));
        let placed = tiling.matrix * Affine::translate(shift);
        let cell = placed.transform_rect_bbox(tiling.bbox);
        let cell = Rect::new(cell.x0 as f32, cell.y0 as f32, cell.x1 as f32, cell.y1 as f32);
        let Some(seen) = touch(&cell, area) else { return false };
        let first = (self.order, self.scene.fills.len());
        self.patterns += 1;
        self.clips.push(seen);
        self.groups.push((self.group_opacity() * tiling.opacity, self.only_darkens()));
        tiling.interpret(self, placed, is_stroke);
        self.groups.pop();
        self.clips.pop();
        self.patterns -= 1;
        let within = cell.contains((area.x0, area.y0)) && cell.contains((area.x1, area.y1));
        let closed = f64::from(tiling.x_step.abs()) <= tiling.bbox.width() + 0.01
            && f64::from(tiling.y_step.abs()) <= tiling.bbox.height() + 0.01;
        let hidden = (within || closed) && sight::Covers::of(&self.scene).share(&seen, first.0) >= sight::HIDDEN;
        // Small tiles are a texture; what is large is a picture, or a page of its own.
        if seen.area() < 0.5 * area.area() {
            self.scene.fills.truncate(first.1);
        }
        hidden
    }
}
