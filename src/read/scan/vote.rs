//! Several readings of one text, character by character: each reading votes with its confidence.

use crate::read::ocr::Line;

/// What a reading that has no character at a place votes with for there being none.
const NOTHING: f32 = 0.75;

/// A place in the text: what each reading has there.
type Place = Vec<(Option<char>, f32)>;

/// The characters that most speaks for, with the confidence of the surest reading that has each. Where readings are even,
/// the one that makes most sense is followed.
pub(super) fn agreed(lines: &[Line]) -> Vec<(char, f32)> {
    let mut readings: Vec<&Line> = lines.iter().filter(|line| !line.chars.is_empty()).collect();
    readings.sort_by(|a, b| b.sense().total_cmp(&a.sense()));
    let mut places: Vec<Place> = Vec::new();
    for (before, line) in readings.iter().enumerate() {
        let chars =
            line.chars.iter().filter(|c| !c.ch.is_whitespace()).map(|c| (c.ch, c.confidence)).collect::<Vec<_>>();
        places = beside(&places, &chars, before);
    }
    places.iter().filter_map(most).collect()
}

/// What most speaks for at a place; of equals the first.
fn most(place: &Place) -> Option<(char, f32)> {
    let weight = |wanted: Option<char>| place.iter().filter(|(c, _)| *c == wanted).map(|(_, sure)| sure).sum::<f32>();
    let best = place.iter().fold(None, |best: Option<(Option<char>, f32)>, (c, _)| match best {
        Some((_, most)) if weight(*c) <= most => best,
        _ => Some((*c, weight(*c))),
    });
    let ch = best?.0?;
    Some((ch, place.iter().filter(|(c, _)| *c == Some(ch)).map(|(_, sure)| *sure).fold(0.0, f32::max)))
}

/// The places with one more reading laid beside them, so that as many characters as can be stand at a place that has them.
/// `before` is how many readings they hold.
fn beside(places: &[Place], chars: &[(char, f32)], before: usize) -> Vec<Place> {
    let differs = |place: &Place, c: char| usize::from(!place.iter().any(|(known, _)| *known == Some(c)));
    let (rows, columns) = (places.len() + 1, chars.len() + 1);
    let mut costs = vec![0_usize; rows * columns];
    for row in 0..rows {
        for column in 0..columns {
            let at = |row: usize, column: usize| costs[row * columns + column];
            costs[row * columns + column] = match (row.checked_sub(1), column.checked_sub(1)) {
                (None, _) => column,
                (_, None) => row,
                (Some(above), Some(left)) => (at(above, left) + differs(&places[above], chars[left].0))
                    .min(at(above, column) + 1)
                    .min(at(row, left) + 1),
            };
        }
    }
    let at = |row: usize, column: usize| costs[row * columns + column];
    let (mut row, mut column) = (places.len(), chars.len());
    let mut found: Vec<Place> = Vec::new();
    while row > 0 || column > 0 {
        let here = at(row, column);
        if row > 0 && column > 0 && here == at(row - 1, column - 1) + differs(&places[row - 1], chars[column - 1].0) {
            let (c, sure) = chars[column - 1];
            found.push(places[row - 1].iter().copied().chain([(Some(c), sure)]).collect());
            (row, column) = (row - 1, column - 1);
        } else if row > 0 && here == at(row - 1, column) + 1 {
            found.push(places[row - 1].iter().copied().chain([(None, NOTHING)]).collect());
            row -= 1;
        } else {
            let (c, sure) = chars[column - 1];
            found.push(std::iter::repeat_n((None, NOTHING), before).chain([(Some(c), sure)]).collect());
            column -= 1;
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rect;
    use crate::read::ocr::{Char, Quad};

    fn agree(readings: &[(&str, f32)]) -> String {
        let quad = Quad::upright(&Rect::new(0.0, 0.0, 10.0, 10.0));
        let line = |(text, confidence): &(&str, f32)| {
            let char = |ch| Char { ch, confidence: *confidence, quad, runners_up: Vec::new() };
            Line { quad, vertical: false, glanced: false, chars: text.chars().map(char).collect() }
        };
        agreed(&readings.iter().map(line).collect::<Vec<_>>()).iter().map(|(ch, _)| ch).collect()
    }

    #[test]
    fn each_character_is_what_most_readings_have() {
        assert_eq!(
            agree(&[("长沙市方藤福利院", 0.9), ("长沙市青瘾福利院", 0.8), ("长少市青藤福利院", 0.85)]),
            "长沙市青藤福利院"
        );
    }

    #[test]
    fn a_scrap_that_one_reading_has_goes_and_a_character_that_one_lost_stays() {
        assert_eq!(agree(&[("福利院出", 0.95), ("福利院", 0.9), ("福院", 0.9)]), "福利院");
    }

    #[test]
    fn one_reading_is_what_it_is_and_none_says_nothing() {
        assert_eq!(agree(&[("福利院", 0.9)]), "福利院");
        assert_eq!(agree(&[]), "");
    }
}
