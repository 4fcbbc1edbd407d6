//! What the system said, in words that a clerk can act on.

use std::io;

use crate::lang::Lang;

/// Why nothing can be read, in words that a clerk can act on.
pub(super) fn worker_told(why: &str, lasting: bool, lang: Lang) -> (String, String) {
    let what = lang.pick(
        format!("读取材料的子进程启动不了：{why}"),
        format!("the processes that read files cannot be started: {why}"),
    );
    let next = if lasting {
        lang.pick(
            "请确认 hecha 程序文件没有被移动或被安全软件拦截，再运行一次。",
            "Make sure that the hecha program was not moved or blocked, and run again.",
        )
    } else {
        lang.pick(
            "多次尝试都没有成功，多半是内存或进程数不够：请关掉别的程序，或加 --jobs 1 再运行一次；已读好的都保留着。",
            "Several tries failed; memory or processes are short, most likely: close other programs or add --jobs 1, and run \
             again. What was read is kept.",
        )
    };
    (what, next.to_owned())
}

/// Errors of the system for which the standard library has no name: too many open files, here and on the machine.
#[cfg(unix)]
const TOO_MANY_OPEN: [i32; 2] = [23, 24];
#[cfg(not(unix))]
const TOO_MANY_OPEN: [i32; 1] = [4];

/// What the system said about a path, in words that a clerk can act on.
pub(super) fn io_told(path: &std::path::Path, source: &io::Error, lang: Lang) -> (String, String) {
    let at = path.display();
    if source.raw_os_error().is_some_and(|code| TOO_MANY_OPEN.contains(&code)) {
        return lang.pick(
            (
                format!("打开的文件太多，打不开：{at}"),
                "请关掉别的程序，或加 --jobs 1；Linux 上可先运行 ulimit -n 4096。".to_owned(),
            ),
            (
                format!("too many open files to open: {at}"),
                "Close other programs or add --jobs 1; on Linux, run ulimit -n 4096 first.".to_owned(),
            ),
        );
    }
    match source.kind() {
        io::ErrorKind::OutOfMemory => lang.pick(
            (format!("内存不够：{at}"), "请关掉别的程序，或加 --jobs 1 再运行一次。".to_owned()),
            (format!("out of memory: {at}"), "Close other programs or add --jobs 1, and run again.".to_owned()),
        ),
        io::ErrorKind::ReadOnlyFilesystem => lang.pick(
            (
                format!("所在的磁盘或文件夹是只读的：{at}"),
                "只读的存档可以导出（hecha export、report），不能在里面核查；请换一个可写的 --work 文件夹。".to_owned(),
            ),
            (
                format!("the disk or folder is read-only: {at}"),
                "A read-only archive can be exported from, not screened in; use a --work folder that can be written."
                    .to_owned(),
            ),
        ),
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
        _ => lang.pick(
            (format!("读写出错：{at}（{source}）"), "请检查路径、磁盘和权限，再运行一次。".to_owned()),
            (
                format!("reading or writing failed: {at} ({source})"),
                "Check the path, the disk and permissions, and run again.".to_owned(),
            ),
        ),
    }
}
