//! Reads files in this process, one after another on one core, and says how long each stage took.
//!
//! `cargo run --release --example stages -- [--print] [--rounds N] FILE …`
//!
//! With `--print`, the documents found and their fields instead of times: for looking at invented files only, since
//! fields are personal data.

use std::time::{Duration, Instant};

use hecha::checks::{self, Cohort, Context};
use hecha::extract;
use hecha::intake::sniff;
use hecha::kinds::Kinds;
use hecha::model::{Answers, Case, Document, Reading, ScreenedFile, Upload};
use hecha::read::{self, Everything, Limits, Tools, ocr};
use hecha::rulebook::{BUILTIN, Pack};
use jiff::civil::date;

/// What a file took.
#[derive(Default)]
struct Took {
    read: Duration,
    understand: Duration,
    check: Duration,
    pages: usize,
}

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for developers prints and takes times")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let print = arguments.iter().position(|word| word == "--print").map(|at| arguments.remove(at)).is_some();
    let mut rounds = 1_usize;
    if let Some(at) = arguments.iter().position(|word| word == "--rounds") {
        rounds = arguments.get(at + 1).map_or(Ok(1), |n| n.parse())?;
        arguments.drain(at..=at + 1);
    }
    let files: Vec<(String, Vec<u8>)> =
        arguments.into_iter().map(|path| std::fs::read(&path).map(|bytes| (path, bytes))).collect::<Result<_, _>>()?;
    let pack = Pack::parse(BUILTIN[0].1)?;
    let ocr = ocr::Source::none();
    let mut total = Took::default();
    for _ in 0..rounds {
        for (path, bytes) in &files {
            let started = Instant::now();
            let format = sniff(bytes, bytes, bytes.len() as u64);
            let reading = read::read(bytes, format, Tools { ocr: &ocr, appetite: &Everything }, &Limits::default());
            total.read += started.elapsed();
            total.pages += reading.pages.len();

            let started = Instant::now();
            let upload = Upload::new(path.clone(), String::new(), bytes.len() as u64, format);
            let documents = extract::documents(&upload, &reading, None, &Kinds::built_in());
            total.understand += started.elapsed();
            if print {
                show(path, &reading, &documents);
            }

            let started = Instant::now();
            let case = Case { candidate: None, files: vec![ScreenedFile { upload, reading, documents }] };
            let cohort = Cohort::gather(std::slice::from_ref(&case));
            let answers = Answers::default();
            let context = Context { pack: &pack, day: date(2024, 8, 20), cohort: &cohort, answers: &answers };
            let flags = checks::run(&case, &context);
            total.check += started.elapsed();
            if print {
                flags.iter().for_each(|flag| println!("  flag {}: {}", flag.code, flag.message));
            }
        }
    }
    if !print {
        let all = total.read + total.understand + total.check;
        let share = |part: Duration| 100.0 * part.as_secs_f64() / all.as_secs_f64();
        println!("files {} pages {} seconds {:.3}", files.len() * rounds, total.pages, all.as_secs_f64());
        println!("pages a second and core: {:.1}", total.pages as f64 / all.as_secs_f64());
        println!(
            "where the time goes: read {:.1} %, classify and extract {:.1} %, check {:.1} %",
            share(total.read),
            share(total.understand),
            share(total.check)
        );
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a program for developers prints")]
fn show(path: &str, reading: &Reading, documents: &[Document]) {
    println!("{path}: {:?}", reading.outcome);
    for page in &reading.pages {
        println!("  page {}: {:?}", page.number, page.legibility);
    }
    for document in documents {
        println!(
            "  pages {:?}: {} ({:.2}) {:?}",
            document.pages, document.kind, document.kind_confidence, document.title
        );
        for field in &document.fields {
            println!("    {} = {}", field.name, serde_json::to_string(&field.value).unwrap_or_default());
        }
    }
}
