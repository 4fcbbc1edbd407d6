//! OFD (GB/T 33190), the national format of fixed pages: XML in a ZIP.
//!
//! Its pages are written down as those of a PDF ([`paper`]), with the same characters, lines and pictures in the same
//! places, and that PDF is read and drawn like any other. So what is believed of a text, where a seal stands and what a
//! reviewer sees have one mechanism for both. The seals of signatures are pictures on their pages; whether a signature
//! holds is not judged.

mod document;
mod objects;
mod outline;
mod package;
mod paper;
mod seal;
mod tree;

use super::{Limits, Tools, pdf};
use crate::model::{DamageReason, Problem, Reading};

/// Reads an OFD.
pub(super) fn read(bytes: &[u8], tools: Tools<'_>, limits: &Limits) -> Reading {
    match as_pdf(bytes, limits) {
        Ok(made) => {
            let reading = pdf::read(&made.bytes, tools, limits);
            let met = made.lost.into_iter().map(|what| Problem { page: None, what });
            // What is told of the PDF itself would be told of our own.
            Reading { pdf: None, problems: met.chain(reading.problems).collect(), ..reading }
        }
        Err(reason) => Reading::damaged(reason),
    }
}

/// An OFD as a PDF.
pub(super) struct Made {
    /// The PDF.
    pub(super) bytes: Vec<u8>,
    /// What could not be taken over, in English and free of personal data.
    pub(super) lost: Vec<String>,
}

/// Writes an OFD as a PDF.
pub(super) fn as_pdf(bytes: &[u8], limits: &Limits) -> Result<Made, DamageReason> {
    let mut package = package::Package::open(bytes)?;
    let document = document::Document::read(&mut package, limits)?;
    let bytes = paper::write(&document, &mut package, limits).ok_or(DamageReason::Malformed)?;
    if package.too_large {
        return Err(DamageReason::TooLarge);
    }
    Ok(Made { bytes, lost: package.lost })
}

#[cfg(test)]
mod tests;
