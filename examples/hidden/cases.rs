//! What is drawn: candidates by seed, each with one paper on which one value is changed.

use hecha_fixtures::candidate::Candidate;
use hecha_fixtures::kinds::{chsi_registration as chsi, employment_certificate as employment};
use hecha_fixtures::paper::Paper;
use hecha_fixtures::people;
use hecha_fixtures::person::{Day, person};
use hecha_fixtures::writer::chance::Chance;
use hecha_fixtures::writer::names::REGIONS;

use super::draft::Hand;

/// Candidates of the fixtures whose three papers agree.
const CLEAN: [u32; 11] = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14];
/// Schools that no table knows, so that no number of a certificate contradicts them.
const SCHOOLS: [&str; 3] = ["湖南星沙大学", "湖南岳云大学", "湖南湘滨大学"];
const UNKNOWN_CODE: &str = "19998";
const MAJORS: [&str; 4] = ["社会工作", "行政管理", "汉语言文学", "工商管理"];
const SURNAMES: [char; 12] = ['王', '李', '张', '刘', '陈', '杨', '周', '吴', '郑', '孙', '何', '许'];
const GIVEN: [char; 16] =
    ['思', '雨', '若', '子', '国', '一', '安', '浩', '雅', '舒', '宁', '平', '明', '清', '远', '文'];
const PLACES: [char; 10] = ['晴', '听', '知', '同', '佑', '望', '明', '和', '润', '启'];

/// A kind of paper: its name here, the name of its file, what draws it, and the values that are changed on it.
struct Sheet {
    name: &'static str,
    file: &'static str,
    draw: fn(&Candidate) -> Paper,
    values: &'static [&'static str],
}

const PROOF: &[&str] = &["name", "graduated_on", "certificate_no", "school", "major"];
const WORK: &[&str] = &["name", "id_number", "employer", "period"];
const SHEETS: [Sheet; 6] = [
    Sheet { name: "g2", file: "学历证明.pdf", draw: chsi::g2, values: PROOF },
    Sheet { name: "g3", file: "学历证明.pdf", draw: chsi::g3, values: PROOF },
    Sheet { name: "g4", file: "学历证明.pdf", draw: chsi::g4, values: PROOF },
    Sheet { name: "table", file: "工作年限证明.pdf", draw: |c| employment::table(c, ISSUED), values: WORK },
    Sheet { name: "prose", file: "工作年限证明.pdf", draw: |c| employment::prose(c, ISSUED), values: WORK },
    Sheet { name: "numbered", file: "工作年限证明.pdf", draw: |c| employment::numbered(c, ISSUED), values: WORK },
];
const ISSUED: Day = Day(2024, 8, 15);

