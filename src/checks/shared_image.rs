//! `shared-image`: 不同考生使用同一图片或同一文件.
//!
//! # What it checks
//! Whether another candidate handed in the very same file, the very same scan of a page, or a document with the very same
//! portrait; and whether another's portrait looks the same, saved anew or made larger or smaller. Scans of pages are only
//! compared exactly, pixel by pixel: forms of one employer look alike, and that proves nothing. Emblems and backgrounds of
//! a form, register pages and unknown pages, which many may rightly share, are left out: they are told by their shape and
//! place, not by how many have them. One flag for all papers that tie the candidate to some of the same people.
//!
//! # Why
//! Two people have two faces and two sheets of paper. One of the documents was made from the other.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 备案表上的照片与准考证号4301240200209的考生的完全相同，请核对。
//!
//! # What the reviewer should do
//! Lay the two documents side by side, and look both up online.

use std::collections::BTreeSet;

use crate::model::{Code, Document, Flag, Sighting};

use super::bench::{Bench, at_document};
use super::cohort::{Holder, Person, portraits, telling_pictures};
use super::phrase;
use super::registry::Check;
use super::shared_certificate_no::{sightings, who};

pub(super) const CHECK: Check = Check { code: Code::SharedImage, source: include_str!("shared_image.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(own) = bench.candidate().map(Person::of) else { return Vec::new() };
    let papers = bench.own_papers();
    let mut seen = BTreeSet::new();
    let mut matters: Vec<Matter<'_>> = Vec::new();
    for document in &papers {
        let shared = shared(bench, document, &own);
        // A file with several documents is one picture of one sharing.
        if shared.is_empty() || !seen.insert(document.file.as_str()) {
            continue;
        }
        for sharing in shared {
            let matter = Matter { sharings: vec![sharing], papers: vec![document] };
            // What is shared with some of the same people is one matter, on however many papers it stands.
            let (same, mut others): (Vec<_>, Vec<_>) = matters.into_iter().partition(|known| known.meets(&matter));
            others.push(same.into_iter().chain([matter]).reduce(Matter::with).unwrap_or_default());
            matters = others;
        }
    }
    matters.iter().filter_map(|matter| flag(bench, matter)).collect()
}

/// What is shared, how much the same it is, and with whom.
type Sharing<'a> = (&'static str, &'static str, Vec<&'a Holder>);

/// What the candidate shares with some people who all share it.
#[derive(Default)]
struct Matter<'a> {
    /// The surest first, paper by paper.
    sharings: Vec<Sharing<'a>>,
    papers: Vec<&'a Document>,
}

impl<'a> Matter<'a> {
    fn holders(&self) -> Vec<&'a Holder> {
        let mut holders: Vec<&Holder> = Vec::new();
        for holder in self.sharings.iter().flat_map(|(_, _, others)| others) {
            if !holders.contains(holder) {
                holders.push(holder);
            }
        }
        holders
    }

    fn meets(&self, other: &Self) -> bool {
        let others = other.holders();
        self.holders().iter().any(|holder| others.iter().any(|other| other.person == holder.person))
    }

    fn with(mut self, other: Self) -> Self {
        self.sharings.extend(other.sharings);
        self.papers.extend(
            other
                .papers
                .into_iter()
                .filter(|paper| !self.papers.iter().any(|own| std::ptr::eq(*own, *paper)))
                .collect::<Vec<_>>(),
        );
        self
    }

    /// What all of them share, in words.
    fn what(&self) -> (&'static str, &'static str) {
        let all = who(&self.holders());
        let of_all = self.sharings.iter().find(|(_, _, others)| who(others) == all);
        of_all.map_or(("图像", "相同或看上去相同"), |(what, how, _)| (*what, *how))
    }
}

/// What of a document other people have too, the surest first. A page that lies in the same file is not told again.
fn shared<'a>(bench: &Bench<'a>, document: &Document, own: &Person) -> Vec<Sharing<'a>> {
    let cohort = bench.context.cohort;
    let file = std::iter::once(("文件", "完全相同", cohort.with_file(document, own)));
    let Some(read) = bench.file_of(document) else { return file.filter(|(_, _, others)| !others.is_empty()).collect() };
    let same =
        telling_pictures(read, document).map(|(digest, _, what)| (what, "完全相同", cohort.with_picture(digest, own)));
    let alike = portraits(read, document)
        .map(|(look, _)| ("照片", "看上去相同（重新保存过）", cohort.with_portrait(look, own)));
    file.chain(same).chain(alike).filter(|(_, _, others)| !others.is_empty()).collect()
}

