//! A page as it was read: words with places, lines, pictures and marks.

use serde::{Deserialize, Serialize};

use super::{Qr, Rect, Seal};

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

/// A picture placed on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Where it is displayed.
    pub bbox: Rect,
    /// Its own width in pixels.
    pub pixel_width: u32,
    /// Its own height in pixels.
    pub pixel_height: u32,
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

/// Everything read from one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// From 1, as in the file.
    pub number: u32,
    /// Width as displayed.
    pub width: f32,
    /// Height as displayed.
    pub height: f32,
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
    /// Measured when the page was read from its image.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quality: Option<ImageQuality>,
    /// Seals found.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub seals: Vec<Seal>,
    /// QR codes found.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub qr: Vec<Qr>,
    /// Lines of text that were found and left unread because nothing needs them.
    #[serde(default)]
    pub lines_unread: u32,
    /// Where the text layer and the image of the page say different things.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub disagreements: Vec<Disagreement>,
    /// A perceptual fingerprint of the page image, for finding the same scan with two candidates.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fingerprint: Option<u64>,
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
            unit,
            words: Vec::new(),
            unbelieved: Vec::new(),
            hidden: Vec::new(),
            rules: Vec::new(),
            pictures: Vec::new(),
            fonts: Vec::new(),
            text_layer: TextLayer::Absent,
            legibility: Legibility::Blank,
            quality: None,
            seals: Vec::new(),
            qr: Vec::new(),
            lines_unread: 0,
            disagreements: Vec::new(),
            fingerprint: None,
        }
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
