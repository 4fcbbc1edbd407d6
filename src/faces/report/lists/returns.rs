//! 退回补正通知: a letter to each candidate who must send something, with what, why and until when.

use super::{Block, Listing, Person, Reviewed, Table, concluded, reasons};
use crate::{
    Result,
    faces::{names, paper, report::Secrets},
    model::{Decision, Flag, FlagKey, Ruling, Severity, Verdict},
};

const COLUMNS: &[(&str, f32)] =
    &[("序号", 6.0), ("准考证号", 16.0), ("姓名", 10.0), ("需要补正的事项", 36.0), ("依据", 36.0), ("说明", 36.0)];

/// The letter's own table.
const ITEMS: &[(&str, f32)] = &[("序号", 1.0), ("需要补正的事项", 6.0), ("依据", 6.0)];

pub(super) fn listing(of: &Reviewed<'_>) -> Result<Listing> {
    let mut table = Table::new(COLUMNS);
    let mut blocks = Vec::new();
    let listed = concluded(of, Verdict::SendBack, &mut |person, decision| {
        let items = reasons(&decision.what, of.pack);
        let told = remarks(person, &decision.what);
        let number = (table.rows.len() + 1).to_string();
        let joined = |of: &dyn Fn(&(String, String)) -> &String| {
            items.iter().map(|item| of(item).as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n")
        };
        table.rows.push(vec![
            number,
            person.ticket_no.clone(),
            person.name().to_owned(),
            joined(&|item| &item.0),
            joined(&|item| &item.1),
            told.join("\n"),
        ]);
        if !blocks.is_empty() {
            blocks.push(Block::NewPaper);
        }
        blocks.extend(letter(of, person, &items, &told));
    })?;
    Ok(Listing {
        title: "退回补正通知".to_owned(), table, blocks, footer: "本通知只发给考生本人", listed
    })
}

/// What is said beside the reasons: the reviewer's own words, then the flags that somebody confirmed.
fn remarks(person: &Person<'_>, decision: &Decision) -> Vec<String> {
    let secrets = Secrets::of(&person.result);
    let confirmed = |(flag, key): (&Flag, FlagKey)| {
        let ruling = person.standing.and_then(|standing| standing.rulings.get(&key)).map(|made| made.what.ruling);
        let told = ruling == Some(Ruling::Confirmed) && flag.severity > Severity::Info;
        told.then(|| format!("{}：{}", names::code(flag.code), secrets.hide(&flag.message)))
    };
    let flags = &person.result.flags;
    decision.note.iter().cloned().chain(flags.iter().zip(FlagKey::all(flags)).filter_map(confirmed)).collect()
}

fn letter(of: &Reviewed<'_>, person: &Person<'_>, items: &[(String, String)], told: &[String]) -> Vec<Block> {
    let rows = items.iter().enumerate().map(|(n, (what, why))| vec![(n + 1).to_string(), what.clone(), why.clone()]);
    let mut blocks = vec![
        Block::Title("退回补正通知".to_owned()),
        Block::Subtitle(of.pack.title.clone()),
        Block::Gap(6.0),
        Block::Note(format!("考生姓名：{}　　准考证号：{}", person.name(), person.ticket_no)),
        Block::Gap(4.0),
        Block::Text("经核查，您提交的材料需要补正。请按下列事项准备材料，并在规定时间内重新上传：".to_owned()),
        Block::Table(paper::Table { columns: ITEMS.to_vec(), rows: rows.collect() }),
    ];
    if !told.is_empty() {
        blocks.push(Block::Heading("具体说明".to_owned()));
        blocks.extend(told.iter().map(|line| Block::Text(line.clone())));
    }
    blocks.push(Block::Heading("办理时间".to_owned()));
    blocks.push(Block::Text(deadline(of)));
    blocks.extend([
        Block::Gap(24.0),
        Block::Right("（单位盖章）".to_owned()),
        Block::Right("　　　　年　　月　　日".to_owned()),
    ]);
    blocks
}

/// Until when, in the pack's words: the window, then the make-up.
fn deadline(of: &Reviewed<'_>) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let closes = of.pack.window.as_ref().map(|window| window.closes.to_zoned_datetime(zone));
    let window = closes.map_or_else(
        || "以公告的申报时间为准".to_owned(),
        |closes| format!("申报截止 {}", closes.strftime("%Y年%-m月%-d日 %H:%M")),
    );
    let later = of.pack.make_up.first().map(|make_up| format!("逾期的，可参加补办：{}。", make_up.when));
    format!("{window}。{}", later.unwrap_or_default())
}
