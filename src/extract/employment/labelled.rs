//! Employment periods that labels tell: records of the same labels, labels below a span of time, the one period of a form.

use super::Job;
use crate::extract::pairs::Value;
use crate::kinds::meaning::{Head, Role};
use crate::layout::Sheet;
use crate::values::{date, text as print_of, years};

/// The periods of a form that asks for each of them with the same labels: 时间、单位、工作, and again 时间、单位、工作. A record
/// begins where the label that stood first comes again.
pub(super) fn records(sheet: &Sheet<'_>, values: &[Value]) -> Vec<Job> {
    #[derive(PartialEq, Clone, Copy)]
    enum Asked {
        From,
        To,
        Span,
        Unit,
        Work,
        Post,
        Other,
    }
    let print = |value: &Value| print_of::printed(&value.lines.iter().map(|l| sheet.raw(l)).collect::<String>());
    let asked = |value: &Value| {
        let role = |role: Role| value.roles.contains(&role);
        let spans = || date::parse_period(&print(value)).is_some_and(|period| period.to.is_some());
        match value.heads.last()? {
            Head::Date if role(Role::Birth) || role(Role::Graduation) || role(Role::Issue) => None,
            Head::Range | Head::Date if spans() => Some(Asked::Span),
            Head::Date if role(Role::End) => Some(Asked::To),
            Head::Date if role(Role::Start) || role(Role::Joining) || role(Role::Appointment) => Some(Asked::From),
            Head::Unit if !role(Role::Proof) && !role(Role::Issue) => Some(Asked::Unit),
            Head::Work => Some(Asked::Work),
            Head::Post if !role(Role::Qualification) => Some(Asked::Post),
            Head::Aside if value.roles.is_empty() => Some(Asked::Other),
            _ => None,
        }
    };
    let told: Vec<(Asked, &Value)> = values.iter().filter_map(|value| Some((asked(value)?, value))).collect();
    // What comes only once, as the post that somebody has today, is of no record.
    let again = |what: Asked| told.iter().filter(|(own, _)| *own == what).count() >= 2;
    let told: Vec<(Asked, &Value)> = told.iter().copied().filter(|(what, _)| again(*what)).collect();
    let Some((first, _)) = told.first().copied() else { return Vec::new() };
    let records = told.chunk_by(|_, (what, _)| *what != first);
    let jobs = records.filter_map(|record| {
        let said = |what: Asked| record.iter().find(|(own, _)| *own == what).map(|(_, value)| print(value));
        let period = said(Asked::Span).and_then(|printed| date::parse_period(&printed));
        let from = period.map(|p| p.from).or_else(|| said(Asked::From).and_then(|printed| date::parse(&printed)))?;
        let to = period.and_then(|p| p.to).or_else(|| said(Asked::To).and_then(|printed| date::parse_end(&printed)));
        Some(Job {
            from: Some(from.to_string()),
            to: to.map(|to| to.to_string()),
            employer: said(Asked::Unit),
            // 事项①, where nothing else asks for the work.
            work: said(Asked::Work).or_else(|| said(Asked::Other)),
            post: said(Asked::Post),
            lines: record.iter().flat_map(|(_, value)| value.lines.iter().cloned()).collect(),
        })
    });
    jobs.collect()
}

/// The periods of a form that gives each of them its span of time as a heading, and below it by labels where and what:
/// 2012年4月至2018年10月 over 服务机构, 服务领域, 担任职务.
pub(super) fn under_spans(sheet: &Sheet<'_>, spans: &[Job], values: &[Value]) -> Vec<Job> {
    let top = |lines: &[Vec<usize>]| lines.first().and_then(|line| sheet.around(line)).map(|bbox| bbox.y0);
    let heights: Vec<f32> = spans.iter().filter_map(|span| top(&span.lines)).collect();
    if heights.len() != spans.len() || spans.iter().any(|span| span.to.is_none()) {
        return Vec::new();
    }
    let mut jobs = spans.to_vec();
    for value in values {
        let Some(at) = top(&value.lines) else { continue };
        let above = heights.iter().rposition(|height| *height <= at + 0.5 * sheet.em);
        let Some(job) = above.and_then(|n| jobs.get_mut(n)) else { continue };
        let role = |role: Role| value.roles.contains(&role);
        let slot = match value.heads.last() {
            Some(Head::Unit) if !role(Role::Proof) && !role(Role::Issue) => &mut job.employer,
            Some(Head::Work) => &mut job.work,
            Some(Head::Post) if !role(Role::Qualification) => &mut job.post,
            _ => continue,
        };
        if slot.is_none() {
            *slot = Some(print_of::printed(&value.lines.iter().map(|l| sheet.raw(l)).collect::<String>()));
            job.lines.extend(value.lines.iter().cloned());
        }
    }
    let whole = |job: &Job| job.employer.is_some() && (job.work.is_some() || job.post.is_some());
    if jobs.iter().all(whole) { jobs } else { Vec::new() }
}

