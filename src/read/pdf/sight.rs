//! What is drawn and yet not seen: covered by something later, or of the colour of its ground.

use super::scene::{Colour, Fill, Scene};
use crate::model::Rect;

/// From this opacity a fill hides what lies below it.
const OPAQUE: f32 = 0.95;
/// Two colours whose channels differ by no more look the same on paper.
const ALIKE: f32 = 0.04;
/// The ground where nothing is painted.
const PAPER: Colour = [1.0, 1.0, 1.0, 1.0];

/// Marks the glyphs that nobody sees.
pub(super) fn judge(scene: &mut Scene) {
    // An area smaller than this covers no character.
    let fills: Vec<&Fill> = scene.fills.iter().filter(|f| f.bbox.area() > 4.0).collect();
    let covers: Vec<(Rect, u32)> = fills
        .iter()
        .filter(|f| f.colour.is_some_and(is_opaque))
        .map(|f| (f.bbox, f.order))
        .chain(scene.pictures.iter().filter(|p| !p.see_through).map(|p| (p.picture.bbox, p.order)))
        .collect();
    for glyph in scene.glyphs.iter_mut().filter(|g| !g.hidden) {
        let (bbox, order) = (glyph.bbox, glyph.order);
        let covered = covers.iter().any(|(area, when)| *when > order && holds(area, &bbox));
        glyph.hidden = covered
            || glyph.colour.is_some_and(|colour| {
                ground(&fills, &scene.pictures, &bbox, order).is_some_and(|ground| alike(colour, ground))
            });
    }
}

fn is_opaque(colour: Colour) -> bool {
    colour[3] >= OPAQUE
}

fn alike(text: Colour, ground: Colour) -> bool {
    // Half-transparent text is mixed with its ground before it is seen.
    text.iter().zip(ground).take(3).all(|(t, g)| ((t - g) * text[3]).abs() <= ALIKE)
}

/// Whether an area covers nearly all of a glyph's box.
fn holds(area: &Rect, glyph: &Rect) -> bool {
    area.contains(glyph.centre()) && area.intersection(glyph).is_some_and(|c| c.area() >= 0.8 * glyph.area())
}

/// The colour a glyph stands on: of the last thing painted there before it. `None` where that is a picture, a pattern
/// or half transparent, of which the colour is not known.
fn ground(fills: &[&Fill], pictures: &[super::scene::DrawnPicture], glyph: &Rect, order: u32) -> Option<Colour> {
    let at = glyph.centre();
    let fill = fills.iter().rev().find(|f| f.order < order && f.bbox.contains(at));
    let since = fill.map_or(0, |f| f.order);
    if pictures.iter().any(|p| p.order < order && p.order > since && p.picture.bbox.contains(at)) {
        return None;
    }
    fill.map_or(Some(PAPER), |f| f.colour.filter(|c| is_opaque(*c)))
}
