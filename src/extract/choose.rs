//! Which of several values found for a field is the one.

mod plausible;

use plausible::plausible;

use super::evidence;
use super::pairs::{Found, trimmed};
use crate::layout::{Run, Sheet};
use crate::model::{Absence, EmptyField, Field, FieldName, FieldValue, Rect, WordSource};
use crate::values::{self, Understanding, date, exam_level, id_number, text};

/// A value with how good it is among others.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// The field.
    pub field: Field,
    /// Higher is better.
    pub worth: f32,
}

/// The best understood value of each field, in the order of [`FieldName`], and the fields that say "unknown" or
/// nothing that is understood.
pub(super) fn best(sheet: &Sheet<'_>, found: &[Found]) -> (Vec<Choice>, Vec<EmptyField>) {
    let mut chosen: Vec<Choice> = Vec::new();
    let mut absent = Vec::new();
    for hit in found.iter().filter(|hit| !is_cut(sheet, hit, found)) {
        let lines: Vec<Vec<usize>> =
            cleaned(sheet, hit.field, &hit.lines).into_iter().filter(|l| !l.is_empty()).collect();
        let lines = name_alone(sheet, hit.field, lines);
        let raw: String = lines.iter().map(|l| sheet.raw(l)).collect();
        let raw = years_and_months(sheet, hit.field, &lines).unwrap_or(raw);
        // ☑男 □女: the option that is ticked.
        let plain = hit.field.is_date() || hit.field.is_code() || hit.field.is_length();
        let option = if plain { None } else { text::ticked(&raw) };
        let raw = option.unwrap_or_else(|| raw.trim_matches(['☑', '☐', '☒', '□', '√', '✓']).to_owned());
        let mut parsed = values::parse(hit.field, &raw);
        let mut read = 1.0;
        if parsed.understanding != Understanding::Full && recognised(sheet, &lines) {
            // Letters where only digits can stand are misread digits.
            let again = values::parse(hit.field, &as_digits(hit.field, &raw));
            if again.understanding == Understanding::Full {
                (parsed, read) = (again, 0.75);
            }
        }
        // 2016年12月 湘潭大学: one day, and words that another label asks for.
        if parsed.understanding == Understanding::NotUnderstood
            && hit.field.is_date()
            && let [only] = date::find(&raw).as_slice()
            && only.start == 0
            && !raw.chars().skip(only.end).any(|c| c.is_ascii_digit())
        {
            let day: String = raw.chars().take(only.end).collect();
            (parsed, read) = (values::parse(hit.field, &day), 0.8);
        }
        // 510198198406053376）为我单位正式职工: a number that proves itself, and the sentence that goes on.
        if hit.field == FieldName::IdNumber && parsed.understanding != Understanding::Full {
            let number: String = text::code(&raw).chars().take(18).collect();
            let proved = Some(values::parse(hit.field, &number)).filter(|p| p.understanding == Understanding::Full);
            let checked = id_number::check_character(&number) == number.chars().last();
            parsed = proved.filter(|_| checked).unwrap_or(parsed);
        }
        let weight = match parsed.understanding {
            Understanding::Full => 1.0,
            Understanding::Masked => 0.9,
            Understanding::OddShape => 0.55,
            Understanding::PrintedAsUnknown => {
                absent.push(without_value(sheet, hit.field, &hit.label, Absence::PrintedAsUnknown));
                continue;
            }
            Understanding::Empty | Understanding::NotAValue | Understanding::NotUnderstood => {
                if hit.field.is_date() && raw.chars().filter(char::is_ascii_digit).count() >= DIGITS_OF_A_DATE {
                    let place = evidence::around(sheet, &lines).unwrap_or(hit.label);
                    absent.push(without_value(sheet, hit.field, &place, Absence::NotUnderstood(raw)));
                }
                continue;
            }
        };
        if holed(hit.field, &raw) && recognised(sheet, &lines) {
            continue;
        }
        let Some(value) = parsed.value else { continue };
        let fit = plausible(hit.field, &value);
        // Half an identity number was not read, which is not the same as printed wrong.
        let torn = hit.field == FieldName::IdNumber
            && recognised(sheet, &lines)
            && value.chars().all(|c| c.is_ascii_digit() || c == 'X')
            && !matches!(value.chars().count(), 15 | 17..=19);
        if fit <= 0.0 || torn {
            continue;
        }
        let whole = if recognised(sheet, &lines) && is_torn(hit.field, &value) { 0.7 } else { 1.0 };
        let sure = hit.sure * weight * fit * read * whole;
        let worth = sure - 0.004 * hit.rank.min(25) as f32;
        let field = steadied(evidence::field(sheet, hit.field, FieldValue::Text(value), &lines, sure));
        match chosen.iter_mut().find(|c| c.field.name == hit.field) {
            Some(before) if before.worth < worth => *before = Choice { field, worth },
            Some(_) => {}
            None => chosen.push(Choice { field, worth }),
        }
    }
    (chosen, absent)
}

