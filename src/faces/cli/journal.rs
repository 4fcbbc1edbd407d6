//! `hecha journal`: the fingerprint that stands for everything reviewers did, and whether all of it is as it was written.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{Ended, arguments, terminal::say};
use crate::{
    Result,
    audit::anchors,
    faces::journal,
    lang::Lang,
    store::{
        WorkFolder,
        review::{GENESIS, Review},
    },
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    match found.subcommand() {
        Some((arguments::VERIFY, found)) => verify(found, lang),
        Some((arguments::HEAD, found)) => head(found),
        _ => Ok(Ended::Done),
    }
}

/// The journal of a work folder. Asking makes none where there is none.
fn opened(found: &ArgMatches) -> Result<Option<Review>> {
    let nowhere = PathBuf::new();
    let folder = WorkFolder::existing(found.get_one::<PathBuf>("work").unwrap_or(&nowhere))?;
    Review::exists(&folder).then(|| Review::open(&folder)).transpose()
}

fn head(found: &ArgMatches) -> Result<Ended> {
    let (seq, head) = match opened(found)? {
        Some(review) => review.head()?,
        None => (0, GENESIS.to_owned()),
    };
    say(&format!("{seq} {head}"));
    Ok(Ended::Done)
}

fn verify(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let printed = found.get_one::<String>("head").map(|head| head.trim().to_ascii_lowercase());
    let nowhere = PathBuf::new();
    let folder = WorkFolder::existing(found.get_one::<PathBuf>("work").unwrap_or(&nowhere))?;
    let checked = anchors::check(&folder, printed.as_deref())?;
    let Some(verified) = &checked.verified else {
        say(lang.pick("这个工作文件夹里没有审核记录。", "There are no reviews in this work folder."));
        if let Some(last) = checked.anchors.last() {
            say(&lang.pick(
                format!("但核查记下过：当时有 {} 条。审核记录（review.db）被删除或移走了。", last.entries),
                format!("But a run noted {} entries: the reviews (review.db) were deleted or moved.", last.entries),
            ));
        }
        return Ok(if checked.broken.is_some() { Ended::Stopped } else { Ended::Done });
    };
    if let Some(broken) = checked.broken.clone() {
        let what = journal::broken(broken, lang);
        say(&lang.pick(format!("日志不完好：{what}"), format!("The journal is not whole: {what}")));
        return Ok(Ended::Stopped);
    }
    say(&lang.pick(
        format!("日志内部相连：{} 条记录，链头 {}", verified.entries, verified.head),
        format!("The journal holds together: {} entries, head {}", verified.entries, verified.head),
    ));
    say(&journal::proven(&checked, lang));
    Ok(Ended::Done)
}
