//! The device that takes down what a page draws.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::object::{Dict, Name, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Rect as KurboRect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, RenderContent, SoftMask, TransformExt, interpret_page,
};

use super::drawings;
use super::fonts::Book;
use super::gbk;
use super::glyph;
use super::imprint;
use super::masks;
use super::paths::{BAND, as_rectangle, band, bounds_of, lines, subpaths, thin, touch};
use super::scene::{Colour, DrawnPicture, Fill, Scene, Stroke};
use super::sight;
use crate::model::{Picture, Rect, WordSource};

mod paint;

use paint::Painted;

/// Beyond these a page is a hostile one, or a drawing; what comes after is not kept.
const MOST_GLYPHS: usize = 200_000;
const MOST_STROKES: usize = 60_000;
const MOST_FILLS: usize = 4_096;
const MOST_PICTURES: usize = 4_096;

/// Below this opacity nothing is seen.
const SEEN: f32 = 0.02;

/// Interprets a page and takes down what it draws.
pub(super) fn interpret<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    book: &Book<'_>,
) -> Scene {
    let (width, height) = page.render_dimensions();
    let mut canvas = Canvas::new(width, height, book);
    let transform = page.initial_transform(true).to_kurbo();
    let bounds = KurboRect::new(0.0, 0.0, f64::from(width), f64::from(height));
    for (part, source) in
        [(RenderContent::PAGE, WordSource::TextLayer), (RenderContent::ANNOTATIONS, WordSource::Annotation)]
    {
        let mut settings = settings.clone();
        settings.render_content = part;
        let mut context = Context::new(transform, bounds, cache, page.xref(), settings);
        canvas.source = source;
        let first = canvas.order + 1;
        interpret_page(page, &mut context, &mut canvas);
        canvas.reset();
        if source == WordSource::Annotation {
            book.layers.take_out(page, &mut canvas.scene, first);
        }
    }
    book.shapes.settle(&mut canvas.scene);
    canvas.scene
}

/// Marked content that is open.
#[derive(Default)]
struct Marked {
    /// Its replacement text and the first glyph it covers.
    text: Option<(Vec<char>, usize)>,
    /// Whether it is laid over the page and no part of its text.
    aside: bool,
    /// Whether it belongs to a layer that is off.
    off: bool,
}

/// The state of drawing.
struct Canvas<'b, 'p> {
    scene: Scene,
    bounds: Rect,
    source: WordSource,
    /// The bounding boxes of the clips in force, each within the one before.
    clips: Vec<Rect>,
    /// Opacity of the groups in force, each multiplied with the one before, and whether they only darken.
    groups: Vec<(f32, bool)>,
    /// Open marked content.
    marked: Vec<Marked>,
    /// How many patterns are being drawn, each within the one before.
    patterns: u8,
    /// How many tiles were drawn.
    tiles: u16,
    order: u32,
    /// What may still be spent on telling pictures apart.
    decoding: imprint::Budget,
    book: &'b Book<'p>,
}

impl<'b, 'p> Canvas<'b, 'p> {
    fn new(width: f32, height: f32, book: &'b Book<'p>) -> Self {
        Self {
            scene: Scene { width, height, ..Scene::default() },
            bounds: Rect::new(0.0, 0.0, width, height),
            source: WordSource::TextLayer,
            clips: Vec::new(),
            groups: Vec::new(),
            marked: Vec::new(),
            patterns: 0,
            tiles: 0,
            order: 0,
            decoding: imprint::Budget::default(),
            book,
        }
    }

    /// Forgets what the content left open.
    fn reset(&mut self) {
        self.clips.clear();
        self.groups.clear();
        while !self.marked.is_empty() {
            self.close_marked();
        }
    }

