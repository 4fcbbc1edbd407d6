//! Where on a page a seal or a code may be drawn that is no picture: shapes that lie together.

use super::scene::{RawGlyph, Scene};
use crate::model::Rect;

/// More shapes than this are not sorted into places: the whole page is one.
pub(super) const MOST_SHAPES: usize = 4096;

/// A shape larger than this, in points, is a frame or a ground: no seal is wider than 60 mm.
const LARGEST: f32 = 180.0;

/// Neither a legible seal nor a code is smaller than this, in points.
const SMALLEST: f32 = 24.0;

/// Shapes this near each other, in points, are parts of one drawing: the modules of a code, the strokes of a seal.
const NEAR: f32 = 4.0;

/// So many small shapes make a drawing; fewer are bullets, boxes to tick and the like.
const MANY: usize = 24;

/// The quiet zone of a code, and the paper around a seal by which a ring is told from a ground.
const MARGIN: f32 = 10.0;

/// Whether a shape of this size may be part of a seal or a code.
pub(super) fn is_part(bbox: &Rect) -> bool {
    bbox.width().max(bbox.height()) <= LARGEST && bbox.width().max(bbox.height()) > 0.0
}

/// Whether a rectangle may be a module of a code, or a run of them. Larger ones are cells and grounds.
pub(super) fn is_module(bbox: &Rect) -> bool {
    bbox.width().min(bbox.height()) <= 6.0 && bbox.width().max(bbox.height()) <= 60.0
}

/// The places of drawings on the displayed page.
pub(super) fn places(scene: &Scene) -> Vec<Rect> {
    let whole = Rect::new(0.0, 0.0, scene.width, scene.height);
    if scene.shapes.len() >= MOST_SHAPES {
        return vec![whole];
    }
    let mut clusters: Vec<(Rect, usize, bool)> = Vec::new();
    // What is painted through a mask may be anything, a seal above all.
    for shape in scene.shapes.iter().chain(&scene.veiled) {
        let large = shape.width().min(shape.height()) >= SMALLEST;
        let mut cluster = (*shape, 1, large);
        // A cluster that grows may touch another, so all are looked at again.
        while let Some(at) = clusters.iter().position(|c| c.0.grown(NEAR).intersection(&cluster.0).is_some()) {
            let (bbox, count, large) = clusters.swap_remove(at);
            cluster = (cluster.0.union(&bbox), cluster.1 + count, cluster.2 || large);
        }
        clusters.push(cluster);
    }
    let drawing = |(bbox, count, large): &(Rect, usize, bool)| {
        bbox.width().min(bbox.height()) >= SMALLEST && (*large || *count >= MANY)
    };
    let found = clusters.iter().filter(|cluster| drawing(cluster)).map(|cluster| cluster.0.grown(MARGIN));
    let mut places: Vec<Rect> = found.filter_map(|place| place.intersection(&whole)).collect();
    places.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    places
}

/// The height of a line of type, in points.
const LINE: std::ops::Range<f32> = 5.0..30.0;

/// More such places than this on a page are an ornament, or a page that is drawn as a whole.
const MOST_LINES: usize = 48;

/// Where a line of type may be drawn as curves, on the displayed page: shapes of the height of type in a row, and no type
/// to be seen among them. Fonts that may not be embedded come out so for single values.
pub(super) fn lines(scene: &Scene) -> Vec<Rect> {
    if scene.shapes.len() >= MOST_SHAPES {
        return Vec::new();
    }
    let mut shapes: Vec<Rect> =
        scene.shapes.iter().copied().filter(|s| s.height() <= LINE.end && s.width() <= 60.0).collect();
    shapes.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut found: Vec<(Rect, usize)> = Vec::new();
    for shape in shapes {
        // A stroke of a character is as high as a part of it: what is near in the row and overlaps in height.
        let beside = |(line, _): &&mut (Rect, usize)| {
            let high = line.height().max(shape.height()).max(8.0);
            let together = line.y0.min(shape.y0)..line.y1.max(shape.y1);
            shape.x0 - line.x1 <= 0.8 * high
                && line.overlap_y(&shape) > 0.0
                && together.end - together.start <= LINE.end
        };
        match found.iter_mut().rev().find(beside) {
            Some((line, count)) => {
                *line = line.union(&shape);
                *count += 1;
            }
            None => found.push((shape, 1)),
        }
    }
    let typed = |line: &Rect| scene.glyphs.iter().any(|g| !g.hidden && line.contains(g.bbox.centre()));
    let is_line = |(line, count): &(Rect, usize)| {
        // One character may be one shape; two of them are the least that a name has.
        let long = *count >= 2 && LINE.contains(&line.height()) && line.width() >= 1.5 * line.height();
        (long || stands_between(line, &scene.glyphs)) && !typed(line)
    };
    let lines: Vec<Rect> = found.iter().filter(|line| is_line(line)).map(|line| line.0).collect();
    if lines.len() > MOST_LINES { Vec::new() } else { lines }
}

