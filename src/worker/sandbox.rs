//! What the kernel of Linux takes from a worker: all files but a few, and every call but those that reading needs.
//!
//! Both walls hold whatever runs inside, as any user, and cannot be taken down from inside. What is not listed is refused,
//! so that a call of a newer kernel is refused as well.

use std::collections::BTreeMap;
use std::path::PathBuf;

use landlock::{
    ABI, Access, AccessFs, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
};
use libc::c_long;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Compare, SeccompCondition as Condition,
    SeccompFilter, SeccompRule,
};

use super::walls::Wall;

/// Puts up both walls. What could not be put up comes back.
pub(super) fn close(readable: &[PathBuf]) -> Vec<Wall> {
    let mut missing = Vec::new();
    if !matches!(files(readable), Ok(RulesetStatus::FullyEnforced)) {
        missing.push(Wall::Files);
    }
    if calls().is_err() {
        missing.push(Wall::Calls);
    }
    missing
}

/// No file but these and what is below them, and these for reading. The first version of Landlock does: what later ones add
/// (moving, cutting off, ports, devices, signals) are calls that the filter refuses.
fn files(readable: &[PathBuf]) -> Result<RulesetStatus, RulesetError> {
    let mut ruleset = Ruleset::default().handle_access(AccessFs::from_all(ABI::V1))?.create()?;
    // What is not there cannot be opened either way.
    for place in readable.iter().filter_map(|path| PathFd::new(path).ok()) {
        ruleset = ruleset.add_rule(PathBeneath::new(place, AccessFs::ReadFile))?;
    }
    Ok(ruleset.restrict_self()?.ruleset)
}

/// Calls that act on what the process has already: its memory, its threads, its open files, its clocks.
const PLAIN: &[c_long] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_pread64,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_rseq,
    libc::SYS_membarrier,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_getcpu,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_getrandom,
    libc::SYS_getrlimit,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getrusage,
    libc::SYS_uname,
    libc::SYS_sysinfo,
];

/// Lets through the calls that reading needs and no others: those are answered as if the kernel did not know them, so that
/// libraries fall back to what it does know.
fn calls() -> Result<(), Box<dyn std::error::Error>> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = PLAIN.iter().map(|call| (*call, Vec::new())).collect();
    let mut only =
        |call: c_long, argument: u8, compare: Compare, value: u64| -> Result<(), seccompiler::BackendError> {
            let condition = Condition::new(argument, Length::Dword, compare, value)?;
            rules.insert(call, vec![SeccompRule::new(vec![condition])?]);
            Ok(())
        };
    let bits = |flags: i32| u64::from(flags.cast_unsigned());
    let pid = u64::from(std::process::id());
    // Threads of its own, and no process.
    only(libc::SYS_clone, 0, Compare::MaskedEq(bits(libc::CLONE_THREAD)), bits(libc::CLONE_THREAD))?;
    // Opened for reading; which files, the other wall says.
    let change = libc::O_ACCMODE | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND | libc::O_PATH;
    only(libc::SYS_openat, 2, Compare::MaskedEq(bits(change)), 0)?;
    // Facts about what is open, not about what lies somewhere.
    only(libc::SYS_newfstatat, 3, Compare::MaskedEq(bits(libc::AT_EMPTY_PATH)), bits(libc::AT_EMPTY_PATH))?;
    only(libc::SYS_statx, 2, Compare::MaskedEq(bits(libc::AT_EMPTY_PATH)), bits(libc::AT_EMPTY_PATH))?;
    // A thread's name; its own end; its own processor time.
    only(libc::SYS_prctl, 0, Compare::Eq, bits(libc::PR_SET_NAME))?;
    only(libc::SYS_tgkill, 0, Compare::Eq, pid)?;
    only(libc::SYS_setrlimit, 0, Compare::Eq, u64::from(libc::RLIMIT_CPU))?;
    // Its own limits: asked for all of them, changed but the processor time, which is set for each file.
    let own = || Condition::new(0, Length::Dword, Compare::Eq, 0);
    let time = Condition::new(1, Length::Dword, Compare::Eq, u64::from(libc::RLIMIT_CPU))?;
    let asked = Condition::new(2, Length::Qword, Compare::Eq, 0)?;
    let limits = vec![SeccompRule::new(vec![own()?, time])?, SeccompRule::new(vec![own()?, asked])?];
    rules.insert(libc::SYS_prlimit64, limits);

    let refused = SeccompAction::Errno(libc::ENOSYS.cast_unsigned());
    let filter = SeccompFilter::new(rules, refused, SeccompAction::Allow, std::env::consts::ARCH.try_into()?)?;
    let program: BpfProgram = filter.try_into()?;
    Ok(seccompiler::apply_filter_all_threads(&program)?)
}
