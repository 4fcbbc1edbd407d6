//! How far a run is: a bar when a person watches, a line now and then when the words go to a file.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::terminal;
use crate::{
    lang::Lang,
    pipeline::{Nobody, Stage, Watch},
};

/// How often at most a line is written.
const PAUSE: Duration = Duration::from_secs(15);

/// Whoever watches this run.
pub(super) fn watcher(quiet: bool, lang: Lang) -> Box<dyn Watch> {
    if quiet {
        Box::new(Nobody)
    } else if terminal::watched() {
        Box::new(Bar { lang, bar: Mutex::new(ProgressBar::hidden()), ahead: Mutex::default() })
    } else {
        Box::new(Lines { lang, at: Mutex::new(None), ahead: Mutex::default() })
    }
}

const fn name(stage: Stage, lang: Lang) -> &'static str {
    let (zh, en) = match stage {
        Stage::TakingIn => ("收取材料", "taking in "),
        Stage::Reading => ("读取文件", "reading   "),
        Stage::Sorting => ("整理材料", "sorting   "),
        Stage::LookingUp => ("联网查询", "looking up"),
        Stage::Checking => ("核对考生", "checking  "),
        Stage::Drawing => ("画页面", "drawing   "),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A span of time as people say it.
pub(super) fn span(time: Duration, lang: Lang) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => lang.pick(format!("{seconds} 秒"), format!("{seconds} s")),
        (0, _) => lang.pick(format!("{minutes} 分 {seconds} 秒"), format!("{minutes} min {seconds} s")),
        _ => lang.pick(format!("{hours} 小时 {minutes} 分"), format!("{hours} h {minutes} min")),
    }
}

/// What the stages behind reading cost for each upload or candidate, in processor time; measured on text papers.
const SORTING: Duration = Duration::from_millis(8);
const CHECKING: Duration = Duration::from_millis(6);

/// How much is to be done after the stage that is under way: whoever asks when it will be over means all of it.
#[derive(Debug, Clone, Copy, Default)]
struct Ahead {
    uploads: u64,
}

impl Ahead {
    /// A stage begins.
    fn begin(&mut self, stage: Stage, steps: Option<u64>) {
        if let (Stage::TakingIn, Some(steps)) = (stage, steps) {
            self.uploads = steps;
        }
    }

    /// How long the stages after this one will take, about.
    fn after(self, stage: Stage) -> Duration {
        let each = match stage {
            Stage::Reading => SORTING + CHECKING,
            Stage::Sorting => CHECKING,
            _ => Duration::ZERO,
        };
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Duration::from_secs_f64(each.as_secs_f64() * self.uploads as f64 / cores as f64)
    }
}

/// Passes on what it is told, and takes note of how long each stage took.
pub(super) struct Timed {
    inner: Box<dyn Watch>,
    begun: Mutex<Vec<(Stage, Instant)>>,
}

impl Timed {
    pub(super) fn new(inner: Box<dyn Watch>) -> Self {
        Self { inner, begun: Mutex::default() }
    }

    /// How long each stage took, the last one until now.
    pub(super) fn stages(self) -> Vec<(Stage, Duration)> {
        let begun = self.begun.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([now()]);
        begun.iter().zip(ends).map(|((stage, begun), end)| (*stage, end.duration_since(*begun))).collect()
    }
}

impl Watch for Timed {
    fn begin(&self, stage: Stage, steps: Option<u64>) {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).push((stage, now()));
        self.inner.begin(stage, steps);
    }

    fn step(&self) {
        self.inner.step();
    }
}

/// A bar with rate and time left.
struct Bar {
    lang: Lang,
    bar: Mutex<ProgressBar>,
    ahead: Mutex<Ahead>,
}

impl Watch for Bar {
    fn begin(&self, stage: Stage, steps: Option<u64>) {
        let lang = self.lang;
        let later = ahead_of(&self.ahead, stage, steps);
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        bar.finish();
        *bar = ProgressBar::with_draw_target(steps, ProgressDrawTarget::stderr());
        let template = match steps {
            Some(_) if stage == Stage::TakingIn => "{msg} {bar:28} {pos}/{len}  {rate}",
            Some(_) => "{msg} {bar:28} {pos}/{len}  {rate}  {left}",
            None => "{msg} {spinner} {pos}  {rate}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let rate = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                let rate = state.per_sec();
                let _ = match lang {
                    Lang::Zh => write!(out, "每秒 {rate:.1}"),
                    Lang::En => write!(out, "{rate:.1}/s"),
                };
            };
            let left = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = write!(out, "{}{}", lang.pick("剩余约 ", "about "), span(state.eta() + later, lang));
                let _ = out.write_str(lang.pick("", " left"));
            };
            bar.set_style(style.with_key("rate", rate).with_key("left", left).progress_chars("█▉▊▋▌▍▎▏ "));
        }
        bar.set_message(name(stage, lang));
        bar.enable_steady_tick(Duration::from_millis(250));
    }

    fn step(&self) {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner).inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner).finish();
    }
}

