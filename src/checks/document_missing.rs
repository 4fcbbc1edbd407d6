//! `document-missing`: 缺少应提交的材料.
//!
//! # What it checks
//! That every document the announcement asks of everybody is there, and a proof of education. Where a file could not be
//! opened or a page could not be read, the missing document may be in it: then this is only a note, and the flag about
//! that file stands. Where the only proof of education is of a kind that the announcement does not accept, that is
//! `route-mismatch`; where half of a pair is there (毕业生登记表 without 毕业证书), the other half is missing. Where the exam
//! asks for years after a certificate and the years would do, that certificate is owed too.
//!
//! # Why
//! Without it the candidate cannot pass, and can still hand it in.
//!
//! # Clause
//! 4.0: 资格考试报名表、从事相关专业工作年限的证明材料、学历证明材料.
//!
//! # Example
//! > 未见资格考试报名表，请通知考生补交。
//!
//! # What the reviewer should do
//! Look through the candidate's files for it; if it is not there, ask for it.

use crate::model::{Code, Document, DocumentKind, Flag, Lookalike, Place, Severity};
use crate::rulebook::router;

use super::bench::Bench;
use super::degree;
use super::phrase;
use super::registry::Check;
use super::years_insufficient::{self, Lacking};

pub(super) const CHECK: Check = Check { code: Code::DocumentMissing, source: include_str!("document_missing.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    if bench.candidate().is_none() {
        return Vec::new();
    }
    let wanted: Vec<Missing> = owed(bench).into_iter().chain(education(bench)).collect();
    // What could not be read is not absent, and whoever runs the program is the one to act.
    let unseen = bench.context.cohort.unseen();
    if bench.case.files.is_empty() {
        let names: Vec<String> = wanted.iter().map(Missing::listed).collect();
        if unseen {
            let message = format!("没有看到该考生的材料（应提交{}）；{UNSEEN}", names.join("、"));
            return vec![bench.flag(Code::DocumentMissing, Place::Absent, message)];
        }
        let message = format!("该考生未上传任何材料，应提交{}。", names.join("、"));
        return vec![bench.flag(Code::DocumentMissing, Place::Absent, message)];
    }
    let spots = bench.blind_spots();
    // A file that did not open may hold any number of documents, an unreadable page one.
    let may_be_hidden = spots.files > 0 || wanted.len() <= spots.pages;
    let flags = wanted.iter().map(|missing| {
        let flag = if may_be_hidden {
            let message = format!("未见{}，但有无法读取的文件或页面，可能在其中。", missing.listed());
            bench.note(Code::DocumentMissing, Place::Absent, message)
        } else if unseen {
            let message = format!("未见{}；{UNSEEN}", missing.listed());
            bench.flag(Code::DocumentMissing, Place::Absent, message)
        } else {
            bench.flag(Code::DocumentMissing, Place::Absent, missing.sentence())
        };
        flag.expected(missing.kind.as_str())
    });
    let mut flags: Vec<Flag> = flags.collect();
    flags.extend(certificate(bench));
    flags
}

/// That a paper may be where nobody could look.
const UNSEEN: &str = "但有文件夹或文件打不开、又看不出是谁的，可能在其中：请先按核查提示处理并重新运行，再通知考生。";

/// A document that is owed and not there.
struct Missing {
    kind: DocumentKind,
    /// Its name to the clerk.
    name: String,
    /// What exactly is asked for, where the name does not say it.
    asked: Option<String>,
    /// The papers that are there and are accepted together with it alone.
    begun: Option<String>,
}

impl Missing {
    fn of(kind: DocumentKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), asked: None, begun: None }
    }

    /// As one of several.
    fn listed(&self) -> String {
        let asked = self.asked.as_ref().map(|asked| format!("（{asked}）")).unwrap_or_default();
        format!("{}{asked}", self.name)
    }

    /// What the clerk is told, and what to do.
    fn sentence(&self) -> String {
        let name = &self.name;
        match (&self.asked, &self.begun) {
            (Some(asked), _) => format!("未见{name}，按公告应提交{asked}，请通知考生补交。"),
            (None, Some(begun)) => format!("已交{begun}，未见{name}，公告要求一并提交，请通知考生补交。"),
            (None, None) => format!("未见{name}，请通知考生补交。"),
        }
    }
}

/// The certificate after which years count, where the years would do and it is not among the papers.
fn certificate(bench: &Bench<'_>) -> Option<Flag> {
    let Lacking { demand, level } = years_insufficient::lacking(bench)?;
    let asked = years_insufficient::asked_of(&demand);
    let message = format!("{asked}应满{}年，未见{level}证书，请通知考生补交。", demand.row.years);
    let mut flag = bench.flag(Code::DocumentMissing, Place::Absent, message).under(&demand.row.clause);
    let spots = bench.blind_spots();
    flag.severity = if spots.files + spots.pages > 0 { Severity::Info } else { flag.severity.min(Severity::Warning) };
    Some(flag.expected(DocumentKind::ProfessionalTitleCertificate.as_str()))
}

