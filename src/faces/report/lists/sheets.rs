//! 复核单: one A4 sheet a candidate with what was handed in and what was flagged, to be decided on and signed.

use super::{Block, Listed, Listing, Person, Reviewed, Table, each, ledger::ruling_name, reasons, time, verdict_name};
use crate::{
    Result,
    faces::{names, paper, report::Secrets, view::people},
    model::{DocumentKind, FieldName, FlagKey, Outcome, Place, Round},
    rulebook::Clause,
};

const COLUMNS: &[(&str, f32)] = &[
    ("序号", 6.0),
    ("准考证号", 16.0),
    ("姓名", 10.0),
    ("身份证号", 19.0),
    ("级别", 6.0),
    ("疑点", 16.0),
    ("说明", 44.0),
    ("应为", 18.0),
    ("实为", 18.0),
    ("位置", 28.0),
    ("认定", 10.0),
];

pub(super) fn listing(of: &Reviewed<'_>) -> Result<Listing> {
    let mut table = Table::new(COLUMNS);
    let mut blocks = Vec::new();
    let mut listed = Listed::default();
    each(of, &mut |person| {
        // Without a candidate asked for, those whom nobody must look at get no sheet.
        if of.only.is_none() && !person.result.needs_review() && person.standing.is_none() {
            return;
        }
        listed.candidates += 1;
        let rows = flags(person);
        for row in &rows {
            let mut cells = vec![
                (table.rows.len() + 1).to_string(),
                person.ticket_no.clone(),
                person.name().to_owned(),
                person.id_number(),
            ];
            cells.extend(row.iter().cloned());
            table.rows.push(cells);
        }
        if !blocks.is_empty() {
            blocks.push(Block::NewPaper);
        }
        blocks.extend(sheet(of, person, rows));
    })?;
    Ok(Listing {
        title: "复核单".to_owned(), table, blocks, footer: "内部资料，含个人信息，注意保管", listed
    })
}

/// A row a flag: level, name, sentence, both values, place, and what was said of it.
fn flags(person: &Person<'_>) -> Vec<Vec<String>> {
    let secrets = Secrets::of(&person.result);
    let flags = &person.result.flags;
    let keyed = flags.iter().zip(FlagKey::all(flags));
    let row = |(flag, key): (&crate::model::Flag, FlagKey)| {
        let ruling = person.standing.and_then(|s| s.rulings.get(&key)).map(|made| ruling_name(made.what.ruling));
        let value = |value: &Option<String>| secrets.hide(value.as_deref().unwrap_or(""));
        vec![
            names::severity(flag.severity).to_owned(),
            names::code(flag.code).to_owned(),
            secrets.hide(&flag.message),
            value(&flag.expected),
            value(&flag.found),
            at(&flag.place),
            ruling.unwrap_or("").to_owned(),
        ]
    };
    keyed.map(row).collect()
}

/// Where a flag points, short enough for a column: the folder of an upload is the candidate's own.
fn at(place: &Place) -> String {
    let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
    match place {
        Place::Paper { file, page, .. } => format!("{} 第{page}页", name(file)),
        Place::File { file } => name(file),
        Place::Roster { cell } => format!("花名册 {cell}"),
        Place::Absent => "（未提交）".to_owned(),
    }
}

fn sheet(of: &Reviewed<'_>, person: &Person<'_>, flags: Vec<Vec<String>>) -> Vec<Block> {
    let cell = |field| person.result.candidate.as_ref().and_then(|c| c.text(field)).unwrap_or("").to_owned();
    let who = vec![
        vec!["姓名".to_owned(), person.name().to_owned(), "准考证号".to_owned(), person.ticket_no.clone()],
        vec!["身份证号".to_owned(), person.id_number(), "报考级别".to_owned(), cell(FieldName::ExamLevel)],
        vec!["工作单位".to_owned(), cell(FieldName::Employer), "毕业院校".to_owned(), cell(FieldName::School)],
    ];
    let mut blocks = vec![
        Block::Title("人工核查复核单".to_owned()),
        Block::Subtitle(format!("{}　基准日 {}", of.pack.title, of.source.run.day)),
        grid(&[("项目", 1.0), ("花名册内容", 2.4), ("项目", 1.0), ("花名册内容", 2.4)], who),
        Block::Heading("疑点".to_owned()),
    ];
    if flags.is_empty() {
        blocks.push(Block::Text("程序没有发现需要人看的疑点。".to_owned()));
    } else {
        let columns =
            [("级别", 1.1), ("疑点", 2.0), ("说明", 5.0), ("应为", 2.2), ("实为", 2.2), ("位置", 3.0), ("认定", 1.2)];
        blocks.push(grid(&columns, flags));
    }
    let left = people::left_to_people(&person.result, of.pack);
    if !left.is_empty() {
        let row = |(clause, why): &(&Clause, &str)| {
            vec![clause.section.clone(), clause.text.clone(), (*why).to_owned(), String::new()]
        };
        blocks.push(Block::Heading("须由人看的条款".to_owned()));
        blocks.push(grid(
            &[("条款", 2.4), ("内容", 3.6), ("怎样看", 4.4), ("认定", 1.2)],
            left.iter().map(row).collect(),
        ));
    }
    blocks.push(Block::Heading("已交材料".to_owned()));
    blocks.push(grid(&[("材料", 3.0), ("文件", 5.0), ("页", 1.0), ("印章", 4.0)], papers(person)));
    blocks.push(Block::Heading("结论".to_owned()));
    blocks.push(grid(
        &[("", 1.0), ("结论", 1.6), ("理由或说明", 4.0), ("签名", 1.6), ("时间", 2.0)],
        conclusions(of, person),
    ));
    blocks
}

fn grid(columns: &[(&'static str, f32)], rows: Vec<Vec<String>>) -> Block {
    Block::Table(paper::Table { columns: columns.to_vec(), rows })
}

fn papers(person: &Person<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for file in &person.result.files {
        if file.outcome != Outcome::Read {
            rows.push(vec![
                names::outcome(&file.outcome).to_owned(),
                file.upload.file.clone(),
                String::new(),
                String::new(),
            ]);
        }
        for document in file.documents.iter().filter(|document| document.kind != DocumentKind::Blank) {
            let (first, last) = document.pages;
            let pages = if first == last { first.to_string() } else { format!("{first}–{last}") };
            let seals = document.seals.iter().map(|seal| seal.text.as_deref().unwrap_or("（字迹不清）"));
            let seals: Vec<&str> = seals.collect();
            rows.push(vec![names::kind(document.kind).to_owned(), document.file.clone(), pages, seals.join("\n")]);
        }
    }
    rows
}

/// Both reviews, decided or to be decided by hand.
fn conclusions(of: &Reviewed<'_>, person: &Person<'_>) -> Vec<Vec<String>> {
    let row = |(round, name): (Round, &str)| {
        let made = person.standing.and_then(|standing| standing.decisions.get(&round));
        match made {
            Some(made) => {
                let why = reasons(&made.what, of.pack).into_iter().map(|(text, _)| text).chain(made.what.note.clone());
                let why: Vec<String> = why.collect();
                let word = verdict_name(made.what.verdict).to_owned();
                vec![name.to_owned(), word, why.join("\n"), made.by.clone(), time(&made.at)]
            }
            None => vec![
                name.to_owned(),
                "□通过\n□退回补正\n□不符合条件".to_owned(),
                "\n\n".to_owned(),
                String::new(),
                String::new(),
            ],
        }
    };
    [(Round::First, "初审"), (Round::Second, "复核")].map(row).to_vec()
}
