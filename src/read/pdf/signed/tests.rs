//! Signatures of every kind over one text, by another program than the one under test.

use lopdf::{StringFormat, dictionary};

use super::*;

const COVERED: [&[u8]; 2] = [b"%PDF covered before", b"covered behind"];
const SIGNER: &str = "签发测试（虚构）";

/// A vector of this name.
macro_rules! vector {
    ($name:literal) => {
        include_bytes!(concat!("vectors/", $name, ".der")).as_slice()
    };
}

/// Every signature that can be checked, with the form in which a PDF holds it.
const GOOD: &[(&str, Form, &[u8])] = &[
    ("rsa-sha256", Form::Detached, vector!("rsa-sha256")),
    ("rsa-sha1", Form::Detached, vector!("rsa-sha1")),
    ("rsa-sha512", Form::Detached, vector!("rsa-sha512")),
    ("rsa-pss", Form::Detached, vector!("rsa-pss")),
    ("rsa-bare", Form::Detached, vector!("rsa-bare")),
    ("rsa-stream", Form::Detached, vector!("rsa-stream")),
    ("rsa-keyid", Form::Detached, vector!("rsa-keyid")),
    ("p256", Form::Detached, vector!("p256")),
    ("p384", Form::Detached, vector!("p384")),
    ("sm2", Form::Detached, vector!("sm2")),
    ("rsa-digest", Form::Sha1, vector!("rsa-digest")),
];

#[test]
fn each_holds_over_what_it_was_made_of() {
    for (name, form, message) in GOOD {
        let verdict = verify(message, *form, &COVERED);
        assert_eq!((verdict.intact, verdict.signer.as_deref()), (Ok(true), Some(SIGNER)), "{name}");
    }
}

#[test]
fn none_holds_over_anything_else() {
    for (name, form, message) in GOOD {
        assert_eq!(verify(message, *form, &[COVERED[0], b"covered beh1nd"]).intact, Ok(false), "{name}");
        assert_eq!(verify(message, *form, &[]).intact, Ok(false), "{name}");
    }
}

#[test]
fn none_holds_with_another_signature() {
    for (name, form, message) in GOOD {
        // The signature of these messages is their end, but for those of indefinite length.
        let at = message.len() - if *name == "rsa-stream" { 20 } else { 9 };
        let mut message = message.to_vec();
        message[at] ^= 1;
        assert_eq!(verify(&message, *form, &COVERED).intact, Ok(false), "{name}");
    }
}

#[test]
fn an_algorithm_that_is_not_known_leaves_it_open() {
    let verdict = verify(vector!("rsa-sha224"), Form::Detached, &COVERED);
    assert_eq!((verdict.intact, verdict.signer.as_deref()), (Err("its digest is not known"), Some(SIGNER)));
}

#[test]
fn a_message_that_brings_its_own_content_says_nothing_about_the_file() {
    let own = verify(vector!("rsa-digest"), Form::Detached, &COVERED);
    assert_eq!(own.intact, Ok(false), "it signs a digest of the file, not the file");
    assert_eq!(verify(vector!("rsa-sha256"), Form::Sha1, &COVERED).intact, Err("what it signs is missing"));
}

#[test]
fn no_message_breaks_the_reader() {
    for (_, form, message) in GOOD {
        for end in 0..message.len() {
            let _ = verify(&message[..end], *form, &COVERED);
            let mut spoilt = message.to_vec();
            spoilt[end] ^= 0x55;
            assert_ne!(verify(&spoilt, Form::TimeStamp, &COVERED).intact, Ok(true));
        }
    }
}

/// A file with this message in the hole, and its dictionary.
fn file(message: &[u8], range: Option<[i64; 4]>) -> (Vec<u8>, Document) {
    let hex: String = message.iter().map(|byte| format!("{byte:02X}")).collect();
    let bytes = [COVERED[0], b"<", hex.as_bytes(), b"00>", COVERED[1]].concat();
    let (first, second) = (COVERED[0].len() as i64, (bytes.len() - COVERED[1].len()) as i64);
    let range = range.unwrap_or([0, first, second, COVERED[1].len() as i64]);
    let mut document = Document::new();
    let _ = document.add_object(dictionary! {
        "SubFilter" => "adbe.pkcs7.detached",
        "ByteRange" => range.iter().map(|n| Object::Integer(*n)).collect::<Vec<_>>(),
        "Contents" => Object::String(message.to_vec(), StringFormat::Hexadecimal),
    });
    (bytes, document)
}

fn only(bytes: &[u8], document: &Document) -> (Signature, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut found = read(document, bytes, &mut problems);
    assert_eq!(found.len(), 1);
    (found.remove(0).signature, problems)
}

#[test]
fn the_whole_file_or_a_part_of_it() {
    let (bytes, document) = file(vector!("p256"), None);
    let (whole, problems) = only(&bytes, &document);
    assert_eq!((whole.covers_whole_file, whole.intact, problems), (true, Some(true), vec![]));
    let appended = [&bytes, &b"\n5 0 obj"[..]].concat();
    let (part, _) = only(&appended, &document);
    assert_eq!((part.covers_whole_file, part.intact), (false, Some(true)));
}

#[test]
fn a_range_that_cannot_be() {
    for range in [[1, 19, 900, 14], [0, 900, 19, 14], [0, 0, 10, 14], [0, -5, 19, 14], [0, 19, i64::MAX, i64::MAX]] {
        let (bytes, document) = file(vector!("p256"), Some(range));
        let (signature, problems) = only(&bytes, &document);
        let told = signature.intact == Some(false) || !problems.is_empty();
        assert!(!signature.covers_whole_file && signature.intact != Some(true) && told, "{range:?}");
    }
    let (bytes, document) = file(vector!("p256"), None);
    let (cut, _) = only(&bytes[..bytes.len() - 3], &document);
    assert_eq!((cut.covers_whole_file, cut.intact), (false, Some(false)), "shorter than what was signed");
}

#[test]
fn a_hole_wider_than_the_signature() {
    let (mut bytes, document) = file(vector!("p256"), None);
    bytes[COVERED[0].len() + 40] = b'!';
    assert!(!only(&bytes, &document).0.covers_whole_file);
}
