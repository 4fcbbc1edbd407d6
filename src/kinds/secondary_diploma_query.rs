//! 湖南省中等职业学校毕业证查询系统: the result page, printed from a browser. The layout is not established.

use super::{Kind, NOTHING, TitleParts, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::SecondaryDiplomaQuery,
    titles: &[
        ("*中等职业学校毕业证查询系统", 1.0),
        ("*中等职业学校毕业证查询", 1.0),
        ("*中等职业学校毕业证书查询*", 1.0),
        ("*中等职业教育*毕业证*查询*", 1.0),
        ("*中职*毕业证*查询*", 1.0),
        ("*中专*毕业证*查询*", 0.9),
        ("*中等职业学校学历查询*", 0.9),
        ("查询结果", 0.2),
    ],
    title_parts: Some(TitleParts {
        ends: "查询 结果 系统 信息 页面 详情 查询单 结果单 核查单 查询表",
        has: &["中等职业 中职 中专 中等专业 职业学校 职业高中 职高", "查询 查验 检索"],
        lacks: "认证报告 党校 技工",
        weight: 0.8,
    }),
    anchors: &[
        ("中等职业学校", 0.6),
        ("毕业证查询", 0.6),
        ("查询结果", 0.3),
        ("zzxlrzhneducn", 1.0),
        ("学籍管理中心", 0.3),
        ("党校", -1.0),
        ("技工院校", -1.5),
        ("认证报告", -1.0),
    ],
    fields: labels::SCHOOL_RECORD,
    labels: &[labels(FieldName::EducationLevel, &["技能等级", "培养目标"])],
    ..NOTHING
};
