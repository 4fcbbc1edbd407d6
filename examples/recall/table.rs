//! What was measured, as tables for people.

use std::collections::BTreeMap;

use hecha_fixtures::writer::Paper;
use hecha_fixtures::writer::score::{Score, Tally};

/// A kind with its papers and their scores.
pub(crate) type Kind = (&'static str, Vec<(Paper, Score)>);

/// One table by kind, one by kind and field.
pub(crate) fn print(all: &[Kind]) {
    println!(
        "{:<33}{:>7}{:>8}{:>8}{:>9}{:>8}{:>8}{:>9}",
        "kind", "papers", "kind", "pages", "fields", "wrong", "extra", "entries"
    );
    let mut total = Score::default();
    let mut sums = Vec::new();
    for (kind, papers) in all {
        let mut sum = Score::default();
        papers.iter().for_each(|(_, score)| sum.add(score));
        line(kind, &sum);
        total.add(&sum);
        sums.push((*kind, sum));
    }
    if all.len() > 1 {
        line("all", &total);
    }
    println!("\n{:<27}{:<24}{:>8}{:>8}{:>8}{:>8}", "kind", "field", "recall", "wrong", "extra", "of");
    for (kind, sum) in &sums {
        for (name, tally) in &sum.fields {
            row(kind, name, *tally);
        }
        if sum.entries.asked > 0 {
            row(kind, "entries, all keys", sum.entries);
        }
        for (key, tally) in &sum.keys {
            row(kind, &format!("  {key}"), *tally);
        }
    }
    for (kind, papers) in all {
        by_structure(kind, papers);
    }
}

/// How each structure of the grammar does, the worst first: where to look.
fn by_structure(kind: &str, papers: &[(Paper, Score)]) {
    let mut structures: BTreeMap<usize, Score> = BTreeMap::new();
    for (paper, score) in papers {
        structures.entry(paper.structure).or_default().add(score);
    }
    if structures.len() < 2 {
        return;
    }
    println!("\n{kind}: structures of the grammar, papers, kind, fields, entries");
    let mut rows: Vec<_> = structures.into_iter().collect();
    rows.sort_by(|a, b| a.1.all_fields().recall().total_cmp(&b.1.all_fields().recall()));
    for (number, score) in rows {
        println!(
            "  {number:>3}{:>7}{:>9}{:>9}{:>9}",
            score.papers,
            percent(score.kind),
            percent(score.all_fields()),
            percent(score.entries)
        );
    }
}

fn line(kind: &str, sum: &Score) {
    let fields = sum.all_fields();
    println!(
        "{kind:<33}{:>7}{:>8}{:>8}{:>9}{:>8}{:>8}{:>9}",
        sum.papers,
        percent(sum.kind),
        percent(sum.split),
        percent(fields),
        fields.wrong,
        fields.extra,
        percent(sum.entries)
    );
}

fn row(kind: &str, name: &str, tally: Tally) {
    println!("{kind:<27}{name:<24}{:>8}{:>8}{:>8}{:>8}", percent(tally), tally.wrong, tally.extra, tally.asked);
}

fn percent(tally: Tally) -> String {
    if tally.asked == 0 { "—".to_owned() } else { format!("{:.1}", 100.0 * tally.recall()) }
}

/// Up to so many mistakes of each kind.
pub(crate) fn mistakes(all: &[Kind], most: usize) {
    for (kind, papers) in all {
        let every = papers.iter().flat_map(|(paper, score)| score.mistakes.iter().map(move |mistake| (paper, mistake)));
        for (paper, mistake) in every.take(most) {
            println!(
                "{kind} seed {} structure {}: {}: printed {:?}, read {:?}",
                paper.seed, paper.structure, mistake.what, mistake.expected, mistake.found
            );
        }
    }
}
