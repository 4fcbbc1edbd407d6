//! A page as it was read: words with places, lines, pictures and marks.

use serde::{Deserialize, Serialize};

use super::{Picture, Qr, Rect, Seal};

/// Who read a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordSource {
    /// The text layer of a PDF.
    TextLayer,
    /// The value of a form field that is displayed.
    FormField,
    /// An annotation that is displayed.
    Annotation,
    /// Recognised from the picture of the page.
    Ocr,
}

/// One character with its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// The character, radicals and compatibility forms folded.
    pub ch: char,
    /// Its place on the displayed page.
    pub bbox: Rect,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
    /// Index into [`Page::fonts`]; `None` for recognised text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub font: Option<u16>,
    /// What else it might have been, best first, with probabilities. Empty for text layers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub runners_up: Vec<(char, f32)>,
}

/// A run of characters on one line without a wide gap: what a typesetter set in one go. Chinese has no spaces between
/// words, so a "word" here is often a whole label, value or sentence part. Spaces inside are kept as glyphs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The characters in reading order; never empty.
    pub glyphs: Vec<Glyph>,
    /// Around all glyphs.
    pub bbox: Rect,
    /// Whether the characters run from top to bottom.
    #[serde(default)]
    pub vertical: bool,
    /// Who read it.
    pub source: WordSource,
}

impl Word {
    /// The word as a string.
    #[must_use]
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|g| g.ch).collect()
    }

    /// The mean confidence of its characters.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.glyphs.is_empty() {
            return 0.0;
        }
        self.glyphs.iter().map(|g| g.confidence).sum::<f32>() / self.glyphs.len() as f32
    }
}

/// A ruling line of a table or a frame, horizontal or vertical, as a thin rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The line with its thickness.
    pub bbox: Rect,
    /// Whether it runs from left to right.
    pub horizontal: bool,
}

/// Why a text layer is not believed. Each comes with a sentence for the log in [`TextLayer::Doubted`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Many glyphs have no Unicode, or come out as replacement or private-use characters.
    Garbled,
    /// The characters do not make text: a scrambled `ToUnicode` map.
    Scrambled,
    /// The text is drawn invisibly, as recognition programs lay it under a scan.
    Hidden,
    /// The page shows a picture or outlines that the text does not account for.
    TooThin,
    /// The second reader reads something else.
    ReadersDisagree,
    /// The encoding had to be guessed.
    Guessed,
}

/// What is thought of a page's text layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextLayer {
    /// There is none: a picture, or a page without text.
    Absent,
    /// It is there and believed.
    Believed,
    /// It is there and not believed, for these reasons.
    Doubted(Vec<Doubt>),
}

/// In which unit the boxes of a page are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// PDF points, 72 an inch.
    Points,
    /// Pixels of a picture file, turned as its EXIF says.
    Pixels,
}

/// Whether, and why not, the content of a page is known after reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Legibility {
    /// Read: what is not among the words is not printed.
    Read,
    /// Nothing is on the page.
    Blank,
    /// The page holds a picture of text and there was nobody to read it.
    NeedsOcr,
    /// Too poor to read; the reason in English for logs and details, e.g. `blurred`.
    Unreadable(Unreadable),
}

/// Why a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// Out of focus or moved.
    Blurred,
    /// Too few pixels a character.
    LowResolution,
    /// Too dark or too pale.
    Dark,
    /// Much of the page lies outside the picture.
    CutOff,
    /// Lines were found, but what they say was recognised with too little confidence.
    LowConfidence,
    /// The picture in the file could not be decoded.
    BadPicture,
    /// The picture in the file is stored in a way that is not read.
    NotRead,
    /// The page took longer than the limit or broke the reader.
    ReaderFailed,
}

