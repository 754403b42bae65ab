//! Staff over HTTP: the two steps of signing in, and what each role finds.

use crate::support::{Browser, Page, Portal, customers_request};
use app::forms::TOKEN_FIELD;
use app::paths;
use domain::staff::Role;
use http::StatusCode;
use jiff::ToSpan as _;

crate::on_both_engines!(
    the_first_sign_in_enrols_a_second_factor,
    each_step_changes_the_cookie_of_the_session,
    an_auditor_reads_all_and_finds_no_form,
    an_administrator_reads_no_request,
    an_administrator_changes_a_role_and_it_holds_at_once,
);

const PASSWORD: &str = "four unrelated words";

async fn give_password(browser: &Browser, email: &str) -> Page {
    let form = browser.open(paths::STAFF_SIGN_IN).await.form("/do/staff/sign-in");
    browser.submit(&form.set("email", email).set("password", PASSWORD)).await
}

async fn the_first_sign_in_enrols_a_second_factor(portal: Portal) {
    portal.add_staff("staff@example.com", "Demo Staff", PASSWORD).await;
    let mailbox = domain::filing::Mailbox::parse("staff@example.com").unwrap();
    portal.office.reset_second_factor(&mailbox).await.unwrap();
    let browser = portal.browser();
    let page = give_password(&browser, "staff@example.com").await;
    assert_eq!(page.path, paths::SECOND_FACTOR);
    assert_eq!((page.count(".qr svg"), page.count("[style]")), (1, 0), "{}", page.html());
    assert_eq!(
        browser.get(paths::STAFF).await.location(),
        Some(paths::STAFF_SIGN_IN),
        "no desk before the second factor"
    );
    for typed in ["", "000000"] {
        let again = browser.submit(&page.form("/do/staff/second-factor/enrol").set("factor", typed)).await;
        assert_eq!((again.path.as_str(), again.count("#factor-error")), (paths::SECOND_FACTOR, 1), "{}", again.text());
    }
    let secret = page.find("code.secret", "class").unwrap().0;
    let form = page.form("/do/staff/second-factor/enrol").set("factor", &portal.code_of(&secret));
    let codes = browser.submit(&form).await;
    assert_eq!((codes.path.as_str(), codes.count(".recovery-codes li")), (paths::RECOVERY_CODES, 10));
    let recovery = codes.find(".recovery-codes code", "class").unwrap().0;
    let desk = browser.submit(&codes.form("/do/staff/recovery-codes")).await;
    assert_eq!(desk.path, paths::STAFF);
    assert_eq!(browser.get(paths::RECOVERY_CODES).await.location(), Some(paths::STAFF), "they are shown once");
    let elsewhere = portal.browser();
    let form = give_password(&elsewhere, "staff@example.com").await.form("/do/staff/second-factor");
    let page = elsewhere.submit(&form.clone().set("factor", &recovery)).await;
    assert_eq!(page.path, paths::STAFF, "{}", page.text());
    let third = portal.browser();
    let form = give_password(&third, "staff@example.com").await.form("/do/staff/second-factor");
    assert_eq!(third.submit(&form.set("factor", &recovery)).await.path, paths::SECOND_FACTOR, "it was used");
}

