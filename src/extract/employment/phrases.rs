//! What a stretch of text says of unit, work and post: phrases that words or labels lead to, and what stands by itself.

mod bare;
mod words;

use std::ops::Range;

use bare::{bare, is_statement};
use words::{ENDS, GENERAL, NO_SERVING, SERVING};

use super::spans::{self, Span};
use crate::extract::text::Text;
use crate::extract::units::{self, ADVERBS, DOING, DOING_FIRST, LAST, Unit, begins, string};
use crate::kinds::meaning::{self, Head, Role};
use crate::values::{Words, date};

/// What a stretch of text says of one period.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Slots {
    /// Where.
    pub unit: Option<Unit>,
    /// What was done.
    pub work: Option<Range<usize>>,
    /// As what.
    pub post: Option<Range<usize>>,
    /// How many of each are said.
    counts: (usize, usize, usize),
    /// What was done, where a sentence says it with how long in all.
    totalled: Option<Range<usize>>,
    /// What was done, in brackets behind the post.
    behind: Option<Range<usize>>,
    /// Whether no word leads to what is said of work and post.
    bare: bool,
    /// Whether the work is what 从事 leads to.
    plain: bool,
}

impl Slots {
    /// How well a stretch tells of one period, and of one only.
    pub(super) fn worth(&self) -> i32 {
        let (units, works, posts) = self.counts;
        let told = |there: bool, worth: i32| if there { worth } else { 0 };
        let over = |n: usize| i32::try_from(n.saturating_sub(1)).unwrap_or(9);
        told(self.unit.is_some(), 4) + told(self.work.is_some(), 4) + told(self.post.is_some(), 2) + told(self.plain, 1)
            - told(self.bare, 1)
            - 3 * over(units)
            - 2 * over(works)
            - 2 * over(posts)
    }
}

/// What a stretch says of unit, work and post.
pub(super) fn slots(text: &Text<'_>, stretch: &Range<usize>, spans: &[Span]) -> Slots {
    let chars = text.chars.as_slice();
    let mut slots = Slots::default();
    // Dates are no part of a unit's name, so the pieces around them are looked at one by one.
    let mut from = stretch.start;
    let inside = spans.iter().filter(|s| s.at.start >= stretch.start && s.at.end <= stretch.end);
    let edges = inside.map(|s| (s.at.start, s.at.end)).chain([(stretch.end, stretch.end)]);
    for (edge, next) in edges {
        let piece = from..edge;
        let gaps = text.gaps.iter().copied().filter(|gap| piece.contains(gap));
        let bounds: Vec<usize> = [piece.start].into_iter().chain(gaps).chain([piece.end]).collect();
        let units = bounds.windows(2).filter_map(|w| Some(units::find(chars, *w.first()?..*w.get(1)?)));
        for unit in
            units.flatten().filter(|unit| !addressed(chars, unit) && !studied(chars, unit) && !other_name(chars, unit))
        {
            // Named before "ours": 我单位 after the name says no second unit.
            match (&slots.unit, &unit) {
                (None, _) => {
                    slots.counts.0 += 1;
                    slots.unit = Some(unit);
                }
                (Some(Unit::Own(_)), Unit::Named(_)) => slots.unit = Some(unit),
                // 机床厂宿舍社区与…合并，该同志在…社区居委会任…: where somebody is said to be.
                (Some(Unit::Named(before)), Unit::Named(own)) if at_work(chars, own) && !at_work(chars, before) => {
                    slots.unit = Some(unit);
                }
                (Some(Unit::Named(_)), Unit::Named(_)) => slots.counts.0 += 1,
                _ => {}
            }
        }
        phrases(text, piece, &mut slots);
        from = next;
    }
    slots.work = slots.work.or(slots.behind.take());
    if let (None, Some(post)) = (&slots.work, &slots.post) {
        slots.work = bare::below(text, post.end..stretch.end, spans);
    }
    if slots.work.is_none() && slots.post.is_none() {
        bare(text, stretch, spans, &mut slots);
        slots.bare = slots.work.is_some();
    }
    if slots.post.is_none() {
        slots.work = slots.work.or(slots.totalled.take());
    }
    slots
}

