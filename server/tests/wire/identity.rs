//! Showing who one is, over HTTP: facts that tell nobody which was wrong, and a document that is gone once it was checked.

use crate::support::{Browser, Form, Page, Portal, customers_request};
use http::StatusCode;

const ME: &str = "person@example.org";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nMARKERface";

crate::on_both_engines!(
    whichever_fact_is_wrong_the_answer_is_the_same,
    facts_that_match_are_put_on_record_with_one_press,
    what_cannot_be_compared_is_told_at_its_field_and_kept,
    where_a_mailbox_is_enough_nothing_more_is_offered_or_asked,
    a_document_is_asked_covered_checked_and_gone,
    a_scan_of_a_passport_is_kept_apart,
);

/// The forms in which one kind of control stands, filled in one after the other.
fn fill(form: Form, control: &str, values: &[&str]) -> Form {
    let (mut form, mut values) = (form, values.iter());
    for (name, value) in &mut form.fields {
        if name == control {
            *value = values.next().expect("a value for each").to_string();
        }
    }
    assert!(values.next().is_none(), "no more values than controls");
    form
}

/// Asks for the customer number and the date of birth.
async fn ask_facts(staff: &Browser, desk: &str) -> Page {
    let form = staff.open(desk).await.form("/do/staff/facts");
    staff.submit(&fill(form, "known[]", &["77-31", "3-2-1980", "", ""])).await
}

async fn give(browser: &Browser, page: &str, number: &str, birth: &str) -> Page {
    let form = browser.open(&format!("{page}/facts")).await.form("/do/requests/facts");
    // Facts stand in the order of their names.
    browser.send_form(&fill(form, "given[]", &[birth, number])).await
}

