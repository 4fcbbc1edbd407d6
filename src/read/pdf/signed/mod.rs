//! The digital signatures of a PDF: what each covers, and whether that is as it was.
//!
//! Whose certificate it is, and who vouches for it, is not judged: anybody can make a certificate in any name. So a
//! signature that holds says that the covered bytes are those that were signed, by whomever.

mod algorithms;
mod ber;
mod cms;
mod oid;
#[cfg(test)]
mod tests;
mod verify;

pub(in crate::read) use ber::{Element, OCTETS};

use lopdf::{Dictionary, Document, Object};

use super::glyph::text_string;
use crate::model::{Problem, Signature};
use verify::{Form, verify};

/// Objects nested deeper than this hold no signature.
const DEEPEST: usize = 24;
/// More signatures than this are not looked at.
const MOST: usize = 16;
/// A longer message is no signature.
const LONGEST: usize = 1 << 20;

/// A signature, and where what it covers ends.
#[derive(Debug)]
pub(super) struct Signed {
    /// What goes into the reading.
    pub(super) signature: Signature,
    /// The end of the covered bytes.
    pub(super) end: Option<usize>,
}

/// The signatures of a file, in the order of their objects.
pub(super) fn read(document: &Document, bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<Signed> {
    let mut found = Vec::new();
    for object in document.objects.values() {
        look_for(object, 0, &mut found);
    }
    if found.len() > MOST {
        problem(problems, "there are more signatures than are looked at");
        found.truncate(MOST);
    }
    found.into_iter().map(|dict| check(document, dict, bytes, problems)).collect()
}

fn problem(problems: &mut Vec<Problem>, what: &str) {
    problems.push(Problem { page: None, what: what.to_owned() });
}

fn look_for<'a>(object: &'a Object, depth: usize, found: &mut Vec<&'a Dictionary>) {
    if depth > DEEPEST || found.len() > MOST {
        return;
    }
    match object {
        Object::Array(items) => items.iter().for_each(|item| look_for(item, depth + 1, found)),
        Object::Dictionary(dict) if dict.has(b"ByteRange") && dict.has(b"Contents") => found.push(dict),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| look_for(value, depth + 1, found)),
        _ => {}
    }
}

fn check(document: &Document, dict: &Dictionary, bytes: &[u8], problems: &mut Vec<Problem>) -> Signed {
    let entry = |key: &[u8]| Some(document.dereference(dict.get(key).ok()?).ok()?.1);
    let own_name = entry(b"Name").and_then(|name| name.as_str().ok()).map(text_string);
    let signature = Signature { covers_whole_file: false, intact: None, signer: own_name };
    let Some(range) = entry(b"ByteRange").and_then(Range::parse) else {
        problem(problems, "a signature could not be checked: what it covers is not said in the form prescribed");
        return Signed { signature, end: None };
    };
    let end = Some(range.end);
    let Some([head, tail]) = range.covered(bytes) else {
        // The file is shorter than what was signed.
        return Signed { signature: Signature { intact: Some(false), ..signature }, end };
    };
    let hole = range.hole(bytes).and_then(hex);
    let covers_whole_file = hole.is_some() && bytes.get(range.end..).is_some_and(is_empty);
    // The hole is where the signature stood when the bytes around it were signed. A dictionary that holds another one
    // was put there later.
    let stated = entry(b"Contents").and_then(|contents| contents.as_str().ok());
    let message = hole.as_deref().or(stated).filter(|message| message.len() <= LONGEST);
    let form = entry(b"SubFilter").and_then(|form| form.as_name().ok());
    let (intact, signer) = match (message, form.and_then(Form::named)) {
        (Some(message), Some(form)) => {
            let verdict = verify(message, form, &[head, tail]);
            (verdict.intact, verdict.signer)
        }
        (None, _) => (Err("it is longer than any signature"), None),
        (_, None) => (Err("its form is not known"), None),
    };
    if let Err(why) = intact {
        problem(problems, &format!("a signature could not be checked: {why}"));
    }
    let signer = signer.or(signature.signer);
    Signed { signature: Signature { covers_whole_file, intact: intact.ok(), signer }, end }
}

/// What a signature covers: the file from its beginning, but for a hole in which the signature stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    hole: (usize, usize),
    end: usize,
}

impl Range {
    fn parse(object: &Object) -> Option<Self> {
        let numbers = object.as_array().ok()?.iter().map(|number| usize::try_from(number.as_i64().ok()?).ok());
        let numbers: Vec<usize> = numbers.collect::<Option<_>>()?;
        let [start, first, second, length] = *numbers.as_slice() else { return None };
        let end = second.checked_add(length)?;
        (start == 0 && first > 0 && first < second).then_some(Self { hole: (first, second), end })
    }

    fn covered(self, bytes: &[u8]) -> Option<[&[u8]; 2]> {
        Some([bytes.get(..self.hole.0)?, bytes.get(self.hole.1..self.end)?])
    }

    /// What is in the hole, where it is nothing but a string in hexadecimal: in any other something could be hidden.
    fn hole(self, bytes: &[u8]) -> Option<&[u8]> {
        bytes.get(self.hole.0..self.hole.1)?.strip_prefix(b"<")?.strip_suffix(b">")
    }
}

fn is_empty(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

/// The bytes of a string in hexadecimal; `None` where anything else stands in it.
fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let mut digits = Vec::with_capacity(text.len());
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        digits.push(u8::try_from(char::from(*byte).to_digit(16)?).ok()?);
    }
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |all, d| all << 4 | d) << (4 * (2 - pair.len()))).collect())
}
