//! The typeface papers are set in: a Chinese one that this machine has. None ships with the program, because a whole
//! Chinese typeface is as large as the program itself.

use std::path::PathBuf;

use ab_glyph::FontVec;
use fontdb::{Database, Family, Query, Source};

use crate::{Error, Result, read::Fonts, worker};

/// Families that set Simplified Chinese, the best for print first: what Debian, Windows and macOS come with.
const FAMILIES: &[&str] = &[
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "SimSun",
    "宋体",
    "NSimSun",
    "STSong",
    "Songti SC",
    "FangSong",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "微软雅黑",
    "SimHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL UMing CN",
    "AR PL UKai CN",
];

/// A typeface: the bytes of its file, and which face of a collection it is.
pub struct Typeface {
    pub(super) bytes: Vec<u8>,
    pub(super) index: u32,
    advances: Advances,
}

impl std::fmt::Debug for Typeface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typeface").field("index", &self.index).finish_non_exhaustive()
    }
}

impl Typeface {
    /// The one in this file, or the best that the machine has.
    pub fn find(file: Option<PathBuf>) -> Result<Self> {
        let mut fonts = Database::new();
        if let Some(path) = &file {
            fonts.load_font_file(path).map_err(|e| Error::io(path, e))?;
            let first = fonts.faces().next().map(|face| face.id);
            return first.and_then(|id| Self::of(&fonts, id)).ok_or(Error::NoTypeface { path: file });
        }
        fonts.load_system_fonts();
        let named = |name: &&str| fonts.query(&Query { families: &[Family::Name(name)], ..Query::default() });
        FAMILIES.iter().filter_map(named).find_map(|id| Self::of(&fonts, id)).ok_or(Error::NoTypeface { path: None })
    }

    /// Where the best that the machine has is, for workers that draw pages.
    #[must_use]
    pub fn place() -> Option<worker::Typeface> {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        let named = |name: &&str| fonts.query(&Query { families: &[Family::Name(name)], ..Query::default() });
        FAMILIES.iter().filter_map(named).find_map(|id| {
            let face = fonts.face(id)?;
            match &face.source {
                Source::File(path) | Source::SharedFile(path, _) => {
                    Some(worker::Typeface { path: path.clone(), index: face.index })
                }
                Source::Binary(_) => None,
            }
        })
    }

    /// As fonts for pages that bring none of their own.
    #[must_use]
    pub fn fonts(self) -> Fonts {
        Fonts::with_chinese(self.bytes, self.index)
    }

    /// Its letters, to write on a picture with.
    #[must_use]
    pub fn letters(&self) -> Option<FontVec> {
        FontVec::try_from_vec_and_index(self.bytes.clone(), self.index).ok()
    }

    fn of(fonts: &Database, id: fontdb::ID) -> Option<Self> {
        let (bytes, index) = fonts.with_face_data(id, |data, index| (data.to_vec(), index))?;
        let advances = Advances::of(&bytes, index)?;
        Some(Self { bytes, index, advances })
    }

    /// How wide a character is at this size, in points.
    pub(super) fn width_of(&self, character: char, size: f32) -> f32 {
        self.advances.of_character(character) * size
    }

    /// How wide a text is at this size, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.width_of(c, size)).sum()
    }
}

/// How far each character moves the pen, in ems. Nearly all Chinese characters are one em wide: only others are kept.
struct Advances {
    others: std::collections::BTreeMap<char, f32>,
}

/// The last character whose width is asked for one by one; behind it everything is taken to be one em wide.
const LAST: u32 = 0x2FFF;

impl Advances {
    fn of(bytes: &[u8], index: u32) -> Option<Self> {
        let face = ttf_parser::Face::parse(bytes, index).ok()?;
        // A face without these cannot set a Chinese sentence.
        "核查公示名单".chars().all(|c| face.glyph_index(c).is_some()).then_some(())?;
        let em = f32::from(face.units_per_em());
        let others = (0x20..=LAST).filter_map(char::from_u32).filter_map(|c| {
            let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
            Some((c, f32::from(advance) / em))
        });
        Some(Self { others: others.collect() })
    }

    fn of_character(&self, character: char) -> f32 {
        self.others.get(&character).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_typeface_is_told_by_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("字体.ttf");
        std::fs::File::create_new(&path).unwrap();
        assert!(matches!(Typeface::find(Some(path.clone())), Err(Error::NoTypeface { path: Some(p) }) if p == path));
        let missing = dir.path().join("没有.ttf");
        assert!(Typeface::find(Some(missing)).is_err());
    }

    #[test]
    fn chinese_is_square_and_latin_is_narrower() {
        let Ok(typeface) = Typeface::find(None) else { return };
        assert!((typeface.width("核查", 10.0) - 20.0).abs() < 0.1);
        assert!(typeface.width("li", 10.0) < 10.0);
    }
}
