//! What `hecha --version` says: which program this is, and by what and for whom it was built.

use crate::lang::Lang;

/// The fingerprint of the part that reads files, made when the program was built.
pub(super) const READER: &str = env!("HECHA_READER");

/// The version with the fingerprint of the part that judges what was read: it decides what a run finds, as the reader does.
pub(super) fn program() -> String {
    format!("{}+{}", env!("CARGO_PKG_VERSION"), env!("HECHA_JUDGE"))
}

/// The version with the facts of the build, a line each.
pub(super) fn long(lang: Lang) -> String {
    format!(
        "{}\n{}{} ({})\n{}{}\n{}{READER}\n{}{}",
        env!("CARGO_PKG_VERSION"),
        lang.pick("平台：", "target: "),
        env!("HECHA_TARGET"),
        env!("HECHA_PROFILE"),
        lang.pick("编译器：", "compiler: "),
        env!("HECHA_RUSTC"),
        lang.pick("读取程序：", "reader: "),
        lang.pick("内置规则包：", "rule packs inside: "),
        super::arguments::USUAL_PACK,
    )
}
