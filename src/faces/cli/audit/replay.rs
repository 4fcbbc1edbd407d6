//! `hecha audit replay`: a run done again, and what differs.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ArgMatches;
use jiff::civil::Date;

use super::{super::stop::Stop, Ended, folder, report, stopped, tell};
use crate::{
    Result,
    audit::replay::{self, Asked, Today},
    faces::{
        cli::{clock, models, networks, progress, terminal::complain, terminal::watched, version},
        report::audit,
    },
    lang::Lang,
    pipeline::{self, LookUps, Rules, Tools},
    store,
    worker::{Pool, Settings},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let stop = Stop::on_ctrl_c();
    let begun = clock::now();
    let folder = folder(found)?;
    let rules = found.get_one::<String>("rules").map(|name| Rules::load(name)).transpose()?;
    let roster = found.get_one::<PathBuf>("roster").map(|path| pipeline::read_roster(path)).transpose()?;
    let day = found.get_one::<Date>("as-of").copied();
    let asked = Asked { rules, roster, day, fresh: found.get_flag("fresh") };
    let _lock = folder.lock(&format!("PID {}, {}", std::process::id(), begun.strftime("%Y-%m-%d %H:%M:%S")))?;
    let store = store::open(&folder)?;
    let base = replay::choose(store.as_ref(), &folder, found.get_one::<i64>("run").copied())?;
    let quiet = found.get_flag("quiet");
    let located = models::ensure(&networks::settings(found), lang, watched() && !quiet, &mut |told| complain(told));
    let today = Today {
        program: version::program(),
        reader: format!("{} {}", version::READER, located.fingerprint()),
        started_at: clock::stamp(&begun),
        now: || clock::stamp(&clock::now()),
        look_ups: LookUps::now(&folder)?,
    };
    let workers = found.get_one::<NonZeroUsize>("jobs").copied();
    let pool = Pool::new(Settings { workers, networks: located, ..Settings::this_program()? })?;
    let watch = progress::watcher(quiet, lang);
    let tools = Tools { store: store.as_ref(), pool: &pool, watch: watch.as_ref(), stop: stop.flag() };
    let ended = replay::replay(&folder, base, asked, &today, tools);
    drop(watch);
    let Some(replayed) = ended? else { return Ok(stopped(lang)) };
    let (of, number) = (replayed.base.0.number(), replayed.again.0.number());
    let (both, differ) = (replayed.compared, replayed.candidates().len());
    tell(
        found,
        &lang.pick(
            format!(
                "第 {of} 次核查已重做，存为第 {number} 次：比对 {both} 份结果，{differ} 份不同，共 {} 处",
                replayed.differences.len()
            ),
            format!(
                "run {of} was done again as run {number}: {both} results compared, {differ} differ, in {} parts",
                replayed.differences.len()
            ),
        ),
    );
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    for caused in &replayed.differences {
        let names: Vec<&str> = caused.causes.iter().map(|cause| audit::cause(*cause, lang)).collect();
        *causes.entry(names.join("+")).or_default() += 1;
    }
    for (name, count) in causes {
        tell(found, &lang.pick(format!("  · {name}：{count} 处"), format!("  · {name}: {count}")));
    }
    report(found, &audit::replay(&replayed), lang)?;
    Ok(Ended::Done)
}
