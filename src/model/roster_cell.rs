//! A cell of the roster, and the cells of a row. A roster may have a million, held to the end of a run, so each is held
//! once: what stands in the file only where it is not the value itself, and its place as numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FieldName;

/// How much of a roster value can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Printed in full.
    Full,
    /// Some characters are masked (`张*`, `4301**********1234`); compare what is visible.
    Masked,
    /// A number that a spreadsheet rounded: its last digits are lost.
    Rounded,
    /// There, but not in any form that is understood.
    NotUnderstood,
}

/// The place of a cell, told as a spreadsheet names it: `E5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellName {
    row: u32,
    column: u32,
}

impl CellName {
    /// The cell in this row and column, counted from 0.
    #[must_use]
    pub const fn at(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Seven letters name four thousand million columns.
        let (mut letters, mut from) = ([b'A'; 7], 7usize);
        let mut rest = self.column;
        loop {
            from = from.saturating_sub(1);
            if let Some(letter) = letters.get_mut(from) {
                *letter = b'A'.saturating_add(u8::try_from(rest % 26).unwrap_or(0));
            }
            match (rest / 26).checked_sub(1) {
                Some(next) => rest = next,
                None => break,
            }
        }
        let letters = letters.get(from..).and_then(|letters| std::str::from_utf8(letters).ok()).unwrap_or_default();
        write!(f, "{letters}{}", self.row.saturating_add(1))
    }
}

/// A text names no cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCell;

impl fmt::Display for NoCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of a cell")
    }
}

impl std::error::Error for NoCell {}

impl FromStr for CellName {
    type Err = NoCell;

    fn from_str(name: &str) -> Result<Self, NoCell> {
        let letters = name.bytes().take_while(u8::is_ascii_uppercase);
        let column = letters.clone().try_fold(0u32, |column, letter| {
            column.checked_mul(26)?.checked_add(u32::from(letter.saturating_sub(b'A')).saturating_add(1))
        });
        let column = column.and_then(|column| column.checked_sub(1)).ok_or(NoCell)?;
        let row = name.get(letters.count()..).and_then(|row| row.parse::<u32>().ok()).ok_or(NoCell)?;
        Ok(Self { row: row.checked_sub(1).ok_or(NoCell)?, column })
    }
}

impl Serialize for CellName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One cell of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Kept")]
pub struct RosterCell {
    /// The value in the contract's form; masked characters are `*`.
    pub value: String,
    /// As it stands in the file, where that is not the value.
    raw: Option<Box<str>>,
    /// Where, e.g. `E5`.
    pub cell: CellName,
    /// How much of it can be relied on.
    pub state: CellState,
}

impl RosterCell {
    /// A cell with its value, and as it stands in the file.
    #[must_use]
    pub fn new(value: String, raw: &str, cell: CellName, state: CellState) -> Self {
        let raw = (raw != value).then(|| raw.into());
        let mut value = value;
        value.shrink_to_fit();
        Self { value, raw, cell, state }
    }

    /// As it stands in the file.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.value)
    }
}

/// A cell as it is written down.
#[derive(Deserialize)]
struct Kept {
    value: String,
    raw: String,
    cell: String,
    state: CellState,
}

impl From<Kept> for RosterCell {
    fn from(kept: Kept) -> Self {
        Self::new(kept.value, &kept.raw, kept.cell.parse().unwrap_or_default(), kept.state)
    }
}

impl Serialize for RosterCell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// [`Kept`], lent.
        #[derive(Serialize)]
        struct Lent<'a> {
            value: &'a str,
            raw: &'a str,
            cell: CellName,
            state: CellState,
        }
        Lent { value: &self.value, raw: self.raw(), cell: self.cell, state: self.state }.serialize(serializer)
    }
}

/// The cells of a row that hold something, by field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cells(Vec<(FieldName, RosterCell)>);

impl Cells {
    /// None, with room for so many.
    #[must_use]
    pub fn with_capacity(cells: usize) -> Self {
        Self(Vec::with_capacity(cells))
    }

    /// The cell of a field.
    #[must_use]
    pub fn get(&self, field: &FieldName) -> Option<&RosterCell> {
        self.0.get(self.place(*field).ok()?).map(|(_, cell)| cell)
    }

    /// The cell of a field, to be changed.
    pub fn get_mut(&mut self, field: &FieldName) -> Option<&mut RosterCell> {
        let place = self.place(*field).ok()?;
        self.0.get_mut(place).map(|(_, cell)| cell)
    }

    /// Whether the cell of a field holds something.
    #[must_use]
    pub fn contains_key(&self, field: &FieldName) -> bool {
        self.place(*field).is_ok()
    }

    /// Puts a cell in, in place of the one that the field had.
    pub fn insert(&mut self, field: FieldName, cell: RosterCell) {
        match self.place(field) {
            Ok(place) => {
                if let Some((_, before)) = self.0.get_mut(place) {
                    *before = cell;
                }
            }
            Err(place) => self.0.insert(place, (field, cell)),
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (FieldName, &RosterCell)> {
        self.0.iter().map(|(field, cell)| (*field, cell))
    }

    /// Gives back the room for more cells than there are.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }

    fn place(&self, field: FieldName) -> Result<usize, usize> {
        self.0.binary_search_by_key(&field, |(own, _)| *own)
    }
}

impl FromIterator<(FieldName, RosterCell)> for Cells {
    fn from_iter<T: IntoIterator<Item = (FieldName, RosterCell)>>(cells: T) -> Self {
        let mut all = Self::default();
        for (field, cell) in cells {
            all.insert(field, cell);
        }
        all.shrink_to_fit();
        all
    }
}

impl<const N: usize> From<[(FieldName, RosterCell); N]> for Cells {
    fn from(cells: [(FieldName, RosterCell); N]) -> Self {
        cells.into_iter().collect()
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cells = std::collections::BTreeMap::<FieldName, RosterCell>::deserialize(deserializer)?;
        Ok(cells.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cells() {
        for (row, column, name) in
            [(0, 0, "A1"), (4, 4, "E5"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
        {
            assert_eq!(CellName::at(row, column).to_string(), name);
            assert_eq!(name.parse(), Ok(CellName::at(row, column)));
        }
        for name in ["", "5", "E", "E0", "e5", "E5x", "ZZZZZZZZZ1"] {
            assert_eq!(name.parse::<CellName>(), Err(NoCell), "{name}");
        }
        assert!(CellName::at(u32::MAX, u32::MAX).to_string().len() > 10);
    }

    #[test]
    fn a_row_is_written_down_as_ever_and_held_once() {
        let cell = |value: &str, raw: &str| RosterCell::new(value.to_owned(), raw, CellName::at(1, 4), CellState::Full);
        let cells = Cells::from([(FieldName::Name, cell("张三", "张三")), (FieldName::Sex, cell("男", "男 "))]);
        assert_eq!(cells.get(&FieldName::Name).unwrap().raw, None);
        let written = serde_json::to_string(&cells).unwrap();
        assert!(written.contains(r#""name":{"value":"张三","raw":"张三","cell":"E2","state":"full"}"#), "{written}");
        assert_eq!(serde_json::from_str::<Cells>(&written).unwrap(), cells);
        assert!(size_of::<(FieldName, RosterCell)>() <= 64);
    }
}
