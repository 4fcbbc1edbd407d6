//! Floor 4. A process a file: the same binary reads one upload at a time under limits of time, memory and pages.
//!
//! Uploads are hostile until read. A reader may panic, overflow its stack, never end, or ask for all the memory there
//! is; so it works in a process of its own, and whatever happens there ends that file as
//! [`crate::model::Outcome::Damaged`] with the reason, and no other.
//!
//! [`Pool`] stands on the near side: it keeps one process a core, hands each one file at a time, watches the clock, and
//! replaces what broke. [`serve()`] is the far side: what the hidden command `hecha worker` runs. Between them go frames
//! on standard input and output ([`frame`]).
//!
//! The walls around a worker, from the outside in:
//!
//! | wall | Linux | macOS | Windows |
//! |---|---|---|---|
//! | one file a process: nothing of a candidate is there when the next is read | yes | yes | yes |
//! | an empty environment | yes | yes | but for the system's folder |
//! | no path to any upload: the bytes come through the pipe | yes | yes | yes |
//! | no new privileges; no file but networks, their libraries and a typeface, and these for reading (Landlock) | yes | no | no |
//! | no call of the kernel but those that reading needs: no network, no process, no other process, no change to a file (seccomp) | yes | no | no |
//! | silence and total time by the wall clock, then killed | yes | yes | yes |
//! | processor time (a second wall, should the first process hang) | yes | yes | no |
//! | memory (address space) | yes | as far as the kernel keeps to it | no |
//! | no core dump, no byte written to a file | yes | yes | no |
//! | ends when its parent is gone | yes | yes | yes |
//! | pages, pixels and bytes, kept by the reader itself | yes | yes | yes |
//!
//! A kernel may lack the middle ones: a worker says which walls are missing ([`Wall`]) before it is given a file, and the
//! record of the run and the review page say so. Size, times and names of other files may be asked for by none of the
//! calls that are left, but that a file is there can be learnt by opening it.
//!
//! On Windows a memory bomb is stopped by the reader's own bounds and the clock only.

mod frame;
mod limits;
mod message;
mod pool;
mod process;
mod reader;
#[cfg(target_os = "linux")]
mod sandbox;
mod serve;
mod walls;

pub use limits::Limits;
pub use message::{Drawn, Job, Setup, Sketch, Typeface};
pub use pool::{Pool, Settings};
pub use reader::Pages;
pub use serve::{ReadFile, serve};
pub use walls::Wall;
