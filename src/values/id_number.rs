//! Numbers of identity documents: the citizen's of 18 and 15 digits, residence and travel permits, passports.
//!
//! A number that does not fit a form is still a value; [`examine`] says what speaks against it. A region that is not in
//! the table is only a note, for the tables of places are historical and never whole.

mod compare;
mod suggest;

pub use compare::compare;
pub(super) use compare::only_similar_signs;
pub use suggest::suggestions;

use super::date::PartialDate;
use super::parsed::{Parsed, Understanding};
use super::text;

/// Which document a number is of, by its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// 居民身份证, 18 digits (GB 11643-1999).
    Citizen18,
    /// 居民身份证 before 1999, 15 digits without a check digit.
    Citizen15,
    /// 港澳台居民居住证: as the citizen's, region 81, 82 or 83.
    ResidencePermit,
    /// 外国人永久居留身份证 since December 2023: 18 digits, the first a 9.
    ForeignPermanent18,
    /// 外国人永久居留证 before: three letters and twelve digits.
    ForeignPermanent15,
    /// 港澳居民来往内地通行证: H or M and eight or ten digits.
    HomeReturnPermit,
    /// 台湾居民来往大陆通行证: eight or ten digits.
    TaiwanPermit,
    /// Letters and digits as on a passport; nothing in it can be checked.
    Passport,
    /// None of these: 17 digits, 19 digits, words.
    Unknown,
}

/// What is wrong with a number, by its own rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Neither in length nor in its characters like any identity number.
    Shape,
    /// The last character is not the one that the others call for.
    CheckDigit,
    /// The birth date inside does not exist.
    BirthDate,
    /// The sequence number is 000, which is not given out.
    Sequence,
}

/// Whose number it can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// As the contract writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

/// What a number says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// Which document it is of.
    pub form: Form,
    /// What speaks against it; empty for a number in order.
    pub faults: Vec<Fault>,
    /// The birth date inside.
    pub birth_date: Option<PartialDate>,
    /// The sex inside.
    pub sex: Option<Sex>,
    /// The province of the first two digits; `None` where they are not in the table, which is worth a note and no more.
    pub province: Option<&'static str>,
}

/// Provinces by the first two digits, as far back as numbers were given out (Hainan 1988, Chongqing 1997 among them).
const PROVINCES: &[(&str, &str)] = &[
    ("11", "北京市"),
    ("12", "天津市"),
    ("13", "河北省"),
    ("14", "山西省"),
    ("15", "内蒙古自治区"),
    ("21", "辽宁省"),
    ("22", "吉林省"),
    ("23", "黑龙江省"),
    ("31", "上海市"),
    ("32", "江苏省"),
    ("33", "浙江省"),
    ("34", "安徽省"),
    ("35", "福建省"),
    ("36", "江西省"),
    ("37", "山东省"),
    ("41", "河南省"),
    ("42", "湖北省"),
    ("43", "湖南省"),
    ("44", "广东省"),
    ("45", "广西壮族自治区"),
    ("46", "海南省"),
    ("50", "重庆市"),
    ("51", "四川省"),
    ("52", "贵州省"),
    ("53", "云南省"),
    ("54", "西藏自治区"),
    ("61", "陕西省"),
    ("62", "甘肃省"),
    ("63", "青海省"),
    ("64", "宁夏回族自治区"),
    ("65", "新疆维吾尔自治区"),
    ("71", "台湾省"),
    ("81", "香港特别行政区"),
    ("82", "澳门特别行政区"),
    ("83", "台湾地区"),
];

/// A number in the contract's form: no white space, upper case, masked digits as `*`.
#[must_use]
pub fn normalise(raw: &str) -> String {
    let mut chars: Vec<char> = text::code(raw)
        .chars()
        .map(|c| match c {
            '﹡' | '✱' | '∗' | '●' | '•' | '✕' => '*',
            // The last character is X; a multiplication sign or a Greek or Cyrillic letter only looks like it.
            '×' | 'Х' | 'х' | 'Χ' | 'χ' => 'X',
            _ => c,
        })
        .filter(|c| !"：:，,。;；、'\"“”".contains(*c))
        .collect();
    // `430196-19850626-1434`: dashes that only part it.
    let bare = |c: &&char| **c != '-';
    let digits = chars.iter().filter(bare).filter(|c| c.is_ascii_digit()).count();
    if chars.contains(&'-') && matches!(chars.iter().filter(bare).count(), 15 | 18) && digits >= 15 {
        chars.retain(|c| *c != '-');
    }
    // `4301XXXXXXXX1234`: inside the number an X can only hide a digit.
    let last = chars.len().saturating_sub(1);
    let hidden = chars.iter().take(last).filter(|&&c| c == 'X').count();
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    if hidden >= 2 && matches!(chars.len(), 15 | 18) && hidden.saturating_add(digits) >= last {
        for c in chars.iter_mut().take(last).filter(|c| **c == 'X') {
            *c = '*';
        }
    }
    chars.into_iter().collect()
}

