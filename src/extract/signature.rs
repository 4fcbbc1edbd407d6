//! The signature block under a text: the unit that issued it, and the day.

use super::choose::Choice;
use super::evidence::by_row;
use super::pairs::{Found, trimmed};
use super::units::{self, is_employer, is_unit};
use crate::kinds::meaning::{self, Head};
use crate::layout::{Flow, Row, Run, Sheet};
use crate::model::{Evidence, Field, FieldName, FieldValue, Rect, Seal, WordSource};
use crate::values::{Words, date, text};

/// What may stand behind a unit's name in one run.
static BEHIND: Words = Words::new("(盖 (公 (章 (签 (加盖 (单位 校(院)长 院长 校长 经办人 负责人");

/// The rank of what a signature block says among the labels of a field.
pub(super) const RANK: usize = 40;

/// The date and the unit of a signature block: of the first one below the account of a certificate, whose last row is
/// `account`, because who else confirms it signs below; without an account of the lowest one on the page.
pub(super) fn find(sheet: &Sheet<'_>, units: &[FieldName], with_date: bool, account: Option<usize>) -> Vec<Found> {
    let mut found = Vec::new();
    let last = sheet.rows.len();
    let first = account.map_or(0, |row| row.min(last));
    let dated: Vec<(usize, Vec<usize>)> = (first..last)
        .filter_map(|index| Some((index, closing_date(sheet, sheet.rows.get(index)?, index)?)))
        .filter(|(_, chars)| account.is_none() || !of_authority(sheet, chars))
        .collect();
    let whole =
        |(_, chars): &&(usize, Vec<usize>)| date::parse(&sheet.raw(chars)).is_some_and(|date| date.day().is_some());
    let near = |(index, date): &(usize, Vec<usize>)| {
        // Mostly above its date, sometimes below it; the nearest one, of two that sign beside each other the one over it.
        let start = index.saturating_sub(5).max(first);
        let above = (start..=*index).rev();
        let mut rows: Vec<usize> = above.chain(index + 1..last.min(index + 3)).collect();
        rows.sort_by_key(|row| row.abs_diff(*index));
        let units: Vec<(usize, Vec<usize>)> = rows
            .into_iter()
            .flat_map(|row| units_at(sheet, row).into_iter().map(move |unit| (row, unit)))
            .filter(|(_, unit)| account.is_none() || !of_authority(sheet, unit))
            .collect();
        let under = sheet.around(date);
        let over = |unit: &[usize]| sheet.around(unit).zip(under).is_some_and(|(a, b)| a.overlap_x(&b) > 0.0);
        let own = units.iter().find(|(row, unit)| row.abs_diff(*index) <= 2 && over(unit));
        own.or(units.first()).map(|(_, unit)| unit.clone())
    };
    // A name whose end lies hidden under its seal signs nonetheless: who stands below it is somebody else.
    let torn = |index: usize| (index.saturating_sub(2).max(first)..=index).any(|row| begins_unit(sheet, row));
    let signs = |date: &&(usize, Vec<usize>)| near(date).is_some() || torn(date.0);
    let signed = dated.iter().filter(whole).find(signs).filter(|_| account.is_some());
    let dated = signed.or_else(|| dated.iter().rev().find(whole)).or_else(|| dated.last());
    if let Some((_, chars)) = dated
        && with_date
    {
        found.push(hit(sheet, FieldName::IssuedOn, chars, 0.93));
    }
    if !units.is_empty() {
        let beside = dated.and_then(near);
        let hidden = account.is_some() && beside.is_none() && dated.is_some_and(|(index, _)| torn(*index));
        let own = |unit: &Vec<usize>| account.is_none() || !of_authority(sheet, unit);
        let any = || (last.saturating_sub(6).max(first)..last).rev().flat_map(|row| units_at(sheet, row)).find(own);
        if let Some(chars) = beside.or_else(|| if hidden { None } else { any() }) {
            let chars = if account.is_some() { without_department(sheet, chars) } else { chars };
            found.extend(units.iter().map(|field| hit(sheet, *field, &chars, 0.9)));
        }
    }
    found
}

