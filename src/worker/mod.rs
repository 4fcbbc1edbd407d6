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
//! | silence and total time by the wall clock, then killed | yes | yes | yes |
//! | processor time (a second wall, should the first process hang) | yes | yes | no |
//! | memory (address space) | yes | as far as the kernel keeps to it | no |
//! | no core dump, no file written | yes | yes | no |
//! | ends when its parent is gone | yes | yes | yes |
//! | pages, pixels and bytes, kept by the reader itself | yes | yes | yes |
//!
//! So on Windows a memory bomb is stopped by the reader's own bounds and the clock only.

mod frame;
mod message;
mod pool;
mod process;
mod reader;
mod serve;
mod walls;

pub use message::{Drawn, Job, Setup, Sketch, Typeface};
pub use pool::{Pool, Settings};
pub use process::Limits;
pub use reader::Pages;
pub use serve::{ReadFile, serve};
