//! Floor 5. Verify again what a work folder holds: [`replay`] (is it still found, and if not, why), [`sample`] (how often
//! the machine is wrong), [`links`] (what candidates, runs and years share), [`integrity`] (is every byte as it was),
//! [`online`] (what portals say), [`worklist`] (what people must look up), [`anchors`] (does the journal agree with what was
//! noted of it outside).
//!
//! An audit adds to a work folder and changes nothing in it. What it finds comes back as plain data; how that is shown is
//! for the faces to say.

pub mod anchors;
pub mod diff;
pub mod draw;
pub mod integrity;
pub mod links;
pub mod online;
pub mod rates;
pub mod replay;
pub mod sample;
pub mod worklist;

mod skeleton;
