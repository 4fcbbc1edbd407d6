//! An employment certificate: who, where, from when to when, how long in all, and the unit that says so.

mod clauses;
mod contents;
mod labelled;
mod person;
mod phrases;
mod spans;
mod table;
mod upright;

use std::ops::Range;

use super::choose;
use super::evidence;
use super::pairs::{Found, Value};
use super::text::Text;
use super::units;
use super::{holder, signature, totals};
use crate::kinds::meaning::{self, Head};
use crate::layout::Sheet;
use crate::model::{EmploymentPeriod, Field, FieldName, FieldValue, Rect};
use crate::values::date::{self, End, PartialDate};
use crate::values::text as print_of;

use labelled::{by_labels, records, under_spans};
pub(super) use table::Columns;

/// A period of work as some part of the page tells it.
#[derive(Debug, Clone, Default)]
struct Job {
    /// The unit's name; none where the paper says "ours" or nothing.
    employer: Option<String>,
    from: Option<String>,
    to: Option<String>,
    work: Option<String>,
    post: Option<String>,
    /// Its characters, a list a line.
    lines: Vec<Vec<usize>>,
}

impl Job {
    /// How much of it is known.
    fn told(&self) -> usize {
        let named = [&self.employer, &self.from, &self.to].into_iter().flatten().count();
        named + usize::from(self.work.is_some() || self.post.is_some())
    }

    /// Whether another tells the same, or goes on where this one ends.
    fn is_cut_of(&self, whole: &Self) -> bool {
        let texts = |job: &Self| [job.employer.clone(), job.work.clone().or_else(|| job.post.clone())];
        let begins = |(own, whole): (Option<String>, Option<String>)| match (own, whole) {
            (Some(own), Some(whole)) => whole.starts_with(&own),
            (own, _) => own.is_none(),
        };
        self.from == whole.from && texts(self).into_iter().zip(texts(whole)).all(begins)
    }
}

/// Everything that only prose, tables and the signature block of a certificate say.
pub(super) struct Told {
    /// Plain values.
    pub found: Vec<Found>,
    /// The periods.
    jobs: Vec<Job>,
    /// Every span of time in sentences and lines of their own, as periods of which nothing else is known.
    spans: Vec<Job>,
    /// Rows of the page that belong to the table.
    pub rows: Vec<usize>,
    /// The table's columns, for a page that goes on with it.
    pub columns: Option<Columns>,
    /// The last row of the page that tells of a period.
    account: Option<usize>,
    /// Whether a sentence says that somebody still works there.
    still: bool,
}

impl Told {
    /// The lines that its periods stand on.
    pub(super) fn lines(&self) -> Vec<Vec<usize>> {
        self.jobs.iter().flat_map(|job| job.lines.iter().cloned()).collect()
    }
}

/// Reads what stands in sentences, tables and under the text.
pub(super) fn read(text: &Text<'_>, carried: Option<&Columns>) -> Told {
    let (sheet, flow) = (text.sheet, text.flow);
    let mut found: Vec<Found> = holder::find(sheet, flow);
    found.extend(ourselves(text));
    found.extend(totals::find(sheet, flow));
    let table = table::read(sheet, carried);
    let told = match table {
        Some(table) => {
            found.extend(person::find(sheet));
            let (jobs, rows, columns) = (table.jobs, table.rows, Some(table.columns));
            Told { found, jobs, spans: Vec::new(), rows, columns, account: None, still: false }
        }
        None => {
            let still = spans::goes_on(&text.chars);
            let spans = spans::find(&text.chars);
            let jobs = clauses::read(text, &spans);
            let spans = spans.into_iter().map(|span| Job {
                from: Some(span.from.to_string()),
                to: span.to.map(|to| to.to_string()),
                lines: text.lines(span.at),
                ..Job::default()
            });
            let spans = spans.collect();
            Told { found, jobs, spans, rows: Vec::new(), columns: None, account: None, still }
        }
    };
    let spans = told.jobs.iter().filter_map(|job| job.lines.first()?.first());
    let account = spans.filter_map(|c| row_of(sheet, *c)).chain(told.rows.iter().copied()).max();
    let signed = signature::find(sheet, &[FieldName::Employer], true, Some(account.map_or(0, |row| row + 1)));
    Told { found: told.found.into_iter().chain(signed).collect(), account, ..told }
}

