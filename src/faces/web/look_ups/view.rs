//! The list as a page: a card a paper, with what to enter, a code to scan, and a place for what was seen.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use super::{
    super::{page::token, pages::links, visitor::Visitor},
    Wish,
};
use crate::{
    audit::worklist::{Item, Portal, portals},
    faces::names,
    model::{FieldName, LookUpOutcome},
    store::review::{Seen, Standing},
};

/// A portal with how much is to be looked up there.
pub(super) struct Tab {
    portal: &'static Portal,
    place: usize,
    open: usize,
    all: usize,
}

/// What the page shows.
pub(super) struct Shown {
    tabs: Vec<Tab>,
    /// The portal in view; none where one candidate's papers are.
    portal: Option<usize>,
    items: Vec<Item>,
    /// How many there are with these.
    many: usize,
    /// Where the page begins.
    from: usize,
    at_a_time: usize,
}

impl Shown {
    /// What is wished for.
    pub(super) fn new(items: &[Item], standing: &Standing, wish: &Wish, at_a_time: usize) -> Self {
        let now: Vec<Item> = items.iter().map(|item| item.clone().with(standing)).collect();
        let tabs: Vec<Tab> = (0..)
            .zip(portals())
            .map(|(place, portal)| {
                let own = || now.iter().filter(|item| item.portal == portal);
                Tab { portal, place, open: own().filter(|item| !item.is_done()).count(), all: own().count() }
            })
            .filter(|tab| tab.all > 0)
            .collect();
        let first = tabs.iter().find(|tab| tab.open > 0).or_else(|| tabs.first()).map(|tab| tab.place);
        let portal = if wish.ticket.is_empty() { wish.portal.or(first) } else { None };
        let wanted = |item: &Item| match portal {
            None => item.ticket_no == wish.ticket,
            Some(place) => portals().get(place) == Some(item.portal) && (wish.all || !item.is_done()),
        };
        let fitting: Vec<Item> = now.into_iter().filter(wanted).collect();
        let (many, from) = (fitting.len(), wish.from.min(fitting.len()));
        let items = fitting.into_iter().skip(from).take(at_a_time).collect();
        Self { tabs, portal, items, many, from, at_a_time }
    }
}

/// The address of the list with this query and a word on what was kept; whatever else stands in it is left out.
pub(super) fn back(query: &str, kept: &str) -> String {
    let known = |pair: &&str| {
        pair.split_once('=').is_some_and(|(name, value)| {
            ["portal", "all", "ticket", "from"].contains(&name)
                && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~%".contains(&b))
        })
    };
    let mut address = "/look-ups?".to_owned();
    query.split('&').filter(known).for_each(|pair| {
        let _ = write!(address, "{pair}&");
    });
    address + "kept=" + &links::part(kept)
}

fn query(wish: &Wish, portal: Option<usize>, from: usize) -> String {
    let mut pairs = Vec::new();
    if wish.ticket.is_empty() {
        pairs.extend(portal.map(|place| format!("portal={place}")));
    } else {
        pairs.push(format!("ticket={}", links::part(&wish.ticket)));
    }
    if wish.all {
        pairs.push("all=true".to_owned());
    }
    if from > 0 {
        pairs.push(format!("from={from}"));
    }
    pairs.join("&")
}

/// The page.
pub(super) fn look_ups(shown: &Shown, wish: &Wish, visitor: &Visitor) -> Markup {
    let tab = shown.tabs.iter().find(|tab| Some(tab.place) == shown.portal);
    html! {
        link rel="stylesheet" href="/assets/look-ups.css";
        script src="/assets/look-ups.js" defer {}
        main #main .look-ups tabindex="-1" {
            h1 { "联网查询" @if !wish.ticket.is_empty() { "：" (wish.ticket) } }
            p.secret { "保密：本页含在线验证码，可以打开个人的学历记录。请勿拍照外传。" }
            @if !wish.kept.is_empty() { p.kept role="status" { "✓ 已记下 " (wish.kept) " 的查询结果，写入日志。" } }
            (tabs(shown, wish))
            @if let Some(tab) = tab {
                p.portal {
                    span { (address(tab.portal)) }
                    span { a href={ "/look-ups?" (query(&Wish { all: !wish.all, ..wish.clone() }, shown.portal, 0)) } { @if wish.all { "只看待查的" } @else { "已查的也列出" } } }
                }
            }
            @if shown.items.is_empty() { p.nothing { (nothing(shown, wish)) } }
            @for item in &shown.items { (card(item, &query(wish, shown.portal, shown.from), visitor)) }
            (pager(shown, wish))
            p.quiet { "这里记下的结果写入日志，并显示在考生页上；下一次核查（hecha screen）或 hecha audit online 时据此列出或消除联网查询的疑点。" }
        }
    }
}

fn nothing(shown: &Shown, wish: &Wish) -> &'static str {
    match shown.portal {
        _ if !wish.ticket.is_empty() => "这位考生没有须联网查询的材料。",
        None => "没有须由人联网查询的材料。",
        Some(_) => "这个网站上的都查过了。",
    }
}

fn tabs(shown: &Shown, wish: &Wish) -> Markup {
    html! {
        nav.tabs aria-label="查询网站" {
            @for tab in &shown.tabs {
                a href={ "/look-ups?" (query(&Wish { ticket: String::new(), all: wish.all, ..Wish::default() }, Some(tab.place), 0)) }
                    aria-current=[(shown.portal == Some(tab.place)).then_some("page")] {
                    (tab.portal.name) " " span.count { (tab.open) "／" (tab.all) }
                }
            }
        }
    }
}

