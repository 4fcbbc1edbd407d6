//! 国外学历学位认证书, 港澳台学历学位认证书 of 教育部留学服务中心: prose until about 2020, a table since.

use super::{Kind, NOTHING, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::OverseasDegreeCertificate,
    titles: &[
        ("*学历学位认证书", 1.0),
        ("国外学历学位认证书", 1.0),
        ("国境外学历学位认证书", 1.0),
        ("港澳台学历学位认证书", 1.0),
        ("香港学历学位认证书", 1.0),
        ("澳门学历学位认证书", 1.0),
        ("台湾学历学位认证书", 1.0),
        ("*学历学位认证查验*", 0.9),
        ("*学历认证书", 0.8),
        ("*学位认证书", 0.8),
    ],
    anchors: &[
        ("教育部留学服务中心", 1.2),
        ("教留服认", 1.2),
        ("留服认", 0.6),
        ("经核查", 0.2),
        ("与我国相应", 0.6),
        ("cscse", 0.6),
        ("国家地区", 0.2),
        ("准考证号", -1.0),
    ],
    fields: &[&[
        FieldName::CertificateNo,
        FieldName::Name,
        FieldName::Sex,
        FieldName::BirthDate,
        FieldName::IdNumber,
        FieldName::School,
        FieldName::Degree,
        FieldName::Major,
        FieldName::EducationLevel,
        FieldName::EnrolledOn,
        FieldName::GraduatedOn,
        FieldName::Issuer,
        FieldName::IssuedOn,
    ]],
    labels: &[
        labels(FieldName::GraduatedOn, &["颁证时间", "颁证日期", "授予日期"]),
        labels(FieldName::CertificateNo, &["编号"]),
        labels(FieldName::School, &["学位授予机构"]),
        labels(FieldName::GraduatedOn, &["授予时间"]),
    ],
    sentences: true,
    signed_by: &[FieldName::Issuer],
    ..NOTHING
};
