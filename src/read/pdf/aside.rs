//! What is laid over a page and is no part of its text: 仅供…使用, 复印无效, the name of a program. It is set aside before
//! anything is made of the page, since its characters stand wherever they fall, in cells and between the letters of values.

use std::collections::BTreeMap;

use super::belief;
use super::scene::{Colour, RawGlyph, Scene};
use super::sight;
use crate::model::Rect;

/// Text that runs further from the direction of the page than this, as a sine, is laid over it: eight degrees.
const SLANT: f32 = 0.14;
/// Fewer characters than this that run level do not say how the page runs.
const LEVEL: usize = 12;
/// From one letter of a curve to the next the direction changes by more than this, as a sine: two degrees.
const BEND: f32 = 0.035;
/// No page bears more seals; the work grows with their number.
const MOST_SEALS: usize = 64;
/// A text that stands on a page so often,
const OFTEN: usize = 3;
/// of at least so many characters, in a pale colour, is laid over it.
const LONG: usize = 4;
/// Paint this pale, once it is mixed with the paper, is not what papers are printed in.
const PALE: f32 = 0.55;

/// A text that was drawn in one go, or letter by letter in one go.
struct Stretch {
    glyphs: Vec<usize>,
    text: String,
}

/// Marks the glyphs that are laid over the page.
pub(super) fn judge(scene: &mut Scene) {
    let over_picture = belief::coverage(scene) >= belief::COVERED;
    slanted(&mut scene.glyphs, over_picture);
    repeated(scene);
}

/// Text that runs aslant on a page whose text runs level, or over a picture that is the page.
fn slanted(glyphs: &mut [RawGlyph], over_picture: bool) {
    let is_slanted = |g: &RawGlyph| g.flow.0.abs() > SLANT && g.flow.1.abs() > SLANT;
    let counted = |g: &&RawGlyph| !g.hidden && !g.ch.is_whitespace();
    let level = glyphs.iter().filter(counted).filter(|g| !is_slanted(g)).count();
    let slanted = glyphs.iter().filter(counted).filter(|g| is_slanted(g)).count();
    // A page that is scanned and recognised may run aslant as a whole; a page under a tiled mark does not.
    if level >= LEVEL || level >= slanted || over_picture {
        curved(glyphs);
        glyphs.iter_mut().filter(|g| is_slanted(g)).for_each(|g| g.aside = true);
    } else if slanted > 0 && glyphs.iter().any(|g| !is_slanted(g)) {
        // Next to nothing but a mark: what it is laid over is a picture.
        let pale = glyphs.iter().filter(|g| is_slanted(g)).all(is_pale);
        glyphs.iter_mut().filter(|g| pale && is_slanted(g)).for_each(|g| g.aside = true);
    }
}

/// Text along a curve: the ring of a seal that is drawn as letters, which stand at every angle, some of them level or upright.
/// What is printed inside the curve in its ink belongs to it, unless the page is printed in the same.
fn curved(glyphs: &mut [RawGlyph]) {
    let same_ink = |a: &RawGlyph, b: &RawGlyph| a.colour == b.colour && (a.em - b.em).abs() < 0.1 * a.em;
    let bend = |a: &RawGlyph, b: &RawGlyph| a.flow.0 * b.flow.1 - a.flow.1 * b.flow.0;
    let mut seals: Vec<(Rect, Option<Colour>)> = Vec::new();
    for drawn in glyphs.chunk_by_mut(|a, b| same_ink(a, b) && !a.vertical && !b.vertical) {
        let mut at = 0;
        while let Some(rest) = drawn.get_mut(at..).filter(|rest| !rest.is_empty()) {
            let steps = rest.windows(2).take_while(|pair| {
                pair.first().zip(pair.get(1)).is_some_and(|(a, b)| (BEND..0.9).contains(&bend(a, b).abs()))
            });
            let length = steps.count() + 1;
            if let Some(curve) = rest.get_mut(..length).filter(|_| length >= LONG) {
                let around = curve.iter().map(|g| g.bbox).reduce(|a, b| a.union(&b));
                seals.extend(around.zip(curve.first().map(|g| g.colour)));
                curve.iter_mut().for_each(|g| g.aside = true);
            }
            at += length;
        }
    }
    if seals.is_empty() {
        return;
    }
    let bits = |ink: &Option<Colour>| ink.map(|ink| ink.map(f32::to_bits));
    let mut inks: BTreeMap<Option<[u32; 4]>, usize> = BTreeMap::new();
    for glyph in glyphs.iter().filter(|g| !g.aside && !g.hidden) {
        *inks.entry(bits(&glyph.colour)).or_default() += 1;
    }
    let printed = inks.into_iter().max_by_key(|(_, count)| *count).map(|(ink, _)| ink);
    let other = |(_, ink): &&(Rect, Option<Colour>)| printed.is_none_or(|printed| bits(ink) != printed);
    for (around, ink) in seals.iter().filter(other).take(MOST_SEALS) {
        let within = |g: &&mut RawGlyph| g.colour == *ink && around.contains(g.bbox.centre());
        glyphs.iter_mut().filter(within).for_each(|g| g.aside = true);
    }
}

