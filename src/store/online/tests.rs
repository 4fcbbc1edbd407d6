use super::*;

fn kept(outcome: LookUpOutcome) -> Kept {
    let fields = [(FieldName::GraduatedOn, "2005-06-30".to_owned())].into();
    Kept { at: 1_700_000_000, day: "2023-11-14".into(), outcome, why: "rule".into(), fields }
}

#[test]
fn answers_and_requests_outlive_the_process() {
    let dir = tempfile::tempdir().unwrap();
    let folder = WorkFolder::make(dir.path()).unwrap();
    assert!(Online::answers_of(&folder).unwrap().is_empty());
    assert!(!folder.online().exists(), "to look is not to make");
    {
        let online = Online::open(&folder).unwrap();
        online.sending("a", 10, "c", "q").unwrap();
        online.sending("a", 20, "c", "q").unwrap();
        online.sending("b", 30, "c", "q").unwrap();
        online.keep("c", "q", &kept(LookUpOutcome::NotFound)).unwrap();
        online.keep("c", "q", &kept(LookUpOutcome::Found)).unwrap();
        let tie = |page| Tie {
            sha256: "s".into(),
            page,
            portal: "库".into(),
            connector: "c".into(),
            question: "q".into(),
            asked: vec![FieldName::VerificationCode],
        };
        online.tie(&[tie(1), tie(3)]).unwrap();
        online.tie(&[Tie { question: "unasked".into(), ..tie(3) }]).unwrap();
    }
    let online = Online::open(&folder).unwrap();
    assert_eq!(online.sent("a", 10).unwrap(), [20]);
    assert_eq!(online.requests().unwrap(), 3);
    assert_eq!(online.answer("c", "q").unwrap(), Some(kept(LookUpOutcome::Found)));
    assert_eq!(online.answer("c", "other").unwrap(), None);
    assert_eq!(online.answers().unwrap().len(), 1, "the document whose question was not answered has none");
}

#[test]
fn only_one_run_asks_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let folder = WorkFolder::make(dir.path()).unwrap();
    let held = Online::lock(&folder).unwrap();
    assert!(matches!(Online::lock(&folder), Err(Error::WorkInUse { .. })));
    drop(held);
    Online::lock(&folder).unwrap();
}
