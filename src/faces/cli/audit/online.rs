//! `hecha audit online`: asks portals through connectors, keeps the answers, and checks the papers again with them.

#![expect(
    clippy::disallowed_methods,
    reason = "the command reads the file of connectors, and secrets from where it says"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use clap::ArgMatches;

use super::super::{
    Ended, clock, logs, progress,
    stop::Stop,
    terminal::{complain, say},
};
use crate::{
    Error, Result,
    audit::online::{self, Asking, Connector, Halt, Http, Plan, Secrets, Settings, Tally},
    lang::Lang,
    model::LookUpOutcome,
    pipeline::{self, Job, KindsFile, LookUps, RosterFile, Rules, Tools, Watch},
    store::{self, Role, Run, RunId, Store, WorkFolder, online::Online},
    worker,
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let path = |name| found.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    let folder = WorkFolder::existing(&path("work"))?;
    let connectors = connectors(&path("connectors"))?;
    let store = store::open(&folder)?;
    let Some((last, record)) = store.last_run()? else {
        return Err(Error::NothingScreened { path: folder.root().to_owned() });
    };
    let _asking = Online::lock(&folder)?;
    let kept = Online::open(&folder)?;
    let begun = clock::now();
    logs::begin(&folder, &begun.strftime("%Y%m%d-%H%M%S-online").to_string())?;
    let stop = Stop::on_ctrl_c();

    let plan = planned(store.as_ref(), last, &connectors, found.get_one::<String>("candidate"))?;
    let watch = progress::watcher(found.get_flag("quiet"), lang);
    let http = Http::new()?;
    let asking = Asking { online: &kept, portal: &http, clock: &Wall, watch: watch.as_ref(), stop: stop.flag() };
    let settings = Settings {
        older_than: found.get_one::<u32>("older-than").copied(),
        limit: found.get_one::<usize>("limit").copied(),
        retry: found.get_flag("retry"),
        seed: u64::try_from(begun.timestamp().as_millisecond()).unwrap_or(0),
    };
    let tally = online::run(&plan, &connectors, settings, &asking)?;
    tracing::info!(known = tally.known, left = tally.left, stopped = tally.stopped, "asked");
    if tally.stopped {
        drop(watch);
        complain(&told(&plan, &tally, lang));
        return Ok(Ended::Stopped);
    }
    let ended = recheck(&folder, store.as_ref(), (last, &record), watch.as_ref(), &stop);
    drop(watch);
    if matches!(ended?, pipeline::Ended::Stopped) {
        complain(lang.pick(
            "已按要求停止。查询结果都保留着；用同样的命令再运行一次，会接着做。",
            "Stopped as asked. The answers are kept; run the same command again to go on.",
        ));
        return Ok(Ended::Stopped);
    }
    if !found.get_flag("quiet") {
        say(&told(&plan, &tally, lang));
    }
    Ok(Ended::Done)
}

/// The connectors of a file.
fn connectors(path: &Path) -> Result<Vec<Connector>> {
    let text = fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    online::load(&text, &Vault { beside: path.parent().unwrap_or(Path::new("")) })
        .map_err(|why| Error::ConnectorsInvalid { path: path.to_owned(), why })
}

/// The environment, and files; a relative path is one beside the file of connectors.
struct Vault<'a> {
    beside: &'a Path,
}

impl Secrets for Vault<'_> {
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn file(&self, path: &Path) -> Option<String> {
        fs::read_to_string(self.beside.join(path)).ok()
    }
}

/// What there is to ask, of all candidates or of one.
fn planned(store: &dyn Store, last: RunId, connectors: &[Connector], candidate: Option<&String>) -> Result<Plan> {
    let (mut plan, mut met) = (Plan::default(), false);
    store.each_result(last, &mut |result| {
        if candidate.is_none_or(|wanted| result.ticket_no() == Some(wanted.as_str())) {
            met = true;
            plan.add(&result, connectors);
        }
        Ok(())
    })?;
    match candidate {
        Some(wanted) if !met => Err(Error::CandidateUnknown { ticket_no: wanted.clone() }),
        _ => Ok(plan),
    }
}

