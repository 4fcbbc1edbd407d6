//! Keys that are not for the page are left alone; and what cannot be saved is kept and told.

use hecha::model::{Round, Verdict};

use super::desk::{BIRTH_DATE, with};
use crate::support;

#[test]
fn an_input_method_and_text_fields_keep_their_keys() {
    with(async |desk, browser| {
        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        for init in [
            "{key: '1', isComposing: true}",
            "{key: '1', keyCode: 229}",
            "{key: 'Process', keyCode: 229}",
            "{key: '1', ctrlKey: true}",
        ] {
            browser
                .tell(&format!(
                    "document.body.dispatchEvent(new KeyboardEvent('keydown', {{bubbles: true, ...{init}}}))"
                ))
                .await;
        }
        // Words typed into a note are words; Enter while a word is being chosen is no answer.
        browser.press("2").await;
        browser.wait("document.querySelector('#reasons-send_back').open").await;
        browser.tell("document.querySelector('#reasons-send_back textarea').focus()").await;
        browser.press("1 2 3 u y x").await;
        assert_eq!(browser.tell("document.querySelector('#reasons-send_back textarea').value").await, "1 2 3 u y x");
        browser
            .tell(
                "(() => { const t = document.querySelector('#reasons-send_back textarea'); \
                   t.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true})); \
                   t.form.requestSubmit(t.form.querySelector('[value=save]')); })()",
            )
            .await;
        assert_eq!(browser.tell("document.querySelector('#reasons-send_back').open").await, true);
        browser.press("\u{E00C}").await;
        browser.wait("!document.querySelector('#reasons-send_back').open").await;
        assert!(desk.review().standing().unwrap().of(BIRTH_DATE).is_none(), "nothing was decided by any of it");

        browser.press("?").await;
        browser.wait("document.querySelector('#help').open").await;
        assert!(browser.text("#help").await.contains("退回补正"));
    });
}

#[test]
fn a_decision_that_cannot_be_saved_is_kept_and_told() {
    with(async |desk, browser| {
        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        desk.pull_the_cable();
        browser.press("1").await;
        browser.wait("!document.querySelector('#alert').hidden").await;
        let told = browser.text("#alert").await;
        assert!(told.contains("没有保存") && told.contains("重试"), "{told}");
        let still = browser.tell("document.querySelector('#candidate').dataset.ticket").await;
        assert_eq!(still, BIRTH_DATE, "nobody is passed over");

        // What waits to be saved is of this candidate: nobody else is shown before it is saved or given up.
        browser.press("n").await;
        browser.press("3").await;
        browser.press("\u{E00C}").await;
        assert_eq!(browser.tell("document.querySelector('#candidate').dataset.ticket").await, BIRTH_DATE);
        desk.plug_it_in();
        browser
            .tell("[...document.querySelectorAll('#alert button')].find(b => b.textContent === '重试').click()")
            .await;
        browser.wait("document.querySelector('#saved').textContent.includes('已保存')").await;
        let standing = desk.review().standing().unwrap();
        let made = standing.of(BIRTH_DATE).unwrap().decisions.get(&Round::First).unwrap().clone();
        assert_eq!((made.what.verdict, made.by.as_str()), (Verdict::Pass, "甲"), "nothing is lost");
        assert_eq!(browser.tell("document.querySelector('#alert').hidden").await, true);
    });
}

#[test]
fn a_candidate_that_could_not_be_fetched_ahead_is_fetched_when_wanted() {
    with(async |_, browser| {
        browser.come_in("甲").await;
        browser.go("/?part=all").await;
        let first = support::text(&browser.tell("document.querySelector('#queue a[href^=\"/c/\"]').pathname").await);
        browser.open(first.trim_start_matches("/c/")).await;
        let next = |of: &str| format!("decodeURIComponent({of}.dataset.next.split('?')[0].slice(3))");
        let second = support::text(&browser.tell(&next("document.querySelector('#candidate')")).await);
        browser.wait("performance.getEntriesByType('resource').some(it => it.name.endsWith(document.querySelector('#candidate').dataset.next))").await;
        // From now on the line fails once for whoever is fetched ahead.
        browser
            .tell(
                "(() => { const given = window.fetch; window.failed = 0; \
                   window.fetch = (to, how) => how?.headers?.['x-inside'] && window.failed === 0 \
                     ? (window.failed += 1, Promise.reject(new TypeError('no line'))) : given(to, how); })()",
            )
            .await;
        browser.press("n").await;
        browser.painted(&second).await;
        browser.wait("window.failed === 1").await;
        let third = support::text(&browser.tell(&next("document.querySelector('#candidate')")).await);
        browser.press("n").await;
        browser.painted(&third).await;
        assert_eq!(browser.tell("document.querySelector('#alert').hidden").await, true);
    });
}
