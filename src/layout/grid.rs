//! The cells of ruled tables with what stands in them, whatever the rows of the page look like: a cell of three lines is
//! one text.

use super::Sheet;
use crate::model::Rect;

/// A ruled cell and its text.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// The cell.
    pub rect: Rect,
    /// Its characters, a list a line, from top to bottom and from left to right.
    pub lines: Vec<Vec<usize>>,
}

impl GridCell {
    /// All its characters.
    #[must_use]
    pub fn chars(&self) -> Vec<usize> {
        self.lines.concat()
    }
}

impl Sheet<'_> {
    /// The ruled cells of the page in which something stands, from top to bottom. A cell that frames the page is none.
    #[must_use]
    pub fn grid(&self) -> &[GridCell] {
        self.grid.get_or_init(|| self.ruled_cells())
    }

    fn ruled_cells(&self) -> Vec<GridCell> {
        let slack = 0.4 * self.em;
        let same = |a: &Rect, b: &Rect| {
            let near = |a: f32, b: f32| (a - b).abs() < slack;
            near(a.x0, b.x0) && near(a.x1, b.x1) && near(a.y0, b.y0) && near(a.y1, b.y1)
        };
        let mut cells: Vec<(Rect, Vec<usize>)> = Vec::new();
        for (index, run) in self.runs.iter().enumerate() {
            let centre = run.bbox.centre();
            let around = self.cells.around(centre).or_else(|| self.cells.open_to_the_right(centre));
            let Some(rect) = around.filter(|r| r.width() * r.height() < 0.6 * self.page.width * self.page.height)
            else {
                continue;
            };
            match cells.iter_mut().find(|(known, _)| same(known, &rect)) {
                Some((_, runs)) => runs.push(index),
                None => cells.push((rect, vec![index])),
            }
        }
        let mut grid: Vec<GridCell> =
            cells.into_iter().map(|(rect, runs)| GridCell { rect, lines: self.lines_of(&runs) }).collect();
        grid.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0).then(a.rect.x0.total_cmp(&b.rect.x0)));
        grid
    }

    /// The lines that some runs make: those at one height are a line, from left to right.
    #[must_use]
    pub fn lines_of(&self, runs: &[usize]) -> Vec<Vec<usize>> {
        let mut placed: Vec<_> = runs.iter().filter_map(|r| self.runs.get(*r)).collect();
        placed.sort_by(|a, b| a.bbox.centre().1.total_cmp(&b.bbox.centre().1));
        let mut lines: Vec<Vec<&super::Run>> = Vec::new();
        for run in placed {
            let level = |line: &Vec<&super::Run>| {
                line.iter().any(|other| {
                    let size = run.bbox.height().min(other.bbox.height()).max(1.0);
                    (run.bbox.centre().1 - other.bbox.centre().1).abs() < 0.5 * size
                })
            };
            match lines.last_mut().filter(|line| level(line)) {
                Some(line) => line.push(run),
                None => lines.push(vec![run]),
            }
        }
        for line in &mut lines {
            line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        }
        lines.into_iter().map(|line| line.into_iter().flat_map(|run| run.chars.iter().copied()).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::Sheet;

    #[test]
    fn a_cell_of_several_lines_is_one_text() {
        let page = page(
            "------------------------\n|2015.07-  |某某中心  |\n|2019.02   |服务站    |\n------------------------",
        );
        let sheet = Sheet::new(&page);
        let texts: Vec<String> = sheet.grid().iter().map(|cell| sheet.string(&cell.chars())).collect();
        assert_eq!(texts, ["2015.07-2019.02", "某某中心服务站"]);
    }
}
