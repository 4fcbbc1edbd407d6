//! Labels that many kinds share, without brackets, colons and spaces; and labels that name no field but end a value.

use super::{Labels, field};
use crate::model::FieldName;

/// 姓名.
pub(super) const NAME: &[&str] =
    &["姓名", "考生姓名", "学生姓名", "学员姓名", "申请人姓名", "持证人姓名", "本人姓名", "被证明人姓名"];
/// 性别.
pub(super) const SEX: &[&str] = &["性别"];
/// 出生日期.
pub(super) const BIRTH_DATE: &[&str] = &["出生日期", "出生年月", "出生年月日", "出生时间", "生日", "出生"];
/// 身份证号.
pub(super) const ID_NUMBER: &[&str] = &[
    "公民身份号码",
    "公民身份证号码",
    "公民身份证号",
    "居民身份证号码",
    "居民身份证号",
    "身份证号码",
    "身份证件号码",
    "身份证件号",
    "身份证号",
    "身份证编号",
    "有效证件号码",
    "有效身份证件号码",
    "证件号码",
    "证件编号",
    "证件号",
    "身份证",
];
/// 学历层次.
pub(super) const EDUCATION_LEVEL: &[&str] =
    &["学历层次", "最高学历", "文化程度", "培养层次", "教育层次", "办学层次", "学历", "层次", "报考学历", "学历等级"];
/// 学位.
pub(super) const DEGREE: &[&str] = &["学位", "最高学位", "所获学位", "学位名称", "获得学位"];
/// 学校名称.
pub(super) const SCHOOL: &[&str] = &[
    "毕业院校",
    "毕业学校",
    "学校名称",
    "院校名称",
    "毕业院校名称",
    "毕业学校名称",
    "毕业院校全称",
    "学校全称",
    "毕业院所",
    "就读学校",
    "就读院校",
    "办学单位",
    "办班单位",
    "举办单位",
    "主办单位",
    "办学机构",
    "主考学校",
    "主考院校",
    "培养单位",
    "学校",
    "院校",
    "校名",
];
/// 专业.
pub(super) const MAJOR: &[&str] =
    &["所学专业", "专业名称", "毕业专业", "所学专业名称", "就读专业", "主修专业", "专业类别", "学习专业", "专业"];
/// 入学日期.
pub(super) const ENROLLED_ON: &[&str] = &["入学日期", "入学时间", "入学年月", "入校时间", "入校日期"];
/// 毕(结)业日期.
pub(super) const GRADUATED_ON: &[&str] =
    &["毕结业日期", "毕业日期", "毕业时间", "毕结业时间", "毕业年月", "毕业证书时间", "毕肄业时间"];
/// 学制.
pub(super) const PROGRAM_YEARS: &[&str] = &["学制", "学习年限", "修业年限", "学制年"];
/// 学历类别.
pub(super) const EDUCATION_CATEGORY: &[&str] = &["学历类别", "学历类型", "教育类别", "教育类型"];
/// 学习形式.
pub(super) const STUDY_MODE: &[&str] = &["学习形式", "学习方式", "办学形式", "就读形式", "形式"];
/// 毕(结)业.
pub(super) const CONCLUSION: &[&str] =
    &["毕结业结论", "毕结业", "毕业结论", "毕业状态", "毕肄业结论", "毕结肄业结论", "结论", "是否毕业"];
/// 证书编号.
pub(super) const CERTIFICATE_NO: &[&str] = &[
    "毕业证书编号",
    "学历证书编号",
    "毕业证编号",
    "毕业证书号码",
    "毕业证书号",
    "毕业证号",
    "毕结业证书编号",
    "证书编号",
    "证书号码",
    "证书号",
    "学历证书号",
    "学历编号",
];
/// 校(院)长姓名.
pub(super) const PRINCIPAL: &[&str] = &["校院长姓名", "校长姓名", "院长姓名", "校院长", "校长", "院长", "校院长签名"];
/// 在线验证码.
pub(super) const VERIFICATION_CODE: &[&str] = &["在线验证码", "验证码", "在线验证编号", "报告验证码"];
/// Who issued it.
pub(super) const ISSUER: &[&str] =
    &["发证机构", "发证机关", "发证单位", "认证机构", "认证单位", "出具单位", "签发单位", "签发机构", "颁发机构"];
