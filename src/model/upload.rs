//! A file as it was uploaded, whose it is, and what reading it gave.

use serde::{Deserialize, Serialize};

use super::{Page, Rect, Signature};

/// What a file is by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A PDF.
    Pdf,
    /// A JPEG picture: a document of one page.
    Jpeg,
    /// A PNG picture: a document of one page.
    Png,
    /// A HEIC or HEIF picture, as telephones make them; it may hold several.
    Heic,
    /// A TIFF, as scanners make them: as many pages as pictures.
    Tiff,
    /// A WebP picture.
    Webp,
    /// A BMP picture.
    Bmp,
    /// A GIF: of one that moves, the first picture.
    Gif,
    /// A JPEG 2000 picture.
    Jpeg2000,
    /// No bytes at all.
    Empty,
    /// A web page.
    Html,
    /// A Word, Excel or WPS document.
    Office,
    /// An OFD, the national format of fixed pages.
    Ofd,
    /// An archive: ZIP, RAR, 7z, tar.
    Archive,
    /// A letter that was saved from a mailbox.
    Mail,
    /// A picture in a form that is not read: AVIF, JPEG XL, Photoshop.
    OtherPicture,
    /// Plain text.
    PlainText,
    /// None of the above.
    Unknown,
}

impl Format {
    /// Whether files of this format are given to the reader.
    #[must_use]
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Pdf | Self::Ofd) || self.is_picture() || self.is_editable()
    }

    /// Whether its text is read only to say what it is: anybody can change such a file, so that it is no evidence.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Office | Self::Html | Self::PlainText)
    }

    /// Whether it holds files that are uploads of their own.
    #[must_use]
    pub const fn holds_files(self) -> bool {
        matches!(self, Self::Archive | Self::Mail)
    }

    /// Whether it is a picture that is read.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(
            self,
            Self::Jpeg | Self::Png | Self::Heic | Self::Tiff | Self::Webp | Self::Bmp | Self::Gif | Self::Jpeg2000
        )
    }
}

/// By what a file was given to a candidate, in the contract's order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerReason {
    /// Somebody said so on the review page. A claim without ticket number says that it is nobody's of the roster.
    Reviewer,
    /// `manifest.csv` says so.
    Manifest,
    /// A folder or file name holds a ticket number of the roster.
    TicketNoInPath,
    /// A folder or file name holds an identity number of the roster.
    IdNumberInPath,
    /// A folder or file name holds a name that stands once on the roster.
    NameInPath,
    /// The document itself says an identity number of the roster.
    IdNumberOnDocument,
    /// The document itself says a name and birth date of the roster.
    NameOnDocument,
}

/// A claim that a file belongs to a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerClaim {
    /// The candidate's ticket number; empty where a person said that it is nobody's.
    pub ticket_no: String,
    /// By what.
    pub reason: OwnerReason,
}

/// A file as it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Path relative to the uploads folder, `/` between its parts.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hex; empty where they could not be read from the disk.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// What it is.
    pub format: Format,
    /// When the portal received it, as the manifest gives it (RFC 3339); the only thing `submitted-late` rests on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uploaded_at: Option<String>,
    /// Everything that speaks for a candidate, most trusted first. The first decides; others that differ are a flag.
    #[serde(default)]
    pub claims: Vec<OwnerClaim>,
    /// Whether its bytes say that other files are attached to it, as to a PDF.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub attachments: bool,
}

impl Upload {
    /// A file of which nothing else is known yet.
    #[must_use]
    pub fn new(file: impl Into<String>, sha256: impl Into<String>, size: u64, format: Format) -> Self {
        Self {
            file: file.into(),
            sha256: sha256.into(),
            size,
            format,
            uploaded_at: None,
            claims: Vec::new(),
            attachments: false,
        }
    }

    /// Whether files lie in it that are uploads of their own.
    #[must_use]
    pub const fn holds_files(&self) -> bool {
        self.format.holds_files() || (matches!(self.format, Format::Pdf) && self.attachments)
    }

    /// Whether its bytes could not be read from the disk: it has no fingerprint, size or format.
    #[must_use]
    pub const fn is_unreachable(&self) -> bool {
        self.sha256.is_empty()
    }
}

/// How reading a file ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// Its pages were read, each as well as [`super::Legibility`] says.
    Read,
    /// It needs a password.
    Encrypted,
    /// It is locked in a way that only one maker's program opens.
    Protected,
    /// It could not be opened, or broke the reader, or went over a limit.
    Damaged {
        /// Why, in English, free of personal data.
        reason: DamageReason,
    },
    /// It is no PDF and no picture that is read.
    NotADocument,
}

