//! What a label means, from its parts.
//!
//! A Chinese label is a head that says the type of the value (日期, 号码, 单位, 院校) behind words that say its role (毕业,
//! 身份证, 证明, 就读). The parts are few and the labels made of them are many thousands: 出具日期, 开具时间 and 落款年月 are
//! one label. So a label is known by its parts ([`words`]), and a list holds only what is irregular.

mod fields;
mod parts;
mod words;

use crate::layout::is_sign;
use parts::{meaning, segment};

/// The type of value that a label asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A person's name.
    Person,
    /// 性别.
    Sex,
    /// A day, a month or a year.
    Date,
    /// From when to when.
    Range,
    /// A length of time.
    Length,
    /// A number or code.
    Code,
    /// An employer, an office.
    Unit,
    /// A school.
    School,
    /// A field of study.
    Major,
    /// 学历, 层次.
    Level,
    /// 学位.
    Degree,
    /// What somebody does.
    Work,
    /// As what somebody is employed.
    Post,
    /// A telephone.
    Phone,
    /// 形式, 方式.
    Mode,
    /// 类别, 类型.
    Category,
    /// 结论.
    Conclusion,
    /// 级别, 等级.
    Grade,
    /// 名称, of something that is said before it.
    Title,
    /// Something that no field holds: an address, an opinion, a signature.
    Aside,
}

/// What the words before the head say of its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// 出生.
    Birth,
    /// 毕业, 结业.
    Graduation,
    /// 入学, 录取.
    Enrolment,
    /// 出具, 落款, 制表: when a paper was made out.
    Issue,
    /// 发证, 颁发, 认证: who does it, or when.
    Award,
    /// 证明, 出证.
    Proof,
    /// 有效, 验证期.
    Validity,
    /// 起, 开始, 入职.
    Start,
    /// 止, 结束, 离职.
    End,
    /// 起止.
    Span,
    /// 参加工作.
    Joining,
    /// 工作, 任职, 在职.
    Working,
    /// 学习, 就读, 培养.
    Study,
    /// 学历, 教育.
    Schooling,
    /// 身份证, 证件.
    Identity,
    /// 准考证.
    Ticket,
    /// 报名.
    Registration,
    /// 证书.
    Certificate,
    /// 毕业证书, 学历证书.
    Diploma,
    /// 学位证书.
    DegreeCertificate,
    /// 在线验证.
    Verification,
    /// 报告.
    Report,
    /// 考试.
    Exam,
    /// 报考, 申报.
    Application,
    /// 累计, 合计.
    Total,
    /// 社会工作, 相关专业: of the profession.
    Profession,
    /// 从事.
    Doing,
    /// 联系, 办公.
    Contact,
    /// 技术, 职称, 资格.
    Qualification,
    /// 聘任.
    Appointment,
    /// 校长, 院长.
    Principal,
    /// 负责人, 经办人, 证明人: somebody else than the person whom the paper is about.
    SomebodyElse,
    /// 查询, 打印, 填表, 审核: what is done with the paper, and not what it says.
    Handling,
    /// 填表, 填报: when and by whom a form was filled in.
    Filling,
    /// 何, 何种: asks.
    Asking,
    /// 现, 目前.
    Present,
    /// As it was before: 原.
    Former,
}

/// What a label means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The types of the values it stands for: more than one where it names two (毕业院校及专业).
    pub heads: Vec<Head>,
    /// Heads that stand before the last one and tell its role: 学历 in 学历类别.
    pub under: Vec<Head>,
    /// The roles.
    pub roles: Vec<Role>,
    /// How many of its characters no word of the grammar explains.
    pub unknown: usize,
}

/// More characters than any label has.
const LONGEST: usize = 18;

/// Whether a text is a label and no value: every word of it is known.
#[must_use]
pub fn is_label(text: &str) -> bool {
    of(&text.chars().collect::<Vec<_>>()).is_some_and(|meaning| meaning.unknown == 0)
}

