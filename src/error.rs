//! What stops a run. Everything else is a [`crate::model::Problem`] (met and survived) or a [`crate::model::Flag`].
//!
//! Each error says what happened, where, and what to do next, in the clerk's language and in English ([`Error::told`]),
//! and has an exit code: 1 when the run could not be done, 2 for bad arguments. A new one needs a variant, its two
//! sentences in both languages, and a word for the logs, which never show paths or names.

use std::{io, path::PathBuf};

use crate::lang::Lang;

/// The result of what can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// What stops a run.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.told(Lang::En).what)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder of uploads is not there, or is a file.
    UploadsMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The roster is not there.
    RosterMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The roster is in no form that is read, or is broken.
    RosterFormat {
        /// Its name.
        file: String,
        /// What the reader said, in English.
        why: String,
    },
    /// No row of the roster looks like a header.
    RosterNoHeader {
        /// Its name.
        file: String,
    },
    /// The roster has a header and no row below it.
    RosterEmpty {
        /// Its name.
        file: String,
    },
    /// No rule pack has this name, and no file has this path.
    PackUnknown {
        /// As asked for.
        name: String,
        /// Those that ship inside.
        known: Vec<String>,
    },
    /// A rule pack that cannot be used.
    PackInvalid {
        /// Its name or path.
        name: String,
        /// What is wrong and where, in English.
        why: String,
    },
    /// Another run works in this work folder.
    WorkInUse {
        /// The work folder.
        path: PathBuf,
        /// What the other run wrote about itself: process id and start, where legible.
        holder: Option<String>,
    },
    /// The work folder was made by a newer version.
    WorkNewer {
        /// The work folder.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The work folder is not there.
    WorkMissing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// No run has finished in this work folder.
    NothingScreened {
        /// The work folder.
        path: PathBuf,
    },
    /// What the work folder keeps cannot be read or written.
    Store {
        /// The file that keeps it.
        path: PathBuf,
        /// What the store said, in English.
        why: String,
        /// Whether the disk is full.
        full: bool,
    },
    /// A workbook or table could not be made.
    Report {
        /// What the writer said, in English.
        why: String,
    },
    /// The processes that read files could not be started.
    Worker {
        /// Why, in English.
        why: String,
    },
}

