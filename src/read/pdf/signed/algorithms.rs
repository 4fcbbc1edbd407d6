//! Digests and signatures. The mathematics is that of `ring`, and for the Chinese SM2 and SM3 that of `RustCrypto`.
//!
//! What is not known here is `None`, never wrong: a signature that cannot be checked says nothing about the paper.

use ring::digest::{self, Context};
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use sm2::dsa::signature::Verifier as _;
use sm2::dsa::signature::hazmat::PrehashVerifier as _;
use sm3::{Digest as _, Sm3};

use super::ber::{Element, INTEGER, SEQUENCE};
use super::cms::{Algorithm, Certificate};
use super::oid;

/// What a digest is taken with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
    Sm3,
}

impl Hash {
    /// The digest of this number.
    pub(super) fn named(id: &[u8]) -> Option<Self> {
        let known = [
            (oid::SHA1, Self::Sha1),
            (oid::SHA256, Self::Sha256),
            (oid::SHA384, Self::Sha384),
            (oid::SHA512, Self::Sha512),
            (oid::SM3, Self::Sm3),
        ];
        known.into_iter().find(|(own, _)| *own == id).map(|(_, hash)| hash)
    }

    /// The digest of some bytes in parts.
    pub(super) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
            Self::Sm3 => {
                let mut hasher = Sm3::new();
                parts.iter().for_each(|part| hasher.update(part));
                return hasher.finalize().to_vec();
            }
        };
        let mut context = Context::new(algorithm);
        parts.iter().for_each(|part| context.update(part));
        context.finish().as_ref().to_vec()
    }
}

/// Whether a signature over `message` is one by the key of a certificate; `None` where that cannot be told.
/// `hash` is the digest that the signer names beside an algorithm which names none.
pub(super) fn holds(
    algorithm: Algorithm<'_>,
    hash: Hash,
    certificate: &Certificate<'_>,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let key = certificate.key;
    match certificate.algorithm.id {
        oid::RSA | oid::RSA_PSS => {
            let bits = rsa_bits(key)?;
            let scheme = rsa(algorithm, hash, bits)?;
            Some(UnparsedPublicKey::new(scheme, key).verify(message, signature).is_ok())
        }
        oid::EC => {
            let curve = certificate.algorithm.parameters?.body;
            if curve == oid::SM2_CURVE {
                let sm2 = oid::SM2_SIGNATURES.contains(&algorithm.id) || algorithm.id == oid::EC;
                return if sm2 && hash == Hash::Sm3 { sm2_holds(key, message, signature) } else { None };
            }
            let scheme = ecdsa(algorithm, hash, curve)?;
            // A point in full; another form of it is right and not taken here.
            let length = if curve == oid::P256 { 65 } else { 97 };
            if key.len() != length || key.first() != Some(&4) {
                return None;
            }
            Some(UnparsedPublicKey::new(scheme, key).verify(message, signature).is_ok())
        }
        _ => None,
    }
}

/// The length of an RSA modulus, where the key is one that can be used here.
fn rsa_bits(key: &[u8]) -> Option<usize> {
    let parts = Element::first(key)?.opened(SEQUENCE)?;
    let number = |at: usize| -> Option<&[u8]> {
        let digits = parts.get(at)?.body_of(INTEGER)?;
        Some(digits.strip_prefix(&[0]).unwrap_or(digits))
    };
    let (modulus, exponent) = (number(0)?, number(1)?);
    let value = exponent.iter().try_fold(0_u64, |all, digit| all.checked_mul(256)?.checked_add(u64::from(*digit)))?;
    let usable = (3..1 << 33).contains(&value) && value % 2 == 1 && modulus.last()? % 2 == 1;
    let bits = modulus.len() * 8 - modulus.first()?.leading_zeros() as usize;
    usable.then_some(bits)
}

