//! The ledger of a rule pack as text: each clause, what it says, which checks hold it with which rules, or why a person
//! must.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::{
    faces::names,
    lang::Lang,
    rulebook::{Clause, Eligibility, MajorClass, Pack},
};

/// The whole ledger.
pub(super) fn shown(pack: &Pack, lang: Lang) -> String {
    let mut lines = head(pack, lang);
    for clause in &pack.clause {
        lines.push(String::new());
        lines.extend(entry(pack, clause, lang));
    }
    lines.join("\n")
}

fn head(pack: &Pack, lang: Lang) -> Vec<String> {
    let people = pack.left_to_people().count();
    let held = pack.clause.len().saturating_sub(people);
    let mut lines = vec![
        format!("{}  {}", pack.name, pack.title),
        lang.pick(
            format!("考试：{}；年限算到{}", pack.exam, pack.cutoff),
            format!("Exam: {}; years are counted to {}", pack.exam, pack.cutoff),
        ),
    ];
    if let Some(window) = &pack.window {
        let (opens, closes) = (local(window.opens), local(window.closes));
        lines.push(lang.pick(format!("申报：{opens}至{closes}"), format!("Uploads: {opens} to {closes}")));
    }
    if let Some(delivery) = &pack.delivery {
        lines.push(format!("{}{delivery}", lang.pick("提交方式：", "Handing in: ")));
    }
    for later in &pack.make_up {
        lines.push(format!("{}{}", lang.pick("补办：", "Make-up: "), later.when));
    }
    lines.push(lang.pick(
        format!("条款{}条：{held}条由检查核对，{people}条由人核对", pack.clause.len()),
        format!("{} clauses: {held} held by checks, {people} left to people", pack.clause.len()),
    ));
    lines
}

/// A clause with what holds it.
fn entry(pack: &Pack, clause: &Clause, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!("{}  {}", clause.id, clause.section), format!("  {}", clause.text)];
    if let Some(why) = &clause.person {
        lines.push(format!("  {}{why}", lang.pick("由人核对：", "Left to a person: ")));
    }
    if !clause.held_by.is_empty() {
        let of = |code: &crate::model::Code| match lang {
            Lang::Zh => format!("{}（{code}，{}）", names::code(*code), names::severity(pack.severity(*code))),
            Lang::En => format!("{code} ({})", pack.severity(*code)),
        };
        let held: Vec<String> = clause.held_by.iter().map(of).collect();
        lines.push(format!("  {}{}", lang.pick("由检查核对：", "Held by: "), held.join(lang.pick("、", ", "))));
    }
    lines.extend(rules(pack, &clause.id, lang).into_iter().map(|rule| format!("    · {rule}")));
    lines
}

/// The rows of the pack that rest on a clause.
fn rules(pack: &Pack, clause: &str, lang: Lang) -> Vec<String> {
    let mut rules = Vec::new();
    for row in pack.owed.iter().filter(|row| row.clause == clause) {
        rules.push(format!("{}{}", lang.pick("应交：", "Owed: "), row.name));
    }
    for row in pack.seal.iter().filter(|row| row.clause == clause) {
        rules.push(format!("{}{}", lang.pick("须盖章：", "Sealed: "), pack.kind_name(row.kind)));
    }
    for row in pack.signature.iter().filter(|row| row.clause == clause) {
        rules.push(format!("{}{}", lang.pick("须签名：", "Signed: "), pack.kind_name(row.kind)));
    }
    for row in pack.required.iter().filter(|row| row.clause == clause) {
        let fields: Vec<&str> = row.fields.iter().map(|field| names::field(*field)).collect();
        let kind = pack.kind_name(row.kind);
        rules.push(format!("{kind}{}{}", lang.pick("须有：", " must show: "), fields.join("、")));
    }
    rules.extend(pack.education.iter().filter(|row| row.clause == clause).map(|row| row.why.clone()));
    rules.extend(pack.eligibility.iter().filter(|row| row.clause == clause).map(|row| eligibility(row, lang)));
    for row in pack.exemption.iter().filter(|row| row.clause == clause) {
        let kinds: Vec<&str> = row.any_of.iter().map(|kind| pack.kind_name(*kind)).collect();
        let words = row.words.join("、");
        rules.push(lang.pick(
            format!("核查原因有“{words}”的，另交{}", kinds.join("或")),
            format!("Where the roster's reason says {words}: {}", kinds.join(" or ")),
        ));
    }
    rules
}

/// Who may sit for the exam, and after how many years.
fn eligibility(row: &Eligibility, lang: Lang) -> String {
    let major = match row.major {
        Some(MajorClass::Field) => lang.pick("，本专业", ", of the field"),
        Some(MajorClass::Related) => lang.pick("，相关专业", ", near to the field"),
        Some(MajorClass::Other) => lang.pick("，其他专业", ", of another field"),
        None => "",
    };
    let degree = if row.degree.is_empty() { String::new() } else { format!("，{}", row.degree.join("/")) };
    let (level, education, years) = (&row.level, row.education.join("、"), row.years);
    let after = row
        .after
        .as_ref()
        .map(|after| lang.pick(format!("取得{after}证书后"), format!(" after the certificate of {after}")));
    let after = after.unwrap_or_default();
    lang.pick(
        format!("报考{level}：{education}{major}{degree}，{after}满{years}年"),
        format!("{level}: {education}{major}{degree}: {years} years{after}"),
    )
}

/// The moment in China's time, to the minute.
fn local(moment: Timestamp) -> String {
    TimeZone::fixed(Offset::constant(8)).to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::BUILTIN;

    #[test]
    fn every_clause_is_shown_with_what_holds_it() {
        for (name, _) in BUILTIN {
            let pack = Pack::builtin(name).unwrap();
            for lang in [Lang::Zh, Lang::En] {
                let text = shown(&pack, lang);
                for clause in &pack.clause {
                    assert!(text.contains(&format!("\n{}  {}\n", clause.id, clause.section)), "{name}: {}", clause.id);
                    assert!(text.contains(&clause.text), "{name}: {}", clause.text);
                    assert!(clause.person.as_ref().is_none_or(|why| text.contains(why.as_str())));
                    assert!(clause.held_by.iter().all(|code| text.contains(code.as_str())));
                }
            }
        }
    }

    #[test]
    fn every_rule_stands_under_its_clause() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let text = shown(&pack, Lang::Zh);
        for piece in [
            "5.1  五、（一）",
            "· 应交：资格考试报名表",
            "· 须盖章：资格考试报名表",
            "· 须签名：资格考试报名表",
            "· 报考社会工作师：高中、中专，取得助理社会工作师证书后满6年",
            "申报：2024-08-13 09:00至2024-08-19 17:00",
            "由人核对：报名表上有没有单位负责人的手写签名",
        ] {
            assert!(text.contains(piece), "{piece} is not in\n{text}");
        }
        let rows: usize = pack.clause.iter().map(|clause| rules(&pack, &clause.id, Lang::Zh).len()).sum();
        let tables = pack.owed.len() + pack.seal.len() + pack.signature.len() + pack.required.len();
        assert_eq!(rows, tables + pack.education.len() + pack.eligibility.len() + pack.exemption.len());
    }
}
