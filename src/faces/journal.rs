//! The journal in words: what people did, for the auditor's page and the command line.

use crate::{
    faces::names,
    lang::Lang,
    model::{Round, Ruling, Verdict},
    store::review::{Act, Break, Role},
};

/// What somebody did, in one line.
#[must_use]
pub fn told(act: &Act) -> String {
    match act {
        Act::AccountMade { user, role } => format!("建立账户 {user}（{}）", role_name(*role)),
        Act::RoleChanged { user, role: Some(role) } => format!("把账户 {user} 的角色改为{}", role_name(*role)),
        Act::RoleChanged { user, role: None } => format!("停用账户 {user}"),
        Act::PasswordChanged { user } => format!("更改账户 {user} 的口令"),
        Act::LoggedIn => "登录".to_owned(),
        Act::LoggedOut => "退出".to_owned(),
        Act::LoginRefused { user: Some(user) } => format!("登录账户 {user} 被拒"),
        Act::LoginRefused { user: None } => "登录被拒：没有这个账户".to_owned(),
        Act::Decided(decision) => {
            let reasons = if decision.reasons.is_empty() {
                String::new()
            } else {
                format!("，理由 {}", decision.reasons.join("、"))
            };
            let note = decision.note.as_ref().map(|note| format!("，“{note}”")).unwrap_or_default();
            format!("{}{}：{}{reasons}{note}", round(decision.round), decision.ticket_no, verdict(decision.verdict))
        }
        Act::Ruled(word) => {
            let flag = word.flag.code().map_or_else(|| word.flag.0.clone(), |code| names::code(code).to_owned());
            let reason = word.reason.as_ref().map(|reason| format!("，“{reason}”")).unwrap_or_default();
            format!("{} 的疑点“{flag}”：{}{reason}", word.ticket_no, ruling(word.ruling))
        }
        Act::Corrected(correction) => {
            let was = correction.reading.as_deref().unwrap_or("（没有读到）");
            let field = names::field(correction.field.name);
            format!("{} 的{field}更正为“{}”，机器读作“{was}”", correction.ticket_no, correction.value)
        }
        Act::Assigned(what) => {
            let was = what.was.as_ref().map(|was| format!("（原属 {was}）")).unwrap_or_default();
            match &what.ticket_no {
                Some(ticket_no) => format!("把文件“{}”归入 {ticket_no}{was}", what.file),
                None => format!("定文件“{}”不属于名单上的任何人{was}", what.file),
            }
        }
        Act::TakenBack { seq } => format!("撤销第 {seq} 条"),
        Act::Unmasked { ticket_no } => format!("查看 {ticket_no} 的完整身份证号"),
        Act::SampleDrawn { seed, permille, tickets, round: which } => {
            format!("{}抽取样本 {} 人（千分之 {permille}，种子 {seed}）", round(*which), tickets.len())
        }
        Act::PassedTogether { sample, count } => format!("按第 {sample} 条的样本一并通过 {count} 人"),
        Act::Exported { list, count } => format!("导出 {list}，{count} 人"),
        Act::LookedUp { ticket_no, portal, seen: what, note, .. } => {
            let note = note.as_ref().map(|note| format!("，“{note}”")).unwrap_or_default();
            format!("{ticket_no} 在 {portal} 查验：{}{note}", names::seen(*what))
        }
    }
}

/// What is wrong with a journal.
#[must_use]
pub fn broken(broken: Break, lang: Lang) -> String {
    match broken {
        Break::Changed { seq } => lang.pick(
            format!("第 {seq} 条被改动过，或与前一条接不上。"),
            format!("entry {seq} was changed, or does not follow the one before it."),
        ),
        Break::Missing { expected } => lang.pick(
            format!("第 {expected} 条不在它的位置上：有记录被删除或调换。"),
            format!("entry {expected} is not in its place: entries were removed or moved."),
        ),
        Break::HeadUnknown => lang
            .pick("给出的链头不在日志里：末尾被截断，或整个日志是重写的。", {
                "the head given is not in the journal: its end was cut off, or all of it was written anew."
            })
            .to_owned(),
    }
}

/// Which review.
#[must_use]
pub const fn round(round: Round) -> &'static str {
    match round {
        Round::First => "初审",
        Round::Second => "复核",
    }
}

/// What was concluded.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "通过",
        Verdict::SendBack => "退回补正",
        Verdict::NotQualified => "不符合报考条件",
        Verdict::Skip => "暂缓",
    }
}

/// What was said of a flag.
#[must_use]
pub const fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Confirmed => "属实",
        Ruling::Dismissed => "排除",
        Ruling::Illegible => "看不清",
    }
}

/// A role.
#[must_use]
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Reviewer => "初审员",
        Role::SecondReviewer => "复核员",
        Role::Auditor => "审计员",
        Role::Administrator => "管理员",
    }
}
