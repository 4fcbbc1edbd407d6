//! How much of papers that nobody has seen is read: `cargo run --example recall -- [OPTIONS]`.
//!
//! ```text
//! --grammar open|aside   the grammar to improve on (default), or the one held aside, for measuring only
//! --kind KIND            papers of this kind; may be given several times (default: all)
//! --seeds A..B           these seeds of each kind (default 0..40)
//! --as text|scan|poor|photo   as text layers (default), or as pictures, which the networks read
//! --mistakes N           up to N mistakes of each kind, with seed, what is printed and what was read
//! --draw DIR             also writes the papers there
//! ```
//!
//! The papers come from the writer in `tools/fixtures`, go through the same reader, classifier and extractor as a run of
//! `hecha screen`, in this process and in memory, and are compared with what they say.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example writes the papers it draws where it is told to")]

mod table;

use std::error::Error;
use std::path::PathBuf;

use hecha::extract;
use hecha::intake::sniff;
use hecha::kinds::Kinds;
use hecha::model::{Candidate, CellName, CellState, FieldName, RosterCell, Upload};
use hecha::models;
use hecha::read::ocr::{Choice, Source};
use hecha::read::{Everything, Limits, Tools, read};
use hecha_fixtures::writer::draw::{self, As};
use hecha_fixtures::writer::score::{Score, score};
use hecha_fixtures::writer::{Paper, aside, open};
use rayon::prelude::*;

/// What to draw and how.
struct Wish {
    aside: bool,
    kinds: Vec<String>,
    seeds: std::ops::Range<u64>,
    drawn: As,
    mistakes: usize,
    folder: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let wish = wish(std::env::args().skip(1))?;
    let source = match wish.drawn {
        As::Text => Source::none(),
        _ => models::locate(&models::Settings { engine: Choice::Auto, ..models::Settings::default() }).source(),
    };
    let kinds = Kinds::built_in();
    let known = if wish.aside { aside::kinds() } else { open::kinds() };
    let mut all = Vec::new();
    for kind in known.iter().filter(|kind| wish.kinds.is_empty() || wish.kinds.iter().any(|wished| wished == *kind)) {
        let papers: Vec<(Paper, Score)> = wish
            .seeds
            .clone()
            .into_par_iter()
            .filter_map(|seed| if wish.aside { aside::paper(kind, seed) } else { open::paper(kind, seed) })
            .map(|paper| {
                let score = read_paper(&paper, &wish, &source, &kinds);
                (paper, score)
            })
            .collect();
        all.push((*kind, papers));
    }
    table::print(&all);
    if wish.mistakes > 0 {
        table::mistakes(&all, wish.mistakes);
    }
    Ok(())
}

/// Draws a paper, reads it, compares.
fn read_paper(paper: &Paper, wish: &Wish, source: &Source, kinds: &Kinds) -> Score {
    let bytes = draw::file(paper, wish.drawn);
    let name = format!("{}-{}.pdf", paper.kind, paper.seed);
    if let Some(folder) = &wish.folder {
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(folder.join(&name), &bytes));
        if let Err(error) = written {
            println!("{name}: {error}");
        }
    }
    let format = sniff(&bytes, &bytes, bytes.len() as u64);
    let reading = read(&bytes, format, Tools { ocr: source, appetite: &Everything }, &Limits::default());
    let upload = Upload::new(name, String::new(), bytes.len() as u64, format);
    let documents = extract::documents(&upload, &reading, Some(&candidate(paper)), kinds);
    let documents: Vec<_> = documents.iter().filter_map(|document| serde_json::to_value(document).ok()).collect();
    score(paper, &documents)
}

/// The row of the roster that the person of a paper would have.
fn candidate(paper: &Paper) -> Candidate {
    let person = &paper.person;
    let cells = [
        (FieldName::Name, person.name.clone()),
        (FieldName::Sex, person.sex.to_owned()),
        (FieldName::IdNumber, person.id_number.clone()),
        (FieldName::BirthDate, person.birth.iso()),
    ];
    let cell = |value: String| RosterCell::new(value.clone(), &value, CellName::default(), CellState::Full);
    Candidate {
        row: 1,
        ticket_no: "4301249800001".to_owned(),
        cells: cells.into_iter().map(|(name, value)| (name, cell(value))).collect(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    }
}

fn wish(arguments: impl Iterator<Item = String>) -> Result<Wish, Box<dyn Error>> {
    let mut wish = Wish { aside: false, kinds: Vec::new(), seeds: 0..40, drawn: As::Text, mistakes: 0, folder: None };
    let mut arguments = arguments;
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{option} needs a value"))?;
        match option.as_str() {
            "--grammar" => {
                wish.aside = match value.as_str() {
                    "open" => false,
                    "aside" => true,
                    _ => return Err(format!("no grammar {value}: open or aside").into()),
                }
            }
            "--kind" => wish.kinds.push(value),
            "--seeds" => {
                let (from, to) = value.split_once("..").ok_or("--seeds wants A..B")?;
                wish.seeds = from.parse()?..to.parse()?;
            }
            "--as" => wish.drawn = As::named(&value).ok_or_else(|| format!("no way to draw {value}"))?,
            "--mistakes" => wish.mistakes = value.parse()?,
            "--draw" => wish.folder = Some(value.into()),
            _ => return Err(format!("no option {option}").into()),
        }
    }
    Ok(wish)
}
