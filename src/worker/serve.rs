//! The far side: reads files one after another until standard input ends.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::process::{ExitCode, abort};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use super::frame;
use super::message::{Drawn, Job, Setup, Sketch, from, member_to_bytes, to};
use super::walls::{self, Wall};
use crate::model::{DamageReason, Format, Outcome, Reading};
use crate::read::archive::{self, Member};

/// What a worker does with the bytes of a file. The tests put bad readers here.
pub trait ReadFile {
    /// Reads a file. `alive` tells the pool that something was got done, which is how a long file is told from one
    /// that hangs.
    fn read(&mut self, bytes: &[u8], format: Format, alive: &(dyn Fn() + Sync)) -> Reading;

    /// Draws a page, or says what a file counts as whose page cannot be drawn.
    fn draw(&mut self, bytes: &[u8], sketch: &Sketch) -> Result<Drawn, Outcome>;

    /// Unpacks an archive: `each` gets its files. How that ended is as [`archive::unpack`] says.
    fn unpack(&mut self, bytes: &[u8], format: Format, each: &mut dyn FnMut(Member)) -> Outcome {
        archive::unpack(bytes, format, &archive::Bounds::default(), each)
    }
}

/// What the pool asks for.
enum Wanted {
    Read(Job),
    Draw(Sketch),
    Unpack(Job),
}

/// The same with the bytes of its file.
struct Order {
    wanted: Wanted,
    bytes: Vec<u8>,
}

/// Deep recursion is how hostile files try to break a reader; most honest ones that look deep end within this.
const STACK: usize = 256 << 20;

/// Where the last panic was raised.
static PANICKED_AT: Mutex<Option<String>> = Mutex::new(None);

/// Serves until standard input ends, which it does when the pool is dropped or its process is gone, however it went.
///
/// The calling thread only waits for input, so that a worker whose reader hangs still ends with its parent.
pub fn serve<R: ReadFile>(open: impl FnOnce(&Setup) -> R + Send + 'static) -> ExitCode {
    let Ok(pipe) = walls::take_stdout() else { return ExitCode::FAILURE };
    let mut stdin = io::stdin().lock();
    let Some(setup) = next::<Setup>(&mut stdin, to::SETUP) else { return ExitCode::FAILURE };
    let missing = walls::close_in(&setup);
    set_hook(Box::new(note_panic));

    let busy = &*Box::leak(Box::new(AtomicBool::new(false)));
    let (jobs, inbox) = mpsc::channel::<Order>();
    let most = setup.file_bytes;
    let reading = std::thread::Builder::new()
        .name("reading".into())
        .stack_size(STACK)
        .spawn(move || answer(&inbox, &setup, &missing, pipe, busy, open));
    if reading.is_err() {
        return ExitCode::FAILURE;
    }
    while let Some(order) = next_order(&mut stdin, most) {
        busy.store(true, Ordering::SeqCst);
        if jobs.send(order).is_err() {
            return ExitCode::FAILURE;
        }
    }
    if busy.load(Ordering::SeqCst) {
        // Nobody waits for the answer, and a reader that hangs may hold locks that a clean exit would wait for.
        abort();
    }
    ExitCode::SUCCESS
}

fn next<T: serde::de::DeserializeOwned>(stdin: &mut impl io::Read, kind: u8) -> Option<T> {
    let frame = frame::read(stdin).ok().flatten()?;
    if frame.kind != kind {
        return None;
    }
    serde_json::from_slice(&frame.body).ok()
}

fn next_order(stdin: &mut impl io::Read, most: u64) -> Option<Order> {
    let frame = frame::read(stdin).ok().flatten()?;
    let wanted = match frame.kind {
        to::JOB => serde_json::from_slice(&frame.body).ok().map(Wanted::Read),
        to::SKETCH => serde_json::from_slice(&frame.body).ok().map(Wanted::Draw),
        to::ARCHIVE => serde_json::from_slice(&frame.body).ok().map(Wanted::Unpack),
        _ => None,
    }?;
    let mut size = [0; 8];
    stdin.read_exact(&mut size).ok()?;
    let size = u64::from_le_bytes(size);
    if most > 0 && size > most {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(size).ok()?];
    stdin.read_exact(&mut bytes).ok()?;
    Some(Order { wanted, bytes })
}

