//! How much of 300 drawn seals is read: `cargo run --example seals -- [OPTIONS]`, or `scripts/seals`.
//!
//! ```text
//! --sheets N             so many sheets of six seals (default 50)
//! --from N               from this sheet on (default 0): sheets that nobody has looked at are for measuring only
//! --mistakes             also what is printed on each seal and what was read, where they differ
//! --draw DIR             also writes the sheets and the unrolled seals there
//! --set DIR              no sheets: the seals of the papers in DIR/uploads, against DIR/truth.jsonl
//! ```
//!
//! The sheets go through the same reader as an upload. Then what was read of each is put to the check of seals, once with
//! the seal's own unit and once with that of another seal of the sheet: the curve of its two errors.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example writes the sheets it draws where it is told to")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use hecha::intake::sniff;
use hecha::model::{Format, Rect, Seal, Word};
use hecha::models;
use hecha::read::image as pictures;
use hecha::read::ocr::{Choice, Source};
use hecha::read::{Appetite, Limits, Tools, read};
use hecha::values::seal_text;
use hecha::values::text::edits;
use hecha_fixtures::writer::open;
use hecha_fixtures::writer::stamp::{FACES, SIZES, Stamp, WEARS, sheet};

/// Reads no line: only marks are looked at.
struct Marks;

impl Appetite for Marks {
    fn next(&self, _: (f32, f32), _: &[Word], _: &[Rect]) -> Vec<usize> {
        Vec::new()
    }
}

/// A seal and what was read of it.
struct Read {
    stamp: Stamp,
    wear: usize,
    sheet: usize,
    seal: Option<Seal>,
}

impl Read {
    fn text(&self) -> &str {
        self.seal.as_ref().and_then(|seal| seal.text.as_deref()).unwrap_or_default()
    }

    fn inside(&self) -> &str {
        self.seal.as_ref().and_then(|seal| seal.inner_text.as_deref()).unwrap_or_default()
    }

