//! What can be wrong with a roster as a whole, so that the run stops. What the run survives is a
//! [`super::Notice`], what is wrong with a single row a [`crate::model::RosterProblem`].
//!
//! It is typed, and told in Chinese and English here, with the cell or sheet and what to do next.

use super::notice::LeftOut;
use crate::error::Told;
use crate::intake::Torn;
use crate::lang::Lang;

/// Why no roster could be read from a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {}", self.why.english())]
pub struct RosterError {
    /// The name of the file.
    pub file: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a file that should be a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It has no bytes.
    Empty,
    /// It is something else: a PDF, a web page, a picture.
    NotATable {
        /// What it looks like.
        looks_like: LooksLike,
    },
    /// It asks for a password.
    PasswordProtected,
    /// It is broken, or in no form that is known.
    Damaged {
        /// What the reader said, in English.
        detail: String,
    },
    /// It has more cells than any roster has.
    TooLarge {
        /// How many cells are read at most.
        limit: usize,
    },
    /// Its parts, laid open, come to more than any roster does.
    Inflates {
        /// To how many megabytes they are opened at most.
        megabytes: u64,
    },
    /// The records of a text table are torn, so that people may be lost or mixed.
    Torn {
        /// The line, from 1.
        line: u32,
        /// How.
        how: Torn,
    },
    /// None of its sheets has anything in it.
    NothingInIt,
    /// No row has the headers of a roster.
    NoHeader {
        /// The sheet that was searched.
        sheet: String,
        /// How many rows were searched.
        rows: u32,
        /// The headers that were known, of the row that came nearest.
        known: Vec<String>,
    },
    /// The header names nobody: neither 姓名 nor a number.
    NobodyNamed {
        /// The sheet.
        sheet: String,
        /// The row of the header, from 1.
        row: u32,
    },
    /// There is a header, and no candidate below it.
    NoCandidates {
        /// The sheet.
        sheet: String,
        /// The row of the header, from 1.
        row: u32,
    },
    /// Other sheets hold people who are not on the one that is the roster; they would not be screened.
    PeopleElsewhere {
        /// The sheet that would be the roster.
        sheet: String,
        /// How many people are on it.
        people: usize,
        /// The other sheets.
        others: Vec<LeftOut>,
    },
}

/// What a file that is no table looks like by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooksLike {
    /// A PDF.
    Pdf,
    /// A web page or an XML file, often saved by a portal with the ending `.xls`.
    WebPage,
    /// A picture.
    Picture,
    /// A Word document or another package of the kind.
    Document,
    /// An table of the open document format, as LibreOffice writes it.
    OpenDocument,
    /// A binary workbook of Excel (xlsb).
    BinaryWorkbook,
    /// A table of Excel 2003 in XML, often saved with the ending `.xls`.
    XmlTable,
    /// Bytes without text in them.
    Binary,
}

impl RosterError {
    /// What happened, where, and what to do next.
    #[must_use]
    pub fn told(&self, lang: Lang) -> Told {
        let file = &self.file;
        let (zh, en) = (self.why.chinese(), self.why.english());
        let (next_zh, next_en) = self.why.next();
        Told {
            what: lang.pick(format!("花名册{file}：{zh}"), format!("the roster {file}: {en}")),
            next: lang.pick(next_zh, next_en).to_owned(),
        }
    }
}

impl Why {
    /// What is wrong, in Chinese.
    fn chinese(&self) -> String {
        match self {
            Self::Empty => "文件是空的".to_owned(),
            Self::NotATable { looks_like } => format!("不是能读的表格，看内容是{}", looks_like.names().0),
            Self::PasswordProtected => "设有打开密码".to_owned(),
            Self::Damaged { detail } => format!("文件损坏或格式无法识别（{detail}）"),
            Self::TooLarge { limit } => format!("单元格超过{limit}个，不像是花名册"),
            Self::Inflates { megabytes } => format!("展开后超过{megabytes}MB，不像是花名册"),
            Self::Torn { line, how } => format!("第{line}行{}，可能丢失或错认考生", how.names().0),
            Self::NothingInIt => "所有工作表都没有内容".to_owned(),
            Self::NoHeader { sheet, rows, known } if known.is_empty() => {
                format!("工作表“{sheet}”前{rows}行里没有找到表头")
            }
            Self::NoHeader { sheet, rows, known } => {
                format!("工作表“{sheet}”前{rows}行里没有找到完整的表头，只认出：{}", known.join("、"))
            }
            Self::NobodyNamed { sheet, row } => {
                format!("工作表“{sheet}”第{row}行的表头里没有姓名，也没有准考证号、报名序号或身份证号")
            }
            Self::NoCandidates { sheet, row } => format!("工作表“{sheet}”第{row}行的表头下面没有考生"),
            Self::PeopleElsewhere { sheet, people, others } => {
                let others: Vec<String> =
                    others.iter().map(|left| format!("“{}”还有{}人", left.sheet, left.people)).collect();
                format!("工作表“{sheet}”有{people}名考生，不在其中的人：{}；只核查一张表会漏掉他们", others.join("，"))
            }
        }
    }

