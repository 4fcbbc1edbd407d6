//! Rows that contradict each other, that nothing can meet, or that meet everything.

use std::collections::BTreeSet;

use super::Fault;
use crate::model::DocumentKind;
use crate::rulebook::{Eligibility, Pack};
use crate::values::education_level::EducationLevel;

pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let mut faults = papers(pack);
    faults.extend(routes(pack));
    faults.extend(levels(pack));
    faults.extend(words(pack));
    faults
}

/// Kinds that stand twice in a table that is about kinds.
fn papers(pack: &Pack) -> Vec<Fault> {
    let tables: [(&'static str, Vec<DocumentKind>); 4] = [
        ("owed", pack.owed.iter().map(|row| row.kind).collect()),
        ("seal", pack.seal.iter().map(|row| row.kind).collect()),
        ("signature", pack.signature.iter().map(|row| row.kind).collect()),
        ("required", pack.required.iter().map(|row| row.kind).collect()),
    ];
    let mut faults = Vec::new();
    for (table, kinds) in tables {
        let mut seen = BTreeSet::new();
        for (index, kind) in kinds.into_iter().enumerate() {
            if !seen.insert(kind) {
                let (en, zh) = (format!("{kind} stands twice in [[{table}]]"), format!("[[{table}]]中{kind}出现两次"));
                faults.push(Fault::row(table, index, en, zh));
            }
            if matches!(kind, DocumentKind::Blank | DocumentKind::Other) {
                let (en, zh) = (format!("{kind} is no document"), format!("{kind}不是一种材料"));
                faults.push(Fault::row(table, index, en, zh));
            }
        }
    }
    for (index, row) in pack.exemption.iter().enumerate() {
        if row.any_of.is_empty() {
            let en = "the exemption asks for no document";
            faults.push(Fault::row("exemption", index, en, "免试情形没有写明须交的证明材料"));
        }
    }
    faults
}

fn routes(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, row) in pack.education.iter().enumerate() {
        let mut fault = |en: &str, zh: &str| {
            let (en, zh) = (format!("the row {:?} {en}", row.why), format!("“{}”{zh}", row.why));
            faults.push(Fault::row("education", index, en, zh));
        };
        if row.schools.is_empty() {
            fault("is for no type of school", "没有写明学校类别");
        }
        if row.accepts.is_empty() || row.accepts.iter().chain(&row.provisional).any(Vec::is_empty) {
            fault("accepts an empty set of documents", "没有写明可交的材料");
        }
        let mut kinds = row.accepts.iter().chain(&row.provisional).flatten().chain(&row.owed_later);
        if kinds.any(|kind| matches!(kind, DocumentKind::Blank | DocumentKind::Other)) {
            fault("accepts a page that is no document", "所列的不是一种材料");
        }
        if row.site.as_ref().is_some_and(|id| !pack.site.iter().any(|site| site.id == *id)) {
            fault("names a site that is not in [[site]]", "所写的网站不在[[site]]中");
        }
        if row.severity.is_some() != row.note.is_some() {
            fault("needs both `severity` and `note`, or neither", "须同时写明级别severity和提示note");
        }
        if row.provisional.is_empty() != row.owed_later.is_none() {
            fault("needs both `provisional` and `owed_later`, or neither", "须同时写明暂代材料和后补材料");
        }
    }
    faults
}

fn levels(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    let known: BTreeSet<&str> = EducationLevel::ALL.iter().map(|level| level.as_str()).collect();
    let unknown = |level: &str| (format!("{level:?} is no education level"), format!("“{level}”不是规定的学历层次"));
    for level in pack.level_equivalents.iter().flat_map(|(one, other)| [one, other]) {
        if !known.contains(level.as_str()) {
            let (en, zh) = unknown(level);
            faults.push(Fault::written(format!("{level:?}"), en, zh));
        }
    }
    let mut names = BTreeSet::new();
    for (index, level) in pack.exam_level.iter().enumerate() {
        let name = &level.name;
        if !names.insert(name.as_str()) {
            let (en, zh) = (format!("the level {name:?} stands twice"), format!("报考级别“{name}”出现两次"));
            faults.push(Fault::row("exam_level", index, en, zh));
        }
        // A level may stand there only because a certificate of it is asked for.
        let used = pack.eligibility.iter().any(|row| row.level == *name || row.after.as_deref() == Some(name));
        if !used {
            let (en, zh) = (format!("no row says who may sit for {name:?}"), format!("没有写明“{name}”的报考条件"));
            faults.push(Fault::row("exam_level", index, en, zh));
        }
    }
    for (index, row) in pack.eligibility.iter().enumerate() {
        let mut fault = |(en, zh): (String, String)| faults.push(Fault::row("eligibility", index, en, zh));
        for level in std::iter::once(&row.level).chain(&row.after).filter(|level| !names.contains(level.as_str())) {
            fault((format!("{level:?} is not a level of this exam"), format!("“{level}”不是本考试的级别")));
        }
        row.education.iter().filter(|level| !known.contains(level.as_str())).for_each(|level| fault(unknown(level)));
        if row.education.is_empty() {
            fault(("the row is for no education".to_owned(), "报考条件没有写明学历".to_owned()));
        }
        if row.years > 40 {
            let years = row.years;
            fault((format!("{years} years are more than anybody works"), format!("{years}年不合情理")));
        }
        if pack.eligibility.iter().take(index).any(|other| same_people(other, row)) {
            fault((
                "a row above it is for the same people".to_owned(),
                "前面已有一行针对同样的级别、学历和专业".to_owned(),
            ));
        }
    }
    faults
}