/// A length of time whose years and months stand in columns of their own: 4 | 6.
fn years_and_months(sheet: &Sheet<'_>, field: FieldName, lines: &[Vec<usize>]) -> Option<String> {
    let chars = field.is_length().then(|| lines.concat())?;
    let of_value = |run: &&Run| run.chars.iter().all(|c| chars.contains(c));
    let runs: Vec<String> = sheet.runs.iter().filter(of_value).map(|run| sheet.string(&run.chars)).collect();
    let [years, months] = runs.as_slice() else { return None };
    let count = |text: &str, most: u8| text.parse::<u8>().ok().filter(|n| *n <= most);
    Some(format!("{}年{}个月", count(years, 60)?, count(months, 11)?))
}

/// Whether a length of time or a date is the beginning of a longer one that was found, too: 5年 of 5年　10个月.
fn is_cut(sheet: &Sheet<'_>, hit: &Found, found: &[Found]) -> bool {
    let chars = hit.lines.concat();
    let longer = |other: &Found| {
        let all = other.lines.concat();
        let reads = || values::parse(hit.field, &sheet.raw(&all)).understanding == Understanding::Full;
        other.field == hit.field && all.len() > chars.len() && all.starts_with(&chars) && reads()
    };
    (hit.field.is_length() || hit.field.is_date()) && found.iter().any(longer)
}

fn without_value(sheet: &Sheet<'_>, name: FieldName, place: &Rect, absence: Absence) -> EmptyField {
    EmptyField { name, page: sheet.page.number, bbox: sheet.page.displayed(place), absence }
}

/// Whether a date's year may have lost its thin rings: 二九年 is hardly 2029 where 二〇〇九年 can be printed.
fn holed(field: FieldName, raw: &str) -> bool {
    let year: Vec<char> = raw.split('年').next().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    field.is_date()
        && raw.contains('年')
        && matches!(year.as_slice(), ['二', last] if "一二三四五六七八九".contains(*last))
}

/// What has at least so many digits was meant as a date.
const DIGITS_OF_A_DATE: usize = 4;

/// Whether any of the characters was recognised from a picture.
fn recognised(sheet: &Sheet<'_>, lines: &[Vec<usize>]) -> bool {
    lines.iter().flatten().any(|&c| sheet.chars.get(c).is_some_and(|c| c.source == WordSource::Ocr))
}

/// A date, an identity number or a length of time with the letters that are mostly misread digits as digits.
fn as_digits(field: FieldName, raw: &str) -> String {
    let is_number = matches!(field, FieldName::IdNumber | FieldName::WorkYears | FieldName::SpecialistYears);
    match field {
        _ if is_number || field.is_date() => raw
            .chars()
            .map(|c| match c {
                'O' | 'o' | 'Q' | 'D' | '○' | '〇' if raw.chars().any(|c| c.is_ascii_digit()) => '0',
                'l' | 'I' | '|' | 'i' => '1',
                'Z' | 'z' => '2',
                'S' | 's' => '5',
                'B' => '8',
                c => c,
            })
            .collect(),
        _ => raw.to_owned(),
    }
}

/// Confidence rounded to what it can mean.
pub(super) fn steadied(mut field: Field) -> Field {
    field.evidence.confidence = (field.evidence.confidence * 1000.0).round() / 1000.0;
    field
}

