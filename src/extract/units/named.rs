//! The name of a unit in a piece of running text.

use std::ops::Range;

use super::words::{BEFORE, ENDINGS, LEADING, LEADS, PERHAPS_LEADING, PLACES};
use super::{begins, closes, head, is_department, is_employer, is_post, string, trails};
use crate::kinds::meaning::{self, Head};
use crate::values::{Words, place};

/// The unit that a piece without punctuation names.
pub(super) fn named(chars: &[char], piece: Range<usize>) -> Option<Range<usize>> {
    let behind = |words: &'static Words| piece.clone().filter_map(|at| Some(at + words.at(chars, at)?));
    // No name begins with 系.
    let first = if chars.get(piece.start) == Some(&'系') { piece.start + 1 } else { piece.start };
    let starts = behind(&LEADING).rev().chain([first]).chain(behind(&PERHAPS_LEADING));
    let bare = |start: usize, end: usize| {
        // 工作单位湘潭市…: a label that no colon parts from the name.
        let label = (start + 2..(start + 8).min(end)).rev().find(|at| {
            let unit =
                chars.get(start..*at).and_then(meaning::of).is_some_and(|m| m.unknown == 0 && m.head() == Head::Unit);
            unit && is_employer(&string(chars, *at..end))
        });
        let mut start = label.unwrap_or(start);
        // 经考试录用至芜湖市…: the last word that leads to a place.
        let led_to = |at: &usize| {
            let leads = chars.get(at - 1).is_some_and(|c| "至到往赴".contains(*c));
            leads && chars.get(*at..end).is_some_and(is_placed) && is_employer(&string(chars, *at..end))
        };
        start = (start + 1..end.saturating_sub(3)).rev().find(led_to).unwrap_or(start);
        // 走出校门便投身|佛山市…: what stands before the place that a name begins with.
        let placed = |at: &usize| {
            let within = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| "省市县区州盟旗".contains(*c));
            !within && place::at(chars, *at).is_some() && is_employer(&string(chars, *at..end))
        };
        // One character may be the first of a place that nobody listed.
        let known = PERHAPS_LEADING.at(chars, start) == Some(1);
        let lead = |at: &usize| (known || *at != start + 1) && !is_lead(chars, start..*at);
        let place = (start..end.saturating_sub(3)).find(placed).filter(lead);
        start = place.unwrap_or(start);
        // No name begins with the end of a date: 2010年3月起派驻…; nor with the word that says it was once the name.
        // Nor with 由 or 自: 由某某中心聘用.
        let never = |at: usize| chars.get(at).is_some_and(|c| "起由自".contains(*c));
        while let Some(word) = if never(start) { Some(1) } else { led(chars, start, end) } {
            start += word;
        }
        // …协会(我中心前身), …管理站(原某某收容站): what a bracket says of it.
        let aside = |at: &usize| {
            let said = chars.get(at + 1).filter(|_| at + 1 < end);
            chars.get(*at) == Some(&'(') && said.is_none_or(|c| "原曾改更现全专兼在单".contains(*c))
        };
        let end = (start + 4..end).find(aside).unwrap_or(end);
        start..end
    };
    let mut ends: Vec<usize> = piece.clone().filter(|at| trails(chars, *at)).chain([piece.end]).collect();
    ends.sort_unstable();
    // （一）邵阳市…: the number of an item is no part of a name, nor is a bracket that was opened before.
    let past_bracket = |start: usize| {
        let close = (start..start + 4).find(|at| chars.get(*at) == Some(&')'));
        match (chars.get(start), close) {
            (Some(')'), _) => start + 1,
            (Some('('), Some(close)) => close + 1,
            _ => start,
        }
    };
    let starts: Vec<usize> = starts.map(past_bracket).filter(|start| *start < piece.end).collect();
    let closing: Vec<usize> = piece.clone().filter(|at| closes(chars, *at)).collect();
    let whole = starts.iter().find_map(|start| {
        // No name holds a word that leads to another one: 起转岗至街道政务服务大厅.
        let named = |end: &usize| {
            let led = LEADING.iter().filter(|w| w.chars().count() > 1);
            // Nor does one begin within such a word: 任|职于大祥店.
            let before = |w: &str| start.saturating_sub(w.chars().count() - 1)..*end;
            let mut within = led.flat_map(|w| before(w).filter(|at| begins(chars, *at, w)));
            *end > *start && within.next().is_none() && is_employer(&string(chars, *start..*end))
        };
        let last = closing.iter().copied().find(named).unwrap_or(piece.end);
        let end = *ends.iter().rev().find(|end| **end <= last && named(end))?;
        // 某某街道办事处|党群办: the department is no part of the name.
        // …委员会办公室 is a unit of its own.
        let office = |own: usize| {
            string(chars, own..end) == "办公室"
                && ["委员会", "领导小组"].iter().any(|w| string(chars, *start..own).ends_with(w))
        };
        // …社区|工作站, …村|服务中心: behind a place by itself what follows names the unit.
        let placed = |own: usize| {
            let (place, rest) = (string(chars, *start..own), string(chars, own..end));
            ["社区", "村", "街道", "家园", "之家", "基地", "驿站", "公寓"].iter().any(|w| place.ends_with(w))
                && rest.ends_with(['站', '心', '所', '会'])
        };
        // 莞岭街道|社会事务办公室: a street is a place and employs nobody; its office does.
        let street = |own: usize| {
            let place = string(chars, *start..own);
            ["街道", "镇", "乡", "县", "区", "市"].iter().any(|w| place.ends_with(w))
        };
        let own = head(chars, *start..end)
            .filter(|own| is_department(&string(chars, *own..end)) && !office(*own) && !placed(*own) && !street(*own));
        Some(bare(*start, own.unwrap_or(end)))
    });
    whole.or_else(|| {
        // 某某服务中心项目主管: a name with a post right behind it.
        starts.iter().find_map(|start| {
            let end = head(chars, *start..piece.end)?;
            let rest = closing.iter().find(|e| **e > end).map_or(piece.end, |e| *e);
            // 副主任(活动策划): what is said of a post stands behind it.
            let rest = (end..rest).find(|i| chars.get(*i) == Some(&'(')).unwrap_or(rest);
            // Or a department: 某某机械厂|铸造车间.
            let said = string(chars, end..rest);
            let within = ends.iter().filter(|e| **e > end && **e <= end + 8).any(|e| {
                let office = string(chars, end..*e);
                ["车间", "班组", "工段", "门诊"].iter().any(|word| office.ends_with(word))
            });
            (within || is_post(&said)).then(|| bare(*start, end))
        })
    })
}

