//! `text-differs-from-image`: 文字层与画面内容不一致.
//!
//! # What it checks
//! Pages that have both a text layer and a picture of the text, and single values of digital pages of which the file
//! contradicts itself (the font's own tables, two digits of one shape, replacement text, the encoding of a font that is
//! not in the file): where the two were compared and say different things, and what is seen was recognised with
//! confidence. Spacing, width of letters and script forms do not count. One flag a
//! document, naming the field where one stands there.
//!
//! # Why
//! A program reads the text layer and a person sees the picture. Whoever makes them differ wants to show each something
//! else.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 学历认证报告的毕业日期，画面上为2016年6月25日，文字层为2013年6月25日，请以在线核验为准。
//!
//! # What the reviewer should do
//! Look the document up online. Do not trust either reading.

use crate::bounds;
use crate::model::{Code, Disagreement, Document, Field, Flag, Page, Place, Sighting};
use crate::values::{characters, text};

use super::bench::Bench;
use super::edited_file::is_edited;
use super::phrase;
use super::registry::Check;

pub(super) const CHECK: Check =
    Check { code: Code::TextDiffersFromImage, source: include_str!("text_differs_from_image.rs"), run };

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    bench.papers().filter_map(|document| flag(bench, document)).collect()
}

fn flag(bench: &Bench<'_>, document: &Document) -> Option<Flag> {
    let file = bench.file_of(document)?;
    // An edit that the file itself shows is told by `edited-file`, with what stood there before.
    if is_edited(file, document) {
        return None;
    }
    let own = document.pages.0..=document.pages.1;
    let pages = file.reading.pages.iter().filter(|page| own.contains(&page.number));
    let displayed = |page: &Page, d: &Disagreement| Disagreement { bbox: page.displayed(&d.bbox), ..d.clone() };
    let differing: Vec<(u32, Disagreement)> = pages
        .flat_map(|page| page.disagreements.iter().map(move |d| (page.number, displayed(page, d))))
        .filter(|(_, disagreement)| matters(disagreement))
        .collect();
    // A value that a check reads tells more than some line of the page.
    let first =
        differing.iter().max_by_key(|(page, d)| (field_at(document, *page, d).is_some(), std::cmp::Reverse(*page)));
    let (page, disagreement) = first.map(|(page, d)| (*page, d))?;
    let field = field_at(document, page, disagreement);
    let place = |page: u32, d: &Disagreement| Place::Paper { file: document.file.clone(), page, bbox: Some(d.bbox) };
    let what = field.map_or("部分内容", |field| phrase::field(field.name));
    let message = format!(
        "{}的{what}，画面上为{}，文字层为{}，请以在线核验为准。",
        phrase::kind(document.kind),
        disagreement.seen,
        disagreement.text
    );
    let mut flag = bench.flag(Code::TextDiffersFromImage, place(page, disagreement), message);
    flag = flag.expected(&disagreement.seen).found(&disagreement.text);
    if let Some(field) = field {
        flag = flag.about(field.name);
    }
    flag.sightings = (differing.iter().filter(|(_, d)| !std::ptr::eq(d, disagreement)))
        .map(|(page, d)| Sighting { place: place(*page, d), found: format!("{} / {}", d.seen, d.text) })
        .collect();
    Some(flag)
}

/// Whether the two readings say different things, and what is seen was recognised surely enough.
fn matters(disagreement: &Disagreement) -> bool {
    let plain = |text: &str| characters::usual_forms(&text::bare(text));
    let (text, seen) = (plain(&disagreement.text), plain(&disagreement.seen));
    disagreement.confidence >= bounds::NUMBER_READ && !seen.is_empty() && text != seen
}

/// The field of the document that stands there.
fn field_at<'a>(document: &'a Document, page: u32, disagreement: &Disagreement) -> Option<&'a Field> {
    document.fields.iter().find(|field| {
        let overlaps = field.evidence.bbox.and_then(|bbox| bbox.intersection(&disagreement.bbox));
        field.evidence.page == page && overlaps.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Papers, candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{DocumentKind, FieldName, Rect};

    const CODE: Code = Code::TextDiffersFromImage;

    fn with(text: &str, seen: &str, confidence: f32) -> Papers {
        let (text, seen) = (text.to_owned(), seen.to_owned());
        let bbox = Rect::new(110.0, 101.0, 190.0, 111.0);
        let paper = doc(DocumentKind::ChsiVerificationReport).field(FieldName::GraduatedOn, "2013-06-25");
        let disagreement = Disagreement { bbox, text, seen, confidence };
        candidate("1").doc(paper.page(|page| page.disagreements.push(disagreement)))
    }

    #[test]
    fn the_picture_shows_another_year() {
        let papers = with("2013年6月25日", "2016年6月25日", 0.98);
        let flag = raises(CODE, &papers, "学历认证报告的毕业日期，画面上为2016年6月25日，文字层为2013年6月25日");
        assert_eq!(flag.field, Some(FieldName::GraduatedOn));
    }

    #[test]
    fn spacing_and_script_forms_do_not_count() {
        quiet(CODE, &with("毕 业", "毕业", 0.99));
        quiet(CODE, &with("（学历）", "(学历)", 0.99));
        quiet(CODE, &with("畢業", "毕业", 0.99));
    }

    #[test]
    fn what_is_seen_with_doubt_does_not_count() {
        quiet(CODE, &with("2013年6月25日", "2016年6月25日", 0.6));
    }
}
