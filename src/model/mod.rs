//! Floor 0. Plain data in order of flow: upload, page, document, field, mark, candidate, flag, decision.
//!
//! Everything read keeps its evidence. *Problem* (met and survived), *flag* (for the reviewer, with a place) and *error*
//! (the run cannot go on, [`crate::error`]) are three words for three things.

mod answer;
mod candidate;
mod decision;
mod document;
mod explained;
mod field;
mod flag;
mod geometry;
mod kind;
mod mark;
mod page;
mod picture;
mod roster_cell;
mod thumbnail;
mod upload;
mod words;

pub use answer::{Answer, Answers, LookUpOutcome, LookedBy, question};
pub use candidate::{Candidate, Case, RosterProblem, RosterProblemKind};
pub use decision::{Assignment, Correction, Decision, FieldKey, FlagKey, FlagRuling, Round, Ruling, Verdict};
pub use document::{Absence, Document, EmptyField, Lookalike, Remark, RemarkKind, ScreenedFile};
pub use explained::{Explained, LeftOver, LeftOverKind};
pub use field::{EmploymentPeriod, Evidence, Field, FieldName, FieldValue, RunnersUp};
pub use flag::{Code, Flag, Place, Severity, Sighting};
pub use geometry::Rect;
pub use kind::DocumentKind;
pub use mark::{Qr, Seal, SealColour, Signature};
pub use page::{
    Disagreement, Doubt, Glyph, ImageQuality, Legibility, Mapping, Page, Reader, Rule, TextLayer, Unit, Unreadable,
    Word, WordSource,
};
pub use picture::Picture;
pub use roster_cell::{CellName, CellState, Cells, NoCell, RosterCell};
pub use thumbnail::Thumbnail;
pub use upload::{
    DamageReason, Format, Outcome, OwnerClaim, OwnerReason, PageChange, PdfFacts, Problem, Reading, Upload,
};
pub use words::UnknownWord;
