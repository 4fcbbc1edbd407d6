//! Hides a changed value in one paper of a candidate whose papers are else clean, in every way known, has the whole
//! screened, and prints by way what became of it: `cargo run --example hidden -- [OPTIONS]`.
//!
//! ```text
//! --count N        so many variants (default 500)
//! --seed N         other candidates, papers and values
//! --way NAME       only this way
//! --keep FOLDER    leaves the uploads, the roster and the export there
//! --mistakes       also names each variant that ended `clear`, and each clean paper that did not
//! ```
//!
//! Roster and form say the wrong value; a proof or a certificate of work either shows it over the right one, or shows the
//! right one and says the wrong one in its text. Candidate, paper, value, and who set the paper are drawn by seed. A
//! variant that ends `clear` is one that a bureau would have let pass. Variants of the way `none` are papers that say the
//! roster's value and hide nothing: they must be clear.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example writes what it draws and starts what screens it")]

mod cases;
mod draft;
mod ways;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use hecha_fixtures::candidate::Candidate;
use hecha_fixtures::kinds::registration_form as form;
use hecha_fixtures::producers::krilla;
use hecha_fixtures::{people, roster};
use serde_json::Value;

use draft::Draft;
use ways::WAYS;

/// A variant: whose it is, by which way, and what is changed.
type Variant = (String, usize, String);

/// What became of the variants of a way.
#[derive(Default)]
struct Tally {
    all: usize,
    flagged: usize,
    noted: usize,
    silent: usize,
    codes: BTreeMap<String, usize>,
}

fn main() -> ExitCode {
    // This program is the one that screens, and its workers.
    if std::env::args().nth(1).is_some_and(|word| ["worker", "screen", "export"].contains(&word.as_str())) {
        return hecha::faces::cli::main();
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    let count: usize = after("--count").map_or(Ok(500), |n| n.parse())?;
    let mistakes = arguments.iter().any(|word| word == "--mistakes");
    let seed: u64 = after("--seed").map_or(Ok(0), |n| n.parse())?;
    let only = after("--way");
    let scratch = tempfile::tempdir()?;
    let folder = after("--keep").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let ways: Vec<usize> = (0..WAYS.len()).filter(|way| only.is_none_or(|name| name == WAYS[*way].name)).collect();
    if ways.is_empty() {
        return Err("no such way".into());
    }
    let variants = drawn(count, seed, &ways, &folder)?;
    let lines = screened(&folder)?;
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    for (ticket, way, what) in &variants {
        let line = lines.get(ticket).ok_or("a candidate is not in the export")?;
        let clear = tally(tallies.entry(*way).or_default(), line);
        if mistakes && clear == (WAYS[*way].name != "none") {
            println!("{}: {} {what} {ticket}", line["outcome"].as_str().unwrap_or_default(), WAYS[*way].name);
        }
    }
    report(&tallies);
    Ok(())
}

/// Draws so many variants, the ways in turn.
fn drawn(count: usize, seed: u64, ways: &[usize], folder: &Path) -> Result<Vec<Variant>, Box<dyn Error>> {
    let mut variants = Vec::new();
    let mut candidates = Vec::new();
    for number in 1..=count {
        let way = ways[number % ways.len()];
        let case = cases::case(number, seed);
        let own = folder.join("uploads").join(&case.wrong.ticket_no);
        std::fs::create_dir_all(&own)?;
        std::fs::write(own.join("报名表.pdf"), krilla::draw(&[&form::system(&case.wrong)]))?;
        for (file, paper) in &case.others {
            std::fs::write(own.join(file), krilla::draw(&[paper]))?;
        }
        let hidden = Draft::new(&case).and_then(WAYS[way].hide);
        let hidden = hidden.map_err(|why| format!("{} {}: {why}", WAYS[way].name, case.what))?;
        std::fs::write(own.join(case.file), hidden)?;
        variants.push((case.wrong.ticket_no.clone(), way, case.what));
        candidates.push(case.wrong);
    }
    let mut rows: Vec<&Candidate> = candidates.iter().collect();
    // The painter's roster rounds the number in this row, as spreadsheets do.
    let rounded = people::candidate(17);
    rows.insert(rows.len().min(16), &rounded);
    std::fs::write(folder.join("roster.csv"), format!("\u{FEFF}{}", roster::csv(&rows)))?;
    Ok(variants)
}

/// Screens what was drawn, and gives the export's lines by ticket number.
fn screened(folder: &Path) -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let (work, out) = (folder.join("work"), folder.join("export.jsonl"));
    let program = std::env::current_exe()?;
    let start = |arguments: &[&std::ffi::OsStr]| -> Result<(), Box<dyn Error>> {
        let ended = Command::new(&program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if ended.success() { Ok(()) } else { Err(format!("{} ended with {ended}", arguments[0].display()).into()) }
    };
    let (roster, uploads) = (folder.join("roster.csv"), folder.join("uploads"));
    let text = std::ffi::OsStr::new;
    start(&[
        text("screen"),
        text("--roster"),
        roster.as_os_str(),
        text("--uploads"),
        uploads.as_os_str(),
        text("--work"),
        work.as_os_str(),
        text("--as-of"),
        text("2024-08-20"),
    ])?;
    start(&[
        text("export"),
        text("--work"),
        work.as_os_str(),
        text("--format"),
        text("jsonl"),
        text("--out"),
        out.as_os_str(),
    ])?;
    let lines = std::fs::read_to_string(out)?;
    let line = |line: &str| -> Result<(String, Value), serde_json::Error> {
        let value: Value = serde_json::from_str(line)?;
        Ok((value["ticket_no"].as_str().unwrap_or_default().to_owned(), value))
    };
    Ok(lines.lines().map(line).collect::<Result<_, _>>()?)
}

/// Counts one; whether it ended clear.
fn tally(tally: &mut Tally, line: &Value) -> bool {
    let clear = line["outcome"] == "clear";
    let flags = line["flags"].as_array().map(Vec::as_slice).unwrap_or_default();
    tally.all += 1;
    if !clear {
        tally.flagged += 1;
    } else if !flags.is_empty() {
        tally.noted += 1;
    } else {
        tally.silent += 1;
    }
    for flag in flags.iter().filter(|flag| flag["severity"] != "info") {
        *tally.codes.entry(flag["code"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    clear
}

fn report(tallies: &BTreeMap<usize, Tally>) {
    println!("{:<20} {:>5} {:>8} {:>7} {:>7}  flags above info", "way", "all", "flagged", "noted", "silent");
    let (mut all, mut flagged) = (0, 0);
    for (way, t) in tallies {
        let codes: Vec<String> = t.codes.iter().map(|(code, n)| format!("{code} {n}")).collect();
        println!(
            "{:<20} {:>5} {:>7.0}% {:>7} {:>7}  {}",
            WAYS[*way].name,
            t.all,
            100.0 * t.flagged as f32 / t.all.max(1) as f32,
            t.noted,
            t.silent,
            codes.join(", ")
        );
        if WAYS[*way].name != "none" {
            (all, flagged) = (all + t.all, flagged + t.flagged);
        }
    }
    println!("{flagged} of {all} hidden changes flagged ({:.1} %)", 100.0 * flagged as f32 / all.max(1) as f32);
}
