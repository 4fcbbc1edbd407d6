//! A candidate's page: the boxes are where the values stand, and what is secret is not shown unasked.

use serde_json::Value;

use super::desk::{BIRTH_DATE, with};
use crate::support::list;

fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().filter_map(Value::as_f64).collect()
}

#[test]
fn boxes_stand_where_the_evidence_does_and_the_page_goes_there() {
    with(async |desk, browser| {
        let line = desk.line(BIRTH_DATE);
        let flag = list(&line["flags"]).iter().find(|flag| flag["code"] == "birth-date-mismatch").unwrap();
        let wanted = numbers(&flag["box"]);
        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        let page = browser
            .tell("(() => { const s = document.querySelector('svg.sheet:not([hidden])'); return [Number(s.dataset.width), Number(s.dataset.height)]; })()")
            .await;
        let page = numbers(&page);
        assert!((page[0] - 595.0).abs() < 2.0 && (page[1] - 842.0).abs() < 2.0, "an A4 page: {page:?}");
        let drawn = browser
            .tell("(() => { const b = document.querySelector('.box.flag').getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height]; })()")
            .await;
        for (drawn, wanted) in numbers(&drawn).iter().zip(&wanted) {
            assert!((drawn - wanted).abs() <= 1.7, "a little around it: {drawn} {wanted}");
        }
        // What is on the screen at the box is the page, and the box is in sight.
        let inside = browser
            .tell("(() => { const s = document.querySelector('#stage').getBoundingClientRect(), b = document.querySelector('.box.flag').getBoundingClientRect(); \
                   return b.width > 20 && b.left >= s.left && b.right <= s.right && b.top >= s.top && b.bottom <= s.bottom; })()")
            .await;
        assert_eq!(inside, true);
        // The ink is under the box: the picture is darker there than the paper beside it.
        let ink = browser
            .client
            .execute_async(
                "const done = arguments[0]; (async () => { const s = document.querySelector('svg.sheet:not([hidden])'); \
                 const i = new Image(); i.src = s.querySelector('image').getAttribute('href'); await i.decode(); \
                 const c = document.createElement('canvas'); c.width = i.naturalWidth; c.height = i.naturalHeight; \
                 const g = c.getContext('2d'); g.drawImage(i, 0, 0); const k = i.naturalWidth / Number(s.dataset.width); \
                 const b = s.querySelector('.box.flag').getBBox(); \
                 const d = g.getImageData(b.x * k, b.y * k, b.width * k, b.height * k).data; \
                 let dark = 0; for (let n = 0; n < d.length; n += 4) if (d[n] < 100) dark++; done(dark / (d.length / 4)); })()",
                Vec::new(),
            )
            .await
            .unwrap();
        assert!(ink.as_f64().unwrap() > 0.03, "type stands in the box: {ink}");
        let flag = browser.text("article.flag").await;
        assert!(flag.contains("1991-03-08") && flag.contains("≠"), "{flag}");
        browser.wait("[...document.querySelectorAll('.crop image')].every(i => i.hasAttribute('href'))").await;
    });
}

#[test]
fn numbers_and_codes_are_masked_until_asked_for() {
    with(async |desk, browser| {
        browser.come_in("查").await;
        browser.open(BIRTH_DATE).await;
        let line = desk.line(BIRTH_DATE);
        let number = list(&line["documents"])
            .iter()
            .flat_map(|document| list(&document["fields"]))
            .find(|field| field["name"] == "id_number")
            .and_then(|field| field["value"].as_str())
            .unwrap()
            .to_owned();
        assert!(!browser.text("#candidate").await.contains(&number));
        browser.press("i").await;
        browser.wait(&format!("document.querySelector('.title .id').textContent === '{number}'")).await;
        let mut unmasked = 0;
        desk.review()
            .entries(0, &mut |entry| {
                unmasked += usize::from(matches!(entry.act, hecha::store::review::Act::Unmasked { .. }));
                Ok(())
            })
            .unwrap();
        assert_eq!(unmasked, 1);
        assert_eq!(browser.tell("document.querySelectorAll('.decide').length").await, 0, "an auditor decides nothing");
        browser.press("1").await;
        assert!(desk.review().standing().unwrap().of(BIRTH_DATE).is_none());
    });
}
