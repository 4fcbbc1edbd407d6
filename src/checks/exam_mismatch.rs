//! `exam-mismatch`: 报名表不是本次考试的.
//!
//! # What it checks
//! What the form says of the exam, against the rule pack and the roster: the year and the name of the exam (in its own box
//! or in the title), the level, and the ticket number. A name that says nothing of any profession (专业技术人员职业资格考试) and a
//! level that no word of the rule pack names are not compared.
//!
//! # Why
//! A form of another year or exam says nothing about this one, and its seal and signature vouch for nothing here.
//!
//! # Clause
//! 4.0: 提交本次考试的《资格考试报名表》.
//!
//! # Example
//! > 报名表是2022年度的，本次核查的是2024年度社会工作者职业资格考试，请核对。
//!
//! # What the reviewer should do
//! Look at the form; ask for the one of this exam.

use crate::bounds;
use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag};
use crate::values::{self, Comparison, Words, place, text};

use super::bench::{Bench, at_document, at_field};
use super::phrase;
use super::registry::Check;
use super::sightings::{Deviation, certain, deviations_by, unsure};

pub(super) const CHECK: Check = Check { code: Code::ExamMismatch, source: include_str!("exam_mismatch.rs"), run };

/// Every level and ticket number on the forms that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    let own = bench.own_papers().into_iter();
    let forms: Vec<&Document> = own.filter(|document| document.kind == DocumentKind::RegistrationForm).collect();
    let pack = bench.pack();
    let mut found = deviations_by(bench, FieldName::ExamLevel, &forms, &|expected, found| match (
        pack.exam_level(expected),
        pack.exam_level(found),
    ) {
        (Some(a), Some(b)) if a == b => Comparison::Equal,
        (Some(_), Some(_)) => Comparison::Different,
        _ => Comparison::NotComparable,
    });
    found.extend(deviations_by(bench, FieldName::TicketNo, &forms, &|expected, found| {
        values::compare(FieldName::TicketNo, expected, found)
    }));
    found
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    if bench.candidate().is_none() {
        return Vec::new();
    }
    let is_other = |comparison| matches!(comparison, Comparison::Different | Comparison::LookAlike(_));
    let mut flags = certain(bench, Code::ExamMismatch, &found(bench), is_other);
    let own = bench.own_papers().into_iter();
    let forms = own.filter(|document| document.kind == DocumentKind::RegistrationForm);
    flags.extend(forms.filter_map(|form| of_another_exam(bench, form)));
    flags
}

/// A form that names another year or another exam.
fn of_another_exam(bench: &Bench<'_>, form: &Document) -> Option<Flag> {
    let pack = bench.pack();
    let field = form.field(FieldName::ExamName).filter(|field| !unsure(field, bounds::READ));
    let named = field.and_then(|field| field.value.as_text());
    let title = form.title.as_deref();
    let year = named.and_then(year_in).or_else(|| title.and_then(year_in));
    let said = named.or(title)?;
    let what = match year {
        Some(year) if year != pack.year => format!("是{year}年度的"),
        _ if is_another_exam(bench, said) => format!("上的考试为“{said}”"),
        _ => return None,
    };
    let message = format!("报名表{what}，本次核查的是{}年度{}，请核对。", pack.year, pack.exam);
    let place = field.map_or_else(|| at_document(form), |field: &Field| at_field(form, field));
    let flag = bench.flag(Code::ExamMismatch, place, message).about(FieldName::ExamName);
    Some(flag.expected(format!("{}年度{}", pack.year, pack.exam)).found(phrase::value(FieldName::ExamName, said)))
}

/// The year that a name of an exam begins with or holds: 2022年度…
fn year_in(name: &str) -> Option<i16> {
    let chars: Vec<char> = name.chars().map(text::half_width).filter(|c| !text::is_space(*c)).collect();
    chars.windows(5).find_map(|window| {
        let digits: String = window.iter().take(4).collect();
        let is_year = window.last() == Some(&'年') && digits.starts_with("20");
        digits.parse().ok().filter(|_| is_year)
    })
}

