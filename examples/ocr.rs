//! Prints what the networks read in a picture, line by line: `cargo run --release --example ocr -- PICTURE [rten]`.
//!
//! For looking at recognition while working on it; no part of the product.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example reads the file it is given and measures time")]

use std::{error::Error, fs, time::Instant};

use hecha::lang::Lang;
use hecha::model::Mapping;
use hecha::models::Settings;
use hecha::read::ocr::Choice;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let Some(picture) = arguments.next() else { return Err("give a picture".into()) };
    let engine = if arguments.next().as_deref() == Some("rten") { Choice::Rten } else { Choice::Auto };
    let settings = Settings { folder: None, engine };
    let located = hecha::faces::cli::models::ensure(&settings, Lang::En, true, &mut |line| println!("{line}"));
    let page = image::load_from_memory(&fs::read(picture)?)?.into_rgb8();
    let source = located.source();
    let started = Instant::now();
    let reader = source.get().map_err(Clone::clone)?;
    println!("{}: loaded in {} ms", reader.fingerprint(), started.elapsed().as_millis());
    let started = Instant::now();
    let lines = reader.find_lines(&page)?;
    println!("{} lines found in {} ms", lines.len(), started.elapsed().as_millis());
    let started = Instant::now();
    for line in &lines {
        let read = reader.recognise(&page, line)?;
        let r = read.quad.bbox();
        println!("{:.0},{:.0} {:.0}x{:.0} {:.3} {}", r.x0, r.y0, r.width(), r.height(), read.confidence(), read.text());
        for word in read.words(&Mapping::IDENTITY) {
            println!("    [{}] {:?}", word.text(), <[f32; 4]>::from(word.bbox).map(f32::round));
        }
    }
    println!("read in {} ms", started.elapsed().as_millis());
    Ok(())
}
