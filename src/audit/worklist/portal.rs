//! The portals for people, as data.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::audit::online::{Template, Values};
use crate::model::{Document, DocumentKind, FieldName};

/// A portal at which people look papers up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// What people call it.
    pub name: String,
    /// Its address; none where each office has its own.
    pub address: Option<String>,
    /// What is looked up there.
    pub kinds: Vec<DocumentKind>,
    /// What is entered there.
    pub enter: Vec<FieldName>,
    /// The address that opens a record.
    scan: Option<String>,
    /// The first year of graduation that it knows.
    from: Option<u16>,
    /// The last one.
    to: Option<u16>,
}

#[derive(Deserialize)]
struct File {
    portal: Vec<Portal>,
}

/// All of them, in the order in which lists show them.
#[must_use]
pub fn portals() -> &'static [Portal] {
    static ALL: OnceLock<Vec<Portal>> = OnceLock::new();
    // That the table is whole is tested; a spoilt one gives an empty list and no wrong one.
    ALL.get_or_init(|| toml::from_str::<File>(include_str!("portals.toml")).map_or_else(|_| Vec::new(), |f| f.portal))
}

/// The portal that knows a document.
pub(super) fn of(document: &Document) -> Option<&'static Portal> {
    let year = document.text(FieldName::GraduatedOn).and_then(|date| date.get(..4)?.parse::<u16>().ok());
    let mut fitting = portals().iter().filter(|portal| portal.kinds.contains(&document.kind));
    let first = fitting.clone().next();
    fitting.find(|portal| year.is_none_or(|year| portal.knows(year))).or(first)
}

impl Portal {
    fn knows(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// The address that opens the record of these values; `None` where the portal has no such, or a value is missing.
    pub(super) fn scan(&self, values: &[(FieldName, String)]) -> Option<String> {
        let values: Values = values.iter().cloned().collect();
        Template::parse(self.scan.as_deref()?).ok()?.fill_encoded(&values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn technical_schools_are_looked_up_where_the_announcement_says() {
        let of_year = |year: u16| {
            let knows = |p: &&Portal| p.kinds.contains(&DocumentKind::TechnicalSchoolQuery) && p.knows(year);
            portals().iter().filter(knows).map(|p| p.name.as_str()).collect::<Vec<_>>()
        };
        let office = "技工院校（省人社厅职业能力建设处）";
        assert_eq!(of_year(2004), [office]);
        assert_eq!([of_year(2005), of_year(2013)], [["技工院校（湖南）"], ["技工院校（湖南）"]]);
        assert_eq!(of_year(2014), [office]);
        assert_eq!(of_year(2015), ["技工院校（人社部）"]);
    }

    #[test]
    fn the_table_is_whole() {
        let file: File = toml::from_str(include_str!("portals.toml")).unwrap();
        assert_eq!(file.portal.len(), portals().len());
        assert!(file.portal.iter().all(|portal| !portal.kinds.is_empty() && !portal.enter.is_empty()));
        for portal in portals() {
            let Some(scan) = &portal.scan else { continue };
            let template = Template::parse(scan).unwrap();
            assert!(template.fields().all(|name| portal.enter.contains(&name)), "{}", portal.name);
        }
    }
}
