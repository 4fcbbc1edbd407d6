//! 教育部学历证书电子注册备案表 of 学信网. Four generations of labels are known, from a table of two label columns with
//! 制表日期 and 验证期至 (about 2014) to today's single column; where 姓名 and 毕(结)业 are pictures they are absent.

use super::{Kind, NOTHING};
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
        FieldName::Name,
        FieldName::Sex,
        FieldName::BirthDate,
        FieldName::IdNumber,
        FieldName::EnrolledOn,
        FieldName::GraduatedOn,
        FieldName::School,
        FieldName::Major,
        FieldName::ProgramYears,
        FieldName::EducationLevel,
        FieldName::EducationCategory,
        FieldName::StudyMode,
        FieldName::Conclusion,
        FieldName::CertificateNo,
        FieldName::Principal,
        FieldName::VerificationCode,
        FieldName::IssuedOn,
        FieldName::ValidUntil,
    ]],
    ..NOTHING
};
