//! The years of work as a picture drawn to scale: what the certificate says, what overlaps, what study takes away, and
//! where counting ends.
//!
//! The arithmetic is that of the checks; nothing is counted a second time here.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::checks::{
    self, Cohort, Context,
    bench::Bench,
    work::{self, Bounds, Days, Figures, Stretch, Work},
};
use crate::model::{Answers, FieldName};
use crate::rulebook::Pack;
use crate::store::CandidateResult;

/// Everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The periods of work, in printed order.
    pub work: Vec<Bar>,
    /// Full-time study, which does not count.
    pub study: Vec<Stretch>,
    /// Days that two periods share.
    pub overlaps: Vec<Days>,
    /// The last day that counts.
    pub cutoff: Date,
    /// What the periods make.
    pub figures: Figures,
    /// What the certificate states, where it does.
    pub claimed: Option<f64>,
    /// What the exam asks, where that is known.
    pub asked: Option<u8>,
}

/// A period of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Whose employ, as printed.
    pub employer: String,
    /// From when, as a clerk writes it.
    pub from: String,
    /// To when.
    pub to: String,
    /// The days it can mean; `None` where the dates are not known or run backwards.
    pub stretch: Option<Stretch>,
}

/// What is to be drawn for a candidate; `None` where no period of work was read. `day` is that of the run.
#[must_use]
pub fn timeline(result: &CandidateResult, pack: &Pack, day: Date) -> Option<Timeline> {
    let case = super::case(result);
    let cohort = Cohort::default();
    let answers = Answers::default();
    let context = Context { pack, day, cohort: &cohort, answers: &answers };
    let bench = Bench::new(&case, &context);
    let works = work::periods(&bench);
    let first = works.first()?;
    let study = work::study(&bench);
    let stretches: Vec<Stretch> = works.iter().filter_map(|work| work.stretch).collect();
    let bounds = Bounds { from: None, to: Some(pack.cutoff), study: study.clone() };
    Some(Timeline {
        overlaps: overlaps(&stretches),
        cutoff: pack.cutoff,
        figures: work::count(&stretches, &bounds),
        claimed: checks::claimed(first.document).map(|(_, years)| years),
        asked: checks::demand(&bench).map(|demand| demand.row.years),
        work: works.iter().map(bar).collect(),
        study,
    })
}

fn bar(work: &Work<'_>) -> Bar {
    let date = |text: Option<&str>, otherwise: &str| match text {
        None => otherwise.to_owned(),
        Some("present") => "至今".to_owned(),
        Some(text) => checks::phrase::value(FieldName::IssuedOn, text),
    };
    Bar {
        employer: work.period.employer.clone().unwrap_or_else(|| "（未写单位）".to_owned()),
        from: date(work.period.from.as_deref(), "？"),
        to: date(work.period.to.as_deref(), "至今"),
        stretch: work.stretch,
    }
}

/// The days that two of the periods certainly share.
fn overlaps(stretches: &[Stretch]) -> Vec<Days> {
    let sure: Vec<Days> = stretches.iter().filter_map(|stretch| stretch.narrowest).collect();
    let pairs = sure.iter().enumerate().flat_map(|(index, a)| sure.iter().skip(index + 1).map(move |b| (a, b)));
    let mut shared: Vec<Days> =
        pairs.map(|(a, b)| (a.0.max(b.0), a.1.min(b.1))).filter(|(from, to)| from < to).collect();
    shared.sort_unstable();
    shared.dedup();
    shared
}

/// Width of the picture, height of a row and of the axis, in units of the picture.
const WIDTH: f64 = 640.0;
const ROW: f64 = 26.0;
const AXIS: f64 = 22.0;
const SIDE: f64 = 18.0;

/// From days to places.
struct Scale {
    first: f64,
    last: f64,
}

impl Scale {
    fn of(timeline: &Timeline) -> Option<Self> {
        let work = timeline.work.iter().filter_map(|bar| bar.stretch).map(|stretch| stretch.widest);
        let days = || work.clone().chain(timeline.study.iter().map(|stretch| stretch.widest));
        let first = days().map(|(from, _)| from).min()?;
        let last = days().map(|(_, to)| to).max()?.max(timeline.cutoff);
        Some(Self { first: in_years(first).floor(), last: in_years(last).floor() + 1.0 })
    }

    fn x(&self, years: f64) -> f64 {
        SIDE + (years - self.first) / (self.last - self.first) * (WIDTH - 2.0 * SIDE)
    }

