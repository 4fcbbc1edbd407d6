//! Papers that are often sent instead of the right one. They are `other`, and the reviewer is told which.

use crate::model::Lookalike;

/// A paper that is taken for another.
#[derive(Debug)]
pub struct Look {
    /// What it is.
    pub lookalike: Lookalike,
    /// Its titles, as in [`super::Kind::titles`].
    pub titles: &'static [(&'static str, f32)],
    /// Phrases that speak for it or against it, as in [`super::Kind::anchors`].
    pub anchors: &'static [(&'static str, f32)],
}

/// Every look-alike, in the order of [`Lookalike`].
pub const ALL: &[Look] = &[
    Look {
        lookalike: Lookalike::StudentStatusReport,
        titles: &[
            ("教育部学籍在线验证报告", 1.0),
            ("*学籍在线验证报告", 1.0),
            ("*学籍验证报告", 0.9),
            ("*学生学籍档案", 0.8),
            ("在读证明", 0.9),
        ],
        anchors: &[("学籍状态", 1.2), ("预计毕业日期", 1.0), ("学籍在线验证报告", 0.8)],
    },
    Look {
        lookalike: Lookalike::DegreeReport,
        titles: &[
            ("中国高等教育学位在线验证报告", 1.0),
            ("*学位在线验证报告", 1.0),
            ("*学位认证报告", 1.0),
            ("*学位验证报告", 1.0),
        ],
        anchors: &[("学位在线验证报告", 0.8), ("学位证书编号", 0.5), ("获学位日期", 0.6), ("学位授予单位", 0.5)],
    },
    Look {
        lookalike: Lookalike::ApplicationReceipt,
        titles: &[
            ("*申请受理单", 1.0),
            ("*受理通知书", 1.0),
            ("*受理回执", 1.0),
            ("*受理凭证", 1.0),
            ("*受理单", 0.9),
            ("*申请表", 0.6),
            ("*缴费凭证", 0.6),
            ("*资格审查系统", 0.8),
            ("*申请回执", 1.0),
        ],
        anchors: &[
            ("申报状态", 0.9),
            ("待审核", 0.9),
            ("办理进度", 0.6),
            ("受理编号", 0.8),
            ("受理日期", 0.4),
            ("受理时间", 0.4),
            ("提交时间", 0.3),
            ("审核中", 0.6),
            ("我已受理", 0.6),
        ],
    },
    Look {
        lookalike: Lookalike::Transcript,
        titles: &[
            ("*成绩单", 1.0),
            ("*成绩表", 1.0),
            ("*学习成绩", 0.9),
            ("*成绩登记表", 1.0),
            ("*成绩证明", 0.9),
            ("*成绩通知单", 0.9),
            ("*成绩总表", 1.0),
        ],
        anchors: &[
            ("学分", 0.6),
            ("课程名称", 0.5),
            ("课程", 0.3),
            ("成绩", 0.3),
            ("绩点", 0.5),
            ("高等数学", 0.3),
            ("大学英语", 0.3),
            ("成绩合格", -0.5),
        ],
    },
    Look {
        lookalike: Lookalike::SelfDeclaration,
        titles: &[
            ("*工作年限承诺书", 1.0),
            ("*年限承诺书", 1.0),
            ("*承诺书", 0.9),
            ("*承诺函", 0.9),
            ("*个人承诺", 0.5),
            ("*工作经历承诺", 0.9),
        ],
        anchors: &[
            ("承诺书", 0.5),
            ("本人郑重承诺", 0.9),
            ("本人承诺", 0.4),
            ("承诺人", 0.8),
            ("我承诺", 0.6),
            ("准考证号", -0.6),
            ("报名序号", -0.6),
            ("考试名称", -0.4),
            ("毕业学校", -0.4),
        ],
    },
    Look {
        lookalike: Lookalike::Invoice,
        titles: &[
            ("*发票", 1.0),
            ("*电子普通发票", 1.0),
            ("*增值税*发票*", 1.0),
            ("收据", 0.9),
            ("*收款收据", 1.0),
            ("*付款凭证", 0.9),
            ("*支付凭证", 0.9),
            ("*缴款书", 0.9),
        ],
        anchors: &[
            ("发票代码", 0.9),
            ("发票号码", 0.9),
            ("开票日期", 0.6),
            ("价税合计", 0.8),
            ("购买方", 0.5),
            ("销售方", 0.5),
            ("税额", 0.5),
            ("金额", 0.2),
        ],
    },
    Look {
        lookalike: Lookalike::OtherCertificate,
        titles: &[
            ("*结业证书", 1.0),
            ("*肄业证书", 1.0),
            ("*结业证明", 0.9),
            ("*荣誉证书", 1.0),
            ("*培训合格证书", 0.9),
            ("*培训证书", 0.9),
            ("*等级考试*证书", 0.8),
            ("*普通话*证书", 0.8),
        ],
        anchors: &[("准予结业", 1.2), ("肄业", 0.6), ("特发此证", 0.3), ("荣誉", 0.4)],
    },
];
