//! Reads one file and prints what was read: `cargo run --example read -- FILE [--json] [--glyphs] [--rten]`.
//!
//! For looking at readings while working on the rooms above the reader; no part of the product.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example reads the file it is given")]

use std::error::Error;

use hecha::model::{Format, Page, Word};
use hecha::models::{Settings, locate};
use hecha::read::ocr::Choice;
use hecha::read::{Everything, Limits, Tools, read};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = take_flag(&mut arguments, "--json");
    let Some(path) = arguments.first() else { return Err("give a file".into()) };
    let bytes = std::fs::read(path)?;
    let format = match bytes.as_slice() {
        [0xFF, 0xD8, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => Format::Png,
        [] => Format::Empty,
        _ => Format::Pdf,
    };
    let engine = if take_flag(&mut arguments, "--rten") { Choice::Rten } else { Choice::Auto };
    let source = locate(&Settings { engine, ..Settings::default() }).source();
    let reading = read(&bytes, format, Tools { ocr: &source, appetite: &Everything }, &Limits::default());
    if json {
        println!("{}", serde_json::to_string_pretty(&reading)?);
        return Ok(());
    }
    println!("{:?}  facts: {:?}", reading.outcome, reading.pdf);
    for problem in &reading.problems {
        println!("problem: page {:?}: {}", problem.page, problem.what);
    }
    for page in &reading.pages {
        show(page);
    }
    Ok(())
}

fn take_flag(arguments: &mut Vec<String>, flag: &str) -> bool {
    let before = arguments.len();
    arguments.retain(|a| a != flag);
    arguments.len() < before
}

fn show(page: &Page) {
    println!(
        "── page {}: {:.0} × {:.0} {:?}, {:?}, {:?}, {} rules, {} pictures, fonts {:?}",
        page.number,
        page.width,
        page.height,
        page.unit,
        page.text_layer,
        page.legibility,
        page.rules.len(),
        page.pictures.len(),
        page.fonts
    );
    for picture in &page.pictures {
        println!("   picture {:?} {} × {}", picture.bbox, picture.pixel_width, picture.pixel_height);
    }
    for (title, words) in [("", &page.words), ("unbelieved ", &page.unbelieved), ("hidden ", &page.hidden)] {
        for word in words {
            show_word(title, word);
        }
    }
}

fn show_word(title: &str, word: &Word) {
    let b = word.bbox;
    println!(
        "   {title}[{:6.1} {:6.1} {:6.1} {:6.1}] {:.2} {}{}",
        b.x0,
        b.y0,
        b.x1,
        b.y1,
        word.confidence(),
        if word.vertical { "↓ " } else { "" },
        word.text()
    );
}
