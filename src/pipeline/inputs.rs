//! What a run works on: the roster, the rules, the day, and where things are.

#![expect(clippy::disallowed_methods, reason = "the pipeline reads the roster and the rules for the middle")]

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::{
    Error, Result,
    kinds::Kinds,
    lang::Lang,
    model::Answers,
    roster::{self, Roster},
    rulebook::{self, BUILTIN, Pack, PackError},
    store::{Role, Run, Store, WorkFolder},
};

/// A run to be done.
#[derive(Debug)]
pub struct Job {
    /// Who is to be checked.
    pub roster: Roster,
    /// By which rules.
    pub rules: Rules,
    /// What papers look like.
    pub kinds: Kinds,
    /// What portals said, where anything was looked up.
    pub answers: Answers,
    /// On which day papers must be valid.
    pub day: Date,
    /// Where the uploads are.
    pub uploads: PathBuf,
    /// Where everything is kept.
    pub folder: WorkFolder,
    /// What is recorded of the run; it names the reader.
    pub run: Run,
    /// Whether files that ended by a limit or a crash are read again.
    pub retry: bool,
    /// Tells the time, with time zone.
    pub now: fn() -> String,
}

impl Job {
    /// How many places the results have: one a candidate, and a last one for what belongs to nobody.
    pub(super) const fn places(&self) -> usize {
        self.roster.candidates.len() + 1
    }
}

/// A roster with the file it stands in.
#[derive(Debug)]
pub struct RosterFile {
    /// Who stands in it.
    pub roster: Roster,
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads the roster.
pub fn read_roster(path: &Path) -> Result<RosterFile> {
    let bytes = fs::read(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => Error::RosterMissing { path: path.to_owned() },
        _ => Error::io(path, source),
    })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    RosterFile::load(name, bytes)
}

impl RosterFile {
    /// The roster in a file of that name and these bytes.
    pub fn load(name: String, bytes: Vec<u8>) -> Result<Self> {
        let roster =
            roster::load(&bytes, &name).map_err(|e| Error::Roster { zh: e.told(Lang::Zh), en: e.told(Lang::En) })?;
        Ok(Self { roster, sha256: fingerprint(&bytes), name, bytes })
    }
}

/// A rule pack with the fingerprint of its text.
#[derive(Debug)]
pub struct Rules {
    /// The rules.
    pub pack: Pack,
    /// Their text.
    pub text: String,
    /// SHA-256 of it.
    pub sha256: String,
}

impl Rules {
    /// The pack of this name, or in the file of this path.
    pub fn load(name: &str) -> Result<Self> {
        Self::parse(name, &Self::text(name)?)
    }

    /// The text of the pack of this name, or of the file of this path, as it is written.
    pub fn text(name: &str) -> Result<String> {
        match BUILTIN.iter().find(|(own, _)| *own == name) {
            Some((_, text)) => Ok((*text).to_owned()),
            None => fs::read_to_string(name).map_err(|source| match source.kind() {
                ErrorKind::NotFound => Error::PackUnknown {
                    name: name.to_owned(),
                    known: BUILTIN.iter().map(|(own, _)| (*own).to_owned()).collect(),
                },
                ErrorKind::InvalidData => Error::PackInvalid {
                    name: name.to_owned(),
                    why: "it is not UTF-8 text".to_owned(),
                    zh: "不是UTF-8文本".to_owned(),
                },
                _ => Error::io(name, source),
            }),
        }
    }

    /// The pack that a run was made with, as the work folder keeps it; one that ships inside under that name, for runs
    /// of before packs were kept.
    pub fn of_run(store: &dyn Store, run: &Run) -> Result<Self> {
        match store.input(Role::Pack, &run.pack_sha256)? {
            Some((name, bytes)) => Self::parse(&name, &String::from_utf8_lossy(&bytes)),
            None => Self::load(&run.pack),
        }
    }

    /// The pack with this text; `name` is what a person knows it by.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let invalid =
            |e: PackError| Error::PackInvalid { name: name.to_owned(), why: e.told(Lang::En), zh: e.told(Lang::Zh) };
        // What a pack inherits is kept with the run, so that it can be done again by the very same rules.
        let text = rulebook::whole(text).map_err(invalid)?;
        let pack = Pack::parse(&text).map_err(invalid)?;
        Ok(Self { pack, sha256: fingerprint(text.as_bytes()), text })
    }
}

/// What a bureau added to the kinds of documents, with the fingerprint of its text.
#[derive(Debug)]
pub struct KindsFile {
    /// The kinds with what was added.
    pub kinds: Kinds,
    /// File name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// SHA-256 of it.
    pub sha256: String,
}

impl KindsFile {
    /// Reads the file of this path.
    pub fn load(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        Self::parse(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(), text)
    }

    /// The kinds that a run was made with, as the work folder keeps them.
    pub fn of_run(store: &dyn Store, run: &Run) -> Result<Kinds> {
        let Some(added) = &run.kinds else { return Ok(Kinds::built_in()) };
        match store.input(Role::Kinds, &added.sha256)? {
            Some((name, bytes)) => Ok(Self::parse(name, String::from_utf8_lossy(&bytes).into_owned())?.kinds),
            None => Ok(Kinds::built_in()),
        }
    }

    /// The kinds with what this text adds.
    pub fn parse(name: String, text: String) -> Result<Self> {
        let kinds = Kinds::parse(&text).map_err(|error| Error::KindsInvalid {
            name: name.clone(),
            zh: error.told(Lang::Zh),
            en: error.told(Lang::En),
        })?;
        Ok(Self { kinds, sha256: fingerprint(text.as_bytes()), name, text })
    }
}

/// SHA-256 in lower-case hex.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_that_is_not_there_is_told_with_those_that_are() {
        match Rules::load("无此规则") {
            Err(Error::PackUnknown { known, .. }) => assert!(known.iter().any(|k| k == "changsha-2024-social-worker")),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_spoilt_pack_is_told_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("规则.toml");
        fs::write(&path, "id = \"x\"\nid = 3\n").unwrap();
        match Rules::load(path.to_str().unwrap()) {
            Err(Error::PackInvalid { why, .. }) => assert!(why.contains("line 2"), "{why}"),
            other => panic!("{other:?}"),
        }
    }
}
