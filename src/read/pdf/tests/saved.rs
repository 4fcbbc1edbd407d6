//! A file that was changed in a later save, however its tables look.

use super::*;

/// The form with its last line changed in a later save.
fn changed() -> (Vec<u8>, Vec<u8>) {
    let original = File::new(&form()).bytes();
    let document = Document::load_mem(&original).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_contents(page)[0];
    let mut update = lopdf::IncrementalDocument::create_from(original.clone(), document);
    let written = [form(), text_at(60, 560, LINE)].concat();
    update.new_document.objects.insert(content, Stream::new(Dictionary::new(), written).into());
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    (original, bytes)
}

fn last(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).rposition(|w| w == what).unwrap()
}

fn is_told(bytes: &[u8], how: &str) {
    let facts = facts_of(bytes);
    let [change] = facts.changes.as_slice() else { panic!("{how}: {:?}", facts.changes) };
    assert!(change.after.contains(LINE), "{how}: {change:?}");
}

#[test]
fn a_damaged_table_hides_no_later_save() {
    let (original, bytes) = changed();
    is_told(&bytes, "as it is");
    let table = last(&bytes, b"startxref");
    is_told(&[&bytes[..table], b"startxref\n99999999\n%%EOF\n"].concat(), "a table that is nowhere");
    is_told(&[&bytes[..table], b"startxref\n"].concat(), "no number and no end");
    is_told(&[bytes.as_slice(), &[0; 6000]].concat(), "zeros behind the end");
    is_told(&[bytes.as_slice(), b"\n% a remark\n%%EOF\n"].concat(), "a remark and another end");
    // The first state has no mark of its end.
    let mark = last(&original, b"%%EOF");
    let mut without = bytes.clone();
    without[mark..mark + 5].copy_from_slice(b"     ");
    is_told(&without, "the first state does not end");
}

#[test]
fn a_table_that_is_made_anew_is_told() {
    let (_, bytes) = changed();
    assert!(!facts_of(&bytes).repaired);
    let table = last(&bytes, b"startxref");
    assert!(facts_of(&bytes[..table]).repaired);
}

#[test]
fn marks_within_a_stream_are_no_states() {
    for inside in [&b"%%EOF"[..], b"startxref\n1234\n%%EOF\n", b"%%EOF\n12 things"] {
        let content = [form(), b"% ".to_vec(), inside.to_vec(), b"\n".to_vec(), text_at(60, 560, LINE)].concat();
        let facts = facts_of(&File::new(&content).bytes());
        assert_eq!((facts.changes, facts.repaired), (vec![], false));
    }
}
