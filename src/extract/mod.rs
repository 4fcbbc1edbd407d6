//! Floor 2. A part to a document: fields with evidence.
//!
//! One machine for text layers and recognised pages, working on characters and their places. Several readers look at a
//! page, each in its own way, and say what may be a value of which field ([`pairs::Found`]); [`choose`] takes the best of
//! each field, and [`explained`] says what of the page no reader took:
//!
//! - [`pairs`]: labels with values beside, below or in the next cell; what a label means is known by its parts
//!   ([`crate::kinds::meaning`]), not by a list;
//! - [`columns`], [`register`], [`employment`]: tables, a column known by its header and by what its cells hold;
//! - [`spoken`], [`study`], [`holder`], [`totals`]: sentences, each value found by its type and its role by the words
//!   around it;
//! - [`signature`]: the unit and the day under a text;
//! - [`by_type`]: values that tell themselves, beside a label that nobody knows;
//! - [`prose`]: patterns of a kind, which a bureau may add.

mod by_type;
mod choose;
mod collective;
mod columns;
mod decisive;
mod employment;
mod evidence;
mod explained;
mod holder;
mod lexicon;
mod pairs;
mod prose;
mod register;
mod remarks;
mod signature;
mod spoken;
mod spots;
mod stacks;
mod study;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod totals;
mod units;

pub use decisive::decisive;

use choose::Choice;
use lexicon::Lexicon;

use crate::classify::{Part, classify_sheets};
use crate::kinds::{self, Kinds};
use crate::layout::{Flow, Sheet};
use crate::model::{
    Absence, Candidate, Document, DocumentKind, EmptyField, Explained, Field, FieldName, FieldValue, Legibility,
    Outcome, Page, Qr, Reader, Reading, Seal, Signature, Upload,
};
use crate::values::{date, text as text_of};

/// The documents of a file, in page order; every page stands in one, or in several that share it. The candidate is needed for registers
/// alone, where only the candidate's own row may be kept.
#[must_use]
pub fn documents(upload: &Upload, reading: &Reading, candidate: Option<&Candidate>, kinds: &Kinds) -> Vec<Document> {
    if reading.outcome != Outcome::Read {
        return Vec::new();
    }
    let signatures: Vec<Signature> = reading.pdf.as_ref().map(|pdf| pdf.signatures.clone()).unwrap_or_default();
    let sheets: Vec<Sheet<'_>> = reading.pages.iter().map(Sheet::new).collect();
    classify_sheets(&sheets, kinds)
        .into_iter()
        .map(|part| {
            let own: Vec<&Sheet<'_>> =
                sheets.iter().filter(|s| (part.first..=part.last).contains(&s.page.number)).collect();
            // Of a page that several share, only what stands in its own area is a document's.
            let areas: Vec<Page> = part.area.iter().flat_map(|a| own.iter().map(|s| s.page.within(a))).collect();
            let cut: Vec<Sheet<'_>> = areas.iter().map(Sheet::new).collect();
            let own: Vec<&Sheet<'_>> = if part.area.is_some() { cut.iter().collect() } else { own };
            let (fields, empty_fields, explained) = fields(&part, &own, candidate, kinds);
            let pages: Vec<&Page> = own.iter().map(|s| s.page).collect();
            Document {
                file: upload.file.clone(),
                sha256: upload.sha256.clone(),
                pages: (part.first, part.last),
                kind: part.kind,
                kind_confidence: part.confidence,
                title: part.title,
                lookalike: part.lookalike,
                reader: reader(&pages),
                fields,
                empty_fields,
                explained,
                remarks: remarks::find(part.kind, &own),
                seals: pages.iter().flat_map(|p| displayed_seals(p)).collect(),
                qr: pages.iter().flat_map(|p| displayed_qr(p)).collect(),
                signatures: signatures.clone(),
            }
        })
        .collect()
}