/// The unit that a bracket behind "ours" names: 我单位（某某服务中心）.
fn ourselves(text: &Text<'_>) -> Option<Found> {
    let chars = text.chars.as_slice();
    let said = |own: Range<usize>| units::bracketed(chars, own.end, 40);
    let mut names = units::owns(chars, 0..chars.len()).into_iter().filter_map(said);
    let name = names.find(|name| units::is_employer(&units::string(chars, name.clone())))?;
    let lines = text.lines(name);
    Some(Found { field: FieldName::Employer, rank: signature::RANK, lines, sure: 0.88, label: Rect::default() })
}

/// The row of a character.
fn row_of(sheet: &Sheet<'_>, c: usize) -> Option<usize> {
    sheet.runs.iter().find(|run| run.chars.contains(&c)).map(|run| run.row)
}

/// Prefers the unit that signs to the unit that the person is said to work for.
pub(super) fn prefer_signer(sheet: &Sheet<'_>, told: &Told, values: &[Value], found: &mut Vec<Found>) {
    for employer in found.iter_mut().filter(|f| f.field == FieldName::Employer) {
        if let Some(whole) = signature::completed(sheet, &employer.lines.concat()) {
            employer.lines = evidence::by_row(sheet, &whole);
        }
    }
    // What is told of a period may go on for some lines behind its dates.
    let told_of = told.jobs.iter().filter_map(|job| row_of(sheet, *job.lines.last()?.last()?));
    let account = told_of.chain(told.account).max();
    let account = account.and_then(|row| sheet.rows.get(row)).map_or(f32::MIN, |row| row.bbox.y1);
    let signed = found.iter().any(|f| f.field == FieldName::Employer && f.rank >= signature::RANK);
    if !signed {
        among_periods(sheet, &jobs(sheet, told, values), found);
        return;
    }
    let print = |f: &Found| sheet.string(&f.lines.concat());
    let signer: Vec<String> =
        found.iter().filter(|f| f.field == FieldName::Employer && f.rank >= signature::RANK).map(print).collect();
    // The first line of a name that goes on below is no name of its own.
    found.retain(|f| {
        let text = print(f);
        f.field != FieldName::Employer || !signer.iter().any(|s| *s != text && s.starts_with(&text))
    });
    // Labels that come again and again are of the periods, whose units they name.
    let ranks: Vec<usize> = found.iter().filter(|f| f.field == FieldName::Employer).map(|f| f.rank).collect();
    let again = |rank: usize| rank < signature::RANK && ranks.iter().filter(|own| **own == rank).count() >= 2;
    if ranks.iter().any(|rank| !again(*rank)) {
        found.retain(|f| f.field != FieldName::Employer || !again(f.rank));
    }
    // A label above the account names a unit of the person's, one below it the unit that issues.
    found.retain(|f| f.field != FieldName::Employer || f.rank >= signature::RANK || f.label.y0 > account);
}

/// Where labels name the units of several periods and none of them signs, the one that came last certifies.
fn among_periods(sheet: &Sheet<'_>, jobs: &[Job], found: &mut Vec<Found>) {
    let print = |f: &Found| print_of::printed(&f.lines.iter().map(|line| sheet.raw(line)).collect::<String>());
    let until = |f: &Found| {
        let own = jobs.iter().filter(|job| job.employer.as_deref() == Some(print(f).as_str()));
        own.filter_map(|job| job.to.clone()).max()
    };
    let named: Vec<Option<String>> = found.iter().filter(|f| f.field == FieldName::Employer).map(until).collect();
    // "present" sorts behind every date.
    if let (true, Some(last)) = (named.len() >= 2 && named.iter().all(Option::is_some), named.iter().flatten().max()) {
        found.retain(|f| f.field != FieldName::Employer || until(f).as_ref() == Some(last));
    }
}