/// How long the word is that leads to a name and is no part of it: 先后任|长沙市某某局. One character alone may begin a name
/// (后湖街道办事处), unless a place follows it: 后|长沙市…, 任|雨花区….
fn led(chars: &[char], start: usize, end: usize) -> Option<usize> {
    let word = BEFORE.at(chars, start)?;
    let rest = chars.get(start + word..end)?;
    let placed = is_placed(rest);
    let place = PLACES.begin(chars, start);
    (!place && (word > 1 || placed) && is_employer(&rest.iter().collect::<String>())).then_some(word)
}

/// Whether a name may begin with this, before the place in it: 中共|长沙市委, 爱尔眼科集团|长沙市医院.
fn is_lead(chars: &[char], range: Range<usize>) -> bool {
    ENDINGS.end(chars, range.end) || range.clone().any(|at| LEADS.begin(chars, at))
}

/// Whether a name begins with a place: 长沙市….
fn is_placed(name: &[char]) -> bool {
    if place::at(name, 0).is_some() {
        return true;
    }
    // 后|湖镇…: one character may be the end of the word before it.
    let town = name.iter().take(5).skip(2).any(|c| "镇乡".contains(*c));
    (town || name.iter().take(5).skip(1).any(|c| "省市县区州".contains(*c))) && !name.starts_with(&['社', '区'])
}
