//! `hecha runs`: the runs that a work folder holds, which must stay and why, and the report of the last one.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{Ended, doctor::size, stop::Stop, terminal::say};
use crate::{
    Error, Result,
    audit::retention::{self, Plan, Planned, Why},
    faces::report::run::RunReport,
    lang::Lang,
    store::{
        self, Purpose, Store, WorkFolder,
        review::{Review, Standing},
    },
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let folder = folder(found)?;
    if let Some(form) = found.get_one::<String>("report") {
        let Some(report) = RunReport::last(&folder)? else {
            return Err(Error::NothingScreened { path: folder.root().to_owned() });
        };
        say(&if form == "json" { report.json() } else { report.text(lang) });
        return Ok(Ended::Done);
    }
    let stop = Stop::on_ctrl_c();
    let store = store::open_to_read(&folder)?;
    let Some(plan) = planned(store.as_ref(), &folder, &stop)? else { return Ok(Ended::Stopped) };
    for planned in &plan.runs {
        say(&line(planned, lang));
    }
    say("");
    say(&frees(&plan, lang));
    if !plan.going().is_empty() {
        say(&lang.pick(
            format!("清理：hecha prune --work {}", folder.root().display()),
            format!("To do so: hecha prune --work {}", folder.root().display()),
        ));
    }
    Ok(Ended::Done)
}

pub(super) fn folder(found: &ArgMatches) -> Result<WorkFolder> {
    WorkFolder::existing(&found.get_one::<PathBuf>("work").cloned().unwrap_or_default())
}

/// What may go, by what people decided.
pub(super) fn planned(store: &dyn Store, folder: &WorkFolder, stop: &Stop) -> Result<Option<Plan>> {
    let standing = if Review::exists(folder) { Review::open_to_read(folder)?.standing()? } else { Standing::default() };
    retention::plan(store, &standing, stop.flag())
}

/// A run in one line.
pub(super) fn line(planned: &Planned, lang: Lang) -> String {
    let purpose = match planned.run.purpose {
        Purpose::Screen => lang.pick("核查", "screening"),
        Purpose::Replay | Purpose::Trial => lang.pick("重做", "replay"),
    };
    let at = planned.run.finished_at.as_deref().and_then(|at| at.get(..16)).unwrap_or_default().replace('T', " ");
    let stays = match planned.stays {
        None => lang.pick("可以清理", "may go"),
        Some(Why::Last) => lang.pick("保留：最近一次核查", "stays: the last screening"),
        Some(Why::Decided) => lang.pick("保留：有结论以它为依据", "stays: decisions rest on it"),
        Some(Why::Files) => lang.pick("保留：有的材料只在其中", "stays: it alone holds some files"),
        Some(Why::Replay) => lang.pick("保留：最近一次重做", "stays: the last replay"),
    };
    format!("{}  {purpose}  {at}  {}  {stays}", planned.id.number(), size(planned.bytes))
}

/// What would be freed.
pub(super) fn frees(plan: &Plan, lang: Lang) -> String {
    let (count, bytes) = (plan.going().len(), size(plan.frees()));
    match plan.frees() {
        0 => lang.pick("没有可以清理的。", "Nothing may go.").to_owned(),
        _ => lang.pick(
            format!("可以清理 {count} 次核查和不再需要的读取结果，约腾出 {bytes}。"),
            format!("{count} runs and readings that none needs may go, which frees about {bytes}."),
        ),
    }
}
