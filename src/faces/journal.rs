//! The journal in words: what people did, for the auditor's page and the command line.

use crate::{
    audit::anchors::Checked,
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
        Act::LoggedIn { from } => format!("登录{}", at(from.as_deref())),
        Act::LoggedOut => "退出".to_owned(),
        Act::LoginRefused { user: Some(user), from } => format!("登录账户 {user} 被拒{}", at(from.as_deref())),
        Act::LoginRefused { user: None, from } => format!("登录被拒：没有这个账户{}", at(from.as_deref())),
        Act::Opened { ticket_no } => format!("查看 {ticket_no} 的材料"),
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

fn at(address: Option<&str>) -> String {
    address.map(|address| format!("（来自 {address}）")).unwrap_or_default()
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
        Break::Account { user } => lang.pick(
            format!("账户 {user} 与日志不符：不是在审核页面上建立或更改的。"),
            format!("account {user} is not what the journal says: it was made or changed past the review page."),
        ),
    }
}

/// How far a journal that holds together is proven, and what nobody can tell from inside.
#[must_use]
pub fn proven(checked: &Checked, lang: Lang) -> String {
    let noted = checked.anchors.len();
    let inside = lang.pick(
        format!("与历次核查记下的 {noted} 个链头相符。"),
        format!("It agrees with {noted} heads that runs noted."),
    );
    let outside = match (checked.proven, &checked.verified) {
        (Some(upto), Some(verified)) if upto == verified.entries => lang.pick(
            format!("与给出的链头相符：全部 {upto} 条没有被改写。"),
            format!("It agrees with the head given: none of the {upto} entries was rewritten."),
        ),
        (Some(upto), Some(verified)) => lang.pick(
            format!(
                "与给出的链头相符：前 {upto} 条没有被改写；其后 {} 条只能看出内部相连。",
                verified.entries - upto
            ),
            format!(
                "It agrees with the head given: the first {upto} entries were not rewritten; of the {} after them one can \
                 only tell that they hold together.",
                verified.entries - upto
            ),
        ),
        _ => lang
            .pick(
                "只能看出内部相连，不能证明没有被能写整个工作文件夹的人整体重写或退回旧版。请用印在台账、复核单上的链头核对：\
                 hecha journal verify --head 链头。口令不在日志之内。",
                "One can only tell that it holds together: whoever can write the whole work folder may have written all of it \
                 anew or put back an older one. Check it with a head printed on a ledger or sheet: hecha journal verify --head \
                 HASH. Passwords are not part of the journal.",
            )
            .to_owned(),
    };
    if noted == 0 { outside } else { format!("{inside}{outside}") }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::review::{Anchor, GENESIS, Verified};

    #[test]
    fn what_cannot_be_proven_is_said() {
        let told = |proven_up_to: Option<i64>, anchors: usize| {
            let verified = Verified { entries: 4, head: GENESIS.into(), found: Default::default(), broken: None };
            let anchors = vec![Anchor { entries: 3, head: GENESIS.into() }; anchors];
            let checked = Checked { verified: Some(verified), anchors, proven: proven_up_to, broken: None };
            proven(&checked, Lang::Zh)
        };
        assert!(told(None, 0).contains("不能证明") && !told(None, 0).contains("相符"), "{}", told(None, 0));
        assert!(told(None, 2).contains("2 个链头相符") && told(None, 2).contains("不能证明"), "{}", told(None, 2));
        assert!(told(Some(4), 0).contains("全部 4 条没有被改写"), "{}", told(Some(4), 0));
        assert!(told(Some(3), 1).contains("前 3 条没有被改写；其后 1 条只能看出内部相连"), "{}", told(Some(3), 1));
    }
}