fn rsa(algorithm: Algorithm<'_>, hash: Hash, bits: usize) -> Option<&'static dyn VerificationAlgorithm> {
    let hash = match algorithm.id {
        oid::RSA => hash,
        oid::RSA_SHA1 => Hash::Sha1,
        oid::RSA_SHA256 => Hash::Sha256,
        oid::RSA_SHA384 => Hash::Sha384,
        oid::RSA_SHA512 => Hash::Sha512,
        oid::RSA_PSS if (2048..=8192).contains(&bits) => {
            return match pss(algorithm)? {
                Hash::Sha256 => Some(&signature::RSA_PSS_2048_8192_SHA256),
                Hash::Sha384 => Some(&signature::RSA_PSS_2048_8192_SHA384),
                Hash::Sha512 => Some(&signature::RSA_PSS_2048_8192_SHA512),
                Hash::Sha1 | Hash::Sm3 => None,
            };
        }
        _ => return None,
    };
    match (hash, bits) {
        (Hash::Sha1, 1024..=8192) => Some(&signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY),
        (Hash::Sha256, 1024..=8192) => Some(&signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY),
        (Hash::Sha384, 2048..=8192) => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
        (Hash::Sha512, 1024..=8192) => Some(&signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY),
        _ => None,
    }
}

/// The digest of RSA-PSS, where mask and salt are those that go with it.
fn pss(algorithm: Algorithm<'_>) -> Option<Hash> {
    let parameters = algorithm.parameters?.opened(SEQUENCE)?;
    let inside = |tag: u8| parameters.iter().find(|part| part.tag == tag)?.children()?.first().copied();
    let named = |element: Element<'_>| Hash::named(element.opened(SEQUENCE)?.first()?.body);
    let hash = named(inside(0xA0)?)?;
    let mask = named(*inside(0xA1)?.opened(SEQUENCE)?.get(1)?)?;
    let salt = inside(0xA2)?.body_of(INTEGER)?;
    let length = match hash {
        Hash::Sha256 => 32,
        Hash::Sha384 => 48,
        Hash::Sha512 => 64,
        Hash::Sha1 | Hash::Sm3 => return None,
    };
    (mask == hash && salt == [length]).then_some(hash)
}

fn ecdsa(algorithm: Algorithm<'_>, hash: Hash, curve: &[u8]) -> Option<&'static dyn VerificationAlgorithm> {
    let hash = match algorithm.id {
        oid::EC => hash,
        oid::ECDSA_SHA256 => Hash::Sha256,
        oid::ECDSA_SHA384 => Hash::Sha384,
        _ => return None,
    };
    match (curve, hash) {
        (oid::P256, Hash::Sha256) => Some(&signature::ECDSA_P256_SHA256_ASN1),
        (oid::P256, Hash::Sha384) => Some(&signature::ECDSA_P256_SHA384_ASN1),
        (oid::P384, Hash::Sha256) => Some(&signature::ECDSA_P384_SHA256_ASN1),
        (oid::P384, Hash::Sha384) => Some(&signature::ECDSA_P384_SHA384_ASN1),
        _ => None,
    }
}

/// The name of a signer that GM/T 0009 prescribes where none is agreed.
const SM2_SIGNER: &str = "1234567812345678";

/// SM2 as the standard has it, with the signer's name in the digest; some programs leave that out.
fn sm2_holds(key: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    let key = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_SIGNER, key).ok()?;
    let numbers = Element::first(signature)?.opened(SEQUENCE)?;
    let [r, s] = numbers.as_slice() else { return None };
    let mut flat = [0_u8; 64];
    for (number, place) in [r, s].into_iter().zip(flat.chunks_mut(32)) {
        let digits = number.body_of(INTEGER)?;
        let digits = digits.strip_prefix(&[0]).unwrap_or(digits);
        let at = 32_usize.checked_sub(digits.len())?;
        place.get_mut(at..)?.copy_from_slice(digits);
    }
    let Ok(signature) = sm2::dsa::Signature::from_slice(&flat) else { return Some(false) };
    let nameless = Sm3::digest(message);
    Some(key.verify(message, &signature).is_ok() || key.verify_prehash(&nameless, &signature).is_ok())
}
