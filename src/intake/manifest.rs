//! `manifest.csv` in the uploads folder: `file,ticket_no` and, where the portal gives it, `uploaded_at` with time zone.
//!
//! It is written by a portal, or by a clerk in a spreadsheet: UTF-8 with or without a byte order mark, or GB18030; back
//! slashes; ticket numbers guarded against spreadsheets (`="4301…"`, a leading `'`). What does not fit is reported by
//! its line and not used.

use std::collections::BTreeMap;
use std::ffi::OsStr;

use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

use super::{Torn, Trouble, TroubleKind, torn};
use crate::values::text;

/// The name of the manifest; elsewhere than at the top of the uploads folder it is an upload like any other.
pub const FILE_NAME: &str = "manifest.csv";

const FILE_HEADERS: &[&str] = &["file", "filename", "path", "文件", "文件名"];
const TICKET_HEADERS: &[&str] = &["ticket_no", "准考证号"];
const TIME_HEADERS: &[&str] = &["uploaded_at", "上传时间"];

/// What the manifest claims of one upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Line in the file, from 1.
    pub line: u64,
    /// The upload, as in [`crate::model::Upload::file`].
    pub file: String,
    /// Whose it is.
    pub ticket_no: String,
    /// When it was received, in RFC 3339.
    pub uploaded_at: Option<String>,
}

/// The manifest; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// Its rows that name an upload, in their order.
    pub entries: Vec<Entry>,
}

impl Manifest {
    /// The rows for this upload; more than one where the manifest contradicts itself.
    pub fn of<'a>(&'a self, file: &str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.file == file)
    }

    /// When this upload was received: the last time given, because a file that is sent again counts as sent then.
    #[must_use]
    pub fn uploaded_at(&self, file: &str) -> Option<&str> {
        let given = self.of(file).filter_map(|entry| entry.uploaded_at.as_deref());
        given.max_by_key(|text| text.parse::<jiff::Timestamp>().ok())
    }
}

pub(super) fn is_manifest(name: &OsStr) -> bool {
    name.eq_ignore_ascii_case(FILE_NAME)
}

