//! What labels mean on a document of some kind: by their parts, and where they are irregular or a bureau added them, by
//! a list.

use crate::kinds::meaning::{self, Head, Meaning, Role};
use crate::kinds::{self, Kinds};
use crate::layout::is_sign;
use crate::model::{DocumentKind, FieldName};

/// A label, as it was found.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Its fields on this kind, the likeliest first: two where it names two (毕业院校及专业), with a third where a range of
    /// days may as well be a length (学习期限), none where it only ends a value.
    pub fields: Vec<FieldName>,
    /// How telling it is among the labels of its field, 0 the most.
    pub rank: usize,
    /// The types of value that it names.
    pub heads: Vec<Head>,
    /// What its parts say, where they say it.
    pub meaning: Option<Meaning>,
    /// How many characters it has, signs left out.
    pub length: usize,
}

/// A label of a list.
#[derive(Debug, Clone)]
struct Listed {
    text: Vec<char>,
    field: Option<FieldName>,
    rank: usize,
}

/// The labels of a kind.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    kind: DocumentKind,
    listed: Vec<Listed>,
}

impl Lexicon {
    /// The labels of a kind.
    pub(super) fn of(kind: DocumentKind, kinds: &Kinds) -> Self {
        let own = kinds.labels(kind).into_iter().map(|(text, field, rank)| (text, Some(field), rank));
        let own = own.chain(kinds.stops().map(|text| (text, None, 0)));
        let mut listed: Vec<Listed> =
            own.map(|(text, field, rank)| Listed { text: text.chars().collect(), field, rank }).collect();
        listed.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
        Self { kind, listed }
    }

    /// The labels that begin at `at`, signs inside them passed over, and where each ends; the longest first.
    pub(super) fn at(&self, text: &[char], at: usize) -> Vec<(Label, usize)> {
        let listed = self.listed.iter().filter_map(|l| Some((listed_label(l), match_at(text, at, &l.text)?)));
        let parts = meaning::prefixes(text, at).into_iter().map(|(m, end)| (self.label(m, end - at), end));
        let mut all: Vec<(Label, usize)> = listed.chain(parts).collect();
        all.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
        all
    }

    /// The label that is exactly this, signs left out; words that nobody knows may stand in it.
    pub(super) fn whole(&self, text: &[char]) -> Option<Label> {
        self.list(text).or_else(|| Some(self.label(meaning::of(text)?, text.len())))
    }

    /// The label that names a role alone, as it may before a colon: 毕业：.
    pub(super) fn by_role(&self, text: &[char]) -> Option<Label> {
        Some(self.label(meaning::of_role(text)?, text.len()))
    }

    /// The label that is one only by itself: 担任, beside what somebody was.
    pub(super) fn by_word(&self, text: &[char]) -> Option<Label> {
        Some(self.label(meaning::of_word(text)?, text.len()))
    }

    /// The same, of known words alone.
    pub(super) fn exactly(&self, text: &[char]) -> Option<Label> {
        self.whole(text).filter(|label| label.meaning.as_ref().is_none_or(|m| m.unknown == 0))
    }

    /// The label that is this with one character misread; only of a field, and long enough to bear it.
    pub(super) fn nearly(&self, text: &[char]) -> Option<Label> {
        let label = self.label(meaning::nearly(text)?, text.len());
        (label.length >= 4 && !label.fields.is_empty()).then_some(label)
    }

    fn list(&self, text: &[char]) -> Option<Label> {
        let hit = self
            .listed
            .iter()
            .find(|l| match_at(text, 0, &l.text).is_some_and(|end| text.iter().skip(end).all(|c| is_sign(*c))))?;
        Some(listed_label(hit))
    }

    fn label(&self, meaning: Meaning, length: usize) -> Label {
        let spec = kinds::of(self.kind);
        let mut fields: Vec<FieldName> = Vec::new();
        let mut rank = 0;
        for head in &meaning.heads {
            // Of what one head may mean, the first that this kind has.
            if let Some((field, of)) = meaning.fields_of(*head).into_iter().find(|(field, _)| spec.has(*field))
                && !fields.contains(&field)
            {
                fields.push(field);
                rank = rank.max(of);
            }
        }
        if meaning.spans_study() && spec.has(FieldName::EnrolledOn) && spec.has(FieldName::GraduatedOn) {
            fields.splice(0..0, [FieldName::EnrolledOn, FieldName::GraduatedOn]);
            fields.dedup();
        }
        // 发证时间, on a paper about a certificate: the certificate's.
        let about = spec.has(FieldName::ReportNo) && spec.has(FieldName::CertificateNo);
        let awarded =
            meaning.has(Role::Award) && ![Role::Issue, Role::Report, Role::Proof].iter().any(|r| meaning.has(*r));
        if about && awarded && fields == [FieldName::IssuedOn] {
            (fields, rank) = (vec![FieldName::GraduatedOn], 20);
        }
        // What the words do not all explain is told less surely.
        rank += 4 * meaning.unknown;
        Label { fields, rank, heads: meaning.heads.clone(), meaning: Some(meaning), length }
    }
}

/// A label of the list.
fn listed_label(listed: &Listed) -> Label {
    Label {
        fields: listed.field.into_iter().collect(),
        rank: listed.rank,
        heads: Vec::new(),
        meaning: None,
        length: listed.text.len(),
    }
}

/// Where `label` ends if it starts at `at`.
fn match_at(text: &[char], at: usize, label: &[char]) -> Option<usize> {
    let mut i = at;
    for (n, wanted) in label.iter().enumerate() {
        while n > 0 && text.get(i).is_some_and(|c| is_sign(*c) && *c != ':') {
            i += 1;
        }
        if text.get(i)? != wanted {
            return None;
        }
        i += 1;
    }
    Some(i)
}
