//! The ledger: which clause a flag rests on, and what is left to people.

use crate::model::Code;

use super::{Clause, Pack};

impl Pack {
    /// The clause that a flag of this code rests on, where the pack names one.
    #[must_use]
    pub fn clause_of(&self, code: Code) -> Option<&str> {
        self.codes.get(&code).map(|rule| rule.clause.as_str())
    }

    /// A clause by its id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clause.iter().find(|clause| clause.id == id)
    }

    /// The clauses that no check holds, with the reason why a person must.
    pub fn left_to_people(&self) -> impl Iterator<Item = (&Clause, &str)> {
        self.clause.iter().filter_map(|clause| Some((clause, clause.person.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_to_people_says_why() {
        let pack = Pack::builtin("changsha-2024-social-worker").unwrap();
        let left: Vec<&str> = pack.left_to_people().map(|(clause, _)| clause.id.as_str()).collect();
        assert!(left.contains(&"4.2a"), "the signature is a person's to judge: {left:?}");
        assert!(pack.left_to_people().all(|(_, why)| why.chars().count() >= 5));
    }
}
