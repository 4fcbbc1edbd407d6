//! 技工院校毕业证书查询: the result page of Hunan's or the national site, printed from a browser. The layout is not
//! established.

use super::{Kind, NOTHING, TitleParts, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::TechnicalSchoolQuery,
    titles: &[
        ("*技工院校毕业证书查询*", 1.0),
        ("*技工院校毕业证查询*", 1.0),
        ("*技工学校毕业证*查询*", 1.0),
        ("*技师学院毕业证*查询*", 0.9),
        ("*技工院校*查询*", 0.8),
        ("毕业证书查询", 0.5),
        ("毕业证书查询结果", 0.5),
    ],
    title_parts: Some(TitleParts {
        ends: "查询 结果 系统 信息 页面 详情 查询单 结果单 核查单 查询表",
        has: &["技工 技师", "查询 查验 检索"],
        lacks: "报名",
        weight: 0.8,
    }),
    anchors: &[
        ("技工院校毕业证书查询", 1.0),
        ("技工院校", 0.5),
        ("人力资源社会保障公共服务", 0.4),
        ("rsrcmohrssgovcn", 0.8),
        ("zwfwnewhunangovcn", 0.6),
        ("专业等级", 0.4),
        ("技师学院", 0.4),
        ("技工学校", 0.4),
        ("高级工", 0.4),
        ("中级工", 0.4),
        ("预备技师", 0.4),
        ("人力资源社会保障", 0.3),
        ("学籍认证", -1.5),
        ("职业能力建设处", -0.6),
        ("党校", -1.0),
    ],
    fields: labels::SCHOOL_RECORD,
    labels: &[labels(FieldName::EducationLevel, &["技能等级", "培养目标"])],
    ..NOTHING
};
