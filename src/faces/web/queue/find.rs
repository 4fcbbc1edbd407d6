//! Lists and searches.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::{
    Index, Item, State, Viewer,
    count::{Counts, count},
    sought,
    state::{is_todo, state},
};
use crate::{
    faces::{masking, names},
    model::{Code, DocumentKind, Round, Severity, Verdict},
    store::review::{CandidateStanding, Standing},
};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Those with a flag above `info`.
    #[default]
    Flagged,
    /// The others.
    Clean,
    /// Both, one after the other.
    All,
}

/// What is asked for. Everything that is left out or empty fits everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Which list; a search for a text goes over both.
    pub part: Part,
    /// A part of a name or ticket number, or what is seen of an identity number, or all of it.
    pub text: String,
    /// With this flag.
    #[serde(deserialize_with = "maybe")]
    pub flag: Option<Code>,
    /// With a document of this kind.
    #[serde(deserialize_with = "maybe")]
    pub kind: Option<DocumentKind>,
    /// As far as this.
    #[serde(deserialize_with = "maybe")]
    pub state: Option<State>,
    /// Concluded by this person.
    pub reviewer: String,
    /// From this one on, from 0.
    pub from: usize,
    /// So many at most.
    pub limit: usize,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            part: Part::default(),
            text: String::new(),
            flag: None,
            kind: None,
            state: None,
            reviewer: String::new(),
            from: 0,
            limit: 50,
        }
    }
}

/// The longest list at a time.
const MOST: usize = 500;

/// A word that may be empty or left out.
fn maybe<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Option<T>, D::Error> {
    use serde::de::{IntoDeserializer, value::StringDeserializer};
    let word: Option<String> = Option::deserialize(input)?;
    let Some(word) = word.filter(|word| !word.is_empty()) else { return Ok(None) };
    let word: StringDeserializer<serde::de::value::Error> = word.into_deserializer();
    T::deserialize(word).map(Some).map_err(D::Error::custom)
}

/// What was found.
#[derive(Debug, Serialize)]
pub struct Found<'a> {
    /// How many fit.
    pub total: usize,
    /// Some of them.
    pub rows: Vec<Row<'a>>,
    /// What is left, whatever was asked for.
    pub counts: Counts,
}

/// A candidate in a list.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// 准考证号.
    pub ticket_no: &'a str,
    /// Name on the roster.
    pub name: Option<&'a str>,
    /// Identity number on the roster, masked.
    pub id_number: Option<String>,
    /// Why it is in the queue: each flag once, the worst first.
    pub why: Vec<Why>,
    /// The least confidence of any value read, 0 to 1.
    pub least_confidence: f32,
    /// How many files were handed in.
    pub files: usize,
    /// How far it is.
    pub state: State,
    /// What was concluded, as far as the viewer may see it.
    pub verdict: Option<Verdict>,
    /// By whom.
    pub by: Option<&'a str>,
}

/// A flag in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Which.
    pub code: Code,
    /// As people call it.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// How often it stands.
    pub times: usize,
}

/// Those who fit, in the order of work.
#[must_use]
pub fn find<'a>(index: &'a Index, standing: &'a Standing, viewer: &Viewer<'_>, wish: &Wish) -> Found<'a> {
    let asked = Asked::new(wish);
    let fitting = asked.over(index, wish).filter_map(|item| {
        let own = standing.of(item.ticket_no()?);
        asked.fits(item, own, viewer).then_some((item, own))
    });
    let (mut total, mut rows) = (0, Vec::new());
    for (item, own) in fitting {
        if total >= wish.from && rows.len() < wish.limit.min(MOST) {
            rows.extend(row(item, own, viewer));
        }
        total += 1;
    }
    Found { total, rows, counts: count(index, standing, viewer) }
}

/// Everybody who fits, in the order of work.
pub(super) fn fitting<'a>(
    index: &'a Index,
    standing: &'a Standing,
    viewer: &'a Viewer<'a>,
    wish: &'a Wish,
) -> impl Iterator<Item = &'a Item> {
    let asked = Asked::new(wish);
    let over = asked.over(index, wish);
    over.filter(move |item| item.ticket_no().is_some_and(|ticket_no| asked.fits(item, standing.of(ticket_no), viewer)))
}

