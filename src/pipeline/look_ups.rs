//! What portals said and people saw about papers, as one run knows it: kept with the run, so that it can be done again
//! with what was known then.

use super::inputs::fingerprint;
use crate::{
    Error, Result,
    model::{Answer, Answers, LookedBy},
    store::{
        Role, Run, Store, WorkFolder,
        online::Online,
        review::{LookUp, Made, Review, Standing},
    },
};

/// Answers, with the fingerprint under which a run keeps them.
#[derive(Debug, Default)]
pub struct LookUps {
    /// The answers.
    pub answers: Answers,
    /// SHA-256 of them as they are kept; `None` where there are none.
    pub sha256: Option<String>,
}

impl LookUps {
    /// Everything that is known now: what connectors were told, and what people entered in the review page.
    pub fn now(folder: &WorkFolder) -> Result<Self> {
        let mut answers = Online::answers_of(folder)?;
        if Review::exists(folder) {
            add_people(&mut answers, &Review::open(folder)?.standing()?);
        }
        Ok(Self::of(answers))
    }

    /// These answers.
    fn of(answers: Answers) -> Self {
        let sha256 = (!answers.is_empty()).then(|| fingerprint(&answers.to_bytes()));
        Self { answers, sha256 }
    }

    /// What a run knew.
    pub fn of_run(store: &dyn Store, folder: &WorkFolder, run: &Run) -> Result<Self> {
        let Some(sha256) = &run.answers_sha256 else { return Ok(Self::default()) };
        let missing = || Error::InputMissing { path: folder.root().to_owned() };
        let (_, bytes) = store.input(Role::Answers, sha256)?.ok_or_else(missing)?;
        let answers = Answers::from_bytes(&bytes).ok_or_else(missing)?;
        Ok(Self { answers, sha256: Some(sha256.clone()) })
    }

    /// Keeps them, for whoever does the run again.
    pub fn keep(&self, store: &dyn Store) -> Result<()> {
        match &self.sha256 {
            Some(sha256) => store.keep_input(Role::Answers, sha256, "look-ups", &self.answers.to_bytes()),
            None => Ok(()),
        }
    }
}

/// Adds what people entered.
fn add_people(answers: &mut Answers, standing: &Standing) {
    for (_, candidate) in standing.candidates() {
        for ((sha256, page), made) in &candidate.looked_up {
            if let Some(answer) = of_person(made) {
                answers.add(sha256.clone(), *page, answer);
            }
        }
    }
}

/// What a person entered, as an answer; entries that do not say what was looked up tell the checks nothing.
fn of_person(made: &Made<LookUp>) -> Option<Answer> {
    let LookUp { seen, note, portal, asked, question } = &made.what;
    Some(Answer {
        portal: portal.clone(),
        by: LookedBy::Person,
        asked: asked.clone(),
        question: question.clone()?,
        day: made.at.get(..10)?.to_owned(),
        outcome: seen.outcome(),
        fields: std::collections::BTreeMap::new(),
        note: note.clone(),
    })
}
