//! `submitted-late`: 不在规定的申报时间内上传.
//!
//! # What it checks
//! The moment the portal received a file, where the manifest gives it with a time zone, against the window of the
//! announcement and any later window that the rule pack names. File names and dates inside files prove nothing and are
//! not used. One flag for all late files.
//!
//! # Why
//! What comes after the window is dealt with in the make-up round.
//!
//! # Clause
//! 3.1: 2024年8月13日上午9:00至8月19日下午5:00申报.
//!
//! # Example
//! > 报名表.pdf于2024-08-20 08:12:05上传，申报时间为2024-08-13 09:00至2024-08-19 17:00。
//!
//! # What the reviewer should do
//! Decide whether the file still counts, or belongs to the make-up round.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::model::{Code, Flag, Place, Sighting};
use crate::rulebook::Window;

use super::bench::{Bench, at_file};
use super::registry::Check;

pub(super) const CHECK: Check = Check { code: Code::SubmittedLate, source: include_str!("submitted_late.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(window) = &bench.pack().window else { return Vec::new() };
    let late = bench.files().filter_map(|file| {
        let moment: Timestamp = file.upload.uploaded_at.as_deref()?.parse().ok()?;
        (!is_open(bench, window, moment)).then_some((file, moment))
    });
    let late: Vec<_> = late.collect();
    let Some((first, moment)) = late.first() else { return Vec::new() };
    let count = if late.len() > 1 { format!("等{}个文件", late.len()) } else { String::new() };
    let (at, opens, closes) = (to_the_second(*moment), local(window.opens), local(window.closes));
    let message = format!("{}{count}于{at}上传，申报时间为{opens}至{closes}。", first.upload.file);
    let mut flag = bench.flag(Code::SubmittedLate, at_file(first), message);
    flag = flag.expected(format!("{opens}至{closes}")).found(at);
    flag.sightings = (late.iter().skip(1))
        .map(|(file, moment)| Sighting {
            place: Place::File { file: file.upload.file.clone() },
            found: to_the_second(*moment),
        })
        .collect();
    vec![flag]
}

/// Whether uploads are taken at this moment.
fn is_open(bench: &Bench<'_>, window: &Window, moment: Timestamp) -> bool {
    let make_up = bench.pack().make_up.iter().filter_map(|later| Some((later.opens?, later.closes?)));
    std::iter::once((window.opens, window.closes))
        .chain(make_up)
        .any(|(opens, closes)| opens <= moment && moment <= closes)
}

/// The moment in China's time, to the minute.
fn local(moment: Timestamp) -> String {
    TimeZone::fixed(Offset::constant(8)).to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The moment in China's time, to the second: one second late is late, and must not read as in time.
fn to_the_second(moment: Timestamp) -> String {
    TimeZone::fixed(Offset::constant(8)).to_datetime(moment).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    fn uploaded(at: &str) -> Papers {
        let file = doc(DocumentKind::RegistrationForm).named("1/报名表.pdf");
        candidate("1").doc(file.upload(|upload| upload.uploaded_at = Some(at.to_owned())))
    }

    #[test]
    fn after_the_window() {
        let flag = raises(Code::SubmittedLate, &uploaded("2024-08-19T17:00:01+08:00"), "于2024-08-19 17:00:01上传");
        assert_eq!(flag.file(), Some("1/报名表.pdf"));
    }

    #[test]
    fn another_time_zone_is_converted() {
        raises(Code::SubmittedLate, &uploaded("2024-08-19T09:30:00Z"), "于2024-08-19 17:30:00上传");
    }

    #[test]
    fn before_the_window() {
        raises(Code::SubmittedLate, &uploaded("2024-08-13T08:59:00+08:00"), "申报时间为2024-08-13 09:00至");
    }

    #[test]
    fn within_the_window_or_not_known() {
        quiet(Code::SubmittedLate, &uploaded("2024-08-19T17:00:00+08:00"));
        quiet(Code::SubmittedLate, &uploaded("2024-08-13 09:00"));
        quiet(Code::SubmittedLate, &candidate("1").doc(doc(DocumentKind::RegistrationForm)));
    }
}
