//! How a picture looks, small enough to be kept with every page and compared with everybody's.

use std::fmt::Write as _;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Cells along a side.
const SIDE: usize = 16;
const CELLS: usize = SIDE * SIDE;
/// A picture whose cells deviate from their mean by less than this (standard deviation, of 255) shows nothing.
const PLAIN: i64 = 8;

/// A picture in 16 × 16 cells of grey, each the mean of what lies under it. It hardly changes when the picture is saved
/// anew, larger or smaller; it does change when the picture is cropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail(Box<[u8; CELLS]>);

impl Thumbnail {
    /// The thumbnail of a picture of some width, whose brightness is given by pixel; `None` of one that is smaller than
    /// the thumbnail, or that shows nothing.
    #[must_use]
    pub fn of(width: usize, height: usize, brightness: impl Fn(usize) -> u8) -> Option<Self> {
        if width < SIDE || height < SIDE {
            return None;
        }
        let (mut sums, mut counts) = ([0u64; CELLS], [0u64; CELLS]);
        for y in 0..height {
            let row = y * SIDE / height * SIDE;
            for x in 0..width {
                let cell = row + x * SIDE / width;
                if let (Some(sum), Some(count)) = (sums.get_mut(cell), counts.get_mut(cell)) {
                    *sum += u64::from(brightness(y * width + x));
                    *count += 1;
                }
            }
        }
        let mut cells = Box::new([0u8; CELLS]);
        for (cell, (sum, count)) in cells.iter_mut().zip(sums.iter().zip(&counts)) {
            *cell = u8::try_from((sum + count / 2) / (*count).max(1)).unwrap_or(u8::MAX);
        }
        let thumbnail = Self(cells);
        (thumbnail.products(&thumbnail) >= PLAIN * PLAIN * (CELLS * CELLS) as i64).then_some(thumbnail)
    }

    /// How alike two pictures look: the correlation of their cells, 1.0 where one is the other but for brightness and
    /// contrast.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        self.products(other) as f64 / (self.products(self) as f64 * other.products(other) as f64).sqrt()
    }

    /// How much darker the lower half is than the upper half, as a part of all contrast, −1 to 1. For pictures of likeness
    /// `l` it differs by no more than `sqrt(2 − 2 l)`: what lies farther apart need not be compared.
    #[must_use]
    pub fn slope(&self) -> f64 {
        let (upper, lower) = self.0.split_at(CELLS / 2);
        (sum(upper) - sum(lower)) as f64 / (self.products(self) as f64).sqrt()
    }

    /// The sum of the products of both pictures' deviations from their means, times the number of cells: in whole numbers,
    /// for everybody's portrait is compared with many.
    fn products(&self, other: &Self) -> i64 {
        let products: i64 = self.0.iter().zip(other.0.iter()).map(|(&a, &b)| i64::from(a) * i64::from(b)).sum();
        CELLS as i64 * products - sum(&*self.0) * sum(&*other.0)
    }
}

fn sum(cells: &[u8]) -> i64 {
    cells.iter().map(|&cell| i64::from(cell)).sum()
}

impl Serialize for Thumbnail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hex = self.0.iter().fold(String::with_capacity(CELLS * 2), |mut hex, cell| {
            let _ = write!(hex, "{cell:02x}");
            hex
        });
        serializer.serialize_str(&hex)
    }
}

impl<'de> Deserialize<'de> for Thumbnail {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(deserializer)?;
        let cells: Option<Vec<u8>> =
            (0..hex.len().div_ceil(2)).map(|i| u8::from_str_radix(hex.get(i * 2..i * 2 + 2)?, 16).ok()).collect();
        let cells = cells.and_then(|cells| <Box<[u8; CELLS]>>::try_from(cells).ok());
        cells.map(Self).ok_or_else(|| D::Error::custom("a thumbnail has 256 cells in hexadecimal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(width: usize, height: usize, phase: f64) -> Thumbnail {
        let brightness = |i: usize| {
            let (u, v) = ((i % width) as f64 / width as f64, (i / width) as f64 / height as f64);
            (128.0 + 100.0 * (9.0 * u + 5.0 * v * v + phase).sin()) as u8
        };
        Thumbnail::of(width, height, brightness).unwrap()
    }

    #[test]
    fn the_same_picture_at_another_size_looks_alike_and_another_does_not() {
        let one = wave(400, 300, 0.0);
        assert!(one.likeness(&wave(173, 131, 0.0)) > 0.999);
        assert!(one.likeness(&wave(400, 300, 0.4)) < 0.97);
    }

    #[test]
    fn what_shows_nothing_has_none() {
        assert_eq!(Thumbnail::of(100, 100, |_| 200), None);
        assert_eq!(Thumbnail::of(9, 100, |i| i as u8), None);
    }

    #[test]
    fn slopes_of_pictures_that_look_alike_are_near() {
        for phase in [0.0, 0.7, 1.4, 2.1] {
            let (one, other) = (wave(400, 300, phase), wave(320, 200, phase + 0.05));
            let farthest = (2.0 - 2.0 * one.likeness(&other)).max(0.0).sqrt();
            assert!((one.slope() - other.slope()).abs() <= farthest + 1e-9);
        }
    }

    #[test]
    fn it_is_kept_as_text() {
        let one = wave(64, 64, 0.0);
        let kept = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Thumbnail>(&kept).unwrap(), one);
        for spoilt in ["\"\"", "\"0102\"", "\"中\"", "7"] {
            assert!(serde_json::from_str::<Thumbnail>(spoilt).is_err());
        }
    }
}
