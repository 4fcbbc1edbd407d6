//! One way to write a check's tests: build a candidate's papers, run one check, and say whether it flags.

use jiff::civil::date;

use crate::model::{
    Absence, Answer, Answers, Candidate, Case, CellName, CellState, Cells, Code, DamageReason, Document, DocumentKind,
    EmploymentPeriod, EmptyField, Evidence, Field, FieldName, FieldValue, Flag, Format, LeftOver, Legibility,
    LookUpOutcome, Lookalike, LookedBy, Outcome, Page, PdfFacts, Qr, Reader, Reading, Rect, RosterCell, RosterProblem,
    ScreenedFile, Seal, SealColour, Signature, Unit, Upload, WordSource, question,
};
use crate::read::ocr::Source;
use crate::read::{Everything, Limits, Tools, read};
use crate::rulebook::Pack;

use super::{ALL, Cohort, Context};

/// A candidate's papers under construction.
#[derive(Debug, Clone)]
pub(super) struct Papers {
    pub(super) case: Case,
    answers: Answers,
}

/// A candidate on the roster with nothing uploaded.
pub(super) fn candidate(ticket_no: &str) -> Papers {
    let candidate = Candidate {
        row: 2,
        ticket_no: ticket_no.to_owned(),
        cells: Cells::default(),
        reason: None,
        extra: Vec::new(),
        problems: Vec::new(),
    };
    Papers { case: Case { candidate: Some(candidate), files: Vec::new() }, answers: Answers::default() }
}

/// Uploads that belong to nobody.
pub(super) fn nobody() -> Papers {
    Papers { case: Case { candidate: None, files: Vec::new() }, answers: Answers::default() }
}

/// A document under construction, read from a text layer.
#[derive(Debug, Clone)]
pub(super) struct Doc {
    document: Document,
    upload: Upload,
    reading: Reading,
}

/// A document of this kind, one page in a PDF of its own.
pub(super) fn doc(kind: DocumentKind) -> Doc {
    let file = format!("{}.pdf", kind.as_str());
    let mut page = Page::empty(1, 595.0, 842.0, Unit::Points);
    page.legibility = Legibility::Read;
    Doc {
        document: Document {
            file: file.clone(),
            sha256: file.clone(),
            pages: (1, 1),
            kind,
            kind_confidence: 0.99,
            title: None,
            lookalike: None,
            reader: Reader::Text,
            fields: Vec::new(),
            empty_fields: Vec::new(),
            explained: Default::default(),
            remarks: Vec::new(),
            seals: Vec::new(),
            qr: Vec::new(),
            signatures: Vec::new(),
        },
        upload: Upload::new(file.clone(), file, 1000, Format::Pdf),
        reading: Reading { pages: vec![page], ..Reading::without_pages(Outcome::Read) },
    }
}

impl Doc {
    /// In a file of this name, with bytes of its own.
    pub(super) fn named(mut self, file: &str) -> Self {
        self.document.file = file.to_owned();
        self.document.sha256 = file.to_owned();
        self.upload.file = file.to_owned();
        self.upload.sha256 = file.to_owned();
        self
    }

    /// With these bytes.
    pub(super) fn bytes(mut self, sha256: &str) -> Self {
        self.document.sha256 = sha256.to_owned();
        self.upload.sha256 = sha256.to_owned();
        self
    }

    /// With a value read from the text layer.
    pub(super) fn field(self, name: FieldName, value: &str) -> Self {
        self.with(name, FieldValue::Text(value.to_owned()), value, 1.0, WordSource::TextLayer)
    }

    /// With a value recognised from the picture, with this confidence.
    pub(super) fn recognised(mut self, name: FieldName, value: &str, confidence: f32) -> Self {
        self.document.reader = Reader::Ocr;
        self.with(name, FieldValue::Text(value.to_owned()), value, confidence, WordSource::Ocr)
    }

    /// With what found no role on it.
    pub(super) fn left_over(mut self, left_over: Vec<LeftOver>) -> Self {
        self.document.explained.left_over = left_over;
        self
    }

