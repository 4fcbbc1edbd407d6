//! What of the machine decides whether a file can be read: processors and memory.

/// Processors and memory, in one line. Another line, another machine: a verdict that memory was short need not hold there.
#[must_use]
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    match memory() {
        Some(bytes) => format!("{cores} cores, {} GiB", bytes.div_ceil(1 << 30)),
        None => format!("{cores} cores"),
    }
}

/// All memory of the machine in bytes; `None` where the system does not tell.
#[cfg(target_os = "linux")]
#[must_use]
pub fn memory() -> Option<u64> {
    told("MemTotal:")
}

/// Memory that is free for programs now, in bytes; `None` where the system does not tell.
#[cfg(target_os = "linux")]
#[must_use]
pub fn memory_free() -> Option<u64> {
    told("MemAvailable:")
}

/// Not told.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub const fn memory() -> Option<u64> {
    None
}

/// Not told.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub const fn memory_free() -> Option<u64> {
    None
}

#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the kernel tells it in a file")]
fn told(name: &str) -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1024)
}