/// Reads the manifest of these uploads. `partial` says that the uploads are not all known: then a row that names none
/// is no trouble.
pub(super) fn parse(bytes: &[u8], uploads: &[&str], partial: bool) -> (Manifest, Vec<Trouble>) {
    let (text, torn) = mended(&text::decoded(bytes));
    let mut troubles = Vec::new();
    let mut met = |kind| troubles.push(Trouble::new(FILE_NAME, kind));
    for (line, how) in torn {
        met(TroubleKind::ManifestTorn { line: line.into(), how });
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(true).from_reader(text.as_bytes());
    let column = |headers: &csv::StringRecord, names: &[&str]| {
        headers.iter().position(|header| names.contains(&clean(header).to_lowercase().as_str()))
    };
    let columns = reader.headers().ok().and_then(|headers| {
        Some((column(headers, FILE_HEADERS)?, column(headers, TICKET_HEADERS)?, column(headers, TIME_HEADERS)))
    });
    let Some((file_column, ticket_column, time_column)) = columns else {
        met(TroubleKind::ManifestWithoutColumns);
        return (Manifest::default(), troubles);
    };

    let known: BTreeMap<String, &str> = uploads.iter().rev().map(|name| (folded(name), *name)).collect();
    let mut entries: Vec<Entry> = Vec::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (index, record) in reader.records().enumerate() {
        let Ok(record) = record else {
            met(TroubleKind::ManifestBadRow { line: index as u64 + 2 });
            continue;
        };
        // The place is where the reader began to look; lines that are empty are no records and come before.
        let line = record.position().map_or(index as u64 + 2, |place| {
            let rest = usize::try_from(place.byte()).ok().and_then(|at| text.as_bytes().get(at..)).unwrap_or_default();
            let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
            place.line().saturating_add(u64::try_from(empty).unwrap_or(0))
        });
        let cell = |column: usize| clean(record.get(column).unwrap_or_default());
        let (named, ticket_no) = (path(record.get(file_column).unwrap_or_default()), cell(ticket_column));
        if named.is_empty() && ticket_no.is_empty() {
            continue;
        }
        if named.is_empty() || ticket_no.is_empty() {
            met(TroubleKind::ManifestBadRow { line });
            continue;
        }
        // What a spreadsheet would take for a formula has a sign before it that makes it text.
        let found = |named: &str| {
            let exact = uploads.iter().find(|name| **name == named).copied();
            exact.or_else(|| known.get(&folded(named)).copied())
        };
        let found = found(&named).or_else(|| found(named.strip_prefix('\'')?)).map(str::to_owned);
        // Of the files in an archive only the archive is known yet.
        let inside = || uploads.iter().any(|own| named.strip_prefix(own).is_some_and(|rest| rest.starts_with('/')));
        let Some(file) = found.or_else(|| inside().then(|| named.clone())) else {
            if !partial {
                met(TroubleKind::ManifestNoSuchFile { line, named });
            }
            continue;
        };
        if *owners.entry(file.clone()).or_insert_with(|| ticket_no.clone()) != ticket_no {
            met(TroubleKind::ManifestContradicts { line });
        }
        let time = time_column.map(cell).filter(|text| !text.is_empty());
        let uploaded_at = time.and_then(|text| {
            let understood = moment(&text);
            if understood.is_none() {
                met(TroubleKind::ManifestBadTime { line, text });
            }
            understood
        });
        entries.push(Entry { line, file, ticket_no, uploaded_at });
    }
    (Manifest { entries }, troubles)
}

/// A text with plain line ends, without the lines that tear its records: each is left empty, so that the others keep their
/// numbers. Gives those lines, from 1, and how they tear.
fn mended(text: &str) -> (String, Vec<(u32, Torn)>) {
    /// More than these and the text is no table; what is left of it then is not used.
    const MOST: usize = 100;
    let mut text = if text.contains('\n') { text.replace("\r\n", "\n") } else { text.replace('\r', "\n") };
    let mut found = Vec::new();
    while let Some((line, how)) = torn(&text, b',') {
        found.push((line, how));
        let mut lines: Vec<&str> = text.split('\n').collect();
        let at = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
        if found.len() >= MOST {
            lines.truncate(at);
        } else if let Some(bad) = lines.get_mut(at) {
            *bad = "";
        }
        text = lines.join("\n");
    }
    (text, found)
}

/// A cell without the guards that people put around long numbers.
fn clean(cell: &str) -> String {
    let cell: String = cell.nfkc().collect();
    let cell = cell.trim();
    let cell = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    cell.trim_start_matches('\'').trim().to_owned()
}

/// A path as uploads are named: `/` between the parts, nothing before the first.
fn path(cell: &str) -> String {
    cell.trim().split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

/// For comparing paths that came over different systems: composed or not, upper or lower case.
fn folded(path: &str) -> String {
    path.nfkc().collect::<String>().to_lowercase()
}

/// A moment with its offset, in RFC 3339. Without one it is not known when it was.
fn moment(text: &str) -> Option<String> {
    let text = text.replace('/', "-");
    let pieces = Pieces::parse(&text).ok()?;
    let zone = match pieces.to_time_zone().ok().flatten() {
        Some(zone) => zone,
        None => TimeZone::fixed(pieces.to_numeric_offset()?),
    };
    let civil = pieces.date().to_datetime(pieces.time()?);
    let moment = zone.to_ambiguous_zoned_datetime(civil).unambiguous().ok()?;
    Some(moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    const UPLOADS: &[&str] = &["4301/报名表.pdf", "甲 乙/b.pdf"];

    #[track_caller]
    fn check(bytes: &[u8], entries: &[(&str, &str, Option<&str>)], troubles: &[&str]) {
        let (manifest, met) = parse(bytes, UPLOADS, false);
        let got: Vec<_> = manifest
            .entries
            .iter()
            .map(|e| (e.file.as_str(), e.ticket_no.as_str(), e.uploaded_at.as_deref()))
            .collect();
        assert_eq!(got, entries);
        assert_eq!(met.iter().map(Trouble::word).collect::<Vec<_>>(), troubles);
    }

    #[test]
    fn plain_with_mark_and_in_gb18030() {
        let text = "file,ticket_no,uploaded_at\n4301/报名表.pdf,4301240600105,2024-08-19T17:00:00+08:00\n";
        let expected: &[_] = &[("4301/报名表.pdf", "4301240600105", Some("2024-08-19T17:00:00+08:00"))];
        check(text.as_bytes(), expected, &[]);
        check(format!("\u{FEFF}{text}").as_bytes(), expected, &[]);
        check(&GB18030.encode(text).0, expected, &[]);
    }

    #[test]
    fn back_slashes_and_guards_of_spreadsheets() {
        let text = "准考证号,文件\r\n\"=\"\"4301\"\"\",.\\甲 乙\\B.pdf\r\n'4302,/4301/报名表.pdf\r\n";
        check(text.as_bytes(), &[("甲 乙/b.pdf", "4301", None), ("4301/报名表.pdf", "4302", None)], &[]);
    }

    #[test]
    fn files_of_archives_and_names_that_look_like_formulas() {
        let (manifest, met) = parse(
            "文件,准考证号\n'=1.pdf,1\n甲.zip/乙/b.pdf,2\n甲.zipper/b.pdf,3\n".as_bytes(),
            &["=1.pdf", "甲.zip"],
            false,
        );
        let got: Vec<_> = manifest.entries.iter().map(|e| (e.file.as_str(), e.ticket_no.as_str())).collect();
        assert_eq!(got, [("=1.pdf", "1"), ("甲.zip/乙/b.pdf", "2")]);
        assert_eq!(met.len(), 1);
    }

    #[test]
    fn rows_that_do_not_fit_are_named() {
        let text = "file,ticket_no\nc.pdf,1\n4301/报名表.pdf,\n,\n4301/报名表.pdf,1\n4301/报名表.pdf,2\n";
        check(
            text.as_bytes(),
            &[("4301/报名表.pdf", "1", None), ("4301/报名表.pdf", "2", None)],
            &["manifest-no-such-file", "manifest-bad-row", "manifest-contradicts"],
        );
        let (_, met) = parse(text.as_bytes(), UPLOADS, false);
        assert_eq!(met[0].kind, TroubleKind::ManifestNoSuchFile { line: 2, named: "c.pdf".into() });
    }

    #[test]
    fn a_torn_line_takes_no_other_with_it() {
        let lines = ["file,ticket_no", "4301/报名表.pdf,\"1", "", "甲 乙/b.pdf,2", "c.pdf,3", ""];
        for end in ["\n", "\r\n"] {
            let (manifest, met) = parse(lines.join(end).as_bytes(), UPLOADS, false);
            assert_eq!(manifest.entries.iter().map(|e| (e.line, e.ticket_no.as_str())).collect::<Vec<_>>(), [(4, "2")]);
            let kinds: Vec<_> = met.into_iter().map(|trouble| trouble.kind).collect();
            assert_eq!(
                kinds,
                [
                    TroubleKind::ManifestTorn { line: 2, how: Torn::QuoteOpen },
                    TroubleKind::ManifestNoSuchFile { line: 5, named: "c.pdf".into() },
                ]
            );
        }
        let returns = "file,ticket_no\r4301/报名表.pdf,1\r甲 乙/b.pdf,2\r";
        check(returns.as_bytes(), &[("4301/报名表.pdf", "1", None), ("甲 乙/b.pdf", "2", None)], &[]);
        let all = format!("file,ticket_no\n{}", "x,\"y\n".repeat(500));
        assert_eq!(parse(all.as_bytes(), UPLOADS, false).1.len(), 100);
    }

    #[test]
    fn a_time_without_zone_is_not_used() {
        let text = "file,ticket_no,uploaded_at\n4301/报名表.pdf,1,2024-08-19 17:00:00\n甲 乙/b.pdf,2,2024/08/19 17:00:00+08:00\n";
        check(
            text.as_bytes(),
            &[("4301/报名表.pdf", "1", None), ("甲 乙/b.pdf", "2", Some("2024-08-19T17:00:00+08:00"))],
            &["manifest-bad-time"],
        );
        assert_eq!(moment("2024-08-19T09:00:00Z").as_deref(), Some("2024-08-19T09:00:00+00:00"));
        assert_eq!(moment("2024-08-19"), None);
    }

    #[test]
    fn no_columns_no_manifest() {
        check(b"", &[], &["manifest-without-columns"]);
        check(b"a,b\nc,d\n", &[], &["manifest-without-columns"]);
    }
}