async fn each_step_changes_the_cookie_of_the_session(portal: Portal) {
    portal.add_staff("staff@example.com", "Demo Staff", PASSWORD).await;
    let browser = portal.browser();
    let form = browser.open(paths::STAFF_SIGN_IN).await.form("/do/staff/sign-in");
    let first = browser.send_form(&form.set("email", "staff@example.com").set("password", PASSWORD)).await;
    let page = browser.follow(first.clone()).await;
    let second = browser.send_form(&page.form("/do/staff/second-factor").set("factor", &portal.factor())).await;
    let cookies = |page: &Page, name: &str| -> Vec<String> {
        let all = page.headers.get_all(http::header::SET_COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        all.filter(|cookie| cookie.starts_with(name)).map(str::to_owned).collect()
    };
    let (before, after) = (cookies(&first, "inzage_session="), cookies(&second, "inzage_session="));
    assert!(before.len() == 1 && after.len() == 1 && before != after, "{before:?} {after:?}");
    let known = cookies(&second, "inzage_known=").concat();
    assert!(
        known.contains("HttpOnly") && known.contains("SameSite=Lax") && known.contains("Max-Age=31536000"),
        "{known}"
    );
    assert!(cookies(&first, "inzage_known=").is_empty(), "a password alone makes no browser known");
}

async fn an_auditor_reads_all_and_finds_no_form(portal: Portal) {
    let subject = portal.browser();
    let status = customers_request(&portal, &subject, "access", "person@example.org", "en").await;
    let path = format!("/staff{}", status.path);
    let staff = portal.staff("Demo Staff").await;
    let auditor = portal.staff_as(Role::Auditor, "Demo Auditor").await;
    let acted = staff.open(&path).await;
    assert!(acted.count("main form[method=post]") > 3);
    let ask = acted.form("/do/staff/ask").set("question", "Which year do you mean?");
    staff.submit(&ask).await;
    let read = auditor.open(&path).await;
    assert_eq!((read.status, read.count("main form")), (StatusCode::OK, 0), "{}", String::from_utf8_lossy(&read.body));
    assert!(read.shows("Which year do you mean?") && read.shows("Demo Person") && read.shows("You read along"));
    assert_eq!(auditor.get(paths::STAFF).await.status, StatusCode::OK);
    assert_eq!(auditor.get(paths::INTAKE).await.status, StatusCode::FORBIDDEN);
    assert_eq!(auditor.get(paths::PEOPLE).await.status, StatusCode::FORBIDDEN);
    assert_eq!(auditor.get(&format!("{path}/export.json")).await.status, StatusCode::NOT_FOUND);
    // A form of somebody else's page does not act for an auditor either.
    let before = staff.open(&path).await.text();
    let form = acted.form("/do/staff/identity").set("basis", "other").set("reasons", "words");
    let told = auditor.submit(&form.set(TOKEN_FIELD, &auditor.token().await)).await;
    assert!(told.shows("Your role does not allow this"), "{}", told.text());
    assert_eq!(staff.open(&path).await.text(), before);
}

async fn an_administrator_reads_no_request(portal: Portal) {
    let status = customers_request(&portal, &portal.browser(), "access", "person@example.org", "en").await;
    let admin = portal.staff_as(Role::Administrator, "Demo Administrator").await;
    assert_eq!(admin.get(paths::STAFF).await.location(), Some(paths::PEOPLE));
    let refused = admin.get(&format!("/staff{}", status.path)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.shows("Demo Person") && refused.shows("Your role does not allow this"), "{}", refused.text());
}

/// The first account of the list; before it is the link to invite somebody.
fn account_of(people: &Page) -> String {
    people.links("/staff/people/").into_iter().find(|link| !link.ends_with("/invite")).unwrap()
}

async fn an_administrator_changes_a_role_and_it_holds_at_once(portal: Portal) {
    let agent = portal.staff("Demo Agent").await;
    portal.clock.step(1.minutes());
    let admin = portal.staff_as(Role::Administrator, "Demo Administrator").await;
    let people = admin.open(paths::PEOPLE).await;
    assert!(people.shows("Demo Agent") && people.shows("This is you"), "{}", people.text());
    let one = admin.open(&account_of(&people)).await;
    assert!(one.shows("demo.agent@example.com"), "{}", one.text());
    let done = admin.submit(&one.form("/do/staff/people/role").set("role", "auditor")).await;
    assert!(done.path.starts_with(paths::PEOPLE) && done.shows("Auditor") && done.shows("Done."), "{}", done.text());
    assert_eq!(agent.get(paths::STAFF).await.location(), Some(paths::STAFF_SIGN_IN), "the old role is over");
    let one = admin.open(&account_of(&people)).await;
    let done = admin.submit(&one.form("/do/staff/people/close")).await;
    assert!(done.shows("Closed"), "{}", done.text());
    assert_eq!(give_password(&portal.browser(), "demo.agent@example.com").await.path, paths::STAFF_SIGN_IN);
}
