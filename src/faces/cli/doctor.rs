//! `hecha doctor`: whether this machine and this work folder are fit for a night's run, line by line, each good or with what
//! to do.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{Ended, clock, models, networks, terminal::say};
use crate::{
    Error, Result,
    faces::paper::Typeface,
    lang::Lang,
    models::locate,
    pipeline::Rules,
    store::{self, WorkFolder},
    worker::{self, Pool, Settings},
};

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Health {
    Good,
    /// A run goes on, and something in it will be worse or slower.
    Doubtful,
    /// A run cannot do its work.
    Bad,
}

/// A line of the report.
struct Line {
    health: Health,
    what: &'static str,
    found: String,
    todo: Option<String>,
}

/// Free memory for each reader beside the networks.
const MEMORY: u64 = 1 << 30;
/// A night's uploads are copied, and each run's results kept.
const DISK: u64 = 2 << 30;
/// Fewer open files do not do.
const OPEN_FILES: u64 = 512;

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let work = found.get_one::<PathBuf>("work").map(PathBuf::as_path);
    let mut lines = vec![machine(lang), open_files(lang)];
    lines.extend(readers(lang));
    lines.extend(recognition(found, lang));
    lines.push(typeface(lang));
    lines.push(rules(found.get_one::<String>("rules").map_or("", String::as_str), lang));
    lines.extend(work_folder(work, lang));
    lines.push(disk(work.unwrap_or(Path::new(".")), lang));
    for line in &lines {
        say(&told(line, lang));
    }
    let worst = lines.iter().map(|line| line.health).max().unwrap_or(Health::Good);
    say("");
    say(match worst {
        Health::Good => lang.pick("都好，可以核查。", "All is good."),
        Health::Doubtful => {
            lang.pick("可以核查；请留意上面标“注意”的。", "A run can do its work; mind the doubtful lines.")
        }
        Health::Bad => lang.pick("请先按上面说的处理，再核查。", "Do what the lines above say first."),
    });
    Ok(if worst == Health::Bad { Ended::Stopped } else { Ended::Done })
}

fn told(line: &Line, lang: Lang) -> String {
    let health = match line.health {
        Health::Good => lang.pick("[ 好 ]", "[good]"),
        Health::Doubtful => lang.pick("[注意]", "[mind]"),
        Health::Bad => lang.pick("[不行]", "[ bad]"),
    };
    let todo =
        line.todo.as_ref().map(|todo| lang.pick(format!("\n        怎么办：{todo}"), format!("\n        {todo}")));
    format!("{health} {}{}{}{}", line.what, lang.pick("：", ": "), line.found, todo.unwrap_or_default())
}

fn good(what: &'static str, found: impl Into<String>) -> Line {
    Line { health: Health::Good, what, found: found.into(), todo: None }
}

/// `health` where it holds, with what to do.
fn unless(good: bool, health: Health, what: &'static str, found: String, todo: &str) -> Line {
    if good {
        return Line { health: Health::Good, what, found, todo: None };
    }
    Line { health, what, found, todo: Some(todo.to_owned()) }
}

fn machine(lang: Lang) -> Line {
    let what = lang.pick("处理器和内存", "processors and memory");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let machine = worker::machine();
    let Some(free) = worker::memory_free() else { return good(what, machine) };
    let found = lang.pick(
        format!("{cores} 核，{}，现在可用 {}", machine.split(", ").nth(1).unwrap_or("?"), size(free)),
        format!("{machine}, {} free now", size(free)),
    );
    let readers = free / MEMORY;
    let todo = lang.pick(
        format!(
            "内存可能不够 {cores} 个读取进程同时用：请关掉别的程序，或给 hecha screen 加 --jobs {}。",
            readers.max(1)
        ),
        format!(
            "Memory may be short for {cores} readers at once: close programs, or screen with --jobs {}.",
            readers.max(1)
        ),
    );
    unless(readers >= cores as u64, Health::Doubtful, what, found, &todo)
}

fn open_files(lang: Lang) -> Line {
    let what = lang.pick("可同时打开的文件", "open files");
    #[cfg(unix)]
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    let limit: Option<u64> = None;
    match limit {
        None => good(what, lang.pick("不限", "no limit")),
        Some(limit) => {
            let todo = lang.pick("请先运行 ulimit -n 4096，再核查。", "Run ulimit -n 4096 first.");
            unless(limit >= OPEN_FILES, Health::Bad, what, limit.to_string(), todo)
        }
    }
}

/// Whether a reader starts, and which walls it lacks.
fn readers(lang: Lang) -> Vec<Line> {
    let what = lang.pick("读取进程和隔离", "readers and their walls");
    let tried = Settings::this_program().and_then(Pool::new).and_then(|pool| pool.try_out());
    match tried {
        Ok(missing) if missing.is_empty() => vec![good(what, lang.pick("能启动，隔离完整", "they start, walls whole"))],
        Ok(missing) => missing
            .into_iter()
            .map(|wall| Line {
                health: Health::Doubtful,
                what,
                found: wall.told(lang).to_owned(),
                todo: Some(
                    lang.pick(
                        "请换用较新的 Linux 内核（5.13 以上）；容器里请允许 Landlock 和 seccomp。",
                        "Use a newer Linux kernel (5.13 or later); in a container, allow Landlock and seccomp.",
                    )
                    .to_owned(),
                ),
            })
            .collect(),
        Err(error) => vec![of_error(what, &error, lang)],
    }
}

fn of_error(what: &'static str, error: &Error, lang: Lang) -> Line {
    let told = error.told(lang);
    Line { health: Health::Bad, what, found: told.what, todo: Some(told.next) }
}

