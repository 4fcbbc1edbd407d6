//! Reads page images and prints one JSON object for each: its lines of text, how long each stage took, how much there was
//! to compute. `scripts/bench-ocr` runs it: `pages auto|rten [needed] [stages] PICTURE…`.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example reads the files it is given and takes times")]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use hecha::classify::Needed;
use hecha::model::{Format, Page, Word};
use hecha::models::{Settings, locate};
use hecha::read::image as pictures;
use hecha::read::ocr::{Choice, Ocr, Source};
use hecha::read::{Appetite, Everything, Limits, Tools, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let engine = if take(&mut arguments, "rten") { Choice::Rten } else { Choice::Auto };
    let appetite: &dyn Appetite = if take(&mut arguments, "needed") { &Needed } else { &Everything };
    let stages = take(&mut arguments, "stages");
    let thorough = take(&mut arguments, "thorough");
    take(&mut arguments, "auto");
    let source = locate(&Settings { folder: None, engine, thorough }).source();
    for path in &arguments {
        let before = source.get().map(Ocr::work).ok();
        let bytes = std::fs::read(path)?;
        let mut line = if stages { staged(path, &bytes, &source)? } else { whole(path, &bytes, &source, appetite) };
        if let (Some(before), Ok(ocr)) = (before, source.get()) {
            let after = ocr.work();
            line["glanced"] = (after.glanced - before.glanced).into();
            line["careful"] = (after.careful - before.careful).into();
        }
        println!("{line}");
    }
    Ok(())
}

fn take(arguments: &mut Vec<String>, word: &str) -> bool {
    let before = arguments.len();
    arguments.retain(|argument| argument != word);
    arguments.len() < before
}

/// Reads a page as `hecha screen` does.
fn whole(path: &str, bytes: &[u8], source: &Source, appetite: &dyn Appetite) -> serde_json::Value {
    let reading = read(bytes, format_of(bytes), Tools { ocr: source, appetite }, &Limits::default());
    let words: Vec<String> = reading.pages.iter().flat_map(|page| &page.words).map(Word::text).collect();
    let unread: usize = reading.pages.iter().map(|page: &Page| page.unread.len()).sum();
    serde_json::json!({ "page": path, "lines": words, "unread": unread })
}

/// What a picture is by its bytes.
fn format_of(bytes: &[u8]) -> Format {
    hecha::intake::sniff(&bytes[..bytes.len().min(16384)], &[], bytes.len() as u64)
}

/// Runs the stages one by one and takes the time of each.
fn staged(path: &str, bytes: &[u8], source: &Source) -> Result<serde_json::Value, Box<dyn Error>> {
    let mut ms: BTreeMap<&str, f64> = BTreeMap::new();
    let ocr: &Ocr = source.get().map_err(Clone::clone)?;
    let image = timed(&mut ms, "1 decode", || pictures::decode_first(bytes, format_of(bytes), u64::MAX))?.image;
    timed(&mut ms, "2 flatten", || pictures::flatten(&image));
    let seals = timed(&mut ms, "3 seals", || {
        pictures::seals(&image.pixels, image.pixels.width().max(image.pixels.height()) as f32)
    });
    let clean = timed(&mut ms, "4 without seals", || pictures::without_seals(&image.pixels, &seals));
    let quads = timed(&mut ms, "5 detect", || ocr.find_lines(&clean, &[]))?;
    let mut lines = Vec::new();
    for quad in &quads {
        lines.push(timed(&mut ms, "6 recognise", || ocr.recognise(&clean, quad))?.text());
    }
    timed(&mut ms, "7 rules", || pictures::rules(&image.pixels, 60.0));
    timed(&mut ms, "8 codes", || pictures::codes(&image.pixels));
    timed(&mut ms, "9 quality", || pictures::measure(&image.pixels, 200.0));
    let columns: f32 = quads.iter().map(|q| 48.0 * q.width() / q.height().max(1.0)).sum();
    let pixels = ocr.detection_pixels(&clean);
    Ok(serde_json::json!({ "page": path, "lines": lines, "ms": ms, "work": { "pixels": pixels, "columns": columns } }))
}

fn timed<T>(ms: &mut BTreeMap<&'static str, f64>, stage: &'static str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = work();
    *ms.entry(stage).or_default() += start.elapsed().as_secs_f64() * 1000.0;
    made
}
