//! Where one document ends and the next begins.

use super::Part;
use super::score::Score;
use super::structure;
use crate::kinds::Kinds;
use crate::layout::{Sheet, squeeze};
use crate::model::{DocumentKind, Lookalike, Rect};
use crate::values::numeral;

/// Below this score a page is nothing that we know.
const KNOWN: f32 = 1.0;
/// A title worth less than this does not begin a document by itself.
const TITLED: f32 = 1.2;

/// More characters than the cover of a form has.
const COVER: usize = 140;
/// More characters than the rest of a paper has that no longer found room.
const TAIL: usize = 60;

/// A page and what it is taken for.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    number: u32,
    kind: DocumentKind,
    lookalike: Option<Lookalike>,
    confidence: f32,
    title: Option<String>,
    /// What the best title is worth.
    titled: f32,
    /// The squeezed text.
    text: String,
    /// Whether it says whom it is about.
    names: bool,
    /// Whether it lists people.
    people: bool,
    /// Whether it may be the rest of a certificate of employment.
    rest: bool,
    /// Page x of y, where the page says so.
    leaf: Option<(u32, u32)>,
    /// Whether this was settled without looking at words: such a page joins nothing.
    settled: bool,
    /// Where on the page it stands, where others share the page.
    area: Option<Rect>,
}

impl Judged {
    /// A page that is settled without looking at its words.
    pub(super) fn sure(number: u32, kind: DocumentKind, confidence: f32) -> Self {
        Self {
            number,
            kind,
            lookalike: None,
            confidence,
            title: None,
            titled: 0.0,
            text: String::new(),
            names: false,
            people: false,
            rest: false,
            leaf: None,
            settled: true,
            area: None,
        }
    }

    /// A page on which nothing stands but what is printed on every leaf. The number of the leaf before it says that it is
    /// the rest of that one, for which there was no room.
    pub(super) fn bare(number: u32, sheet: &Sheet<'_>) -> Self {
        let leaf = leaf(sheet);
        Self { leaf, settled: leaf.is_none(), ..Self::sure(number, DocumentKind::Blank, 0.85) }
    }

    /// A page by its scores, best first.
    pub(super) fn scored(number: u32, sheet: &Sheet<'_>, scores: Vec<Score>) -> Self {
        let text = squeeze(&sheet.text());
        let names = names_somebody(&text);
        let people = structure::lists_people(sheet);
        let rest = structure::ends_certificate(sheet);
        let leaf = leaf(sheet);
        let titled = scores.iter().map(|s| s.title).fold(0.0, f32::max);
        let mut scores = scores.into_iter();
        let best = scores.next();
        // Patterns of one kind and its look-alike overlap; the runner-up is the best of another sort.
        let second = scores.find(|s| best.as_ref().is_some_and(|b| s.kind != b.kind)).map_or(0.0, |s| s.total.max(0.0));
        match best {
            Some(best) if best.total >= KNOWN => {
                let ahead = best.total - 0.8 * second;
                let confidence = 1.0 / (1.0 + (1.2 - 1.9 * ahead).exp());
                Self {
                    number,
                    kind: best.kind,
                    lookalike: best.lookalike,
                    confidence: confidence.clamp(0.2, 0.995),
                    title: best.printed,
                    titled,
                    text,
                    names,
                    people,
                    rest,
                    leaf,
                    settled: false,
                    area: None,
                }
            }
            best => {
                let doubt = best.map_or(0.0, |b| b.total.max(0.0));
                Self {
                    number,
                    kind: DocumentKind::Other,
                    lookalike: None,
                    confidence: 0.85 - 0.35 * doubt,
                    title: None,
                    titled,
                    text,
                    names,
                    people,
                    rest,
                    leaf,
                    settled: false,
                    area: None,
                }
            }
        }
    }
}

impl Judged {
    /// The same, in an area of a page that it shares: it joins no other page.
    pub(super) fn alone_in(self, area: Rect) -> Self {
        Self { settled: true, area: Some(area), ..self }
    }

