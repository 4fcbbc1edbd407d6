//! Papers that nobody has seen: a fixed number of seeds of the open grammar of `tools/fixtures`, as text, held to a share
//! of their fields. And the writer itself: the same seed gives the same paper, its truth has the contract's form, and its
//! two grammars have no line in common.

use std::collections::BTreeSet;

use hecha::extract;
use hecha::intake::sniff;
use hecha::kinds::Kinds;
use hecha::model::{Candidate, CellName, CellState, DocumentKind, FieldName, RosterCell, Upload};
use hecha::read::ocr::Source;
use hecha_fixtures::writer::draw::{self, As};
use hecha_fixtures::writer::score::{Score, score};
use hecha_fixtures::writer::{Paper, aside, lines, open};
use rayon::prelude::*;

use super::support::reading;

/// So many seeds of each kind.
const SEEDS: u64 = 12;

/// What must be read of them, in percent: pages whose kind is found, plain fields, entries with all their keys. To be
/// raised with what is read; never lowered.
const FLOORS: &[(&str, u32, u32, u32)] = &[
    ("appointment_letter", 96, 88, 0),
    ("chsi_registration", 96, 96, 0),
    ("chsi_verification_report", 96, 92, 0),
    ("diploma", 96, 93, 0),
    ("employment_certificate", 96, 95, 93),
    ("enrolment_register", 58, 67, 88),
    ("graduate_registration_form", 96, 87, 0),
    ("identity_card", 96, 96, 0),
    ("overseas_degree_certificate", 96, 89, 0),
    ("party_school_proof", 88, 81, 0),
    ("professional_title_certificate", 96, 90, 0),
    ("provincial_verification_report", 96, 95, 0),
    ("registration_form", 96, 95, 0),
    ("secondary_diploma_query", 96, 90, 0),
    ("technical_school_certificate", 63, 81, 0),
    ("technical_school_query", 96, 94, 0),
];

fn read(paper: &Paper) -> Score {
    let bytes = draw::file(paper, As::Text);
    let upload = Upload::new(
        format!("{}.pdf", paper.seed),
        String::new(),
        bytes.len() as u64,
        sniff(&bytes, &bytes, bytes.len() as u64),
    );
    let reading = reading(&bytes, &Source::none());
    let documents = extract::documents(&upload, &reading, Some(&candidate(paper)), &Kinds::built_in());
    let documents: Vec<_> = documents.iter().map(|document| serde_json::to_value(document).unwrap()).collect();
    score(paper, &documents)
}

