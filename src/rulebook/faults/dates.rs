//! Days and moments of a pack that cannot be, or that run into each other.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::Fault;
use crate::rulebook::Pack;

pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let mut faults = head(pack);
    faults.extend(windows(pack));
    faults.extend(routes(pack));
    faults
}

fn head(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !(1990..=2100).contains(&pack.year) {
        faults.push(Fault::written(
            "year = ",
            format!("no exam was in {}", pack.year),
            format!("{}年没有考试", pack.year),
        ));
    }
    if (pack.cutoff.year() - pack.year).abs() > 1 {
        faults.push(Fault::written(
            "cutoff = ",
            format!("years are counted to {}, but the exam is of {}", pack.cutoff, pack.year),
            format!("年限算到{}，而考试在{}年", pack.cutoff, pack.year),
        ));
    }
    if !(10..=30).contains(&pack.minimum_working_age) {
        faults.push(Fault::written(
            "minimum_working_age",
            format!("nobody begins to work at {}", pack.minimum_working_age),
            format!("最低工作年龄{}岁不合情理", pack.minimum_working_age),
        ));
    }
    faults
}

fn windows(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(window) = &pack.window {
        if window.closes <= window.opens {
            faults.push(Fault::written("closes = ", "the window closes before it opens", "申报时间的截止早于开始"));
        }
        let opens = TimeZone::fixed(Offset::constant(8)).to_datetime(window.opens).date();
        if let Some(announced) = pack.announced_on.filter(|announced| opens < *announced) {
            faults.push(Fault::written(
                "opens = ",
                format!("the window opens on {opens}, before it was announced on {announced}"),
                format!("申报自{opens}开始，早于公告日{announced}"),
            ));
        }
    }
    let mut taken = pack.window.as_ref().map(|window| window.closes);
    for (index, later) in pack.make_up.iter().enumerate() {
        match (later.opens, later.closes) {
            (None, None) => {}
            (Some(opens), Some(closes)) => {
                if closes <= opens {
                    let zh = "补办的截止早于开始";
                    faults.push(Fault::row("make_up", index, "the make-up window closes before it opens", zh));
                }
                if taken.is_some_and(|before| opens <= before) {
                    let en = "the make-up window opens before the one above it has closed";
                    faults.push(Fault::row("make_up", index, en, "补办时间与前一次申报或补办重叠，或次序颠倒"));
                }
                taken = taken.max(Some(closes));
            }
            (Some(_), None) | (None, Some(_)) => {
                let en = "a make-up window needs both `opens` and `closes`, or neither while it is not announced";
                faults.push(Fault::row("make_up", index, en, "补办须同时写明开始和截止，未公告时都不写"));
            }
        }
    }
    faults
}

fn routes(pack: &Pack) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, row) in pack.education.iter().enumerate() {
        let (first, last) = (row.from.map(|from| from.0), row.to.map(|to| to.1));
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            let zh = format!("“{}”的毕业日期止早于起", row.why);
            faults.push(Fault::row("education", index, format!("the row {:?} ends before it begins", row.why), zh));
        }
        if first.zip(pack.announced_on).is_some_and(|(first, announced)| first > announced) {
            let en = format!("the row {:?} is for those who graduate after the announcement", row.why);
            faults.push(Fault::row("education", index, en, format!("“{}”所指的毕业日期晚于公告", row.why)));
        }
        let same = pack.education.iter().take(index).find(|other| {
            let types = other.schools == row.schools && other.home == row.home;
            types && other.accepts == row.accepts && overlap((other.from, other.to), (row.from, row.to))
        });
        if same.is_some() {
            let en = format!("the row {:?} says for the same dates what a row above it says", row.why);
            faults.push(Fault::row("education", index, en, format!("“{}”与前面的一行重复，日期重叠", row.why)));
        }
    }
    faults
}

/// The two ends of a row: the dates as precise as they are written.
type Ends = (Option<(Date, Date)>, Option<(Date, Date)>);

/// Whether two rows are for some same day; one that ends with the very date with which the other begins leaves that date
/// open on purpose, as the announcement does.
fn overlap(one: Ends, other: Ends) -> bool {
    let meets = |a: Ends, b: Ends| a.1.is_some() && a.1 == b.0;
    if meets(one, other) || meets(other, one) {
        return false;
    }
    let first = |ends: Ends| ends.0.map_or(Date::MIN, |from| from.0);
    let last = |ends: Ends| ends.1.map_or(Date::MAX, |to| to.1);
    first(one) <= last(other) && first(other) <= last(one)
}

#[cfg(test)]
mod tests {
    use super::super::testing::wrong;

    #[test]
    fn dates_that_are_none_are_named_with_their_line() {
        assert!(wrong("\"2024-12-31\"", "\"2024-13-31\"", "2024-13-31").contains("2024-13-31"));
        assert!(wrong("from = \"2005-06\"", "from = \"2005.6\"", "2005.6").contains("2005.6"));
        assert!(wrong("T17:00:00+08:00", "T17:00:00", "T17:00:00").contains("time zone"));
    }

    #[test]
    fn a_head_that_cannot_be() {
        assert!(wrong("year = 2024", "year = 1024", "1024").contains("1024"));
        assert!(wrong("cutoff = \"2024-12-31\"", "cutoff = \"2042-12-31\"", "2042").contains("2042"));
        assert!(wrong("working_age = 16", "working_age = 160", "160").contains("160"));
    }

    #[test]
    fn a_window_runs_forwards_and_after_it_was_announced() {
        assert!(wrong("closes = \"2024-08-19", "closes = \"2024-08-12", "closes").contains("before it opens"));
        assert!(wrong("opens = \"2024-08-13", "opens = \"2023-08-13", "2023").contains("announced"));
    }

    #[test]
    fn make_up_windows_are_whole_and_follow_each_other() {
        let after = |more: &str| wrong("clause = \"6.1\"", &format!("clause = \"6.1\"\n{more}"), "make_up");
        let opens = |day: &str| format!("opens = \"{day}T09:00:00+08:00\"\n");
        let closes = |day: &str| format!("closes = \"{day}T17:00:00+08:00\"\n");
        assert!(after(&opens("2024-12-20")).contains("both"));
        assert!(after(&(opens("2024-12-20") + &closes("2024-12-10"))).contains("closes before"));
        assert!(after(&(opens("2024-08-18") + &closes("2024-08-30"))).contains("has closed"));
    }

    #[test]
    fn rows_of_the_router_run_forwards_and_say_each_thing_once() {
        assert!(wrong("to = \"2013\"", "to = \"2003\"", "education").contains("before it begins"));
        assert!(wrong("from = \"2015\"", "from = \"2025\"", "education").contains("after the announcement"));
        assert!(wrong("from = \"2015\"", "from = \"2012\"", "education").contains("a row above it"));
    }
}