/// Why a file counts as damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DamageReason {
    /// No bytes.
    Empty,
    /// The structure is broken or cut off.
    Malformed,
    /// It has no pages.
    NoPages,
    /// More pages than the limit.
    TooManyPages,
    /// More bytes, or more pixels, than the limit.
    TooLarge,
    /// Reading took longer than the limit.
    Timeout,
    /// Reading took more memory than the limit.
    OutOfMemory,
    /// The reader crashed on it.
    Crashed,
    /// The bytes could not be read from the disk.
    Unreachable,
    /// The program could not read it this time: what reads was ended from outside, or what it reads with was gone. That
    /// says nothing about the file, and is never kept.
    NotRead,
}

/// What a later save changed on a page, as far as it shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageChange {
    /// The page, from 1.
    pub page: u32,
    /// Where, on the displayed page; `None` where that cannot be told.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none", default)]
    pub bbox: Option<Rect>,
    /// What stood there, as far as it was text.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub before: String,
    /// What stands there now.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub after: String,
    /// Whether the file was signed before.
    #[serde(default)]
    pub after_signing: bool,
}

/// What the structure of a PDF tells about its making.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PdfFacts {
    /// `/Producer`, as printed.
    pub producer: Option<String>,
    /// `/Creator`, as printed.
    pub creator: Option<String>,
    /// `/CreationDate`, as written.
    pub created: Option<String>,
    /// `/ModDate`, as written.
    pub modified: Option<String>,
    /// How often it was saved: 1 for a file written once. A linearized file counts 1.
    pub revisions: u32,
    /// Whether its table of objects is damaged and had to be made anew.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub repaired: bool,
    /// Whether it is encrypted with an empty password.
    pub encrypted: bool,
    /// Whether its permissions forbid changing it.
    pub locked: bool,
    /// JavaScript, launch actions, embedded files: by the name of the key.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub active_content: Vec<String>,
    /// Digital signatures.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub signatures: Vec<Signature>,
    /// Pages (from 1) whose displayed content a later revision changed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub pages_changed: Vec<u32>,
    /// What changed on them, in the order of saving.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub changes: Vec<PageChange>,
    /// Whether a page shows something else than when the file was first signed; `None` where nobody signed it, or the
    /// signed state cannot be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub changed_since_signing: Option<bool>,
}

/// Something met while reading, and survived. For logs and details; free of personal data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Page, from 1, where it concerns one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// In English.
    pub what: String,
}

/// What reading one file gave. It depends on the bytes, the reader and its models, and on nothing else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// How it ended.
    pub outcome: Outcome,
    /// The pages, in order, where `outcome` is `Read`; of a file that is no document, one page of lines for what its text
    /// says, which is no evidence; else empty.
    pub pages: Vec<Page>,
    /// For PDFs that could be opened.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pdf: Option<PdfFacts>,
    /// The program that a picture file names as its maker (EXIF `Software`).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub program: Option<String>,
    /// What was met and survived.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub problems: Vec<Problem>,
}

impl Reading {
    /// A reading that ended before any page.
    #[must_use]
    pub const fn without_pages(outcome: Outcome) -> Self {
        Self { outcome, pages: Vec::new(), pdf: None, program: None, problems: Vec::new() }
    }

    /// A file that counts as damaged.
    #[must_use]
    pub const fn damaged(reason: DamageReason) -> Self {
        Self::without_pages(Outcome::Damaged { reason })
    }

    /// The reading without the text of its pages: pictures, seals, codes, and what is thought of each page. It takes a
    /// small part of the room, and is all that is asked about the papers of others.
    #[must_use]
    pub fn outline(&self) -> Self {
        let outline = |page: &Page| Page {
            to_displayed: page.to_displayed,
            pictures: page.pictures.clone(),
            fonts: page.fonts.clone(),
            text_layer: page.text_layer.clone(),
            legibility: page.legibility.clone(),
            breaks_off: page.breaks_off,
            quality: page.quality,
            seals: page.seals.clone(),
            qr: page.qr.clone(),
            ..Page::empty(page.number, page.width, page.height, page.unit)
        };
        let pages = self.pages.iter().map(outline).collect();
        Self { outcome: self.outcome.clone(), pages, pdf: None, program: None, problems: Vec::new() }
    }
}