/// Who comes after somebody: the next one in the order of work who fits and waits for the viewer, from the front again
/// where the end is reached.
#[must_use]
pub fn next<'a>(
    index: &'a Index,
    standing: &Standing,
    viewer: &Viewer<'_>,
    wish: &Wish,
    after: Option<&str>,
) -> Option<&'a str> {
    let asked = Asked::new(wish);
    let mut before = None;
    let mut passed = after.is_none();
    for item in asked.over(index, wish) {
        let Some(ticket_no) = item.ticket_no() else { continue };
        if Some(ticket_no) == after {
            passed = true;
            continue;
        }
        if (passed || before.is_none()) && {
            let own = standing.of(ticket_no);
            is_todo(viewer, state(&item.digest, own), own) && asked.fits(item, own, viewer)
        } {
            if passed {
                return Some(ticket_no);
            }
            before = Some(ticket_no);
        }
    }
    before
}

/// A wish made ready for comparing.
struct Asked<'a> {
    wish: &'a Wish,
    text: String,
}

impl<'a> Asked<'a> {
    fn new(wish: &'a Wish) -> Self {
        Self { wish, text: sought(&wish.text.replace('\n', " ")) }
    }

    fn over<'i>(&self, index: &'i Index, wish: &Wish) -> Box<dyn Iterator<Item = &'i Item> + 'i> {
        match wish.part {
            _ if !self.text.is_empty() => Box::new(index.flagged().chain(index.clean())),
            Part::Flagged => Box::new(index.flagged()),
            Part::Clean => Box::new(index.clean()),
            Part::All => Box::new(index.flagged().chain(index.clean())),
        }
    }

    fn fits(&self, item: &Item, own: Option<&CandidateStanding>, viewer: &Viewer<'_>) -> bool {
        let wish = self.wish;
        self.names(item)
            && wish.flag.is_none_or(|code| item.digest.flags.iter().any(|flag| flag.code == code))
            && wish.kind.is_none_or(|kind| item.digest.kinds.contains(&kind))
            && wish.state.is_none_or(|wanted| state(&item.digest, own) == wanted)
            && (wish.reviewer.is_empty() || own.is_some_and(|own| concluded_by(own, &wish.reviewer, viewer)))
    }

    fn names(&self, item: &Item) -> bool {
        let number = item.digest.id_number.as_deref();
        self.text.is_empty()
            || item.sought.contains(&self.text)
            || number.is_some_and(|number| masking::shows(number, &self.text))
    }
}

fn concluded_by(own: &CandidateStanding, user: &str, viewer: &Viewer<'_>) -> bool {
    own.decisions.iter().any(|(round, made)| made.by == user && viewer.may_see(*round, own))
}

fn row<'a>(item: &'a Item, own: Option<&'a CandidateStanding>, viewer: &Viewer<'_>) -> Option<Row<'a>> {
    let seen = |round: Round| own.and_then(|own| own.decisions.get(&round).filter(|_| viewer.may_see(round, own)));
    let concluded = seen(Round::Second).filter(|made| made.what.verdict != Verdict::Skip);
    let decision = concluded.or_else(|| seen(Round::First));
    Some(Row {
        ticket_no: item.ticket_no()?,
        name: item.digest.name.as_deref(),
        id_number: item.digest.id_number.as_deref().map(masking::id_number),
        why: why(item),
        least_confidence: item.digest.least_confidence,
        files: item.digest.files,
        state: state(&item.digest, own),
        verdict: decision.map(|made| made.what.verdict),
        by: decision.map(|made| made.by.as_str()),
    })
}

fn why(item: &Item) -> Vec<Why> {
    let mut why: Vec<Why> = Vec::new();
    for flag in &item.digest.flags {
        match why.iter_mut().find(|w| w.code == flag.code && w.severity == flag.severity) {
            Some(known) => known.times += 1,
            None => why.push(Why { code: flag.code, name: names::code(flag.code), severity: flag.severity, times: 1 }),
        }
    }
    why.sort_by_key(|w| std::cmp::Reverse(w.severity));
    why
}
