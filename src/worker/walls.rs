//! What a worker takes from itself before it opens a file.

use std::io::{self, Write};

/// Limits memory, and forbids core dumps (they would hold personal data) and writing files.
#[cfg(unix)]
pub(super) fn close_in(memory: u64) {
    use rustix::process::Resource;
    if memory > 0 {
        lower(Resource::As, memory);
    }
    lower(Resource::Core, 0);
    lower(Resource::Fsize, 0);
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
pub(super) fn close_in(_memory: u64) {}

/// Nothing of the kind.
#[cfg(not(unix))]
pub(super) fn allow_cpu(_seconds: u64) {}

/// The pipe to the pool. What libraries print lands between the frames and is skipped there.
#[cfg(not(unix))]
pub(super) fn take_stdout() -> io::Result<Box<dyn Write + Send>> {
    Ok(Box::new(io::stdout()))
}
