//! A conversation with files, over HTTP: what lies is named, what is taken is only ever saved, and by whom it concerns.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use http::StatusCode;
use support::{Portal, customers_request};

const ME: &str = "person@example.org";
const PDF: &[u8] = b"%PDF-1.7\nnothing\n%%EOF\n";

on_both_engines!(
    files_that_lie_are_named_and_what_was_written_stays,
    what_was_sent_is_saved_and_never_shown_and_by_nobody_else,
    too_much_at_once_is_answered_in_words,
);

async fn files_that_lie_are_named_and_what_was_written_stays(portal: Portal) {
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let lies: [(&str, &[u8], &str); 5] = [
        ("page.png", b"<svg onload='alert(1)'/>", "of a kind that we do not take"),
        ("bomb.pdf", b"PK\x03\x04\x14\x00\x00\x00", "of a kind that we do not take"),
        ("run.txt", b"MZ\x90\x00\x03", "of a kind that we do not take"),
        ("empty.pdf", b"", "is empty"),
        ("../../x.html", b"<!doctype html><script>1</script>", "of a kind that we do not take"),
    ];
    for (name, bytes, told) in lies {
        let form = browser.open(&page.path).await.form("/do/requests/say").set("message", "Here it is.");
        let back = browser.follow(browser.upload(&form, &[("files", name, bytes.to_vec())]).await).await;
        assert!(back.shows(told) && back.shows("Here it is."), "{name}: {}", back.text());
    }
    let form = browser.open(&page.path).await.form("/do/requests/say");
    let many: Vec<_> = (0..6).map(|_| ("files", "a.pdf", PDF.to_vec())).collect();
    let back = browser.follow(browser.upload(&form, &many).await).await;
    assert!(back.shows("at most 5 files"), "{}", back.text());
    let nothing = browser.open(&page.path).await.form("/do/requests/say").set("message", " ");
    let back = browser.follow(browser.upload(&nothing, &[]).await).await;
    assert!(back.shows("Write something, or choose a file"), "{}", back.text());
    assert!(back.links(&format!("{}/attachments/", page.path)).is_empty(), "nothing of it was kept");
}

async fn what_was_sent_is_saved_and_never_shown_and_by_nobody_else(portal: Portal) {
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let form = browser.open(&page.path).await.form("/do/requests/say").set("message", "My bill.");
    let sent = browser.follow(browser.upload(&form, &[("files", "..\\My \"bill\".pdf", PDF.to_vec())]).await).await;
    assert!(sent.shows("Your message was sent"), "{}", sent.text());
    let link = sent.links(&format!("{}/attachments/", page.path)).remove(0);
    let file = browser.get(&link).await;
    assert_eq!((file.status, file.body.as_slice()), (StatusCode::OK, PDF));
    assert_eq!(file.header("content-type"), Some("application/pdf"));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"My_bill.pdf\""));
    assert_eq!(file.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    let staff = portal.staff("Demo Staff").await;
    assert_eq!(staff.get(&format!("/staff{link}")).await.body, PDF);
    let other = portal.browser();
    let theirs = customers_request(&portal, &other, "access", "other@example.org", "en").await;
    let id = link.rsplit('/').next().unwrap();
    for path in [link.clone(), format!("{}/attachments/{id}", theirs.path)] {
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(portal.browser().get(&link).await.status.is_redirection(), "nobody without a code");
}

async fn too_much_at_once_is_answered_in_words(portal: Portal) {
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let form = browser.open(&page.path).await.form("/do/requests/say").set("message", "Much.");
    let large = [PDF, vec![b' '; 11 * 1024 * 1024].as_slice()].concat();
    let back = browser.follow(browser.upload(&form, &[("files", "a.pdf", large)]).await).await;
    assert!(back.shows("larger than 10 MB") && back.shows("Much."), "{}", back.text());
    let over = vec![("files", "a.pdf", vec![b' '; 7 * 1024 * 1024]); 3];
    let answered = browser.upload(&form, &over).await;
    assert_eq!(answered.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answered.shows("larger than this site accepts"), "{}", answered.text());
}
