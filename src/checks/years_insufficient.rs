//! `years-insufficient`: 工作年限不足.
//!
//! # What it checks
//! The years of work that the certificates prove against what the exam asks for this education and major; where it has
//! several ways in, one is enough. Overlapping periods count once, full-time study is taken away, nothing counts after the
//! cut-off day or before the certificate after which years count, and a certificate of an earlier year proves nothing after
//! its own day. It is flagged where even the most favourable count is short. Where only a strict count is short it is a
//! note. Where the condition hangs on a period that cannot be counted or was read with doubt, or on months that are not
//! printed (2019年至2024年), or where the level or the education is not known, it is a warning. Where no periods are
//! printed, the total that the certificate states is taken.
//!
//! # Why
//! Too few years make the candidate ineligible, and the result of the exam void.
//!
//! # Clause
//! 4.1: 对照报名条件中的学历、工作年限、任职资历、专业等.
//!
//! # Example
//! > 按工作年限证明计算，截至2024年12月31日从事专业工作4.08年（从严计算3.62年），报考社会工作师（本科、其他专业）应满5年，证明所述为3.75年，年限不足。
//!
//! # What the reviewer should do
//! Look for periods that the certificate leaves out; the candidate may hand in a complete one.

use jiff::civil::Date;

use crate::bounds;
use crate::model::{Code, Document, DocumentKind, Field, FieldName, Flag, Place, Severity};
use crate::rulebook::{Demand, MajorClass, Standing};
use crate::values::date::{End, PartialDate};

use super::bench::{Bench, at_document, at_field};
use super::registry::Check;
use super::sightings::{as_note, certified_text};
use super::sure_dates::is_sure;
use super::work::{Bounds, Days, Figures, Stretch, Work, count, day, old_certificate, periods, printed, study};

pub(super) const CHECK: Check =
    Check { code: Code::YearsInsufficient, source: include_str!("years_insufficient.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let Some(demand) = demand(bench) else { return unchecked(bench).into_iter().collect() };
    if demand.row.years == 0 {
        return Vec::new();
    }
    let works = periods(bench);
    let flag = if works.is_empty() { by_claim(bench, &demand) } else { by_periods(bench, &demand, &works) };
    flag.filter(|_| !another_way_in(bench, &works)).into_iter().collect()
}

/// What roster and papers say of the candidate's education and of the level of the exam.
pub(super) fn standing<'a>(bench: &Bench<'a>) -> Standing<'a> {
    let levels: Vec<&str> = levels(bench).into_iter().map(|(text, _)| text).collect();
    Standing {
        exam_level: bench.pack().sat_for(&levels),
        education: certified_text(bench, FieldName::EducationLevel),
        major: certified_text(bench, FieldName::Major),
        degree: certified_text(bench, FieldName::Degree),
    }
}

/// What roster and form say of the level of the exam, and where.
fn levels<'a>(bench: &Bench<'a>) -> Vec<(&'a str, Place)> {
    let cell = bench.candidate().and_then(|candidate| candidate.cells.get(&FieldName::ExamLevel));
    let roster = cell.map(|cell| (cell.value.as_str(), Place::Roster { cell: cell.cell.to_string() }));
    let forms = bench.own_papers().into_iter().filter(|document| document.kind == DocumentKind::RegistrationForm);
    let printed = forms.filter_map(|form| {
        let field = form.field(FieldName::ExamLevel)?;
        Some((field.value.as_text()?, at_field(form, field)))
    });
    roster.into_iter().chain(printed).collect()
}

/// The years could not be checked, though there is a certificate to count: what was not checked is not clean.
fn unchecked(bench: &Bench<'_>) -> Option<Flag> {
    bench.candidate()?;
    let own = bench.own_papers();
    let certificate = own.iter().find(|document| document.kind == DocumentKind::EmploymentCertificate)?;
    let standing = standing(bench);
    // An education or a major that the exam does not admit is told by itself.
    if bench.pack().refusal(&standing).is_some() {
        return None;
    }
    let levels = levels(bench);
    let told = levels.first();
    let why = match (standing.exam_level, standing.education, told) {
        (None, _, Some((text, _))) => format!("报考级别写为“{text}”，看不出是哪一级"),
        (None, _, None) => "名单和报名表上都没有报考级别".to_owned(),
        (Some(_), None, _) => "名单和报名表上都没有学历".to_owned(),
        (Some(level), Some(education), _) => format!("没有规定{education}报考{level}的年限"),
    };
    let place = match (standing.exam_level, told) {
        (None, Some((_, place))) => place.clone(),
        _ => at_document(certificate),
    };
    let message = format!("{why}，工作年限应满几年不能确定，年限没有核对，请人工核算。");
    let mut flag = bench.flag(Code::YearsInsufficient, place, message).about(FieldName::SpecialistYears);
    flag.severity = flag.severity.min(Severity::Warning);
    Some(flag)
}

/// What the exam asks of this candidate.
#[must_use]
pub fn demand<'a>(bench: &Bench<'a>) -> Option<Demand<'a>> {
    bench.pack().demand(&standing(bench))
}

