//! 技工院校学籍认证 / 学历查验结果: a technical school's graduate, confirmed on paper by the labour bureau.

use super::{Kind, NOTHING, TitleParts, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::TechnicalSchoolCertificate,
    titles: &[
        ("*技工院校学籍认证*", 1.0),
        ("*技工学校学籍认证*", 1.0),
        ("*技工院校学历查验*", 1.0),
        ("*技工院校学历认证*", 1.0),
        ("*技工院校毕业*认证*", 0.9),
        ("*技工*学籍证明", 1.0),
        ("*学籍认证查验结果", 1.0),
        ("*学籍认证查验*", 0.9),
        ("*学历查验结果", 0.9),
        ("*学籍查验*", 0.8),
        ("学籍证明", 0.5),
        ("学籍证明书", 0.5),
    ],
    title_parts: Some(TitleParts {
        ends: "认证 结果 证明 报告 证明书 查验单 核验单 查验表 核验表 认证表 认证书 认证函 复函 回函",
        has: &["技工 技师"],
        lacks: "查询 工作",
        weight: 0.7,
    }),
    anchors: &[
        ("职业能力建设处", 1.0),
        ("学籍信息属实", 0.8),
        ("学籍认证", 0.5),
        ("技工院校", 0.4),
        ("技工学校", 0.4),
        ("技师学院", 0.4),
        ("中级工", 0.3),
        ("高级工", 0.3),
        ("查询系统", -0.6),
        ("党校", -1.0),
        ("学籍在线验证报告", -2.0),
        ("学籍状态", -0.4),
    ],
    fields: &[
        labels::PERSON,
        labels::STUDY,
        &[FieldName::CertificateNo, FieldName::ReportNo, FieldName::ValidUntil],
        labels::ISSUED,
    ],
    labels: &[labels(FieldName::EducationLevel, &["技能等级", "培养目标"])],
    sentences: true,
    signed_by: &[FieldName::Issuer],
    ..NOTHING
};
