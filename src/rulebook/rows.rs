//! The rows and small tables of a rule pack, one to one with those of the TOML file.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::model::{Code, DocumentKind, FieldName, Lookalike, Severity};

use super::moment;

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
    /// Kinds that will do instead.
    #[serde(default)]
    pub or: Vec<DocumentKind>,
    /// Papers of no kind that will do instead: the candidate's own 承诺书 where the announcement takes it.
    #[serde(default)]
    pub or_lookalike: Vec<Lookalike>,
    /// The clause that asks for it.
    pub clause: String,
}

/// A document that needs a seal, or a signature.
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
    /// Words that may follow the unit's name: of its own seal, or of its personnel office's, which stands for it.
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
    /// Fields that are usual, and whose absence is only worth a note.
    #[serde(default)]
    pub also: Vec<FieldName>,
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
    /// 军队院校, whose certificates partly stand in the register of universities and partly do not.
    Military,
    /// A degree without a certificate of education (单证).
    DegreeAlone,
}

/// A site where a certificate is looked up, and how its pages name it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// As the rows of the router name it.
    pub id: String,
    /// Its name to the clerk.
    pub name: String,
    /// Its pages show one of these: its name, its owner, its host.
    pub words: Vec<String>,
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
    /// Papers of no kind that are accepted too, alone.
    #[serde(default)]
    pub or_lookalike: Vec<Lookalike>,
    /// The same, accepted until the final proof is there.
    #[serde(default)]
    pub provisional: Vec<Vec<DocumentKind>>,
    /// What is owed after a provisional proof.
    #[serde(default)]
    pub owed_later: Option<DocumentKind>,
    /// The site from which the page must be.
    #[serde(default)]
    pub site: Option<String>,
    /// The row is only for these, as part of a sentence: 无法提供学历认证报告的.
    #[serde(default)]
    pub only: Option<String>,
    /// How much a proof by this row is still worth telling; `None` where it settles the matter.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// What is told then, after what was handed in.
    #[serde(default)]
    pub note: Option<String>,
    /// Whether the employer must have looked it up, and the paper must show that.
    #[serde(default)]
    pub checked: bool,
    /// Whether a candidate who has nothing else is asked for it.
    #[serde(default = "yes")]
    pub asked: bool,
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
    /// 军队院校.
    pub military: Vec<String>,
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
    /// It is not, and the notice names it as one that is near to it.
    Related,
    /// It is not.
    Other,
}

/// How many years of work are asked of whom. Where several rows fit a candidate, one of them is enough.
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
    /// Only for those whose degree has one of these words, e.g. 第二学士.
    #[serde(default)]
    pub degree: Vec<String>,
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
    /// A major that contains one of these is near to it.
    #[serde(default)]
    pub related: Vec<String>,
    /// Words that hold one of those within and mean something else: 信息安全, 农药.
    #[serde(default)]
    pub except: Vec<String>,
}

/// How years of work are counted, beside what the cut-off day and full-time study say.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// How many years the total that a certificate states may be off from its periods.
    pub total_slack: f64,
    /// By how many years more than is proven may be claimed on the roster or the form.
    pub claim_slack: f64,
    /// How many days two periods may have in common before it is worth asking: a few days of handing over are usual.
    pub overlap_days: u16,
    /// The clause that asks for the years.
    pub clause: String,
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
    /// Words that claim the field and describe no work: 社会工作.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Units of which the bare claim is not believed unless their name speaks of the field: 公司.
    #[serde(default)]
    pub doubted_units: Vec<String>,
    /// Work beside or before an employment: 兼职, 志愿者, 实习.
    #[serde(default)]
    pub side: Vec<String>,
    /// The clause.
    pub clause: String,
}

/// Words of an employer's opinion.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// Words with which it speaks against the candidate.
    pub against: Vec<String>,
}

/// A reason on the roster that calls for a further proof.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Words in the roster's 核查原因.
    pub words: Vec<String>,
    /// One of these kinds is owed.
    pub any_of: Vec<DocumentKind>,
    /// Words of which one stands in the title, post or qualification that such a paper names.
    #[serde(default)]
    pub named: Vec<String>,
    /// Words that no such paper has: 驾驶.
    #[serde(default)]
    pub except: Vec<String>,
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
    /// Whom it concerns, where it is left to a person: candidates among whose papers is one of these.
    #[serde(default)]
    pub concerns: Vec<DocumentKind>,
    /// Of them only who graduated in this stretch or later.
    #[serde(default, deserialize_with = "maybe_span")]
    pub graduated_from: Option<(Date, Date)>,
    /// And those with one of these flags.
    #[serde(default)]
    pub concerns_flags: Vec<Code>,
}

const fn yes() -> bool {
    true
}

pub(super) fn day<'de, D: Deserializer<'de>>(input: D) -> Result<Date, D::Error> {
    let text = String::deserialize(input)?;
    text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not a day; write it as 2024-12-31")))
}

pub(super) fn maybe_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    day(input).map(Some)
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
