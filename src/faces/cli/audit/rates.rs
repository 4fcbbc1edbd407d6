//! `hecha audit rates`: how often the machine is wrong.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{Ended, folder, report, tell};
use crate::{
    Error, Result,
    audit::{
        rates::{self, Findings, Found, Rate},
        replay,
    },
    faces::report::audit,
    lang::Lang,
    model::Code,
    store::{self, review::Review},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let folder = folder(found)?;
    let store = store::open_to_read(&folder)?;
    let (id, _) = replay::choose(store.as_ref(), &folder, found.get_one::<i64>("run").copied())?;
    let findings = match found.get_one::<PathBuf>("findings") {
        Some(path) => read(path)?,
        None if Review::exists(&folder) => rates::from_reviews(&Review::open_to_read(&folder)?.standing()?),
        None => Findings::new(),
    };
    let rates = rates::rates(&store.digests(id)?, &findings);
    let (looked, left) = (rates.looked, rates.not_covered);
    tell(
        found,
        &lang.pick(
            format!("查过 {looked} 人；另有 {left} 人所在的层没有抽查，不在其内"),
            format!("{looked} candidates were looked at; {left} more are in strata of which nobody was"),
        ),
    );
    let shown = |rate: Option<Rate>| {
        rate.map_or_else(
            || "-".to_owned(),
            |r| format!("{}/{} = {:.1}% ({:.1}–{:.1}%)", r.hits, r.of, r.rate * 100.0, r.low * 100.0, r.high * 100.0),
        )
    };
    for row in &rates.rows {
        let (wrong, missed, who) = (shown(row.false_flags), shown(row.missed), shown(row.candidates_missed));
        tell(
            found,
            &lang.pick(
                format!("  {}  误报 {wrong}  漏查 {missed}  有漏查的考生 {who}", audit::group(&row.group)),
                format!("  {}  false {wrong}  missed {missed}  candidates with one missed {who}", row.group),
            ),
        );
    }
    report(found, &audit::rates(&rates), lang)?;
    Ok(Ended::Done)
}

/// A table of findings.
fn read(path: &Path) -> Result<Findings> {
    let unfit = |line| Error::FindingsUnfit { path: path.to_owned(), line };
    #[expect(clippy::disallowed_methods, reason = "a face reads what a person gives it")]
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|_| unfit(1))?.clone();
    let column = |name: &str| headers.iter().position(|header| header.trim() == name);
    let (Some(ticket), Some(code), Some(finding)) = (column("ticket_no"), column("code"), column("finding")) else {
        return Err(unfit(1));
    };
    let mut findings = Findings::new();
    for (record, line) in reader.records().zip(2..) {
        let record = record.map_err(|_| unfit(line))?;
        let cell = |column: usize| record.get(column).unwrap_or_default().trim().to_owned();
        if cell(ticket).is_empty() || !(cell(code).is_empty() || cell(code).parse::<Code>().is_ok()) {
            return Err(unfit(line));
        }
        let found = findings.entry(cell(ticket)).or_default();
        match cell(finding).as_str() {
            "confirmed" => found.push(Found::Confirmed(cell(code))),
            "false" => found.push(Found::False(cell(code))),
            "missed" => found.push(Found::Missed(cell(code))),
            "clean" => {}
            _ => return Err(unfit(line)),
        }
    }
    Ok(findings)
}
