//! How long it takes from a key to the next candidate on the screen. `scripts/bench-review` runs it; it is no test.

use std::fs;
use std::path::Path;

use super::desk::{copy_folder, reviewed, screen};
use crate::support;

/// How many candidates are decided.
const MANY: usize = 200;

/// A folder with so many candidates: those of the fixtures again and again under numbers of their own.
fn many(folder: &Path) {
    let roster = fs::read_to_string(support::fixtures("roster.csv")).unwrap();
    let (header, rows) = roster.split_once('\n').unwrap();
    let tickets: Vec<&str> = rows
        .lines()
        .filter_map(|row| row.split(',').find(|cell| cell.starts_with("43012498010") && cell.len() == 13))
        .collect();
    let mut written = vec![header.to_owned()];
    for number in 0..=MANY {
        let at = number % tickets.len();
        let own = format!("43012498{:05}", 20_000 + number);
        written.push(rows.lines().nth(at).unwrap().replace(tickets[at], &own));
        let uploads = support::fixtures("uploads").join(tickets[at]);
        if uploads.is_dir() {
            copy_folder(&uploads, &folder.join("上传").join(own));
        }
    }
    fs::write(folder.join("名单.csv"), written.join("\n")).unwrap();
}

#[test]
#[ignore = "a measurement; scripts/bench-review runs it"]
fn from_a_key_to_the_next_candidate_on_the_screen() {
    let dir = tempfile::tempdir().unwrap();
    many(dir.path());
    screen(dir.path(), &dir.path().join("名单.csv"), "changsha-2024-social-worker");
    reviewed(&dir.path().join("工作"), async |_, browser| {
        browser.come_in("甲").await;
        browser.go("/?part=all").await;
        browser.press("j").await;
        browser.press("\u{E007}").await;
        browser.wait("document.querySelector('#candidate image[href]') !== null").await;
        // The first ones draw pages that nobody has drawn yet; they count too.
        for _ in 0..MANY {
            let before = browser.tell("document.querySelector('#candidate').dataset.ticket").await;
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
            browser.press("1").await;
            browser.wait(&format!("document.querySelector('#candidate').dataset.ticket !== {before}")).await;
        }
        browser.wait(&format!("performance.getEntriesByName('next candidate').length >= {}", MANY - 5)).await;
        let told = browser.tell("performance.getEntriesByName('next candidate').map(e => e.duration)").await;
        let mut times: Vec<f64> = support::list(&told).iter().filter_map(serde_json::Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        eprintln!(
            "{} candidates: median {:.0} ms, 95 % {:.0} ms, longest {:.0} ms",
            times.len(),
            at(50),
            at(95),
            at(100)
        );
        assert!(at(50) < 100.0, "the median is under a tenth of a second");
    });
}
