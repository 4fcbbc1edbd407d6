//! Where a reader comes from: made when the first page needs it, or the reason why there is none.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::engine::{Fault, Pair};
use super::with_onnxruntime::{Library, OnnxRuntime};
use super::with_rten::Rten;
use super::{Engine, Ocr};

/// Which engine computes the networks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// ONNX Runtime where its library is at hand, else rten.
    #[default]
    Auto,
    /// rten.
    Rten,
    /// ONNX Runtime, or nothing.
    OnnxRuntime,
}

/// The networks as files hold them, and where the library of ONNX Runtime lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Networks {
    /// The detection network, ONNX.
    pub detection: Vec<u8>,
    /// The recognition network, ONNX, with its alphabet in the metadata.
    pub recognition: Vec<u8>,
    /// The networks that read first, where there are any.
    pub first: Option<Smaller>,
    /// The library of ONNX Runtime, where there is one.
    pub library: Option<Library>,
}

/// Smaller networks of the same family, which read first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smaller {
    /// The detection network, ONNX.
    pub detection: Vec<u8>,
    /// The recognition network, ONNX.
    pub recognition: Vec<u8>,
    /// The characters that it knows, one a line.
    pub alphabet: Vec<u8>,
}

/// Why nobody is there to read pictures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// The networks are not on this machine.
    #[error("the networks are not on this machine")]
    NoNetworks,
    /// ONNX Runtime was asked for, and its library is not on this machine.
    #[error("the library of ONNX Runtime is not on this machine")]
    NoLibrary,
    /// They are here and do not work.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Name and version of rten: the crate is pinned by the lock file.
pub(super) const RTEN: &str = "rten-0.27";

impl Networks {
    /// Name and version of the engine that a choice comes down to, or `None` where it is not there.
    #[must_use]
    pub fn engine_name(choice: Choice, library: Option<&Library>) -> Option<String> {
        match (choice, library) {
            (Choice::Auto | Choice::OnnxRuntime, Some(library)) => Some(format!("onnxruntime-{}", library.version)),
            (Choice::Auto, None) | (Choice::Rten, _) => Some(RTEN.to_owned()),
            (Choice::OnnxRuntime, None) => None,
        }
    }

    /// A reader with these networks.
    ///
    /// # Errors
    /// Where the networks do not load, or the engine asked for is not there.
    pub fn reader(self, choice: Choice) -> Result<Ocr, Unavailable> {
        let hash = |bytes: &[u8]| Sha256::digest(bytes).iter().take(6).map(|b| format!("{b:02x}")).collect::<String>();
        let load = |networks: Pair<'_>| -> Result<Box<dyn Engine>, Unavailable> {
            Ok(match (choice, &self.library) {
                (Choice::Auto | Choice::OnnxRuntime, Some(library)) => Box::new(OnnxRuntime::load(library, &networks)?),
                (Choice::Auto, None) | (Choice::Rten, _) => Box::new(Rten::load(&networks)?),
                (Choice::OnnxRuntime, None) => return Err(Unavailable::NoLibrary),
            })
        };
        let larger = load(Pair { detection: &self.detection, recognition: &self.recognition, alphabet: None })?;
        let name = format!("{} {}", hash(&self.detection), hash(&self.recognition));
        let Some(first) = &self.first else { return Ok(Ocr::new(larger, &name)) };
        let alphabet = str::from_utf8(&first.alphabet).map_err(|e| Fault::Load(e.to_string()))?;
        let smaller =
            load(Pair { detection: &first.detection, recognition: &first.recognition, alphabet: Some(alphabet) })?;
        let names = [&first.detection, &first.recognition, &first.alphabet].map(|bytes| hash(bytes)).join(" ");
        Ok(Ocr::cascade(larger, smaller, &format!("{name} {names}")))
    }
}

/// A reader that is made when the first page needs it, and kept.
pub struct Source {
    make: Box<dyn Fn() -> Result<Ocr, Unavailable> + Send + Sync>,
    made: OnceLock<Result<Ocr, Unavailable>>,
}

impl Source {
    /// A source that makes its reader so.
    pub fn new(make: impl Fn() -> Result<Ocr, Unavailable> + Send + Sync + 'static) -> Self {
        Self { make: Box::new(make), made: OnceLock::new() }
    }

    /// A source without a reader.
    #[must_use]
    pub fn none() -> Self {
        Self::new(|| Err(Unavailable::NoNetworks))
    }

    /// The reader, made now where this is the first time.
    ///
    /// # Errors
    /// Where there is none; the same answer each time.
    pub fn get(&self) -> Result<&Ocr, &Unavailable> {
        self.made.get_or_init(|| (self.make)()).as_ref()
    }

    /// What came of making the reader; `None` as long as no page needed it.
    #[must_use]
    pub fn made(&self) -> Option<Result<&Ocr, &Unavailable>> {
        self.made.get().map(Result::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ocr::Toy;

    #[test]
    fn a_reader_is_made_once() {
        let made = std::sync::Arc::new(std::sync::atomic::AtomicU32::new(0));
        let count = std::sync::Arc::clone(&made);
        let source = Source::new(move || {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(Ocr::new(Box::new(Toy::new("一")), "none"))
        });
        assert_eq!(made.load(std::sync::atomic::Ordering::Relaxed), 0);
        assert!(source.get().is_ok());
        assert!(source.get().is_ok());
        assert_eq!(made.load(std::sync::atomic::Ordering::Relaxed), 1);
    }

    #[test]
    fn without_networks_it_says_so() {
        assert_eq!(Source::none().get().err(), Some(&Unavailable::NoNetworks));
        let broken = Networks { detection: b"no".to_vec(), recognition: b"no".to_vec(), first: None, library: None };
        assert!(matches!(broken.reader(Choice::Auto), Err(Unavailable::Fault(Fault::Load(_)))));
    }
}
