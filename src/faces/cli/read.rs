//! `hecha read`: everything that is read from one file.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::{
    Ended, models, networks, paint,
    stop::Stop,
    terminal::{complain, say, watched},
};
use crate::{
    Error, Result, extract,
    faces::{names, paper::Typeface, report::Secrets},
    intake::sniff,
    kinds::Kinds,
    lang::Lang,
    model::{Absence, Document, Field, FieldValue, Format, Legibility, Page, Reading, Rect, TextLayer, Upload},
    pipeline::KindsFile,
    worker::{Job, Pool, Settings},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let path = found.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let added = found.get_one::<PathBuf>("kinds").map(|path| KindsFile::load(path)).transpose()?;
    let kinds = added.map_or_else(Kinds::built_in, |file| file.kinds);
    let stop = Stop::on_ctrl_c();
    #[expect(clippy::disallowed_methods, reason = "the command reads the file it is given")]
    let bytes = fs::read(&path).map_err(|e| Error::io(&path, e))?;
    let format = format_of(&bytes);
    let located = models::ensure(&networks::settings(found), lang, watched(), &mut complain);
    let pool = Pool::new(Settings { workers: NonZeroUsize::new(1), networks: located, ..Settings::this_program()? })?;
    let Some(reading) = pool.read(&Job { path: path.clone(), format }, stop.flag())? else { return Ok(Ended::Stopped) };

    let upload = Upload::new(
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        String::new(),
        bytes.len() as u64,
        format,
    );
    let documents = extract::documents(&upload, &reading, None, &kinds);
    let secrets = Secrets::among(&documents);
    let text = shown(&upload, &reading, &documents, found.get_flag("words"), lang);
    say(&secrets.hide(&text));
    if let Some(folder) = found.get_one::<PathBuf>("draw") {
        draw(&bytes, format, &reading, &documents, folder, lang)?;
    }
    Ok(Ended::Done)
}

fn format_of(bytes: &[u8]) -> Format {
    const LOOK: usize = 16 * 1024;
    let (head, tail) = (&bytes[..bytes.len().min(LOOK)], &bytes[bytes.len().saturating_sub(LOOK)..]);
    sniff(head, tail, bytes.len() as u64)
}

/// Writes a picture a page.
fn draw(
    bytes: &[u8],
    format: Format,
    reading: &Reading,
    documents: &[Document],
    folder: &Path,
    lang: Lang,
) -> Result<()> {
    fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let typeface = Typeface::find(None).ok();
    let letters = typeface.as_ref().and_then(Typeface::letters);
    let fonts = typeface.map(Typeface::fonts).unwrap_or_default();
    for page in &reading.pages {
        let number = page.number;
        let Some(picture) = paint::page(bytes, format, page, documents, (&fonts, letters.as_ref())) else {
            complain(&lang.pick(format!("第 {number} 页画不出来。"), format!("Page {number} cannot be drawn.")));
            continue;
        };
        let place = folder.join(format!("{number:03}.png"));
        picture.save(&place).map_err(|e| Error::io(&place, std::io::Error::other(e)))?;
        complain(&lang.pick(format!("已写入：{}", place.display()), format!("written: {}", place.display())));
    }
    Ok(())
}

/// All that was read, as text: the documents first, then the pages they were found on.
fn shown(upload: &Upload, reading: &Reading, documents: &[Document], words: bool, lang: Lang) -> String {
    let mut lines =
        vec![format!("{}  {}  {}", upload.file, names::format(upload.format), names::outcome(&reading.outcome))];
    for problem in &reading.problems {
        let page = problem.page.map_or(String::new(), |page| format!(" p{page}"));
        lines.push(format!("! {}{page}: {}", lang.pick("问题", "problem"), problem.what));
    }
    for document in documents {
        lines.push(String::new());
        lines.extend(document_lines(document, lang));
    }
    for page in &reading.pages {
        lines.push(String::new());
        lines.extend(page_lines(page, words, lang));
    }
    lines.join("\n")
}

