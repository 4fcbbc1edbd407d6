//! What intake met and survived. It names files, so it is for the clerk's screen and not for the logs.

use super::Torn;
use crate::lang::Lang;

/// Something that could not be taken in, or does not fit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// The file or folder, relative to the uploads folder.
    pub file: String,
    /// What is wrong.
    pub kind: TroubleKind,
}

/// What is wrong with a file or folder, or with a row of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TroubleKind {
    /// A folder that could not be listed: whatever is in it was not seen.
    UnreadableFolder,
    /// A file that could not be read.
    UnreadableFile,
    /// A file that was still being written while it was read.
    ChangedWhileRead,
    /// A link that leads out of the uploads folder, to nothing, or to another folder; it is not followed.
    LinkNotFollowed,
    /// Neither file nor folder: a device, a pipe, a socket.
    NotAFile,
    /// A file of an archive whose path leads out of the archive; it was taken in under the rest of its path.
    ClimbsOut,
    /// A PDF of whose attached files not all could be taken out.
    AttachmentsLost,
    /// `manifest.csv` has no column for the file or none for the ticket number.
    ManifestWithoutColumns,
    /// A row of the manifest, by its line, that names no file of the uploads folder.
    ManifestNoSuchFile {
        /// Line in the file, from 1.
        line: u64,
        /// What the row names.
        named: String,
    },
    /// A row of the manifest that lacks a value or is no row of a table.
    ManifestBadRow {
        /// Line in the file, from 1.
        line: u64,
    },
    /// A line of the manifest that tears its records; it is not used, and the ones below it are.
    ManifestTorn {
        /// Line in the file, from 1.
        line: u64,
        /// How.
        how: Torn,
    },
    /// A row of the manifest whose time of upload is not understood or has no time zone; it is not used.
    ManifestBadTime {
        /// Line in the file, from 1.
        line: u64,
        /// What the row says.
        text: String,
    },
    /// A row of the manifest that gives a file to another candidate than an earlier row does.
    ManifestContradicts {
        /// Line in the file, from 1.
        line: u64,
    },
    /// A row of the manifest whose ticket number is not on the roster.
    ManifestUnknownTicket {
        /// Line in the file, from 1.
        line: u64,
        /// The ticket number.
        ticket_no: String,
    },
    /// A file that a reviewer gave to somebody who is not on the roster any more.
    AssignedUnknownTicket {
        /// The ticket number.
        ticket_no: String,
    },
}

impl Trouble {
    /// Something wrong with this file.
    #[must_use]
    pub fn new(file: impl Into<String>, kind: TroubleKind) -> Self {
        Self { file: file.into(), kind }
    }

