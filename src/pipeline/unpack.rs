//! Archives and letters among the uploads: their files stand for them, under the archive's name as under a folder's. Files
//! that are attached to a PDF stand beside it.
//!
//! An archive that could not be unpacked to its end stays among the uploads beside what came out of it, with why as its
//! reading, so that it is flagged and nothing is lost. An archive in an archive is unpacked too, and no deeper.

use rayon::prelude::*;

use super::{Job, Tools};
use crate::{
    Result,
    intake::{self, Intake, Keeper, Trouble, TroubleKind},
    model::{DamageReason, Format, Outcome, Reading, Upload},
    store::ReadingKey,
    worker,
};

/// How deep archives are unpacked: one, and those that lie in it.
const DEEP: usize = 2;

/// Puts the files of archives in their place.
pub(super) fn unpack(job: &Job, intake: &mut Intake, keeper: &Keeper, tools: Tools<'_>) -> Result<()> {
    let is_archive = |upload: &Upload| upload.holds_files();
    let (mut fresh, mut kept): (Vec<Upload>, Vec<Upload>) =
        std::mem::take(&mut intake.uploads).into_iter().partition(is_archive);
    for _ in 0..DEEP {
        let archives = std::mem::take(&mut fresh);
        let opened = archives.into_par_iter().map(|archive| open(job, archive, keeper, tools));
        for opened in opened.collect::<Result<Vec<Opened>>>()? {
            kept.extend(opened.archive);
            let (archives, others): (Vec<Upload>, Vec<Upload>) = opened.members.into_iter().partition(is_archive);
            fresh.extend(archives);
            kept.extend(others);
            intake.troubles.extend(opened.troubles);
            intake.ignored += opened.ignored;
        }
    }
    // Deeper than anybody packs on purpose: archives are flagged for what they are.
    kept.append(&mut fresh);
    kept.sort_by(|a, b| a.file.cmp(&b.file));
    intake.uploads = kept;
    intake.troubles.sort();
    Ok(())
}

/// What came of an archive.
#[derive(Default)]
struct Opened {
    /// Itself, where something is missing.
    archive: Option<Upload>,
    members: Vec<Upload>,
    troubles: Vec<Trouble>,
    ignored: usize,
}

/// How often an archive is unpacked whose worker is ended from outside.
const TRIES: usize = 3;

/// Whether the worker was ended from outside, or may have been.
const fn may_be_the_machines_fault(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Damaged { reason: DamageReason::NotRead | DamageReason::OutOfMemory })
}

/// Unpacks once.
fn unpacked(archive: &Upload, opened: &mut Opened, keeper: &Keeper, tools: Tools<'_>) -> Result<Option<Outcome>> {
    let job = worker::Job { path: keeper.originals().path(&archive.sha256), format: archive.format };
    tools.pool.unpack(&job, tools.stop, &mut |member| {
        let file = format!("{}/{}", archive.file, member.path);
        if member.climbs {
            opened.troubles.push(Trouble::new(&file, TroubleKind::ClimbsOut));
        }
        match intake::member(file, &member.bytes, keeper)? {
            Some(upload) => {
                opened.members.push(Upload { uploaded_at: archive.uploaded_at.clone(), ..upload });
            }
            None => opened.ignored += 1,
        }
        tools.watch.step();
        Ok(())
    })
}

fn open(job: &Job, archive: Upload, keeper: &Keeper, tools: Tools<'_>) -> Result<Opened> {
    let (mut opened, mut outcome) = (Opened::default(), None);
    for _ in 0..TRIES {
        // What came before its worker was ended comes again.
        opened = Opened::default();
        outcome = unpacked(&archive, &mut opened, keeper, tools)?;
        if !outcome.as_ref().is_some_and(may_be_the_machines_fault) {
            break;
        }
    }
    if archive.format == Format::Pdf {
        // It is a document itself, whatever is attached to it. Programs attach data for each other, which is no paper.
        let before = opened.members.len();
        opened
            .members
            .retain(|member| member.format == Format::Pdf || member.format.is_picture() || member.holds_files());
        opened.ignored += before - opened.members.len();
        if outcome.is_some_and(|outcome| outcome != Outcome::Read) {
            opened.troubles.push(Trouble::new(&archive.file, TroubleKind::AttachmentsLost));
        }
        opened.archive = Some(archive);
        return Ok(opened);
    }
    match outcome {
        Some(Outcome::Read) if !opened.members.is_empty() => return Ok(opened),
        Some(outcome) => {
            let outcome = match outcome {
                // Nothing in it but what systems leave.
                Outcome::Read => Outcome::Damaged { reason: DamageReason::Empty },
                other => other,
            };
            let key = ReadingKey { sha256: &archive.sha256, reader: &job.run.reader };
            tools.store.keep_reading(key, &Reading::without_pages(outcome))?;
        }
        // Stopped: the run ends before this counts.
        None => {}
    }
    opened.archive = Some(archive);
    Ok(opened)
}
