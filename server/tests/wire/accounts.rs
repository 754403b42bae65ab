//! Accounts of staff over HTTP: invited by mail, signed in here and there, asked once more who it is.

use crate::support::{Browser, Page, Portal};
use app::paths;
use domain::staff::Role;
use jiff::ToSpan as _;

crate::on_both_engines!(
    somebody_is_invited_and_comes_in,
    what_was_begun_is_gone_on_with_once_it_is_confirmed,
    a_session_elsewhere_is_ended,
    a_password_is_changed_and_told_at_its_field,
);

const PASSWORD: &str = "four unrelated words";
const NEW: &str = "pencil harbour mosaic tulip";

async fn invite(portal: &Portal, admin: &Browser) -> Page {
    let form = admin.open(paths::INVITE).await.form("/do/staff/people/invite");
    let form = form.set("person_name", "Demo Invited").set("email", "invited@example.com").set("language", "nl");
    let page = admin.submit(&form.set("role", "auditor")).await;
    portal.post().await;
    page
}

async fn somebody_is_invited_and_comes_in(portal: Portal) {
    let admin = portal.staff_as(Role::Administrator, "Demo Administrator").await;
    let nothing = admin.submit(&admin.open(paths::INVITE).await.form("/do/staff/people/invite")).await;
    assert_eq!((nothing.path.as_str(), nothing.count("#person_name-error")), (paths::INVITE, 1), "{}", nothing.text());
    let done = invite(&portal, &admin).await;
    assert!(done.path.starts_with(paths::PEOPLE) && done.shows("on its way"), "{}", done.text());
    let mails = portal.mail.to("invited@example.com");
    let mail = mails.last().expect("an invitation");
    assert!(!mail.text.contains("Demo Invited"), "a mail bears no personal data");
    let link = mail.text.split_whitespace().find(|word| word.contains("/staff/invitation/")).unwrap().to_owned();
    let path = link.strip_prefix(&portal.url).unwrap();
    let invited = portal.browser();
    let page = invited.open(path).await;
    for (chosen, again, field) in
        [("", "", "new_password"), ("password1234", "password1234", "new_password"), (NEW, "another", "again")]
    {
        let form = page.form("/do/staff/invitation").set("new_password", chosen).set("again", again);
        let told = invited.submit(&form).await;
        assert_eq!((told.path.as_str(), told.count(&format!("#{field}-error"))), (path, 1), "{}", told.text());
        assert_eq!(told.find("#new_password", "value").unwrap().1, "", "no password is kept");
    }
    let form = page.form("/do/staff/invitation").set("new_password", NEW).set("again", NEW);
    let enrol = invited.submit(&form).await;
    assert_eq!((enrol.path.as_str(), enrol.count(".qr svg")), (paths::SECOND_FACTOR, 1), "{}", enrol.text());
    let late = portal.browser();
    let form = late.open(path).await.form("/do/staff/invitation").set("new_password", NEW).set("again", NEW);
    let late = late.submit(&form).await;
    assert!(late.shows("not good any more"), "{}", late.text());
}

async fn what_was_begun_is_gone_on_with_once_it_is_confirmed(portal: Portal) {
    let admin = portal.staff_as(Role::Administrator, "Demo Administrator").await;
    portal.clock.step(11.minutes());
    let confirm = invite(&portal, &admin).await;
    assert_eq!(confirm.path, paths::CONFIRM, "{}", confirm.text());
    assert!(portal.mail.to("invited@example.com").is_empty());
    let wrong = admin.submit(&confirm.form("/do/staff/confirm").set("shown", "wrong")).await;
    assert_eq!((wrong.path.as_str(), wrong.count("#shown-error")), (paths::CONFIRM, 1), "{}", wrong.text());
    let back = admin.submit(&confirm.form("/do/staff/confirm").set("shown", &portal.factor())).await;
    assert_eq!(back.path, paths::INVITE, "{}", back.text());
    assert_eq!(back.find("#email", "value").unwrap().1, "invited@example.com", "what was typed is still there");
    let done = admin.submit(&back.form("/do/staff/people/invite")).await;
    assert!(done.shows("on its way"), "{}", done.text());
}

async fn a_session_elsewhere_is_ended(portal: Portal) {
    let first = portal.staff("Demo Staff").await;
    portal.clock.step(1.minutes());
    let second = portal.browser();
    let form = second.open(paths::STAFF_SIGN_IN).await.form("/do/staff/sign-in");
    let page = second.submit(&form.set("email", "demo.staff@example.com").set("password", PASSWORD)).await;
    let desk = second.submit(&page.form("/do/staff/second-factor").set("factor", &portal.factor())).await;
    assert_eq!(desk.path, paths::STAFF, "{}", desk.text());
    let account = second.open(paths::ACCOUNT).await;
    assert!(account.shows("This session") && !account.shows("127.0.0.1"), "{}", account.text());
    let ended = second.submit(&account.form("/do/staff/account/end")).await;
    assert!(ended.shows("Done."), "{}", ended.text());
    assert_eq!(first.get(paths::STAFF).await.location(), Some(paths::STAFF_SIGN_IN));
    assert_eq!(second.get(paths::STAFF).await.status, 200);
}

async fn a_password_is_changed_and_told_at_its_field(portal: Portal) {
    let staff = portal.staff("Demo Staff").await;
    let form = staff.open(paths::ACCOUNT).await.form("/do/staff/account/password");
    let wrong = form.clone().set("old_password", "wrong").set("new_password", NEW).set("again", NEW);
    let told = staff.submit(&wrong).await;
    assert_eq!((told.path.as_str(), told.count("#old_password-error")), (paths::ACCOUNT, 1), "{}", told.text());
    let weak = form.clone().set("old_password", PASSWORD).set("new_password", "short").set("again", "short");
    let told = staff.submit(&weak).await;
    assert!(told.shows("at least 12 characters") && told.count("#new_password-error") == 1, "{}", told.text());
    let right = form.set("old_password", PASSWORD).set("new_password", NEW).set("again", NEW);
    assert!(staff.submit(&right).await.shows("Done."));
    assert_eq!(staff.get(paths::STAFF).await.status, 200);
}
