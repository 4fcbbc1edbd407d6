use std::io::{Cursor, Write};

use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;

use super::*;

/// A ZIP with these files, each under its name.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same with each name exchanged for one of as many bytes.
fn renamed(zip: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut out = zip.to_vec();
    for at in 0..out.len() - from.len() {
        if &out[at..at + from.len()] == from {
            out[at..at + from.len()].copy_from_slice(to);
        }
    }
    out
}

fn unpacked(bytes: &[u8], bounds: &Bounds) -> (Outcome, Vec<Member>) {
    let mut members = Vec::new();
    let outcome = unpack(bytes, bounds, &mut |member| members.push(member));
    (outcome, members)
}

fn paths(members: &[Member]) -> Vec<&str> {
    members.iter().map(|member| member.path.as_str()).collect()
}

const TOO_LARGE: Outcome = Outcome::Damaged { reason: DamageReason::TooLarge };

#[test]
fn names_in_either_encoding() {
    let utf8 = zip(&[("王明/身份证.pdf", b"a")]);
    assert_eq!(paths(&unpacked(&utf8, &Bounds::default()).1), ["王明/身份证.pdf"]);
    // As Windows packs them: GBK, and no flag.
    let (gbk, _, _) = encoding_rs::GB18030.encode("王明\\身份证.pdf");
    let plain = zip(&[("x".repeat(gbk.len()).as_str(), b"a")]);
    let named = renamed(&plain, "x".repeat(gbk.len()).as_bytes(), &gbk);
    assert_eq!(paths(&unpacked(&named, &Bounds::default()).1), ["王明/身份证.pdf"]);
}

#[test]
fn paths_that_climb_are_names() {
    let archive = zip(&[("../../etc/passwd", b"a"), ("/b", b"b"), ("C:\\c", b"c"), ("d/./e", b"d")]);
    let (outcome, members) = unpacked(&archive, &Bounds::default());
    assert_eq!(outcome, Outcome::Read);
    assert_eq!(paths(&members), ["etc/passwd", "b", "c", "d/e"]);
    assert_eq!(members.iter().map(|member| member.climbs).collect::<Vec<_>>(), [true, true, true, false]);
}

#[test]
fn bombs_end_at_the_bounds_and_what_came_before_stays() {
    let zeros = vec![0; 1 << 20];
    let archive = zip(&[("a.txt", b"a"), ("bomb", &zeros), ("c.txt", b"c")]);
    assert!(archive.len() < 10_000);
    let member_bytes = Bounds { member_bytes: 1000, ..Bounds::default() };
    let (outcome, members) = unpacked(&archive, &member_bytes);
    assert_eq!((outcome, paths(&members)), (TOO_LARGE, vec!["a.txt", "c.txt"]));
    let (outcome, members) = unpacked(&archive, &Bounds { bytes: 1000, ..Bounds::default() });
    assert_eq!((outcome, paths(&members)), (TOO_LARGE, vec!["a.txt"]));
    let (outcome, members) = unpacked(&archive, &Bounds { members: 2, ..Bounds::default() });
    assert_eq!((outcome, members.len()), (TOO_LARGE, 2));
}

#[test]
fn passwords_and_damage_are_told_apart() {
    let mut locked = zip(&[("a.txt", b"a")]);
    for (magic, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = locked.windows(4).position(|window| window == magic).unwrap();
        locked[at + flags] |= 1;
    }
    assert_eq!(unpacked(&locked, &Bounds::default()), (Outcome::Encrypted, Vec::new()));
    let whole = zip(&[("a.txt", b"a")]);
    let damaged = |reason| (Outcome::Damaged { reason }, Vec::new());
    assert_eq!(unpacked(&whole[..whole.len() / 2], &Bounds::default()), damaged(DamageReason::Malformed));
    assert_eq!(unpacked(&zip(&[]), &Bounds::default()), damaged(DamageReason::Empty));
    assert_eq!(unpacked(b"Rar!\x1A\x07\x01\0", &Bounds::default()), (Outcome::NotADocument, Vec::new()));
}

#[test]
fn two_files_of_one_name_stay_two() {
    let archive = renamed(&zip(&[("a.txt", b"1"), ("b.txt", b"2")]), b"b.txt", b"a.txt");
    let (_, members) = unpacked(&archive, &Bounds::default());
    // A directory by name may hold the last one alone; what it lists is told apart.
    assert_eq!(paths(&members).iter().collect::<BTreeSet<_>>().len(), members.len());
}