    /// What is wrong, in English.
    fn english(&self) -> String {
        match self {
            Self::Empty => "the file is empty".to_owned(),
            Self::NotATable { looks_like } => format!("this is no table that is read, but {}", looks_like.names().1),
            Self::PasswordProtected => "it asks for a password".to_owned(),
            Self::Damaged { detail } => format!("it is damaged or in no form that is known ({detail})"),
            Self::TooLarge { limit } => format!("it has more than {limit} cells, which is no roster"),
            Self::Inflates { megabytes } => {
                format!("laid open it comes to more than {megabytes} MB, which is no roster")
            }
            Self::Torn { line, how } => {
                format!("in line {line} {}; people could be lost or mixed", how.names().1)
            }
            Self::NothingInIt => "none of its sheets has anything in it".to_owned(),
            Self::NoHeader { sheet, rows, known } if known.is_empty() => {
                format!("no header was found in the first {rows} rows of sheet {sheet:?}")
            }
            Self::NoHeader { sheet, rows, known } => {
                format!(
                    "no whole header was found in the first {rows} rows of sheet {sheet:?}, only {}",
                    known.join(", ")
                )
            }
            Self::NobodyNamed { sheet, row } => format!(
                "the header in row {row} of sheet {sheet:?} has neither 姓名 nor 准考证号, 报名序号 or 身份证号"
            ),
            Self::NoCandidates { sheet, row } => {
                format!("there is no candidate below the header in row {row} of sheet {sheet:?}")
            }
            Self::PeopleElsewhere { sheet, people, others } => {
                let others: Vec<String> =
                    others.iter().map(|left| format!("{} more on {:?}", left.people, left.sheet)).collect();
                format!(
                    "sheet {sheet:?} has {people} candidates, and there are {}, who would be left out",
                    others.join(", ")
                )
            }
        }
    }

    /// What to do next, in Chinese and English.
    const fn next(&self) -> (&'static str, &'static str) {
        match self {
            Self::Empty | Self::NothingInIt | Self::NoCandidates { .. } => {
                ("请确认导出的是正确的名单，再运行一次。", "Make sure that the right list was saved, and run again.")
            }
            Self::NotATable { looks_like: LooksLike::WebPage } => (
                "有的系统把网页存成 .xls。请用 Excel 或 WPS 打开它，另存为 xlsx，再运行一次。",
                "Some portals save a web page as .xls. Open it in Excel or WPS, save it as xlsx, and run again.",
            ),
            Self::NotATable {
                looks_like: LooksLike::OpenDocument | LooksLike::BinaryWorkbook | LooksLike::XmlTable,
            } => (
                "请用 Excel、WPS 或 LibreOffice 打开它，另存为 xlsx，再运行一次。",
                "Open it in Excel, WPS or LibreOffice, save it as xlsx, and run again.",
            ),
            Self::NotATable { .. } => (
                "请核对 --roster 后面的文件；花名册可以是 xlsx、xls 或 csv 文件。",
                "Check the file after --roster; a roster is an xlsx, xls or csv file.",
            ),
            Self::PasswordProtected => (
                "请用 Excel 或 WPS 打开它，去掉密码另存一份，再运行一次。",
                "Open it in Excel or WPS, save it without the password, and run again.",
            ),
            Self::Damaged { .. } => (
                "请用 Excel 或 WPS 打开它，另存为 xlsx 或 csv，再运行一次。",
                "Open it in Excel or WPS, save it as xlsx or csv, and run again.",
            ),
            Self::Torn { .. } => (
                "请用记事本打开它，改正这一行；或者用原来的系统另存为 xlsx，再运行一次。",
                "Open it in a text editor and mend this line, or save it as xlsx where it came from, and run again.",
            ),
            Self::TooLarge { .. } | Self::Inflates { .. } => (
                "请把名单单独复制到一个新文件里（只留名单本身），再运行一次。",
                "Copy the list alone into a new file, and run again.",
            ),
            Self::PeopleElsewhere { .. } => (
                "请把要核查的考生合并到一张工作表；不用核查的工作表请隐藏或删除（名称里写明“往年”“备份”的只提示人数），再运行一次。",
                "Bring the candidates onto one sheet; hide or delete the sheets that are not to be screened, and run again.",
            ),
            Self::NoHeader { .. } | Self::NobodyNamed { .. } => (
                "表头要在一行里，至少有“姓名”，以及“准考证号”或“身份证号”。请补上表头，再运行一次。",
                "The header needs at least 姓名 and one of 准考证号 or 身份证号. Add it and run again.",
            ),
        }
    }
}

impl LooksLike {
    /// In Chinese and English.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => ("PDF 文件", "a PDF"),
            Self::WebPage => ("网页", "a web page"),
            Self::Picture => ("图片", "a picture"),
            Self::Document => ("文档或压缩包", "a document or an archive"),
            Self::OpenDocument => ("LibreOffice 的表格（ods）", "a table of LibreOffice (ods)"),
            Self::BinaryWorkbook => ("Excel 二进制工作簿（xlsb）", "a binary workbook of Excel (xlsb)"),
            Self::XmlTable => ("Excel 2003 的 XML 表格", "a table of Excel 2003 in XML"),
            Self::Binary => ("二进制文件", "a binary file"),
        }
    }
}
