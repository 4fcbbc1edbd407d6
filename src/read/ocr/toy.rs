//! An engine without networks, for tests: it reads a toy script in which a character is a square of one colour.

use image::{Rgb, RgbImage};

use super::engine::{Engine, Fault, LineMap, Planes, Steps};

/// Columns of a crop a step of recognition covers, as in the real network.
const STEP: usize = 8;

/// Reads the toy script: each character of its alphabet has a colour of its own.
#[derive(Debug, Clone)]
pub struct Toy {
    alphabet: Vec<char>,
}

impl Toy {
    /// An engine that knows these characters, at most 64.
    #[must_use]
    pub fn new(alphabet: &str) -> Self {
        Self { alphabet: alphabet.chars().take(64).collect() }
    }

    /// The colour of a character: two bits a channel, dark enough to be ink.
    fn colour(index: usize) -> [u8; 3] {
        [index & 3, index >> 2 & 3, index >> 4 & 3].map(|bits| bits as u8 * 40)
    }

    /// Draws text in the toy script, from this point, with squares of this side and a fifth between them.
    pub fn draw(&self, page: &mut RgbImage, text: &str, (left, top): (u32, u32), side: u32) {
        for (i, ch) in text.chars().enumerate() {
            let Some(index) = self.alphabet.iter().position(|&known| known == ch) else { continue };
            let x0 = left + i as u32 * (side + side / 5);
            for (x, y) in (x0..x0 + side).flat_map(|x| (top..top + side).map(move |y| (x, y))) {
                if let Some(pixel) = page.get_pixel_mut_checked(x, y) {
                    *pixel = Rgb(Self::colour(index));
                }
            }
        }
    }

    /// The character whose colour this is nearly.
    fn read(&self, colour: [f32; 3]) -> Option<usize> {
        let far = |index: usize| {
            Self::colour(index).iter().zip(colour).map(|(&a, b)| (f32::from(a) - b).abs()).fold(0.0f32, f32::max)
        };
        (0..self.alphabet.len()).find(|&index| far(index) < 14.0)
    }
}

impl Engine for Toy {
    fn name(&self) -> String {
        "toy".to_owned()
    }

    fn alphabet(&self) -> &[char] {
        &self.alphabet
    }

    /// Every dark pixel, and the gap to the next one in its row, belongs to a line.
    fn detect(&self, page: Planes) -> Result<LineMap, Fault> {
        let (width, plane) = (page.width, page.width * page.height);
        let mut values = vec![0.0f32; plane];
        for y in 0..page.height {
            let row = y * width..(y + 1) * width;
            let dark = |x: usize| (0..3).all(|channel| page.values[channel * plane + row.start + x] < 0.2);
            let mut last: Option<usize> = None;
            for x in (0..width).filter(|&x| dark(x)) {
                let from = last.filter(|last| x - last < 24).map_or(x, |last| last + 1);
                values[row.start + from..=row.start + x].fill(0.95);
                last = Some(x);
            }
        }
        Ok(LineMap { width, height: page.height, values })
    }

    fn recognise(&self, line: Planes) -> Result<Steps, Fault> {
        let (plane, classes) = (line.width * line.height, self.alphabet.len() + 2);
        let mut values = Vec::new();
        for step in 0..line.width / STEP {
            let mut colour = [0.0f32; 3];
            let middle = line.height / 2;
            for (channel, value) in colour.iter_mut().rev().enumerate() {
                let at = channel * plane + middle * line.width + step * STEP + STEP / 2;
                *value = (line.values.get(at).copied().unwrap_or(1.0) + 1.0) * 127.5;
            }
            let mut row = vec![0.0; classes];
            match self.read(colour) {
                Some(index) => (row[index + 1], row[0]) = (0.9, 0.1),
                None => row[0] = 1.0,
            }
            values.extend(row);
        }
        Ok(Steps { classes, values })
    }
}
