//! What people decide about what the machine read. Readings are never changed by it: a decision stands beside them.

use serde::{Deserialize, Serialize};

use super::{Code, FieldName, Flag, Place, words::vocabulary};

vocabulary! {
    /// Which review a decision belongs to. The two are made by different people.
    Round {
        /// 初审.
        First = "first",
        /// 复核.
        Second = "second",
    }
}

vocabulary! {
    /// What a reviewer concludes about a candidate.
    Verdict {
        /// 通过.
        Pass = "pass",
        /// 退回补正: the candidate may send what is missing.
        SendBack = "send_back",
        /// 不符合报考条件: final.
        NotQualified = "not_qualified",
        /// Left for later, or for somebody else.
        Skip = "skip",
    }
}

vocabulary! {
    /// What a reviewer says of one flag.
    Ruling {
        /// It is so.
        Confirmed = "confirmed",
        /// It is not so; a reason is given.
        Dismissed = "dismissed",
        /// The paper does not let one tell.
        Illegible = "illegible",
    }
}

/// A conclusion about a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// 准考证号.
    pub ticket_no: String,
    /// Which review.
    pub round: Round,
    /// The conclusion.
    pub verdict: Verdict,
    /// Codes of the rule pack's reasons, in the order chosen.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reasons: Vec<String>,
    /// In the reviewer's own words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
    /// Fingerprint of what was shown when it was made: see `store::review::basis`.
    pub basis: String,
}

/// A word on one flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagRuling {
    /// 准考证号.
    pub ticket_no: String,
    /// Which flag.
    pub flag: FlagKey,
    /// The word.
    pub ruling: Ruling,
    /// Why, where it is dismissed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// What was expected and found when the word was given, so that a later reading can be told apart.
    pub basis: String,
}

/// A value as a person reads it. The machine's reading stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// 准考证号.
    pub ticket_no: String,
    /// Which value.
    pub field: FieldKey,
    /// What the machine had read; `None` where it had read nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reading: Option<String>,
    /// What the person reads, in the contract's form.
    pub value: String,
}

/// Whose a file is, as a person says. It holds for these bytes in this place; other bytes there are another matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Path of the file, relative to the uploads folder.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Whose it is; `None` for nobody on the roster.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ticket_no: Option<String>,
    /// Whose it was before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<String>,
}

/// Names a flag of a candidate, the same one in every run as long as it is about the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FlagKey(pub String);

impl FlagKey {
    /// The keys of a candidate's flags, in their order. Flags that are alike in all that names them are counted.
    #[must_use]
    pub fn all(flags: &[Flag]) -> Vec<Self> {
        let mut seen: Vec<String> = Vec::new();
        let key = |flag: &Flag| {
            let place = match &flag.place {
                Place::Paper { file, page, .. } => format!("{file}#{page}"),
                Place::File { file } => file.clone(),
                Place::Roster { cell } => format!("roster:{cell}"),
                Place::Absent => String::new(),
            };
            let field = flag.field.map_or("", FieldName::as_str);
            let name = format!("{}|{field}|{place}", flag.code);
            let before = seen.iter().filter(|other| **other == name).count();
            seen.push(name.clone());
            Self(if before == 0 { name } else { format!("{name}|{before}") })
        };
        flags.iter().map(key).collect()
    }

    /// The code of the flag.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.0.split('|').next()?.parse().ok()
    }
}

/// Names a value on a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldKey {
    /// SHA-256 of the file.
    pub sha256: String,
    /// First page of the document, from 1.
    pub page: u32,
    /// Which field.
    pub name: FieldName,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Severity;

    fn flag(code: Code, page: u32) -> Flag {
        let place = Place::Paper { file: "1/甲.pdf".into(), page, bbox: None };
        Flag::new(code, Severity::Error, place, "说明").about(FieldName::Name)
    }

    #[test]
    fn alike_flags_have_keys_of_their_own_and_order_of_others_does_not_matter() {
        let (one, other) = (flag(Code::NameMismatch, 1), flag(Code::NameMismatch, 2));
        let keys = FlagKey::all(&[one.clone(), one.clone(), other.clone()]);
        assert_eq!(keys[0].0, "name-mismatch|name|1/甲.pdf#1");
        assert_eq!(keys[1].0, "name-mismatch|name|1/甲.pdf#1|1");
        assert_eq!(FlagKey::all(&[other, one])[0], keys[2]);
        assert_eq!(keys[0].code(), Some(Code::NameMismatch));
    }
}
