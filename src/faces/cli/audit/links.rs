//! `hecha audit links`: what different people share.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{super::stop::Stop, Ended, folder, report, stopped, tell};
use crate::{
    Result,
    audit::links::{self, Found, Place},
    faces::{
        cli::{clock, progress},
        report::audit,
    },
    lang::Lang,
    store::{self, WorkFolder},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let stop = Stop::on_ctrl_c();
    let mut folders = vec![folder(found)?];
    for also in found.get_many::<PathBuf>("also").into_iter().flatten() {
        folders.push(WorkFolder::existing(also)?);
    }
    let stores = folders.iter().map(store::open).collect::<Result<Vec<_>>>()?;
    let places: Vec<Place<'_>> = stores.iter().map(|store| Place { store: store.as_ref() }).collect();
    let watch = progress::watcher(found.get_flag("quiet"), lang);
    let ended = links::links(&places, watch.as_ref(), stop.flag());
    drop(watch);
    let Some(clusters) = ended? else { return Ok(stopped(lang)) };
    tell(found, &lang.pick(format!("关联 {} 组", clusters.len()), format!("{} clusters", clusters.len())));
    for cluster in &clusters {
        let who: Vec<_> = cluster.holders.iter().map(|h| h.ticket_no.as_deref().unwrap_or("-")).collect();
        tell(found, &format!("  · {}：{}", audit::tie(cluster.tie, lang), who.join("、")));
    }
    let names: Vec<String> = folders.iter().map(|folder| folder.root().display().to_string()).collect();
    let found_now = Found { at: clock::stamp(&clock::now()), folders: names, clusters };
    if let Some(own) = stores.first() {
        found_now.keep(own.as_ref())?;
    }
    report(found, &audit::links(&found_now), lang)?;
    Ok(Ended::Done)
}
