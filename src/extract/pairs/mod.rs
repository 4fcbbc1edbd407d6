//! Label and value by place: beside each other, in cells, below each other, over several lines.

mod beside;
mod cells;
mod english;
mod pieces;
mod wrapped;

pub(super) use english::in_chinese;
pub(super) use pieces::trimmed;
use pieces::{Piece, pieces};

use super::evidence::by_row;
use super::lexicon::Lexicon;
use super::spots::{self, Spot};
use super::units;
use crate::kinds::meaning::{Head, Role};
use crate::layout::Sheet;
use crate::model::{FieldName, Rect};
use crate::values::{self, Understanding, Words, date, person_name};

/// More labels and pieces than any form has; the work grows with their product.
const MOST_LABELS: usize = 400;
/// See [`MOST_LABELS`].
const MOST_PIECES: usize = 3_000;

/// What ends the title of a paper that begins like a label.
static TITLES: Words = Words::new("证明 证明书 证明信 证明函 证明表 证明单 说明 登记表 申请表 审核表 报名表");

/// A value found for a label.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The field.
    pub field: FieldName,
    /// How telling its label is, 0 the most.
    pub rank: usize,
    /// Its characters, a list a line.
    pub lines: Vec<Vec<usize>>,
    /// How sure it is that this is the label's value, 0 to 1.
    pub sure: f32,
    /// Where the label stands.
    pub label: Rect,
}

/// What stands behind a label, whether or not it is of a field.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// The types of value that the label names.
    pub heads: Vec<Head>,
    /// What it says of the value's role.
    pub roles: Vec<Role>,
    /// Its characters, a list a line.
    pub lines: Vec<Vec<usize>>,
    /// Whether the label begins what stands there, and is no part of a sentence.
    pub leads: bool,
}

/// Values by label, and labels without a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    /// What was found, from top to bottom.
    pub found: Vec<Found>,
    /// Fields whose label is printed without a value.
    pub bare: Vec<(FieldName, Rect)>,
    /// All that stands behind labels that say of what type it is.
    pub values: Vec<Value>,
}

struct Search<'a, 'p> {
    sheet: &'a Sheet<'p>,
    spots: Vec<Spot>,
    pieces: Vec<Piece>,
    values: Vec<Option<(Vec<Vec<usize>>, f32)>>,
    /// Labels whose own value cell is empty.
    empty: Vec<bool>,
}

