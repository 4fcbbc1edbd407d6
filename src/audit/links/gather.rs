//! Goes over results and tells, of each document, what somebody else may share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use super::{
    Holder, Place, Tie,
    trace::{Shows, Trace, trace},
};
use crate::{
    Result,
    audit::skeleton::{Sketch, skeleton},
    checks::{
        cohort::{Person, certificate_key, code_key, tells_a_person},
        is_strangers,
    },
    model::{Candidate, Document, DocumentKind, FieldName, Rect},
    store::{Purpose, Run, Store},
};

/// What is shared, and which: a fingerprint stands for the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) tie: Tie,
    value: u128,
}

impl Key {
    pub(super) fn new(tie: Tie, value: &str) -> Self {
        let hash = Sha256::digest(value.as_bytes());
        Self { tie, value: hash.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte)) }
    }
}

/// Which keys more than one person has.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<Key, (u64, bool)>);

impl Counts {
    pub(super) fn add(&mut self, key: Key, person: &Person) {
        let hash = Sha256::digest(format!("{person:?}").as_bytes());
        let person = hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        let (first, several) = self.0.entry(key).or_insert((person, false));
        *several |= *first != person;
    }

    pub(super) fn shared(self) -> BTreeSet<Key> {
        self.0.into_iter().filter(|(_, (_, several))| *several).map(|(key, _)| key).collect()
    }
}

/// What is gone over.
pub(super) struct Walk<'a> {
    pub(super) places: &'a [Place<'a>],
    pub(super) traces: &'a dyn Store,
    pub(super) stop: &'a AtomicBool,
}

/// What is told of a key: the key, and how to make its holder, which is only done where it is wanted.
type Tell<'a> = dyn FnMut(Key, &dyn Fn() -> Holder) + 'a;

impl Walk<'_> {
    /// Goes over every screening of every place, the latest first; what an earlier run found in the same file of the same
    /// candidate is not told again. `false` where it was stopped.
    pub(super) fn go(&self, tell: &mut Tell<'_>, step: &dyn Fn()) -> Result<bool> {
        for (folder, place) in self.places.iter().enumerate() {
            let mut seen: BTreeSet<[u8; 8]> = BTreeSet::new();
            let mut runs = place.store.runs()?;
            runs.retain(|(_, run)| run.purpose == Purpose::Screen);
            for (id, run) in runs.iter().rev() {
                let mut stopped = false;
                place.store.each_result(*id, &mut |result| {
                    stopped |= self.stop.load(Ordering::Relaxed);
                    if stopped {
                        return Ok(());
                    }
                    for file in result.files.iter().filter(|file| !file.documents.is_empty()) {
                        let name = format!("{:?} {} {}", result.ticket_no(), file.upload.sha256, file.upload.file);
                        let hash: [u8; 8] = std::array::from_fn({
                            let hash = Sha256::digest(name.as_bytes());
                            move |i| hash.get(i).copied().unwrap_or(0)
                        });
                        if !seen.insert(hash) {
                            continue;
                        }
                        let trace = trace(&file.upload, &run.reader, place.store, self.traces)?;
                        for document in &file.documents {
                            let at =
                                At { folder, id: id.number(), run, candidate: result.candidate.as_ref(), document };
                            at.tell(&trace, tell);
                        }
                    }
                    step();
                    Ok(())
                })?;
                if stopped {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

/// A document, with whose it is.
struct At<'a> {
    folder: usize,
    id: i64,
    run: &'a Run,
    candidate: Option<&'a Candidate>,
    document: &'a Document,
}

impl At<'_> {
    fn tell(&self, trace: &Trace, tell: &mut Tell<'_>) {
        let document = self.document;
        // A paper that lies with the wrong person is told by `wrong-person`.
        if self.candidate.is_some_and(|candidate| is_strangers(candidate, document)) {
            return;
        }
        let mut say = |tie, value: &str, page, bbox: Option<Rect>, shown: &str, text: Option<&Arc<Sketch>>| {
            tell(Key::new(tie, value), &|| self.holder(page, bbox, shown, text));
        };
        let spot = |name| document.field(name).and_then(|field| field.evidence.bbox);
        if let Some((key, page)) = certificate_key(document) {
            let shown = document.text(FieldName::CertificateNo).unwrap_or_default();
            say(Tie::CertificateNo, &key, page, spot(FieldName::CertificateNo), shown, None);
        }
        if let Some((key, page)) = code_key(document) {
            say(Tie::VerificationCode, &key, page, spot(FieldName::VerificationCode), &masked(&key), None);
        }
        if document.kind == DocumentKind::EmploymentCertificate
            && let Some(field) = document.field(FieldName::ContactPhone)
        {
            let phone = field.value.as_text().unwrap_or_default();
            say(Tie::Phone, phone, field.evidence.page, field.evidence.bbox, phone, None);
        }
        if !tells_a_person(document.kind) {
            return;
        }
        say(Tie::File, &document.sha256, document.pages.0, None, "", None);
        let pages = || trace.pages.iter().filter(|page| (document.pages.0..=document.pages.1).contains(&page.number));
        for page in pages() {
            for picture in &page.pictures {
                let (tie, spot) = match picture.shows {
                    Shows::Portrait => (Tie::Photograph, Some(picture.bbox)),
                    Shows::Page => (Tie::PageImage, None),
                    Shows::Seal => (Tie::SealImage, Some(picture.bbox)),
                };
                say(tie, &picture.digest, page.number, spot, "", None);
            }
        }
        if matches!(document.kind, DocumentKind::EmploymentCertificate | DocumentKind::AppointmentLetter) {
            let text: String = pages().map(|page| page.text.as_str()).collect();
            let own = [FieldName::Name, FieldName::IdNumber, FieldName::BirthDate, FieldName::IssuedOn, FieldName::Sex];
            let raws = own.iter().filter_map(|name| document.field(*name)).map(|field| field.evidence.raw.as_str());
            let names = [document.text(FieldName::Name), document.text(FieldName::IdNumber)].into_iter().flatten();
            if let Some(text) = skeleton(&text, raws.chain(names)) {
                let sketch = Arc::new(Sketch::of(&text));
                for bucket in sketch.buckets() {
                    say(Tie::Text, &bucket, document.pages.0, None, "", Some(&sketch));
                }
            }
        }
    }

    fn holder(&self, page: u32, bbox: Option<Rect>, shown: &str, text: Option<&Arc<Sketch>>) -> Holder {
        let document = self.document;
        let own = |name| self.candidate.and_then(|candidate| candidate.text(name));
        Holder {
            folder: self.folder,
            run: self.id,
            day: self.run.day.clone(),
            ticket_no: self.candidate.map(|candidate| candidate.ticket_no.clone()),
            name: own(FieldName::Name).or_else(|| document.text(FieldName::Name)).map(str::to_owned),
            file: document.file.clone(),
            sha256: document.sha256.clone(),
            kind: document.kind,
            page,
            bbox,
            shown: shown.to_owned(),
            person: self.candidate.map_or_else(|| Person::named_on(document), Person::of),
            unit: document.text(FieldName::Employer).map(str::to_owned),
            text: text.cloned(),
        }
    }
}

/// A code with its middle hidden.
fn masked(code: &str) -> String {
    let last = code.chars().count().saturating_sub(2);
    code.chars().enumerate().map(|(i, c)| if i < 2 || i >= last { c } else { '*' }).collect()
}
