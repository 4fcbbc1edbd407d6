//! `hecha screen`: the main job.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use jiff::civil::{Date, Time};

use super::{
    Ended, clock, logs, models, networks, progress,
    stop::{Stop, Why},
    summary,
    terminal::{complain, say, watched},
    version,
};
use crate::{
    Error, Result,
    kinds::Kinds,
    lang::Lang,
    pipeline::{self, Job, KindsFile, LookUps, RosterFile, Rules, Tools},
    store::{self, AddedKinds, Purpose, Role, Run, WorkFolder},
    worker::{Pool, Settings},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let stop = Stop::on_ctrl_c();
    stop.at_once(true);
    let begun = clock::now();
    if let Some(hour) = found.get_one::<Time>("until") {
        stop.after(clock::until(&begun, *hour));
    }
    let workers = found.get_one::<NonZeroUsize>("jobs").copied();
    if let Some(jobs) = workers {
        // Fails only where the threads are there already, in which case they stay as they are.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build_global();
    }

    let uploads = path(found, "uploads");
    if !uploads.is_dir() {
        return Err(Error::UploadsMissing { path: uploads });
    }
    let rules = Rules::load(found.get_one::<String>("rules").map_or("", String::as_str))?;
    let added = found.get_one::<PathBuf>("kinds").map(|path| KindsFile::load(path)).transpose()?;
    let roster_path = path(found, "roster");
    let work = path(found, "work");
    let RosterFile { roster, name: roster_name, sha256: roster_sha256, bytes } =
        pipeline::read_roster(&roster_path).inspect_err(|_| {
            if WorkFolder::existing(&work).is_ok() {
                complain(lang.pick(
                    "工作文件夹里仍是上一次核查的结果，导出的也是；这份花名册还没有核查。",
                    "The work folder still holds the results of the run before, and exports give those; this roster was not screened.",
                ));
            }
        })?;
    // From here on there is something to keep.
    stop.at_once(false);
    let quiet = found.get_flag("quiet");
    if !quiet {
        say(&super::roster::shown(&roster, &roster_name, lang));
    }
    let folder = WorkFolder::make(&work)?;
    let _lock = folder.lock(&format!("PID {}, {}", std::process::id(), begun.strftime("%Y-%m-%d %H:%M:%S")))?;
    let store = store::open(&folder)?;
    store.keep_input(Role::Roster, &roster_sha256, &roster_name, &bytes)?;
    drop(bytes);
    store.keep_input(Role::Pack, &rules.sha256, &rules.pack.name, rules.text.as_bytes())?;
    if let Some(file) = &added {
        store.keep_input(Role::Kinds, &file.sha256, &file.name, file.text.as_bytes())?;
    }
    logs::begin(&folder, &begun.strftime("%Y%m%d-%H%M%S").to_string())?;

    let mut told_of_networks = None;
    let located = models::ensure(&networks::settings(found), lang, watched() && !quiet, &mut |told| {
        told_of_networks = Some(told.to_owned());
        complain(told);
    });
    let told_of_networks = told_of_networks.filter(|_| located.engine_name().is_none());
    // Kept in Chinese, because the workbook that shows them is.
    let told_in = |lang| roster.notices.iter().map(move |notice| notice.told(lang)).chain(told_of_networks.clone());
    let (notices, notices_shown): (Vec<String>, Vec<String>) = (told_in(Lang::Zh).collect(), told_in(lang).collect());
    let look_ups = LookUps::now(&folder)?;
    look_ups.keep(store.as_ref())?;
    let day = found.get_one::<Date>("as-of").copied().unwrap_or_else(|| begun.date());
    let run = Run {
        purpose: Purpose::Screen,
        of: None,
        day: day.to_string(),
        program: version::program(),
        reader: format!("{} {}", version::READER, located.fingerprint()),
        roster: roster_name,
        roster_sha256,
        pack: rules.pack.name.clone(),
        pack_title: rules.pack.title.clone(),
        pack_sha256: rules.sha256.clone(),
        kinds: added.as_ref().map(|file| AddedKinds { file: file.name.clone(), sha256: file.sha256.clone() }),
        answers_sha256: look_ups.sha256.clone(),
        started_at: clock::stamp(&begun),
        finished_at: None,
        notices,
        journal: None,
    };
    tracing::info!(
        program = run.program,
        reader = run.reader,
        roster = run.roster_sha256,
        pack = run.pack_sha256,
        kinds = run.kinds.as_ref().map(|kinds| kinds.sha256.as_str()).unwrap_or_default(),
        day = run.day,
        candidates = roster.candidates.len(),
        "begun"
    );
    let pool = Pool::new(Settings { workers, networks: located, ..Settings::this_program()? })?;
    let now = || clock::stamp(&clock::now());
    let answers = look_ups.answers;
    let kinds = added.map_or_else(Kinds::built_in, |file| file.kinds);
    let job = Job { roster, rules, kinds, answers, day, uploads, folder, run, retry: found.get_flag("retry"), now };
    let watch = progress::watcher(quiet, lang);
    let tools = Tools { store: store.as_ref(), pool: &pool, watch: watch.as_ref(), stop: stop.flag() };
    let ended = pipeline::screen(&job, tools);
    drop(watch);
    let took = clock::now().duration_since(&begun).unsigned_abs();
    match ended {
        Ok(pipeline::Ended::Finished(found)) => {
            tracing::info!(files = found.all_files(), read_now = found.read_now, review = found.review, "finished");
            if !quiet {
                say(&summary::text(&found, &notices_shown, took, job.folder.root(), lang));
            }
            Ok(Ended::Done)
        }
        Ok(pipeline::Ended::Stopped) => {
            tracing::info!(why = ?stop.why(), "stopped");
            complain(&stopped(&stop, took, lang));
            Ok(Ended::Stopped)
        }
        Err(error) => {
            tracing::error!(error = error.word(), "failed");
            Err(error)
        }
    }
}

fn path(found: &ArgMatches, name: &str) -> PathBuf {
    found.get_one::<PathBuf>(name).map_or_else(PathBuf::new, |path| Path::new(path).to_owned())
}

/// What a person is told when a run was stopped.
fn stopped(stop: &Stop, took: Duration, lang: Lang) -> String {
    let why = match stop.why() {
        Why::Asked => lang.pick("已按要求停止", "Stopped as asked"),
        Why::Hour => lang.pick("到了指定的钟点，已停止", "Stopped at the hour given"),
    };
    let took = progress::span(took, lang);
    lang.pick(
        format!("{why}（用时 {took}）。已读好的文件都保留着；用同样的命令再运行一次，会接着做。"),
        format!("{why} (after {took}). What was read is kept; run the same command again to go on."),
    )
}
