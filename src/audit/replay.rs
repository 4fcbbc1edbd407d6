//! A run done again, and where the two differ, each difference with its cause.
//!
//! A cause is never guessed. Where one thing alone went into the second run otherwise than into the first, by its
//! fingerprint, it is the cause. Where several did, the run is done in steps that change one of them at a time
//! ([`Cause::ORDER`]), and a part that differs is put down to the steps at which it changed. The steps are thrown away.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::diff::{self, Difference, Part, Parts, Said};
use crate::{
    Error, Result,
    pipeline::{self, Ended, Job, KindsFile, LookUps, RosterFile, Rules, Tools},
    store::{Purpose, Role, Run, RunId, Store, WorkFolder},
};

/// What a difference comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The part of the program that judges what was read.
    Program,
    /// The copy of an upload is gone or was changed, so that it could not be read anew.
    File,
    /// The part of the program that reads.
    Reader,
    /// The recognition networks.
    Model,
    /// The roster.
    Roster,
    /// The rule pack.
    Pack,
    /// What portals said and people saw about papers.
    Answers,
    /// The day that deadlines are judged by.
    Day,
    /// Nothing that went in: reading or judging the same gave something else. That is a defect of this program.
    Unsteady,
}

impl Cause {
    /// The order in which things are changed, one at a time.
    pub const ORDER: [Self; 6] = [Self::Program, Self::Reader, Self::Roster, Self::Pack, Self::Answers, Self::Day];
}

/// A difference of a candidate, with its causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caused {
    /// The candidate; `None` for the uploads that belong to nobody.
    pub ticket_no: Option<String>,
    /// What differs.
    pub difference: Difference,
    /// Why.
    pub causes: BTreeSet<Cause>,
}

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The run that was done again.
    pub base: (RunId, Run),
    /// The run that did it.
    pub again: (RunId, Run),
    /// What went in otherwise.
    pub changed: Vec<Cause>,
    /// Where they differ.
    pub differences: Vec<Caused>,
    /// How many candidates both have.
    pub compared: usize,
}

impl Replayed {
    /// The candidates that differ.
    #[must_use]
    pub fn candidates(&self) -> BTreeSet<Option<&str>> {
        self.differences.iter().map(|d| d.ticket_no.as_deref()).collect()
    }
}

/// What is to be changed against the stored run; what is `None` stays.
#[derive(Debug, Default)]
pub struct Asked {
    /// Another rule pack.
    pub rules: Option<Rules>,
    /// Another roster.
    pub roster: Option<RosterFile>,
    /// Another day.
    pub day: Option<jiff::civil::Date>,
    /// Whether files are read anew although they were read by this very reader.
    pub fresh: bool,
}

/// What is true of the program that replays.
#[derive(Debug)]
pub struct Today {
    /// Fingerprint of the program.
    pub program: String,
    /// Fingerprint of the reader and its networks.
    pub reader: String,
    /// When it begins.
    pub started_at: String,
    /// The clock.
    pub now: fn() -> String,
    /// What portals said and people saw.
    pub look_ups: LookUps,
}

/// The run of this number, or the last screening.
pub fn choose(store: &dyn Store, folder: &WorkFolder, number: Option<i64>) -> Result<(RunId, Run)> {
    let missing = || Error::NothingScreened { path: folder.root().to_owned() };
    match number {
        None => store.last_run()?.ok_or_else(missing),
        Some(number) => store
            .runs()?
            .into_iter()
            .find(|(id, _)| id.number() == number)
            .ok_or_else(|| Error::RunUnknown { path: folder.root().to_owned(), number }),
    }
}

/// The roster a run was made with.
fn roster_of(store: &dyn Store, folder: &WorkFolder, run: &Run) -> Result<RosterFile> {
    let kept = store.input(Role::Roster, &run.roster_sha256)?;
    let (name, bytes) = kept.ok_or_else(|| Error::InputMissing { path: folder.root().to_owned() })?;
    RosterFile::load(name, bytes)
}

