//! Accounts of staff: invitations, sessions, passwords, and who must show once more who they are.

use crate::support::{FACTOR, House, PASSWORD, between, on_both_engines};
use desk::DeskError;
use desk::signin::{Invitee, PasswordFault};
use domain::filing::Mailbox;
use domain::ids::StaffId;
use domain::staff::{AccountRefusal, Role};
use domain::words::Language;
use jiff::SignedDuration;
use sqlx::{Connection as _, Row as _};
use tower_sessions::Session;

on_both_engines!(
    an_invitation_opens_an_account_once,
    an_invitation_is_over_after_a_week_and_when_another_took_its_place,
    who_has_an_account_is_not_invited,
    sessions_are_listed_and_ended,
    another_password_ends_all_other_sessions,
    what_changes_accounts_asks_once_more_who_it_is,
    a_code_confirms_once,
    signing_out_ends_the_row_too,
);

const EMAIL: &str = "staff@example.org";
const INVITED: &str = "invited@example.org";
const NEW: &str = "pencil harbour mosaic tulip";

fn invitee() -> Invitee {
    let email = Mailbox::parse(INVITED).unwrap();
    Invitee { email, name: "Demo Invited".into(), role: Role::Auditor, language: Language::Dutch }
}

/// Invites, and gives the secret of the link that was sent.
async fn invite(house: &House) -> String {
    house.office.invite_staff(&invitee()).await.unwrap();
    let before = house.mails().len();
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().len(), before + 1);
    let mails: Vec<_> = house.mails().into_iter().filter(|mail| mail.to == INVITED).collect();
    let links: Vec<_> = mails.iter().map(|mail| between(&mail.text, "/staff/invitation/", "\"")).collect();
    let mut known = sqlx::AnyConnection::connect(&house.database_url).await.unwrap();
    for link in links {
        use sha2::Digest as _;
        let hash = hex::encode(sha2::Sha256::digest(&link));
        let found = sqlx::query("SELECT id FROM invitations WHERE token_hash = $1").bind(hash);
        if found.fetch_optional(&mut known).await.unwrap().is_some() {
            return link;
        }
    }
    panic!("no link that was sent is known by its hash");
}

async fn accept(house: &House, token: &str, password: &str) -> desk::Result<Session> {
    let session = house.session();
    house.office.front().accept_invitation(&session, (token, password), "198.51.100.4").await.map(|()| session)
}

async fn an_invitation_opens_an_account_once(house: House) {
    let token = invite(&house).await;
    let weak = accept(&house, &token, "demo invited 1").await;
    assert!(matches!(weak, Err(DeskError::Password(PasswordFault::Guessable))), "it stays good");
    let session = accept(&house, &token, NEW).await.unwrap();
    assert!(
        matches!(house.office.role(&session).await, Err(DeskError::NotSignedIn)),
        "no desk without a second factor"
    );
    assert!(house.office.threshold(&session).await.unwrap().enrolment().unwrap().is_some());
    house.office.give_second_factor(&invitee().email, FACTOR).await.unwrap();
    let session = house.session();
    house.office.front().sign_in_staff(&session, (INVITED, NEW), "198.51.100.4", None).await.unwrap();
    let code = house.office.code_now(FACTOR).unwrap();
    house.office.threshold(&session).await.unwrap().enter(&session, &code).await.unwrap();
    assert_eq!(house.office.role(&session).await.unwrap(), Role::Auditor);
    for again in [accept(&house, &token, NEW).await, accept(&house, "0123", NEW).await] {
        assert!(matches!(again, Err(DeskError::LinkSpent)), "used and unknown look the same");
    }
}

async fn an_invitation_is_over_after_a_week_and_when_another_took_its_place(house: House) {
    let first = invite(&house).await;
    let second = invite(&house).await;
    assert!(matches!(accept(&house, &first, NEW).await, Err(DeskError::LinkSpent)));
    house.pass(SignedDuration::from_hours(7 * 24 + 1));
    assert!(matches!(accept(&house, &second, NEW).await, Err(DeskError::LinkSpent)));
    let third = invite(&house).await;
    house.pass(SignedDuration::from_hours(6 * 24));
    accept(&house, &third, NEW).await.unwrap();
}

async fn who_has_an_account_is_not_invited(house: House) {
    house.signed_in(INVITED, Role::Dpo).await;
    let refused = house.office.invite_staff(&invitee()).await;
    assert!(matches!(refused, Err(DeskError::Account(AccountRefusal::Exists))));
}

/// A second browser of the account.
async fn elsewhere(house: &House) -> Session {
    house.pass(SignedDuration::from_mins(1));
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    let code = house.office.code_now(FACTOR).unwrap();
    house.office.threshold(&session).await.unwrap().enter(&session, &code).await.unwrap();
    session
}

