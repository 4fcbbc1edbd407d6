//! Tables of work whose header is missing or says nothing that is known: their columns are known by what the cells hold.

use super::Job;
use super::table::{Columns, Holds, Told, goes_on_line, holds, joined, of_cells, of_rows};
use crate::extract::table::{self, Column, Header};
use crate::extract::units;
use crate::kinds::meaning::{self, Head, is_label};
use crate::layout::{GridCell, Run, Sheet, squeeze};
use crate::model::Rect;
use crate::values::{date, person_name, text};

/// A ruled table whose header says nothing that is known: its columns are known by what their cells hold. A row is where
/// a span of time stands, or two days beside each other.
pub(super) fn by_contents(sheet: &Sheet<'_>, grid: &[GridCell]) -> Option<Told> {
    let level = |a: &Rect, b: &Rect| a.y1.min(b.y1) - a.y0.max(b.y0) > 0.6 * a.height().min(b.height());
    let row_of = |cell: &GridCell| -> Vec<&GridCell> {
        // A heading at the side of several rows is of none of them.
        let beside = |c: &GridCell| c.rect.height() > 1.6 * cell.rect.height() && c.rect.x1 <= cell.rect.x0 + sheet.em;
        let mut row: Vec<&GridCell> = grid.iter().filter(|c| level(&c.rect, &cell.rect) && !beside(c)).collect();
        row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        row
    };
    let spans = |cell: &&GridCell| date::parse_period(&joined(sheet, &cell.lines)).is_some_and(|p| p.to.is_some());
    let day = |cell: &GridCell| date::parse(&joined(sheet, &cell.lines)).is_some();
    let first = grid.iter().find(spans).or_else(|| {
        grid.iter().find(|cell| {
            let row = row_of(cell);
            let at = row.iter().position(|c| c.rect == cell.rect);
            let next = at.and_then(|at| row.get(at + 1));
            day(cell) && row.len() >= 4 && next.is_some_and(|n| date::parse_end(&joined(sheet, &n.lines)).is_some())
        })
    })?;
    let row = row_of(first);
    // Among values stands no label: this is a form and no table.
    if row.iter().any(|cell| is_label(&squeeze(&sheet.string(&cell.chars())))) {
        return None;
    }
    let body: Vec<&GridCell> = grid.iter().filter(|cell| cell.rect.y0 >= first.rect.y0 - 0.5 * sheet.em).collect();
    let mut columns: Columns = row
        .iter()
        .map(|cell| Column { what: None, x: (cell.rect.x0, cell.rect.x1), head: cell.rect.centre().0 })
        .collect();
    for column in &mut columns {
        // The cell right above may still say what the column is.
        let above = grid.iter().filter(|c| c.rect.y1 <= first.rect.y0 + 0.5 * sheet.em);
        let head = above.filter(|c| c.rect.x0 <= column.head && column.head <= c.rect.x1).last();
        column.what = head.and_then(|c| holds(&sheet.string(&c.chars())));
    }
    (columns.len() >= 3).then(|| of_cells(sheet, &body, columns)).flatten()
}

