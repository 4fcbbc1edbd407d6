//! QR codes on a page image.

use std::collections::HashSet;

use image::{GrayImage, RgbImage, imageops};
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::multi::qrcode::QRCodeMultiReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8LuminanceSource};

use super::binary::shrunk_grey;
use crate::model::Rect;

/// The codes on an image with their places in its pixels, from top to bottom. Codes are looked for at full size and,
/// where that finds none, at half size (which smooths JPEG noise) and at twice the size (small codes).
#[must_use]
pub fn codes(image: &RgbImage) -> Vec<(Rect, String)> {
    let grey = shrunk_grey(image, 1);
    let mut found = read(&grey, 1.0);
    if found.is_empty() {
        found = read(&shrunk_grey(image, 2), 2.0);
    }
    if found.is_empty() && u64::from(grey.width()) * u64::from(grey.height()) < 1_500_000 {
        let (w, h) = (grey.width() * 2, grey.height() * 2);
        found = read(&imageops::resize(&grey, w, h, imageops::FilterType::CatmullRom), 0.5);
    }
    found.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0).then(a.0.x0.total_cmp(&b.0.x0)).then(a.1.cmp(&b.1)));
    found.dedup_by(|a, b| a.1 == b.1 && a.0.iou(&b.0) > 0.3);
    found
}

fn read(grey: &GrayImage, scale: f32) -> Vec<(Rect, String)> {
    let Ok(source) = Luma8LuminanceSource::new(grey.as_raw().clone(), grey.width(), grey.height()) else {
        return Vec::new();
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    // The reader reports "nothing here" as an error.
    let results = QRCodeMultiReader::new().decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
    results
        .iter()
        .filter_map(|result| {
            let points = result.getPoints();
            // The points are the centres of the finder patterns, 3.5 modules inside the code; a version 3 code has 29.
            let inner = Rect::around(points.iter().map(|p| Rect::new(p.x, p.y, p.x, p.y)))?;
            let margin = inner.width().max(inner.height()) * 3.5 / 22.0;
            let r = inner.grown(margin);
            Some((Rect::new(r.x0 * scale, r.y0 * scale, r.x1 * scale, r.y1 * scale), result.getText().to_owned()))
        })
        .collect()
}
