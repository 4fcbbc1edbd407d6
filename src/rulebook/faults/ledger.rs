//! The ledger: every clause has exactly one holder, and every rule and flag rests on a clause.

use std::collections::BTreeSet;

use super::{At, Fault};
use crate::rulebook::Pack;

pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let mut faults = holders(pack);
    faults.extend(references(pack));
    faults.extend(codes(pack));
    faults
}

fn holders(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, clause) in pack.clause.iter().enumerate() {
        let id = &clause.id;
        let mut fault = |en: String, zh: String| faults.push(Fault::row("clause", index, en, zh));
        if !seen.insert(id) {
            fault(format!("clause {id:?} stands twice in the ledger"), format!("台账中条款{id}出现两次"));
        }
        if clause.text.trim().is_empty() || clause.section.trim().is_empty() {
            fault(format!("clause {id:?} does not say what it asks, or where"), format!("条款{id}缺少内容或出处"));
        }
        if clause.person.is_none() && !clause.concerns.is_empty() {
            fault(
                format!("clause {id:?} says whom it concerns, and is left to no person"),
                format!("条款{id}写了涉及哪些材料，却没有留给人"),
            );
        }
        match (clause.held_by.is_empty(), clause.person.as_deref().map(str::trim)) {
            (true, None | Some("")) => fault(
                format!("clause {id:?} is held by no check and left to no person"),
                format!("条款{id}既没有检查核对，也没有说明为什么由人核对"),
            ),
            (false, Some(_)) => fault(
                format!("clause {id:?} is both held by checks and left to a person"),
                format!("条款{id}既写了检查，又写了由人核对，只能写一样"),
            ),
            (true, Some(_)) | (false, None) => {}
        }
    }
    faults
}

fn references(pack: &Pack) -> Vec<Fault> {
    let known: BTreeSet<&str> = pack.clause.iter().map(|clause| clause.id.as_str()).collect();
    let named = (pack.owed.iter().map(|r| &r.clause))
        .chain(pack.seal.iter().map(|r| &r.clause))
        .chain(pack.signature.iter().map(|r| &r.clause))
        .chain(pack.required.iter().map(|r| &r.clause))
        .chain(pack.education.iter().map(|r| &r.clause))
        .chain(pack.eligibility.iter().map(|r| &r.clause))
        .chain(pack.exemption.iter().map(|r| &r.clause))
        .chain(pack.make_up.iter().map(|r| &r.clause))
        .chain(pack.codes.values().map(|r| &r.clause))
        .chain(pack.window.iter().map(|r| &r.clause))
        .chain([&pack.counting.clause, &pack.work_words.clause]);
    let mut lost: Vec<&str> = named.map(String::as_str).filter(|clause| !known.contains(clause)).collect();
    lost.dedup();
    let mut faults: Vec<Fault> = (lost.into_iter())
        .map(|clause| {
            let (en, zh) = (format!("clause {clause:?} is not in the ledger"), format!("台账中没有条款{clause}"));
            Fault::written(format!("clause = {clause:?}"), en, zh)
        })
        .collect();
    if let Some((written, en)) = pack.review.fault(&known) {
        let zh = format!("复核规则有误：{en}");
        faults.push(Fault { at: At::Written(written), en, zh });
    }
    for rule in &pack.signature {
        if pack.clause(&rule.clause).is_some_and(|clause| clause.person.is_none()) {
            faults.push(Fault::written(
                "[[signature]]",
                format!("a signature is a person's to judge, and clause {:?} is left to none", rule.clause),
                format!("签名须由人核对，而条款{}没有留给人", rule.clause),
            ));
        }
    }
    faults
}

fn codes(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    for held in pack.clause.iter().flat_map(|clause| &clause.held_by) {
        if !pack.codes.contains_key(held) {
            let (en, zh) = (format!("{held} has no row in [codes]"), format!("[codes]中没有{held}的级别"));
            faults.push(Fault::written(format!("{:?}", held.as_str()), en, zh));
        }
    }
    for (code, rule) in &pack.codes {
        let holds = pack.clause(&rule.clause).is_none_or(|clause| clause.held_by.contains(code));
        if !holds {
            faults.push(Fault::written(
                format!("{code} = "),
                format!("{code} rests on clause {:?}, whose `held_by` does not name it", rule.clause),
                format!("{code}以条款{}为依据，而该条款的held_by中没有它", rule.clause),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::testing::wrong;
    use crate::rulebook::{BUILTIN, Pack};

    #[test]
    fn a_clause_needs_exactly_one_holder() {
        let twice = "id = \"6.2\"\nheld_by = [\"sex-mismatch\"]";
        assert!(wrong("id = \"6.2\"", twice, "id = \"6.2\"").contains("both"));
        let none = "held_by = [\"submitted-late\"]";
        assert!(wrong(none, "", "3.1").contains("no check"));
        assert!(wrong("id = \"6.2\"", "id = \"6.1\"", "6.1").contains("twice"));
        assert!(wrong("person = \"公示由人社局办理\"", "person = \" \"", "4.4").contains("no person"));
        let concerned = "held_by = [\"submitted-late\"]\nconcerns = [\"diploma\"]";
        assert!(wrong(none, concerned, "3.1").contains("whom it concerns"));
    }

    #[test]
    fn references_that_lead_nowhere_are_named_with_their_line() {
        assert!(wrong("clause = \"5.3.6\"", "clause = \"9.9\"", "9.9").contains("9.9"));
        let unheld = wrong(
            "sex-mismatch = { severity = \"error\", clause = \"4.3\"",
            "sex-mismatch = { severity = \"error\", clause = \"4.2\"",
            "sex-mismatch",
        );
        assert!(unheld.contains("does not name it"));
        let rowless = wrong("sex-mismatch = { severity = \"error\", clause = \"4.3\" }", "", "sex-mismatch");
        assert!(rowless.contains("no row"));
    }

    #[test]
    fn a_signature_is_left_to_a_person() {
        let row = "[[signature]]\nkind = \"registration_form\"\nclause = ";
        assert!(wrong(&format!("{row}\"4.2a\""), &format!("{row}\"5.1\""), "[[signature]]").contains("a person's"));
    }

    #[test]
    fn unknown_words_are_named_with_their_line() {
        assert!(wrong("kind = \"identity_card\"", "kind = \"passport\"", "passport").contains("passport"));
        assert!(wrong("sex-mismatch = {", "gender-mismatch = {", "gender-mismatch").contains("gender-mismatch"));
        assert!(wrong("schools = [\"overseas\"]", "schools = [\"mars\"]", "mars").contains("mars"));
        assert!(wrong("fields = [\"register_entries\"]", "fields = [\"rows\"]", "rows").contains("rows"));
        assert!(wrong("minimum_working_age", "minimum_age", "minimum_age").contains("minimum_age"));
    }

    #[test]
    fn all_faults_are_told_in_both_languages() {
        let text = BUILTIN.iter().find(|(name, _)| *name == "changsha-2024-social-worker").unwrap().1;
        let text = text.replacen("year = 2024", "year = 1024", 1).replacen("to = \"2013\"", "to = \"2003\"", 1);
        let errors = Pack::examine(&text).unwrap_err();
        assert!(errors.len() >= 2, "{errors:?}");
        assert!(errors.iter().all(|error| error.line.is_some() && !error.zh.is_empty()));
    }
}