/// A name without what stands on the lines below it: its Latin form, the day of a signature.
fn name_alone(sheet: &Sheet<'_>, field: FieldName, mut lines: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let begins = |line: &Vec<usize>, test: &dyn Fn(char) -> bool| {
        line.first().and_then(|&c| sheet.chars.get(c)).is_some_and(|c| test(c.ch))
    };
    if field == FieldName::School && lines.first().is_some_and(|l| begins(l, &text::is_han)) {
        let latin = lines.iter().position(|l| begins(l, &|c| c.is_ascii_alphabetic())).unwrap_or(lines.len());
        lines.truncate(latin);
    }
    // 彭某某 女 1990年12月12日生, in one cell.
    if field == FieldName::Name
        && let Some(line) = lines.first_mut()
    {
        let sex = |run: &&Run| matches!(run.text.as_slice(), ['男' | '女']);
        let runs = sheet.runs.iter().filter(sex).filter_map(|run| run.chars.first());
        let at = runs.filter_map(|c| line.iter().position(|own| own == c)).find(|at| *at >= 2);
        line.truncate(at.unwrap_or(line.len()));
    }
    // What stands below a unit's name in its box may be the day on which it signed.
    if matches!(field, FieldName::Employer | FieldName::Issuer) {
        let day = lines.iter().skip(1).position(|line| date::parse(&sheet.raw(line)).is_some());
        lines.truncate(day.map_or(lines.len(), |at| at + 1));
    }
    lines
}

/// Where the bracket begins that ends a text, if something stands before it.
fn trailing_bracket(text: &[char]) -> Option<usize> {
    let open = text.iter().rposition(|c| *c == '(').filter(|_| text.last() == Some(&')'))?;
    (open >= 2).then_some(open)
}

/// The lines without what is printed around a value; a dot that closes a line stands inside a name: 阿依古丽·|买买提.
fn cleaned(sheet: &Sheet<'_>, field: FieldName, lines: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let dot = |c: &&usize| sheet.chars.get(**c).is_some_and(|c| c.ch == '·');
    let count = lines.len();
    let each = lines.iter().enumerate().map(|(n, line)| {
        let mut kept = clean(sheet, field, line);
        kept.extend(line.last().filter(dot).filter(|_| field == FieldName::Name && n + 1 < count));
        kept
    });
    each.collect()
}

