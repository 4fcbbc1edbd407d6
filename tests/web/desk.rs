//! A review page over a run with invented candidates.

use axum::Router;
use hecha::{
    faces::web::{self, App, Moment, Settings, Shared},
    model::{
        Candidate, CellState, Code, Document, DocumentKind, Evidence, Field, FieldName, FieldValue, Flag, Format,
        Outcome, Place, Reader, Reading, RosterCell, Severity, Upload, WordSource,
    },
    rulebook::BUILTIN,
    store::{self, CandidateResult, FileResult, Purpose, Role, Run, WorkFolder, review},
};
use sha2::{Digest, Sha256};

use super::client::Client;

/// The secret on every candidate's education proof.
pub(super) const SECRET: &str = "AB12CD34EF56GH78";
/// The identity number of every candidate, of a region that does not exist.
pub(super) const ID_NUMBER: &str = "990198198506261435";
/// Everybody's password.
pub(super) const PASSWORD: &str = "一个够长的口令吧";

/// A review page with a run behind it.
pub(super) struct Desk {
    pub(super) dir: tempfile::TempDir,
    pub(super) folder: WorkFolder,
    pub(super) app: Shared,
    pub(super) router: Router,
}

/// Noon, always.
pub(super) fn noon() -> Moment {
    Moment { now: 1_724_126_400, at: "2024-08-20T12:00:00+08:00".into() }
}

impl Desk {
    /// A desk with these candidates.
    pub(super) fn with(results: &[CandidateResult]) -> Self {
        Self::at(results, noon)
    }

    /// A desk with a clock of its own.
    pub(super) fn at(results: &[CandidateResult], clock: fn() -> Moment) -> Self {
        Self::under(BUILTIN[0].1, results, clock)
    }

    /// A desk whose second review does not see the first.
    pub(super) fn blind(results: &[CandidateResult]) -> Self {
        let blind = |text: &str| text.replace("second_blind = false", "second_blind = true");
        let (_, pack) = BUILTIN.iter().find(|(_, text)| blind(text) != **text).unwrap();
        Self::under(&blind(pack), results, noon)
    }

    fn under(pack: &str, results: &[CandidateResult], clock: fn() -> Moment) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let folder = WorkFolder::make(dir.path()).unwrap();
        screened_under(pack, &folder, results);
        let app = App::open(folder.clone(), Settings { clock, hosts: Vec::new(), https: false }).unwrap();
        let router = web::router(&app);
        Self { dir, folder, app, router }
    }

    /// A desk with two candidates to be looked at and one clean one.
    pub(super) fn usual() -> Self {
        Self::with(&[flagged(1, "何犇"), flagged(2, "欧阳娜"), clean(3, "张三")])
    }

    /// The database of reviews, opened a second time.
    pub(super) fn review(&self) -> review::Review {
        review::Review::open(&self.folder).unwrap()
    }

    /// A browser that nobody has logged in with.
    pub(super) fn stranger(&self) -> Client {
        Client::new(&self.router)
    }

    /// A browser with an account of that role.
    pub(super) fn logged_in(&self, user: &str, role: review::Role) -> Client {
        let at = noon();
        self.review().add_account(&at.at, at.now, "system", user, role, PASSWORD).unwrap();
        let mut client = self.stranger();
        self.enter(&mut client, user);
        client
    }

    /// Logs in.
    pub(super) fn enter(&self, client: &mut Client, user: &str) {
        let answer = client.form("/login", &[("user", user), ("password", PASSWORD)]);
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{}", answer.text);
        assert_eq!(client.get("/").status, 200);
        assert_eq!(client.csrf.len(), 64);
    }

    /// What the journal says was done, the oldest first, without what happens at the door and what was only looked at.
    pub(super) fn acts(&self) -> Vec<review::Act> {
        use review::Act;
        let mut acts = Vec::new();
        let door = |act: &Act| {
            matches!(
                act,
                Act::LoggedIn { .. }
                    | Act::LoggedOut
                    | Act::LoginRefused { .. }
                    | Act::AccountMade { .. }
                    | Act::Opened { .. }
            )
        };
        self.review()
            .entries(0, &mut |entry| {
                acts.extend(Some(entry.act).filter(|act| !door(act)));
                Ok(())
            })
            .unwrap();
        acts
    }
}

