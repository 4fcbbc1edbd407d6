//! `seal-employer-mismatch`: 公章与单位名称不符.
//!
//! # What it checks
//! The seals of a form or work certificate against the present employer: the unit on the document, on the form and on the
//! roster. One seal of it is enough; the others are then only told. What was read off a ring is weighed as evidence: text
//! that begins anywhere, lost and misread characters, and short forms do not count. The seal of a former employer is not
//! that of the present one. A seal that could not be read, or of which nobody can tell whose it is, is for a person to read,
//! and silences nothing about the others; where half of the unit's name was read and nothing else, it is a note.
//!
//! # Why
//! The seal of another unit vouches for nothing.
//!
//! # Clause
//! 5.2: 加盖单位公章或人事（人力资源）部门公章.
//!
//! # Example
//! > 工作年限证明上的公章是“长沙市芙蓉区晓禾苑儿童福利院”的，与工作单位“宁乡市苇岸残疾人服务中心”不符，请核对。
//!
//! # What the reviewer should do
//! Read the seal on the page; ask whether the unit was renamed, or is run by the one on the seal.

use crate::model::{Code, Document, FieldName, Flag, Place, Seal, Severity};
use crate::values;

use super::bench::Bench;
use super::phrase;
use super::registry::Check;
use super::seals::{Worth, present, worth};
use super::sightings::expected;