    fn wrong(&self) -> usize {
        edits(self.text(), &self.stamp.unit, 99).unwrap_or(99).min(self.stamp.unit.chars().count())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let sheets: usize = after("--sheets").map_or(Ok(50), |n| n.parse())?;
    let from: usize = after("--from").map_or(Ok(0), |n| n.parse())?;
    let mistakes = arguments.iter().any(|word| word == "--mistakes");
    let folder = after("--draw").map(PathBuf::from);
    let ocr = models::locate(&models::Settings { engine: Choice::Auto, ..models::Settings::default() }).source();
    if let Some(folder) = after("--set") {
        return set(Path::new(folder), &ocr, mistakes);
    }
    let mut all: Vec<Read> = Vec::new();
    for number in from..from + sheets {
        let (stamps, wear, jpeg) = sheet(number, &open::unit);
        let reading = read(&jpeg, Format::Jpeg, Tools { ocr: &ocr, appetite: &Marks }, &Limits::default());
        let Some(page) = reading.pages.first() else { return Err("the sheet has no page".into()) };
        if let Some(folder) = &folder {
            draw(folder, number, &jpeg)?;
        }
        for stamp in stamps {
            let at = (stamp.centre.0 / 595.0 * page.width, stamp.centre.1 / 842.0 * page.height);
            let seal = page.seals.iter().find(|seal| seal.bbox.contains(at)).cloned();
            all.push(Read { stamp, wear, sheet: number, seal });
        }
    }
    table(&all);
    if mistakes {
        for read in all
            .iter()
            .filter(|read| read.wrong() > 0 || read.stamp.inside.as_deref().unwrap_or_default() != read.inside())
        {
            let confidence = read.seal.as_ref().map_or(0.0, |seal| seal.text_confidence);
            println!(
                "{} {} {} {}: {} read {} {confidence:.2}, {} read {}",
                read.sheet,
                WEARS[read.wear],
                FACES[read.stamp.face].0,
                SIZES[read.stamp.size].0,
                read.stamp.unit,
                read.text(),
                read.stamp.inside.as_deref().unwrap_or("nothing"),
                read.inside()
            );
        }
    }
    curve(&all);
    Ok(())
}

/// How many seals of a set of papers are read exactly, by source. A seal is looked for on its page.
fn set(folder: &Path, ocr: &Source, mistakes: bool) -> Result<(), Box<dyn Error>> {
    let truth = std::fs::read_to_string(folder.join("truth.jsonl"))?;
    let mut by_source: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for line in truth.lines() {
        let candidate: serde_json::Value = serde_json::from_str(line)?;
        for document in candidate["documents"].as_array().into_iter().flatten() {
            let printed = document["seals"].as_array().into_iter().flatten();
            let printed: Vec<&serde_json::Value> = printed.filter(|seal| seal["text"].is_string()).collect();
            let Some(file) = document["file"].as_str().filter(|_| !printed.is_empty()) else { continue };
            let bytes = std::fs::read(folder.join("uploads").join(file))?;
            let tools = Tools { ocr, appetite: &Marks };
            let reading = read(&bytes, sniff(&bytes, &bytes, bytes.len() as u64), tools, &Limits::default());
            let counts = by_source.entry(document["source"].as_str().unwrap_or("?").to_owned()).or_default();
            for seal in printed {
                let text = seal_text::plain(seal["text"].as_str().unwrap_or_default());
                let page = reading.pages.iter().filter(|page| Some(u64::from(page.number)) == seal["page"].as_u64());
                let seen: Vec<String> = page.flat_map(|page| &page.seals).map(said).collect();
                let exact = seen.contains(&text);
                let sums = [1, usize::from(!seen.is_empty()), usize::from(exact)];
                counts.iter_mut().zip(sums).for_each(|(count, sum)| *count += sum);
                if mistakes && !exact {
                    println!("{file}: {text} read {}", seen.join(", "));
                }
            }
        }
    }
    println!("{:<12} {:>5} {:>7} {:>7}", "", "seals", "found", "exact");
    for (source, [all, found, exact]) in by_source {
        println!("{source:<12} {all:>5} {found:>7} {exact:>7}");
    }
    Ok(())
}

fn said(seal: &Seal) -> String {
    seal_text::plain(seal.text.as_deref().unwrap_or_default())
}

/// Shares by face, size and wear.
fn table(all: &[Read]) {
    let mut groups: BTreeMap<(usize, &str), Vec<&Read>> = BTreeMap::new();
    for read in all {
        let [face, size, wear] = [FACES[read.stamp.face].0, SIZES[read.stamp.size].0, WEARS[read.wear]];
        for group in [(0, "all"), (1, face), (2, size), (3, wear)] {
            groups.entry(group).or_default().push(read);
        }
    }
    println!("{:<12} {:>5} {:>7} {:>7} {:>7} {:>9}", "", "seals", "found", "exact", "wrong", "inside");
    for ((_, name), reads) in groups {
        let share = |count: usize, of: usize| 100.0 * count as f32 / of.max(1) as f32;
        let found = reads.iter().filter(|read| read.seal.is_some()).count();
        let exact = reads.iter().filter(|read| read.wrong() == 0).count();
        let wrong = reads.iter().map(|read| read.wrong()).sum::<usize>();
        let printed = reads.iter().map(|read| read.stamp.unit.chars().count()).sum::<usize>();
        let inside: Vec<bool> = reads
            .iter()
            .filter_map(|read| read.stamp.inside.as_ref().map(|printed| printed == read.inside()))
            .collect();
        let inside_right = inside.iter().filter(|right| **right).count();
        println!(
            "{name:<12} {:>5} {:>6.1}% {:>6.1}% {:>6.1}% {:>8.1}%",
            reads.len(),
            share(found, reads.len()),
            share(exact, reads.len()),
            share(wrong, printed),
            share(inside_right, inside.len())
        );
    }
}

/// The two errors of the check over the probability from which a seal counts as another unit's: the unit's own seal flagged,
/// and a strange one passed. A strange unit is the next one of the sheets, or the one whose name is nearest. What nobody can
/// tell is for a person, and neither.
fn curve(all: &[Read]) {
    let weigh = |read: &Read, unit: &str| {
        let confidence = read.seal.as_ref().map_or(0.0, |seal| seal.text_confidence);
        seal_text::weigh(read.text(), confidence, &[unit])
    };
    let nearest = |unit: &str| {
        let others = all.iter().map(|read| read.stamp.unit.as_str()).filter(|other| *other != unit);
        others.min_by_key(|other| edits(unit, other, 99)).unwrap_or_default().to_owned()
    };
    let next = all.iter().cycle().skip(1);
    let own: Vec<_> = all.iter().map(|read| weigh(read, &read.stamp.unit)).collect();
    let other: Vec<_> = all.iter().zip(next).map(|(read, next)| weigh(read, &next.stamp.unit)).collect();
    let near: Vec<_> = all.iter().map(|read| weigh(read, &nearest(&read.stamp.unit))).collect();
    let share = |weights: &[Option<seal_text::Weight>], is: &dyn Fn(f64, f64) -> bool| {
        let such = weights.iter().flatten().filter(|weight| is(weight.another, weight.noise)).count();
        100.0 * such as f32 / weights.len().max(1) as f32
    };
    let unread = own.iter().filter(|weight| weight.is_none()).count();
    println!("\n{unread} not read. Flagged as another's from this probability on:");
    println!("{:>9} {:>11} {:>14} {:>14}", "", "own flagged", "other flagged", "near flagged");
    for from in [0.5, 0.8, 0.9, 0.95, 0.97, 0.99, 0.999, 0.9999] {
        let flagged = |another: f64, noise: f64| another >= from && noise <= 0.1;
        let [own, other, near] = [&own, &other, &near].map(|weights| share(weights, &flagged));
        println!("{from:>9} {own:>10.1}% {other:>13.1}% {near:>13.1}%");
    }
    println!("passed as the unit's own up to this one:");
    println!("{:>9} {:>11} {:>14} {:>14}", "", "own passed", "other passed", "near passed");
    for to in [0.0001, 0.001, 0.01, 0.05, 0.1, 0.2, 0.5] {
        let passed = |another: f64, _: f64| another <= to;
        let [own, other, near] = [&own, &other, &near].map(|weights| share(weights, &passed));
        println!("{to:>9} {own:>10.1}% {other:>13.1}% {near:>13.1}%");
    }
}

/// Writes a sheet and the strips that its seals are read from.
fn draw(folder: &Path, number: usize, jpeg: &[u8]) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(format!("{number}.jpg")), jpeg)?;
    let image = pictures::decode_first(jpeg, hecha::model::Format::Jpeg, u64::MAX)?.image.pixels;
    let long = image.width().max(image.height()) as f32;
    for (n, place) in pictures::seals(&image, long).iter().enumerate() {
        for (m, strip) in
            pictures::ring_strips(&image, place).iter().chain(&pictures::inner_strips(&image, place)).enumerate()
        {
            strip.save(folder.join(format!("{number}-{n}-{m}.png")))?;
        }
    }
    Ok(())
}
