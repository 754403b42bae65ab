//! A conversation with files, over HTTP: what lies is named, what is taken is only ever saved, and by whom it concerns.

use crate::support::{Portal, customers_request};
use http::StatusCode;

const ME: &str = "person@example.org";
const PDF: &[u8] = b"%PDF-1.7\nnothing\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnothing";

crate::on_both_engines!(
    files_that_lie_are_named_and_what_was_written_stays,
    what_was_sent_is_saved_and_never_shown_and_by_nobody_else,
    too_much_at_once_is_answered_in_words,
    a_reply_on_paper_is_put_down_with_its_scan,
    what_shows_an_act_is_saved_by_staff_alone,
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

async fn a_reply_on_paper_is_put_down_with_its_scan(portal: Portal) {
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let (staff, desk) = (portal.staff("Demo Staff").await, format!("/staff{}", page.path));
    staff.submit(&staff.open(&desk).await.form("/do/staff/ask").set("question", "Which bill?")).await;
    assert!(staff.open(&format!("{desk}/question")).await.shows("Which bill?"), "on paper for who wants it so");

    let blank = async || staff.open(&desk).await.form("/do/staff/hear").set("reply_words", "The second.");
    let nothing = staff.follow(staff.upload(&blank().await, &[]).await).await;
    for field in ["reply_channel", "reply_received"] {
        assert!(nothing.find(&format!("#{field}-error"), "id").is_some(), "{field}: {}", nothing.text());
        assert_eq!(nothing.links(&format!("#{field}")).len(), 1, "the summary leads there");
    }
    let form = async |day: &str| blank().await.set("reply_channel", "letter").set("reply_received", day);
    for (day, told) in [("2026-03-28", "has not come yet"), ("2026-03-26", "on or after the day of the request")] {
        let told_of = staff.follow(staff.upload(&form(day).await, &[]).await).await;
        assert!(told_of.shows(told) && told_of.shows("The second."), "{day}: {}", told_of.text());
    }
    let lie = [("reply_scan", "scan.pdf", b"MZ\x90\x00".to_vec())];
    let told = staff.follow(staff.upload(&form("2026-03-27").await, &lie).await).await;
    assert!(told.find("#reply_scan-error", "id").is_some() && told.shows("The second."), "{}", told.text());

    let scan = [("reply_scan", "../scan.pdf", PDF.to_vec())];
    let done = staff.follow(staff.upload(&form("2026-03-27").await, &scan).await).await;
    for told in ["The reply is recorded.", "By letter, received 27 March 2026", "put down by Demo Staff", "The second."]
    {
        assert!(done.shows(told), "{told}: {}", done.text());
    }
    assert_eq!(staff.get(&format!("{desk}/question")).await.status, StatusCode::NOT_FOUND, "nothing waits any more");
    let read = browser.open(&page.path).await;
    assert!(read.shows("By letter, received 27 March 2026") && !read.shows("Demo Staff"), "{}", read.text());
    let link = read.links(&format!("{}/attachments/", page.path)).remove(0);
    assert_eq!(browser.get(&link).await.body, PDF);
}

async fn what_shows_an_act_is_saved_by_staff_alone(portal: Portal) {
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "consent_withdrawal", ME, "en").await;
    let (staff, desk) = (portal.staff("Demo Staff").await, format!("/staff{}", page.path));
    let plan = staff.open(&desk).await.form("/do/staff/act/plan").set("act_system", "invoicing");
    staff.submit(&plan.set("act_words", "The newsletter.")).await;
    let finish = staff.open(&desk).await.form("/do/staff/act/finish").set("proof", "Ticket 4711.");
    let lie = [("proof_files", "log.txt", b"<!doctype html>".to_vec())];
    let told = staff.follow(staff.upload(&finish, &lie).await).await;
    let (error, id) = told.find(".error[id^='proof_files-']", "id").expect("it is told at the file");
    assert!(error.contains("of a kind that we do not take"), "{error}");
    assert_eq!(told.links(&format!("#{}", id.trim_end_matches("-error"))).len(), 1, "the summary leads there");
    assert!(told.find("input[name='proof'][value='Ticket 4711.']", "id").is_some(), "what was written is still there");

    let files = [("proof_files", "../log.txt", b"09:12 done\n".to_vec()), ("proof_files", "screen.png", PNG.to_vec())];
    let done = staff.follow(staff.upload(&finish, &files).await).await;
    assert!(done.shows("It is recorded as done.") && done.shows("with proof attached"), "{}", done.text());
    let links = done.links(&format!("{desk}/proofs/"));
    assert_eq!(links.len(), 2, "{}", done.text());
    for link in &links {
        let file = staff.get(link).await;
        assert_eq!(
            (file.status, file.header("content-security-policy")),
            (StatusCode::OK, Some("default-src 'none'; sandbox"))
        );
        assert!(file.header("content-disposition").unwrap().starts_with("attachment; filename=\""));
        assert!(browser.get(link).await.status.is_redirection(), "no subject comes in here");
        let id = link.rsplit('/').next().unwrap();
        let theirs = format!("{}/attachments/{id}", page.path);
        assert_eq!(browser.get(&theirs).await.status, StatusCode::NOT_FOUND, "and it is no message");
    }
    assert!(!browser.open(&page.path).await.shows("Ticket 4711."));
}
