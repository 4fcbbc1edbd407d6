//! Numbers of certificates of education: what the parts of a registered number say, and whether that fits the paper.
//!
//! Since 2001 the number is made of the school's code, the kind of education, the year, the level and a serial; before,
//! every school had its own form, and nothing in it can be checked. A finding here never says "forged": schools merge,
//! certificates are issued late. It says that two printed things do not fit, and a person decides.

use super::comparison::Comparison;
use super::date::PartialDate;
use super::education_level::EducationLevel;
use super::parsed::Parsed;
use super::school::{school_of_code, school_of_name};
use super::{organisation, plain, text};

/// What kind of education a registered number stands for (办学类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// 1: 普通高等教育, 研究生.
    Regular,
    /// 5: 成人高等教育.
    Adult,
    /// 6: 高等教育自学考试, 学历文凭考试.
    SelfStudy,
    /// 7: 网络教育, 开放教育.
    Network,
}

impl Category {
    /// By its digit.
    #[must_use]
    pub const fn of_digit(digit: char) -> Option<Self> {
        match digit {
            '1' => Some(Self::Regular),
            '5' => Some(Self::Adult),
            '6' => Some(Self::SelfStudy),
            '7' => Some(Self::Network),
            _ => None,
        }
    }

    /// As the register prints it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Regular => "普通高等教育",
            Self::Adult => "成人高等教育",
            Self::SelfStudy => "高等教育自学考试",
            Self::Network => "网络（开放）教育",
        }
    }
}

/// A number, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateNo {
    /// A registered certificate of 2001 or later.
    Registered(Registered),
    /// A certificate of the self-study examinations.
    SelfStudy {
        /// 5 本科, 6 专科.
        level: EducationLevel,
        /// Two digits as in identity numbers, where they name a province.
        province: Option<&'static str>,
    },
    /// The number of a degree (学位证书), which is not that of a certificate of education.
    Degree {
        /// 博士, 硕士 or 学士, by the level they belong to.
        level: EducationLevel,
        /// Five digits of the grantor.
        grantor: String,
        /// The year inside.
        year: u16,
    },
    /// Any other form: nothing in it can be checked.
    Free,
}

/// The parts of a registered number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Digits 1–5: the school.
    pub school_code: String,
    /// Digit 6.
    pub category: Category,
    /// Digits 7–10: the year of the certificate.
    pub year: u16,
    /// Digits 11–12.
    pub level: EducationLevel,
    /// The rest: the school's own count.
    pub serial: String,
}

/// What the paper, or the roster, says beside the number. What is not known is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Claims<'a> {
    /// The school.
    pub school: Option<&'a str>,
    /// The level, in any printed form.
    pub level: Option<&'a str>,
    /// When studies ended.
    pub graduated_on: Option<PartialDate>,
    /// 学历类别, in any printed form.
    pub category: Option<&'a str>,
}

/// Something in a number that does not fit what is printed beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The code is another school's.
    School {
        /// The code in the number.
        code: String,
        /// The school that has this code.
        known_as: &'static str,
    },
    /// The school named has another code, and the code in the number is not known.
    SchoolCode {
        /// The code in the number.
        code: String,
        /// The code of the school that is named.
        expected: &'static str,
    },
    /// The level inside is another one.
    Level {
        /// The level in the number.
        inside: EducationLevel,
    },
    /// The year inside is not the year studies ended.
    Year {
        /// The year in the number.
        inside: u16,
    },
    /// The kind of education inside is another one.
    Category {
        /// The kind in the number.
        inside: Category,
    },
    /// It is the number of a degree, not of a certificate of education.
    DegreeNumber,
}

impl Finding {
    /// In the reviewer's language: what the number says.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::School { code, known_as } => format!("证书编号前5位{code}是{known_as}的代码"),
            Self::SchoolCode { code, expected } => format!("证书编号前5位为{code}，而该校代码为{expected}"),
            Self::Level { inside } => format!("证书编号第11至12位表示{inside}"),
            Self::Year { inside } => format!("证书编号中的年份为{inside}年"),
            Self::Category { inside } => format!("证书编号第6位表示{}", inside.zh()),
            Self::DegreeNumber => "该编号符合学位证书编号的形式，不是学历证书编号".to_owned(),
        }
    }
}

/// Understands a printed number.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    plain::parse_code(raw)
}

/// Compares two numbers.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    plain::compare_codes(expected, found)
}