/// An error as told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened, and where.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Error {
    /// An [`Error::Io`] at a path, for `map_err`.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    /// The exit code of the command that meets it.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::PackUnknown { .. } => 2,
            _ => 1,
        }
    }

    /// The word for it in logs, which must not show paths, because those hold names.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Io { .. } => "io",
            Self::UploadsMissing { .. } => "uploads-missing",
            Self::RosterMissing { .. } => "roster-missing",
            Self::RosterFormat { .. } => "roster-format",
            Self::RosterNoHeader { .. } => "roster-no-header",
            Self::RosterEmpty { .. } => "roster-empty",
            Self::PackUnknown { .. } => "pack-unknown",
            Self::PackInvalid { .. } => "pack-invalid",
            Self::WorkInUse { .. } => "work-in-use",
            Self::WorkNewer { .. } => "work-newer",
            Self::WorkMissing { .. } => "work-missing",
            Self::NothingScreened { .. } => "nothing-screened",
            Self::Store { .. } => "store",
            Self::Report { .. } => "report",
            Self::Worker { .. } => "worker",
        }
    }

    /// What happened, where, and what to do next.
    #[must_use]
    pub fn told(&self, lang: Lang) -> Told {
        let (what, next) = match self {
            Self::Io { path, source } => io_told(path, source, lang),
            Self::UploadsMissing { path } => lang.pick(
                (
                    format!("找不到上传材料文件夹：{}", path.display()),
                    "请核对 --uploads 后面的路径，它应当是一个文件夹。".to_owned(),
                ),
                (
                    format!("the folder of uploads is not there: {}", path.display()),
                    "Check the path after --uploads; it should be a folder.".to_owned(),
                ),
            ),
            Self::RosterMissing { path } => lang.pick(
                (
                    format!("找不到花名册：{}", path.display()),
                    "请核对 --roster 后面的路径；花名册可以是 xlsx、xls 或 csv 文件。".to_owned(),
                ),
                (
                    format!("the roster is not there: {}", path.display()),
                    "Check the path after --roster; a roster is an xlsx, xls or csv file.".to_owned(),
                ),
            ),
            Self::RosterFormat { file, why } => lang.pick(
                (
                    format!("花名册读不出来：{file}（{why}）"),
                    "请用 Excel 或 WPS 打开它，另存为 xlsx（不加密码）或 csv，再运行一次。".to_owned(),
                ),
                (
                    format!("the roster cannot be read: {file} ({why})"),
                    "Open it in Excel or WPS, save it as xlsx (no password) or csv, and run again.".to_owned(),
                ),
            ),
            Self::RosterNoHeader { file } => lang.pick(
                (
                    format!("花名册里没有找到表头：{file}"),
                    "表头那一行至少要有“姓名”，以及“准考证号”或“身份证号”。请补上表头，再运行一次。".to_owned(),
                ),
                (
                    format!("no header row was found in the roster: {file}"),
                    "The header row needs at least 姓名 and one of 准考证号 or 身份证号. Add it and run again.".to_owned(),
                ),
            ),
            Self::RosterEmpty { file } => lang.pick(
                (
                    format!("花名册只有表头，没有考生：{file}"),
                    "请确认导出的是正确的名单，再运行一次。".to_owned(),
                ),
                (
                    format!("the roster has a header and no candidates: {file}"),
                    "Make sure that the right list was saved, and run again.".to_owned(),
                ),
            ),
            Self::PackUnknown { name, known } => lang.pick(
                (
                    format!("没有名为“{name}”的规则包，也没有这个文件"),
                    format!("内置的规则包有：{}；也可以写一个 TOML 文件的路径。", known.join("、")),
                ),
                (
                    format!("there is no rule pack named {name:?}, nor such a file"),
                    format!("Those inside are: {}; or give the path of a TOML file.", known.join(", ")),
                ),
            ),
            Self::PackInvalid { name, why } => lang.pick(
                (format!("规则包不能用：{name}（{why}）"), "请按提示改正这个 TOML 文件，再运行一次。".to_owned()),
                (
                    format!("the rule pack cannot be used: {name} ({why})"),
                    "Correct the TOML file as it says, and run again.".to_owned(),
                ),
            ),
            Self::WorkInUse { path, holder } => {
                let by = holder.as_deref().unwrap_or("?");
                lang.pick(
                    (
                        format!("工作文件夹正被另一次运行使用：{}（{by}）", path.display()),
                        "请等它结束，或先停止它；也可以换一个 --work 文件夹。".to_owned(),
                    ),
                    (
                        format!("another run is using the work folder: {} ({by})", path.display()),
                        "Wait for it to end or stop it first, or use another --work folder.".to_owned(),
                    ),
                )
            }
            Self::WorkNewer { path, found, known } => lang.pick(
                (
                    format!(
                        "工作文件夹是更新版本的程序建立的：{}（格式 {found}，本程序只认识到 {known}）",
                        path.display()
                    ),
                    "请改用新版本的 hecha，或换一个新的 --work 文件夹。原有内容没有改动。".to_owned(),
                ),
                (
                    format!(
                        "the work folder was made by a newer version: {} (format {found}; this program knows up to {known})",
                        path.display()
                    ),
                    "Use the newer hecha, or another --work folder. Nothing in it was changed.".to_owned(),
                ),
            ),
            Self::WorkMissing { path } => lang.pick(
                (
                    format!("找不到工作文件夹：{}", path.display()),
                    "请核对 --work 后面的路径；它由 hecha screen 建立。".to_owned(),
                ),
                (
                    format!("the work folder is not there: {}", path.display()),
                    "Check the path after --work; `hecha screen` makes it.".to_owned(),
                ),
            ),
            Self::NothingScreened { path } => lang.pick(
                (
                    format!("这个工作文件夹里还没有完成的核查：{}", path.display()),
                    "请先把 hecha screen 运行完（中途停止的，再运行一次会接着做），再导出。".to_owned(),
                ),
                (
                    format!("no run has finished in this work folder yet: {}", path.display()),
                    "Run `hecha screen` to its end (one that was stopped goes on where it was), then export.".to_owned(),
                ),
            ),
            Self::Store { path, full: true, .. } => lang.pick(
                (
                    format!("磁盘已满，写不进去：{}", path.display()),
                    "请腾出空间，再运行一次；已经读好的都保留着。".to_owned(),
                ),
                (
                    format!("the disk is full: {}", path.display()),
                    "Make room and run again; what was read is kept.".to_owned(),
                ),
            ),
            Self::Store { path, why, full: false } => lang.pick(
                (
                    format!("工作文件夹里的数据读写出错：{}（{why}）", path.display()),
                    "请检查磁盘和权限；若文件已损坏，换一个新的 --work 文件夹重新运行，原始材料不受影响。".to_owned(),
                ),
                (
                    format!("what the work folder keeps cannot be read or written: {} ({why})", path.display()),
                    "Check the disk and permissions; if the file is damaged, run into a new --work folder.".to_owned(),
                ),
            ),
            Self::Report { why } => lang.pick(
                (format!("表格没有做成：{why}"), "请换一种格式（--format csv 或 jsonl）再试。".to_owned()),
                (
                    format!("the table could not be made: {why}"),
                    "Try another format (--format csv or jsonl).".to_owned(),
                ),
            ),
            Self::Worker { why } => lang.pick(
                (
                    format!("读取材料的子进程启动不了：{why}"),
                    "请确认 hecha 程序文件没有被移动或被安全软件拦截，再运行一次。".to_owned(),
                ),
                (
                    format!("the processes that read files cannot be started: {why}"),
                    "Make sure that the hecha program was not moved or blocked, and run again.".to_owned(),
                ),
            ),
        };
        Told { what, next }
    }
}

