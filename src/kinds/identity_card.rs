//! 居民身份证: portrait side, national emblem side, or both on one page. Labels and values stand close together.

use super::{Kind, NOTHING};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::IdentityCard,
    titles: &[
        ("居民身份证", 0.6),
        ("中华人民共和国居民身份证", 0.8),
        ("身份证复印件", 0.8),
        ("身份证*", 0.4),
        ("*身份证正反面", 0.6),
    ],
    anchors: &[
        ("公民身份号码", 1.6),
        ("居民身份证", 0.8),
        ("签发机关", 1.2),
        ("有效期限", 1.0),
        ("住址", 0.6),
        ("公安局", 0.4),
        ("民族", 0.2),
        ("准考证号", -1.0),
        ("毕业", -1.0),
        ("特此证明", -1.0),
        ("学历", -0.8),
        ("考试", -0.8),
    ],
    fields: &[&[
        FieldName::Name,
        FieldName::Sex,
        FieldName::BirthDate,
        FieldName::IdNumber,
        FieldName::Issuer,
        FieldName::ValidUntil,
    ]],
    ..NOTHING
};
