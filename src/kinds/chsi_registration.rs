//! 教育部学历证书电子注册备案表 of 学信网. Four generations of labels are known, from a table of two label columns with
//! 制表日期 and 验证期至 (about 2014) to today's single column; where 姓名 and 毕(结)业 are pictures they are absent.

use super::{Kind, NOTHING, field, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::ChsiRegistration,
    titles: &[("教育部学历证书电子注册备案表", 1.0), ("*学历证书电子注册备案表", 1.0), ("*电子注册备案表", 0.8)],
    anchors: &[
        ("备案表是依据", 1.0),
        ("备案表内容", 0.8),
        ("在线验证码", 0.5),
        ("二维验证码", 0.4),
        ("校院长姓名", 0.3),
        ("毕结业日期", 0.3),
        ("chsicomcn", 0.3),
        ("学信网", 0.2),
        ("学籍状态", -2.5),
        ("学籍在线验证报告", -2.5),
        ("学位在线验证报告", -2.5),
        ("学位证书编号", -1.0),
    ],
    fields: &[&[
        field(FieldName::Name, labels::NAME),
        field(FieldName::Sex, labels::SEX),
        field(FieldName::BirthDate, labels::BIRTH_DATE),
        field(FieldName::IdNumber, labels::ID_NUMBER),
        field(FieldName::EnrolledOn, labels::ENROLLED_ON),
        field(FieldName::GraduatedOn, labels::GRADUATED_ON),
        field(FieldName::School, labels::SCHOOL),
        field(FieldName::Major, labels::MAJOR),
        field(FieldName::ProgramYears, labels::PROGRAM_YEARS),
        field(FieldName::EducationLevel, labels::EDUCATION_LEVEL),
        field(FieldName::EducationCategory, labels::EDUCATION_CATEGORY),
        field(FieldName::StudyMode, labels::STUDY_MODE),
        field(FieldName::Conclusion, labels::CONCLUSION),
        field(FieldName::CertificateNo, labels::CERTIFICATE_NO),
        field(FieldName::Principal, labels::PRINCIPAL),
        field(FieldName::VerificationCode, labels::VERIFICATION_CODE),
        field(FieldName::IssuedOn, labels::ISSUED_ON),
        field(FieldName::ValidUntil, labels::VALID_UNTIL),
    ]],
    ..NOTHING
};
