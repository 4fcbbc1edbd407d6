//! Tests of the lists, over the sample results.

use super::*;
use crate::{
    faces::{names, report::sample},
    model::{Decision, FlagKey, FlagRuling, Round, Ruling},
    store::review::{Act, Entry, PRINTED, flag_basis},
};

const AT: &str = "2024-08-20T09:31:05+08:00";

/// The sample with some things decided.
struct Scene {
    _dir: tempfile::TempDir,
    store: Box<dyn crate::store::Store>,
    standing: Standing,
    pack: Pack,
}

impl Scene {
    fn new() -> Self {
        let (dir, store) = sample::finished();
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        Self { _dir: dir, store, standing: Standing::default(), pack }
    }

    fn results(&self) -> Vec<CandidateResult> {
        let (id, _) = self.store.last_run().unwrap().unwrap();
        let mut all = Vec::new();
        self.store
            .each_result(id, &mut |result| {
                all.push(result);
                Ok(())
            })
            .unwrap();
        all
    }

    fn did(&mut self, act: Act) {
        let seq = self.standing.seq + 1;
        self.standing.add(&Entry { seq, at: AT.into(), actor: "李复核".into(), act, hash: "5e".repeat(32) });
    }

    /// Decides on the candidate at this place; `basis` stands for what is read now where it is `None`.
    fn decided(mut self, place: usize, verdict: Verdict, basis_then: Option<&str>) -> Self {
        let result = self.results().remove(place);
        let reasons = self.pack.review.reason.iter().filter(|r| r.verdict == verdict).take(2).map(|r| r.code.clone());
        let decision = Decision {
            ticket_no: result.ticket_no().unwrap().into(),
            round: Round::First,
            verdict,
            reasons: reasons.collect(),
            note: Some("请重新扫描".into()),
            basis: basis_then.map_or_else(|| basis(&result), str::to_owned),
        };
        self.did(Act::Decided(decision));
        self
    }

    fn confirmed(mut self, place: usize) -> Self {
        let result = self.results().remove(place);
        let (flag, key) = (result.flags[0].clone(), FlagKey::all(&result.flags).remove(0));
        self.did(Act::Ruled(FlagRuling {
            ticket_no: result.ticket_no().unwrap().into(),
            flag: key,
            ruling: Ruling::Confirmed,
            reason: None,
            basis: flag_basis(&flag),
        }));
        self
    }

    fn listing(&self, list: List) -> Listing {
        let (id, run) = self.store.last_run().unwrap().unwrap();
        let source = Source { store: self.store.as_ref(), id, run };
        let of = Reviewed { source: &source, standing: &self.standing, pack: &self.pack, only: None };
        match list {
            List::Passed => passed::listing(&of),
            List::Returns => returns::listing(&of),
            List::Ledger => ledger::listing(&of),
            List::Sheets => sheets::listing(&of),
        }
        .unwrap()
    }
}

/// Everything that a list says, wherever it stands.
fn said(listing: &Listing) -> String {
    format!("{:?}{:?}", listing.table.rows, listing.blocks)
}

#[test]
fn the_public_list_holds_those_who_passed_and_no_name_or_number_in_full() {
    let scene = Scene::new().decided(1, Verdict::Pass, None).decided(0, Verdict::SendBack, None);
    let listing = scene.listing(List::Passed);
    assert_eq!(listing.listed, Listed { candidates: 1, outdated: 0 });
    let results = scene.results();
    for candidate in results.iter().filter_map(|result| result.candidate.as_ref()) {
        assert!(!said(&listing).contains(candidate.text(FieldName::Name).unwrap()));
        assert!(!said(&listing).contains(&candidate.ticket_no));
        assert!(!said(&listing).contains(sample::ID_NUMBER));
    }
}

#[test]
fn a_decision_on_something_read_differently_since_is_counted_and_left_out() {
    let scene = Scene::new().decided(1, Verdict::Pass, Some("before"));
    assert_eq!(scene.listing(List::Passed).listed, Listed { candidates: 0, outdated: 1 });
    let ledger = scene.listing(List::Ledger);
    assert_eq!(ledger.table.rows.len(), 1);
    assert!(said(&ledger).contains("否：内容已重新读取"));
}

#[test]
fn a_letter_names_reasons_clauses_confirmed_flags_and_the_last_day() {
    let scene = Scene::new().decided(0, Verdict::SendBack, None).confirmed(0);
    let letter = said(&scene.listing(List::Returns));
    let reason = scene.pack.review.reason.iter().find(|r| r.verdict == Verdict::SendBack).unwrap();
    assert!(letter.contains(&reason.text), "{letter}");
    assert!(letter.contains("请重新扫描") && letter.contains("2024年8月19日"), "{letter}");
    let flag = scene.results().remove(0).flags.remove(0);
    assert!(letter.contains(names::code(flag.code)), "{letter}");
}

#[test]
fn the_book_has_a_row_for_everything_decided_with_its_entry_and_evidence() {
    let scene = Scene::new().decided(0, Verdict::NotQualified, None).confirmed(0);
    let ledger = scene.listing(List::Ledger);
    let numbers: Vec<&str> = ledger.table.rows.iter().map(|row| row.last().unwrap().as_str()).collect();
    assert_eq!(numbers, ["1", "2"]);
    assert!(said(&ledger).contains("李复核") && said(&ledger).contains("2024-08-20 09:31"));
    assert!(ledger.table.rows.iter().all(|row| row.len() == ledger.table.columns.len()));
}

#[test]
fn no_list_holds_a_secret_or_an_identity_number_in_full() {
    let scene = Scene::new().decided(0, Verdict::SendBack, None).confirmed(0);
    for list in List::ALL {
        let said = said(&scene.listing(*list));
        assert!(!said.contains(sample::SECRET) && !said.contains(sample::ID_NUMBER), "{}: {said}", list.word());
    }
}

#[test]
fn a_sheet_is_made_for_everybody_whom_somebody_must_look_at_or_has_looked_at() {
    assert_eq!(Scene::new().listing(List::Sheets).listed.candidates, 1);
    assert_eq!(Scene::new().decided(1, Verdict::Pass, None).listing(List::Sheets).listed.candidates, 2);
}

#[test]
fn every_list_is_written_as_a_workbook_and_as_a_paper() {
    let scene = Scene::new().decided(0, Verdict::SendBack, None).decided(1, Verdict::Pass, None);
    let (id, run) = scene.store.last_run().unwrap().unwrap();
    let source = Source { store: scene.store.as_ref(), id, run };
    let of = Reviewed { source: &source, standing: &scene.standing, pack: &scene.pack, only: None };
    for list in List::ALL {
        let mut bytes = Vec::new();
        write(&of, *list, ListForm::Xlsx, &mut bytes).unwrap();
        assert!(bytes.starts_with(b"PK"), "{}", list.word());
        let Ok(typeface) = Typeface::find(None) else { continue };
        let mut bytes = Vec::new();
        write(&of, *list, ListForm::Pdf(&typeface), &mut bytes).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{}", list.word());
        let text = pdf_extract::extract_text_from_mem(&bytes).unwrap();
        let (anchor, pages) = (scene.standing.anchor(), text.matches("审核日志 2 条，链头 ").count());
        assert_eq!(anchor.entries, 2);
        assert!(pages >= 1 && text.contains(&anchor.head[..PRINTED]), "{}: {text}", list.word());
    }
}
