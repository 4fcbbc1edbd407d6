//! The device that takes down what a page draws.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as KurboRect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, RenderContent, SoftMask, TransformExt, interpret_page,
};

use super::drawings;
use super::fonts::Book;
use super::glyph;
use super::imprint;
use super::scene::{Colour, DrawnPicture, Fill, Scene, Stroke};
use crate::model::{Picture, Rect, WordSource};

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
        interpret_page(page, &mut context, &mut canvas);
        canvas.reset();
    }
    canvas.scene
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
    /// Open marked content: its replacement text and the first glyph it covers.
    marked: Vec<Option<(Vec<char>, usize)>>,
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
        if let Some(Some((text, first))) = self.marked.pop() {
            glyph::replace(&mut self.scene.glyphs, first, &text);
        }
    }

    /// A filled path: ruling lines, areas, or shapes.
    fn fill(&mut self, path: &BezPath, transform: Affine, colour: Option<Colour>, darkens: bool) {
        if colour.is_some_and(|c| c[3] < SEEN) {
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
                if let Some(stroke) = thin(seen) {
                    self.push_stroke(stroke);
                } else if self.scene.fills.len() < MOST_FILLS && !darkens {
                    self.scene.fills.push(Fill { bbox: seen, order, colour });
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

    /// A stroked path: its axis-parallel segments.
    fn stroke(&mut self, path: &BezPath, transform: Affine, colour: Option<Colour>, width: f32) {
        if colour.is_some_and(|c| c[3] < SEEN) {
            return;
        }
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let scale = (a * d - b * c).abs().sqrt() as f32;
        let half = (width * scale / 2.0).clamp(0.1, 3.0);
        let clip = self.clip();
        let mut curved = false;
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let end = match *element {
                PathEl::MoveTo(p) => {
                    (first, last) = (p, p);
                    continue;
                }
                PathEl::LineTo(p) => p,
                PathEl::ClosePath => first,
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                    curved = true;
                    last = p;
                    continue;
                }
            };
            let (from, to) = (transform * last, transform * end);
            last = end;
            let line = Rect::new(from.x as f32, from.y as f32, to.x as f32, to.y as f32);
            if !is_finite(&line) || line.width().min(line.height()) > 0.8 {
                continue;
            }
            let horizontal = line.width() >= line.height();
            let bbox = if horizontal {
                Rect::new(line.x0, line.y0 - half, line.x1, line.y1 + half)
            } else {
                Rect::new(line.x0 - half, line.y0, line.x1 + half, line.y1)
            };
            if let Some(bbox) = touch(&bbox, &clip) {
                self.push_stroke(Stroke { bbox, horizontal });
            }
        }
        if curved && let Some(bbox) = bounds_of(path.elements(), transform).and_then(|b| touch(&b, &clip)) {
            self.push_shape(bbox);
            self.scene.outlines = self.scene.outlines.saturating_add(1);
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
        let colour = self.colour(&props.paint);
        let darkens = self.only_darkens() || props.blend_mode != BlendMode::Normal || props.soft_mask.is_some();
        match mode {
            DrawMode::Fill(_) => self.fill(path, props.transform, colour, darkens),
            DrawMode::Stroke(stroke) => self.stroke(path, props.transform, colour, stroke.line_width),
            DrawMode::FillAndStroke(_, stroke) => {
                self.fill(path, props.transform, colour, darkens);
                self.stroke(path, props.transform, colour, stroke.line_width);
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
        if self.scene.glyphs.len() >= MOST_GLYPHS {
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
            source: self.source,
        };
        let clip = self.clip();
        for drawn in run.glyphs() {
            glyph::take(&mut self.scene.glyphs, drawn, props.transform, &look, &clip, self.book);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let order = self.next_order();
        let (width, height) = (image.width(), image.height());
        let corners = KurboRect::new(0.0, 0.0, f64::from(width), f64::from(height)).to_path(0.1);
        let Some(bbox) = bounds_of(corners.elements(), props.transform).and_then(|b| touch(&b, &self.clip())) else {
            return;
        };
        if self.group_opacity() < SEEN || self.scene.pictures.len() >= MOST_PICTURES {
            return;
        }
        let masked = match &image {
            Image::Stencil(_) => true,
            Image::Raster(raster) => has_mask(raster.stream().dict()),
        };
        let see_through = masked || self.only_darkens() || self.group_opacity() < 0.95;
        let (digest, thumbnail) = imprint::imprint(&image, &mut self.decoding).unzip();
        let picture =
            Picture { bbox, pixel_width: width, pixel_height: height, digest, thumbnail: thumbnail.flatten() };
        self.scene.pictures.push(DrawnPicture { picture, order, see_through });
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn begin_marked_content(&mut self, _tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties
            .and_then(|p| p.get::<PdfString<'_>>(b"ActualText"))
            .map(|s| (glyph::text_string(s.as_bytes()).chars().collect(), self.scene.glyphs.len()));
        self.marked.push(text);
    }

    fn end_marked_content(&mut self) {
        self.close_marked();
    }
}

fn has_mask(dict: &Dict<'_>) -> bool {
    [&b"SMask"[..], b"Mask", b"SMaskInData"].iter().any(|key| dict.contains_key(key))
}

fn is_finite(r: &Rect) -> bool {
    [r.x0, r.y0, r.x1, r.y1].iter().all(|v| v.is_finite() && v.abs() < 1e6)
}

/// The common part of two rectangles, of which the first may be as thin as a line.
fn touch(a: &Rect, b: &Rect) -> Option<Rect> {
    let (x0, y0) = (a.x0.max(b.x0), a.y0.max(b.y0));
    let (x1, y1) = (a.x1.min(b.x1), a.y1.min(b.y1));
    (x0 <= x1 && y0 <= y1).then_some(Rect { x0, y0, x1, y1 })
}

/// A filled rectangle so thin that it is a line.
fn thin(r: Rect) -> Option<Stroke> {
    let (short, long) = (r.width().min(r.height()), r.width().max(r.height()));
    (short <= 2.5 && long >= 4.0 * short.max(0.25)).then_some(Stroke { bbox: r, horizontal: r.width() >= r.height() })
}

/// The parts of a path, each beginning with its own `MoveTo`.
fn subpaths(path: &BezPath) -> impl Iterator<Item = &[PathEl]> {
    let elements = path.elements();
    let mut rest = elements;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let next = rest.iter().skip(1).position(|e| matches!(e, PathEl::MoveTo(_))).map_or(rest.len(), |p| p + 1);
        let (part, tail) = rest.split_at(next);
        rest = tail;
        Some(part)
    })
}

fn bounds_of(elements: &[PathEl], transform: Affine) -> Option<Rect> {
    let mut found: Option<Rect> = None;
    let mut add = |p: Point| {
        let p = transform * p;
        let at = Rect::new(p.x as f32, p.y as f32, p.x as f32, p.y as f32);
        found = Some(found.map_or(at, |r| r.union(&at)));
    };
    for element in elements {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => add(p),
            PathEl::QuadTo(p, q) => [p, q].into_iter().for_each(&mut add),
            PathEl::CurveTo(p, q, r) => [p, q, r].into_iter().for_each(&mut add),
            PathEl::ClosePath => {}
        }
    }
    found.filter(is_finite)
}

/// The rectangle that a part of a path is, once transformed, if it is one along the axes.
fn as_rectangle(elements: &[PathEl], transform: Affine) -> Option<Rect> {
    let mut points = Vec::with_capacity(6);
    for element in elements {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => points.push(transform * p),
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return None,
        }
        if points.len() > 6 {
            return None;
        }
    }
    let bounds = bounds_of(elements, transform)?;
    let near = |a: f64, b: f32| (a as f32 - b).abs() < 0.3;
    let on_corner =
        |p: &Point| (near(p.x, bounds.x0) || near(p.x, bounds.x1)) && (near(p.y, bounds.y0) || near(p.y, bounds.y1));
    (points.len() >= 4 && points.iter().all(on_corner)).then_some(bounds)
}
