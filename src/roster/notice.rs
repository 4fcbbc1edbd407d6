//! What is worth telling of a roster that is read all the same, in Chinese and English.

use crate::lang::Lang;
use crate::model::FieldName;

/// People on a sheet who are not on the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The sheet.
    pub sheet: String,
    /// How many.
    pub people: usize,
}

/// Why a sheet with people on it is not the roster, nor part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elsewhere {
    /// Its name or its year says that it is an older list, or a pattern.
    Over,
    /// The workbook hides it.
    Hidden,
    /// It has names without numbers: a list of somebody else.
    WithoutNumbers,
}

/// Something about a roster as a whole that the run survives and the clerk should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// There is no usable column 准考证号; another takes its place as key.
    KeyIsNotTicketNo {
        /// Which field takes its place.
        key: FieldName,
    },
    /// A column that checks need is not there: what it would be compared with is not checked.
    ColumnMissing {
        /// Which.
        field: FieldName,
    },
    /// Two columns mean the same; one is used.
    ColumnTwice {
        /// Which field.
        field: FieldName,
        /// The header cell of the one that is used.
        used: String,
        /// The header cell of the one that is not.
        ignored: String,
    },
    /// Rows below the header that are no candidates: notes, sums, headers again.
    RowsSkipped {
        /// Their numbers, from 1.
        rows: Vec<u32>,
    },
    /// Another sheet has people on it who are not on the roster.
    PeopleElsewhere {
        /// Where, and how many.
        left: LeftOut,
        /// Why they are not screened.
        why: Elsewhere,
    },
    /// Lists that stand side by side were read one after the other.
    SideBySide {
        /// How many.
        blocks: usize,
    },
    /// Below a header with other columns the rows are read by those.
    HeaderBelow {
        /// The rows of such headers, from 1.
        rows: Vec<u32>,
    },
    /// Rows that the sheet hides are candidates too.
    HiddenRows {
        /// Their numbers, from 1.
        rows: Vec<u32>,
    },
    /// A column that the sheet hides is read, as no visible one says the same.
    HiddenColumn {
        /// Which field.
        field: FieldName,
        /// Its header's cell.
        cell: String,
    },
}

impl Notice {
    /// What the clerk should know.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let names = |fields: &[FieldName]| fields.iter().map(|f| column_zh(*f)).collect::<String>();
        match self {
            Self::KeyIsNotTicketNo { key } => lang.pick(
                format!("花名册没有可用的“准考证号”列，改用“{}”作为考生的编号。", names(&[*key])),
                format!("The roster has no usable column 准考证号; {key} takes its place as the candidates' key."),
            ),
            Self::ColumnMissing { field } => lang.pick(
                format!("花名册没有“{}”列，这一项无法与花名册核对。", names(&[*field])),
                format!("The roster has no column for {field}; it is not compared with the roster."),
            ),
            Self::ColumnTwice { field, used, ignored } => lang.pick(
                format!("花名册有两列“{}”：使用{used}，不使用{ignored}。", names(&[*field])),
                format!("The roster has two columns for {field}: {used} is used, {ignored} is not."),
            ),
            Self::RowsSkipped { rows } => lang.pick(
                format!("花名册第{}行不是考生（说明、合计或重复的表头），已跳过。", listed(rows, "、")),
                format!(
                    "Rows {} of the roster are no candidates (notes, sums, repeated headers) and were skipped.",
                    listed(rows, ", ")
                ),
            ),
            Self::PeopleElsewhere { left: LeftOut { sheet, people }, why } => lang.pick(
                format!("工作表“{sheet}”{}，上面有{people}人不在本次名单里，没有核查。", why.names().0),
                format!(
                    "Sheet {sheet:?} {}; {people} people on it are not on this roster and are not screened.",
                    why.names().1
                ),
            ),
            Self::SideBySide { blocks } => lang.pick(
                format!("名单左右分成{blocks}栏，各栏的考生都已读取。"),
                format!("The roster has {blocks} lists side by side; the candidates of all of them were read."),
            ),
            Self::HeaderBelow { rows } => lang.pick(
                format!("第{}行另有表头，列的顺序不同，其下各行按它读取。", listed(rows, "、")),
                format!(
                    "Another header with other columns stands in row {}; the rows below are read by it.",
                    listed(rows, ", ")
                ),
            ),
            Self::HiddenRows { rows } => lang.pick(
                format!("有{}行被隐藏或筛选掉（第{}行），其中的考生同样核查。", rows.len(), listed(rows, "、")),
                format!(
                    "{} rows are hidden or filtered out ({}); their candidates are screened all the same.",
                    rows.len(),
                    listed(rows, ", ")
                ),
            ),
            Self::HiddenColumn { field, cell } => lang.pick(
                format!("“{}”列（{cell}）是隐藏的，没有其他这样的列，按它核对。", names(&[*field])),
                format!("The column for {field} ({cell}) is hidden; it is used, as there is no other."),
            ),
        }
    }
}

impl Elsewhere {
    /// In Chinese and English.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Over => ("像是往年的名单或样表", "looks like an older list or a pattern"),
            Self::Hidden => ("是隐藏的", "is hidden"),
            Self::WithoutNumbers => ("没有准考证号、报名序号或身份证号", "has neither ticket nor identity numbers"),
        }
    }
}

/// Numbers of rows in a line: the first of them, where there are very many.
fn listed(rows: &[u32], between: &str) -> String {
    const MOST: usize = 30;
    let mut list: Vec<String> = rows.iter().take(MOST).map(u32::to_string).collect();
    if rows.len() > MOST {
        list.push("…".to_owned());
    }
    list.join(between)
}

/// What a column is usually called.
const fn column_zh(field: FieldName) -> &'static str {
    match field {
        FieldName::TicketNo => "准考证号",
        FieldName::RegistrationNo => "报名序号",
        FieldName::Name => "姓名",
        FieldName::Sex => "性别",
        FieldName::BirthDate => "出生日期",
        FieldName::IdNumber => "身份证号",
        FieldName::ExamName => "考试名称",
        FieldName::ExamLevel => "报考级别",
        FieldName::Employer => "工作单位",
        FieldName::EducationLevel => "学历",
        FieldName::Degree => "学位",
        FieldName::School => "毕业院校",
        FieldName::Major => "所学专业",
        FieldName::EnrolledOn => "入学时间",
        FieldName::GraduatedOn => "毕业时间",
        FieldName::ProgramYears => "学制",
        FieldName::EducationCategory => "学历类别",
        FieldName::StudyMode => "学习形式",
        FieldName::CertificateNo => "毕业证书编号",
        FieldName::VerificationCode => "在线验证码",
        FieldName::WorkYears => "工作年限",
        FieldName::SpecialistYears => "从事专业工作年限",
        // These stand on documents only, and no column is theirs.
        FieldName::Conclusion
        | FieldName::Principal
        | FieldName::ReportNo
        | FieldName::IssuedOn
        | FieldName::ValidUntil
        | FieldName::EmploymentPeriods
        | FieldName::RegisterEntries
        | FieldName::RegisterRows
        | FieldName::Issuer
        | FieldName::TitleName
        | FieldName::TitleLevel
        | FieldName::ContactPhone => "其他",
    }
}
