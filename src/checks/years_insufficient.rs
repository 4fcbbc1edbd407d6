//! `years-insufficient`: 工作年限不足.
//!
//! # What it checks
//! The years of work that the certificates prove against what the exam asks for this education and major; where it has
//! several ways in, one is enough. Overlapping periods count once, full-time study is taken away, nothing counts after the
//! cut-off day or before the certificate after which years count. It is flagged where even the most favourable count is
//! short; where only a strict count is short, where a period cannot be counted as printed, or where the certificate after
//! which years count is not among the papers, it is a note. Where no periods are printed, the total that the certificate
//! states is taken.
//!
//! # Why
//! Too few years make the candidate ineligible, and the result of the exam void.
//!
//! # Clause
//! 4.1: 对照报名条件中的学历、工作年限、任职资历、专业等.
//!
//! # Example
//! > 按工作年限证明计算，截至2024年12月31日从事专业工作4.08年（最严口径3.62年），报考社会工作师（本科、其他专业）应满5年，证明所述为3.75年。
//!
//! # What the reviewer should do
//! Look for periods that the certificate leaves out; the candidate may hand in a complete one.

use jiff::civil::Date;

use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag};
use crate::rulebook::{Demand, MajorClass, Standing};
use crate::values::date::PartialDate;

use super::bench::{Bench, at_document, at_field};
use super::registry::Check;
use super::sightings::{as_note, certified_text};
use super::sure_dates::is_sure;
use super::work::{Bounds, Days, Figures, Stretch, Work, count, day, periods, printed, study};

pub(super) const CHECK: Check =
    Check { code: Code::YearsInsufficient, source: include_str!("years_insufficient.rs"), run };

/// Below this the dates were not read well enough to hold them against the candidate.
const SURE: f32 = 0.75;

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(demand) = demand(bench) else { return Vec::new() };
    if demand.row.years == 0 {
        return Vec::new();
    }
    let works = periods(bench);
    let flag = if works.is_empty() { by_claim(bench, &demand) } else { by_periods(bench, &demand, &works) };
    flag.filter(|_| !another_way_in(bench, &works)).into_iter().collect()
}

/// What roster and papers say of the candidate's education and of the level of the exam.
pub(super) fn standing<'a>(bench: &Bench<'a>) -> Standing<'a> {
    Standing {
        exam_level: certified_text(bench, FieldName::ExamLevel),
        education: certified_text(bench, FieldName::EducationLevel),
        major: certified_text(bench, FieldName::Major),
        degree: certified_text(bench, FieldName::Degree),
    }
}

/// What the exam asks of this candidate.
#[must_use]
pub fn demand<'a>(bench: &Bench<'a>) -> Option<Demand<'a>> {
    bench.pack().demand(&standing(bench))
}

/// Whether the candidate meets a row that asks for years after a certificate, and the certificate is among the papers.
fn another_way_in(bench: &Bench<'_>, works: &[Work<'_>]) -> bool {
    bench.pack().demands(&standing(bench)).iter().any(|demand| {
        let obtained = demand.row.after.as_ref().and_then(|level| obtained_on(bench, level));
        obtained.is_some_and(|obtained| after(bench, works, obtained).strict >= f64::from(demand.row.years))
    })
}

/// How many years these periods make after a certificate that was obtained on a day within this stretch.
fn after(bench: &Bench<'_>, works: &[Work<'_>], (earliest, latest): Days) -> Figures {
    let nominal = figures(bench, works, Some(earliest)).nominal;
    Figures { nominal, strict: figures(bench, works, Some(latest)).strict }
}

/// How many years these periods make by the rules.
pub(super) fn figures<'a>(
    bench: &Bench<'_>,
    works: impl IntoIterator<Item = &'a Work<'a>>,
    from: Option<Date>,
) -> Figures {
    let stretches: Vec<Stretch> = works.into_iter().filter_map(|work| work.stretch).collect();
    count(&stretches, &Bounds { from, to: Some(bench.pack().cutoff), study: study(bench) })
}

