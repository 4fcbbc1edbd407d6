//! What is drawn on a page, object by object, as operators of a PDF.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::document::{Document, PLACED};
use super::outline::{self, Map};
use super::tree::{Element, numbers};

/// Objects nested deeper than this draw nothing.
const DEEPEST: usize = 12;
/// A page of more objects is cut off there: a drawing may draw itself.
const MOST_OBJECTS: usize = 300_000;
/// A page that draws more than this is cut off there.
const MOST_BYTES: usize = 64 << 20;
/// How thick a line is that does not say it, in millimetres.
const USUAL_LINE: f32 = 0.353;

/// A picture that a page draws.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Drawn {
    /// A part that is a picture.
    Part(String),
    /// The picture of the seal in a part.
    Seal(String),
}

/// The operators of a page, and what they draw with.
#[derive(Default)]
pub(super) struct Content {
    pub(super) operators: String,
    /// The pictures, with their numbers.
    pub(super) pictures: BTreeMap<Drawn, usize>,
    /// The opacities, in parts of 255.
    pub(super) alphas: std::collections::BTreeSet<u8>,
    objects: usize,
    /// Whether something was too much, or nested too deep.
    pub(super) cut: bool,
}

/// What objects without their own say draw with, and where.
#[derive(Clone, Copy)]
struct Around<'a> {
    document: &'a Document,
    map: Map,
    alpha: f32,
    style: Option<&'a Element>,
    depth: usize,
}

impl Content {
    /// Draws the objects in an element; `map` leads from its millimetres to the page.
    pub(super) fn draw(&mut self, document: &Document, holder: &Element, map: Map) {
        self.all(holder, Around { document, map, alpha: 1.0, style: None, depth: 0 });
    }

    fn all(&mut self, holder: &Element, around: Around<'_>) {
        let style = holder.get("DrawParam").and_then(|id| around.document.styles.get(id)).or(around.style);
        let around = Around { style, depth: around.depth.saturating_add(1), ..around };
        if around.depth > DEEPEST {
            self.cut = true;
            return;
        }
        for object in &holder.children {
            self.objects = self.objects.saturating_add(1);
            if self.operators.len() > MOST_BYTES || self.objects > MOST_OBJECTS {
                self.cut = true;
                return;
            }
            if object.get("Visible") != Some("false") {
                self.object(object, around);
            }
        }
    }

    fn object(&mut self, object: &Element, around: Around<'_>) {
        let boundary = object.numbers::<4>("Boundary");
        let [x, y, width, height] = boundary.unwrap_or_default();
        let own = object.numbers::<6>("CTM").map(Map);
        let alpha = around.alpha * (object.number("Alpha").unwrap_or(255.0) / 255.0).clamp(0.0, 1.0);
        let place = Map::shift(x, y).then(around.map);
        let style = object.get("DrawParam").and_then(|id| around.document.styles.get(id)).or(around.style);
        let inside = Around { map: own.unwrap_or(Map::SAME).then(place), alpha, style, ..around };
        match object.name.as_str() {
            "TextObject" => self.text(object, inside),
            "PathObject" => self.path(object, inside),
            "ImageObject" => {
                let Some(part) = object.get("ResourceID").and_then(|id| around.document.pictures.get(id)) else {
                    return;
                };
                let map = own.unwrap_or(Map([width, 0.0, 0.0, height, 0.0, 0.0])).then(place);
                self.picture(Drawn::Part(part.clone()), map, alpha);
            }
            PLACED => {
                let map = Map([width, 0.0, 0.0, height, 0.0, 0.0]).then(place);
                self.picture(Drawn::Seal(object.get("Part").unwrap_or_default().to_owned()), map, alpha);
            }
            "CompositeObject" => {
                let Some(unit) = object.get("ResourceID").and_then(|id| around.document.units.get(id)) else { return };
                unit.all("Content").for_each(|content| self.all(content, inside));
            }
            "PageBlock" => self.all(object, around),
            _ => {}
        }
    }

    fn picture(&mut self, what: Drawn, map: Map, alpha: f32) {
        let next = self.pictures.len();
        let number = *self.pictures.entry(what).or_insert(next);
        // The picture of a PDF stands on its foot.
        let Map([a, b, c, d, e, f]) = Map([1.0, 0.0, 0.0, -1.0, 0.0, 1.0]).then(map);
        let opacity = self.opacity(alpha);
        let _ = writeln!(self.operators, "q {opacity}{a:.4} {b:.4} {c:.4} {d:.4} {e:.3} {f:.3} cm /I{number} Do Q");
    }

