//! Which way up a page is, and how much askew: from the shape of its lines, and from reading a few of them both ways.

use super::Sheet;
use crate::read::image::{self as pictures, PageImage, QuarterTurn};
use crate::read::ocr::{Fault, Line, Ocr, Quad};

/// How many lines are read to tell up from down.
const SAMPLE: usize = 4;

/// A line this clear, of this many characters, is not upside down.
const CLEAR: f32 = 0.93;
const ENOUGH: usize = 4;

/// Less skew than this, in degrees, is left in: lines are cut out along their own slope anyway.
const LEVEL: f32 = 0.3;

/// The page image upright and level, with its seals and lines.
pub(super) fn sheet(ocr: &Ocr, image: PageImage) -> Result<Sheet, Fault> {
    let sheet = looked_at(ocr, image)?;
    let turn = turn_of(ocr, &sheet)?;
    let mut sheet =
        if turn == QuarterTurn::None { sheet } else { looked_at(ocr, pictures::turned(sheet.image, turn))? };
    sheet.turned = turn.degrees();
    Ok(levelled(sheet))
}

/// Seals first, so that their text is not taken for lines.
fn looked_at(ocr: &Ocr, image: PageImage) -> Result<Sheet, Fault> {
    let seals = pictures::seals(&image.pixels, super::long_side(&image));
    let clean = pictures::without_seals(&image.pixels, &seals);
    let lines = ocr.find_lines(&clean)?;
    Ok(Sheet { image, clean, seals, lines, turned: 0, skew: 0.0 })
}

/// By how much the sheet has to be turned.
fn turn_of(ocr: &Ocr, sheet: &Sheet) -> Result<QuarterTurn, Fault> {
    let mut lines: Vec<&Quad> = sheet.lines.iter().collect();
    // Long lines vote with their length, and squares say nothing.
    let lean = |q: &Quad| if q.height() > 1.5 * q.width() { q.height() } else { -q.width().max(q.height()) };
    let sideways = lines.iter().map(|q| if ratio(q) < 1.5 { 0.0 } else { lean(q) }).sum::<f32>() > 0.0;
    lines.retain(|q| (q.height() > q.width()) == sideways && (2.0..25.0).contains(&ratio(q)));
    // The longest, but not endless ones: a dozen characters tell as much as fifty.
    lines.sort_by(|a, b| ratio(b).min(12.0).total_cmp(&ratio(a).min(12.0)).then(a.0[0].1.total_cmp(&b.0[0].1)));
    lines.truncate(SAMPLE);
    let (upright, turned) = if sideways {
        ((QuarterTurn::Left, 1), (QuarterTurn::Right, 3))
    } else {
        ((QuarterTurn::None, 0), (QuarterTurn::Half, 2))
    };
    let first = sample(ocr, sheet, &lines, upright.1)?;
    if first.iter().filter(|line| line.confidence() > CLEAR && line.chars.len() >= ENOUGH).count() >= 2 {
        return Ok(upright.0);
    }
    let second = sample(ocr, sheet, &lines, turned.1)?;
    let sense = |lines: &[Line]| lines.iter().map(Line::sense).sum::<f32>();
    Ok(if sense(&second) > sense(&first) { turned.0 } else { upright.0 })
}

fn ratio(q: &Quad) -> f32 {
    let (w, h) = (q.width().max(1.0), q.height().max(1.0));
    w.max(h) / w.min(h)
}

/// The lines as they read when turned by quarters.
fn sample(ocr: &Ocr, sheet: &Sheet, lines: &[&Quad], quarters: usize) -> Result<Vec<Line>, Fault> {
    lines.iter().map(|&q| ocr.recognise_level(&sheet.clean, &(0..quarters).fold(*q, |q, _| q.turned()))).collect()
}

/// The sheet made level, where it is clearly askew. Its lines are moved, not looked for again.
fn levelled(sheet: Sheet) -> Sheet {
    let level: Vec<_> = sheet.lines.iter().filter(|q| q.width() > 3.0 * q.height()).map(|q| (q.0[3], q.0[2])).collect();
    let skew = pictures::skew_of(&level);
    if skew.abs() < LEVEL {
        return sheet;
    }
    let image = pictures::levelled(&sheet.image, skew);
    let Some(back) = image.to_displayed.inverse() else { return sheet };
    let moved = sheet.image.to_displayed.then(&back);
    let lines = sheet.lines.iter().map(|q| q.mapped(&moved)).collect();
    let seals = pictures::seals(&image.pixels, super::long_side(&image));
    let clean = pictures::without_seals(&image.pixels, &seals);
    Sheet { image, clean, seals, lines, skew, ..sheet }
}
