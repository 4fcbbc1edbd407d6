//! What a rule pack holds. Its tables mirror the TOML file one to one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{Code, DocumentKind, Severity};

use super::ReviewRules;
use super::compose::Inherits;
use super::rows::{
    Clause, CodeRule, Counting, Eligibility, ExamLevel, Exemption, FullTime, Majors, MakeUp, Opinion, Owed, Required,
    Route, SchoolWords, SealRule, SealWords, Site, Window, WorkWords, day, maybe_day,
};

/// The rules of one exam, one year and one city.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its own name, e.g. `changsha-2024-social-worker`.
    pub name: String,
    /// The pack from which the tables come that are not written here.
    #[serde(default)]
    pub inherits: Option<Inherits>,
    /// What it is for, in the bureau's words.
    pub title: String,
    /// The exam.
    pub exam: String,
    /// Words of which one stands in every name of the exam.
    pub exam_words: Vec<String>,
    /// The field that the exam is about, as a clerk says it, e.g. 社会工作.
    pub profession: String,
    /// The year of the exam.
    pub year: i16,
    /// The city whose bureau checks.
    pub city: String,
    /// The province: schools in it are at home.
    pub province: String,
    /// The day of the announcement; `None` while there is none.
    #[serde(default, deserialize_with = "maybe_day")]
    pub announced_on: Option<Date>,
    /// The last day that counts for years of work.
    #[serde(deserialize_with = "day")]
    pub cutoff: Date,
    /// The age before which nobody works, in years.
    pub minimum_working_age: i16,
    /// The hosts to which the QR codes of 学信网 lead; those below them are theirs too.
    #[serde(default = "chsi")]
    pub qr_hosts: Vec<String>,
    /// When uploads are taken; `None` while no announcement says so.
    #[serde(default)]
    pub window: Option<Window>,
    /// Later chances to hand in.
    #[serde(default)]
    pub make_up: Vec<MakeUp>,
    /// The documents that everybody owes. The education proof is owed too, by the rows of `education`.
    pub owed: Vec<Owed>,
    /// How papers are handed in, in words, where not file by file in a portal.
    #[serde(default)]
    pub delivery: Option<String>,
    /// The documents that need a seal.
    #[serde(default)]
    pub seal: Vec<SealRule>,
    /// The documents that need a signature by hand; whether it is there and whose it is, a person sees.
    #[serde(default)]
    pub signature: Vec<SealRule>,
    /// Words on seals.
    pub seal_words: SealWords,
    /// The values that must be printed on each kind.
    pub required: Vec<Required>,
    /// The education router.
    pub education: Vec<Route>,
    /// The sites that its rows name.
    #[serde(default)]
    pub site: Vec<Site>,
    /// How a school's name tells its type and province.
    pub school_words: SchoolWords,
    /// Levels that count as another, e.g. 高级技工 as 专科.
    pub level_equivalents: BTreeMap<String, String>,
    /// The levels of the exam, most particular first.
    pub exam_level: Vec<ExamLevel>,
    /// How many years of work are asked of whom.
    pub eligibility: Vec<Eligibility>,
    /// Majors of the exam's field.
    pub majors: Majors,
    /// How years are counted.
    pub counting: Counting,
    /// Study that does not count as work.
    pub full_time: FullTime,
    /// Words that tell work of the exam's field from other work.
    pub work_words: WorkWords,
    /// Words of an employer that does not vouch.
    pub opinion: Opinion,
    /// Reasons on the roster that call for a further proof.
    #[serde(default)]
    pub exemption: Vec<Exemption>,
    /// Severity and clause of every flag.
    pub codes: BTreeMap<Code, CodeRule>,
    /// How people review what was found.
    #[serde(default)]
    pub review: ReviewRules,
    /// The ledger: every clause, and what holds it.
    pub clause: Vec<Clause>,
}

/// The host of 学信网, which is the same for every exam.
fn chsi() -> Vec<String> {
    vec!["chsi.com.cn".to_owned()]
}

impl Pack {
    /// The severity of a flag; an error where the pack does not say.
    #[must_use]
    pub fn severity(&self, code: Code) -> Severity {
        self.codes.get(&code).map_or(Severity::Error, |rule| rule.severity)
    }

    /// The name of a kind to the clerk: as the pack calls it, or as it is called everywhere.
    #[must_use]
    pub fn kind_name(&self, kind: DocumentKind) -> &str {
        self.owed.iter().find(|owed| owed.kind == kind).map_or_else(|| plain_name(kind), |owed| owed.name.as_str())
    }
}

/// The name of a kind, in the clerk's language.
const fn plain_name(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::RegistrationForm => "资格考试报名表",
        DocumentKind::EmploymentCertificate => "工作年限证明",
        DocumentKind::ChsiRegistration => "教育部学历证书电子注册备案表",
        DocumentKind::ChsiVerificationReport => "学信网学历认证报告",
        DocumentKind::SecondaryDiplomaQuery => "中等职业学校毕业证查询结果",
        DocumentKind::ProvincialVerificationReport => "省教育厅学历认证报告",
        DocumentKind::EnrolmentRegister => "花名册",
        DocumentKind::OverseasDegreeCertificate => "国（境）外学历学位认证书",
        DocumentKind::PartySchoolProof => "党校毕业证书查询页面或党校学历认证报告",
        DocumentKind::TechnicalSchoolQuery => "技工院校毕业证书查询结果",
        DocumentKind::TechnicalSchoolCertificate => "省人力资源社会保障厅出具的技工院校学籍认证查验结果",
        DocumentKind::GraduateRegistrationForm => "毕业生登记表",
        DocumentKind::Diploma => "毕业证书",
        DocumentKind::ProfessionalTitleCertificate => "职称（资格）证书",
        DocumentKind::AppointmentLetter => "聘书",
        DocumentKind::IdentityCard => "居民身份证",
        DocumentKind::Blank => "空白页",
        DocumentKind::Other => "其他材料",
    }
}
