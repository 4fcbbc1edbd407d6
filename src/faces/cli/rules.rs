//! `hecha rules`: the rule packs that ship inside, the ledger of one, and what is wrong with a file.

use clap::ArgMatches;
use unicode_width::UnicodeWidthStr;

use super::{Ended, arguments, ledger, terminal::say};
use crate::{
    Error, Result,
    lang::Lang,
    pipeline::Rules,
    rulebook::{BUILTIN, Pack},
};

pub(super) fn run(found: &ArgMatches, lang: Lang) -> Result<Ended> {
    match found.subcommand() {
        Some((arguments::CHECK, found)) => say(&checked(named(found), lang)?),
        Some((arguments::SHOW, found)) => say(&ledger::shown(&Rules::load(named(found))?.pack, lang)),
        _ => say(&listed(lang)?),
    }
    Ok(Ended::Done)
}

fn named(found: &ArgMatches) -> &str {
    found.get_one::<String>("pack").map_or(arguments::USUAL_PACK, String::as_str)
}

/// The packs that ship inside, one a line.
fn listed(lang: Lang) -> Result<String> {
    let mut lines = Vec::new();
    for (name, _) in BUILTIN {
        let pack = Rules::load(name)?.pack;
        let gap = " ".repeat(34_usize.saturating_sub(name.width()));
        lines.push(format!("{name}{gap}{}", pack.title));
    }
    lines.push(String::new());
    lines.push(
        lang.pick(
            "也可以自己写：rules/ 里的文件就是样子，写好后先运行 hecha rules check 文件。",
            "A bureau may write its own: the files in rules/ show how; then run hecha rules check FILE.",
        )
        .to_owned(),
    );
    Ok(lines.join("\n"))
}

/// What a pack holds, when nothing is wrong with it.
fn checked(name: &str, lang: Lang) -> Result<String> {
    let text = Rules::text(name)?;
    let pack = Pack::examine(&text).map_err(|faults| {
        let all = |lang: Lang| faults.iter().map(|fault| fault.told(lang)).collect::<Vec<_>>().join("\n  ");
        Error::PackInvalid { name: name.to_owned(), why: all(Lang::En), zh: all(Lang::Zh) }
    })?;
    let (clauses, people) = (pack.clause.len(), pack.left_to_people().count());
    let (held, routes, rows) = (clauses - people, pack.education.len(), pack.eligibility.len());
    Ok(lang.pick(
        format!(
            "没有发现问题：{}（{}）\n条款{clauses}条：{held}条由检查核对，{people}条由人核对；学历证明{routes}行，报考条件{rows}行。",
            pack.name, pack.title
        ),
        format!(
            "Nothing is wrong with {} ({}).\n{clauses} clauses: {held} held by checks, {people} left to people; {routes} rows \
             of education proofs, {rows} of eligibility.",
            pack.name, pack.title
        ),
    ))
}