    /// Left edge and width of some days, both included.
    fn span(&self, (from, to): Days) -> (f64, f64) {
        let (left, right) = (self.x(in_years(from)), self.x(in_years(to) + 1.0 / 365.25));
        (left, (right - left).max(1.5))
    }

    /// The years that are written on the axis.
    fn ticks(&self) -> Vec<i32> {
        let (first, last) = (self.first as i32, self.last as i32);
        let every = [1, 2, 5, 10, 20].into_iter().find(|step| (last - first) / step <= 14).unwrap_or(50);
        (first..=last).filter(|year| year % every == 0).collect()
    }
}

fn in_years(date: Date) -> f64 {
    f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year())
}

/// The picture with the figures under it. Colours and patterns are the page's; every part also has a word.
#[must_use]
pub fn drawn(timeline: &Timeline) -> Markup {
    html! {
        figure.timeline {
            @if let Some(scale) = Scale::of(timeline) { (picture(timeline, &scale)) }
            figcaption { (figures(timeline)) }
            ol.periods {
                @for bar in &timeline.work {
                    li { (bar.from) "至" (bar.to.trim_start_matches('至')) " " (bar.employer)
                        @if bar.stretch.is_none() { " " strong { "（时间不明或前后颠倒，未计入）" } } }
                }
            }
        }
    }
}

fn picture(timeline: &Timeline, scale: &Scale) -> Markup {
    let rows = timeline.work.len() + usize::from(!timeline.study.is_empty());
    let bottom = rows as f64 * ROW;
    let height = bottom + AXIS;
    let view = format!("0 0 {WIDTH} {height}");
    let number = |value: f64| format!("{value:.1}");
    let cutoff = scale.x(in_years(timeline.cutoff) + 1.0 / 365.25);
    html! {
        svg viewBox=(view) role="img" aria-label=(spoken(timeline)) {
            rect.after x=(number(cutoff)) y="0" width=(number((WIDTH - cutoff).max(0.0))) height=(number(bottom)) {}
            @for year in scale.ticks() {
                @let x = number(scale.x(f64::from(year)));
                line.tick x1=(x) y1="0" x2=(x) y2=(number(bottom)) {}
                text.year x=(x) y=(number(bottom + 15.0)) { (year) }
            }
            @for (row, bar) in timeline.work.iter().enumerate() {
                @let y = row as f64 * ROW;
                @if let Some(stretch) = bar.stretch {
                    @let (x, width) = scale.span(stretch.widest);
                    rect.work.widest x=(number(x)) y=(number(y + 4.0)) width=(number(width)) height=(number(ROW - 8.0)) rx="2" {}
                    @if let Some(narrowest) = stretch.narrowest {
                        @let (x, width) = scale.span(narrowest);
                        rect.work x=(number(x)) y=(number(y + 4.0)) width=(number(width)) height=(number(ROW - 8.0)) rx="2" {
                            title { (bar.from) "—" (bar.to) " " (bar.employer) }
                        }
                    }
                    (label(&format!("{} {}", row + 1, bar.employer), x, width, y))
                }
            }
            @if !timeline.study.is_empty() {
                @let y = timeline.work.len() as f64 * ROW;
                @for stretch in &timeline.study {
                    @let (x, width) = scale.span(stretch.widest);
                    rect.study x=(number(x)) y=(number(y + 4.0)) width=(number(width)) height=(number(ROW - 8.0)) rx="2" {}
                    (label("全日制学习", x, width, y))
                }
            }
            @for days in &timeline.overlaps {
                @let (x, width) = scale.span(*days);
                rect.overlap x=(number(x)) y="1" width=(number(width)) height=(number(timeline.work.len() as f64 * ROW - 2.0)) {
                    title { "重叠 " (days.0) "—" (days.1) }
                }
            }
            line.cutoff x1=(number(cutoff)) y1="0" x2=(number(cutoff)) y2=(number(bottom + 4.0)) {
                title { "截止日 " (timeline.cutoff) }
            }
        }
    }
}

/// The name of a bar, inside it where there is room and beside it otherwise.
fn label(words: &str, x: f64, width: f64, y: f64) -> Markup {
    const CHARACTER: f64 = 11.5;
    let fits = |room: f64| (room / CHARACTER) as usize;
    let length = words.chars().count();
    let (right, left) = (WIDTH - x - width - 6.0, x - 6.0);
    let (at, anchor, class, room) = if length <= fits(width - 8.0) || (width > right && width > left) {
        (x + 5.0, "start", "in", fits(width - 8.0))
    } else if right >= left {
        (x + width + 5.0, "start", "out", fits(right))
    } else {
        (x - 5.0, "end", "out", fits(left))
    };
    let short: String = if length <= room {
        words.to_owned()
    } else {
        words.chars().take(room.saturating_sub(1)).chain(['…']).collect()
    };
    html! { text.name.(class) x=(format!("{at:.1}")) y=(format!("{:.1}", y + 17.0)) text-anchor=(anchor) { (short) } }
}

