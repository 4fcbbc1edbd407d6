//! How far the smaller networks can be believed: reads every line of page images with them and with the larger ones, and
//! prints by the confidence of a line's least sure character how many lines the two read alike, and by the confidence of a
//! character how many of them. What the cascade's bounds are fitted on (`src/read/ocr/cascade.rs`).
//!
//! `cargo run --release --example cascade -- [rten] [lines] PICTURE…`; with `lines`, the lines that differ as well: for
//! invented pages only, since lines are personal data.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example reads the files it is given")]

use std::error::Error;

use hecha::models::{Settings, locate};
use hecha::read::image as pictures;
use hecha::read::ocr::{Choice, Line};

/// Where the bands of confidence begin.
const BANDS: [f32; 10] = [0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995];

/// One line, read twice.
struct Twice {
    least: f32,
    columns: f32,
    alike: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut take = |word: &str| {
        let before = arguments.len();
        arguments.retain(|argument| argument != word);
        arguments.len() < before
    };
    let engine = if take("rten") { Choice::Rten } else { Choice::Auto };
    let shown = take("lines");
    let located = locate(&Settings { engine, ..Settings::default() });
    if located.first.is_none() {
        return Err("the smaller networks are not here: `hecha models fetch` gets them".into());
    }
    let source = located.source();
    let ocr = source.get().map_err(Clone::clone)?;
    let mut lines: Vec<Twice> = Vec::new();
    let mut chars = [(0_usize, 0_usize); BANDS.len()];
    for path in &arguments {
        let bytes = std::fs::read(path)?;
        let format = hecha::intake::sniff(&bytes[..bytes.len().min(16384)], &[], bytes.len() as u64);
        let image = pictures::decode_first(&bytes, format, u64::MAX)?.image;
        let image = pictures::flatten(&image).unwrap_or(image);
        let seals = pictures::seals(&image.pixels, image.pixels.width().max(image.pixels.height()) as f32);
        let clean = pictures::without_seals(&image.pixels, &seals);
        for quad in ocr.find_lines(&clean, &[])? {
            let (first, second) = (ocr.glance(&clean, &quad)?, ocr.recognise(&clean, &quad)?);
            let (own, other) = (told(&first), told(&second));
            let alike = own.iter().map(|(ch, _)| ch).eq(other.iter().map(|(ch, _)| ch));
            for (right, sure) in matched(&own, &other) {
                let (right_so_far, all) = &mut chars[band(sure)];
                (*right_so_far, *all) = (*right_so_far + usize::from(right), *all + 1);
            }
            let least = own.iter().map(|(_, sure)| *sure).fold(1.0, f32::min);
            if shown && !alike {
                println!("{least:.3} {} | {}", first.text(), second.text());
            }
            let columns = 48.0 * quad.width().max(quad.height()) / quad.width().min(quad.height()).max(1.0);
            lines.push(Twice { least: if own.is_empty() { 0.0 } else { least }, columns, alike });
        }
    }
    curve(&lines);
    println!("characters, by confidence: of so many, as the larger networks read them");
    for (from, (right, all)) in BANDS.iter().zip(chars) {
        println!("  from {from:.3}: {right} of {all}, {:.2} %", 100.0 * right as f64 / all.max(1) as f64);
    }
    Ok(())
}

/// For each bound the lines that stay with the smaller networks, and what is read twice.
fn curve(lines: &[Twice]) {
    let columns: f32 = lines.iter().map(|line| line.columns).sum();
    println!("lines, by their least sure character: {} in all", lines.len());
    for bound in BANDS {
        let kept: Vec<&Twice> = lines.iter().filter(|line| line.least >= bound).collect();
        let alike = kept.iter().filter(|line| line.alike).count();
        let again = 1.0 - kept.iter().map(|line| line.columns).sum::<f32>() / columns.max(1.0);
        println!(
            "  from {bound:.3}: {} stay, {:.2} % of them as the larger networks read them; {:.1} % of the lines and {:.1} % of the columns are read twice",
            kept.len(),
            100.0 * alike as f64 / kept.len().max(1) as f64,
            100.0 * (1.0 - kept.len() as f64 / lines.len().max(1) as f64),
            100.0 * again
        );
    }
}

/// The characters of a line that say something.
fn told(line: &Line) -> Vec<(char, f32)> {
    line.chars.iter().filter(|c| !c.ch.is_whitespace()).map(|c| (c.ch, c.confidence)).collect()
}

fn band(sure: f32) -> usize {
    BANDS.iter().rposition(|&from| sure >= from).unwrap_or(0)
}

/// For each character of one reading whether the other has it at the same place, by the fewest edits.
fn matched(own: &[(char, f32)], other: &[(char, f32)]) -> Vec<(bool, f32)> {
    let (rows, columns) = (own.len() + 1, other.len() + 1);
    let mut costs = vec![0_usize; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            costs[row * columns + column] = match (row, column) {
                (0, n) | (n, 0) => n,
                _ => {
                    let differs = usize::from(own[row - 1].0 != other[column - 1].0);
                    (costs[(row - 1) * columns + column - 1] + differs)
                        .min(costs[(row - 1) * columns + column] + 1)
                        .min(costs[row * columns + column - 1] + 1)
                }
            };
        }
    }
    let (mut row, mut column) = (own.len(), other.len());
    let mut found = Vec::new();
    while row > 0 {
        let here = costs[row * columns + column];
        let differs = column > 0 && own[row - 1].0 != other[column - 1].0;
        if column > 0 && here == costs[(row - 1) * columns + column - 1] + usize::from(differs) {
            found.push((!differs, own[row - 1].1));
            (row, column) = (row - 1, column - 1);
        } else if column > 0 && here == costs[row * columns + column - 1] + 1 {
            column -= 1;
        } else {
            found.push((false, own[row - 1].1));
            row -= 1;
        }
    }
    found
}
