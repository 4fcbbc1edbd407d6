//! 资格考试报名表: a table on one page, printed by the registration system or filled in from a template.

use super::{Kind, NOTHING, labels};
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
        FieldName::RegistrationNo,
        FieldName::TicketNo,
        FieldName::Name,
        FieldName::Sex,
        FieldName::BirthDate,
        FieldName::IdNumber,
        FieldName::EducationLevel,
        FieldName::Degree,
        FieldName::School,
        FieldName::Major,
        FieldName::GraduatedOn,
        FieldName::CertificateNo,
        FieldName::WorkYears,
        FieldName::SpecialistYears,
        FieldName::Employer,
        FieldName::ExamName,
        FieldName::ExamLevel,
        FieldName::ContactPhone,
    ]],
    labels: &[labels(FieldName::ExamName, &["报考考试", "报名考试"])],
    // The examination's name stands in the title where no label gives it.
    prose: &[
        r"(?:^|\n)(?P<exam_name>[^\n:,。]{4,40}考试)(?:考生)?(?:报名|资格审[核查]|报考)(?:登记|信息|审核|条件审核|发证登记)?表",
    ],
    ..NOTHING
};
