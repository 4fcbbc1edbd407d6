//! 湖南省中等职业学校毕业证查询系统: the result page, printed from a browser. The layout is not established.

use super::{Kind, NOTHING, labels};
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
