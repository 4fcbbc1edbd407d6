//! `hecha audit`: everything a work folder holds, verified again.

mod integrity;
mod links;
mod online;
mod rates;
mod replay;
mod sample;
mod worklist;

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{
    Ended, arguments, export,
    terminal::{complain, say},
};
use crate::{
    Result,
    faces::report::audit::{Sheet, write},
    lang::Lang,
    store::{self, Purpose, WorkFolder},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    match found.subcommand() {
        Some((arguments::REPLAY, found)) => replay::run(found, lang),
        Some((arguments::SAMPLE, found)) => sample::run(found, lang),
        Some((arguments::RATES, found)) => rates::run(found, lang),
        Some((arguments::LINKS, found)) => links::run(found, lang),
        Some((arguments::INTEGRITY, found)) => integrity::run(found, lang),
        Some((arguments::ONLINE, found)) => online::run(found, lang),
        Some((arguments::WORKLIST, found)) => worklist::run(found, lang),
        _ => overview(found, lang),
    }
}

fn folder(found: &ArgMatches) -> Result<WorkFolder> {
    WorkFolder::existing(found.get_one::<PathBuf>("work").map_or(Path::new(""), PathBuf::as_path))
}

/// The runs that the work folder holds.
fn overview(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let store = store::open_to_read(&folder(found)?)?;
    for (id, run) in store.runs()? {
        let purpose = match (run.purpose, run.of) {
            (Purpose::Replay, Some(of)) => lang.pick(format!("重做第 {of} 次"), format!("replay of {of}")),
            (Purpose::Screen, _) => lang.pick("核查", "screening").to_owned(),
            (Purpose::Replay | Purpose::Trial, _) => lang.pick("重做", "replay").to_owned(),
        };
        let candidates = store.digests(id)?.iter().filter(|digest| digest.ticket_no.is_some()).count();
        let (day, pack) = (&run.day, &run.pack_title);
        let at = run.finished_at.as_deref().and_then(|at| at.get(..16)).unwrap_or_default().replace('T', " ");
        say(&lang.pick(
            format!("{}  {purpose}  {at} 完成  基准日 {day}  考生 {candidates}  {pack}", id.number()),
            format!("{}  {purpose}  finished {at}  as of {day}  {candidates} candidates  {pack}", id.number()),
        ));
    }
    Ok(Ended::Done)
}

/// Writes the report that was asked for.
fn report(found: &ArgMatches, sheet: &Sheet, lang: Lang) -> Result<()> {
    let Some(format) = found.get_one::<String>("format") else { return Ok(()) };
    let form = |out: &mut dyn std::io::Write| write(sheet, format == "xlsx", out);
    match found.get_one::<PathBuf>("out") {
        Some(path) => {
            export::to_file(&form, path)?;
            complain(&lang.pick(format!("已写入：{}", path.display()), format!("written: {}", path.display())));
            Ok(())
        }
        None => export::to_standard_output(&form),
    }
}

/// What a person reads: on the screen, or beside a report that goes to standard output.
fn tell(found: &ArgMatches, text: &str) {
    if found.contains_id("format") && found.get_one::<String>("format").is_some() && !found.contains_id("out") {
        complain(text);
    } else {
        say(text);
    }
}

fn stopped(lang: Lang) -> Ended {
    complain(lang.pick("已停止；用同样的命令再运行一次，会接着做。", "Stopped; run the same command again to go on."));
    Ended::Stopped
}
