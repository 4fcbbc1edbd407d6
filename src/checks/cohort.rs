//! What all candidates handed in, so that the same certificate, code or picture with two people is seen.

use std::collections::BTreeMap;

use crate::bounds;
use crate::model::{
    Candidate, Case, CellState, DamageReason, Document, DocumentKind, FieldName, Outcome, Page, Picture, ScreenedFile,
    TextLayer, Thumbnail,
};
use crate::values::{self, text};

use super::bench::EDUCATION_PROOFS;
use super::whose::is_strangers;

/// Portraits lie on shelves by their slope, this many to a whole.
const SHELVES: f64 = 200.0;

/// What is known of all candidates together. Gathered once, before the checks run; the same cases in the same order give
/// the same cohort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cohort {
    tickets: BTreeMap<String, Vec<String>>,
    certificates: BTreeMap<String, Vec<Holder>>,
    codes: BTreeMap<String, Vec<Holder>>,
    pictures: BTreeMap<String, Vec<Holder>>,
    portraits: BTreeMap<i32, Vec<(Thumbnail, Holder)>>,
    files: BTreeMap<String, Vec<Holder>>,
    unseen: bool,
}

/// Who handed something in, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: Person,
    /// In which file.
    pub file: String,
    /// On which page.
    pub page: u32,
    /// Whether that was in an earlier run.
    pub earlier: bool,
    /// Whether the certificate number on the paper is the one on the person's own row of the roster; `None` where that is
    /// not known.
    pub registered: Option<bool>,
}

/// A person, as far as needed to tell one from another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The ticket number; `None` for uploads that belong to nobody.
    pub ticket_no: Option<String>,
    id_number: Option<String>,
    name: Option<String>,
}

impl Person {
    /// The candidate whose roster row this is.
    #[must_use]
    pub fn of(candidate: &Candidate) -> Self {
        let number = candidate.cells.get(&FieldName::IdNumber).filter(|cell| cell.state == CellState::Full);
        Self {
            ticket_no: Some(candidate.ticket_no.clone()),
            id_number: number.map(|cell| cell.value.clone()),
            name: candidate.told(FieldName::Name).map(ToOwned::to_owned),
        }
    }

    /// Somebody who is not on the roster, as the paper names them.
    #[must_use]
    pub fn named_on(document: &Document) -> Self {
        let told = |name| document.text(name).map(ToOwned::to_owned);
        Self { ticket_no: None, id_number: told(FieldName::IdNumber), name: told(FieldName::Name) }
    }

    /// Whether the two may be one person. Two roster rows with one identity number are one person; uploads that belong
    /// to nobody may be anybody's whose name they bear, or who bears none.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        if self.ticket_no.is_some() && self.ticket_no == other.ticket_no {
            return true;
        }
        if let (Some(own), Some(others)) = (&self.id_number, &other.id_number) {
            return own == others;
        }
        if self.ticket_no.is_some() && other.ticket_no.is_some() {
            return false;
        }
        match (&self.name, &other.name) {
            (Some(own), Some(others)) => own == others,
            _ => true,
        }
    }
}

impl Holder {
    /// Whether the holder may be this person. Ticket numbers are given out anew for every exam: where no identity number
    /// tells, the name tells whether somebody of an earlier run is the same.
    fn may_be(&self, own: &Person) -> bool {
        let untold = self.person.id_number.is_none() || own.id_number.is_none();
        let namesake = self.person.name.is_some() && self.person.name == own.name;
        self.person.may_be(own) || (self.earlier && untold && namesake)
    }
}

impl Cohort {
    /// Gathers what the shared-… checks need, in the order of the cases.
    #[must_use]
    pub fn gather(cases: &[Case]) -> Self {
        let mut cohort = Self::default();
        for case in cases {
            cohort.add(case);
        }
        cohort
    }

    /// Takes note of a case. The pipeline hands them over one at a time, in the order of the roster, so that the papers
    /// of thousands need not stand in memory at once; the pages of their readings come with marks, pictures and
    /// fingerprints, and without words and rules.
    pub fn add(&mut self, case: &Case) {
        if let Some(candidate) = &case.candidate
            && let Some(number) = &Person::of(candidate).id_number
        {
            self.tickets.entry(number.clone()).or_default().push(candidate.ticket_no.clone());
        }
        let unseen = |file: &ScreenedFile| {
            let reason = [DamageReason::Unreachable, DamageReason::NotRead];
            reason.into_iter().any(|reason| file.reading.outcome == Outcome::Damaged { reason })
        };
        self.unseen |= case.candidate.is_none() && case.files.iter().any(unseen);
        for file in &case.files {
            self.add_file(case.candidate.as_ref(), file, false);
        }
    }

    /// Whether a file or folder that nobody could read belongs to nobody who is known: anybody's papers may be in it.
    #[must_use]
    pub const fn unseen(&self) -> bool {
        self.unseen
    }