/// Checks again what the last screening gathered, with the answers.
fn recheck(
    folder: &WorkFolder,
    store: &dyn Store,
    (last, record): (RunId, &Run),
    watch: &dyn Watch,
    stop: &Stop,
) -> Result<pipeline::Ended> {
    let begun = clock::now();
    let _lock = folder.lock(&format!("PID {}, {}", std::process::id(), begun.strftime("%Y-%m-%d %H:%M:%S")))?;
    let missing = || Error::InputsMissing { path: folder.root().to_owned() };
    let (roster_name, roster) = store.input(Role::Roster, &record.roster_sha256)?.ok_or_else(missing)?;
    let (pack_name, pack) = store.input(Role::Pack, &record.pack_sha256)?.ok_or_else(missing)?;
    let pack = String::from_utf8(pack).map_err(|_| missing())?;
    let kinds = KindsFile::of_run(store, record)?;
    let look_ups = LookUps::now(folder)?;
    look_ups.keep(store)?;
    let answers_sha256 = look_ups.sha256;
    let run = Run { answers_sha256, started_at: clock::stamp(&begun), finished_at: None, ..record.clone() };
    let job = Job {
        roster: RosterFile::load(roster_name, roster)?.roster,
        rules: Rules::parse(&pack_name, &pack)?,
        kinds,
        answers: look_ups.answers,
        day: record.day.parse().unwrap_or_else(|_| begun.date()),
        uploads: PathBuf::new(),
        folder: folder.clone(),
        run: Run { program: super::super::version::program(), ..run },
        retry: false,
        now: || clock::stamp(&clock::now()),
    };
    // Nothing is read, so no worker is ever started.
    let pool = worker::Pool::new(worker::Settings::this_program()?)?;
    pipeline::recheck(&job, (last, record), Tools { store, pool: &pool, watch, stop: stop.flag() })
}

/// The clock on the wall.
struct Wall;

impl online::Clock for Wall {
    fn now(&self) -> i64 {
        clock::now().timestamp().as_millisecond()
    }

    fn wait_until(&self, at: i64, stop: &AtomicBool) {
        /// How soon a raised flag is seen, in milliseconds.
        const SOON: i64 = 200;
        while !stop.load(Ordering::Relaxed) {
            let left = at.saturating_sub(self.now());
            if left <= 0 {
                return;
            }
            thread::sleep(Duration::from_millis(u64::try_from(left.min(SOON)).unwrap_or(0)));
        }
    }
}

/// What a person is told at the end.
fn told(plan: &Plan, tally: &Tally, lang: Lang) -> String {
    let asked: usize = tally.outcomes.values().sum();
    let mut text = lang.pick(
        format!("联网查询：本次查 {asked} 项，此前已查 {} 项，尚未查 {} 项", tally.known, tally.left),
        format!("Looked up: {asked} now, {} before, {} left", tally.known, tally.left),
    );
    for (outcome, count) in &tally.outcomes {
        let _ = write!(text, "\n  {}{}{count}", outcome_named(*outcome, lang), lang.pick("：", ": "));
    }
    let unasked = plan.cannot_be_asked();
    if unasked > 0 {
        let _ = write!(
            text,
            "{}",
            lang.pick(
                format!("\n  须由人查询（没有接口，或所需内容没有读到）：{unasked} 份材料，见 hecha audit worklist"),
                format!("\n  for a person (no connector, or not read): {unasked} documents, see hecha audit worklist"),
            )
        );
    }
    for (portal, halt) in &tally.halted {
        let why = match halt {
            Halt::Failures => lang.pick("连续多次失败", "too many look-ups failed in a row"),
            Halt::AskedToWait => lang.pick("对方要求过较长时间再查", "it asks to be left alone for a longer time"),
        };
        let _ = write!(
            text,
            "{}",
            lang.pick(format!("\n已停止向“{portal}”查询：{why}。"), format!("\nStopped asking {portal:?}: {why}."))
        );
    }
    if tally.left > 0 {
        text.push_str(lang.pick(
            "\n查到的都保留着；用同样的命令再运行一次，会接着查。",
            "\nThe answers are kept; run the same command again to go on.",
        ));
    }
    text
}

const fn outcome_named(outcome: LookUpOutcome, lang: Lang) -> &'static str {
    use LookUpOutcome as O;
    let (zh, en) = match outcome {
        O::Found => ("查到", "found"),
        O::Differs => ("与材料不一致", "differs"),
        O::NotFound => ("查无", "not found"),
        O::Expired => ("已过期", "expired"),
        O::Captcha => ("要求图形验证码", "wants a captcha"),
        O::Blocked => ("不接受程序查询", "lets no program in"),
        O::Unreachable => ("没有连上", "not reached"),
        O::Unclear => ("回答看不懂", "not understood"),
        O::NoConnector => ("没有接口", "no connector"),
        O::Incomplete => ("所需内容没有读到", "not read"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
