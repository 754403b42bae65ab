//! Where the notices of controllers go.

use crate::signer::controller_session;
use crate::support::{House, Mail, between, draft};
use desk::DeskError;
use desk::StaffDesk;
use desk::registers::Format;
use desk::signin::Confirmed;
use desk::staff::{Hindrance, Registered};
use domain::access::{Access, ContactChange, Visitor};
use domain::contact::ContactRefusal;
use domain::filing::Mailbox;
use domain::ids::ControllerId;
use domain::procedure::{Refusal, Standing};
use domain::reference::Reference;
use domain::staff::Role;
use domain::words::{Relationship, Right};

const ME: &str = "signer@example.org";
const ACME: &str = "acme@example.com";
const NEW: &str = "privacy@acme.example.com";
const HEADER: &str = "number,name,member_state,language,email,may_name_controller,index_authorised";

crate::support::on_both_engines!(
    nothing_goes_to_a_mailbox_before_somebody_asked_the_controller,
    what_was_taken_back_while_it_waited_is_not_sent,
    a_change_takes_two_people_and_the_address_before_is_told,
    mail_that_comes_back_reaches_staff_and_is_sent_again,
    an_import_confirms_a_first_contact_and_only_proposes_another,
    what_is_declined_gets_nothing,
    a_link_that_is_none_leaves_as_much_behind_as_one_that_is,
);

/// A member of staff with what shows that it is still them.
pub(crate) async fn staff(house: &House, email: &str) -> (StaffDesk, Confirmed) {
    let session = house.signed_in(email, Role::Agent).await;
    (house.office.staff(&session).await.unwrap(), house.office.confirmed(&session).await.unwrap())
}

async fn called(desk: &StaffDesk, name: &str) -> Registered {
    let mut found = desk.register(name).await.unwrap().controllers;
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0)
}

/// A signer files, and chooses Acme.
pub(crate) async fn choose_acme(house: &House) -> Reference {
    let (session, references) = house.file_and_prove(draft(Relationship::Signer, ME, &[Right::Access])).await;
    let subject = house.office.subject(&session).await.unwrap();
    let filing = subject.overview().await.unwrap().choices[0];
    let offered = subject.choice(filing).await.unwrap().organisations;
    let acme: Vec<ControllerId> = offered.iter().filter(|one| one.name.starts_with("Acme")).map(|one| one.id).collect();
    subject.choose(filing, &acme).await.unwrap();
    house.office.send_post().await.unwrap();
    references[0]
}

async fn unconfirmed(house: &House) {
    let csv = format!("{HEADER}\n1,Acme Lettings,NL,en,{ACME},yes,yes\n");
    house.office.import_controllers(csv.as_bytes(), Format::Csv).await.unwrap();
    let signers = format!("email,controller_number,document\n{ME},1,DOC-1\n");
    house.office.import_signers(signers.as_bytes()).await.unwrap();
}

pub(crate) fn to(house: &House, address: &str, kind: &str) -> Vec<Mail> {
    house.mails().into_iter().filter(|mail| mail.to == address && mail.text.contains(kind)).collect()
}

fn id_of(mail: &Mail) -> String {
    between(&mail.text, "Message-ID: <", "@")
}

async fn nothing_goes_to_a_mailbox_before_somebody_asked_the_controller(house: House) {
    unconfirmed(&house).await;
    let (desk, confirmed) = staff(&house, "staff@example.org").await;
    assert_eq!(desk.urgent_contacts().await.unwrap(), 0, "nobody waits for it yet");
    let reference = choose_acme(&house).await;
    assert!(to(&house, ACME, "").is_empty());
    let forwarding = &desk.request(&reference).await.unwrap().forwardings[0];
    assert_eq!((forwarding.forwarding.told, forwarding.hindrance), (None, Some(Hindrance::Unconfirmed)));
    assert_eq!(desk.urgent_contacts().await.unwrap(), 1);
    let acme = called(&desk, "acme").await;
    assert!(acme.is_urgent && acme.waiting == 1 && acme.contact.is_none());
    let proposed = acme.proposed.unwrap();
    assert_eq!((proposed.mailbox.as_str(), proposed.given_by, proposed.is_own), (ACME, None, false));
    assert!(matches!(desk.notify_again(acme.id).await, Err(DeskError::NotFound)), "there is nobody to notify");

    let mute = desk.confirm_contact(proposed.id, " \n", &confirmed).await.unwrap_err();
    assert!(matches!(mute, DeskError::Refused(Refusal::WordsMissing)));
    desk.confirm_contact(proposed.id, "Called the number in the contract", &confirmed).await.unwrap();
    let twice = desk.confirm_contact(proposed.id, "Again", &confirmed).await.unwrap_err();
    assert!(matches!(twice, DeskError::Contact(ContactRefusal::Settled)));
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, ACME, "Forwarded").len(), 1);
    let session = controller_session(&house, ACME).await;
    assert_eq!(house.office.controller(&session).await.unwrap().inbox().await.unwrap().len(), 1);
    let acme = desk.controller(acme.id).await.unwrap();
    let contact = acme.contact.unwrap();
    assert_eq!(contact.how.as_deref(), Some("Called the number in the contract"));
    assert_eq!((contact.confirmed_by.as_deref(), acme.waiting, acme.is_urgent), (Some("Demo Staff"), 0, false));
    assert_eq!(desk.urgent_contacts().await.unwrap(), 0);
    assert_eq!(changes(&house, acme.id).await, [ContactChange::Proposed, ContactChange::Confirmed]);
}

