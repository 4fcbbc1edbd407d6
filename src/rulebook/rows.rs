//! The rows and small tables of a rule pack, one to one with those of the TOML file.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::model::{Code, DocumentKind, FieldName, Severity};

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
    /// These name the unit's own seal or that of its personnel office, which stands for it.
    pub departments: Vec<String>,
    /// These name another office of the unit, whose seal does not stand for it.
    #[serde(default)]
    pub other_offices: Vec<String>,
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
}

/// How years of work are counted, beside what the cut-off day and full-time study say.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// How many years the total that a certificate states may be off from its periods.
    pub total_slack: f64,
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