    fn next_order(&mut self) -> u32 {
        self.order = self.order.saturating_add(1);
        self.order
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.bounds)
    }

    fn group_opacity(&self) -> f32 {
        self.groups.last().map_or(1.0, |g| g.0)
    }

    fn only_darkens(&self) -> bool {
        self.groups.last().is_some_and(|g| g.1)
    }

    fn colour(&self, paint: &Paint<'_>) -> Option<Colour> {
        match paint {
            Paint::Color(colour) => {
                let [r, g, b, a] = colour.to_rgba().components();
                Some([r, g, b, a * self.group_opacity()])
            }
            Paint::Pattern(_) => None,
        }
    }

    fn close_marked(&mut self) {
        if let Some(Marked { text: Some((text, first)), .. }) = self.marked.pop() {
            glyph::replace(&mut self.scene.glyphs, first, &text);
        }
    }

    /// A filled path: ruling lines, areas, or shapes.
    fn fill(&mut self, path: &BezPath, transform: Affine, paint: Painted) {
        if paint.colour.is_some_and(|c| c[3] < SEEN) {
            return;
        }
        let order = self.next_order();
        let clip = self.clip();
        for part in subpaths(path) {
            if let Some(rect) = as_rectangle(part, transform) {
                let Some(seen) = touch(&rect, &clip) else { continue };
                if drawings::is_module(&seen) {
                    self.push_shape(seen);
                }
                let line = thin(seen);
                // A line of the colour of the paper rules nothing; several together may cover something.
                if let Some(stroke) = line.filter(|_| !self.is_paper(&seen, paint.colour)) {
                    self.push_stroke(stroke);
                } else if !paint.darkens {
                    self.push_fill(Fill { bbox: seen, order, colour: paint.colour, opaque: paint.opaque });
                }
            } else if let Some(bbox) = bounds_of(part, transform).and_then(|b| touch(&b, &clip)) {
                self.push_shape(bbox);
                // A quadrilateral of no great size, or a shape with curves: an outline of something.
                if bbox.width().max(bbox.height()) < 80.0 && bbox.area() > 0.5 {
                    self.scene.outlines = self.scene.outlines.saturating_add(1);
                }
            }
        }
    }

    /// Whether paint of this colour is not seen there, since nothing but paper and type lies below.
    fn is_paper(&self, place: &Rect, colour: Option<Colour>) -> bool {
        colour.is_some_and(|c| sight::alike(c, sight::PAPER))
            && !self.scene.fills.iter().any(|f| f.bbox.contains(place.centre()))
    }

    /// A stroked path: its axis-parallel segments, and, where the pen is thick, what it covers.
    fn stroke(&mut self, path: &BezPath, transform: Affine, paint: Painted, width: f32) {
        if paint.colour.is_some_and(|c| c[3] < SEEN) {
            return;
        }
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let half = (width * (a * d - b * c).abs().sqrt() as f32 / 2.0).max(0.1);
        let clip = self.clip();
        let (lines, curved) = lines(path, transform, half.min(3.0));
        if half * 2.0 >= BAND && paint.opaque && !paint.darkens {
            let order = self.next_order();
            for bbox in band(path, transform, half).iter().filter_map(|b| touch(b, &clip)) {
                self.push_fill(Fill { bbox, order, colour: paint.colour, opaque: true });
            }
        }
        for line in lines {
            if let Some(bbox) = touch(&line.bbox, &clip)
                && (half * 2.0 < BAND || !paint.colour.is_some_and(|c| sight::alike(c, sight::PAPER)))
            {
                self.push_stroke(Stroke { bbox, ..line });
            }
        }
        if curved
            && half * 2.0 < BAND
            && let Some(bbox) = bounds_of(path.elements(), transform).and_then(|b| touch(&b, &clip))
        {
            self.push_shape(bbox);
            self.scene.outlines = self.scene.outlines.saturating_add(1);
        }
    }

    fn push_fill(&mut self, fill: Fill) {
        if self.scene.fills.len() < MOST_FILLS {
            self.scene.fills.push(fill);
        }
    }

    fn push_shape(&mut self, bbox: Rect) {
        if self.scene.shapes.len() < drawings::MOST_SHAPES && drawings::is_part(&bbox) {
            self.scene.shapes.push(bbox);
        }
    }

    fn push_stroke(&mut self, stroke: Stroke) {
        if self.scene.strokes.len() < MOST_STROKES {
            self.scene.strokes.push(stroke);
        }
    }

    /// Whether what is drawn belongs to a layer that is off.
    fn is_off(&self) -> bool {
        self.marked.iter().any(|marked| marked.off)
    }

    /// The index of the font of a run, by name.
    fn font(&mut self, run: &GlyphRun<'_, '_>) -> Option<u16> {
        let name = glyph::font_name(run.glyphs().first()?);
        let place = self.scene.fonts.iter().position(|f| *f == name);
        let place = place.unwrap_or_else(|| {
            self.scene.fonts.push(name);
            self.scene.fonts.len() - 1
        });
        u16::try_from(place).ok()
    }
}