/// A line at the beginning and the end of each stage, and now and then in between.
struct Lines {
    lang: Lang,
    at: Mutex<Option<At>>,
    ahead: Mutex<Ahead>,
}

/// How long the stages after this one will take; it begins now.
fn ahead_of(ahead: &Mutex<Ahead>, stage: Stage, steps: Option<u64>) -> Duration {
    let mut ahead = ahead.lock().unwrap_or_else(PoisonError::into_inner);
    ahead.begin(stage, steps);
    ahead.after(stage)
}

/// How far a stage is.
struct At {
    stage: Stage,
    steps: Option<u64>,
    done: u64,
    begun: Instant,
    said: Instant,
    /// How long the stages after it will take.
    later: Duration,
}

impl At {
    /// What there is to say now.
    fn line(&self, now: Instant, lang: Lang) -> String {
        let (name, done, begun) = (name(self.stage, lang), self.done, now.duration_since(self.begun));
        let rate = done as f64 / begun.as_secs_f64().max(0.001);
        let Some(steps) = self.steps else {
            return lang.pick(format!("{name}：{done}"), format!("{name}: {done}"));
        };
        let percent = done.saturating_mul(100).checked_div(steps).unwrap_or(100);
        if done >= steps || done == 0 {
            return lang.pick(format!("{name}：{done}/{steps}"), format!("{name}: {done}/{steps}"));
        }
        if self.stage == Stage::TakingIn {
            // How many of them are new, and so how long the whole takes, is not known yet.
            return lang
                .pick(format!("{name}：{done}/{steps}（{percent}%）"), format!("{name}: {done}/{steps} ({percent}%)"));
        }
        let left = span(Duration::from_secs_f64(((steps - done) as f64 / rate).min(1e9)) + self.later, lang);
        lang.pick(
            format!("{name}：{done}/{steps}（{percent}%），每秒 {rate:.1}，剩余约 {left}"),
            format!("{name}: {done}/{steps} ({percent}%), {rate:.1}/s, about {left} left"),
        )
    }
}

#[expect(clippy::disallowed_methods, reason = "progress is about time")]
fn now() -> Instant {
    Instant::now()
}

impl Watch for Lines {
    fn begin(&self, stage: Stage, steps: Option<u64>) {
        let now = now();
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = at.as_ref().filter(|before| before.steps.is_none()) {
            terminal::complain(&before.line(now, self.lang));
        }
        let later = ahead_of(&self.ahead, stage, steps);
        let begun = At { stage, steps, done: 0, begun: now, said: now, later };
        if steps.is_some() {
            terminal::complain(&begun.line(now, self.lang));
        }
        *at = Some(begun);
    }

    fn step(&self) {
        let mut at = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(at) = at.as_mut() else { return };
        at.done = at.done.saturating_add(1);
        let now = now();
        if now.duration_since(at.said) >= PAUSE || at.steps == Some(at.done) {
            at.said = now;
            terminal::complain(&at.line(now, self.lang));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_the_two_largest_units() {
        assert_eq!(span(Duration::from_secs(59), Lang::Zh), "59 秒");
        assert_eq!(span(Duration::from_secs(192), Lang::Zh), "3 分 12 秒");
        assert_eq!(span(Duration::from_secs(7384), Lang::En), "2 h 3 min");
    }

    #[test]
    fn a_line_says_rate_and_time_left() {
        let begun = now();
        let later = Duration::ZERO;
        let at = At { stage: Stage::Reading, steps: Some(100), done: 25, begun, said: begun, later };
        let line = at.line(begun + Duration::from_secs(5), Lang::Zh);
        assert_eq!(line, "读取文件：25/100（25%），每秒 5.0，剩余约 15 秒");
    }

    #[test]
    fn time_left_is_that_of_the_whole_run() {
        let mut ahead = Ahead::default();
        ahead.begin(Stage::TakingIn, Some(20_000));
        ahead.begin(Stage::Reading, Some(10));
        let later = ahead.after(Stage::Reading);
        assert!(later > ahead.after(Stage::Sorting) && ahead.after(Stage::Sorting) > Duration::ZERO);
        assert_eq!(ahead.after(Stage::Checking), Duration::ZERO);
        let begun = now();
        let at =
            At { stage: Stage::Reading, steps: Some(10), done: 9, begun, said: begun, later: Duration::from_secs(400) };
        let line = at.line(begun + Duration::from_secs(9), Lang::Zh);
        assert!(line.ends_with("剩余约 6 分 41 秒"), "not the second that reading takes, but all: {line}");
    }
}
