//! A picture on a page, and by what it is found again elsewhere.

use serde::{Deserialize, Serialize};

use super::{Rect, Thumbnail};

/// A picture placed on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Where it is displayed.
    pub bbox: Rect,
    /// Its own width in pixels.
    pub pixel_width: u32,
    /// Its own height in pixels.
    pub pixel_height: u32,
    /// SHA-256, in lower-case hex, of its decoded pixels (width and height as text, then RGB bytes), so that the same
    /// portrait or scan is found again in a file that another program wrote. `None` where it was not decoded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digest: Option<String>,
    /// How it looks, so that it is found again where it was saved anew. `None` where it was not decoded or shows nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub thumbnail: Option<Thumbnail>,
}

impl Picture {
    /// A picture of which nothing is known but its place and its size in pixels.
    #[must_use]
    pub fn placed(bbox: Rect, pixel_width: u32, pixel_height: u32) -> Self {
        Self { bbox, pixel_width, pixel_height, digest: None, thumbnail: None }
    }
}
