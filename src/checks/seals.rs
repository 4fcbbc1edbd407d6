//! What each seal on a paper is worth: shared by the two checks about seals.
//!
//! The unit that must seal is the present employer: the one on the roster, the one on the form, and the one that issued the
//! certificate. Behind its name nothing may stand but what the rule pack allows (公章, 人事专用章). Whatever else stands there
//! is an office, a sub-unit or another unit, of which no list could be complete. What was read off a ring may begin
//! anywhere and have slips, so the name is looked for around the ring, and weighed as evidence where it is not found whole.

use crate::bounds;
use crate::model::{Document, DocumentKind, FieldName, FieldValue, Mapping, Rect, Seal, SealColour};
use crate::values::seal_text::{self, Verdict, plain};
use crate::values::{self, Comparison, organisation, text};

use super::bench::Bench;
use super::sightings::expected;

/// What a seal is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Worth {
    /// It is that of the unit, or of its personnel office.
    Good,
    /// It has words that keep it from standing for the unit: 财务专用章, a person's name.
    Refused(String),
    /// Behind the unit's name stands something that the rule pack does not allow: an office, a sub-unit.
    More(String),
    /// It is that of a former employer.
    Former(String),
    /// It is that of another unit.
    Another(String),
    /// Half of the unit's name was read on it, in order, and nothing that speaks for another.
    Partly(String),
    /// It was read, and nobody can tell whose it is.
    Unclear(String),
    /// It could not be read.
    Unread,
    /// There is so little of it that nobody can say what it is.
    Faint,
    /// It is a mark at the head of the page, above everything that the paper says.
    Logo,
}

impl Worth {
    /// Whether it is certain, or for a person to say, that this stands for no unit.
    pub(super) fn is_none_of_the_unit(&self) -> bool {
        matches!(self, Worth::Refused(_) | Worth::More(_) | Worth::Faint | Worth::Logo)
    }
}

/// What a seal on this document is worth.
pub(super) fn worth(bench: &Bench<'_>, document: &Document, seal: &Seal) -> Worth {
    let words = &bench.pack().seal_words;
    let texts: Vec<&str> = [&seal.text, &seal.inner_text].into_iter().flatten().map(String::as_str).collect();
    let says = |word: &str| texts.iter().any(|text| text.contains(word));
    if let Some(word) = words.refused.iter().find(|word| says(word)) {
        return Worth::Refused(word.clone());
    }
    // 公章 ends many a word; what is meant here are words of the personnel office.
    let of_personnel = words.departments.iter().any(|word| word.chars().count() > 2 && says(word));
    if let Some(word) = words.refused.iter().find(|word| texts.iter().any(|text| has_nearly(text, word)))
        && !of_personnel
    {
        return Worth::Refused(word.clone());
    }
    if let Some(name) = texts.iter().find(|text| is_personal(text)) {
        return Worth::Refused((*name).to_owned());
    }
    if is_in_head(bench, document, seal) {
        return Worth::Logo;
    }
    if is_faint(seal) {
        return Worth::Faint;
    }
    let Some(printed) = seal.text.as_deref() else { return Worth::Unread };
    let units = present(bench, document);
    // A paper may give the unit's name cut short: the name that leaves least behind it is the one meant.
    let tails = units.iter().filter_map(|unit| behind(printed, unit));
    if let Some(tail) = tails.min_by_key(|tail| tail.chars().count()) {
        return match tail {
            tail if is_allowed(&tail, &words.departments) => {
                office_within(seal, &words.departments).map_or(Worth::Good, Worth::More)
            }
            tail if seal.text_confidence >= bounds::SEAL_OFFICE_READ => Worth::More(tail),
            _ => Worth::Unclear(printed.to_owned()),
        };
    }
    let partly = units.iter().any(|unit| resembles(printed, unit));
    let Some(name) = unit_of(seal) else {
        return if partly { Worth::Partly(printed.to_owned()) } else { Worth::Unread };
    };
    let judged = |units: &[String]| verdict(&name, seal.text_confidence, units);
    let former = former(bench, document, &units);
    let is_whole = |unit: &String| behind(printed, unit).is_some_and(|tail| is_allowed(&tail, &words.departments));
    match judged(&units) {
        // A reading that fits the unit may fit another one that is known much better.
        Verdict::Fits if !former.iter().any(is_whole) => Worth::Good,
        _ if units.is_empty() => Worth::Unclear(name),
        Verdict::Fits => Worth::Former(name),
        other => match (judged(&former), other) {
            (Verdict::Fits, _) if !former.is_empty() => Worth::Former(name),
            (_, Verdict::Another) => Worth::Another(name),
            _ if partly => Worth::Partly(name),
            _ => Worth::Unclear(name),
        },
    }
}

