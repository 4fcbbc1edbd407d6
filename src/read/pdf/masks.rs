//! Where a picture with a mask hides what lies below it.

use hayro_interpret::RasterImage;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{Affine, Rect as KurboRect};

use super::imprint::Budget;
use super::paths::touch;
use crate::model::Rect;

/// Along each side a mask is looked at in so many parts.
const PARTS: u32 = 24;
/// From this value of a mask on nothing shines through.
const OPAQUE: u8 = 242;

/// Whether a picture has a mask of any kind.
pub(super) fn has_mask(dict: &Dict<'_>) -> bool {
    [&b"SMask"[..], b"Mask", b"SMaskInData"].iter().any(|key| dict.contains_key(key))
}

/// The parts of a picture through which nothing is seen, on the page.
pub(super) fn patches(raster: &RasterImage<'_>, transform: Affine, seen: &Rect, budget: &mut Budget) -> Vec<Rect> {
    let mut found = Vec::new();
    if !budget.spend(u64::from(raster.width()) * u64::from(raster.height())) {
        return found;
    }
    let (width, height) = (f64::from(raster.width()), f64::from(raster.height()));
    raster.with_rgba(
        |_, alpha| {
            let Some(alpha) = alpha else { return };
            let (across, down) = (alpha.width.clamp(1, PARTS), alpha.height.clamp(1, PARTS));
            for y in 0..down {
                // Parts of one row that lie beside each other are one.
                let opaque = |x: u32| is_opaque(&alpha.data, (alpha.width, alpha.height), (x, across), (y, down));
                let mut x = 0;
                while x < across {
                    let from = x;
                    while x < across && opaque(x) {
                        x += 1;
                    }
                    if x > from {
                        let part = |i: u32, parts: u32, length: f64| f64::from(i) / f64::from(parts) * length;
                        let place = transform.transform_rect_bbox(KurboRect::new(
                            part(from, across, width),
                            part(y, down, height),
                            part(x, across, width),
                            part(y + 1, down, height),
                        ));
                        let place = Rect::new(place.x0 as f32, place.y0 as f32, place.x1 as f32, place.y1 as f32);
                        found.extend(touch(&place, seen));
                    }
                    x += 1;
                }
            }
        },
        None,
    );
    found
}

/// Whether nothing shines through one part of a mask: nearly all of its values are high.
fn is_opaque(data: &[u8], (width, height): (u32, u32), (x, across): (u32, u32), (y, down): (u32, u32)) -> bool {
    let span = |i: u32, parts: u32, length: u32| (i * length / parts, ((i + 1) * length / parts).min(length));
    let ((x0, x1), (y0, y1)) = (span(x, across, width), span(y, down, height));
    let (mut all, mut high) = (0_usize, 0_usize);
    for row in y0..y1 {
        let at = (row * width) as usize;
        let Some(row) = data.get(at + x0 as usize..at + x1 as usize) else { return false };
        all += row.len();
        high += row.iter().filter(|value| **value >= OPAQUE).count();
    }
    all > 0 && high * 50 >= all * 49
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_in_a_mask_is_seen_through() {
        let (width, height) = (48, 48);
        let data: Vec<u8> = (0..width * height).map(|i| if i % width < 24 { 255 } else { 0 }).collect();
        let opaque = |x| is_opaque(&data, (width, height), (x, PARTS), (0, PARTS));
        assert!(opaque(0) && opaque(11) && !opaque(12) && !opaque(23));
        assert!(!is_opaque(&[], (4, 4), (0, 4), (0, 4)));
    }
}
