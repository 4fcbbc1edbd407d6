//! Results for the tests of reports: all invented.

use crate::model::{
    Candidate, CellName, CellState, Code, DamageReason, Document, DocumentKind, EmploymentPeriod, Evidence, Field,
    FieldName, FieldValue, Flag, Format, OwnerClaim, OwnerReason, Place, Qr, Reader, Reading, Rect, RosterCell, Seal,
    SealColour, Severity, Upload, WordSource,
};
use crate::store::{self, CandidateResult, FileResult, Purpose, Run, Store, WorkFolder};

/// A secret on a sample document.
pub(super) const SECRET: &str = "AB12CD34EF56GH78";

/// An identity number of a region that does not exist.
pub(super) const ID_NUMBER: &str = "990198198506261435";

/// A store with the results of one finished run. The folder is gone when the first is dropped.
pub(super) fn finished() -> (tempfile::TempDir, Box<dyn Store>) {
    let dir = tempfile::tempdir().unwrap();
    let store = store::open(&WorkFolder::make(dir.path()).unwrap()).unwrap();
    let run = run();
    let id = store.begin(&run).unwrap();
    store.conclude(id, 0, &flagged()).unwrap();
    store.conclude(id, 1, &clear()).unwrap();
    store.conclude(id, 2, &strangers()).unwrap();
    store.finish(id, &run).unwrap();
    (dir, store)
}

fn run() -> Run {
    Run {
        purpose: Purpose::Screen,
        of: None,
        day: "2024-08-20".into(),
        program: "0.1.0".into(),
        reader: "0123456789abcdef".into(),
        roster: "名单.xlsx".into(),
        roster_sha256: "a".repeat(64),
        pack: "sample".into(),
        pack_title: "样例规则".into(),
        pack_sha256: "b".repeat(64),
        kinds: None,
        answers_sha256: None,
        started_at: "2024-08-20T07:00:00+08:00".into(),
        finished_at: Some("2024-08-20T07:03:12+08:00".into()),
        notices: vec!["本机没有识别模型，扫描件没有识别".into()],
        journal: None,
    }
}

fn candidate(row: u32, ticket_no: &str, name: &str) -> Candidate {
    let cell = |value: &str| RosterCell::new(value.into(), value, CellName::at(row - 1, 1), CellState::Full);
    let cells = [
        (FieldName::Name, cell(name)),
        (FieldName::IdNumber, cell(ID_NUMBER)),
        (FieldName::ExamLevel, cell("社会工作师")),
        (FieldName::Employer, cell("长沙市岳麓区青藤里社会工作服务中心")),
    ];
    Candidate {
        row,
        ticket_no: ticket_no.into(),
        cells: cells.into(),
        reason: Some("不适用告知承诺制".into()),
        extra: Vec::new(),
        problems: Vec::new(),
    }
}

fn upload(file: &str, claims: Vec<OwnerClaim>) -> Upload {
    Upload { claims, ..Upload::new(file, "c".repeat(64), 123_456, Format::Pdf) }
}

fn field(name: FieldName, value: FieldValue, raw: &str) -> Field {
    let evidence = Evidence {
        raw: raw.into(),
        page: 1,
        bbox: Some(Rect::new(100.0, 200.0, 180.0, 212.0)),
        line_boxes: Vec::new(),
        confidence: 0.987,
        source: WordSource::Ocr,
        runners_up: Vec::new(),
    };
    Field { name, value, evidence }
}

fn document(file: &str, kind: DocumentKind, fields: Vec<Field>) -> Document {
    Document {
        file: file.into(),
        sha256: "c".repeat(64),
        pages: (1, 2),
        kind,
        kind_confidence: 0.99,
        title: Some("工作年限证明".into()),
        lookalike: None,
        reader: Reader::Ocr,
        fields,
        empty_fields: Vec::new(),
        explained: Default::default(),
        remarks: Vec::new(),
        seals: vec![Seal {
            page: 1,
            bbox: Rect::new(300.0, 600.0, 420.0, 720.0),
            colour: SealColour::Red,
            text: Some("长沙市岳麓区青藤里社会工作服务中心".into()),
            inner_text: Some("人事专用章".into()),
            confidence: 0.9,
            text_confidence: 0.9,
        }],
        qr: vec![Qr {
            page: 1,
            bbox: Rect::new(1.0, 2.0, 3.0, 4.0),
            content: format!("https://example.invalid/bg.do?vcode={SECRET}"),
        }],
        signatures: Vec::new(),
    }
}

fn flagged() -> CandidateResult {
    let file = "9901240100101/工作证明.pdf";
    let periods = vec![EmploymentPeriod {
        employer: Some("长沙市岳麓区青藤里社会工作服务中心".into()),
        from: Some("2012-07".into()),
        to: Some("present".into()),
        work: Some("社区矫正与帮教".into()),
    }];
    let claims = vec![OwnerClaim { ticket_no: "9901240100101".into(), reason: OwnerReason::TicketNoInPath }];
    let fields = vec![
        field(FieldName::Name, FieldValue::Text("=何犇".into()), "姓名：=何犇"),
        field(FieldName::VerificationCode, FieldValue::Text(SECRET.into()), "AB12 CD34 EF56 GH78"),
        field(FieldName::EmploymentPeriods, FieldValue::Periods(periods), "2012年7月至今……"),
    ];
    let documents = vec![document(file, DocumentKind::EmploymentCertificate, fields)];
    let paper = || Place::Paper { file: file.into(), page: 1, bbox: None };
    CandidateResult {
        candidate: Some(candidate(2, "9901240100101", "何犇")),
        files: vec![
            FileResult::new(
                upload(file, claims.clone()),
                &Reading::without_pages(crate::model::Outcome::Read),
                documents,
            ),
            FileResult::new(
                upload("9901240100101/报名表.pdf", claims),
                &Reading::damaged(DamageReason::Malformed),
                Vec::new(),
            ),
        ],
        flags: vec![
            Flag::new(Code::DocumentMissing, Severity::Error, Place::Absent, "没有找到报名表，请补交。"),
            Flag::new(
                Code::VerificationCodeMalformed,
                Severity::Warning,
                paper(),
                format!("验证码“{SECRET}”的格式不对。"),
            )
            .about(FieldName::VerificationCode)
            .found(SECRET),
            Flag::new(Code::NameMismatch, Severity::Error, paper(), "姓名不一致：花名册上是“何犇”，材料上是“何奔”。")
                .about(FieldName::Name)
                .expected("何犇")
                .found("何奔"),
            Flag::new(
                Code::RosterIncomplete,
                Severity::Info,
                Place::Roster { cell: "E2".into() },
                "花名册 E2 没有毕业时间。",
            ),
        ],
    }
}

fn clear() -> CandidateResult {
    CandidateResult {
        candidate: Some(candidate(3, "9901240100102", "阿卜杜拉·买买提")),
        files: Vec::new(),
        flags: Vec::new(),
    }
}

fn strangers() -> CandidateResult {
    let file = "散件/扫描件.pdf";
    let flag = Flag::new(
        Code::CandidateUnknown,
        Severity::Warning,
        Place::File { file: file.into() },
        "不知道这份材料是谁的。",
    );
    let reading = Reading::without_pages(crate::model::Outcome::Encrypted);
    CandidateResult {
        candidate: None,
        files: vec![FileResult::new(upload(file, Vec::new()), &reading, Vec::new())],
        flags: vec![flag],
    }
}
