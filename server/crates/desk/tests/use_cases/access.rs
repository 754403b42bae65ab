//! Who came in and who read what: an entry each, in the order of the log.

use crate::support::{House, PASSWORD, draft};
use desk::access::Entry;
use desk::{DeskError, OverseeingDesk};
use domain::access::{Access, AccountChange, Door, Means, Part, Visitor};
use domain::reference::Reference;
use domain::staff::Role;
use domain::words::{Relationship, Right};

const ME: &str = "person@example.org";
const AGENT: &str = "agent@example.org";
const ADMIN: &str = "admin@example.org";

crate::support::on_both_engines!(
    whoever_reads_a_request_is_in_the_log,
    twenty_readings_at_once_are_twenty_entries,
    whoever_comes_in_or_is_turned_away_is_in_the_log,
    an_unknown_account_leaves_as_many_entries_as_a_known_one,
    a_flood_of_attempts_is_one_entry,
    a_flood_of_codes_is_one_entry_whether_there_is_one_or_not,
    what_becomes_of_an_account_is_in_the_log_with_who_did_it,
    a_controller_reads_on_the_record,
    only_who_oversees_sees_it,
);

async fn overseer(house: &House) -> OverseeingDesk {
    let session = house.signed_in("auditor@example.org", Role::Auditor).await;
    house.office.keep_log().await.unwrap();
    house.office.overseeing(&session).await.unwrap()
}

/// All entries, newest first, but those of the auditor who looks.
async fn entries(house: &House, of: Option<&Reference>) -> Vec<Entry> {
    let desk = overseer(house).await;
    let (mut all, mut below) = (Vec::new(), None);
    loop {
        let page = desk.entries(of, below).await.unwrap();
        all.extend(page.entries);
        below = page.next;
        if below.is_none() {
            break;
        }
    }
    assert_eq!(house.office.verify_log(None).await.unwrap().broken, None);
    all
}

/// What is recorded of these visitors, oldest first. Within a stream every entry has its place after the one before it.
async fn accesses(house: &House, of: impl Fn(&Entry) -> bool) -> Vec<Access> {
    entries(house, None).await.into_iter().rev().filter(of).map(|entry| entry.access).collect()
}

fn is_staff(name: &'static str) -> impl Fn(&Entry) -> bool {
    move |entry| matches!(entry.visitor, Visitor::Staff(_)) && entry.name.as_deref() == Some(name)
}

async fn whoever_reads_a_request_is_in_the_log(house: House) {
    let (_, references) =
        house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access, Right::Erasure])).await;
    let [read, unread] = references.as_slice() else { panic!("two requests") };
    let desk = house.staff().await;
    desk.request(read).await.unwrap();
    desk.queue(&desk::staff::QueueFilter::default()).await.unwrap();
    assert!(matches!(desk.proof(read, uuid::Uuid::nil()).await, Err(DeskError::NotFound)), "there is none to read");
    let found = entries(&house, Some(read)).await;
    let seen: Vec<_> = found.iter().map(|entry| (entry.name.as_deref(), entry.reference)).collect();
    assert_eq!(seen, [(Some("Demo Staff"), Some(*read))]);
    assert!(matches!(found[0].access, Access::Read { part: Part::Page, .. }), "{found:?}");
    assert_eq!(entries(&house, Some(unread)).await, []);
    let unknown = Reference::from_random([7; 16]);
    assert!(matches!(overseer(&house).await.entries(Some(&unknown), None).await, Err(DeskError::NotFound)));
}

async fn twenty_readings_at_once_are_twenty_entries(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let desk = house.staff().await;
    let readings = (0..20).map(|_| {
        let (desk, reference) = (desk.clone(), references[0]);
        tokio::spawn(async move { desk.request(&reference).await.map(drop) })
    });
    for reading in readings.collect::<Vec<_>>() {
        reading.await.unwrap().unwrap();
    }
    assert_eq!(entries(&house, Some(&references[0])).await.len(), 20);
}

