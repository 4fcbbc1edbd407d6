//! Our own pictures of pages: drawn once by a worker, kept in the work folder, and never a byte of the upload itself.
//!
//! They lie under `pages/` by content address. The folder is bounded: what was made longest ago goes first, and is drawn
//! anew when somebody asks again.

use std::{
    collections::BTreeMap,
    fs, io,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use axum::{
    extract::{Path as Asked, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{app::Shared, refusal::Refusal, turns::Turns, visitor::Visitor};
use crate::{
    Error, Result,
    faces::{names, paper::Typeface},
    intake::sniff,
    model::{DamageReason, Outcome},
    store::WorkFolder,
    worker::{Drawn, Job, Limits, Pool, Settings, Sketch, Wall},
};

/// Enough for small type on a screen; and enough for whoever looks closer.
const DPI: (u16, u16) = (150, 300);
/// The long side of a picture, in pixels: an A4 page at either resolution, and no more of a poster.
const LONGEST: (u32, u32) = (2000, 3600);
/// Pages drawn at a time.
const AT_A_TIME: usize = 2;
/// A page that could not be drawn is not tried again for so many seconds.
const FAILED: i64 = 5 * 60;
/// The folder may hold so many bytes.
const MOST: u64 = 2 << 30;

/// Draws pages, and keeps them.
#[derive(Debug)]
pub(super) struct Pictures {
    folder: PathBuf,
    originals: PathBuf,
    has_typeface: bool,
    pool: Pool,
    turns: Turns,
    /// The pages that could not be drawn, why, and when that was found.
    failed: Mutex<BTreeMap<String, (i64, Outcome)>>,
    /// Bytes in the folder, as far as known.
    kept: AtomicU64,
    most: u64,
}

impl Pictures {
    /// Gets ready; workers are started as pages are asked for.
    pub(super) fn open(work: &WorkFolder) -> Result<Self> {
        let typeface = Typeface::place();
        let settings = Settings {
            workers: NonZeroUsize::new(AT_A_TIME),
            // Somebody waits for it: a page that is not there soon is not there.
            limits: Limits { silence: Duration::from_secs(20), total: Duration::from_secs(20), ..Limits::default() },
            typeface: typeface.clone(),
            ..Settings::this_program()?
        };
        let folder = work.pages();
        fs::create_dir_all(&folder).map_err(|e| Error::io(&folder, e))?;
        let kept = AtomicU64::new(entries(&folder).iter().map(|entry| entry.size).sum());
        let (turns, failed) = (Turns::new(AT_A_TIME), Mutex::default());
        let (originals, has_typeface) = (work.originals(), typeface.is_some());
        Ok(Self { folder, originals, has_typeface, pool: Pool::new(settings)?, turns, failed, kept, most: MOST })
    }

    /// Whether there is a typeface for pages that bring none.
    pub(super) const fn has_typeface(&self) -> bool {
        self.has_typeface
    }

    /// The walls that the workers who draw could not put up.
    pub(super) fn missing_walls(&self) -> Vec<Wall> {
        self.pool.missing()
    }

    /// What is known of a page without drawing it: its picture, or why there is none.
    fn known(&self, wanted: &Wanted, now: i64) -> Option<std::result::Result<Drawn, Outcome>> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, why)) = failed.get(&wanted.name()).filter(|(at, _)| (*at..at + FAILED).contains(&now)) {
            tracing::debug!(at, "a page that could not be drawn a moment ago");
            return Some(Err(why.clone()));
        }
        drop(failed);
        #[expect(clippy::disallowed_methods, reason = "the picture kept earlier")]
        fs::read(self.place(wanted)).ok().and_then(|bytes| unpacked(&bytes)).map(Ok)
    }

    fn place(&self, wanted: &Wanted) -> PathBuf {
        self.folder.join(&wanted.sha256[..2]).join(wanted.name())
    }

    /// Draws a page, or says what its file counts as where it cannot be drawn.
    fn draw(&self, wanted: &Wanted, now: i64) -> Result<std::result::Result<Drawn, Outcome>> {
        let original = self.originals.join(&wanted.sha256[..2]).join(&wanted.sha256);
        let (dpi, longest) = if wanted.fine { (DPI.1, LONGEST.1) } else { (DPI.0, LONGEST.0) };
        let Ok(format) = format_of(&original) else {
            return Ok(Err(Outcome::Damaged { reason: DamageReason::Unreachable }));
        };
        let sketch = Sketch { job: Job { path: original, format }, page: wanted.page, dpi, longest };
        let drawn = match self.pool.draw(&sketch)? {
            Ok(drawn) => drawn,
            Err(why) => {
                self.note_failed(wanted, now, why.clone());
                return Ok(Err(why));
            }
        };
        // A full disk costs time, not the picture.
        if keep(&self.place(wanted), &packed(&drawn)).is_ok() {
            let size = u64::try_from(drawn.jpeg.len()).unwrap_or(0);
            if self.kept.fetch_add(size, Ordering::Relaxed) + size > self.most {
                self.clear();
            }
        }
        Ok(Ok(drawn))
    }

    fn note_failed(&self, wanted: &Wanted, now: i64, why: Outcome) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.retain(|_, (at, _)| (*at..*at + FAILED).contains(&now));
        failed.insert(wanted.name(), (now, why));
    }

    /// Takes away what was made longest ago, until three quarters are left.
    fn clear(&self) {
        let mut all = entries(&self.folder);
        all.sort_by_key(|entry| entry.made);
        let mut kept: u64 = all.iter().map(|entry| entry.size).sum();
        for entry in all {
            if kept <= self.most / 4 * 3 {
                break;
            }
            if fs::remove_file(&entry.path).is_ok() {
                kept = kept.saturating_sub(entry.size);
            }
        }
        self.kept.store(kept, Ordering::Relaxed);
    }
}

