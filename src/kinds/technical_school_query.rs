//! 技工院校毕业证书查询: the result page of Hunan's or the national site, printed from a browser. The layout is not
//! established.

use super::{Kind, NOTHING, labels};
use crate::model::{DocumentKind, FieldName};

pub(super) const KIND: Kind = Kind {
    kind: DocumentKind::TechnicalSchoolQuery,
    titles: &[
        ("*技工院校毕业证书查询*", 1.0),
        ("*技工院校毕业证查询*", 1.0),
        ("*技工学校毕业证*查询*", 1.0),
        ("*技师学院毕业证*查询*", 0.9),
        ("*技工院校*查询*", 0.8),
    ],
    anchors: &[
        ("技工院校毕业证书查询", 1.0),
        ("技工院校", 0.5),
        ("人力资源社会保障公共服务", 0.4),
        ("rsrcmohrssgovcn", 0.8),
        ("zwfwnewhunangovcn", 0.6),
        ("专业等级", 0.4),
        ("学籍认证", -1.5),
        ("职业能力建设处", -0.6),
        ("党校", -1.0),
    ],
    fields: labels::SCHOOL_RECORD,
    labels: &[labels(FieldName::EducationLevel, &["技能等级", "培养目标"])],
    ..NOTHING
};
