//! What different people share, as a page: a card a cluster, with the spot on each one's paper side by side.

use maud::{Markup, html};

use super::{
    super::{
        page::token,
        pages::links::{candidate, picture},
        visitor::Visitor,
    },
    links::goes_on,
    running::Standing,
};
use crate::{
    audit::links::{Cluster, Found, Holder, Strength},
    faces::{names, report::audit},
    lang::Lang,
};

/// The page. `here` tells whether a candidate is in the run that is shown.
pub(super) fn links(
    found: Option<&Found>,
    (standing, steps): (Standing, u64),
    here: &dyn Fn(&str) -> bool,
    visitor: &Visitor,
) -> Markup {
    html! {
        link rel="stylesheet" href="/assets/audit.css";
        script src="/assets/audit.js" defer {}
        @if goes_on(standing) { meta http-equiv="refresh" content="2"; }
        main #main .audit tabindex="-1" {
            h1 { "关联：不同考生的相同之处" }
            p.quiet { "在所有核查过的材料里找只应属于一个人的东西：证书编号、验证码、文件、照片、扫描页；以及多家单位的印章图、证明文字和联系电话。相同不等于作假，请对照原图判断。" }
            (control(found, standing, steps, visitor))
            @if let Some(found) = found {
                @if found.clusters.is_empty() { p.nothing { "没有发现不同考生之间的相同之处。" } }
                @for (number, cluster) in (1..).zip(&found.clusters) { (card(number, cluster, found, here)) }
            }
        }
    }
}

fn control(found: Option<&Found>, standing: Standing, steps: u64, visitor: &Visitor) -> Markup {
    html! {
        form.control method="post" action="/audit/links" {
            (token(visitor))
            @match standing {
                Standing::Runs => {
                    span role="status" { "正在查找，已看过 " (steps) " 份结果……" }
                    button name="do" value="stop" { "停止" }
                },
                _ => button.primary name="do" value="begin" { @if found.is_some() { "重新查找" } @else { "开始查找" } },
            }
            @if standing == Standing::Failed { span.problem role="alert" { "上次没有做完：工作文件夹读写出错。请看运行日志后重试。" } }
            @if let Some(found) = found {
                span.quiet { "上次查找：" (found.at.get(..16).unwrap_or(&found.at).replace('T', " ")) "，" (found.clusters.len()) " 组" @if found.folders.len() > 1 { "，含另外 " (found.folders.len() - 1) " 个工作文件夹" } }
                button formaction="/audit/links.xlsx" { "Excel" }
            } @else if !goes_on(standing) { span.quiet { "还没有查找过。要连同往年的工作文件夹一起查，请用 hecha audit links --also。" } }
        }
    }
}

fn card(number: usize, cluster: &Cluster, found: &Found, here: &dyn Fn(&str) -> bool) -> Markup {
    let strong = cluster.strength == Strength::Strong;
    html! {
        section.cluster aria-label={ "第 " (number) " 组" } {
            h2 {
                span.count { (number) } " " (audit::tie(cluster.tie, Lang::Zh)) " "
                span.chip.error[strong].warning[!strong] { @if strong { "■ 强" } @else { "▲ 中" } }
            }
            div.holders { @for holder in &cluster.holders { (one(holder, found, here)) } }
        }
    }
}

fn one(holder: &Holder, found: &Found, here: &dyn Fn(&str) -> bool) -> Markup {
    let own = holder.folder == 0;
    let name = holder.name.as_deref().unwrap_or("姓名不详");
    let link = holder.ticket_no.as_deref().filter(|ticket_no| own && here(ticket_no));
    html! {
        figure {
            @if own { (spot(holder)) } @else { div.elsewhere.quiet { "在另一个工作文件夹" } }
            figcaption {
                p.who {
                    @match link {
                        Some(ticket_no) => a href=(candidate(Some(ticket_no), "")) { (name) },
                        None => (name),
                    }
                    " " span.number { (holder.ticket_no.as_deref().unwrap_or("不属于任何人")) }
                }
                p { (names::kind(holder.kind)) " 第 " (holder.page) " 页" }
                @if !holder.shown.is_empty() { p { code { (holder.shown) } } }
                p.quiet { (holder.file) " · " (holder.day) @if !own { " · " (found.folders.get(holder.folder).map_or("", String::as_str)) } }
            }
        }
    }
}

/// The spot on the page, cut out by the script once it knows the page's size; without one, the whole page.
fn spot(holder: &Holder) -> Markup {
    let address = picture(&holder.sha256, holder.page);
    let name = holder.name.as_deref().unwrap_or_default();
    html! {
        @match holder.bbox {
            Some(b) => svg.spot data-picture=(address) data-box=(format!("{:.1} {:.1} {:.1} {:.1}", b.x0, b.y0, b.x1, b.y1)) role="img" aria-label={ (name) "的材料上的这一处" } {},
            None => img.whole src=(address) loading="lazy" alt={ (name) "的材料" };
        }
    }
}