    /// With these periods of work: employer, from, to, work.
    pub(super) fn periods(self, periods: &[(&str, &str, &str, &str)]) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let list = periods.iter().map(|(employer, from, to, work)| EmploymentPeriod {
            employer: some(employer),
            from: some(from),
            to: some(to),
            work: some(work),
        });
        let value = FieldValue::Periods(list.collect());
        self.with(FieldName::EmploymentPeriods, value, "", 1.0, WordSource::TextLayer)
    }

    /// With any value.
    pub(super) fn with(
        mut self,
        name: FieldName,
        value: FieldValue,
        raw: &str,
        confidence: f32,
        source: WordSource,
    ) -> Self {
        let bbox = Some(Rect::new(100.0, 100.0, 200.0, 112.0));
        let raw = raw.to_owned();
        let evidence =
            Evidence { raw, page: 1, bbox, line_boxes: Vec::new(), confidence, source, runners_up: Vec::new() };
        self.document.fields.push(Field { name, value, evidence });
        self
    }

    /// Changes the document in any way.
    pub(super) fn document(mut self, change: impl FnOnce(&mut Document)) -> Self {
        change(&mut self.document);
        self
    }

    /// Changes the upload in any way.
    pub(super) fn upload(mut self, change: impl FnOnce(&mut Upload)) -> Self {
        change(&mut self.upload);
        self
    }

    /// Changes the first page in any way.
    pub(super) fn page(mut self, change: impl FnOnce(&mut Page)) -> Self {
        change(&mut self.reading.pages[0]);
        self
    }

    /// Changes what the PDF's structure tells.
    pub(super) fn pdf(mut self, change: impl FnOnce(&mut PdfFacts)) -> Self {
        change(self.reading.pdf.get_or_insert_default());
        self
    }

    /// Could not be opened in this way.
    pub(super) fn outcome(mut self, outcome: Outcome) -> Self {
        self.reading = Reading::without_pages(outcome);
        self
    }

    /// Is a file that anybody can change, with this text.
    pub(super) fn says(mut self, text: &str) -> Self {
        let nobody = Source::none();
        let tools = Tools { ocr: &nobody, appetite: &Everything };
        self.reading = read(text.as_bytes(), Format::PlainText, tools, &Limits::default());
        self
    }

    /// Is damaged.
    pub(super) fn damaged(self) -> Self {
        self.outcome(Outcome::Damaged { reason: DamageReason::Malformed })
    }

    /// Its page could not be read.
    pub(super) fn unreadable(self) -> Self {
        self.page(|page| page.legibility = Legibility::NeedsOcr)
    }

    /// Is mistaken for something.
    pub(super) fn lookalike(self, lookalike: Lookalike) -> Self {
        self.document(|document| document.lookalike = Some(lookalike))
    }

    /// With a red seal.
    pub(super) fn seal(self, text: &str) -> Self {
        let seal = Seal {
            page: 1,
            bbox: Rect::new(300.0, 500.0, 420.0, 620.0),
            colour: SealColour::Red,
            text: (!text.is_empty()).then(|| text.to_owned()),
            inner_text: None,
            confidence: 0.95,
            text_confidence: 0.95,
        };
        self.document(|document| document.seals.push(seal))
    }

    /// With a QR code.
    pub(super) fn qr(self, content: &str) -> Self {
        let qr = Qr { page: 1, bbox: Rect::new(460.0, 590.0, 528.0, 658.0), content: content.to_owned() };
        self.document(|document| document.qr.push(qr))
    }

    /// In a picture file that names this program as its maker.
    pub(super) fn picture_by(mut self, program: &str) -> Self {
        self.upload.format = Format::Jpeg;
        self.reading.pdf = None;
        self.reading.program = Some(program.to_owned());
        self
    }

    /// With a digital signature.
    pub(super) fn signed(self, covers_whole_file: bool, intact: Option<bool>) -> Self {
        let signature = Signature { covers_whole_file, intact, signer: None };
        let own = signature.clone();
        self.document(|document| document.signatures.push(own)).pdf(|pdf| pdf.signatures.push(signature))
    }

    /// With a label that has no value.
    pub(super) fn empty(self, name: FieldName) -> Self {
        let bbox = Rect::new(50.0, 100.0, 90.0, 112.0);
        self.document(|doc| {
            doc.empty_fields.push(EmptyField { name, page: 1, bbox, absence: Absence::Blank });
        })
    }
}

impl Papers {
    /// With a full roster cell.
    pub(super) fn roster(self, name: FieldName, value: &str) -> Self {
        self.cell(name, value, CellState::Full)
    }

