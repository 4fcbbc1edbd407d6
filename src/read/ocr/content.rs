//! The part of a page that has anything on it: white margins need not be searched for lines.

use image::{GenericImageView as _, RgbImage};

/// Neighbouring pixels that differ by more than this, of 255, are an edge of something; the grain of paper differs less.
const EDGE: u8 = 20;

/// A row or a column with fewer edges holds dust.
const DUST: u32 = 2;

/// What is left around the content, in pixels: the network looks about this far to tell what a stroke belongs to.
const MARGIN: u32 = 48;

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Its left upper corner on the page.
    pub corner: (u32, u32),
    /// Its pixels.
    pub pixels: RgbImage,
}

/// The part with everything on it; the whole page where nothing was seen, for something very faint may be there.
pub(super) fn content(page: &RgbImage) -> Part {
    let (width, height) = page.dimensions();
    let (mut columns, mut rows) = (vec![0u32; width as usize], vec![0u32; height as usize]);
    let stride = width as usize * 3;
    let raw = page.as_raw();
    // Green is nearly brightness, and seals and stamps have edges in it too.
    for (y, count) in rows.iter_mut().enumerate() {
        let row = &raw[y * stride..(y + 1) * stride];
        let above = y.checked_sub(1).map_or(row, |y| &raw[y * stride..(y + 1) * stride]);
        let mut before = row.get(1).copied().unwrap_or(255);
        for ((pixel, upper), column) in row.as_chunks::<3>().0.iter().zip(above.as_chunks::<3>().0).zip(&mut columns) {
            if pixel[1].abs_diff(before) > EDGE || pixel[1].abs_diff(upper[1]) > EDGE {
                *column += 1;
                *count += 1;
            }
            before = pixel[1];
        }
    }
    let (Some((left, right)), Some((top, bottom))) = (extent(&columns), extent(&rows)) else {
        return Part { corner: (0, 0), pixels: page.clone() };
    };
    let pixels = page.view(left, top, right - left, bottom - top).to_image();
    Part { corner: (left, top), pixels }
}

/// From the first to behind the last that holds more than dust, with a margin.
fn extent(counts: &[u32]) -> Option<(u32, u32)> {
    let holds = |&count: &u32| count >= DUST;
    let (first, last) = (counts.iter().position(holds)?, counts.iter().rposition(holds)?);
    let (first, last) = (u32::try_from(first).ok()?, u32::try_from(last).ok()?);
    Some((first.saturating_sub(MARGIN), (last + 1 + MARGIN).min(u32::try_from(counts.len()).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    fn page() -> RgbImage {
        // Paper with some grain.
        RgbImage::from_fn(600, 800, |x, y| Rgb([250 - (x * 7 + y * 13) as u8 % 12; 3]))
    }

    #[test]
    fn margins_are_left_out() {
        let mut page = page();
        for (x, y) in (200..300).flat_map(|x| (300..310).map(move |y| (x, y))) {
            page.put_pixel(x, y, Rgb([40; 3]));
        }
        let part = content(&page);
        assert_eq!(part.corner, (200 - MARGIN, 300 - MARGIN));
        // The edges behind the block lie one pixel further.
        assert_eq!(part.pixels.dimensions(), (101 + 2 * MARGIN, 11 + 2 * MARGIN));
        assert_eq!(part.pixels.get_pixel(MARGIN, MARGIN), &Rgb([40; 3]));
    }

    #[test]
    fn what_reaches_the_edge_of_the_page_is_kept() {
        let mut page = page();
        for (x, y) in (0..600).flat_map(|x| (0..4).map(move |y| (x, y))) {
            page.put_pixel(x, y, Rgb([if x % 9 < 5 { 30 } else { 250 }; 3]));
        }
        let part = content(&page);
        assert_eq!((part.corner, part.pixels.width()), ((0, 0), 600));
    }

    #[test]
    fn a_page_on_which_nothing_was_seen_is_kept_whole() {
        let mut page = page();
        page.put_pixel(100, 100, Rgb([90; 3]));
        let dusty = content(&page);
        assert!(dusty.pixels.width() <= 600);
        assert_eq!(content(&RgbImage::from_pixel(50, 40, Rgb([255; 3]))).pixels.dimensions(), (50, 40));
        assert_eq!(content(&RgbImage::new(0, 0)).pixels.dimensions(), (0, 0));
    }
}
