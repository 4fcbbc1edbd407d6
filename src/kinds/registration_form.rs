//! 资格考试报名表: a table on one page, printed by the registration system or filled in from a template.

use super::{Kind, NOTHING, field, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::RegistrationForm,
    titles: &[
        ("*资格考试报名表", 1.0),
        ("*考试报名表", 1.0),
        ("*考试报名登记表", 1.0),
        ("*资格考试登记表", 1.0),
        ("*报名信息表", 1.0),
        ("*报名审核表", 1.0),
        ("*资格审核表", 1.0),
        ("*资格审查表", 1.0),
        ("*报名条件审核表", 1.0),
        ("*报名发证登记表", 1.0),
        ("*报名表", 0.8),
        ("*报名登记表", 0.8),
    ],
    anchors: &[
        ("准考证号", 0.6),
        ("报名序号", 0.6),
        ("报名号", 0.3),
        ("考试名称", 0.4),
        ("报考级别", 0.6),
        ("报考专业", 0.4),
        ("报考科目", 0.4),
        ("报考地区", 0.4),
        ("单位审核意见", 0.4),
        ("所在单位意见", 0.4),
        ("审核部门意见", 0.4),
        ("人社部门", 0.2),
        ("本人承诺", 0.3),
        ("个人承诺", 0.3),
        ("证件类型", 0.3),
        ("从事专业", 0.2),
        ("特此证明", -0.8),
        ("自我鉴定", -1.0),
        ("承诺书", -1.0),
    ],
    fields: &[&[
        field(FieldName::RegistrationNo, &["报名序号", "报名号", "报名编号", "档案号", "报名流水号", "信息表编号"]),
        field(FieldName::TicketNo, &["准考证号", "准考证号码", "准考证编号"]),
        field(FieldName::Name, labels::NAME),
        field(FieldName::Sex, labels::SEX),
        field(FieldName::BirthDate, labels::BIRTH_DATE),
        field(FieldName::IdNumber, labels::ID_NUMBER),
        field(FieldName::EducationLevel, labels::EDUCATION_LEVEL),
        field(FieldName::Degree, labels::DEGREE),
        field(FieldName::School, labels::SCHOOL),
        field(FieldName::Major, labels::MAJOR),
        field(FieldName::GraduatedOn, labels::GRADUATED_ON),
        field(FieldName::CertificateNo, labels::CERTIFICATE_NO),
        field(FieldName::WorkYears, &["工作年限", "参加工作年限", "总工作年限", "累计工作年限"]),
        field(
            FieldName::SpecialistYears,
            &[
                "从事社会工作年限",
                "从事专业工作年限",
                "从事专业年限",
                "专业工作年限",
                "从事本专业工作年限",
                "从事相关专业工作年限",
                "本专业工作年限",
                "从事本专业年限",
                "专业年限",
            ],
        ),
        field(
            FieldName::Employer,
            &["工作单位", "所在单位", "单位名称", "现工作单位", "工作单位名称", "所在工作单位", "单位全称"],
        ),
        field(FieldName::ExamName, &["考试名称", "报考考试", "报名考试", "考试项目"]),
        field(FieldName::ExamLevel, &["报考级别", "考试级别", "级别", "报考级别名称", "申报级别"]),
        field(FieldName::ContactPhone, &["联系电话", "手机号码", "移动电话", "手机号", "手机", "电话"]),
    ]],
    // The examination's name stands in the title where no label gives it.
    prose: &[
        r"(?:^|\n)(?P<exam_name>[^\n:,。]{4,40}考试)(?:考生)?(?:报名|资格审[核查]|报考)(?:登记|信息|审核|条件审核|发证登记)?表",
    ],
    ..NOTHING
};