fn by_periods(bench: &Bench<'_>, demand: &Demand<'_>, works: &[Work<'_>]) -> Option<Flag> {
    let first = works.first()?;
    let need = f64::from(demand.row.years);
    let obtained = match &demand.row.after {
        None => None,
        Some(level) => match obtained_on(bench, level) {
            Some(day) => Some(day),
            None => return Some(certificate_not_seen(bench, demand, level, first.document)),
        },
    };
    let figures = match obtained {
        Some(obtained) => after(bench, works, obtained),
        None => figures(bench, works, None),
    };
    if figures.strict >= need {
        return None;
    }
    // A period whose dates are not known, or cannot be as printed, may fill any gap.
    let complete = works.iter().all(|work| work.stretch.is_some());
    let place = at_field(first.document, first.field);
    let stated = claimed(first.document);
    let message = message(bench, demand, figures, stated);
    let mut flag = bench.flag(Code::YearsInsufficient, place, message).about(FieldName::SpecialistYears);
    flag = flag.expected(demand.row.years.to_string()).found(printed(figures.nominal));
    // Periods that make the total the certificate states were read well, whatever the reader thought of them.
    let agrees = stated.is_some_and(|(_, years)| (years - figures.nominal).abs() <= bench.pack().counting.total_slack);
    let read_well = agrees || works.iter().all(is_sure);
    if figures.nominal < need && complete && read_well { Some(flag) } else { Some(as_note(flag)) }
}

fn message(bench: &Bench<'_>, demand: &Demand<'_>, figures: Figures, claimed: Option<(&Field, f64)>) -> String {
    let cutoff = super::phrase::date(&bench.pack().cutoff.to_string());
    let stated = claimed.map(|(_, years)| format!("，证明所述为{}年", printed(years))).unwrap_or_default();
    format!(
        "按工作年限证明计算，截至{cutoff}从事专业工作{}年（最严口径{}年），{}应满{}年{stated}。",
        printed(figures.nominal),
        printed(figures.strict),
        asked_of(demand),
        demand.row.years
    )
}

/// Of whom the years are asked, as part of a sentence.
fn asked_of(demand: &Demand<'_>) -> String {
    let major = match demand.row.major {
        Some(MajorClass::Field) => "、本专业",
        Some(MajorClass::Related) => "、相关专业",
        Some(MajorClass::Other) => "、其他专业",
        None => "",
    };
    let after = demand.row.after.as_ref().map(|level| format!("，取得{level}证书后")).unwrap_or_default();
    format!("报考{}（{}{major}）{after}", demand.row.level, demand.education)
}

/// The day the candidate obtained the certificate after which years count: the earliest and the latest it can be.
fn obtained_on(bench: &Bench<'_>, level: &str) -> Option<Days> {
    let own = bench.own_papers().into_iter();
    let titles = own.filter(|document| document.kind == DocumentKind::ProfessionalTitleCertificate);
    titles
        .filter(|document| {
            let printed = [FieldName::TitleName, FieldName::TitleLevel].map(|name| document.text(name));
            printed.into_iter().flatten().any(|title| bench.pack().exam_level(title) == Some(level))
        })
        .filter_map(|document| {
            let date: PartialDate = document.text(FieldName::IssuedOn)?.parse().ok()?;
            Some((day(date.earliest())?, day(date.latest())?))
        })
        .min()
}

fn certificate_not_seen(bench: &Bench<'_>, demand: &Demand<'_>, level: &str, document: &Document) -> Flag {
    let message =
        format!("{}应满{}年，未见{level}证书，年限未能核算，请人工核对。", asked_of(demand), demand.row.years);
    bench.note(Code::YearsInsufficient, at_document(document), message).about(FieldName::SpecialistYears)
}

/// The total that a certificate states, of work of the field where it says so.
#[must_use]
pub fn claimed(document: &Document) -> Option<(&Field, f64)> {
    [FieldName::SpecialistYears, FieldName::WorkYears].into_iter().find_map(|name| stated_in(document, name))
}

/// The number of years in a field of a certificate.
pub(super) fn stated_in(document: &Document, name: FieldName) -> Option<(&Field, f64)> {
    let field = document.field(name)?;
    Some((field, field.value.as_text()?.parse::<f64>().ok().filter(|years| years.is_finite())?))
}

/// Where no periods are printed, the total that the certificate states.
fn by_claim(bench: &Bench<'_>, demand: &Demand<'_>) -> Option<Flag> {
    let own = bench.own_papers().into_iter();
    let certificates = own.filter(|document| document.kind == DocumentKind::EmploymentCertificate);
    let claims = certificates.filter_map(|document| Some((document, claimed(document)?)));
    let (document, (field, years)) = claims.max_by(|a, b| a.1.1.total_cmp(&b.1.1))?;
    if years >= f64::from(demand.row.years) || field.evidence.confidence < SURE {
        return None;
    }
    let message =
        format!("工作年限证明所述年限为{}年，{}应满{}年。", printed(years), asked_of(demand), demand.row.years);
    let flag = bench.flag(Code::YearsInsufficient, at_field(document, field), message).about(field.name);
    Some(flag.expected(demand.row.years.to_string()).found(printed(years)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Doc, Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::Severity;

    const CODE: Code = Code::YearsInsufficient;

    fn asking(exam: &str, education: &str, major: &str) -> Papers {
        candidate("1")
            .roster(FieldName::ExamLevel, exam)
            .roster(FieldName::EducationLevel, education)
            .roster(FieldName::Major, major)
    }

    fn certificate(periods: &[(&str, &str)]) -> Doc {
        let periods: Vec<_> = periods.iter().map(|(from, to)| ("甲", *from, *to, "社会工作")).collect();
        doc(DocumentKind::EmploymentCertificate).periods(&periods).field(FieldName::IssuedOn, "2024-08-15")
    }

    #[test]
    fn short_even_nominally() {
        let papers = asking("社会工作师", "本科", "护理学")
            .doc(certificate(&[("2020-12", "present")]).field(FieldName::SpecialistYears, "3.75"));
        let flag = raises(CODE, &papers, "从事专业工作4.08年（最严口径3.");
        assert!(flag.message.contains("报考社会工作师（本科、其他专业）应满5年，证明所述为3.75年。"));
        assert_eq!((flag.expected.as_deref(), flag.severity), (Some("5"), Severity::Error));
    }

    #[test]
    fn borderline_is_a_note() {
        let papers = asking("助理社会工作师", "中专", "文秘").doc(certificate(&[("2020-08", "2024-07")]));
        assert_eq!(raises(CODE, &papers, "从事专业工作4年（最严口径3.").severity, Severity::Info);
    }

    #[test]
    fn a_period_that_cannot_be_is_told_by_itself() {
        let papers = asking("助理社会工作师", "专科", "会计").doc(certificate(&[("2023-06", "2011-05")]));
        assert_eq!(raises(CODE, &papers, "从事专业工作0年").severity, Severity::Info);
    }

    #[test]
    fn dates_in_doubt_are_a_note_unless_they_make_the_stated_total() {
        let doubtful = |stated: &str| {
            let paper = certificate(&[("2021-01", "2022-12")]).field(FieldName::SpecialistYears, stated);
            let paper = paper.document(|document| document.fields[0].evidence.confidence = 0.4);
            raises(CODE, &asking("社会工作师", "本科", "护理学").doc(paper), "从事专业工作2年").severity
        };
        assert_eq!((doubtful("7"), doubtful("2")), (Severity::Info, Severity::Error));
    }

    #[test]
    fn full_time_study_does_not_count() {
        let proof = doc(DocumentKind::ChsiRegistration)
            .field(FieldName::StudyMode, "普通全日制")
            .field(FieldName::EnrolledOn, "2016-09-01")
            .field(FieldName::GraduatedOn, "2020-06-30");
        let papers = asking("社会工作师", "本科", "护理学").doc(certificate(&[("2017-01", "present")])).doc(proof);
        raises(CODE, &papers, "从事专业工作4.5年");
    }

    #[test]
    fn without_periods_the_stated_total_counts() {
        let stated = |years: &str| doc(DocumentKind::EmploymentCertificate).field(FieldName::SpecialistYears, years);
        raises(CODE, &asking("助理社会工作师", "专科", "会计").doc(stated("3")), "所述年限为3年");
        quiet(CODE, &asking("助理社会工作师", "专科", "会计").doc(stated("4")));
    }

    #[test]
    fn years_after_a_certificate_that_is_not_there() {
        let papers = asking("社会工作师", "中专", "文秘").doc(certificate(&[("2010-01", "present")]));
        assert_eq!(raises(CODE, &papers, "未见助理社会工作师证书").severity, Severity::Info);
        let title = doc(DocumentKind::ProfessionalTitleCertificate)
            .field(FieldName::TitleName, "助理社会工作师")
            .field(FieldName::IssuedOn, "2021-09-01");
        raises(CODE, &papers.doc(title), "从事专业工作3.33年");
    }

    #[test]
    fn enough_or_nothing_asked() {
        quiet(CODE, &asking("社会工作师", "本科", "护理学").doc(certificate(&[("2016-06", "present")])));
        quiet(CODE, &asking("助理社会工作师", "本科", "社会工作").doc(certificate(&[("2024-01", "present")])));
        quiet(CODE, &asking("经济师", "本科", "护理学").doc(certificate(&[("2024-01", "present")])));
    }

    #[test]
    fn two_employers_count_together() {
        let papers = asking("社会工作师", "本科", "护理学")
            .doc(certificate(&[("2015-01", "2018-06")]))
            .doc(certificate(&[("2020-01", "2023-01")]));
        quiet(CODE, &papers);
    }
}
