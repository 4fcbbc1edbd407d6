//! `hecha audit sample`: whom to look at.

use clap::ArgMatches;

use super::{Ended, folder, report, tell};
use crate::{
    Result,
    audit::{replay, sample},
    faces::report::audit,
    lang::Lang,
    store,
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let folder = folder(found)?;
    let store = store::open_to_read(&folder)?;
    let (id, _) = replay::choose(store.as_ref(), &folder, found.get_one::<i64>("run").copied())?;
    let digests = store.digests(id)?;
    let share = found.get_one::<f64>("share").copied().unwrap_or(0.1);
    let seed = found.get_one::<u64>("seed").copied().unwrap_or_default();
    let drawn = sample::sample(&digests, share, seed);
    let all = digests.iter().filter(|digest| digest.ticket_no.is_some()).count();
    tell(
        found,
        &lang.pick(
            format!("{} 层，{all} 人中抽出 {} 人", sample::strata(&digests).len(), drawn.len()),
            format!("{} strata, {} of {all} candidates", sample::strata(&digests).len(), drawn.len()),
        ),
    );
    if found.get_one::<String>("format").is_none() {
        drawn.iter().for_each(|one| tell(found, &one.ticket_no));
    }
    report(found, &audit::sample(&drawn), lang)?;
    Ok(Ended::Done)
}
