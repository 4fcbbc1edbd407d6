//! The second review is somebody else's, and comes after the first; lists are made of what stands.

use hecha::model::{Round, Verdict};

use super::desk::{BIRTH_DATE, with};

#[test]
fn two_people_decide_one_after_the_other() {
    with(async |desk, browser| {
        browser.come_in("丙").await;
        browser.open(BIRTH_DATE).await;
        assert!(browser.text("footer.verdict").await.contains("还没有初审"));

        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        browser.press("1").await;
        browser.wait(&format!("document.querySelector('#candidate').dataset.ticket !== '{BIRTH_DATE}'")).await;

        browser.come_in("乙").await;
        browser.open(BIRTH_DATE).await;
        assert!(browser.text("footer.verdict").await.contains("甲"), "a colleague's conclusion stands");

        browser.come_in("丙").await;
        browser.go(&format!("/c/{BIRTH_DATE}?part=all")).await;
        browser.painted(BIRTH_DATE).await;
        assert!(browser.text(".decided").await.contains("初审：通过"));
        browser.press("1").await;
        browser.wait("document.querySelector('#saved').textContent.includes('已保存')").await;
        let standing = desk.review().standing().unwrap();
        let made = standing.of(BIRTH_DATE).unwrap().decisions.get(&Round::Second).unwrap().clone();
        assert_eq!((made.what.verdict, made.by.as_str()), (Verdict::Pass, "丙"));

        browser.go("/exports").await;
        let made = browser
            .client
            .execute_async(
                "const done = arguments[0]; fetch('/exports', {method: 'POST', headers: {'content-type': 'application/x-www-form-urlencoded'}, \
                 body: new URLSearchParams({csrf: document.querySelector('meta[name=csrf]').content, list: 'passed', form: 'xlsx'})}) \
                 .then(async r => done([r.status, r.headers.get('content-disposition'), (await r.arrayBuffer()).byteLength]))",
                Vec::new(),
            )
            .await
            .unwrap();
        assert_eq!(made[0], 200, "{made}");
        assert!(made[1].as_str().unwrap().contains(".xlsx") && made[2].as_u64().unwrap() > 1000, "{made}");
    });
}
