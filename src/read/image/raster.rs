//! A PDF page to pixels.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use hayro_interpret::util::TransformExt;
use image::RgbImage;

use super::PageImage;
use crate::model::{Mapping, Rect};

/// Fonts for text whose own font is not in the file.
#[derive(Clone, Default)]
pub struct Fonts {
    /// A font with the Chinese characters, and the index of the face in it.
    pub chinese: Option<(FontData, u32)>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("chinese", &self.chinese.is_some()).finish()
    }
}

impl Fonts {
    /// With the face of that index in the file of a typeface.
    #[must_use]
    pub fn with_chinese(file: Vec<u8>, index: u32) -> Self {
        Self { chinese: Some((Arc::new(file), index)) }
    }

    /// Settings for the interpreter that draw with these fonts where the file brings none.
    #[must_use]
    pub fn settings(&self) -> InterpreterSettings {
        let chinese = self.chinese.clone();
        InterpreterSettings {
            font_resolver: Arc::new(move |query| match query {
                FontQuery::Standard(standard) => Some(standard.get_font_data()),
                FontQuery::Fallback(fallback) if fallback.character_collection.is_some() => {
                    chinese.clone().or_else(|| Some(fallback.pick_standard_font().get_font_data()))
                }
                FontQuery::Fallback(fallback) => Some(fallback.pick_standard_font().get_font_data()),
            }),
            ..InterpreterSettings::default()
        }
    }
}

/// Draws `region` (in displayed points; the whole page where `None`) at `dpi`. `None` where nothing can be drawn: no
/// area, or more than `limit` pixels.
#[must_use]
pub fn raster<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    dpi: f32,
    region: Option<Rect>,
    limit: u64,
) -> Option<PageImage> {
    let (page_width, page_height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, page_width, page_height);
    let region = match region {
        Some(region) => region.intersection(&whole)?,
        None => whole,
    };
    let scale = dpi / 72.0;
    let (width, height) = ((region.width() * scale).round(), (region.height() * scale).round());
    let drawable = |v: f32| v.is_finite() && (1.0..=f32::from(u16::MAX)).contains(&v);
    if !drawable(width) || !drawable(height) || (width as u64) * (height as u64) > limit {
        return None;
    }
    let mut context = RenderContext::new(width as u16, height as u16);
    let transform = Affine::scale(f64::from(scale))
        * Affine::translate((-f64::from(region.x0), -f64::from(region.y0)))
        * page.initial_transform(true).to_kurbo();
    // Scans rarely say `/Interpolate`; without it an enlarged scan repeats some rows and not others, which spoils QR codes.
    let render = RenderSettings { force_image_interpolation: true, ..RenderSettings::default() };
    render_into(page, cache, settings, &render, &mut context, transform);
    context.flush();
    let mut drawn = Pixmap::new(context.width(), context.height());
    context.render_with(
        &mut drawn,
        &mut Resources::default(),
        RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() },
    );
    let mut pixels = RgbImage::new(width as u32, height as u32);
    for (to, from) in pixels.pixels_mut().zip(drawn.data()) {
        to.0 = [from.r, from.g, from.b];
    }
    let unit = f64::from(1.0 / scale);
    Some(PageImage {
        pixels,
        to_displayed: Mapping([unit, 0.0, f64::from(region.x0), 0.0, unit, f64::from(region.y0), 0.0, 0.0, 1.0]),
        scale: 1.0 / scale,
    })
}