/// Whether there is so little of a seal that nobody can say what it is: hardly any ring, and nothing to read.
fn is_faint(seal: &Seal) -> bool {
    // In a black-and-white copy no seal is sure.
    let coloured = seal.colour != SealColour::Grey;
    coloured && seal.confidence < bounds::SEAL_SEEN && seal.text.is_none() && seal.inner_text.is_none()
}

/// Whether it stands at the head of a page, above everything that the paper says: a logo of the unit's letter paper.
/// Seals are set under what they confirm.
fn is_in_head(bench: &Bench<'_>, document: &Document, seal: &Seal) -> bool {
    let pages = bench.file_of(document).map(|file| file.reading.pages.as_slice()).unwrap_or_default();
    let Some(page) = pages.iter().find(|page| page.number == seal.page) else { return false };
    let back = page.to_displayed.and_then(|map| map.inverse()).unwrap_or(Mapping::IDENTITY);
    let upright = |bbox: &Rect| back.rect(bbox);
    let own = upright(&seal.bbox);
    let values = document.fields.iter().filter(|field| field.evidence.page == seal.page);
    let first = values.filter_map(|field| field.evidence.bbox).map(|bbox| upright(&bbox).y0).reduce(f32::min);
    own.centre().1 < bounds::HEAD_OF_PAGE * page.height
        && first.is_some_and(|first| own.centre().1 < first && own.y1 < first + bounds::LOGO_OVER_VALUE * own.height())
}

/// Whether a long word stands in the text with one character of it misread, which is not the first.
fn has_nearly(text: &str, word: &str) -> bool {
    let (text, word): (Vec<char>, Vec<char>) = (text.chars().collect(), word.chars().collect());
    let alike = |window: &[char]| {
        window.first() == word.first() && window.iter().zip(&word).filter(|(a, b)| a != b).count() <= 1
    };
    word.len() >= bounds::SEAL_LONG_WORD && text.windows(word.len()).any(alike)
}

/// Whether a seal is a person's chop: a name of two to four characters and 印, or a word of it.
fn is_personal(text: &str) -> bool {
    let plain = plain(text);
    let count = plain.chars().count();
    ["之印", "印章", "私印", "名章"].iter().any(|word| plain.ends_with(word)) && (3..=6).contains(&count)
        || (plain.ends_with('印') && (3..=5).contains(&count))
}

/// A ring as read from one of its characters on.
fn turned(ring: &[char], at: usize) -> Vec<char> {
    ring.iter().cycle().skip(at).take(ring.len()).copied().collect()
}

/// What stands behind a unit's name on a ring, which may be read from anywhere, with one slip in seven characters; `None`
/// where the name does not stand there.
fn behind(printed: &str, unit: &str) -> Option<String> {
    let (ring, unit): (Vec<char>, Vec<char>) = (plain(printed).chars().collect(), plain(unit).chars().collect());
    if unit.len() < bounds::SEAL_CHARACTERS || ring.len() < unit.len() || ring.len() > 80 {
        return None;
    }
    let slips = unit.len() / bounds::SEAL_ONE_IN;
    let differing = |ring: &[char]| ring.iter().zip(&unit).filter(|(a, b)| a != b).count();
    let best = (0..ring.len()).map(|at| (differing(&turned(&ring, at)), at)).min()?;
    (best.0 <= slips).then(|| turned(&ring, best.1).into_iter().skip(unit.len()).collect())
}

/// Whether half of a unit's name stands on the ring in its order.
fn resembles(printed: &str, unit: &str) -> bool {
    let (ring, unit): (Vec<char>, Vec<char>) = (plain(printed).chars().collect(), plain(unit).chars().collect());
    let most = (0..ring.len().min(80)).map(|at| in_order(&turned(&ring, at), &unit)).max().unwrap_or(0);
    unit.len() >= bounds::SEAL_CHARACTERS && most * 2 >= unit.len()
}

