//! `hecha export`: what was found, for programs or for people.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{Ended, stopping, terminal::complain};
use crate::{
    Error, Result,
    faces::report::{self, Form, Source, Table},
    lang::Lang,
    store::{self, WorkFolder},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let nowhere = PathBuf::new();
    let folder = WorkFolder::existing(found.get_one::<PathBuf>("work").unwrap_or(&nowhere))?;
    let store = store::open(&folder)?;
    let Some((id, run)) = store.last_run()? else {
        return Err(Error::NothingScreened { path: folder.root().to_owned() });
    };
    if store.is_overtaken(id)? {
        let of = run.finished_at.as_deref().unwrap_or_default();
        complain(&lang.pick(
            format!("注意：最近一次核查还没有完成，这里导出的是 {of} 完成的那一次。"),
            format!("Note: the latest run has not finished; this is what the run found that finished at {of}."),
        ));
    }
    let source = Source { store: store.as_ref(), id, run };
    match found.get_one::<PathBuf>("out") {
        Some(path) => {
            to_file(&source, form(found), path)?;
            complain(&lang.pick(format!("已写入：{}", path.display()), format!("written: {}", path.display())));
        }
        None => to_standard_output(&source, form(found))?,
    }
    Ok(Ended::Done)
}

fn form(found: &ArgMatches) -> Form {
    let table = found.get_one::<String>("table").map(String::as_str);
    match found.get_one::<String>("format").map(String::as_str) {
        Some("xlsx") => Form::Xlsx,
        Some("csv") => Form::Csv(Table::ALL.iter().copied().find(|t| Some(t.word()) == table).unwrap_or(Table::Flags)),
        _ => Form::Jsonl,
    }
}

/// Writes beside the place and then moves there, so that a report is whole or not there at all, and one that is open in
/// a spreadsheet is not half overwritten.
fn to_file(source: &Source<'_>, form: Form, path: &Path) -> Result<()> {
    // A device or a pipe can only be written to as it is.
    if path.exists() && !path.is_file() {
        let mut out = OpenOptions::new().write(true).open(path).map_err(|e| Error::io(path, e))?;
        return report::write(source, form, &mut out).map_err(|e| stopping(e, path));
    }
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hecha-");
    // Who may read it is for the folder and the user's mask to say, as with any file that is saved.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut beside = builder.tempfile_in(folder).map_err(|e| Error::io(path, e))?;
    let mut out = BufWriter::new(beside.as_file_mut());
    report::write(source, form, &mut out).map_err(|e| stopping(e, path))?;
    out.flush().map_err(|e| Error::io(path, e))?;
    drop(out);
    beside.persist(path).map_err(|e| Error::io(path, e.error))?;
    Ok(())
}

fn to_standard_output(source: &Source<'_>, form: Form) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match report::write(source, form, &mut out) {
        // `| head` has seen enough.
        Err(report::Broken::Out(e)) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|e| stopping(e, Path::new("-"))),
    }
}
