//! Filing, codes, and whom they let in.

use crate::support::{House, NAME, draft};
use desk::DeskError;
use desk::staff::QueueFilter;
use domain::words::{Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    a_code_is_taken_once_and_not_after_five_wrong_tries_or_its_time,
    filing_under_somebody_elses_address_lets_nobody_in,
    a_code_for_what_was_disowned_in_the_meantime_thanks_nobody,
    the_mailbox_of_one_filing_proves_no_other,
    pressing_send_twice_files_once,
    one_browser_files_again_and_again,
    coming_back_with_an_unknown_address_looks_the_same_and_sends_nothing,
    codes_to_one_mailbox_are_capped_and_nobody_is_told,
    filings_from_one_address_are_throttled,
);

async fn a_code_is_taken_once_and_not_after_five_wrong_tries_or_its_time(house: House) {
    let front = house.office.front();
    let refused =
        async |session, code: &str| matches!(front.enter_code(session, code).await, Err(DeskError::WrongCode));
    let wrong = |code: &str| format!("{:08}", (code.parse::<u64>().unwrap() + 1) % 100_000_000);

    let tried = house.session();
    house.file(&tried, draft(Relationship::Customer, ME, &[Right::Access])).await;
    let code = house.code(ME).await;
    for _ in 0..5 {
        assert!(refused(&tried, &wrong(&code)).await);
    }
    assert!(refused(&tried, &code).await, "five wrong tries end it");

    front.another_code(&tried, "198.51.100.7").await.unwrap();
    let fresh = house.code(ME).await;
    assert!(refused(&tried, &code).await, "the old one is no good for the new promise");
    house.pass(SignedDuration::from_mins(30));
    assert!(refused(&tried, &fresh).await, "its time is over");

    front.another_code(&tried, "198.51.100.7").await.unwrap();
    let used = house.code(ME).await;
    let elsewhere = house.session();
    assert!(refused(&elsewhere, &used).await, "it is good in its own browser only");
    front.enter_code(&tried, &used).await.unwrap();
    assert!(refused(&tried, &used).await, "it is good once");
}

async fn filing_under_somebody_elses_address_lets_nobody_in(house: House) {
    let attacker = house.session();
    house.file(&attacker, draft(Relationship::Customer, "victim@example.org", &[Right::Access])).await;
    assert!(matches!(house.office.subject(&attacker).await, Err(DeskError::NotSignedIn)));

    let victim = house.come_back("Victim@example.org").await;
    let desk = house.office.subject(&victim).await.unwrap();
    let overview = desk.overview().await.unwrap();
    assert!(overview.requests.is_empty(), "signing in verifies nothing that somebody else filed");
    let [unclaimed] = overview.unclaimed.as_slice() else { panic!("{overview:?}") };
    desk.disown(unclaimed.id).await.unwrap();
    assert!(desk.overview().await.unwrap().unclaimed.is_empty());
    desk.claim(&victim, unclaimed.id, NAME).await.expect("claiming what has ended changes nothing");
    let desk = house.office.subject(&victim).await.unwrap();
    assert!(desk.overview().await.unwrap().requests.is_empty());
}

async fn a_code_for_what_was_disowned_in_the_meantime_thanks_nobody(house: House) {
    let waiting = house.session();
    house.file(&waiting, draft(Relationship::Customer, ME, &[Right::Access])).await;
    let code = house.code(ME).await;
    house.pass(SignedDuration::from_secs(1));
    let (session, _) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    let desk = house.office.subject(&session).await.unwrap();
    let unclaimed = desk.overview().await.unwrap().unclaimed[0].id;
    desk.disown(unclaimed).await.unwrap();
    house.office.front().enter_code(&waiting, &code).await.unwrap();
    house.office.send_post().await.unwrap();
    let thanked = house.mails().iter().filter(|mail| mail.text.contains("Received")).count();
    assert_eq!(thanked, 1, "for the other filing only");
    assert_eq!(desk.overview().await.unwrap().requests.len(), 1);
}

