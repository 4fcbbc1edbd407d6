//! A part of XML as a tree: names without prefixes, attributes, text.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// More elements than this are no page.
const MOST: usize = 400_000;
/// Elements nested deeper than this are no page.
const DEEPEST: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The text that stands in it itself.
    pub(super) text: String,
    /// The elements in it.
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The root of a part; `None` where it is no XML, or too much of it.
    pub(super) fn read(xml: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_reader(xml);
        let (mut open, mut count): (Vec<Self>, usize) = (Vec::new(), 0);
        loop {
            let (element, ends) = match reader.read_event().ok()? {
                Event::Start(tag) => (Self::of(&tag), false),
                Event::Empty(tag) => (Self::of(&tag), true),
                Event::End(_) => (open.pop()?, true),
                Event::Text(text) => {
                    if let Some(last) = open.last_mut() {
                        last.text.push_str(&text);
                    }
                    continue;
                }
                Event::CData(text) => {
                    if let Some(last) = open.last_mut() {
                        last.text.push_str(&text);
                    }
                    continue;
                }
                Event::GeneralRef(name) => {
                    if let Some(last) = open.last_mut() {
                        last.text.extend(character(&name));
                    }
                    continue;
                }
                Event::Eof => return None,
                _ => continue,
            };
            count = count.saturating_add(1);
            if count > MOST.saturating_mul(2) || open.len() > DEEPEST {
                return None;
            }
            if !ends {
                open.push(element);
            } else if let Some(parent) = open.last_mut() {
                parent.children.push(element);
            } else {
                return Some(element);
            }
        }
    }

    fn of(tag: &BytesStart<'_>) -> Self {
        let mut attributes = tag.attributes();
        let pairs = attributes.with_checks(false).flatten().filter_map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
            Some((owned(attribute.key.local_name().as_ref()), value))
        });
        let attributes = pairs.collect();
        Self { name: owned(tag.local_name().as_ref()), attributes, ..Self::default() }
    }

    /// An attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<f32> {
        self.get(name)?.trim().parse().ok().filter(|number: &f32| number.is_finite())
    }

    /// An attribute that is so many numbers.
    pub(super) fn numbers<const N: usize>(&self, name: &str) -> Option<[f32; N]> {
        numbers(self.get(name)?).try_into().ok()
    }

    /// The first element of that name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements of that name in it.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first element of that name in it.
    pub(super) fn said(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim()).filter(|text| !text.is_empty())
    }
}

fn owned(name: &str) -> String {
    name.to_owned()
}

/// The numbers of a list.
pub(super) fn numbers(list: &str) -> Vec<f32> {
    let parts = list.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    parts.map_while(|part| part.parse().ok().filter(|number: &f32| number.is_finite())).collect()
}

/// What `&lt;` and `&#23433;` stand for.
fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

impl Element {
    /// An element that no part holds.
    pub(super) fn with(name: &str, attributes: &[(&str, &str)]) -> Self {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { name: name.to_owned(), attributes, ..Self::default() }
    }

    /// A copy whose references say in which document of the file they stand.
    pub(super) fn numbered(&self, at: usize) -> Self {
        let numbered = |(name, value): &(String, String)| match name.as_str() {
            "ResourceID" | "DrawParam" | "Relative" => (name.clone(), format!("{at}:{value}")),
            _ => (name.clone(), value.clone()),
        };
        Self {
            name: self.name.clone(),
            attributes: self.attributes.iter().map(numbered).collect(),
            text: self.text.clone(),
            children: self.children.iter().map(|child| child.numbered(at)).collect(),
        }
    }
}