/// Whether something stands in the box of a form in which the authority above the unit gives its opinion: 主管部门意见.
fn of_authority(sheet: &Sheet<'_>, chars: &[usize]) -> bool {
    static AUTHORITIES: Words = Words::new("主管 上级 街道 乡镇 镇政府 人社 人力资源 民政局 组织部");
    let Some(place) = sheet.around(chars).map(|bbox| bbox.centre()) else { return false };
    let boxes = sheet.grid().iter().filter(|cell| {
        cell.rect.x1 <= place.0 && cell.rect.y0 <= place.1 && place.1 <= cell.rect.y1 && !cell.lines.is_empty()
    });
    let label = boxes.max_by(|a, b| a.rect.x1.total_cmp(&b.rect.x1)).map(|cell| sheet.string(&cell.chars()));
    label.is_some_and(|label| label.contains("意见") && AUTHORITIES.within(&label))
}

/// The names of units that end in a row, the one first that began in the row above.
fn units_at(sheet: &Sheet<'_>, index: usize) -> Vec<Vec<usize>> {
    broken_unit(sheet, index)
        .into_iter()
        .chain(sheet.rows.get(index).map(|row| units_in(sheet, row)).unwrap_or_default())
        .collect()
}

/// The name of a unit that ends in a row and began in the row above.
fn broken_unit(sheet: &Sheet<'_>, index: usize) -> Option<Vec<usize>> {
    let row = sheet.rows.get(index)?;
    let above = sheet.rows.get(index.checked_sub(1)?)?;
    let rest = row.runs.first().and_then(|r| sheet.runs.get(*r))?;
    // …程有限公司（印）.
    let sign = rest.text.iter().position(|c| *c == '(').filter(|_| rest.text.last() == Some(&')'));
    let name = rest.text.get(..sign.unwrap_or(rest.text.len()))?;
    let tail: String = name.iter().collect();
    // 校　长：施某: the first character of a label.
    let row: Vec<char> = sheet.row_text(row).chars().take_while(|c| *c != ':').collect();
    let label = row.len() > name.len() && meaning::of(&row).is_some();
    let short = name.len() <= 14 && name.iter().all(|c| text::is_han(*c)) && meaning::of(name).is_none() && !label;
    let left = above.runs.first().and_then(|r| sheet.runs.get(*r))?.bbox.x0;
    let printed = || sheet.rows.iter().map(|row| sheet.row_text(row)).collect::<Vec<_>>().join("\n");
    above.runs.iter().filter_map(|&r| sheet.runs.get(r)).find_map(|run| {
        let size = run.bbox.height().max(1.0);
        // It goes on under the name, under the label before it, or where lines begin that are not indented.
        let within = rest.bbox.x0 >= left - 2.5 * size.max(sheet.em) && rest.bbox.x1 <= run.bbox.x1 + 2.0 * size;
        // Who signs does so further right, in lines of any length.
        let narrow = rest.bbox.width().min(run.bbox.width());
        let signs =
            run.bbox.x0.min(rest.bbox.x0) > 0.4 * sheet.page.width && run.bbox.overlap_x(&rest.bbox) > 0.6 * narrow;
        let close = rest.bbox.y0 - run.bbox.y1 < 1.8 * size;
        let head = run.chars.get(label_before(&run.string())..)?;
        let both = format!("{}{tail}", sheet.string(head));
        let alone = is_employer(&sheet.string(head)) && (is_employer(&tail) || name.len() > 4);
        // 某某区人民政府 over 某某街道办事处: one name, where it is printed as one elsewhere.
        let alone = alone && !printed().contains(&both);
        // 湘西土家族苗族自治州 over 某某服务有限公司: what could be a name by itself goes on with one that breaks off.
        let broken = sheet.string(head);
        let broken = broken.ends_with([')', '省', '市', '县', '区', '州', '镇', '乡', '街', '道', '村']);
        let alone = alone || (name.len() > 9 && is_employer(&tail) && !broken);
        (short && (within || signs) && close && !alone && head.len() >= 4 && is_employer(&both))
            .then(|| head.iter().chain(rest.chars.iter().take(name.len())).copied().collect())
    })
}

