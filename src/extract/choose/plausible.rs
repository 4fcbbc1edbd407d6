//! How well a value suits its field, whatever its label.

use crate::model::FieldName;
use crate::values::{date, education_level, study_mode, text};

/// How well a value suits its field beyond what understanding it says, 0 to 1.
pub(super) fn plausible(field: FieldName, value: &str) -> f32 {
    let length = value.chars().count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let fits = |ok: bool| if ok { 1.0 } else { 0.0 };
    match field {
        FieldName::Name | FieldName::Principal => fits(
            length >= 2
                && digits == 0
                && !value.contains(['□', '■', '☑', '☐', '√', '✓'])
                && ![
                    "证明", "单位", "兹", "本人", "确认", "同志", "职工", "姓名", "性别", "身份", "您", "聘", "担任",
                    "工作", "系统", "学校", "查询", "学院", "委员", "主席",
                ]
                .iter()
                .any(|w| value.contains(w)),
        ),
        FieldName::IdNumber => fits(length <= 24 && !value.chars().any(text::is_han)),
        FieldName::TicketNo | FieldName::RegistrationNo => fits(digits >= 6 && length <= 32),
        FieldName::VerificationCode => fits(length >= 8 && value.chars().all(|c| c.is_ascii_alphanumeric())),
        FieldName::ReportNo => fits(digits >= 4 && length <= 32),
        FieldName::CertificateNo => fits(digits >= 3 && length <= 40),
        FieldName::ContactPhone => fits(digits >= 7 && length <= 26),
        FieldName::School | FieldName::Employer | FieldName::Issuer => {
            let paper = ["证书", "證書", "证明", "登记表", "报告", "报名表"].iter().any(|w| value.ends_with(w));
            // 党校 硕士研究生: a level is no school.
            let class = field == FieldName::School
                && (education_level::word_at(&value.chars().collect::<Vec<_>>(), 0) == Some(length)
                    || ["班", "专业", "系", "级"].iter().any(|end| value.ends_with(end))
                    // 经与发证学校核实, 现就其中等专业学校学历: of a sentence.
                    || ["学历", "该同志", "发证", "就其", "大中专学校"].iter().any(|word| value.contains(word)));
            fits((2..=60).contains(&length) && date::parse(value).is_none() && digits * 2 < length && !paper && !class)
        }
        FieldName::Major => {
            // What stands behind the word 专业 in a sentence is no major.
            let sentence = ["证书", "资格", "证明", "报告", "学习期", "修完", "年制", "毕业", "成绩", "课程", "，", "。"]
                .iter()
                .any(|w| value.contains(w))
                // 函授学习: how, and not what.
                || value.strip_suffix("学习").is_some_and(study_mode::is_mode)
                || value.starts_with("学习");
            // 专业（高级技工班）: a bracket adds to a name and is none.
            let bracket = value.starts_with(['(', '（']);
            fits((1..=40).contains(&length) && digits < 4 && !sentence && !bracket)
        }
        // A paper is made out on a day; a year alone is mostly the end of a line.
        FieldName::IssuedOn => match length {
            10.. => 1.0,
            7.. => 0.85,
            _ => 0.5,
        },
        FieldName::ExamName => {
            let named = ["考试", "资格", "社会工作", "师", "考评"].iter().any(|word| value.contains(word));
            fits((4..=60).contains(&length) && named && !value.ends_with('表'))
        }
        FieldName::EducationCategory => fits(length <= 20 && digits == 0),
        // 告知承诺制: a way of doing something else.
        FieldName::StudyMode => fits(length <= 20 && digits == 0 && study_mode::is_mode(value)),
        FieldName::Degree => {
            let level = ["研究生", "本科", "专科", "证书", "证明", "证"].iter().any(|w| value.ends_with(w));
            // 所获学位为正规学位 names none.
            let named = value.contains('士') || value.chars().any(|c| c.is_ascii_alphabetic());
            fits(length <= 40 && value.chars().any(text::is_han) && named && !level)
        }
        FieldName::ExamLevel | FieldName::TitleName | FieldName::TitleLevel => fits(length <= 40),
        _ => 1.0,
    }
}
