//! 毕业证书, 毕业证明书, 学位证书: the certificate itself, mostly a paragraph of prose with blanks filled in.

use super::{Kind, NOTHING, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::Diploma,
    titles: &[
        ("毕业证书", 1.0),
        ("*毕业证书", 1.0),
        ("*毕业证明书", 1.0),
        ("*毕业文凭", 1.0),
        ("毕业证", 0.8),
        ("*学位证书", 1.0),
        ("*学位证", 0.8),
    ],
    anchors: &[
        ("准予毕业", 1.0),
        ("教学计划规定", 0.8),
        ("教育教学计划", 0.3),
        ("修业期满", 0.8),
        ("成绩合格", 0.5),
        ("成绩及格", 0.5),
        ("校院长", 0.4),
        ("学位评定委员会", 1.0),
        ("授予", 0.5),
        ("查询", -1.5),
        ("备案表", -2.0),
        ("认证报告", -2.0),
        ("兹证明", -0.8),
        ("特此证明", -1.0),
        ("登记表", -1.5),
        ("花名册", -2.0),
    ],
    fields: &[
        labels::PERSON,
        labels::STUDY,
        &[FieldName::Degree, FieldName::CertificateNo, FieldName::Principal, FieldName::IssuedOn],
    ],
    labels: &[labels(FieldName::CertificateNo, &["学位证书编号", "编号"])],
    sentences: true,
    signed_by: &[FieldName::School],
    ..NOTHING
};
