//! The questions that a run's documents raise.

use std::collections::BTreeSet;

use super::connector::Connector;
use super::template::Values;
use crate::audit::worklist::portals;
use crate::checks::whose::is_strangers;
use crate::model::{Document, LookUpOutcome, question};
use crate::store::{CandidateResult, online::Tie};

/// A question to be asked.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// Which connector asks it, by its place in the file.
    pub connector: usize,
    /// Its fingerprint.
    pub question: String,
    /// The values that are asked about: secrets.
    pub(super) values: Values,
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = (self.connector, &self.question);
        f.debug_tuple("Question").field(&shown).finish()
    }
}

/// What there is to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Every question once, in the order of the roster.
    pub questions: Vec<Question>,
    /// Which question is about which document.
    pub ties: Vec<Tie>,
    /// What ends before it is asked, by connector and question.
    pub(super) unasked: BTreeSet<(String, String, LookUpOutcome)>,
    seen: BTreeSet<(usize, String)>,
}

impl Plan {
    /// How many documents need no question, because no connector fits or something was not read.
    #[must_use]
    pub fn cannot_be_asked(&self) -> usize {
        self.ties.iter().filter(|tie| self.is_unasked(tie)).count()
    }

    fn is_unasked(&self, tie: &Tie) -> bool {
        self.unasked.iter().any(|(connector, question, _)| *connector == tie.connector && *question == tie.question)
    }

    /// Adds what one candidate's documents raise. Papers of a wholly different person are not asked about.
    pub fn add(&mut self, result: &CandidateResult, connectors: &[Connector]) {
        let Some(candidate) = &result.candidate else { return };
        let documents = result.files.iter().flat_map(|file| &file.documents);
        for document in documents.filter(|document| !is_strangers(candidate, document)) {
            self.document(document, connectors);
        }
    }

    fn document(&mut self, document: &Document, connectors: &[Connector]) {
        let fits = || connectors.iter().enumerate().filter(|(_, connector)| connector.kinds.contains(&document.kind));
        let readable = |connector: &Connector| connector.needs.iter().all(|name| document.text(*name).is_some());
        let tie = |portal: &str, connector: &str, asked: &[_]| Tie {
            sha256: document.sha256.clone(),
            page: document.pages.0,
            portal: portal.to_owned(),
            connector: connector.to_owned(),
            question: question(document, asked),
            asked: asked.to_vec(),
        };
        if let Some((at, connector)) = fits().find(|(_, connector)| readable(connector)) {
            let tie = tie(&connector.name, &connector.fingerprint, &connector.needs);
            if self.seen.insert((at, tie.question.clone())) {
                let values = connector.needs.iter().filter_map(|name| Some((*name, document.text(*name)?.to_owned())));
                let values = values.collect();
                self.questions.push(Question { connector: at, question: tie.question.clone(), values });
            }
            self.ties.push(tie);
        } else if let Some((_, connector)) = fits().next() {
            let tie = tie(&connector.name, &connector.fingerprint, &connector.needs);
            self.unasked.insert((tie.connector.clone(), tie.question.clone(), LookUpOutcome::Incomplete));
            self.ties.push(tie);
        } else if portals().iter().any(|portal| portal.kinds.contains(&document.kind)) {
            let tie = tie("", "", &[]);
            self.unasked.insert((String::new(), tie.question.clone(), LookUpOutcome::NoConnector));
            self.ties.push(tie);
        }
    }
}

/// The questions that these results raise.
#[must_use]
pub fn plan<'a>(results: impl IntoIterator<Item = &'a CandidateResult>, connectors: &[Connector]) -> Plan {
    let mut plan = Plan::default();
    for result in results {
        plan.add(result, connectors);
    }
    plan
}
