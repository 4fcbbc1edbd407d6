//! Reading what a bureau adds to the kinds: TOML to [`Kinds`], with the line of what is wrong.
//!
//! Nothing is taken on trust. A word that the contract does not have, a label that could never be found, a pattern that
//! does not compile: each ends the run before it begins, because a label with a slip in it would only show as papers that
//! are not read.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use super::known::{Added, Kinds};
use super::of;
use crate::lang::Lang;
use crate::layout::squeeze;
use crate::model::{DocumentKind, FieldName};

/// What is wrong with a file of kinds, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindsError {
    /// The line, from 1, where one can be named.
    pub line: Option<usize>,
    zh: String,
    en: String,
}

impl KindsError {
    /// The line and what is wrong on it.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let place = self.line.map(|line| lang.pick(format!("第 {line} 行："), format!("line {line}: ")));
        format!("{}{}", place.unwrap_or_default(), lang.pick(&self.zh, &self.en))
    }
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    stops: Vec<Spanned<String>>,
    #[serde(default)]
    kind: Vec<Table>,
}

/// What it adds to one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: Spanned<String>,
    #[serde(default)]
    titles: Vec<Spanned<Phrase>>,
    #[serde(default)]
    anchors: Vec<Spanned<Phrase>>,
    #[serde(default)]
    labels: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    prose: Vec<Spanned<String>>,
    #[serde(default)]
    continued_by: Vec<Spanned<String>>,
}

/// A text, or a text with a weight.
#[derive(Deserialize)]
#[serde(untagged)]
enum Phrase {
    Plain(String),
    Weighed { text: String, weight: f32 },
}

impl Phrase {
    fn parts(&self, usual: f32) -> (&str, f32) {
        match self {
            Self::Plain(text) => (text, usual),
            Self::Weighed { text, weight } => (text, *weight),
        }
    }
}

/// What a title is worth where the file does not say: it is this kind's alone.
const TITLE: f32 = 1.0;
/// What a phrase is worth where the file does not say.
const ANCHOR: f32 = 0.5;
/// A phrase cannot outweigh a title.
const MOST: f32 = 3.0;

/// Fields that are no values beside a label: they are made from rows of a table.
const MADE: &[FieldName] = &[FieldName::EmploymentPeriods, FieldName::RegisterEntries, FieldName::RegisterRows];

impl Kinds {
    /// Reads and validates a file of additions.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, with its line.
    pub fn parse(text: &str) -> Result<Self, KindsError> {
        let reader = Reader { text };
        let file: File = toml::from_str(text).map_err(|error| KindsError {
            line: error.span().map(|span| reader.line(span.start)),
            zh: format!("不是有效的 TOML，或有不认识的键（{}）", error.message()),
            en: error.message().to_owned(),
        })?;
        let mut kinds = Self::built_in();
        for stop in &file.stops {
            kinds.stops.push(reader.label(stop)?);
        }
        for table in &file.kind {
            let kind = reader.kind(&table.name)?;
            let added = kinds.added.entry(kind).or_default();
            reader.add(added, kind, table)?;
        }
        Ok(kinds)
    }
}

