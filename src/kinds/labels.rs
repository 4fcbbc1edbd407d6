//! Fields that many kinds share, and the few labels that are irregular: what [`super::meaning`] cannot know from their
//! parts.

use super::{Labels, labels};
use crate::model::FieldName;

/// Labels whose parts say too little, or something else, on every kind that has the field.
pub(super) const IRREGULAR: &[Labels] = &[
    labels(FieldName::BirthDate, &["出生"]),
    labels(FieldName::IdNumber, &["身份证"]),
    labels(FieldName::GraduatedOn, &["毕业证书时间"]),
    labels(FieldName::Principal, &["校院长签名"]),
];

/// Texts that name no field of ours and end a value, where their parts do not say so: none of them is ever a value.
pub const STOPS: &[&str] = &[
    "电子邮件",
    "报考省市",
    "报考地市",
    "核查点",
    "审核点",
    "是否免试",
    "是否应届",
    "是否采用告知承诺制",
    "在线验证",
    "税额",
    "发票代码",
    "申报考试",
];

/// Who a paper is about.
pub(super) const PERSON: &[FieldName] = &[FieldName::Name, FieldName::Sex, FieldName::BirthDate, FieldName::IdNumber];

/// What somebody studied, where, how and until when, as every proof of study tells it.
pub(super) const STUDY: &[FieldName] = &[
    FieldName::School,
    FieldName::Major,
    FieldName::EducationLevel,
    FieldName::EducationCategory,
    FieldName::StudyMode,
    FieldName::EnrolledOn,
    FieldName::GraduatedOn,
    FieldName::ProgramYears,
    FieldName::Conclusion,
];

/// Who issued a paper, and when.
pub(super) const ISSUED: &[FieldName] = &[FieldName::Issuer, FieldName::IssuedOn];

/// A school's record, as query pages and confirmations of secondary and technical schools print it.
pub(super) const SCHOOL_RECORD: &[&[FieldName]] = &[PERSON, STUDY, &[FieldName::CertificateNo], ISSUED];