/// Understands a printed number.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    if text::is_printed_as_unknown(raw) {
        return Parsed::none(Understanding::PrintedAsUnknown);
    }
    let number = normalise(raw);
    if number.is_empty() {
        Parsed::none(Understanding::Empty)
    } else if !number.chars().any(|c| c.is_ascii_digit()) {
        Parsed::none(Understanding::NotUnderstood)
    } else if number.contains('*') {
        Parsed::with(number, Understanding::Masked)
    } else if form(&number) == Form::Unknown {
        Parsed::with(number, Understanding::OddShape)
    } else {
        Parsed::full(number)
    }
}

/// Which document a normalised number is of.
#[must_use]
pub fn form(number: &str) -> Form {
    let bytes = number.as_bytes();
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let letters = |part: &[u8]| part.iter().all(u8::is_ascii_uppercase);
    match bytes {
        [b'9', ..] if bytes.len() == 18 && is_eighteen(bytes) => Form::ForeignPermanent18,
        [b'8', b'1'..=b'3', b'0', b'0', b'0', b'0', ..] if bytes.len() == 18 && is_eighteen(bytes) => {
            Form::ResidencePermit
        }
        _ if bytes.len() == 18 && is_eighteen(bytes) => Form::Citizen18,
        _ if bytes.len() == 15 && digits(bytes) => Form::Citizen15,
        [a, b, c, rest @ ..] if rest.len() == 12 && letters(&[*a, *b, *c]) && digits(rest) => Form::ForeignPermanent15,
        [b'H' | b'M', rest @ ..] if matches!(rest.len(), 8 | 10) && digits(rest) => Form::HomeReturnPermit,
        _ if matches!(bytes.len(), 8 | 10) && digits(bytes) => Form::TaiwanPermit,
        [first, ..]
            if (6..=12).contains(&bytes.len())
                && first.is_ascii_uppercase()
                && bytes.iter().all(u8::is_ascii_alphanumeric)
                && bytes.iter().filter(|b| b.is_ascii_digit()).count() >= 5 =>
        {
            Form::Passport
        }
        _ => Form::Unknown,
    }
}

/// Seventeen digits and a digit or X.
fn is_eighteen(bytes: &[u8]) -> bool {
    bytes.split_last().is_some_and(|(last, rest)| {
        rest.len() == 17 && rest.iter().all(u8::is_ascii_digit) && (last.is_ascii_digit() || *last == b'X')
    })
}

/// What a normalised number says about itself, and what speaks against it. A masked number has no faults to be seen.
#[must_use]
pub fn examine(number: &str) -> Examined {
    let form = form(number);
    let mut examined = Examined { form, faults: Vec::new(), birth_date: None, sex: None, province: None };
    match form {
        Form::Citizen18 | Form::ResidencePermit => {
            examined.province = province(number);
            examined.birth_date = number.get(6..14).and_then(eight_digit_date);
            examined.sex = number.as_bytes().get(16).copied().and_then(sex_of);
            if examined.birth_date.is_none() {
                examined.faults.push(Fault::BirthDate);
            }
            if number.get(14..17) == Some("000") {
                examined.faults.push(Fault::Sequence);
            }
            if check_character(number) != number.chars().last() {
                examined.faults.push(Fault::CheckDigit);
            }
        }
        Form::Citizen15 => {
            examined.province = province(number);
            examined.birth_date = number.get(6..12).and_then(|six| eight_digit_date(&format!("19{six}")));
            examined.sex = number.as_bytes().get(14).copied().and_then(sex_of);
            if examined.birth_date.is_none() {
                examined.faults.push(Fault::BirthDate);
            }
        }
        Form::ForeignPermanent18 => {
            examined.birth_date = number.get(6..14).and_then(eight_digit_date);
            if check_character(number) != number.chars().last() {
                examined.faults.push(Fault::CheckDigit);
            }
        }
        Form::ForeignPermanent15 | Form::HomeReturnPermit | Form::TaiwanPermit | Form::Passport => {}
        Form::Unknown if number.contains('*') => {}
        Form::Unknown => examined.faults.push(Fault::Shape),
    }
    examined
}

/// The province of the first two digits.
#[must_use]
pub fn province(number: &str) -> Option<&'static str> {
    let code = number.get(..2)?;
    PROVINCES.iter().find(|(known, _)| *known == code).map(|&(_, name)| name)
}

/// Odd is male, even is female.
fn sex_of(digit: u8) -> Option<Sex> {
    digit.is_ascii_digit().then_some(if digit % 2 == 1 { Sex::Male } else { Sex::Female })
}

/// `19850626` as a day.
fn eight_digit_date(digits: &str) -> Option<PartialDate> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
    let small = |range| u8::try_from(number(range)?).ok();
    PartialDate::new(number(0..4)?, Some(small(4..6)?), Some(small(6..8)?))
}