/// Whether a unit is where somebody is said to be: 在某某居委会任副主任.
fn at_work(chars: &[char], unit: &Range<usize>) -> bool {
    unit.start.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'在') && SERVING.begin(chars, unit.end)
}

/// Whether a unit is the one that the paper is written to: 致某某考试中心: at the beginning of a line that says no more.
fn addressed(chars: &[char], unit: &Unit) -> bool {
    let Unit::Named(range) = unit else { return false };
    let opens = range.start == 0 || range.start.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'\n');
    opens && begins(chars, range.end, ":\n")
}

/// Whether a unit is what another one was called, as a bracket behind it says: 本站（原某某收容站）, （改称某某镇人民政府）.
fn other_name(chars: &[char], unit: &Unit) -> bool {
    static CALLED: Words = Words::new("原 原名 原称 改称 改名 更名 更名为 改名为 现为 现名 曾用名 前身为");
    let Unit::Named(range) = unit else { return false };
    let open = (range.start.saturating_sub(24)..=range.start)
        .rev()
        .find(|i| "(。)".contains(chars.get(*i).copied().unwrap_or('。')));
    let bracketed = open.filter(|open| chars.get(*open) == Some(&'('));
    bracketed.is_some() && (CALLED.end(chars, range.start) || CALLED.begin(chars, range.start))
}

/// Whether somebody studied at a unit.
fn studied(chars: &[char], unit: &Unit) -> bool {
    let Unit::Named(range) = unit else { return false };
    static STUDIED: Words = Words::new("毕业于 就读于 考入 学习于");
    STUDIED.end(chars, range.start)
}