fn flag(bench: &Bench<'_>, matter: &Matter<'_>) -> Option<Flag> {
    let (document, holders) = (matter.papers.first()?, matter.holders());
    let (kind, (what, how)) = (phrase::kind(document.kind), matter.what());
    let message = format!("{kind}的{what}与{}的{how}，请核对。", who(&holders));
    let mut flag = bench.flag(Code::SharedImage, at_document(document), message);
    flag.sightings = sightings(&holders, "");
    let more = matter.papers.iter().skip(1);
    flag.sightings.extend(more.map(|paper| Sighting { place: at_document(paper), found: String::new() }));
    Some(flag)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, Papers, candidate, doc, quiet};
    use super::*;
    use crate::model::{DocumentKind, Picture, Rect, TextLayer, Thumbnail};

    const CODE: Code = Code::SharedImage;

    fn picture(digest: &str, bbox: Rect, width: u32, height: u32) -> Picture {
        Picture { digest: Some(digest.to_owned()), ..Picture::placed(bbox, width, height) }
    }

    fn portrait(digest: &str) -> Picture {
        picture(digest, Rect::new(450.0, 100.0, 530.0, 206.0), 240, 320)
    }

    fn with(ticket: &str, kind: DocumentKind, picture: Picture) -> Papers {
        candidate(ticket).doc(paper(ticket, kind).page(|page| page.pictures.push(picture)))
    }

    fn paper(ticket: &str, kind: DocumentKind) -> Doc {
        doc(kind).named(&format!("{ticket}/a.pdf"))
    }

    fn count(one: &Papers, other: Papers) -> usize {
        one.flags_among(CODE, &[other]).len()
    }

    #[test]
    fn the_same_portrait() {
        let one = with("1", DocumentKind::ChsiRegistration, portrait("x"));
        let flags = one.flags_among(CODE, &[with("2", DocumentKind::ChsiRegistration, portrait("x"))]);
        assert_eq!(flags.len(), 1);
        assert!(flags[0].message.contains("备案表的照片与准考证号2的考生的完全相同"));
        assert_eq!(count(&one, with("2", DocumentKind::ChsiRegistration, portrait("y"))), 0);
    }

    /// A portrait that was saved anew: other pixels, with a look of its own.
    fn saved_anew(digest: &str, quarters: usize) -> Picture {
        let face = |i: usize| if (i / 64) * 4 < 64 * quarters || i.is_multiple_of(7) { 60 } else { 210 };
        Picture { thumbnail: Thumbnail::of(64, 64, face), ..portrait(digest) }
    }

    #[test]
    fn the_same_portrait_saved_anew() {
        let one = with("1", DocumentKind::ChsiRegistration, saved_anew("x", 1));
        let other = |quarters| with("2", DocumentKind::RegistrationForm, saved_anew("y", quarters));
        let flags = one.flags_among(CODE, &[other(1)]);
        assert_eq!(flags.len(), 1);
        assert!(
            flags[0].message.contains("备案表的照片与准考证号2的考生的看上去相同（重新保存过）"),
            "{}",
            flags[0].message
        );
        assert_eq!(count(&one, other(2)), 0);
        // One and the same person, or somebody of an earlier run.
        let own = paper("1", DocumentKind::RegistrationForm).page(|page| page.pictures.push(saved_anew("y", 1)));
        quiet(CODE, &one.clone().doc(own));
        assert_eq!(one.flags_after(CODE, &[other(1)]).len(), 1);
        assert_eq!(one.flags_after(CODE, &[other(3)]).len(), 0);
        // Somebody whom every earlier run has is still one person, and no crowd.
        let runs: Vec<Papers> = (0..12).map(|_| other(1)).collect();
        assert_eq!(one.flags_after(CODE, &runs).len(), 1);
    }

    #[test]
    fn one_face_on_the_papers_of_many() {
        let papers = |ticket: usize| {
            let one =
                with(&ticket.to_string(), DocumentKind::ChsiRegistration, saved_anew(&format!("pixels {ticket}"), 1));
            let again = doc(DocumentKind::Diploma).named(&format!("{ticket}/b.pdf"));
            one.doc(again.page(|page| page.pictures.push(saved_anew(&format!("again {ticket}"), 1))))
        };
        let others: Vec<Papers> = (2..20).map(papers).collect();
        let flags = papers(1).flags_among(CODE, &others);
        assert_eq!(flags.len(), 1, "{flags:#?}");
        assert!(flags[0].message.contains("等18人"), "{}", flags[0].message);
    }

    #[test]
    fn a_cluster_is_told_once_however_its_papers_are_shared() {
        let files = |ticket: &str, digests: &[&str]| {
            digests.iter().enumerate().fold(candidate(ticket), |papers, (at, digest)| {
                let paper = doc(DocumentKind::Diploma).named(&format!("{ticket}/{at}.pdf"));
                papers.doc(paper.page(|page| page.pictures.push(portrait(digest))))
            })
        };
        let one = files("1", &["x", "y"]);
        let others = [files("2", &["x", "y"]), files("3", &["y"])];
        let flags = one.flags_among(CODE, &others);
        assert_eq!(flags.len(), 1, "{flags:#?}");
        assert!(flags[0].message.contains("准考证号2的考生、准考证号3的考生的完全相同"), "{}", flags[0].message);
        // What is shared with others than these is another matter.
        let apart = [files("2", &["x"]), files("3", &["y"])];
        assert_eq!(one.flags_among(CODE, &apart).len(), 2);
    }

    #[test]
    fn the_ground_of_a_page_is_no_portrait() {
        let ground = |ticket: &str, digest: &str| {
            let picture = Picture { bbox: Rect::new(0.0, 0.0, 595.0, 842.0), ..saved_anew(digest, 1) };
            let form = paper(ticket, DocumentKind::ChsiRegistration).page(|page| {
                page.pictures.push(picture);
                page.text_layer = TextLayer::Believed;
            });
            candidate(ticket).doc(form)
        };
        assert_eq!(count(&ground("1", "x"), ground("2", "x")), 0);
        assert_eq!(count(&ground("1", "x"), ground("2", "y")), 0);
    }

    #[test]
    fn the_same_scan() {
        let scan = || picture("x", Rect::new(0.0, 0.0, 595.0, 842.0), 1654, 2339);
        let one = with("1", DocumentKind::Diploma, scan());
        assert_eq!(count(&one, with("2", DocumentKind::Diploma, scan())), 1);
    }

    #[test]
    fn the_same_file() {
        let one = candidate("1").doc(paper("1", DocumentKind::EmploymentCertificate).bytes("x"));
        let other = || candidate("2").doc(paper("2", DocumentKind::EmploymentCertificate).bytes("x"));
        assert_eq!(count(&one, other()), 1);
        let register = candidate("1").doc(paper("1", DocumentKind::EnrolmentRegister).bytes("x"));
        assert_eq!(count(&register, candidate("2").doc(paper("2", DocumentKind::EnrolmentRegister).bytes("x"))), 0);
    }

    #[test]
    fn emblems_are_on_everybodys_form() {
        let emblem = || picture("x", Rect::new(50.0, 50.0, 180.0, 80.0), 359, 82);
        let one = with("1", DocumentKind::ChsiRegistration, emblem());
        assert_eq!(count(&one, with("2", DocumentKind::ChsiRegistration, emblem())), 0);
    }

    #[test]
    fn the_ground_of_a_form_is_no_scan() {
        let ground = |ticket: &str| {
            let picture = picture("x", Rect::new(0.0, 0.0, 595.0, 842.0), 1240, 900);
            let form = paper(ticket, DocumentKind::Diploma).page(|page| {
                page.pictures.push(picture);
                page.text_layer = TextLayer::Believed;
            });
            candidate(ticket).doc(form)
        };
        assert_eq!(count(&ground("1"), ground("2")), 0);
    }

    #[test]
    fn ones_own_portrait_twice() {
        let papers = with("1", DocumentKind::ChsiRegistration, portrait("x"));
        let again = paper("1", DocumentKind::Diploma).page(|page| page.pictures.push(portrait("x")));
        quiet(CODE, &papers.doc(again));
    }
}
