//! Paths as people write them, and the traps in them.

use super::*;
use crate::model::{
    CellName, CellState, DocumentKind, Evidence, Field, FieldName, FieldValue, Format, Reader, RosterCell, WordSource,
};

/// Ticket number, name, identity number (its birth date is within).
const ROSTER: &[(&str, &str, &str)] = &[
    ("4301240600105", "王明", "439901199001011233"),
    ("4301240600106", "李小明", "439901199102022346"),
    ("4301240600107", "张伟", "439901199203033455"),
    ("4301240600108", "张伟", "439901199304044564"),
    ("4301240600109", "高中", "439901199405055673"),
    ("4301240600110", "阿依古丽·买买提", "439901199506066782"),
    ("4301240600111", "SmithJohn", "H12345678"),
];

fn roster() -> Vec<Candidate> {
    ROSTER.iter().enumerate().map(|(row, (ticket, name, number))| candidate(row, ticket, name, number)).collect()
}

fn candidate(row: usize, ticket: &str, name: &str, number: &str) -> Candidate {
    let row = u32::try_from(row).unwrap();
    let cell = |text: &str| {
        let state = if text.contains('*') { CellState::Masked } else { CellState::Full };
        RosterCell::new(text.into(), text, CellName::at(row, 0), state)
    };
    let cells = [(FieldName::Name, cell(name)), (FieldName::IdNumber, cell(number))].into();
    Candidate { row, ticket_no: ticket.into(), cells, reason: None, extra: vec![], problems: vec![] }
}

fn upload(file: &str) -> Upload {
    let format = Format::Pdf;
    Upload::new(file, "00", 1, format)
}

/// The last two digits of the tickets claimed, with the reason's first letter: T, I or N.
#[track_caller]
fn check(file: &str, expected: &[&str]) {
    let roster = roster();
    let claims = Owners::new(&roster).by_path(&upload(file), &Manifest::default());
    let told: Vec<String> = claims.iter().map(|c| format!("{}{}", letter(c.reason), &c.ticket_no[11..])).collect();
    assert_eq!(told, expected, "{file}");
}

fn letter(reason: OwnerReason) -> char {
    match reason {
        OwnerReason::Reviewer => 'R',
        OwnerReason::Manifest => 'M',
        OwnerReason::TicketNoInPath => 'T',
        OwnerReason::IdNumberInPath => 'I',
        OwnerReason::NameInPath => 'N',
        OwnerReason::IdNumberOnDocument => 'i',
        OwnerReason::NameOnDocument => 'n',
    }
}

#[test]
fn ticket_numbers_stand_whole() {
    check("4301240600105/报名表.pdf", &["T05"]);
    check("准考证４３０１２４０６００１０５/a.pdf", &["T05"]);
    check("a/社工4301240600105-1.pdf", &["T05"]);
    check("14301240600105/报名表.pdf", &[]);
    check("43012406001050.pdf", &[]);
    check("IMG_20240812_115824.pdf", &[]);
}

#[test]
fn identity_numbers() {
    check("439901199001011233.pdf", &["I05"]);
    check("身份证439901900101123.pdf", &["I05"]);
    check("通行证h12345678.jpg", &["I11"]);
    check("4399011990010112330.pdf", &[]);
}

#[test]
fn names_among_words() {
    check("王明/1.pdf", &["N05"]);
    check("王明报名表.pdf", &["N05"]);
    check("报名表盖章王明(1).pdf", &["N05"]);
    check("长沙市社会工作者王明的身份证正反面.jpg", &["N05"]);
    check("01-王明-湖南大学毕业证.pdf", &["N05"]);
    check("王　明 身份证.pdf", &["N05"]);
    check("李小明湖南师范大学毕业证.pdf", &["N06"]);
    check("王明李小明.pdf", &["N05", "N06"]);
}

#[test]
fn traps_around_names() {
    check("王明芳/1.pdf", &[]);
    check("王明芳报名表.pdf", &[]);
    check("李小明珠报名表.pdf", &[]);
    check("李小明珠.pdf", &[]);
    check("张李小明.pdf", &[]);
    check("高中毕业证.pdf", &[]);
    check("高中/毕业证.pdf", &[]);
    check("张伟报名表.pdf", &[]);
}

#[test]
fn dots_in_names() {
    for dot in ["·", "•", "．", "・", ".", ""] {
        check(&format!("阿依古丽{dot}买买提报名表.pdf"), &["N10"]);
        check(&format!("x/阿依古丽{dot}买买提.pdf"), &["N10"]);
    }
}

#[test]
fn latin_names() {
    check("Smith John passport.pdf", &["N11"]);
    check("SMITH_JOHN.pdf", &["N11"]);
    check("Smithers Johnson.pdf", &[]);
}

#[test]
fn contracts_order_then_folders_from_the_file_outwards() {
    check("李小明/王明/4301240600107.pdf", &["T07", "N05", "N06"]);
    check("王明/李小明身份证.pdf", &["N05", "N06"]);
    check("4301240600105/439901199102022346/王明.pdf", &["T05", "I06", "N05"]);
}

