//! The export for programs: one line of JSON a candidate, its keys in the contract's words.

use std::io::Write;

use serde::Serialize;

use super::{Broken, Source};
use crate::{
    Error, checks,
    faces::view::people,
    model::{Document, Field, FieldName, FieldValue, Flag, Place, Rect, Sighting},
    rulebook::{Clause, Pack},
    store::CandidateResult,
};

/// Writes every result, in the order of the roster.
pub(super) fn write(source: &Source<'_>, out: &mut dyn Write) -> Result<(), Broken> {
    let mut broken = None;
    let pack = source.pack();
    let shown = source.store.each_result(source.id, &mut |result| {
        let mut line =
            serde_json::to_vec(&Line::of(&result, pack.as_ref())).map_err(|e| Error::Report { why: e.to_string() })?;
        line.push(b'\n');
        out.write_all(&line).map_err(|e| {
            let stop = Error::Report { why: e.to_string() };
            broken = Some(e);
            stop
        })
    });
    match (shown, broken) {
        (_, Some(e)) => Err(Broken::Out(e)),
        (Err(e), None) => Err(Broken::Run(e)),
        (Ok(()), None) => Ok(out.flush()?),
    }
}

/// One line.
#[derive(Serialize)]
struct Line<'a> {
    ticket_no: Option<&'a str>,
    name: Option<&'a str>,
    outcome: &'static str,
    documents: Vec<DocumentLine<'a>>,
    flags: Vec<FlagLine<'a>>,
    /// What the rules leave to people and concerns this candidate; absent where the rules of the run are not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_to_people: Option<Vec<ClauseLine<'a>>>,
}

/// A clause that no check holds.
#[derive(Serialize)]
struct ClauseLine<'a> {
    clause: &'a str,
    text: &'a str,
    why: &'a str,
}

impl<'a> Line<'a> {
    fn of(result: &'a CandidateResult, pack: Option<&'a Pack>) -> Self {
        let left = pack.map(|pack| people::left_to_people(result, pack));
        let line = |(clause, why): (&'a Clause, &'a str)| ClauseLine { clause: &clause.id, text: &clause.text, why };
        Self {
            ticket_no: result.ticket_no(),
            name: result.candidate.as_ref().and_then(|c| c.text(FieldName::Name)),
            outcome: if result.needs_review() { "review" } else { "clear" },
            documents: result.files.iter().flat_map(|f| &f.documents).map(DocumentLine::of).collect(),
            flags: result.flags.iter().map(FlagLine::of).collect(),
            left_to_people: left.map(|left| left.into_iter().map(line).collect()),
        }
    }
}

/// A document.
#[derive(Serialize)]
struct DocumentLine<'a> {
    file: &'a str,
    sha256: &'a str,
    pages: [u32; 2],
    kind: &'static str,
    kind_confidence: f64,
    explained: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    reader: &'static str,
    fields: Vec<FieldLine<'a>>,
    seals: Vec<SealLine<'a>>,
    qr: Vec<QrLine<'a>>,
    signatures: Vec<SignatureLine<'a>>,
}

impl<'a> DocumentLine<'a> {
    fn of(document: &'a Document) -> Self {
        Self {
            file: &document.file,
            sha256: &document.sha256,
            pages: [document.pages.0, document.pages.1],
            kind: document.kind.as_str(),
            kind_confidence: share(document.kind_confidence),
            explained: share(document.explained.share),
            title: document.title.as_deref(),
            reader: document.reader.as_str(),
            fields: document.fields.iter().map(FieldLine::of).collect(),
            seals: document
                .seals
                .iter()
                .map(|seal| SealLine {
                    page: seal.page,
                    bbox: corners(&seal.bbox),
                    colour: seal.colour.as_str(),
                    text: seal.text.as_deref(),
                    inner_text: seal.inner_text.as_deref(),
                    confidence: share(seal.confidence),
                })
                .collect(),
            qr: document
                .qr
                .iter()
                .map(|qr| QrLine { page: qr.page, bbox: corners(&qr.bbox), content: &qr.content })
                .collect(),
            signatures: document
                .signatures
                .iter()
                .map(|s| SignatureLine {
                    covers_whole_file: s.covers_whole_file,
                    intact: s.intact,
                    signer: s.signer.as_deref(),
                })
                .collect(),
        }
    }
}

/// A field.
#[derive(Serialize)]
struct FieldLine<'a> {
    name: &'static str,
    value: String,
    raw: &'a str,
    page: u32,
    #[serde(rename = "box")]
    bbox: Option<[f64; 4]>,
    confidence: f64,
}

impl<'a> FieldLine<'a> {
    fn of(field: &'a Field) -> Self {
        Self {
            name: field.name.as_str(),
            value: plain(&field.value),
            raw: &field.evidence.raw,
            page: field.evidence.page,
            bbox: field.evidence.bbox.as_ref().map(corners),
            confidence: share(field.evidence.confidence),
        }
    }
}

/// A value as one string; a list as JSON.
pub(super) fn plain(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Periods(periods) => serde_json::to_string(periods).unwrap_or_default(),
        FieldValue::Entries(entries) => serde_json::to_string(entries).unwrap_or_default(),
    }
}

/// A seal.
#[derive(Serialize)]
struct SealLine<'a> {
    page: u32,
    #[serde(rename = "box")]
    bbox: [f64; 4],
    colour: &'static str,
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inner_text: Option<&'a str>,
    confidence: f64,
}

