//! What a worker takes from itself before it opens a file.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::message::Setup;
use crate::lang::Lang;

/// A wall that a system may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wall {
    /// No files of others (Landlock).
    Files,
    /// No call of the kernel but those that reading needs (seccomp).
    Calls,
}

impl Wall {
    /// What a person is told where it is missing.
    #[must_use]
    pub fn told(self, lang: Lang) -> &'static str {
        match self {
            Self::Files => lang.pick(
                "读取进程的隔离不完整：本机内核没有 Landlock，不能限制它打开哪些文件",
                "The sandbox of the reader is not whole: this kernel has no Landlock to keep it from other files",
            ),
            Self::Calls => lang.pick(
                "读取进程的隔离不完整：本系统不能限制它的系统调用（seccomp），网络和其他进程没有隔开",
                "The sandbox of the reader is not whole: this system cannot filter its calls (seccomp), so that network and \
                 other processes are in reach",
            ),
        }
    }
}

/// What a worker may open: the networks, what their library needs, and the typeface. No upload is among them.
fn readable(setup: &Setup) -> Vec<PathBuf> {
    let typeface = setup.typeface.iter().map(|typeface| &typeface.path);
    let mut readable: Vec<PathBuf> = setup.networks.files().chain(typeface).cloned().collect();
    if let Some(library) = &setup.networks.library {
        readable.push(library.path.clone());
        // The system's own libraries, and what it says of its processor.
        let system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/sys/devices/system/cpu"];
        readable.extend(system.iter().chain(&["/proc/cpuinfo"]).map(PathBuf::from));
    }
    readable
}

/// Puts up all walls before the first byte of an upload is there; says which could not be.
pub(super) fn close_in(setup: &Setup) -> Vec<Wall> {
    limit(setup.memory);
    #[cfg(target_os = "linux")]
    let missing = super::sandbox::close(&readable(setup));
    #[cfg(not(target_os = "linux"))]
    let missing = vec![Wall::Files, Wall::Calls];
    missing
}

/// So many files may be open: the pipes, the networks, a library with what it needs.
#[cfg(unix)]
const OPEN: u64 = 64;

/// Limits memory and open files, and forbids core dumps (they would hold personal data) and writing files.
#[cfg(unix)]
fn limit(memory: u64) {
    use rustix::process::Resource;
    if memory > 0 {
        lower(Resource::As, memory);
    }
    lower(Resource::Core, 0);
    lower(Resource::Fsize, 0);
    lower(Resource::Nofile, OPEN);
}

/// Lets the process use this much more processor time, then the kernel ends it.
#[cfg(unix)]
pub(super) fn allow_cpu(seconds: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    if seconds == 0 {
        return;
    }
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    let maximum = getrlimit(Resource::Cpu).maximum;
    // A second wall: where it cannot be put up, the clock of the pool still stands.
    let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(used.saturating_add(seconds)), maximum });
}

/// Lowers a limit for good. A limit that is lower already stays.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, to: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let now = getrlimit(resource);
    let to = Some(now.maximum.map_or(to, |maximum| maximum.min(to)));
    // Some kernels do not know every limit; the others still hold.
    let _ = setrlimit(resource, Rlimit { current: to, maximum: to });
}

/// The pipe to the pool, for this module's frames alone: what libraries print goes to standard error from here on.
#[cfg(unix)]
pub(super) fn take_stdout() -> io::Result<Box<dyn Write + Send>> {
    use std::os::fd::AsFd;
    let pipe = io::stdout().as_fd().try_clone_to_owned()?;
    rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
    Ok(Box::new(std::fs::File::from(pipe)))
}

/// Nothing of the kind.
#[cfg(not(unix))]
fn limit(_memory: u64) {}

/// Nothing of the kind.
#[cfg(not(unix))]
pub(super) fn allow_cpu(_seconds: u64) {}

/// The pipe to the pool. What libraries print lands between the frames and is skipped there.
#[cfg(not(unix))]
pub(super) fn take_stdout() -> io::Result<Box<dyn Write + Send>> {
    Ok(Box::new(io::stdout()))
}