/// Takes a number apart.
#[must_use]
pub fn take_apart(number: &str) -> CertificateNo {
    let number = text::code(number);
    if let Some(registered) = registered(&number) {
        return CertificateNo::Registered(registered);
    }
    if let Some(degree) = degree(&number) {
        return degree;
    }
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    if digits && matches!(number.len(), 17 | 18) && number.starts_with('6') {
        let level = match number.as_bytes().get(1) {
            Some(b'5') => Some(EducationLevel::Bachelor),
            Some(b'6') => Some(EducationLevel::College),
            _ => None,
        };
        if let Some(level) = level {
            let province = number.get(2..).and_then(super::id_number::province);
            return CertificateNo::SelfStudy { level, province };
        }
    }
    CertificateNo::Free
}

/// `SSSSS T YYYY LL NNNNNN`; in 2001 and 2002 also with a serial of five digits.
fn registered(number: &str) -> Option<Registered> {
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let school_code = number.get(..5)?.to_owned();
    let category = Category::of_digit(number.chars().nth(5)?)?;
    let year: u16 = number.get(6..10)?.parse().ok()?;
    let level = level_of_code(number.get(10..12)?)?;
    let serial = number.get(12..)?.to_owned();
    let in_time = match serial.len() {
        6 => (2000..=2099).contains(&year),
        5 => (2000..=2003).contains(&year),
        _ => false,
    };
    (in_time && !school_code.starts_with('0')).then_some(Registered { school_code, category, year, level, serial })
}

/// 培养层次.
fn level_of_code(code: &str) -> Option<EducationLevel> {
    match code {
        "01" => Some(EducationLevel::Doctor),
        "02" => Some(EducationLevel::Master),
        // 04 is the second bachelor's degree, which the contract counts as 本科.
        "04" | "05" => Some(EducationLevel::Bachelor),
        "06" => Some(EducationLevel::College),
        _ => None,
    }
}

/// Sixteen digits: grantor, level (2 博士, 3 硕士, 4 学士), year, serial; letters mark special kinds.
fn degree(number: &str) -> Option<CertificateNo> {
    let bare = match number.as_bytes() {
        [b'C' | b'Z' | b'T' | b'L', ..] if number.len() == 17 => number.get(1..)?,
        _ => number,
    };
    let marked = |b: u8| b.is_ascii_digit() || b == b'S' || b == b'E';
    let shape =
        bare.len() == 16 && bare.bytes().enumerate().all(|(i, b)| if i == 10 { marked(b) } else { b.is_ascii_digit() });
    let level = match bare.as_bytes().get(5)? {
        b'2' => EducationLevel::Doctor,
        b'3' => EducationLevel::Master,
        b'4' => EducationLevel::Bachelor,
        _ => return None,
    };
    let year: u16 = bare.get(6..10)?.parse().ok()?;
    (shape && (1981..=2099).contains(&year))
        .then(|| Some(CertificateNo::Degree { level, grantor: bare.get(..5)?.to_owned(), year }))
        .flatten()
}

/// What in the number does not fit the claims. Empty also where nothing can be checked.
#[must_use]
pub fn inconsistencies(number: &str, claims: &Claims<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let claimed_level = claims.level.and_then(super::education_level::read);
    match take_apart(number) {
        CertificateNo::Registered(parts) => {
            if let Some(finding) = claims.school.and_then(|school| school_finding(&parts.school_code, school)) {
                findings.push(finding);
            }
            if claimed_level.is_some_and(|level| level != parts.level) {
                findings.push(Finding::Level { inside: parts.level });
            }
            if claims.graduated_on.is_some_and(|date| date.year() != parts.year) {
                findings.push(Finding::Year { inside: parts.year });
            }
            if claims.category.is_some_and(|category| !categories_of(category).contains(&parts.category)) {
                findings.push(Finding::Category { inside: parts.category });
            }
        }
        CertificateNo::SelfStudy { level, .. } => {
            if claimed_level.is_some_and(|claimed| claimed != level) {
                findings.push(Finding::Level { inside: level });
            }
            if claims.category.is_some_and(|category| !categories_of(category).contains(&Category::SelfStudy)) {
                findings.push(Finding::Category { inside: Category::SelfStudy });
            }
        }
        CertificateNo::Degree { .. } => findings.push(Finding::DegreeNumber),
        CertificateNo::Free => {}
    }
    findings
}

/// Whether the school named is the one of the code.
fn school_finding(code: &str, name: &str) -> Option<Finding> {
    let same = |known: &&str| organisation::may_be_same_school(known, name);
    match school_of_code(code) {
        Some(school) if school.names.iter().any(&same) => None,
        Some(school) => Some(Finding::School { code: code.to_owned(), known_as: school.names.first().copied()? }),
        // A code that is not in the table proves nothing by itself; only if the school named is there with another.
        None => {
            let named = school_of_name(name)?;
            Some(Finding::SchoolCode { code: code.to_owned(), expected: named.code })
        }
    }
}

