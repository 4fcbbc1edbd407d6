//! Whether the dates of a period were read without doubt.
//!
//! A list of periods is long, and its least certain character is seldom one of a date: on a poor scan half of all lists are
//! read with little confidence as a whole, and nearly all of their dates well. So where the list is in doubt, each date is
//! looked for in what was read, and stands where the reader nearly chose no other character.

use crate::bounds;
use crate::model::{Evidence, LeftOverKind};
use crate::values::date::{End, PartialDate};

use super::work::Work;

/// Whether both dates of a period were read well, on a paper of which every date has its role: where one has none, a
/// period may have been missed or joined wrongly, and no arithmetic accuses.
#[must_use]
pub fn is_sure(work: &Work<'_>) -> bool {
    if work.document.explained.leaves(LeftOverKind::Date) {
        return false;
    }
    let end = match work.to {
        Some(End::On(to)) => Some(to),
        Some(End::Present) | None => None,
    };
    [work.from, end].into_iter().flatten().all(|date| is_sure_of(&work.field.evidence, date))
}

/// Whether this date of a list was read well.
#[must_use]
pub fn is_sure_of(evidence: &Evidence, date: PartialDate) -> bool {
    evidence.confidence >= bounds::LIST_READ || stands_without_doubt(evidence, date)
}

/// Whether the year of this date is printed before its month, and the reader nearly chose no other character there.
fn stands_without_doubt(evidence: &Evidence, date: PartialDate) -> bool {
    let raw: Vec<char> = evidence.raw.chars().collect();
    let year: Vec<char> = date.year().to_string().chars().collect();
    // A point or a dash may be another sign; the figures are what matters.
    let figure = |index: usize| raw.get(index).is_some_and(char::is_ascii_digit);
    let doubtful = |index: usize| figure(index) && evidence.runners_up.iter().any(|r| r.index == index);
    let month_follows = |at: usize| {
        let behind = raw.iter().skip(at).skip_while(|c| !c.is_ascii_digit());
        let digits: String = behind.take_while(|c| c.is_ascii_digit()).collect();
        date.month().is_none_or(|month| digits.parse() == Ok(month))
    };
    let mut places = raw.windows(year.len()).enumerate().filter(|(_, window)| *window == year.as_slice());
    places.any(|(at, _)| {
        let end = at + year.len();
        month_follows(end) && !(at..end + 3).any(doubtful)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{RunnersUp, WordSource};

    fn read(raw: &str, doubtful: Option<usize>) -> Evidence {
        let runners_up = doubtful.map(|index| RunnersUp { index, characters: vec![('3', 0.4)] }).into_iter().collect();
        let raw = raw.to_owned();
        let source = WordSource::Ocr;
        Evidence { raw, page: 1, bbox: None, line_boxes: Vec::new(), confidence: 0.4, source, runners_up }
    }

    #[test]
    fn a_date_stands_where_no_other_character_was_near() {
        let date: PartialDate = "2025-04".parse().unwrap();
        let raw = "2022年1月至2025年4月，甲，社会工作";
        assert!(is_sure_of(&read(raw, None), date));
        assert!(is_sure_of(&read(raw, Some(17)), date), "the doubt is elsewhere");
        assert!(!is_sure_of(&read(raw, Some(11)), date), "the doubt is in the year");
        assert!(!is_sure_of(&read("2022年1月至2025年6月", None), date), "another month");
    }
}