    pub(super) const fn kind(&self) -> DocumentKind {
        self.kind
    }

    pub(super) const fn confidence(&self) -> f32 {
        self.confidence
    }

    pub(super) fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What its best title is worth.
    pub(super) const fn titled(&self) -> f32 {
        self.titled
    }

    /// Its squeezed text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Whether a page names a person: by a number, or by a label for one. Further pages of a paper mostly do not.
fn names_somebody(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || c == 'X';
    let number = text.split(|c: char| !digits(c)).any(|run| run.chars().count() == 18);
    number || ["姓名", "身份证", "被证明人", "同志"].iter().any(|word| text.contains(word))
}

/// The beginning of the name behind its label.
fn name_on(text: &str) -> Option<String> {
    let name: String = text.split_once("姓名")?.1.chars().take(2).collect();
    (name.chars().count() == 2).then_some(name)
}

/// Whether the name behind the label of one page stands on the page before, too.
fn same_name(before: &str, page: &str) -> bool {
    name_on(page).is_some_and(|name| before.contains(&format!("姓名{name}")))
}

/// "第2页 共3页", "2/3": which leaf of how many; of how many is 0 where only "第2页" or "— 2 —" stands there.
fn leaf(sheet: &Sheet<'_>) -> Option<(u32, u32)> {
    let number = |s: &str| s.parse::<u32>().ok().filter(|n| (1..=99).contains(n));
    for row in sheet.rows.iter().rev().take(3).chain(sheet.rows.iter().take(2)) {
        let runs = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).map(crate::layout::Run::string);
        for text in runs.chain([sheet.row_text(row)]) {
            let text = text.trim_matches(['(', ')']);
            let plain: String =
                text.chars().filter(|c| !"第页共 -,".contains(*c)).map(|c| if c == '/' { ' ' } else { c }).collect();
            let pair = if text.contains('/') {
                plain.split_once(' ').and_then(|(a, b)| Some((number(a)?, number(b)?)))
            } else if let Some((a, b)) = text.split_once("页") {
                let digits = |s: &str| number(&s.chars().filter(char::is_ascii_digit).collect::<String>());
                // 第二页.
                let counted = |s: &str| numeral::parse(s).map(u32::from).filter(|n| (1..=99).contains(n));
                let alone = || {
                    let which = a.strip_prefix('第').filter(|_| b.is_empty())?;
                    digits(which).or_else(|| counted(which)).map(|at| (at, 0))
                };
                digits(a).zip(digits(b)).or_else(alone)
            } else {
                // — 2 —
                let inner = text.strip_prefix('-').and_then(|rest| rest.strip_suffix('-'));
                inner.and_then(|inner| number(inner.trim_matches('-'))).map(|at| (at, 0))
            };
            if let Some((at, of)) = pair.filter(|(at, of)| at <= of || *of == 0) {
                return Some((at, of));
            }
        }
    }
    None
}