/// When it was issued.
pub(super) const ISSUED_ON: &[&str] = &[
    "发证日期",
    "出具日期",
    "报告日期",
    "签发日期",
    "认证日期",
    "制表日期",
    "更新日期",
    "颁发日期",
    "证书签发日期",
    "发证时间",
    "签发时间",
    "颁证日期",
    "开具日期",
];
/// 有效期至.
pub(super) const VALID_UNTIL: &[&str] = &["验证期至", "有效期至", "有效期限至", "验证有效期至", "有效期"];

/// Labels that name no field of ours and yet are labels: a value ends where one begins, and none is ever a value.
pub const STOPS: &[&str] = &[
    "民族",
    "籍贯",
    "曾用名",
    "政治面貌",
    "婚姻状况",
    "健康状况",
    "国籍",
    "国家",
    "国家地区",
    "家庭住址",
    "家庭地址",
    "住址",
    "现住址",
    "通讯地址",
    "通信地址",
    "联系地址",
    "邮政编码",
    "邮编",
    "电子邮箱",
    "电子邮件",
    "手机",
    "手机号",
    "手机号码",
    "电话",
    "联系电话",
    "联系方式",
    "办公电话",
    "照片",
    "相片",
    "备注",
    "序号",
    "编号",
    "学号",
    "考生号",
    "班级",
    "院系",
    "系所",
    "分院",
    "证件类型",
    "证件种类",
    "证件名称",
    "单位性质",
    "单位地址",
    "单位类型",
    "专业技术职务",
    "现任专业技术职务",
    "职称",
    "职务",
    "职务职称",
    "参加工作时间",
    "参加工作年月",
    "报考专业",
    "报考科目",
    "报考省市",
    "报考地区",
    "报考地市",
    "报考地点",
    "考区",
    "考试地区",
    "考点",
    "考试年度",
    "考试科目",
    "核查点",
    "审核点",
    "免试条件",
    "免试科目",
    "免考科目",
    "是否免试",
    "是否应届",
    "是否采用告知承诺制",
    "告知承诺",
    "本人承诺",
    "个人承诺",
    "考生承诺",
    "承诺人",
    "本人签名",
    "考生签名",
    "签名",
    "签字",
    "单位意见",
    "单位审核意见",
    "所在单位意见",
    "所在单位审核意见",
    "单位初审意见",
    "用人单位意见",
    "审核部门意见",
    "审核意见",
    "人社部门意见",
    "人社部门核查意见",
    "核查意见",
    "考试机构意见",
    "负责人",
    "单位负责人",
    "单位负责人签名",
    "负责人签名",
    "负责人签字",
    "经办人",
    "经办人签字",
    "联系人",
    "证明人",
    "填表人",
    "填表日期",
    "填表时间",
    "填报日期",
    "打印日期",
    "打印时间",
    "日期",
    "院校所在地",
    "学校所在地",
    "学校地址",
    "二维验证码",
    "在线验证",
    "学习起止时间",
    "学习起止日期",
    "学习起止年月",
    "学习起止日期",
    "在校起止时间",
    "在校时间",
    "就读时间",
    "学习时间",
    "学习时段",
    "学习期限",
    "起止时间",
    "起止年月",
    "起止日期",
    "学习班次",
    "班次",
    "学籍状态",
    "预计毕业日期",
    "学位证书编号",
    "学位证书号",
    "签发机关",
    "有效期限",
    "专业系列",
    "评审委员会",
    "管理号",
    "批准日期",
    "查验单位",
    "查验人",
    "查询时间",
    "查询日期",
    "网址",
    "地址",
    "本人简历",
    "家庭出身",
    "本人成分",
    "家庭主要成员",
    "奖惩情况",
    "自我鉴定",
    "学校意见",
    "院系意见",
    "认证结论",
    "鉴定结论",
    "课程",
    "学分",
    "成绩",
    "购买方名称",
    "销售方名称",
    "项目名称",
    "金额",
    "税额",
    "开票人",
    "开票日期",
    "发票号码",
    "发票代码",
    "申报考试",
    "申报状态",
    "提交时间",
];

