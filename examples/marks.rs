//! Prints the seals, QR codes and ruling lines of the pages of PDFs and pictures, with the time each took.
//!
//! `cargo run --example marks -- FILE …`

use std::time::Instant;

use hayro::RenderCache;
use hayro::hayro_syntax::Pdf;
use hecha::read::image::{self as marks, Fonts, PageImage};

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for developers prints and takes times")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let mut pages: Vec<(PageImage, f64)> = Vec::new();
        if bytes.starts_with(b"%PDF") {
            let Ok(pdf) = Pdf::new(bytes) else { continue };
            let (cache, settings) = (RenderCache::new(), Fonts::default().settings());
            for page in pdf.pages().iter() {
                let start = Instant::now();
                let Some(image) = marks::raster(page, &cache, &settings, marks::READING_DPI, None, 100_000_000) else {
                    continue;
                };
                pages.push((image, start.elapsed().as_secs_f64()));
            }
        } else {
            let start = Instant::now();
            if let Ok(image) = marks::decode(&bytes, 100_000_000) {
                pages.push((image, start.elapsed().as_secs_f64()));
            }
        }
        for (number, (image, seconds)) in pages.into_iter().enumerate() {
            let mut times = vec![seconds];
            let start = Instant::now();
            let flat = marks::flatten(&image);
            times.push(start.elapsed().as_secs_f64());
            let flattened = flat.is_some();
            let image = flat.unwrap_or(image);
            let start = Instant::now();
            let seals = marks::seals(&image.pixels);
            times.push(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let codes = marks::codes(&image.pixels);
            times.push(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let rules = marks::rules(&image.pixels, 60.0);
            times.push(start.elapsed().as_secs_f64());
            let start = Instant::now();
            let quality = marks::measure(&image.pixels, 200.0);
            times.push(start.elapsed().as_secs_f64());
            let json = serde_json::json!({
                "file": path, "page": number + 1, "flattened": flattened, "pixels": [image.pixels.width(), image.pixels.height()],
                "seals": seals.iter().map(|s| (image.to_displayed.rect(&s.bbox()), s.colour, s.confidence)).collect::<Vec<_>>(),
                "qr": codes.iter().map(|(r, t)| (image.to_displayed.rect(r), t)).collect::<Vec<_>>(),
                "rules": [rules.iter().filter(|r| r.horizontal).count(), rules.iter().filter(|r| !r.horizontal).count()],
                "quality": quality, "seconds": times,
            });
            println!("{json}");
        }
    }
    Ok(())
}