/// A name without the department that signs for its unit: 某某公司人力资源部.
fn without_department(sheet: &Sheet<'_>, mut chars: Vec<usize>) -> Vec<usize> {
    let text: Vec<char> = sheet.string(&chars).chars().collect();
    let end = units::head(&text, 0..text.len()).filter(|end| {
        let rest = units::string(&text, *end..text.len());
        rest.chars().count() >= 3 && rest.chars().last().is_some_and(|c| "部科处室股办".contains(c))
    });
    chars.truncate(end.unwrap_or(chars.len()));
    chars
}

/// Whether the first characters of a unit's name stand alone in a row, its end not read: it names a place and is no
/// sentence.
fn begins_unit(sheet: &Sheet<'_>, index: usize) -> bool {
    let Some([run]) = sheet.rows.get(index).map(|row| row.runs.as_slice()) else { return false };
    let Some(run) = sheet.runs.get(*run) else { return false };
    let placed = run.text.iter().take(11).skip(1).any(|c| "省市县区州".contains(*c));
    let indented = run.bbox.x0 > 0.3 * sheet.page.width;
    placed
        && indented
        && (6..=24).contains(&run.text.len())
        && run.text.iter().all(|c| text::is_han(*c))
        && !is_unit(&run.string())
}

/// The name of a unit with what of it stands further below where it begins: its lines may be parted by the label of a date
/// that stands beside them.
pub(super) fn completed(sheet: &Sheet<'_>, chars: &[usize]) -> Option<Vec<usize>> {
    let said = sheet.string(chars);
    let place = sheet.around(chars)?;
    let open = |rest: &str| {
        let joint: Vec<char> = said.chars().last().into_iter().chain(rest.chars()).collect();
        !is_employer(&said) || units::is_inside(&joint, 1)
    };
    let own = sheet.runs.iter().find(|run| chars.first().is_some_and(|c| run.chars.contains(c)))?;
    // Under the name itself or under its label.
    let under = |x0: f32| [place.x0, own.bbox.x0].iter().any(|x| (x - x0).abs() < 1.2 * sheet.em);
    let below =
        sheet.rows.iter().skip(own.row + 1).take(3).flat_map(|row| &row.runs).filter_map(|r| sheet.runs.get(*r));
    below
        .filter(|run| under(run.bbox.x0) && run.bbox.y0 - place.y1 < 2.5 * sheet.em)
        .filter(|run| {
            run.text.len() <= 12 && run.text.iter().all(|c| text::is_han(*c)) && meaning::of(&run.text).is_none()
        })
        .filter(|run| run.chars.iter().all(|c| !chars.contains(c)))
        .find(|run| {
            open(&run.string()) && !is_employer(&run.string()) && is_employer(&format!("{said}{}", run.string()))
        })
        .map(|run| chars.iter().chain(&run.chars).copied().collect())
}

/// The unit whose name is not read to its end under its seal, by what the seal says that it begins.
pub(super) fn sealed(sheet: &Sheet<'_>) -> Option<Choice> {
    let torn = (0..sheet.rows.len()).rev().filter(|row| begins_unit(sheet, *row));
    let runs = torn.filter_map(|row| sheet.runs.get(*sheet.rows.get(row)?.runs.first()?));
    let mut names = runs.filter_map(|run| {
        let said = run.string();
        let over = |seal: &&Seal| seal.bbox.intersection(&run.bbox).is_some();
        let seal = sheet.page.seals.iter().filter(over).find(|seal| {
            let name: Vec<char> = seal.text.iter().flat_map(|text| text.chars()).collect();
            let begun: String = name.iter().take(run.text.len()).collect();
            name.len() > run.text.len()
                && is_employer(&name.iter().collect::<String>())
                && text::edits(&begun, &said, 1 + run.text.len() / 8).is_some()
        })?;
        Some((seal, seal.text.clone()?))
    });
    let (seal, name) = names.next()?;
    let evidence = Evidence {
        raw: name.clone(),
        page: sheet.page.number,
        bbox: Some(sheet.page.displayed(&seal.bbox)),
        line_boxes: Vec::new(),
        confidence: 0.9 * seal.text_confidence,
        source: WordSource::Ocr,
        runners_up: Vec::new(),
    };
    let field = Field { name: FieldName::Employer, value: FieldValue::Text(name), evidence };
    Some(Choice { worth: field.evidence.confidence, field })
}