impl<'a> Device<'a> for Canvas<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if self.is_off() {
            return;
        }
        let painted = self.painted(path, &props, matches!(mode, DrawMode::Stroke(_)));
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform, painted),
            DrawMode::Stroke(stroke) => self.stroke(path, props.transform, painted, stroke.line_width),
            DrawMode::FillAndStroke(_, stroke) => {
                self.fill(path, props.transform, painted);
                self.stroke(path, props.transform, painted, stroke.line_width);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let b = clip.path.bounding_box();
        let b = Rect::new(b.x0 as f32, b.y0 as f32, b.x1 as f32, b.y1 as f32);
        let nothing = Rect::new(-1.0, -1.0, -1.0, -1.0);
        self.clips.push(touch(&b, &self.clip()).unwrap_or(nothing));
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend_mode: BlendMode) {
        let darkens = self.only_darkens() || mask.is_some() || blend_mode != BlendMode::Normal;
        self.groups.push((self.group_opacity() * opacity, darkens));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.scene.glyphs.len() >= MOST_GLYPHS || self.is_off() {
            return;
        }
        // A run that is filled and stroked comes twice; the second is dropped with the other doubles.
        let order = self.next_order();
        let colour = self.colour(&props.paint);
        let look = glyph::Look {
            font: self.font(run),
            order,
            vertical: run.writing_mode() == WritingMode::Vertical,
            colour,
            hidden: matches!(mode, DrawMode::Invisible) || colour.is_some_and(|c| c[3] < SEEN),
            aside: self.marked.iter().any(|marked| marked.aside),
            source: self.source,
        };
        let clip = self.clip();
        let mut said = gbk::read(run, self.book).into_iter().flatten();
        for drawn in run.glyphs() {
            glyph::take(&mut self.scene.glyphs, drawn, props.transform, &look, &clip, self.book, said.next());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let order = self.next_order();
        let (width, height) = (image.width(), image.height());
        let corners = KurboRect::new(0.0, 0.0, f64::from(width), f64::from(height)).to_path(0.1);
        let Some(bbox) = bounds_of(corners.elements(), props.transform).and_then(|b| touch(&b, &self.clip())) else {
            return;
        };
        if self.group_opacity() < SEEN || self.scene.pictures.len() >= MOST_PICTURES || self.is_off() {
            return;
        }
        let veiled = self.only_darkens() || self.group_opacity() < 0.95;
        let mut patches = Vec::new();
        let see_through = match &image {
            Image::Stencil(_) => true,
            Image::Raster(_) if veiled => true,
            Image::Raster(raster) if masks::has_mask(raster.stream().dict()) => {
                if self.scene.glyphs.iter().any(|g| bbox.contains(g.bbox.centre())) {
                    patches = masks::patches(raster, props.transform, &bbox, &mut self.decoding);
                }
                true
            }
            Image::Raster(_) => false,
        };
        let (digest, thumbnail) = imprint::imprint(&image, &mut self.decoding).unzip();
        let picture =
            Picture { bbox, pixel_width: width, pixel_height: height, digest, thumbnail: thumbnail.flatten() };
        self.scene.pictures.push(DrawnPicture { picture, order, see_through, patches });
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties
            .and_then(|p| p.get::<PdfString<'_>>(b"ActualText"))
            .map(|s| (glyph::text_string(s.as_bytes()).chars().collect(), self.scene.glyphs.len()));
        let is = |key: &[u8], value: &[u8]| {
            properties.and_then(|p| p.get::<Name<'_>>(key)).is_some_and(|name| name.as_ref() == value)
        };
        let aside = tag == b"Artifact" && (is(b"Subtype", b"Watermark") || is(b"Type", b"Background"));
        let off = tag == b"OC" && properties.is_some_and(|p| self.book.layers.hides(p));
        self.marked.push(Marked { text, aside, off });
    }

    fn end_marked_content(&mut self) {
        self.close_marked();
    }
}
