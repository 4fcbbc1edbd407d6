//! A label parted into the words of the grammar, and what they mean together.

use super::words::{self, Part, Word};
use super::{Head, Meaning, Role};

/// The cheapest way to a place: what it costs, where its last word begins, which word that is (none for an unknown
/// character).
pub(super) type Step = Option<(u32, usize, Option<&'static Word>)>;

/// For every place of a text the cheapest row of words that leads there: few words, fewer unknown characters.
pub(super) fn segment(bare: &[char], unknown: bool) -> Vec<Step> {
    const A_WORD: u32 = 2;
    const A_CHARACTER: u32 = 7;
    let mut steps: Vec<Step> = vec![None; bare.len() + 1];
    if let Some(first) = steps.first_mut() {
        *first = Some((0, 0, None));
    }
    for at in 0..bare.len() {
        let Some((cost, _, _)) = steps.get(at).copied().flatten() else { continue };
        let mut offer = |end: usize, cost: u32, word: Option<&'static Word>| {
            if let Some(step) = steps.get_mut(end)
                && step.is_none_or(|(before, _, _)| cost < before)
            {
                *step = Some((cost, at, word));
            }
        };
        for word in words::starting(bare.get(at..).unwrap_or_default()) {
            offer(at + word.length(), cost + A_WORD, Some(word));
        }
        if unknown {
            offer(at + 1, cost + A_CHARACTER, None);
        }
    }
    steps
}

