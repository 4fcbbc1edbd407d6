//! The real networks: every scan of the fixtures, and a fixture with a text layer that is turned into a picture and read
//! again, with each engine. What the text layer says is what must be seen.

use hecha::model::{Format, Page, Word};
use hecha::models::{self, Settings};
use hecha::read::image::{Fonts, raster};
use hecha::read::ocr::{Choice, Source};
use hecha::read::{self, Everything, Limits, Tools};

use super::support::manifest::{compare, files};
use super::support::{documents, fixtures, list};

/// The networks, fetched where they are not on this machine; `None` where that cannot be, which is told.
#[expect(clippy::print_stdout, reason = "what is not tested is said")]
fn networks(engine: Choice) -> Option<Source> {
    let settings = Settings { engine, ..Settings::default() };
    let ready = || Some(models::locate(&settings)).filter(|located| located.engine_name().is_some());
    let located = ready().or_else(|| {
        models::fetch(false, &mut |_| ()).inspect_err(|why| println!("SKIPPED: no networks here: {why}")).ok()?;
        ready()
    })?;
    Some(located.source())
}

/// The first page of a fixture as a PNG of 200 dots an inch.
fn picture(bytes: &[u8]) -> Vec<u8> {
    let pdf = hayro::hayro_syntax::Pdf::new(bytes.to_vec()).unwrap();
    let (cache, settings) = (hayro::RenderCache::new(), Fonts::default().settings());
    let image = raster(&pdf.pages()[0], &cache, &settings, 200.0, None, 50_000_000).unwrap();
    let mut png = std::io::Cursor::new(Vec::new());
    image.pixels.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

fn first_page(bytes: &[u8], format: Format, ocr: &Source) -> Page {
    let reading = read::read(bytes, format, Tools { ocr, appetite: &Everything }, &Limits::default());
    reading.pages.into_iter().next().unwrap()
}

fn squeezed(page: &Page) -> String {
    page.words.iter().map(Word::text).collect::<String>().chars().filter(|c| !c.is_whitespace()).collect()
}

/// Reads the picture of a page and gives the words of its text layer that were not seen, of those long enough to tell.
fn unseen(file: &str, engine: Choice) -> Option<(usize, Vec<String>)> {
    let ocr = networks(engine)?;
    let bytes = std::fs::read(fixtures(file)).unwrap();
    let printed = first_page(&bytes, Format::Pdf, &Source::none());
    let seen = squeezed(&first_page(&picture(&bytes), Format::Png, &ocr));
    let long: Vec<String> = printed
        .words
        .iter()
        .map(|word| word.text().chars().filter(|c| !c.is_whitespace()).collect::<String>())
        .filter(|text| (2..=20).contains(&text.chars().count()))
        .collect();
    let all = long.len();
    Some((all, long.into_iter().filter(|text| !seen.contains(text.as_str())).collect()))
}

#[test]
fn scans_are_read_however_they_were_taken_and_stored() {
    let Some(ocr) = networks(Choice::Auto) else { return };
    let (mut faults, mut values) = (Vec::new(), 0);
    for (path, file) in files("scans") {
        let got = documents(&format!("scans/{path}"), &ocr);
        let printed = list(&file["document"]).iter().filter_map(|document| document["fields"].as_object());
        values += printed.map(serde_json::Map::len).sum::<usize>();
        compare(&path, file, &got.iter().collect::<Vec<_>>(), &mut faults);
    }
    assert!(values > 80, "{values}");
    // A smudged copy may cost a value; a way of storing pages that is not understood costs a page of them.
    assert!(faults.len() * 25 <= values, "{} of {values}: {faults:#?}", faults.len());
}

#[test]
fn both_engines_see_what_is_printed() {
    for engine in [Choice::Rten, Choice::OnnxRuntime] {
        let Some((all, unseen)) = unseen("kinds/registration_form/system-browser.pdf", engine) else { continue };
        assert!(all > 20, "the fixture has text: {all}");
        // Brackets and dots of either width may be exchanged; characters may not.
        assert!(unseen.len() * 10 <= all, "{engine:?}: {} of {all} not seen: {unseen:?}", unseen.len());
    }
}
