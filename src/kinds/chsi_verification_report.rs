//! 中国高等教育学历认证报告, before June 2008 中国高等教育学历查询报告. The layout is not established: labels in a table, or
//! a paragraph of prose; the centre that issues it has been renamed.

use super::{Kind, NOTHING, field, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::ChsiVerificationReport,
    titles: &[
        ("中国高等教育学历认证报告", 1.0),
        ("中国高等教育学历查询报告", 1.0),
        ("*高等教育学历认证报告", 0.9),
        ("*高等教育学历查询报告", 0.9),
    ],
    anchors: &[
        ("报告编号", 0.5),
        ("学生信息咨询与就业指导中心", 0.8),
        ("学生服务与素质发展中心", 0.4),
        ("上述学历证书所载内容属实", 1.0),
        ("学历证书真实有效", 0.8),
        ("大中专学校", -1.5),
        ("学籍状态", -2.5),
        ("电子注册备案表", -1.5),
        ("中等职业", -1.0),
        ("党校", -0.8),
    ],
    fields: &[
        &[field(FieldName::ReportNo, &["报告编号", "认证报告编号", "查询报告编号", "认证编号", "报告号", "编号"])],
        labels::PERSON,
        labels::STUDY,
        &[
            field(FieldName::CertificateNo, labels::CERTIFICATE_NO),
            field(FieldName::Principal, labels::PRINCIPAL),
            field(FieldName::VerificationCode, labels::VERIFICATION_CODE),
            field(FieldName::ValidUntil, labels::VALID_UNTIL),
        ],
        labels::ISSUED,
    ],
    prose: super::labels::STUDY_PROSE,
    signed_by: Some(FieldName::Issuer),
    ..NOTHING
};
