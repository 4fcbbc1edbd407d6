//! `wrong-person`: 材料属于其他人.
//!
//! # What it checks
//! Papers that name somebody else and say nothing that speaks for the candidate: another name, and another identity number
//! or birth date, or neither. Such a paper is one flag here and none elsewhere. Where the person named is on the roster
//! too, the flag says so. It is also raised where manifest, folder, file name and the paper itself disagree on whose a
//! file is.
//!
//! # Why
//! The paper was uploaded by mistake, or stands in for one that the candidate does not have.
//!
//! # Clause
//! 4.3: 核对考生的姓名、性别、年龄等.
//!
//! # Example
//! > 中职毕业证查询结果上的姓名为方薇，与考生蔡蕾不是同一人，请核对是否误传。
//!
//! # What the reviewer should do
//! Set the paper aside and see what the candidate still owes; look whether the person named misses it.

use crate::model::{Code, Document, FieldName, Flag, OwnerReason, Place};

use super::bench::{Bench, at_document, at_field};
use super::phrase;
use super::registry::Check;
use super::whose::is_strangers;

pub(super) const CHECK: Check = Check { code: Code::WrongPerson, source: include_str!("wrong_person.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(candidate) = bench.candidate() else { return Vec::new() };
    let mut flags: Vec<Flag> = (bench.papers().filter(|document| is_strangers(candidate, document)))
        .map(|document| flag(bench, document, candidate.told(FieldName::Name).unwrap_or_default()))
        .collect();
    let told: Vec<&str> = flags.iter().filter_map(Flag::file).collect();
    let disputed = disputed_files(bench, &told);
    flags.extend(disputed);
    flags
}

fn flag(bench: &Bench<'_>, document: &Document, own: &str) -> Flag {
    let named = document.field(FieldName::Name);
    let name = named.and_then(|field| field.value.as_text()).unwrap_or_default();
    let place = named.map_or_else(|| at_document(document), |field| at_field(document, field));
    let number = document.text(FieldName::IdNumber);
    let other = number.and_then(|number| bench.context.cohort.ticket_of(number));
    let row = other.map(|ticket| format!("，而是名单上准考证号{ticket}的考生")).unwrap_or_default();
    let kind = phrase::kind(document.kind);
    let message = format!("{kind}上的姓名为{name}，与考生{own}不是同一人{row}，请核对是否误传。");
    bench.flag(Code::WrongPerson, place, message).about(FieldName::Name).expected(own).found(name)
}

/// Files whose owner is told differently by manifest, folder, name and content.
fn disputed_files(bench: &Bench<'_>, told: &[&str]) -> Vec<Flag> {
    let mut flags = Vec::new();
    for file in bench.files().filter(|file| !told.contains(&file.upload.file.as_str())) {
        let mut claims = file.upload.claims.iter();
        // What a person has settled is no dispute any more.
        let Some(first) = claims.next().filter(|first| first.reason != OwnerReason::Reviewer) else { continue };
        let cohort = bench.context.cohort;
        let Some(other) = claims.find(|claim| !cohort.are_one_person(&claim.ticket_no, &first.ticket_no)) else {
            continue;
        };
        let message = format!(
            "{}按{}归准考证号{}，按{}应归准考证号{}，请核对是否误传。",
            file.upload.file,
            reason_zh(first.reason),
            first.ticket_no,
            reason_zh(other.reason),
            other.ticket_no
        );
        let place = Place::File { file: file.upload.file.clone() };
        let flag = bench.flag(Code::WrongPerson, place, message);
        flags.push(flag.expected(&first.ticket_no).found(&other.ticket_no));
    }
    flags
}

const fn reason_zh(reason: OwnerReason) -> &'static str {
    match reason {
        OwnerReason::Reviewer => "审核人的决定",
        OwnerReason::Manifest => "清单",
        OwnerReason::TicketNoInPath => "文件名或文件夹名中的准考证号",
        OwnerReason::IdNumberInPath => "文件名或文件夹名中的身份证号",
        OwnerReason::NameInPath => "文件名或文件夹名中的姓名",
        OwnerReason::IdNumberOnDocument => "材料上的身份证号",
        OwnerReason::NameOnDocument => "材料上的姓名和出生日期",
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, OwnerClaim};

    const CODE: Code = Code::WrongPerson;

    fn cai() -> Papers {
        candidate("1")
            .roster(FieldName::Name, "蔡蕾")
            .roster(FieldName::BirthDate, "1992-03-14")
            .roster(FieldName::IdNumber, "430196199203140011")
    }

    fn of_fang() -> super::super::testing::Doc {
        doc(DocumentKind::SecondaryDiplomaQuery)
            .field(FieldName::Name, "方薇")
            .field(FieldName::BirthDate, "1989-03-15")
            .field(FieldName::IdNumber, "430196198903150013")
    }

    #[test]
    fn a_paper_of_somebody_else() {
        let flag = raises(CODE, &cai().doc(of_fang()), "查询结果上的姓名为方薇，与考生蔡蕾不是同一人");
        assert_eq!((flag.expected.as_deref(), flag.found.as_deref()), (Some("蔡蕾"), Some("方薇")));
    }

    #[test]
    fn somebody_else_who_is_on_the_roster_is_named() {
        let fang = candidate("2").roster(FieldName::IdNumber, "430196198903150013");
        let flags = cai().doc(of_fang()).flags_among(CODE, &[fang]);
        assert!(flags[0].message.contains("名单上准考证号2的考生"), "{flags:?}");
    }

    #[test]
    fn a_name_that_stands_alone_and_is_wholly_other() {
        let letter = doc(DocumentKind::AppointmentLetter).field(FieldName::Name, "方薇");
        raises(CODE, &cai().doc(letter), "聘书上的姓名为方薇");
    }

    #[test]
    fn another_name_with_the_candidates_birth_date_or_number_is_the_candidates_paper() {
        let renamed = doc(DocumentKind::Diploma).field(FieldName::Name, "蔡薇");
        quiet(CODE, &cai().doc(renamed.clone().field(FieldName::BirthDate, "1992-03")));
        quiet(CODE, &cai().doc(renamed.field(FieldName::IdNumber, "430196199203140011")));
    }

    #[test]
    fn the_candidates_name_with_another_number_is_the_candidates_paper() {
        let number = doc(DocumentKind::Diploma).field(FieldName::Name, "蔡蕾");
        quiet(CODE, &cai().doc(number.field(FieldName::IdNumber, "430196198903150013")));
    }

    #[test]
    fn a_name_read_with_doubt() {
        quiet(CODE, &cai().doc(doc(DocumentKind::Diploma).recognised(FieldName::Name, "方薇", 0.5)));
    }

    #[test]
    fn one_person_on_two_rows_disputes_nothing_with_herself() {
        let claim = |ticket_no: &str, reason| OwnerClaim { ticket_no: ticket_no.to_owned(), reason };
        let claims = vec![claim("1", OwnerReason::Manifest), claim("2", OwnerReason::IdNumberOnDocument)];
        let file = doc(DocumentKind::Diploma).named("1/a.pdf").upload(|upload| upload.claims = claims);
        let twice = candidate("2").roster(FieldName::IdNumber, "430196199203140011");
        assert!(cai().doc(file).flags_among(CODE, &[twice]).is_empty());
    }

    #[test]
    fn a_file_whose_owner_is_disputed() {
        let claim = |ticket_no: &str, reason| OwnerClaim { ticket_no: ticket_no.to_owned(), reason };
        let claims = vec![claim("1", OwnerReason::Manifest), claim("2", OwnerReason::TicketNoInPath)];
        let file = doc(DocumentKind::Diploma).named("2/a.pdf").upload(|upload| upload.claims = claims);
        raises(CODE, &cai().doc(file), "按清单归准考证号1，按文件名或文件夹名中的准考证号应归准考证号2");
    }
}
