//! Tests of the page, over the sample results.

use super::*;
use crate::{faces::report::sample, model::Upload, worker::Drawn};

/// Draws a white page, and says how often.
#[derive(Default)]
struct White(std::sync::atomic::AtomicU32);

impl Artist for White {
    fn draw(&self, _: &Upload, _: u32) -> Option<Drawn> {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let pixels = image::RgbImage::from_pixel(596, 842, image::Rgb([255; 3]));
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&pixels).unwrap();
        Some(Drawn { width: 595.0, height: 842.0, jpeg })
    }
}

struct Nothing;

impl Artist for Nothing {
    fn draw(&self, _: &Upload, _: u32) -> Option<Drawn> {
        None
    }
}

fn page(only: Option<&str>, artist: &dyn Artist) -> (usize, String) {
    let (_dir, store) = sample::finished();
    let (id, run) = store.last_run().unwrap().unwrap();
    let source = Source { store: store.as_ref(), id, run };
    let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
    let mut out = Vec::new();
    let shown = Shown { source: &source, pack: &pack, only, artist, step: &|| () };
    let count = write(&shown, &mut out).unwrap();
    (count, String::from_utf8(out).unwrap())
}

#[test]
fn a_run_shows_whom_somebody_must_look_at_with_the_spot_and_fetches_nothing() {
    let artist = White::default();
    let (count, html) = page(None, &artist);
    assert!(count >= 1);
    assert!(html.contains("data:image/jpeg;base64,") && artist.0.load(std::sync::atomic::Ordering::Relaxed) >= 1);
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">") && html.ends_with("</html>\n"));
    for address in ["http://", "https://", "src=\"/", "href=\"/", "<script", "<link"] {
        assert!(!html.contains(address), "{address}");
    }
}

#[test]
fn secrets_and_numbers_are_masked() {
    let (_, html) = page(None, &White::default());
    assert!(!html.contains(sample::SECRET) && !html.contains(sample::ID_NUMBER));
}

#[test]
fn a_page_that_cannot_be_drawn_takes_its_picture_alone() {
    let (count, html) = page(None, &Nothing);
    assert!(count >= 1 && !html.contains("<img"));
    assert!(html.contains("class=\"flag"));
}

#[test]
fn one_candidate_is_shown_even_without_a_flag_and_a_stranger_is_nobody() {
    let (_dir, store) = sample::finished();
    let (id, _) = store.last_run().unwrap().unwrap();
    let clear = store.digests(id).unwrap().into_iter().find(|d| !d.needs_review() && d.ticket_no.is_some()).unwrap();
    let ticket_no = clear.ticket_no.unwrap();
    let (count, html) = page(Some(&ticket_no), &White::default());
    assert_eq!(count, 1);
    assert!(html.contains(&ticket_no));
    assert_eq!(page(Some("不在名单上"), &White::default()).0, 0);
}
