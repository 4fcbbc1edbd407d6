//! Asking: one question at a time, each answer kept at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::connector::Connector;
use super::http::{Failure, Portal};
use super::judge::{Judged, judge};
use super::pace::{Clock, Host, Jitter, MINUTE};
use super::plan::{Plan, Question};
use crate::{
    Result,
    model::LookUpOutcome,
    pipeline::{Stage, Watch},
    store::online::{Kept, Online},
};

#[cfg(test)]
mod stub;
#[cfg(test)]
mod tests;

const DAY: i64 = 24 * 60 * 60;

/// What a run asks with.
pub struct Asking<'a> {
    /// Where answers are kept.
    pub online: &'a Online,
    /// Who is asked.
    pub portal: &'a dyn Portal,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Who is told how far it is.
    pub watch: &'a dyn Watch,
    /// Set to stop it. A request that is under way is waited for, so that its answer is not lost.
    pub stop: &'a AtomicBool,
}

/// What a run asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// Answers older than so many days are asked for anew.
    pub older_than: Option<u32>,
    /// So many look-ups at most.
    pub limit: Option<usize>,
    /// Whether what ended with a captcha, a refusal or an unclear answer is asked again.
    pub retry: bool,
    /// For the chance in the waits.
    pub seed: u64,
}

/// Why a host is asked no more in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// Too many look-ups failed one after the other.
    Failures,
    /// It asks to be left alone for longer than a run waits.
    AskedToWait,
}

/// How a run went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Questions that an answer was kept to before.
    pub known: usize,
    /// Look-ups of this run by how they ended.
    pub outcomes: BTreeMap<LookUpOutcome, usize>,
    /// Questions that are left for the next run.
    pub left: usize,
    /// Portals that were asked no more, by name.
    pub halted: BTreeMap<String, Halt>,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

/// How one look-up went.
enum Ended {
    Kept(LookUpOutcome),
    Halted,
    Stopped,
}

/// Asks the questions of a plan that have no answer yet.
pub fn run(plan: &Plan, connectors: &[Connector], settings: Settings, asking: &Asking<'_>) -> Result<Tally> {
    let now = asking.clock.now() / 1000;
    for (connector, question, outcome) in &plan.unasked {
        asking.online.keep(connector, question, &kept(now * 1000, *outcome, "unasked", BTreeMap::new()))?;
    }
    asking.online.tie(&plan.ties)?;
    let mut tally = Tally::default();
    let mut open: Vec<(&Question, &Connector)> = Vec::new();
    for question in &plan.questions {
        let Some(connector) = connectors.get(question.connector) else { continue };
        let before = asking.online.answer(&connector.fingerprint, &question.question)?;
        if before.is_some_and(|before| stands(&before, settings, now)) {
            tally.known += 1;
        } else {
            open.push((question, connector));
        }
    }
    let limit = settings.limit.unwrap_or(open.len()).min(open.len());
    tally.left = open.len() - limit;
    asking.watch.begin(Stage::LookingUp, u64::try_from(limit).ok());
    let mut session = Session { asking, hosts: BTreeMap::new(), jitter: Jitter::new(settings.seed) };
    for (question, connector) in open.into_iter().take(limit) {
        if tally.stopped || session.hosts.get(&connector.host).is_some_and(|(_, halted)| *halted) {
            tally.left += 1;
            continue;
        }
        match session.look_up(connector, question)? {
            Ended::Kept(outcome) => *tally.outcomes.entry(outcome).or_default() += 1,
            Ended::Stopped => {
                tally.stopped = true;
                tally.left += 1;
                continue;
            }
            Ended::Halted => tally.left += 1,
        }
        if let Some((halt, name)) = session.halted(connector) {
            tally.halted.insert(name, halt);
        }
        asking.watch.step();
    }
    Ok(tally)
}

/// Whether an answer from before still stands, so that the question is not asked again.
fn stands(before: &Kept, settings: Settings, now: i64) -> bool {
    let fresh = settings.older_than.is_none_or(|days| before.at.saturating_add(i64::from(days) * DAY) > now);
    let done = match before.outcome {
        settled if settled.is_settled() => true,
        LookUpOutcome::Captcha | LookUpOutcome::Blocked | LookUpOutcome::Unclear => !settings.retry,
        _ => false,
    };
    fresh && done
}

