//! One picture, stored in every way in which people send pictures: it must come out as it went in. What is lost on the
//! way (colour, levels of grey, what a lossy compression takes) is allowed for by the name of the file.

use hecha::intake::sniff;
use hecha::model::{Format, Legibility, Outcome};
use hecha::read::image::{PageImage, Pictures, decode, list};
use hecha::read::ocr::Source;
use image::{DynamicImage, RgbImage, imageops};

use super::support::manifest::{files, none};
use super::support::{fixtures, reading};

fn format(bytes: &[u8]) -> Format {
    sniff(&bytes[..bytes.len().min(16 * 1024)], &[], bytes.len() as u64)
}

fn open(path: &str) -> (Vec<u8>, Format, Pictures) {
    let bytes = std::fs::read(fixtures(&format!("pictures/{path}"))).unwrap();
    let format = format(&bytes);
    let pictures = list(&bytes, format, 300).map_err(|why| format!("{path}: {why}")).unwrap();
    (bytes, format, pictures)
}

fn source() -> RgbImage {
    let (bytes, format, pictures) = open("source.png");
    decode(&bytes, format, &pictures.list[0], u64::MAX).unwrap().image.pixels
}

/// How far two pictures are apart, in levels, on the average.
fn distance(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let sum: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.as_raw().len() as f64
}

fn grey(picture: &RgbImage) -> RgbImage {
    DynamicImage::ImageLuma8(DynamicImage::ImageRgb8(picture.clone()).into_luma8()).into_rgb8()
}

fn bits(picture: &RgbImage, paper: u8) -> RgbImage {
    let mut picture = grey(picture);
    for pixel in picture.pixels_mut() {
        pixel.0 = if pixel.0[0] >= paper { [255; 3] } else { [0; 3] };
    }
    picture
}

/// What a file must show, and how far from it is near enough.
fn wanted(path: &str, page: usize, source: &RgbImage) -> (RgbImage, f64) {
    match path {
        "heic-tiles.heic" => {
            let (width, height) = source.dimensions();
            (imageops::resize(source, width * 2, height * 2, imageops::FilterType::Nearest), 3.0)
        }
        "tiff-previews.tif" => (bits(source, 150), 0.0),
        "tiff-group3.tif" | "tiff-group4.tif" | "tiff-ccitt.tif" => (bits(source, 128), 0.0),
        "tiff-pages.tif" if page == 1 => (grey(source), 0.6),
        "tiff-pages.tif" if page == 2 => (bits(source, 128), 0.0),
        "gif-giflib.gif" | "tiff-white-is-zero.tif" => (grey(source), 0.6),
        "heic-grey.heic" | "jp2-grey.jp2" => (grey(source), 3.0),
        _ if path.contains("palette") || path.starts_with("gif") => (source.clone(), 6.0),
        _ if path.contains("cmyk") => (source.clone(), 4.0),
        _ if ["bmp", "png", "source", "tiff", "j2k", "jp2"].iter().any(|kind| path.starts_with(kind))
            && !path.contains("jpeg") =>
        {
            (source.clone(), 0.0)
        }
        "webp-image.webp" | "webp-lossless.webp" => (source.clone(), 0.0),
        _ => (source.clone(), 4.0),
    }
}

#[test]
fn each_comes_out_as_it_went_in() {
    let source = source();
    let mut faults = Vec::new();
    let files = files("pictures");
    assert!(files.len() > 40, "{}", files.len());
    for (path, _) in &files {
        let (bytes, format, pictures) = open(path);
        let pages = match path.as_str() {
            "tiff-pages.tif" => 3,
            "tiff-previews.tif" => 2,
            _ => 1,
        };
        if pictures.list.len() != pages || pictures.breaks_off {
            faults.push(format!("{path}: {pictures:?}"));
        }
        for (page, which) in pictures.list.iter().enumerate() {
            let PageImage { pixels, .. } = match decode(&bytes, format, which, 2_000_000) {
                Ok(decoded) if decoded.breaks_off => {
                    faults.push(format!("{path}, {page}: a part is lost"));
                    continue;
                }
                Ok(decoded) => decoded.image,
                Err(why) => {
                    faults.push(format!("{path}, {page}: {why}"));
                    continue;
                }
            };
            let (wanted, near) = wanted(path, page, &source);
            if pixels.dimensions() != wanted.dimensions() || pixels.dimensions() != which.turned() {
                faults.push(format!("{path}, {page}: {:?}", pixels.dimensions()));
                continue;
            }
            let distance = distance(&pixels, &wanted);
            if distance > near {
                faults.push(format!("{path}, {page}: {distance:.2} levels off"));
            }
        }
    }
    none(&faults);
}

#[test]
fn more_pixels_than_the_limit_are_not_decoded() {
    for (path, _) in files("pictures") {
        let (bytes, format, pictures) = open(&path);
        for which in &pictures.list {
            assert!(decode(&bytes, format, which, 1_000).is_err(), "{path}");
        }
    }
}

#[test]
fn what_is_cut_off_is_told() {
    let mut faults = Vec::new();
    // Of a JPEG that is cut off, the decoder makes the rest grey and says nothing.
    for (path, _) in files("pictures").into_iter().filter(|(path, _)| !path.starts_with("jpeg")) {
        let bytes = std::fs::read(fixtures(&format!("pictures/{path}"))).unwrap();
        let reading = reading(&bytes[..bytes.len() * 2 / 5], &Source::none());
        let told = reading.outcome != Outcome::Read
            || reading.pages.iter().any(|page| page.breaks_off || matches!(page.legibility, Legibility::Unreadable(_)));
        if !told {
            faults.push(path);
        }
    }
    none(&faults);
}

#[test]
fn a_tiff_is_as_many_pages_as_pictures() {
    let bytes = std::fs::read(fixtures("pictures/tiff-pages.tif")).unwrap();
    let reading = reading(&bytes, &Source::none());
    assert_eq!(reading.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2, 3]);
}
