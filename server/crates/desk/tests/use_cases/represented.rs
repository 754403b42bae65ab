//! What is asked, as questions and answers; and filing for somebody else.

use crate::support::{House, Mail, draft};
use desk::staff::QueueFilter;
use domain::filing::{About, Ask, Draft, Pick};
use domain::reference::Reference;
use domain::words::{Capacity, Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";
const CHILD: &str = "child@example.org";

crate::support::on_both_engines!(
    what_was_answered_reaches_the_person_and_staff_as_questions_and_answers,
    an_objection_to_direct_marketing_is_known_as_one,
    who_is_represented_is_told_once_the_mailbox_of_who_filed_is_proven,
    nobody_is_flooded_by_being_named,
    a_destroyed_key_takes_the_name_along_and_nothing_else,
    the_mail_of_what_was_received_says_which_may_end_a_service,
);

fn for_a_child(email: &str) -> Draft {
    Draft {
        about: Some(About::Other(Capacity::Guardian)),
        represented_name: "MARKER-child".into(),
        represented_email: email.into(),
        ..draft(Relationship::Customer, ME, &[Right::Access])
    }
}

fn told(mails: &[Mail]) -> Vec<&Mail> {
    mails.iter().filter(|mail| mail.text.contains("RepresentedTold")).collect()
}

async fn what_was_answered_reaches_the_person_and_staff_as_questions_and_answers(house: House) {
    let mut draft = draft(Relationship::Customer, ME, &[Right::Erasure]);
    draft.answers.insert(Ask::EraseScope, Pick::Part.code().into());
    draft.answers.insert(Ask::EraseGround, String::new());
    draft.country = "BE".into();
    let (session, references) = house.file_and_prove(draft).await;
    let subject = house.office.subject(&session).await.unwrap().request(&references[0]).await.unwrap();
    let staff = house.staff().await.request(&references[0]).await.unwrap();
    assert_eq!(subject.matter, staff.matter);
    let said: Vec<_> = staff.matter.answers().iter().map(|one| (one.ask, one.answer.as_str())).collect();
    assert_eq!(
        said,
        [(Ask::EraseScope, "part"), (Ask::EraseWhat, "MARKER-detail")],
        "what was not answered is not there"
    );
    assert_eq!(staff.contact.country.unwrap().code(), "BE");
    assert_eq!(subject.represented, None);
    assert!(!staff.procedure.direct_marketing && !staff.procedure.represented);
}

async fn an_objection_to_direct_marketing_is_known_as_one(house: House) {
    let rights = [Right::Access, Right::Objection];
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &rights)).await;
    let staff = house.staff().await;
    let marked = async |reference: &Reference| staff.request(reference).await.unwrap().procedure.direct_marketing;
    assert!(!marked(&references[0]).await && marked(&references[1]).await);
}

async fn who_is_represented_is_told_once_the_mailbox_of_who_filed_is_proven(house: House) {
    let session = house.session();
    house.file(&session, for_a_child(" Child@example.org ")).await;
    let code = house.code(ME).await;
    assert!(house.mails().iter().all(|mail| mail.to == ME), "nobody else is written to before");
    house.office.front().enter_code(&session, &code).await.unwrap();
    house.office.send_post().await.unwrap();
    house.office.send_post().await.unwrap();
    let mails = house.mails();
    let [letter] = told(&mails)[..] else { panic!("{mails:?}") };
    assert_eq!(letter.to, "Child@example.org");
    assert!(letter.text.contains("dpo@example.org") && !letter.text.contains("MARKER"), "{letter:?}");

    let subject = house.office.subject(&session).await.unwrap();
    let card = subject.overview().await.unwrap().requests.remove(0);
    assert_eq!(card.represented.unwrap().name, "MARKER-child");
    let reference = card.reference;
    assert!(!letter.text.contains(&reference.to_string()), "no more than is needed");
    let represented = subject.request(&reference).await.unwrap().represented.unwrap();
    assert_eq!((represented.name.as_str(), represented.capacity), ("MARKER-child", Capacity::Guardian));
    let staff = house.staff().await.request(&reference).await.unwrap();
    assert_eq!(staff.contact.represented, Some(represented));
    assert!(staff.procedure.represented);
}

async fn nobody_is_flooded_by_being_named(house: House) {
    house.file_and_prove(for_a_child("")).await;
    house.file_and_prove(for_a_child("Person@Example.org")).await;
    house.office.send_post().await.unwrap();
    assert!(told(&house.mails()).is_empty(), "without an address, or with one's own, there is nobody else to tell");
    for number in 0..5 {
        house.pass(SignedDuration::from_hours(1));
        let email = if number % 2 == 0 { CHILD } else { "CHILD@example.org" };
        house.file_and_prove(for_a_child(email)).await;
    }
    house.office.send_post().await.unwrap();
    assert_eq!(told(&house.mails()).len(), 3);
    assert_eq!(house.staff().await.queue(&QueueFilter::default()).await.unwrap().rows.len(), 7, "all are taken");
    house.pass(SignedDuration::from_hours(24));
    house.file_and_prove(for_a_child(CHILD)).await;
    house.office.send_post().await.unwrap();
    assert_eq!(told(&house.mails()).len(), 4);
}

async fn a_destroyed_key_takes_the_name_along_and_nothing_else(house: House) {
    let (session, _) = house.file_and_prove(for_a_child("")).await;
    let keys = sqlx::AnyPool::connect(&house.keys_url).await.unwrap();
    sqlx::query("DELETE FROM keys WHERE scope LIKE 'filing:%'").execute(&keys).await.unwrap();
    let overview = house.office.subject(&session).await.unwrap().overview().await.unwrap();
    assert_eq!(overview.requests[0].represented, None);
}

async fn the_mail_of_what_was_received_says_which_may_end_a_service(house: House) {
    house.file_and_prove(draft(Relationship::Customer, ME, Right::ALL)).await;
    house.office.send_post().await.unwrap();
    let mails = house.mails();
    let received = mails.iter().find(|mail| mail.text.contains("Received {")).unwrap();
    let said: Vec<_> = received.text.split("may_end_service: ").skip(1).map(|rest| rest.starts_with("true")).collect();
    assert_eq!(said, Right::ALL.iter().map(|right| right.may_end_service()).collect::<Vec<_>>());
    assert_eq!(said, [false, true, true, true, false, false, false, true]);
}
