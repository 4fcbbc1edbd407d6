//! `hecha audit integrity`: whether every byte is as it was written.

use clap::ArgMatches;

use super::{super::stop::Stop, Ended, folder, report, stopped, tell};
use crate::{Result, audit::integrity, faces::cli::progress, faces::report::audit, lang::Lang};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let stop = Stop::on_ctrl_c();
    let folder = folder(found)?;
    let watch = progress::watcher(found.get_flag("quiet"), lang);
    let ended = integrity::integrity(&folder, watch.as_ref(), stop.flag());
    drop(watch);
    let Some(result) = ended? else { return Ok(stopped(lang)) };
    let grave = result.findings.iter().filter(|finding| finding.wrong.is_grave()).count();
    let notes = result.findings.len() - grave;
    let (originals, rows, entries) = (result.originals, result.rows, result.entries);
    tell(
        found,
        &lang.pick(
            format!("原件 {originals} 份，数据 {rows} 行，审核日志 {entries} 条：损坏或缺失 {grave} 处，提示 {notes} 处"),
            format!("{originals} originals, {rows} rows, {entries} journal entries: {grave} damaged or missing, {notes} notes"),
        ),
    );
    if result.unsealed > 0 {
        let old = result.unsealed;
        tell(
            found,
            &lang.pick(
                format!("其中 {old} 行由旧版本写入，没有校验值，只核对了能否解开"),
                format!("{old} rows were written by an older version without a checksum; that they unpack was checked"),
            ),
        );
    }
    for finding in result.findings.iter().take(20) {
        let name = audit::wrong(finding.wrong, lang);
        tell(found, &format!("  · {name} {} {}", finding.place, finding.why));
    }
    report(found, &audit::integrity(&result), lang)?;
    Ok(if result.is_whole() { Ended::Done } else { Ended::Stopped })
}
