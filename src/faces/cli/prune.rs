//! `hecha prune`: throws away the runs on which nothing rests. It says what first, and does it only when told to.

use clap::ArgMatches;

use super::{
    Ended, clock,
    runs::{folder, frees, line, planned},
    stop::Stop,
    terminal::say,
};
use crate::{Result, lang::Lang, store};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let stop = Stop::on_ctrl_c();
    let folder = folder(found)?;
    let now = clock::now();
    // Not beside a run: it looks into those before it.
    let _lock = folder.lock(&format!("PID {}, {}", std::process::id(), now.strftime("%Y-%m-%d %H:%M:%S")))?;
    let store = store::open(&folder)?;
    let Some(plan) = planned(store.as_ref(), &folder, &stop)? else { return Ok(Ended::Stopped) };
    for planned in plan.runs.iter().filter(|planned| planned.stays.is_none()) {
        say(&line(planned, lang));
    }
    say(&frees(&plan, lang));
    if plan.frees() == 0 {
        return Ok(Ended::Done);
    }
    if !found.get_flag("yes") {
        say(lang.pick("还没有清理；确实要清理，请加 --yes。", "Nothing was thrown away; add --yes to do it."));
        return Ok(Ended::Done);
    }
    store.prune(&plan.going(), &clock::stamp(&now))?;
    store.compact()?;
    say(lang.pick("已清理。", "Done."));
    Ok(Ended::Done)
}