/// What a whole text says as a label, signs in it passed over; `None` where it is none.
///
/// A word that the grammar does not know may stand before a head that names no value by itself: 颁照日期 is a date of
/// some kind, 特殊教育学校 is a school.
#[must_use]
pub fn of(text: &[char]) -> Option<Meaning> {
    // 出生年、月、日: a sign within one label.
    let plain = || text.iter().copied().filter(|c| !joins(*c)).collect::<Vec<_>>();
    let one = || of_whole(&plain()).filter(|m| m.unknown == 0 && m.heads.len() == 1);
    of_whole(text).or_else(|| of_two(text)).or_else(one)
}

/// See [`of`].
fn of_whole(text: &[char]) -> Option<Meaning> {
    let bare: Vec<char> =
        text.iter().filter(|c| joins(**c) || !is_sign(**c)).map(|c| if joins(*c) { '、' } else { *c }).collect();
    let bare = without_hint(&bare, text);
    if bare.is_empty() || bare.len() > LONGEST || bare.iter().any(char::is_ascii) {
        return None;
    }
    let meaning = meaning(&segment(&bare, true), bare.len())?;
    let open =
        matches!(meaning.head(), Head::Date | Head::Code | Head::Phone | Head::Person | Head::Length | Head::Aside);
    (meaning.unknown == 0 || (open && meaning.unknown <= 3 && meaning.unknown * 2 <= bare.len())).then_some(meaning)
}

/// What a text before a colon says that names a role alone: 毕业：2010年6月, 出生：1985年. Its value is a date; of 合计, a
/// length of time.
#[must_use]
pub fn of_role(text: &[char]) -> Option<Meaning> {
    let dated: Vec<char> = text.iter().copied().chain("时间".chars()).collect();
    let meaning = of(text).is_none().then(|| of(&dated))??;
    // 社会工作 beside a day is a field of study, 身份 asks who somebody is.
    static HAPPENS: [Role; 13] = [
        Role::Birth,
        Role::Graduation,
        Role::Enrolment,
        Role::Issue,
        Role::Award,
        Role::Validity,
        Role::Start,
        Role::End,
        Role::Span,
        Role::Joining,
        Role::Appointment,
        Role::Filling,
        Role::Handling,
    ];
    let of_day = meaning.roles.iter().any(|role| HAPPENS.contains(role));
    let of_sum = meaning.heads == [Head::Length] && meaning.roles.iter().all(|role| *role == Role::Total);
    (meaning.unknown == 0 && ((of_day && meaning.heads == [Head::Date]) || of_sum)).then_some(meaning)
}

/// Two labels of which the second names a role alone: 性别/出生.
fn of_two(text: &[char]) -> Option<Meaning> {
    let dated: Vec<char> = text.iter().copied().chain("时间".chars()).collect();
    let meaning = text.iter().any(|c| joins(*c)).then(|| of_whole(&dated))??;
    (meaning.unknown == 0 && matches!(meaning.heads.as_slice(), [_, Head::Date])).then_some(meaning)
}

/// What a word asks for that is a label only by itself, in a cell of its own or before a colon: 担任, 从事, 就职于, 考试.
#[must_use]
pub fn of_word(text: &[char]) -> Option<Meaning> {
    static ALONE: [(Head, Role, &[&str]); 7] = [
        (Head::Code, Role::Identity, &["身份证", "居民身份证", "公民身份证"]),
        (Head::Code, Role::Ticket, &["准考证"]),
        (Head::Code, Role::Diploma, &["毕业证书", "毕业证", "学历证书"]),
        (Head::Title, Role::Exam, &["考试"]),
        (Head::Post, Role::Working, &["担任", "任", "历任", "现任", "任职", "聘任", "聘为", "担当"]),
        (Head::Work, Role::Doing, &["从事", "负责", "承担", "分管", "主管", "承办", "做", "干", "做的事", "干的事"]),
        (Head::Unit, Role::Working, &["就职于", "任职于", "供职于", "工作于", "服务于", "受雇于", "在"]),
    ];
    /// How much of it, or when: 主要从事, 具体做的事, 所做.
    static BEFORE: [&str; 7] = ["主要", "具体", "实际", "现", "目前", "所", ""];
    let bare: String = text.iter().filter(|c| !is_sign(**c)).collect();
    let words: Vec<&str> = BEFORE.iter().filter_map(|before| bare.strip_prefix(before)).collect();
    let named = |(_, _, known): &&(Head, Role, &[&str])| words.iter().any(|word| known.contains(word));
    // 现在 asks for no unit.
    let (head, role, _) =
        ALONE.iter().find(named).filter(|(head, _, known)| *head != Head::Unit || known.contains(&bare.as_str()))?;
    Some(Meaning { heads: vec![*head], under: Vec::new(), roles: vec![*role], unknown: 0 })
}