/// Whether something as high as type fills a gap in a line of type: a character or a digit of a value that is drawn.
fn stands_between(line: &Rect, glyphs: &[RawGlyph]) -> bool {
    let beside = |glyph: &&RawGlyph| {
        let like = (0.4..1.3).contains(&(line.height() / glyph.em.max(1.0)));
        !glyph.hidden && like && glyph.ch.is_alphanumeric() && glyph.bbox.overlap_y(line) > 0.8 * line.height()
    };
    let near = |gap: f32, em: f32| (-0.2..0.6).contains(&(gap / em.max(1.0)));
    glyphs.iter().filter(beside).any(|g| near(line.x0 - g.bbox.x1, g.em))
        && glyphs.iter().filter(beside).any(|g| near(g.bbox.x0 - line.x1, g.em))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(shapes: Vec<Rect>) -> Scene {
        Scene { width: 595.0, height: 842.0, shapes, ..Scene::default() }
    }

    fn module(x: f32, y: f32) -> Rect {
        Rect::new(x, y, x + 1.5, y + 1.5)
    }

    #[test]
    fn modules_of_a_code_are_one_place_and_a_ring_another() {
        let code = (0..20).flat_map(|x| (0..20).map(move |y| (x, y))).filter(|(x, y)| (x * y) % 3 == 0);
        let mut shapes: Vec<Rect> = code.map(|(x, y)| module(400.0 + x as f32 * 1.5, 100.0 + y as f32 * 1.5)).collect();
        shapes.push(Rect::new(300.0, 600.0, 419.0, 719.0));
        let places = places(&scene(shapes));
        assert_eq!(places.len(), 2, "{places:?}");
        assert!(places[0].contains((415.0, 115.0)) && places[0].width() < 60.0);
        assert_eq!(places[1], Rect::new(290.0, 590.0, 429.0, 729.0));
    }

    #[test]
    fn bullets_and_boxes_are_no_drawing() {
        let bullets = (0..60).map(|i| module(60.0, 100.0 + 12.0 * i as f32)).collect();
        assert_eq!(places(&scene(bullets)), []);
    }

    #[test]
    fn strokes_in_a_row_are_a_line_and_bullets_are_none() {
        let stroke = |x: f32, y: f32| Rect::new(x, y, x + 4.0, y + 9.0);
        let mut shapes: Vec<Rect> = (0..9).map(|i| stroke(200.0 + 4.5 * i as f32, 100.0 + (i % 3) as f32)).collect();
        shapes.extend((0..9).map(|i| Rect::new(60.0, 300.0 + 20.0 * i as f32, 65.0, 305.0 + 20.0 * i as f32)));
        let found = lines(&scene(shapes));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains((210.0, 105.0)) && found[0].width() < 45.0);
    }

    #[test]
    fn more_than_can_be_sorted_is_the_whole_page() {
        let shapes = (0..MOST_SHAPES).map(|i| module((i % 90) as f32 * 6.0, (i / 90) as f32 * 9.0)).collect();
        assert_eq!(places(&scene(shapes)), [Rect::new(0.0, 0.0, 595.0, 842.0)]);
    }
}
