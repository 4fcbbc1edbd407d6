//! Whether a glyph is what the file calls it, told without looking at the page.
//!
//! A file says of each glyph which character it is, and nothing forces that to be true. But the program of an embedded
//! font often says it too, in its own character map or in the names of its glyphs; and two digits are never of one
//! shape. Where a file contradicts itself so, somebody has to look; where it does not, nothing is spent.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::font::{Glyph, StandardFont};
use hayro_interpret::kurbo::{Point, Shape as _};
use ttf_parser::{Face, GlyphId};

use super::fonts::{self, named};
use super::scene::Scene;
use crate::read::scan::is_alike;

/// A Type 3 font has no program; its glyphs are drawn by the file all the same.
const DRAWN: u64 = 3;
/// Side of the grid on which shapes are compared.
const SIDE: usize = 16;
/// So many of its cells may differ where two shapes are one: a twentieth of what tells a 5 from a 6.
const SAME: u32 = 4;
/// A program whose own names contradict more than every other name in the file is numbered by its own rules.
const UNRELIABLE: f32 = 0.5;
/// Of so many names at least.
const ENOUGH: usize = 12;
/// A program that has two glyphs for more characters than this has variants.
const VARIANTS: usize = 4;
/// A program that sets no more letters and digits than this on a page sets a single value, or part of one.
const FEW: usize = 12;
/// On a page with so many.
const MANY: usize = 60;

/// Whether a program is one of those that stand in for fonts that are not in a file: their glyphs are not what the file
/// shows elsewhere.
fn is_stand_in(program: &[u8]) -> bool {
    const ALL: [StandardFont; 14] = [
        StandardFont::Helvetica,
        StandardFont::HelveticaBold,
        StandardFont::HelveticaOblique,
        StandardFont::HelveticaBoldOblique,
        StandardFont::Courier,
        StandardFont::CourierBold,
        StandardFont::CourierOblique,
        StandardFont::CourierBoldOblique,
        StandardFont::TimesRoman,
        StandardFont::TimesBold,
        StandardFont::TimesItalic,
        StandardFont::TimesBoldItalic,
        StandardFont::ZapfDingBats,
        StandardFont::Symbol,
    ];
    ALL.iter().any(|font| font.get_font_data().0.as_ref().as_ref() == program)
}

/// What a glyph is by its shape.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The glyph and its program.
    pub(super) glyph: u64,
    /// Its program alone; 0 where nothing is known of it.
    pub(super) program: u64,
    /// Whether the shape is in the file, and drawing it shows what everybody sees.
    pub(super) is_own: bool,
}

/// The inside of a digit on a grid.
type Bitmap = [u16; SIDE];

/// What is known of the shapes of a file.
#[derive(Default)]
pub(super) struct Shapes {
    /// Of each program whether it is in the file.
    own: RefCell<BTreeMap<u128, bool>>,
    inked: RefCell<BTreeMap<u64, bool>>,
    /// By program, glyph and character.
    contradicted: RefCell<BTreeMap<(u64, u64, char), bool>>,
    digits: RefCell<BTreeMap<u64, (char, Option<Bitmap>)>>,
}

impl Shapes {
    /// The shape of a glyph.
    pub(super) fn of(&self, glyph: &Glyph<'_>) -> Shape {
        match glyph {
            Glyph::Outline(outline) => {
                let shape = outline.identifier().cache_key() as u64;
                let Some(data) = outline.font_data() else { return Shape { glyph: shape, ..Shape::default() } };
                let is_own = || !is_stand_in(data.data.as_ref().as_ref());
                let is_own = *self.own.borrow_mut().entry(data.cache_key).or_insert_with(is_own);
                let program = if is_own { data.cache_key as u64 } else { 0 };
                Shape { glyph: shape, program, is_own }
            }
            Glyph::Type3(_) => Shape { program: DRAWN, is_own: true, ..Shape::default() },
        }
    }

    /// Whether anything is drawn for a glyph.
    pub(super) fn has_ink(&self, glyph: &Glyph<'_>, shape: &Shape) -> bool {
        let Glyph::Outline(outline) = glyph else { return false };
        *self.inked.borrow_mut().entry(shape.glyph).or_insert_with(|| {
            let bounds = outline.outline().bounding_box();
            bounds.width() > 20.0 && bounds.height() > 20.0
        })
    }

