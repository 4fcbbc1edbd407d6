//! `hecha serve` and `hecha journal` as a clerk starts them.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
};

use hecha::store::{WorkFolder, review::GENESIS};

use super::desk::Desk;

fn program(desk: &Desk, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hecha"));
    program.args(arguments).arg("--work").arg(desk.dir.path()).env_remove("HECHA_LANG");
    program
}

/// What a command prints, and its exit code.
fn ran(desk: &Desk, arguments: &[&str]) -> (i32, String) {
    let output = program(desk, arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

/// Ended with the test, whatever becomes of it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_starts_with_a_link_serves_and_ends_when_asked() {
    let desk = Desk::usual();
    let mut serve = program(&desk, &["serve", "--bind", "127.0.0.1:0"]);
    let mut running = Running(serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let link = lines.find(|line| line.contains("/setup/")).unwrap();
    let (address, path) = link.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("建立管理员账户"), "{answer}");

    let (code, said) = ran(&desk, &["serve", "--bind", address]);
    assert_eq!(code, 1);
    assert!(said.contains(address) && said.contains("--bind"), "{said}");

    #[cfg(unix)]
    {
        // An idle connection does not keep it from ending.
        let _idle = TcpStream::connect(address).unwrap();
        let ended = Command::new("kill").arg("-INT").arg(running.0.id().to_string()).status().unwrap();
        assert!(ended.success());
        assert_eq!(running.0.wait().unwrap().code(), Some(0));
        assert!(lines.any(|line| line.contains("已停止")));
    }
}

#[test]
fn what_cannot_be_served_is_told() {
    let desk = Desk::usual();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, said) = ran(&desk, &["serve", "--bind", &address]);
    assert!(code == 1 && said.contains("已有别的程序在用"), "{said}");
    let (code, said) = ran(&desk, &["serve", "--bind", "8420"]);
    assert!(code == 2 && said.contains("8420"), "{said}");
    let (code, said) = ran(&desk, &["serve", "--bind", "192.0.2.1:8420"]);
    assert!(code == 1 && said.contains("192.0.2.1"), "{said}");

    let empty = tempfile::tempdir().unwrap();
    drop(hecha::store::open(&WorkFolder::make(empty.path()).unwrap()).unwrap());
    let mut serve = Command::new(env!("CARGO_BIN_EXE_hecha"));
    let output = serve.arg("serve").arg("--work").arg(empty.path()).env_remove("HECHA_LANG").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("还没有完成的核查"));
}

#[test]
fn the_journal_is_checked_and_its_head_printed() {
    let desk = Desk::usual();
    let (code, said) = ran(&desk, &["journal", "head"]);
    assert_eq!((code, said.trim()), (0, format!("0 {GENESIS}").as_str()));
    drop(desk.logged_in("甲", hecha::store::review::Role::Reviewer));
    let (_, head) = ran(&desk, &["journal", "head"]);
    let head = head.trim().rsplit(' ').next().unwrap().to_owned();
    let (code, said) = ran(&desk, &["journal", "verify", "--head", &head]);
    assert!(code == 0 && said.contains("日志内部相连") && said.contains(&head), "{said}");
    assert!(said.contains("没有被改写"), "{said}");
    let (code, said) = ran(&desk, &["journal", "verify", "--head", &head[..32].to_uppercase()]);
    assert!(code == 0 && said.contains("没有被改写"), "as it is printed: {said}");
    let (code, said) = ran(&desk, &["journal", "verify"]);
    assert!(code == 0 && said.contains("不能证明"), "{said}");
    let (code, said) = ran(&desk, &["journal", "verify", "--head", "00"]);
    assert!(code == 1 && said.contains("链头不在日志里"), "{said}");

    let other = rusqlite::Connection::open(desk.folder.reviews()).unwrap();
    other.execute_batch("DROP TRIGGER entry_is_not_changed; UPDATE entry SET actor = '乙' WHERE seq = 1;").unwrap();
    let (code, said) = ran(&desk, &["journal", "verify"]);
    assert!(code == 1 && said.contains("第 1 条被改动过"), "{said}");
}

#[test]
fn a_journal_that_a_run_knew_of_and_that_is_gone_is_told() {
    let desk = Desk::usual();
    drop(desk.logged_in("甲", hecha::store::review::Role::Reviewer));
    let store = hecha::store::open(&desk.folder).unwrap();
    let (_, run) = store.last_run().unwrap().unwrap();
    let journal = hecha::store::review::Review::anchor(&desk.folder).unwrap();
    let run = hecha::store::Run { journal, ..run };
    let id = store.begin(&run).unwrap();
    store.finish(id, &run).unwrap();
    let (code, said) = ran(&desk, &["journal", "verify"]);
    assert!(code == 0 && said.contains("1 个链头相符"), "{said}");
    let aside = desk.dir.path().join("aside.db");
    std::fs::rename(desk.folder.reviews(), &aside).unwrap();
    let (code, said) = ran(&desk, &["journal", "verify"]);
    assert!(code == 1 && said.contains("当时有 2 条"), "{said}");
}

#[test]
fn connections_that_say_nothing_keep_nobody_out() {
    use std::time::{Duration, Instant};
    let desk = Desk::usual();
    let mut serve = program(&desk, &["serve", "--bind", "127.0.0.1:0"]);
    let mut running = Running(serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let page = lines.find(|line| line.contains("审核页面")).unwrap();
    let address = page.split("http://").nth(1).unwrap().trim().to_owned();
    let mut silent: Vec<TcpStream> = (0..900).map_while(|_| TcpStream::connect(&address).ok()).collect();
    assert!(silent.len() >= 800, "{}", silent.len());
    for _ in 0..20 {
        let mut connection = TcpStream::connect(&address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        write!(connection, "GET /login HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    // And whoever goes on saying nothing is shut out in the end.
    let start = Instant::now();
    let mut last = silent.pop().unwrap();
    last.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    assert_eq!(last.read(&mut [0; 64]).map(|n| n == 0 || start.elapsed() > Duration::from_secs(5)).ok(), Some(true));
}

#[test]
fn what_is_exported_from_the_command_line_is_in_the_journal() {
    use hecha::store::review::Act;
    let desk = Desk::usual();
    let (code, _) = ran(&desk, &["export", "--format", "jsonl"]);
    assert_eq!(code, 0);
    drop(desk.logged_in("甲", hecha::store::review::Role::Reviewer));
    let before = desk.review().head().unwrap().0;
    let (code, said) = ran(&desk, &["export", "--format", "jsonl"]);
    assert_eq!(code, 0, "{said}");
    let mut told = Vec::new();
    let review = desk.review();
    review
        .entries(before, &mut |entry| {
            told.push((entry.actor, entry.act));
            Ok(())
        })
        .unwrap();
    match told.as_slice() {
        [(actor, Act::Exported { list, count: 3 })] => assert!(actor.starts_with("命令行 ") && list == "jsonl"),
        other => panic!("{other:?}"),
    }
}
