//! `edited-file`: 已出具的PDF文件被修改过.
//!
//! # What it checks
//! Proofs that an office or a site issues as a finished PDF, and whose file shows that it was changed afterwards: a
//! later save that changed what a page shows (with the text before and after, however the file's tables look), text
//! covered by other text or by a picture, or woven into one place with another, a table of objects that is damaged, a value written into a note over the page, digits of one value in two typefaces or one date in a typeface
//! of its own, or an editing program named as its maker, by a PDF or by the EXIF data of a picture. A save that changed
//! nothing to be seen, a linearized file, the hidden words of a recognition program under a scan, and forms that the
//! candidate fills in are left alone, and so is a file whose signature already tells of the edit. A certificate of employment
//! is written in many ways and filled in and saved again: only a value on it that lies under another text, or was replaced in a
//! later save, tells. The blanks of a template are none.
//!
//! # Why
//! A finished report has no reason to be edited by the candidate. Single values are changed this way.
//!
//! # Clause
//! 1: 弄虚作假的取消资格并记入诚信档案.
//!
//! # Example
//! > 学信网.pdf在生成后又被修改，第1页的“2012年1月10日”改成了“2012年6月20日”，请在线核验。
//!
//! # What the reviewer should do
//! Look the report up online and compare value by value.

use crate::model::{
    Code, Document, DocumentKind, Field, Flag, PageChange, PdfFacts, Place, Reader, Rect, ScreenedFile, Sighting,
};

use super::bench::{Bench, at_document, at_field};
use super::edited_after_signing::is_told_by_signature;
use super::overlaid::{self, Overlay};
use super::phrase;
use super::registry::Check;
use super::typefaces;

pub(super) const CHECK: Check = Check { code: Code::EditedFile, source: include_str!("edited_file.rs"), run };

/// Kinds that are issued as a finished file, and that nobody fills in.
const ISSUED: &[DocumentKind] = &[
    DocumentKind::ChsiRegistration,
    DocumentKind::ChsiVerificationReport,
    DocumentKind::SecondaryDiplomaQuery,
    DocumentKind::TechnicalSchoolQuery,
    DocumentKind::OverseasDegreeCertificate,
    DocumentKind::PartySchoolProof,
];

/// Programs made to change a finished page. Those that print, scan, merge or compress are not here.
const EDITORS: &[&str] = &[
    "photoshop",
    "illustrator",
    "coreldraw",
    "inkscape",
    "gimp",
    "affinity",
    "pdfelement",
    "万兴",
    "foxit pdf editor",
    "foxit phantom",
    "福昕高级",
    "福昕pdf编辑",
    "pdf-xchange editor",
    "pdf editor",
    "pdf编辑",
    "pdfescape",
    "sejda",
    "infix",
    "美图",
];

/// Words by which the printers of such programs call themselves: printing is no editing.
const PRINTERS: &[&str] = &["printer", "print to", "打印"];

