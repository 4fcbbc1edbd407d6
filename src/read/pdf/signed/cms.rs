//! The message a signature is: CMS `SignedData` (RFC 5652), and its Chinese twin (GM/T 0010), which has other numbers
//! for the same shape.

use super::ber::{BITS, Element, INTEGER, OCTETS, OID, SEQUENCE, SET};
use super::oid;

/// A signed message.
#[derive(Debug)]
pub(super) struct Message<'a> {
    /// The type of what is signed.
    pub(super) content_type: &'a [u8],
    /// What is signed, where the message brings it along.
    pub(super) content: Option<Vec<u8>>,
    /// Certificates that came with it, in no order.
    pub(super) certificates: Vec<Certificate<'a>>,
    /// Who signed.
    pub(super) signers: Vec<Signer<'a>>,
}

/// One signer's part.
#[derive(Debug)]
pub(super) struct Signer<'a> {
    id: Id<'a>,
    /// How the content was digested.
    pub(super) digest: &'a [u8],
    /// The attributes that were signed in place of the content.
    pub(super) attributes: Option<Attributes<'a>>,
    /// How it was signed.
    pub(super) algorithm: Algorithm<'a>,
    /// The signature.
    pub(super) signature: Vec<u8>,
}

/// By what a signer names the certificate.
#[derive(Debug)]
enum Id<'a> {
    /// Who issued it, and under which number.
    Issued { issuer: &'a [u8], serial: &'a [u8] },
    /// The name of its key.
    Key(&'a [u8]),
}

/// Signed attributes.
#[derive(Debug)]
pub(super) struct Attributes<'a> {
    body: &'a [u8],
    /// The type of the content, as it was signed.
    pub(super) content_type: Option<&'a [u8]>,
    /// The digest of the content, as it was signed.
    pub(super) digest: Option<Vec<u8>>,
}

/// An algorithm with its parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Algorithm<'a> {
    /// Its number.
    pub(super) id: &'a [u8],
    /// Its parameters.
    pub(super) parameters: Option<Element<'a>>,
}

/// What of a certificate is needed: it is not trusted, only its key used.
#[derive(Debug)]
pub(super) struct Certificate<'a> {
    issuer: &'a [u8],
    serial: &'a [u8],
    key_id: Option<&'a [u8]>,
    /// The name of its holder.
    pub(super) holder: Option<String>,
    /// The kind of its key.
    pub(super) algorithm: Algorithm<'a>,
    /// Its key.
    pub(super) key: &'a [u8],
}

impl<'a> Message<'a> {
    /// Takes a message apart. `None` where it is none.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let outer = Element::first(bytes)?.opened(SEQUENCE)?;
        let [kind, content] = outer.as_slice() else { return None };
        if !oid::SIGNED_DATA.contains(&kind.body_of(OID)?) || content.tag != 0xA0 {
            return None;
        }
        let parts = content.children()?.first()?.opened(SEQUENCE)?;
        let (inner, rest) = parts.get(2).zip(parts.get(3..))?;
        let inner = inner.opened(SEQUENCE)?;
        let content = match inner.get(1) {
            Some(wrapped) if wrapped.tag == 0xA0 => Some(content_of(wrapped.children()?.first()?)?),
            Some(_) => return None,
            None => None,
        };
        let certificates = rest.iter().find(|part| part.tag == 0xA0);
        let certificates = certificates.map_or(Some(Vec::new()), Element::children)?;
        let signers = rest.last()?.opened(SET)?;
        Some(Self {
            content_type: inner.first()?.body_of(OID)?,
            content,
            certificates: certificates.iter().filter_map(Certificate::parse).collect(),
            signers: signers.iter().map(Signer::parse).collect::<Option<_>>()?,
        })
    }

    /// The certificate that a signer names.
    pub(super) fn certificate(&self, signer: &Signer<'_>) -> Option<&Certificate<'a>> {
        self.certificates.iter().find(|certificate| match signer.id {
            Id::Issued { issuer, serial } => certificate.issuer == issuer && certificate.serial == serial,
            Id::Key(key) => certificate.key_id == Some(key),
        })
    }
}

/// The content: the bytes of a string, or of an element of the older kind (PKCS #7), without its tag and length.
fn content_of(element: &Element<'_>) -> Option<Vec<u8>> {
    element.octets().or_else(|| Some(element.body.to_vec()))
}

