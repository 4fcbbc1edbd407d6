//! 核查台账: everything that was decided, by whom and when, on which evidence; what is out of date is marked, never left
//! out. Each row names the entry of the journal that it comes from.

use super::{Block, Listed, Listing, Person, Reviewed, Table, each, reasons, time, verdict_name};
use crate::{
    Result,
    faces::{names, report::Secrets},
    model::{Flag, FlagKey, Place, Round, Ruling},
    store::review::{LookUp, Made, flag_basis},
};

const COLUMNS: &[(&str, f32)] = &[
    ("序号", 6.0),
    ("准考证号", 16.0),
    ("姓名", 10.0),
    ("身份证号", 19.0),
    ("事项", 10.0),
    ("结论", 12.0),
    ("理由或说明", 34.0),
    ("应为", 18.0),
    ("实为", 18.0),
    ("证据位置", 28.0),
    ("办理人", 10.0),
    ("时间", 16.0),
    ("是否仍有效", 10.0),
    ("日志号", 8.0),
];

pub(super) fn listing(of: &Reviewed<'_>) -> Result<Listing> {
    let mut table = Table::new(COLUMNS);
    let mut listed = Listed::default();
    each(of, &mut |person| {
        let rows = rows(of, person);
        listed.candidates += usize::from(!rows.is_empty());
        for row in rows {
            let mut cells = vec![
                (table.rows.len() + 1).to_string(),
                person.ticket_no.clone(),
                person.name().to_owned(),
                person.id_number(),
            ];
            cells.extend(row);
            table.rows.push(cells);
        }
    })?;
    let blocks = vec![
        Block::Title("核查台账".to_owned()),
        Block::Subtitle(format!("{}　基准日 {}", of.pack.title, of.source.run.day)),
        table.on_paper(),
    ];
    Ok(Listing {
        title: "核查台账".to_owned(), table, blocks, footer: "内部资料，含个人信息，注意保管", listed
    })
}

/// What was decided about a candidate, in the order of the journal.
fn rows(of: &Reviewed<'_>, person: &Person<'_>) -> Vec<[String; 10]> {
    let Some(standing) = person.standing else { return Vec::new() };
    let secrets = Secrets::of(&person.result);
    let flags: Vec<(FlagKey, &Flag)> =
        FlagKey::all(&person.result.flags).into_iter().zip(&person.result.flags).collect();
    let mut rows: Vec<(i64, [String; 10])> = Vec::new();
    for made in standing.decisions.values() {
        let round = if made.what.round == Round::First { "初审" } else { "复核" };
        let why: Vec<String> =
            reasons(&made.what, of.pack).into_iter().map(|(text, _)| text).chain(made.what.note.clone()).collect();
        rows.push((
            made.seq,
            row(
                round,
                verdict_name(made.what.verdict),
                &why.join("\n"),
                "",
                "",
                String::new(),
                made,
                !person.is_outdated(made),
            ),
        ));
    }
    for (key, made) in &standing.rulings {
        let flag = flags.iter().find(|(own, _)| own == key).map(|(_, flag)| *flag);
        let holds = flag.is_some_and(|flag| flag_basis(flag) == made.what.basis);
        let value = |of: fn(&Flag) -> Option<&String>| secrets.hide(flag.and_then(of).map_or("", String::as_str));
        let what = key.code().map_or_else(String::new, |code| names::code(code).to_owned());
        let why = [Some(what), made.what.reason.clone()].into_iter().flatten().collect::<Vec<_>>().join("：");
        rows.push((
            made.seq,
            row(
                "疑点",
                ruling_name(made.what.ruling),
                &why,
                &value(|flag| flag.expected.as_ref()),
                &value(|flag| flag.found.as_ref()),
                flag.map(|flag| place(&flag.place)).unwrap_or_default(),
                made,
                holds,
            ),
        ));
    }
    for (key, made) in &standing.corrections {
        let file = person.result.files.iter().find(|file| file.upload.sha256 == key.sha256);
        let at = file.map(|file| format!("{} 第{}页", file.upload.file, key.page)).unwrap_or_default();
        let read = made.what.reading.clone().unwrap_or_else(|| "（未读出）".to_owned());
        let holds = file.is_some();
        rows.push((
            made.seq,
            row(
                "更正",
                "按人工读数",
                names::field(key.name),
                &secrets.hide(&made.what.value),
                &secrets.hide(&read),
                at,
                made,
                holds,
            ),
        ));
    }
    for made in standing.looked_up.values() {
        let LookUp { seen, note, portal, .. } = &made.what;
        rows.push((
            made.seq,
            row("上网核验", names::seen(*seen), note.as_deref().unwrap_or(""), "", "", portal.clone(), made, true),
        ));
    }
    rows.sort_by_key(|(seq, _)| *seq);
    rows.into_iter().map(|(_, row)| row).collect()
}

#[expect(clippy::too_many_arguments, reason = "one argument a column")]
fn row<T>(
    what: &str,
    word: &str,
    why: &str,
    expected: &str,
    found: &str,
    place: String,
    made: &Made<T>,
    holds: bool,
) -> [String; 10] {
    let holds = if holds { "是" } else { "否：内容已重新读取" };
    [
        what.to_owned(),
        word.to_owned(),
        why.to_owned(),
        expected.to_owned(),
        found.to_owned(),
        place,
        made.by.clone(),
        time(&made.at),
        holds.to_owned(),
        made.seq.to_string(),
    ]
}

pub(super) const fn ruling_name(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Confirmed => "属实",
        Ruling::Dismissed => "不属实",
        Ruling::Illegible => "看不清",
    }
}

/// Where a flag points, with the box on the page.
fn place(place: &Place) -> String {
    match place {
        Place::Paper { file, page, bbox } => {
            let at = bbox.map(|b| format!(" [{:.0} {:.0} {:.0} {:.0}]", b.x0, b.y0, b.x1, b.y1)).unwrap_or_default();
            format!("{file} 第{page}页{at}")
        }
        Place::File { file } => file.clone(),
        Place::Roster { cell } => format!("花名册 {cell}"),
        Place::Absent => "（未提交）".to_owned(),
    }
}