/// A certificate after which years count, where it is not among the papers and the years would do without it.
#[derive(Debug)]
pub(super) struct Lacking<'a> {
    /// What is asked.
    pub(super) demand: Demand<'a>,
    /// The level whose certificate is meant.
    pub(super) level: &'a str,
}

/// The certificate that the candidate's way in rests on and that is not among the papers. Where the years would be short
/// all the same, that is the matter.
pub(super) fn lacking<'a>(bench: &Bench<'a>) -> Option<Lacking<'a>> {
    let demand = demand(bench)?;
    let level = demand.row.after.as_deref()?;
    let short = {
        let works = periods(bench);
        let flag = if works.is_empty() { by_claim(bench, &demand) } else { by_periods(bench, &demand, &works) };
        flag.is_some_and(|flag| flag.severity > Severity::Info)
    };
    (!short && obtained_on(bench, level).is_none()).then_some(Lacking { demand, level })
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
    // Without the certificate all years are counted: where they are too few, the certificate would not help.
    let obtained = demand.row.after.as_ref().and_then(|level| obtained_on(bench, level));
    let figures = match obtained {
        Some(obtained) => after(bench, works, obtained),
        None => figures(bench, works, None),
    };
    if figures.strict >= need || (figures.nominal >= need && demand.row.after.is_some() && obtained.is_none()) {
        return None;
    }
    // A period whose dates are not known, or cannot be as printed, may fill any gap.
    let complete = works.iter().all(|work| work.stretch.is_some());
    let place = at_field(first.document, first.field);
    let stated = claimed(first.document);
    let certain = certain_months(bench, works, obtained);
    let hangs_on_months = figures.nominal >= need && certain < need;
    // Periods that make the very total that the certificate states were read well, whatever the reader thought of them.
    let agrees = stated.is_some_and(|(_, years)| (years - figures.nominal).abs() <= bounds::A_MONTH);
    // What could not be counted, or was read with doubt, is held against nobody, and is not enough either.
    let counted = complete && (agrees || works.iter().all(is_sure));
    let mut message = message(bench, demand, figures, stated, counted);
    if hangs_on_months {
        let most = printed(figures.nominal);
        message = format!(
            "工作年限证明的起止时间只写到年，至多{most}年、能确定的只有{}年，{}应满{}年，请单位写明月份。",
            printed(certain),
            asked_of(demand),
            demand.row.years
        );
    }
    let mut flag = bench.flag(Code::YearsInsufficient, place, message).about(FieldName::SpecialistYears);
    flag = flag.expected(demand.row.years.to_string()).found(printed(figures.nominal));
    if hangs_on_months {
        flag.severity = flag.severity.min(Severity::Warning);
        return Some(flag);
    }
    if figures.nominal >= need {
        flag.message = borderline(bench, demand, figures);
        return Some(as_note(flag));
    }
    if !counted {
        flag.severity = flag.severity.min(Severity::Warning);
    }
    Some(flag)
}

/// What is said where the years are enough only if every doubt about days is in the candidate's favour.
fn borderline(bench: &Bench<'_>, demand: &Demand<'_>, figures: Figures) -> String {
    let cutoff = super::phrase::date(&bench.pack().cutoff.to_string());
    format!(
        "按工作年限证明计算，截至{cutoff}从事专业工作{}年，{}应满{}年；起止时间没有写到日，从严计算只有{}年，请留意。",
        printed(figures.nominal),
        asked_of(demand),
        demand.row.years,
        printed(figures.strict)
    )
}

/// How many years are certain, where nothing is counted of months that are not printed.
fn certain_months(bench: &Bench<'_>, works: &[Work<'_>], obtained: Option<Days>) -> f64 {
    let stretches: Vec<Stretch> = works.iter().filter_map(Work::without_unknown_months).collect();
    let from = obtained.map(|(earliest, _)| earliest);
    count(&stretches, &Bounds { from, to: Some(bench.pack().cutoff), study: study(bench) }).nominal
}

fn message(
    bench: &Bench<'_>,
    demand: &Demand<'_>,
    figures: Figures,
    claimed: Option<(&Field, f64)>,
    counted: bool,
) -> String {
    let cutoff = super::phrase::date(&bench.pack().cutoff.to_string());
    let stated = claimed.map(|(_, years)| format!("，证明所述为{}年", printed(years))).unwrap_or_default();
    let missing = demand.row.after.as_ref().filter(|level| obtained_on(bench, level).is_none());
    let missing = missing.map(|level| format!("，也未见{level}证书")).unwrap_or_default();
    format!(
        "按工作年限证明计算，截至{cutoff}从事专业工作{}年（从严计算{}年），{}应满{}年{stated}{missing}，{}{}。",
        printed(figures.nominal),
        printed(figures.strict),
        asked_of(demand),
        demand.row.years,
        if counted { "年限不足" } else { "但部分起止时间没有读清，是否足够请人工核算" },
        too_old(bench)
    )
}

