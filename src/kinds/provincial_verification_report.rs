//! A provincial 教育厅's 学历认证报告 or 学历证明 of a secondary school. The layout is not established.

use super::{Kind, NOTHING, TitleParts, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::ProvincialVerificationReport,
    titles: &[
        ("*省中等职业教育学历认证报告", 1.0),
        ("*中等职业教育学历认证报告", 1.0),
        ("*中等职业学校学历认证报告", 1.0),
        ("*中专学历认证报告", 1.0),
        ("*省学历认证报告", 1.0),
        ("*省*学历认证*报告", 0.9),
        ("学历认证报告", 0.8),
        ("学历证明书", 0.6),
        ("学历证明", 0.6),
        ("*学历认证证明", 0.8),
    ],
    title_parts: Some(TitleParts {
        ends: "报告 证明 证明书 结果 结论 意见书 认证书 通知 通知书 告知书 核实函 复函 回函",
        has: &["学历"],
        lacks: "党校 高等教育 技工 技师 学位 留学 国外 境外 备案表 备案",
        weight: 0.6,
    }),
    anchors: &[
        ("教育厅", 0.8),
        ("大中专学校学生信息咨询与就业指导中心", 1.2),
        ("学历学位认证中心", 0.8),
        ("认证结论", 0.5),
        ("原始招生录取", 0.5),
        ("中等职业", 0.3),
        ("中专", 0.2),
        ("党校", -1.5),
        ("中国高等教育", -1.5),
        ("查询系统", -1.5),
        ("准考证号", -1.5),
        ("我单位", -1.0),
        ("技工院校", -0.8),
    ],
    fields: &[
        &[FieldName::ReportNo],
        labels::PERSON,
        labels::STUDY,
        &[FieldName::CertificateNo, FieldName::ValidUntil],
        labels::ISSUED,
    ],
    labels: &[labels(FieldName::ReportNo, &["编号"])],
    sentences: true,
    signed_by: &[FieldName::Issuer],
    ..NOTHING
};