/// Keeps a finished run with these results.
pub(super) fn screened(folder: &WorkFolder, results: &[CandidateResult]) {
    screened_under(BUILTIN[0].1, folder, results);
}

fn screened_under(pack: &str, folder: &WorkFolder, results: &[CandidateResult]) {
    let store = store::open(folder).unwrap();
    let name = BUILTIN[0].0;
    let sha256: String = Sha256::digest(pack.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    store.keep_input(Role::Pack, &sha256, name, pack.as_bytes()).unwrap();
    let run = Run {
        purpose: Purpose::Screen,
        of: None,
        kinds: None,
        answers_sha256: None,
        day: "2024-08-20".into(),
        program: "0.1.0".into(),
        reader: "0123456789abcdef".into(),
        roster: "名单<b>.xlsx".into(),
        roster_sha256: "a".repeat(64),
        pack: name.into(),
        pack_title: "样例<script>alert(1)</script>规则".into(),
        pack_sha256: sha256,
        started_at: "2024-08-20T07:00:00+08:00".into(),
        finished_at: Some("2024-08-20T07:03:12+08:00".into()),
        notices: vec!["</ul><img src=x onerror=alert(1)>".into()],
        journal: None,
    };
    let id = store.begin(&run).unwrap();
    for (place, result) in results.iter().enumerate() {
        store.conclude(id, place, result).unwrap();
    }
    store.finish(id, &run).unwrap();
}

/// The ticket number of a place.
pub(super) fn ticket(place: usize) -> String {
    format!("430124980{place:04}")
}

/// A candidate without flags.
pub(super) fn clean(place: usize, name: &str) -> CandidateResult {
    let cell =
        |value: &str| RosterCell::new(value.into(), value, format!("B{}", place + 1).parse().unwrap(), CellState::Full);
    let candidate = Candidate {
        row: u32::try_from(place).unwrap() + 1,
        ticket_no: ticket(place),
        cells: [(FieldName::Name, cell(name)), (FieldName::IdNumber, cell(ID_NUMBER))].into(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    };
    let file = format!("{}/备案表.pdf", ticket(place));
    let fields = vec![
        field(FieldName::Name, name),
        field(FieldName::IdNumber, ID_NUMBER),
        field(FieldName::GraduatedOn, "2005-06-30"),
        field(FieldName::VerificationCode, SECRET),
    ];
    let sha256 = sha256(place);
    let document = Document {
        file: file.clone(),
        sha256: sha256.clone(),
        pages: (1, 1),
        kind: DocumentKind::ChsiRegistration,
        kind_confidence: 0.99,
        title: None,
        lookalike: None,
        reader: Reader::Text,
        fields,
        empty_fields: Vec::new(),
        explained: Default::default(),
        remarks: Vec::new(),
        seals: Vec::new(),
        qr: Vec::new(),
        signatures: Vec::new(),
    };
    let upload = Upload::new(file, sha256, 9, Format::Pdf);
    let files = vec![FileResult::new(upload, &Reading::without_pages(Outcome::Read), vec![document])];
    CandidateResult { candidate: Some(candidate), files, flags: Vec::new() }
}

/// A candidate whose name differs.
pub(super) fn flagged(place: usize, name: &str) -> CandidateResult {
    let paper = Place::Paper { file: format!("{}/备案表.pdf", ticket(place)), page: 1, bbox: None };
    let flag = Flag::new(Code::NameMismatch, Severity::Error, paper, "姓名不一致")
        .about(FieldName::Name)
        .expected(name)
        .found("何奔");
    CandidateResult { flags: vec![flag], ..clean(place, name) }
}

/// The fingerprint of a candidate's only file.
pub(super) fn sha256(place: usize) -> String {
    format!("{place:064}")
}

fn field(name: FieldName, value: &str) -> Field {
    let evidence = Evidence {
        raw: value.into(),
        page: 1,
        bbox: None,
        line_boxes: Vec::new(),
        confidence: 0.9,
        source: WordSource::TextLayer,
        runners_up: Vec::new(),
    };
    Field { name, value: FieldValue::Text(value.into()), evidence }
}
