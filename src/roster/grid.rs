//! A sheet as it comes: cells by row and column, whatever the file.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::CellName;
use crate::values::date::PartialDate;

/// The content of a cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Text, or anything that only has a text.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, as precise as the cell shows it.
    Date(PartialDate),
}

impl Cell {
    /// As a person sees it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }

    /// Whether there is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if crate::values::text::compact(text).is_empty())
    }
}

/// Cells that are merged into one, their corners included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    /// Row and column of the first cell, which holds the content.
    pub(super) first: (u32, u32),
    /// Row and column of the last cell.
    pub(super) last: (u32, u32),
}

/// A sheet: only cells with something in them, rows and columns counted from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Grid {
    /// The name of the sheet.
    pub(super) name: String,
    /// Of a text table, where and how its records are torn, if they are.
    pub(super) torn: Option<(u32, crate::intake::Torn)>,
    /// Of a text table, how many fields each row has, empty ones included.
    pub(super) fields: Vec<(u32, u32)>,
    /// Whether days are counted from 1904, as on old Macintoshes.
    pub(super) epoch_1904: bool,
    /// Whether the sheet itself is hidden.
    pub(super) hidden: bool,
    /// The columns that the sheet hides.
    pub(super) hidden_columns: BTreeSet<u32>,
    /// The rows that the sheet hides, by hand or by a filter.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// The cells of each row, in the order of the columns: a large sheet has a million.
    rows: BTreeMap<u32, Vec<(u32, Cell)>>,
    /// How many columns there are.
    width: u32,
    /// The rows in which the content of merges stands.
    merging: BTreeSet<u32>,
    /// For cells inside a merge, where its content stands.
    merged: BTreeMap<(u32, u32), (u32, u32)>,
}

impl Grid {
    /// A sheet without cells.
    pub(super) fn new(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Puts a cell in its place; a blank one leaves no trace.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell.is_blank() {
            return;
        }
        self.width = self.width.max(column.saturating_add(1));
        let cells = self.rows.entry(row).or_default();
        // Files have their cells in order, mostly.
        if cells.last().is_none_or(|&(last, _)| last < column) {
            cells.push((column, cell));
            return;
        }
        match cells.binary_search_by_key(&column, |&(own, _)| own) {
            Ok(at) => {
                if let Some((_, before)) = cells.get_mut(at) {
                    *before = cell;
                }
            }
            Err(at) => cells.insert(at, (column, cell)),
        }
    }

    /// Notes which cells are merged. Merges over whole sheets are layout, not content, and cost memory.
    pub(super) fn merge(&mut self, merges: &[Merge]) {
        const MOST_CELLS: usize = 200_000;
        // Many merges over one area are as many steps as cells that are none of them.
        let mut steps = 0usize;
        for merge in merges {
            if self.own(merge.first.0, merge.first.1).is_none() {
                continue;
            }
            self.merging.insert(merge.first.0);
            for row in merge.first.0..=merge.last.0 {
                for column in merge.first.1..=merge.last.1 {
                    steps = steps.saturating_add(1);
                    if steps > MOST_CELLS {
                        return;
                    }
                    if (row, column) != merge.first {
                        self.merged.insert((row, column), merge.first);
                    }
                }
            }
        }
    }

    /// The rows with something in them, in order.
    pub(super) fn row_numbers(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// The cells of a row that hold something themselves, in order.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.rows.get(&row).into_iter().flatten().map(|(column, cell)| (*column, cell))
    }

    /// Drops a row that was read; what cells merged into it show stays.
    pub(super) fn drop_row(&mut self, row: u32) {
        if !self.merging.contains(&row) {
            self.rows.remove(&row);
        }
    }

    /// How many columns there are.
    pub(super) const fn width(&self) -> u32 {
        self.width
    }

    /// What a cell holds, where it stands in a column merged downwards what the first of them holds.
    pub(super) fn value(&self, row: u32, column: u32) -> Option<&Cell> {
        self.own(row, column).or_else(|| {
            let &(first_row, first_column) = self.merged.get(&(row, column))?;
            if first_column == column { self.own(first_row, first_column) } else { None }
        })
    }

    /// What a cell shows as part of a header: its own content, or that of the merge it is in.
    pub(super) fn heading(&self, row: u32, column: u32) -> Option<&Cell> {
        self.own(row, column).or_else(|| {
            let &(first_row, first_column) = self.merged.get(&(row, column))?;
            self.own(first_row, first_column)
        })
    }

    /// Whether a cell is part of a merge that starts in a row above.
    pub(super) fn continues_from_above(&self, row: u32, column: u32) -> bool {
        self.merged.get(&(row, column)).is_some_and(|&(first, _)| first < row)
    }

    /// What the cell itself holds.
    fn own(&self, row: u32, column: u32) -> Option<&Cell> {
        let cells = self.rows.get(&row)?;
        // Without a gap before it, a cell stands where its column says.
        let at = usize::try_from(column).ok()?;
        if let Some((own, cell)) = cells.get(at)
            && *own == column
        {
            return Some(cell);
        }
        cells.get(cells.binary_search_by_key(&column, |&(own, _)| own).ok()?).map(|(_, cell)| cell)
    }
}

/// The name of a cell as a spreadsheet shows it: `E5`, from row and column counted from 0.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    CellName::at(row, column).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_show_their_content() {
        let mut grid = Grid::new("s".to_owned());
        grid.put(0, 0, Cell::Text("标题".to_owned()));
        grid.put(1, 1, Cell::Text("长".to_owned()));
        grid.put(5, 5, Cell::Text(" ".to_owned()));
        grid.merge(&[Merge { first: (0, 0), last: (0, 3) }, Merge { first: (1, 1), last: (3, 1) }]);
        assert_eq!(grid.value(0, 2), None, "a title does not fill the columns below it");
        assert_eq!(grid.heading(0, 2), Some(&Cell::Text("标题".to_owned())));
        assert_eq!(grid.value(3, 1), Some(&Cell::Text("长".to_owned())));
        grid.merge(&[Merge { first: (0, 0), last: (u32::MAX, u32::MAX) }]);
        assert_eq!(grid.width(), 2);
        assert_eq!(grid.row_numbers().collect::<Vec<_>>(), [0, 1]);
    }
}
