//! Tests of links: all invented.

use super::*;
use crate::{
    model::{
        Candidate, CellName, CellState, Document, Evidence, Field, FieldName, FieldValue, Format, Outcome, Picture,
        Reader, Reading, RosterCell, Unit, Upload, WordSource,
    },
    pipeline::Nobody,
    store::{self, CandidateResult, FileResult, Purpose, ReadingKey, Run, WorkFolder},
};

/// A paper: whose, its kind, its fields, and the digest of the portrait on it.
struct Paper(&'static str, DocumentKind, Vec<(FieldName, &'static str)>, &'static str);

fn run() -> Run {
    Run {
        purpose: Purpose::Screen,
        of: None,
        kinds: None,
        answers_sha256: None,
        day: "2024-08-20".into(),
        program: "0".into(),
        reader: "r m".into(),
        roster: "名单.xlsx".into(),
        roster_sha256: "a".into(),
        pack: "p".into(),
        pack_title: "规则".into(),
        pack_sha256: "b".into(),
        started_at: String::new(),
        finished_at: None,
        notices: Vec::new(),
        journal: None,
    }
}

fn found(papers: &[Paper]) -> Vec<Cluster> {
    let dir = tempfile::tempdir().unwrap();
    let store = store::open(&WorkFolder::make(dir.path()).unwrap()).unwrap();
    let id = store.begin(&run()).unwrap();
    for (place, Paper(ticket_no, kind, fields, portrait)) in papers.iter().enumerate() {
        let field = |(name, value): &(FieldName, &str)| Field {
            name: *name,
            value: FieldValue::Text((*value).to_owned()),
            evidence: Evidence {
                raw: (*value).to_owned(),
                page: 1,
                bbox: Some(Rect::new(1.0, 2.0, 3.0, 4.0)),
                line_boxes: Vec::new(),
                confidence: 1.0,
                source: WordSource::TextLayer,
                runners_up: Vec::new(),
            },
        };
        let (file, sha256) = (format!("{ticket_no}/{place}.pdf"), format!("{place:064}"));
        let document = Document {
            file: file.clone(),
            sha256: sha256.clone(),
            pages: (1, 1),
            kind: *kind,
            kind_confidence: 1.0,
            title: None,
            lookalike: None,
            reader: Reader::Text,
            fields: fields.iter().map(field).collect(),
            empty_fields: Vec::new(),
            explained: Default::default(),
            remarks: Vec::new(),
            seals: Vec::new(),
            qr: Vec::new(),
            signatures: Vec::new(),
        };
        let mut page = crate::model::Page::empty(1, 595.0, 842.0, Unit::Points);
        if !portrait.is_empty() {
            let mut picture: Picture = serde_json::from_value(serde_json::json!({
                "bbox": [400.0, 100.0, 480.0, 206.0], "pixel_width": 240, "pixel_height": 320,
            }))
            .unwrap();
            picture.digest = Some((*portrait).to_owned());
            page.pictures.push(picture);
        }
        let reading = Reading { pages: vec![page], ..Reading::without_pages(Outcome::Read) };
        store.keep_reading(ReadingKey { sha256: &sha256, reader: "r m" }, &reading).unwrap();
        let upload = Upload::new(file, sha256, 1, Format::Pdf);
        let cell = RosterCell::new((*ticket_no).into(), ticket_no, CellName::default(), CellState::Full);
        let candidate = Candidate {
            row: 2,
            ticket_no: (*ticket_no).into(),
            cells: [(FieldName::IdNumber, cell)].into(),
            reason: None,
            extra: Vec::new(),
            problems: Vec::new(),
        };
        let files = vec![FileResult::new(upload, &reading, vec![document])];
        store.conclude(id, place, &CandidateResult { candidate: Some(candidate), files, flags: Vec::new() }).unwrap();
    }
    store.finish(id, &run()).unwrap();
    let look = || links(&[Place { store: store.as_ref() }], &Nobody, &AtomicBool::new(false)).unwrap().unwrap();
    let clusters = look();
    assert_eq!(look(), clusters, "with what was kept from the readings it is the same");
    clusters
}

fn ties(clusters: &[Cluster]) -> Vec<(Tie, usize)> {
    clusters.iter().map(|cluster| (cluster.tie, cluster.holders.len())).collect()
}

#[test]
fn numbers_codes_and_portraits_of_two_people() {
    let diploma = |ticket, number, portrait| {
        Paper(ticket, DocumentKind::Diploma, vec![(FieldName::CertificateNo, number)], portrait)
    };
    let one = "105481201202002153";
    assert_eq!(ties(&found(&[diploma("1", one, "x"), diploma("2", one, "y")])), [(Tie::CertificateNo, 2)]);
    assert_eq!(
        ties(&found(&[diploma("1", one, "x"), diploma("2", "105481201202002154", "x")])),
        [(Tie::Photograph, 2)]
    );
    assert_eq!(found(&[diploma("1", one, "x"), diploma("1", one, "x")]), []);
    let code = |ticket| {
        Paper(ticket, DocumentKind::ChsiRegistration, vec![(FieldName::VerificationCode, "AB12CD34EF56GH78")], "")
    };
    let clusters = found(&[code("1"), code("2")]);
    assert_eq!(ties(&clusters), [(Tie::VerificationCode, 2)]);
    assert!(clusters[0].holders.iter().all(|holder| holder.shown == "AB************78" && holder.bbox.is_some()));
}

#[test]
fn a_phone_says_something_on_certificates_of_several_units() {
    let certificate = |ticket, employer| {
        let fields = vec![(FieldName::ContactPhone, "073188880000"), (FieldName::Employer, employer)];
        Paper(ticket, DocumentKind::EmploymentCertificate, fields, "")
    };
    assert_eq!(found(&[certificate("1", "甲社"), certificate("2", "甲社"), certificate("3", "乙社")]), []);
    let clusters = found(&[certificate("1", "甲社"), certificate("2", "乙社"), certificate("3", "丙社")]);
    assert_eq!(ties(&clusters), [(Tie::Phone, 3)]);
    assert_eq!(clusters[0].strength, Strength::Medium);
}

#[test]
fn one_portrait_on_the_papers_of_many_is_one_cluster() {
    let diploma = |ticket| Paper(ticket, DocumentKind::Diploma, Vec::new(), "x");
    let tickets = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    assert_eq!(ties(&found(&tickets.map(diploma))), [(Tie::Photograph, 12)]);
}

#[test]
fn texts_that_meet_in_several_buckets_are_one_cluster() {
    let holder = |ticket: &str| Holder {
        folder: 0,
        run: 1,
        day: String::new(),
        ticket_no: Some(ticket.to_owned()),
        name: None,
        file: format!("{ticket}.pdf"),
        sha256: String::new(),
        kind: DocumentKind::EmploymentCertificate,
        page: 1,
        bbox: None,
        shown: String::new(),
        person: Person::default(),
        unit: None,
        text: None,
    };
    let group = |tickets: &[&str]| tickets.iter().map(|ticket| holder(ticket)).collect::<Vec<_>>();
    let mut joined = Joined::default();
    for tickets in [&["1", "2"][..], &["3", "4"], &["5", "6"], &["2", "3", "4"]] {
        joined.add(group(tickets));
    }
    let sizes: Vec<usize> = joined.groups.iter().map(Vec::len).filter(|size| *size > 0).collect();
    assert_eq!(sizes, [4, 2]);
}
