//! Employment periods in tables: a column is known by its header and by what its cells hold.

use super::contents::{bare, by_contents, plain_by_contents, type_columns, typed};
use super::spans::moments;
use super::upright::upright;
use super::{Job, evidence_lines};
use crate::extract::pairs::in_chinese;
use crate::extract::table::{self, Column, Header, has_figures};
use crate::extract::units;
use crate::kinds::meaning::{self, Head, Role};
use crate::layout::{GridCell, Sheet, squeeze};
use crate::values::{date, text};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Holds {
    /// From when to when.
    Period,
    /// A day, of which the header does not say whether it begins or ends something.
    Day,
    /// The beginning.
    From,
    /// The end.
    To,
    /// Where.
    Employer,
    /// What was done.
    Work,
    /// As what.
    Post,
    /// Where and as what in one cell.
    EmployerAndPost,
    /// Something else.
    Aside,
}

/// The columns of a table, for pages that go on with it without its header.
pub(in crate::extract) type Columns = Vec<Column<Holds>>;

/// What a table says.
pub(super) struct Told {
    pub(super) jobs: Vec<Job>,
    /// Rows of the page that belong to the table.
    pub(super) rows: Vec<usize>,
    pub(super) columns: Columns,
}

/// What the text of a header's cell says.
pub(super) fn holds(header: &str) -> Option<Holds> {
    let header = in_chinese(header);
    let header = header.as_str();
    let bare = squeeze(header);
    if matches!(bare.as_str(), "专业工作" | "工作") {
        return Some(Holds::Work);
    }
    let of = |text: &str| {
        let text: Vec<char> = text.chars().collect();
        meaning::of(&text).or_else(|| meaning::of_role(&text)).or_else(|| meaning::of_word(&text))
    };
    let meaning = of(&bare).or_else(|| of(header))?;
    let has = |head: Head| meaning.heads.contains(&head) || meaning.under.contains(&head);
    if meaning.has(Role::SomebodyElse) || meaning.has(Role::Handling) {
        return Some(Holds::Aside);
    }
    Some(match meaning.head() {
        Head::Range => Holds::Period,
        Head::Date if meaning.has(Role::Birth) || meaning.has(Role::Graduation) => Holds::Aside,
        Head::Date if meaning.has(Role::Start) => Holds::From,
        Head::Date if meaning.has(Role::End) => Holds::To,
        Head::Date => Holds::Day,
        Head::Post if has(Head::Unit) => Holds::EmployerAndPost,
        Head::Work if meaning.heads.contains(&Head::Unit) => Holds::EmployerAndPost,
        Head::Unit | Head::Aside if meaning.heads.contains(&Head::Unit) => Holds::Employer,
        Head::Work => Holds::Work,
        // 业务类别, 岗位类别.
        Head::Category if has(Head::Work) => Holds::Work,
        Head::Category if has(Head::Post) && has(Head::Unit) => Holds::EmployerAndPost,
        Head::Category if has(Head::Post) => Holds::Post,
        // 从事何种专业工作（任何职务）.
        Head::Post if has(Head::Work) => Holds::Work,
        Head::Post => Holds::Post,
        _ => Holds::Aside,
    })
}

/// Whether these columns make a table of work: a time, and a place or a work.
pub(super) fn is_of_work(holds: &[Option<Holds>]) -> bool {
    let has = |what: &[Holds]| holds.iter().flatten().any(|h| what.contains(h));
    has(&[Holds::Period, Holds::Day, Holds::From])
        && has(&[Holds::Employer, Holds::Work, Holds::Post, Holds::EmployerAndPost])
}