fn document_lines(document: &Document, lang: Lang) -> Vec<String> {
    let (first, last) = document.pages;
    let mut lines = vec![format!(
        "{} {first}–{last}  {} ({})  {:.2}  {}",
        lang.pick("页", "pages"),
        names::kind(document.kind),
        document.kind,
        document.kind_confidence,
        document.title.as_deref().unwrap_or_default()
    )];
    lines.extend(document.fields.iter().map(|field| format!("  {}", field_line(field))));
    for empty in &document.empty_fields {
        let why = match &empty.absence {
            Absence::Blank => lang.pick("（空）", "(empty)").to_owned(),
            Absence::PrintedAsUnknown => "＊".to_owned(),
            Absence::NotUnderstood(raw) => format!("{} 〔{raw}〕", lang.pick("（未能理解）", "(not understood)")),
        };
        let place = at(empty.page, Some(&empty.bbox));
        lines.push(format!("  {} {}: {why}  {place}", empty.name, names::field(empty.name)));
    }
    lines.push(format!("  {} {:.2}", lang.pick("已解释", "explained"), document.explained.share));
    for left in &document.explained.left_over {
        let place = at(left.page, Some(&left.bbox));
        lines.push(format!("  {} {}  {place}", lang.pick("未归属", "left over"), left.kind));
    }
    for seal in &document.seals {
        lines.push(format!(
            "  {} {}：{} {}  {:.2}  {}",
            names::seal_colour(seal.colour),
            lang.pick("章", "seal"),
            seal.text.as_deref().unwrap_or("—"),
            seal.inner_text.as_deref().unwrap_or_default(),
            seal.text_confidence,
            at(seal.page, Some(&seal.bbox))
        ));
    }
    for qr in &document.qr {
        lines.push(format!("  {}：{}  {}", lang.pick("二维码", "QR code"), qr.content, at(qr.page, Some(&qr.bbox))));
    }
    lines
}

fn field_line(field: &Field) -> String {
    let value = match &field.value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Periods(periods) => serde_json::to_string(periods).unwrap_or_default(),
        FieldValue::Entries(entries) => serde_json::to_string(entries).unwrap_or_default(),
    };
    let evidence = &field.evidence;
    format!(
        "{} {} = {value}  〔{}〕  {:.2}  {}",
        field.name,
        names::field(field.name),
        evidence.raw,
        evidence.confidence,
        at(evidence.page, evidence.bbox.as_ref())
    )
}

fn page_lines(page: &Page, words: bool, lang: Lang) -> Vec<String> {
    let whole = page.displayed(&Rect::new(0.0, 0.0, page.width, page.height));
    let layer = match &page.text_layer {
        TextLayer::Absent => lang.pick("无文字层".to_owned(), "no text layer".to_owned()),
        TextLayer::Believed => lang.pick("文字层可信".to_owned(), "text layer believed".to_owned()),
        TextLayer::Doubted(doubts) => {
            lang.pick(format!("文字层不可信 {doubts:?}"), format!("text layer doubted {doubts:?}"))
        }
    };
    let legible = match page.legibility {
        Legibility::Read => lang.pick("已读", "read").to_owned(),
        Legibility::Blank => lang.pick("空白", "blank").to_owned(),
        Legibility::NeedsOcr => {
            lang.pick("需要识别，但没有识别模型", "needs recognition, and there are no networks").to_owned()
        }
        Legibility::Unreadable(why) => lang.pick(format!("看不清 {why:?}"), format!("unreadable {why:?}")),
    };
    let mut lines = vec![format!(
        "{} {}  {:.0} × {:.0}  {layer}  {legible}  {} {}",
        lang.pick("第", "page"),
        page.number,
        whole.width(),
        whole.height(),
        page.words.len(),
        lang.pick("个词", "words")
    )];
    for line in &page.unread {
        let place = at(page.number, Some(&page.displayed(line)));
        lines.push(format!(
            "  {}  {place}",
            lang.pick("未读的一行（没有检查要用到它）", "a line left unread (no check needs it)")
        ));
    }
    for disagreement in &page.disagreements {
        lines.push(format!(
            "  {}：{} / {}  {:.2}",
            lang.pick("文字层与图像", "text layer and picture"),
            disagreement.text,
            disagreement.seen,
            disagreement.confidence
        ));
    }
    if words {
        for word in &page.words {
            let place = page.displayed(&word.bbox);
            lines.push(format!("  {:.2}  {}  {}", word.confidence(), at(page.number, Some(&place)), word.text()));
        }
    }
    lines
}

fn at(page: u32, bbox: Option<&Rect>) -> String {
    bbox.map_or_else(|| format!("p{page}"), |b| format!("p{page} [{:.0} {:.0} {:.0} {:.0}]", b.x0, b.y0, b.x1, b.y1))
}