/// Where nobody signs legibly, the unit where the person is said to work to this day, or to the month of the paper: it is
/// the one that certifies.
pub(super) fn present_unit(sheet: &Sheet<'_>, told: &Told, issued: Option<PartialDate>) -> Option<Found> {
    let month = |date: PartialDate| (date.year(), date.month());
    let jobs = told.jobs.iter().filter(|job| match job.to.as_deref().and_then(date::parse_end) {
        Some(End::Present) => true,
        Some(End::On(to)) => issued.is_some_and(|issued| month(to) >= month(issued)),
        None => false,
    });
    let mut hits = jobs.filter_map(|job| {
        let name: Vec<char> = job.employer.as_deref().filter(|unit| !units::is_own(unit))?.chars().collect();
        let chars = job.lines.concat();
        let text: Vec<char> = sheet.string(&chars).chars().collect();
        let at = text.windows(name.len()).position(|window| window == name)?;
        let own = chars.get(at..at + name.len())?;
        let lines = evidence::by_row(sheet, own);
        Some(Found { field: FieldName::Employer, rank: signature::RANK, lines, sure: 0.8, label: Rect::default() })
    });
    hits.next_back()
}

/// The periods of a page, as its sentences or its table tell them, or the labels that come again for each of them.
fn jobs(sheet: &Sheet<'_>, told: &Told, values: &[Value]) -> Vec<Job> {
    let mut jobs = told.jobs.clone();
    if told.columns.is_some() {
        return jobs;
    }
    // Sentences tell of them, too, where labels run together; what tells more is right, and of two that tell as much
    // what has labels, unless its values are only the first lines of those.
    let told_of = |jobs: &[Job]| jobs.iter().map(Job::told).sum::<usize>();
    for records in [records(sheet, values), under_spans(sheet, &told.spans, values)] {
        let more = told_of(&records).cmp(&told_of(&jobs));
        let cut = || records.len() == jobs.len() && records.iter().zip(&jobs).all(|(one, whole)| one.is_cut_of(whole));
        // A value that runs on is a sentence, which the clauses tell better.
        let runs_on = records.iter().any(|job| job.employer.as_deref().is_some_and(|unit| unit.contains('，')));
        if records.len() >= 2 && !runs_on && (more.is_gt() || (more.is_eq() && !cut())) {
            jobs = records;
        }
    }
    jobs
}

/// The list of periods as a field; a period at "our unit" is given the issuing unit.
pub(super) fn field(sheet: &Sheet<'_>, told: &Told, values: &[Value], employer: Option<&Field>) -> Option<Field> {
    let mut jobs = jobs(sheet, told, values);
    if told.columns.is_none() {
        by_labels(sheet, values, &mut jobs);
        // 该员工目前仍在我公司任职: of a day that a label or a sentence names as the beginning.
        if let ([job], true) = (jobs.as_mut_slice(), told.still) {
            job.to = job.to.take().or_else(|| Some("present".to_owned()));
        }
    }
    if jobs.is_empty() {
        return None;
    }
    for unit in jobs.iter_mut().filter_map(|job| job.employer.as_mut()) {
        // ●由某某中心聘用: the mark of an item, and the word that leads to the unit.
        let bare = unit.trim_start_matches(|c: char| !c.is_alphanumeric() && !"（(《“".contains(c));
        *unit = bare.strip_prefix('由').filter(|rest| units::is_employer(rest)).unwrap_or(bare).to_owned();
    }
    repeat(&mut jobs);
    go_on(&mut jobs);
    jobs.iter_mut().for_each(part_post);
    let unit = employer.and_then(|f| f.value.as_text()).map(print_of::printed);
    let lines: Vec<Vec<usize>> = jobs.iter().flat_map(|job| job.lines.iter().cloned()).collect();
    let periods: Vec<EmploymentPeriod> = jobs
        .into_iter()
        .map(|job| EmploymentPeriod {
            employer: job.employer.filter(|e| !units::is_own(e)).or_else(|| unit.clone()),
            from: job.from,
            to: job.to,
            work: job.work.or(job.post),
        })
        .collect();
    let whole = periods.iter().all(|p| p.from.is_some() && p.to.is_some() && p.work.is_some());
    let sure = if whole { 0.93 } else { 0.7 };
    let field = evidence::field(sheet, FieldName::EmploymentPeriods, FieldValue::Periods(periods), &lines, sure);
    Some(choose::steadied(field))
}

