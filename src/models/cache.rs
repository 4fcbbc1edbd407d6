//! The folder that keeps what was fetched.

#![expect(clippy::disallowed_methods, reason = "where a machine keeps its caches is said by its environment")]

use std::env;
use std::path::{Path, PathBuf};

use super::pinned::Wheel;

/// The folder named in the environment, which stands for `--models` where that is not given.
pub(super) fn named_folder() -> Option<PathBuf> {
    env::var_os("HECHA_MODELS").filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Where this program keeps networks on this machine, or `None` where it knows no place.
pub(super) fn folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let caches = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join("Library").join("Caches")))
    } else {
        set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))
    };
    Some(caches?.join("hecha").join("models"))
}

/// Where a package puts networks beside the program: `lib/hecha/models` next to `bin`, or `models` next to the program.
pub(super) fn beside_the_program() -> Vec<PathBuf> {
    let Some(folder) = env::current_exe().ok().and_then(|program| Some(program.parent()?.to_owned())) else {
        return Vec::new();
    };
    [folder.join("models"), folder.join("..").join("lib").join("hecha").join("models")]
        .into_iter()
        .filter_map(|place| place.canonicalize().ok())
        .collect()
}

/// The folder in the cache for what is unpacked from a wheel.
pub(super) fn folder_of(cache: &Path, wheel: &Wheel) -> PathBuf {
    cache.join(format!("{}-{}-{}", wheel.package, wheel.version, wheel.tag))
}