/// The measured quality of a page image.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ImageQuality {
    /// Resolution of the page image in dots an inch, as displayed.
    pub dpi: f32,
    /// Sharpness: 0 is blurred beyond reading, 1 is crisp.
    pub sharpness: f32,
    /// Mean luminance of the paper, 0 black to 1 white.
    pub brightness: f32,
    /// Difference of paper and ink in luminance, 0 to 1.
    pub contrast: f32,
    /// Degrees by which the text had to be turned, clockwise: one of 0, 90, 180, 270.
    pub turned: u16,
    /// Degrees of skew that were corrected, positive is clockwise.
    pub skew: f32,
}

/// A projective map of the plane, row by row: `x' = (m0·x + m1·y + m2) / (m6·x + m7·y + m8)`, `y'` likewise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mapping(pub [f64; 9]);

impl Mapping {
    /// The map that changes nothing.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// Where a point comes to lie. A point on the map's horizon comes back as it was.
    #[must_use]
    pub fn point(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let Self(m) = self;
        let (fx, fy) = (f64::from(x), f64::from(y));
        let w = m[6] * fx + m[7] * fy + m[8];
        if w.abs() < 1e-9 {
            return (x, y);
        }
        (((m[0] * fx + m[1] * fy + m[2]) / w) as f32, ((m[3] * fx + m[4] * fy + m[5]) / w) as f32)
    }

    /// The upright rectangle around where a rectangle's corners come to lie.
    #[must_use]
    pub fn rect(&self, r: &Rect) -> Rect {
        let [a, b, c, d] = [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)].map(|p| self.point(p));
        Rect::new(
            a.0.min(b.0).min(c.0).min(d.0),
            a.1.min(b.1).min(c.1).min(d.1),
            a.0.max(b.0).max(c.0).max(d.0),
            a.1.max(b.1).max(c.1).max(d.1),
        )
    }

    /// First this map, then the other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let (Self(a), Self(b)) = (next, self);
        let mut m = [0.0; 9];
        for (i, cell) in m.iter_mut().enumerate() {
            let (row, col) = (i / 3 * 3, i % 3);
            *cell = a[row] * b[col] + a[row + 1] * b[col + 3] + a[row + 2] * b[col + 6];
        }
        Self(m)
    }

    /// The map back, or `None` where there is none.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        let Self(m) = self;
        let minor = |a: usize, b: usize, c: usize, d: usize| m[a] * m[d] - m[b] * m[c];
        let det = m[0] * minor(4, 5, 7, 8) - m[1] * minor(3, 5, 6, 8) + m[2] * minor(3, 4, 6, 7);
        if det.abs() < 1e-12 {
            return None;
        }
        let adjugate = [
            minor(4, 5, 7, 8),
            -minor(1, 2, 7, 8),
            minor(1, 2, 4, 5),
            -minor(3, 5, 6, 8),
            minor(0, 2, 6, 8),
            -minor(0, 2, 3, 5),
            minor(3, 4, 6, 7),
            -minor(0, 1, 6, 7),
            minor(0, 1, 3, 4),
        ];
        Some(Self(adjugate.map(|v| v / det)))
    }
}

/// Everything read from one page. Its boxes are in *reading coordinates*: the page turned so that its text stands upright
/// and runs level. [`Page::displayed`] says where that lies on the page as it is displayed, which is what evidence shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// From 1, as in the file.
    pub number: u32,
    /// Width, of the upright page.
    pub width: f32,
    /// Height, of the upright page.
    pub height: f32,
    /// From reading coordinates to the displayed page, where the two differ.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to_displayed: Option<Mapping>,
    /// The unit of all boxes on this page.
    pub unit: Unit,
    /// What is believed to be printed, in reading order as far as the reader knows it.
    pub words: Vec<Word>,
    /// What a text layer that is not believed claims.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unbelieved: Vec<Word>,
    /// Text in the file that is not displayed: invisible, clipped, covered, or outside the page.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hidden: Vec<Word>,
    /// Text that is laid over the page and is no part of what it says: 仅供…使用, the name of a scanning program.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aside: Vec<Word>,
    /// Ruling lines.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rules: Vec<Rule>,
    /// Pictures.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pictures: Vec<Picture>,
    /// Names of the fonts used, without the subset prefix.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub fonts: Vec<String>,
    /// What is thought of the text layer.
    pub text_layer: TextLayer,
    /// Whether the page could be read.
    pub legibility: Legibility,
    /// Whether the content of the page breaks off in the file, so that what was read may not be all.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub breaks_off: bool,
    /// Measured when the page was read from its image.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quality: Option<ImageQuality>,
    /// Seals found.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub seals: Vec<Seal>,
    /// QR codes found.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub qr: Vec<Qr>,
    /// Lines of text that were found and left unread because nothing needs them, in reading coordinates.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unread: Vec<Rect>,
    /// Where the text layer and the image of the page say different things.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub disagreements: Vec<Disagreement>,
}

