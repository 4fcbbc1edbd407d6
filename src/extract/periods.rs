//! Employment periods: from when to when somebody worked where and did what, in sentences or in a table.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::table;
use crate::layout::{Flow, Sheet};
use crate::model::EmploymentPeriod;
use crate::values::{date, text};

/// Periods and the characters they stand on.
#[derive(Debug, Clone, Default)]
pub(super) struct Periods {
    /// In printed order; an employer that the text calls "our unit" is `None` and marked in `own`.
    pub periods: Vec<EmploymentPeriod>,
    /// Their characters, a list a line.
    pub lines: Vec<Vec<usize>>,
    /// Rows of the page that belong to the table.
    pub rows: Vec<usize>,
}

/// What a column of an employment table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Period,
    From,
    To,
    Employer,
    Work,
    Aside,
}

/// Headers of employment tables.
const HEADERS: &[(&str, Holds)] = &[
    ("起止年月", Holds::Period),
    ("起止时间", Holds::Period),
    ("起止日期", Holds::Period),
    ("起止年月日", Holds::Period),
    ("工作起止时间", Holds::Period),
    ("工作起止年月", Holds::Period),
    ("任职起止时间", Holds::Period),
    ("何年何月至何年何月", Holds::Period),
    ("自何年何月至何年何月", Holds::Period),
    ("工作时间", Holds::Period),
    ("任职时间", Holds::Period),
    ("时间", Holds::Period),
    ("年月", Holds::Period),
    ("期间", Holds::Period),
    ("工作期间", Holds::Period),
    ("时间段", Holds::Period),
    ("开始时间", Holds::From),
    ("开始日期", Holds::From),
    ("起始时间", Holds::From),
    ("起始日期", Holds::From),
    ("入职时间", Holds::From),
    ("起始年月", Holds::From),
    ("结束时间", Holds::To),
    ("结束日期", Holds::To),
    ("终止时间", Holds::To),
    ("截止时间", Holds::To),
    ("离职时间", Holds::To),
    ("终止年月", Holds::To),
    ("工作单位", Holds::Employer),
    ("单位名称", Holds::Employer),
    ("工作单位名称", Holds::Employer),
    ("单位", Holds::Employer),
    ("所在单位", Holds::Employer),
    ("任职单位", Holds::Employer),
    ("工作单位及部门", Holds::Employer),
    ("在何单位", Holds::Employer),
    ("何单位", Holds::Employer),
    ("服务单位", Holds::Employer),
    ("从事何种专业工作", Holds::Work),
    ("从事何种专业技术工作", Holds::Work),
    ("从事何专业工作", Holds::Work),
    ("从事专业工作", Holds::Work),
    ("从事工作", Holds::Work),
    ("从事工作内容", Holds::Work),
    ("从事专业", Holds::Work),
    ("从事岗位", Holds::Work),
    ("从事的工作", Holds::Work),
    ("从事何工作", Holds::Work),
    ("从事何种工作", Holds::Work),
    ("从事专业技术工作", Holds::Work),
    ("从事社会工作内容", Holds::Work),
    ("工作内容", Holds::Work),
    ("主要工作内容", Holds::Work),
    ("工作岗位", Holds::Work),
    ("岗位", Holds::Work),
    ("岗位职务", Holds::Work),
    ("职务岗位", Holds::Work),
    ("担任职务", Holds::Work),
    ("职务", Holds::Work),
    ("专业岗位", Holds::Work),
    ("专业工作", Holds::Work),
    ("证明人", Holds::Aside),
    ("证明人及电话", Holds::Aside),
    ("备注", Holds::Aside),
    ("序号", Holds::Aside),
    ("部门", Holds::Aside),
    ("联系电话", Holds::Aside),
];

