//! Passing clean candidates together: only after a sample of them was looked at one by one, and all of it passed.
//!
//! Where one of a sample did not pass, the next sample takes twice the share. What came in after the draw (a new run with
//! more clean candidates) makes the sample too small, and it has to be drawn anew.

use axum::{Json, extract::State};
use serde::Deserialize;

use super::super::{
    app::{Current, Shared},
    asked::Sent,
    queue::{self, State as Stands},
    refusal::Refusal,
    rounds,
    sample::{draw, seed, share},
    visitor::Visitor,
};
use crate::{
    model::{Decision, Round, Verdict},
    store::review::{Act, Sample, Standing},
};

/// In which review.
#[derive(Deserialize)]
pub(in super::super) struct Wanted {
    round: Round,
}

/// Clean candidates who wait for this person in this review, with the fingerprint of what is shown of each.
fn waiting<'a>(current: &'a Current, standing: &Standing, visitor: &Visitor, round: Round) -> Vec<(&'a str, &'a str)> {
    let waits = |item: &&queue::Item| {
        let own = item.ticket_no().and_then(|ticket_no| standing.of(ticket_no));
        match (round, queue::state(&item.digest, own)) {
            (Round::First, Stands::Open) => true,
            (Round::Second, Stands::FirstDone) => own
                .and_then(|own| own.decisions.get(&Round::First))
                .is_some_and(|first| first.what.verdict == Verdict::Pass && first.by != visitor.user),
            _ => false,
        }
    };
    let named = |item: &'a queue::Item| Some((item.ticket_no()?, item.digest.basis.as_deref()?));
    current.index.clean().filter(waits).filter_map(named).collect()
}

/// Passing together in the second review rests on whom the first passed: where that one must not be seen, everybody is
/// looked at.
fn each_alone(current: &Current, round: Round) -> Result<(), Refusal> {
    if round == Round::Second && current.second_blind() {
        return Err(Refusal::conflict("本次核查的复核看不到初审结论，不能一并通过，请逐个复核。"));
    }
    Ok(())
}

/// How the candidates of a sample were concluded: how many passed on what is shown now, and how many did not pass.
fn looked_at(current: &Current, standing: &Standing, sample: &Sample, round: Round) -> (usize, usize) {
    let verdict = |ticket_no: &String| {
        let made = standing.of(ticket_no)?.decisions.get(&round).filter(|made| rounds::concluded(made))?;
        let item = current.index.get(ticket_no).filter(|item| !item.digest.needs_review())?;
        (item.digest.basis.as_deref() == Some(made.what.basis.as_str())).then_some(made.what.verdict)
    };
    let verdicts: Vec<Verdict> = sample.tickets.iter().filter_map(verdict).collect();
    let passed = verdicts.iter().filter(|verdict| **verdict == Verdict::Pass).count();
    (passed, verdicts.len() - passed)
}

/// Draws a sample.
pub(in super::super) async fn sample(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<serde_json::Value>, Refusal> {
    app.work(move |app| {
        let (current, round) = (app.current()?, wanted.round);
        each_alone(&current, round)?;
        let entries = app.act(&visitor.user, |standing| {
            let tickets: Vec<&str> =
                waiting(&current, standing, &visitor, round).into_iter().map(|(ticket_no, _)| ticket_no).collect();
            if tickets.is_empty() {
                return Err(Refusal::conflict("没有等待一并通过的考生。"));
            }
            let least = current.pack.as_ref().map_or(100, |pack| pack.review.sample_permille);
            let permille = match standing.samples.get(&round) {
                Some(last) if looked_at(&current, standing, last, round).1 > 0 => (2 * last.permille).min(1000),
                _ => least,
            };
            let seed = seed().ok_or(Refusal::Broken)?;
            let tickets = draw(seed, &tickets, permille.max(least));
            Ok(vec![Act::SampleDrawn { seed, permille: permille.max(least), tickets, round }])
        })?;
        Ok(Json(match entries.first().map(|entry| (entry.seq, &entry.act)) {
            Some((seq, Act::SampleDrawn { permille, tickets, .. })) => {
                serde_json::json!({ "seq": seq, "permille": permille, "tickets": tickets })
            }
            _ => serde_json::Value::Null,
        }))
    })
    .await
}

/// Passes the rest.
pub(in super::super) async fn pass(
    State(app): State<Shared>,
    visitor: Visitor,
    Sent(wanted): Sent<Wanted>,
) -> Result<Json<serde_json::Value>, Refusal> {
    app.work(move |app| {
        let (current, round) = (app.current()?, wanted.round);
        each_alone(&current, round)?;
        let entries = app.act(&visitor.user, |standing| {
            let drawn = standing.samples.get(&round);
            let drawn = drawn.ok_or_else(|| Refusal::conflict("请先抽取样本，逐个看过再一并通过。"))?;
            let rest = waiting(&current, standing, &visitor, round);
            let (passed, others) = looked_at(&current, standing, drawn, round);
            if others > 0 {
                let told = format!("样本里有 {others} 人没有通过，不能一并通过；请重新抽取，比例加倍。");
                return Err(Refusal::conflict(told));
            }
            if let Some(ticket_no) = rest.iter().map(|(t, _)| *t).find(|t| drawn.tickets.contains(*t)) {
                return Err(Refusal::conflict(format!("样本还没有看完：{ticket_no}。")));
            }
            let enough = share(rest.len() + passed, drawn.permille);
            if passed < enough {
                let told = format!("看过的样本有 {passed} 人，应有 {enough} 人；请重新抽取。");
                return Err(Refusal::conflict(told));
            }
            if rest.is_empty() {
                return Err(Refusal::conflict("没有等待一并通过的考生。"));
            }
            let mut acts = Vec::with_capacity(rest.len() + 1);
            for (ticket_no, basis) in &rest {
                rounds::may_conclude(&visitor.user, visitor.role, round, standing.of(ticket_no), basis)?;
                acts.push(Act::Decided(Decision {
                    ticket_no: (*ticket_no).to_owned(),
                    round,
                    verdict: Verdict::Pass,
                    reasons: Vec::new(),
                    note: None,
                    basis: (*basis).to_owned(),
                }));
            }
            acts.push(Act::PassedTogether { sample: drawn.seq, count: rest.len() });
            Ok(acts)
        })?;
        Ok(Json(serde_json::json!({ "passed": entries.len().saturating_sub(1) })))
    })
    .await
}