/// The values of a page's labels. Rows for which `skip` is true belong to tables that are read otherwise.
pub(super) fn find(sheet: &Sheet<'_>, lexicon: &Lexicon, skip: &[bool]) -> Pairs {
    let (mut spots, taken) = spots::find(sheet, lexicon);
    let skipped = |run: usize| sheet.runs.get(run).and_then(|r| skip.get(r.row)).copied().unwrap_or(false);
    spots.retain(|s| !skipped(s.run));
    let row = |spot: &Spot| sheet.runs.get(spot.run).map(|run| run.row);
    spots.sort_by(|a, b| row(a).cmp(&row(b)).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    spots.truncate(MOST_LABELS);
    let mut pieces = pieces(sheet, &spots, &taken, &skipped);
    pieces.truncate(MOST_PIECES);
    let count = spots.len();
    let mut search = Search { sheet, spots, pieces, values: vec![None; count], empty: vec![false; count] };
    search.inline();
    search.runs_on();
    search.by_cell();
    search.beside();
    search.wrapped();
    search.below();
    search.further();
    search.finish()
}

/// How sure a value is that follows its label without colon or gap: 性别女 reads well, 专业技术 is no 专业.
fn glued(spot: &Spot) -> f32 {
    match spot.field {
        // 考试名称社会工作者: no value begins with four characters of a label, all of whose words are known.
        _ if spot.label.length >= 4 && spot.exact && spot.label.meaning.as_ref().is_some_and(|m| m.unknown == 0) => 0.9,
        _ if spot.label.length >= 4 => 0.78,
        Some(
            FieldName::School
            | FieldName::Major
            | FieldName::Employer
            | FieldName::Degree
            | FieldName::TitleName
            | FieldName::TitleLevel
            | FieldName::ExamName
            | FieldName::ExamLevel
            | FieldName::Issuer
            | FieldName::EducationCategory
            | FieldName::StudyMode,
        ) => 0.45,
        _ => 0.78,
    }
}

/// The two values behind a label that names two (毕业院校及专业): parted by a sign, a gap, or where the school's name ends.
fn parted(sheet: &Sheet<'_>, fields: [FieldName; 2], lines: &[Vec<usize>]) -> Vec<(FieldName, Vec<Vec<usize>>)> {
    let chars: Vec<usize> = lines.concat();
    let sign = |n: usize| chars.get(n).and_then(|c| sheet.chars.get(*c)).is_some_and(|c| "/、,;".contains(c.ch));
    let spaced = |n: usize| {
        let pair =
            n.checked_sub(1).and_then(|b| Some((sheet.chars.get(*chars.get(b)?)?, sheet.chars.get(*chars.get(n)?)?)));
        pair.is_some_and(|(a, b)| b.spaced || b.bbox.x0 - a.bbox.x1 > 0.6 * a.bbox.height())
    };
    let school = |n: usize| {
        let name = sheet.string(chars.get(..n).unwrap_or_default());
        ["大学", "学院", "学校", "党校", "中学"].iter().any(|end| name.ends_with(end))
    };
    let inner = 2..chars.len().saturating_sub(1).max(2);
    // 女/汉族: the first may be one character.
    let at = (1..inner.end).find(|n| sign(*n)).or_else(|| inner.clone().find(|n| spaced(*n)));
    let at = at.or_else(|| inner.rev().find(|n| fields[0] == FieldName::School && school(*n)));
    match at {
        Some(at) => {
            let (one, other) = chars.split_at(at);
            let other = if sign(at) { other.get(1..).unwrap_or_default() } else { other };
            vec![(fields[0], vec![one.to_vec()]), (fields[1], vec![trimmed(sheet, other)])]
        }
        None => vec![(fields[0], lines.to_vec())],
    }
}

/// The name of a unit without the post that stands behind it.
fn without_post(sheet: &Sheet<'_>, lines: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let chars: Vec<usize> = lines.concat();
    let text: Vec<char> = sheet.string(&chars).chars().collect();
    let post = |end: &usize| units::is_post(&units::string(&text, *end..text.len()));
    match units::head(&text, 0..text.len()).filter(post) {
        Some(end) => by_row(sheet, chars.get(..end).unwrap_or_default()),
        None => lines,
    }
}

/// The two days of a range: 2006年9月1日至2010年6月30日.
fn two_days(sheet: &Sheet<'_>, lines: &[Vec<usize>]) -> Option<[Vec<usize>; 2]> {
    let chars: Vec<usize> = lines.concat();
    match date::find(&sheet.string(&chars)).as_slice() {
        [one, other] => Some([chars.get(one.start..one.end)?.to_vec(), chars.get(other.start..other.end)?.to_vec()]),
        _ => None,
    }
}

impl Search<'_, '_> {
    /// Values behind their label in the same run, or close behind a colon.
    fn inline(&mut self) {
        for n in 0..self.pieces.len() {
            let Some(piece) = self.pieces.get(n).cloned() else { continue };
            let Some(owner) = piece.after else { continue };
            let Some(spot) = self.spots.get(owner).cloned() else { continue };
            let mut chars = piece.chars;
            self.claim(n);
            self.extend_right(&mut chars, piece.bbox, piece.row, &spot);
            // 证明单位对以上情况负责: what follows a label without colon or gap has to be a unit.
            let unit = matches!(spot.field, Some(FieldName::Employer | FieldName::Issuer));
            let sure = if spot.glued && unit && !units::is_unit(&self.sheet.string(&chars)) {
                0.3
            } else if spot.glued {
                glued(&spot)
            } else if spot.colon {
                0.97
            } else {
                0.93
            };
            self.set(owner, vec![chars], sure);
        }
    }

    /// Adds what stands close behind in the same row: digits and dates set wide come in several runs.
    fn extend_right(&mut self, chars: &mut Vec<usize>, from: Rect, row: usize, spot: &Spot) {
        let mut right = from.x1;
        let size = from.height().max(1.0);
        let limit = self.next_label(spot, row);
        for n in 0..self.pieces.len() {
            let Some(p) = self.pieces.get(n) else { continue };
            let near =
                p.bbox.x0 >= right - 0.5 * size && p.bbox.x0 - right < 1.7 * size && p.bbox.x1 <= limit + 0.3 * size;
            let free = p.row == row && !p.claimed && p.after.is_none();
            if free
                && near
                && !self.is_whole(spot, chars, &p.chars)
                && !self.sheet.cells.parted(right, p.bbox.x0, p.bbox.centre().1)
            {
                right = p.bbox.x1;
                chars.extend(p.chars.iter().copied());
                self.claim(n);
            }
        }
    }

    /// Whether a value tells that it is whole and that what stands behind it is none of it: 殷某某 女.
    fn is_whole(&self, spot: &Spot, chars: &[usize], more: &[usize]) -> bool {
        let Some(field) = spot.field else { return false };
        let said = |chars: &[usize]| self.sheet.raw(chars);
        let full = |text: &str| values::parse(field, text).understanding == Understanding::Full;
        match field {
            FieldName::Name => {
                let (own, more) = (self.sheet.string(chars), self.sheet.string(more));
                person_name::is_likely(&own) && !person_name::is_likely(&format!("{own}{more}"))
            }
            FieldName::Sex | FieldName::IdNumber | FieldName::BirthDate => {
                full(&said(chars)) && !full(&format!("{}{}", said(chars), said(more)))
            }
            _ => false,
        }
    }

    /// The left edge of the next label in a row, right of this one.
    fn next_label(&self, spot: &Spot, row: usize) -> f32 {
        let band = self.sheet.rows.get(row).map_or(spot.bbox, |r| r.bbox);
        let level = |s: &Spot, band: &Rect| s.bbox.overlap_y(band) > 0.3 * s.bbox.height().min(band.height());
        self.spots
            .iter()
            .filter(|s| s.bbox.x0 > spot.bbox.x1 - 0.5 && (level(s, &band) || level(s, &spot.bbox)))
            .map(|s| s.bbox.x0)
            .fold(f32::INFINITY, f32::min)
    }

    /// The second value of a label that asks for two, where each stands in a cell of its own: 专业、毕业时间 | 会计 | 2013年6月.
    fn further(&mut self) {
        for n in 0..self.spots.len() {
            let Some((spot, [first, second])) = self
                .spots
                .get(n)
                .and_then(|spot| Some((spot, <[FieldName; 2]>::try_from(spot.label.fields.as_slice()).ok()?)))
            else {
                continue;
            };
            let Some((lines, _)) = self.values.get(n).and_then(Option::as_ref) else { continue };
            let whole = parted(self.sheet, [first, second], lines).len() == 1 && two_days(self.sheet, lines).is_none();
            let Some(place) = self.sheet.around(&lines.concat()).filter(|_| whole) else { continue };
            let next = self.pieces.iter().enumerate().filter(|(_, p)| {
                let level = p.bbox.overlap_y(&place) > 0.5 * p.bbox.height().min(place.height());
                level
                    && !p.claimed
                    && p.after.is_none()
                    && p.bbox.x0 >= place.x1
                    && p.bbox.x0 < self.next_label(spot, p.row)
            });
            let next = next
                .min_by(|(_, a), (_, b)| a.bbox.x0.total_cmp(&b.bbox.x0))
                .map(|(p, piece)| (p, piece.chars.clone()));
            if let Some((p, chars)) = next {
                self.claim(p);
                if let Some(Some((lines, _))) = self.values.get_mut(n) {
                    lines.push(chars);
                }
            }
        }
    }

    fn finish(self) -> Pairs {
        let mut pairs = Pairs::default();
        for (spot, value) in self.spots.iter().zip(self.values) {
            // 工作情况|证明: the title of the paper.
            let value = value.filter(|(lines, _)| !TITLES.has(&self.sheet.string(&lines.concat())));
            if let (Some(meaning), Some((lines, _))) = (&spot.label.meaning, &value) {
                let (heads, roles) = (spot.label.heads.clone(), meaning.roles.clone());
                pairs.values.push(Value { heads, roles, lines: lines.clone(), leads: spot.start.1 == 0 });
            }
            let Some(field) = spot.field else { continue };
            // A range of days, or a length: 学习期限.
            if let ([FieldName::EnrolledOn, FieldName::GraduatedOn, rest @ ..], Some((lines, sure))) =
                (spot.label.fields.as_slice(), &value)
            {
                let days = two_days(self.sheet, lines);
                // 5年（2014年9月-2019年7月）.
                if let (Some(_), Some(length)) = (&days, rest.first()) {
                    let (lines, label) = (lines.clone(), spot.bbox);
                    pairs.found.push(Found { field: *length, rank: spot.rank, lines, sure: 0.9 * sure, label });
                }
                let both = [FieldName::EnrolledOn, FieldName::GraduatedOn].into_iter();
                let each = match days {
                    Some(days) => both.zip(days.map(|day| vec![day])).collect(),
                    None => rest.iter().map(|field| (*field, lines.clone())).collect::<Vec<_>>(),
                };
                pairs.found.extend(each.into_iter().map(|(field, lines)| Found {
                    field,
                    rank: spot.rank,
                    lines,
                    sure: 0.97 * sure,
                    label: spot.bbox,
                }));
                continue;
            }
            // 性别/民族: of the two that are asked for, the one that this kind has.
            if let (Some((lines, sure)), [field], [one, other]) =
                (&value, spot.label.fields.as_slice(), spot.label.heads.as_slice())
                && let Some(meaning) = &spot.label.meaning
            {
                let has = |head: Head| meaning.fields_of(head).iter().any(|(own, _)| own == field);
                let parts = parted(self.sheet, [*field, *field], lines);
                let at = usize::from(has(*other) && !has(*one));
                if let ([_, _], Some((_, lines))) = (parts.as_slice(), parts.get(at)) {
                    let (sure, label) = (0.95 * sure, spot.bbox);
                    pairs.found.push(Found { field: *field, rank: spot.rank, lines: lines.clone(), sure, label });
                    continue;
                }
            }
            if let ([first, second], Some((lines, sure))) = (spot.label.fields.as_slice(), &value) {
                for (field, lines) in parted(self.sheet, [*first, *second], lines) {
                    pairs.found.push(Found { field, rank: spot.rank, lines, sure: 0.98 * sure, label: spot.bbox });
                }
                continue;
            }
            // 工作单位及职务: the unit, and what somebody is there.
            let post = spot.label.heads.contains(&Head::Unit) && spot.label.heads.contains(&Head::Post);
            let value = value.map(|(lines, sure)| (if post { without_post(self.sheet, lines) } else { lines }, sure));
            match value {
                Some((lines, sure)) => pairs.found.push(Found {
                    field,
                    rank: spot.rank,
                    lines,
                    sure: if spot.exact { sure } else { sure * 0.95 },
                    label: spot.bbox,
                }),
                None if !spot.glued => pairs.bare.push((field, spot.bbox)),
                None => {}
            }
        }
        pairs
    }

    fn has(&self, n: usize) -> bool {
        self.values.get(n).is_none_or(Option::is_some)
    }

    fn is_empty(&self, n: usize) -> bool {
        self.empty.get(n).copied().unwrap_or(false)
    }

    fn claim(&mut self, piece: usize) {
        if let Some(p) = self.pieces.get_mut(piece) {
            p.claimed = true;
        }
    }

    fn set(&mut self, n: usize, lines: Vec<Vec<usize>>, sure: f32) {
        if let Some(value) = self.values.get_mut(n)
            && value.is_none()
        {
            *value = Some((lines, sure));
        }
    }
}
