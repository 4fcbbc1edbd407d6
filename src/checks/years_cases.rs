//! The years of work against a table worked by hand: who sits for what, with which periods, and what must be said.

use crate::model::{Code, DocumentKind, FieldName, Severity};

use super::testing::{candidate, doc};

/// What is said of the years: nothing, a note, a warning, an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Note,
    Warning,
    Error,
}
use Said::{Error, Note, Nothing, Warning};

/// Level of the exam, education, major, date of the certificate, periods (from and to), full-time study (from and to) if any,
/// and what is said.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    (&'static str, &'static str),
    Said,
);

const NONE: (&str, &str) = ("", "");
const SENIOR: &str = "社会工作师";
const JUNIOR: &str = "助理社会工作师";

#[rustfmt::skip]
const CASES: &[Row] = &[
    // The table of 2006, each row at its boundary: full months to the end of the year of the exam.
    (JUNIOR, "高中", "文科", "2024-08-14", &[("2021-01", "present")], NONE, Note),
    (JUNIOR, "高中", "文科", "2024-08-14", &[("2021-02", "present")], NONE, Error),
    (JUNIOR, "中专", "文秘", "2024-08-14", &[("2021-01", "present")], NONE, Note),
    (JUNIOR, "中专", "文秘", "2024-08-14", &[("2020-07", "present")], NONE, Nothing),
    (JUNIOR, "专科", "社会工作", "2024-08-14", &[("2023-01", "present")], NONE, Note),
    (JUNIOR, "专科", "社会工作", "2024-08-14", &[("2023-02", "present")], NONE, Error),
    (JUNIOR, "专科", "会计", "2024-08-14", &[("2021-01", "present")], NONE, Note),
    (JUNIOR, "专科", "会计", "2024-08-14", &[("2021-02", "present")], NONE, Error),
    (JUNIOR, "本科", "社会工作", "2024-08-14", &[("2024-08", "present")], NONE, Nothing),
    (JUNIOR, "本科", "汉语言文学", "2024-08-14", &[("2023-01", "present")], NONE, Note),
    (JUNIOR, "本科", "汉语言文学", "2024-08-14", &[("2023-03", "present")], NONE, Error),
    (JUNIOR, "高级技工", "烹饪", "2024-08-14", &[("2021-01", "present")], NONE, Note),
    (JUNIOR, "高级技工", "烹饪", "2024-08-14", &[("2022-01", "present")], NONE, Error),
    (SENIOR, "专科", "社会工作", "2024-08-14", &[("2021-01", "present")], NONE, Note),
    (SENIOR, "专科", "社会工作", "2024-08-14", &[("2021-06", "present")], NONE, Error),
    (SENIOR, "专科", "汉语言文学", "2024-08-14", &[("2019-01", "present")], NONE, Note),
    (SENIOR, "专科", "汉语言文学", "2024-08-14", &[("2020-01", "present")], NONE, Error),
    (SENIOR, "本科", "社会工作", "2024-08-14", &[("2022-01", "present")], NONE, Note),
    (SENIOR, "本科", "社会工作", "2024-08-14", &[("2022-02", "present")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2020-01", "present")], NONE, Note),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2020-02", "present")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-07", "present")], NONE, Nothing),
    (SENIOR, "硕士研究生", "社会工作", "2024-08-14", &[("2024-01", "present")], NONE, Note),
    (SENIOR, "硕士研究生", "社会工作", "2024-08-14", &[("2024-02", "present")], NONE, Error),
    (SENIOR, "硕士研究生", "法学", "2024-08-14", &[("2022-01", "present")], NONE, Note),
    (SENIOR, "硕士研究生", "法学", "2024-08-14", &[("2023-01", "present")], NONE, Error),
    (SENIOR, "博士研究生", "社会工作", "2024-08-14", &[("2024-08", "present")], NONE, Nothing),
    (SENIOR, "博士研究生", "社会学", "2024-08-14", &[("2023-02", "present")], NONE, Error),
    // Days where they are printed, to the day.
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-01-01", "2023-12-31")], NONE, Nothing),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-01-02", "2023-12-31")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-01-15", "2024-01-14")], NONE, Nothing),
    // From the first of the first month to the last of the last; an end stops the count.
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-01", "2023-12")], NONE, Note),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-02", "2023-12")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-01", "2024-01")], NONE, Note),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019-01", "2024-02")], NONE, Nothing),
    // Several employers, a gap, an overlap that counts once.
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2015-01", "2018-06"), ("2020-01", "2023-01")], NONE, Nothing),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2015-01", "2016-12"), ("2020-01", "2022-10")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2018-01", "2020-12"), ("2019-01", "2021-12")], NONE, Error),
    // Full-time study is taken away, wherever it lies.
    (SENIOR, "本科", "汉语言文学", "2024-08-14", &[("2016-09", "2024-07")], ("2016-09-01", "2020-06-30"), Error),
    (SENIOR, "本科", "汉语言文学", "2024-08-14", &[("2012-09", "2024-07")], ("2014-09-01", "2018-06-30"), Nothing),
    (SENIOR, "本科", "汉语言文学", "2024-08-14", &[("2018-09", "2020-06"), ("2020-07", "2024-07")], ("2016-09-01", "2020-06-30"), Error),
    // Nothing after the cut-off day; nothing after the day of a certificate of an earlier year.
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2020-06", "2025-06")], NONE, Error),
    (SENIOR, "本科", "护理学", "2021-08-01", &[("2019-03", "present")], NONE, Error),
    (SENIOR, "本科", "护理学", "2023-12-31", &[("2019-01", "present")], NONE, Note),
    (SENIOR, "本科", "护理学", "2023-12-31", &[("2019-02", "present")], NONE, Error),
    (SENIOR, "本科", "护理学", "2022-01-31", &[("2019-01", "2024-12")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-01-02", &[("2020-01", "present")], NONE, Note),
    // No date on the certificate: to the day of the screening (2024-08-20).
    (SENIOR, "本科", "护理学", "", &[("2019-08", "present")], NONE, Note),
    (SENIOR, "本科", "护理学", "", &[("2019-10", "present")], NONE, Error),
    // Years without months: what is certain, and what hangs on the months.
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019", "2024")], NONE, Warning),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2017", "2024")], NONE, Nothing),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2021", "2024")], NONE, Error),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2019", "present")], NONE, Warning),
    (SENIOR, "本科", "护理学", "2024-08-14", &[("2018-01", "2021-12"), ("2022", "2023")], NONE, Warning),
    // The level or the education is not known.
    ("考全科", "本科", "护理学", "2024-08-14", &[("2010-01", "present")], NONE, Warning),
    ("", "本科", "护理学", "2024-08-14", &[("2010-01", "present")], NONE, Warning),
    (SENIOR, "", "护理学", "2024-08-14", &[("2010-01", "present")], NONE, Warning),
    // The certificate after which years count is not there: an error only where all years would not do.
    (SENIOR, "中专", "文秘", "2024-08-14", &[("2010-01", "present")], NONE, Nothing),
    (SENIOR, "中专", "文秘", "2024-08-14", &[("2022-01", "present")], NONE, Error),
    ("高级社会工作师", "本科", "法学", "2024-08-14", &[("2010-01", "present")], NONE, Nothing),
    ("高级社会工作师", "本科", "法学", "2024-08-14", &[("2024-01", "present")], NONE, Error),
];