/// A QR code.
#[derive(Serialize)]
struct QrLine<'a> {
    page: u32,
    #[serde(rename = "box")]
    bbox: [f64; 4],
    content: &'a str,
}

/// A digital signature.
#[derive(Serialize)]
struct SignatureLine<'a> {
    covers_whole_file: bool,
    intact: Option<bool>,
    signer: Option<&'a str>,
}

/// A flag. `file`, `page` and `box` say where on paper, `roster_cell` where on the roster.
#[derive(Serialize)]
struct FlagLine<'a> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: PlaceLine<'a>,
    field: Option<&'static str>,
    expected: Option<&'a str>,
    found: Option<&'a str>,
    message: &'a str,
    message_en: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sightings: Vec<SightingLine<'a>>,
}

impl<'a> FlagLine<'a> {
    fn of(flag: &'a Flag) -> Self {
        Self {
            code: flag.code.as_str(),
            severity: flag.severity.as_str(),
            place: PlaceLine::of(&flag.place),
            field: flag.field.map(FieldName::as_str),
            expected: flag.expected.as_deref(),
            found: flag.found.as_deref(),
            message: &flag.message,
            message_en: checks::english(flag),
            clause: flag.clause.as_deref(),
            sightings: flag.sightings.iter().map(SightingLine::of).collect(),
        }
    }
}

/// One more place where the matter shows.
#[derive(Serialize)]
struct SightingLine<'a> {
    #[serde(flatten)]
    place: PlaceLine<'a>,
    found: &'a str,
}

impl<'a> SightingLine<'a> {
    fn of(sighting: &'a Sighting) -> Self {
        Self { place: PlaceLine::of(&sighting.place), found: &sighting.found }
    }
}

/// A place.
#[derive(Serialize, Default)]
struct PlaceLine<'a> {
    file: Option<&'a str>,
    page: Option<u32>,
    #[serde(rename = "box")]
    bbox: Option<[f64; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roster_cell: Option<&'a str>,
}

impl<'a> PlaceLine<'a> {
    fn of(place: &'a Place) -> Self {
        match place {
            Place::Paper { file, page, bbox } => {
                Self { file: Some(file), page: Some(*page), bbox: bbox.as_ref().map(corners), ..Self::default() }
            }
            Place::File { file } => Self { file: Some(file), ..Self::default() },
            Place::Roster { cell } => Self { roster_cell: Some(cell), ..Self::default() },
            Place::Absent => Self::default(),
        }
    }
}

/// The corners of a box, to a tenth of a unit.
fn corners(rect: &Rect) -> [f64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(|v| (f64::from(v) * 10.0).round() / 10.0)
}

/// A confidence, to a thousandth.
fn share(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, DocumentKind, EmploymentPeriod, Evidence, Reader, Severity, WordSource};

    #[test]
    fn a_document_has_the_contracts_keys() {
        let evidence = Evidence {
            raw: "2005年6月30日".into(),
            page: 1,
            bbox: Some(Rect::new(120.04, 300.46, 210.0, 314.0)),
            line_boxes: Vec::new(),
            confidence: 0.98,
            source: WordSource::TextLayer,
            runners_up: Vec::new(),
        };
        let document = Document {
            file: "甲/1.pdf".into(),
            sha256: "c".into(),
            pages: (1, 2),
            kind: DocumentKind::ChsiRegistration,
            kind_confidence: 0.99,
            title: None,
            lookalike: None,
            reader: Reader::Text,
            fields: vec![Field {
                name: FieldName::GraduatedOn,
                value: FieldValue::Text("2005-06-30".into()),
                evidence,
            }],
            empty_fields: Vec::new(),
            explained: Default::default(),
            remarks: Vec::new(),
            seals: Vec::new(),
            qr: Vec::new(),
            signatures: Vec::new(),
        };
        assert_eq!(
            serde_json::to_string(&DocumentLine::of(&document)).unwrap(),
            r#"{"file":"甲/1.pdf","sha256":"c","pages":[1,2],"kind":"chsi_registration","kind_confidence":0.99,"explained":1.0,"reader":"text","fields":[{"name":"graduated_on","value":"2005-06-30","raw":"2005年6月30日","page":1,"box":[120.0,300.5,210.0,314.0],"confidence":0.98}],"seals":[],"qr":[],"signatures":[]}"#
        );
    }

    #[test]
    fn a_flag_has_the_contracts_keys_and_says_where() {
        let paper = Place::Paper { file: "1.pdf".into(), page: 2, bbox: None };
        let flag = Flag::new(Code::SealMissing, Severity::Error, paper, "没有盖章");
        assert_eq!(
            serde_json::to_string(&FlagLine::of(&flag)).unwrap(),
            r#"{"code":"seal-missing","severity":"error","file":"1.pdf","page":2,"box":null,"field":null,"expected":null,"found":null,"message":"没有盖章","message_en":"No seal of the unit is on the document."}"#
        );
        let roster = Flag::new(Code::RosterIncomplete, Severity::Warning, Place::Roster { cell: "E5".into() }, "缺");
        let line = serde_json::to_string(&FlagLine::of(&roster)).unwrap();
        assert!(line.contains(r#""file":null,"page":null,"box":null,"roster_cell":"E5""#), "{line}");
    }

    #[test]
    fn a_list_is_json_within_the_value() {
        let period =
            EmploymentPeriod { employer: Some("甲社".into()), from: Some("2012-07".into()), to: None, work: None };
        assert_eq!(plain(&FieldValue::Periods(vec![period])), r#"[{"employer":"甲社","from":"2012-07"}]"#);
    }
}