/// The phrases that words or labels lead to.
fn phrases(text: &Text<'_>, piece: Range<usize>, slots: &mut Slots) {
    let chars = text.chars.as_slice();
    let mut at = piece.start;
    while at < piece.end {
        if let Some(work) = told_before(text, &piece, at) {
            keep(&mut slots.work, &mut slots.counts.1, Some(work), true);
            at += 2;
            continue;
        }
        if let Some((head, start)) = labelled(chars, &piece, at) {
            let phrase = phrase(text, start..piece.end);
            let end = phrase.as_ref().map_or(start, |p| p.end);
            match head {
                Head::Work => keep(&mut slots.work, &mut slots.counts.1, phrase, true),
                Head::Post => keep(&mut slots.post, &mut slots.counts.2, phrase, false),
                _ => {}
            }
            at = end.max(at + 1);
            continue;
        }
        let first = clause_begins(chars, &piece, at, slots.unit.as_ref());
        // 除履行书记员职责外，…: what is left aside.
        if first && chars.get(at) == Some(&'除') {
            let end = text.clause(at).end;
            if end.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'外') {
                at = end;
                continue;
            }
        }
        // 在救助科|做, 在村委会|做: behind the name of a place of work, too.
        let within = at.checked_sub(1).is_some_and(|i| chars.get(i).is_some_and(|c| LAST.contains(*c)))
            && string(chars, text.clause(at).start.max(piece.start)..at).contains('在');
        let led = |length: &usize| first || (within && *length == 1);
        if let Some(length) = DOING.at(chars, at).max(DOING_FIRST.at(chars, at).filter(led)) {
            let start = past_verbs(chars, at + length..piece.end);
            // 投身|长沙市某某中心: where, and not what.
            let placed = slots.unit.as_ref().is_some_and(|(Unit::Named(u) | Unit::Own(u))| u.contains(&start));
            // 负责人 is somebody, 负责人民调解 is a work.
            let noun = match (chars.get(start), chars.get(start + 1)) {
                (Some('人'), next) => !next.is_some_and(|c| "民口才事员大社体文".contains(*c)),
                // 干警, 干部, 干事.
                (Some(first), _) if chars.get(at) == Some(&'干') && length == 1 => "警部事群".contains(*first),
                (first, _) => first == Some(&'的'),
            };
            // 从事专业：, 从事的工作为: a label, whose value comes.
            let label = (start..piece.end.min(start + 8))
                .any(|i| labelled(chars, &piece, i).is_some_and(|(head, _)| head == Head::Work));
            let said = phrase(text, start..piece.end).filter(|p| !is_general(&string(chars, p.clone())));
            // 从事社会工作年限: of a title or a label.
            let titled = |said: &Range<usize>| ["工作年限", "年限"].iter().any(|w| begins(chars, said.end, w));
            let said = said.filter(|said| !noun && !label && !placed && !titled(said));
            match said {
                // 从事护理员一职.
                Some(said) if ["一职", "职务", "岗位"].iter().any(|w| begins(chars, said.end, w)) => {
                    keep(&mut slots.post, &mut slots.counts.2, Some(said), false);
                }
                // 履行社工督导职责.
                Some(said) if string(chars, said.clone()).ends_with("职责") && said.len() > 4 => {
                    keep(&mut slots.post, &mut slots.counts.2, Some(said.start..said.end - 2), false);
                }
                Some(_) if summed(text, &piece, at) => {}
                // 从事心理辅导工作12年: a sum that names the work, if nothing else does.
                Some(said) if spans::length_in(chars, at..text.clause(at).end.min(piece.end)).is_some() => {
                    let told = Some(said).filter(|said| !is_profession(&string(chars, said.clone())));
                    slots.totalled = slots.totalled.take().or(told);
                }
                // 先后承接某某项目，从事残疾人社会工作: the plainest word tells it.
                said => {
                    let plain = said.is_some() && string(chars, at..at + length).ends_with("从事") && !slots.plain;
                    slots.plain |= plain;
                    slots.counts.1 *= usize::from(!plain);
                    keep(&mut slots.work, &mut slots.counts.1, said, plain);
                }
            }
            at = start;
            continue;
        }
        // 任教师, 任教学部生活老师: as what, whatever 任教 says.
        static TAUGHT: Words = Words::new("教师 教官 教练 教员 教学 教务 教研 教导 教育 教辅 教管");
        let post = || TAUGHT.begin(chars, at + 1);
        let within = |back: usize| NO_SERVING.at(chars, at - back).is_some_and(|length| length > back);
        let part = || (at > 0 && within(1)) || (within(0) && !post());
        // 在某某村委会|当民政协管员, and not 应当, 困难当事人.
        let said = |length: &usize| *length > 1 || if chars.get(at) == Some(&'当') { first } else { !part() };
        if let Some(length) = SERVING.at(chars, at).filter(said) {
            let start = at + length;
            // 任长沙市某局科员: the post stands behind the unit.
            let unit = match &slots.unit {
                Some(Unit::Named(unit) | Unit::Own(unit)) if (start..start + 2).contains(&unit.start) => unit.end,
                _ => start,
            };
            let post = phrase(text, unit..piece.end).filter(|p| {
                // 调任学生社工站: where, and not as what.
                let said = string(chars, p.clone());
                !is_general(&said) && (units::is_post(&said) || !units::is_department(&said))
            });
            slots.behind = slots.behind.take().or_else(|| in_brackets(chars, post.as_ref()?.end));
            keep(&mut slots.post, &mut slots.counts.2, post, false);
            at = start;
            continue;
        }
        at += 1;
    }
}

/// Past further words for doing, which say nothing of what is done: 协助办理, 负责开展, 组织参与.
fn past_verbs(chars: &[char], rest: Range<usize>) -> usize {
    let mut at = rest.start;
    if begins(chars, at, "的是") {
        at += 2;
    }
    // 分管|并具体|承办: with what joins them.
    static JOINING: Words = Words::new("并 及 和 兼");
    loop {
        let joined = at + JOINING.at(chars, at).unwrap_or(0);
        let verb = joined + ADVERBS.at(chars, joined).unwrap_or(0);
        let length = DOING.at(chars, verb).max(DOING_FIRST.at(chars, verb)).filter(|length| *length > 1);
        match length.filter(|length| verb + length + 1 < rest.end) {
            Some(length) => at = verb + length,
            None => return at,
        }
    }
}