/// The last character that the first seventeen digits call for (ISO 7064 MOD 11-2).
#[must_use]
pub fn check_character(number: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits: Option<Vec<u32>> = number.chars().take(17).map(|c| c.to_digit(10)).collect();
    let digits = digits.filter(|d| d.len() == 17)?;
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d.saturating_mul(w)).sum();
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
}

/// The number of 18 digits that a person with this number of 15 was given later.
#[must_use]
pub fn to_eighteen(number: &str) -> Option<String> {
    if form(number) != Form::Citizen15 {
        return None;
    }
    let seventeen = format!("{}19{}", number.get(..6)?, number.get(6..)?);
    let check = check_character(&seventeen)?;
    Some(format!("{seventeen}{check}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A number in order, of a region that does not exist.
    pub(super) fn made(region: &str, birth: &str, sequence: &str) -> String {
        let seventeen = format!("{region}{birth}{sequence}");
        format!("{seventeen}{}", check_character(&seventeen).unwrap())
    }

    #[test]
    fn the_standard_specimen_holds() {
        // GB 11643-1999 works through these two itself.
        assert_eq!(check_character("11010519491231002"), Some('X'));
        assert_eq!(check_character("44052418800101001"), Some('4'));
    }

    #[test]
    fn normalises() {
        let cases = [
            (" 430196 19850626 143x ", "43019619850626143X"),
            ("430196-19850626-143x", "43019619850626143X"),
            ("A12-34", "A12-34"),
            ("４３０１９６１９８５０６２６１４３Ｘ", "43019619850626143X"),
            ("43019619850626143×", "43019619850626143X"),
            ("4301**********1434", "4301**********1434"),
            ("4301＊＊＊＊＊＊＊＊＊＊1434", "4301**********1434"),
            ("4301XXXXXXXXXX143X", "4301**********143X"),
            ("身份证", "身份证"),
        ];
        for (raw, expected) in cases {
            assert_eq!(normalise(raw), expected, "{raw}");
        }
    }

    #[test]
    fn tells_forms_apart() {
        let cases = [
            (made("430196", "19850626", "143"), Form::Citizen18),
            ("430196850626143".to_owned(), Form::Citizen15),
            (made("810000", "19850626", "143"), Form::ResidencePermit),
            (made("911430", "19850626", "143"), Form::ForeignPermanent18),
            ("USA430085062601".to_owned(), Form::ForeignPermanent15),
            ("H12345678".to_owned(), Form::HomeReturnPermit),
            ("M1234567801".to_owned(), Form::HomeReturnPermit),
            ("12345678".to_owned(), Form::TaiwanPermit),
            ("E12345678".to_owned(), Form::Passport),
            ("4301961985062614".to_owned(), Form::Unknown),
            ("4301961985062614345".to_owned(), Form::Unknown),
            ("43019619850626A43X".to_owned(), Form::Unknown),
        ];
        for (number, expected) in cases {
            assert_eq!(form(&number), expected, "{number}");
        }
    }

    #[test]
    fn tells_faults_apart() {
        let good = made("430196", "19850626", "143");
        assert_eq!(examine(&good).faults, []);
        assert_eq!(examine(&good).birth_date.map(|d| d.to_string()).as_deref(), Some("1985-06-26"));
        assert_eq!(examine(&good).sex, Some(Sex::Male));
        assert_eq!(examine(&good).province, Some("湖南省"));
        let wrong = format!("{}{}", &good[..17], if good.ends_with('1') { '2' } else { '1' });
        assert_eq!(examine(&wrong).faults, [Fault::CheckDigit]);
        assert_eq!(examine(&made("430196", "19851326", "144")).faults, [Fault::BirthDate]);
        assert_eq!(examine(&made("430196", "19850626", "000")).faults, [Fault::Sequence]);
        assert_eq!(examine("4301961985062614").faults, [Fault::Shape]);
        assert_eq!(examine("E12345678").faults, []);
        assert_eq!(examine("4301**********1434").faults, []);
        let unknown_region = examine(&made("400196", "19850626", "144"));
        assert_eq!((unknown_region.province, unknown_region.faults), (None, vec![]));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_noticed(days in 0i32..15_000, sequence in 1u16..1000, at in 0usize..17, by in 1u8..10) {
            let birth = PartialDate::from_day_number(days).unwrap().to_string().replace('-', "");
            let good = made("430196", &birth, &format!("{sequence:03}"));
            prop_assert_eq!(examine(&good).faults, vec![]);
            let mut bytes = good.clone().into_bytes();
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert!(examine(&wrong).faults.contains(&Fault::CheckDigit));
            prop_assert_eq!(compare(&good, &wrong), crate::values::Comparison::Different);
        }

        #[test]
        fn never_breaks(a in any::<String>(), b in "[0-9X*]{0,20}") {
            let _ = (parse(&a), examine(&a), suggestions(&a), compare(&a, &b), examine(&b), suggestions(&b), to_eighteen(&b));
        }
    }
}