/// The seals of a page, where they are displayed.
fn displayed_seals(page: &Page) -> Vec<Seal> {
    page.seals.iter().map(|s| Seal { bbox: page.displayed(&s.bbox), ..s.clone() }).collect()
}

/// The QR codes of a page, where they are displayed.
fn displayed_qr(page: &Page) -> Vec<Qr> {
    page.qr.iter().map(|q| Qr { bbox: page.displayed(&q.bbox), ..q.clone() }).collect()
}

/// Who read these pages: `mixed` where they differ. Pages without words do not count where others have some.
fn reader(pages: &[&Page]) -> Reader {
    let mut readers: Vec<Reader> = pages.iter().filter(|p| !p.words.is_empty()).map(|p| p.reader()).collect();
    if readers.is_empty() {
        readers = pages.iter().map(|p| p.reader()).collect();
    }
    match readers.split_first() {
        Some((first, rest)) if rest.iter().all(|r| r == first) => *first,
        Some(_) => Reader::Mixed,
        None => Reader::Text,
    }
}

/// What the pages of a part say: the best value of each field over all of them, in the order of [`FieldName`].
fn fields(
    part: &Part,
    sheets: &[&Sheet<'_>],
    candidate: Option<&Candidate>,
    kinds: &Kinds,
) -> (Vec<Field>, Vec<EmptyField>, Explained) {
    if part.kind == DocumentKind::Blank {
        return (Vec::new(), Vec::new(), Explained::default());
    }
    let lexicon = Lexicon::of(part.kind, kinds);
    let mut chosen: Vec<Choice> = Vec::new();
    let mut empty: Vec<EmptyField> = Vec::new();
    let mut lists: Vec<Field> = Vec::new();
    let mut carried = Carried::default();
    let mut account = explained::Account::default();
    for sheet in sheets.iter().filter(|s| s.page.legibility == Legibility::Read) {
        let certificate = part.kind == DocumentKind::EmploymentCertificate;
        let own = if certificate { collective::own(sheet, candidate) } else { None };
        let mut page = match &own {
            Some(own) => page_fields(part.kind, &Sheet::new(&own.page), (kinds, &lexicon), candidate, &carried),
            None => page_fields(part.kind, sheet, (kinds, &lexicon), candidate, &carried),
        };
        // 关于某某等五名同志: the first of them, and not this one.
        let others = own.map(|own| own.others).unwrap_or_default();
        let is_other = |name: &str| others.iter().any(|other| other == name);
        let of_another = |f: &Field| f.name == FieldName::Name && f.value.as_text().is_some_and(is_other);
        page.chosen.retain(|choice| !of_another(&choice.field));
        carried = Carried { work: page.carried.work.or(carried.work), people: page.carried.people.or(carried.people) };
        // What stands above the candidate's own row in a register is said of it; other pages are of other classes.
        let own = page.lists.iter().any(|list| list.name == FieldName::RegisterEntries);
        for mut choice in page.chosen {
            choice.worth += if own { 1.0 } else { 0.0 };
            match chosen.iter_mut().find(|c| c.field.name == choice.field.name) {
                Some(before) if before.worth < choice.worth => *before = choice,
                Some(_) => {}
                None => chosen.push(choice),
            }
        }
        empty.extend(page.empty);
        lists.extend(page.lists);
        account.add(page.account);
    }
    let mut fields: Vec<Field> = chosen.into_iter().map(|c| c.field).collect();
    for list in lists {
        match fields.iter_mut().find(|f| f.name == list.name) {
            Some(before) => append(before, list),
            None => fields.push(list),
        }
    }
    name_employers(&mut fields);
    fields.sort_by_key(|f| f.name);
    empty.retain(|e| !fields.iter().any(|f| f.name == e.name));
    // What stands there and is not understood says more than a label with nothing behind it.
    empty.sort_by_key(|e| (e.name, !matches!(e.absence, Absence::NotUnderstood(_))));
    empty.dedup_by_key(|e| e.name);
    (fields, empty, account.explained())
}

/// Gives the periods of an annex, which names no unit, the one that certifies on another page.
fn name_employers(fields: &mut [Field]) {
    let unit =
        fields.iter().find(|f| f.name == FieldName::Employer).and_then(|f| f.value.as_text()).map(text_of::printed);
    for field in fields.iter_mut() {
        if let FieldValue::Periods(periods) = &mut field.value {
            periods.iter_mut().filter(|period| period.employer.is_none()).for_each(|p| p.employer.clone_from(&unit));
        }
    }
}

/// A list that goes on over pages is one list.
fn append(before: &mut Field, more: Field) {
    match (&mut before.value, more.value) {
        (FieldValue::Periods(a), FieldValue::Periods(b)) => a.extend(b),
        (FieldValue::Entries(a), FieldValue::Entries(b)) => a.extend(b),
        (FieldValue::Text(a), FieldValue::Text(b)) if before.name == FieldName::RegisterRows => {
            let sum = |s: &str| s.parse::<usize>().unwrap_or(0);
            *a = sum(a).saturating_add(sum(&b)).to_string();
        }
        _ => {}
    }
}

/// What one page says.
struct PageFields {
    chosen: Vec<Choice>,
    empty: Vec<EmptyField>,
    lists: Vec<Field>,
    carried: Carried,
    account: explained::Account,
}

/// The columns of a table that the next page may go on with.
#[derive(Default)]
struct Carried {
    /// Of a table of work.
    work: Option<employment::Columns>,
    /// Of a register.
    people: Option<register::Columns>,
}

fn page_fields(
    kind: DocumentKind,
    sheet: &Sheet<'_>,
    (known, lexicon): (&Kinds, &Lexicon),
    candidate: Option<&Candidate>,
    carried: &Carried,
) -> PageFields {
    let spec = kinds::of(kind);
    let flow = Flow::of(sheet);
    let running = text::Text::of(sheet, &flow);
    let mut skip = vec![false; sheet.rows.len()];
    let mut told = Vec::new();
    let mut lists = Vec::new();
    let mut certificate = None;
    let mut people = None;
    match kind {
        DocumentKind::EnrolmentRegister => {
            let register = register::read(sheet, candidate, carried.people.as_ref());
            mask(&mut skip, &register.rows);
            told.extend(register.found);
            lists.extend(register.fields);
            people = register.columns;
        }
        DocumentKind::EmploymentCertificate => {
            let read = employment::read(&running, carried.work.as_ref());
            mask(&mut skip, &read.rows);
            told.extend(read.found.clone());
            certificate = Some(read);
        }
        _ => {
            if spec.sentences {
                told.extend(holder::find(sheet, &flow));
            }
            told.extend(prose::find(sheet, &flow, &known.prose(kind)));
            if !spec.signed_by.is_empty() {
                told.extend(signature::find(sheet, spec.signed_by, spec.has(FieldName::IssuedOn), None));
            }
        }
    }
    if kind != DocumentKind::EnrolmentRegister {
        // The unit that issues a certificate of employment signs it; labels in its sentences name units of the past.
        let employer = |f: &pairs::Found| kind == DocumentKind::EmploymentCertificate && f.field == FieldName::Employer;
        told.extend(spoken::find(&running, lexicon).into_iter().filter(|f| !employer(f)));
        if kind != DocumentKind::EmploymentCertificate {
            told.extend(spoken::listed(&running, lexicon));
            told.extend(columns::find(sheet, lexicon));
        }
        if spec.sentences {
            told.extend(study::find(&running));
        } else if spec.has(FieldName::School) {
            // 学历情况：2013年7月毕业于某某学院…: a sentence in a box of a form.
            let told_of = |f: &pairs::Found| sheet.rows_of(&f.lines).any(|row| sheet.row_text(row).contains("毕业于"));
            told.extend(study::find(&running).into_iter().filter(told_of));
        }
    }
    let pairs = pairs::find(sheet, lexicon, &skip);
    let mut found = pairs.found.clone();
    found.extend(told.into_iter().filter(|f| spec.has(f.field) || f.field == FieldName::Name));
    if let Some(certificate) = &certificate {
        employment::prefer_signer(sheet, certificate, &pairs.values, &mut found);
    }
    let years = FieldName::SpecialistYears;
    if spec.has(years) && !found.iter().any(|f| f.field == years) {
        found.extend(totals::beside_work(sheet, &pairs.values));
    }
    // Where no label of a page is known, its words may be anything, a text layer that lies among them.
    if kind != DocumentKind::EnrolmentRegister && !found.is_empty() {
        let lacks = |field: FieldName| spec.has(field) && !found.iter().any(|f| f.field == field);
        let told = certificate.iter().flat_map(employment::Told::lines).flatten().collect::<Vec<_>>();
        let taken = |chars: &[usize]| {
            found.iter().flat_map(|f| f.lines.iter().flatten()).chain(&told).any(|c| chars.contains(c))
        };
        let typed = by_type::find(sheet, &lacks, &taken);
        found.extend(typed);
    }
    if spec.has(FieldName::Name) && !found.iter().any(|f| f.field == FieldName::Name) {
        found.extend(holder::headline(sheet));
    }
    let (mut chosen, mut empty) = choose::best(sheet, &found);
    // What only the head of a page says, or the account of a certificate, where nothing below it was understood.
    let lacks = |field: FieldName| spec.has(field) && !chosen.iter().any(|c| c.field.name == field);
    let school = if lacks(FieldName::School) { study::headline(sheet) } else { None };
    let signs = spec.signed_by.contains(&FieldName::Issuer) && lacks(FieldName::Issuer);
    let issuer = if signs { signature::letterhead(sheet, FieldName::Issuer) } else { None };
    let certifies = certificate.as_ref().filter(|_| lacks(FieldName::Employer));
    let employer = certifies.and_then(|certificate| {
        let issued = chosen.iter().find(|c| c.field.name == FieldName::IssuedOn);
        let issued = issued.and_then(|c| date::parse(c.field.value.as_text()?));
        employment::present_unit(sheet, certificate, issued)
            .or_else(|| signature::letterhead(sheet, FieldName::Employer))
    });
    let head: Vec<pairs::Found> = school.into_iter().chain(issuer).chain(employer).collect();
    if !head.is_empty() {
        found.extend(head);
        (chosen, empty) = choose::best(sheet, &found);
    }
    if kind == DocumentKind::EmploymentCertificate && !chosen.iter().any(|c| c.field.name == FieldName::Employer) {
        chosen.extend(signature::sealed(sheet));
    }
    empty.extend(pairs.bare.iter().map(|&(name, bbox)| EmptyField {
        name,
        page: sheet.page.number,
        bbox: sheet.page.displayed(&bbox),
        absence: Absence::Blank,
    }));
    let lines = certificate.as_ref().map(employment::Told::lines).unwrap_or_default();
    let units = kind == DocumentKind::EmploymentCertificate;
    let taken = explained::Taken { found: &found, pairs: &pairs, lines: &lines, rows: &skip, units };
    let account = explained::account(&running, &taken);
    if let Some(certificate) = &certificate {
        let employer = chosen.iter().find(|c| c.field.name == FieldName::Employer).map(|c| &c.field);
        lists.extend(employment::field(sheet, certificate, &pairs.values, employer));
    }
    let carried = Carried { work: certificate.and_then(|read| read.columns), people };
    PageFields { chosen, empty, lists, carried, account }
}

fn mask(skip: &mut [bool], rows: &[usize]) {
    for &row in rows {
        if let Some(s) = skip.get_mut(row) {
            *s = true;
        }
    }
}