/// The work that a clause begins with and says to be one: 婚姻家庭辅导|是其在我单位的主要职责.
fn told_before(text: &Text<'_>, piece: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let chars = text.chars.as_slice();
    static IS: Words = Words::new("是其 是他 是她 为其 系其 是该同志");
    static WORK: Words = Words::new("职责 工作 工作内容 任务 业务");
    let end = text.clause(at).end.min(piece.end);
    let work = WORK.before(chars, end).is_some_and(|length| end > at + length);
    let start = (piece.start..at).rev().find(|i| chars.get(*i).is_some_and(|c| ",。\n:".contains(*c)));
    let start = start.map_or(piece.start, |i| i + 1);
    (IS.begin(chars, at) && work && (2..=24).contains(&(at - start))).then_some(start..at)
}

/// Whether a statement begins here: behind punctuation, behind the unit, behind an adverb.
fn clause_begins(chars: &[char], piece: &Range<usize>, at: usize, unit: Option<&Unit>) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    let behind_unit = unit.is_some_and(|(Unit::Named(u) | Unit::Own(u))| u.end == at);
    at == piece.start || before.is_some_and(|c| ",。\n:)".contains(*c)) || behind_unit || ADVERBS.end(chars, at)
}

/// Keeps the first phrase, or one that a label names; counts all that are not the same.
fn keep(slot: &mut Option<Range<usize>>, count: &mut usize, phrase: Option<Range<usize>>, labelled: bool) {
    let Some(phrase) = phrase else { return };
    *count += 1;
    if slot.is_none() || labelled {
        *slot = Some(phrase);
    }
}

/// A label inside a sentence that ends here: 岗位：, 所从事的专业工作为. Its head, and where its value begins.
fn labelled(chars: &[char], piece: &Range<usize>, at: usize) -> Option<(Head, usize)> {
    const LONGEST: usize = 14;
    let word = [":", "\n", "--", "主要包括", "包括", "主要为", "主要是", "主要有", "为", "是", "系"]
        .iter()
        .find(|w| begins(chars, at, w))?;
    let from = at.saturating_sub(LONGEST).max(piece.start);
    let start =
        (from..at).rev().find(|i| chars.get(*i).is_none_or(|c| ",。:\n()".contains(*c))).map_or(from, |i| i + 1);
    let meaning = (start..at.saturating_sub(1)).find_map(|start| {
        let said = chars.get(start..at)?;
        // 日常工作包括: what the work is.
        let content: Vec<char> = said.iter().copied().chain("内容".chars()).collect();
        let of_work = || meaning::of(&content).filter(|m| said.ends_with(&['工', '作']) && m.heads == [Head::Work]);
        meaning::of(said).or_else(of_work).filter(|m| m.unknown == 0)
    })?;
    // 职责 on a line of its own, and what it was on the line below.
    let line = || start.checked_sub(1).is_none_or(|i| chars.get(i) == Some(&'\n'));
    if *word == "\n" && !(line() && meaning::of(chars.get(start..at)?).as_ref() == Some(&meaning)) {
        return None;
    }
    let head = if meaning.heads.contains(&Head::Work) { Head::Work } else { meaning.head() };
    Some((head, at + word.chars().count()))
}

/// What is said in the brackets that open at a place: 权益部干事(维权信访).
fn in_brackets(chars: &[char], at: usize) -> Option<Range<usize>> {
    units::bracketed(chars, at, 22).filter(|said| is_statement(chars, said))
}

/// Whether a word for a sum stands before in the same clause: 累计从事社会工作6年.
fn summed(text: &Text<'_>, piece: &Range<usize>, at: usize) -> bool {
    let before = string(&text.chars, text.clause(at).start.max(piece.start)..at);
    ["累计", "共计", "合计", "总计", "已共", "其中"].iter().any(|w| before.contains(w)) || before == "共"
}

