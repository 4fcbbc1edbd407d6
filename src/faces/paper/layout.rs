//! Blocks to pages: where each line of text and each rule stands.

use super::{Block, Table, Typeface};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 54.0;
const ROOM: f32 = PAGE.0 - 2.0 * MARGIN;
const BOTTOM: f32 = PAGE.1 - 62.0;
/// Distance of lines, in their size.
const LEADING: f32 = 1.5;
const BODY: f32 = 11.0;
const CELL: f32 = 9.5;
const PAD: f32 = 4.0;
const SMALL: f32 = 8.5;

/// Punctuation that never begins a line.
const NEVER_FIRST: &str = "，。、；：！？）》”’】」％%,.;:!?)";

/// Something drawn at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A run of text; `y` is its baseline.
    Text { x: f32, y: f32, size: f32, text: String },
    /// A thin line.
    Rule { from: (f32, f32), to: (f32, f32) },
    /// A light ground.
    Ground { x: f32, y: f32, width: f32, height: f32 },
}

/// The marks of a page.
pub(super) type Page = Vec<Mark>;

/// Lays blocks out.
pub(super) fn lay_out(blocks: &[Block], footer: &str, typeface: &Typeface) -> Vec<Page> {
    let mut setter = Setter { typeface, pages: Vec::new(), papers: Vec::new(), page: Page::new(), y: MARGIN, from: 0 };
    for block in blocks {
        setter.block(block);
    }
    setter.end_paper();
    setter.foot(footer);
    setter.pages
}

/// Breaks a text into lines no wider than `room`.
pub(super) fn wrap(text: &str, size: f32, room: f32, typeface: &Typeface) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut used) = (String::new(), 0.0);
        for c in paragraph.chars() {
            let step = typeface.width_of(c, size);
            if used + step > room && !line.is_empty() && !NEVER_FIRST.contains(c) {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += step;
        }
        lines.push(line);
    }
    lines
}