    /// Whether the program of a glyph names it otherwise than the file does.
    pub(super) fn is_contradicted(&self, glyph: &Glyph<'_>, shape: &Shape, ch: char) -> bool {
        let Glyph::Outline(outline) = glyph else { return false };
        if !ch.is_alphanumeric() {
            return false;
        }
        let key = (shape.program, shape.glyph, ch);
        if let Some(known) = self.contradicted.borrow().get(&key) {
            return *known;
        }
        if ch.is_ascii_digit() {
            self.digits.borrow_mut().entry(shape.glyph).or_insert_with(|| (ch, bitmap(&outline.outline())));
        }
        let data = outline.font_data();
        let told = data.zip(u16::try_from(outline.glyph_id().to_u32()).ok());
        let told = told.is_some_and(|(data, gid)| contradicts(data.data.as_ref().as_ref(), GlyphId(gid), ch));
        self.contradicted.borrow_mut().insert(key, told);
        told
    }

    /// Decides which glyphs of a page have to be looked at: takes back what a program says that numbers its glyphs by
    /// rules of its own, and adds digits of one shape, glyphs of two names and names of two glyphs, and values that are set
    /// in a program of their own.
    pub(super) fn settle(&self, scene: &mut Scene) {
        let unreliable = self.unreliable();
        let (twins, mut renamed) = (self.twins(), self.renamed());
        renamed.extend(self.forked());
        let few = few(scene);
        for glyph in &mut scene.glyphs {
            let named = glyph.confidence >= 1.0;
            if named && unreliable.contains(&glyph.program) {
                glyph.doubted = false;
            }
            glyph.doubted |= named
                && glyph.ch.is_alphanumeric()
                && (twins.contains(&glyph.shape) && glyph.ch.is_ascii_digit()
                    || renamed.contains(&glyph.shape)
                    || few.contains(&glyph.program));
        }
    }

    /// Glyphs that the file calls by two names: one program under two fonts, of which one says something else.
    fn renamed(&self) -> BTreeSet<u64> {
        let contradicted = self.contradicted.borrow();
        let names: Vec<(u64, u64, char)> = contradicted.keys().copied().collect();
        // The names of a glyph stand beside each other.
        let pairs = names.windows(2).filter_map(|pair| match pair {
            [(program, glyph, a), (other, same, b)] if (program, glyph) == (other, same) && !is_alike(*a, *b) => {
                Some(*glyph)
            }
            _ => None,
        });
        pairs.collect()
    }

    /// Glyphs of one program that the file calls by one name and that differ: one of them is another character. A program
    /// in which many do so has variants of its characters.
    fn forked(&self) -> BTreeSet<u64> {
        let mut called: BTreeMap<(u64, char), Vec<u64>> = BTreeMap::new();
        for (program, glyph, ch) in self.contradicted.borrow().keys().filter(|(program, ..)| *program != 0) {
            called.entry((*program, *ch)).or_default().push(*glyph);
        }
        let digits = self.digits.borrow();
        let drawn = |glyph: &u64| digits.get(glyph).and_then(|(_, bitmap)| bitmap.as_ref());
        let differ = |(_, ch): &(u64, char), glyphs: &[u64]| {
            let pairs = || glyphs.windows(2).filter_map(|pair| Some((drawn(&pair[0])?, drawn(&pair[1])?)));
            glyphs.len() > 1 && (!ch.is_ascii_digit() || pairs().any(|(a, b)| differing(a, b) > SAME))
        };
        called.retain(|name, glyphs| differ(name, glyphs));
        let many = |of: u64| called.keys().filter(|(program, _)| *program == of).count() > VARIANTS;
        called.iter().filter(|((program, _), _)| !many(*program)).flat_map(|(_, glyphs)| glyphs).copied().collect()
    }

    /// Programs that contradict most of what the file says of them.
    fn unreliable(&self) -> Vec<u64> {
        let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        for ((program, ..), contradicted) in self.contradicted.borrow().iter() {
            let count = counts.entry(*program).or_default();
            count.0 += usize::from(*contradicted);
            count.1 += 1;
        }
        let bad = |(wrong, all): &(usize, usize)| *all >= ENOUGH && *wrong as f32 > UNRELIABLE * *all as f32;
        counts.into_iter().filter(|(_, count)| bad(count)).map(|(program, _)| program).collect()
    }