/// Who a paper is about.
pub(super) const PERSON: &[Labels] = &[
    field(FieldName::Name, NAME),
    field(FieldName::Sex, SEX),
    field(FieldName::BirthDate, BIRTH_DATE),
    field(FieldName::IdNumber, ID_NUMBER),
];

/// What somebody studied, where, how and until when, as every proof of study tells it; the number of its certificate has
/// labels of its own on each.
pub(super) const STUDY: &[Labels] = &[
    field(FieldName::School, SCHOOL),
    field(FieldName::Major, MAJOR),
    field(FieldName::EducationLevel, EDUCATION_LEVEL),
    field(FieldName::EducationCategory, EDUCATION_CATEGORY),
    field(FieldName::StudyMode, STUDY_MODE),
    field(FieldName::EnrolledOn, ENROLLED_ON),
    field(FieldName::GraduatedOn, GRADUATED_ON),
    field(FieldName::ProgramYears, PROGRAM_YEARS),
    field(FieldName::Conclusion, CONCLUSION),
];

/// Who issued a paper, and when.
pub(super) const ISSUED: &[Labels] = &[field(FieldName::Issuer, ISSUER), field(FieldName::IssuedOn, ISSUED_ON)];

/// The fields of a school's record as query pages and confirmations of secondary and technical schools print them.
pub(super) const SCHOOL_RECORD: &[Labels] = &[
    field(FieldName::Name, NAME),
    field(FieldName::Sex, SEX),
    field(FieldName::BirthDate, BIRTH_DATE),
    field(FieldName::IdNumber, ID_NUMBER),
    field(FieldName::School, SCHOOL),
    field(FieldName::Major, MAJOR),
    field(
        FieldName::EducationLevel,
        &[
            "学历层次",
            "培养层次",
            "专业等级",
            "学历",
            "层次",
            "毕业证书等级",
            "技能等级",
            "教育层次",
            "培养目标",
            "办学层次",
        ],
    ),
    field(FieldName::EducationCategory, EDUCATION_CATEGORY),
    field(FieldName::StudyMode, STUDY_MODE),
    field(FieldName::EnrolledOn, ENROLLED_ON),
    field(FieldName::GraduatedOn, GRADUATED_ON),
    field(FieldName::ProgramYears, PROGRAM_YEARS),
    field(FieldName::Conclusion, CONCLUSION),
    field(FieldName::CertificateNo, CERTIFICATE_NO),
    field(FieldName::Issuer, ISSUER),
    field(FieldName::IssuedOn, ISSUED_ON),
];

