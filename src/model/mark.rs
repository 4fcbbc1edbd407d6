//! Marks found on a page beside its text: seals, QR codes, digital signatures.

use serde::{Deserialize, Serialize};

use super::{Rect, words::vocabulary};

vocabulary! {
    /// The colour of a seal as it appears.
    SealColour {
        /// Red ink, the usual one.
        Red = "red",
        /// Blue or purple ink.
        Blue = "blue",
        /// A black-and-white copy.
        Grey = "grey",
    }
}

/// A seal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// Page of the file, from 1.
    pub page: u32,
    /// Around its outer ring.
    #[serde(rename = "box")]
    pub bbox: Rect,
    /// Its colour.
    pub colour: SealColour,
    /// The text along the ring, where legible.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
    /// The straight text inside, e.g. 人事专用章, where legible.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub inner_text: Option<String>,
    /// How sure it is that a seal stands here, 0 to 1.
    pub confidence: f32,
    /// How sure the reader is of `text`, 0 to 1; 0 where there is none.
    #[serde(default)]
    pub text_confidence: f32,
}

/// A QR code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Qr {
    /// Page of the file, from 1.
    pub page: u32,
    /// Around the code.
    #[serde(rename = "box")]
    pub bbox: Rect,
    /// What it says.
    pub content: String,
}

/// A digital signature of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Whether the signed byte range reaches the end of the file.
    pub covers_whole_file: bool,
    /// Whether the signed bytes are as they were when signed; `None` where this could not be checked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub intact: Option<bool>,
    /// The name in the signer's certificate; the certificate itself is not trusted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signer: Option<String>,
}
