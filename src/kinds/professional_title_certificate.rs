//! 职称证书, 专业技术资格证书, 职业资格证书: labels in a list, or a sentence of prose.

use super::{Kind, NOTHING, field, labels};
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
        field(FieldName::Name, labels::NAME),
        field(FieldName::Sex, labels::SEX),
        field(FieldName::BirthDate, labels::BIRTH_DATE),
        field(FieldName::IdNumber, labels::ID_NUMBER),
        field(
            FieldName::TitleName,
            &[
                "资格名称",
                "职称名称",
                "专业技术资格名称",
                "专业技术职务资格",
                "取得资格名称",
                "证书名称",
                "专业技术职务",
                "任职资格",
                "职业名称",
                "专业名称",
                "职称",
            ],
        ),
        field(FieldName::TitleLevel, &["资格级别", "职称级别", "职称等级", "级别", "等级", "专业技术资格级别"]),
        field(FieldName::Major, &["专业", "评审专业", "专业类别"]),
        field(FieldName::Employer, &["工作单位", "单位名称", "所在单位"]),
        field(
            FieldName::CertificateNo,
            &["证书编号", "证书号码", "证书号", "管理号", "资格证书编号", "职称证书编号", "编号"],
        ),
        field(
            FieldName::Issuer,
            &[
                "发证机关",
                "发证机构",
                "发证单位",
                "签发单位",
                "批准机关",
                "批准单位",
                "审批机关",
                "颁发机构",
                "签发机关",
            ],
        ),
        field(
            FieldName::IssuedOn,
            &[
                "发证日期",
                "发证时间",
                "签发日期",
                "颁发日期",
                "批准日期",
                "批准时间",
                "授予时间",
                "取得时间",
                "取得资格时间",
            ],
        ),
    ]],
    prose: &[
        r"(?:^|\n)(?P<name>[\p{Han}·]{2,25}?)(?:同志)?[,，](?:性别[:]?)?(?P<sex>男|女)[,，](?P<birth_date>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:出生|生)",
        r"具[备有](?P<title_name>[\p{Han}]{2,15}?)(?:\((?P<title_level>[\p{Han}]{1,4})\))?(?:级)?(?:专业技术(?:职务)?(?:任职)?资格|任职资格|职业资格|资格)",
    ],
    signed_by: Some(FieldName::Issuer),
    ..NOTHING
};