async fn whoever_comes_in_or_is_turned_away_is_in_the_log(house: House) {
    let front = house.office.front();
    house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let session = house.come_back(ME).await;
    let wrong = front.enter_code(&house.session(), "00000000").await;
    assert!(matches!(wrong, Err(DeskError::WrongCode)), "nothing was promised: nothing to record");
    front.come_back(&session, &mailbox(ME), domain::words::Language::English, "198.51.100.9").await.unwrap();
    assert!(matches!(front.enter_code(&session, "0000000").await, Err(DeskError::WrongCode)));
    let staff = house.named(AGENT, AGENT, Role::Agent).await;
    let account = house.office.account(&staff).await.unwrap();
    assert!(matches!(account.confirm(&staff, "wrong").await, Err(DeskError::WrongPassword)));
    front.sign_out(&staff).await.unwrap();
    house.give_password(&staff, AGENT).await.unwrap();
    let threshold = house.office.threshold(&staff).await.unwrap();
    assert!(matches!(threshold.enter(&staff, "000000").await, Err(DeskError::WrongCode)));
    let expected = [
        Access::Account { change: AccountChange::Opened { role: Role::Agent }, by: None },
        Access::CameIn { by: Means::Authenticator },
        Access::TurnedAway { at: Door::Confirmation },
        Access::WentOut,
        Access::TurnedAway { at: Door::SecondFactor },
    ];
    assert_eq!(accesses(&house, is_staff(AGENT)).await, expected);
    let by_code = Access::CameIn { by: Means::MailedCode };
    assert_eq!(accesses(&house, |entry| matches!(entry.visitor, Visitor::Subject(_))).await, [by_code; 2]);
    let strangers = accesses(&house, |entry| entry.visitor == Visitor::Stranger).await;
    assert_eq!(strangers, [Access::TurnedAway { at: Door::MailedCode }]);
}

fn mailbox(text: &str) -> domain::filing::Mailbox {
    domain::filing::Mailbox::parse(text).unwrap()
}

async fn a_flood_of_attempts_is_one_entry(house: House) {
    let (front, session) = (house.office.front(), house.session());
    for attempt in 0..25 {
        let tried = front.sign_in_staff(&session, ("nobody@example.org", "wrong"), "198.51.100.8", None).await;
        let is_held_off = matches!(tried, Err(DeskError::Throttled));
        assert_eq!(is_held_off, attempt >= 10, "{attempt}: {tried:?}");
    }
    let found = accesses(&house, |entry| entry.visitor == Visitor::Stranger).await;
    let held_off = |access: &&Access| matches!(access, Access::HeldOff { at: Door::Password });
    assert_eq!((found.len(), found.iter().filter(held_off).count()), (11, 1), "{found:?}");
}

async fn a_flood_of_codes_is_one_entry_whether_there_is_one_or_not(house: House) {
    let front = house.office.front();
    let unknown = house.session();
    front.open_link(&unknown, "no such link", "198.51.100.8").await.unwrap();
    let known = house.session();
    house.file(&known, draft(Relationship::Customer, "subject@example.org", &[Right::Access])).await;
    house.office.send_post().await.unwrap();
    let mut counts = Vec::new();
    for session in [unknown, known] {
        let before = accesses(&house, |entry| entry.visitor == Visitor::Stranger).await.len();
        for _ in 0..12 {
            assert!(matches!(front.enter_code(&session, "12345678").await, Err(DeskError::WrongCode)));
        }
        let found = accesses(&house, |entry| entry.visitor == Visitor::Stranger).await;
        let last = found.last().copied();
        assert_eq!(last, Some(Access::HeldOff { at: Door::MailedCode }), "{found:?}");
        counts.push(found.len() - before);
    }
    assert_eq!(counts, [6, 6]);
}

async fn an_unknown_account_leaves_as_many_entries_as_a_known_one(house: House) {
    house.named(AGENT, AGENT, Role::Agent).await;
    let (front, session) = (house.office.front(), house.session());
    let before = entries(&house, None).await.len();
    for email in [AGENT, "nobody@example.org"] {
        let tried = front.sign_in_staff(&session, (email, "wrong"), "198.51.100.8", None).await;
        assert!(matches!(tried, Err(DeskError::WrongPassword)), "{email}");
    }
    let found = entries(&house, None).await;
    let turned_away = Access::TurnedAway { at: Door::Password };
    let visitors: Vec<_> = found.iter().filter(|entry| entry.access == turned_away).map(|e| e.visitor).collect();
    assert_eq!(visitors.len(), 2, "{visitors:?}");
    assert!(visitors.contains(&Visitor::Stranger), "{visitors:?}");
    // Two of these, and two of the auditor who signed in once more.
    assert_eq!(found.len(), before + 4);
}

