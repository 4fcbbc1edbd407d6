//! The pages as a PDF. Its font is not embedded and its codes are Unicode, so that text is what the OFD says it is.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageReader};
use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, Stream, dictionary};

use super::document::Document;
use super::objects::{Content, Drawn};
use super::outline::Map;
use super::package::Package;
use super::seal;
use crate::intake::sniff;
use crate::model::Format;
use crate::read::Limits;
use crate::read::image::decode_first;

/// Points a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// A picture whose decoded bytes are more is not drawn.
const MOST_DECODED: u64 = 512 << 20;

/// Writes the pages.
pub(super) fn write(document: &Document, package: &mut Package<'_>, limits: &Limits) -> Option<Vec<u8>> {
    let mut pdf = Pdf::with_version("1.7");
    let font = font(&mut pdf);
    let mut pictures: BTreeMap<Drawn, Option<ObjectId>> = BTreeMap::new();
    let root = pdf.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for page in &document.pages {
        let [left, top, width, height] = page.area;
        let (wide, high) = (width * POINTS, height * POINTS);
        let map = Map([POINTS, 0.0, 0.0, -POINTS, -left * POINTS, high + top * POINTS]);
        let mut content = Content::default();
        for layer in &page.layers {
            let (x, y) = layer.shift;
            content.draw(document, &layer.holder, Map::shift(x, y).then(map));
        }
        if content.cut {
            package.lose("a page draws more than is taken over");
        }
        let mut drawn = Dictionary::new();
        for (what, number) in &content.pictures {
            let known = pictures.get(what).copied();
            let id = known.unwrap_or_else(|| {
                let made = picture(&mut pdf, what, package, limits);
                if made.is_none() {
                    package.lose("a picture could not be read");
                }
                pictures.insert(what.clone(), made);
                made
            });
            if let Some(id) = id {
                drawn.set(format!("I{number}"), id);
            }
        }
        let mut states = Dictionary::new();
        for parts in &content.alphas {
            let share = f32::from(*parts) / 255.0;
            states.set(format!("A{parts}"), dictionary! { "ca" => share, "CA" => share });
        }
        let resources =
            dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => drawn, "ExtGState" => states };
        let stream = pdf.add_object(Stream::new(Dictionary::new(), content.operators.into_bytes()));
        let page = pdf.add_object(dictionary! {
            "Type" => "Page", "Parent" => root, "Resources" => resources, "Contents" => stream,
            "MediaBox" => vec![0.into(), 0.into(), wide.into(), high.into()],
        });
        kids.push(page.into());
    }
    let count = i64::try_from(kids.len()).ok()?;
    pdf.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).ok()?;
    Some(bytes)
}

/// A Chinese font that is not in the file, its codes UTF-16.
fn font(pdf: &mut Pdf) -> ObjectId {
    let name = || Object::Name(b"STSong-Light".to_vec());
    let described = pdf.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => name(), "Flags" => 4, "ItalicAngle" => 0, "Ascent" => 880,
        "Descent" => -120, "CapHeight" => 700, "StemV" => 80, "FontBBox" => vec![0.into(), (-200).into(), 1000.into(), 900.into()],
    });
    let descendant = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => name(), "FontDescriptor" => described, "DW" => 1000,
        // The Latin characters of the collection are half as wide.
        "W" => vec![1.into(), 95.into(), 500.into(), 814.into(), 939.into(), 500.into()],
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("GB1"), "Supplement" => 5,
        },
    });
    pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => name(), "Encoding" => "UniGB-UTF16-H",
        "DescendantFonts" => vec![descendant.into()],
    })
}

/// A picture as an object of the PDF.
fn picture(pdf: &mut Pdf, what: &Drawn, package: &mut Package<'_>, limits: &Limits) -> Option<ObjectId> {
    let bytes = match what {
        Drawn::Part(part) => package.bytes(part)?,
        Drawn::Seal(part) => {
            let (kind, bytes) = seal::picture(&package.bytes(part)?)?;
            if kind == "ofd" {
                package.lose("a seal drawn as an OFD of its own");
                return None;
            }
            bytes
        }
    };
    let format = sniff(&bytes, &bytes, bytes.len() as u64);
    let base = |width: u32, height: u32, space: &str| {
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
            "ColorSpace" => space, "BitsPerComponent" => 8,
        }
    };
    if format == Format::Jpeg
        && let Some((width, height, space)) = plain_jpeg(&bytes)
    {
        let mut dictionary = base(width, height, space);
        dictionary.set("Filter", "DCTDecode");
        return Some(pdf.add_object(Stream::new(dictionary, bytes)));
    }
    let plain = matches!(format, Format::Png | Format::Gif | Format::Bmp | Format::Webp);
    let decoded = if plain { decoded(&bytes, limits) } else { None };
    let decoded = decoded.or_else(|| {
        let limit = limits.picture_pixels;
        decode_first(&bytes, format, limit).ok().map(|decoded| DynamicImage::ImageRgb8(decoded.image.pixels))
    })?;
    let (width, height) = (decoded.width(), decoded.height());
    let mut dictionary = base(width, height, "DeviceRGB");
    if decoded.color().has_alpha() {
        let alpha = decoded.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect();
        let mut mask = Stream::new(base(width, height, "DeviceGray"), alpha);
        let _ = mask.compress();
        dictionary.set("SMask", pdf.add_object(mask));
    }
    let mut stream = Stream::new(dictionary, decoded.into_rgb8().into_raw());
    let _ = stream.compress();
    Some(pdf.add_object(stream))
}

/// The size and colours of a JPEG that a PDF can hold as it is.
fn plain_jpeg(bytes: &[u8]) -> Option<(u32, u32, &'static str)> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), image::ImageFormat::Jpeg).into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let upright = decoder.orientation().is_ok_and(|turned| turned == image::metadata::Orientation::NoTransforms);
    match decoder.original_color_type() {
        image::ExtendedColorType::L8 if upright => Some((width, height, "DeviceGray")),
        image::ExtendedColorType::Rgb8 if upright => Some((width, height, "DeviceRGB")),
        _ => None,
    }
}

/// A picture with what can be seen through it.
fn decoded(bytes: &[u8], limits: &Limits) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(MOST_DECODED);
    reader.limits(bounds);
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width).saturating_mul(u64::from(height)) > limits.picture_pixels {
        return None;
    }
    DynamicImage::from_decoder(decoder).ok()
}