/// What the words that lead to a place mean together, if they are a label: the last of them that says something is a head.
pub(super) fn meaning(steps: &[Step], end: usize) -> Option<Meaning> {
    let mut parts: Vec<Option<Part>> = Vec::new();
    let mut at = end;
    while at > 0 {
        let (_, before, word) = steps.get(at).copied().flatten()?;
        match word {
            Some(word) => parts.extend(word.parts.iter().rev().map(|part| Some(*part))),
            None => parts.push(None),
        }
        at = before;
    }
    parts.reverse();
    let unknown = parts.iter().filter(|part| part.is_none()).count();
    let mut meaning = Meaning { heads: Vec::new(), under: Vec::new(), roles: Vec::new(), unknown };
    let (mut joined, mut closed, mut passive) = (false, false, false);
    for part in parts {
        // What nobody knows may stand before a head and not behind one: 性别女 is no label.
        let Some(part) = part else {
            closed = false;
            continue;
        };
        match part {
            // 单位名称 is the unit; 考试名称 names the examination.
            Part::Head(Head::Title) if !meaning.heads.is_empty() && !joined => closed = true,
            // 何时离开本公司 asks when.
            Part::Head(head @ (Head::Unit | Head::School))
                if meaning.has(Role::Asking) && meaning.heads == [Head::Date] =>
            {
                meaning.under.push(head);
            }
            Part::Head(head) => {
                let both = matches!((meaning.heads.last(), head), (Some(Head::Level), Head::Degree));
                if !joined && !both {
                    meaning.under.append(&mut meaning.heads);
                }
                meaning.heads.push(head);
                (joined, closed) = (false, true);
            }
            Part::Role(role) => {
                // 从事何种社会工作 asks for the work itself; 年限合计, 时间起: said behind the head.
                let asks = meaning.has(Role::Doing) && matches!(role, Role::Profession | Role::Working);
                if asks {
                    meaning.under.append(&mut meaning.heads);
                    meaning.heads.push(Head::Work);
                }
                meaning.roles.push(role);
                // 何时毕业: what is asked for may stand before what it is of.
                let asked = meaning.has(Role::Asking) && !meaning.heads.is_empty();
                closed = asks || asked || (closed && matches!(role, Role::Start | Role::End | Role::Total));
            }
            Part::Sign => {
                if meaning.heads.is_empty() {
                    meaning.heads.push(Head::Aside);
                }
                closed = true;
            }
            Part::Day => {
                static HAPPENED: [Role; 7] = [
                    Role::Issue,
                    Role::Award,
                    Role::Start,
                    Role::End,
                    Role::Appointment,
                    Role::Graduation,
                    Role::Handling,
                ];
                // 申请核验人: whom the paper is about.
                if meaning.roles.starts_with(&[Role::SomebodyElse, Role::Handling]) && meaning.roles.len() > 2 {
                    meaning.roles.clear();
                    meaning.heads.push(Head::Person);
                    closed = true;
                    continue;
                }
                if !meaning.roles.last().is_some_and(|role| HAPPENED.contains(role)) {
                    return None;
                }
                meaning.heads.push(Head::Date);
                closed = true;
            }
            Part::Passive => passive = true,
            Part::Doer if passive && !meaning.roles.is_empty() && meaning.heads.is_empty() => {
                meaning.roles.clear();
                meaning.heads.push(Head::Person);
                closed = true;
            }
            Part::Doer => {
                static DONE: [Role; 7] = [
                    Role::Issue,
                    Role::Award,
                    Role::Proof,
                    Role::Contact,
                    Role::Handling,
                    Role::Verification,
                    Role::SomebodyElse,
                ];
                // 单位证明人, 单位经办人: somebody of the unit's.
                let of_unit = meaning.heads.is_empty() || meaning.heads == [Head::Unit];
                if !meaning.roles.last().is_some_and(|role| DONE.contains(role)) || !of_unit {
                    return None;
                }
                meaning.under.append(&mut meaning.heads);
                meaning.roles.push(Role::SomebodyElse);
                meaning.heads.push(Head::Aside);
                closed = true;
            }
            Part::Subject => {
                static DONE: [Role; 4] = [Role::Proof, Role::Handling, Role::Verification, Role::Report];
                let about = meaning.roles.last().is_some_and(|role| DONE.contains(role)) && meaning.heads.is_empty();
                if about {
                    meaning.roles.clear();
                }
                meaning.heads.push(if about { Head::Person } else { Head::Aside });
                closed = true;
            }
            Part::And => joined = !meaning.heads.is_empty(),
            Part::Filler => {}
            // A word that values are made of: no label has it.
            Part::Value => return None,
        }
    }
    if meaning.heads.is_empty() {
        // 修业截止, 专业工作累计, 职业资格: the roles say what is asked for.
        let has = |role: Role| meaning.roles.contains(&role);
        let only = |role: Role| !meaning.roles.is_empty() && meaning.roles.iter().all(|own| *own == role);
        let head = match () {
            () if only(Role::Qualification) => Head::Title,
            () if has(Role::Study) && (has(Role::Start) || has(Role::End)) => Head::Date,
            () if has(Role::Total) && has(Role::Profession) => Head::Length,
            // 报考的考试; 考试报考 begins a title.
            () if meaning.roles.ends_with(&[Role::Exam]) && (has(Role::Application) || has(Role::Registration)) => {
                Head::Title
            }
            () => return None,
        };
        meaning.heads.push(head);
        closed = true;
    }
    // 毕业, 在职: a value, or nothing.
    if !closed {
        return None;
    }
    // 从事专业 is no field of study.
    if meaning.roles.contains(&Role::Doing) && meaning.heads == [Head::Major] {
        meaning.heads = vec![Head::Work];
    }
    let has = |role: Role| meaning.roles.contains(&role);
    // 工作内容|学生心理辅导: who is worked with is no label of a person.
    if meaning.heads.contains(&Head::Person) && (has(Role::Doing) || meaning.under.contains(&Head::Work)) {
        return None;
    }
    match meaning.heads.last_mut() {
        // 服务项目: what was done, by its name.
        Some(head @ Head::Title) if has(Role::Working) && !has(Role::Exam) && meaning.under.is_empty() => {
            *head = Head::Work;
        }
        Some(head @ Head::Date) if has(Role::End) && (has(Role::Start) || meaning.under.contains(&Head::Date)) => {
            *head = Head::Range;
        }
        // 从业时间总计, 从事社会工作共计.
        Some(head @ (Head::Date | Head::Work)) if has(Role::Total) => *head = Head::Length,
        _ => {}
    }
    Some(meaning)
}