async fn what_becomes_of_an_account_is_in_the_log_with_who_did_it(house: House) {
    let admin = house.named(ADMIN, ADMIN, Role::Administrator).await;
    let confirmed = house.office.confirmed(&admin).await.unwrap();
    let desk = house.office.administration(&admin).await.unwrap();
    house.named(AGENT, AGENT, Role::Agent).await;
    let id = desk.accounts().await.unwrap().into_iter().find(|a| a.email.as_deref() == Some(AGENT)).unwrap().id;
    desk.change_role(id, Role::Dpo, &confirmed).await.unwrap();
    desk.reset_second_factor(id, &confirmed).await.unwrap();
    desk.close(id, &confirmed).await.unwrap();
    let own = house.office.account(&admin).await.unwrap();
    own.change_password(&admin, PASSWORD, "four unrelated words").await.unwrap();
    let by = Some(desk.accounts().await.unwrap().into_iter().find(|account| account.is_own).unwrap().id);
    let changes = async |email| {
        let all = accesses(&house, is_staff(email)).await.into_iter();
        all.filter(|access| matches!(access, Access::Account { .. })).collect::<Vec<_>>()
    };
    let change = |change, by| Access::Account { change, by };
    let expected = [
        change(AccountChange::Opened { role: Role::Agent }, None),
        change(AccountChange::RoleGiven { role: Role::Dpo }, by),
        change(AccountChange::FactorTaken, by),
        change(AccountChange::Closed, by),
    ];
    assert_eq!(changes(AGENT).await, expected);
    let expected = [
        change(AccountChange::Opened { role: Role::Administrator }, None),
        change(AccountChange::PasswordChanged, None),
    ];
    assert_eq!(changes(ADMIN).await, expected);
}

async fn a_controller_reads_on_the_record(house: House) {
    house.registers().await;
    let signer = draft(Relationship::Signer, "signer@example.org", &[Right::Access]);
    let (session, _) = house.file_and_prove(signer).await;
    let subject = house.office.subject(&session).await.unwrap();
    let filing = subject.overview().await.unwrap().choices[0];
    let organisation = subject.choice(filing).await.unwrap().organisations[0].id;
    subject.choose(filing, &[organisation]).await.unwrap();
    let session = crate::signer::controller_session(&house, "acme@example.com").await;
    let desk = house.office.controller(&session).await.unwrap();
    let inbox = desk.inbox().await.unwrap();
    desk.forwarding(inbox[0].id).await.unwrap();
    let found = entries(&house, None).await;
    let is_acme =
        |e: &&Entry| matches!(e.visitor, Visitor::Controller(_)) && e.name.as_deref() == Some("Acme Lettings");
    let of_acme: Vec<_> = found.iter().filter(is_acme).collect();
    assert_eq!(of_acme[0].access, Access::ReadForwarding { forwarding: inbox[0].id });
    assert_eq!(of_acme[1].access, Access::CameIn { by: Means::MailedCode });
    let is_of_contact = |entry: &&Entry| matches!(entry.access, Access::Contact { by: None, .. });
    assert!(of_acme[2..].iter().all(is_of_contact), "given and confirmed by the import");
}

async fn only_who_oversees_sees_it(house: House) {
    for (role, may) in [(Role::Agent, false), (Role::Dpo, true), (Role::Administrator, false), (Role::Auditor, true)] {
        let session = house.signed_in(&format!("{}@example.org", role.code()), role).await;
        let desk = house.office.overseeing(&session).await;
        assert_eq!(desk.is_ok(), may, "{role:?}");
        assert_eq!(matches!(desk, Err(DeskError::NotPermitted)), !may, "{role:?}");
    }
    let turned_away = accesses(&house, |entry| entry.access == Access::TurnedAway { at: Door::Role }).await;
    assert_eq!(turned_away.len(), 2);
}