    /// Takes note of what was handed in in an earlier run, as far as anybody has the same now: what nobody has takes no
    /// room, however many runs there were. To be called when all cases of this run have been added.
    pub fn add_earlier(&mut self, candidate: Option<&Candidate>, file: &ScreenedFile) {
        self.add_file(candidate, file, true);
    }

    fn add_file(&mut self, candidate: Option<&Candidate>, file: &ScreenedFile, earlier: bool) {
        for document in &file.documents {
            // A paper that lies with the wrong person is told by `wrong-person`, not as shared.
            if candidate.is_some_and(|candidate| is_strangers(candidate, document)) {
                continue;
            }
            let person = candidate.map_or_else(|| Person::named_on(document), Person::of);
            let registered = candidate.and_then(|candidate| is_registered(candidate, document));
            let holder =
                |page| Holder { person: person.clone(), file: document.file.clone(), page, earlier, registered };
            if let Some((key, page)) = certificate_key(document) {
                note(&mut self.certificates, key, holder(page));
            }
            if let Some((key, page)) = code_key(document) {
                note(&mut self.codes, key, holder(page));
            }
            for (digest, page, _) in telling_pictures(file, document) {
                note(&mut self.pictures, digest.to_owned(), holder(page));
            }
            for (thumbnail, page) in portraits(file, document) {
                self.add_portrait(thumbnail, holder(page));
            }
            if tells_a_person(document.kind) {
                note(&mut self.files, document.sha256.clone(), holder(document.pages.0));
            }
        }
    }

    /// Notes a portrait; of earlier runs what `note` keeps: what somebody has now, and of one person once.
    fn add_portrait(&mut self, thumbnail: &Thumbnail, holder: Holder) {
        let wanted = !holder.earlier || {
            let mut known = self.alike(thumbnail).peekable();
            known.peek().is_some() && !known.any(|known| known.person.may_be(&holder.person))
        };
        if wanted {
            self.portraits.entry(shelf(thumbnail)).or_default().push((thumbnail.clone(), holder));
        }
    }

    /// Those whose portrait looks like this one.
    fn alike(&self, thumbnail: &Thumbnail) -> impl Iterator<Item = &Holder> {
        let (shelf, reach) = (shelf(thumbnail), ((2.0 - 2.0 * bounds::SAME_LOOK).sqrt() * SHELVES).ceil() as i32);
        let near = self.portraits.range(shelf - reach..=shelf + reach).flat_map(|(_, portraits)| portraits);
        near.filter(|(other, _)| thumbnail.likeness(other) >= bounds::SAME_LOOK).map(|(_, holder)| holder)
    }

    /// Other people with a portrait that looks the same, saved anew or made larger or smaller.
    #[must_use]
    pub fn with_portrait(&self, thumbnail: &Thumbnail, own: &Person) -> Vec<&Holder> {
        self.alike(thumbnail).filter(|holder| !holder.may_be(own)).collect()
    }

    /// The ticket number of the candidate with this identity number.
    #[must_use]
    pub fn ticket_of(&self, id_number: &str) -> Option<&str> {
        self.tickets.get(id_number)?.first().map(String::as_str)
    }

    /// Whether two ticket numbers are of one person, who sits for two exams and stands on the roster twice.
    #[must_use]
    pub fn are_one_person(&self, ticket: &str, other: &str) -> bool {
        let has = |tickets: &[String], wanted: &str| tickets.iter().any(|ticket| ticket == wanted);
        ticket == other || self.tickets.values().any(|tickets| has(tickets, ticket) && has(tickets, other))
    }

    /// Other people with the certificate that this document is about.
    #[must_use]
    pub fn with_certificate(&self, document: &Document, own: &Person) -> Vec<&Holder> {
        certificate_key(document).map(|(key, _)| others(&self.certificates, &key, own)).unwrap_or_default()
    }

    /// Other people with the verification code of this document.
    #[must_use]
    pub fn with_code(&self, document: &Document, own: &Person) -> Vec<&Holder> {
        code_key(document).map(|(key, _)| others(&self.codes, &key, own)).unwrap_or_default()
    }

    /// Other people with this picture.
    #[must_use]
    pub fn with_picture(&self, digest: &str, own: &Person) -> Vec<&Holder> {
        others(&self.pictures, digest, own)
    }

    /// Other people with a file of these very bytes.
    #[must_use]
    pub fn with_file(&self, document: &Document, own: &Person) -> Vec<&Holder> {
        if tells_a_person(document.kind) { others(&self.files, &document.sha256, own) } else { Vec::new() }
    }
}

/// Whether the certificate number of a document is the one that its candidate registered with.
#[must_use]
pub fn is_registered(candidate: &Candidate, document: &Document) -> Option<bool> {
    let (own, found) = (candidate.told(FieldName::CertificateNo)?, document.text(FieldName::CertificateNo)?);
    Some(values::compare(FieldName::CertificateNo, own, found).is_clean())
}

