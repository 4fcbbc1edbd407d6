//! 录取花名册, 毕业生花名册: a copied register page with many people on it. Only the candidate's own row leaves the page.

use super::{Kind, NOTHING, TitleParts};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::EnrolmentRegister,
    titles: &[
        ("*花名册", 1.0),
        ("*花名表", 0.8),
        ("*录取名册", 1.0),
        ("*新生名册", 1.0),
        ("*毕业生名册", 1.0),
        ("*学生名册", 0.9),
        ("*录取名单", 0.8),
        ("*新生录取名单", 0.9),
        ("*录取新生名单", 0.9),
        ("*毕业生名单", 0.9),
        ("*学籍名册", 0.9),
        ("*名册", 0.7),
    ],
    title_parts: Some(TitleParts {
        ends: "名册 花名册 名单 名录 花名表 登记册 名单表",
        has: &["新生 录取 毕业 学生 学籍 学员 招生 入学"],
        lacks: "考试 考生",
        weight: 0.8,
    }),
    anchors: &[
        ("花名册", 0.5),
        ("名册", 0.3),
        ("复印件与原件一致", 0.3),
        ("档案专用章", 0.2),
        ("备注", 0.1),
        ("序号", 0.2),
        ("成绩单", -1.0),
    ],
    fields: &[&[
        FieldName::School,
        FieldName::Major,
        FieldName::EducationLevel,
        FieldName::EnrolledOn,
        FieldName::GraduatedOn,
        FieldName::ProgramYears,
    ]],
    ..NOTHING
};