/// The reading thread. It leaves the process when the pool is gone or the reader panicked: its state is then unknown.
fn answer<R: ReadFile>(
    inbox: &mpsc::Receiver<Order>,
    setup: &Setup,
    missing: &[Wall],
    pipe: Box<dyn Write + Send>,
    busy: &AtomicBool,
    open: impl FnOnce(&Setup) -> R,
) {
    let pipe = Mutex::new(pipe);
    let send = |kind: u8, body: &[u8]| {
        let mut pipe = pipe.lock().unwrap_or_else(PoisonError::into_inner);
        if frame::write(&mut *pipe, kind, body).is_err() {
            abort();
        }
    };
    let alive = || send(from::ALIVE, &[]);
    let mut reader = open(setup);
    send(from::READY, &serde_json::to_vec(missing).unwrap_or_default());
    for Order { wanted, bytes } in inbox {
        walls::allow_cpu(setup.cpu_seconds);
        let answer = catch_unwind(AssertUnwindSafe(|| match &wanted {
            Wanted::Read(job) => (from::READING, reading_of(&mut reader, &bytes, job, &alive)),
            Wanted::Draw(sketch) => drawing_of(&mut reader, &bytes, sketch),
            Wanted::Unpack(job) => (from::UNPACKED, unpacking_of(&mut reader, &bytes, job, &send)),
        }));
        busy.store(false, Ordering::SeqCst);
        match answer {
            Ok((kind, body)) => send(kind, &body),
            Err(_) => {
                let place = PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner).take();
                send(from::PANIC, place.unwrap_or_default().as_bytes());
                return;
            }
        }
    }
}

/// What is read from a file, as a frame's body.
fn reading_of<R: ReadFile>(reader: &mut R, bytes: &[u8], job: &Job, alive: &(dyn Fn() + Sync)) -> Vec<u8> {
    let reading = reader.read(bytes, job.format, alive);
    // A file that gives more than fits into a frame is not a document that somebody can check.
    let json = serde_json::to_vec(&reading).ok().filter(|json| json.len() <= frame::LONGEST);
    json.or_else(|| serde_json::to_vec(&Reading::damaged(DamageReason::TooLarge)).ok()).unwrap_or_default()
}

/// Sends the files of an archive one by one; how it ended, as a frame's body.
fn unpacking_of<R: ReadFile>(reader: &mut R, bytes: &[u8], job: &Job, send: &dyn Fn(u8, &[u8])) -> Vec<u8> {
    let outcome = reader.unpack(bytes, job.format, &mut |member| send(from::MEMBER, &member_to_bytes(&member)));
    serde_json::to_vec(&outcome).unwrap_or_default()
}

/// A drawn page as a frame, or why there is none.
fn drawing_of<R: ReadFile>(reader: &mut R, bytes: &[u8], sketch: &Sketch) -> (u8, Vec<u8>) {
    let why = match reader.draw(bytes, sketch).map(|drawn| drawn.to_bytes()) {
        Ok(body) if body.len() <= frame::LONGEST => return (from::DRAWN, body),
        Ok(_) => Outcome::Damaged { reason: DamageReason::TooLarge },
        Err(why) => why,
    };
    (from::UNDRAWN, serde_json::to_vec(&why).unwrap_or_default())
}

/// Keeps where a panic was raised. Its message may quote the document and is dropped.
fn note_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|l| format!("{}:{}", short(l.file()), l.line()));
    *PANICKED_AT.lock().unwrap_or_else(PoisonError::into_inner) = place;
}

/// A source file without the folders of the machine it was built on: `lopdf-0.47.0/src/reader.rs`.
fn short(file: &str) -> &str {
    if let Some((_, rest)) = file.split_once("/registry/src/") {
        return rest.split_once('/').map_or(rest, |(_, rest)| rest);
    }
    file.split_once("/library/").map_or(file, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_no_machine() {
        assert_eq!(short("/h/u/.cargo/registry/src/index-1/lopdf-0.47.0/src/reader.rs"), "lopdf-0.47.0/src/reader.rs");
        assert_eq!(short("/rustc/abc/library/core/src/slice/index.rs"), "core/src/slice/index.rs");
        assert_eq!(short("src/read/text.rs"), "src/read/text.rs");
    }
}