/// Does a run again; `None` where it was stopped.
pub fn replay(
    folder: &WorkFolder,
    base: (RunId, Run),
    asked: Asked,
    today: &Today,
    tools: Tools<'_>,
) -> Result<Option<Replayed>> {
    let store = tools.store;
    for (id, _) in store.runs()?.iter().filter(|(_, run)| run.purpose == Purpose::Trial) {
        store.discard(*id)?;
    }
    let fresh = asked.fresh;
    let roster = asked.roster.map_or_else(|| roster_of(store, folder, &base.1), Ok)?;
    let rules = asked.rules.map_or_else(|| Rules::of_run(store, &base.1), Ok)?;
    let day = asked.day.map_or_else(|| base.1.day.clone(), |day| day.to_string());
    store.keep_input(Role::Roster, &roster.sha256, &roster.name, &roster.bytes)?;
    store.keep_input(Role::Pack, &rules.sha256, &rules.pack.name, rules.text.as_bytes())?;
    today.look_ups.keep(store)?;
    // As long as no further run has finished, it is the same audit that goes on.
    let reader = if fresh { format!("{} fresh-{}", today.reader, store.runs()?.len()) } else { today.reader.clone() };
    let record = Run {
        purpose: Purpose::Replay,
        of: Some(base.0.number()),
        kinds: base.1.kinds.clone(),
        answers_sha256: today.look_ups.sha256.clone(),
        day,
        program: today.program.clone(),
        reader: reader.clone(),
        roster: roster.name.clone(),
        roster_sha256: roster.sha256.clone(),
        pack: rules.pack.name.clone(),
        pack_title: rules.pack.title.clone(),
        pack_sha256: rules.sha256.clone(),
        started_at: today.started_at.clone(),
        finished_at: None,
        notices: Vec::new(),
        journal: None,
    };
    let job = job(store, folder, roster, rules, record, today)?;
    let lost = pipeline::lost(&job, base.0, store)?;
    let Ended::Finished(_) = pipeline::replay(&job, base.0, tools)? else { return Ok(None) };
    let last = store.runs()?.into_iter().rfind(|(_, run)| run.purpose == Purpose::Replay);
    let again = last.ok_or_else(|| Error::NothingScreened { path: folder.root().to_owned() })?;

    let changed = changed(&base.1, &again.1);
    let compared = compare(store, base.0, again.0)?;
    let mut differences = compared.differences;
    match changed.as_slice() {
        [] => put_down(&mut differences, Cause::Unsteady),
        [one] => put_down(&mut differences, *one),
        _ if differences.is_empty() => {}
        several => {
            if !by_steps(folder, &base, &again, several, &mut differences, today, tools)? {
                return Ok(None);
            }
        }
    }
    say_files(&mut differences, store, base.0, &lost)?;
    say_models(&mut differences, &base.1, &again.1);
    if fresh {
        store.forget_readings(&reader)?;
    }
    Ok(Some(Replayed { base, again, changed, differences, compared: compared.both }))
}

fn job(
    store: &dyn Store,
    folder: &WorkFolder,
    roster: RosterFile,
    rules: Rules,
    run: Run,
    today: &Today,
) -> Result<Job> {
    let day = run.day.parse().map_err(|_| Error::Store { path: folder.database(), why: format!("day {}", run.day) })?;
    Ok(Job {
        roster: roster.roster,
        rules,
        kinds: KindsFile::of_run(store, &run)?,
        answers: LookUps::of_run(store, folder, &run)?.answers,
        day,
        uploads: folder.originals(),
        folder: folder.clone(),
        run,
        retry: false,
        now: today.now,
    })
}

