//! Reading a PDF: what is drawn on each page, turned into words, ruling lines and pictures.
//!
//! A page is interpreted once ([`canvas`]); what it draws becomes glyphs ([`glyph`]), glyphs become words ([`lines`]),
//! what nobody sees is set aside ([`sight`]), strokes become ruling lines ([`rules`]).

mod canvas;
mod fold;
mod glyph;
mod lines;
mod rules;
mod scene;
mod sight;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

use super::Limits;
use crate::model::{DamageReason, Legibility, Outcome, Page, Problem, Reading, TextLayer, Unit, Unreadable};
use scene::Scene;

/// Reads a PDF without looking at its pictures.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let pdf = match catch_unwind(AssertUnwindSafe(|| Pdf::new(Arc::new(bytes.to_vec())))) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(why))) => {
            return Reading::without_pages(match why {
                DecryptionError::PasswordProtected => Outcome::Encrypted,
                _ => Outcome::Damaged { reason: DamageReason::Malformed },
            });
        }
        Ok(Err(LoadPdfError::Invalid)) => return Reading::damaged(DamageReason::Malformed),
        Err(_) => return Reading::damaged(DamageReason::Crashed),
    };
    let count = pdf.pages().len();
    if count == 0 {
        return Reading::damaged(DamageReason::NoPages);
    }
    if count > limits.pages as usize {
        return Reading::damaged(DamageReason::TooManyPages);
    }
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut problems = Vec::new();
    let mut pages = Vec::with_capacity(count);
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let (width, height) = page.render_dimensions();
        match catch_unwind(AssertUnwindSafe(|| canvas::interpret(page, &cache, &settings))) {
            Ok(scene) => pages.push(compose(number, scene)),
            Err(_) => {
                let mut page = Page::empty(number, width, height, Unit::Points);
                page.legibility = Legibility::Unreadable(Unreadable::ReaderFailed);
                pages.push(page);
                problems.push(Problem { page: Some(number), what: "the page broke the reader".to_owned() });
            }
        }
    }
    Reading { outcome: Outcome::Read, pages, pdf: None, problems }
}

/// Turns what a page draws into a page.
fn compose(number: u32, mut scene: Scene) -> Page {
    sight::judge(&mut scene);
    let mut page = Page::empty(number, scene.width, scene.height, Unit::Points);
    page.rules = rules::merge(scene.strokes);
    let (shown, hidden): (Vec<_>, Vec<_>) = scene.glyphs.into_iter().partition(|g| !g.hidden);
    page.words = lines::words(shown, &page.rules);
    page.hidden = lines::words(hidden, &[]);
    page.pictures = scene.pictures.into_iter().map(|p| p.picture).collect();
    page.fonts = scene.fonts;
    if !page.words.is_empty() {
        page.text_layer = TextLayer::Believed;
        page.legibility = Legibility::Read;
    } else if !page.pictures.is_empty() || scene.outlines > 0 {
        page.legibility = Legibility::NeedsOcr;
    } else if !page.rules.is_empty() {
        page.legibility = Legibility::Read;
    }
    page
}
