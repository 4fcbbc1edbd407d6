//! Hides a changed value in one paper of a candidate whose papers are else clean, in every way known, has the whole
//! screened, and prints by way what became of it: `cargo run --example hidden -- [OPTIONS]`.
//!
//! ```text
//! --count N        so many variants (default 500)
//! --way NAME       only this way
//! --keep FOLDER    leaves the uploads, rosters and exports of every round there
//! --mistakes       also names each variant that ended `clear`
//! ```
//!
//! Roster and form say the wrong value; the proof either shows it over the right one, or shows the right one and says the
//! wrong one in its text. A variant that ends `clear` is one that a bureau would have let pass. Variants of the way `none`
//! are proofs that say the roster's value and hide nothing: they must be clear.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]
#![expect(clippy::disallowed_methods, reason = "the example writes what it draws and starts what screens it")]

mod draft;
mod ways;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use hecha_fixtures::candidate::Candidate;
use hecha_fixtures::kinds::{
    chsi_registration as chsi, employment_certificate as employment, registration_form as form,
};
use hecha_fixtures::paper::Paper;
use hecha_fixtures::person::Day;
use hecha_fixtures::producers::krilla;
use hecha_fixtures::{people, roster};
use serde_json::Value;

use draft::Draft;
use ways::WAYS;

/// Candidates of the fixtures whose three papers agree.
const CLEAN: [u32; 11] = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14];

/// The values that are changed.
const VALUES: [&str; 3] = ["name", "graduated_on", "certificate_no"];

/// A layout of a proof: its name, and what draws it.
type Layout = (&'static str, fn(&Candidate) -> Paper);
/// A variant: whose it is, by which way, and its file.
type Variant = (Candidate, usize, String);

/// The layouts of the proof.
const LAYOUTS: [Layout; 2] = [("g3", chsi::g3), ("g4", chsi::g4)];

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
    let only = after("--way");
    let scratch = tempfile::tempdir()?;
    let folder = after("--keep").map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    let ways: Vec<usize> = (0..WAYS.len()).filter(|way| only.is_none_or(|name| name == WAYS[*way].name)).collect();
    if ways.is_empty() {
        return Err("no such way".into());
    }
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    let mut drawn = 0;
    for round in 0.. {
        if drawn >= count {
            break;
        }
        let variants = round_of(round, &ways, count - drawn, &folder)?;
        let lines = screened(&folder, round)?;
        for (candidate, way, what) in &variants {
            let line = lines.get(&candidate.ticket_no).ok_or("a candidate is not in the export")?;
            drawn += 1;
            if tally(tallies.entry(*way).or_default(), line) && mistakes && WAYS[*way].name != "none" {
                println!("clear: {} {what} {} round {round}", WAYS[*way].name, candidate.ticket_no);
            }
        }
    }
    report(&tallies);
    Ok(())
}

/// Draws a round: each candidate once, no two in the same way.
fn round_of(round: usize, ways: &[usize], most: usize, folder: &Path) -> Result<Vec<Variant>, Box<dyn Error>> {
    let uploads = folder.join(format!("uploads-{round}"));
    let value = VALUES[round % VALUES.len()];
    let (layout, proof) = LAYOUTS[round / VALUES.len() % LAYOUTS.len()];
    let mut variants = Vec::new();
    for (n, number) in CLEAN.iter().take(most).enumerate() {
        let right = people::candidate(*number);
        let wrong = changed(&right, value);
        let way = ways[(round * CLEAN.len() + n) % ways.len()];
        let own = uploads.join(&wrong.ticket_no);
        std::fs::create_dir_all(&own)?;
        std::fs::write(own.join("报名表.pdf"), krilla::draw(&[&form::system(&wrong)]))?;
        std::fs::write(own.join("工作年限证明.pdf"), krilla::draw(&[&employment::table(&wrong, Day(2024, 8, 15))]))?;
        let draft = Draft::new(&proof(&right), &proof(&wrong))?;
        std::fs::write(own.join("学历证明.pdf"), (WAYS[way].hide)(draft)?)?;
        variants.push((wrong, way, format!("{value} {layout}")));
    }
    let candidates: Vec<&Candidate> = variants.iter().map(|(candidate, _, _)| candidate).collect();
    std::fs::write(folder.join(format!("roster-{round}.csv")), format!("\u{FEFF}{}", roster::csv(&candidates)))?;
    Ok(variants)
}

/// The candidate with another value: one that nothing else on the papers contradicts.
fn changed(candidate: &Candidate, value: &str) -> Candidate {
    let mut wrong = candidate.clone();
    match value {
        "name" => {
            let name = &mut wrong.person.name;
            let last = name.pop();
            name.push(if last == Some('宁') { '安' } else { '宁' });
        }
        "graduated_on" => wrong.education.graduated.1 += 1,
        _ => {
            let digits = &mut wrong.education.certificate_no;
            let last = digits.pop().and_then(|c| c.to_digit(10)).unwrap_or_default();
            digits.push_str(&((last + 3) % 10).to_string());
        }
    }
    wrong
}

/// Screens a round, and gives the export's lines by ticket number. Papers that an earlier round had are not read again.
fn screened(folder: &Path, round: usize) -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let (work, out) = (folder.join("work"), folder.join(format!("export-{round}.jsonl")));
    let program = std::env::current_exe()?;
    let start = |arguments: &[&std::ffi::OsStr]| -> Result<(), Box<dyn Error>> {
        let ended = Command::new(&program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if ended.success() { Ok(()) } else { Err(format!("{} ended with {ended}", arguments[0].display()).into()) }
    };
    let (roster, uploads) = (folder.join(format!("roster-{round}.csv")), folder.join(format!("uploads-{round}")));
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
    let of_proof = |flag: &&Value| flag["file"].as_str().is_some_and(|file| file.contains("学历证明"));
    tally.all += 1;
    if !clear {
        tally.flagged += 1;
    } else if flags.iter().any(|flag| of_proof(&flag)) {
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
    println!("{:<18} {:>5} {:>8} {:>7} {:>7}  flags above info", "way", "all", "flagged", "noted", "silent");
    let (mut all, mut flagged) = (0, 0);
    for (way, t) in tallies {
        let codes: Vec<String> = t.codes.iter().map(|(code, n)| format!("{code} {n}")).collect();
        println!(
            "{:<18} {:>5} {:>7.0}% {:>7} {:>7}  {}",
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
