//! A reader that has been taken over tries what it likes, and the kernel refuses.

#![cfg(target_os = "linux")]

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::fs::{PermissionsExt, chown, chroot, symlink};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use hecha::model::Problem;
use hecha::worker::Limits;
use rustix::process::{Pid, Resource, Rlimit, Signal};

use super::Bench;

/// Something forbidden: its name, and how it is tried in a folder where another candidate's upload lies.
type Attempt = (&'static str, fn(&Path) -> io::Result<()>);

/// The file of somebody else.
const OTHER: &str = "upload of another candidate";

fn parent() -> io::Result<Pid> {
    // The kernel does not tell the worker; whoever took it over may know.
    let told = std::os::unix::process::parent_id();
    i32::try_from(told).ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::NotFound.into())
}

const ATTEMPTS: &[Attempt] = &[
    ("read another upload", |d| fs::read(d.join(OTHER)).map(drop)),
    ("read a file of the system", |_| fs::read("/etc/passwd").map(drop)),
    ("read its own environment", |_| fs::read("/proc/self/environ").map(drop)),
    ("list a folder", |d| fs::read_dir(d).map(drop)),
    ("ask for the size of a file", |d| fs::metadata(d.join(OTHER)).map(drop)),
    ("read a link", |_| fs::read_link("/proc/self/exe").map(drop)),
    ("write a file", |d| OpenOptions::new().write(true).open(d.join(OTHER)).map(drop)),
    ("append to a file", |d| OpenOptions::new().append(true).open(d.join(OTHER)).map(drop)),
    ("empty a file", |d| OpenOptions::new().write(true).truncate(true).open(d.join("to empty")).map(drop)),
    ("make a file", |d| File::create_new(d.join("made")).map(drop)),
    ("make a folder", |d| fs::create_dir(d.join("folder")).map(drop)),
    ("make a link", |d| symlink(d.join(OTHER), d.join("link"))),
    ("make a hard link", |d| fs::hard_link(d.join(OTHER), d.join("hard"))),
    ("copy a file", |d| fs::copy(d.join(OTHER), d.join("copy")).map(drop)),
    ("rename a file", |d| fs::rename(d.join("to rename"), d.join("renamed"))),
    ("delete a file", |d| fs::remove_file(d.join("to delete"))),
    ("delete a folder", |d| fs::remove_dir(d.join("to remove"))),
    ("open a file to others", |d| fs::set_permissions(d.join(OTHER), Permissions::from_mode(0o666))),
    ("give a file away", |d| chown(d.join(OTHER), None, None)),
    ("make a file in memory", |_| Ok(rustix::fs::memfd_create("m", rustix::fs::MemfdFlags::empty()).map(drop)?)),
    ("start a program", |_| Command::new("/bin/true").status().map(drop)),
    ("connect", |_| TcpStream::connect("127.0.0.1:9").map(drop).or_else(refused_by_nobody)),
    ("listen", |_| TcpListener::bind("127.0.0.1:0").map(drop)),
    ("send a datagram", |_| UdpSocket::bind("127.0.0.1:0").map(drop)),
    ("talk to a neighbour", |d| UnixStream::connect(d.join("socket")).map(drop)),
    ("listen for neighbours", |d| UnixListener::bind(d.join("listening")).map(drop)),
    ("make a pair of sockets", |_| UnixDatagram::pair().map(drop)),
    ("take hold of a process", |_| {
        Ok(rustix::process::pidfd_open(parent()?, rustix::process::PidfdFlags::empty()).map(drop)?)
    }),
    ("look after a process", |_| Ok(rustix::process::test_kill_process(parent()?)?)),
    ("change a process's limits", |_| {
        let now = rustix::process::getrlimit(Resource::Nofile);
        Ok(rustix::process::prlimit(Some(parent()?), Resource::Nofile, now).map(drop)?)
    }),
];