/// The text with what is needed to name lines in it.
struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    fn fault<T>(&self, at: &Spanned<T>, zh: String, en: String) -> KindsError {
        KindsError { line: Some(self.line(at.span().start)), zh, en }
    }

    fn kind(&self, name: &Spanned<String>) -> Result<DocumentKind, KindsError> {
        let word = name.get_ref();
        let known = word.parse::<DocumentKind>().ok().filter(|kind| of(*kind).is_printed());
        known.ok_or_else(|| {
            self.fault(
                name,
                format!("没有名为 {word} 的材料种类，用 hecha kinds 可以列出全部"),
                format!("no kind of document is called {word}; hecha kinds lists them"),
            )
        })
    }

    fn add(&self, added: &mut Added, kind: DocumentKind, table: &Table) -> Result<(), KindsError> {
        for title in &table.titles {
            let (text, weight) = title.get_ref().parts(TITLE);
            added.titles.push((self.title(title, text)?, self.weight(title, weight, 0.05..=TITLE)?));
        }
        for anchor in &table.anchors {
            let (text, weight) = anchor.get_ref().parts(ANCHOR);
            added.anchors.push((self.phrase(anchor, text)?, self.weight(anchor, weight, -MOST..=MOST)?));
        }
        for (name, labels) in &table.labels {
            let field = self.field(name, kind)?;
            let mut texts = Vec::new();
            for label in labels {
                let text = self.label(label)?;
                let other = added.labels.iter().find(|(other, known)| *other != field && known.contains(&text));
                if let Some((other, _)) = other {
                    return Err(self.fault(
                        label,
                        format!("标签“{text}”已用于字段 {other}，不能再用于 {field}"),
                        format!("the label {text} names {other} already and cannot name {field} too"),
                    ));
                }
                texts.push(text);
            }
            added.labels.push((field, texts));
        }
        for pattern in &table.prose {
            added.prose.push(self.pattern(pattern)?);
        }
        for phrase in &table.continued_by {
            added.continued_by.push(self.phrase(phrase, phrase.get_ref())?);
        }
        Ok(())
    }

    /// A field's name. Any value of the contract may be printed on any paper.
    fn field(&self, name: &Spanned<String>, kind: DocumentKind) -> Result<FieldName, KindsError> {
        let word = name.get_ref();
        word.parse::<FieldName>().ok().filter(|field| !MADE.contains(field)).ok_or_else(|| {
            self.fault(
                name,
                format!("没有可以加标签的字段 {word}，用 hecha kinds {kind} 可以列出字段"),
                format!("{word} is no field that can have labels; hecha kinds {kind} lists them"),
            )
        })
    }

    /// A label as it is compared: without spaces, brackets and colons.
    fn label(&self, label: &Spanned<String>) -> Result<String, KindsError> {
        self.phrase(label, label.get_ref())
    }

    /// A text as it is compared; one character is too common to say anything.
    fn phrase<T>(&self, at: &Spanned<T>, text: &str) -> Result<String, KindsError> {
        self.long_enough(at, text, squeeze(text))
    }

    /// A text as it is compared, where it is long enough; as it is written, it is named where it is not.
    fn long_enough<T>(&self, at: &Spanned<T>, text: &str, squeezed: String) -> Result<String, KindsError> {
        if squeezed.chars().count() < 2 {
            return Err(self.fault(
                at,
                format!("“{text}”太短：去掉空格和标点后至少要有两个字"),
                format!("{text:?} is too short: two characters at least, spaces and signs left out"),
            ));
        }
        Ok(squeezed)
    }

    /// A title: its pieces between the `*` as they are compared.
    fn title<T>(&self, at: &Spanned<T>, text: &str) -> Result<String, KindsError> {
        let pieces: Vec<String> = text.split('*').map(squeeze).collect();
        self.long_enough(at, text, pieces.concat())?;
        Ok(pieces.join("*"))
    }

    fn weight<T>(&self, at: &Spanned<T>, weight: f32, range: std::ops::RangeInclusive<f32>) -> Result<f32, KindsError> {
        if range.contains(&weight) {
            return Ok(weight);
        }
        let (low, high) = (range.start(), range.end());
        Err(self.fault(
            at,
            format!("权重 {weight} 超出范围，应在 {low} 到 {high} 之间"),
            format!("the weight {weight} is outside {low} to {high}"),
        ))
    }

    /// A pattern of prose: it compiles, and its groups are fields.
    fn pattern(&self, pattern: &Spanned<String>) -> Result<String, KindsError> {
        let text = pattern.get_ref();
        let regex = Regex::new(text).map_err(|error| {
            let why = error.to_string().lines().last().unwrap_or_default().trim().to_owned();
            self.fault(pattern, format!("正则表达式有误（{why}）"), format!("the pattern does not compile ({why})"))
        })?;
        let groups: Vec<&str> = regex.capture_names().flatten().collect();
        let strange = groups.iter().find(|name| !name.parse::<FieldName>().is_ok_and(|field| !MADE.contains(&field)));
        if let Some(name) = strange {
            return Err(self.fault(
                pattern,
                format!("分组 {name} 不是字段名"),
                format!("the group {name} is no field"),
            ));
        }
        if groups.is_empty() {
            return Err(self.fault(
                pattern,
                "句式里没有以字段名命名的分组，例如 (?P<school>…)".to_owned(),
                "the pattern has no group named for a field, as in (?P<school>…)".to_owned(),
            ));
        }
        Ok(text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
stops = ["经办科室"]

[[kind]]
name = "party_school_proof"
titles = ["*干部教育学历证明", { text = "学员查询", weight = 0.6 }]
anchors = ["干部教育", { text = "技工", weight = -2.0 }]
prose = ['在(?P<school>[^,]+党校)学习']

[kind.labels]
school = ["办学院校 名称："]
graduated_on = ["离校时间"]
"#;

    #[test]
    fn additions_come_before_what_is_inside() {
        let kinds = Kinds::parse(GOOD).unwrap();
        let kind = DocumentKind::PartySchoolProof;
        assert_eq!(kinds.titles(kind)[0], ("*干部教育学历证明", 1.0));
        assert_eq!(kinds.anchors(kind)[1], ("技工", -2.0));
        assert!(kinds.labels(kind).contains(&("办学院校名称", FieldName::School, 0)));
        assert!(kinds.stops().any(|stop| stop == "经办科室"));
        assert!(kinds.titles(DocumentKind::Diploma) == Kinds::built_in().titles(DocumentKind::Diploma));
        assert!(!kinds.is_built_in());
    }

    #[test]
    fn a_label_of_the_file_overrules_the_same_inside() {
        let text = "[[kind]]\nname = \"diploma\"\n[kind.labels]\nschool = [\"编号\"]\n";
        let kinds = Kinds::parse(text).unwrap();
        let of: Vec<_> = kinds.labels(DocumentKind::Diploma).into_iter().filter(|(l, _, _)| *l == "编号").collect();
        assert_eq!(of, [("编号", FieldName::School, 0)]);
    }

    #[test]
    fn every_slip_is_told_with_its_line() {
        let slips = [
            ("[[kind]]\nname = \"diplom\"\n", 2, "diplom"),
            ("[[kind]]\nname = \"blank\"\n", 2, "blank"),
            ("[[kind]]\nname = \"diploma\"\ntitle = [\"x\"]\n", 3, "title"),
            ("[[kind]]\nname = \"diploma\"\n\n[kind.labels]\nscool = [\"学校\"]\n", 5, "scool"),
            ("[[kind]]\nname = \"diploma\"\n[kind.labels]\nregister_rows = [\"人数\"]\n", 4, "register_rows"),
            (
                "[[kind]]\nname = \"diploma\"\n[kind.labels]\nmajor = [\"系别\"]\nschool = [\"学校名\",\n \"系别\"]\n",
                6,
                "系别",
            ),
            ("[[kind]]\nname = \"diploma\"\ntitles = [\n\"毕业\",\n\"*\"]\n", 5, "*"),
            ("[[kind]]\nname = \"diploma\"\nanchors = [{ text = \"毕业\", weight = 9.0 }]\n", 3, "9"),
            ("[[kind]]\nname = \"diploma\"\nprose = ['(?P<school>[大学']\n", 3, ""),
            ("[[kind]]\nname = \"diploma\"\nprose = ['(?P<where>大学)']\n", 3, "where"),
            ("[[kind]]\nname = \"diploma\"\nprose = ['大学']\n", 3, ""),
            ("stops = [\n\"：\"]\n", 2, "："),
            ("stops = [\n", 1, ""),
        ];
        for (text, line, named) in slips {
            let error = Kinds::parse(text).expect_err(text);
            assert_eq!(error.line, Some(line), "{error:?} for {text}");
            for lang in [Lang::Zh, Lang::En] {
                assert!(error.told(lang).contains(named), "{named} in {}", error.told(lang));
            }
        }
    }
}
