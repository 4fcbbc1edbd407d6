//! 毕业生登记表: a booklet of several pages, filled in by hand, with the school's consent at the end.

use super::{Kind, NOTHING, TitleParts, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::GraduateRegistrationForm,
    titles: &[
        ("*毕业生登记表", 1.0),
        ("*毕业研究生登记表", 1.0),
        ("*毕业生鉴定表", 0.8),
        ("*毕业登记表", 0.9),
        ("*学生登记表", 0.6),
    ],
    title_parts: Some(TitleParts {
        ends: "登记表 鉴定表 登记卡", has: &["毕业"], lacks: "报名 考试", weight: 0.8
    }),
    anchors: &[
        ("自我鉴定", 0.8),
        ("毕业鉴定", 0.8),
        ("学校意见", 0.8),
        ("同意毕业", 0.8),
        ("本人简历", 0.7),
        ("本人学历及经历", 0.7),
        ("家庭主要成员", 0.6),
        ("社会关系", 0.4),
        ("政治面貌", 0.2),
        ("家庭出身", 0.5),
        ("班组鉴定", 0.6),
        ("在何地何校学习", 0.6),
        ("家庭住址", 0.2),
        ("准考证号", -0.8),
        ("成绩单", -1.0),
    ],
    fields: &[labels::PERSON, labels::STUDY, &[FieldName::Degree, FieldName::CertificateNo]],
    continued_by: &[
        "鉴定",
        "意见",
        "评语",
        "总结",
        "简历",
        "奖惩",
        "家庭",
        "同意毕业",
        "准予毕业",
        "本人学历及经历",
        "社会关系",
        "毕业论文",
        "毕业设计",
        "实习",
        "政治面貌",
        "曾用名",
        "班主任",
        "辅导员",
        "在何地何校",
    ],
    ..NOTHING
};
