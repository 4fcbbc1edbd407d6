//! `hecha start FOLDER`: finds roster and uploads, shows what it understood, asks, screens, and opens the review page. And
//! what `hecha` alone tells somebody at a terminal.

#![expect(clippy::disallowed_methods, reason = "it looks through the folder that it is given")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use walkdir::WalkDir;

use super::{
    Ended, arguments, roster, screen, serve,
    stop::Stop,
    terminal::{ask, attended, complain, say},
};
use crate::{
    Error, Result,
    intake::MANIFEST_NAME,
    lang::Lang,
    pipeline::{self, RosterFile},
    store::WorkFolder,
};

/// The work folder's name where there is none yet.
const WORK: &str = "工作";

/// So many files are counted in a folder, to tell which one holds the uploads.
const COUNTED: usize = 100_000;

/// What stands in a folder.
struct Found {
    roster: (PathBuf, RosterFile),
    uploads: (PathBuf, usize),
    work: PathBuf,
}

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    Stop::on_ctrl_c().at_once(true);
    let folder = found.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    let here = look(&folder)?;
    say(&roster::shown(&here.roster.1.roster, &here.roster.1.name, lang));
    say("");
    let (uploads, count) = (&here.uploads.0, here.uploads.1);
    say(&lang.pick(
        format!("上传材料：{}（{count} 个文件）\n结果写入：{}", uploads.display(), here.work.display()),
        format!("Uploads: {} ({count} files)\nResults go to: {}", uploads.display(), here.work.display()),
    ));
    let screening = screening(found, &here);
    if !found.get_flag("yes") && !agreed(&screening, lang) {
        return Ok(Ended::Stopped);
    }
    say("");
    if let Ended::Stopped = again(&screening, lang, screen::run)? {
        return Ok(Ended::Stopped);
    }
    if found.get_flag("no-review") {
        return Ok(Ended::Done);
    }
    let mut serving: Vec<OsString> = vec!["hecha".into(), arguments::SERVE.into(), "--work".into(), here.work.into()];
    if attended() {
        serving.push("--open".into());
    }
    say("");
    again(&serving, lang, serve::run)
}

/// Whether whoever sits there wants to begin. Where nobody does, the command is shown that would.
fn agreed(screening: &[OsString], lang: Lang) -> bool {
    if !attended() {
        let words: Vec<String> = screening.iter().map(|word| quoted(&word.to_string_lossy())).collect();
        complain(&lang.pick(
            format!("没有开始。确认无误后加 --yes，或运行：{}", words.join(" ")),
            format!("Not begun. If that is right, add --yes, or run: {}", words.join(" ")),
        ));
        return false;
    }
    let answer =
        ask(lang
            .pick("\n以上都对吗？开始核查请按回车，不开始请输入 n：", "\nIs that right? Enter begins, n does not: "));
    answer.is_some_and(|answer| !matches!(answer.to_lowercase().as_str(), "n" | "no" | "否" | "不"))
}

fn quoted(word: &str) -> String {
    if word.contains([' ', '(', ')', '&', '\'']) { format!("\"{word}\"") } else { word.to_owned() }
}

/// The command that screens what was found.
fn screening(found: &ArgMatches, here: &Found) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec!["hecha".into(), arguments::SCREEN.into()];
    let paths = [("--roster", &here.roster.0), ("--uploads", &here.uploads.0), ("--work", &here.work)];
    for (name, path) in paths {
        words.extend([name.into(), path.into()]);
    }
    for name in ["rules", "engine"] {
        if let Some(value) = found.get_one::<String>(name) {
            words.extend([format!("--{name}").into(), value.into()]);
        }
    }
    if let Some(models) = found.get_one::<PathBuf>("models") {
        words.extend(["--models".into(), models.into()]);
    }
    if found.get_flag("thorough") {
        words.push("--thorough".into());
    }
    words
}

/// Runs another command of this program by its words.
fn again(words: &[OsString], lang: Lang, run: fn(&ArgMatches, Lang) -> Result<Ended>) -> Result<Ended> {
    let matches = arguments::command(lang).try_get_matches_from(words).map_err(|_| Error::Broke)?;
    matches.subcommand().map_or(Err(Error::Broke), |(_, found)| run(found, lang))
}

