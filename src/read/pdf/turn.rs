//! Pages whose text runs up, down or upside down: turned so that it stands upright and runs level.
//!
//! A landscape form printed onto a portrait page, or a page that a scanning program turned without saying so.

use super::scene::{RawGlyph, Scene};
use crate::model::{Mapping, Page, Rect};

/// Fewer characters than this do not tell how a page stands.
const ENOUGH: usize = 8;
/// The share of the characters that has to run one way.
const MOST: f32 = 0.8;

/// Which way the text of a page runs, where that is not from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Left,
}

/// Turns a page upright. Gives the map from where things then are to where they are displayed, where it turned.
pub(super) fn upright(scene: &mut Scene) -> Option<Mapping> {
    let way = way(&scene.glyphs)?;
    let (w, h) = (scene.width, scene.height);
    // The turn of a direction, and the shift that brings the page's corner back to the origin.
    let turn = |(x, y): (f32, f32)| match way {
        Way::Up => (-y, x),
        Way::Down => (y, -x),
        Way::Left => (-x, -y),
    };
    let shift = match way {
        Way::Up => (h, 0.0),
        Way::Down => (0.0, w),
        Way::Left => (w, h),
    };
    let rect = |r: &Rect| {
        let (a, b) = (turn((r.x0, r.y0)), turn((r.x1, r.y1)));
        Rect::new(a.0 + shift.0, a.1 + shift.1, b.0 + shift.0, b.1 + shift.1)
    };
    for glyph in &mut scene.glyphs {
        glyph.bbox = rect(&glyph.bbox);
        glyph.flow = turn(glyph.flow);
        let along = shift.0 * glyph.flow.0 + shift.1 * glyph.flow.1;
        glyph.start += along;
        glyph.end += along;
        glyph.base += shift.1 * glyph.flow.0 - shift.0 * glyph.flow.1;
    }
    for stroke in &mut scene.strokes {
        stroke.bbox = rect(&stroke.bbox);
        stroke.horizontal ^= way != Way::Left;
    }
    for fill in &mut scene.fills {
        fill.bbox = rect(&fill.bbox);
    }
    for picture in &mut scene.pictures {
        picture.picture.bbox = rect(&picture.picture.bbox);
        picture.patches.iter_mut().for_each(|patch| *patch = rect(patch));
    }
    if way != Way::Left {
        (scene.width, scene.height) = (h, w);
    }
    let (w, h) = (f64::from(w), f64::from(h));
    Some(Mapping(match way {
        Way::Up => [0.0, 1.0, 0.0, -1.0, 0.0, h, 0.0, 0.0, 1.0],
        Way::Down => [0.0, -1.0, w, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        Way::Left => [-1.0, 0.0, w, 0.0, -1.0, h, 0.0, 0.0, 1.0],
    }))
}

fn way(glyphs: &[RawGlyph]) -> Option<Way> {
    let counted: Vec<&RawGlyph> =
        glyphs.iter().filter(|g| !g.hidden && !g.aside && !g.vertical && !g.ch.is_whitespace()).collect();
    if counted.len() < ENOUGH {
        return None;
    }
    let runs = |way: Way| {
        let counts = |g: &&&RawGlyph| match way {
            Way::Up => g.flow.1 < -0.95,
            Way::Down => g.flow.1 > 0.95,
            Way::Left => g.flow.0 < -0.95,
        };
        counted.iter().filter(counts).count() as f32
    };
    [Way::Up, Way::Down, Way::Left].into_iter().find(|way| runs(*way) >= MOST * counted.len() as f32)
}

/// Lays a page out as it is displayed again, for a text layer that is not believed: whoever reads its picture finds out
/// for himself how it stands.
pub(super) fn back(page: &mut Page) {
    let Some(map) = page.to_displayed.take() else { return };
    for word in page.words.iter_mut().chain(&mut page.unbelieved).chain(&mut page.hidden).chain(&mut page.aside) {
        word.bbox = map.rect(&word.bbox);
        for glyph in &mut word.glyphs {
            glyph.bbox = map.rect(&glyph.bbox);
        }
    }
    for rule in &mut page.rules {
        let before = rule.bbox;
        rule.bbox = map.rect(&before);
        rule.horizontal ^= (rule.bbox.width() - before.width()).abs() > (rule.bbox.width() - before.height()).abs();
    }
    for picture in &mut page.pictures {
        picture.bbox = map.rect(&picture.bbox);
    }
    let whole = map.rect(&Rect::new(0.0, 0.0, page.width, page.height));
    (page.width, page.height) = (whole.width(), whole.height());
}
