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
}

static SCHOOLS: LazyLock<Vec<School>> = LazyLock::new(|| {
    include_str!("schools.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(School { code: words.next()?, names: words.collect() })
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
    }
}