/// The kinds a printed 学历类别 can mean. A word that is not known can mean any.
#[must_use]
pub fn categories_of(printed: &str) -> &'static [Category] {
    use Category::{Adult, Network, Regular, SelfStudy};
    /// The first word that is contained decides.
    const WORDS: &[(&str, &[Category])] = &[
        ("自学考试", &[SelfStudy]),
        ("自考", &[SelfStudy]),
        ("文凭考试", &[SelfStudy]),
        ("开放", &[Adult, Network]),
        ("网络", &[Network]),
        ("远程", &[Network]),
        ("成人", &[Adult]),
        ("函授", &[Adult]),
        ("夜大", &[Adult]),
        ("研究生", &[Regular]),
        ("普通", &[Regular]),
    ];
    let printed = text::compact(printed);
    WORDS
        .iter()
        .find(|(word, _)| printed.contains(word))
        .map_or(&[Regular, Adult, SelfStudy, Network], |&(_, categories)| categories)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn claims<'a>(school: &'a str, level: &'a str, date: &str, category: &'a str) -> Claims<'a> {
        Claims { school: Some(school), level: Some(level), graduated_on: date.parse().ok(), category: Some(category) }
    }

    #[test]
    fn takes_numbers_apart() {
        let CertificateNo::Registered(parts) = take_apart("1053 3120 0905 0050 23") else { panic!() };
        assert_eq!((parts.school_code.as_str(), parts.year, parts.serial.as_str()), ("10533", 2009, "005023"));
        assert_eq!((parts.category, parts.level), (Category::Regular, EducationLevel::Bachelor));
        assert!(matches!(take_apart("10533120010600123"), CertificateNo::Registered(_)), "17 digits in 2001");
        assert_eq!(take_apart("10533120090600123"), CertificateNo::Free, "17 digits in 2009");
        assert_eq!(
            take_apart("65430105081012345"),
            CertificateNo::SelfStudy { level: EducationLevel::Bachelor, province: Some("湖南省") }
        );
        assert!(matches!(take_apart("1053342009005023"), CertificateNo::Degree { year: 2009, .. }));
        assert!(matches!(take_apart("C1053342009005023"), CertificateNo::Degree { .. }));
        for free in ["（88）中专字第0123号", "DX201464018", "", "105331200999005023", "003331200905005023"] {
            assert_eq!(take_apart(free), CertificateNo::Free, "{free}");
        }
    }

    #[test]
    fn finds_what_does_not_fit() {
        let number = "105331200905005023";
        assert_eq!(inconsistencies(number, &claims("中南大学", "大学本科", "2009-06-30", "普通高等教育")), []);
        assert_eq!(inconsistencies(number, &claims("中南大学湘雅医学院", "本科", "2009", "不知道的类别")), []);
        assert_eq!(
            inconsistencies(number, &claims("湖南大学", "专科", "2010-06", "成人高等教育")),
            [
                Finding::School { code: "10533".to_owned(), known_as: "中南大学" },
                Finding::Level { inside: EducationLevel::Bachelor },
                Finding::Year { inside: 2009 },
                Finding::Category { inside: Category::Regular },
            ]
        );
        assert_eq!(inconsistencies("105131200905005023", &claims("湖北师范学院", "本科", "2009", "普通")), []);
        assert_eq!(inconsistencies("105541200905005023", &claims("湖南商学院", "本科", "2009", "普通")), []);
        assert_eq!(inconsistencies("139991200905005023", &claims("某某职业技术学院", "本科", "2009", "普通")), []);
        assert_eq!(
            inconsistencies("139991200905005023", &Claims { school: Some("湖南大学"), ..Claims::default() }),
            [Finding::SchoolCode { code: "13999".to_owned(), expected: "10532" }]
        );
        assert_eq!(inconsistencies("1053342009005023", &Claims::default()), [Finding::DegreeNumber]);
        assert_eq!(inconsistencies("(88)字第12号", &claims("湖南大学", "专科", "1988", "普通")), []);
        assert_eq!(inconsistencies("511617200905005023", &claims("国家开放大学", "本科", "2009", "开放教育")), []);
    }

    proptest! {
        #[test]
        fn never_breaks(number in any::<String>(), digits in "[0-9CZTLSE]{15,19}", school in any::<String>()) {
            let claims = Claims { school: Some(&school), level: Some(&school), graduated_on: None, category: Some(&school) };
            let _ = (inconsistencies(&number, &claims), inconsistencies(&digits, &claims));
        }
    }
}
