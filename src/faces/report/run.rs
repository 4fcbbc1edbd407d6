//! How a run went, for whoever keeps the machine: counts, times, the slowest files, why files could not be read, and what
//! was read with. It names files by their fingerprints and nobody at all, so that it can be sent to somebody who may not see
//! papers.

#![expect(clippy::disallowed_methods, reason = "the report stands in the folder of logs")]

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    lang::Lang,
    pipeline::{Fate, Stage, Summary},
    store::{Run, WorkFolder},
};

/// Behind the moment in the name of a report's file.
const NAME: &str = "-report.json";

/// The report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    /// Version of the program, and of what judges.
    pub program: String,
    /// What files were read with: reader, engine and networks.
    pub reader: String,
    /// Processors and memory.
    pub machine: String,
    /// Walls that the readers lacked, in English.
    pub walls_missing: Vec<String>,
    /// The rule pack.
    pub pack: String,
    /// When it began.
    pub started_at: String,
    /// Seconds each stage took.
    pub seconds: BTreeMap<String, f64>,
    /// Candidates on the roster.
    pub candidates: u64,
    /// Of these, how many a person must look at.
    pub review: u64,
    /// Files by how reading them ended.
    pub files: BTreeMap<String, u64>,
    /// Files that were to be read in this run.
    pub read_now: u64,
    /// Files a second while they were read.
    pub files_per_second: Option<f64>,
    /// Files that were not read for a reason that says nothing about them.
    pub unread: u64,
    /// Files that count as damaged, by reason.
    pub causes: BTreeMap<String, u64>,
    /// Pages, and documents in them.
    pub pages: u64,
    /// Documents.
    pub documents: u64,
    /// Flags by code.
    pub flags: BTreeMap<String, u64>,
    /// What intake met, by kind.
    pub troubles: BTreeMap<String, u64>,
    /// The files that took longest: the beginning of their fingerprints, and seconds.
    pub slowest: Vec<(String, f64)>,
}

/// What of a run the report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Went<'a> {
    /// Its record.
    pub run: &'a Run,
    /// What it came to.
    pub summary: &'a Summary,
    /// How long each stage took.
    pub stages: &'a [(Stage, Duration)],
    /// The files that took longest.
    pub slowest: &'a [(String, Duration)],
    /// The walls that readers lacked.
    pub walls: &'a [crate::worker::Wall],
}

impl RunReport {
    /// The report of a run.
    #[must_use]
    pub fn of(went: Went<'_>) -> Self {
        let summary = went.summary;
        let counted = |words: &mut BTreeMap<String, u64>, word: String, n: u64| *words.entry(word).or_default() += n;
        let (mut files, mut causes, mut flags, mut troubles) = <(BTreeMap<_, _>, BTreeMap<_, _>, _, _)>::default();
        for (fate, n) in &summary.files {
            counted(&mut files, fate_word(*fate).to_owned(), *n);
        }
        for (reason, n) in &summary.causes {
            let word = serde_json::to_value(reason).ok().and_then(|word| word.as_str().map(str::to_owned));
            counted(&mut causes, word.unwrap_or_default(), *n);
        }
        for ((_, code), n) in &summary.flags {
            counted(&mut flags, code.to_string(), *n);
        }
        for trouble in &summary.troubles {
            counted(&mut troubles, trouble.word().to_owned(), 1);
        }
        let mut seconds = BTreeMap::new();
        for (stage, took) in went.stages {
            *seconds.entry(stage_word(*stage).to_owned()).or_default() += tenths(*took);
        }
        let reading =
            went.stages.iter().find(|(stage, _)| *stage == Stage::Reading).map(|(_, took)| took.as_secs_f64());
        Self {
            program: went.run.program.clone(),
            reader: went.run.reader.clone(),
            machine: crate::worker::machine(),
            walls_missing: went.walls.iter().map(|wall| wall.told(Lang::En).to_owned()).collect(),
            pack: went.run.pack.clone(),
            started_at: went.run.started_at.clone(),
            seconds,
            candidates: summary.candidates,
            review: summary.review,
            files,
            read_now: summary.read_now,
            files_per_second: reading
                .filter(|took| *took > 0.0 && summary.read_now > 0)
                .map(|took| (summary.read_now as f64 / took * 10.0).round() / 10.0),
            unread: summary.unread,
            causes,
            pages: summary.pages,
            documents: summary.documents,
            flags,
            troubles,
            slowest: (went.slowest.iter())
                .map(|(sha256, took)| (sha256.get(..12).unwrap_or(sha256).to_owned(), tenths(*took)))
                .collect(),
        }
    }