pub(super) const CHECK: Check =
    Check { code: Code::SealEmployerMismatch, source: include_str!("seal_employer_mismatch.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let own = bench.own_papers();
    let mut flags = Vec::new();
    for rule in &bench.pack().seal {
        let of_kind: Vec<&Document> = own.iter().copied().filter(|document| document.kind == rule.kind).collect();
        let good = |document: &&Document| document.seals.iter().any(|seal| worth(bench, document, seal) == Worth::Good);
        let another_is_sealed = of_kind.iter().filter(|document| good(document)).count();
        for document in of_kind {
            let note = another_is_sealed > usize::from(good(&document));
            flags.extend(flag(bench, document, note));
        }
    }
    flags
}

fn flag(bench: &Bench<'_>, document: &Document, only_a_note: bool) -> Option<Flag> {
    let own = named(bench, document).or_else(|| present(bench, document).first().cloned())?;
    let judged: Vec<(&Seal, Worth)> = document.seals.iter().map(|seal| (seal, worth(bench, document, seal))).collect();
    let is_good = judged.iter().any(|(_, worth)| *worth == Worth::Good);
    // The plainest first: a seal of another unit, before one of which nobody can tell, before one that was not read.
    let rank = |worth: &Worth| match worth {
        Worth::Former(_) | Worth::Another(_) => 0,
        Worth::Unclear(_) => 1,
        Worth::Unread => 2,
        Worth::Partly(_) => 3,
        Worth::Good | Worth::Refused(_) | Worth::More(_) | Worth::Faint | Worth::Logo => 4,
    };
    let (seal, worth) = judged.into_iter().filter(|(_, worth)| rank(worth) < 4).min_by_key(|(_, worth)| rank(worth))?;
    if is_good && rank(&worth) > 0 {
        return None;
    }
    let kind = phrase::kind(document.kind);
    let partly = matches!(worth, Worth::Partly(_));
    let (message, found, certain) = match worth {
        Worth::Former(name) => (
            format!("{kind}上的公章是原单位“{name}”的，不是现工作单位“{own}”的，请通知考生到现单位盖章。"),
            Some(name),
            true,
        ),
        Worth::Another(name) => {
            (format!("{kind}上的公章是“{name}”的，与工作单位“{own}”不符，请核对。"), Some(name), true)
        }
        Worth::Partly(name) => {
            (format!("{kind}上的公章只读出一部分“{name}”，与工作单位“{own}”相合，请再看一眼。"), Some(name), false)
        }
        Worth::Unclear(name) => {
            (format!("{kind}上的公章识别为“{name}”，不能确定是不是工作单位“{own}”的，请人工查看。"), Some(name), false)
        }
        _ => (format!("{kind}上的公章没有读出是哪个单位的，请人工查看是不是“{own}”的公章。"), None, false),
    };
    let place = Place::Paper { file: document.file.clone(), page: seal.page, bbox: Some(seal.bbox) };
    let mut flag = bench.flag(Code::SealEmployerMismatch, place, message).about(FieldName::Employer).expected(own);
    if is_good || only_a_note || partly {
        flag.severity = Severity::Info;
    } else if !certain {
        flag.severity = flag.severity.min(Severity::Warning);
    }
    Some(match found {
        Some(found) => flag.found(found),
        None => flag,
    })
}

/// The unit that the reviewer is told of: the one on the document, or the roster's where the document's says the same or
/// a piece of it.
fn named(bench: &Bench<'_>, document: &Document) -> Option<String> {
    let roster = expected(bench, FieldName::Employer).map(|expected| expected.value);
    let own = document.text(FieldName::Employer);
    match (roster, own) {
        (Some(roster), Some(own)) => {
            let same = values::compare(FieldName::Employer, &roster, own).is_close() || roster.contains(own);
            Some(if same { roster } else { own.to_owned() })
        }
        (roster, own) => roster.or_else(|| own.map(ToOwned::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::DocumentKind;

    const CODE: Code = Code::SealEmployerMismatch;
    const UNIT: &str = "宁乡市苇岸残疾人服务中心";

    fn sealed(seals: &[&str]) -> Papers {
        let certificate = doc(DocumentKind::EmploymentCertificate).field(FieldName::Employer, UNIT);
        candidate("1").doc(seals.iter().fold(certificate, |document, text| document.seal(text)))
    }

    #[test]
    fn the_seal_of_another_unit() {
        let papers = sealed(&["长沙市芙蓉区晓禾苑儿童福利院"]);
        let flag =
            raises(CODE, &papers, "公章是“长沙市芙蓉区晓禾苑儿童福利院”的，与工作单位“宁乡市苇岸残疾人服务中心”不符");
        assert_eq!(flag.expected.as_deref(), Some(UNIT));
    }

    #[test]
    fn a_unit_of_the_same_kind_in_the_same_town() {
        raises(CODE, &sealed(&["宁乡市暖穗养老服务中心"]), "暖穗养老");
    }

    #[test]
    fn its_own_seal_its_office_or_a_slip_of_reading() {
        let readings = [
            UNIT,
            "宁乡市苇岸残疾人服务中心人事专用章",
            "宁乡市苇岸残族人服务中心",
            "宁乡市苇岸残疾人服务",
            "务中心宁乡市苇岸残疾人服",
        ];
        for text in readings {
            quiet(CODE, &sealed(&[text]));
        }
    }

    #[test]
    fn a_seal_that_nobody_can_tell_is_for_a_person() {
        let flag =
            raises(CODE, &sealed(&["由川公科有乡云出台品务"]), "不能确定是不是工作单位“宁乡市苇岸残疾人服务中心”的");
        assert_eq!(flag.severity, Severity::Warning);
    }

    #[test]
    fn the_employer_on_another_paper_may_seal() {
        let form = doc(DocumentKind::RegistrationForm).field(FieldName::Employer, "长沙市芙蓉区晓禾苑儿童福利院");
        quiet(CODE, &sealed(&["长沙市芙蓉区晓禾苑儿童福利院"]).doc(form));
    }

    #[test]
    fn a_cut_piece_of_the_roster_employer_is_not_told() {
        let certificate =
            doc(DocumentKind::EmploymentCertificate).recognised(FieldName::Employer, "残疾人服务中心", 0.9);
        let papers =
            candidate("1").roster(FieldName::Employer, UNIT).doc(certificate.seal("长沙市芙蓉区晓禾苑儿童福利院"));
        let flag = raises(CODE, &papers, "与工作单位“宁乡市苇岸残疾人服务中心”不符");
        assert_eq!(flag.expected.as_deref(), Some(UNIT));
    }

    #[test]
    fn one_seal_that_fits_is_enough_and_the_others_are_told() {
        let flag = raises(CODE, &sealed(&["长沙市芙蓉区晓禾苑儿童福利院", UNIT]), "晓禾苑");
        assert_eq!(flag.severity, Severity::Info);
        quiet(CODE, &sealed(&["", UNIT]));
    }

    #[test]
    fn a_name_cut_short_on_a_paper_is_no_former_employer() {
        let unit = "郴州市苏仙区同心社会工作服务中心";
        let cut = doc(DocumentKind::EmploymentCertificate).field(FieldName::Employer, "郴州市苏仙区同心社会工作");
        let form = doc(DocumentKind::RegistrationForm).field(FieldName::Employer, unit);
        quiet(CODE, &candidate("1").doc(cut.seal(unit)).doc(form.seal("郴燃市苏仙区同心社会工作服务心")));
    }

    #[test]
    fn the_seal_of_a_former_employer() {
        let former = "长沙市芙蓉区晓禾苑儿童福利院";
        let certificate = doc(DocumentKind::EmploymentCertificate)
            .field(FieldName::Employer, UNIT)
            .periods(&[(former, "2012-07", "2020-06", "社会工作"), (UNIT, "2020-07", "present", "社会工作")]);
        let flag =
            raises(CODE, &candidate("1").doc(certificate.seal(former)), "公章是原单位“长沙市芙蓉区晓禾苑儿童福利院”的");
        assert_eq!(flag.severity, Severity::Error);
    }

    #[test]
    fn a_seal_that_was_not_read_silences_nothing() {
        let flag = raises(CODE, &sealed(&[""]), "没有读出是哪个单位的");
        assert_eq!(flag.severity, Severity::Warning);
        raises(CODE, &sealed(&["长沙市芙蓉区晓禾苑儿童福利院", ""]), "与工作单位“宁乡市苇岸残疾人服务中心”不符");
    }
}
