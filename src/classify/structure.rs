//! What a page is by how it is built, whatever words it uses.

use crate::kinds::meaning::{self, Head, Role};
use crate::layout::{Row, Run, Sheet, squeeze};
use crate::values::{date, person_name};

/// Whether a table stands on the page whose header asks when, where and what somebody worked.
pub(super) fn tells_of_work(sheet: &Sheet<'_>) -> bool {
    let grid = sheet.grid();
    let in_cells = grid.iter().map(|cell| (cell.rect.y0, cell.rect.y1, sheet.string(&cell.chars())));
    let in_rows = sheet.runs.iter().map(|run| (run.bbox.y0, run.bbox.y1, run.string()));
    let asks: Vec<(f32, f32, Asks)> =
        in_cells.chain(in_rows).filter_map(|(top, bottom, text)| Some((top, bottom, asks(&text)?))).collect();
    asks.iter().filter(|(_, _, what)| *what == Asks::When).any(|(top, bottom, _)| {
        let beside = |wanted: Asks| {
            asks.iter().any(|(y0, y1, what)| {
                *what == wanted && y1.min(*bottom) - y0.max(*top) > 0.4 * (y1 - y0).min(bottom - top)
            })
        };
        beside(Asks::Where) && beside(Asks::What)
    })
}

/// Whether sentences on the page tell since when somebody with an identity number has worked for a unit that signs.
pub(super) fn accounts_for_work(sheet: &Sheet<'_>) -> bool {
    const WORKS: &[&str] = &[
        "从事", "担任", "任职", "岗位", "入职", "就职", "负责", "聘用", "受聘", "在岗", "在职", "履职", "职务", "从业",
        "上班", "承担", "分管", "工作", "工龄", "年限", "专职", "经历",
    ];
    const STUDIES: &[&str] = &["学历", "学籍", "毕业", "专业学习", "准考证", "承诺"];
    let text = squeeze(&sheet.text());
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let count = |words: &[&str]| words.iter().filter(|word| text.contains(**word)).count();
    let certifies = has(&["特此证明", "兹证明", "证明如下", "情况属实"]) || text.starts_with("证明");
    let since = has(&["至今", "以来", "到现在", "至现在", "开始"]) || date::find(&sheet.text()).len() >= 2;
    // Somebody's number: the paper is about one person.
    let chars: Vec<char> = text.chars().collect();
    let numbered = chars.windows(17).any(|digits| digits.iter().all(char::is_ascii_digit));
    let told = [speaks_as_unit(&text), count(WORKS) >= 2, certifies, numbered];
    let told = told.into_iter().filter(|told| *told).count();
    // Only a career has one span of time after another.
    let career = spans_of_time(sheet) >= 2;
    // An appointment looks ahead and sums nothing up.
    let ahead = has(&["聘期", "兹聘", "聘任"]) && !has(&["年限", "经历", "从业", "工龄", "累计", "至今"]);
    !ahead && (told >= 2 || career) && since && count(WORKS) >= 1 && count(STUDIES) < 2
}

/// How many rows hold a span of time, or pairs of ruled cells its two ends.
fn spans_of_time(sheet: &Sheet<'_>) -> usize {
    let rows = sheet.rows.iter().map(|row| sheet.row_text(row));
    let spans = rows.filter(|row| date::find(row).len() >= 2 || row.contains("至今")).count();
    let dated = |text: String| date::parse(&text).is_some_and(|day| day.month().is_some());
    let ends = sheet.grid().iter().filter(|cell| dated(sheet.string(&cell.chars()))).count();
    spans.max(ends / 2)
}

/// Whether a unit speaks of itself: 我 or 本 before a word that units end in.
fn speaks_as_unit(text: &str) -> bool {
    /// More characters than stand between 我 and the end of such a word: 我居委会, 我监狱.
    const LONGEST: usize = 4;
    const ENDS: &str = "位司心区院校局道构所会站村社处部厂办园队狱团厅馆企业";
    const OURS: &[&str] =
        &["本单位", "本公司", "本中心", "本院", "本校", "本局", "本所", "本站", "本村", "本社", "本机构", "本会"];
    let chars: Vec<char> = text.chars().collect();
    let own = |at: usize| chars.iter().skip(at + 1).take(LONGEST).any(|c| ENDS.contains(*c));
    OURS.iter().any(|word| text.contains(word)) || (0..chars.len()).any(|at| chars.get(at) == Some(&'我') && own(at))
}

/// Whether the page lists people, a row each, as a register's further pages do without title or header.
pub(super) fn lists_people(sheet: &Sheet<'_>) -> bool {
    const FEWEST: usize = 4;
    let of_person = |row: &&Row| {
        let runs: Vec<String> = row.runs.iter().filter_map(|r| sheet.runs.get(*r)).map(Run::string).collect();
        let has = |wanted: &dyn Fn(&str) -> bool| runs.iter().any(|run| wanted(run));
        runs.len() >= 3 && has(&|run| run == "男" || run == "女") && has(&person_name::is_likely)
    };
    let people = sheet.rows.iter().filter(of_person).count();
    people >= FEWEST && people * 2 >= sheet.rows.len()
}

/// Whether a page without a title may be the rest of a certificate of employment: rows of a table of work, or the
/// signature alone.
pub(super) fn ends_certificate(sheet: &Sheet<'_>) -> bool {
    let rows: Vec<String> = sheet.rows.iter().map(|row| sheet.row_text(row)).collect();
    let spans = spans_of_time(sheet);
    let signs = rows.iter().any(|row| {
        let label = row.split_once(':').and_then(|(label, _)| meaning::of(&label.chars().collect::<Vec<_>>()));
        label.is_some_and(|m| m.has(Role::SomebodyElse) || m.heads.contains(&Head::Unit))
    });
    let dated = rows.iter().any(|row| !date::find(row).is_empty());
    spans >= 2 || (signs && dated && rows.len() <= 14)
}

/// What a header's cell asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    When,
    Where,
    What,
}

fn asks(text: &str) -> Option<Asks> {
    if text.contains(':') {
        return None;
    }
    let chars: Vec<char> = squeeze(text).chars().collect();
    let meaning = meaning::of(&chars).or_else(|| meaning::of_role(&chars)).filter(|m| m.unknown == 0)?;
    match meaning.head() {
        Head::Range => Some(Asks::When),
        Head::Date if !meaning.has(Role::Birth) && meaning.fields().is_empty() => Some(Asks::When),
        Head::Unit if !meaning.has(Role::Proof) && !meaning.has(Role::Award) => Some(Asks::Where),
        Head::Work => Some(Asks::What),
        Head::Post if !meaning.has(Role::Qualification) => Some(Asks::What),
        _ => None,
    }
}