/// Finds roster, uploads and work folder in a folder.
fn look(folder: &Path) -> Result<Found> {
    let entries = fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| path.is_dir());
    let works: Vec<&PathBuf> = folders.iter().filter(|path| WorkFolder::existing(path).is_ok()).collect();
    let work = works.first().map_or_else(|| folder.join(WORK), |work| (*work).clone());
    let roster = the_roster(folder, &files)?;
    let uploads = folders
        .iter()
        .filter(|path| !works.contains(path) && **path != work && !is_hidden(path))
        .map(|path| (path.clone(), count(path)))
        .filter(|(_, count)| *count > 0);
    let mut uploads: Vec<(PathBuf, usize)> = uploads.collect();
    match (uploads.pop(), uploads.is_empty()) {
        (Some(uploads), true) => Ok(Found { roster, uploads, work }),
        (None, _) => Err(Error::StartUnclear { path: folder.to_owned(), uploads: Vec::new() }),
        (Some((last, _)), false) => {
            let several = uploads.into_iter().map(|(path, _)| path).chain([last]);
            let names = several.filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
            Err(Error::StartUnclear { path: folder.to_owned(), uploads: names.collect() })
        }
    }
}

/// The roster: the table with the most candidates. Where none is one, what is wrong with the only table.
fn the_roster(folder: &Path, files: &[PathBuf]) -> Result<(PathBuf, RosterFile)> {
    let is_table = |path: &&PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let table = [".xlsx", ".xls", ".csv"].iter().any(|ending| name.ends_with(ending));
        table && name != MANIFEST_NAME && !name.starts_with("~$") && !name.starts_with('.')
    };
    let tables: Vec<&PathBuf> = files.iter().filter(is_table).collect();
    let mut best: Option<(PathBuf, RosterFile)> = None;
    let mut wrong = None;
    for path in tables {
        match pipeline::read_roster(path) {
            Ok(file) => {
                let people = |file: &RosterFile| file.roster.candidates.len();
                if best.as_ref().is_none_or(|(_, known)| people(&file) > people(known)) {
                    best = Some((path.clone(), file));
                }
            }
            Err(error) => wrong = Some(error),
        }
    }
    best.ok_or_else(|| wrong.unwrap_or_else(|| Error::RosterMissing { path: folder.to_owned() }))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// How many files stand in a folder.
fn count(folder: &Path) -> usize {
    WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()).take(COUNTED).count()
}

/// What to do next, for somebody who typed the program's name alone.
pub(super) fn hint(lang: Lang) -> String {
    let here = Path::new(".");
    let work = fs::read_dir(here)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name())
        .find(|name| WorkFolder::existing(Path::new(name)).is_ok());
    let next = match (work, look(here)) {
        (Some(work), _) => {
            let work = quoted(&work.to_string_lossy());
            lang.pick(
                format!("这里已有核查结果（{work}）。接着审核：\n\n  hecha serve --work {work}\n\n有新材料时再核查：\n\n  hecha start ."),
                format!("There are results here ({work}). To review:\n\n  hecha serve --work {work}\n\nTo screen again:\n\n  hecha start ."),
            )
        }
        (None, Ok(_)) => lang.pick(
            "这里有花名册和上传材料。先看一看再开始核查：\n\n  hecha start .".to_owned(),
            "A roster and uploads are here. To look at them and begin:\n\n  hecha start .".to_owned(),
        ),
        (None, Err(_)) => lang.pick(
            "建一个文件夹，放入花名册（xlsx、xls 或 csv）和一个装全部上传材料的文件夹，然后：\n\n  hecha start 文件夹".to_owned(),
            "Make a folder with the roster (xlsx, xls or csv) and one folder of all uploads, then:\n\n  hecha start FOLDER".to_owned(),
        ),
    };
    let more = lang.pick(
        "先体检这台电脑：hecha doctor　　全部命令：hecha --help",
        "Whether this machine is fit: hecha doctor    All commands: hecha --help",
    );
    format!("{next}\n\n{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        fs::copy(fixtures.join("roster.csv"), dir.path().join("名单.csv")).unwrap();
        fs::create_dir_all(dir.path().join("材料/1")).unwrap();
        fs::write(dir.path().join("材料/1/a.pdf"), b"%PDF-1.4").unwrap();
        dir
    }

    #[test]
    fn roster_uploads_and_work_folder_are_found() {
        let dir = desk();
        // Neither is the roster.
        fs::write(dir.path().join("manifest.csv"), "file,ticket_no\n").unwrap();
        fs::write(dir.path().join("说明.csv"), "没有,名单\n").unwrap();
        let found = look(dir.path()).unwrap();
        assert_eq!(found.roster.0, dir.path().join("名单.csv"));
        assert_eq!(found.uploads, (dir.path().join("材料"), 1));
        assert_eq!(found.work, dir.path().join(WORK));
    }

    #[test]
    fn what_is_not_clear_is_asked_for_and_not_guessed() {
        let dir = desk();
        fs::create_dir_all(dir.path().join("别的")).unwrap();
        fs::write(dir.path().join("别的/b.pdf"), b"%PDF-1.4").unwrap();
        match look(dir.path()) {
            Err(Error::StartUnclear { uploads, .. }) => assert_eq!(uploads.len(), 2),
            _ => panic!("two folders of files"),
        }
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(look(empty.path()), Err(Error::RosterMissing { .. })));
    }
}