    /// Digits that are drawn alike and called differently.
    fn twins(&self) -> Vec<u64> {
        let digits = self.digits.borrow();
        let drawn: Vec<(u64, char, &Bitmap)> =
            digits.iter().filter_map(|(shape, (ch, bitmap))| Some((*shape, *ch, bitmap.as_ref()?))).collect();
        let twin = |(shape, ch, bitmap): &(u64, char, &Bitmap)| {
            drawn.iter().any(|(other, name, drawn)| other != shape && name != ch && differing(bitmap, drawn) <= SAME)
        };
        drawn.iter().filter(|digit| twin(digit)).map(|(shape, ..)| *shape).collect()
    }
}

/// Programs that set a few letters and digits among many, in type of the common size: a value that was set later.
fn few(scene: &Scene) -> Vec<u64> {
    let mut set: BTreeMap<u64, (usize, f32, Option<u16>)> = BTreeMap::new();
    for glyph in scene.glyphs.iter().filter(|g| g.ch.is_alphanumeric() && !g.hidden && !g.aside) {
        let of = set.entry(glyph.program).or_insert((0, glyph.em, glyph.font));
        of.0 += 1;
    }
    let Some((main, (most, em, font))) = set.iter().max_by_key(|(_, (count, ..))| *count) else { return Vec::new() };
    let alike = |size: f32| (size - em).abs() <= 0.06 * em;
    let later = |(program, (count, size, own)): &(&u64, &(usize, f32, Option<u16>))| {
        *program != main && **program != 0 && *count <= FEW && *most >= MANY && alike(*size) && own == font
    };
    set.iter().filter(later).map(|(program, _)| *program).collect()
}

/// Whether a program's own tables call a glyph by another letter or digit.
fn contradicts(program: &[u8], gid: GlyphId, ch: char) -> bool {
    let other = |own: char| own.is_alphanumeric() && !is_alike(own, ch);
    let Ok(face) = Face::parse(program, 0) else {
        let table = ttf_parser::cff::Table::parse(program);
        return table.and_then(|table| named(table.glyph_name(gid)?)).is_some_and(other);
    };
    if face.glyph_index(ch) == Some(gid) {
        return false;
    }
    if let Some(own) = face.glyph_name(gid).and_then(named) {
        return other(own);
    }
    // Another character leads to this glyph, and the one that the file names to another or to none.
    let own = fonts::characters_of(&face, gid);
    !own.is_empty() && own.iter().all(|own| other(*own))
}

fn bitmap(outline: &hayro_interpret::kurbo::BezPath) -> Option<Bitmap> {
    let bounds = outline.bounding_box();
    if !(bounds.width() > 1.0 && bounds.height() > 1.0) {
        return None;
    }
    let mut rows = [0; SIDE];
    let step = |i: usize| (i as f64 + 0.5) / SIDE as f64;
    for (y, row) in rows.iter_mut().enumerate() {
        for x in 0..SIDE {
            let at = Point::new(bounds.x0 + step(x) * bounds.width(), bounds.y0 + step(y) * bounds.height());
            *row |= u16::from(outline.winding(at) != 0) << x;
        }
    }
    Some(rows)
}

fn differing(a: &Bitmap, b: &Bitmap) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::kurbo::BezPath;

    fn digit(bars: &[(f64, f64, f64, f64)]) -> BezPath {
        let mut path = BezPath::new();
        for (x0, y0, x1, y1) in bars {
            path.extend(hayro_interpret::kurbo::Rect::new(*x0, *y0, *x1, *y1).path_elements(0.1));
        }
        path
    }

    #[test]
    fn one_shape_moved_and_scaled_is_one_shape_and_another_is_not() {
        let five = digit(&[
            (0., 0., 50., 10.),
            (0., 45., 50., 55.),
            (0., 90., 50., 100.),
            (0., 50., 10., 95.),
            (40., 5., 50., 50.),
        ]);
        let six = digit(&[
            (0., 0., 50., 10.),
            (0., 45., 50., 55.),
            (0., 90., 50., 100.),
            (0., 5., 10., 95.),
            (40., 5., 50., 50.),
        ]);
        let moved = hayro_interpret::kurbo::Affine::new([2.0, 0.0, 0.0, 2.0, 30.0, 7.0]) * five.clone();
        let of = |path: &BezPath| bitmap(path).unwrap();
        assert!(differing(&of(&five), &of(&moved)) <= SAME);
        assert!(differing(&of(&five), &of(&six)) > 2 * SAME, "{}", differing(&of(&five), &of(&six)));
        assert_eq!(bitmap(&BezPath::new()), None);
    }
}
