//! The queue: who is in it and why, and what searches and filters leave.

use super::desk::{BIRTH_DATE, with};

#[test]
fn lists_why_and_finds_whom_one_looks_for() {
    with(async |_, browser| {
        browser.come_in("甲").await;
        let row = format!(
            "[...document.querySelectorAll('table.list tr')].find(r => r.textContent.includes('{BIRTH_DATE}'))"
        );
        let row = browser.tell(&format!("{row}.innerText")).await.to_string();
        assert!(row.contains("出生日期不一致") && row.contains("未审"), "{row}");
        assert!(row.contains("********"), "identity numbers are masked: {row}");

        // By keyboard: to the search, a ticket number, to the one who is found.
        browser.press("/").await;
        browser.press(&format!("{BIRTH_DATE}\u{E007}")).await;
        browser.wait("document.querySelectorAll('table.list tbody tr').length === 1").await;
        browser.client.find(fantoccini::Locator::Css("h1")).await.unwrap().click().await.unwrap();
        browser.press("j").await;
        browser.press("\u{E007}").await;
        browser.painted(BIRTH_DATE).await;

        browser.go("/?flag=birth-date-mismatch").await;
        assert_eq!(browser.tell("document.querySelectorAll('table.list tbody tr').length").await, 1);
        browser.go("/?part=clean").await;
        let clean = browser.text("table.list").await;
        assert!(clean.contains("4301249801001") && !clean.contains(BIRTH_DATE), "{clean}");
        assert!(browser.text(".clean").await.contains("10%"));
    });
}