/// The periods of a table, if there is one with periods in it.
pub(super) fn in_table(sheet: &Sheet<'_>) -> Option<Periods> {
    let header = table::header(sheet, HEADERS, 2)?;
    let at = |what: Holds| header.columns.iter().position(|c| c.what == Some(what));
    let key = at(Holds::Period).or_else(|| at(Holds::From))?;
    let begins = |s: &str| s.chars().filter(char::is_ascii_digit).count() >= 4 || s.contains('年');
    let (rows, inside) = table::body(sheet, &header, key, &begins);
    let mut out =
        Periods { rows: (header.rows.0..=header.rows.1).chain(inside.iter().copied()).collect(), ..Periods::default() };
    for cells in rows {
        let cell = |what: Holds| at(what).and_then(|n| cells.get(n)).map(|lines| lines.concat()).unwrap_or_default();
        let print = |what: Holds| Some(text::printed(&sheet.raw(&cell(what)))).filter(|s| !s.is_empty());
        let (from, to) = match at(Holds::Period) {
            Some(_) => {
                let Some(period) = date::parse_period(&sheet.raw(&cell(Holds::Period))) else { continue };
                (Some(period.from.to_string()), period.to.map(|to| to.to_string()))
            }
            None => (
                date::parse(&sheet.raw(&cell(Holds::From))).map(|d| d.to_string()),
                date::parse_end(&sheet.raw(&cell(Holds::To))).map(|d| d.to_string()),
            ),
        };
        if from.is_none() && to.is_none() {
            continue;
        }
        out.periods.push(EmploymentPeriod { employer: print(Holds::Employer), from, to, work: print(Holds::Work) });
        let wanted = [Holds::Period, Holds::From, Holds::To, Holds::Employer, Holds::Work];
        out.lines.extend(wanted.iter().filter_map(|w| at(*w)).filter_map(|n| cells.get(n)).flatten().cloned());
    }
    (!out.periods.is_empty()).then_some(out)
}

/// A date, Arabic or Chinese, at least to the month.
const DATE: &str = r"(?:(?:19|20)\d\d\s*[年./-]\s*\d{1,2}(?:月份?)?(?:[./-]?\d{1,2}(?:日|号)?)?|[一二][九〇○零OＯ0][〇○零一二三四五六七八九OＯ0]{2}年[一二三四五六七八九十元]{1,2}月份?(?:[一二三四五六七八九十廿]{1,3}日)?)";

/// A period in running text.
static PERIOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:自|从|于|在)?(?P<from>{DATE})(?:起|开始)?,?(?:(?:至|到|-{{1,2}}|~|一|直至|截至|截止到?)(?P<to>{DATE}|今|现在|目前|迄今)|(?P<open>至今|起至今|以来))(?:止|期间|为止)?"
    ))
    .ok()
});

/// A period with its work in between: 自2013年5月起在我中心担任社工，至2024年8月共计…. No other figure stands between the two.
static SPAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:自|从|于|在)?(?P<from>{DATE})(?:起|开始)?(?P<between>[^。\n\d〇一二三四五六七八九年月]{{2,60}}?)(?:(?:至|到|直至|截至|截止到?)(?P<to>{DATE}|今|现在|目前|迄今))(?:止|期间|为止|底)?"
    ))
    .ok()
});

/// Words that say that something else than work began on a day.
const NO_WORK: &[&str] = &["出生", "生,", "毕业", "取得", "获得", "考取", "通过", "入学", "出具", "签订", "有效"];

/// What follows a period: where, and what was done.
static WORK: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^[,:]?(?:一直|先后|均|都|主要)?(?:在|于)(?P<employer>[^,;。\n]{2,40}?)(?:工作)?[,]?(?:一直|主要|专职|专门|具体)?(?:从事|担任|负责|承担|任职于?|任)(?:了|过)?(?P<work>[^,;。\n]{2,40})",
        r"^[,:]?(?:现|一直|主要|专职|专门)*(?:从事|担任|负责|承担|任)(?P<work>[^,;。\n]{2,40})",
        r"^[,:]?(?:在|于)?(?P<employer>[^,;。:\n]{3,40})[,、:]\n?(?:一直|主要)?(?:从事|担任|负责|任)?(?:岗位[:为]?)?(?P<work>[^,;。\n]{2,40})",
        r"^[,:]?(?:在|于)(?P<employer>[^,;。\n]{3,40}?)(?:工作)?[,;。\n]",
    ]
    .iter()
    .filter_map(|p| Regex::new(p).ok())
    .collect()
});

/// Where somebody worked, said before the period: 在某单位自2018年1月至今从事….
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:在|于|系)(?P<employer>[^,;。:\n在系于]{3,40}?)(?:职工|员工|工作人员|工作)?[,]?$").ok()
});

