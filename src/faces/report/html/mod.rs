//! One self-contained page for a browser: a candidate, or a whole run, with every flag beside the spot on the paper.
//! Nothing is fetched when it is opened; it can be printed and carried to another room. It holds personal data.
//!
//! Pictures of pages are drawn by workers, never by this process: see [`pictures`].

mod candidate;
mod pictures;
#[cfg(test)]
mod tests;

use std::io::Write;

use rayon::prelude::*;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Broken, Source};
use crate::{
    Result,
    faces::{names, view::timeline},
    model::{FieldName, Severity},
    rulebook::Pack,
    store::{CandidateResult, Digest},
};

pub use pictures::{Artist, Pictures};

const STYLE: &str = include_str!("style.css");

/// What a page is made of.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The results that stand.
    pub source: &'a Source<'a>,
    /// The rules they were found by.
    pub pack: &'a Pack,
    /// One candidate alone, by ticket number.
    pub only: Option<&'a str>,
    /// Who draws the papers.
    pub artist: &'a dyn Artist,
    /// Called after each candidate.
    pub step: &'a (dyn Fn() + Sync),
}

/// Writes the page, a candidate at a time, so that a big run needs no big memory. Says how many candidates are in it.
pub fn write(of: &Shown<'_>, out: &mut dyn Write) -> Result<usize, Broken> {
    let digests = wanted(of)?;
    out.write_all(head(of, &digests).into_string().as_bytes())?;
    // Drawn by many workers, written in order, and no more at a time than memory has room for.
    for some in digests.chunks(AT_A_TIME) {
        let sections = some.par_iter().map(|digest| {
            let section = section(of, digest);
            (of.step)();
            section
        });
        for section in sections.collect::<Result<Vec<_>>>()?.into_iter().flatten() {
            out.write_all(section.as_bytes())?;
        }
    }
    out.write_all(b"</main></body></html>\n")?;
    out.flush()?;
    Ok(digests.len())
}

/// So many candidates' sections stand in memory at once.
const AT_A_TIME: usize = 32;

/// The section of a candidate.
fn section(of: &Shown<'_>, digest: &Digest) -> Result<Option<String>> {
    let Some(result) = of.source.store.result(of.source.id, digest.place)? else { return Ok(None) };
    let pictures = Pictures::new(of.artist);
    let years = of.source.run.day.parse().ok().and_then(|day| timeline::timeline(&result, of.pack, day));
    let section = candidate::section(digest.place, &result, of.pack, years.as_ref(), &pictures);
    Ok(Some(section.into_string()))
}

/// How many candidates the page will hold.
pub fn count(of: &Shown<'_>) -> Result<usize> {
    Ok(wanted(of)?.len())
}

/// The candidates that are in it.
fn wanted(of: &Shown<'_>) -> Result<Vec<Digest>> {
    let mut digests = of.source.store.digests(of.source.id)?;
    digests.retain(|digest| match of.only {
        Some(only) => digest.ticket_no.as_deref() == Some(only),
        None => digest.needs_review(),
    });
    Ok(digests)
}

/// The head of the page up to the first candidate. It leaves `main` open.
fn head(of: &Shown<'_>, digests: &[Digest]) -> Markup {
    let run = &of.source.run;
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"zh-CN\">"))
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
            title { "核查结果 " (run.day) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("<body><main>"))
        header {
            h1 { "考后人工核查结果" }
            p { (run.pack_title) " · 基准日 " (run.day) " · 花名册 " (run.roster) }
            p.note { "“疑点”是请人复核的理由，不是结论。含个人信息，只供本次核查使用，请勿外传：文字中的身份证号已遮盖，材料图像中的没有。" }
            @if digests.is_empty() { p { "没有需要人看的考生。" } }
        }
        @if digests.len() > 1 { (contents(digests)) }
    }
}

/// The list of those who are in it, with why.
fn contents(digests: &[Digest]) -> Markup {
    html! {
        nav aria-label="目录" {
            table {
                thead { tr { th { "准考证号" } th { "姓名" } th { "疑点" } } }
                tbody {
                    @for digest in digests {
                        tr {
                            td { a href={ "#c" (digest.place) } { (digest.ticket_no.as_deref().unwrap_or("名单以外")) } }
                            td { (digest.name.as_deref().unwrap_or("")) }
                            td { (why(digest)) }
                        }
                    }
                }
            }
        }
    }
}

/// The names of what is to be looked at, the gravest first, each once.
fn why(digest: &Digest) -> String {
    let mut all: Vec<&str> = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        for flag in digest.flags.iter().filter(|flag| flag.severity == severity) {
            let name = names::code(flag.code);
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
    all.join("、")
}

/// A cell of the roster.
fn cell(result: &CandidateResult, field: FieldName) -> &str {
    result.candidate.as_ref().and_then(|candidate| candidate.text(field)).unwrap_or("")
}