    /// Keeps it beside the run's log, which has this moment in its name.
    pub fn keep(&self, folder: &WorkFolder, moment: &str) -> Result<()> {
        let path = folder.logs().join(format!("{moment}{NAME}"));
        fs::write(&path, serde_json::to_string(self).unwrap_or_default() + "\n").map_err(|e| Error::io(path, e))
    }

    /// That of the last run; `None` where there is none.
    pub fn last(folder: &WorkFolder) -> Result<Option<Self>> {
        let logs = folder.logs();
        let Ok(entries) = fs::read_dir(&logs) else { return Ok(None) };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let Some(name) = names.filter(|name| name.ends_with(NAME)).max() else { return Ok(None) };
        let path = logs.join(name);
        let text = fs::read_to_string(&path).map_err(|e| Error::io(path, e))?;
        Ok(serde_json::from_str(&text).ok())
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// For people.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let listed = |words: &BTreeMap<String, u64>| {
            let some: Vec<String> = words.iter().map(|(word, n)| format!("{word} {n}")).collect();
            if some.is_empty() { lang.pick("无", "none").to_owned() } else { some.join(lang.pick("，", ", ")) }
        };
        let seconds: Vec<String> = self.seconds.iter().map(|(stage, took)| format!("{stage} {took} s")).collect();
        let slowest: Vec<String> = self.slowest.iter().map(|(sha256, took)| format!("{sha256} {took} s")).collect();
        let rate = self.files_per_second.map_or_else(|| "-".to_owned(), |rate| format!("{rate}/s"));
        let rows = [
            ("开始", "began", self.started_at.clone()),
            ("程序", "program", self.program.clone()),
            ("读取方式", "read with", self.reader.clone()),
            ("机器", "machine", self.machine.clone()),
            ("缺少的隔离", "walls missing", self.walls_missing.join("; ")),
            ("规则包", "rule pack", self.pack.clone()),
            ("各阶段用时", "stages", seconds.join(lang.pick("，", ", "))),
            ("考生 / 需复核", "candidates / to review", format!("{} / {}", self.candidates, self.review)),
            ("文件", "files", listed(&self.files)),
            ("本次读取 / 速度", "read now / rate", format!("{} / {rate}", self.read_now)),
            ("没有读成（与材料无关）", "not read (no fault of theirs)", self.unread.to_string()),
            ("读不出的原因", "causes", listed(&self.causes)),
            ("页 / 材料", "pages / documents", format!("{} / {}", self.pages, self.documents)),
            ("疑点", "flags", listed(&self.flags)),
            ("收取时的问题", "troubles", listed(&self.troubles)),
            ("最慢的文件", "slowest files", slowest.join(lang.pick("，", ", "))),
        ];
        let lines = rows.into_iter().filter(|(_, _, value)| !value.is_empty());
        lines
            .map(|(zh, en, value)| lang.pick(format!("{zh}：{value}"), format!("{en}: {value}")))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Seconds to a tenth.
fn tenths(took: Duration) -> f64 {
    (took.as_secs_f64() * 10.0).round() / 10.0
}

const fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Read => "read",
        Fate::Encrypted => "encrypted",
        Fate::Damaged => "damaged",
        Fate::NotADocument => "not-a-document",
    }
}

const fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::TakingIn => "1-taking-in",
        Stage::Reading => "2-reading",
        Stage::Sorting => "3-sorting",
        Stage::LookingUp => "looking-up",
        Stage::Checking => "4-checking",
        Stage::Drawing => "drawing",
    }
}
