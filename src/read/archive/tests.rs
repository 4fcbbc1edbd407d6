use std::io::{Cursor, Write};

use ::zip::ZipWriter;
use ::zip::write::SimpleFileOptions;

use rars::ArchiveVersion::{Rar29, Rar50};

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
    opened(bytes, Format::Archive, bounds)
}

fn opened(bytes: &[u8], format: Format, bounds: &Bounds) -> (Outcome, Vec<Member>) {
    let mut members = Vec::new();
    let outcome = unpack(bytes, format, bounds, &mut |member| members.push(member));
    (outcome, members)
}

/// The files of an archive that is whole.
fn files(bytes: &[u8], format: Format) -> Vec<(String, Vec<u8>)> {
    let (outcome, members) = opened(bytes, format, &Bounds::default());
    assert_eq!(outcome, Outcome::Read);
    members.into_iter().map(|member| (member.path, member.bytes)).collect()
}

fn file(path: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    (path.to_owned(), bytes.to_vec())
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
    assert_eq!(unpacked(b"Rar!\x1A\x07\x01\0", &Bounds::default()), damaged(DamageReason::Malformed));
    assert_eq!(unpacked(b"MSCF\0\0\0\0", &Bounds::default()), (Outcome::NotADocument, Vec::new()));
}

#[test]
fn two_files_of_one_name_stay_two() {
    let archive = renamed(&zip(&[("a.txt", b"1"), ("b.txt", b"2")]), b"b.txt", b"a.txt");
    let (_, members) = unpacked(&archive, &Bounds::default());
    // A directory by name may hold the last one alone; what it lists is told apart.
    assert_eq!(paths(&members).iter().collect::<BTreeSet<_>>().len(), members.len());
}

/// What the packers of other archives are given.
const PAPERS: [(&str, &[u8]); 2] = [("王明/身份证.pdf", b"%PDF-1"), ("王明/证明.jpg", b"\xFF\xD8")];

/// A 7z with a password on its content, as 7-Zip writes it.
const LOCKED_7Z: &str = "N3q8ryccAAS6iOkNEAAAAAAAAABqAAAAAAAAAGXoOMQUucXHJFLyTemRRpKdcTWzAQQGAAEJEAAHCwEAAiQG8QcBElMPtKit3B8t\
    JJz0gi/xUO2vRCEhAQABAAwGAgAICgEHoerdAAAFARkBABEPAItzDmYuAHQAeAB0AAAAGQQAAAAAFAoBALDNEgmMft0BFQYBACCA\
    pIEAAA==";

/// The same with its names hidden too.
const HIDDEN_7Z: &str = "N3q8ryccAAQzLhaIgAAAAAAAAAAuAAAAAAAAADhGDJCaufjuIQzbCPiBX2/9fzXFBWD8qa3J8Rj8zexAfb75lIU7E1QO5Wy1Wp/l\
    BILuW6KYsZwUrjP/T410SWWa13cJez+/9vrtoy/cumcIXTnCsid2ysEx2Lls8hWzjYvSCYMEMKzAtOtv/5lhNvCJk2docJehYiwS\
    04BoTBAmv03uBxcGEAEJcAAHCwEAASQG8QcBElMPRtvdzwrF1XkynNjbD21EMAxqCgGWVVt1AAA=";

