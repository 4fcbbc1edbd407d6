//! What a page draws, in the order of drawing, before anything is made of it.

use crate::model::{Picture, Rect, WordSource};

/// Everything a page draws.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// Width of the displayed page.
    pub(super) width: f32,
    /// Height of the displayed page.
    pub(super) height: f32,
    /// The characters.
    pub(super) glyphs: Vec<RawGlyph>,
    /// Straight lines along an axis.
    pub(super) strokes: Vec<Stroke>,
    /// Filled areas, for telling what is covered and what stands on a ground of its own colour.
    pub(super) fills: Vec<Fill>,
    /// Pictures.
    pub(super) pictures: Vec<DrawnPicture>,
    /// Names of fonts; glyphs point into it.
    pub(super) fonts: Vec<String>,
    /// Small curved shapes: text drawn as outlines, or a drawing.
    pub(super) outlines: u32,
    /// Shapes and small areas of which a seal or a code may be drawn, at most [`super::drawings::MOST_SHAPES`].
    pub(super) shapes: Vec<Rect>,
    /// Places where something is painted of which the look is not known: through a soft mask.
    pub(super) veiled: Vec<Rect>,
}

/// One character as it is drawn.
#[derive(Debug, Clone)]
pub(super) struct RawGlyph {
    /// The character; U+FFFD where the file does not say.
    pub(super) ch: char,
    /// Where it stands.
    pub(super) bbox: Rect,
    /// The direction of the line it is on, a unit vector on the displayed page.
    pub(super) flow: (f32, f32),
    /// Where it begins along `flow`.
    pub(super) start: f32,
    /// Where it ends along `flow`.
    pub(super) end: f32,
    /// Its base line (its middle line when vertical), across `flow`.
    pub(super) base: f32,
    /// The size of the type.
    pub(super) em: f32,
    /// Index into [`Scene::fonts`].
    pub(super) font: Option<u16>,
    /// Its place in the order of drawing.
    pub(super) order: u32,
    /// How sure its character is.
    pub(super) confidence: f32,
    /// Whether what the file calls it is contradicted by the file, or nothing, while its shape is in the file: it has to
    /// be looked at.
    pub(super) doubted: bool,
    /// What it is by its font's encoding where the file calls it otherwise and its shape is not in the file: nobody can look at
    /// it, and viewers show this.
    pub(super) otherwise: Option<char>,
    /// Its program and its number in it, for telling glyphs apart; 0 where it has none.
    pub(super) shape: u64,
    /// Its program; 0 where it is not in the file, or not known.
    pub(super) program: u64,
    /// Whether it is known not to be in the file.
    pub(super) elsewhere: bool,
    /// Whether it is not to be seen.
    pub(super) hidden: bool,
    /// Whether it is laid over the page and no part of its text.
    pub(super) aside: bool,
    /// Whether the writing mode is vertical.
    pub(super) vertical: bool,
    /// Its colour, where it is plain.
    pub(super) colour: Option<Colour>,
    /// Page content, or an annotation.
    pub(super) source: WordSource,
}

/// Red, green, blue, opacity: 0 to 1.
pub(super) type Colour = [f32; 4];

/// A straight line along an axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    /// The line with its thickness.
    pub(super) bbox: Rect,
    /// Whether it runs from left to right.
    pub(super) horizontal: bool,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill {
    /// Where.
    pub(super) bbox: Rect,
    /// Its place in the order of drawing.
    pub(super) order: u32,
    /// Its colour; `None` for patterns and shadings.
    pub(super) colour: Option<Colour>,
    /// Whether it hides what lies below it.
    pub(super) opaque: bool,
}

/// A picture as it is drawn.
#[derive(Debug, Clone)]
pub(super) struct DrawnPicture {
    /// What goes into the page.
    pub(super) picture: Picture,
    /// Its place in the order of drawing.
    pub(super) order: u32,
    /// Whether what lies below it can be seen through it.
    pub(super) see_through: bool,
    /// Where a picture with a mask hides what lies below it: upright rectangles.
    pub(super) patches: Vec<Rect>,
}
