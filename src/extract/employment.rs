//! An employment certificate: who, where, from when to when, how long in all, and the unit that says so.

use super::choose;
use super::evidence;
use super::pairs::Found;
use super::periods::{self, Periods};
use super::{holder, prose, signature, totals};
use crate::layout::{Flow, Sheet};
use crate::model::{Field, FieldName, FieldValue};
use crate::values::text;

/// Who the certificate is about.
const PERSON: &[&str] = &[
    r"(?:^|\n|。)[.·,:]?(?:兹证明|兹有|现证明|现有|特证明|兹|证明)[:,]?\n?(?:(?:我|本)(?:单位|公司|中心|社区|医院|院|所|机构|局|街道|学校|会|社|站|处|村|居委会|办)?(?:在职|在岗|正式|聘用|原)?)?(?:职工|员工|工作人员|社工|干部|人员|社会工作者)?[:,]?(?P<name>[\p{Han}·]{2,25}?)(?:同志|先生|女士|\(|,|、|系|自|于|为|现|,?性别|,?身份证)",
    r"(?:^|\n|[,。:])(?P<name>[\p{Han}·]{2,25}?)同志",
    r"(?:^|\n)(?P<name>[\p{Han}·]{2,25}?),(?:性别[:]?)?(?:男|女),",
    r"(?:[,、(]|性别[:为]?)(?P<sex>男|女)(?:性)?[,、)。;\n]",
    r"(?P<birth_date>(?:19|20)\d\d[年./-]\d{1,2}(?:[月./-](?:\d{1,2}日?)?)?)(?:出生|生)[,、。)]",
    r"(?:身份证件?(?:号码|号|编号)?|公民身份号码|证件号码)[:为是]?\(?(?P<id_number>\d{17}[\dXx]|\d{15})",
    r"(?P<id_number>[1-9]\d{5}(?:19|20)\d{9}[\dXx])",
    r"(?:联系电话|联系方式|办公电话|电话|座机)[^\d\n]{0,6}(?P<contact_phone>(?:0\d{2,3}-?)?\d{7,8}|1\d{10})",
];

/// Everything that only prose, tables and the signature block of a certificate say.
pub(super) struct Told {
    /// Plain values.
    pub found: Vec<Found>,
    /// The periods.
    pub periods: Periods,
}

/// Reads what stands in sentences, tables and under the text.
pub(super) fn read(sheet: &Sheet<'_>, flow: &Flow) -> Told {
    let mut found: Vec<Found> = holder::find(sheet, flow).into_iter().collect();
    found.extend(prose::find(sheet, flow, PERSON));
    found.extend(totals::find(sheet, flow));
    found.extend(signature::find(sheet, Some(FieldName::Employer), true));
    let periods = periods::in_table(sheet).unwrap_or_else(|| periods::in_prose(sheet, flow));
    Told { found, periods }
}

/// Labels under which the person's unit stands, which need not be the one that issues the certificate.
const PERSONS_UNIT: &[&str] = &["现工作单位", "工作单位", "所在单位", "用人单位"];

/// Prefers the unit that signs to the unit that the person is said to work for.
pub(super) fn prefer_signer(sheet: &Sheet<'_>, found: &mut Vec<Found>) {
    let signed = found.iter().any(|f| f.field == FieldName::Employer && f.rank >= signature::RANK);
    if !signed {
        return;
    }
    let persons =
        |f: &Found| sheet.chars.iter().filter(|c| f.label.contains(c.bbox.centre())).map(|c| c.ch).collect::<String>();
    found.retain(|f| {
        f.field != FieldName::Employer || f.rank >= signature::RANK || {
            let label = persons(f);
            !PERSONS_UNIT.iter().any(|w| label == *w)
        }
    });
}

/// The list of periods as a field; a period at "our unit" is given the issuing unit.
pub(super) fn field(sheet: &Sheet<'_>, told: &Periods, employer: Option<&Field>) -> Option<Field> {
    if told.periods.is_empty() {
        return None;
    }
    let unit = employer.and_then(|f| f.value.as_text()).map(text::printed);
    let mut periods = told.periods.clone();
    for period in &mut periods {
        if period.employer.is_none() {
            period.employer.clone_from(&unit);
        }
    }
    let whole = periods.iter().all(|p| p.from.is_some() && p.to.is_some() && p.work.is_some());
    let sure = if whole { 0.93 } else { 0.7 };
    let field = evidence::field(sheet, FieldName::EmploymentPeriods, FieldValue::Periods(periods), &told.lines, sure);
    Some(choose::steadied(field))
}
