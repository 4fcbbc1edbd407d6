//! What stops a run. Everything else is a [`crate::model::Problem`] (met and survived) or a [`crate::model::Flag`].
//!
//! Each error says what happened, where, and what to do next, in the clerk's language and in English ([`Error::told`]),
//! and has an exit code: 1 when the run could not be done, 2 for bad arguments. A new one needs a variant, its two
//! sentences in both languages ([`told`]), and a word for the logs, which never show paths or names.

mod told;

use std::{io, net::SocketAddr, path::PathBuf};

use crate::lang::Lang;

pub use told::Told;

/// The result of what can stop a run.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What stops a run.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.told(Lang::En).what)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk is full.
    DiskFull {
        /// What was being written.
        path: PathBuf,
    },
    /// The folder of uploads is not there, or is a file.
    UploadsMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The roster is not there.
    RosterMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The roster is there, and no candidate can be had from it.
    Roster {
        /// What is wrong and what to do, in Chinese.
        zh: Told,
        /// The same in English.
        en: Told,
    },
    /// No rule pack has this name, and no file has this path.
    PackUnknown {
        /// As asked for.
        name: String,
        /// Those that ship inside.
        known: Vec<String>,
    },
    /// A rule pack that cannot be used.
    PackInvalid {
        /// Its name or path.
        name: String,
        /// What is wrong and where, in English.
        why: String,
        /// The same in Chinese.
        zh: String,
    },
    /// What was to be added to the kinds of documents cannot be used.
    KindsInvalid {
        /// Its file.
        name: String,
        /// What is wrong and where, in Chinese.
        zh: String,
        /// The same in English.
        en: String,
    },
    /// Another run works in this work folder.
    WorkInUse {
        /// The work folder.
        path: PathBuf,
        /// What the other run wrote about itself: process id and start, where legible.
        holder: Option<String>,
    },
    /// The work folder was made by a newer version.
    WorkNewer {
        /// The work folder.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The work folder is not there.
    WorkMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// No finished run of the work folder has this number.
    RunUnknown {
        /// The work folder.
        path: PathBuf,
        /// The number asked for.
        number: i64,
    },
    /// The work folder does not hold the roster that a run was made with.
    InputMissing {
        /// The work folder.
        path: PathBuf,
    },
    /// A table of findings that cannot be used.
    FindingsUnfit {
        /// Which file.
        path: PathBuf,
        /// In which line, from 1.
        line: u64,
    },
    /// No run has finished in this work folder.
    NothingScreened {
        /// The work folder.
        path: PathBuf,
    },
    /// What the work folder keeps cannot be read or written.
    Store {
        /// The file that keeps it.
        path: PathBuf,
        /// What the store said, in English.
        why: String,
    },
    /// Another program listens at the address of the review page.
    AddressTaken {
        /// The address.
        address: SocketAddr,
    },
    /// The review page cannot listen at this address.
    AddressUnusable {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        why: String,
    },
    /// The review page could not be served.
    Server {
        /// Why, in English.
        why: String,
    },
    /// A workbook or table could not be made.
    Report {
        /// What the writer said, in English.
        why: String,
    },
    /// Nobody on the roster has this ticket number.
    CandidateUnknown {
        /// As asked for.
        ticket_no: String,
    },
    /// Lists are written as xlsx or pdf, and results not as pdf.
    FormUnfit,
    /// No typeface that sets Chinese is here, or the one named is none.
    NoTypeface {
        /// The file that was named, if one was.
        path: Option<PathBuf>,
    },
    /// The recognition networks could not be had.
    ModelsNotFetched {
        /// Why, in English.
        why: String,
    },
    /// A file of connectors that cannot be used.
    ConnectorsInvalid {
        /// Where it is.
        path: PathBuf,
        /// What is wrong and in which line, in English.
        why: String,
    },
    /// Portals cannot be asked.
    Online {
        /// Why, in English.
        why: String,
    },
    /// What the last run was made with is not kept, so that it cannot be checked again.
    InputsMissing {
        /// The work folder.
        path: PathBuf,
    },
    /// The processes that read files could not be started.
    Worker {
        /// Why, in English.
        why: String,
        /// Whether trying again cannot help: the program is not where it was, or is blocked.
        lasting: bool,
    },
    /// Another program kept the work folder's data locked for minutes.
    StoreBusy {
        /// The file that keeps it.
        path: PathBuf,
    },
    /// The work folder was deleted or moved while it was worked in.
    WorkGone {
        /// Where it was.
        path: PathBuf,
    },
    /// A folder that was to hold roster and uploads does not say which folder is that of the uploads.
    StartUnclear {
        /// The folder.
        path: PathBuf,
        /// Those that it might be.
        uploads: Vec<String>,
    },
    /// This program broke.
    Broke,
}

