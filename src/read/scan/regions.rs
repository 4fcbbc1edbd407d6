//! Places on a page that are looked at together.

use crate::model::Rect;

/// The places, each grown by a margin, those that then touch as one.
pub(super) fn joined(places: impl IntoIterator<Item = Rect>, margin: f32) -> Vec<Rect> {
    let mut regions: Vec<Rect> = Vec::new();
    for place in places {
        let mut region = place.grown(margin);
        // A region that grows may touch another, so all are looked at again.
        while let Some(at) = regions.iter().position(|r| r.intersection(&region).is_some()) {
            region = region.union(&regions.remove(at));
        }
        regions.push(region);
    }
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_touch_are_one() {
        let places = [[100.0, 100.0, 150.0, 150.0], [155.0, 100.0, 200.0, 150.0], [400.0, 400.0, 410.0, 410.0]];
        let found = joined(places.map(Rect::from), 6.0);
        assert_eq!(found, [Rect::new(94.0, 94.0, 206.0, 156.0), Rect::new(394.0, 394.0, 416.0, 416.0)]);
    }
}
