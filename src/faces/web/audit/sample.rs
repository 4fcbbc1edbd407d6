//! A sample for spot checks: whom to look at, who was looked at, and how often the machine was wrong among them. The draw
//! depends on run, share and seed alone, so its address is all that needs to be kept.

use axum::extract::State;
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{
    app::Shared,
    asked::Asked,
    page::Page,
    pages::{links::candidate, queue::verdict},
    queue::Viewer,
    refusal::Refusal,
    visitor::Visitor,
};
use crate::{
    audit::{
        rates::{self, Rate, Rates},
        sample::{Drawn, sample},
    },
    faces::{names, report::audit::group},
    model::Verdict,
    store::review::Standing,
};

/// Which sample.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(in super::super) struct Wish {
    /// The share, in hundredths.
    #[serde(default = "tenth")]
    percent: f64,
    #[serde(default = "one")]
    seed: u64,
}

const fn tenth() -> f64 {
    10.0
}

const fn one() -> u64 {
    1
}

/// The page.
pub(in super::super) async fn page(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked(wish): Asked<Wish>,
) -> Result<Page, Refusal> {
    if !(0.1..=100.0).contains(&wish.percent) {
        return Err(Refusal::invalid("抽查比例应在 0.1% 到 100% 之间。"));
    }
    app.work(move |app| {
        let current = app.current()?;
        let digests = app.store.digests(current.id)?;
        let drawn = sample(&digests, wish.percent / 100.0, wish.seed);
        let standing = app.standing()?;
        let viewer = visitor.viewer(current.second_blind());
        // Rates of a sample of one would say what the first review said of them.
        let mut findings = rates::from_reviews(&standing.seen(|own| viewer.seen(own)));
        findings.retain(|ticket_no, _| drawn.iter().any(|one| one.ticket_no == *ticket_no));
        let rates = rates::rates(&digests, &findings);
        let body = shown(wish, &drawn, &standing, &viewer, &rates);
        drop(standing);
        Ok(Page::new("抽查", Some(&visitor), &body))
    })
    .await
}

fn shown(wish: Wish, drawn: &[Drawn], standing: &Standing, viewer: &Viewer<'_>, rates: &Rates) -> Markup {
    html! {
        link rel="stylesheet" href="/assets/audit.css";
        main #main .audit tabindex="-1" {
            h1 { "抽查：机器查得准不准" }
            p.quiet { "按学历证明种类和疑点轻重分层，各层按比例抽取；比例和种子相同，抽到的人就相同。对抽到的人照常审核：逐条确认或排除疑点，作出结论。没有疑点却退回的，计为漏查。" }
            form.control method="get" action="/audit/sample" {
                label { "比例（%）" input name="percent" type="number" min="0.1" max="100" step="0.1" value=(wish.percent); }
                label { "种子" input name="seed" type="number" min="0" value=(wish.seed); }
                button { "抽取" }
                span { "抽到 " strong { (drawn.len()) } " 人，已审 " strong { (rates.looked) } " 人" }
            }
            (measured(rates))
            (people(drawn, standing, viewer))
        }
    }
}

fn measured(rates: &Rates) -> Markup {
    html! {
        @if rates.looked > 0 {
            table.rates {
                caption.sr { "抽查的结果" }
                thead { tr { th { "范围" } th { "误报的疑点" } th { "漏查的问题" } th { "有漏查的考生" } } }
                tbody {
                    @for row in &rates.rows {
                        tr { th scope="row" { (group(&row.group)) } td { (rate(row.false_flags)) } td { (rate(row.missed)) } td { (rate(row.candidates_missed)) } }
                    }
                }
            }
            p.quiet { "括号内为 95% 置信区间（Wilson），各层按人数加权。" @if rates.not_covered > 0 { "另有 " (rates.not_covered) " 人所在的层还没有人审过，不在其内。" } }
        }
    }
}

fn rate(rate: Option<Rate>) -> String {
    rate.map_or_else(
        || "—".to_owned(),
        |r| {
            let hundred = |share: f64| share * 100.0;
            format!("{}／{} = {:.1}%（{:.1}–{:.1}%）", r.hits, r.of, hundred(r.rate), hundred(r.low), hundred(r.high))
        },
    )
}

fn people(drawn: &[Drawn], standing: &Standing, viewer: &Viewer<'_>) -> Markup {
    html! {
        table.list.drawn {
            caption.sr { "抽到的考生" }
            thead { tr { th { "准考证号" } th { "姓名" } th { "学历证明" } th { "疑点" } th { "结论" } } }
            tbody {
                @for one in drawn {
                    tr {
                        td.number { (one.ticket_no) }
                        td { a.open href=(candidate(Some(&one.ticket_no), "")) { (one.name.as_deref().unwrap_or("（没有姓名）")) } }
                        td { (group(one.stratum.proof)) }
                        td.why { @for code in &one.flags { span.chip { (named(code)) } " " } }
                        td { (concluded(standing, viewer, &one.ticket_no)) }
                    }
                }
            }
        }
    }
}

fn named(code: &str) -> String {
    code.parse().map_or_else(|_| code.to_owned(), |code| names::code(code).to_owned())
}

/// How it was concluded, as far as this person may see it.
fn concluded(standing: &Standing, viewer: &Viewer<'_>, ticket_no: &str) -> &'static str {
    let Some(own) = standing.of(ticket_no) else { return "待审" };
    let made = own.decision().filter(|made| made.what.verdict != Verdict::Skip);
    match made {
        None => "待审",
        Some(made) if viewer.may_see(made.what.round, own) => verdict(made.what.verdict),
        Some(_) => "已初审",
    }
}
