//! The pictures of a page alone, put together without what is written over them: a mark that is laid over a scan hides its
//! values, and a scan that a printer driver cut into tiles shows their seams when it is drawn.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, BezPath, Rect as KurboRect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

use crate::read::image::PageImage;

/// A picture turned by less than this, in parts of its size, stands upright.
const UPRIGHT: f64 = 1e-3;

/// The pictures of a page at a resolution; `None` where they are not plain upright pictures, or too many pixels.
pub(super) fn raster(page: &PdfPage<'_>, settings: &InterpreterSettings, dpi: f32, limit: u64) -> Option<PageImage> {
    let (width, height) = page.render_dimensions();
    let scale = dpi / 72.0;
    let (w, h) = ((width * scale).round(), (height * scale).round());
    if !(1.0..=65_000.0).contains(&w) || !(1.0..=65_000.0).contains(&h) || w as u64 * h as u64 > limit {
        return None;
    }
    let mut bare = Bare { pixels: RgbImage::from_pixel(w as u32, h as u32, Rgb([255; 3])), left: limit, failed: false };
    let transform = Affine::scale(f64::from(scale)) * page.initial_transform(true).to_kurbo();
    let bounds = KurboRect::new(0.0, 0.0, f64::from(w), f64::from(h));
    let cache = InterpreterCache::new();
    let mut context = Context::new(transform, bounds, &cache, page.xref(), settings.clone());
    interpret_page(page, &mut context, &mut bare);
    (!bare.failed).then(|| PageImage::upright(bare.pixels, 1.0 / scale))
}

/// Puts pictures together.
struct Bare {
    pixels: RgbImage,
    /// Pixels that may still be decoded.
    left: u64,
    failed: bool,
}

impl Bare {
    fn put(&mut self, picture: RgbImage, alpha: Option<&[u8]>, transform: Affine) -> Option<()> {
        let [a, b, c, d, e, f] = transform.as_coeffs();
        let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
        if (b * h).abs() > UPRIGHT * (a * w).abs() + 0.5
            || (c * w).abs() > UPRIGHT * (d * h).abs() + 0.5
            || alpha.is_some()
        {
            return None;
        }
        let mut picture = picture;
        if a < 0.0 {
            imageops::flip_horizontal_in_place(&mut picture);
        }
        if d < 0.0 {
            imageops::flip_vertical_in_place(&mut picture);
        }
        // Edges are rounded alike for neighbours, so that no seam is left between them.
        let edge = |from: f64, length: f64| {
            let (p, q) = (from.min(from + length).round(), from.max(from + length).round());
            (p as i64, (q - p).max(1.0) as u32)
        };
        let ((x, width), (y, height)) = (edge(e, a * w), edge(f, d * h));
        if width > 2 * self.pixels.width() || height > 2 * self.pixels.height() {
            return None;
        }
        let scaled = match picture.dimensions() == (width, height) {
            true => picture,
            false => imageops::resize(&picture, width, height, FilterType::Triangle),
        };
        imageops::overlay(&mut self.pixels, &scaled, x, y);
        Some(())
    }
}

impl<'a> Device<'a> for Bare {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.failed |= opacity < 0.99 || mask.is_some() || blend != BlendMode::Normal;
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = u64::from(image.width()) * u64::from(image.height());
        let (Image::Raster(raster), Some(left)) = (&image, self.left.checked_sub(pixels)) else {
            self.failed = true;
            return;
        };
        self.left = left;
        let mut put = None;
        raster.with_rgba(
            |data, alpha| {
                let picture = match data {
                    ImageData::Rgb(rgb) => RgbImage::from_raw(rgb.width, rgb.height, rgb.data),
                    ImageData::Luma(luma) => {
                        let data = luma.data.iter().flat_map(|v| [*v; 3]).collect();
                        RgbImage::from_raw(luma.width, luma.height, data)
                    }
                };
                // A picture may be given with fewer pixels than it says.
                let scale = picture.as_ref().map(|picture| {
                    let (w, h) = (f64::from(picture.width().max(1)), f64::from(picture.height().max(1)));
                    Affine::scale_non_uniform(f64::from(raster.width()) / w, f64::from(raster.height()) / h)
                });
                put = picture.zip(scale).and_then(|(picture, scale)| {
                    self.put(picture, alpha.as_ref().map(|alpha| alpha.data.as_slice()), props.transform * scale)
                });
            },
            None,
        );
        self.failed |= put.is_none();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
