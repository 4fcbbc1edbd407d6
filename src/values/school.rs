//! Schools by the code that stands in certificate numbers, with their names of today and before.

use std::sync::LazyLock;

use super::text;

/// The month of the table.
pub const AS_OF: &str = "2026-11";

/// A school of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Five digits, as in certificate numbers.
    pub code: &'static str,
    /// Its name, then earlier names.
    pub names: Vec<&'static str>,
    /// Earlier names of which it is known in what year they were given up.
    given_up: Vec<(&'static str, u16)>,
}

static SCHOOLS: LazyLock<Vec<School>> = LazyLock::new(|| {
    include_str!("schools.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let code = words.next()?;
            let dated = |word: &'static str| {
                word.split_once('~').map_or((word, None), |(name, year)| (name, year.parse().ok()))
            };
            let (mut names, mut given_up) = (Vec::new(), Vec::new());
            for (name, year) in words.map(dated) {
                names.push(name);
                given_up.extend(year.map(|year| (name, year)));
            }
            Some(School { code, names, given_up })
        })
        .collect()
});

/// The school that has a code, as far as the table goes.
#[must_use]
pub fn school_of_code(code: &str) -> Option<&'static School> {
    SCHOOLS.binary_search_by(|school| school.code.cmp(code)).ok().and_then(|at| SCHOOLS.get(at))
}

/// The school of a name, as far as the table goes.
#[must_use]
pub fn school_of_name(name: &str) -> Option<&'static School> {
    let name = text::bare(name);
    SCHOOLS.iter().find(|school| school.names.iter().any(|known| text::bare(known) == name))
}

/// The year in which this name was given up, and the name of today; `None` where either is not known.
#[must_use]
pub fn given_up(name: &str) -> Option<(u16, &'static str)> {
    let school = school_of_name(name)?;
    let name = text::bare(name);
    let (_, year) = school.given_up.iter().find(|(known, _)| text::bare(known) == name)?;
    Some((*year, school.names.first().copied()?))
}

/// The school under whose name another institution stands (湖南商学院北津学院), as far as the table knows it, and what stands
/// behind.
#[must_use]
pub fn school_in_front(name: &str) -> Option<(&'static School, String)> {
    let name = text::bare(name);
    let fits = SCHOOLS.iter().flat_map(|school| {
        let behind = school.names.iter().filter_map(|known| name.strip_prefix(text::bare(known).as_str()));
        behind.filter(|behind| !behind.is_empty()).map(move |behind| (school, behind.to_owned()))
    });
    fits.min_by_key(|(_, behind)| behind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_clean() {
        assert!(SCHOOLS.len() > 300);
        assert!(SCHOOLS.is_sorted_by(|a, b| a.code < b.code));
        for school in SCHOOLS.iter() {
            assert!(school.code.len() == 5 && school.code.bytes().all(|b| b.is_ascii_digit()), "{}", school.code);
            assert!(!school.names.is_empty(), "{}", school.code);
        }
        assert_eq!(school_of_code("10542").map(|s| s.names[0]), Some("湖南师范大学"));
        assert_eq!(school_of_name("中国石油大学(华东)").map(|s| s.code), Some("10425"));
        assert_eq!(school_of_code("99999"), None);
        assert_eq!(given_up("湖南医科大学"), Some((2000, "中南大学")));
        assert_eq!(given_up("中南大学"), None);
        let front = school_in_front("湖南商学院北津学院").map(|(school, behind)| (school.code, behind));
        assert_eq!(front, Some(("10554", "北津学院".to_owned())));
        let years = SCHOOLS.iter().flat_map(|school| &school.given_up).map(|(_, year)| *year);
        assert!(years.clone().count() > 50 && years.into_iter().all(|year| (1990..=2025).contains(&year)));
        assert!(SCHOOLS.iter().flat_map(|school| &school.names).all(|name| !name.contains('~')));
    }
}