fn figures(timeline: &Timeline) -> Markup {
    let printed = work::printed;
    html! {
        span { "从宽 " strong { (printed(timeline.figures.nominal)) " 年" } }
        span { "从严 " strong { (printed(timeline.figures.strict)) " 年" } }
        @if let Some(years) = timeline.claimed { span { "证明所述 " strong { (printed(years)) " 年" } } }
        @if let Some(years) = timeline.asked.filter(|years| *years > 0) {
            span.asked.short[timeline.figures.nominal < f64::from(years)] {
                "应满 " strong { (years) " 年" }
                @if timeline.figures.nominal < f64::from(years) { " ✗ 不足" }
                @else if timeline.figures.strict < f64::from(years) { " ？ 临界" }
                @else { " ✓ 足够" }
            }
        }
        span { "计至 " (checks::phrase::value(FieldName::IssuedOn, &timeline.cutoff.to_string())) }
        @if !timeline.overlaps.is_empty() { span.warn { "▨ 有重叠，只计一次" } }
        @if !timeline.study.is_empty() { span { "▤ 全日制学习不计" } }
    }
}

/// The picture in words.
fn spoken(timeline: &Timeline) -> String {
    let bars =
        timeline.work.iter().map(|bar| format!("{}：{}至{}", bar.employer, bar.from, bar.to.trim_start_matches('至')));
    format!("工作经历时间轴。{}。", bars.collect::<Vec<_>>().join("；"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn stretch(from: Date, to: Date) -> Stretch {
        Stretch { widest: (from, to), narrowest: Some((from, to)) }
    }

    fn bar(employer: &str, stretch: Option<Stretch>) -> Bar {
        Bar { employer: employer.into(), from: "2016年1月".into(), to: "至今".into(), stretch }
    }

    fn example() -> Timeline {
        let (a, b) = (stretch(date(2016, 1, 1), date(2019, 12, 31)), stretch(date(2019, 1, 1), date(2024, 12, 31)));
        Timeline {
            overlaps: overlaps(&[a, b]),
            work: vec![bar("甲<b>", Some(a)), bar("乙", Some(b)), bar("丙", None)],
            study: vec![stretch(date(2012, 9, 1), date(2016, 6, 30))],
            cutoff: date(2024, 12, 31),
            figures: Figures { nominal: 8.5, strict: 8.5 },
            claimed: Some(9.0),
            asked: Some(4),
        }
    }

    #[test]
    fn bars_are_to_scale() {
        let scale = Scale::of(&example()).unwrap();
        assert_eq!((scale.first, scale.last), (2012.0, 2025.0));
        let (_, four) = scale.span((date(2016, 1, 1), date(2019, 12, 31)));
        let (_, six) = scale.span((date(2019, 1, 1), date(2024, 12, 31)));
        assert!((six / four - 1.5).abs() < 0.01, "{four} {six}");
        assert_eq!(scale.ticks().len(), 14);
    }

    #[test]
    fn shared_days_are_those_of_two_periods() {
        assert_eq!(example().overlaps, [(date(2019, 1, 1), date(2019, 12, 31))]);
    }

    #[test]
    fn every_part_has_a_word_and_markup_stays_text() {
        let html = drawn(&example()).into_string();
        for word in ["从宽", "从严", "证明所述", "应满", "重叠", "全日制学习", "未计入", "✓ 足够", "截止日"]
        {
            assert!(html.contains(word), "{word}: {html}");
        }
        assert!(!html.contains("<b>") && !html.contains("style="));
        assert_eq!(html.matches("class=\"overlap\"").count(), 1);
    }

    #[test]
    fn too_few_years_say_so() {
        let short = Timeline { figures: Figures { nominal: 3.5, strict: 3.0 }, ..example() };
        assert!(figures(&short).into_string().contains("✗ 不足"));
        let border = Timeline { figures: Figures { nominal: 4.0, strict: 3.9 }, ..example() };
        assert!(figures(&border).into_string().contains("？ 临界"));
    }
}