/// Reader and networks of a run, apart; whether files were read anew is a third word.
fn reader(run: &Run) -> (&str, &str) {
    let mut words = run.reader.split_whitespace();
    (words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

/// What went into the two runs otherwise, by fingerprint.
fn changed(base: &Run, again: &Run) -> Vec<Cause> {
    let differs = |cause: &Cause| match cause {
        Cause::Program => base.program != again.program,
        Cause::Reader => reader(base) != reader(again),
        Cause::Roster => base.roster_sha256 != again.roster_sha256,
        Cause::Pack => base.pack_sha256 != again.pack_sha256,
        Cause::Answers => base.answers_sha256 != again.answers_sha256,
        Cause::Day => base.day != again.day,
        Cause::File | Cause::Model | Cause::Unsteady => false,
    };
    Cause::ORDER.into_iter().filter(differs).collect()
}

fn put_down(differences: &mut [Caused], cause: Cause) {
    for difference in differences {
        difference.causes.insert(cause);
    }
}

/// What comparing two runs gave.
struct Compared {
    differences: Vec<Caused>,
    both: usize,
}

/// Compares two runs candidate by candidate, in the order of the first.
fn compare(store: &dyn Store, base: RunId, again: RunId) -> Result<Compared> {
    let mut places: BTreeMap<Option<String>, usize> =
        store.digests(again)?.into_iter().map(|digest| (digest.ticket_no, digest.place)).collect();
    let mut compared = Compared { differences: Vec::new(), both: 0 };
    let mut note = |ticket_no: Option<String>, before: &Parts, after: &Parts| {
        let found = diff::differences(before, after).into_iter();
        compared.differences.extend(found.map(|difference| Caused {
            ticket_no: ticket_no.clone(),
            difference,
            causes: BTreeSet::new(),
        }));
    };
    let mut both = 0;
    store.each_result(base, &mut |result| {
        let ticket_no = result.ticket_no().map(str::to_owned);
        let other = places.remove(&ticket_no).map(|place| store.result(again, place)).transpose()?.flatten();
        both += usize::from(other.is_some());
        note(ticket_no, &diff::parts(&result), &other.as_ref().map(diff::parts).unwrap_or_default());
        Ok(())
    })?;
    for (ticket_no, place) in places {
        if let Some(result) = store.result(again, place)? {
            note(ticket_no, &Parts::new(), &diff::parts(&result));
        }
    }
    compared.both = both;
    Ok(compared)
}

/// Finds causes by changing one thing at a time; `false` where it was stopped.
fn by_steps(
    folder: &WorkFolder,
    base: &(RunId, Run),
    again: &(RunId, Run),
    several: &[Cause],
    differences: &mut [Caused],
    today: &Today,
    tools: Tools<'_>,
) -> Result<bool> {
    let mut step = Run { purpose: Purpose::Trial, of: Some(base.0.number()), ..base.1.clone() };
    let mut states: Vec<Option<Said>> = differences.iter().map(|d| d.difference.before.clone()).collect();
    let (last, before) = several.split_last().map_or((Cause::Unsteady, several), |(last, before)| (*last, before));
    for cause in before {
        match cause {
            Cause::Program => step.program.clone_from(&again.1.program),
            Cause::Reader => step.reader.clone_from(&again.1.reader),
            Cause::Roster => {
                step.roster.clone_from(&again.1.roster);
                step.roster_sha256.clone_from(&again.1.roster_sha256);
            }
            Cause::Pack => step.pack_sha256.clone_from(&again.1.pack_sha256),
            Cause::Answers => step.answers_sha256.clone_from(&again.1.answers_sha256),
            Cause::Day => step.day.clone_from(&again.1.day),
            Cause::File | Cause::Model | Cause::Unsteady => {}
        }
        let (roster, rules) = (roster_of(tools.store, folder, &step)?, Rules::of_run(tools.store, &step)?);
        let job = job(tools.store, folder, roster, rules, step.clone(), today)?;
        let Ended::Finished(_) = pipeline::replay(&job, base.0, tools)? else { return Ok(false) };
        let trial = tools.store.runs()?.into_iter().rfind(|(_, run)| run.purpose == Purpose::Trial);
        let Some((id, _)) = trial else { continue };
        let found = states_of(tools.store, id, differences)?;
        for ((difference, state), now) in differences.iter_mut().zip(&mut states).zip(found) {
            if *state != now {
                difference.causes.insert(*cause);
                *state = now;
            }
        }
        tools.store.discard(id)?;
    }
    for (difference, state) in differences.iter_mut().zip(&states) {
        if *state != difference.difference.after {
            difference.causes.insert(last);
        }
    }
    Ok(true)
}

/// What a run says of the parts that differ.
fn states_of(store: &dyn Store, run: RunId, differences: &[Caused]) -> Result<Vec<Option<Said>>> {
    let places: BTreeMap<Option<String>, usize> =
        store.digests(run)?.into_iter().map(|digest| (digest.ticket_no, digest.place)).collect();
    let mut at: (Option<&Option<String>>, Parts) = (None, Parts::new());
    let mut states = Vec::with_capacity(differences.len());
    for difference in differences {
        if at.0 != Some(&difference.ticket_no) {
            let result =
                places.get(&difference.ticket_no).map(|place| store.result(run, *place)).transpose()?.flatten();
            at = (Some(&difference.ticket_no), result.as_ref().map(diff::parts).unwrap_or_default());
        }
        states.push(at.1.get(&difference.difference.part).cloned());
    }
    Ok(states)
}

/// Puts down to the file what differs because a copy is not whole.
fn say_files(differences: &mut [Caused], store: &dyn Store, base: RunId, lost: &BTreeSet<String>) -> Result<()> {
    if lost.is_empty() {
        return Ok(());
    }
    let (mut files, mut holders) = (BTreeSet::new(), BTreeSet::new());
    store.each_result(base, &mut |result| {
        for file in result.files.iter().filter(|file| lost.contains(&file.upload.sha256)) {
            files.insert(file.upload.file.clone());
            holders.insert(result.ticket_no().map(str::to_owned));
        }
        Ok(())
    })?;
    for caused in differences {
        let Part { file, .. } = &caused.difference.part;
        if files.contains(file) {
            caused.causes = BTreeSet::from([Cause::File]);
        } else if file.is_empty() && holders.contains(&caused.ticket_no) {
            caused.causes.insert(Cause::File);
            caused.causes.remove(&Cause::Unsteady);
        }
    }
    Ok(())
}

/// Says which of the two read otherwise, the reader or its networks, where it was one alone. Both together cannot be told
/// apart, since the networks of then are not here: both are named.
fn say_models(differences: &mut [Caused], base: &Run, again: &Run) {
    let ((own, models), (other, others)) = (reader(base), reader(again));
    for caused in differences.iter_mut().filter(|caused| caused.causes.contains(&Cause::Reader)) {
        if models != others {
            caused.causes.insert(Cause::Model);
            if own == other {
                caused.causes.remove(&Cause::Reader);
            }
        }
    }
}