/// Whether a phrase names the profession as a whole, as every certificate does: 社会工作.
fn is_profession(phrase: &str) -> bool {
    let bare = phrase.trim_end_matches(['共', '已', '满', '达', '有', '约']);
    ["年限", "工作年限"].iter().any(|end| {
        let label: Vec<char> = bare.chars().chain(end.chars()).collect();
        meaning::of(&label).is_some_and(|m| m.unknown == 0 && m.has(Role::Profession))
    })
}

/// The bare phrase at the head of a piece: up to punctuation, a date, or what begins another statement.
fn phrase(text: &Text<'_>, piece: Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars.as_slice();
    static NEXT: Words = Words::new("至今 从事 担任 负责 并任 兼任 累计 共计 合计 工作年限 截至 截止 现已 时间 年限");
    let skipped = |c: char| "了过着:的".contains(c);
    // 从事, and what on the next line.
    let first = piece.start + usize::from(chars.get(piece.start) == Some(&'\n'));
    let start = (first..piece.end).find(|at| chars.get(*at).is_some_and(|c| !skipped(*c)))?;
    // 一直干到现在: until when, not what.
    if chars.get(start) == Some(&'到') {
        return None;
    }
    let end = (start..piece.end)
        .find(|at| {
            chars.get(*at).is_none_or(|c| ENDS.contains(*c) || c.is_ascii_digit())
                || (*at > start && text.gaps.contains(at))
                || (*at > start + 1 && NEXT.begin(chars, *at))
        })
        .unwrap_or(piece.end);
    // 任防治员至|贰零壹陆年贰月: no work holds a day.
    let dated = date::find(&string(chars, start..end)).first().map(|day| start + day.start);
    let end = without_tail(chars, start..dated.unwrap_or(end));
    (end >= start + 2 && chars.get(start..end)?.iter().any(|c| c.is_alphabetic())).then_some(start..end)
}

/// The end without what only closes a clause: …岗位, …职务, …的.
fn without_tail(chars: &[char], range: Range<usize>) -> usize {
    static TAILS: Words =
        Words::new("方面的工作 方面工作 任务 等工作岗位 工作岗位 岗位工作 岗位 职务 一职 期间 一岗 等 的 至");
    let mut end = range.end;
    while let Some(length) = TAILS.before(chars, end).filter(|length| end >= range.start + length + 2) {
        end -= length;
    }
    // 从事学校社会工作工作: what is whole without the last word is the work.
    let whole = ["工作工作", "服务工作", "等工作", "等服务", "管理工作", "保障工作"]
        .iter()
        .any(|w| end.checked_sub(w.chars().count()).is_some_and(|at| at > range.start && begins(chars, at, w)));
    // 从事困难群众救助帮扶工作, too: but what is one word with it keeps it, 社会工作 and 社会救助工作.
    // Of several that are named together the last tells whether it is whole: 党建及群众工作, 养老和矫正帮教|工作.
    static ACTS: Words = Words::new(
        "帮教 帮扶 议事 救助 服务 管理 照护 护理 调解 矫正 辅导 康复 走访 探访 探视 策划 支持 关爱 慰问 援助 疏导 干预 陪伴 评估 培训
         宣传 协调 巡查 咨询 督导 转介 托管 教育 治理 动员 救济 安置",
    );
    let several = || chars.get(range.start..end).is_some_and(|said| said.iter().any(|c| "和及与、".contains(*c)));
    let whole_without = || !several() || ACTS.end(chars, end - 2);
    let works =
        end >= range.start + 7 && begins(chars, end - 2, "工作") && !begins(chars, end - 4, "社会") && whole_without();
    let end = if whole || works { end - 2 } else { end };
    if begins(chars, end.saturating_sub(1), "等") { end - 1 } else { end }
}

fn is_general(phrase: &str) -> bool {
    let of_paper = ["证明", "情况", "经历", "年限", "责任"].iter().any(|word| phrase.contains(word));
    of_paper || meaning::is_label(phrase) || (GENERAL.start(phrase) && phrase.chars().count() <= 12)
}