/// What the system said about a path, in words that a clerk can act on.
fn io_told(path: &std::path::Path, source: &io::Error, lang: Lang) -> (String, String) {
    let at = path.display();
    match source.kind() {
        io::ErrorKind::NotFound => lang.pick(
            (format!("找不到文件或文件夹：{at}"), "请核对路径。".to_owned()),
            (format!("there is no such file or folder: {at}"), "Check the path.".to_owned()),
        ),
        io::ErrorKind::PermissionDenied => lang.pick(
            (
                format!("没有权限读写：{at}"),
                "请换一个有权限的账户，或请管理员授权；若文件正在 Excel 或 WPS 里打开，请先关闭。".to_owned(),
            ),
            (
                format!("no permission: {at}"),
                "Use an account that may, or ask for it; close the file if Excel or WPS has it open.".to_owned(),
            ),
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => lang.pick(
            (format!("磁盘已满，写不进去：{at}"), "请腾出空间，再运行一次；已经读好的都保留着。".to_owned()),
            (format!("the disk is full: {at}"), "Make room and run again; what was read is kept.".to_owned()),
        ),
        _ => lang.pick(
            (format!("读写出错：{at}（{source}）"), "请检查路径、磁盘和权限，再运行一次。".to_owned()),
            (
                format!("reading or writing failed: {at} ({source})"),
                "Check the path, the disk and permissions, and run again.".to_owned(),
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_place_and_the_next_step() {
        let error = Error::WorkNewer { path: "夹/work".into(), found: 9, known: 1 };
        for lang in [Lang::Zh, Lang::En] {
            let told = error.told(lang);
            assert!(told.what.contains("夹/work") && told.what.contains('9'), "{told:?}");
            assert!(!told.next.is_empty());
        }
        assert_ne!(error.told(Lang::Zh), error.told(Lang::En));
    }

    #[test]
    fn a_pack_that_is_not_there_is_a_bad_argument() {
        assert_eq!(Error::PackUnknown { name: "x".into(), known: vec![] }.exit_code(), 2);
        assert_eq!(Error::RosterEmpty { file: "x".into() }.exit_code(), 1);
    }

    #[test]
    fn a_full_disk_is_called_so() {
        let error = Error::Io { path: "p".into(), source: io::ErrorKind::StorageFull.into() };
        assert!(error.told(Lang::Zh).what.contains("磁盘已满"));
    }
}
