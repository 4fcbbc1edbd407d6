//! Fields of study: 社会工作, 社会工作（专升本）, 会计学.

use super::Words;
use super::characters::usual_forms;
use super::comparison::{Comparison, Reason};
use super::text;

/// What stands in brackets behind a major and says nothing about it.
static FORMS: Words = Words::new(
    "专升本 专科起点 高起本 高起专 本科 专科 本 专 函授 业余 成人 自考 自学考试 独立本科段 本科段 全日制 非全日制
     网络教育 高职 五年制 师范 师范类",
);

/// Compares two majors.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    let (e, f) = (text::bare(expected), text::bare(found));
    if e.is_empty() || f.is_empty() {
        return Comparison::NotComparable;
    }
    if e == f {
        return Comparison::Equal;
    }
    let (e, f) = (usual_forms(&e), usual_forms(&f));
    if e == f {
        return Comparison::Variant(Reason::ScriptForm);
    }
    let (e, f) = (Parts::of(&e), Parts::of(&f));
    if e.base == f.base {
        return match (e.direction.as_deref(), f.direction.as_deref()) {
            (a, b) if a == b => Comparison::Equal,
            (Some(_), Some(_)) => Comparison::Different,
            _ => Comparison::Variant(Reason::PartOmitted),
        };
    }
    let science = |base: &str| base.strip_suffix('学').map(str::to_owned);
    if science(&e.base).as_deref() == Some(f.base.as_str()) || science(&f.base).as_deref() == Some(e.base.as_str()) {
        return Comparison::Variant(Reason::Synonym);
    }
    Comparison::Different
}

/// A major and its direction (`工商管理（人力资源方向）`).
struct Parts {
    base: String,
    direction: Option<String>,
}

impl Parts {
    /// Takes a bare major apart, dropping its code and what says nothing about it.
    fn of(major: &str) -> Self {
        let (base, direction) = match major.split_once('（') {
            Some((base, rest)) => (base, Some(rest.trim_end_matches('）').replace(['（', '）'], ""))),
            None => (major, None),
        };
        let base = base.trim_matches(|c: char| c.is_ascii_digit());
        let base = base.strip_suffix("专业").filter(|b| !b.is_empty()).unwrap_or(base);
        let direction = direction
            .filter(|d| !d.is_empty() && !FORMS.has(d) && !d.bytes().all(|b| b.is_ascii_digit()))
            .map(|d| d.trim_end_matches("方向").to_owned());
        Self { base: base.to_owned(), direction }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares() {
        use Comparison::{Different, Equal, NotComparable, Variant};
        let cases = [
            ("社会工作", "社会工作", Equal),
            ("社会工作", "社会工作专业", Equal),
            ("社会工作", "社会工作（专升本）", Equal),
            ("社会工作", "030302社会工作", Equal),
            ("社会工作", "社会工作(030302)", Equal),
            ("社会工作", "社會工作", Variant(Reason::ScriptForm)),
            ("工商管理", "工商管理（人力资源方向）", Variant(Reason::PartOmitted)),
            ("工商管理（人力资源）", "工商管理（人力资源方向）", Equal),
            ("工商管理（会计方向）", "工商管理（人力资源方向）", Different),
            ("会计", "会计学", Variant(Reason::Synonym)),
            ("社会学", "社会工作", Different),
            ("法律", "法律事务", Different),
            ("", "社会工作", NotComparable),
        ];
        for (expected, found, outcome) in cases {
            assert_eq!(compare(expected, found), outcome, "{expected} / {found}");
        }
    }
}
