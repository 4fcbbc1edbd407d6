//! Cells that stand beside each other: a page is read across its rows, and where cells have several lines, cell by cell.

use super::{GridCell, Sheet};

/// Ruled cells beside each other of which one has several lines.
pub(super) struct Beside {
    /// How many of the rows they take.
    pub(super) rows: usize,
    /// The lines of each.
    pub(super) cells: Vec<Vec<Vec<usize>>>,
}

/// More cells belong together on no paper.
const MOST: usize = 120;

/// The cells beside each other that the first of some rows begins; none where a row is to be read across.
pub(super) fn find(sheet: &Sheet<'_>, rows: &[usize]) -> Option<Beside> {
    if rows.len() < 2 {
        return None;
    }
    let runs_in = |cell: &GridCell, row: usize| {
        let runs = sheet.rows.get(row).map(|row| row.runs.as_slice()).unwrap_or_default();
        runs.iter().filter_map(|run| sheet.runs.get(*run)).any(|run| cell.rect.contains(run.bbox.centre()))
    };
    // The last row that a cell of several lines reaches to which begins in this row, or in one that such a cell reaches.
    let mut last = 0;
    let mut at = 0;
    while at <= last {
        let Some(&row) = rows.get(at) else { break };
        for cell in sheet.grid().iter().filter(|cell| cell.lines.len() >= 2 && runs_in(cell, row)) {
            let reach = rows.iter().rposition(|row| runs_in(cell, *row));
            last = last.max(reach.unwrap_or(0));
        }
        at += 1;
    }
    let own = rows.get(..=last).filter(|_| last > 0)?;
    let mut cells: Vec<&GridCell> =
        sheet.grid().iter().filter(|cell| own.iter().any(|row| runs_in(cell, *row))).collect();
    if cells.len() > MOST {
        return None;
    }
    let in_cells = |row: usize| {
        let runs = sheet.rows.get(row).map(|row| row.runs.as_slice()).unwrap_or_default();
        let runs = runs.iter().filter_map(|run| sheet.runs.get(*run));
        // Arrows from one to the next stand between them.
        let mut said = runs.filter(|run| run.text.iter().any(|c| c.is_alphanumeric()));
        said.all(|run| cells.iter().any(|cell| cell.rect.contains(run.bbox.centre())))
    };
    // Blanks to fill in are underlined, which parts nothing: cells of a table lie beside each other and nowhere over.
    let over = |a: &GridCell, b: &GridCell| {
        let common = a.rect.intersection(&b.rect);
        common.is_some_and(|common| common.width() > sheet.em && common.height() > 0.5 * sheet.em)
    };
    let beside = |a: &GridCell, b: &GridCell| {
        let level = a.rect.y1.min(b.rect.y1) - a.rect.y0.max(b.rect.y0);
        level > 0.5 * sheet.em && (a.rect.x1 <= b.rect.x0 + 1.0 || b.rect.x1 <= a.rect.x0 + 1.0)
    };
    let pairs = || cells.iter().enumerate().flat_map(|(n, a)| cells.iter().skip(n + 1).map(move |b| (*a, *b)));
    let tabled = pairs().any(|(a, b)| a.lines.len().max(b.lines.len()) >= 2 && beside(a, b));
    if !tabled || pairs().any(|(a, b)| over(a, b)) || !own.iter().all(|row| in_cells(*row)) {
        return None;
    }
    cells.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0).then(a.rect.x0.total_cmp(&b.rect.x0)));
    Some(Beside { rows: last + 1, cells: cells.into_iter().map(|cell| cell.lines.clone()).collect() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::super::{Flow, Sheet};

    #[test]
    fn cells_of_several_lines_are_read_one_by_one() {
        let page = page(
            "--------------------------\n|工作|  2018年至2020年在某|\n|经历|  某中心任社工      |\n--------------------------\n|共计|  三年              |\n--------------------------",
        );
        let text = Flow::of(&Sheet::new(&page)).text;
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["工作经历", "2018年至2020年在某某中心任社工", "共计三年"]);
    }

    #[test]
    fn underlined_blanks_part_nothing() {
        let page = page("兹聘请________为我单位\n社工，聘期三年。");
        assert_eq!(Flow::of(&Sheet::new(&page)).text.matches('聘').count(), 2);
    }
}