/// What is said where a certificate of an earlier year tells of work that goes on.
fn too_old(bench: &Bench<'_>) -> String {
    let goes_on = |work: &Work<'_>| matches!(work.to, Some(End::Present));
    let works = periods(bench);
    let old = works.iter().filter(|work| goes_on(work)).find_map(|work| old_certificate(bench, work.document));
    let said = |issued| format!("；证明是{}出具的，只能证明到当日，请考生提交新开具的证明", super::phrase::day(issued));
    old.map(said).unwrap_or_default()
}

/// Of whom the years are asked, as part of a sentence.
pub(super) fn asked_of(demand: &Demand<'_>) -> String {
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
    if years >= f64::from(demand.row.years) || field.evidence.confidence < bounds::LIST_READ {
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
        let flag = raises(CODE, &papers, "从事专业工作4.08年（从严计算3.");
        assert!(flag.message.contains("报考社会工作师（本科、其他专业）应满5年，证明所述为3.75年，年限不足。"));
        assert_eq!((flag.expected.as_deref(), flag.severity), (Some("5"), Severity::Error));
    }

    #[test]
    fn borderline_is_a_note() {
        let papers = asking("助理社会工作师", "中专", "文秘").doc(certificate(&[("2020-08", "2024-07")]));
        assert_eq!(raises(CODE, &papers, "从事专业工作4年，报考").severity, Severity::Info);
    }

    #[test]
    fn what_is_short_and_what_is_only_doubtful_are_said_apart() {
        let papers = asking("助理社会工作师", "专科", "会计").doc(certificate(&[("2020-12", "2024-11")]));
        let flag = raises(CODE, &papers, "应满4年；起止时间没有写到日，从严计算只有3.");
        assert_eq!(flag.severity, Severity::Info);
        let short = asking("助理社会工作师", "专科", "会计").doc(certificate(&[("2022-12", "2024-11")]));
        assert!(raises(CODE, &short, "从事专业工作2年").message.ends_with("，年限不足。"));
        let doubtful = asking("助理社会工作师", "专科", "会计").doc(certificate(&[("2023-06", "2011-05")]));
        raises(CODE, &doubtful, "但部分起止时间没有读清，是否足够请人工核算");
    }

    #[test]
    fn a_period_that_cannot_be_is_told_by_itself() {
        let papers = asking("助理社会工作师", "专科", "会计").doc(certificate(&[("2023-06", "2011-05")]));
        assert_eq!(raises(CODE, &papers, "从事专业工作0年").severity, Severity::Warning);
    }

    #[test]
    fn dates_in_doubt_are_for_a_person_unless_they_make_the_stated_total() {
        let doubtful = |stated: &str| {
            let paper = certificate(&[("2021-01", "2022-12")]).field(FieldName::SpecialistYears, stated);
            let paper = paper.document(|document| document.fields[0].evidence.confidence = 0.4);
            raises(CODE, &asking("社会工作师", "本科", "护理学").doc(paper), "从事专业工作2年").severity
        };
        assert_eq!((doubtful("7"), doubtful("2")), (Severity::Warning, Severity::Error));
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
        // Where all years together would do, the certificate is what is missing.
        quiet(CODE, &papers);
        raises(Code::DocumentMissing, &all_but_the_certificate(&papers), "未见助理社会工作师证书");
        let few = asking("社会工作师", "中专", "文秘").doc(certificate(&[("2022-01", "present")]));
        raises(CODE, &few, "也未见助理社会工作师证书");
        let title = doc(DocumentKind::ProfessionalTitleCertificate)
            .field(FieldName::TitleName, "助理社会工作师")
            .field(FieldName::IssuedOn, "2021-09-01");
        raises(CODE, &papers.doc(title), "从事专业工作3.33年");
    }

    /// With everything else that is owed.
    fn all_but_the_certificate(papers: &Papers) -> Papers {
        let proof = doc(DocumentKind::ProvincialVerificationReport);
        papers.clone().doc(doc(DocumentKind::RegistrationForm)).doc(proof)
    }

    #[test]
    fn what_could_not_be_checked_is_told() {
        let unknown = asking("考全科", "本科", "护理学").doc(certificate(&[("2024-01", "present")]));
        let flag = raises(CODE, &unknown, "报考级别写为“考全科”，看不出是哪一级");
        assert_eq!(flag.severity, Severity::Warning);
        // Where the form prints the level, it is taken.
        let form = doc(DocumentKind::RegistrationForm).field(FieldName::ExamLevel, "社会工作师");
        raises(CODE, &unknown.doc(form), "应满5年");
    }

    #[test]
    fn enough_or_nothing_asked() {
        quiet(CODE, &asking("社会工作师", "本科", "护理学").doc(certificate(&[("2016-06", "present")])));
        quiet(CODE, &asking("助理社会工作师", "本科", "社会工作").doc(certificate(&[("2024-01", "present")])));
        quiet(CODE, &asking("经济师", "本科", "护理学"));
    }

    #[test]
    fn two_employers_count_together() {
        let papers = asking("社会工作师", "本科", "护理学")
            .doc(certificate(&[("2015-01", "2018-06")]))
            .doc(certificate(&[("2020-01", "2023-01")]));
        quiet(CODE, &papers);
    }
}
