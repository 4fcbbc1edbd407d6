//! What can be told of a schooling from the school's name, the level and the certificate number.
//!
//! A name seldom settles it: 中国人民大学 does not say its province, 马来亚大学 does not say that it lies abroad. What cannot
//! be told stays open, and the router then answers with the rows of every possibility.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Pack, SchoolType, moment};
use crate::values::certificate_no::{CertificateNo, take_apart};

/// A schooling as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schooling {
    /// The types of school that it may be.
    pub schools: BTreeSet<SchoolType>,
    /// Whether the school lies in the pack's province; `None` where that cannot be told.
    pub home: Option<bool>,
    /// First and last day that the date of graduation can mean; `None` where it is not known.
    pub graduated: Option<(Date, Date)>,
}

/// What is known of a schooling, in the contract's forms.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// The school's name.
    pub school: Option<&'a str>,
    /// The education level.
    pub level: Option<&'a str>,
    /// The date of graduation.
    pub graduated_on: Option<&'a str>,
    /// The number of the certificate.
    pub certificate_no: Option<&'a str>,
}

impl Schooling {
    /// What these facts allow.
    #[must_use]
    pub fn of(pack: &Pack, known: &Known<'_>) -> Self {
        let school = known.school.unwrap_or_default();
        Self {
            schools: types(pack, school, known.level, known.certificate_no.unwrap_or_default()),
            home: home(pack, school),
            graduated: known.graduated_on.and_then(moment::span),
        }
    }
}

fn types(pack: &Pack, school: &str, level: Option<&str>, number: &str) -> BTreeSet<SchoolType> {
    let words = &pack.school_words;
    let named = |list: &[String]| list.iter().any(|word| school.contains(word.as_str()));
    if number.starts_with("教留服认") {
        return BTreeSet::from([SchoolType::Overseas]);
    }
    if named(&words.military) {
        return BTreeSet::from([SchoolType::Military]);
    }
    let graduate = matches!(level, Some("硕士研究生" | "博士研究生"));
    if graduate && matches!(take_apart(number), CertificateNo::Degree { .. }) {
        return BTreeSet::from([SchoolType::DegreeAlone]);
    }
    let registered = is_registered_number(number);
    if named(&words.party) {
        return if registered {
            BTreeSet::from([SchoolType::Party, SchoolType::Higher])
        } else {
            BTreeSet::from([SchoolType::Party])
        };
    }
    if named(&words.technical) || matches!(level, Some("中级技工" | "高级技工" | "预备技师")) {
        return BTreeSet::from([SchoolType::Technical]);
    }
    match level {
        Some("高中") if named(&words.secondary) => BTreeSet::from([SchoolType::Secondary, SchoolType::SeniorHigh]),
        Some("高中") => BTreeSet::from([SchoolType::SeniorHigh]),
        Some("中专") => BTreeSet::from([SchoolType::Secondary]),
        Some("专科" | "本科" | "硕士研究生" | "博士研究生") if registered => {
            BTreeSet::from([SchoolType::Higher])
        }
        Some("专科" | "本科" | "硕士研究生" | "博士研究生") if named(&words.overseas) => {
            BTreeSet::from([SchoolType::Overseas])
        }
        // A school of the pack's province is not abroad; any other name may be.
        Some("专科" | "本科" | "硕士研究生" | "博士研究生") if home(pack, school).is_some() => {
            BTreeSet::from([SchoolType::Higher])
        }
        Some("专科" | "本科" | "硕士研究生" | "博士研究生") => {
            BTreeSet::from([SchoolType::Higher, SchoolType::Overseas])
        }
        Some(_) | None if registered => BTreeSet::from([SchoolType::Higher]),
        Some(_) | None if named(&words.secondary) => BTreeSet::from([SchoolType::Secondary]),
        Some(_) | None if named(&words.overseas) => BTreeSet::from([SchoolType::Overseas]),
        Some(_) | None if named(&words.higher) => BTreeSet::from([SchoolType::Higher, SchoolType::Overseas]),
        Some(_) | None if named(&words.senior_high) => BTreeSet::from([SchoolType::SeniorHigh]),
        Some(_) | None => BTreeSet::from([
            SchoolType::Higher,
            SchoolType::Secondary,
            SchoolType::Technical,
            SchoolType::Party,
            SchoolType::Overseas,
            SchoolType::SeniorHigh,
            SchoolType::Military,
        ]),
    }
}

/// Whether the number has the form of an electronically registered certificate: 17 or 18 digits. Numbers of 技工院校 are
/// shorter, those of the overseas service have 12.
fn is_registered_number(number: &str) -> bool {
    matches!(number.len(), 17 | 18) && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the name places the school in the pack's province: the place named first decides.
fn home(pack: &Pack, school: &str) -> Option<bool> {
    let first = |list: &[String]| list.iter().filter_map(|word| school.find(word.as_str())).min();
    match (first(&pack.school_words.home), first(&pack.school_words.elsewhere)) {
        (Some(here), Some(there)) => Some(here <= there),
        (Some(_), None) => Some(true),
        (None, Some(_)) => Some(false),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(school: &str, level: &str, number: &str) -> Schooling {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let known =
            Known { school: Some(school), level: Some(level), certificate_no: Some(number), ..Known::default() };
        Schooling::of(&pack, &known)
    }

    #[test]
    fn the_name_tells_the_type_where_it_can() {
        for (school, level, number, types) in [
            ("常德技师学院", "专科", "", vec![SchoolType::Technical]),
            ("岳阳市技工学校", "中专", "", vec![SchoolType::Technical]),
            ("常德师范学校", "中专", "", vec![SchoolType::Secondary]),
            ("中共湖南省委党校", "本科", "DX201315966", vec![SchoolType::Party]),
            ("湖南大学", "本科", "", vec![SchoolType::Higher]),
            ("马来亚大学", "硕士研究生", "", vec![SchoolType::Higher, SchoolType::Overseas]),
            ("马来亚大学", "硕士研究生", "教留服认日[2014]27069号", vec![SchoolType::Overseas]),
            ("香港中文大学（深圳）", "本科", "164071202005000123", vec![SchoolType::Higher]),
            ("长沙市第一中学", "高中", "", vec![SchoolType::SeniorHigh]),
            ("国防科技大学", "本科", "910021201805000123", vec![SchoolType::Military]),
            ("湖南大学", "硕士研究生", "1053232018000123", vec![SchoolType::DegreeAlone]),
            ("湖南大学", "本科", "1053242018000123", vec![SchoolType::Higher]),
        ] {
            assert_eq!(of(school, level, number).schools, BTreeSet::from_iter(types), "{school}");
        }
    }

    #[test]
    fn the_name_tells_the_province_where_it_can() {
        for (school, home) in [
            ("湖南师范大学", Some(true)),
            ("中南大学", Some(true)),
            ("中南民族大学", Some(false)),
            ("南昌大学", Some(false)),
            ("湘潭市工业贸易中等专业学校", Some(true)),
            ("中国人民大学", None),
            ("广东南华工商职业学院", Some(false)),
            ("武冈师范学校", Some(true)),
            ("华容县职业中等专业学校", Some(true)),
        ] {
            assert_eq!(of(school, "本科", "").home, home, "{school}");
        }
    }
}
