//! What a rule pack holds. Its tables mirror the TOML file one to one.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::model::{Code, DocumentKind, FieldName, Severity};

use super::{ReviewRules, moment};

/// The rules of one exam, one year and one city.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its own name, e.g. `changsha-2024-social-worker`.
    pub name: String,
    /// What it is for, in the bureau's words.
    pub title: String,
    /// The exam.
    pub exam: String,
    /// The year of the exam.
    pub year: i16,
    /// The city whose bureau checks.
    pub city: String,
    /// The province: schools in it are at home.
    pub province: String,
    /// The day of the announcement.
    #[serde(deserialize_with = "day")]
    pub announced_on: Date,
    /// The last day that counts for years of work.
    #[serde(deserialize_with = "day")]
    pub cutoff: Date,
    /// The age before which nobody works, in years.
    pub minimum_working_age: i16,
    /// When uploads are taken.
    pub window: Window,
    /// Later chances to hand in.
    #[serde(default)]
    pub make_up: Vec<MakeUp>,
    /// The documents that everybody owes. The education proof is owed too, by the rows of `education`.
    pub owed: Vec<Owed>,
    /// The documents that need a seal.
    pub seal: Vec<SealRule>,
    /// Words on seals.
    pub seal_words: SealWords,
    /// The values that must be printed on each kind.
    pub required: Vec<Required>,
    /// The education router.
    pub education: Vec<Route>,
    /// How a school's name tells its type and province.
    pub school_words: SchoolWords,
    /// Levels that count as another, e.g. 高级技工 as 专科.
    pub level_equivalents: BTreeMap<String, String>,
    /// The levels of the exam, most particular first.
    pub exam_level: Vec<ExamLevel>,
    /// How many years of work are asked of whom.
    pub eligibility: Vec<Eligibility>,
    /// Majors of the exam's field.
    pub majors: Majors,
    /// Study that does not count as work.
    pub full_time: FullTime,
    /// Words that tell work of the exam's field from other work.
    pub work_words: WorkWords,
    /// Reasons on the roster that call for a further proof.
    #[serde(default)]
    pub exemption: Vec<Exemption>,
    /// Severity and clause of every flag.
    pub codes: BTreeMap<Code, CodeRule>,
    /// How people review what was found.
    #[serde(default)]
    pub review: ReviewRules,
    /// The ledger: every clause, and what holds it.
    pub clause: Vec<Clause>,
}

/// When uploads are taken.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// From this moment.
    #[serde(deserialize_with = "timestamp")]
    pub opens: Timestamp,
    /// To this moment.
    #[serde(deserialize_with = "timestamp")]
    pub closes: Timestamp,
    /// The clause that says so.
    pub clause: String,
}

/// A later chance to hand in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeUp {
    /// When, in words.
    pub when: String,
    /// From this moment, once it is announced.
    #[serde(default, deserialize_with = "maybe_timestamp")]
    pub opens: Option<Timestamp>,
    /// To this moment, once it is announced.
    #[serde(default, deserialize_with = "maybe_timestamp")]
    pub closes: Option<Timestamp>,
    /// The clause that says so.
    pub clause: String,
}

/// A document that everybody owes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owed {
    /// Which.
    pub kind: DocumentKind,
    /// Its name to the clerk.
    pub name: String,
    /// The clause that asks for it.
    pub clause: String,
}

/// A document that needs a seal.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealRule {
    /// Which.
    pub kind: DocumentKind,
    /// The clause that asks for it.
    pub clause: String,
}

/// Words on seals.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealWords {
    /// A seal with one of these cannot stand for the unit.
    pub refused: Vec<String>,
    /// These name an office of the unit, not another unit.
    pub departments: Vec<String>,
}

/// The values that must be printed on a kind.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// The kind.
    pub kind: DocumentKind,
    /// Its fields.
    pub fields: Vec<FieldName>,
    /// The clause that asks for them.
    pub clause: String,
}

/// The types of school that the announcement tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolType {
    /// Universities and colleges: 大专 and above.
    Higher,
    /// 中专 and vocational schools.
    Secondary,
    /// 技工院校.
    Technical,
    /// 党校.
    Party,
    /// Abroad, Hong Kong, Macau, Taiwan.
    Overseas,
    /// 普通高中.
    SeniorHigh,
}

/// A row of the education router.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// For these types of school.
    pub schools: Vec<SchoolType>,
    /// Only for schools of the pack's province (`true`) or of others (`false`).
    #[serde(default)]
    pub home: Option<bool>,
    /// Graduated in this stretch or later.
    #[serde(default, deserialize_with = "maybe_span")]
    pub from: Option<(Date, Date)>,
    /// Graduated in this stretch or earlier.
    #[serde(default, deserialize_with = "maybe_span")]
    pub to: Option<(Date, Date)>,
    /// Each entry is a set of kinds that together are the proof.
    pub accepts: Vec<Vec<DocumentKind>>,
    /// The same, accepted until the final proof is there.
    #[serde(default)]
    pub provisional: Vec<Vec<DocumentKind>>,
    /// What is owed after a provisional proof.
    #[serde(default)]
    pub owed_later: Option<DocumentKind>,
    /// The row in words, for the reviewer.
    pub why: String,
    /// The clause.
    pub clause: String,
}

