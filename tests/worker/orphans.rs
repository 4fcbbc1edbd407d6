//! A worker ends with the process that started it, even while its reader hangs.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A frame as the pool sends it, spelt out: what is on the pipe is a contract between two processes.
fn frame(kind: u8, json: &str) -> Vec<u8> {
    let mut frame = b"\0hecha\x01\n".to_vec();
    frame.push(kind);
    frame.extend_from_slice(&u32::try_from(json.len()).unwrap().to_le_bytes());
    frame.extend_from_slice(json.as_bytes());
    frame
}

#[test]
fn end_of_input_ends_a_hanging_worker() {
    let mut worker = Command::new(std::env::current_exe().unwrap())
        .args(["worker::far_side", "--exact", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let file = std::path::PathBuf::from("somewhere");
    let setup = serde_json::to_string(&hecha::worker::Setup::default()).unwrap();
    let job = hecha::worker::Job { path: file, format: hecha::model::Format::Pdf };
    let mut stdin = worker.stdin.take().unwrap();
    stdin.write_all(&frame(b's', &setup)).unwrap();
    stdin.write_all(&frame(b'j', &serde_json::to_string(&job).unwrap())).unwrap();
    // The bytes of the file follow; its path does not.
    assert!(!serde_json::to_string(&job).unwrap().contains("somewhere"));
    stdin.write_all(&4_u64.to_le_bytes()).unwrap();
    stdin.write_all(b"hang").unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(worker.try_wait().unwrap().is_none(), "it hangs");
    drop(stdin);
    let start = Instant::now();
    while worker.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(10), "it outlived its parent");
        std::thread::sleep(Duration::from_millis(20));
    }
}
