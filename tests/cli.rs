//! The commands as a clerk runs them: what they say, how they end, what they leave behind.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail as the test may")]

mod again;
mod archives;
mod arguments;
mod audit;
mod disk;
mod export;
mod folder;
mod inputs;
mod kinds;
mod privacy;
mod stopping;
mod threads;
mod uploads;
mod whose;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A desk with a roster and uploads of the fixtures, and room for a work folder.
struct Desk {
    dir: tempfile::TempDir,
}

/// How a command ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    /// A desk with the uploads of these candidates.
    fn with(candidates: &[&str]) -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir_all(desk.uploads()).unwrap();
        fs::create_dir_all(desk.path("模型")).unwrap();
        fs::copy(fixtures().join("roster.csv"), desk.roster()).unwrap();
        for ticket_no in candidates {
            copy_folder(&fixtures().join("uploads").join(ticket_no), &desk.uploads().join(ticket_no));
        }
        desk
    }

    /// A desk with the uploads of two candidates, in three files each.
    fn usual() -> Self {
        Self::with(&["4301249801001", "4301249801004"])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn roster(&self) -> PathBuf {
        self.path("名单 (1).csv")
    }

    fn uploads(&self) -> PathBuf {
        self.path("上传 材料")
    }

    fn work(&self) -> PathBuf {
        self.path("工作")
    }

    /// The program, away from what the machine has in its caches.
    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hecha"));
        program
            .current_dir(self.dir.path())
            .env("XDG_CACHE_HOME", self.path("缓存"))
            .env("HOME", self.path("缓存"))
            .env("LOCALAPPDATA", self.path("缓存"))
            .env_remove("HECHA_LANG")
            .env_remove("HECHA_MODELS");
        program
    }

    /// Runs the program with these arguments.
    fn run(&self, arguments: &[&str]) -> Ran {
        ran(&self.program().args(arguments).output().unwrap())
    }

    /// The screening of this desk, to be started, with more arguments behind the usual ones.
    fn screening(&self, more: &[&str]) -> Command {
        let mut program = self.program();
        program.arg("screen").arg("--roster").arg(self.roster()).arg("--uploads").arg(self.uploads());
        program.arg("--work").arg(self.work()).arg("--models").arg(self.path("模型"));
        program.args(["--as-of", "2024-08-20"]).args(more);
        program
    }

    fn screen(&self, more: &[&str]) -> Ran {
        ran(&self.screening(more).output().unwrap())
    }

    /// The export as lines of JSON.
    fn jsonl(&self) -> String {
        let ran = self.run(&["export", "--work", "工作", "--format", "jsonl"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    }

    /// The line of one candidate.
    fn line(&self, ticket_no: &str) -> serde_json::Value {
        let lines = self.jsonl();
        lines
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .find(|line| line["ticket_no"] == ticket_no)
            .unwrap()
    }
}

/// How many files the summary says were read in this run.
fn read_now(ran: &Ran) -> u64 {
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (_, rest) = ran.out.split_once("本次读取 ").unwrap();
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}