/// How diplomas and proofs of study read. Every piece is a pattern of its own, because print, blanks and recognition
/// break any sentence somewhere.
pub(super) const STUDY_PROSE: &[&str] = &[
    // 学生张三，性别女，一九八九年二月十二日生 / 张三，男，1972年7月出生
    r"(?:^|\n|学生|学员|兹有|兹证明|兹查)(?:我校|我院|该校|本校)?(?:学生|学员|毕业生)?[:]?(?P<name>[\p{Han}·]{2,25}?|[\p{Han}]{2,4})(?:同学|同志)?[,、(]?(?:性别[:]?)?(?P<sex>男|女)[,、)]",
    r"(?:[,、(]|性别[:为]?)(?P<sex>男|女)[,、)。]",
    r"(?P<birth_date>[\d〇○零OＯ一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十廿卅]{1,3}日)?)(?:出生|生)[,、。于]",
    r"(?:身份证(?:件)?号?码?|公民身份号码)[:(]?(?P<id_number>\d{17}[\dXx]|\d{15})",
    r"(?:于|自|从)?(?P<enrolled_on>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:起)?(?:至|到|-|~)(?P<graduated_on>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:止|期间)?,?在(?:我|本|该)(?:校|院)[,]?(?P<major>[\p{Han}()与及、]{2,30}?)专业[,]?(?:(?P<program_years>[\d一二两三四五六七八]{1,2}(?:\.5|年半)?)年制)?(?P<education_level>本科|专科|大专|中专|硕士研究生|博士研究生|研究生|高中起点本科|专升本|专科起点本科|高级技工|预备技师|中级技工)?(?:班)?(?:学习|毕业)?",
    r"(?:于|自|从)?(?P<enrolled_on>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:起)?(?:至|到|-|~)(?P<graduated_on>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:止|期间)?,?(?:在|就读于|就读在|毕业于)(?P<school>[\p{Han}()·]{2,25}?(?:大学|学院|学校|党校|干校|分校|技校|中专|函授站|中心|研究院|研究所|党校\(行政学院\)))(?:(?:函授|成人教育|继续教育|远程教育|网络教育|网络)(?:学院|部)|\([\p{Han}]{2,12}\))?,?(?P<major>[\p{Han}()与及、]{2,30}?)专业(?:\((?P<study_mode>[\p{Han}]{2,6})\))?[,]?(?:(?P<program_years>[\d一二两三四五六七八]{1,2}(?:\.5|年半)?)年制)?(?P<education_level>本科|专科|大专|中专|硕士研究生|博士研究生|研究生|在职研究生|高级技工|预备技师|中级技工)?(?:班|科)?(?:学习|毕业)?",
    // 二〇〇六年九月入山东大学土木工程专业学习
    r"(?P<enrolled_on>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:考入|进入|入)(?P<school>[\p{Han}()·]{2,25}?(?:大学|学院|学校|党校|分校|技校|中专))(?P<major>[\p{Han}()与及、]{2,30}?)专业(?P<education_level>本科|专科|大专|中专|硕士研究生|博士研究生)?(?:学习|就读)?",
    r"(?P<graduated_on>[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十元]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?)(?:修业期满|期满毕业|学习期满|毕业)",
    r"学制[:为]?(?P<program_years>[\d一二两三四五六七八]{1,2}(?:\.5)?年?半?)[,。、;]",
    r"学习形式[:为]?(?P<study_mode>[\p{Han}]{2,8})[,。;、]",
    r"学历类[别型][:为]?(?P<education_category>[\p{Han}]{2,12})[,。;、]",
    r"(?:学历)?层次[:为](?P<education_level>[\p{Han}]{2,8})[,。;、]",
    r"(?:准予|准许|同意|已)(?P<conclusion>毕业|结业|肄业)",
    r"成绩(?:合格|及格|均合格),(?P<conclusion>毕业|结业)[,。]",
    // 学习起止时间：2005年9月-2008年7月
    r"(?:学习|在校|就读|修业)?(?:起止)?(?:时间|日期|年月|时段|期限)[:]?(?P<enrolled_on>\d{4}[年./-]\d{1,2}月?)(?:至|到|-{1,2}|~)(?P<graduated_on>\d{4}[年./-]\d{1,2}月?)",
    // 参加高等教育自学考试汉语言文学专业专科考试
    r"参加(?:全国)?高等教育自学考试(?P<major>[\p{Han}()与及、]{2,30}?)专业[(]?(?P<education_level>专科|本科|独立本科段)?[)]?",
    // 湘中专字第920345号
    r"(?:^|\n)(?P<certificate_no>[\p{Han}]{0,10}字(?:[\[(]\d{2,4}[\])])?第?[A-Za-z0-9]{3,14}号)(?:$|\n)",
    r"证书编?号码?[:为]?(?P<certificate_no>[\p{Han}()\[\]〔〕]{0,12}[A-Za-z0-9()]{4,24}号?)",
    r"(?:授予|获得?)(?P<degree>[\p{Han}]{2,8}(?:学士|硕士|博士))学位",
];
