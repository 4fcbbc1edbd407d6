//! `major-mismatch`: 专业不一致.
//!
//! # What it checks
//! The major on the form and on every proof of the education on the roster, against the roster; where the roster gives
//! none, the papers against each other. A direction of study in brackets, the word 专业 at the end, and a name that one
//! paper shortens do not count as different. Where roster and papers agree and the exam admits only some majors, a major
//! that no word of the rule pack names is for a person to judge.
//!
//! # Why
//! The bureau compares the major, and the years of work that are asked depend on it.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄、单位、专业、学历等.
//!
//! # Example
//! > 备案表上的专业为公共事业管理，名单上为汉语言文学，请核对。
//!
//! # What the reviewer should do
//! Judge the years by the major on the proof. Ask which one the candidate registered with.

use crate::bounds;
use crate::model::{Code, FieldName, Flag, Severity};
use crate::rulebook::Refusal;
use crate::values::{Comparison, Reason, text};

use super::bench::Bench;
use super::registry::Check;
use super::school_mismatch::{in_one_script, is_other};
use super::sightings::{Deviation, certain, deviations_by, source};
use super::years_insufficient::standing;

pub(super) const CHECK: Check = Check { code: Code::MajorMismatch, source: include_str!("major_mismatch.rs"), run };

/// Every major on the papers of the education on the roster that is not the roster's.
pub(super) fn found<'a>(bench: &Bench<'a>) -> Vec<Deviation<'a>> {
    deviations_by(bench, FieldName::Major, &bench.education_papers(), &compare)
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let found = found(bench);
    if found.is_empty() {
        unnamed(bench).into_iter().collect()
    } else {
        certain(bench, Code::MajorMismatch, &found, is_other)
    }
}

/// A major with which the exam may not admit the candidate.
fn unnamed(bench: &Bench<'_>) -> Option<Flag> {
    let standing = standing(bench);
    let Some(Refusal::Major { level }) = bench.pack().refusal(&standing) else { return None };
    let major = standing.major?;
    let (place, _) = source(bench, FieldName::Major)?;
    let profession = &bench.pack().profession;
    let message = format!("专业为{major}，看不出属于{profession}类或相关专业，报考{level}是否符合条件，请人工判断。");
    let mut flag = bench.flag(Code::MajorMismatch, place, message).about(FieldName::Major).found(major);
    flag.severity = flag.severity.min(Severity::Warning);
    Some(flag)
}

fn compare(expected: &str, found: &str) -> Comparison {
    let (e, f) = (core(expected), core(found));
    let plain = in_one_script(FieldName::Major, &e, &f);
    // 社会工作 and 社会工作与管理: one contains the other whole, so the shorter may be its short form.
    let shortened =
        e.chars().count().min(f.chars().count()) >= bounds::MAJOR_FROM && (e.starts_with(&f) || f.starts_with(&e));
    if plain == Comparison::Different && shortened { Comparison::Variant(Reason::PartOmitted) } else { plain }
}

/// The major without what stands in brackets and without a word for "major" at its end.
fn core(major: &str) -> String {
    let printed = text::printed(major);
    let mut outside = String::new();
    let mut depth = 0_usize;
    for c in printed.chars() {
        match c {
            '（' => depth = depth.saturating_add(1),
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let core = outside.trim_end_matches("专业").trim_end_matches("方向");
    if core.is_empty() { printed } else { core.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::MajorMismatch;

    fn of(roster: &str, paper: &str) -> Papers {
        candidate("1")
            .roster(FieldName::Major, roster)
            .doc(doc(DocumentKind::ChsiRegistration).field(FieldName::Major, paper))
    }

    #[test]
    fn another_major() {
        raises(CODE, &of("汉语言文学", "公共事业管理"), "备案表上的专业为公共事业管理，名单上为汉语言文学");
        raises(CODE, &of("社会工作", "社会学"), "社会学");
        raises(CODE, &of("会计学", "会计电算化"), "会计电算化");
    }

    #[test]
    fn the_same_major_in_other_words() {
        for (roster, paper) in [
            ("护理学", "护理学（助产方向）"),
            ("社会工作", "社会工作专业"),
            ("计算机科学与技术", "计算机科学与技术"),
            ("工商管理", "工商管理(市场营销)"),
            ("社会工作", "SocialWork"),
        ] {
            quiet(CODE, &of(roster, paper));
        }
    }
}