    fn path(&mut self, object: &Element, around: Around<'_>) {
        let Some(data) = object.said("AbbreviatedData") else { return };
        let flag = |name: &str, usual: bool| object.get(name).map_or(usual, |word| word == "true");
        let (stroke, fill) = (flag("Stroke", true), flag("Fill", false));
        let how = match (stroke, fill, object.get("Rule") == Some("Even-Odd")) {
            (true, false, _) => "S",
            (false, true, false) => "f",
            (false, true, true) => "f*",
            (true, true, false) => "B",
            (true, true, true) => "B*",
            (false, false, _) => return,
        };
        let line = object.number("LineWidth").or_else(|| around.style?.number("LineWidth")).unwrap_or(USUAL_LINE);
        let (width, opacity) = (line * around.map.growth(), self.opacity(around.alpha));
        let ink = [colour(object, around, "StrokeColor", true), colour(object, around, "FillColor", false)].concat();
        let drawn = outline::operators(data, around.map);
        let _ = writeln!(self.operators, "q {opacity}{ink}{width:.3} w\n{drawn}{how} Q");
    }

    fn text(&mut self, object: &Element, around: Around<'_>) {
        let size = object.number("Size").unwrap_or(0.0);
        if size <= 0.0 {
            return;
        }
        let stretch = object.number("HScale").unwrap_or(1.0);
        // A text that is neither filled nor stroked is there and not to be seen.
        let flag = |name: &str, usual: bool| object.get(name).map_or(usual, |word| word == "true");
        let mode = match (flag("Fill", true), flag("Stroke", false)) {
            (true, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            (false, false) => 3,
        };
        let (opacity, ink) = (self.opacity(around.alpha), colour(object, around, "FillColor", false));
        let _ = writeln!(self.operators, "q {opacity}{ink}BT /F1 1 Tf {mode} Tr");
        let turned = object.number("CharDirection").unwrap_or(0.0).to_radians();
        let (sin, cos) = turned.sin_cos();
        let downwards = matches!(object.get("ReadDirection"), Some("90" | "270"));
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.all("TextCode") {
            (x, y) = (code.number("X").unwrap_or(x), code.number("Y").unwrap_or(y));
            let (right, down) = (steps(code.get("DeltaX")), steps(code.get("DeltaY")));
            let (mut right_at, mut down_at) = (right.iter(), down.iter());
            for ch in code.text.chars().filter(|c| !matches!(c, '\n' | '\r')) {
                // From the box of a character, its base line below, to the page.
                let glyph = Map([size * stretch * cos, size * stretch * sin, size * sin, -size * cos, x, y]);
                let Map([a, b, c, d, e, f]) = glyph.then(around.map);
                let _ = write!(self.operators, "{a:.4} {b:.4} {c:.4} {d:.4} {e:.3} {f:.3} Tm <");
                for unit in ch.encode_utf16(&mut [0; 2]) {
                    let _ = write!(self.operators, "{unit:04X}");
                }
                self.operators.push_str("> Tj\n");
                let wide = size * stretch * if ch.is_ascii() { 0.5 } else { 1.0 };
                match (right_at.next(), down_at.next()) {
                    (None, None) if downwards => y += size,
                    (None, None) => x += wide,
                    (to_right, to_below) => {
                        x += to_right.copied().unwrap_or(0.0);
                        y += to_below.copied().unwrap_or(0.0);
                    }
                }
            }
        }
        self.operators.push_str("ET Q\n");
    }

    /// The operator that sets an opacity, where it is none of the usual.
    fn opacity(&mut self, alpha: f32) -> String {
        let parts = (alpha * 255.0).round() as u8;
        if parts == 255 {
            return String::new();
        }
        self.alphas.insert(parts);
        format!("/A{parts} gs ")
    }
}

/// The operator that sets a colour: the object's own, else that of its style.
fn colour(object: &Element, around: Around<'_>, name: &str, stroke: bool) -> String {
    let own = object.child(name).or_else(|| around.style?.child(name));
    let parts = own.and_then(|own| own.get("Value")).map(numbers).unwrap_or_default();
    let shares: Vec<String> = parts.iter().map(|part| format!("{:.3}", (part / 255.0).clamp(0.0, 1.0))).collect();
    let operator = match (shares.len(), stroke) {
        (1, true) => "G",
        (1, false) => "g",
        (3, true) => "RG",
        (3, false) => "rg",
        (4, true) => "K",
        (4, false) => "k",
        _ => return String::new(),
    };
    format!("{} {operator} ", shares.join(" "))
}

/// The steps from character to character: `g 3 4.5` stands for three times 4.5.
fn steps(list: Option<&str>) -> Vec<f32> {
    const MOST: usize = 20_000;
    let mut found = Vec::new();
    let mut words = list.unwrap_or_default().split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let (Some(times), Some(step)) = (words.next(), words.next()) else { break };
            let (Ok(times), Ok(step)) = (times.parse::<usize>(), step.parse::<f32>()) else { break };
            found.extend(std::iter::repeat_n(step, times.min(MOST.saturating_sub(found.len()))));
        } else {
            let Ok(step) = word.parse::<f32>() else { break };
            found.push(step);
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.retain(|step| step.is_finite());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_repeat() {
        assert_eq!(steps(Some("4.5 g 3 2 1")), [4.5, 2.0, 2.0, 2.0, 1.0]);
        assert_eq!(steps(Some("g 99999999999 1 2")).len(), 20_000);
        assert!(steps(Some("g 3")).is_empty() && steps(None).is_empty());
    }
}