/// The row of the roster that the person of a paper would have.
fn candidate(paper: &Paper) -> Candidate {
    let person = &paper.person;
    let cell = |value: &str| RosterCell::new(value.to_owned(), value, CellName::default(), CellState::Full);
    let cells = [
        (FieldName::Name, cell(&person.name)),
        (FieldName::Sex, cell(person.sex)),
        (FieldName::IdNumber, cell(&person.id_number)),
        (FieldName::BirthDate, cell(&person.birth.iso())),
    ];
    Candidate {
        row: 1,
        ticket_no: "4301249800001".to_owned(),
        cells: cells.into(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    }
}

#[test]
fn papers_nobody_has_seen_are_read() {
    let mut faults = Vec::new();
    for (kind, pages, fields, entries) in FLOORS {
        let scores: Vec<Score> =
            (0..SEEDS).into_par_iter().map(|seed| read(&open::paper(kind, seed).unwrap())).collect();
        let mut sum = Score::default();
        scores.iter().for_each(|score| sum.add(score));
        let measured = [
            ("pages of the right kind", sum.kind.recall(), *pages),
            ("fields", sum.all_fields().recall(), *fields),
            ("entries", sum.entries.recall(), *entries),
        ];
        for (what, share, floor) in measured {
            println!("{kind}: {:.1} % of {what}, the floor is {floor} %", share * 100.0);
            if share * 100.0 < f64::from(floor) {
                faults.push(format!("{kind}: {:.1} % of {what}, the floor is {floor} %", share * 100.0));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_kind_has_a_floor() {
    let floors: BTreeSet<&str> = FLOORS.iter().map(|floor| floor.0).collect();
    assert_eq!(floors, open::kinds().into_iter().collect());
    assert_eq!(floors, aside::kinds().into_iter().collect());
}

#[test]
fn the_same_seed_gives_the_same_paper() {
    for kind in open::kinds() {
        let [one, again] = [0; 2].map(|_| open::paper(kind, 7).unwrap());
        assert_eq!(one.truth, again.truth);
        assert_eq!(draw::file(&one, As::Text), draw::file(&again, As::Text), "{kind}");
        let other = open::paper(kind, 8).unwrap();
        assert_ne!(one.truth, other.truth, "{kind}: another seed is another paper");
    }
}

/// The forms of the contract, checked without the program's own parsers.
fn has_form(name: &str, value: &str) -> bool {
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let date = |text: &str| {
        let parts: Vec<&str> = text.split('-').collect();
        parts.iter().all(|part| figures(part))
            && parts.iter().map(|part| part.len()).eq([4, 2, 2].into_iter().take(parts.len()))
            && parts.len() <= 3
    };
    match name {
        "birth_date" | "enrolled_on" | "graduated_on" | "issued_on" | "valid_until" | "from" => date(value),
        "to" => value == "present" || date(value),
        "sex" => ["男", "女"].contains(&value),
        "id_number" => value.len() == 18 && figures(&value[..17]),
        "education_level" => {
            ["博士研究生", "硕士研究生", "本科", "专科", "中专", "高中", "高级技工", "预备技师", "中级技工"]
                .contains(&value)
        }
        "work_years" | "specialist_years" | "program_years" => {
            let (whole, places) = value.split_once('.').unwrap_or((value, "0"));
            figures(whole) && figures(places) && places.len() <= 2
        }
        "conclusion" => ["毕业", "结业", "肄业"].contains(&value),
        "register_rows" => figures(value),
        "certificate_no" | "verification_code" | "report_no" | "ticket_no" | "registration_no" => {
            !value.is_empty() && !value.contains(char::is_whitespace)
        }
        _ => !value.is_empty() && !value.contains(char::is_whitespace) && !value.contains(['(', ')']),
    }
}

#[test]
fn truths_have_the_contracts_form() {
    let kinds: BTreeSet<&str> = DocumentKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let names: BTreeSet<&str> = FieldName::ALL.iter().map(|name| name.as_str()).collect();
    let mut faults = Vec::new();
    let papers = open::kinds().into_iter().flat_map(|kind| (0..60).filter_map(move |seed| open::paper(kind, seed)));
    let others = aside::kinds().into_iter().flat_map(|kind| (0..30).filter_map(move |seed| aside::paper(kind, seed)));
    for paper in papers.chain(others) {
        assert!(kinds.contains(paper.kind), "{} is a kind of the contract", paper.kind);
        assert!(["430198", "430399", "430598", "430697"].contains(&&paper.person.id_number[..6]), "of no region");
        let periods = paper.truth.periods.iter().flat_map(|period| {
            [("employer", &period.employer), ("from", &period.from), ("to", &period.to), ("work", &period.work)]
        });
        let periods = periods.filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let entries = paper.truth.entries.iter().flatten().map(|(name, value)| (*name, value));
        let fields = paper.truth.fields.iter().map(|(name, value)| (*name, value));
        for (name, value) in fields.chain(periods).chain(entries) {
            let listed = ["from", "to", "work"].contains(&name) || names.contains(name);
            if !listed || !has_form(name, value) {
                faults.push(format!("{} {}: {name} = {value:?}", paper.kind, paper.seed));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Words that only one of them has are what the grammar held aside is for. Labels that cannot be said otherwise, and
/// directives that only place something, may stand in both.
#[test]
fn the_grammars_have_no_line_in_common() {
    let long = |line: &&String| {
        line.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count() >= 3 && !line.starts_with('<')
    };
    let open: BTreeSet<String> = lines(true).into_iter().filter(|line| long(&line)).collect();
    let aside: BTreeSet<String> = lines(false).into_iter().filter(|line| long(&line)).collect();
    assert!(open.len() > 300 && aside.len() > 100, "{} and {} lines", open.len(), aside.len());
    let both: Vec<&String> = open.intersection(&aside).collect();
    assert!(both.is_empty(), "in both grammars: {both:#?}");
}
