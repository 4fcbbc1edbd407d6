//! Pages to PDF, with the characters used embedded.

use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    text::{Font, TextDirection},
};

use super::{
    Typeface,
    layout::{Mark, PAGE, Page},
};
use crate::{Error, Result};

/// Draws pages.
pub(super) fn draw(title: &str, pages: &[Page], typeface: &Typeface) -> Result<Vec<u8>> {
    let failed = |why: &str| Error::Report { why: why.to_owned() };
    let font = Font::new(typeface.bytes.clone().into(), typeface.index)
        .ok_or_else(|| failed("the typeface cannot be embedded"))?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).language("zh-CN".to_owned()));
    for page in pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| failed("no such paper size"))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for mark in page {
            place(&mut surface, mark, &font);
        }
        surface.finish();
        sheet.finish();
    }
    document.finish().map_err(|e| failed(&format!("{e:?}")))
}

fn place(surface: &mut Surface<'_>, mark: &Mark, font: &Font) {
    match mark {
        Mark::Text { x, y, size, text } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill::default()));
            surface.draw_text(Point::from_xy(*x, *y), font.clone(), *size, text, false, TextDirection::Auto);
        }
        Mark::Rule { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { width: 0.6, ..Stroke::default() }));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Mark::Ground { x, y, width, height } => {
            let mut path = PathBuilder::new();
            let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) else { return };
            path.push_rect(rect);
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: rgb::Color::new(235, 238, 243).into(), ..Fill::default() }));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}