async fn what_was_taken_back_while_it_waited_is_not_sent(house: House) {
    unconfirmed(&house).await;
    let reference = choose_acme(&house).await;
    let subject = house.office.subject(&house.come_back(ME).await).await.unwrap();
    subject.withdraw(&reference).await.unwrap();
    let (desk, confirmed) = staff(&house, "staff@example.org").await;
    let proposed = called(&desk, "acme").await.proposed.unwrap();
    desk.confirm_contact(proposed.id, "By telephone", &confirmed).await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(to(&house, ACME, "").is_empty());
}

async fn a_change_takes_two_people_and_the_address_before_is_told(house: House) {
    house.registers().await;
    choose_acme(&house).await;
    let session = controller_session(&house, ACME).await;
    let old_link = between(&to(&house, ACME, "Forwarded")[0].text, "/controller/link/", "\"");
    let (one, confirmed) = staff(&house, "one@example.org").await;
    let (two, also_confirmed) = staff(&house, "two@example.org").await;
    let acme = called(&one, "acme").await;
    let same = one.give_contact(acme.id, &Mailbox::parse(ACME).unwrap(), &confirmed).await.unwrap_err();
    assert!(matches!(same, DeskError::Contact(ContactRefusal::Same)));
    one.give_contact(acme.id, &Mailbox::parse(NEW).unwrap(), &confirmed).await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, ACME, "ContactChanging").len(), 1, "before anything changes");
    assert!(to(&house, NEW, "").is_empty());
    assert!(house.office.controller(&session).await.is_ok(), "it is still theirs");
    assert_eq!(one.urgent_contacts().await.unwrap(), 1);

    let change = called(&one, "acme").await.proposed.unwrap();
    assert!(change.is_own);
    let alone = one.confirm_contact(change.id, "Called", &confirmed).await.unwrap_err();
    assert!(matches!(alone, DeskError::Contact(ContactRefusal::SameEyes)));
    house.pass(jiff::SignedDuration::from_mins(1));
    two.confirm_contact(change.id, "Called", &also_confirmed).await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(matches!(house.office.controller(&session).await, Err(DeskError::NotSignedIn)), "the old one is out");
    let late = house.session();
    house.office.front().open_link(&late, &old_link, "203.0.113.5").await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, NEW, "ControllerCode").len(), 0, "the old link asks for no code");

    let taken = to(&house, NEW, "ContactTaken");
    assert_eq!(taken.len(), 1);
    let session = house.session();
    let token = between(&taken[0].text, "/controller/link/", "\"");
    house.office.front().open_link(&session, &token, "203.0.113.5").await.unwrap();
    house.office.front().enter_code(&session, &house.code(NEW).await).await.unwrap();
    assert_eq!(house.office.controller(&session).await.unwrap().inbox().await.unwrap().len(), 1);
    house.office.mail_returned(&id_of(&taken[0])).await.unwrap();
    assert!(one.controller(acme.id).await.unwrap().contact.unwrap().bounced.is_some());
    assert_eq!(one.notify_again(acme.id).await.unwrap(), 1, "it says once more that it is the contact");
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, NEW, "ContactTaken").len(), 2);
    assert!(one.controller(acme.id).await.unwrap().contact.unwrap().bounced.is_none());
    choose_acme(&house).await;
    assert_eq!((to(&house, ACME, "Forwarded").len(), to(&house, NEW, "Forwarded").len()), (1, 1));
}

async fn mail_that_comes_back_reaches_staff_and_is_sent_again(house: House) {
    house.registers().await;
    let reference = choose_acme(&house).await;
    let sent = to(&house, ACME, "Forwarded");
    let (desk, _) = staff(&house, "staff@example.org").await;
    assert!(!house.office.mail_returned("0190-unknown").await.unwrap(), "not one of ours");
    for _ in 0..2 {
        assert!(house.office.mail_returned(&id_of(&sent[0])).await.unwrap(), "mail servers may say it twice");
    }
    let request = desk.request(&reference).await.unwrap();
    assert_eq!(request.forwardings[0].hindrance, Some(Hindrance::Bounces));
    assert_eq!((request.forwardings[0].forwarding.told, request.standing), (None, Standing::Forwarded));
    let acme = called(&desk, "acme").await;
    assert!(acme.is_urgent && acme.waiting == 1 && acme.contact.as_ref().unwrap().bounced.is_some());
    let of = [ContactChange::Proposed, ContactChange::Confirmed, ContactChange::Bounced];
    assert_eq!(changes(&house, acme.id).await, of);

    assert_eq!(desk.notify_again(acme.id).await.unwrap(), 1);
    house.office.send_post().await.unwrap();
    let again = to(&house, ACME, "Forwarded");
    assert_eq!(again.len(), 2);
    assert_ne!(id_of(&again[0]), id_of(&again[1]), "another mail, so that another report is of it");
    let acme = desk.controller(acme.id).await.unwrap();
    assert!(!acme.is_urgent && acme.contact.unwrap().bounced.is_none(), "it arrived");
    let inbox = house.office.controller(&controller_session(&house, ACME).await).await.unwrap();
    let row = inbox.inbox().await.unwrap().remove(0);
    inbox.acknowledge(row.id).await.unwrap();
    let latest = again.iter().map(id_of).find(|id| *id != id_of(&sent[0])).unwrap();
    assert!(house.office.mail_returned(&latest).await.unwrap());
    assert_eq!(desk.request(&reference).await.unwrap().standing, Standing::Acknowledged, "whoever confirmed it has it");
}