#[test]
fn short_ticket_numbers_count_as_folders_only() {
    let roster = [candidate(0, "12", "王明", "")];
    let owners = Owners::new(&roster);
    assert_eq!(owners.by_path(&upload("12/报名表.pdf"), &Manifest::default()).len(), 1);
    assert_eq!(owners.by_path(&upload("x/报名表12.pdf"), &Manifest::default()).len(), 0);
    assert_eq!(owners.by_path(&upload("x/12.pdf"), &Manifest::default()).len(), 0);
}

#[test]
fn spelt_ticket_numbers() {
    let roster = [candidate(0, "2024-SG-0012", "王明", "")];
    let owners = Owners::new(&roster);
    assert_eq!(owners.by_path(&upload("x/报名2024-sg-0012表.pdf"), &Manifest::default()).len(), 1);
    assert_eq!(owners.by_path(&upload("x/2024-SG-00123.pdf"), &Manifest::default()).len(), 0);
}

#[test]
fn the_manifest_comes_first_and_strangers_in_it_are_named() {
    let roster = roster();
    let owners = Owners::new(&roster);
    let entry = |line, ticket: &str| crate::intake::Entry {
        line,
        file: "王明/1.pdf".into(),
        ticket_no: ticket.into(),
        uploaded_at: None,
    };
    let manifest = Manifest { entries: vec![entry(2, "4301240600107"), entry(3, "999")] };
    let claims = owners.by_path(&upload("王明/1.pdf"), &manifest);
    assert_eq!(claims.iter().map(|c| letter(c.reason)).collect::<String>(), "MN");
    assert_eq!(owners.place(&claims), Some(2));
    assert_eq!(owners.place(&[]), None);
    let unknown = owners.unknown(&manifest);
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].kind, TroubleKind::ManifestUnknownTicket { line: 3, ticket_no: "999".into() });
}

/// A document with these fields.
fn document(fields: &[(FieldName, &str)]) -> Document {
    let evidence = Evidence {
        raw: String::new(),
        page: 1,
        bbox: None,
        line_boxes: vec![],
        confidence: 1.0,
        source: WordSource::TextLayer,
        runners_up: vec![],
    };
    let field = |(name, text): &(FieldName, &str)| Field {
        name: *name,
        value: FieldValue::Text((*text).into()),
        evidence: evidence.clone(),
    };
    Document {
        file: "a.pdf".into(),
        sha256: "00".into(),
        pages: (1, 1),
        kind: DocumentKind::Other,
        kind_confidence: 1.0,
        title: None,
        lookalike: None,
        reader: Reader::Text,
        fields: fields.iter().map(field).collect(),
        empty_fields: vec![],
        explained: Default::default(),
        remarks: vec![],
        seals: vec![],
        qr: vec![],
        signatures: vec![],
    }
}

#[track_caller]
fn check_document(roster: &[Candidate], fields: &[(FieldName, &str)], expected: &[&str]) {
    let claims = Owners::new(roster).by_documents(&[document(fields)]);
    let told: Vec<String> = claims.iter().map(|c| format!("{}{}", letter(c.reason), &c.ticket_no[11..])).collect();
    assert_eq!(told, expected);
}

#[test]
fn documents_by_number_and_by_name_with_birth_date() {
    use FieldName::{BirthDate, IdNumber, Name};
    let roster = roster();
    check_document(&roster, &[(IdNumber, "439901199001011233")], &["i05"]);
    check_document(&roster, &[(IdNumber, "439901900101123")], &["i05"]);
    check_document(&roster, &[(Name, "张伟"), (BirthDate, "1993-04-04")], &["n08"]);
    check_document(&roster, &[(Name, "张伟"), (BirthDate, "1993-04")], &["n08"]);
    check_document(&roster, &[(Name, "张伟"), (BirthDate, "1993")], &[]);
    check_document(&roster, &[(Name, "张伟")], &[]);
    check_document(&roster, &[(Name, "王明"), (BirthDate, "1993-04-04")], &[]);
    check_document(&roster, &[(Name, "张伟"), (IdNumber, "439901199304049999")], &["n08"]);
    check_document(
        &roster,
        &[(Name, "王明"), (BirthDate, "1990-01-01"), (IdNumber, "439901199102022346")],
        &["i06", "n05"],
    );
}

#[test]
fn masked_rosters_count_where_they_fit_one() {
    use FieldName::IdNumber;
    let one = [candidate(0, "4301240600105", "王*", "439901********1233")];
    check_document(&one, &[(IdNumber, "439901199001011233")], &["i05"]);
    let two = [one[0].clone(), candidate(1, "4301240600106", "王*", "439901********1233")];
    check_document(&two, &[(IdNumber, "439901199001011233")], &[]);
    let little = [candidate(0, "4301240600105", "王*", "4399**************")];
    check_document(&little, &[(IdNumber, "439901199001011233")], &[]);
}