/// The periods of a table with a header on this page, or of one that goes on from the page before.
pub(super) fn read(sheet: &Sheet<'_>, carried: Option<&Columns>) -> Option<Told> {
    let grid = sheet.grid();
    let ruled = ruled(sheet, grid).into_iter().max_by_key(|told| told.jobs.len());
    ruled
        .filter(|told| !told.jobs.is_empty())
        .or_else(|| upright(sheet, grid).filter(|told| !told.jobs.is_empty()))
        .or_else(|| plain(sheet).filter(|told| !told.jobs.is_empty()))
        .or_else(|| by_contents(sheet, grid).filter(|told| !told.jobs.is_empty()))
        .or_else(|| plain_by_contents(sheet).filter(|told| !told.jobs.is_empty()))
        .or_else(|| bare(sheet))
        .or_else(|| carried.and_then(|columns| goes_on(sheet, grid, columns)))
        .filter(|told| !told.jobs.is_empty())
}

/// The tables of work among the ruled cells, each by a row of cells that reads as a header.
fn ruled(sheet: &Sheet<'_>, grid: &[GridCell]) -> Vec<Told> {
    let said = |cell: &GridCell| holds(&sheet.string(&cell.chars()));
    let mut tables = Vec::new();
    let mut below = f32::MIN;
    for anchor in grid.iter().filter(|cell| matches!(said(cell), Some(Holds::Period | Holds::Day | Holds::From))) {
        if anchor.rect.y0 < below {
            continue;
        }
        let level = |cell: &&GridCell| {
            let overlap = cell.rect.y1.min(anchor.rect.y1) - cell.rect.y0.max(anchor.rect.y0);
            overlap > 0.6 * cell.rect.height().min(anchor.rect.height())
        };
        // What reaches far below the header is a heading at the side of the table.
        let beside = |cell: &&GridCell| cell.rect.y1 - anchor.rect.y1 > 1.6 * anchor.rect.height();
        let mut heads: Vec<&GridCell> = grid.iter().filter(level).filter(|cell| !beside(cell)).collect();
        heads.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        let what: Vec<Option<Holds>> = heads.iter().map(|cell| said(cell)).collect();
        // Among heads stands no value: this is a form, whose labels and values alternate.
        let valued = heads.iter().any(|cell| has_figures(&sheet.string(&cell.chars())));
        if valued || !is_of_work(&what) || what.iter().flatten().count() * 2 < what.len() {
            continue;
        }
        below = anchor.rect.y1;
        let columns: Columns = heads
            .iter()
            .zip(what)
            .map(|(cell, what)| Column { what, x: (cell.rect.x0, cell.rect.x1), head: cell.rect.centre().0 })
            .collect();
        let body: Vec<&GridCell> = grid.iter().filter(|cell| cell.rect.y0 >= anchor.rect.y1 - 0.5 * sheet.em).collect();
        if let Some(mut told) = of_cells(sheet, &body, columns) {
            told.rows.extend(rows_of(sheet, &heads));
            tables.push(told);
        }
    }
    tables
}

/// All that the cells of a period may hold.
pub(super) const EVERY: [Holds; 7] =
    [Holds::Period, Holds::From, Holds::To, Holds::Employer, Holds::Work, Holds::Post, Holds::EmployerAndPost];

/// The period that some cells tell, those found by what they hold.
pub(super) fn job<'g>(sheet: &Sheet<'_>, beside: &dyn Fn(Holds) -> Vec<&'g GridCell>) -> Option<Job> {
    let raw = |what: Holds| -> Option<String> {
        let texts: Vec<String> = beside(what).iter().map(|cell| joined(sheet, &cell.lines)).collect();
        (!texts.is_empty()).then(|| of_parts(&texts))
    };
    let (from, to) = match raw(Holds::Period) {
        Some(printed) => {
            let period = date::parse_period(&printed)?;
            (Some(period.from), period.to)
        }
        None => (
            raw(Holds::From).and_then(|printed| date::parse(&printed)),
            raw(Holds::To).and_then(|printed| date::parse_end(&printed)),
        ),
    };
    if from.is_none() && to.is_none() {
        return None;
    }
    let mut job = Job { from: from.map(|d| d.to_string()), to: to.map(|d| d.to_string()), ..Job::default() };
    let print = |what: Holds| raw(what).map(|printed| text::printed(&printed)).filter(|said| says(said));
    job.employer = print(Holds::Employer);
    job.work = print(Holds::Work);
    job.post = print(Holds::Post);
    if let Some(both) = print(Holds::EmployerAndPost) {
        part(&both, &mut job);
    }
    job.lines = EVERY.iter().flat_map(|what| beside(*what)).flat_map(|c| c.lines.iter().cloned()).collect();
    Some(job)
}