/// Whether two rows are for some of the same people on the same ground.
fn same_people(one: &Eligibility, other: &Eligibility) -> bool {
    let education = one.education.iter().any(|level| other.education.contains(level));
    let major = one.major == other.major || one.major.is_none() || other.major.is_none();
    one.level == other.level && one.after == other.after && one.degree == other.degree && education && major
}

/// Words that are in every text, so that they tell nothing.
fn words(pack: &Pack) -> Vec<Fault> {
    let (school, work) = (&pack.school_words, &pack.work_words);
    let lists = [
        &school.technical,
        &school.party,
        &school.secondary,
        &school.senior_high,
        &school.higher,
        &school.overseas,
        &school.home,
        &school.elsewhere,
        &work.related,
        &work.unrelated,
        &pack.majors.field,
        &pack.majors.related,
        &pack.full_time.study_modes,
        &pack.seal_words.refused,
        &school.military,
        &pack.exam_words,
        &pack.opinion.against,
        &pack.majors.except,
        &work.claims,
        &work.doubted_units,
        &work.side,
        &pack.seal_words.departments,
    ];
    let rows = (pack.exam_level.iter().map(|row| &row.words))
        .chain(pack.exemption.iter().flat_map(|row| [&row.words, &row.named, &row.except]))
        .chain(pack.site.iter().map(|row| &row.words));
    let empty = lists.into_iter().chain(rows).flatten().any(|word| word.trim().is_empty());
    if empty {
        let en = "an empty word stands in a list of words, and would be found in every text";
        vec![Fault::written("\"\"", en, "词表中有空词，会与任何文字相符")]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::wrong;

    #[test]
    fn a_level_that_is_not_of_this_exam() {
        assert!(wrong("after = \"社会工作师\"", "after = \"社工\"", "eligibility").contains("社工"));
        assert!(wrong("name = \"高级社会工作师\"", "name = \"特级社会工作师\"", "exam_level").contains("特级"));
    }

    #[test]
    fn an_education_that_is_none() {
        assert!(wrong("education = [\"专科\"]", "education = [\"大专\"]", "eligibility").contains("大专"));
        assert!(wrong("\"预备技师\" = \"本科\"", "\"预备技师\" = \"大学\"", "大学").contains("大学"));
    }

    #[test]
    fn two_rows_for_the_same_people() {
        let row = "level = \"助理社会工作师\"\neducation = [\"专科\"]\nmajor = ";
        assert!(wrong(&format!("{row}\"field\""), &format!("{row}\"other\""), "eligibility").contains("same people"));
        assert!(wrong("years = 6", "years = 66", "eligibility").contains("66"));
    }

    #[test]
    fn a_kind_that_stands_twice_or_is_none() {
        assert!(wrong("kind = \"party_school_proof\"", "kind = \"enrolment_register\"", "required").contains("twice"));
        assert!(wrong("kind = \"party_school_proof\"", "kind = \"blank\"", "required").contains("no document"));
    }

    #[test]
    fn a_route_that_accepts_nothing_or_half() {
        assert!(wrong("accepts = [[\"overseas_degree_certificate\"]]", "accepts = []", "education").contains("empty"));
        assert!(wrong("site = \"hunan\"", "site = \"mars\"", "education").contains("site"));
        assert!(wrong("severity = \"info\"\nnote", "note", "education").contains("severity"));
        let owed = "owed_later = \"provincial_verification_report\"";
        assert!(wrong(owed, "", "education").contains("neither"));
    }

    #[test]
    fn a_word_that_is_everywhere() {
        assert!(wrong("party = [\"党校\"", "party = [\"\", \"党校\"", "party").contains("empty word"));
        let asked = "any_of = [\"professional_title_certificate\", \"appointment_letter\"]";
        assert!(wrong(asked, "any_of = []", "exemption").contains("no document"));
    }
}
