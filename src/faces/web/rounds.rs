//! Who may conclude in which review: the two are made by different people, and nobody overrules a colleague unseen.

use super::refusal::Refusal;
use crate::{
    model::{Decision, Round, Verdict},
    store::review::{CandidateStanding, Made, Role},
};

/// Whether this person may conclude about this candidate in this review. `basis` is the fingerprint of what is shown
/// now.
pub(super) fn may_conclude(
    user: &str,
    role: Role,
    round: Round,
    standing: Option<&CandidateStanding>,
    basis: &str,
) -> Result<(), Refusal> {
    let fits = match role {
        Role::Reviewer => round == Round::First,
        Role::SecondReviewer => round == Round::Second,
        Role::Administrator => true,
        Role::Auditor => false,
    };
    if !fits {
        return Err(Refusal::Forbidden);
    }
    let made = |round| standing.and_then(|standing| standing.decisions.get(&round)).filter(|made| concluded(made));
    let (first, second) = (made(Round::First), made(Round::Second));
    match round {
        Round::First => {
            if let Some(second) = second.filter(|second| second.what.basis == basis) {
                return Err(Refusal::conflict(format!("{} 已经复核，初审结论不能再改。", second.by)));
            }
            overrules(first, user, basis, "初审")
        }
        Round::Second => {
            let Some(first) = first else { return Err(Refusal::conflict("还没有初审，不能复核。")) };
            if first.by == user {
                return Err(Refusal::conflict("初审和复核不能是同一个人。"));
            }
            if first.what.basis != basis {
                return Err(Refusal::conflict("初审之后识别结果有变化，请先重新初审。"));
            }
            overrules(second, user, basis, "复核")
        }
    }
}

/// A colleague's conclusion on the same papers stands; on what was read otherwise since, anybody may conclude anew.
fn overrules(made: Option<&Made<Decision>>, user: &str, basis: &str, name: &str) -> Result<(), Refusal> {
    match made.filter(|made| made.by != user && made.what.basis == basis) {
        Some(made) => Err(Refusal::conflict(format!("{} 已经{name}；要改由本人撤销。", made.by))),
        None => Ok(()),
    }
}

/// Whether a decision concludes anything.
pub(super) fn concluded(made: &Made<Decision>) -> bool {
    made.what.verdict != Verdict::Skip
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(rounds: &[(Round, &str, Verdict, &str)]) -> CandidateStanding {
        let mut standing = CandidateStanding::default();
        for (round, by, verdict, basis) in rounds {
            let what = Decision {
                ticket_no: "1".into(),
                round: *round,
                verdict: *verdict,
                reasons: Vec::new(),
                note: None,
                basis: (*basis).into(),
            };
            let made = Made { what, by: (*by).into(), at: String::new(), seq: 1 };
            standing.decisions.insert(*round, made);
        }
        standing
    }

    #[test]
    fn the_two_reviews_are_of_different_people_in_their_order() {
        use Round::{First, Second};
        use Verdict::{Pass, Skip};
        let may = |user: &str, role, round, rounds: &[(Round, &str, Verdict, &str)]| {
            may_conclude(user, role, round, Some(&standing(rounds)), "b").is_ok()
        };
        assert!(may("甲", Role::Reviewer, First, &[]));
        assert!(!may("甲", Role::Reviewer, Second, &[(First, "乙", Pass, "b")]), "not the role");
        assert!(!may("甲", Role::Auditor, First, &[]));
        assert!(!may("丙", Role::SecondReviewer, First, &[]));
        assert!(!may("丙", Role::SecondReviewer, Second, &[]), "nobody looked first");
        assert!(!may("丙", Role::SecondReviewer, Second, &[(First, "甲", Skip, "b")]), "only left for later");
        assert!(may("丙", Role::SecondReviewer, Second, &[(First, "甲", Pass, "b")]));
        assert!(!may("管", Role::Administrator, Second, &[(First, "管", Pass, "b")]), "the same person");
        assert!(!may("丙", Role::SecondReviewer, Second, &[(First, "甲", Pass, "a")]), "read otherwise since");
        assert!(may("甲", Role::Reviewer, First, &[(First, "甲", Pass, "b")]), "one's own may change");
        assert!(!may("乙", Role::Reviewer, First, &[(First, "甲", Pass, "b")]), "a colleague's stands");
        assert!(may("乙", Role::Reviewer, First, &[(First, "甲", Skip, "b")]), "left for others");
        assert!(may("乙", Role::Reviewer, First, &[(First, "甲", Pass, "a")]), "out of date");
        let both = [(First, "甲", Pass, "b"), (Second, "丙", Pass, "b")];
        assert!(!may("甲", Role::Reviewer, First, &both), "reviewed since");
        assert!(!may("丁", Role::SecondReviewer, Second, &both));
        assert!(may("丙", Role::SecondReviewer, Second, &both));
    }
}
