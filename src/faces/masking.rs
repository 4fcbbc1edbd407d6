//! One way of masking identity numbers, wherever people are shown them unasked: the region and the last four characters
//! stay, so that two candidates can be told apart, and the birth date and most of the sequence do not.

use crate::values::id_number;

/// So many characters stay in front, and behind.
const FRONT: usize = 6;
const BEHIND: usize = 4;

/// An identity number as it is shown: `430102********1234`. Shorter ones keep less.
#[must_use]
pub fn id_number(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let (front, behind) = match characters.len() {
        15.. => (FRONT, BEHIND),
        8..=14 => (2, 2),
        _ => (1, 0),
    };
    let hidden = characters.len().saturating_sub(behind);
    let shown = |(place, c): (usize, &char)| if place < front || place >= hidden { *c } else { '*' };
    characters.iter().enumerate().map(shown).collect()
}

/// A name as it is hung out in public: `张*`, `欧*明`.
#[must_use]
pub fn public_name(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let last = characters.len().saturating_sub(1);
    let shown = |(place, c): (usize, &char)| if place == 0 || (place == last && last >= 2) { *c } else { '*' };
    characters.iter().enumerate().map(shown).collect()
}

/// A ticket number as it is hung out in public: its owner knows it again by its end.
#[must_use]
pub fn public_ticket(ticket_no: &str) -> String {
    let count = ticket_no.chars().count();
    let (front, behind) = if count >= 10 { (FRONT, BEHIND) } else { (count / 3, count / 3) };
    let hidden = |place: usize| place >= front && place < count.saturating_sub(behind);
    ticket_no.chars().enumerate().map(|(place, c)| if hidden(place) { '*' } else { c }).collect()
}

/// What of a number [`id_number`] shows: searching may find no more than people see.
#[must_use]
pub fn shows(number: &str, part: &str) -> bool {
    let sound = part.chars().count() >= BEHIND;
    number.eq_ignore_ascii_case(part)
        || (sound && number.chars().count() >= 15)
            && (part.chars().count() <= BEHIND && ends(number, part)
                || part.chars().count() <= FRONT && number.starts_with(part))
}

fn ends(number: &str, part: &str) -> bool {
    number.to_ascii_uppercase().ends_with(&part.to_ascii_uppercase())
}

/// A text with every citizen's number in it masked, and the numbers of certificates left as they are: see [`is_citizens`].
#[must_use]
pub fn text(text: &str) -> String {
    with(text, is_citizens)
}

/// A text about identity numbers: every run of 15, 17 or 18 digits in it is masked, the last of which may be an `X`, also
/// those that cannot be anybody's, because they are somebody's with a mistake in it.
#[must_use]
pub fn numbers(text: &str) -> String {
    with(text, |_| true)
}

fn with(text: &str, is_masked: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() || (matches!(c, 'X' | 'x') && run.len() == 17) {
            run.push(c);
        } else {
            flush(&mut run, &mut out, &is_masked);
            out.push(c);
        }
    }
    flush(&mut run, &mut out, &is_masked);
    out
}

fn flush(run: &mut String, out: &mut String, is_masked: &impl Fn(&str) -> bool) {
    let masked = (matches!(run.len(), 15 | 17 | 18) && is_masked(run)).then(|| self::id_number(run));
    out.push_str(masked.as_deref().unwrap_or(run));
    run.clear();
}

/// The first year that certificates were numbered with, after their school's code.
const FIRST_NUMBERED: &str = "1991";

/// Whether a run of digits is a citizen's number, rather than a certificate's. It holds a day of birth, and its last
/// character fits; where it does not, or is missing, it is still somebody's with a mistake in it, unless its year is one
/// in which certificates were numbered: theirs have the year of graduation in the same place.
fn is_citizens(run: &str) -> bool {
    let upper = run.to_ascii_uppercase();
    let born = |number: &str| id_number::examine(number).birth_date.is_some();
    let early = upper.get(6..10).is_some_and(|year| year < FIRST_NUMBERED);
    match upper.len() {
        15 => born(&upper),
        17 => early && born(&format!("{upper}0")),
        _ => born(&upper) && (early || id_number::check_character(&upper) == upper.chars().last()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_and_end_stay() {
        assert_eq!(id_number("990198198506261435"), "990198********1435");
        assert_eq!(id_number("990198850626143"), "990198*****6143");
        assert_eq!(id_number("H12345678"), "H1*****78");
        assert_eq!(id_number("张三"), "张*");
        assert_eq!(id_number(""), "");
    }

    #[test]
    fn in_public_only_the_owner_knows_the_entry_again() {
        assert_eq!(
            ["张三", "张小三", "阿卜杜拉·买买提", "王", ""].map(public_name),
            ["张*", "张*三", "阿******提", "王", ""]
        );
        assert_eq!(public_ticket("4301249801001"), "430124***1001");
        assert_eq!(public_ticket("A12345"), "A1**45");
        assert_eq!(public_ticket(""), "");
    }

    #[test]
    fn numbers_in_a_text_are_masked_and_others_stay() {
        assert_eq!(
            text("证号99019819850626143X，应为990198198506261435。"),
            "证号990198********143X，应为990198********1435。"
        );
        assert_eq!(text("证书编号114141200505000123"), "证书编号114141200505000123");
        assert_eq!(
            text("证书编号114141200505012345"),
            "证书编号114141200505012345",
            "its serial number looks like a day"
        );
        assert_eq!(
            text("误作990198198506261436，漏末位99019819850626143"),
            "误作990198********1436，漏末位990198*******6143"
        );
        assert_eq!(text("15位：990198850626143"), "15位：990198*****6143");
        assert_eq!(numbers("误作990198200506261436"), "误作990198********1436");
        assert_eq!(text("准考证号4301249801001，2024年"), "准考证号4301249801001，2024年");
        assert_eq!(text("12345678901234567890"), "12345678901234567890");
    }

    #[test]
    fn only_what_is_seen_is_found() {
        let number = "990198198506261435";
        for found in ["1435", "990198", "9901", number] {
            assert!(shows(number, found), "{found}");
        }
        for hidden in ["435", "61435", "19850626", "9901981", "0198", ""] {
            assert!(!shows(number, hidden), "{hidden}");
        }
    }
}
