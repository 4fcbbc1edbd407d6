//! A party school's 毕业证书查询 page, confirmed by the employer, or its 学历证明 / 学历认证报告. There is no national form.

use super::{Kind, NOTHING, TitleParts, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::PartySchoolProof,
    titles: &[
        ("*党校*学历认证报告", 1.0),
        ("*党校*学历证明", 1.0),
        ("*党校*毕业证书查询*", 1.0),
        ("*党校*学历查询*", 1.0),
        ("*党校学历*", 0.9),
        ("*党校*学员*证明", 0.9),
        ("毕业证书查询", 0.4),
        ("学历证明", 0.5),
        ("学历认证报告", 0.4),
        ("毕业证明", 0.4),
        ("学历查询结果", 0.4),
    ],
    title_parts: Some(TitleParts {
        ends: "证明 报告 结果 信息 证明书 查询 核查单",
        has: &["党校"],
        lacks: "报名 工作年限",
        weight: 0.8,
    }),
    anchors: &[
        ("党校", 1.5),
        ("党校门户网站", 1.0),
        ("行政学院", 0.3),
        ("准予毕业", 0.2),
        ("特此证明", 0.1),
        ("查验单位", 0.3),
        ("学员", 0.2),
        ("教育厅", -1.0),
        ("准考证号", -2.0),
        ("我单位", -0.8),
        ("从事", -0.6),
        ("登记表", -2.0),
        ("中等职业", -1.5),
        ("技工", -1.0),
    ],
    fields: &[labels::PERSON, labels::STUDY, &[FieldName::ReportNo], &[FieldName::CertificateNo], labels::ISSUED],
    sentences: true,
    signed_by: &[FieldName::Issuer],
    ..NOTHING
};