fn seven_z(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = sevenz_rust2::ArchiveWriter::new(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in files {
        let entry = sevenz_rust2::ArchiveEntry::new_file(name);
        writer.push_archive_entry(entry, Some(*bytes)).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn rar(version: rars::ArchiveVersion, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = rars::Builder::new(version);
    for (name, bytes) in files {
        writer.add_bytes(name.as_bytes().to_vec(), bytes.to_vec(), None, None).unwrap();
    }
    writer.to_bytes().unwrap()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_entry_type(::tar::EntryType::Regular);
        writer.append_data(&mut header, name, *bytes).unwrap();
    }
    writer.into_inner().unwrap()
}

fn gzip(name: Option<&str>, bytes: &[u8]) -> Vec<u8> {
    let mut builder = flate2::GzBuilder::new();
    if let Some(name) = name {
        builder = builder.filename(name);
    }
    let mut writer = builder.write(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[test]
fn other_packers_fill_folders_too() {
    let papers = PAPERS.map(|(path, bytes)| file(path, bytes)).to_vec();
    let tar = tar(&PAPERS);
    for archive in [seven_z(&PAPERS), rar(Rar29, &PAPERS), rar(Rar50, &PAPERS), tar.clone(), gzip(None, &tar)] {
        assert_eq!(files(&archive, Format::Archive), papers);
    }
    assert_eq!(files(&gzip(Some("身份证.pdf"), b"%PDF-1"), Format::Archive), [file("身份证.pdf", b"%PDF-1")]);
}

#[test]
fn other_packers_bombs_end_at_the_bounds() {
    let zeros = vec![0; 1 << 20];
    let packed: [(&str, &[u8]); 3] = [("a.txt", b"a"), ("bomb", &zeros), ("c.txt", b"c")];
    let tar = tar(&packed);
    for archive in [seven_z(&packed), rar(Rar29, &packed), rar(Rar50, &packed), tar.clone(), gzip(None, &tar)] {
        let bounds = Bounds { member_bytes: 1000, ..Bounds::default() };
        let (outcome, members) = unpacked(&archive, &bounds);
        assert_eq!(outcome, TOO_LARGE);
        assert!(members.iter().all(|member| member.bytes.len() <= 1000));
        assert_eq!(paths(&members).first(), Some(&"a.txt"));
        let (outcome, members) = unpacked(&archive, &Bounds { members: 1, ..Bounds::default() });
        assert_eq!((outcome, members.len()), (TOO_LARGE, 1));
    }
}

#[test]
fn other_packers_damage_and_passwords() {
    for whole in [seven_z(&PAPERS), rar(Rar29, &PAPERS), rar(Rar50, &PAPERS), gzip(None, &tar(&PAPERS))] {
        let (outcome, _) = unpacked(&whole[..whole.len() / 2], &Bounds::default());
        assert_eq!(outcome, Outcome::Damaged { reason: DamageReason::Malformed });
    }
    for locked in [LOCKED_7Z, HIDDEN_7Z] {
        let bytes = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, locked).unwrap();
        assert_eq!(unpacked(&bytes, &Bounds::default()), (Outcome::Encrypted, Vec::new()));
    }
}

/// A letter as mailboxes save it: a scan, and a letter within the letter.
const LETTER: &str = "From: =?UTF-8?B?546L5piO?= <a@example.com>\r\nTo: b@example.com\r\n\
    Subject: =?GB2312?B?zfXD9yC31sS6?=\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
    --x\r\nContent-Type: image/jpeg; name=\"=?UTF-8?B?6K+B5piOLmpwZw==?=\"\r\n\
    Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n/9g=\r\n\
    --x\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=\"y\"\r\n\r\n--y\r\nContent-Type: application/pdf\r\n\
    Content-Disposition: attachment; filename=\"../a.pdf\"\r\n\r\n%PDF-1\r\n--y--\r\n--x--\r\n";

#[test]
fn the_attachments_of_letters_are_uploads() {
    let attachments = files(LETTER.as_bytes(), Format::Mail);
    assert_eq!(attachments, [file("王明 分暮 王明/证明.jpg", b"\xFF\xD8"), file("王明 分暮 王明/.. a.pdf", b"%PDF-1")]);
    let empty = "From: a@example.com\r\nTo: b@example.com\r\n\r\nhello\r\n";
    let outcome = opened(empty.as_bytes(), Format::Mail, &Bounds::default()).0;
    assert_eq!(outcome, Outcome::Damaged { reason: DamageReason::Empty });
}

#[test]
fn letters_of_outlook_are_opened() {
    let mut letter = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put = |path: &str, bytes: &[u8]| letter.create_stream(path).unwrap().write_all(bytes).unwrap();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    put("/__substg1.0_0037001F", &utf16("王明的材料"));
    put("/__substg1.0_0C1A001F", &utf16("王明"));
    letter.create_storage("/__attach_version1.0_#00000000").unwrap();
    let mut put = |path: &str, bytes: &[u8]| letter.create_stream(path).unwrap().write_all(bytes).unwrap();
    put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &utf16("身份证.pdf"));
    put("/__attach_version1.0_#00000000/__substg1.0_37010102", b"%PDF-1");
    let bytes = letter.into_inner().into_inner();
    assert_eq!(files(&bytes, Format::Mail), [file("王明的材料 王明/身份证.pdf", b"%PDF-1")]);
}

#[test]
fn files_attached_to_a_pdf_are_uploads() {
    use lopdf::{Dictionary, Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.7");
    let utf16: Vec<u8> = "\u{FEFF}身份证.pdf".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut attach = |name: Vec<u8>, bytes: &[u8]| {
        let stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, bytes.to_vec());
        let stream = document.add_object(stream);
        let specification = dictionary! {
            "Type" => "Filespec",
            "UF" => Object::string_literal(name),
            "EF" => dictionary! { "F" => stream },
        };
        document.add_object(specification);
    };
    attach(utf16, b"%PDF-1");
    attach(b"data.xml".to_vec(), b"<x/>");
    document.trailer = Dictionary::new();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(files(&bytes, Format::Pdf), [file("身份证.pdf", b"%PDF-1"), file("data.xml", b"<x/>")]);
}
