//! From a line on a page to its characters, by one engine.

use image::RgbImage;

use super::crop::{self, Crop};
use super::ctc::{self, Seen};
use super::engine::{Engine, Fault};
use super::line::{Char, Line};
use super::quad::Quad;
use super::{place, stacked};

/// A line that stands upright, this many times as high as wide, is read downwards.
const TALL: f32 = 1.5;

/// Up to here a tall line may also be one narrow character.
const NARROW: f32 = 3.0;

/// What a line says.
pub(super) fn line(engine: &dyn Engine, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
    if line.height() > TALL * line.width() { tall(engine, page, line) } else { level(engine, page, line) }
}

/// What a line says that runs along its first edge, however long that is.
pub(super) fn level(engine: &dyn Engine, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
    let crop = crop::cut(page, line);
    let seen = seen(engine, &crop)?;
    let spans = place::spans(&crop, &seen);
    let (width, height) = (crop.width as f32, crop::HEIGHT as f32);
    let (top, bottom) = place::rows(&crop);
    let chars = seen
        .into_iter()
        .zip(spans)
        .map(|(seen, (from, to))| seen.at(line.part((from / width, to / width), (top / height, bottom / height))))
        .collect();
    Ok(Line { quad: *line, vertical: false, glanced: false, chars })
}

/// What a line says that is higher than wide: characters below each other, a line that runs downwards, or a single
/// narrow character. What makes most sense is taken.
fn tall(engine: &dyn Engine, page: &RgbImage, line: &Quad) -> Result<Line, Fault> {
    let downwards = level(engine, page, &line.turned())?;
    let stacked = below_each_other(engine, page, line)?;
    let narrow = if line.height() > NARROW * line.width() { Vec::new() } else { level(engine, page, line)?.chars };
    let mut best = Line { quad: *line, vertical: true, glanced: false, chars: downwards.chars };
    for (chars, vertical) in [(stacked, true), (narrow, false)] {
        let other = Line { quad: *line, vertical, glanced: false, chars };
        if other.sense() > best.sense() {
            best = other;
        }
    }
    Ok(best)
}

/// The characters of an upright line that stand below each other.
fn below_each_other(engine: &dyn Engine, page: &RgbImage, line: &Quad) -> Result<Vec<Char>, Fault> {
    let places = stacked::characters(line, &crop::cut(page, &line.turned()));
    let crops: Vec<Crop> = places.iter().map(|place| crop::cut(page, place)).collect();
    if crops.is_empty() {
        return Ok(Vec::new());
    }
    let strip = stacked::beside(&crops);
    let seen = seen(engine, &strip)?;
    let ends = crops.iter().scan(0, |end, crop| {
        *end += crop.width;
        Some(*end as f32 / strip.width as f32)
    });
    let ends: Vec<f32> = ends.collect();
    let place = |middle: f32| places.get(ends.iter().position(|&end| middle < end)?).copied();
    Ok(seen.into_iter().filter(|s| !s.ch.is_whitespace()).filter_map(|s| place(s.middle).map(|at| s.at(at))).collect())
}

/// The characters that the network sees in a crop.
fn seen(engine: &dyn Engine, crop: &Crop) -> Result<Vec<Seen>, Fault> {
    let steps = engine.recognise(crop.planes(0, crop.width))?;
    Ok(ctc::decode(&steps, engine.alphabet()))
}
