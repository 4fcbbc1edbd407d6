//! The name of an upload: its path below the uploads folder as text, `/` between the parts.
//!
//! A name is text even where the file system's is not. Archives made on Chinese Windows and unpacked elsewhere leave
//! names in GB18030; these are decoded, because they hold the names of candidates. What is in no encoding is written
//! byte by byte after a replacement character (`�B1`). [`all`] sees to it that no two files get the same name.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use encoding_rs::GB18030;

/// Gives each path, relative to the uploads folder, a name of its own, in the order of the paths.
pub(super) fn all(paths: &[PathBuf]) -> Vec<String> {
    // Names that are text as they are keep them; the decoded ones give way.
    let mut used: BTreeSet<String> = paths.iter().filter_map(|p| plain(p)).collect();
    paths
        .iter()
        .map(|path| {
            if let Some(name) = plain(path) {
                return name;
            }
            let decoded = joined(path, decode);
            let mut name = if used.contains(&decoded) { joined(path, escape) } else { decoded };
            while used.contains(&name) {
                name.push('\u{FFFD}');
            }
            used.insert(name.clone());
            name
        })
        .collect()
}

/// The name of one path, for messages; two paths may share it.
pub(super) fn one(path: &Path) -> String {
    plain(path).unwrap_or_else(|| joined(path, decode))
}

fn plain(path: &Path) -> Option<String> {
    parts(path).map(OsStr::to_str).collect::<Option<Vec<_>>>().map(|parts| parts.join("/"))
}

fn joined(path: &Path, text: fn(&OsStr) -> String) -> String {
    parts(path).map(text).collect::<Vec<_>>().join("/")
}

fn parts(path: &Path) -> impl Iterator<Item = &OsStr> {
    path.components().filter_map(|component| match component {
        Component::Normal(part) => Some(part),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    })
}

fn decode(part: &OsStr) -> String {
    if let Some(text) = part.to_str() {
        return text.to_owned();
    }
    let (text, broken) = GB18030.decode_without_bom_handling(part.as_encoded_bytes());
    if broken { escape(part) } else { text.into_owned() }
}

fn escape(part: &OsStr) -> String {
    let mut name = String::new();
    for chunk in part.as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\u{FFFD}{byte:02X}"));
        }
    }
    name
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    fn path(bytes: &[u8]) -> PathBuf {
        PathBuf::from(OsStr::from_bytes(bytes))
    }

    #[test]
    fn text_stays_as_it_is() {
        assert_eq!(all(&["王明/身份证 1.pdf".into()]), ["王明/身份证 1.pdf"]);
    }

    #[test]
    fn gb18030_is_decoded_part_by_part() {
        let (gbk, _, _) = GB18030.encode("报名表.pdf");
        let mut bytes = "王明/".as_bytes().to_vec();
        bytes.extend_from_slice(&gbk);
        assert_eq!(all(&[path(&bytes)]), ["王明/报名表.pdf"]);
    }

    #[test]
    fn no_two_files_share_a_name() {
        let (gbk, _, _) = GB18030.encode("报名表.pdf");
        let names = all(&[path(&gbk), "报名表.pdf".into(), path(b"a\xFF"), path("a\u{FFFD}FF".as_bytes())]);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 4, "{names:?}");
        assert_eq!(names[1], "报名表.pdf");
    }
}
