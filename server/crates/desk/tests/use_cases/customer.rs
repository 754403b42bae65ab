//! A customer's access request, and what must not happen to it.

use crate::support::{House, draft, verdict};
use desk::DeskError;
use desk::staff::QueueFilter;
use domain::procedure::{Refusal, Standing};
use domain::words::{IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    an_access_request_is_answered_with_what_was_gathered,
    a_system_asked_twice_gives_two_groups_and_every_digit,
    two_staff_who_decide_at_once_do_not_both_succeed,
    requests_of_one_filing_stand_in_the_order_of_the_rights,
    the_queue_is_paged_by_what_is_due_first,
);

async fn an_access_request_is_answered_with_what_was_gathered(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let [reference] = references.as_slice() else { panic!("{references:?}") };
    let staff = house.staff().await;
    let json = br#"{"name":"A","invoices":[{"no":1,"total":12.5},{"no":2,"total":0.1}]}"#;
    staff.gather(reference, 2, "invoicing", json).await.unwrap();
    let early = staff.decide(reference, 3, &verdict(Outcome::Fulfilled, "")).await.unwrap_err();
    assert!(matches!(early, DeskError::Refused(Refusal::IdentityUnconfirmed)), "{early}");
    staff.confirm_identity(reference, 3, IdentityBasis::Other, "Called back on the known number").await.unwrap();
    let exported: serde_json::Value = serde_json::from_slice(&staff.export(reference).await.unwrap().json).unwrap();
    assert_eq!(exported["groups"].as_array().unwrap().len(), 2);
    let schema = serde_json::to_value(schemars::schema_for!(domain::export::Export)).unwrap();
    jsonschema::validate(&schema, &exported).unwrap();
    // Seen before it was exported: to look is not to change.
    staff.decide(reference, 4, &verdict(Outcome::Fulfilled, "Here it is.")).await.unwrap();

    house.office.send_post().await.unwrap();
    assert!(house.mails().iter().any(|mail| mail.to == ME && mail.text.contains("Answered")));
    let subject = house.office.subject(&session).await.unwrap();
    let request = subject.request(reference).await.unwrap();
    assert_eq!(request.answers[0].words.as_deref(), Some("Here it is."));
    let paths: Vec<_> = request.files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["index.html", "export.json", "originals/1-invoicing.json", "manifest.json"]);
    let original = subject.download(reference, "originals/1-invoicing.json").await.unwrap();
    assert_eq!(original.whole().await.unwrap(), json, "the input is untouched");
    assert!(matches!(subject.download(reference, "../main.db").await, Err(DeskError::NotFound)));

    house.pass(SignedDuration::from_hours(14 * 24));
    let session = house.session();
    let mailbox = domain::filing::Mailbox::parse(ME).unwrap();
    let front = house.office.front();
    front.come_back(&session, &mailbox, domain::words::Language::English, "198.51.100.7").await.unwrap();
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    let late = subject.download(reference, "export.json").await.unwrap_err();
    assert!(matches!(late, DeskError::Refused(Refusal::NotAvailable)), "{late}");
    let version = staff.request(reference).await.unwrap().procedure.version;
    staff.make_available(reference, version).await.unwrap();
    subject.download(reference, "export.json").await.unwrap();
}

async fn a_system_asked_twice_gives_two_groups_and_every_digit(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let staff = house.staff().await;
    let json = br#"{"account": 123456789012345678901234, "amount": 12.50}"#;
    staff.gather(&references[0], 2, "invoicing", json).await.unwrap();
    staff.gather(&references[0], 3, "invoicing", json).await.unwrap();
    staff.confirm_identity(&references[0], 4, IdentityBasis::Other, "Called back").await.unwrap();
    let exported = String::from_utf8(staff.export(&references[0]).await.unwrap().json).unwrap();
    for (what, times) in
        [("\"invoicing\",\n", 3), ("\"invoicing-2\"", 1), ("123456789012345678901234", 2), ("12.50", 2)]
    {
        assert_eq!(exported.matches(what).count(), times, "{what} in {exported}");
    }
}

async fn two_staff_who_decide_at_once_do_not_both_succeed(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (one, other) = (house.staff().await, house.staff().await);
    let verdicts = ["one", "other"].map(|words| verdict(Outcome::NothingHeld, words));
    let (first, second) =
        tokio::join!(one.decide(&references[0], 2, &verdicts[0]), other.decide(&references[0], 2, &verdicts[1]));
    let conflicts = [&first, &second].into_iter().filter(|r| matches!(r, Err(DeskError::Conflict))).count();
    assert!(first.is_ok() != second.is_ok() && conflicts == 1, "{first:?} {second:?}");
    let answers = one.request(&references[0]).await.unwrap().answers;
    let [answer] = answers.as_slice() else { panic!("{answers:?}") };
    assert_eq!(answer.words.as_deref(), Some(if first.is_ok() { "one" } else { "other" }));
}

async fn requests_of_one_filing_stand_in_the_order_of_the_rights(house: House) {
    let (session, _) = house.file_and_prove(draft(Relationship::Customer, ME, Right::ALL)).await;
    let overview = house.office.subject(&session).await.unwrap().overview().await.unwrap();
    assert_eq!(overview.requests.iter().map(|card| card.right).collect::<Vec<_>>(), Right::ALL);
    let queue = house.staff().await.queue(&QueueFilter::default()).await.unwrap();
    assert_eq!(queue.rows.iter().map(|row| row.right).collect::<Vec<_>>(), Right::ALL);
}

async fn the_queue_is_paged_by_what_is_due_first(house: House) {
    for number in 0..60 {
        if number % 20 == 0 {
            house.pass(SignedDuration::from_hours(4 * 24));
        }
        let email = format!("person{number}@example.org");
        house.file(&house.session(), draft(Relationship::Customer, &email, &[Right::Access])).await;
        house.pass(SignedDuration::from_mins(3));
    }
    let staff = house.staff().await;
    let first = staff.queue(&QueueFilter::default()).await.unwrap();
    let filter = QueueFilter { after: first.next.clone(), ..QueueFilter::default() };
    let second = staff.queue(&filter).await.unwrap();
    assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 10, None));
    assert_eq!(first.counts, [(Standing::AwaitingMailbox, 60)]);
    let due: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.due).collect();
    assert!(due.is_sorted() && due[0] < due[59]);
    let none = QueueFilter { right: Some(Right::Erasure), ..QueueFilter::default() };
    assert!(staff.queue(&none).await.unwrap().rows.is_empty());
}
