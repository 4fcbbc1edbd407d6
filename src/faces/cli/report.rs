//! `hecha report`: a candidate or a whole run as one page for a browser.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{Ended, export::to_file, progress, stop::Stop, terminal::complain};
use crate::{
    Error, Result,
    faces::{
        paper::Typeface,
        report::{
            Broken, Source,
            html::{self, Artist, Shown},
        },
    },
    intake::Originals,
    lang::Lang,
    model::Upload,
    pipeline::{Rules, Stage},
    store::{self, WorkFolder},
    worker::{Drawn, Job, Pool, Settings, Sketch},
};

/// Sharp enough to read small type in a crop.
const DPI: u16 = 130;
/// The longest side of a picture, in pixels.
const LONGEST: u32 = 2200;

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    let nowhere = PathBuf::new();
    let folder = WorkFolder::existing(found.get_one::<PathBuf>("work").unwrap_or(&nowhere))?;
    let path = found.get_one::<PathBuf>("html").unwrap_or(&nowhere);
    Stop::on_ctrl_c().at_once(true);
    let store = store::open_to_read(&folder)?;
    let Some((id, run)) = store.last_run()? else {
        return Err(Error::NothingScreened { path: folder.root().to_owned() });
    };
    let source = Source { store: store.as_ref(), id, run };
    let rules = Rules::of_run(source.store, &source.run)?;
    let only = found.get_one::<String>("candidate").map(String::as_str);
    if let Some(ticket_no) = only
        && !store.digests(id)?.iter().any(|digest| digest.ticket_no.as_deref() == Some(ticket_no))
    {
        return Err(Error::CandidateUnknown { ticket_no: ticket_no.to_owned() });
    }
    let settings = Settings { typeface: Typeface::place(), ..Settings::this_program()? };
    let artist = Workers { pool: Pool::new(settings)?, originals: Originals::of(folder.root()) };
    let watch = progress::watcher(found.get_flag("quiet"), lang);
    let shown = Shown { source: &source, pack: &rules.pack, only, artist: &artist, step: &|| watch.step() };
    watch.begin(Stage::Drawing, u64::try_from(html::count(&shown)?).ok());
    let count = std::cell::Cell::new(0);
    let write = |out: &mut dyn std::io::Write| -> std::result::Result<(), Broken> {
        count.set(html::write(&shown, out)?);
        Ok(())
    };
    to_file(&write, path)?;
    drop(watch);
    complain(&lang.pick(
        format!("已写入：{}（{} 人）", path.display(), count.get()),
        format!("written: {} ({} candidates)", path.display(), count.get()),
    ));
    Ok(Ended::Done)
}

/// Has pages drawn by this program's workers.
struct Workers {
    pool: Pool,
    originals: Originals,
}

impl Artist for Workers {
    fn draw(&self, upload: &Upload, page: u32) -> Option<Drawn> {
        let job = Job { path: self.originals.path(&upload.sha256), format: upload.format };
        // Without its picture a flag still stands with all its words.
        self.pool.draw(&Sketch { job, page, dpi: DPI, longest: LONGEST }).ok()?.ok()
    }
}
