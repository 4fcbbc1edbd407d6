//! 聘书, 聘任证书, 聘用证明: an employer appoints a person to a professional post.

use super::{Kind, NOTHING, TitleParts};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::AppointmentLetter,
    titles: &[
        ("聘书", 1.0),
        ("聘任书", 1.0),
        ("*聘任证书", 1.0),
        ("*聘用证书", 1.0),
        ("*聘用证明", 1.0),
        ("*聘任证明", 1.0),
        ("专业技术职务聘任书", 1.0),
        ("*聘任通知书", 1.0),
    ],
    title_parts: Some(TitleParts {
        ends: "聘书 聘任书 聘任证 聘任通知 聘用书 聘任决定 聘任文件 职务的证明 职务证明 职务的通知 职务的决定",
        has: &["聘"],
        lacks: "合同",
        weight: 0.8,
    }),
    anchors: &[
        ("兹聘请", 1.5),
        ("兹聘任", 1.5),
        ("现聘", 0.8),
        ("特聘", 0.8),
        ("聘期", 1.2),
        ("聘任期", 1.0),
        ("受聘", 0.4),
    ],
    fields: &[&[
        FieldName::Name,
        FieldName::Sex,
        FieldName::BirthDate,
        FieldName::IdNumber,
        FieldName::TitleName,
        FieldName::TitleLevel,
        FieldName::Issuer,
        FieldName::Employer,
        FieldName::IssuedOn,
        FieldName::CertificateNo,
    ]],
    sentences: true,
    prose: &[
        r"(?:兹聘任|兹聘请?|现聘任|现聘请?|特聘任|特聘请?|聘请|聘任)(?P<name>[\p{Han}·]{2,25}?)(?:同志|先生|女士|老师)?(?:\((?P<sex>男|女)[^)]*\)|\([^)]*\))?,?(?:为|担任|任)(?:我|本)?(?:单位|院|校|中心|公司|社区|所|局|机构|街道)?(?:的)?(?P<title_name>[\p{Han}]{2,20}?)(?:\((?P<title_level>[^)]{2,14})\))?(?:职务|岗位|一职|专业技术职务)?[,。;\n]",
        r"(?P<name>[\p{Han}·]{2,25}?)(?:同志|先生|女士)[,:]?\n?.{0,40}?(?:兹|现|特)?(?:聘请|聘任|聘)(?:您|你|其|该同志)?(?:为|担任)(?:我|本)?(?:单位|院|校|中心|公司|社区|所)?(?P<title_name>[\p{Han}]{2,20}?)(?:\((?P<title_level>[^)]{2,14})\))?(?:职务|岗位|一职)?[,。;\n]",
    ],
    signed_by: &[FieldName::Issuer, FieldName::Employer],
    ..NOTHING
};
