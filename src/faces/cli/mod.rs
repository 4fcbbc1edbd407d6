//! The command line: one command a file. Words to the clerk are Chinese, or English with `--lang en`.

mod arguments;
mod audit;
mod bad_arguments;
mod clock;
mod explain;
mod export;
mod journal;
mod kinds;
mod ledger;
mod logs;
mod networks;
mod paint;
mod progress;
mod read;
mod report;
mod roster;
mod rules;
mod screen;
mod serve;
mod stop;
mod summary;
mod terminal;
mod version;

pub mod models;

use std::process::ExitCode;

use crate::{Error, faces::report::Broken, lang::Lang, worker};

/// How a command ended, when it was not stopped by an error.
enum Ended {
    /// Done.
    Done,
    /// Stopped on request before it was done (the next run goes on), or done, and what was looked at is not in order.
    Stopped,
}

/// Runs the command the arguments name.
///
/// Exit codes: 0 when it is done (flags are no failures), 1 when it could not be done or was stopped, 2 on bad
/// arguments.
#[must_use]
pub fn main() -> ExitCode {
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    // Not for people: a process that reads files for `screen`.
    if words.get(1).is_some_and(|word| word == "worker") {
        return worker::serve(worker::Pages::new);
    }
    keep_private();
    let lang = arguments::lang(&words);
    let matches = match arguments::command(lang).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return bad_arguments::tell(&error, lang),
    };
    let ended = match matches.subcommand() {
        Some((arguments::SCREEN, found)) => screen::run(found, lang),
        Some((arguments::EXPORT, found)) => export::run(found, lang),
        Some((arguments::AUDIT, found)) => audit::run(found, lang),
        Some((arguments::EXPLAIN, found)) => explain::run(found, lang),
        Some((arguments::MODELS, found)) => networks::run(found, lang),
        Some((arguments::ROSTER, found)) => roster::run(found, lang),
        Some((arguments::RULES, found)) => rules::run(found, lang),
        Some((arguments::KINDS, found)) => kinds::run(found, lang),
        Some((arguments::READ, found)) => read::run(found, lang),
        Some((arguments::SERVE, found)) => serve::run(found, lang),
        Some((arguments::JOURNAL, found)) => journal::run(found, lang),
        Some((arguments::REPORT, found)) => report::run(found, lang),
        _ => Ok(Ended::Done),
    };
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::Stopped) => ExitCode::from(1),
        Err(error) => {
            tell(&error, lang);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Everything that is made from here on is for this user alone, and nothing of it is left behind where the program breaks:
/// what it holds is identity data.
fn keep_private() {
    #[cfg(unix)]
    {
        use rustix::{
            fs::Mode,
            process::{Resource, Rlimit, setrlimit, umask},
        };
        umask(Mode::RWXG | Mode::RWXO);
        // Where the system does not let it, its own settings stand.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
}

/// Tells a person what went wrong and what to do next.
fn tell(error: &Error, lang: Lang) {
    let told = error.told(lang);
    terminal::complain(&format!("{}{}", lang.pick("出错：", "Error: "), told.what));
    terminal::complain(&format!("{}{}", lang.pick("怎么办：", "What to do: "), told.next));
}

/// What stops a report, as what stops a command: `place` is where it was to be written.
fn stopping(broken: Broken, place: &std::path::Path) -> Error {
    match broken {
        Broken::Run(error) => error,
        Broken::Out(source) => Error::io(place, source),
    }
}
