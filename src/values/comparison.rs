//! What comparing two values of one kind can give.

use super::date::Precision;

/// How an expected value and a found one stand to each other.
///
/// It speaks of the two texts only. How well the found one was read, and what that makes of a difference, is for the
/// caller: see [`super::may_be_misread`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// The same value.
    Equal,
    /// Dates, or lengths of time, of different precision that say the same as far as the less precise one goes.
    Agrees(Precision),
    /// What is visible of a masked value agrees.
    MaskedAgrees,
    /// The same value written in another way; a person should glance at it.
    Variant(Reason),
    /// Different characters that are easily taken for each other; a person should look.
    LookAlike(Reason),
    /// Not the same.
    Different,
    /// One of the two is in no form that can be compared. Never a difference.
    NotComparable,
}

impl Comparison {
    /// Whether nothing speaks against the two being the same: equal, agreeing, or agreeing where visible.
    #[must_use]
    pub const fn is_clean(self) -> bool {
        matches!(self, Self::Equal | Self::Agrees(_) | Self::MaskedAgrees)
    }

    /// Whether the two may well mean the same: clean, a variant or a look-alike.
    #[must_use]
    pub const fn is_close(self) -> bool {
        self.is_clean() || matches!(self, Self::Variant(_) | Self::LookAlike(_))
    }
}

/// Why two values that differ in their characters are taken for the same, or nearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Traditional and simplified, or another form of the same character (鍾 and 钟, 昇 and 升).
    ScriptForm,
    /// Surnames that are two names by law and written for each other all the same (闫 and 阎, 付 and 傅).
    SurnameForm,
    /// The dot between the parts of a name is missing.
    MiddleDot,
    /// A rare character was replaced by a sign, its parts, its pinyin or nothing.
    RareCharacter,
    /// Characters of similar shape (己 and 已, 0 and O).
    SimilarShape,
    /// The identity number of before 1999 and the one of today.
    OldIdNumber,
    /// One is the other with a part left out: a department, a direction of study in brackets, the city in front.
    PartOmitted,
    /// One is a usual short form of the other.
    Abbreviation,
    /// The two differ in one or two characters of a long name.
    FewCharacters,
    /// One is an earlier name of the same school.
    EarlierName,
    /// Words for the same thing (函授 and 成人函授).
    Synonym,
}

impl Reason {
    /// In the reviewer's language.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ScriptForm => "繁简或异体写法不同",
            Self::SurnameForm => "常混用的姓氏写法不同",
            Self::MiddleDot => "姓名间隔号有无不同",
            Self::RareCharacter => "生僻字被符号、拼音或拆字代替",
            Self::SimilarShape => "字形相近",
            Self::OldIdNumber => "15位旧身份证号",
            Self::PartOmitted => "一方省略了部分内容",
            Self::Abbreviation => "一方为简称",
            Self::FewCharacters => "仅个别字不同",
            Self::EarlierName => "学校曾用名或更名",
            Self::Synonym => "同义的不同写法",
        }
    }

    /// In English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::ScriptForm => "another script form of the same characters",
            Self::SurnameForm => "surnames often written for each other",
            Self::MiddleDot => "the middle dot is missing on one side",
            Self::RareCharacter => "a rare character replaced by a sign, pinyin or its parts",
            Self::SimilarShape => "characters of similar shape",
            Self::OldIdNumber => "the old 15-digit identity number",
            Self::PartOmitted => "a part is left out on one side",
            Self::Abbreviation => "one is a short form",
            Self::FewCharacters => "only a character or two differ",
            Self::EarlierName => "an earlier name of the same school",
            Self::Synonym => "different words for the same thing",
        }
    }
}