/// Joins pages that go on where the one before ended.
pub(super) fn parts(pages: &[Judged], kinds: &Kinds) -> Vec<Part> {
    let mut parts: Vec<(Part, &Judged)> = Vec::new();
    for page in pages {
        if let Some((part, before)) = parts.last_mut()
            && continues(part, before, page, kinds)
        {
            part.last = page.number;
            if page.kind == part.kind {
                part.confidence = part.confidence.max(page.confidence);
            }
            *before = page;
            continue;
        }
        let part = Part {
            first: page.number,
            last: page.number,
            kind: page.kind,
            confidence: page.confidence,
            title: page.title.clone(),
            lookalike: page.lookalike,
            area: page.area,
        };
        parts.push((part, page));
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

/// Whether a page goes on with the document that the pages before it make.
fn continues(part: &Part, before: &Judged, page: &Judged, kinds: &Kinds) -> bool {
    if page.settled || before.settled || part.kind == DocumentKind::Other || part.kind == DocumentKind::Blank {
        return false;
    }
    if page.kind == DocumentKind::Blank {
        return before.leaf.is_none() && page.leaf.is_some_and(|(at, _)| at == page.number.saturating_sub(part.first));
    }
    let continued_by = kinds.continued_by(part.kind);
    let same = page.kind == part.kind;
    // The two sides of a card on two pages.
    if part.kind == DocumentKind::IdentityCard && same {
        let portrait = |j: &Judged| j.text.contains("公民身份号码") || j.text.contains("住址");
        let emblem = |j: &Judged| j.text.contains("签发机关") || j.text.contains("有效期限");
        return part.first == part.last
            && ((portrait(before) && !emblem(before) && emblem(page) && !portrait(page))
                || (emblem(before) && !portrait(before) && portrait(page) && !emblem(page)));
    }
    // 第2页共2页, also where the first page does not say that it is one.
    let place = page.number.saturating_sub(part.first) + 1;
    let leaves = match (before.leaf, page.leaf) {
        (Some((a, n)), Some((b, m))) => (n == m || n == 0 || m == 0) && b == a.saturating_add(1),
        (None, Some((b, _))) => b >= 2 && b == place,
        _ => false,
    };
    let untitled = page.titled < TITLED;
    // A leaf that says which one it is goes on, whatever stands above its text: 承诺书, 第2页共2页.
    let next = leaves && page.leaf.is_some_and(|(at, _)| at == place);
    if next && (page.kind == DocumentKind::Other || (untitled && before.leaf.is_some())) {
        return true;
    }
    // (转下页), 续上页: a word for going on, and where.
    let announced = |text: &str, verbs: &str, places: &[&str]| {
        let mut hits = places.iter().flat_map(|place| text.match_indices(place));
        hits.any(|(at, _)| text.get(..at).is_some_and(|before| before.ends_with(|c| verbs.contains(c))))
    };
    let turns = announced(&before.text, "转接见续", &["下页", "下一页", "次页", "背面", "反面"])
        || announced(&page.text, "接续承", &["上页", "上一页", "前页"]);
    if turns && untitled && (same || (page.kind == DocumentKind::Other && page.lookalike.is_none())) {
        return true;
    }
    // Behind a cover the inside of a form, which names the same person; that of a booklet, whatever its tables look like.
    let behind_cover = part.first == part.last && untitled && before.text.chars().count() < COVER;
    let inside = page.kind == DocumentKind::Other && page.lookalike.is_none() && same_name(&before.text, &page.text);
    let booklet = || {
        let named = name_on(&before.text).is_some_and(|name| page.text.contains(&name));
        part.kind == DocumentKind::GraduateRegistrationForm && named
    };
    if behind_cover && (inside || booklet()) {
        return true;
    }
    let spoken_for = continued_by.iter().filter(|phrase| page.text.contains(**phrase)).count();
    // An annex may have a title of its own, and names nobody.
    if same && part.kind == DocumentKind::EmploymentCertificate && !page.names {
        return true;
    }
    if page.titled >= TITLED {
        // A cover is followed by the form with the title once more.
        let cover = before.number == part.first && part.first == part.last && before.text.chars().count() < 90;
        return same && cover && !continued_by.is_empty() && page.text.chars().count() > before.text.chars().count();
    }
    // The signature or the opinions alone, which no longer found room.
    let tail = page.kind == DocumentKind::Other
        && page.lookalike.is_none()
        && page.text.chars().count() <= TAIL
        && ["盖章", "公章", "意见", "签字", "签名", "年月日", "电话", "特此证明"]
            .iter()
            .any(|word| page.text.contains(word));
    if tail && untitled && !page.names {
        return true;
    }
    (leaves && untitled && (same || page.kind == DocumentKind::Other))
        || (spoken_for >= 1 && untitled && (same || page.kind == DocumentKind::Other || page.confidence < 0.7))
        || (same && untitled && (part.kind == DocumentKind::EnrolmentRegister || !page.names))
        || (part.kind == DocumentKind::EnrolmentRegister && page.people && untitled)
        || (part.kind == DocumentKind::EmploymentCertificate
            && page.kind == DocumentKind::Other
            && page.lookalike.is_none()
            && (page.rest && untitled && !page.names))
}