/// What shows that a document was edited.
enum Sign<'a> {
    /// A later save changed a page.
    Saved(&'a PageChange, Vec<&'a PageChange>),
    /// Something lies over what stood there.
    Covered(Overlay),
    /// A value is no part of the page, but a note over it.
    Noted(&'a Field),
    /// A value is set in other type than it should be.
    Typeface(&'a Field, &'static str),
    /// Its table of objects is damaged and had to be made anew.
    Repaired,
    /// An editing program made it.
    Editor(&'a str),
}

fn run(bench: &Bench<'_>) -> Vec<Flag> {
    let files = bench.files();
    let signs = files.flat_map(|file| file.documents.iter().filter_map(move |doc| Some((doc, sign(file, doc)?))));
    signs.map(|(document, sign)| flag(bench, document, &sign)).collect()
}

/// Whether this check tells that a document was edited, so that others need not tell what follows from it.
pub(super) fn is_edited(file: &ScreenedFile, document: &Document) -> bool {
    sign(file, document).is_some_and(|sign| !matches!(sign, Sign::Editor(_) | Sign::Repaired))
}

/// The most telling sign of an edit: one cause, one flag.
fn sign<'a>(file: &'a ScreenedFile, document: &'a Document) -> Option<Sign<'a>> {
    let is_work = document.kind == DocumentKind::EmploymentCertificate;
    if !(is_work || ISSUED.contains(&document.kind)) || is_told_by_signature(file) {
        return None;
    }
    if is_work {
        let pdf = file.reading.pdf.as_ref()?;
        let own = document.pages.0..=document.pages.1;
        let mut changes = pdf.changes.iter().filter(|change| own.contains(&change.page) && overlaid::replaces(change));
        if let Some(first) = changes.next() {
            return Some(Sign::Saved(first, changes.collect()));
        }
        let text_layer = document.reader != Reader::Ocr;
        return text_layer.then(|| overlaid::find_value(file, document)).flatten().map(Sign::Covered);
    }
    let Some(pdf) = file.reading.pdf.as_ref() else {
        return file.reading.program.as_deref().filter(|program| is_editor(program)).map(Sign::Editor);
    };
    let own = document.pages.0..=document.pages.1;
    let changes: Vec<&PageChange> = pdf.changes.iter().filter(|change| own.contains(&change.page)).collect();
    if let Some((first, others)) = changes.split_first() {
        return Some(Sign::Saved(first, others.to_vec()));
    }
    if document.reader != Reader::Ocr {
        if let Some(overlay) = overlaid::find(file, document) {
            return Some(Sign::Covered(overlay));
        }
        if let Some(field) = overlaid::noted(document) {
            return Some(Sign::Noted(field));
        }
        if let Some((field, how)) = typefaces::odd(file, document) {
            return Some(Sign::Typeface(field, how));
        }
    }
    editor(pdf).map(Sign::Editor).or_else(|| (pdf.repaired && document.reader != Reader::Ocr).then_some(Sign::Repaired))
}

/// The editing program that the file names as its maker.
fn editor(pdf: &PdfFacts) -> Option<&str> {
    [&pdf.producer, &pdf.creator].into_iter().flatten().map(String::as_str).find(|program| is_editor(program))
}

fn is_editor(program: &str) -> bool {
    let program = program.to_lowercase();
    EDITORS.iter().any(|editor| program.contains(editor)) && !PRINTERS.iter().any(|word| program.contains(word))
}

fn flag(bench: &Bench<'_>, document: &Document, sign: &Sign<'_>) -> Flag {
    let path = &document.file;
    let at = |page: u32, bbox: Option<Rect>| Place::Paper { file: path.clone(), page, bbox };
    let about = |flag: Flag, page: u32, bbox: Option<Rect>| match bbox.and_then(|bbox| touched(document, page, &bbox)) {
        Some(field) => flag.about(field.name),
        None => flag,
    };
    match sign {
        Sign::Saved(first, others) => {
            let message = format!("{path}在生成后又被修改，{}，{}。", phrase::change(first), next(document));
            let mut flag = bench.flag(Code::EditedFile, at(first.page, first.bbox), message);
            if !(first.before.is_empty() && first.after.is_empty()) {
                flag = flag.expected(&first.before).found(&first.after);
            }
            let found = |change: &PageChange| format!("{} → {}", change.before, change.after);
            flag.sightings = others.iter().map(|c| Sighting { place: at(c.page, c.bbox), found: found(c) }).collect();
            about(flag, first.page, first.bbox)
        }
        Sign::Covered(overlay) => {
            let below = phrase::without_codes(&overlay.below);
            let above = match overlay.above.as_str() {
                "" => "图片".to_owned(),
                above => format!("“{}”", phrase::without_codes(above)),
            };
            let next = next(document);
            let message = format!("{path}第{}页的“{below}”被{above}盖住，{next}。", overlay.page);
            let flag = bench.flag(Code::EditedFile, at(overlay.page, Some(overlay.bbox)), message);
            let flag = flag.expected(&overlay.below).found(&overlay.above);
            about(flag, overlay.page, Some(overlay.bbox))
        }
        Sign::Noted(field) => {
            let name = phrase::field(field.name);
            let message = format!("{path}的{name}不在页面内容中，是后来加上的批注，请在线核验。");
            let flag = bench.flag(Code::EditedFile, at_field(document, field), message);
            flag.about(field.name).found(&field.evidence.raw)
        }
        Sign::Typeface(field, how) => {
            let name = phrase::field(field.name);
            let message = format!("{path}的{name}{how}，可能被改动，请在线核验。");
            let flag = bench.flag(Code::EditedFile, at_field(document, field), message);
            flag.about(field.name).found(&field.evidence.raw)
        }
        Sign::Repaired => {
            let message = format!("{path}的内部目录已损坏，不像原样下载的文件，可能被改动，请在线核验。");
            bench.flag(Code::EditedFile, at_document(document), message)
        }
        Sign::Editor(editor) if document.reader == Reader::Ocr => {
            // A scanner's program may save by way of an editor.
            let message = format!("{path}由编辑软件{editor}保存，请留意。");
            bench.note(Code::EditedFile, at_document(document), message).found(*editor)
        }
        Sign::Editor(editor) => {
            let message = format!("{path}由编辑软件{editor}生成，不是原始下载的文件，请在线核验。");
            bench.flag(Code::EditedFile, at_document(document), message).found(*editor)
        }
    }
}

/// Who can say what is right.
fn next(document: &Document) -> &'static str {
    if ISSUED.contains(&document.kind) { "请在线核验" } else { "请向出具单位核实" }
}