/// The same without ruling lines: a row of short texts above rows with days is a header, whatever it says.
pub(super) fn plain_by_contents(sheet: &Sheet<'_>) -> Option<Told> {
    let dated = |index: usize| sheet.rows.get(index).is_some_and(|row| !date::find(&sheet.row_text(row)).is_empty());
    (0..sheet.rows.len()).find_map(|index| {
        let row = sheet.rows.get(index)?;
        let runs: Vec<_> = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).collect();
        let short = |text: &[char]| text.len() <= 9 && !text.iter().any(|c| c.is_ascii_digit() || ",。:".contains(*c));
        // 姓名 | 程某 | 性别 | 男: labels with their values between them head no table.
        let labels: Vec<bool> = runs.iter().map(|run| is_label(&run.string())).collect();
        let of_person = runs.iter().any(|run| matches!(run.string().as_str(), "姓名" | "性别"));
        let form = of_person && labels.chunks(2).filter(|pair| pair.len() == 2).all(|pair| pair == [true, false]);
        if runs.len() < 3 || form || !runs.iter().all(|run| short(&run.text)) || !(index + 1..index + 4).any(dated) {
            return None;
        }
        let mut header = table::header_at(sheet, index, &holds)?;
        let lines = table::lines_by_column(sheet, &header);
        let most =
            |n: &usize| lines.get(*n).map_or(0, |texts| texts.iter().filter(|t| !date::find(t).is_empty()).count());
        let key =
            (0..header.columns.len()).max_by_key(|n| (most(n), std::cmp::Reverse(*n))).filter(|n| most(n) >= 1)?;
        type_columns(sheet, &mut header, key);
        of_rows(sheet, header)
    })
}

/// Says of the columns of a table without ruling lines what they hold, where its header does not.
pub(super) fn type_columns(sheet: &Sheet<'_>, header: &mut Header<Holds>, key: usize) {
    let (rows, _) = table::blocks(sheet, header, key, &goes_on_line);
    let texts: Vec<Vec<String>> = (0..header.columns.len())
        .map(|n| rows.iter().filter_map(|cells| cells.get(n)).map(|cell| joined(sheet, cell)).collect())
        .collect();
    typed(&mut header.columns, &texts);
}

/// Says of columns whose header says nothing what they hold, by their cells.
pub(super) fn typed(columns: &mut Columns, texts: &[Vec<String>]) {
    let share = |n: usize, holds: &dyn Fn(&str) -> bool| {
        let cells: Vec<&String> = texts.get(n).into_iter().flatten().filter(|t| !t.trim().is_empty()).collect();
        let fits = cells.iter().filter(|t| holds(&text::printed(t))).count();
        if cells.is_empty() { 0.0 } else { fits as f32 / cells.len() as f32 }
    };
    let open = |columns: &Columns| -> Vec<usize> {
        (0..columns.len())
            .filter(|n| columns.get(*n).is_some_and(|c| matches!(c.what, None | Some(Holds::Day))))
            .collect()
    };
    let has = |columns: &Columns, what: Holds| columns.iter().any(|c| c.what == Some(what));
    let set = |columns: &mut Columns, n: usize, what: Holds| {
        if let Some(column) = columns.get_mut(n) {
            column.what = Some(what);
        }
    };
    if !has(columns, Holds::Period) && !has(columns, Holds::From) {
        let spans = open(columns).into_iter().find(|n| share(*n, &|t| date::parse_period(t).is_some()) >= 0.5);
        match spans {
            Some(n) => set(columns, n, Holds::Period),
            None => {
                let days: Vec<usize> =
                    open(columns).into_iter().filter(|n| share(*n, &|t| date::parse_end(t).is_some()) >= 0.6).collect();
                for (n, what) in days.into_iter().zip([Holds::From, Holds::To]) {
                    set(columns, n, what);
                }
            }
        }
    }
    // Beside the beginning the days of another column are the end, whatever its header says: 止于.
    if has(columns, Holds::From) && !has(columns, Holds::To) {
        let ends = open(columns).into_iter().find(|n| share(*n, &|t| date::parse_end(t).is_some()) >= 0.6);
        if let Some(n) = ends {
            set(columns, n, Holds::To);
        }
    }
    if !has(columns, Holds::Employer) && !has(columns, Holds::EmployerAndPost) {
        let units = |n: &usize| share(*n, &|t| units::is_employer(&t.replace('（', "(").replace('）', ")")));
        // A header that asks for something else may head units nonetheless: 地点.
        let aside =
            |n: &usize| columns.get(*n).is_some_and(|c| matches!(c.what, None | Some(Holds::Day | Holds::Aside)));
        let best = (0..columns.len()).filter(aside).max_by(|a, b| units(a).total_cmp(&units(b)));
        if let Some(n) = best.filter(|n| units(n) >= 0.5) {
            set(columns, n, Holds::Employer);
        }
    }
    // What only labels stand in holds no values.
    for n in open(columns) {
        let person = share(n, &person_name::is_likely) >= 0.6;
        let count = share(n, &|t| t.chars().count() <= 2 || t.chars().any(|c| c.is_ascii_digit())) >= 0.6;
        // 养老保险参保单位, beside the unit; 同时担任, where most say nothing.
        let unit = share(n, &|t| units::is_employer(t) || units::is_own(t)) >= 0.6;
        let dashed = share(n, &|t| !t.chars().any(char::is_alphanumeric)) >= 0.5;
        if person || count || unit || dashed || share(n, &is_label) >= 0.6 {
            set(columns, n, Holds::Aside);
        }
    }
    // Of what is left the longest texts are what was done, the others as what.
    let length = |n: &usize| -> usize { texts.get(*n).into_iter().flatten().map(|t| t.chars().count()).sum() };
    let mut left = open(columns);
    left.sort_by_key(|n| std::cmp::Reverse(length(n)));
    let wanted = [Holds::Work, Holds::Post].into_iter().filter(|what| !has(columns, *what)).collect::<Vec<_>>();
    for (n, what) in left.into_iter().zip(wanted) {
        set(columns, n, what);
    }
}

