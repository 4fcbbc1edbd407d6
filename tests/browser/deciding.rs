//! Each decision, by keyboard, without a page being loaded between candidates; and taking back.

use hecha::model::{FieldName, Round, Ruling, Verdict};

use super::desk::{BIRTH_DATE, Browser, Desk, with};

/// What the first review decided about a candidate.
fn decided(desk: &Desk, ticket_no: &str) -> Option<(Verdict, Vec<String>, Option<String>)> {
    let standing = desk.review().standing().unwrap();
    let made = standing.of(ticket_no)?.decisions.get(&Round::First)?;
    Some((made.what.verdict, made.what.reasons.clone(), made.what.note.clone()))
}

async fn ticket(browser: &Browser) -> String {
    crate::support::text(&browser.tell("document.querySelector('#candidate').dataset.ticket").await)
}

/// Waits until somebody else is shown.
async fn another(browser: &Browser, than: &str) -> String {
    browser.wait(&format!("document.querySelector('#candidate').dataset.ticket !== '{than}'")).await;
    let next = ticket(browser).await;
    browser.painted(&next).await;
    next
}

#[test]
fn each_decision_is_kept_before_the_next_candidate_is_shown() {
    with(async |desk, browser| {
        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        browser.tell("window.unbroken = true").await;
        browser.press("1").await;
        let second = another(browser, BIRTH_DATE).await;
        assert_eq!(decided(desk, BIRTH_DATE), Some((Verdict::Pass, vec![], None)));
        assert!(browser.text("#saved").await.contains("已保存"));

        // Sending back asks why; a number chooses, Enter saves.
        browser.press("2").await;
        browser.wait("document.querySelector('#reasons-send_back').open").await;
        browser.tell("document.querySelectorAll('#reasons-send_back input:checked').forEach(i => i.click())").await;
        browser.press("1").await;
        browser.press("\u{E007}").await;
        let third = another(browser, &second).await;
        let (verdict, reasons, _) = decided(desk, &second).unwrap();
        assert_eq!((verdict, reasons.len()), (Verdict::SendBack, 1));

        // Refusing in one's own words; without any reason nothing is sent.
        browser.press("3").await;
        browser.wait("document.querySelector('#reasons-not_qualified').open").await;
        browser.tell("document.querySelectorAll('#reasons-not_qualified input:checked').forEach(i => i.click())").await;
        browser.press("\u{E007}").await;
        browser.wait("!document.querySelector('#reasons-not_qualified .problem').hidden").await;
        assert_eq!(decided(desk, &third), None);
        browser.tell("document.querySelector('#reasons-not_qualified textarea').focus()").await;
        browser.press("工作不满\u{E009}\u{E007}").await;
        let fourth = another(browser, &third).await;
        assert_eq!(decided(desk, &third), Some((Verdict::NotQualified, vec![], Some("工作不满".into()))));

        browser.press("4").await;
        another(browser, &fourth).await;
        assert_eq!(decided(desk, &fourth).map(|d| d.0), Some(Verdict::Skip));
        assert_eq!(browser.tell("window.unbroken").await, true, "no page was loaded between candidates");

        // Back through the browser's own history, and take the first one back.
        browser.go(&format!("/c/{BIRTH_DATE}")).await;
        browser.painted(BIRTH_DATE).await;
        assert!(browser.text(".decided").await.contains("初审：通过"));
        browser.press("u").await;
        browser.wait("document.querySelector('.facts .decided') === null").await;
        assert_eq!(decided(desk, BIRTH_DATE), None);
        assert!(desk.review().verify(&[]).unwrap().broken.is_none());
    });
}

#[test]
fn flags_are_ruled_on_and_values_corrected() {
    with(async |desk, browser| {
        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        browser.press("x").await;
        browser.wait("document.querySelector('#dismissal').open").await;
        browser.press("身份证为准\u{E009}\u{E007}").await;
        browser.wait("document.querySelector('.ruled.dismissed') !== null").await;
        let rulings = || {
            let standing = desk.review().standing().unwrap();
            let own = standing.of(BIRTH_DATE).unwrap();
            own.rulings.values().map(|made| (made.what.ruling, made.what.reason.clone())).collect::<Vec<_>>()
        };
        assert_eq!(rulings(), [(Ruling::Dismissed, Some("身份证为准".into()))]);
        for (key, ruling) in [("y", Ruling::Confirmed), ("q", Ruling::Illegible)] {
            browser.tell("document.querySelector('article.flag').click()").await;
            browser.press(key).await;
            browser.wait(&format!("document.querySelector('.ruled.{}') !== null", ruling.as_str())).await;
            assert_eq!(rulings()[0].0, ruling);
        }

        browser.tell("document.querySelector('.value[data-name=\"school\"]').click()").await;
        browser.press("e").await;
        browser.wait("document.querySelector('#correction').open").await;
        browser.tell("document.querySelector('#correction input').value = ''").await;
        browser.press("湖南农业大学\u{E007}").await;
        browser.wait("document.querySelector('.corrected') !== null").await;
        let standing = desk.review().standing().unwrap();
        let (key, made) = standing.of(BIRTH_DATE).unwrap().corrections.iter().next().unwrap();
        assert_eq!((key.name, made.what.value.as_str()), (FieldName::School, "湖南农业大学"));
        assert!(browser.text(".value:has(.corrected) .said").await != "湖南农业大学" || made.what.reading.is_some());
    });
}