/// An answer as it is kept. `at` is in milliseconds; its day is that of China, where the office is.
fn kept(at: i64, outcome: LookUpOutcome, why: &str, fields: BTreeMap<crate::model::FieldName, String>) -> Kept {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    let day = zone.to_datetime(jiff::Timestamp::from_millisecond(at).unwrap_or_default()).date().to_string();
    Kept { at: at / 1000, day, outcome, why: why.to_owned(), fields }
}

/// The hosts as this run has met them.
struct Session<'a> {
    asking: &'a Asking<'a>,
    hosts: BTreeMap<String, (Host, bool)>,
    jitter: Jitter,
}

impl Session<'_> {
    fn halted(&self, connector: &Connector) -> Option<(Halt, String)> {
        let (host, halted) = self.hosts.get(&connector.host)?;
        let why = if host.has_failed(&connector.manners) { Halt::Failures } else { Halt::AskedToWait };
        halted.then(|| (why, connector.name.clone()))
    }

    fn look_up(&mut self, connector: &Connector, question: &Question) -> Result<Ended> {
        let Asking { online, portal, clock, stop, .. } = *self.asking;
        let (name, manners) = (&connector.host, &connector.manners);
        if !self.hosts.contains_key(name) {
            let now = clock.now();
            let mut before = online.sent(name, now.saturating_sub(MINUTE))?;
            // A clock that was set back makes nobody wait for the future.
            before.retain(|at| *at <= now);
            self.hosts.insert(name.clone(), (Host::new(before), false));
        }
        let Some((host, halted)) = self.hosts.get_mut(name) else { return Ok(Ended::Stopped) };
        let keep = |outcome, why: &str, fields| {
            let at = clock.now();
            tracing::info!(host = name, question = question.question, outcome = %outcome, why, "looked up");
            online.keep(&connector.fingerprint, &question.question, &kept(at, outcome, why, fields))?;
            Ok(Ended::Kept(outcome))
        };
        let Some(request) = connector.request(&question.values) else {
            return keep(LookUpOutcome::Incomplete, "no-request", BTreeMap::new());
        };
        let mut last = String::new();
        for attempt in 0..=manners.retries {
            clock.wait_until(host.next(manners), stop);
            if stop.load(Ordering::Relaxed) {
                return Ok(Ended::Stopped);
            }
            let at = clock.now();
            host.send(at);
            online.sending(name, at, &connector.fingerprint, &question.question)?;
            let answer = portal.ask(&request, manners);
            let now = clock.now();
            let wait = match answer.map(|reply| judge(connector, &reply, now)) {
                Ok(Judged::Outcome { outcome, why, fields }) => {
                    *halted = host.ended(outcome.is_settled() || outcome == LookUpOutcome::Unclear, manners);
                    return keep(outcome, &why, fields);
                }
                Ok(Judged::Busy { wait, why }) => {
                    last = why;
                    wait
                }
                Err(Failure::TooLarge) => {
                    *halted = host.ended(false, manners);
                    return keep(LookUpOutcome::Unclear, Failure::TooLarge.word(), BTreeMap::new());
                }
                Err(failure) => {
                    failure.word().clone_into(&mut last);
                    None
                }
            };
            let longest = i64::try_from(manners.longest_wait_seconds.saturating_mul(1000)).unwrap_or(i64::MAX);
            if wait.is_some_and(|wait| wait > longest) {
                *halted = true;
                tracing::warn!(host = name, "asks to be left alone for longer than a run waits");
                return Ok(Ended::Halted);
            }
            let back_off = self.jitter.back_off(manners, attempt);
            host.rest_until(now.saturating_add(wait.unwrap_or(0).max(back_off)));
        }
        *halted = host.ended(false, manners);
        keep(LookUpOutcome::Unreachable, &last, BTreeMap::new())
    }
}
