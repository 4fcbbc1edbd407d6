//! Whether the bytes a signature covers are as they were when it was made.

use super::algorithms::{Hash, holds};
use super::ber::{Element, OCTETS, SEQUENCE};
use super::cms::{Message, Signer};
use super::oid;

/// How a PDF names the form of its signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The message signs the covered bytes (`adbe.pkcs7.detached`, `ETSI.CAdES.detached`).
    Detached,
    /// The message signs their SHA-1 (`adbe.pkcs7.sha1`).
    Sha1,
    /// The message signs a time and a digest of them (`ETSI.RFC3161`).
    TimeStamp,
}

impl Form {
    /// The form of this name.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"adbe.pkcs7.detached" | b"ETSI.CAdES.detached" => Some(Self::Detached),
            b"adbe.pkcs7.sha1" => Some(Self::Sha1),
            b"ETSI.RFC3161" => Some(Self::TimeStamp),
            _ => None,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Whether the covered bytes are as they were, or why that is not known.
    pub(super) intact: Result<bool, &'static str>,
    /// The name in the signer's certificate.
    pub(super) signer: Option<String>,
}

/// Checks a message against the bytes it covers.
pub(super) fn verify(message: &[u8], form: Form, covered: &[&[u8]]) -> Verdict {
    let Some(message) = Message::parse(message) else {
        return Verdict { intact: Err("it is no message of the form it claims"), signer: None };
    };
    let name = |signer: &Signer<'_>| message.certificate(signer).and_then(|certificate| certificate.holder.clone());
    let signer = message.signers.iter().find_map(name);
    let each: Vec<_> = message.signers.iter().map(|signer| by(&message, signer, form, covered)).collect();
    // Of several signers one whose signature does not fit is enough, and one that cannot be checked leaves it open.
    let intact = match each.iter().find(|one| **one == Ok(false)).or_else(|| each.iter().find(|one| one.is_err())) {
        Some(one) => *one,
        None if each.is_empty() => Err("nobody signed it"),
        None => Ok(true),
    };
    Verdict { intact, signer }
}

fn by(message: &Message<'_>, signer: &Signer<'_>, form: Form, covered: &[&[u8]]) -> Result<bool, &'static str> {
    let hash = Hash::named(signer.digest).ok_or("its digest is not known")?;
    let content: Vec<&[u8]> = match (form, &message.content) {
        (Form::Detached, _) => covered.to_vec(),
        (Form::Sha1, Some(content)) => {
            if *content != Hash::Sha1.of(covered) {
                return Ok(false);
            }
            vec![content]
        }
        (Form::TimeStamp, Some(content)) => {
            if message.content_type != oid::TIME_STAMP || !is_stamp_of(content, covered)? {
                return Ok(false);
            }
            vec![content]
        }
        (Form::Sha1 | Form::TimeStamp, None) => return Err("what it signs is missing"),
    };
    let signed = match &signer.attributes {
        Some(attributes) => {
            let digest = attributes.digest.as_ref().ok_or("its attributes hold no digest")?;
            if *digest != hash.of(&content) {
                return Ok(false);
            }
            // The type is signed with the digest, so that a digest of something else cannot be taken for one of this.
            if attributes.content_type != Some(message.content_type) {
                return Err("its attributes speak of another content");
            }
            attributes.signed()
        }
        None => content.concat(),
    };
    let certificate = message.certificate(signer).ok_or("the signer's certificate is missing")?;
    holds(signer.algorithm, hash, certificate, &signed, &signer.signature).ok_or("its algorithm is not known")
}

/// Whether a time stamp is one of the covered bytes.
fn is_stamp_of(content: &[u8], covered: &[&[u8]]) -> Result<bool, &'static str> {
    let imprint = || {
        let stamp = Element::first(content)?.opened(SEQUENCE)?;
        let parts = stamp.get(2)?.opened(SEQUENCE)?;
        let hash = parts.first()?.opened(SEQUENCE)?.first()?.body;
        Some((hash, parts.get(1)?.body_of(OCTETS)?))
    };
    let (hash, digest) = imprint().ok_or("its time stamp is malformed")?;
    Ok(Hash::named(hash).ok_or("its digest is not known")?.of(covered) == digest)
}