/// The field whose place a change touches most.
fn touched<'a>(document: &'a Document, page: u32, bbox: &Rect) -> Option<&'a Field> {
    let common = |field: &Field| field.evidence.bbox.and_then(|own| own.intersection(bbox)).map_or(0.0, |r| r.area());
    let on_page = document.fields.iter().filter(|field| field.evidence.page == page);
    on_page.filter(|field| common(field) > 0.0).max_by(|a, b| common(a).total_cmp(&common(b)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{candidate, doc, quiet, raises};
    use super::*;
    use crate::model::{FieldName, FieldValue, Glyph, Page, Severity, TextLayer, Word, WordSource};

    const CODE: Code = Code::EditedFile;

    /// A word with one glyph for each character, set in these fonts.
    fn word(text: &str, fonts: &[u16]) -> Word {
        let glyph = |(index, ch): (usize, char)| Glyph {
            ch,
            bbox: Rect::new(100.0 + index as f32, 100.0, 101.0 + index as f32, 112.0),
            confidence: 1.0,
            font: fonts.get(index).copied(),
            runners_up: Vec::new(),
        };
        let glyphs = text.chars().enumerate().map(glyph).collect();
        Word { glyphs, bbox: Rect::new(100.0, 100.0, 200.0, 112.0), vertical: false, source: WordSource::TextLayer }
    }

    #[test]
    fn a_later_revision_changed_the_page() {
        let paper = doc(DocumentKind::ChsiRegistration).named("1/a.pdf").pdf(|pdf| {
            pdf.revisions = 2;
            pdf.changes = vec![change("2012年1月10日", "2012年6月20日")];
        });
        let paper = paper.field(FieldName::GraduatedOn, "2012-06-20");
        let says = "1/a.pdf在生成后又被修改，第1页的“2012年1月10日”改成了“2012年6月20日”";
        let flag = raises(CODE, &candidate("1").doc(paper), says);
        assert_eq!((flag.expected.as_deref(), flag.found.as_deref()), (Some("2012年1月10日"), Some("2012年6月20日")));
        assert_eq!(flag.field, Some(FieldName::GraduatedOn));
    }

    fn change(before: &str, after: &str) -> PageChange {
        let bbox = Some(Rect::new(100.0, 100.0, 180.0, 112.0));
        PageChange { page: 1, bbox, before: before.into(), after: after.into(), after_signing: false }
    }

    #[test]
    fn a_code_that_changed_is_no_part_of_the_sentence() {
        let paper = doc(DocumentKind::ChsiRegistration)
            .pdf(|pdf| pdf.changes = vec![change("AY2YXTVA5H8P2CML", "A6ARXB329NWNNFUB")]);
        let flag = raises(CODE, &candidate("1").doc(paper), "（验证码）");
        assert!(!flag.message.contains("AY2Y") && !flag.message.contains("A6AR"));
    }

    /// A page whose text is believed, with a word seen over one that is not.
    fn overlaid(shown: &str, hidden: &str) -> impl FnOnce(&mut Page) {
        let (shown, hidden) = (word(shown, &[]), word(hidden, &[]));
        move |page| {
            page.text_layer = TextLayer::Believed;
            page.words.push(shown);
            page.hidden.push(hidden);
        }
    }

    #[test]
    fn text_over_covered_text() {
        let paper = |shown, hidden| doc(DocumentKind::ChsiRegistration).pdf(|_| {}).page(overlaid(shown, hidden));
        let flag = raises(CODE, &candidate("1").doc(paper("2012年6月", "2012年1月")), "“2012年1月”被“2012年6月”盖住");
        assert!(matches!(flag.place, Place::Paper { bbox: Some(_), .. }));
        quiet(CODE, &candidate("1").doc(paper("2012年6月", "2012年6月")));
        let layer = doc(DocumentKind::ChsiRegistration).pdf(|_| {}).page(overlaid("2012年6月", "2012年1月"));
        let scan = layer.page(|page| page.text_layer = TextLayer::Doubted(vec![crate::model::Doubt::Hidden]));
        quiet(CODE, &candidate("1").doc(scan));
    }

    #[test]
    fn a_date_of_a_work_certificate_under_another() {
        let paper = |shown, hidden| {
            candidate("1").doc(doc(DocumentKind::EmploymentCertificate).pdf(|_| {}).page(overlaid(shown, hidden)))
        };
        let flag = raises(CODE, &paper("2012年6月", "2014年6月"), "“2014年6月”被“2012年6月”盖住，请向出具单位核实");
        assert!(flag.severity > Severity::Info);
        raises(CODE, &paper("43039919901015410X", "430399199010155305"), "请向出具单位核实");
        // One digit below another that stands elsewhere in the number as well.
        raises(CODE, &paper("2012年2月", "4"), "“4”被");
        // The blanks of a template, and what stands for a value in it.
        for blank in ["年月", "20××年×月", "20XX年X月", "某某公司", "2012年6月"] {
            quiet(CODE, &paper("2012年6月", blank));
        }
        let scan = doc(DocumentKind::EmploymentCertificate).page(overlaid("2012年6月", "2014年6月"));
        quiet(CODE, &candidate("1").doc(scan));
    }

    #[test]
    fn a_value_of_a_work_certificate_that_a_later_save_replaced() {
        let saved = |before: &str, after: &str| {
            let paper = doc(DocumentKind::EmploymentCertificate).pdf(|pdf| pdf.changes = vec![change(before, after)]);
            candidate("1").doc(paper)
        };
        for (before, after) in [
            ("2014年8月", "2012年8月"),
            ("2014年1月", "2014年11月"),
            ("姓名：王思齐", "姓名：王思安"),
            ("长沙市晴川社会工作服务中心", "长沙市和川社会工作服务中心"),
        ] {
            raises(CODE, &saved(before, after), "请向出具单位核实");
        }
        // Filled in, signed, stamped, or written anew.
        for (before, after) in [
            ("", "王思齐"),
            ("姓名： 自 年 月至 年 月", "姓名：王思齐 自2012年8月至2015年7月"),
            ("20 年 月 日", "2024年8月15日"),
            ("20××年×月", "2024年8月"),
            ("", ""),
            ("经办人：", ""),
            ("2014年8月 至今", "2014年8月至今"),
        ] {
            quiet(CODE, &saved(before, after));
        }
    }

    #[test]
    fn a_name_of_a_work_certificate_under_another() {
        let placed = |name: FieldName, shown: &str, hidden: &str, (from, to): (f32, f32)| {
            let value = FieldValue::Text(shown.to_owned());
            let paper = doc(DocumentKind::EmploymentCertificate).pdf(|_| {}).page(overlaid(shown, hidden));
            let paper = paper.page(|page| page.hidden[0].bbox = Rect::new(from, 100.0, to, 112.0));
            let paper = paper.with(name, value, shown, 1.0, WordSource::TextLayer).document(|document| {
                let field = document.fields.last_mut().expect("the field");
                (field.evidence.page, field.evidence.bbox) = (1, Some(Rect::new(100.0, 100.0, 200.0, 112.0)));
            });
            candidate("1").doc(paper)
        };
        let paper = |name, shown: &str, hidden: &str| placed(name, shown, hidden, (100.0, 200.0));
        raises(CODE, &paper(FieldName::Name, "王思安", "王思齐"), "“王思齐”被“王思安”盖住，请向出具单位核实");
        raises(CODE, &paper(FieldName::Name, "王思安", "齐"), "“齐”被");
        raises(CODE, &paper(FieldName::Employer, "长沙市和川社会工作服务中心", "长沙市晴川社会工作服务中心"), "晴川");
        for blank in ["姓名", "某某", "XXX"] {
            quiet(CODE, &paper(FieldName::Name, "姓名王思安", blank));
        }
        // One character below another, that stands beside it as well.
        raises(CODE, &placed(FieldName::Name, "兹证明王安思同志", "思", (104.0, 105.0)), "“思”被");
        quiet(CODE, &placed(FieldName::Name, "兹证明王安思同志", "安", (104.0, 105.0)));
    }

    #[test]
    fn a_picture_over_a_number() {
        let paper = |side: f32, text: &str| {
            let hidden = word(text, &[]);
            doc(DocumentKind::ChsiRegistration).pdf(|_| {}).page(move |page| {
                page.text_layer = TextLayer::Believed;
                page.hidden.push(hidden);
                let bbox = Rect::new(90.0, 90.0, 90.0 + side, 90.0 + side);
                page.pictures.push(crate::model::Picture::placed(bbox, 9, 9));
            })
        };
        raises(CODE, &candidate("1").doc(paper(120.0, "201205")), "“201205”被图片盖住");
        quiet(CODE, &candidate("1").doc(paper(120.0, "照片")));
        quiet(CODE, &candidate("1").doc(paper(480.0, "201205")));
    }

    #[test]
    fn a_value_that_is_a_note() {
        let noted = |kind| {
            let value = FieldValue::Text("2012-06".into());
            doc(kind).pdf(|_| {}).with(FieldName::GraduatedOn, value, "2012年6月", 1.0, WordSource::Annotation)
        };
        raises(CODE, &candidate("1").doc(noted(DocumentKind::ChsiRegistration)), "毕业日期不在页面内容中");
        quiet(CODE, &candidate("1").doc(noted(DocumentKind::EmploymentCertificate)));
    }

    #[test]
    fn printing_from_an_editor_is_no_editing() {
        let made_by = |program: &str| {
            let program = program.to_owned();
            candidate("1").doc(doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.producer = Some(program)))
        };
        raises(CODE, &made_by("Foxit PDF Editor 12.1"), "编辑软件");
        // A picture that an editor saved may have been cropped only: it is a note.
        let picture = |program: &str| {
            let paper = doc(DocumentKind::ChsiRegistration).recognised(FieldName::Name, "张三", 0.9);
            candidate("1").doc(paper.picture_by(program))
        };
        let flag =
            raises(CODE, &picture("Adobe Photoshop 25.0 (Windows)"), "由编辑软件Adobe Photoshop 25.0 (Windows)保存");
        assert_eq!(flag.severity, Severity::Info);
        quiet(CODE, &picture("HarmonyOS 4.0.0"));
        quiet(CODE, &made_by("Foxit PhantomPDF Printer Version 9.7"));
        quiet(CODE, &made_by("Microsoft: Print To PDF"));
    }

    #[test]
    fn digits_of_one_value_in_two_typefaces() {
        let paper = |fonts: &'static [u16]| {
            doc(DocumentKind::ChsiRegistration).field(FieldName::GraduatedOn, "2012-06").pdf(|_| {}).page(|page| {
                page.fonts = vec!["SimSun".to_owned(), "Arial".to_owned()];
                page.words.push(word("2012年06月", fonts));
            })
        };
        raises(CODE, &candidate("1").doc(paper(&[0, 0, 0, 1, 0, 0, 0, 0])), "毕业日期中的数字用了不同的字体");
        quiet(CODE, &candidate("1").doc(paper(&[1, 1, 1, 1, 0, 1, 1, 0])));
    }

    #[test]
    fn an_editing_program_made_it() {
        let paper = doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.producer = Some("Wondershare PDFelement".into()));
        raises(CODE, &candidate("1").doc(paper), "由编辑软件Wondershare PDFelement生成");
    }

    #[test]
    fn an_issued_file_with_a_damaged_table() {
        let paper = |kind| candidate("1").doc(doc(kind).pdf(|pdf| pdf.repaired = true));
        raises(CODE, &paper(DocumentKind::ChsiRegistration), "内部目录已损坏");
        quiet(CODE, &paper(DocumentKind::EmploymentCertificate));
    }

    #[test]
    fn a_form_that_was_filled_in() {
        let paper = doc(DocumentKind::RegistrationForm).pdf(|pdf| pdf.changes = vec![change("甲", "乙")]);
        quiet(CODE, &candidate("1").doc(paper));
    }

    #[test]
    fn an_update_that_changed_nothing_shown() {
        quiet(CODE, &candidate("1").doc(doc(DocumentKind::ChsiRegistration).pdf(|pdf| pdf.revisions = 2)));
    }

    #[test]
    fn a_signature_already_tells_of_the_edit() {
        let paper = doc(DocumentKind::ChsiRegistration).signed(false, Some(true)).pdf(|pdf| {
            pdf.revisions = 2;
            pdf.changes = vec![change("甲", "乙")];
        });
        quiet(CODE, &candidate("1").doc(paper));
    }
}