/// Whether a sign joins two labels: 单位、岗位, 姓名/性别.
fn joins(c: char) -> bool {
    matches!(c, '、' | '/')
}

/// Without a bracket at the end that says what to do there or in which unit: 年限（年）, 单位名称（盖章）.
fn without_hint(bare: &[char], text: &[char]) -> Vec<char> {
    let hint = text.iter().rposition(|c| *c == '(').filter(|_| text.last() == Some(&')'));
    match hint {
        Some(at) if at >= 2 => {
            let said = text.iter().skip(at).filter(|c| !is_sign(**c)).count();
            bare.get(..bare.len().saturating_sub(said)).unwrap_or(bare).to_vec()
        }
        _ => bare.to_vec(),
    }
}

/// The labels that begin here and are made of known words alone, each with where it ends, the longest first; signs inside
/// are passed over, a colon ends it. A sign may join two labels (姓名/性别) or stand within one (出生年、月、日).
#[must_use]
pub fn prefixes(text: &[char], at: usize) -> Vec<(Meaning, usize)> {
    let joined = prefixes_with(text, at, true);
    if !text.iter().skip(at).take_while(|c| **c != ':').any(|c| joins(*c)) {
        return joined;
    }
    let plain = prefixes_with(text, at, false);
    let new = plain.into_iter().filter(|(_, end)| !joined.iter().any(|(_, known)| known == end)).collect::<Vec<_>>();
    let mut all: Vec<(Meaning, usize)> = joined.into_iter().chain(new).collect();
    all.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
    all
}

/// The same, signs that may join two labels doing so, or passed over like others.
fn prefixes_with(text: &[char], at: usize, joining: bool) -> Vec<(Meaning, usize)> {
    let mut bare: Vec<char> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for (i, c) in text.iter().enumerate().skip(at) {
        let first = bare.is_empty();
        let c = match *c {
            ':' => break,
            _ if bare.len() >= LONGEST => break,
            c if joining && joins(c) && !first => '、',
            c if is_sign(c) && !first => continue,
            c if is_sign(c) || c.is_ascii() => break,
            c => c,
        };
        bare.push(c);
        ends.push(i + 1);
    }
    let reached = segment(&bare, false);
    (2..=bare.len())
        .rev()
        .filter_map(|length| {
            let meaning = meaning(&reached, length)?;
            Some((meaning, *ends.get(length - 1)?))
        })
        .collect()
}

/// What a whole text says as a label if one of its characters was misread.
#[must_use]
pub fn nearly(text: &[char]) -> Option<Meaning> {
    let bare: Vec<char> = text.iter().copied().filter(|c| !is_sign(*c)).collect();
    if !(4..=LONGEST).contains(&bare.len()) || bare.iter().any(char::is_ascii_alphanumeric) {
        return None;
    }
    // A value with one character changed may read as a label; what holds a word of values is none.
    if words::holds_value(&bare) {
        return None;
    }
    (0..bare.len()).find_map(|at| {
        let mut other = bare.clone();
        *other.get_mut(at)? = words::ANY;
        meaning(&segment(&other, false), other.len())
    })
}

#[cfg(test)]
mod tests;
