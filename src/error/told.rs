//! The sentences of each error: what happened and where, and what to do next, in both languages side by side.

mod system;

use std::net::SocketAddr;

use super::Error;
use crate::lang::Lang;
use system::{io_told, worker_told};

/// An error as told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened, and where.
    pub what: String,
    /// What to do next.
    pub next: String,
}

impl Error {
    /// What to do where the recognition networks are not on this machine.
    #[must_use]
    pub const fn models_next(lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => {
                "请确认装有 Python 3 和 pip（Debian：apt install python3-pip）、能连上它的软件源，然后运行 hecha models fetch。\
                 没有网络的机器：在别的机器上运行 pip download rapidocr==3.10.0 --no-deps，\
                 把得到的 whl 文件拷到一个文件夹，用 --models 指定它。"
            }
            Lang::En => {
                "Make sure that Python 3 with pip is here (Debian: apt install python3-pip) and reaches its index, and run \
                 hecha models fetch. For a machine without a network: run pip download rapidocr==3.10.0 --no-deps \
                 elsewhere, copy the whl file into a folder, and name it with --models."
            }
        }
    }

    /// What happened, where, and what to do next.
    #[must_use]
    pub fn told(&self, lang: Lang) -> Told {
        let (what, next) = match self {
            Self::Io { path, source } => io_told(path, source, lang),
            Self::DiskFull { path } => lang.pick(
                (
                    format!("磁盘已满，写不进去：{}", path.display()),
                    "请腾出空间，或换一个 --work 文件夹，再运行一次；已经读好的都保留着。".to_owned(),
                ),
                (
                    format!("the disk is full: {}", path.display()),
                    "Make room or use another --work folder, and run again; what was read is kept.".to_owned(),
                ),
            ),
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
            Self::Roster { zh, en } => return lang.pick(zh, en).clone(),
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
            Self::PackInvalid { name, why, zh } => lang.pick(
                (format!("规则包不能用：{name}（{zh}）"), "请按提示改正这个 TOML 文件，再运行一次。".to_owned()),
                (
                    format!("the rule pack cannot be used: {name} ({why})"),
                    "Correct the TOML file as it says, and run again.".to_owned(),
                ),
            ),
            Self::ConnectorsInvalid { path, why } => lang.pick(
                (
                    format!("联网查询的接口配置不能用：{}（{why}）", path.display()),
                    "请按提示改正这个 TOML 文件，再运行一次。没有向任何网站发出查询。".to_owned(),
                ),
                (
                    format!("the file of connectors cannot be used: {} ({why})", path.display()),
                    "Correct the TOML file as it says, and run again. Nothing was asked.".to_owned(),
                ),
            ),
            Self::Online { why } => lang.pick(
                (format!("不能联网查询（{why}）"), "请检查本机的网络和证书设置，再运行一次。".to_owned()),
                (
                    format!("portals cannot be asked ({why})"),
                    "Check this machine's network and certificates, and run again.".to_owned(),
                ),
            ),
            Self::InputsMissing { path } => lang.pick(
                (
                    format!("工作文件夹里没有上一次核查所用的花名册或规则包：{}", path.display()),
                    "请先运行一次 hecha screen，再运行这个命令；查询结果都保留着。".to_owned(),
                ),
                (
                    format!("the roster or rule pack of the last run is not in the work folder: {}", path.display()),
                    "Run hecha screen first, then this command again; the answers are kept.".to_owned(),
                ),
            ),
            Self::KindsInvalid { name, zh, en } => lang.pick(
                (
                    format!("材料种类补充文件不能用：{name}（{zh}）"),
                    "请按提示改正这个 TOML 文件，再运行一次。".to_owned(),
                ),
                (
                    format!("the file of kinds cannot be used: {name} ({en})"),
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
            Self::Store { path, why } => lang.pick(
                (
                    format!("工作文件夹里的数据读写出错：{}（{why}）", path.display()),
                    "请检查磁盘和权限；若文件已损坏，换一个新的 --work 文件夹重新运行，原始材料不受影响。".to_owned(),
                ),
                (
                    format!("what the work folder keeps cannot be read or written: {} ({why})", path.display()),
                    "Check the disk and permissions; if the file is damaged, run into a new --work folder.".to_owned(),
                ),
            ),
            Self::AddressTaken { address } => lang.pick(
                (
                    format!("这个地址已有别的程序在用：{address}"),
                    format!("可能审核页面已经开着；否则请换一个端口，例如 --bind {}。", beside(*address)),
                ),
                (
                    format!("another program listens at this address: {address}"),
                    format!("The review page may be open already; or use another port, e.g. --bind {}.", beside(*address)),
                ),
            ),
            Self::AddressUnusable { address, why } => lang.pick(
                (
                    format!("不能在这个地址上提供页面：{address}（{why}）"),
                    "请在 --bind 后面写本机的地址，端口用 1024 以上的，例如 127.0.0.1:8420。".to_owned(),
                ),
                (
                    format!("the review page cannot listen at this address: {address} ({why})"),
                    "Give an address of this machine after --bind, with a port above 1024, e.g. 127.0.0.1:8420.".to_owned(),
                ),
            ),
            Self::Server { why } => lang.pick(
                (format!("审核页面中断：{why}"), "请重新启动；已保存的结论都在。".to_owned()),
                (format!("the review page broke off: {why}"), "Start it again; every decision is kept.".to_owned()),
            ),
            Self::Report { why } => lang.pick(
                (format!("表格没有做成：{why}"), "请换一种格式（--format csv 或 jsonl）再试。".to_owned()),
                (
                    format!("the table could not be made: {why}"),
                    "Try another format (--format csv or jsonl).".to_owned(),
                ),
            ),
            Self::CandidateUnknown { ticket_no } => lang.pick(
                (
                    format!("花名册上没有准考证号“{ticket_no}”"),
                    "请核对准考证号；hecha export --format csv --table candidates 列出全部考生。".to_owned(),
                ),
                (
                    format!("nobody on the roster has the ticket number {ticket_no:?}"),
                    "Check it; `hecha export --format csv --table candidates` lists all candidates.".to_owned(),
                ),
            ),
            Self::RunUnknown { path, number } => lang.pick(
                (
                    format!("工作文件夹里没有编号为 {number} 的已完成核查：{}", path.display()),
                    "请用 hecha audit --work 查看有哪些，再写 --run 编号。".to_owned(),
                ),
                (
                    format!("no finished run has the number {number} in this work folder: {}", path.display()),
                    "See `hecha audit --work` for those there are, and give one as --run.".to_owned(),
                ),
            ),
            Self::InputMissing { path } => lang.pick(
                (
                    format!("工作文件夹里没有保存那次核查所用的花名册：{}", path.display()),
                    "那次核查是旧版本做的；请用 --roster 指定当时的花名册。".to_owned(),
                ),
                (
                    format!("the roster of that run is not kept in the work folder: {}", path.display()),
                    "An older version made that run; give its roster as --roster.".to_owned(),
                ),
            ),
            Self::FindingsUnfit { path, line } => lang.pick(
                (
                    format!("抽查结果表第 {line} 行不能用：{}", path.display()),
                    "每行应有准考证号 ticket_no、疑点代码 code（没有则空）和结论 finding（confirmed、false、missed、clean）。"
                        .to_owned(),
                ),
                (
                    format!("line {line} of the findings cannot be used: {}", path.display()),
                    "A line has ticket_no, code (empty where there is none) and finding (confirmed, false, missed, clean)."
                        .to_owned(),
                ),
            ),
            Self::FormUnfit => lang.pick(
                (
                    "这种内容不能写成这种格式".to_owned(),
                    "名单、通知、台账和复核单（--list）用 --format xlsx 或 pdf；核查结果用 jsonl、xlsx 或 csv。".to_owned(),
                ),
                (
                    "this cannot be written in that format".to_owned(),
                    "Lists (--list) take --format xlsx or pdf; results take jsonl, xlsx or csv.".to_owned(),
                ),
            ),
            Self::NoTypeface { path: Some(path) } => lang.pick(
                (
                    format!("这个文件不是能排中文的字体：{}", path.display()),
                    "请用 --font 指定一个中文字体文件（ttf、otf 或 ttc）。".to_owned(),
                ),
                (
                    format!("this file is no typeface that sets Chinese: {}", path.display()),
                    "Name a Chinese typeface (ttf, otf or ttc) with --font.".to_owned(),
                ),
            ),
            Self::NoTypeface { path: None } => lang.pick(
                (
                    "这台电脑上没有找到中文字体，做不成 PDF".to_owned(),
                    "请安装中文字体（Debian：apt install fonts-noto-cjk），或用 --font 指定字体文件，或改用 --format xlsx。"
                        .to_owned(),
                ),
                (
                    "no Chinese typeface was found on this machine, so no PDF can be made".to_owned(),
                    "Install one (Debian: apt install fonts-noto-cjk), name a file with --font, or use --format xlsx."
                        .to_owned(),
                ),
            ),
            Self::ModelsNotFetched { why } => (
                lang.pick(
                    format!("没有取到文字识别模型：{why}"),
                    format!("the recognition networks were not fetched: {why}"),
                ),
                Self::models_next(lang).to_owned(),
            ),
            Self::Worker { why, lasting } => worker_told(why, *lasting, lang),
            Self::StoreBusy { path } => lang.pick(
                (
                    format!("工作文件夹里的数据一直被别的程序占用：{}", path.display()),
                    "多半是备份、同步或杀毒软件正在用它；请等它做完或暂停它，再用同样的命令运行一次，会接着做。数据没有损坏。"
                        .to_owned(),
                ),
                (
                    format!("another program keeps what is in the work folder locked: {}", path.display()),
                    "A backup, sync or virus scanner, most likely: wait for it or pause it, and run the same command again to \
                     go on. Nothing is damaged."
                        .to_owned(),
                ),
            ),
            Self::WorkGone { path } => lang.pick(
                (
                    format!("工作文件夹在运行中被删除或移走了：{}", path.display()),
                    "这次的结果没有保存。请找回原来的文件夹，或用同样的命令重新核查；运行中不要移动它。".to_owned(),
                ),
                (
                    format!("the work folder was deleted or moved while it was worked in: {}", path.display()),
                    "The results were not kept. Put the folder back or screen anew, and leave it alone meanwhile.".to_owned(),
                ),
            ),
            Self::StartUnclear { path, uploads } if uploads.is_empty() => lang.pick(
                (
                    format!("没有找到装上传材料的文件夹：{}", path.display()),
                    "请把全部上传材料放进这个文件夹里的一个文件夹，例如“上传材料”，再运行一次。".to_owned(),
                ),
                (
                    format!("there is no folder of uploads in {}", path.display()),
                    "Put all uploads into one folder in it, and run again.".to_owned(),
                ),
            ),
            Self::StartUnclear { path, uploads } => lang.pick(
                (
                    format!("不能确定哪个文件夹装着上传材料：{}（{}）", path.display(), uploads.join("、")),
                    "请只留一个，或用 hecha screen --roster … --uploads … --work … 指定。".to_owned(),
                ),
                (
                    format!("which folder holds the uploads is not clear: {} ({})", path.display(), uploads.join(", ")),
                    "Leave one of them, or name it with hecha screen --roster … --uploads … --work ….".to_owned(),
                ),
            ),
            Self::Broke => lang.pick(
                (
                    "程序自身出错，这一步没有做成".to_owned(),
                    "已保存的内容都在。请再运行一次；仍然出错的，请把工作文件夹 logs 里最新的文件交给维护人员（其中没有个人信息）。"
                        .to_owned(),
                ),
                (
                    "this program broke, and this step is not done".to_owned(),
                    "What was saved is there. Run it again; if it breaks again, give the newest file of the work folder's \
                     logs to whoever maintains it (it holds no personal data)."
                        .to_owned(),
                ),
            ),
        };
        Told { what, next }
    }
}

/// The next port at the same address.
fn beside(mut address: SocketAddr) -> SocketAddr {
    address.set_port(address.port().checked_add(1).unwrap_or(8421));
    address
}
