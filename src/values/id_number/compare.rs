//! Two identity numbers side by side: equal, masked, old and new, or another one.

use super::{normalise, to_eighteen};
use crate::values::characters::similar_signs;
use crate::values::comparison::{Comparison, Reason};

/// Compares two numbers, each printed in any form.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    let (e, f) = (normalise(expected), normalise(found));
    if e.is_empty() || f.is_empty() {
        return Comparison::NotComparable;
    }
    if e.contains('*') || f.contains('*') {
        return compare_masked(&e, &f);
    }
    if e == f {
        return Comparison::Equal;
    }
    if to_eighteen(&e).is_some_and(|e| e == f) || to_eighteen(&f).is_some_and(|f| e == f) {
        return Comparison::Variant(Reason::OldIdNumber);
    }
    if only_similar_signs(&e, &f) {
        return Comparison::LookAlike(Reason::SimilarShape);
    }
    Comparison::Different
}

/// Compares what both sides show. A run of stars hides as many characters as the other side has there.
fn compare_masked(e: &str, f: &str) -> Comparison {
    let visible = |number: &str| number.chars().any(|c| c != '*');
    if !visible(e) || !visible(f) {
        return Comparison::NotComparable;
    }
    let agrees = if e.chars().count() == f.chars().count() {
        e.chars().zip(f.chars()).all(|(a, b)| a == b || a == '*' || b == '*')
    } else {
        // Masks are printed with more or fewer stars than there are digits: then head and tail must agree.
        match (e.contains('*'), f.contains('*')) {
            (true, false) => head_and_tail_agree(e, f),
            (false, true) => head_and_tail_agree(f, e),
            _ => return Comparison::NotComparable,
        }
    };
    if agrees { Comparison::MaskedAgrees } else { Comparison::Different }
}

/// Whether a number starts and ends as a mask with a single run of stars does.
fn head_and_tail_agree(mask: &str, number: &str) -> bool {
    let (Some((head, _)), Some((_, tail))) = (mask.split_once('*'), mask.rsplit_once('*')) else { return false };
    number.starts_with(head) && number.ends_with(tail) && head.len().saturating_add(tail.len()) <= number.len()
}

/// Whether two codes differ, and only in letters and digits that look alike.
pub(in crate::values) fn only_similar_signs(a: &str, b: &str) -> bool {
    a != b
        && a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).all(|(a, b)| a == b || similar_signs(a, b))
}

#[cfg(test)]
mod tests {
    use super::super::tests::made;
    use super::*;

    #[test]
    fn compares() {
        let eighteen = to_eighteen("430196850626143").unwrap();
        let other = made("430196", "19850627", "143");
        let cases = [
            (eighteen.as_str(), eighteen.as_str(), Comparison::Equal),
            ("430196850626143", &eighteen, Comparison::Variant(Reason::OldIdNumber)),
            (&eighteen, "430196850626143", Comparison::Variant(Reason::OldIdNumber)),
            (&eighteen, &other, Comparison::Different),
            (&eighteen, "", Comparison::NotComparable),
            ("E12345678", "E1234567B", Comparison::LookAlike(Reason::SimilarShape)),
        ];
        for (expected, found, outcome) in cases {
            assert_eq!(compare(expected, found), outcome, "{expected} / {found}");
        }
        let mask = format!("{}**********{}", &eighteen[..4], &eighteen[14..]);
        let short_mask = format!("{}****{}", &eighteen[..4], &eighteen[14..]);
        assert_eq!(compare(&mask, &eighteen), Comparison::MaskedAgrees);
        assert_eq!(compare(&short_mask, &eighteen), Comparison::MaskedAgrees);
        assert_eq!(compare(&mask, "440196198506261434"), Comparison::Different);
        assert_eq!(compare("******************", &eighteen), Comparison::NotComparable);
    }
}