async fn sessions_are_listed_and_ended(house: House) {
    let first = house.signed_in(EMAIL, Role::Dpo).await;
    let (second, third) = (elsewhere(&house).await, elsewhere(&house).await);
    let desk = house.office.account(&third).await.unwrap();
    let open = desk.sessions().await.unwrap();
    assert_eq!(open.iter().map(|session| session.is_this).collect::<Vec<_>>(), [true, false, false]);
    let other = house.signed_in("other@example.org", Role::Dpo).await;
    house.office.account(&other).await.unwrap().end_session(open[1].id).await.unwrap();
    assert!(house.office.role(&second).await.is_ok(), "nobody ends a session of somebody else");
    desk.end_session(open[1].id).await.unwrap();
    assert!(house.office.role(&second).await.is_err() && house.office.role(&first).await.is_ok());
    desk.end_others().await.unwrap();
    assert!(house.office.role(&first).await.is_err() && house.office.role(&third).await.is_ok());
    house.pass(SignedDuration::from_mins(20));
    let fourth = elsewhere(&house).await;
    house.pass(SignedDuration::from_mins(15));
    let open = house.office.account(&fourth).await.unwrap().sessions().await.unwrap();
    assert_eq!(open.len(), 1, "what is over is not listed");
}

async fn another_password_ends_all_other_sessions(house: House) {
    let first = house.signed_in(EMAIL, Role::Dpo).await;
    let second = elsewhere(&house).await;
    let desk = house.office.account(&second).await.unwrap();
    assert!(matches!(desk.change_password(&second, "wrong", NEW).await, Err(DeskError::WrongPassword)));
    let weak = desk.change_password(&second, PASSWORD, "staff@example.org").await;
    assert!(matches!(weak, Err(DeskError::Password(PasswordFault::Guessable))), "one's address is no password");
    assert!(house.office.role(&first).await.is_ok());
    desk.change_password(&second, PASSWORD, NEW).await.unwrap();
    assert!(house.office.role(&first).await.is_err() && house.office.role(&second).await.is_ok());
    assert!(matches!(house.give_password(&house.session(), EMAIL).await, Err(DeskError::WrongPassword)));
    house.office.front().sign_in_staff(&house.session(), (EMAIL, NEW), "198.51.100.4", None).await.unwrap();
}

async fn what_changes_accounts_asks_once_more_who_it_is(house: House) {
    let session = house.signed_in(EMAIL, Role::Administrator).await;
    let confirmed = house.office.confirmed(&session).await.unwrap();
    let desk = house.office.administration(&session).await.unwrap();
    desk.invite(&invitee(), &confirmed).await.unwrap();
    let nobody = desk.close(StaffId(uuid::Uuid::nil()), &confirmed).await;
    assert!(matches!(nobody, Err(DeskError::NotFound)));
    house.pass(SignedDuration::from_mins(11));
    assert!(matches!(house.office.confirmed(&session).await.err(), Some(DeskError::Unconfirmed)));
    let account = house.office.account(&session).await.unwrap();
    assert!(matches!(account.confirm(&session, "wrong").await, Err(DeskError::WrongPassword)));
    assert!(house.office.confirmed(&session).await.is_err());
    account.confirm(&session, PASSWORD).await.unwrap();
    let confirmed = house.office.confirmed(&session).await.unwrap();
    account.renew_recovery_codes(&session, &confirmed).await.unwrap();
    assert_eq!(house.office.recovery_codes(&session).await.unwrap().unwrap().len(), 10);
}

async fn a_code_confirms_once(house: House) {
    let session = house.signed_in(EMAIL, Role::Dpo).await;
    house.pass(SignedDuration::from_mins(11));
    let (account, code) = (house.office.account(&session).await.unwrap(), house.office.code_now(FACTOR).unwrap());
    account.confirm(&session, &code).await.unwrap();
    assert!(house.office.confirmed(&session).await.is_ok());
    assert!(matches!(account.confirm(&session, &code).await, Err(DeskError::WrongPassword)));
    for _ in 0..9 {
        assert!(account.confirm(&session, "000000").await.is_err());
    }
    assert!(matches!(account.confirm(&session, PASSWORD).await, Err(DeskError::Throttled)));
}

async fn signing_out_ends_the_row_too(house: House) {
    let session = house.signed_in(EMAIL, Role::Dpo).await;
    house.office.front().sign_out(&session).await.unwrap();
    let mut db = sqlx::AnyConnection::connect(&house.database_url).await.unwrap();
    let row = sqlx::query("SELECT COUNT(*) AS many FROM staff_sessions").fetch_one(&mut db).await.unwrap();
    assert_eq!(row.try_get::<i64, _>("many").unwrap(), 0);
}
