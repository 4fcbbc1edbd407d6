//! `hecha serve`: the review page, until Ctrl-C.

use std::{net::SocketAddr, path::PathBuf};

use clap::ArgMatches;

use super::{
    Ended, clock, logs,
    terminal::{complain, say},
};
use crate::{
    Result,
    audit::anchors,
    faces::{
        journal,
        web::{self, App, Moment, Settings},
    },
    lang::Lang,
    store::WorkFolder,
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let nowhere = PathBuf::new();
    let folder = WorkFolder::existing(found.get_one::<PathBuf>("work").unwrap_or(&nowhere))?;
    let usual = SocketAddr::from(([127, 0, 0, 1], 8420));
    let address = *found.get_one::<SocketAddr>("bind").unwrap_or(&usual);
    let hosts: Vec<String> = found.get_many("host").into_iter().flatten().cloned().collect();
    let https = found.get_flag("https");

    // Before anything is made: a journal that is gone must not be begun anew unseen.
    if let Some(broken) = anchors::check(&folder, None)?.broken {
        let what = journal::broken(broken, lang);
        complain(
            &lang.pick(format!("警告：审核日志不完好：{what}"), format!("Warning: the journal is not whole: {what}")),
        );
    }
    let app = App::open(folder.clone(), Settings { clock: moment, hosts: hosts.clone(), https })?;
    let listener = web::bind(address)?;
    // With port 0 the system chooses one.
    let address = listener.local_addr().unwrap_or(address);
    logs::begin(&folder, &clock::now().strftime("%Y%m%d-%H%M%S-serve").to_string())?;
    let page = match hosts.first() {
        Some(host) if https => format!("https://{host}"),
        Some(host) => format!("http://{host}:{}", address.port()),
        None => format!("http://{address}"),
    };
    if let Some(link) = web::link(&app, found.get_flag("new-admin"))? {
        say(lang.pick(
            "建立管理员账户（一次性链接，24 小时内有效，请勿转给他人）：",
            "Make an administrator (a link for once, good for 24 hours; keep it to yourself):",
        ));
        say(&format!("  {page}{link}"));
    }
    say(&lang.pick(format!("审核页面：{page}"), format!("Review page: {page}")));
    say(lang.pick("按 Ctrl-C 停止。", "Ctrl-C stops it."));
    if !address.ip().is_loopback() && !https {
        complain(lang.pick(
            "注意：本页面对网络上的其他机器开放，传输没有加密，请只在可信的内部网络中使用，或在前面加一层 https（见 --https）。",
            "Note: other machines on the network can reach this page, and what is sent is not encrypted. Use it on a \
             trusted network only, or put a server with https in front (see --https).",
        ));
    }
    web::run(&app, listener)?;
    say(lang.pick("已停止。", "Stopped."));
    Ok(Ended::Done)
}

fn moment() -> Moment {
    let now = clock::now();
    Moment { now: now.timestamp().as_second(), at: clock::stamp(&now) }
}
