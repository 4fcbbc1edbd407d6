//! What is drawn from the reading of a file for finding links: its telling pictures and its text.

use crate::bounds;
use serde::{Deserialize, Serialize};

use crate::{
    Result,
    checks::cohort::{is_portrait, is_scan},
    model::{Page, Rect, Upload},
    store::{ReadingKey, Store},
};

/// Changes when something else is drawn from a reading: then what was kept is drawn anew.
const VERSION: &str = "links-2";

/// Of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Trace {
    pub(super) pages: Vec<PageTrace>,
}

/// Of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct PageTrace {
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) pictures: Vec<PictureTrace>,
}

/// Of a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct PictureTrace {
    pub(super) digest: String,
    pub(super) bbox: Rect,
    pub(super) shows: Shows,
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Shows {
    Portrait,
    Page,
    Seal,
}

/// What was drawn from a file by a run's reader; nothing where it was not read.
pub(super) fn trace(upload: &Upload, reader: &str, from: &dyn Store, kept: &dyn Store) -> Result<Trace> {
    let name = format!("{reader} {VERSION}");
    let key = ReadingKey { sha256: &upload.sha256, reader: &name };
    if let Some(body) = kept.trace(key)?
        && let Ok(trace) = serde_json::from_slice(&body)
    {
        return Ok(trace);
    }
    let Some(reading) = from.reading(ReadingKey { sha256: &upload.sha256, reader })? else {
        return Ok(Trace::default());
    };
    let trace = Trace { pages: reading.pages.iter().map(of_page).collect() };
    if let Ok(body) = serde_json::to_vec(&trace) {
        kept.keep_trace(key, &body)?;
    }
    Ok(trace)
}

fn of_page(page: &Page) -> PageTrace {
    let pictures = page.pictures.iter().filter_map(|picture| {
        let bbox = page.displayed(&picture.bbox);
        let seal = || page.seals.iter().any(|seal| seal.bbox.iou(&picture.bbox) >= bounds::SEAL_IN_PICTURE);
        let shows = if is_portrait(page, picture) {
            Shows::Portrait
        } else if is_scan(page, picture) {
            Shows::Page
        } else if seal() {
            Shows::Seal
        } else {
            return None;
        };
        Some(PictureTrace { digest: picture.digest.clone()?, bbox, shows })
    });
    PageTrace {
        number: page.number,
        text: page.words.iter().map(crate::model::Word::text).collect::<Vec<_>>().join(" "),
        pictures: pictures.collect(),
    }
}
