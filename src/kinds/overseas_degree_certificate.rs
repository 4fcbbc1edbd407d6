//! 国外学历学位认证书, 港澳台学历学位认证书 of 教育部留学服务中心: prose until about 2020, a table since.

use super::{Kind, NOTHING, field, labels};
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
        field(FieldName::CertificateNo, &["认证书编号", "证书编号", "认证编号", "认证书号", "编号"]),
        field(FieldName::Name, labels::NAME),
        field(FieldName::Sex, labels::SEX),
        field(FieldName::BirthDate, labels::BIRTH_DATE),
        field(FieldName::IdNumber, labels::ID_NUMBER),
        field(
            FieldName::School,
            &[
                "毕业院校",
                "学校名称",
                "院校名称",
                "就读学校",
                "就读院校",
                "学位授予院校",
                "颁发院校",
                "学位授予机构",
                "授予学位院校",
                "毕业学校",
                "学校",
                "院校",
            ],
        ),
        field(FieldName::Degree, &["学位", "所获学位", "学位名称", "获得学位", "授予学位", "证书名称"]),
        field(FieldName::Major, labels::MAJOR),
        field(FieldName::EducationLevel, labels::EDUCATION_LEVEL),
        field(FieldName::EnrolledOn, labels::ENROLLED_ON),
        field(
            FieldName::GraduatedOn,
            &["毕业日期", "毕业时间", "毕结业日期", "学位授予日期", "授予时间", "获得学位时间", "毕业年月"],
        ),
        field(FieldName::Issuer, labels::ISSUER),
        field(FieldName::IssuedOn, labels::ISSUED_ON),
    ]],
    prose: &[
        r"(?:^|\n)(?P<name>[\p{Han}·]{2,25}?|[A-Za-z ,.]{4,40}?)[,，]?(?:\(?性别[:]?)?(?P<sex>男|女)\)?[,，](?:中国(?:国籍|公民|籍)?[,，])?(?P<birth_date>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:出生|生)",
        r"(?:于|自|从)?(?P<enrolled_on>\d{4}年\d{1,2}月(?:\d{1,2}日)?|[〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月)(?:至|到|-|~)(?P<graduated_on>\d{4}年\d{1,2}月(?:\d{1,2}日)?|[〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月)(?:期间)?,?在(?:英国|美国|澳大利亚|新西兰|加拿大|日本|韩国|新加坡|马来西亚|泰国|菲律宾|越南|印度|德国|法国|俄罗斯|乌克兰|白俄罗斯|意大利|西班牙|荷兰|瑞典|瑞士|爱尔兰|波兰|芬兰|丹麦|挪威|中国香港|中国澳门|中国台湾)?(?P<school>[\p{Han}·A-Za-z ]{3,40}?)(?:\([^)]{2,80}\))?(?:学习|就读|攻读)",
        r"(?:获得?|取得|授予)(?:该校|其)?(?:颁发的|授予的)?(?P<degree>[\p{Han}]{2,20}?(?:硕士|博士|学士|副学士))学位",
        r"(?P<certificate_no>教留服认[\p{Han}]{1,6}[\[(]\d{4}[\])]\d{4,6}号)",
        r"专业为?[:]?(?P<major>[\p{Han}与及]{2,30})[。,;\n]",
        r"(?:对应|相当于|相应层次)[^。\n]{0,12}?[:为]?(?P<education_level>博士研究生|硕士研究生|博士|硕士|大学本科|本科|大学专科|专科)",
    ],
    signed_by: Some(FieldName::Issuer),
    ..NOTHING
};