/// Notes a holder. Of earlier runs only what somebody has now, and of one person once: every run has nearly all of the
/// one before.
fn note(index: &mut BTreeMap<String, Vec<Holder>>, key: String, holder: Holder) {
    if !holder.earlier {
        index.entry(key).or_default().push(holder);
    } else if let Some(holders) = index.get_mut(&key)
        && !holders.iter().any(|known| known.person.may_be(&holder.person))
    {
        holders.push(holder);
    }
}

/// The holders under a key that are certainly other people.
fn others<'a>(index: &'a BTreeMap<String, Vec<Holder>>, key: &str, own: &Person) -> Vec<&'a Holder> {
    let holders = index.get(key).map_or(&[] as &[Holder], Vec::as_slice);
    holders.iter().filter(|holder| !holder.may_be(own)).collect()
}

/// What makes the certificate of a document one of a kind: its number, and for the short numbers of before 2001, which
/// every school gave out anew, the school too.
#[must_use]
pub fn certificate_key(document: &Document) -> Option<(String, u32)> {
    if !EDUCATION_PROOFS.contains(&document.kind) {
        return None;
    }
    let field = document.field(FieldName::CertificateNo)?;
    let number = text::code(field.value.as_text()?);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let key = match digits {
        bounds::NUMBER_OF_ITS_OWN.. => number,
        bounds::NUMBER_FROM.. => format!("{}/{number}", document.text(FieldName::School)?),
        _ => return None,
    };
    Some((key, field.evidence.page))
}

/// The verification code of a document, where it is long enough to be one.
#[must_use]
pub fn code_key(document: &Document) -> Option<(String, u32)> {
    let field = document.field(FieldName::VerificationCode)?;
    let code = text::code(field.value.as_text()?);
    (code.chars().count() >= bounds::CODE_FROM).then_some((code, field.evidence.page))
}

/// Whether two people can never hand in the same document of this kind. A register page names many people, and a page
/// that is of no known kind may be anything.
#[must_use]
pub fn tells_a_person(kind: DocumentKind) -> bool {
    !matches!(kind, DocumentKind::EnrolmentRegister | DocumentKind::Blank | DocumentKind::Other)
}

/// The pages of a document, where two people can never hand in the same one.
fn telling_pages<'a>(file: &'a ScreenedFile, document: &Document) -> impl Iterator<Item = &'a Page> {
    let (pages, tells) = (document.pages, tells_a_person(document.kind));
    file.reading.pages.iter().filter(move |page| tells && (pages.0..=pages.1).contains(&page.number))
}

/// The pictures on a document that show one person or one sheet of paper: portraits, and scans that fill the page.
/// Emblems, marks and backgrounds of a form are on everybody's. Each with what it is to a clerk.
pub(super) fn telling_pictures<'a>(
    file: &'a ScreenedFile,
    document: &Document,
) -> impl Iterator<Item = (&'a str, u32, &'static str)> {
    telling_pages(file, document).flat_map(|page| {
        page.pictures.iter().filter_map(move |picture| {
            let what = if is_portrait(page, picture) {
                "照片"
            } else if is_scan(page, picture) {
                "扫描图像"
            } else {
                return None;
            };
            Some((picture.digest.as_deref()?, page.number, what))
        })
    })
}

/// Whether a picture is the scan of a page. Behind text that the file itself holds, a picture as large as the page is the
/// ground of a form.
#[must_use]
pub fn is_scan(page: &Page, picture: &Picture) -> bool {
    page.text_layer != TextLayer::Believed && picture.bbox.area() >= page.width * page.height * bounds::SCAN_OF_PAGE
}

/// Whether a picture has the shape and size of a portrait: upright, not an icon, and not the ground of a page.
#[must_use]
pub fn is_portrait(page: &Page, picture: &Picture) -> bool {
    let (width, height) = (f64::from(picture.pixel_width), f64::from(picture.pixel_height));
    let small = picture.bbox.area() <= page.width * page.height * bounds::PORTRAIT_OF_PAGE;
    width >= bounds::PORTRAIT_WIDTH && bounds::PORTRAIT_SHAPE.contains(&(width / height)) && small
}

/// How the portraits on a document look, and on which page they are.
pub(super) fn portraits<'a>(file: &'a ScreenedFile, document: &Document) -> impl Iterator<Item = (&'a Thumbnail, u32)> {
    telling_pages(file, document).flat_map(|page| {
        let portraits = page.pictures.iter().filter(|picture| is_portrait(page, picture));
        portraits.filter_map(|picture| Some((picture.thumbnail.as_ref()?, page.number)))
    })
}

/// The shelf of a portrait.
fn shelf(thumbnail: &Thumbnail) -> i32 {
    (thumbnail.slope() * SHELVES).floor() as i32
}