async fn an_import_confirms_a_first_contact_and_only_proposes_another(house: House) {
    let import = async |contact: &str, checked: &str| {
        let csv = format!("{HEADER},contact_checked\n1,Acme Lettings,NL,en,{contact},yes,yes,{checked}\n");
        let imported = house.office.import_controllers(csv.as_bytes(), Format::Csv).await.unwrap();
        (imported.added, imported.changed, imported.unchanged)
    };
    assert_eq!(import(ACME, "by telephone").await, (1, 0, 0));
    assert_eq!(import(ACME, "by telephone").await, (0, 0, 1));
    assert_eq!(import(NEW, "by telephone").await, (0, 1, 0));
    assert_eq!(import(NEW, "by telephone").await, (0, 0, 1), "it waits already");
    let (desk, confirmed) = staff(&house, "staff@example.org").await;
    let acme = called(&desk, "1").await;
    assert_eq!(acme.contact.unwrap().mailbox, ACME);
    let change = acme.proposed.unwrap();
    desk.confirm_contact(change.id, "Asked", &confirmed).await.unwrap();
    assert_eq!(desk.controller(acme.id).await.unwrap().contact.unwrap().mailbox, NEW);
}

async fn what_is_declined_gets_nothing(house: House) {
    unconfirmed(&house).await;
    let (desk, confirmed) = staff(&house, "staff@example.org").await;
    let acme = called(&desk, "acme").await;
    let proposed = acme.proposed.unwrap();
    desk.decline_contact(proposed.id, &confirmed).await.unwrap();
    let settled = desk.confirm_contact(proposed.id, "Late", &confirmed).await.unwrap_err();
    assert!(matches!(settled, DeskError::Contact(ContactRefusal::Settled)));
    desk.give_contact(acme.id, &Mailbox::parse("wrong@example.com").unwrap(), &confirmed).await.unwrap();
    desk.give_contact(acme.id, &Mailbox::parse(NEW).unwrap(), &confirmed).await.unwrap();
    let acme = desk.controller(acme.id).await.unwrap();
    assert_eq!(acme.proposed.unwrap().mailbox, NEW, "what was said last");
    choose_acme(&house).await;
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    for (days, kept) in [(365, 3_i64), (1, 1)] {
        house.pass(jiff::SignedDuration::from_hours(days * 24));
        house.office.make_rounds().await.unwrap();
        let (contacts,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM contacts").fetch_one(&pool).await.unwrap();
        assert_eq!(contacts, kept, "what nobody uses is kept for a year");
    }
    assert!([ACME, NEW, "wrong@example.com"].iter().all(|address| to(&house, address, "").is_empty()));
}

async fn a_link_that_is_none_leaves_as_much_behind_as_one_that_is(house: House) {
    house.registers().await;
    choose_acme(&house).await;
    let link = between(&to(&house, ACME, "Forwarded")[0].text, "/controller/link/", "\"");
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let rows = async || {
        let sql = "SELECT (SELECT COUNT(*) FROM challenges) + (SELECT COUNT(*) FROM outbox) AS found";
        let (found,): (i64,) = sqlx::query_as(sql).fetch_one(&pool).await.unwrap();
        found
    };
    for token in [link.as_str(), "none"] {
        let (before, mails, session) = (rows().await, house.mails().len(), house.session());
        house.office.front().open_link(&session, token, "203.0.113.5").await.unwrap();
        assert_eq!(rows().await, before + 2, "{token}: a promise, and what sends its code");
        house.office.send_post().await.unwrap();
        assert_eq!(house.mails().len() - mails, usize::from(token == link), "{token}");
        let tried = house.office.front().enter_code(&session, "12345678").await;
        assert!(matches!(tried, Err(DeskError::WrongCode)), "{token}");
    }
}

/// What the log says of a controller's contacts.
async fn changes(house: &House, controller: ControllerId) -> Vec<ContactChange> {
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let of = Visitor::Controller(controller).to_string();
    let rows: Vec<(String,)> = sqlx::query_as("SELECT body FROM events WHERE stream_id = $1 ORDER BY seq")
        .bind(of)
        .fetch_all(&pool)
        .await
        .unwrap();
    let change = |(body,): &(String,)| match serde_json::from_str(body).unwrap() {
        Access::Contact { change, .. } => Some(change),
        _ => None,
    };
    rows.iter().filter_map(change).collect()
}