/// Whether a name speaks of a profession that is not this exam's.
fn is_another_exam(bench: &Bench<'_>, name: &str) -> bool {
    /// What names of all exams are made of.
    static COMMON: Words = Words::new(
        "专业技术人员 专业技术资格 专业技术 职业资格 职业水平 职业技术 资格 水平 考试 报名 登记 信息 审核 审查 发证
         条件 外省 全国 年度 年 考区 中华人民共和国 上半年 下半年 统一 国家 人事 表 及 和 的 省 市",
    );
    let plain = text::printed(name);
    if bench.pack().exam_words.iter().any(|word| plain.contains(word.as_str())) {
        return false;
    }
    // 青海省属单位人员参加外省专业技术人员资格考试: who sits for it, and where, says nothing of what.
    static SITS: Words = Words::new("参加 报考 应考 赴");
    let behind = SITS.iter().filter_map(|word| Some(plain.rfind(word)? + word.len())).max().unwrap_or(0);
    let chars: Vec<char> = plain.get(behind..).unwrap_or_default().chars().collect();
    let mut left = String::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        match place::named(&chars, at) {
            Some(length) => at += length,
            None => {
                left.push(*c);
                at += 1;
            }
        }
    }
    let left = COMMON.iter().fold(left, |left, word| left.replace(word, ""));
    left.chars().filter(|c| text::is_han(*c)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;

    const CODE: Code = Code::ExamMismatch;

    fn with(name: FieldName, value: &str) -> Papers {
        let roster = candidate("4301249500109").roster(FieldName::ExamLevel, "社会工作师");
        let roster = roster.roster(FieldName::TicketNo, "4301249500109");
        roster.doc(doc(DocumentKind::RegistrationForm).field(name, value))
    }

    #[test]
    fn a_form_of_another_year_or_exam() {
        raises(CODE, &with(FieldName::ExamName, "2022年度社会工作者职业资格考试"), "报名表是2022年度的");
        raises(CODE, &with(FieldName::ExamName, "2024年度一级建造师职业资格考试"), "上的考试为“2024年度一级建造师");
        raises(CODE, &with(FieldName::ExamName, "经济专业技术资格考试"), "经济专业技术资格考试");
        raises(CODE, &with(FieldName::ExamName, "江西省二级造价工程师职业资格考试"), "造价工程师");
        let title = |title: &str| {
            candidate("1").doc(doc(DocumentKind::RegistrationForm).document(|form| form.title = Some(title.to_owned())))
        };
        raises(CODE, &title("2023年度社会工作者职业资格考试报名表"), "是2023年度的");
    }

    #[test]
    fn a_form_of_another_level_or_ticket_number() {
        raises(CODE, &with(FieldName::ExamLevel, "助理社会工作师"), "报考级别为助理社会工作师，名单上为社会工作师");
        raises(CODE, &with(FieldName::TicketNo, "4301249500190"), "准考证号为4301249500190");
    }

    #[test]
    fn a_form_of_this_exam_or_of_none_in_particular() {
        for name in [
            "2024年度社会工作者职业资格考试",
            "社会工作者职业水平考试",
            "全国社会工作者职业资格考试",
            "2024年度助理社会工作师、社会工作师职业水平考试",
            "专业技术人员职业资格考试",
            "湖南省2024年度专业技术人员职业资格考试",
            "青海省属单位人员参加外省专业技术人员资格考试",
            "云南省曲靖市专业技术人员职业资格考试报名表",
            "广西专业技术资格考试",
        ] {
            quiet(CODE, &with(FieldName::ExamName, name));
        }
        quiet(CODE, &with(FieldName::ExamLevel, "中级"));
        quiet(CODE, &with(FieldName::ExamLevel, "考全科"));
        quiet(CODE, &with(FieldName::TicketNo, "4301249500109"));
        let blurred = doc(DocumentKind::RegistrationForm).recognised(FieldName::TicketNo, "4301249500190", 0.4);
        quiet(CODE, &candidate("1").roster(FieldName::TicketNo, "4301249500109").doc(blurred));
    }
}
