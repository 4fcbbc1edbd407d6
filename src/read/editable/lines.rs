//! Text as it comes out of a file, in lines and cells.

/// Gathers lines up to a bound.
pub(super) struct Lines {
    lines: Vec<Vec<String>>,
    cell: String,
    cells: Vec<String>,
    left: usize,
}

impl Lines {
    pub(super) fn new(most: usize) -> Self {
        Self { lines: Vec::new(), cell: String::new(), cells: Vec::new(), left: most }
    }

    /// Whether more would not be kept.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }

    pub(super) fn push(&mut self, ch: char) {
        match ch {
            '\n' | '\r' => self.end_line(),
            '\t' => self.end_cell(),
            ch if ch.is_control() => {}
            ch if self.left > 0 => {
                self.left -= 1;
                self.cell.push(ch);
            }
            _ => {}
        }
    }

    pub(super) fn push_str(&mut self, text: &str) {
        text.chars().for_each(|ch| self.push(ch));
    }

    pub(super) fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let cell = cell.trim();
        if !cell.is_empty() {
            self.cells.push(cell.to_owned());
        }
    }

    pub(super) fn end_line(&mut self) {
        self.end_cell();
        if !self.cells.is_empty() {
            self.lines.push(std::mem::take(&mut self.cells));
        }
    }

    /// The lines that say something, each with its cells.
    pub(super) fn finish(mut self) -> Vec<Vec<String>> {
        self.end_line();
        self.lines
    }
}