/// The documents that everybody owes and that are not there.
fn owed(bench: &Bench<'_>) -> Vec<Missing> {
    let there = bench.kinds();
    let looks_like = |lookalike: Lookalike| bench.lookalikes().any(|there| there == lookalike);
    let missing = bench.pack().owed.iter().filter(|owed| {
        let instead =
            owed.or.iter().any(|kind| there.contains(kind)) || owed.or_lookalike.iter().any(|l| looks_like(*l));
        !there.contains(&owed.kind) && !instead
    });
    missing.map(|owed| Missing::of(owed.kind, &owed.name)).collect()
}

/// The proof of education, or the half of a pair, that is not there.
fn education(bench: &Bench<'_>) -> Vec<Missing> {
    let pack = bench.pack();
    let schooling = bench.schooling();
    let answer = router::route(pack, &schooling);
    let proofs = degree::proofs(bench);
    let asked = answer.asked();
    if bench.lookalikes().any(|lookalike| answer.accepts_lookalike(lookalike)) {
        return Vec::new();
    }
    if proofs.is_empty() {
        let Some(first) = asked.first().and_then(|set| set.kinds.first()) else {
            return vec![Missing::of(DocumentKind::Diploma, "学历证明材料")];
        };
        let asked = Some(phrase::alternatives(pack, &asked));
        return vec![Missing { asked, ..Missing::of(*first, "学历证明材料") }];
    }
    let there = proofs.for_router(bench);
    if answer.accepted(&there).is_some() || answer.provisional(&there).is_some() {
        return Vec::new();
    }
    let Some((row, missing)) = answer.begun(&there) else { return Vec::new() };
    let of_row = |paper: &&Document| row.accepts.iter().any(|set| set.contains(&paper.kind));
    let begun = phrase::kinds(proofs.counted.iter().copied().filter(of_row));
    let half = |kind| Missing { begun: Some(begun.clone()), ..Missing::of(kind, pack.kind_name(kind)) };
    missing.into_iter().map(half).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{FieldName, Outcome};

    fn full() -> Papers {
        candidate("1")
            .roster(FieldName::EducationLevel, "本科")
            .roster(FieldName::School, "南昌大学")
            .roster(FieldName::GraduatedOn, "1999-06-15")
            .doc(doc(DocumentKind::RegistrationForm))
            .doc(doc(DocumentKind::EmploymentCertificate))
    }

    #[test]
    fn a_form_that_is_not_there() {
        let papers = candidate("1").doc(doc(DocumentKind::EmploymentCertificate)).doc(doc(DocumentKind::Diploma));
        let flag = raises(Code::DocumentMissing, &papers, "未见资格考试报名表，请通知考生补交。");
        assert_eq!(flag.expected.as_deref(), Some("registration_form"));
        assert_eq!((flag.place, flag.severity), (Place::Absent, Severity::Error));
    }

    #[test]
    fn a_proof_of_education_that_is_not_there() {
        let flag = raises(
            Code::DocumentMissing,
            &full(),
            "未见学历证明材料，按公告应提交学信网学历认证报告；2002年之前取得、无法",
        );
        assert_eq!(flag.expected.as_deref(), Some("chsi_verification_report"));
    }

    #[test]
    fn half_of_a_pair() {
        let papers = full().doc(doc(DocumentKind::GraduateRegistrationForm));
        let flag = raises(Code::DocumentMissing, &papers, "已交毕业生登记表，未见毕业证书，公告要求一并提交");
        assert_eq!(flag.expected.as_deref(), Some("diploma"));
        quiet(Code::DocumentMissing, &papers.doc(doc(DocumentKind::Diploma)));
    }

    #[test]
    fn a_locked_file_may_hold_it() {
        let papers = full().doc(doc(DocumentKind::Other).outcome(Outcome::Encrypted));
        assert_eq!(raises(Code::DocumentMissing, &papers, "可能在其中").severity, Severity::Info);
    }

    #[test]
    fn one_unreadable_page_does_not_hold_three_documents() {
        let papers = candidate("1").doc(doc(DocumentKind::Other).unreadable());
        assert!(papers.flags(Code::DocumentMissing).iter().all(|flag| flag.severity == Severity::Error));
    }

    #[test]
    fn nothing_at_all_is_one_flag() {
        raises(Code::DocumentMissing, &candidate("1"), "未上传任何材料");
    }

    #[test]
    fn all_that_is_owed_is_there() {
        quiet(Code::DocumentMissing, &full().doc(doc(DocumentKind::ChsiVerificationReport)));
    }

    #[test]
    fn the_wrong_proof_is_not_a_missing_one() {
        quiet(Code::DocumentMissing, &full().doc(doc(DocumentKind::PartySchoolProof)));
    }
}