    /// What is wrong and what to do. The file's name is not repeated.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        lang.pick::<fn(&Self) -> String>(Self::in_chinese, Self::in_english)(self)
    }

    fn in_chinese(&self) -> String {
        match &self.kind {
            TroubleKind::UnreadableFolder => "文件夹无法打开，其中的文件未被核查；请检查访问权限后重新运行".into(),
            TroubleKind::UnreadableFile => "文件无法读取；请检查访问权限或磁盘后重新运行".into(),
            TroubleKind::ChangedWhileRead => "读取时文件仍在变化（可能正在复制）；请待复制完成后重新运行".into(),
            TroubleKind::LinkNotFollowed => "是快捷链接，未跟随；请放入文件本身".into(),
            TroubleKind::NotAFile => "不是普通文件，已跳过".into(),
            TroubleKind::ClimbsOut => "在压缩包中的路径指向压缩包之外，已只按文件名收取；请留意压缩包的来源".into(),
            TroubleKind::AttachmentsLost => {
                "PDF中附带的文件没有全部取出（可能损坏或过大）；请打开该PDF核对附件，需要的请考生单独上传".into()
            }
            TroubleKind::ManifestWithoutColumns => "清单缺少 file 列或 ticket_no 列，未采用；请补上表头".into(),
            TroubleKind::ManifestNoSuchFile { line, named } => {
                format!("清单第 {line} 行所列文件“{named}”不在上传文件夹中")
            }
            TroubleKind::ManifestBadRow { line } => format!("清单第 {line} 行不完整，未采用"),
            TroubleKind::ManifestTorn { line, how } => {
                format!("清单第 {line} 行{}，这一行未采用；请改正后重新运行", how.names().0)
            }
            TroubleKind::ManifestBadTime { line, text } => {
                format!("清单第 {line} 行的上传时间“{text}”无法识别或没有时区，未采用；应如 2024-08-19T17:00:00+08:00")
            }
            TroubleKind::ManifestContradicts { line } => format!("清单第 {line} 行把同一文件归给了另一名考生"),
            TroubleKind::ManifestUnknownTicket { line, ticket_no } => {
                format!("清单第 {line} 行的准考证号“{ticket_no}”不在名册中")
            }
            TroubleKind::AssignedUnknownTicket { ticket_no } => {
                format!("审核人曾把它归入准考证号“{ticket_no}”，此号已不在名册中，这次未采用；请在“材料归属”页重新确定")
            }
        }
    }

    fn in_english(&self) -> String {
        match &self.kind {
            TroubleKind::UnreadableFolder => {
                "the folder cannot be opened, nothing in it was checked; look at its permissions and run again".into()
            }
            TroubleKind::UnreadableFile => {
                "the file cannot be read; look at its permissions or the disk and run again".into()
            }
            TroubleKind::ChangedWhileRead => {
                "the file was changing while it was read; wait until it has been copied and run again".into()
            }
            TroubleKind::LinkNotFollowed => "a link, not followed; put the file itself here".into(),
            TroubleKind::NotAFile => "not a regular file, passed over".into(),
            TroubleKind::ClimbsOut => {
                "its path leads out of the archive; taken in under its name alone, look at where the archive comes from"
                    .into()
            }
            TroubleKind::AttachmentsLost => {
                "not all files attached to the PDF could be taken out, being damaged or too \
                 large; open it and look, and have what is needed uploaded by itself"
                    .into()
            }
            TroubleKind::ManifestWithoutColumns => {
                "the manifest has no column `file` or no column `ticket_no` and is not used; add the header".into()
            }
            TroubleKind::ManifestNoSuchFile { line, named } => {
                format!("line {line} of the manifest names {named:?}, which is not in the uploads folder")
            }
            TroubleKind::ManifestBadRow { line } => format!("line {line} of the manifest is incomplete and not used"),
            TroubleKind::ManifestTorn { line, how } => {
                format!("line {line} of the manifest is not used, as {}; mend it and run again", how.names().1)
            }
            TroubleKind::ManifestBadTime { line, text } => format!(
                "the time of upload in line {line} of the manifest, {text:?}, is not understood or has no time zone and \
                 is not used; write it like 2024-08-19T17:00:00+08:00"
            ),
            TroubleKind::ManifestContradicts { line } => {
                format!("line {line} of the manifest gives the file to another candidate than an earlier line")
            }
            TroubleKind::ManifestUnknownTicket { line, ticket_no } => {
                format!("line {line} of the manifest: ticket number {ticket_no:?} is not on the roster")
            }
            TroubleKind::AssignedUnknownTicket { ticket_no } => format!(
                "a reviewer gave it to ticket number {ticket_no:?}, which is not on the roster any more, so this is not \
                 kept to; say whose it is on the page of files"
            ),
        }
    }

    /// The kind in one word, for the log: no names, no numbers.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self.kind {
            TroubleKind::UnreadableFolder => "unreadable-folder",
            TroubleKind::UnreadableFile => "unreadable-file",
            TroubleKind::ChangedWhileRead => "changed-while-read",
            TroubleKind::LinkNotFollowed => "link-not-followed",
            TroubleKind::NotAFile => "not-a-file",
            TroubleKind::ClimbsOut => "climbs-out",
            TroubleKind::AttachmentsLost => "attachments-lost",
            TroubleKind::ManifestWithoutColumns => "manifest-without-columns",
            TroubleKind::ManifestNoSuchFile { .. } => "manifest-no-such-file",
            TroubleKind::ManifestBadRow { .. } => "manifest-bad-row",
            TroubleKind::ManifestTorn { .. } => "manifest-torn",
            TroubleKind::ManifestBadTime { .. } => "manifest-bad-time",
            TroubleKind::ManifestContradicts { .. } => "manifest-contradicts",
            TroubleKind::ManifestUnknownTicket { .. } => "manifest-unknown-ticket",
            TroubleKind::AssignedUnknownTicket { .. } => "assigned-unknown-ticket",
        }
    }
}
