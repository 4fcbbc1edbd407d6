//! `hecha models`: gets the recognition networks, and says what of them is here.

use std::path::Path;

use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::models::{self, Fetching, Located, NotFetched, Settings};

/// Gets the networks and ONNX Runtime into the cache, telling each step.
///
/// # Errors
/// Where the networks could not be had.
pub fn fetch(lang: Lang, attended: bool, say: &mut dyn FnMut(&str)) -> Result<()> {
    models::fetch(attended, &mut |step| say(&step_told(&step, lang)))
        .map_err(|why| Error::ModelsNotFetched { why: why.to_string() })
}

/// What is here, fetching it first where it is not and the user named no folder. A run goes on without: pages that need
/// the networks then say so, and this says it once.
pub fn ensure(settings: &Settings, lang: Lang, attended: bool, say: &mut dyn FnMut(&str)) -> Located {
    let located = models::locate(settings);
    if located.networks.is_some() || settings.folder.is_some() {
        if located.engine_name().is_none() {
            say(&missing_told(&located, None, lang));
        }
        return located;
    }
    say(lang.pick("第一次使用，先下载文字识别模型：", "First use: the recognition networks are fetched."));
    let fetched = models::fetch(attended, &mut |step| say(&step_told(&step, lang)));
    let located = models::locate(settings);
    if located.engine_name().is_none() {
        say(&missing_told(&located, fetched.err().as_ref(), lang));
    }
    located
}

/// What is here, line by line.
#[must_use]
pub fn status(settings: &Settings, lang: Lang) -> Vec<String> {
    let located = models::locate(settings);
    let mut lines = Vec::new();
    let place = |path: Option<&Path>| match path {
        Some(path) => path.display().to_string(),
        None => lang.pick("没有", "not here").to_owned(),
    };
    let (detection, recognition) = located.networks.as_ref().map_or((None, None), |(d, r)| (Some(d), Some(r)));
    let library = located.library.as_ref().map(|library| &library.path);
    lines.push(format!("{}{}", lang.pick("检测模型：", "detection network: "), place(detection.map(AsRef::as_ref))));
    lines.push(format!(
        "{}{}",
        lang.pick("识别模型：", "recognition network: "),
        place(recognition.map(AsRef::as_ref))
    ));
    let first = located.first.as_ref();
    let first = if settings.thorough {
        lang.pick("不用（--thorough）", "not used (--thorough)").to_owned()
    } else {
        place(first.and_then(|first| first.recognition.parent()))
    };
    lines.push(format!("{}{first}", lang.pick("先读的小模型：", "smaller networks, which read first: ")));
    lines.push(format!("ONNX Runtime{}{}", lang.pick("：", ": "), place(library.map(AsRef::as_ref))));
    let engine = located.engine_name();
    let engine = engine.as_deref().unwrap_or(lang.pick("没有，扫描件读不了", "none, scans cannot be read"));
    lines.push(format!("{}{engine}", lang.pick("识别引擎：", "engine: ")));
    lines.extend(located.doubtful.iter().map(|doubtful| {
        let path = doubtful.path.display();
        lang.pick(format!("没有采用 {path}：{}", doubtful.why), format!("not used, {path}: {}", doubtful.why))
    }));
    if located.engine_name().is_none() {
        lines.push(missing_told(&located, None, lang));
    }
    lines
}

/// A step of fetching, as told to a person.
fn step_told(step: &Fetching, lang: Lang) -> String {
    match step {
        Fetching::Present { what } => lang.pick(format!("{what} 已经在缓存里"), format!("{what} is in the cache")),
        Fetching::Downloading { what, bytes } => {
            let megabytes = bytes.div_ceil(1_000_000);
            lang.pick(format!("正在下载 {what}（{megabytes} MB）……"), format!("downloading {what} ({megabytes} MB) …"))
        }
        Fetching::Unpacking { what } => {
            lang.pick(format!("正在校验并解压 {what}……"), format!("checking and unpacking {what} …"))
        }
        Fetching::WithoutFirst { why } => lang.pick(
            format!("没有取到先读的小模型（{why}），全部由大模型读：一样准，慢一些。"),
            format!(
                "The smaller networks were not fetched ({why}); the larger ones read everything: as well, and slower."
            ),
        ),
        Fetching::WithoutLibrary { why } => lang.pick(
            format!("没有取到 ONNX Runtime（{why}），改用内置引擎 rten：一样准，慢一些。"),
            format!("ONNX Runtime was not fetched ({why}); rten reads instead: as well, and slower."),
        ),
    }
}

/// That nobody can read pictures, and what to do about it.
pub(super) fn missing_told(located: &Located, why: Option<&NotFetched>, lang: Lang) -> String {
    let why = match (why, located.networks.is_some()) {
        (Some(why), _) => why.to_string(),
        (None, true) => lang.pick("要求用 ONNX Runtime，但没有找到它的库文件", "ONNX Runtime is not here").to_owned(),
        (None, false) => lang.pick("没有找到识别模型", "the networks are not here").to_owned(),
    };
    lang.pick(
        format!("扫描件和照片这次读不了（{why}），会标为“无法识读”，留给人工。{}", Error::models_next(Lang::Zh)),
        format!("Scans and photos cannot be read ({why}) and are flagged. {}", Error::models_next(Lang::En)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_networks_is_told_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { folder: Some(folder.path().to_owned()), ..Settings::default() };
        // The cache of the machine that runs the tests may hold them.
        if models::locate(&settings).networks.is_some() {
            return;
        }
        let mut said = Vec::new();
        let located = ensure(&settings, Lang::Zh, false, &mut |line| said.push(line.to_owned()));
        assert_eq!(located.fingerprint(), "ocr none");
        assert!(said.len() == 1 && said[0].contains("pip download rapidocr==3.10.0"), "{said:?}");
    }

    #[test]
    fn a_library_that_is_not_to_be_had_is_no_failure() {
        let told = step_told(&Fetching::WithoutLibrary { why: NotFetched::NoPlatform }, Lang::Zh);
        assert!(told.contains("rten"), "{told}");
    }
}