/// The unit that the head of a page names, as letter paper or in the title: 某某监狱, 某某镇人民政府证明.
pub(super) fn letterhead(sheet: &Sheet<'_>, field: FieldName) -> Option<Found> {
    let rows = sheet.rows.iter().take(4).filter(|row| row.bbox.y1 < 0.3 * sheet.page.height);
    // What stands behind something is the value of a label: 毕业院校 某某学院.
    let first = rows.filter_map(|row| row.runs.first()).filter(|run| sheet.left_of(**run).is_none());
    let mut runs = first.filter_map(|run| sheet.runs.get(*run));
    let chars = runs.find_map(|run| {
        // Whom a paper is written to is named before a colon.
        let to_somebody = run.text.last() == Some(&':') || run.text.starts_with(&['致']);
        let end = units::head(&run.text, 0..run.text.len()).filter(|_| !to_somebody)?;
        let rest = units::string(&run.text, end..run.text.len());
        let titled = rest.is_empty() || (rest.ends_with("证明") && rest.chars().count() <= 14);
        titled.then(|| run.chars.get(..end)).flatten()
    })?;
    Some(hit(sheet, field, chars, 0.8))
}

fn hit(sheet: &Sheet<'_>, field: FieldName, chars: &[usize], sure: f32) -> Found {
    Found { field, rank: RANK, lines: by_row(sheet, chars), sure, label: Rect::default() }
}

/// A date that is all of a run, or ends it behind a unit's name; not one end of a period, not behind a label.
fn closing_date(sheet: &Sheet<'_>, row: &Row, index: usize) -> Option<Vec<usize>> {
    ending_date(sheet, row, index).or_else(|| date_apart(sheet, row)).or_else(|| bare_date(sheet, row)).or_else(|| {
        // Of two that sign beside each other the first is the one that certifies.
        let days: Vec<&Run> = row.runs.iter().filter_map(|r| sheet.runs.get(*r)).collect();
        let all =
            days.len() >= 2 && days.iter().all(|run| date::parse(&run.string()).is_some_and(|d| d.day().is_some()));
        days.first().filter(|_| all).map(|run| run.chars.clone())
    })
}

/// A date of eight figures that is all that stands in its row.
fn bare_date(sheet: &Sheet<'_>, row: &Row) -> Option<Vec<usize>> {
    let text = sheet.row_text(row);
    let day = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) && date::parse(&text).is_some();
    day.then(|| sheet.row_chars(row).collect())
}

/// A date that is the last run of its row, apart from all that stands before it and behind no label.
fn date_apart(sheet: &Sheet<'_>, row: &Row) -> Option<Vec<usize>> {
    let runs: Vec<_> = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).collect();
    let [.., before, last] = runs.as_slice() else { return None };
    let text = last.string();
    let dates = date::find(&text);
    let [only] = dates.as_slice() else { return None };
    let whole = only.start == 0 && only.end == text.chars().count();
    let full = matches!(only.date.to_string().len(), 7 | 10);
    // Behind a label of another date, or of anything but an opinion or a signature, it is that label's.
    let other = meaning::of(&before.text)
        .is_some_and(|m| m.head() != Head::Aside && !m.fields().iter().any(|(field, _)| *field == FieldName::IssuedOn));
    let labelled = before.text.last() == Some(&':') || other || !date::find(&before.string()).is_empty();
    (whole && full && !labelled && last.bbox.x0 - before.bbox.x1 > 1.5 * sheet.em).then(|| last.chars.clone())
}

fn ending_date(sheet: &Sheet<'_>, row: &Row, index: usize) -> Option<Vec<usize>> {
    let flow = Flow::of_rows(sheet, &[index]);
    let chars: Vec<char> = flow.text.chars().collect();
    let all: Vec<usize> = sheet.row_chars(row).collect();
    let dates = date::find(&flow.text);
    let last = dates.last()?;
    let rest: String = chars.iter().skip(last.end).collect();
    let before: String = chars.iter().take(last.start).collect();
    let ends = rest.chars().all(|c| ")。,.".contains(c))
        || rest.starts_with("(盖章")
        || rest.starts_with("(公章")
        || of_seal(sheet, all.get(last.end..).unwrap_or_default());
    let plain = before.is_empty()
        || is_unit(&before)
        || before.ends_with("日期:")
        || before.ends_with("盖章)")
        || before.ends_with("章)");
    let full = last.date.to_string().len() == 10 || last.date.to_string().len() == 7;
    (ends && plain && full && dates.len() == 1).then(|| all.get(last.start..last.end).map(<[usize]>::to_vec)).flatten()
}