async fn whichever_fact_is_wrong_the_answer_is_the_same(portal: Portal) {
    let staff = portal.staff("Demo Staff").await;
    let mut answers = Vec::new();
    for (number, birth) in [("0000", "3-2-1980"), ("7731", "4-2-1980"), ("0000", "4-2-1980")] {
        let browser = portal.browser();
        let page = customers_request(&portal, &browser, "access", &format!("p{number}{birth}@example.org"), "en").await;
        let asked = ask_facts(&staff, &format!("/staff{}", page.path)).await;
        assert!(asked.shows("Tries left: 3") && !asked.shows("77-31"), "{}", asked.text());
        let posted = give(&browser, &page.path, number, birth).await;
        let back = browser.open(&format!("{}/facts", page.path)).await;
        assert!(back.shows("does not match what we know") && back.shows("You can try 2 times"), "{}", back.text());
        assert!(!back.html().contains(number) && !back.html().contains(birth), "what was compared is not kept");
        let headers: Vec<_> = posted.headers.keys().map(|name| name.as_str().to_owned()).collect();
        let plain = |text: &str| text.replace(&page.path, "/requests/REFERENCE");
        let location = plain(posted.location().unwrap());
        answers.push((posted.status, headers, location, posted.body, back.status, plain(&back.text())));
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:#?}");
}

async fn facts_that_match_are_put_on_record_with_one_press(portal: Portal) {
    let (browser, staff) = (portal.browser(), portal.staff("Demo Staff").await);
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let desk = format!("/staff{}", page.path);
    ask_facts(&staff, &desk).await;
    let mails = portal.post().await;
    assert!(
        mails.iter().any(|mail| mail.text.contains(&page.path) && !mail.text.contains("1980")),
        "a mail leads there"
    );
    let asked = browser.open(&page.path).await;
    assert!(asked.shows("Show that it is you"), "{}", asked.text());
    assert_eq!(asked.links(&format!("{}/facts", page.path)).len(), 1);
    assert_eq!(
        give(&browser, &page.path, "1", "3-2-1980").await.location(),
        Some(format!("{}/facts", page.path).as_str())
    );
    assert_eq!(give(&browser, &page.path, "77 31", "03.02.1980").await.location(), Some(page.path.as_str()));
    assert!(browser.open(&page.path).await.shows("What you gave matches what we know"));
    let matched = staff.open(&desk).await;
    assert!(matched.shows("What the person gave matches: Date of birth, Customer number"), "{}", matched.text());
    let done = staff.submit(&matched.form("/do/staff/identity")).await;
    assert!(done.shows("Facts given match the record"), "{}", done.text());
    assert_eq!(
        browser.get(&format!("{}/facts", page.path)).await.location(),
        Some(page.path.as_str()),
        "nothing is asked"
    );

    let other = portal.browser();
    let theirs = customers_request(&portal, &other, "access", "other@example.org", "en").await;
    let desk = format!("/staff{}", theirs.path);
    ask_facts(&staff, &desk).await;
    assert_eq!(browser.get(&format!("{}/facts", theirs.path)).await.status, StatusCode::NOT_FOUND, "nobody else’s");
    for _ in 0..3 {
        give(&other, &theirs.path, "1", "1-1-1990").await;
    }
    assert!(other.open(&theirs.path).await.shows("You need do nothing now"));
    assert!(staff.open(&desk).await.shows("did not match, three times"));
}

async fn what_cannot_be_compared_is_told_at_its_field_and_kept(portal: Portal) {
    let (browser, staff) = (portal.browser(), portal.staff("Demo Staff").await);
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let desk = format!("/staff{}", page.path);
    let nothing = fill(staff.open(&desk).await.form("/do/staff/facts"), "known[]", &["", "", "", " "]);
    let told = staff.submit(&nothing).await;
    assert!(told.find("#known-customer-number-error", "id").is_some(), "{}", told.text());
    ask_facts(&staff, &desk).await;
    give(&browser, &page.path, "77-31", "in spring").await;
    let told = browser.open(&format!("{}/facts", page.path)).await;
    assert!(told.find("#given-birth-date-error", "id").is_some(), "{}", told.text());
    assert!(told.find("input[value='77-31']", "id").is_some() && told.shows("You can try 3 times"), "{}", told.text());
}

async fn where_a_mailbox_is_enough_nothing_more_is_offered_or_asked(portal: Portal) {
    let (browser, staff) = (portal.browser(), portal.staff("Demo Staff").await);
    let page = customers_request(&portal, &browser, "consent_withdrawal", ME, "en").await;
    let desk = staff.open(&format!("/staff{}", page.path)).await;
    assert!(desk.shows("the confirmed e-mail address is enough"), "{}", desk.text());
    for form in ["/do/staff/facts", "/do/staff/doubt", "/do/staff/document/ask"] {
        assert_eq!(desk.count(&format!("form[action='{form}']")), 0, "{form}");
    }
    let reference = page.path.rsplit('/').next().unwrap();
    let sent = [("reference", reference), ("version", "2"), ("fact[]", "postcode"), ("known[]", "1234 AB")];
    let answered = staff.post("/do/staff/facts", &sent).await;
    let told = staff.follow(answered).await;
    assert!(told.shows("More may not be asked") && told.shows("12(6)"), "{}", told.text());
}

/// A portal whose operator asks for identity documents.
async fn asking(engine: crate::support::Engine) -> Portal {
    Portal::open_with(engine, |settings| settings.policy.identity.document = true).await
}

fn engine(portal: &Portal) -> crate::support::Engine {
    if portal.folder.path().join("inzage.db").exists() {
        crate::support::Engine::Sqlite
    } else {
        crate::support::Engine::Postgres
    }
}

async fn a_document_is_asked_covered_checked_and_gone(off: Portal) {
    let browser = off.browser();
    let page = customers_request(&off, &browser, "access", ME, "en").await;
    let (staff, desk) = (off.staff("Demo Staff").await, format!("/staff{}", page.path));
    assert_eq!(staff.open(&desk).await.count("form[action='/do/staff/document/ask']"), 0, "off by default");

    let portal = asking(engine(&off)).await;
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let (staff, desk) = (portal.staff("Demo Staff").await, format!("/staff{}", page.path));
    let form = async || staff.open(&desk).await.form("/do/staff/document/ask");
    let told = staff.submit(&form().await).await;
    assert!(told.find("#document_doubt-error", "id").is_some(), "{}", told.text());
    let told = staff.submit(&form().await.set("document_doubt", "MARKERtwins").add("parts[]", "birth_date")).await;
    assert!(told.find("#unfit-error", "id").is_some() && told.shows("MARKERtwins"), "{}", told.text());
    let asked = staff.submit(&form().await.set("unfit", "MARKERnumberless")).await;
    assert!(asked.shows("The person is asked for an identity document."), "{}", asked.text());

    let own = browser.open(&page.path).await;
    assert!(!own.shows("MARKERtwins") && own.shows("Show that it is you"), "{}", own.text());
    let sending = browser.open(&format!("{}/document", page.path)).await;
    for told in ["Date of birth", "your photo", "national number", "your signature", "14 days"] {
        assert!(sending.shows(told), "{told}: {}", sending.text());
    }
    assert!(browser.open(&format!("{}/document/sheet", page.path)).await.shows("strips of paper"));
    let form = sending.form("/do/requests/document");
    for (bytes, told) in
        [(b"plain words".to_vec(), "neither a picture nor a PDF"), (Vec::new(), "nothing in this file")]
    {
        let back = browser.follow(browser.upload(&form, &[("document", "id.png", bytes)]).await).await;
        assert!(back.shows(told), "{told}: {}", back.text());
    }
    let back = browser.follow(browser.upload(&form, &[]).await).await;
    assert!(back.shows("Choose the picture"), "{}", back.text());
    let sent = browser.follow(browser.upload(&form, &[("document", "MARKER.png", PNG.to_vec())]).await).await;
    assert!(sent.shows("Once one of our staff has looked at it, we destroy it"), "{}", sent.text());

    let held = staff.open(&desk).await;
    let link = held.links(&format!("{desk}/documents/")).remove(0);
    let file = staff.get(&link).await;
    assert_eq!((file.status, file.body.as_slice()), (StatusCode::OK, PNG));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"document.png\""));
    assert_eq!(file.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    assert!(browser.get(&link).await.status.is_redirection(), "nobody but staff");
    let auditor = portal.staff_as(domain::staff::Role::Auditor, "Demo Auditor").await;
    assert_eq!(auditor.get(&link).await.status, StatusCode::NOT_FOUND, "not who only reads along");
    assert!(auditor.open(&desk).await.links(&format!("{desk}/documents/")).is_empty());

    let check = held.form("/do/staff/document/check");
    let told = staff.submit(&check).await;
    assert!(told.find("#checked_parts-error", "id").is_some(), "{}", told.text());
    let check = check.add("checked_parts[]", "name").add("checked_parts[]", "birth_date");
    let done = staff.submit(&check.set("checked_outcome", "matches")).await;
    assert!(
        done.shows("the document is destroyed") && done.shows("An identity document that was looked at"),
        "{}",
        done.text()
    );
    assert!(done.shows("Identity document checked (name; date of birth): it matches; destroyed"), "{}", done.text());
    assert_eq!(staff.get(&link).await.status, StatusCode::NOT_FOUND);
    let files = portal.folder.path().join("files/documents");
    assert_eq!(std::fs::read_dir(files).unwrap().count(), 0, "at once");
    assert!(browser.open(&page.path).await.shows("We looked at your identity document, and destroyed the copy."));
}

async fn a_scan_of_a_passport_is_kept_apart(portal: Portal) {
    let (browser, staff) = (portal.browser(), portal.staff("Demo Staff").await);
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let desk = format!("/staff{}", page.path);
    let form = browser.open(&page.path).await.form("/do/requests/say").set("message", "My passport.");
    browser.upload(&form, &[("files", "passport.png", PNG.to_vec())]).await;
    let seen = staff.open(&desk).await;
    let attachment = seen.links(&format!("{desk}/attachments/")).remove(0);
    let told = staff.submit(&seen.form("/do/staff/document/take")).await;
    assert!(told.find("#id_file-error", "id").is_some(), "{}", told.text());
    let file = attachment.rsplit('/').next().unwrap();
    let taken = staff.submit(&told.form("/do/staff/document/take").set("id_file", file)).await;
    assert!(taken.shows("The file is kept apart") && taken.shows("Identity document to check"), "{}", taken.text());
    assert_eq!(staff.get(&attachment).await.status, StatusCode::NOT_FOUND);
    assert_eq!(taken.links(&format!("{desk}/documents/")).len(), 1);
}
