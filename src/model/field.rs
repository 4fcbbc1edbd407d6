//! What is read from a document: a named value with its evidence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Rect, WordSource, words::vocabulary};

vocabulary! {
    /// The name of a field, in the contract's words.
    FieldName {
        /// 姓名.
        Name = "name",
        /// 性别.
        Sex = "sex",
        /// 出生日期.
        BirthDate = "birth_date",
        /// 身份证号.
        IdNumber = "id_number",
        /// 准考证号.
        TicketNo = "ticket_no",
        /// 报名序号.
        RegistrationNo = "registration_no",
        /// 考试名称.
        ExamName = "exam_name",
        /// 报考级别.
        ExamLevel = "exam_level",
        /// 工作单位; on an employment certificate the issuing unit.
        Employer = "employer",
        /// 学历层次.
        EducationLevel = "education_level",
        /// 学位.
        Degree = "degree",
        /// 学校名称.
        School = "school",
        /// 专业.
        Major = "major",
        /// 入学日期.
        EnrolledOn = "enrolled_on",
        /// 毕(结)业日期.
        GraduatedOn = "graduated_on",
        /// 学制, in years.
        ProgramYears = "program_years",
        /// 学历类别.
        EducationCategory = "education_category",
        /// 学习形式.
        StudyMode = "study_mode",
        /// 毕(结)业: 毕业, 结业 or 肄业.
        Conclusion = "conclusion",
        /// 证书编号.
        CertificateNo = "certificate_no",
        /// 校(院)长姓名.
        Principal = "principal",
        /// 在线验证码: a secret, it opens a person's record.
        VerificationCode = "verification_code",
        /// 报告编号.
        ReportNo = "report_no",
        /// The day a document was issued.
        IssuedOn = "issued_on",
        /// 验证期至, 有效期至.
        ValidUntil = "valid_until",
        /// 工作年限.
        WorkYears = "work_years",
        /// 从事专业(社会工作)年限.
        SpecialistYears = "specialist_years",
        /// The periods of an employment certificate, a list.
        EmploymentPeriods = "employment_periods",
        /// The candidate's own row of a register, a list.
        RegisterEntries = "register_entries",
        /// How many rows a register has.
        RegisterRows = "register_rows",
        /// Who issued the document.
        Issuer = "issuer",
        /// 资格名称, 聘任职务.
        TitleName = "title_name",
        /// 级别 of a professional title.
        TitleLevel = "title_level",
        /// 联系电话 on an employment certificate.
        ContactPhone = "contact_phone",
    }
}

impl FieldName {
    /// Whether its values are dates.
    #[must_use]
    pub const fn is_date(self) -> bool {
        matches!(self, Self::BirthDate | Self::EnrolledOn | Self::GraduatedOn | Self::IssuedOn | Self::ValidUntil)
    }

    /// Whether its values are numbers or codes that stand for one person or paper.
    #[must_use]
    pub const fn is_code(self) -> bool {
        matches!(
            self,
            Self::IdNumber
                | Self::TicketNo
                | Self::RegistrationNo
                | Self::CertificateNo
                | Self::VerificationCode
                | Self::ReportNo
        )
    }

    /// Whether its values are lengths of time.
    #[must_use]
    pub const fn is_length(self) -> bool {
        matches!(self, Self::ProgramYears | Self::WorkYears | Self::SpecialistYears)
    }
}

/// One period of an employment certificate, its keys in the contract's words. What is not printed is `None`.
///
/// It takes no other keys: a list of values is told by its keys when it comes back from the store ([`FieldValue`]), and a
/// row of a register would pass for a period with nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmploymentPeriod {
    /// The employer, as printed without white space.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub employer: Option<String>,
    /// First month or day, in the contract's form of a date.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// Last month or day, or the word `present`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// What was done, as printed without white space.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub work: Option<String>,
}

/// A value in the contract's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// Every plain field: a date, a number, a name, as the contract writes it.
    Text(String),
    /// `employment_periods`, in printed order.
    Periods(Vec<EmploymentPeriod>),
    /// `register_entries`: the candidate's own rows, column name to value.
    Entries(Vec<BTreeMap<FieldName, String>>),
}

impl FieldValue {
    /// The text of a plain value; `None` of a list.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Periods(_) | Self::Entries(_) => None,
        }
    }
}

/// Where and how a value was read: never without the text as printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The text as printed, before any understanding.
    pub raw: String,
    /// Page of the file, from 1.
    pub page: u32,
    /// The place on the displayed page; `None` only where a value has no one place.
    pub bbox: Option<Rect>,
    /// A box a line, where the value runs over several lines; empty otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub line_boxes: Vec<Rect>,
    /// How sure the reader is of the value, 0 to 1.
    pub confidence: f32,
    /// Who read it.
    pub source: WordSource,
    /// The characters the reader nearly chose instead, by index into `raw` counted in characters. Empty for text layers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub runners_up: Vec<RunnersUp>,
}

/// For one character of a value, what else it might have been.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunnersUp {
    /// Index of the character in [`Evidence::raw`], counted in characters.
    pub index: usize,
    /// Other characters with their probability, best first.
    pub characters: Vec<(char, f32)>,
}

/// A named value with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Which field.
    pub name: FieldName,
    /// The value as understood, in the contract's form.
    pub value: FieldValue,
    /// The value as printed, and where.
    pub evidence: Evidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_from_the_store_as_what_they_were() {
        let period = EmploymentPeriod { from: Some("2018-01".into()), ..EmploymentPeriod::default() };
        let row = BTreeMap::from([(FieldName::Name, "卢琴".to_owned()), (FieldName::Sex, "女".to_owned())]);
        for value in [FieldValue::Periods(vec![period]), FieldValue::Entries(vec![row])] {
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<FieldValue>(&text).unwrap(), value, "{text}");
        }
    }
}