impl<'a> Signer<'a> {
    fn parse(element: &Element<'a>) -> Option<Self> {
        let parts = element.opened(SEQUENCE)?;
        let mut parts = parts.iter().skip(1);
        let id = parts.next()?;
        let id = match id.tag {
            SEQUENCE => {
                let named = id.children()?;
                Id::Issued { issuer: named.first()?.whole, serial: named.get(1)?.body_of(INTEGER)? }
            }
            0x80 => Id::Key(id.body),
            _ => return None,
        };
        let digest = Algorithm::parse(parts.next()?)?.id;
        let mut part = parts.next()?;
        let mut attributes = None;
        if part.tag == 0xA0 {
            attributes = Some(Attributes::parse(part)?);
            part = parts.next()?;
        }
        let algorithm = Algorithm::parse(part)?;
        Some(Self { id, digest, attributes, algorithm, signature: parts.next()?.octets()? })
    }
}

impl<'a> Attributes<'a> {
    fn parse(element: &Element<'a>) -> Option<Self> {
        let mut attributes = Self { body: element.body, content_type: None, digest: None };
        for attribute in element.children()? {
            let parts = attribute.opened(SEQUENCE)?;
            let (kind, values) = (parts.first()?.body_of(OID)?, parts.get(1)?.opened(SET)?);
            let one = || if let [value] = values.as_slice() { Some(value) } else { None };
            // Given twice, neither could be trusted.
            if kind == oid::CONTENT_TYPE && attributes.content_type.replace(one()?.body_of(OID)?).is_some() {
                return None;
            }
            if kind == oid::MESSAGE_DIGEST && attributes.digest.replace(one()?.octets()?).is_some() {
                return None;
            }
        }
        Some(attributes)
    }

    /// The bytes that were signed: the attributes as a set, in the order in which they came.
    pub(super) fn signed(&self) -> Vec<u8> {
        let length = self.body.len();
        let digits = length.to_be_bytes();
        let digits = digits.iter().skip_while(|digit| **digit == 0).copied();
        let mut bytes = vec![SET];
        if length < 0x80 {
            bytes.extend(digits.chain((length == 0).then_some(0)));
        } else {
            let digits: Vec<u8> = digits.collect();
            bytes.push(0x80 | digits.len() as u8);
            bytes.extend(digits);
        }
        bytes.extend(self.body);
        bytes
    }
}

impl<'a> Algorithm<'a> {
    fn parse(element: &Element<'a>) -> Option<Self> {
        let parts = element.opened(SEQUENCE)?;
        Some(Self { id: parts.first()?.body_of(OID)?, parameters: parts.get(1).copied() })
    }
}

impl<'a> Certificate<'a> {
    fn parse(element: &Element<'a>) -> Option<Self> {
        let outer = element.opened(SEQUENCE)?;
        let parts = outer.first()?.opened(SEQUENCE)?;
        // The version is left out where it is the first.
        let parts = match parts.as_slice() {
            [version, rest @ ..] if version.tag == 0xA0 => rest,
            all => all,
        };
        let [serial, _, issuer, _, subject, key, rest @ ..] = parts else { return None };
        let key = key.opened(SEQUENCE)?;
        let bits = key.get(1)?.body_of(BITS)?;
        Some(Self {
            issuer: issuer.whole,
            serial: serial.body_of(INTEGER)?,
            key_id: rest.iter().find(|part| part.tag == 0xA3).and_then(key_id),
            holder: holder(subject),
            algorithm: Algorithm::parse(key.first()?)?,
            key: bits.strip_prefix(&[0])?,
        })
    }
}

/// The name of the key among a certificate's extensions.
fn key_id<'a>(extensions: &Element<'a>) -> Option<&'a [u8]> {
    let list = extensions.children()?.first()?.opened(SEQUENCE)?;
    list.iter().find_map(|extension| {
        let parts = extension.opened(SEQUENCE)?;
        let value = parts.last()?.body_of(OCTETS)?;
        (parts.first()?.body_of(OID)? == oid::KEY_ID).then(|| Element::first(value)?.body_of(OCTETS)).flatten()
    })
}

/// The common name of a certificate's holder; of an organisation without one its own.
fn holder(subject: &Element<'_>) -> Option<String> {
    let parts = subject.opened(SEQUENCE)?;
    let attributes = || parts.iter().filter_map(|set| set.opened(SET)).flatten();
    let named = |wanted: &[u8]| {
        attributes().find_map(|attribute| {
            let pair = attribute.opened(SEQUENCE)?;
            if pair.first()?.body_of(OID)? != wanted {
                return None;
            }
            let value = pair.get(1)?;
            let text = match value.tag {
                // BMPString.
                0x1E => encoding_rs::UTF_16BE.decode_without_bom_handling(value.body).0.into_owned(),
                _ => super::super::glyph::text_string(value.body),
            };
            // A name is a line of text, whatever the certificate holds.
            let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
            Some(text).filter(|text| !text.trim().is_empty())
        })
    };
    named(oid::COMMON_NAME).or_else(|| named(oid::ORGANISATION))
}