    /// With a roster cell in this state.
    pub(super) fn cell(mut self, name: FieldName, value: &str, state: CellState) -> Self {
        let cell = RosterCell::new(value.to_owned(), value, CellName::at(1, 2), state);
        self.case.candidate.as_mut().unwrap().cells.insert(name, cell);
        self
    }

    /// With this 核查原因.
    pub(super) fn reason(mut self, reason: &str) -> Self {
        self.case.candidate.as_mut().unwrap().reason = Some(reason.to_owned());
        self
    }

    /// With something wrong in the roster row.
    pub(super) fn problem(mut self, problem: RosterProblem) -> Self {
        self.case.candidate.as_mut().unwrap().problems.push(problem);
        self
    }

    /// With a document in a file of its own.
    pub(super) fn doc(mut self, doc: Doc) -> Self {
        let opened = doc.reading.outcome == Outcome::Read;
        let file = ScreenedFile {
            upload: doc.upload,
            reading: doc.reading,
            documents: if opened { vec![doc.document] } else { Vec::new() },
        };
        self.case.files.push(file);
        self
    }

    /// With this answer of a portal about the document added last.
    pub(super) fn answered(self, outcome: LookUpOutcome, asked: &[FieldName], fields: &[(FieldName, &str)]) -> Self {
        self.looked_up(LookedBy::Program, outcome, asked, fields, None)
    }

    /// With what a person saw at a portal about the document added last.
    pub(super) fn seen(self, outcome: LookUpOutcome, asked: &[FieldName], note: Option<&str>) -> Self {
        self.looked_up(LookedBy::Person, outcome, asked, &[], note)
    }

    fn looked_up(
        mut self,
        by: LookedBy,
        outcome: LookUpOutcome,
        asked: &[FieldName],
        fields: &[(FieldName, &str)],
        note: Option<&str>,
    ) -> Self {
        let document = self.case.files.last().and_then(|file| file.documents.last()).unwrap();
        let answer = Answer {
            portal: "省学历数据共享".to_owned(),
            by,
            note: note.map(str::to_owned),
            asked: asked.to_vec(),
            question: question(document, asked),
            day: "2024-08-20".to_owned(),
            outcome,
            fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        };
        self.answers.add(document.sha256.clone(), document.pages.0, answer);
        self
    }

    /// The flags of this check among others' papers.
    pub(super) fn flags_among(&self, code: Code, others: &[Papers]) -> Vec<Flag> {
        let mut cases = vec![self.case.clone()];
        cases.extend(others.iter().map(|papers| papers.case.clone()));
        self.flags_with(code, &Cohort::gather(&cases))
    }

    /// The flags of this check after earlier runs with these papers.
    pub(super) fn flags_after(&self, code: Code, earlier: &[Papers]) -> Vec<Flag> {
        let mut cohort = Cohort::gather(std::slice::from_ref(&self.case));
        for papers in earlier {
            for file in &papers.case.files {
                cohort.add_earlier(papers.case.candidate.as_ref(), file);
            }
        }
        self.flags_with(code, &cohort)
    }

    fn flags_with(&self, code: Code, cohort: &Cohort) -> Vec<Flag> {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let context = Context { pack: &pack, day: date(2024, 8, 20), cohort, answers: &self.answers };
        let check = ALL.iter().find(|check| check.code == code).unwrap();
        let flags = (check.run)(&super::bench::Bench::new(&self.case, &context));
        assert!(flags.iter().all(|flag| flag.code == code), "a check raises its own code only");
        assert!(flags.iter().all(|flag| flag.message.ends_with('。')), "a message is a sentence: {flags:?}");
        flags
    }

    /// The flags of this check.
    pub(super) fn flags(&self, code: Code) -> Vec<Flag> {
        self.flags_among(code, &[])
    }
}

/// This check flags, once, and says this.
#[track_caller]
pub(super) fn raises(code: Code, papers: &Papers, says: &str) -> Flag {
    let mut flags = papers.flags(code);
    assert_eq!(flags.len(), 1, "{code} raises {flags:#?}");
    let flag = flags.remove(0);
    assert!(flag.message.contains(says), "{:?} does not say {says:?}", flag.message);
    flag
}

/// This check says nothing.
#[track_caller]
pub(super) fn quiet(code: Code, papers: &Papers) {
    let flags = papers.flags(code);
    assert!(flags.is_empty(), "{code} raises {flags:#?}");
}