/// The same text several times in one pale colour, at least once over something else.
fn repeated(scene: &mut Scene) {
    let mut texts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let stretches = stretches(&scene.glyphs);
    for (i, stretch) in stretches.iter().enumerate().filter(|(_, s)| s.text.chars().count() >= LONG) {
        texts.entry(&stretch.text).or_default().push(i);
    }
    let mut aside = Vec::new();
    for places in texts.values().filter(|places| places.len() >= OFTEN) {
        let own = || places.iter().filter_map(|i| stretches.get(*i)).flat_map(|s| &s.glyphs);
        if own().any(|i| lies_over(scene, *i)) {
            aside.extend(own().copied());
        }
    }
    for i in aside {
        if let Some(glyph) = scene.glyphs.get_mut(i) {
            glyph.aside = true;
        }
    }
}

/// Whether a glyph lies over another of other ink, or over a ruling line.
fn lies_over(scene: &Scene, index: usize) -> bool {
    let Some(glyph) = scene.glyphs.get(index) else { return false };
    let over = |other: &RawGlyph| {
        !is_pale(other) && other.bbox.intersection(&glyph.bbox).is_some_and(|c| c.area() > 0.1 * glyph.bbox.area())
    };
    let inner = glyph.bbox.grown(-0.2 * glyph.bbox.height());
    let at = glyph.bbox.centre();
    scene.pictures.iter().any(|p| p.order < glyph.order && p.picture.bbox.contains(at))
        || scene.glyphs.iter().any(over)
        || scene.strokes.iter().any(|s| s.bbox.intersection(&inner).is_some())
}

/// The pale texts of a page: glyphs that follow each other in drawing and on the line.
fn stretches(glyphs: &[RawGlyph]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut last: Option<&RawGlyph> = None;
    for (i, glyph) in glyphs.iter().enumerate() {
        if glyph.hidden || glyph.aside || glyph.ch.is_whitespace() || !is_pale(glyph) {
            continue;
        }
        let follows = last.is_some_and(|last| {
            (last.base - glyph.base).abs() < 0.25 * glyph.em
                && (last.em - glyph.em).abs() < 0.1 * glyph.em
                && (-0.3 * glyph.em..=1.2 * glyph.em).contains(&(glyph.start - last.end))
        });
        match found.last_mut().filter(|_| follows) {
            Some(stretch) => {
                stretch.glyphs.push(i);
                stretch.text.push(glyph.ch);
            }
            None => found.push(Stretch { glyphs: vec![i], text: glyph.ch.to_string() }),
        }
        last = Some(glyph);
    }
    found
}

/// Whether a glyph is pale on white paper.
fn is_pale(glyph: &RawGlyph) -> bool {
    glyph.colour.is_some_and(|[r, g, b, a]| {
        let mixed = |v: f32| 1.0 - a * (1.0 - v);
        let (r, g, b) = (mixed(r), mixed(g), mixed(b));
        // Red and blue ink is dark in one channel at least.
        0.3 * r + 0.59 * g + 0.11 * b >= PALE && r.min(g).min(b) >= 0.3 && !sight::alike([r, g, b, 1.0], sight::PAPER)
    })
}