/// Where the portal is. Nothing is fetched from there: a person goes there, on a machine that may.
fn address(portal: &Portal) -> Markup {
    html! {
        @match &portal.address {
            Some(address) => { "网址：" a href=(address) target="_blank" rel="noopener noreferrer" { (address) } },
            None => "网址：各单位官方网站，请自行查找。",
        }
    }
}

fn card(item: &Item, back: &str, visitor: &Visitor) -> Markup {
    let name = item.name.as_deref().unwrap_or("（花名册上没有姓名）");
    html! {
        article.look-up {
            div.about {
                h2 { a href=(links::candidate(Some(&item.ticket_no), "")) { (name) } " " span.number { (item.ticket_no) } }
                p { (names::kind(item.kind)) span.quiet { " · " (item.file) " 第 " (item.page) " 页" } }
                dl {
                    @for (field, value) in &item.enter {
                        dt { (names::field(*field)) }
                        dd { code.enter { (grouped(*field, value)) } " " button type="button" data-copy=(value) { "复制" } }
                    }
                    @if item.enter.is_empty() { dt { "须输入的内容" } dd.problem { "没有读到，请看材料" } }
                }
                @if let Some(told) = machine(item) { p.quiet { (told) } }
                @if let Some(made) = &item.seen {
                    p.seen { "✓ " (names::seen(made.what.seen)) @if let Some(note) = &made.what.note { "：" (note) } span.quiet { " （" (made.by) "，" (day(&made.at)) "）" } }
                }
            }
            (entry(item, back, visitor))
            @if let Some(picture) = item.qr() { figure.scan { div role="img" aria-label="查询网址的二维码" { (PreEscaped(picture)) } figcaption { "用手机扫码，打开" (item.portal.name) "的查询页" } } }
        }
    }
}

/// The form for what was seen; one press keeps it.
fn entry(item: &Item, back: &str, visitor: &Visitor) -> Markup {
    html! {
        form.entry method="post" action="/look-ups" aria-label={ "查询结果：" (item.ticket_no) } {
            (token(visitor))
            input type="hidden" name="ticket_no" value=(item.ticket_no);
            input type="hidden" name="sha256" value=(item.sha256);
            input type="hidden" name="page" value=(item.page);
            input type="hidden" name="question" value=(item.question);
            input type="hidden" name="back" value=(back);
            div.results role="group" aria-label="查到的结果" {
                @for seen in Seen::ALL { button name="seen" value=(word(seen)) data-needs-note[seen == Seen::Differs] { (names::seen(seen)) } }
            }
            label { "不一致之处或说明" input name="note" maxlength="500" autocomplete="off"; }
        }
    }
}

/// The word of the form.
const fn word(seen: Seen) -> &'static str {
    match seen {
        Seen::Same => "same",
        Seen::Differs => "differs",
        Seen::NotFound => "not_found",
        Seen::Expired => "expired",
        Seen::Unreachable => "unreachable",
    }
}

/// A code in groups of four, as it is easiest typed; the button copies it without gaps.
fn grouped(field: FieldName, value: &str) -> String {
    if field != FieldName::VerificationCode {
        return value.to_owned();
    }
    let letters: Vec<char> = value.chars().collect();
    letters.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What a program's look-up came to.
fn machine(item: &Item) -> Option<&'static str> {
    use LookUpOutcome as O;
    Some(match item.machine? {
        O::Found => "程序已通过接口查到",
        O::Differs => "已查到，与材料不一致",
        O::NotFound => "程序已通过接口查询：查无",
        O::Expired => "程序已通过接口查询：已过期",
        O::Captcha | O::Blocked => "接口只供人查询",
        O::Unreachable | O::Unclear => "程序没有查成",
        O::NoConnector => return None,
        O::Incomplete => "查询所需的内容没有读到",
    })
}

fn day(at: &str) -> &str {
    at.get(..10).unwrap_or(at)
}

fn pager(shown: &Shown, wish: &Wish) -> Markup {
    let to = |from: usize| format!("/look-ups?{}", query(wish, shown.portal, from));
    let end = shown.from + shown.items.len();
    html! {
        @if shown.many > shown.at_a_time {
            nav.pager aria-label="翻页" {
                @if shown.from > 0 { a href=(to(shown.from.saturating_sub(shown.at_a_time))) { "上一页" } }
                span.quiet { (shown.from + 1) "–" (end) "／" (shown.many) }
                @if end < shown.many { a href=(to(end)) { "下一页" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_back_goes_nowhere_else() {
        assert_eq!(back("portal=2&all=true&from=20", "43"), "/look-ups?portal=2&all=true&from=20&kept=43");
        assert_eq!(
            back("//evil.example&portal=/x&next=1&ticket=%E5%87%86", "4\r\n3"),
            "/look-ups?ticket=%E5%87%86&kept=4%0D%0A3"
        );
    }

    #[test]
    fn codes_are_shown_as_they_are_typed() {
        assert_eq!(grouped(FieldName::VerificationCode, "AY2YXTVA5H8P2CML"), "AY2Y XTVA 5H8P 2CML");
        assert_eq!(grouped(FieldName::CertificateNo, "105481201202002153"), "105481201202002153");
    }
}
