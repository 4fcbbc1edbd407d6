//! The second review is somebody else's, comes after the first, and is blind to it where the rules say so; lists are made of
//! what stands.

use hecha::model::{Round, Verdict};

use super::desk::{BIRTH_DATE, copy_folder, reviewed, screen, with};
use crate::support;

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
        for (list, form, begins) in [
            ("passed", "xlsx", "PK"),
            ("passed", "pdf", "%PDF-"),
            ("ledger", "xlsx", "PK"),
            ("ledger", "pdf", "%PDF-"),
            ("sheets", "pdf", "%PDF-"),
        ] {
            let ask = "const [list, form, done] = arguments; fetch('/exports', {method: 'POST', \
                 headers: {'content-type': 'application/x-www-form-urlencoded'}, \
                 body: new URLSearchParams({csrf: document.querySelector('meta[name=csrf]').content, list, form})}) \
                 .then(async r => { const bytes = new Uint8Array(await r.arrayBuffer()); \
                   done([r.status, r.headers.get('content-disposition'), bytes.length, \
                   String.fromCharCode(...bytes.slice(0, 5))]); })";
            let made = browser.client.execute_async(ask, vec![list.into(), form.into()]).await.unwrap();
            assert_eq!(made[0], 200, "{list} {form}: {made}");
            assert!(support::text(&made[1]).contains(&format!(".{form}")), "{list} {form}: {made}");
            assert!(made[2].as_u64().unwrap() > 1000, "{list} {form}: {made}");
            assert!(support::text(&made[3]).starts_with(begins), "{list} {form}: {made}");
        }
    });
}

#[test]
fn a_blind_second_review_shows_nothing_of_the_first_before_it_is_done() {
    let dir = tempfile::tempdir().unwrap();
    copy_folder(&support::fixtures("uploads").join(BIRTH_DATE), &dir.path().join("上传").join(BIRTH_DATE));
    let pack = std::fs::read_to_string(support::fixtures("../rules/changsha-2024-social-worker.toml")).unwrap();
    let blind = pack.replace("second_blind = false", "second_blind = true");
    assert_ne!(blind, pack);
    let rules = dir.path().join("规则.toml");
    std::fs::write(&rules, blind).unwrap();
    screen(dir.path(), &support::fixtures("roster.csv"), rules.to_str().unwrap());
    reviewed(&dir.path().join("工作"), async |desk, browser| {
        const WORDS: &str = "出生日期请核对户口";
        browser.come_in("甲").await;
        browser.open(BIRTH_DATE).await;
        browser.press("2").await;
        browser.wait("document.querySelector('#reasons-send_back').open").await;
        browser.tell("document.querySelector('#reasons-send_back textarea').focus()").await;
        browser.press(WORDS).await;
        browser.tell("document.querySelector('#reasons-send_back [value=save]').click()").await;
        browser.wait("document.querySelector('#saved').textContent.includes('已保存')").await;

        browser.come_in("丙").await;
        browser.open(BIRTH_DATE).await;
        let page = browser.text("body").await;
        assert!(!page.contains(WORDS) && !page.contains("初审：退回补正"), "{page}");
        browser.press("1").await;
        browser.wait("document.querySelector('#saved').textContent.includes('已保存')").await;
        browser.open(BIRTH_DATE).await;
        let page = browser.text("body").await;
        assert!(page.contains("初审：退回补正") && page.contains("复核：通过"), "{page}");
        let standing = desk.review().standing().unwrap();
        let made = &standing.of(BIRTH_DATE).unwrap().decisions;
        assert_eq!(made.get(&Round::First).unwrap().what.verdict, Verdict::SendBack);
        assert_eq!(made.get(&Round::Second).unwrap().what.verdict, Verdict::Pass);
    });
}