impl Error {
    /// What went wrong with a file or folder; a full disk is told apart.
    #[must_use]
    pub fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path: path.into() },
            _ => Self::Io { path: path.into(), source },
        }
    }

    /// The exit code of the command that meets it.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::PackUnknown { .. }
            | Self::FormUnfit
            | Self::CandidateUnknown { .. }
            | Self::ConnectorsInvalid { .. }
            | Self::RunUnknown { .. } => 2,
            _ => 1,
        }
    }

    /// The word for it in logs, which must not show paths, because those hold names.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::DiskFull { .. } => "disk-full",
            Self::UploadsMissing { .. } => "uploads-missing",
            Self::RosterMissing { .. } => "roster-missing",
            Self::Roster { .. } => "roster",
            Self::PackUnknown { .. } => "pack-unknown",
            Self::PackInvalid { .. } => "pack-invalid",
            Self::KindsInvalid { .. } => "kinds-invalid",
            Self::WorkInUse { .. } => "work-in-use",
            Self::WorkNewer { .. } => "work-newer",
            Self::WorkMissing { .. } => "work-missing",
            Self::NothingScreened { .. } => "nothing-screened",
            Self::RunUnknown { .. } => "run-unknown",
            Self::InputMissing { .. } => "input-missing",
            Self::FindingsUnfit { .. } => "findings-unfit",
            Self::ConnectorsInvalid { .. } => "connectors-invalid",
            Self::Online { .. } => "online",
            Self::InputsMissing { .. } => "inputs-missing",
            Self::Store { .. } => "store",
            Self::AddressTaken { .. } => "address-taken",
            Self::AddressUnusable { .. } => "address-unusable",
            Self::Server { .. } => "server",
            Self::Report { .. } => "report",
            Self::CandidateUnknown { .. } => "candidate-unknown",
            Self::FormUnfit => "form-unfit",
            Self::NoTypeface { .. } => "no-typeface",
            Self::ModelsNotFetched { .. } => "models-not-fetched",
            Self::Worker { .. } => "worker",
            Self::StoreBusy { .. } => "store-busy",
            Self::WorkGone { .. } => "work-gone",
            Self::StartUnclear { .. } => "start-unclear",
            Self::Broke => "broke",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_place_and_the_next_step() {
        let error = Error::WorkNewer { path: "夹/work".into(), found: 9, known: 1 };
        for lang in [Lang::Zh, Lang::En] {
            let told = error.told(lang);
            assert!(told.what.contains("夹/work") && told.what.contains('9'), "{told:?}");
            assert!(!told.next.is_empty());
        }
        assert_ne!(error.told(Lang::Zh), error.told(Lang::En));
    }

    #[test]
    fn a_pack_that_is_not_there_is_a_bad_argument() {
        assert_eq!(Error::PackUnknown { name: "x".into(), known: vec![] }.exit_code(), 2);
        assert_eq!(Error::RosterMissing { path: "x".into() }.exit_code(), 1);
    }

    #[test]
    fn a_full_disk_is_called_so() {
        let error = Error::io("p", io::ErrorKind::StorageFull.into());
        assert!(error.told(Lang::Zh).what.contains("磁盘已满"));
    }
}