/// Parts a post from the work that a cell names behind it: 权益部干事，婚姻家庭纠纷调解; and from the work the words that lead
/// to it in a sentence: 工作内容为留守儿童关爱服务.
fn part_post(job: &mut Job) {
    let label = |lead: &str| {
        let lead: Vec<char> = lead.chars().collect();
        let asks = |m: &meaning::Meaning| m.heads.contains(&Head::Work) || m.heads.contains(&Head::Post);
        meaning::of(&lead).is_some_and(|m| m.unknown == 0 && asks(&m))
    };
    // 职务：单证员, with its label in the cell.
    for slot in [&mut job.work, &mut job.post] {
        let said = slot.as_deref().and_then(|said| said.split_once('：')).filter(|(lead, _)| label(lead));
        if let Some(said) = said.map(|(_, said)| said.to_owned()).filter(|said| !said.is_empty()) {
            *slot = Some(said);
        }
    }
    let led = job.work.as_deref().and_then(|work| work.split_once('为'));
    if let Some((_, work)) = led.filter(|(lead, work)| label(lead) && work.chars().count() >= 2) {
        job.work = Some(work.to_owned());
    }
    let told = job.work.as_deref().and_then(|work| work.split_once('，'));
    if let Some((post, work)) = told.filter(|(post, work)| units::is_post(post) && work.chars().count() >= 3) {
        (job.post, job.work) = (Some(post.to_owned()), Some(work.to_owned()));
    }
}

/// Lets the last of several go on to this day where the others ended and nobody closed it: 2015.03—2019.04, 2019.04—.
fn go_on(jobs: &mut [Job]) {
    if let Some((last, ended)) = jobs.split_last_mut()
        && (!ended.is_empty() && last.from.is_some() && last.to.is_none())
        && ended.iter().all(|job| job.to.is_some() && job.from < last.from)
    {
        last.to = Some("present".to_owned());
    }
}

/// Gives a period what its row only says to be the same as above: 同上.
fn repeat(jobs: &mut [Job]) {
    let same = |said: &Option<String>| {
        let said = said.as_deref().unwrap_or_default();
        matches!(said, "同上" | "同前" | "〃" | "″" | "\"" | "同上一行")
    };
    let mut above = Job::default();
    for job in jobs {
        // 同社，项目副主任.
        let there = |said: &String| said.strip_prefix('同').is_some_and(units::is_self);
        if job.employer.is_none() && job.work.as_ref().is_some_and(there) {
            (job.employer, job.work) = (above.employer.clone(), None);
        }
        for (own, before) in
            [(&mut job.employer, &above.employer), (&mut job.work, &above.work), (&mut job.post, &above.post)]
        {
            if same(own) {
                own.clone_from(before);
            }
        }
        above = job.clone();
    }
}

/// The characters of a table's row as lines of evidence.
fn evidence_lines(cells: &[Vec<Vec<usize>>]) -> Vec<Vec<usize>> {
    cells.iter().flatten().filter(|line| !line.is_empty()).cloned().collect()
}
