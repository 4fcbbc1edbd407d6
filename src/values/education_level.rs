//! Levels of education in the contract's nine words, from whatever a form prints.

use crate::model::UnknownWord;

use super::characters::usual_forms;
use super::comparison::Comparison;
use super::parsed::{Parsed, Understanding};
use super::text;

/// A level of education. The order is of rank; technical classes stand beside the levels they count as, see
/// [`EducationLevel::rank`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EducationLevel {
    /// 高中.
    HighSchool,
    /// 中专.
    Secondary,
    /// 中级技工.
    IntermediateWorker,
    /// 专科.
    College,
    /// 高级技工.
    SeniorWorker,
    /// 本科.
    Bachelor,
    /// 预备技师.
    ProbationaryTechnician,
    /// 硕士研究生.
    Master,
    /// 博士研究生.
    Doctor,
}

use EducationLevel::{
    Bachelor, College, Doctor, HighSchool, IntermediateWorker, Master, ProbationaryTechnician, Secondary, SeniorWorker,
};

impl EducationLevel {
    /// Every level, from the highest down.
    pub const ALL: &'static [Self] = &[
        Doctor,
        Master,
        Bachelor,
        College,
        Secondary,
        HighSchool,
        SeniorWorker,
        ProbationaryTechnician,
        IntermediateWorker,
    ];

    /// The contract's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Doctor => "博士研究生",
            Master => "硕士研究生",
            Bachelor => "本科",
            College => "专科",
            Secondary => "中专",
            HighSchool => "高中",
            SeniorWorker => "高级技工",
            ProbationaryTechnician => "预备技师",
            IntermediateWorker => "中级技工",
        }
    }

    /// The level of general education that a technical class counts as (人社厅发〔2010〕15号 and the announcement);
    /// any other level itself.
    #[must_use]
    pub const fn counts_as(self) -> Self {
        match self {
            IntermediateWorker => Secondary,
            SeniorWorker => College,
            ProbationaryTechnician => Bachelor,
            other => other,
        }
    }

    /// Whether it is given by a technical school (技工院校).
    #[must_use]
    pub const fn is_technical(self) -> bool {
        matches!(self, IntermediateWorker | SeniorWorker | ProbationaryTechnician)
    }

    /// From 1 for 高中 and 中专 to 5 for 博士研究生, technical classes as what they count as.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self.counts_as() {
            HighSchool | Secondary => 1,
            College => 2,
            Bachelor => 3,
            Master => 4,
            _ => 5,
        }
    }
}

impl std::fmt::Display for EducationLevel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for EducationLevel {
    type Err = UnknownWord;

    /// Reads the contract's word and no other.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL.iter().copied().find(|l| l.as_str() == word).ok_or_else(|| UnknownWord(word.to_owned()))
    }
}

/// How many characters the longest word for a level takes that begins here in running text; none where none does.
#[must_use]
pub fn word_at(chars: &[char], at: usize) -> Option<usize> {
    let words = WITHIN.iter().map(|(word, _)| *word).chain(EducationLevel::ALL.iter().map(|level| level.as_str()));
    words
        .filter(|word| word.chars().count() >= 2 && word.chars().zip(at..).all(|(c, n)| chars.get(n) == Some(&c)))
        .map(|word| word.chars().count())
        .max()
}

/// Words that settle the level where the whole text is one of them.
const WHOLE: &[(&str, EducationLevel)] = &[
    ("中级", IntermediateWorker),
    ("大学", Bachelor),
    ("大学毕业", Bachelor),
    ("大普", College),
    ("技工", IntermediateWorker),
    ("技校", IntermediateWorker),
    ("技师", ProbationaryTechnician),
    ("高级", SeniorWorker),
];

/// Words that settle the level wherever they stand; the first of the list that is there decides (专升本 before 专科). A word that
/// only arises across two others (职高 in 高职高专) is not there.
const WITHIN: &[(&str, EducationLevel)] = &[
    ("博士", Doctor),
    ("硕士", Master),
    ("研究生", Master),
    ("MASTER", Master),
    ("DOCTOR", Doctor),
    ("PHD", Doctor),
    ("BACHELOR", Bachelor),
    ("第二学士", Bachelor),
    ("双学士", Bachelor),
    ("学士", Bachelor),
    ("专升本", Bachelor),
    ("专接本", Bachelor),
    ("专起本", Bachelor),
    ("高起本", Bachelor),
    ("高升本", Bachelor),
    ("本科", Bachelor),
    ("大本", Bachelor),
    ("预备技师", ProbationaryTechnician),
    ("技师班", ProbationaryTechnician),
    ("高级技工", SeniorWorker),
    ("高级工", SeniorWorker),
    ("高技", SeniorWorker),
    ("中级技工", IntermediateWorker),
    ("中级工", IntermediateWorker),
    ("技工学校", IntermediateWorker),
    ("中等专科", Secondary),
    ("中等专业", Secondary),
    ("中等职业", Secondary),
    ("中等师范", Secondary),
    ("中等技术", Secondary),
    ("职业高中", Secondary),
    ("职业中专", Secondary),
    ("职业中学", Secondary),
    ("中专", Secondary),
    ("中职", Secondary),
    ("中师", Secondary),
    ("中技", IntermediateWorker),
    ("职高", Secondary),
    ("职专", Secondary),
    ("高职", College),
    ("高专", College),
    ("大专", College),
    ("专科", College),
    ("高等职业", College),
    ("高起专", College),
    ("高升专", College),
    ("ASSOCIATE", College),
    ("高中", HighSchool),
    ("高级中学", HighSchool),
];

