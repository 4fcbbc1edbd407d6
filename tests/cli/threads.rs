//! The order of the work shows nowhere in what comes out of it.

use super::Desk;

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let candidates = ["4301249801001", "4301249801002", "4301249801004", "4301249801006", "4301249801018"];
    let (one, two) = (Desk::with(&candidates), Desk::with(&candidates));
    assert_eq!(one.screen(&["--jobs", "1"]).code, 0);
    assert_eq!(two.screen(&["--jobs", "2"]).code, 0);
    let (first, second) = (one.jsonl(), two.jsonl());
    assert!(first.len() > 5000, "there is something to compare");
    assert!(first == second);
    // The same again, and from nothing with more at a time than there are cores.
    assert_eq!(one.screen(&["--jobs", "2"]).code, 0);
    assert!(one.jsonl() == first);
    let many = Desk::with(&candidates);
    assert_eq!(many.screen(&["--jobs", "5"]).code, 0);
    assert!(many.jsonl() == first);
}
