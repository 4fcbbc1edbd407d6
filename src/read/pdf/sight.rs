//! What is drawn and yet not seen: covered by something later, or of the colour of its ground.

use super::scene::{Colour, Fill, Scene};
use crate::model::Rect;

/// From this opacity a fill hides what lies below it.
pub(super) const OPAQUE: f32 = 0.95;
/// So much of a place that is covered is hidden.
pub(super) const HIDDEN: f32 = 0.8;
/// Two colours whose channels differ by no more look the same on paper.
const ALIKE: f32 = 0.04;
/// The ground where nothing is painted.
pub(super) const PAPER: Colour = [1.0, 1.0, 1.0, 1.0];
/// A place is looked at on a grid with so many points along each side.
const POINTS: u8 = 8;

/// Marks the glyphs that nobody sees.
pub(super) fn judge(scene: &mut Scene) {
    let hidden: Vec<bool> = {
        let covers = Covers::of(scene);
        // An area smaller than this is the ground of no character.
        let fills: Vec<&Fill> = scene.fills.iter().filter(|f| f.bbox.area() > 4.0).collect();
        let is_hidden = |glyph: &super::scene::RawGlyph| {
            glyph.hidden
                || covers.share(&glyph.bbox, glyph.order) >= HIDDEN
                || glyph.colour.is_some_and(|colour| {
                    ground(&fills, &scene.pictures, &glyph.bbox, glyph.order)
                        .is_some_and(|ground| alike(colour, ground))
                })
        };
        scene.glyphs.iter().map(is_hidden).collect()
    };
    for (glyph, hidden) in scene.glyphs.iter_mut().zip(hidden) {
        glyph.hidden = hidden;
    }
}

/// Everything on a page that hides what lies below it.
pub(super) struct Covers {
    /// Sorted by when they were drawn.
    areas: Vec<(Rect, u32)>,
}

impl Covers {
    /// The covers of a scene: opaque paint of any kind, pictures, and the parts of pictures through which nothing is seen.
    pub(super) fn of(scene: &Scene) -> Self {
        let fills = scene.fills.iter().filter(|f| f.opaque).map(|f| (f.bbox, f.order));
        let pictures = scene.pictures.iter().filter(|p| !p.see_through).map(|p| (p.picture.bbox, p.order));
        let patches = scene.pictures.iter().flat_map(|p| p.patches.iter().map(|patch| (*patch, p.order)));
        let mut areas: Vec<(Rect, u32)> = fills.chain(pictures).chain(patches).collect();
        areas.sort_by_key(|(_, order)| *order);
        Self { areas }
    }

    /// The share of a place that was covered after a time. Strips that lie together cover it together.
    pub(super) fn share(&self, place: &Rect, since: u32) -> f32 {
        let first = self.areas.partition_point(|(_, order)| *order <= since);
        let Some(later) = self.areas.get(first..).filter(|later| !later.is_empty()) else { return 0.0 };
        let near: Vec<&Rect> = later.iter().map(|(area, _)| area).filter(|a| a.intersection(place).is_some()).collect();
        if near.is_empty() {
            return 0.0;
        }
        let at = |i: u8, from: f32, length: f32| from + (f32::from(i) + 0.5) / f32::from(POINTS) * length;
        let points = (0..POINTS).flat_map(|y| (0..POINTS).map(move |x| (x, y)));
        let covered = points
            .map(|(x, y)| (at(x, place.x0, place.width()), at(y, place.y0, place.height())))
            .filter(|point| near.iter().any(|area| area.contains(*point)));
        covered.count() as f32 / f32::from(u16::from(POINTS) * u16::from(POINTS))
    }
}

pub(super) fn is_opaque(colour: Colour) -> bool {
    colour[3] >= OPAQUE
}

pub(super) fn alike(text: Colour, ground: Colour) -> bool {
    // Half-transparent text is mixed with its ground before it is seen.
    text.iter().zip(ground).take(3).all(|(t, g)| ((t - g) * text[3]).abs() <= ALIKE)
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
