//! 中国高等教育学历认证报告, before June 2008 中国高等教育学历查询报告. The layout is not established: labels in a table, or
//! a paragraph of prose; the centre that issues it has been renamed.

use super::{Kind, NOTHING, labels};
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
        &[FieldName::ReportNo],
        labels::PERSON,
        labels::STUDY,
        &[FieldName::CertificateNo, FieldName::Principal, FieldName::VerificationCode, FieldName::ValidUntil],
        labels::ISSUED,
    ],
    labels: &[labels(FieldName::ReportNo, &["编号"])],
    sentences: true,
    signed_by: &[FieldName::Issuer],
    ..NOTHING
};
