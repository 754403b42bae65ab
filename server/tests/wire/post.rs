//! Letters leave by a real mail server, whatever state it is in.

use crate::support::Portal;
use desk::front::{Entered, Filed};
use domain::filing::{About, Draft};
use domain::words::{Language, Relationship, Right};
use jiff::ToSpan as _;
use std::sync::Arc;
use tower_sessions::Session;

crate::on_both_engines!(
    a_code_arrives_and_opens,
    a_mail_server_that_is_down_costs_time_alone,
    an_address_that_does_not_exist_is_not_tried_for_ever,
    staff_come_in_by_password,
);

const PERSON: &str = "person@example.org";

/// Files a request of access for [`PERSON`].
async fn file(portal: &Portal, session: &Session) -> Filed {
    let front = portal.office.front();
    let draft = Draft {
        about: Some(About::Me),
        relationship: Some(Relationship::Customer),
        rights: vec![Right::Access],
        name: "Demo Person".to_owned(),
        email: PERSON.to_owned(),
        language: Some(Language::English),
        ..Draft::default()
    };
    let secret = front.fresh_secret();
    front.keep_draft(&secret, &draft).await.unwrap();
    front.file(session, &secret, "127.0.0.1").await.unwrap()
}

fn session(portal: &Portal) -> Session {
    Session::new(None, Arc::new(portal.office.sessions()), None)
}

async fn a_code_arrives_and_opens(portal: Portal) {
    let session = session(&portal);
    let filed = file(&portal, &session).await;
    let mails = portal.post().await;
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].to.as_str(), mails[0].from.as_str()), (PERSON, "privacy@example.com"));
    assert!(mails[0].html.contains(&mails[0].code()), "the twin in HTML says the same");
    let entered = portal.office.front().enter_code(&session, &mails[0].code()).await.unwrap();
    assert_eq!(entered, Entered::Filing(filed.id));
    let received = portal.post().await;
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].link(), "/return");
}

async fn a_mail_server_that_is_down_costs_time_alone(portal: Portal) {
    let session = session(&portal);
    portal.mail.down();
    file(&portal, &session).await;
    assert_eq!(portal.post().await.len(), 0);
    portal.clock.step(2.hours());
    assert_eq!(portal.post().await.len(), 0);
    portal.mail.up();
    portal.clock.step(2.hours());
    let mails = portal.post().await;
    assert_eq!(mails.len(), 1);
    // Four hours after the filing; a code is good for half an hour from when it leaves.
    portal.clock.step(29.minutes());
    assert!(portal.office.front().enter_code(&session, &mails[0].code()).await.is_ok());
    portal.clock.step(24.hours());
    assert!(portal.post().await.iter().all(|mail| mail.subject != mails[0].subject), "the code is sent once");
}

async fn an_address_that_does_not_exist_is_not_tried_for_ever(portal: Portal) {
    portal.mail.refuse(PERSON);
    file(&portal, &session(&portal)).await;
    for _ in 0..3 {
        assert_eq!(portal.office.send_post().await.unwrap(), 0);
        portal.clock.step(2.hours());
    }
    assert_eq!(portal.mail.refusals(), 1, "refused for good is refused once");
}

async fn staff_come_in_by_password(portal: Portal) {
    let browser = portal.staff("Demo Person").await;
    assert_eq!(browser.get(app::paths::STAFF).await.status, 200);
    let nobody = portal.browser();
    let form = nobody.open(app::paths::STAFF_SIGN_IN).await.form("/do/staff/sign-in");
    let page = nobody.submit(&form.set("email", "demo.person@example.com").set("password", "wrong")).await;
    assert_eq!(page.path, app::paths::STAFF_SIGN_IN);
    assert!(nobody.get(app::paths::STAFF).await.status.is_redirection());
    let cookie = page_cookie(&browser.open(app::paths::STAFF_SIGN_IN).await);
    assert_eq!(cookie, None, "looking sets no cookie");
}

fn page_cookie(page: &crate::support::Page) -> Option<String> {
    page.header(http::header::SET_COOKIE).map(str::to_owned)
}