async fn the_mailbox_of_one_filing_proves_no_other(house: House) {
    let other = house.session();
    house.file(&other, draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    house.office.send_post().await.unwrap();
    house.pass(SignedDuration::from_secs(1));
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    assert_eq!(references.len(), 1);
    let desk = house.office.subject(&session).await.unwrap();
    assert_eq!(desk.overview().await.unwrap().unclaimed.len(), 1);

    let (stranger, theirs) =
        house.file_and_prove(draft(Relationship::Customer, "other@example.org", &[Right::Access])).await;
    let stranger = house.office.subject(&stranger).await.unwrap();
    assert!(matches!(stranger.request(&references[0]).await, Err(DeskError::NotFound)));
    assert!(matches!(stranger.withdraw(&references[0]).await, Err(DeskError::NotFound)));
    assert!(matches!(desk.request(&theirs[0]).await, Err(DeskError::NotFound)));
}

async fn pressing_send_twice_files_once(house: House) {
    let (session, front) = (house.session(), house.office.front());
    let secret = front.fresh_secret();
    front.keep_draft(&secret, &draft(Relationship::Customer, ME, &[Right::Access])).await.unwrap();
    let (again, elsewhere) = (house.session(), house.session());
    let (a, b) = tokio::join!(front.file(&session, &secret, "a"), front.file(&again, &secret, "a"));
    assert_eq!(a.unwrap(), b.unwrap());
    front.file(&elsewhere, &secret, "a").await.unwrap();
    assert_eq!(front.draft(&secret).await.unwrap(), domain::filing::Draft::default(), "what was sent is gone here");
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
    assert_eq!(house.mails().iter().filter(|mail| mail.text.contains("FilingCode")).count(), 1);
    assert_eq!(house.staff().await.queue(&QueueFilter::default()).await.unwrap().rows.len(), 1);
}

async fn one_browser_files_again_and_again(house: House) {
    let (session, front) = (house.session(), house.office.front());
    let secret = front.fresh_secret();
    for number in 0..3 {
        let draft = draft(Relationship::Customer, &format!("person{number}@example.org"), &[Right::Access]);
        front.keep_draft(&secret, &draft).await.unwrap();
        front.file(&session, &secret, "a").await.unwrap();
    }
    assert_eq!(house.staff().await.queue(&QueueFilter::default()).await.unwrap().rows.len(), 3);
}

async fn coming_back_with_an_unknown_address_looks_the_same_and_sends_nothing(house: House) {
    let session = house.session();
    let mailbox = domain::filing::Mailbox::parse("unknown@example.org").unwrap();
    let front = house.office.front();
    front.come_back(&session, &mailbox, domain::words::Language::English, "198.51.100.7").await.unwrap();
    assert!(front.awaits_code(&session).await);
    assert_eq!(house.office.send_post().await.unwrap(), 0);
    assert!(house.mails().is_empty());
    assert!(matches!(front.enter_code(&session, "00000000").await, Err(DeskError::WrongCode)));
}

async fn codes_to_one_mailbox_are_capped_and_nobody_is_told(house: House) {
    let front = house.office.front();
    let session = house.session();
    house.file(&session, draft(Relationship::Customer, ME, &[Right::Access])).await;
    for caller in 0..10 {
        front.another_code(&session, &caller.to_string()).await.unwrap();
    }
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().len(), 6);
    house.pass(SignedDuration::from_hours(1));
    front.another_code(&session, "later").await.unwrap();
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
}

async fn filings_from_one_address_are_throttled(house: House) {
    let front = house.office.front();
    let mut refused = 0;
    for number in 0..32 {
        let secret = front.fresh_secret();
        let draft = draft(Relationship::Customer, &format!("p{number}@example.org"), &[Right::Access]);
        front.keep_draft(&secret, &draft).await.unwrap();
        let filed = front.file(&house.session(), &secret, "192.0.2.1").await;
        if matches!(filed, Err(DeskError::Throttled)) {
            refused += 1;
            assert_eq!(front.draft(&secret).await.unwrap(), draft, "what was typed is not lost");
        }
    }
    assert_eq!(refused, 2);
}