/// What would do harm where nothing forbids it, so that it is tried inside alone.
const HARMFUL: &[Attempt] = &[
    ("end a process", |_| Ok(rustix::process::kill_process(parent()?, Signal::TERM)?)),
    ("become a program", |_| Err(Command::new("/bin/true").exec())),
    ("go into a cage", |d| chroot(d)),
    ("go to another folder", |d| std::env::set_current_dir(d)),
    ("take limits down", |_| {
        let free = Rlimit { current: None, maximum: None };
        Ok(rustix::process::setrlimit(Resource::Fsize, free)?)
    }),
];

/// Nobody listens there: that the network said so shows that it was asked.
fn refused_by_nobody(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::ConnectionRefused { Ok(()) } else { Err(error) }
}

/// What the worker's reader does with `try FOLDER`: tries everything there, and tells what was let through.
pub(super) fn tried(words: &[&str]) -> Vec<Problem> {
    let [_, folder] = words else { return Vec::new() };
    let through = ATTEMPTS.iter().chain(HARMFUL).filter(|(_, attempt)| attempt(Path::new(folder)).is_ok());
    let variables = std::env::vars().map(|(name, _)| format!("variable {name}"));
    through.map(|(name, _)| (*name).to_owned()).chain(variables).map(|what| Problem { page: None, what }).collect()
}

/// A folder with what the attempts need, and a listener.
fn folder() -> (tempfile::TempDir, UnixListener) {
    let dir = tempfile::tempdir().unwrap();
    for name in [OTHER, "to empty", "to rename", "to delete"] {
        fs::write(dir.path().join(name), "王明").unwrap();
    }
    fs::create_dir(dir.path().join("to remove")).unwrap();
    let listener = UnixListener::bind(dir.path().join("socket")).unwrap();
    (dir, listener)
}

#[test]
fn whatever_a_taken_over_reader_tries_is_refused() {
    // The attempts are real ones: without walls each of them gets through.
    let (open, _listener) = folder();
    for (name, attempt) in ATTEMPTS {
        let tried = attempt(open.path());
        assert!(tried.is_ok(), "without walls: {name}: {tried:?}");
    }

    let (dir, _listener) = folder();
    let bench = Bench::new();
    assert!(ATTEMPTS.len() + HARMFUL.len() >= 25);
    let reading = bench.read(format!("try {}", dir.path().display()).as_bytes());
    if !bench.pool.missing().is_empty() {
        println!("this kernel lacks walls: {:?}", bench.pool.missing());
        return;
    }
    let mut through: Vec<String> = reading.problems.into_iter().map(|problem| problem.what).collect();
    through.retain(|what| !["RAYON_NUM_THREADS", "RUST_BACKTRACE"].iter().any(|own| what.ends_with(own)));
    through.retain(|what| !what.starts_with("variable MALLOC_"));
    assert!(through.is_empty(), "{through:?}");
    for name in [OTHER, "to empty", "to rename", "to delete"] {
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), "王明", "{name}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 6, "nothing was made");
}

#[test]
fn no_file_meets_what_another_left_behind() {
    assert_eq!(Limits::default().files, 1);
    let bench = Bench::with(|settings| settings.limits.files = Limits::default().files);
    for _ in 0..3 {
        assert_eq!(bench.read(b"good").problems[0].what, "file 1 of its worker");
    }
}

#[test]
fn a_reader_that_does_not_take_its_file_holds_nobody_up() {
    let bench = Bench::with(|settings| {
        settings.program = "/bin/sh".into();
        // It says that it is ready with all walls, and takes nothing.
        let ready = r"printf '\000hecha\001\ny\002\000\000\000[]'; exec sleep 100";
        settings.arguments = vec!["-c".into(), ready.into()];
        settings.limits.silence = std::time::Duration::from_secs(1);
    });
    let reading = bench.read(&vec![7; 1 << 19]);
    assert!(matches!(reading.outcome, hecha::model::Outcome::Damaged { .. }), "{:?}", reading.outcome);
}
