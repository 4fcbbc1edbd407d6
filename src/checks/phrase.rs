//! How flags speak: names of fields and kinds, and values as a clerk would write them.

use crate::model::{Document, DocumentKind, FieldName, PageChange};
use crate::rulebook::{Pack, router::Set};
use crate::values::characters;
use crate::values::date::{End, PartialDate};

/// The short name of a kind, as clerks say it.
#[must_use]
pub const fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::RegistrationForm => "报名表",
        DocumentKind::EmploymentCertificate => "工作年限证明",
        DocumentKind::ChsiRegistration => "备案表",
        DocumentKind::ChsiVerificationReport => "学信网学历认证报告",
        DocumentKind::SecondaryDiplomaQuery => "中职毕业证查询结果",
        DocumentKind::ProvincialVerificationReport => "省教育厅学历认证报告",
        DocumentKind::EnrolmentRegister => "花名册",
        DocumentKind::OverseasDegreeCertificate => "国（境）外学历学位认证书",
        DocumentKind::PartySchoolProof => "党校学历证明",
        DocumentKind::TechnicalSchoolQuery => "技工院校毕业证书查询结果",
        DocumentKind::TechnicalSchoolCertificate => "技工院校学籍认证查验结果",
        DocumentKind::GraduateRegistrationForm => "毕业生登记表",
        DocumentKind::Diploma => "毕业证书",
        DocumentKind::ProfessionalTitleCertificate => "职称证书",
        DocumentKind::AppointmentLetter => "聘书",
        DocumentKind::IdentityCard => "身份证",
        DocumentKind::Blank => "空白页",
        DocumentKind::Other => "其他材料",
    }
}

/// The name of a field, in the clerk's language.
#[must_use]
pub const fn field(field: FieldName) -> &'static str {
    match field {
        FieldName::Name => "姓名",
        FieldName::Sex => "性别",
        FieldName::BirthDate => "出生日期",
        FieldName::IdNumber => "身份证号",
        FieldName::TicketNo => "准考证号",
        FieldName::RegistrationNo => "报名序号",
        FieldName::ExamName => "考试名称",
        FieldName::ExamLevel => "报考级别",
        FieldName::Employer => "工作单位",
        FieldName::EducationLevel => "学历",
        FieldName::Degree => "学位",
        FieldName::School => "毕业院校",
        FieldName::Major => "专业",
        FieldName::EnrolledOn => "入学日期",
        FieldName::GraduatedOn => "毕业日期",
        FieldName::ProgramYears => "学制",
        FieldName::EducationCategory => "学历类别",
        FieldName::StudyMode => "学习形式",
        FieldName::Conclusion => "毕（结）业结论",
        FieldName::CertificateNo => "证书编号",
        FieldName::Principal => "校（院）长姓名",
        FieldName::VerificationCode => "在线验证码",
        FieldName::ReportNo => "报告编号",
        FieldName::IssuedOn => "出具日期",
        FieldName::ValidUntil => "有效期至",
        FieldName::WorkYears => "工作年限",
        FieldName::SpecialistYears => "从事专业工作年限",
        FieldName::EmploymentPeriods => "工作经历",
        FieldName::RegisterEntries => "本人所在行",
        FieldName::RegisterRows => "行数",
        FieldName::Issuer => "出具单位",
        FieldName::TitleName => "资格名称",
        FieldName::TitleLevel => "资格级别",
        FieldName::ContactPhone => "联系电话",
    }
}

/// A value as a clerk would write it: dates as 2005年6月30日, years as 4.17年, all else as it is.
#[must_use]
pub fn value(name: FieldName, value: &str) -> String {
    match name {
        _ if name.is_date() => date(value),
        FieldName::WorkYears | FieldName::SpecialistYears | FieldName::ProgramYears => format!("{value}年"),
        _ => value.to_owned(),
    }
}

/// A date in the contract's form as a clerk would write it.
#[must_use]
pub fn date(value: &str) -> String {
    match value.parse::<End>() {
        Ok(End::Present) => "至今".to_owned(),
        Ok(End::On(date)) => day(date),
        Err(_) => value.to_owned(),
    }
}

/// A date as a clerk would write it, as precise as it is.
#[must_use]
pub fn day(date: PartialDate) -> String {
    let month = date.month().map(|month| format!("{month}月")).unwrap_or_default();
    let day = date.day().map(|day| format!("{day}日")).unwrap_or_default();
    format!("{}年{month}{day}", date.year())
}