/// How a school's name tells its type and province.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchoolWords {
    /// 技工院校.
    pub technical: Vec<String>,
    /// 党校.
    pub party: Vec<String>,
    /// 中专.
    pub secondary: Vec<String>,
    /// 普通高中.
    pub senior_high: Vec<String>,
    /// Universities and colleges.
    pub higher: Vec<String>,
    /// Hong Kong, Macau, Taiwan.
    pub overseas: Vec<String>,
    /// In the pack's province.
    pub home: Vec<String>,
    /// In another province.
    pub elsewhere: Vec<String>,
}

/// A level of the exam.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExamLevel {
    /// Its name.
    pub name: String,
    /// Words by which a roster means it.
    pub words: Vec<String>,
}

/// Whether a major is of the exam's field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MajorClass {
    /// It is.
    Field,
    /// It is not.
    Other,
}

/// How many years of work are asked of whom.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// The level of the exam.
    pub level: String,
    /// The education levels it is for.
    pub education: Vec<String>,
    /// Only for majors of this class.
    #[serde(default)]
    pub major: Option<MajorClass>,
    /// How many years.
    pub years: u8,
    /// Years count only after this certificate was obtained.
    #[serde(default)]
    pub after: Option<String>,
    /// The clause.
    pub clause: String,
}

/// Majors of the exam's field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Majors {
    /// A major that contains one of these is of the field.
    pub field: Vec<String>,
}

/// Study that does not count as work.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullTime {
    /// Values of 学习形式 that mean full-time study.
    pub study_modes: Vec<String>,
}

/// Words that tell work of the exam's field from other work: a hint, never a verdict.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkWords {
    /// Of the field.
    pub related: Vec<String>,
    /// Of other fields.
    pub unrelated: Vec<String>,
    /// The clause.
    pub clause: String,
}

/// A reason on the roster that calls for a further proof.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Words in the roster's 核查原因.
    pub words: Vec<String>,
    /// One of these kinds is owed.
    pub any_of: Vec<DocumentKind>,
    /// The clause.
    pub clause: String,
}

/// Severity and clause of a flag.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeRule {
    /// How much it matters.
    pub severity: Severity,
    /// The clause it rests on.
    pub clause: String,
}

/// A clause of the announcement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its id, as flags and rows name it.
    pub id: String,
    /// Where it stands.
    pub section: String,
    /// What it says, in short.
    pub text: String,
    /// The checks that hold it.
    #[serde(default)]
    pub held_by: Vec<Code>,
    /// Why no check holds it and a person must.
    #[serde(default)]
    pub person: Option<String>,
}

impl Pack {
    /// The severity of a flag; an error where the pack does not say.
    #[must_use]
    pub fn severity(&self, code: Code) -> Severity {
        self.codes.get(&code).map_or(Severity::Error, |rule| rule.severity)
    }

    /// The name of a kind to the clerk: as the pack calls it, or as it is called everywhere.
    #[must_use]
    pub fn kind_name(&self, kind: DocumentKind) -> &str {
        self.owed.iter().find(|owed| owed.kind == kind).map_or_else(|| plain_name(kind), |owed| owed.name.as_str())
    }
}

/// The name of a kind, in the clerk's language.
const fn plain_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::RegistrationForm => "资格考试报名表",
        DocumentKind::EmploymentCertificate => "工作年限证明",
        DocumentKind::ChsiRegistration => "教育部学历证书电子注册备案表",
        DocumentKind::ChsiVerificationReport => "学信网学历认证报告",
        DocumentKind::SecondaryDiplomaQuery => "中等职业学校毕业证查询结果",
        DocumentKind::ProvincialVerificationReport => "省教育厅学历认证报告",
        DocumentKind::EnrolmentRegister => "花名册",
        DocumentKind::OverseasDegreeCertificate => "国（境）外学历学位认证书",
        DocumentKind::PartySchoolProof => "党校学历证明",
        DocumentKind::TechnicalSchoolQuery => "技工院校毕业证书查询结果",
        DocumentKind::TechnicalSchoolCertificate => "技工院校学籍认证查验结果",
        DocumentKind::GraduateRegistrationForm => "毕业生登记表",
        DocumentKind::Diploma => "毕业证书",
        DocumentKind::ProfessionalTitleCertificate => "职称（资格）证书",
        DocumentKind::AppointmentLetter => "聘书",
        DocumentKind::IdentityCard => "居民身份证",
        DocumentKind::Blank => "空白页",
        DocumentKind::Other => "其他材料",
    }
}

fn day<'de, D: Deserializer<'de>>(input: D) -> Result<Date, D::Error> {
    let text = String::deserialize(input)?;
    text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not a day; write it as 2024-12-31")))
}

fn timestamp<'de, D: Deserializer<'de>>(input: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(input)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!("{text:?} is not a moment with time zone; write it as 2024-08-13T09:00:00+08:00"))
    })
}

fn maybe_timestamp<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Timestamp>, D::Error> {
    timestamp(input).map(Some)
}

fn maybe_span<'de, D: Deserializer<'de>>(input: D) -> Result<Option<(Date, Date)>, D::Error> {
    let text = String::deserialize(input)?;
    moment::span(&text)
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("{text:?} is not a date; write it as 2002, 2005-06 or 2005-06-30")))
}