/// Networks and the engine that computes them.
fn recognition(found: &ArgMatches, lang: Lang) -> Vec<Line> {
    let what = lang.pick("识别模型和引擎", "networks and engine");
    let located = locate(&networks::settings(found));
    let mut lines: Vec<Line> = (located.doubtful.iter())
        .map(|doubtful| Line {
            health: Health::Doubtful,
            what,
            found: format!("{}（{}）", doubtful.path.display(), doubtful.why),
            todo: Some(
                lang.pick(
                    "没有采用这个文件；可删去后运行 hecha models fetch。",
                    "Not used; delete it and run hecha models fetch.",
                )
                .to_owned(),
            ),
        })
        .collect();
    lines.push(match located.engine_name() {
        Some(engine) => good(what, engine),
        None => Line {
            health: Health::Bad,
            what,
            found: models::missing_told(&located, None, lang),
            todo: Some(Error::models_next(lang).to_owned()),
        },
    });
    lines
}

fn typeface(lang: Lang) -> Line {
    let what = lang.pick("中文字体", "Chinese typeface");
    let place = Typeface::place();
    let found = place.as_ref().map_or_else(
        || lang.pick("没有找到", "none found").to_owned(),
        |typeface| typeface.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    );
    let todo = lang.pick(
        "做 PDF 名单和显示没有嵌入字体的 PDF 需要它：请安装（Debian：apt install fonts-noto-cjk）。",
        "PDF lists and PDFs without fonts of their own need one: install it (Debian: apt install fonts-noto-cjk).",
    );
    unless(place.is_some(), Health::Doubtful, what, found, todo)
}

fn rules(name: &str, lang: Lang) -> Line {
    let what = lang.pick("规则包", "rule pack");
    match Rules::load(name) {
        Ok(rules) => good(what, format!("{}（{}）", rules.pack.title, rules.pack.name)),
        Err(error) => of_error(what, &error, lang),
    }
}

/// The work folder, its database, and whether the clock agrees with what stands there.
fn work_folder(work: Option<&Path>, lang: Lang) -> Vec<Line> {
    let (what, time) = (lang.pick("工作文件夹", "work folder"), lang.pick("时钟", "clock"));
    let now = clock::now();
    let said = now.strftime("%Y-%m-%d %H:%M %:z").to_string();
    let Some(work) = work else { return vec![good(time, said)] };
    let folder = match WorkFolder::existing(work) {
        Ok(folder) => folder,
        Err(error) => return vec![of_error(what, &error, lang), good(time, said)],
    };
    let opened = store::open_to_read(&folder).and_then(|store| store.runs());
    let runs = match opened {
        Ok(runs) => runs,
        Err(error) => return vec![of_error(what, &error, lang), good(time, said)],
    };
    let found = lang.pick(format!("打得开，{} 次核查", runs.len()), format!("opens, {} runs", runs.len()));
    let todo = lang.pick(
        "文件夹是只读的：可以导出，不能在里面核查；请检查权限。",
        "It is read-only: it can be exported from, not screened in. Look at its permissions.",
    );
    let ended = runs.iter().filter_map(|(_, run)| run.finished_at.as_deref()?.parse::<jiff::Timestamp>().ok()).max();
    let back = lang.pick(
        "时钟比最近一次核查还早，期限会算错：请校准日期和时间。",
        "The clock is behind the last run, and deadlines would be judged wrongly: set date and time.",
    );
    let in_time = ended.is_none_or(|ended| ended <= now.timestamp());
    vec![
        unless(folder.can_be_written(), Health::Bad, what, found, todo),
        unless(in_time, Health::Bad, time, said, back),
    ]
}

fn disk(place: &Path, lang: Lang) -> Line {
    let what = lang.pick("磁盘剩余空间", "free disk");
    #[cfg(unix)]
    let free = rustix::fs::statvfs(place).ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    #[cfg(not(unix))]
    let free: Option<u64> = {
        let _ = place;
        None
    };
    match free {
        None => good(what, lang.pick("看不到", "not told")),
        Some(free) => {
            let todo = lang.pick(
                "上传材料要整份复制到工作文件夹：请腾出空间（hecha prune 可清理历次核查），或换一个盘。",
                "Uploads are copied into the work folder: make room (hecha prune), or use another disk.",
            );
            unless(free >= DISK, Health::Doubtful, what, size(free), todo)
        }
    }
}

/// Bytes as people say them.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..=0xf_ffff => format!("{} KB", bytes.div_ceil(1 << 10)),
        0x10_0000..=0x3fff_ffff => format!("{} MB", bytes >> 20),
        _ => format!("{:.1} GB", bytes as f64 / f64::from(1u32 << 30)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_good_comes_with_what_to_do() {
        let line = unless(false, Health::Bad, "磁盘剩余空间", size(5 << 20), "请腾出空间");
        assert_eq!(told(&line, Lang::Zh), "[不行] 磁盘剩余空间：5 MB\n        怎么办：请腾出空间");
        assert_eq!(
            told(&unless(true, Health::Bad, "磁盘剩余空间", size(3 << 30), "x"), Lang::Zh),
            "[ 好 ] 磁盘剩余空间：3.0 GB"
        );
    }

    #[test]
    fn a_rule_pack_that_is_not_there_is_bad() {
        assert_eq!(rules("没有这个", Lang::Zh).health, Health::Bad);
        assert_eq!(rules(super::super::arguments::USUAL_PACK, Lang::Zh).health, Health::Good);
    }
}