/// What labels say of the one period of a letter or form: 入职时间, 起止时间, 岗位, 从事专业工作内容.
pub(super) fn by_labels(sheet: &Sheet<'_>, values: &[Value], jobs: &mut Vec<Job>) {
    let raw = |value: &Value| value.lines.iter().map(|l| sheet.raw(l)).collect::<String>();
    // 讫：☑至今 □＿＿年＿＿月: the option that is ticked.
    let print = |value: &Value| {
        let raw = raw(value);
        Some(print_of::printed(&print_of::ticked(&raw).unwrap_or(raw))).filter(|s| !s.is_empty())
    };
    // 服务领域：□养老 ☑社会救助: a kind of work, and not what somebody did.
    let in_words = |value: &Value| !raw(value).contains(['□', '☑', '☐', '☒']);
    let first = |wanted: &dyn Fn(&Value) -> bool| values.iter().find(|v| wanted(v)).and_then(|v| Some((print(v)?, v)));
    let is = |v: &Value, head: Head| v.heads.contains(&head);
    let role = |v: &Value, role: Role| v.roles.contains(&role);
    let range = first(&|v| {
        is(v, Head::Range)
            || (is(v, Head::Date) && !role(v, Role::Birth))
                && date::parse_period(&print(v).unwrap_or_default()).is_some()
    });
    let started = first(&|v| is(v, Head::Date) && (role(v, Role::Start) || role(v, Role::Joining)));
    let ended = first(&|v| is(v, Head::Date) && role(v, Role::End) && !role(v, Role::Start));
    let work = first(&|v| is(v, Head::Work) && in_words(v));
    let post = first(&|v| is(v, Head::Post) && !role(v, Role::Qualification));
    let period = range.as_ref().and_then(|(printed, _)| date::parse_period(printed));
    let from = period.map(|p| p.from).or_else(|| started.as_ref().and_then(|(printed, _)| date::parse(printed)));
    if let Some(from) = from {
        let to = period.map_or_else(|| ended.as_ref().and_then(|(printed, _)| date::parse_end(printed)), |p| p.to);
        let from = from.to_string();
        let at = jobs.iter().position(|job| job.from.as_ref() == Some(&from));
        match at {
            Some(at) if jobs.len() == 1 => {
                if let Some(job) = jobs.get_mut(at) {
                    job.to = job.to.take().or_else(|| to.map(|to| to.to_string()));
                }
            }
            None if jobs.is_empty() => {
                let lines = [&range, &started, &ended].into_iter().flatten().flat_map(|(_, v)| v.lines.iter().cloned());
                jobs.push(Job {
                    from: Some(from),
                    to: to.map(|to| to.to_string()),
                    lines: lines.collect(),
                    ..Job::default()
                });
            }
            _ => {}
        }
    }
    // 岗位职责：乡镇社工站个案服务: the words for a work name no unit.
    let said = [&work, &post].into_iter().flatten().map(|(printed, _)| printed);
    let of_work: Vec<&String> = said.collect();
    let placed = values.iter().any(|v| v.heads.last() == Some(&Head::Unit));
    if let ([job], true) = (jobs.as_mut_slice(), placed) {
        job.employer = job
            .employer
            .take()
            .filter(|unit| !of_work.iter().any(|said| said.contains(unit.as_str()) || unit.starts_with(said.as_str())));
    }
    if let [job] = jobs.as_mut_slice() {
        for (slot, said) in [(&mut job.work, work), (&mut job.post, post)] {
            if let Some((printed, value)) = said {
                // A value that runs on is a sentence, which the clauses tell better.
                let longer = !value.leads && slot.as_ref().is_some_and(|told| told.starts_with(&printed));
                // 从事社会工作　6年4个月: how long it was done.
                let length = years::read(&printed).is_ok() || printed.starts_with(|c: char| c.is_ascii_digit());
                if longer || length || printed.contains(['，', '。', '；']) {
                    continue;
                }
                *slot = Some(printed);
                job.lines.extend(value.lines.iter().cloned());
            }
        }
    }
}