/// The periods of running text.
pub(super) fn in_prose(sheet: &Sheet<'_>, flow: &Flow) -> Periods {
    let mut out = Periods::default();
    let Some(regex) = PERIOD.as_ref() else { return out };
    let mut hits: Vec<_> = regex.captures_iter(&flow.text).collect();
    hits.extend(spans(flow, &hits));
    hits.sort_by_key(|hit| hit.get(0).map_or(0, |all| all.start()));
    for (n, hit) in hits.iter().enumerate() {
        let Some(all) = hit.get(0) else { continue };
        let from = hit.name("from").and_then(|m| date::parse(m.as_str()));
        let to = match (hit.name("to"), hit.name("open")) {
            (Some(to), _) => date::parse_end(to.as_str()).map(|d| d.to_string()),
            (None, Some(_)) => Some("present".to_owned()),
            (None, None) => None,
        };
        let Some(from) = from else { continue };
        let until = hits.get(n + 1).and_then(|h| h.get(0)).map_or(flow.text.len(), |m| m.start());
        // What was done stands behind the period, or between its ends.
        let behind = flow.text.get(all.end()..until).unwrap_or_default();
        let within = hit.name("between").map(|between| (between.start(), between.as_str()));
        let pieces = within.into_iter().chain([(all.end(), behind)]);
        let told = pieces.into_iter().find_map(|(at, piece)| Some((at, WORK.iter().find_map(|r| r.captures(piece))?)));
        let place = |name: &str| -> Option<Range<usize>> {
            let (at, told) = told.as_ref()?;
            let m = told.name(name)?;
            Some(at + m.start()..at + m.end())
        };
        let mut employer = place("employer");
        if employer.is_none() {
            let line = flow.text.get(..all.start()).unwrap_or_default();
            employer =
                BEFORE.as_ref().and_then(|r| r.captures(line)).and_then(|c| c.name("employer")).map(|m| m.range());
        }
        let work = place("work").map(|r| without_tail(&flow.text, r));
        let print = |r: &Option<Range<usize>>| {
            let chars = flow.chars(r.clone()?);
            Some(text::printed(&sheet.raw(&chars))).filter(|s| !s.is_empty())
        };
        let employer = print(&employer).map(|e| e.trim_end_matches("工作").to_owned()).filter(|e| !is_own(e));
        out.periods.push(EmploymentPeriod { employer, from: Some(from.to_string()), to, work: print(&work) });
        let end = work.as_ref().map_or(all.end(), |w| w.end.max(all.end()));
        out.lines.extend(super::evidence::by_row(sheet, &flow.chars(all.start()..end.max(all.start()))));
    }
    out
}

/// Periods that name what was done before they end, where no period begins that is told otherwise.
fn spans<'t>(flow: &'t Flow, told: &[regex::Captures<'t>]) -> Vec<regex::Captures<'t>> {
    let Some(regex) = SPAN.as_ref() else { return Vec::new() };
    let apart = |span: &regex::Captures<'_>| {
        let range = span.get(0).map_or(0..0, |all| all.range());
        told.iter().filter_map(|hit| hit.get(0)).all(|hit| hit.end() <= range.start || range.end <= hit.start())
    };
    let work = |span: &regex::Captures<'_>| {
        span.name("between").is_some_and(|between| !NO_WORK.iter().any(|word| between.as_str().contains(word)))
    };
    regex.captures_iter(&flow.text).filter(|span| apart(span) && work(span)).collect()
}

/// Without what only closes the clause: 从事社区服务的, …岗位, …职务.
fn without_tail(text: &str, range: Range<usize>) -> Range<usize> {
    let mut piece = text.get(range.clone()).unwrap_or_default();
    loop {
        let before = piece;
        for tail in ["等工作岗位", "岗位", "职务", "一职", "至今", "期间"] {
            piece = piece.strip_suffix(tail).filter(|p| p.chars().count() >= 2).unwrap_or(piece);
        }
        if piece == before {
            break;
        }
    }
    range.start..range.start + piece.len()
}

/// Whether the text calls the issuing unit by "our", not by name: 我中心, 本单位, 我街道青枫社区.
fn is_own(employer: &str) -> bool {
    /// What units call themselves. 本溪市民政局 is a name.
    const SELF: &[&str] = &[
        "单位",
        "公司",
        "司",
        "中心",
        "街道",
        "社区",
        "机构",
        "协会",
        "医院",
        "院",
        "学校",
        "校",
        "局",
        "所",
        "会",
        "社",
        "处",
        "站",
        "村",
        "厂",
        "办",
        "镇",
        "乡",
        "区",
        "县",
        "部",
        "园",
        "科",
        "居委会",
    ];
    let mut bare = employer;
    while let Some(rest) =
        ["一直", "先后", "曾", "现", "均", "都", "主要", "在", "于", "系"].iter().find_map(|w| bare.strip_prefix(w))
    {
        bare = rest;
    }
    let own = ["我", "本", "该", "贵", "此"].iter().find_map(|word| bare.strip_prefix(word));
    own.is_some_and(|rest| bare.chars().count() <= 6 || SELF.iter().any(|unit| rest.starts_with(unit)))
}