/// A page that somebody wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    sha256: String,
    page: u32,
    fine: bool,
}

impl Wanted {
    /// Under what its picture is kept.
    fn name(&self) -> String {
        format!("{}-{}{}", self.sha256, self.page, if self.fine { "-fine" } else { "" })
    }
}

struct Kept {
    path: PathBuf,
    size: u64,
    made: SystemTime,
}

/// Everything that is kept.
#[expect(clippy::disallowed_methods, reason = "the folder of pictures")]
fn entries(folder: &Path) -> Vec<Kept> {
    let inside = |path: &Path| fs::read_dir(path).into_iter().flatten().flatten();
    let files = inside(folder).flat_map(|part| inside(&part.path()));
    files
        .filter_map(|file| {
            let facts = file.metadata().ok()?;
            Some(Kept {
                path: file.path(),
                size: facts.len(),
                made: facts.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            })
        })
        .collect()
}

/// Whole or not at all, whoever else draws the same page.
fn keep(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut beside, bytes)?;
    beside.persist(place).map_err(|e| e.error)?;
    Ok(())
}

/// Both sizes, then the picture.
fn packed(drawn: &Drawn) -> Vec<u8> {
    [&drawn.width.to_le_bytes()[..], &drawn.height.to_le_bytes(), &drawn.jpeg].concat()
}

fn unpacked(bytes: &[u8]) -> Option<Drawn> {
    let (width, rest) = bytes.split_first_chunk()?;
    let (height, jpeg) = rest.split_first_chunk()?;
    let whole = jpeg.starts_with(&[0xFF, 0xD8]) && jpeg.ends_with(&[0xFF, 0xD9]);
    whole.then(|| Drawn { width: f32::from_le_bytes(*width), height: f32::from_le_bytes(*height), jpeg: jpeg.to_vec() })
}

/// What a stored file is by its bytes.
#[expect(clippy::disallowed_methods, reason = "the ends of the stored original")]
fn format_of(path: &Path) -> io::Result<crate::model::Format> {
    use io::{Read as _, Seek as _, SeekFrom};
    const LOOK: u64 = 16 * 1024;
    let mut file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    (&mut file).take(LOOK).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(size.saturating_sub(LOOK)))?;
    file.take(LOOK).read_to_end(&mut tail)?;
    Ok(sniff(&head, &tail, size))
}

/// The size of the page in the unit of its boxes, beside its picture.
const SIZE: HeaderName = HeaderName::from_static("x-page");

/// A page's picture.
pub(super) async fn picture(
    State(app): State<Shared>,
    visitor: Visitor,
    Asked((sha256, page, how)): Asked<(String, u32, String)>,
) -> Result<Response, Refusal> {
    let sound = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let fine = match how.as_str() {
        "fine" => true,
        "page" => false,
        _ => return Err(Refusal::NotFound),
    };
    if !sound || page == 0 {
        return Err(Refusal::NotFound);
    }
    Ok(match drawn(&app, &visitor, Wanted { sha256, page, fine }).await? {
        Ok(drawn) => {
            let size = format!("{:.2} {:.2}", drawn.width, drawn.height);
            ([(header::CONTENT_TYPE, "image/jpeg".to_owned()), (SIZE, size)], drawn.jpeg).into_response()
        }
        Err(why) => (StatusCode::UNPROCESSABLE_ENTITY, undrawn(&why)).into_response(),
    })
}