fn said(row: &Row) -> Said {
    let (level, education, major, issued, periods, study, _) = row;
    let values = [(FieldName::ExamLevel, level), (FieldName::EducationLevel, education), (FieldName::Major, major)];
    let told = values.into_iter().filter(|(_, value)| !value.is_empty());
    let papers = told.fold(candidate("1"), |papers, (name, value)| papers.roster(name, value));
    let listed: Vec<_> = periods.iter().map(|(from, to)| ("甲", *from, *to, "社会工作")).collect();
    let certificate = doc(DocumentKind::EmploymentCertificate).periods(&listed);
    let certificate = if issued.is_empty() { certificate } else { certificate.field(FieldName::IssuedOn, issued) };
    let papers = papers.doc(certificate);
    let papers = if study.0.is_empty() {
        papers
    } else {
        let proof = doc(DocumentKind::ChsiRegistration).field(FieldName::StudyMode, "全日制脱产");
        papers.doc(proof.field(FieldName::EnrolledOn, study.0).field(FieldName::GraduatedOn, study.1))
    };
    let flags = papers.flags(Code::YearsInsufficient);
    match flags.iter().map(|flag| flag.severity).max() {
        None => Nothing,
        Some(Severity::Info) => Note,
        Some(Severity::Warning) => Warning,
        Some(Severity::Error) => Error,
    }
}

#[test]
fn the_years_are_counted_as_worked_by_hand() {
    assert!(CASES.len() >= 55, "{} cases", CASES.len());
    let wrong: Vec<String> =
        CASES.iter().filter(|row| said(row) != row.6).map(|row| format!("{row:?} gives {:?}", said(row))).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}