/// How many characters the two have in common, in one order.
fn in_order(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Whether what stands behind the name keeps the seal the unit's: nothing, a stray character, or words of the pack.
fn is_allowed(tail: &str, departments: &[String]) -> bool {
    let mut words: Vec<&String> = departments.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let left = words.iter().fold(tail.to_owned(), |left, word| left.replace(word.as_str(), ""));
    let near = departments.iter().any(|word| has_nearly(tail, word));
    // One or two characters are scraps of what else is printed there, unless they are a word that units are made of.
    let scrap = match left.chars().count() {
        0 | 1 => true,
        2 => !seal_text::is_word(&left),
        _ => false,
    };
    near || scrap
}

/// The words under the star that make a seal one of some office: 档案专用章 beside the unit's own name along the ring.
fn office_within(seal: &Seal, departments: &[String]) -> Option<String> {
    let inner = seal.inner_text.as_deref().filter(|inner| inner.ends_with('章'))?;
    let left = departments.iter().fold(inner.to_owned(), |left, word| left.replace(word.as_str(), ""));
    let office = left.chars().filter(|c| text::is_han(*c)).count() >= 2;
    // One character misread makes no other office of it: 入事专用章.
    let allowed = departments.iter().any(|word| text::edits(inner, word, 1).is_some());
    (office && !allowed).then(|| inner.to_owned())
}

/// What a seal says of these units.
fn verdict(name: &str, confidence: f32, units: &[String]) -> Verdict {
    let same = |comparison: Comparison| comparison.is_clean() || matches!(comparison, Comparison::Variant(_));
    // A longer name than the unit's was looked at before: here only shorter and other forms are meant.
    let shorter = |unit: &&String| plain(name).chars().count() <= plain(unit).chars().count();
    if units.iter().filter(shorter).any(|unit| same(values::compare(FieldName::Employer, unit, name))) {
        return Verdict::Fits;
    }
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    if units.is_empty() { Verdict::Unclear } else { seal_text::judge(name, confidence, &units) }
}

/// The unit that a seal names, where it was read well and names one.
fn unit_of(seal: &Seal) -> Option<String> {
    let name = organisation::without_seal_words(seal.text.as_deref()?);
    let han = name.chars().filter(|c| text::is_han(*c)).count();
    (seal.text_confidence >= bounds::SEAL_READ && han >= bounds::SEAL_CHARACTERS).then_some(name)
}

/// The units that may seal a document: the present employer as document, roster and form name it.
pub(super) fn present(bench: &Bench<'_>, document: &Document) -> Vec<String> {
    let forms = bench.own_papers().into_iter().filter(|paper| paper.kind == DocumentKind::RegistrationForm);
    let named = std::iter::once(document).chain(forms).filter_map(|paper| paper.text(FieldName::Employer));
    let issuer = document.text(FieldName::Issuer);
    let roster = expected(bench, FieldName::Employer).map(|expected| expected.value);
    unique(named.chain(issuer).map(ToOwned::to_owned).chain(roster))
}

/// Other units that the candidate's papers name: former employers, and the issuers of other certificates.
fn former(bench: &Bench<'_>, document: &Document, present: &[String]) -> Vec<String> {
    let papers = bench.own_papers();
    let periods = papers.iter().flat_map(|paper| &paper.fields).filter_map(|field| match &field.value {
        FieldValue::Periods(periods) => Some(periods),
        FieldValue::Text(_) | FieldValue::Entries(_) => None,
    });
    let worked_for = periods.flatten().filter_map(|period| period.employer.clone());
    let others = papers.iter().filter(|paper| !std::ptr::eq(**paper, document));
    let issued = others.filter_map(|paper| paper.text(FieldName::Employer)).map(ToOwned::to_owned);
    let is_present =
        |unit: &String| present.iter().any(|own| values::compare(FieldName::Employer, own, unit).is_close());
    unique(worked_for.chain(issued).filter(|unit| !is_present(unit)))
}

fn unique(units: impl Iterator<Item = String>) -> Vec<String> {
    let mut told = std::collections::BTreeSet::new();
    units.filter(|unit| told.insert(unit.clone())).collect()
}
