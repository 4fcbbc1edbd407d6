//! Archives among the uploads are folders: what is in them is read and found its owner, and what cannot be taken is told.

use std::fs;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Desk;

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same, as if every file needed a password.
fn locked(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = zip(files);
    for at in 0..bytes.len() - 4 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    bytes
}

#[test]
fn an_archive_is_a_folder_and_one_within_it_too() {
    let desk = Desk::with(&[]);
    let from = super::fixtures().join("uploads/4301249801001");
    let (form, work) = (fs::read(from.join("报名表.pdf")).unwrap(), fs::read(from.join("工作年限证明.pdf")).unwrap());
    let third = zip(&[("太深.pdf", &form)]);
    let second = zip(&[("证明.pdf", &work), ("第三层.zip", &third)]);
    let first = zip(&[("../报名表.pdf", &form), ("里面.zip", &second), ("__MACOSX/._报名表.pdf", b"x")]);
    fs::write(desk.uploads().join("4301249801001.zip"), first).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = desk.line("4301249801001").to_string();
    assert!(line.contains("\"4301249801001.zip/报名表.pdf\""), "{line}");
    assert!(line.contains("\"4301249801001.zip/里面.zip/证明.pdf\""), "{line}");
    assert!(line.contains("4301249801001.zip/里面.zip/第三层.zip是压缩包"), "{line}");
    assert!(!line.contains("MACOSX") && !line.contains("太深"), "{line}");
    assert!(format!("{}{}", ran.out, ran.err).contains("压缩包之外"), "{}{}", ran.out, ran.err);
}

#[test]
fn an_archive_that_is_locked_or_broken_is_flagged_with_its_owner() {
    let desk = Desk::with(&[]);
    let folder = desk.uploads().join("4301249801001");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("有密码.zip"), locked(&[("a.pdf", b"%PDF-1.4")])).unwrap();
    let whole = zip(&[("a.pdf", &[7; 4000])]);
    fs::write(folder.join("断了.zip"), &whole[..whole.len() / 2]).unwrap();
    for _ in 0..2 {
        assert_eq!(desk.screen(&[]).code, 0);
        let line = desk.line("4301249801001");
        let flagged = |file: &str, code: &str| {
            let flags = line["flags"].as_array().unwrap();
            flags.iter().any(|flag| flag["file"] == format!("4301249801001/{file}") && flag["code"] == code)
        };
        assert!(flagged("有密码.zip", "document-encrypted"), "{line}");
        assert!(flagged("断了.zip", "document-damaged"), "{line}");
    }
}

#[test]
fn attachments_of_letters_and_of_pdfs_are_uploads() {
    use lopdf::{Document, Object, Stream, dictionary};
    let desk = Desk::with(&[]);
    let from = super::fixtures().join("uploads/4301249801001");
    let (form, work) = (fs::read(from.join("报名表.pdf")).unwrap(), fs::read(from.join("工作年限证明.pdf")).unwrap());
    let mut carrier = Document::load_mem(&form).unwrap();
    let mut attach = |name: &[u8], bytes: &[u8]| {
        let stream = carrier.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, bytes.to_vec()));
        carrier.add_object(dictionary! {
            "Type" => "Filespec",
            "UF" => Object::string_literal(name.to_vec()),
            "EF" => dictionary! { "F" => stream },
        });
    };
    attach(b"proof.pdf", &work);
    attach(b"data.xml", b"<data/>");
    // A third one whose bytes are no stream of the kind they say.
    let torn = Stream::new(dictionary! { "Type" => "EmbeddedFile", "Filter" => "FlateDecode" }, b"no deflate".to_vec());
    let torn = carrier.add_object(torn);
    carrier.add_object(dictionary! {
        "Type" => "Filespec",
        "UF" => Object::string_literal("torn.pdf"),
        "EF" => dictionary! { "F" => torn },
    });
    let mut bytes = Vec::new();
    carrier.save_to(&mut bytes).unwrap();
    let coded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
    let letter = format!(
        "From: a@example.com\r\nTo: b@example.com\r\nSubject: 4301249801001\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: application/pdf; name=\"form.pdf\"\r\n\
         Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--x--\r\n"
    );
    fs::write(desk.uploads().join("来信.eml"), letter).unwrap();
    let ran = desk.screen(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(format!("{}{}", ran.out, ran.err).contains("附带的文件没有全部取出"), "{}{}", ran.out, ran.err);
    let line = desk.line("4301249801001").to_string();
    assert!(line.contains("\"来信.eml/4301249801001/form.pdf\""), "{line}");
    assert!(line.contains("\"来信.eml/4301249801001/form.pdf/proof.pdf\""), "{line}");
    assert!(!line.contains("data.xml"), "{line}");
}

#[test]
fn a_word_file_is_told_by_what_it_says() {
    let desk = Desk::with(&[]);
    let folder = desk.uploads().join("4301249801001");
    fs::create_dir_all(&folder).unwrap();
    let text = "<w:document><w:p><w:t>工作年限证明</w:t></w:p><w:p><w:t>兹证明王明同志自2018年3月至今在我单位从事社会工作。</w:t>\
                </w:p><w:p><w:t>特此证明</w:t></w:p></w:document>";
    let word = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", text.as_bytes())]);
    fs::write(folder.join("证明.docx"), word).unwrap();
    for _ in 0..2 {
        assert_eq!(desk.screen(&[]).code, 0);
        let line = desk.line("4301249801001");
        assert_eq!(line["documents"], serde_json::json!([]), "what anybody can change is no document");
        let said = "4301249801001/证明.docx是Word、Excel或WPS文档，内容是工作年限证明；";
        assert!(line.to_string().contains(said), "{line}");
    }
}
