//! Text with places for values: `?code={verification_code}&name={name}`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::FieldName;

/// The values of a document that a look-up may use.
pub type Values = BTreeMap<FieldName, String>;

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(FieldName),
}

/// A text with places for values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// Understands a template; `{{` and `}}` stand for the braces themselves.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut pieces, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = after.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = after.strip_prefix("}}") {
                plain.push('}');
                rest = after;
            } else if let Some((name, after)) = after.strip_prefix('{').and_then(|after| after.split_once('}')) {
                let field = name.parse().map_err(|_| format!("{{{name}}} is no field"))?;
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Value(field));
                rest = after;
            } else {
                return Err("a brace stands alone; write {{ or }} for the character itself".to_owned());
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self(pieces))
    }

    /// The fields it has places for.
    pub fn fields(&self) -> impl Iterator<Item = FieldName> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Value(name) => Some(*name),
            Piece::Text(_) => None,
        })
    }

    /// The text with the values in it as they are; `None` where one is missing.
    #[must_use]
    pub fn fill(&self, values: &Values) -> Option<String> {
        self.fill_with(values, String::push_str)
    }

    /// The text with the values in it percent-encoded, so that no value can end one part of an address and begin another.
    #[must_use]
    pub fn fill_encoded(&self, values: &Values) -> Option<String> {
        self.fill_with(values, encode)
    }

    fn fill_with(&self, values: &Values, put: impl Fn(&mut String, &str)) -> Option<String> {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(name) => put(&mut out, values.get(name)?),
            }
        }
        Some(out)
    }
}

/// Adds a value with everything encoded but letters, digits and `-_~`. A dot is encoded as well; a segment of nothing
/// but dots would still climb up the path, which is for [`super::request`] to refuse.
pub(super) fn encode(out: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        [(FieldName::Name, "张 三&x=1#/../".to_owned()), (FieldName::ReportNo, "A1".to_owned())].into()
    }

    #[test]
    fn values_are_encoded_and_braces_can_be_written() {
        let template = Template::parse("q={report_no}&n={name}&j={{x}}").unwrap();
        assert_eq!(template.fields().collect::<Vec<_>>(), [FieldName::ReportNo, FieldName::Name]);
        let filled = template.fill_encoded(&values()).unwrap();
        assert_eq!(filled, "q=A1&n=%E5%BC%A0%20%E4%B8%89%26x%3D1%23%2F%2E%2E%2F&j={x}");
        assert_eq!(template.fill(&values()).unwrap(), "q=A1&n=张 三&x=1#/../&j={x}");
    }

    #[test]
    fn what_is_missing_or_unknown_is_said() {
        assert_eq!(Template::parse("{school}").unwrap().fill(&values()), None);
        assert!(Template::parse("{nonsense}").unwrap_err().contains("nonsense"));
        assert!(Template::parse("{name").is_err());
        assert!(Template::parse("name}").is_err());
    }
}