/// Whether a cell says anything: a stroke does not.
fn says(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The text of neighbouring cells; years and months in cells of their own are dates: 2018 | 7 | 2020 | 8.
fn of_parts(texts: &[String]) -> String {
    let figures = |text: &String| text.chars().all(|c| c.is_ascii_digit());
    let dates: Vec<String> = texts
        .chunk_by(|_, next| figures(next) && next.len() != 4)
        .map(|date| date.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("."))
        .collect();
    let parted = texts.len() > 1 && texts.first().is_some_and(|first| figures(first) && first.len() == 4);
    if parted { dates.join("至") } else { texts.concat() }
}

/// The rows of the page in which some cells' texts stand.
pub(super) fn rows_of(sheet: &Sheet<'_>, cells: &[&GridCell]) -> Vec<usize> {
    let chars: Vec<usize> = cells.iter().flat_map(|cell| cell.chars()).collect();
    let inside = |index: &usize| sheet.runs.get(*index).is_some_and(|run| run.chars.iter().any(|c| chars.contains(c)));
    let mut rows: Vec<usize> =
        (0..sheet.runs.len()).filter(inside).filter_map(|index| sheet.runs.get(index)).map(|run| run.row).collect();
    rows.dedup();
    rows
}

/// The periods that the cells below a header hold.
pub(super) fn of_cells(sheet: &Sheet<'_>, body: &[&GridCell], mut columns: Columns) -> Option<Told> {
    let cells_of = |columns: &Columns, n: usize| -> Vec<&GridCell> {
        let (x0, x1) = columns.get(n).map_or((0.0, 0.0), |c| c.x);
        body.iter()
            .copied()
            .filter(|cell| {
                let overlap = cell.rect.x1.min(x1) - cell.rect.x0.max(x0);
                overlap > 0.6 * (x1 - x0).min(cell.rect.width()) && cell.rect.width() < 1.6 * (x1 - x0)
            })
            .collect()
    };
    let raw = |cell: &GridCell| joined(sheet, &cell.lines);
    let texts: Vec<Vec<String>> =
        (0..columns.len()).map(|n| cells_of(&columns, n).into_iter().map(raw).collect()).collect();
    typed(&mut columns, &texts);
    // 从事时间 may head ranges, and two columns of days stand for the beginning and the end.
    let days: Vec<usize> =
        (0..columns.len()).filter(|n| columns.get(*n).is_some_and(|c| c.what == Some(Holds::Day))).collect();
    let ranges =
        days.iter().any(|n| cells_of(&columns, *n).iter().any(|cell| date::parse_period(&raw(cell)).is_some()));
    for (nth, n) in days.iter().enumerate() {
        if let Some(column) = columns.get_mut(*n) {
            column.what = Some(match (ranges || days.len() == 1, nth) {
                (true, _) => Holds::Period,
                (false, 0) => Holds::From,
                (false, _) => Holds::To,
            });
        }
    }
    let at = |what: Holds| columns.iter().position(|c| c.what == Some(what));
    let key = at(Holds::Period).or_else(|| at(Holds::From))?;
    let mut jobs = Vec::new();
    let mut used: Vec<&GridCell> = Vec::new();
    for cell in cells_of(&columns, key) {
        let middle = cell.rect.centre().1;
        // A year and its month may stand in cells of their own under one header.
        let beside = |what: Holds| -> Vec<&GridCell> {
            let row = |n: usize| -> Vec<&GridCell> {
                let own = cells_of(&columns, n).into_iter();
                let mut row: Vec<&GridCell> = own.filter(|c| c.rect.y0 <= middle && middle <= c.rect.y1).collect();
                row.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
                row
            };
            // 劳动合同单位 ——, 用工单位 某某中心: of two columns for the same the first that says something.
            let of = columns.iter().enumerate().filter(|(_, column)| column.what == Some(what)).map(|(n, _)| row(n));
            let told = |row: &Vec<&GridCell>| row.iter().any(|cell| says(&raw(cell)));
            let rows: Vec<Vec<&GridCell>> = of.collect();
            rows.iter().find(|row| told(row)).or(rows.first()).cloned().unwrap_or_default()
        };
        let first = beside(Holds::Period).first().or(beside(Holds::From).first()).map(|first| first.rect);
        let Some(job) = job(sheet, &beside).filter(|_| first == Some(cell.rect)) else { continue };
        used.extend(EVERY.iter().flat_map(|what| beside(*what)));
        jobs.push(job);
    }
    let rows = rows_of(sheet, &used);
    Some(Told { jobs: moments::of_rows(sheet, jobs), rows, columns })
}

/// The lines of a cell as one text: where a line ends within a number the next goes on with it.
pub(super) fn joined(sheet: &Sheet<'_>, lines: &[Vec<usize>]) -> String {
    let text = in_chinese(&lines.iter().map(|line| sheet.raw(line)).collect::<String>());
    text.trim_matches(|c: char| "*.,。，、·'`".contains(c)).to_owned()
}

/// A unit and what somebody was there, in one text: 长沙市某某服务中心社工.
fn part(both: &str, job: &mut Job) {
    let printed: Vec<char> = both.chars().collect();
    let chars: Vec<char> = both.replace('（', "(").replace('）', ")").chars().collect();
    // 某某服务站(社工督导): what stands in the bracket at the end is the post.
    let open = chars.iter().rposition(|c| *c == '(').filter(|_| chars.last() == Some(&')'));
    let open = open.filter(|open| units::is_employer(&units::string(&chars, 0..*open)));
    let whole = open.or_else(|| units::is_employer(&units::string(&chars, 0..chars.len())).then_some(chars.len()));
    match whole.or_else(|| units::head(&chars, 0..chars.len())) {
        Some(end) => {
            job.employer = Some(units::string(&printed, 0..end));
            let rest = units::string(&printed, end..printed.len());
            let rest = rest.trim_matches(|c: char| "，、；,;/（）()".contains(c));
            job.post = job.post.take().or_else(|| Some(rest.to_owned()).filter(|r| r.chars().count() >= 2));
        }
        None => job.employer = Some(both.to_owned()),
    }
}

/// A table without ruling lines: columns by its header, rows by its spans of time.
fn plain(sheet: &Sheet<'_>) -> Option<Told> {
    let mut header = table::parted(sheet, table::header_where(sheet, &holds, &|known| is_of_work(known))?);
    let timed = |column: &Column<Holds>| matches!(column.what, Some(Holds::Period | Holds::From | Holds::Day));
    let key = header.columns.iter().position(timed)?;
    type_columns(sheet, &mut header, key);
    of_rows(sheet, header)
}

pub(super) fn of_rows(sheet: &Sheet<'_>, mut header: Header<Holds>) -> Option<Told> {
    let days: Vec<usize> = (0..header.columns.len())
        .filter(|n| header.columns.get(*n).is_some_and(|c| c.what == Some(Holds::Day)))
        .collect();
    for (nth, n) in days.iter().enumerate() {
        if let Some(column) = header.columns.get_mut(*n) {
            column.what = Some(match (days.len(), nth) {
                (1, _) => Holds::Period,
                (_, 0) => Holds::From,
                _ => Holds::To,
            });
        }
    }
    let at = |what: Holds| header.columns.iter().position(|c| c.what == Some(what));
    let key = at(Holds::Period).or_else(|| at(Holds::From))?;
    let (rows, inside) = table::blocks(sheet, &header, key, &goes_on_line);
    let mut jobs: Vec<Job> = Vec::new();
    for cells in rows {
        let cell = |what: Holds| at(what).and_then(|n| cells.get(n)).cloned().unwrap_or_default();
        let print = |what: Holds| Some(text::printed(&joined(sheet, &cell(what)))).filter(|said| says(said));
        let (from, to) = match at(Holds::Period) {
            Some(_) => {
                let Some(period) = date::parse_period(&joined(sheet, &cell(Holds::Period))) else { continue };
                (Some(period.from), period.to)
            }
            None => {
                let from = joined(sheet, &cell(Holds::From));
                (date::parse(uncounted(&from)), date::parse_end(&joined(sheet, &cell(Holds::To))))
            }
        };
        if from.is_none() && to.is_none() {
            continue;
        }
        let mut job = Job { from: from.map(|d| d.to_string()), to: to.map(|d| d.to_string()), ..Job::default() };
        job.employer = print(Holds::Employer);
        job.work = print(Holds::Work);
        job.post = print(Holds::Post);
        if let Some(both) = print(Holds::EmployerAndPost) {
            part(&both, &mut job);
        }
        job.lines = evidence_lines(&cells);
        jobs.push(job);
    }
    // What stands below the last row of the table is none of it: the sum, the signature.
    let of_row = |row: &usize| {
        let chars: Vec<usize> = sheet.rows.get(*row).map(|row| sheet.row_chars(row).collect()).unwrap_or_default();
        jobs.iter().any(|job| job.lines.iter().flatten().any(|c| chars.contains(c)))
    };
    let last = inside.iter().copied().filter(of_row).max().unwrap_or(header.rows.1);
    let rows = (header.rows.0..=header.rows.1).chain(inside.into_iter().filter(|row| *row <= last)).collect();
    let jobs = moments::of_rows(sheet, jobs);
    (!jobs.is_empty()).then_some(Told { jobs, rows, columns: header.columns })
}

/// A day without the number of its row, which stands close before it: 12006-07-10.
fn uncounted(text: &str) -> &str {
    let year = |text: &str| {
        let figures = text.bytes().take_while(u8::is_ascii_digit).count();
        text.len() >= 6
            && figures == 4
            && (text.starts_with("19") || text.starts_with("20"))
            && date::parse(text).is_some()
    };
    [1, 2].into_iter().filter_map(|n| text.get(n..)).find(|rest| year(rest)).unwrap_or(text)
}

/// Whether a line of a cell goes on with the span of time above it: 2015.07— over 2019.02, 2014年08月-201 over 5年07月.
pub(super) fn goes_on_line(above: &str, line: &str) -> bool {
    const JOINTS: &[char] = &['-', '—', '–', '－', '~', '～', '至', '到', '─'];
    let (above, line) = (above.trim(), uncounted(line.trim()));
    if date::parse_period(above).is_some_and(|p| p.to.is_some_and(|to| matches!(to, date::End::Present))) {
        return false;
    }
    let year = ["19", "20", "二〇", "二○", "二零", "一九", "贰"].iter().any(|y| line.starts_with(y));
    above.ends_with(JOINTS) || line.starts_with(JOINTS) || (!year && !line.starts_with(|c: char| "合共总".contains(c)))
}

/// A page without a header that goes on with the table of the page before: its columns stand in the same places.
fn goes_on(sheet: &Sheet<'_>, grid: &[GridCell], columns: &Columns) -> Option<Told> {
    let body: Vec<&GridCell> = grid.iter().collect();
    // Without a header above it a row is one that says from when to when: the day beside who signs is none.
    let whole =
        |told: &Told| !told.jobs.is_empty() && told.jobs.iter().all(|job| job.from.is_some() && job.to.is_some());
    of_cells(sheet, &body, columns.clone())
        .filter(whole)
        .or_else(|| of_rows(sheet, Header { columns: columns.clone(), rows: (0, 0), bottom: f32::MIN }))
        .filter(whole)
}