/// The characters without what is printed around a value: 长沙市某中心(盖章).
fn clean(sheet: &Sheet<'_>, field: FieldName, chars: &[usize]) -> Vec<usize> {
    let mut chars = trimmed(sheet, chars);
    let unit = matches!(field, FieldName::Employer | FieldName::Issuer | FieldName::School | FieldName::Principal);
    if unit {
        // Company：某某公司: the label in another tongue.
        let label =
            chars.iter().take_while(|c| sheet.chars.get(**c).is_some_and(|c| c.ch.is_ascii_alphabetic())).count();
        if label >= 3 && chars.get(label).and_then(|c| sheet.chars.get(*c)).is_some_and(|c| c.ch == ':') {
            chars.drain(..=label);
        }
        let text: Vec<char> = chars.iter().filter_map(|&c| sheet.chars.get(c)).map(|c| c.ch).collect();
        let cut = text.windows(2).position(|w| matches!(w, ['(', '盖' | '公' | '章' | '签' | '印' | '加']));
        // 某某文化馆(人事章).
        let stamped = text.ends_with(&['章', ')']).then(|| text.iter().rposition(|c| *c == '(')).flatten();
        // A unit and its date set in one line.
        let dated = date::find(&text.iter().collect::<String>()).first().map(|d| d.start).filter(|at| *at >= 4);
        // No name holds a comma: what goes on behind it is the rest of a sentence. Nor is what sort of unit it is, ticked in
        // a bracket behind it.
        let goes_on = text.iter().position(|c| ",。;".contains(*c)).filter(|at| *at >= 4);
        let sort = text.windows(2).position(|w| matches!(w, ['(', '☑' | '☐' | '□' | '■' | '√']));
        // …颐养院(民办非企业单位): nor is it where only that kind stands there.
        let said = trailing_bracket(&text).filter(|at| {
            let said: String = text.iter().skip(*at).collect();
            ["单位)", "企业)", "性质)", "机关)", "团体)", "编制)"].iter().any(|end| said.ends_with(end))
        });
        let sort = sort.or(said);
        let cut = [cut.or(stamped).or(dated), goes_on, sort].into_iter().flatten().min();
        if let Some(cut) = cut {
            chars.truncate(cut);
        } else if text.ends_with(&['盖', '章']) || text.ends_with(&['公', '章']) {
            chars.truncate(text.len() - 2);
        }
    }
    let said: Vec<char> = chars.iter().filter_map(|&c| sheet.chars.get(c)).map(|c| c.ch).collect();
    let aside = trailing_bracket(&said).filter(|at| {
        let (before, bracket): (String, String) = (said.iter().take(*at).collect(), said.iter().skip(*at).collect());
        match field {
            // 社会工作师(考全科): the level is said before it.
            FieldName::ExamLevel => exam_level::read(&before).is_some(),
            // 行政管理(学制三年).
            FieldName::Major => bracket.contains("学制") || bracket.contains("年制"),
            _ => false,
        }
    });
    chars.truncate(aside.unwrap_or(chars.len()));
    // 女/汉族: what another label asks for behind it. A number is followed by no sentence.
    let end = said.iter().position(|c| match field {
        FieldName::Sex => "/、,".contains(*c),
        FieldName::TicketNo | FieldName::RegistrationNo => ",;。".contains(*c),
        _ => false,
    });
    chars.truncate(end.filter(|at| *at >= 1).unwrap_or(chars.len()));
    let latin = |c: &usize| sheet.chars.get(*c).is_some_and(|c| c.ch.is_ascii_alphabetic());
    let han = |c: &usize| sheet.chars.get(*c).is_some_and(|c| text::is_han(c.ch));
    // 2 女, 31 大学专科: the code of a value before it.
    if matches!(field, FieldName::Sex | FieldName::EducationLevel | FieldName::ExamLevel | FieldName::StudyMode) {
        let code = chars.iter().take_while(|c| sheet.chars.get(**c).is_some_and(|c| c.ch.is_ascii_digit())).count();
        if (1..=2).contains(&code) && chars.get(code).is_some_and(&han) {
            chars.drain(..code);
        }
    }
    // 教育管理 Educational Administration: the same in another tongue behind it.
    if matches!(field, FieldName::Name | FieldName::Principal | FieldName::Major) && chars.iter().take(2).all(han) {
        let other = chars
            .iter()
            .position(latin)
            .filter(|at| chars.get(*at..).is_some_and(|rest| rest.iter().filter(|c| latin(c)).count() >= 3));
        chars.truncate(other.unwrap_or(chars.len()));
    }
    // 编号为湘中专字第9604218号，所载…: a number of the old form ends with its 号, whether or not the comma was read.
    if matches!(field, FieldName::CertificateNo | FieldName::ReportNo) {
        if chars.first().and_then(|c| sheet.chars.get(*c)).is_some_and(|c| "为是".contains(c.ch)) {
            chars.remove(0);
        }
        let text: Vec<char> = chars.iter().filter_map(|c| sheet.chars.get(*c)).map(|c| c.ch).collect();
        let end =
            text.iter().rposition(|c| *c == '号').filter(|end| text.iter().take(*end).any(|c| "字第".contains(*c)));
        let more = |end: &usize| text.get(end + 1).is_some_and(|c| text::is_han(*c));
        chars.truncate(end.filter(more).map_or(chars.len(), |end| end + 1));
    }
    match field {
        // 公共事务管理专业: the word for it is no part of its name.
        FieldName::Major if said.ends_with(&['专', '业']) && chars.len() == said.len() && said.len() > 3 => {
            chars.truncate(said.len() - 2);
        }
        // 廖芃，女，…: the name is what stands before.
        FieldName::Name | FieldName::Principal => {
            // 廖芃430198…: nor has it figures, unless it is covered by them.
            let sign = |c: &usize| sheet.chars.get(*c).is_some_and(|c| ",;(|/".contains(c.ch) || c.ch.is_ascii_digit());
            if let Some(cut) = chars.iter().position(sign).filter(|cut| *cut >= 2) {
                chars.truncate(cut);
            }
            // The same where the comma itself was taken for a gap: 廖芃， 女.
            if let [.., before, last] = chars.as_slice()
                && chars.len() > 2
                && sheet.chars.get(*last).is_some_and(|c| "男女".contains(c.ch))
                && sheet.chars.get(before + 1).is_some_and(|c| c.ch == ',')
            {
                chars.truncate(chars.len() - 1);
            }
        }
        // The Chinese name, its Latin form below or behind it left out.
        FieldName::School if chars.iter().take(4).all(han) => {
            let cut = chars.iter().position(latin).unwrap_or(chars.len());
            chars.truncate(cut);
            // 某某职工大学 民政管理专业: the name alone.
            let text = sheet.string(&chars);
            let name =
                ["大学", "学院", "学校", "中专"].iter().filter_map(|end| Some(text.rfind(end)? + end.len())).max();
            if let Some(name) = name.filter(|_| text.ends_with("专业")) {
                chars.truncate(text.get(..name).unwrap_or_default().chars().count());
            }
        }
        // A number of digits ends where other text begins to run into it.
        FieldName::CertificateNo | FieldName::IdNumber | FieldName::ReportNo | FieldName::ContactPhone => {
            let is = |c: &usize, test: &dyn Fn(char) -> bool| sheet.chars.get(*c).is_some_and(|c| test(c.ch));
            // A sentence that goes on behind it is no part of it.
            if let Some(cut) = chars.iter().position(|c| is(c, &|c| ",。;".contains(c))).filter(|cut| *cut >= 4) {
                chars.truncate(cut);
            }
            // （居民身份证）430721…: what sort of number it is.
            let sort = chars
                .iter()
                .position(|c| is(c, &|c| c == ')'))
                .filter(|_| chars.first().is_some_and(|c| is(c, &|c| c == '(')));
            if let Some(close) = sort.filter(|close| field == FieldName::IdNumber && *close < 10) {
                chars.drain(..=close);
            }
            let count = |sign: char| chars.iter().filter(|c| is(c, &|c| c == sign)).count();
            if count(')') > count('(') && chars.last().is_some_and(|c| is(c, &|c| c == ')')) {
                chars.pop();
            }
            let digits = chars.iter().filter(|c| is(c, &|c| c.is_ascii_digit())).count();
            let last = chars.iter().rposition(|c| is(c, &|c| c.is_ascii_alphanumeric() || c == '号'));
            let begun = chars.first().is_some_and(|c| !han(c));
            if let Some(last) = last.filter(|_| digits >= 8 && begun) {
                chars.truncate(last + 1);
            }
        }
        // 社会工作师，准考|证号…: the rest of a sentence is none of it.
        FieldName::ExamLevel | FieldName::ExamName => {
            let is = |at: usize, signs: &str| {
                chars.get(at).and_then(|c| sheet.chars.get(*c)).is_some_and(|c| signs.contains(c.ch))
            };
            // …考试（社会工作师）: the level that was sat for.
            let levelled = |at: usize| {
                let said = sheet.string(chars.get(at..).unwrap_or_default());
                field == FieldName::ExamName && is(at, "(") && ["师)", "级)"].iter().any(|end| said.ends_with(end))
            };
            let cut = (0..chars.len()).find(|at| is(*at, ",。;") || levelled(*at));
            chars.truncate(cut.filter(|cut| *cut >= 4).unwrap_or(chars.len()));
        }
        // 4年7个月（计算到2024年7月）.
        field if field.is_length() => {
            let open = chars.iter().position(|c| sheet.chars.get(*c).is_some_and(|c| c.ch == '('));
            let told = open.and_then(|at| chars.get(..at));
            let full = |told: &&[usize]| values::parse(field, &sheet.raw(told)).understanding == Understanding::Full;
            if let Some(told) = told.filter(full) {
                chars = told.to_vec();
            }
        }
        _ => {}
    }
    trimmed(sheet, &chars)
}

/// Whether a recognised name of a unit looks like a piece of one: shorter than any, or without what names of units end in.
/// Type under a seal is often read in part.
fn is_torn(field: FieldName, value: &str) -> bool {
    let unit = matches!(field, FieldName::Employer | FieldName::Issuer);
    unit && (value.chars().count() < 6 || !super::units::is_unit(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_may_have_lost_its_rings_is_not_read() {
        assert!(holed(FieldName::GraduatedOn, "二九年六月"));
        assert!(holed(FieldName::GraduatedOn, "二 八年六月"));
        for sound in ["二〇〇九年六月", "九八年七月", "2009年6月", "二十年"] {
            assert!(!holed(FieldName::GraduatedOn, sound), "{sound}");
        }
        assert!(!holed(FieldName::School, "二九年"));
    }
}