struct Setter<'a> {
    typeface: &'a Typeface,
    pages: Vec<Page>,
    /// Of each paper, its first page and how many it has.
    papers: Vec<(usize, usize)>,
    page: Page,
    y: f32,
    /// First page of the paper being set.
    from: usize,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.centred(text, 18.0, 1.9),
            Block::Subtitle(text) => self.centred(text, 10.0, 1.8),
            Block::Heading(text) => {
                self.y += 6.0;
                self.need(4.0 * BODY * LEADING);
                self.lines(text, 12.5, 0.0);
                self.y += 2.0;
            }
            Block::Text(text) => self.lines(text, BODY, 2.0),
            Block::Note(text) => self.lines(text, SMALL, 0.0),
            Block::Right(text) => {
                self.need(BODY * LEADING);
                let x = PAGE.0 - MARGIN - self.typeface.width(text, BODY);
                self.text(x, BODY, text);
                self.y += BODY * LEADING;
            }
            Block::Table(table) => self.table(table),
            Block::Gap(points) => self.y += points,
            Block::NewPaper => self.end_paper(),
        }
    }

    /// A text whose top is here.
    fn text(&mut self, x: f32, size: f32, text: &str) {
        self.page.push(Mark::Text { x, y: self.y + size, size, text: text.to_owned() });
    }

    /// Begins a new page where less than this is left.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > MARGIN {
            self.new_page();
        }
    }

    fn new_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = MARGIN;
    }

    fn end_paper(&mut self) {
        if self.page.is_empty() && self.pages.len() > self.from {
            return;
        }
        self.new_page();
        self.papers.push((self.from, self.pages.len() - self.from));
        self.from = self.pages.len();
    }

    fn centred(&mut self, text: &str, size: f32, leading: f32) {
        for line in wrap(text, size, ROOM, self.typeface) {
            self.need(size * leading);
            let x = (PAGE.0 - self.typeface.width(&line, size)) / 2.0;
            self.text(x, size, &line);
            self.y += size * leading;
        }
    }

    /// A paragraph, its first line set in by so many characters.
    fn lines(&mut self, text: &str, size: f32, indent: f32) {
        let set_in = "　".repeat(indent as usize);
        for line in wrap(&format!("{set_in}{text}"), size, ROOM, self.typeface) {
            self.need(size * LEADING);
            self.text(MARGIN, size, &line);
            self.y += size * LEADING;
        }
        self.y += size * 0.3;
    }

    fn table(&mut self, table: &Table) {
        let all: f32 = table.columns.iter().map(|(_, share)| share).sum();
        let widths: Vec<f32> = table.columns.iter().map(|(_, share)| ROOM * share / all).collect();
        let header: Vec<String> = table.columns.iter().map(|(title, _)| (*title).to_owned()).collect();
        self.need(4.0 * CELL * LEADING);
        self.row(&header, &widths, None);
        for row in &table.rows {
            self.row(row, &widths, Some(&header));
        }
        self.y += 6.0;
    }

    /// A row. One that is longer than the page goes on on the next, below the header again.
    fn row(&mut self, cells: &[String], widths: &[f32], header: Option<&[String]>) {
        let mut left: Vec<Vec<String>> =
            cells.iter().zip(widths).map(|(text, width)| wrap(text, CELL, width - 2.0 * PAD, self.typeface)).collect();
        let step = CELL * LEADING;
        loop {
            let most = left.iter().map(Vec::len).max().unwrap_or(0).max(1);
            let fitting = ((BOTTOM - self.y - 2.0 * PAD) / step).floor().max(0.0) as usize;
            // A row that fits whole on a page is not torn; one that never fits is.
            let whole = ((BOTTOM - MARGIN - 4.0 * step) / step) as usize;
            if fitting == 0 || (most > fitting && most <= whole) {
                if self.y <= MARGIN {
                    return;
                }
                self.new_page();
                if let Some(header) = header {
                    self.row(header, widths, None);
                }
                continue;
            }
            let now = most.min(fitting);
            let part: Vec<Vec<String>> =
                left.iter_mut().map(|lines| lines.drain(..now.min(lines.len())).collect()).collect();
            self.strip(&part, now, widths, header.is_none());
            if left.iter().all(Vec::is_empty) {
                return;
            }
        }
    }

    /// Some lines of a row, with the rules round them.
    fn strip(&mut self, lines: &[Vec<String>], most: usize, widths: &[f32], ground: bool) {
        let step = CELL * LEADING;
        let (top, height) = (self.y, most as f32 * step + 2.0 * PAD);
        if ground {
            self.page.push(Mark::Ground { x: MARGIN, y: top, width: ROOM, height });
        }
        let mut x = MARGIN;
        for (lines, width) in lines.iter().zip(widths) {
            for (n, line) in lines.iter().enumerate() {
                let y = top + PAD + CELL + n as f32 * step;
                self.page.push(Mark::Text { x: x + PAD, y, size: CELL, text: line.clone() });
            }
            self.page.push(Mark::Rule { from: (x, top), to: (x, top + height) });
            x += width;
        }
        self.page.push(Mark::Rule { from: (x, top), to: (x, top + height) });
        for y in [top, top + height] {
            self.page.push(Mark::Rule { from: (MARGIN, y), to: (x, y) });
        }
        self.y = top + height;
    }

    /// The foot of each page, with its number within its paper.
    fn foot(&mut self, footer: &str) {
        for (from, count) in &self.papers {
            for (n, page) in self.pages.iter_mut().skip(*from).take(*count).enumerate() {
                let number = format!("第 {} 页，共 {count} 页", n + 1);
                let x = PAGE.0 - MARGIN - self.typeface.width(&number, SMALL);
                let y = PAGE.1 - 36.0;
                page.push(Mark::Text { x: MARGIN, y, size: SMALL, text: footer.to_owned() });
                page.push(Mark::Text { x, y, size: SMALL, text: number });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &Page) -> Vec<&str> {
        let text = |mark: &'_ Mark| matches!(mark, Mark::Text { .. });
        page.iter()
            .filter(|m| text(m))
            .map(|m| if let Mark::Text { text, .. } = m { text.as_str() } else { "" })
            .collect()
    }

    #[test]
    fn a_long_table_repeats_its_header_and_loses_no_row() {
        let Ok(typeface) = Typeface::find(None) else { return };
        let rows: Vec<_> = (0..200).map(|n| vec![format!("甲{n}"), "长沙市某某单位".repeat(n % 9)]).collect();
        let table = Table { columns: vec![("编号", 1.0), ("单位", 3.0)], rows };
        let pages = lay_out(&[Block::Table(table)], "", &typeface);
        assert!(pages.len() > 3);
        assert!(pages.iter().all(|page| texts(page).contains(&"编号")));
        let all: Vec<&str> = pages.iter().flat_map(texts).collect();
        assert!((0..200).all(|n| all.contains(&format!("甲{n}").as_str())));
    }

    #[test]
    fn a_row_longer_than_a_page_goes_on_on_the_next() {
        let Ok(typeface) = Typeface::find(None) else { return };
        let table = Table { columns: vec![("说明", 1.0)], rows: vec![vec!["字".repeat(9000)]] };
        let pages = lay_out(&[Block::Table(table)], "", &typeface);
        let set: usize = pages.iter().flat_map(texts).map(|t| t.matches('字').count()).sum();
        assert_eq!(set, 9000);
        let low = |mark: &Mark| matches!(mark, Mark::Text { y, text, .. } if *y > BOTTOM && text.contains('字'));
        assert!(!pages.iter().flatten().any(low));
    }

    #[test]
    fn each_paper_counts_its_own_pages() {
        let Ok(typeface) = Typeface::find(None) else { return };
        let one = || Block::Text("内容".to_owned());
        let pages = lay_out(&[one(), Block::NewPaper, one()], "脚注", &typeface);
        assert_eq!(pages.len(), 2);
        assert!(pages.iter().all(|page| texts(page).contains(&"第 1 页，共 1 页")));
    }
}