/// One place where the text layer says one thing and the image another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Where.
    pub bbox: Rect,
    /// What the text layer says.
    pub text: String,
    /// What is seen.
    pub seen: String,
    /// How sure the recogniser is of what is seen.
    pub confidence: f32,
}

impl Page {
    /// An empty page of this size, with nothing read yet.
    #[must_use]
    pub fn empty(number: u32, width: f32, height: f32, unit: Unit) -> Self {
        Self {
            number,
            width,
            height,
            to_displayed: None,
            unit,
            words: Vec::new(),
            unbelieved: Vec::new(),
            hidden: Vec::new(),
            aside: Vec::new(),
            rules: Vec::new(),
            pictures: Vec::new(),
            fonts: Vec::new(),
            text_layer: TextLayer::Absent,
            legibility: Legibility::Blank,
            breaks_off: false,
            quality: None,
            seals: Vec::new(),
            qr: Vec::new(),
            unread: Vec::new(),
            disagreements: Vec::new(),
        }
    }

    /// What of this page stands in an area of it, everything in its place.
    #[must_use]
    pub fn within(&self, area: &Rect) -> Self {
        let inside = |bbox: &Rect| area.contains(bbox.centre());
        let mut part = self.clone();
        part.words.retain(|word| inside(&word.bbox));
        part.unbelieved.retain(|word| inside(&word.bbox));
        part.hidden.retain(|word| inside(&word.bbox));
        part.aside.retain(|word| inside(&word.bbox));
        part.rules.retain(|rule| inside(&rule.bbox));
        part.pictures.retain(|picture| inside(&picture.bbox));
        part.seals.retain(|seal| inside(&seal.bbox));
        part.qr.retain(|qr| inside(&qr.bbox));
        part
    }

    /// Where a rectangle of this page lies on the page as it is displayed.
    #[must_use]
    pub fn displayed(&self, rect: &Rect) -> Rect {
        self.to_displayed.map_or(*rect, |map| map.rect(rect))
    }

    /// The reader, in the contract's words `text`, `ocr` or `mixed`.
    #[must_use]
    pub fn reader(&self) -> Reader {
        let ocr = self.words.iter().any(|w| w.source == WordSource::Ocr);
        let text = self.words.iter().any(|w| w.source != WordSource::Ocr);
        match (text, ocr) {
            (true, true) => Reader::Mixed,
            (false, true) => Reader::Ocr,
            (true, false) => Reader::Text,
            (false, false) if self.text_layer == TextLayer::Absent && !self.pictures.is_empty() => Reader::Ocr,
            (false, false) => Reader::Text,
        }
    }
}

super::words::vocabulary! {
    /// Who read a document, in the contract's words.
    Reader {
        /// All from the text layer.
        Text = "text",
        /// All recognised.
        Ocr = "ocr",
        /// Both.
        Mixed = "mixed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_maps_there_and_back() {
        // Reading coordinates of a sideways page 200 wide and 100 high: (x, y) is displayed at (100 - y, x).
        let turn = Mapping([0.0, -1.0, 100.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
        let r = Rect::new(10.0, 20.0, 50.0, 30.0);
        assert_eq!(turn.rect(&r), Rect::new(70.0, 10.0, 80.0, 50.0));
        let back = turn.inverse().map(|m| turn.then(&m).rect(&r));
        assert_eq!(back, Some(r));
    }
}
