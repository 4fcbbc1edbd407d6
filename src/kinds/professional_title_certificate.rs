//! 职称证书, 专业技术资格证书, 职业资格证书: labels in a list, or a sentence of prose.

use super::{Kind, NOTHING, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::ProfessionalTitleCertificate,
    titles: &[
        ("*专业技术资格证书", 1.0),
        ("*专业技术职务资格证书", 1.0),
        ("*专业技术职务任职资格证书", 1.0),
        ("*任职资格证书", 0.9),
        ("*职称证书", 1.0),
        ("*职业资格证书", 1.0),
        ("*职业水平证书", 1.0),
        ("*执业资格证书", 1.0),
        ("*资格证书", 0.8),
    ],
    anchors: &[
        ("资格名称", 0.8),
        ("评审委员会", 0.6),
        ("评审通过", 0.6),
        ("专业技术资格", 0.5),
        ("批准日期", 0.5),
        ("管理号", 0.6),
        ("专业系列", 0.4),
        ("取得资格", 0.5),
        ("职业水平", 0.2),
        ("准考证号", -1.5),
        ("报名表", -2.0),
        ("毕业", -0.6),
        ("我单位", -0.8),
    ],
    fields: &[&[
        FieldName::Name,
        FieldName::Sex,
        FieldName::BirthDate,
        FieldName::IdNumber,
        FieldName::TitleName,
        FieldName::TitleLevel,
        FieldName::Major,
        FieldName::Employer,
        FieldName::CertificateNo,
        FieldName::Issuer,
        FieldName::IssuedOn,
    ]],
    labels: &[
        labels(FieldName::TitleName, &["专业技术职务资格", "任职资格", "专业名称"]),
        labels(FieldName::CertificateNo, &["管理号", "资格证书编号", "职称证书编号", "编号"]),
    ],
    sentences: true,
    prose: &[
        r"具[备有](?P<title_name>[\p{Han}]{2,15}?)(?:\((?P<title_level>[\p{Han}]{1,4})\))?(?:级)?(?:专业技术(?:职务)?(?:任职)?资格|任职资格|职业资格|资格)",
    ],
    signed_by: &[FieldName::Issuer],
    ..NOTHING
};
