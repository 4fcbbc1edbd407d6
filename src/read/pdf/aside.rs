//! What is laid over a page and is no part of its text: 仅供…使用, 复印无效, the name of a program. It is set aside before
//! anything is made of the page, since its characters stand wherever they fall, in cells and between the letters of values.

use std::collections::BTreeMap;

use super::belief;
use super::scene::{RawGlyph, Scene};
use super::sight;

/// Text that runs further from the direction of the page than this, as a sine, is laid over it: eight degrees.
const SLANT: f32 = 0.14;
/// Fewer characters than this that run level do not say how the page runs.
const LEVEL: usize = 12;
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
        glyphs.iter_mut().filter(|g| is_slanted(g)).for_each(|g| g.aside = true);
    } else if slanted > 0 && glyphs.iter().any(|g| !is_slanted(g)) {
        // Next to nothing but a mark: what it is laid over is a picture.
        let pale = glyphs.iter().filter(|g| is_slanted(g)).all(is_pale);
        glyphs.iter_mut().filter(|g| pale && is_slanted(g)).for_each(|g| g.aside = true);
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