/// Rows that stand beside each other like a table's without a header: a span of time, a unit, what was done.
pub(super) fn bare(sheet: &Sheet<'_>) -> Option<Told> {
    let (mut jobs, mut rows): (Vec<Job>, Vec<usize>) = (Vec::new(), Vec::new());
    // Where the texts of the last row stand, for lines that go on with them.
    let mut open: Vec<(f32, Holds)> = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let runs: Vec<_> = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).collect();
        // The number of a row in a column of its own.
        let numbered = |run: &&Run| run.text.len() <= 2 && run.text.iter().all(char::is_ascii_digit);
        let runs = runs.get(usize::from(runs.first().is_some_and(numbered))..).unwrap_or_default().to_vec();
        let spanned = (1..=runs.len().min(3)).find_map(|n| {
            let text: String = runs.iter().take(n).map(|run| sheet.raw(&run.chars)).collect();
            let text = text.trim_start_matches(|c: char| {
                c.is_ascii_digit() && text.chars().nth(1) == Some('、') || "、.".contains(c)
            });
            // 2020.06-: with nothing behind the dash, below others that ended.
            let open = || {
                let from = date::parse(text.trim_end().strip_suffix(['-', '—', '–', '~', '～'])?)?;
                (!jobs.is_empty() && n < runs.len()).then_some(date::Period { from, to: Some(date::End::Present) })
            };
            Some((n, date::parse_period(text).filter(|p| p.to.is_some()).or_else(open)?))
        });
        if let Some((n, period)) = spanned {
            // Each in a cell of its own with a label above it: a form and no list.
            if runs.iter().any(|run| labelled_above(sheet, run)) {
                return None;
            }
            let beside = runs.get(n..).unwrap_or_default();
            if beside.is_empty() || beside.iter().any(|run| run.text.len() > 30) {
                continue;
            }
            let mut job = Job {
                from: Some(period.from.to_string()),
                to: period.to.map(|to| to.to_string()),
                lines: runs.iter().map(|run| run.chars.clone()).collect(),
                ..Job::default()
            };
            open.clear();
            for run in beside {
                let text = text::printed(&sheet.raw(&run.chars));
                if is_label(&run.string()) {
                    continue;
                }
                let slot = if job.employer.is_none() && units::is_employer(&run.string()) {
                    (&mut job.employer, Holds::Employer)
                } else if text.chars().count() < 2 || units::is_department(&text) {
                    continue;
                } else if job.post.is_none() {
                    (&mut job.post, Holds::Post)
                } else {
                    (&mut job.work, Holds::Work)
                };
                *slot.0 = Some(text);
                open.push((run.bbox.x0, slot.1));
            }
            jobs.push(job);
            rows.push(index);
        } else if rows.last().is_some_and(|last| *last + 1 == index) && goes_on(sheet, index) {
            // Lines that run on are sentences, which are read as such.
            return None;
        } else if let (Some(job), Some(last)) = (jobs.last_mut(), rows.last())
            && *last + 1 == index
            && let [run] = runs.as_slice()
            && let Some(at) = run.text.iter().position(|c| *c == ':')
            && meaning::of(run.text.get(..at).unwrap_or_default()).is_some_and(|m| m.heads == [Head::Work])
        {
            // 工作内容：… on the line below.
            let said = run.chars.get(at + 1..).unwrap_or_default();
            job.work = Some(text::printed(&sheet.raw(said)));
            job.lines.push(said.to_vec());
            rows.push(index);
        } else if let (Some(job), Some(last)) = (jobs.last_mut(), rows.last())
            && *last + 1 == index
            && let [run] = runs.as_slice()
            && run.text.len() <= 12
            && let Some((_, holds)) = open.iter().find(|(x, _)| (x - run.bbox.x0).abs() < 1.5 * sheet.em)
        {
            let slot = match holds {
                Holds::Employer => &mut job.employer,
                Holds::Post => &mut job.post,
                _ => &mut job.work,
            };
            if let Some(text) = slot {
                text.push_str(&text::printed(&sheet.raw(&run.chars)));
                job.lines.push(run.chars.clone());
                rows.push(index);
            }
        }
    }
    let named = jobs.iter().filter(|job| job.employer.is_some()).count();
    // Where rows tell of no work, what is below them does.
    if jobs.iter().filter(|job| job.post.is_some() || job.work.is_some()).count() * 2 < jobs.len() {
        return None;
    }
    // Where no unit is named it is the one that certifies; several rows of several texts are no sentences.
    let told = |row: &usize| sheet.rows.get(*row).is_some_and(|row| row.runs.len() >= 3);
    let of_own = named == 0 && jobs.len() >= 2 && rows.len() == jobs.len() && rows.iter().all(told);
    (of_own || (named > 0 && named * 2 >= jobs.len())).then_some(Told { jobs, rows, columns: Vec::new() })
}