/// Whether these are a character or two that were seen in a seal's print, right behind what is printed under it.
fn of_seal(sheet: &Sheet<'_>, chars: &[usize]) -> bool {
    let within = |c: &usize| {
        sheet.chars.get(*c).is_some_and(|c| {
            c.source == WordSource::Ocr && sheet.page.seals.iter().any(|seal| seal.bbox.contains(c.bbox.centre()))
        })
    };
    chars.len() <= 2 && chars.iter().all(within)
}

/// How many characters a label of the signing unit takes at the beginning of a run, its colon among them; 0 without one.
fn label_before(text: &str) -> usize {
    // 单位(盖章)某某公司, too.
    let bracket =
        || text.split_once(')').map(|(label, _)| (format!("{label})"), 0)).filter(|(label, _)| label.contains('章'));
    let Some((label, colon)) = text.split_once(':').map(|(label, _)| (label.to_owned(), 1)).or_else(bracket) else {
        return 0;
    };
    let label = label.as_str();
    let chars: Vec<char> = label.chars().collect();
    // 医院盖章:, 单位(章):.
    static SEALED: Words =
        Words::new("(盖章) (公章) (签章) (章) (加盖公章) (印章) (印) (盖印) (用印) 盖章 公章 签章 盖印");
    let sealed = SEALED.close(label);
    // 摘录单位, 答复单位: whatever it does with the paper.
    let names_unit = |label: &[char]| meaning::of(label).is_some_and(|m| m.heads.contains(&Head::Unit));
    let acts =
        || (2..=4).contains(&chars.len().saturating_sub(2)) && chars.get(chars.len() - 2..).is_some_and(names_unit);
    let of_unit = sealed || names_unit(&chars) || acts();
    let named = colon == 1 || !is_employer(label.split('(').next().unwrap_or_default());
    if of_unit && named { chars.len() + colon } else { 0 }
}

/// The names of units in a row: a run by itself, behind a label of its own, or before (盖章); where a gap parts the place
/// from the rest of its name, both.
fn units_in(sheet: &Sheet<'_>, row: &Row) -> Vec<Vec<usize>> {
    let runs: Vec<&Run> = row.runs.iter().filter_map(|&r| sheet.runs.get(r)).collect();
    let torn = runs.windows(2).find_map(|pair| {
        let [place, rest] = pair else { return None };
        let near = rest.bbox.x0 - place.bbox.x1 < place.bbox.height();
        let placed =
            (3..=8).contains(&place.text.len()) && place.text.last().is_some_and(|c| "省市县区州".contains(*c));
        let chars: Vec<usize> = place.chars.iter().chain(&rest.chars).copied().collect();
        if near && placed { named_in(sheet, &chars) } else { None }
    });
    torn.into_iter().chain(runs.iter().filter_map(|run| named_in(sheet, &run.chars))).collect()
}

/// The name of a unit that some characters are, but for what may stand around it.
fn named_in(sheet: &Sheet<'_>, chars: &[usize]) -> Option<Vec<usize>> {
    let whole = sheet.string(chars);
    // (盖章处)某某公司.
    let place = whole.strip_prefix('(').and_then(|rest| rest.split_once(')')).filter(|(said, _)| said.contains('章'));
    let place = place.map_or(0, |(said, _)| said.chars().count() + 2);
    let first = label_before(&whole).max(place);
    let text: String = whole.chars().skip(first).collect();
    let cut = BEHIND.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    let name = text.get(..cut)?;
    // A unit and its date set in one line.
    let name: String = match date::find(name).first() {
        Some(date) => name.chars().take(date.start).collect(),
        None => name.to_owned(),
    };
    let length = name.chars().count();
    is_employer(&name).then(|| trimmed(sheet, chars.get(first..first + length).unwrap_or_default()))
}