/// The short name of a document: where its title says more than its kind (学位证书, 结业证书), by that.
#[must_use]
pub fn document(document: &Document) -> &'static str {
    const CERTIFICATES: &[(&str, &str)] = &[
        ("学位", "学位证书"),
        ("结业", "结业证书"),
        ("肄业", "肄业证书"),
        ("毕业证明书", "毕业证明书"),
        ("学历证明书", "学历证明书"),
    ];
    let title = document.title.as_deref().filter(|_| document.kind == DocumentKind::Diploma);
    let title = title.map(characters::usual_forms).unwrap_or_default();
    let named = CERTIFICATES.iter().find(|(word, _)| title.contains(word) && !title.contains("学历学位"));
    named.map_or_else(|| kind(document.kind), |(_, name)| name)
}

/// An education as part of a sentence: 本科（湖南师范大学，2012年6月30日毕业）.
#[must_use]
pub fn education(level: Option<String>, school: Option<String>, graduated_on: Option<String>) -> String {
    let graduated = graduated_on.map(|graduated| format!("{}毕业", date(&graduated)));
    let details: Vec<String> = school.into_iter().chain(graduated).collect();
    match (level, details.is_empty()) {
        (Some(level), true) => level,
        (Some(level), false) => format!("{level}（{}）", details.join("，")),
        (None, false) => details.join("，"),
        (None, true) => "另一学历".to_owned(),
    }
}

/// Sets of papers as alternatives: each whole, those of exceptions behind with whom they are for.
#[must_use]
pub fn alternatives(pack: &Pack, sets: &[Set<'_>]) -> String {
    let whole = |set: &Set<'_>| {
        let site = set.row.site.as_deref().and_then(|id| pack.site.iter().find(|site| site.id == id));
        let site = site.map(|site| format!("（{}）", site.name)).unwrap_or_default();
        let names: Vec<&str> = set.kinds.iter().map(|kind| pack.kind_name(*kind)).collect();
        let checked = if set.row.checked { "经用人单位查验的" } else { "" };
        let both = if names.len() > 1 { "（须一并提交）" } else { "" };
        format!("{checked}{}{site}{both}", names.join("和"))
    };
    let (plain, exceptions): (Vec<&Set<'_>>, Vec<&Set<'_>>) = sets.iter().partition(|set| set.row.only.is_none());
    let plain: Vec<String> = plain.into_iter().map(whole).collect();
    let exceptions = exceptions.into_iter().map(|set| {
        let only = set.row.only.as_deref().unwrap_or_default();
        format!("{only}可交{}", whole(set))
    });
    std::iter::once(plain.join("或")).chain(exceptions).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("；")
}

/// The same in the contract's words: kinds that belong together by +, alternatives by |.
#[must_use]
pub fn alternatives_by_word(sets: &[Set<'_>]) -> String {
    let whole = |set: &Set<'_>| set.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" + ");
    sets.iter().map(whole).collect::<Vec<_>>().join(" | ")
}

/// The short names of these documents, each once, joined.
#[must_use]
pub fn kinds<'a>(documents: impl IntoIterator<Item = &'a Document>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for one in documents {
        let name = document(one);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("、")
}

/// A text whose verification codes are left out: they are secrets, and a sentence is read by many.
#[must_use]
pub fn without_codes(text: &str) -> String {
    let is_code = |word: &str| {
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        word.len() >= 12 && letters >= 2 && word.chars().any(|c| c.is_ascii_digit())
    };
    let mut told = String::new();
    let mut word = String::new();
    for ch in text.chars().chain(['\n']) {
        if ch.is_ascii_alphanumeric() {
            word.push(ch);
            continue;
        }
        told.push_str(if is_code(&word) { "（验证码）" } else { &word });
        word.clear();
        told.push(ch);
    }
    told.pop();
    told
}

/// What a later save changed on a page.
#[must_use]
pub fn change(change: &PageChange) -> String {
    let page = change.page;
    let (before, after) = (without_codes(&change.before), without_codes(&change.after));
    match (before.as_str(), after.as_str()) {
        ("", "") => format!("第{page}页显示的内容有变动"),
        ("", after) => format!("第{page}页加上了“{after}”"),
        (before, "") => format!("第{page}页的“{before}”被去掉"),
        (before, after) => format!("第{page}页的“{before}”改成了“{after}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_precisely_as_they_are_known() {
        assert_eq!(date("2005-06-30"), "2005年6月30日");
        assert_eq!(date("2005-06"), "2005年6月");
        assert_eq!(date("2005"), "2005年");
        assert_eq!(date("present"), "至今");
        assert_eq!(date("？"), "？");
    }
}