/// Whether a text stands in a ruled cell below a label.
fn labelled_above(sheet: &Sheet<'_>, run: &Run) -> bool {
    let cell = sheet.cells.around(run.bbox.centre());
    let within = |cell: &Rect, other: &Run| cell.contains(other.bbox.centre()) && other.bbox.y1 <= run.bbox.y0 + 1.0;
    cell.is_some_and(|cell| sheet.runs.iter().any(|other| within(&cell, other) && is_label(&other.string())))
}

/// Whether a row is the rest of the one above it, which reaches to the margin: it begins where that one does.
fn goes_on(sheet: &Sheet<'_>, row: usize) -> bool {
    let above = row.checked_sub(1).and_then(|above| sheet.rows.get(above));
    let margin = sheet.rows.iter().map(|row| row.bbox.x1).fold(0.0, f32::max);
    above.zip(sheet.rows.get(row)).is_some_and(|(above, row)| {
        // Who signs below a list goes on with nothing.
        let signs = units::is_unit(sheet.row_text(row).split('(').next().unwrap_or_default());
        // Not further left than a paragraph's first line is indented: there stands a heading at the side.
        // Under an item its text may begin behind the number.
        let opening: Vec<char> = sheet.row_text(above).chars().collect();
        let hanging = if text::begins_item(&opening) { 3.2 } else { 0.8 };
        let left = (above.bbox.x0 - 4.0 * sheet.em..above.bbox.x0 + hanging * sheet.em).contains(&row.bbox.x0);
        !signs && left && margin - above.bbox.x1 < 2.0 * sheet.em
    })
}
