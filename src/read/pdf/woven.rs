//! Two texts in one place. Nobody prints so: the later one was meant to be seen instead of the earlier, which somebody
//! covered in a way that does not show in what the file draws, or erased from a picture of it.

use std::collections::BTreeMap;

use super::scene::{RawGlyph, Scene};

/// So much of the smaller of two glyphs that both cover is one place.
const SAME: f32 = 0.75;
/// So much is no accident where it happens again beside it.
const MUCH: f32 = 0.45;

/// Hides the earlier of two texts that are woven into one place.
pub(super) fn judge(scene: &mut Scene) {
    let mut hidden = Vec::new();
    {
        let told: Vec<(usize, &RawGlyph)> = (scene.glyphs.iter().enumerate())
            .filter(|(_, g)| !g.hidden && !g.aside && g.ch.is_alphanumeric() && g.bbox.area() > 0.0)
            .collect();
        // Those that may touch stand in the same row of the page.
        let mut rows: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        let row = |y: f32| (y / 12.0).floor() as i32;
        for (place, (_, glyph)) in told.iter().enumerate() {
            rows.entry(row(glyph.bbox.centre().1)).or_default().push(place);
        }
        let mut pairs: Vec<(usize, f32)> = Vec::new();
        for row in rows.values() {
            let mut row: Vec<usize> = row.clone();
            row.sort_by(|a, b| told[*a].1.bbox.x0.total_cmp(&told[*b].1.bbox.x0));
            for (i, a) in row.iter().enumerate() {
                let (_, first) = told[*a];
                for b in row.iter().skip(i + 1).take_while(|b| told[**b].1.bbox.x0 < first.bbox.x1) {
                    let (_, second) = told[*b];
                    if let Some(common) = common(first, second) {
                        let below = if first.order <= second.order { *a } else { *b };
                        pairs.push((told[below].0, common));
                    }
                }
            }
        }
        let again = |at: &(usize, f32)| {
            let Some(own) = scene.glyphs.get(at.0) else { return false };
            let near = |other: &(usize, f32)| {
                other.0 != at.0
                    && scene.glyphs.get(other.0).is_some_and(|g| {
                        (g.base - own.base).abs() < 0.5 * own.em && (g.start - own.start).abs() < 4.0 * own.em
                    })
            };
            pairs.iter().any(near)
        };
        hidden.extend(pairs.iter().filter(|pair| pair.1 >= SAME || again(pair)).map(|pair| pair.0));
        // What stands with them in the same text and below the later one goes with them: the rest of a date.
        let covered: Vec<&RawGlyph> = hidden.iter().filter_map(|i| scene.glyphs.get(*i)).collect();
        let with = |g: &RawGlyph| {
            let same = || covered.iter().filter(|c| c.order == g.order && (c.base - g.base).abs() < 0.25 * g.em);
            let below = || {
                let later =
                    told.iter().filter(|(_, other)| other.order > g.order && (other.base - g.base).abs() < 0.5 * g.em);
                later.map(|(_, other)| other.bbox.intersection(&g.bbox).map_or(0.0, |c| c.area())).sum::<f32>()
            };
            let between = same().any(|c| c.start < g.start) && same().any(|c| c.start > g.start);
            let own = || told.iter().filter(|(_, o)| o.order == g.order && (o.base - g.base).abs() < 0.25 * g.em);
            let near = same().any(|c| (c.start - g.start).abs() < 0.8 * g.em);
            // Where most of a text lies below another, the digit beside as well; a label before it is further off.
            let most = near && same().count() * 2 > own().count();
            between || most || (same().next().is_some() && below() > 0.25 * g.bbox.area())
        };
        let rest: Vec<usize> = told.iter().filter(|(_, g)| !covered.is_empty() && with(g)).map(|(i, _)| *i).collect();
        hidden.extend(rest);
    }
    for i in hidden {
        if let Some(glyph) = scene.glyphs.get_mut(i) {
            glyph.hidden = true;
        }
    }
}

/// How much two glyphs of different texts have in common, where they are of like size and differ.
fn common(a: &RawGlyph, b: &RawGlyph) -> Option<f32> {
    let small = a.bbox.area().min(b.bbox.area());
    let alike = a.em.max(b.em) <= 1.4 * a.em.min(b.em);
    if a.order == b.order || a.ch == b.ch || !alike || a.vertical != b.vertical {
        return None;
    }
    let share = a.bbox.intersection(&b.bbox)?.area() / small;
    (share >= MUCH).then_some(share)
}