/// One candidate with the paper on which a value is changed.
pub(crate) struct Case {
    /// As roster and form have it, which is what the paper was changed to.
    pub(crate) wrong: Candidate,
    /// The paper as it was issued, and as it was changed.
    pub(crate) papers: [Paper; 2],
    /// The name of its file.
    pub(crate) file: &'static str,
    /// The candidate's other papers.
    pub(crate) others: Vec<(&'static str, Paper)>,
    /// Who sets the paper, and whether only what differs is set as a text of its own.
    pub(crate) hand: Hand,
    pub(crate) narrow: bool,
    /// What is changed where.
    pub(crate) what: String,
}

/// The case of that number. A case of no way is its own clean twin.
pub(crate) fn case(number: usize, seed: u64) -> Case {
    let mut chance = Chance::of(&["hidden", &number.to_string()], seed);
    let mut right = somebody(number, &mut chance);
    let sheet = chance.pick(&SHEETS);
    let value = *chance.pick(sheet.values);
    if value == "school" {
        right.education.school = SCHOOLS[chance.below(SCHOOLS.len())];
        right.education.certificate_no.replace_range(..UNKNOWN_CODE.len(), UNKNOWN_CODE);
    }
    let hand = *chance.pick(&[Hand::Krilla, Hand::Plain, Hand::Letters]);
    let narrow = chance.chance(50);
    let wrong = changed(&right, value, &mut chance);
    let other = &SHEETS[if sheet.values == PROOF { 3 } else { 1 }];
    Case {
        papers: [(sheet.draw)(&right), (sheet.draw)(&wrong)],
        file: sheet.file,
        others: vec![(other.file, (other.draw)(&wrong))],
        hand,
        narrow,
        what: format!("{value} on {} by {hand:?}{}", sheet.name, if narrow { ", narrowly" } else { "" }),
        wrong,
    }
}

/// An invented candidate: the studies and the work of one of the fixtures, and an own name and numbers.
fn somebody(number: usize, chance: &mut Chance) -> Candidate {
    let mut c = people::candidate(*chance.pick(&CLEAN));
    let name: String = [chance.pick(&SURNAMES), chance.pick(&GIVEN), chance.pick(&GIVEN)].into_iter().collect();
    c.ticket_no = format!("43012497{number:05}");
    c.registration_no = format!("2024310098{number:04}");
    c.phone = format!("130{number:08}");
    let birth = Day(c.person.birth.0, c.person.birth.1, chance.between(1, 28) as u8);
    c.person = person(&name, *chance.pick(REGIONS), birth, (number % 1000) as u16);
    let e = &mut c.education;
    let stem: String = e.certificate_no.chars().take(12).collect();
    e.certificate_no = format!("{stem}{:06}", 1000 + 7 * number);
    e.verification_code = if e.verification_code.starts_with('7') {
        format!("73{:010}", 1_234_567 + 89 * number)
    } else {
        let letters: Vec<char> = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".chars().collect();
        (0..16).map(|place| if place == 0 { 'A' } else { *chance.pick(&letters) }).collect()
    };
    c
}

/// The candidate with another value: one that nothing else on the papers contradicts.
fn changed(candidate: &Candidate, value: &str, chance: &mut Chance) -> Candidate {
    let mut wrong = candidate.clone();
    let (e, p) = (&mut wrong.education, &candidate.person);
    let other = |of: &[&'static str], but: &str, chance: &mut Chance| {
        let of: Vec<&'static str> = of.iter().copied().filter(|one| *one != but).collect();
        *chance.pick(&of)
    };
    match value {
        "name" => {
            let mut letters: Vec<char> = p.name.chars().collect();
            let place = 1 + chance.below(2);
            let others: Vec<char> = GIVEN.into_iter().filter(|c| *c != letters[place]).collect();
            letters[place] = *chance.pick(&others);
            wrong.person.name = letters.into_iter().collect();
        }
        "id_number" => {
            let sequence = p.id_number.get(14..17).and_then(|digits| digits.parse::<u16>().ok()).unwrap_or_default();
            let region = p.id_number.get(..6).and_then(|digits| digits.parse().ok()).unwrap_or_default();
            // Two more: of the same sex.
            wrong.person = person(&p.name, region, p.birth, (sequence + 2 * chance.between(1, 200) as u16) % 1000);
        }
        "graduated_on" => match chance.below(2) {
            0 => e.graduated.1 += 1,
            _ => e.graduated.2 = chance.between(10, 28) as u8,
        },
        "certificate_no" => {
            let mut digits: Vec<char> = e.certificate_no.chars().collect();
            let place = digits.len() - 1 - chance.below(4);
            let digit = digits[place].to_digit(10).unwrap_or_default() + chance.between(1, 9);
            digits[place] = char::from_digit(digit % 10, 10).unwrap_or_default();
            e.certificate_no = digits.into_iter().collect();
        }
        "school" => e.school = other(&SCHOOLS, e.school, chance),
        "major" => e.major = other(&MAJORS, e.major, chance),
        "employer" => {
            let letters: Vec<char> = wrong.employer.chars().collect();
            let others: Vec<char> = PLACES.into_iter().filter(|c| *c != letters[6]).collect();
            let with = *chance.pick(&others);
            let name: String = letters.iter().enumerate().map(|(i, c)| if i == 6 { with } else { *c }).collect();
            let name: &'static str = name.leak();
            let old = std::mem::replace(&mut wrong.employer, name);
            wrong.jobs.iter_mut().filter(|job| job.employer == old).for_each(|job| job.employer = name);
        }
        _ => {
            // What a claim may be off by is a year, and a year begun counts: a paper that shows one less hides nothing.
            let years = 3;
            if let Some(first) = wrong.jobs.first_mut() {
                first.from.0 -= u16::from(years);
            }
            wrong.years.0 += years;
        }
    }
    wrong
}
