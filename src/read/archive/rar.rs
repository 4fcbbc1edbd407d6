//! RAR of every age.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use rars::{
    ArchiveMember, ArchiveReadOptions, ArchiveReader, Error, ErrorKind, ExtractionDecision, ExtractionErrorAction,
};

use super::{Taking, path};
use crate::model::DamageReason;

/// Bytes that the decoder's own tables and window may take; the usual window is of 32 MB.
const WORKSPACE: u64 = 512 << 20;

pub(super) fn unpack(bytes: &[u8], taking: &mut Taking<'_>) {
    let options = ArchiveReadOptions::new()
        .with_max_header_count(taking.bounds.members as u64 * 2 + 64)
        .with_max_reader_workspace_bytes(WORKSPACE)
        .with_rar50_dictionary_size_limit(WORKSPACE);
    let archive = match ArchiveReader::read_with_options(bytes, options) {
        Ok(archive) => archive,
        Err(error) => return lacks(&error, taking),
    };
    let opened = RefCell::new(Opened { taking, member: None });
    let walked = archive.extract_with_control_and_errors(
        options,
        |member| Ok(opened.borrow_mut().next(member)),
        |_, error| {
            let mut opened = opened.borrow_mut();
            opened.member = None;
            lacks(error, opened.taking);
            Ok(ExtractionErrorAction::Continue)
        },
    );
    let mut opened = opened.into_inner();
    match walked {
        Ok(_) => opened.close(),
        Err(error) => lacks(&error, opened.taking),
    }
}

/// The walk through the archive: the member that is being written is whole once the next one is asked for.
struct Opened<'t, 'b> {
    taking: &'t mut Taking<'b>,
    member: Option<(String, Content)>,
}

impl Opened<'_, '_> {
    fn next(&mut self, member: &ArchiveMember) -> ExtractionDecision {
        self.close();
        let meta = &member.meta;
        let nothing = || ExtractionDecision::Extract(Box::new(io::sink()));
        if meta.is_directory || meta.is_redirection {
            return ExtractionDecision::Skip;
        }
        if meta.is_encrypted {
            self.taking.is_locked();
            return if member.is_solid() { ExtractionDecision::Stop } else { ExtractionDecision::Skip };
        }
        if meta.is_split_before || meta.is_split_after {
            // A volume of several: the others hold the rest.
            self.taking.lacks(DamageReason::Malformed);
            return ExtractionDecision::Stop;
        }
        if !self.taking.has_room() {
            return ExtractionDecision::Stop;
        }
        if meta.unpacked_size > self.taking.most() {
            self.taking.lacks(DamageReason::TooLarge);
            return if member.is_solid() { nothing() } else { ExtractionDecision::Skip };
        }
        let content = Content { bytes: Rc::default(), most: self.taking.most() };
        self.member = Some((path::decoded(&meta.name), content.clone()));
        ExtractionDecision::Extract(Box::new(content))
    }

    fn close(&mut self) {
        if let Some((path, content)) = self.member.take() {
            self.taking.add(&path, content.bytes.take());
        }
    }
}

/// The bytes of a member, up to one more than it may have.
#[derive(Clone)]
struct Content {
    bytes: Rc<RefCell<Vec<u8>>>,
    most: u64,
}

impl Write for Content {
    fn write(&mut self, some: &[u8]) -> io::Result<usize> {
        let mut bytes = self.bytes.borrow_mut();
        if bytes.len() as u64 > self.most {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        bytes.extend_from_slice(some);
        Ok(some.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lacks(error: &Error, taking: &mut Taking<'_>) {
    match error.kind() {
        ErrorKind::PasswordRequired | ErrorKind::BadPassword => taking.is_locked(),
        ErrorKind::ResourceLimit => taking.lacks(DamageReason::TooLarge),
        _ => taking.lacks(DamageReason::Malformed),
    }
}