/// Reads a level; `None` where the text names none, or a range (`本科及以上`).
#[must_use]
pub fn read(raw: &str) -> Option<EducationLevel> {
    let chosen = text::ticked(raw).unwrap_or_else(|| raw.to_owned());
    let words = usual_forms(&text::code(&chosen));
    if ["以上", "以下"].iter().any(|range| words.contains(range)) {
        return None;
    }
    let plain = words.trim_end_matches("学历").trim_end_matches("毕业").trim_end_matches("程度");
    let whole = WHOLE.iter().find(|(word, _)| *word == plain);
    let there = words_in(&words);
    let within = || WITHIN.iter().find(|(word, _)| there.contains(word));
    whole.or_else(within).map(|&(_, level)| level)
}

/// The words of the table that a text is made of, from left to right, the longest first, none across another.
fn words_in(text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let longest =
            WITHIN.iter().map(|(word, _)| *word).filter(|word| rest.starts_with(word)).max_by_key(|w| w.len());
        found.extend(longest);
        rest = rest.get(longest.map_or(first.len_utf8(), str::len)..).unwrap_or_default();
    }
    found
}

/// Understands a printed level.
#[must_use]
pub fn parse(raw: &str) -> Parsed {
    if text::is_printed_as_unknown(raw) {
        Parsed::none(Understanding::PrintedAsUnknown)
    } else if text::compact(raw).is_empty() {
        Parsed::none(Understanding::Empty)
    } else {
        Parsed::or_not_understood(read(raw).map(|level| level.as_str().to_owned()))
    }
}

/// Compares two levels. Which technical class counts as which level is for the rules: here they differ.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Comparison {
    match (read(expected), read(found)) {
        (Some(a), Some(b)) if a == b => Comparison::Equal,
        (Some(_), Some(_)) => Comparison::Different,
        _ => Comparison::NotComparable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_forms_print() {
        let cases = [
            ("博士", "博士研究生"),
            ("博士研究生", "博士研究生"),
            ("研究生（博士）", "博士研究生"),
            ("硕士", "硕士研究生"),
            ("研究生", "硕士研究生"),
            ("硕士研究生毕业", "硕士研究生"),
            ("在职研究生", "硕士研究生"),
            ("大学本科", "本科"),
            ("本 科", "本科"),
            ("本科（专升本）", "本科"),
            ("专升本", "本科"),
            ("专科起点本科", "本科"),
            ("第二学士学位", "本科"),
            ("大学", "本科"),
            ("大学本科学历", "本科"),
            ("本科/学士", "本科"),
            ("大专", "专科"),
            ("专科（高职）", "专科"),
            ("高职（专科）", "专科"),
            ("高职", "专科"),
            ("高职高专", "专科"),
            ("高职专科", "专科"),
            ("普通高职高专", "专科"),
            ("职高", "中专"),
            ("大学专科", "专科"),
            ("高等职业教育", "专科"),
            ("大專", "专科"),
            ("中专", "中专"),
            ("中职", "中专"),
            ("职业高中", "中专"),
            ("普通中等专业学校", "中专"),
            ("高中", "高中"),
            ("普通高中", "高中"),
            ("高级技工", "高级技工"),
            ("高级工班", "高级技工"),
            ("高级", "高级技工"),
            ("预备技师（技师）班", "预备技师"),
            ("预备技师", "预备技师"),
            ("技师", "预备技师"),
            ("中级工", "中级技工"),
            ("中级工班", "中级技工"),
            ("技工学校", "中级技工"),
            ("□专科 ☑本科 □研究生", "本科"),
        ];
        for (raw, expected) in cases {
            assert_eq!(parse(raw).value.as_deref(), Some(expected), "{raw}");
        }
        for raw in ["", "＊", "本科及以上", "普通全日制", "社会工作"] {
            assert_eq!(parse(raw).value, None, "{raw}");
        }
    }

    #[test]
    fn every_word_is_read_as_its_own_level_alone_and_beside_any_other() {
        for (word, level) in WITHIN {
            assert_eq!(read(word), Some(*level), "{word}");
            // Across two words no third may arise: what is read is one of the two.
            for (other, other_level) in WITHIN {
                let both = format!("{word}{other}");
                let read = read(&both);
                assert!(read == Some(*level) || read == Some(*other_level), "{both} is read as {read:?}");
            }
        }
    }

    #[test]
    fn every_contract_word_is_read_as_itself() {
        for level in EducationLevel::ALL {
            assert_eq!(read(level.as_str()), Some(*level));
            assert_eq!(level.as_str().parse::<EducationLevel>().as_ref(), Ok(level));
        }
    }

    #[test]
    fn compares_and_ranks() {
        assert_eq!(compare("本科", "大学本科"), Comparison::Equal);
        assert_eq!(compare("本科", "专科"), Comparison::Different);
        assert_eq!(compare("本科", "不详"), Comparison::NotComparable);
        assert!(Master.rank() > Bachelor.rank());
        assert_eq!(SeniorWorker.rank(), College.rank());
    }
}