/// A page as it is known, or drawn once it is its turn. What waits holds no thread.
async fn drawn(
    app: &Shared,
    visitor: &Visitor,
    wanted: Wanted,
) -> Result<std::result::Result<Drawn, Outcome>, Refusal> {
    let known = |wanted: Wanted| app.work(move |app| Ok(app.pictures.known(&wanted, app.moment().now)));
    if let Some(known) = known(wanted.clone()).await? {
        return Ok(known);
    }
    let turn = app.pictures.turns.take(&visitor.user, &wanted.name()).await?;
    // Somebody else may have had it drawn meanwhile.
    if let Some(known) = known(wanted.clone()).await? {
        return Ok(known);
    }
    app.work(move |app| {
        // Kept to the end of the drawing, even if nobody waits for it any more.
        let _turn = turn;
        Ok(app.pictures.draw(&wanted, app.moment().now)?)
    })
    .await
}

/// What a reviewer is told in the place of a page that cannot be drawn: why, and what to do.
fn undrawn(why: &Outcome) -> String {
    let todo = match why {
        Outcome::Encrypted => "请退回，让考生去掉密码后重新上传。",
        Outcome::Protected => "请退回，让考生用原软件打开，解除保护或打印、截图后重新上传。",
        Outcome::NotADocument => "请退回，让考生上传 PDF、JPEG 或 PNG 文件。",
        Outcome::Damaged { reason: DamageReason::Timeout | DamageReason::OutOfMemory } => {
            "可以刷新再试一次；仍画不出来的，请退回，让考生重新扫描上传。"
        }
        Outcome::Damaged { reason: DamageReason::Unreachable } => {
            "原件读不出来，与考生无关：请联系管理员查看工作文件夹所在的磁盘。"
        }
        Outcome::Read | Outcome::Damaged { .. } => "请退回，让考生重新扫描上传。",
    };
    format!("这一页画不出来（{}）。{todo}", names::outcome(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_that_cannot_be_drawn_is_told_with_what_to_do() {
        let told = undrawn(&Outcome::Encrypted);
        assert!(told.contains("密码") && told.contains("去掉密码"), "{told}");
        let told = undrawn(&Outcome::Damaged { reason: DamageReason::Timeout });
        assert!(told.contains("超时") && told.contains("再试"), "{told}");
        let told = undrawn(&Outcome::Damaged { reason: DamageReason::Unreachable });
        assert!(!told.contains("退回"), "no candidate is to blame for a disk: {told}");
    }

    #[test]
    fn a_page_that_could_not_be_drawn_is_not_drawn_again_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let pictures = Pictures::open(&WorkFolder::make(dir.path()).unwrap()).unwrap();
        let wanted = Wanted { sha256: "ab".repeat(32), page: 1, fine: false };
        let why = Outcome::Damaged { reason: DamageReason::Timeout };
        assert_eq!(pictures.known(&wanted, 100), None);
        pictures.note_failed(&wanted, 100, why.clone());
        assert_eq!(pictures.known(&wanted, 100 + FAILED - 1), Some(Err(why.clone())));
        assert_eq!(pictures.known(&Wanted { page: 2, ..wanted.clone() }, 101), None, "of other pages nothing is known");
        assert_eq!(pictures.known(&wanted, 100 + FAILED), None, "then it is tried again");
        assert_eq!(pictures.known(&wanted, 99), None, "a clock that was set back keeps nothing shut");
    }

    fn drawn(bytes: usize) -> Drawn {
        let jpeg = [&[0xFF, 0xD8][..], &vec![7; bytes], &[0xFF, 0xD9]].concat();
        Drawn { width: 595.2, height: 841.9, jpeg }
    }

    #[test]
    fn a_picture_comes_out_as_it_went_in_and_half_of_one_not_at_all() {
        let bytes = packed(&drawn(100));
        assert_eq!(unpacked(&bytes), Some(drawn(100)));
        assert_eq!(unpacked(&bytes[..50]), None);
    }

    #[test]
    fn what_was_made_longest_ago_goes_first() {
        let dir = tempfile::tempdir().unwrap();
        let work = WorkFolder::make(dir.path()).unwrap();
        let pictures = Pictures { most: 4000, ..Pictures::open(&work).unwrap() };
        for n in 0..5_u64 {
            let place = work.pages().join("ab").join(n.to_string());
            keep(&place, &packed(&drawn(988))).unwrap();
            let made = SystemTime::UNIX_EPOCH + Duration::from_secs(n);
            fs::File::options().write(true).open(&place).unwrap().set_modified(made).unwrap();
        }
        pictures.clear();
        let left: Vec<bool> = (0..5).map(|n| work.pages().join("ab").join(n.to_string()).exists()).collect();
        assert_eq!(left, [false, false, true, true, true]);
    }
}
