//! Which sheet of a workbook is the roster, and who stands on the others.
//!
//! A sheet is chosen by what it says it is (its year, the words for lists that are over or only show how) and by what it
//! holds; never by its place alone. Whoever chose wrongly must hear of it: people with numbers of their own on a sheet of
//! this year that are not on the chosen one stop the run, and all others are counted.

use std::collections::{BTreeMap, BTreeSet};

use super::error::Why;
use super::grid::Grid;
use super::header::{self, Header};
use super::notice::{Elsewhere, LeftOut, Notice};
use super::rows::{self, KEYS, Loaded};
use crate::model::{Candidate, CellState, FieldName};
use crate::values::{id_number, text};

/// Words of lists that are over, or that only show how one is filled in.
const NOT_THIS_ONE: &[&str] = &[
    "旧",
    "往年",
    "去年",
    "上年",
    "历年",
    "历史",
    "作废",
    "停用",
    "备份",
    "样表",
    "样例",
    "示例",
    "模板",
    "填表说明",
    "填写说明",
];

/// A sheet with a header and somebody below it.
pub(super) struct Sheet {
    /// What is left of it: the rows of a single list are dropped as they are read.
    pub(super) grid: Grid,
    /// The first block's header.
    pub(super) header: Header,
    pub(super) loaded: Loaded,
    /// How many blocks stand side by side.
    pub(super) blocks: usize,
    /// The last year that its name and its titles speak of.
    year: Option<u16>,
}

impl Sheet {
    /// Reads a sheet whose header names somebody.
    pub(super) fn read(mut grid: Grid, header: Header) -> Self {
        let blocks = header::blocks(&grid, &header);
        let titles = grid.row_numbers().take_while(|&row| row < header.row).flat_map(|row| grid.row(row));
        let titles: Vec<String> = titles.map(|(_, cell)| cell.shown()).collect();
        let year = years(&grid.name).max().or_else(|| titles.iter().flat_map(|title| years(title)).max());
        let header = blocks.first().cloned().unwrap_or(header);
        let loaded = rows::read(&mut grid, &blocks);
        Self { grid, header, loaded, blocks: blocks.len(), year }
    }

    /// Whether it says that it is not the list of this year.
    fn is_over(&self, latest: Option<u16>) -> bool {
        let name = text::compact(&self.grid.name);
        NOT_THIS_ONE.iter().any(|word| name.contains(word)) || self.year.is_some_and(|year| Some(year) < latest)
    }
}

/// The place of the sheet that is the roster.
pub(super) fn choose(sheets: &[Sheet]) -> Option<usize> {
    let latest = latest(sheets);
    let rank = |(at, sheet): &(usize, &Sheet)| {
        let held = (sheet.header.has_numbers(), sheet.header.known, sheet.loaded.candidates.len());
        (!sheet.loaded.candidates.is_empty(), !sheet.grid.hidden, !sheet.is_over(latest), held, std::cmp::Reverse(*at))
    };
    sheets.iter().enumerate().max_by_key(rank).map(|(at, _)| at)
}

/// The people on the other sheets who are not on the chosen one: told, or what stops the run.
pub(super) fn left_out(sheets: &[Sheet], chosen: usize) -> Result<Vec<Notice>, Why> {
    let latest = latest(sheets);
    let Some(own) = sheets.get(chosen).filter(|_| sheets.len() > 1) else { return Ok(Vec::new()) };
    let known = Known::of(&own.loaded.candidates);
    let mut notices = Vec::new();
    let mut missing = Vec::new();
    for (_, sheet) in sheets.iter().enumerate().filter(|(at, _)| *at != chosen) {
        let people = sheet.loaded.candidates.iter().filter(|candidate| !known.has(candidate)).count();
        if people == 0 {
            continue;
        }
        let left = LeftOut { sheet: sheet.grid.name.clone(), people };
        let why = match () {
            () if sheet.grid.hidden => Elsewhere::Hidden,
            () if sheet.is_over(latest) => Elsewhere::Over,
            () if !sheet.header.has_numbers() => Elsewhere::WithoutNumbers,
            () => {
                missing.push(left);
                continue;
            }
        };
        notices.push(Notice::PeopleElsewhere { left, why });
    }
    if missing.is_empty() {
        return Ok(notices);
    }
    Err(Why::PeopleElsewhere { sheet: own.grid.name.clone(), people: own.loaded.candidates.len(), others: missing })
}

/// The last year that any visible sheet speaks of.
fn latest(sheets: &[Sheet]) -> Option<u16> {
    sheets.iter().filter(|sheet| !sheet.grid.hidden).filter_map(|sheet| sheet.year).max()
}

/// Who stands on the roster.
struct Known {
    numbers: BTreeMap<FieldName, BTreeSet<String>>,
    names: BTreeSet<String>,
}

impl Known {
    fn of(candidates: &[Candidate]) -> Self {
        let mut numbers: BTreeMap<FieldName, BTreeSet<String>> = BTreeMap::new();
        for (field, number) in candidates.iter().flat_map(Self::numbers) {
            numbers.entry(field).or_default().insert(number);
        }
        let names = candidates.iter().filter_map(|c| c.told(FieldName::Name)).map(str::to_owned).collect();
        Self { numbers, names }
    }

    /// Whether somebody is among them: by numbers of a kind that both lists have, by the name where there are none.
    fn has(&self, candidate: &Candidate) -> bool {
        let own = Self::numbers(candidate).into_iter();
        let both: Vec<bool> =
            own.filter_map(|(field, number)| Some(self.numbers.get(&field)?.contains(&number))).collect();
        if both.is_empty() {
            return candidate.told(FieldName::Name).is_some_and(|name| self.names.contains(name));
        }
        both.contains(&true)
    }

    fn numbers(candidate: &Candidate) -> Vec<(FieldName, String)> {
        let number = |&field: &FieldName| {
            let cell = candidate.cells.get(&field).filter(|cell| cell.state == CellState::Full)?;
            Some((field, id_number::to_eighteen(&cell.value).unwrap_or_else(|| cell.value.clone())))
        };
        KEYS.iter().filter_map(number).collect()
    }
}

/// The years of this century in a text.
fn years(text: &str) -> impl Iterator<Item = u16> {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.filter_map(|run| run.get(..4).filter(|_| matches!(run.len(), 4 | 6 | 8)))
        .filter_map(|year| year.parse().ok())
        .filter(|year| (2000..2100).contains(year))
}
