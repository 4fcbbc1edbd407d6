//! A row a document: what it is, how it was read, which marks it bears, and why it is this candidate's. A file that
//! holds no document has a row too, so that no upload is lost.

use super::{Cell, Column, column, on_screen, who};
use crate::{
    faces::names,
    model::{Document, Outcome, Signature},
    store::{CandidateResult, FileResult},
};

pub(super) const COLUMNS: &[Column] = &[
    column("序号", 5.0),
    column("准考证号", 15.0),
    column("姓名", 11.0),
    column("文件", 28.0),
    column("页", 5.0),
    column("材料", 20.0),
    column("把握", 6.0),
    column("标题", 24.0),
    column("读取方式", 12.0),
    column("印章", 26.0),
    column("二维码", 7.0),
    column("数字签名", 13.0),
    column("归属依据", 16.0),
    column("格式", 8.0),
    on_screen("大小（KB）", 11.0),
    on_screen("文件指纹", 16.0),
];

/// How many characters of a fingerprint are enough to tell files apart by eye.
const SHORT: usize = 12;

pub(super) fn rows(place: usize, result: &CandidateResult) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for file in &result.files {
        if file.documents.is_empty() {
            let mut row = who(place, result);
            row.extend([
                Cell::text(file.upload.file.as_str()),
                Cell::Empty,
                Cell::text(if file.outcome == Outcome::Read { "没有内容" } else { names::outcome(&file.outcome) }),
            ]);
            row.extend(std::iter::repeat_n(Cell::Empty, 6));
            row.extend(about_file(file));
            rows.push(row);
        }
        for document in &file.documents {
            let mut row = who(place, result);
            row.extend(about_document(document));
            row.extend(about_file(file));
            rows.push(row);
        }
    }
    rows
}

fn about_document(document: &Document) -> [Cell; 9] {
    let (first, last) = document.pages;
    [
        Cell::text(document.file.as_str()),
        Cell::text(if first == last { first.to_string() } else { format!("{first}–{last}") }),
        Cell::text(names::kind(document.kind)),
        Cell::Share(document.kind_confidence),
        Cell::text(document.title.as_deref().unwrap_or_default()),
        Cell::text(names::reader(document.reader)),
        Cell::text(seals(document)),
        if document.qr.is_empty() { Cell::Empty } else { Cell::text(format!("{} 个", document.qr.len())) },
        Cell::text(document.signatures.iter().map(signature).collect::<Vec<_>>().join("\n")),
    ]
}

fn about_file(file: &FileResult) -> [Cell; 4] {
    let upload = &file.upload;
    [
        Cell::text(upload.claims.first().map(|claim| names::owner(claim.reason)).unwrap_or_default()),
        Cell::text(names::format(upload.format)),
        Cell::Count(u32::try_from(upload.size.div_ceil(1024)).unwrap_or(u32::MAX)),
        Cell::text(upload.sha256.get(..SHORT).unwrap_or_default()),
    ]
}

/// The text of each seal, or that its text is not legible.
fn seals(document: &Document) -> String {
    let one = |seal: &crate::model::Seal| {
        let words: Vec<&str> = seal.text.iter().chain(&seal.inner_text).map(String::as_str).collect();
        let text = if words.is_empty() { "字迹不清".to_owned() } else { words.join(" ") };
        format!("{}（{}）", text, names::seal_colour(seal.colour))
    };
    document.seals.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// A signature in a few words. Its certificate is not trusted, and the table must not seem to say so.
fn signature(signature: &Signature) -> String {
    match (signature.intact, signature.covers_whole_file) {
        (Some(true), true) => "内容未改动".to_owned(),
        (Some(true), false) => "签名后有增补".to_owned(),
        (Some(false), _) => "内容已改动".to_owned(),
        (None, _) => "未能验证".to_owned(),
    }
}
