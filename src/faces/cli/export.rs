//! `hecha export`: what was found, for programs or for people.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{Ended, clock, stopping, terminal::complain};
use crate::{
    Error, Result,
    audit::replay,
    faces::{
        paper::Typeface,
        report::{
            self, Broken, Form, Source, Table,
            lists::{self, List, ListForm, Reviewed},
        },
    },
    lang::Lang,
    pipeline::Rules,
    store::{
        self, WorkFolder,
        review::{Act, Review, Standing},
    },
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let nowhere = PathBuf::new();
    let folder = WorkFolder::existing(found.get_one::<PathBuf>("work").unwrap_or(&nowhere))?;
    let store = store::open(&folder)?;
    let number = found.get_one::<i64>("run").copied();
    let (id, run) = replay::choose(store.as_ref(), &folder, number)?;
    if number.is_none() && store.is_overtaken(id)? {
        let of = run.finished_at.as_deref().unwrap_or_default();
        complain(&lang.pick(
            format!("注意：最近一次核查还没有完成，这里导出的是 {of} 完成的那一次。"),
            format!("Note: the latest run has not finished; this is what the run found that finished at {of}."),
        ));
    }
    let source = Source { store: store.as_ref(), id, run };
    let write = |out: &mut dyn Write| match found.get_one::<String>("list").and_then(|word| list_named(word)) {
        Some(list) => listed(found, &folder, &source, list, lang, out),
        None => report::write(&source, form(found)?, out),
    };
    // Told before anything leaves the machine, as on the review page. Without reviews there is no journal to tell it to.
    if Review::exists(&folder) {
        let word = |name: &str| found.get_one::<String>(name).map_or("", String::as_str);
        let list = [word("list"), word("format")].join(" ").trim().to_owned();
        let count = store.digests(id)?.len();
        Review::open(&folder)?.append(&clock::stamp(&clock::now()), &user(), &Act::Exported { list, count })?;
    }
    match found.get_one::<PathBuf>("out") {
        Some(path) => {
            to_file(&write, path)?;
            complain(&lang.pick(format!("已写入：{}", path.display()), format!("written: {}", path.display())));
        }
        None => to_standard_output(&write)?,
    }
    Ok(Ended::Done)
}

/// Who sits at the command line, as the system says: it is no account of the review page.
#[expect(clippy::disallowed_methods, reason = "the journal names whoever exports")]
fn user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    format!("命令行 {}", named.as_deref().unwrap_or("?"))
}

/// The form of what was found; a paper is made of lists alone.
fn form(found: &ArgMatches) -> Result<Form> {
    let table = found.get_one::<String>("table").map(String::as_str);
    match found.get_one::<String>("format").map(String::as_str) {
        Some("xlsx") => Ok(Form::Xlsx),
        Some("csv") => {
            Ok(Form::Csv(Table::AS_TEXT.iter().copied().find(|t| Some(t.word()) == table).unwrap_or(Table::Flags)))
        }
        Some("pdf") => Err(Error::FormUnfit),
        _ => Ok(Form::Jsonl),
    }
}

fn list_named(word: &str) -> Option<List> {
    List::ALL.iter().copied().find(|list| list.word() == word)
}

/// Writes a list made from what reviewers decided, and tells whom it leaves out.
fn listed(
    found: &ArgMatches,
    folder: &WorkFolder,
    source: &Source<'_>,
    list: List,
    lang: Lang,
    out: &mut dyn Write,
) -> std::result::Result<(), Broken> {
    // A work folder where nobody has decided anything yet is no reason to make a database.
    let standing = if Review::exists(folder) { Review::open(folder)?.standing()? } else { Standing::default() };
    let rules = Rules::of_run(source.store, &source.run)?;
    let only = found.get_one::<String>("candidate").map(String::as_str);
    let of = Reviewed { source, standing: &standing, pack: &rules.pack, only };
    let made = match found.get_one::<String>("format").map(String::as_str) {
        Some("xlsx") => lists::write(&of, list, ListForm::Xlsx, out)?,
        Some("pdf") => {
            let typeface = Typeface::find(found.get_one::<PathBuf>("font").cloned())?;
            lists::write(&of, list, ListForm::Pdf(&typeface), out)?
        }
        _ => return Err(Error::FormUnfit.into()),
    };
    let (title, count, outdated) = (list.title(), made.candidates, made.outdated);
    complain(&lang.pick(format!("{title}：{count} 人"), format!("{title}: {count} candidates")));
    if outdated > 0 {
        complain(&lang.pick(
            format!(
                "注意：另有 {outdated} 人的结论作出之后材料已重新读取，内容有变化，没有列入；请在复核页面重新确认。"
            ),
            format!(
                "Note: {outdated} more were decided on before their papers were read differently, and are left out."
            ),
        ));
    }
    Ok(())
}

/// Writes beside the place and then moves there, so that a report is whole or not there at all, and one that is open in
/// a spreadsheet is not half overwritten.
pub(super) fn to_file(write: &dyn Fn(&mut dyn Write) -> std::result::Result<(), Broken>, path: &Path) -> Result<()> {
    // A device or a pipe can only be written to as it is.
    if path.exists() && !path.is_file() {
        let mut out = OpenOptions::new().write(true).open(path).map_err(|e| Error::io(path, e))?;
        return write(&mut out).map_err(|e| stopping(e, path));
    }
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hecha-");
    // It holds identity data: whoever is to have it is given it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
    let mut beside = builder.tempfile_in(folder).map_err(|e| Error::io(path, e))?;
    let mut out = BufWriter::new(beside.as_file_mut());
    write(&mut out).map_err(|e| stopping(e, path))?;
    out.flush().map_err(|e| Error::io(path, e))?;
    drop(out);
    beside.persist(path).map_err(|e| Error::io(path, e.error))?;
    Ok(())
}

pub(super) fn to_standard_output(write: &dyn Fn(&mut dyn Write) -> std::result::Result<(), Broken>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out) {
        // `| head` has seen enough.
        Err(Broken::Out(e)) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|e| stopping(e, Path::new("-"))),
    }
}
