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
fn what_follows_behind_the_last_table_is_shown_by_those_who_mend_the_file() {
    let original = File::new(&form()).bytes();
    let document = Document::load_mem(&original).unwrap();
    let content = document.get_page_contents(document.page_iter().next().unwrap())[0];
    let behind = |original: &[u8], written: &[u8]| {
        let head = format!("\n{} 0 obj\n<< /Length {} >>\nstream\n", content.0, written.len());
        [original, head.as_bytes(), written, b"\nendstream\nendobj\n"].concat()
    };
    let written = [form(), text_at(60, 560, LINE)].concat();
    is_told(&behind(&original, &written), "no table of its own");
    let mark = last(&original, b"%%EOF");
    let mut endless = original.clone();
    endless[mark..mark + 5].copy_from_slice(b"     ");
    is_told(&behind(&endless, &written), "and no end of the first state");
    // What shows the same is no edit.
    assert_eq!(facts_of(&behind(&original, &form())).changes, []);
}

#[test]
fn a_table_that_is_made_anew_is_told() {
    let (_, bytes) = changed();
    assert!(!facts_of(&bytes).repaired);
    let table = last(&bytes, b"startxref");
    assert!(facts_of(&bytes[..table]).repaired);
}

#[test]
fn a_save_that_only_calls_a_glyph_otherwise_is_told() {
    use super::program::{FIVE, FOUR, TREE, glyphs, truetype};
    for (called, otherwise) in [("5", "6"), ("学", "院"), ("4", "9")] {
        let names = ["5", "4", "学"];
        let mut file = File::new(&[form(), glyphs("F2", (300, 560), &[1, 2, 3])].concat());
        file.embed("F2", "ABCDEF+Test", truetype(&[(FIVE, None), (FOUR, None), (TREE, None)]), &names);
        let original = file.bytes();
        let document = Document::load_mem(&original).unwrap();
        let calls = |stream: &Stream| {
            let table = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let table = String::from_utf8_lossy(&table).into_owned();
            let hex = |text: &str| ucs2(text).iter().map(|b| format!("{b:02X}")).collect::<String>();
            let (is, changed) = (table.contains("beginbf"), table.replace(&hex(called), &hex(otherwise)));
            (is && changed != table).then_some(changed)
        };
        let tables = document.objects.iter().filter_map(|(id, object)| Some((*id, calls(object.as_stream().ok()?)?)));
        let tables: Vec<(ObjectId, String)> = tables.collect();
        assert_eq!(tables.len(), 1);
        let mut update = lopdf::IncrementalDocument::create_from(original, document);
        for (id, table) in tables {
            update.new_document.objects.insert(id, Stream::new(Dictionary::new(), table.into_bytes()).into());
        }
        let mut bytes = Vec::new();
        update.save_to(&mut bytes).unwrap();
        let facts = facts_of(&bytes);
        let [change] = facts.changes.as_slice() else { panic!("{called}: {:?}", facts.changes) };
        assert!(change.before.contains(called) && change.after.contains(otherwise), "{change:?}");
    }
}

#[test]
fn marks_within_a_stream_are_no_states() {
    for inside in [&b"%%EOF"[..], b"startxref\n1234\n%%EOF\n", b"%%EOF\n12 things"] {
        let content = [form(), b"% ".to_vec(), inside.to_vec(), b"\n".to_vec(), text_at(60, 560, LINE)].concat();
        let facts = facts_of(&File::new(&content).bytes());
        assert_eq!((facts.changes, facts.repaired), (vec![], false));
    }
}
