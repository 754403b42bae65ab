//! What came by letter, e-mail, phone or at the counter, taken in by staff.

use crate::support::{House, verdict};
use desk::DeskError;
use desk::conversation::{FileFault, Upload};
use desk::staff::QueueFilter;
use domain::complaint::Complaint;
use domain::filing::{About, Field, Intake, Problem, Reply};
use domain::procedure::{Event, Refusal, Standing, TriageReason};
use domain::words::{Capacity, Channel, IdentityBasis, Language, Outcome, Relationship, Right};
use jiff::SignedDuration;
use jiff::civil::date;

const ME: &str = "person@example.org";
const ADDRESS: &str = "MARKER-street 1\n1234 AB Example";

crate::support::on_both_engines!(
    a_letter_is_answered_without_a_mailbox_and_its_time_runs_from_receipt,
    an_intake_that_is_sent_twice_is_taken_in_once,
    a_scan_is_judged_and_stands_with_each_request,
    a_mailbox_that_staff_put_down_is_written_to_only_once_it_is_claimed,
    the_owner_of_a_wrong_mailbox_ends_nobodys_letter,
    a_signers_letter_goes_to_staff_who_forward_it_with_the_address,
    a_letter_for_somebody_else_waits_for_authority,
    what_was_taken_in_is_told_request_by_request,
    an_intake_with_faults_leaves_nothing_behind,
);

pub(crate) fn letter(rights: &[Right]) -> Intake {
    Intake {
        channel: Some(Channel::Letter),
        received: Some(date(2026, 2, 10)),
        is_day_given: true,
        about: Some(About::Me),
        relationship: Some(Relationship::Customer),
        name: "MARKER-name".into(),
        reply: Some(Reply::Letter),
        address: ADDRESS.into(),
        language: Some(Language::Dutch),
        country: "NL".into(),
        rights: rights.to_vec(),
        words: rights.iter().map(|right| (*right, "MARKER-words".to_owned())).collect(),
        ..Intake::default()
    }
}

fn mailed(rights: &[Right]) -> Intake {
    Intake { channel: Some(Channel::Email), reply: Some(Reply::Portal), email: ME.into(), ..letter(rights) }
}

async fn a_letter_is_answered_without_a_mailbox_and_its_time_runs_from_receipt(house: House) {
    let staff = house.staff().await;
    let references = staff.take_in(&staff.intake_number(), &letter(&[Right::Access]), &house.secret()).await.unwrap();
    let [reference] = references.as_slice() else { panic!("{references:?}") };
    let request = staff.request(reference).await.unwrap();
    assert_eq!((request.standing, request.procedure.channel), (Standing::WithStaff, Channel::Letter));
    assert_eq!(request.procedure.received, "2026-02-10T11:00:00Z".parse().unwrap(), "noon in Amsterdam");
    assert_eq!(request.clock.due().due, date(2026, 3, 10));
    assert_eq!((request.contact.email, request.contact.address.as_deref()), (None, Some(ADDRESS)));
    assert_eq!(request.timeline[0].by.as_deref(), Some("Demo Staff"), "it is on record who took it in");
    let row = staff.queue(&QueueFilter::default()).await.unwrap().rows.remove(0);
    assert_eq!((row.reference, row.standing), (*reference, Standing::WithStaff));

    let on_mailbox = staff.confirm_identity(reference, 1, IdentityBasis::MailboxOnRecord, "").await.unwrap_err();
    assert!(matches!(on_mailbox, DeskError::Refused(Refusal::MailboxUnproven)), "{on_mailbox}");
    staff.confirm_identity(reference, 1, IdentityBasis::FactsMatched, "").await.unwrap();
    staff.gather(reference, 2, "invoicing", b"{\"a\":1}").await.unwrap();
    staff.decide(reference, 3, &verdict(Outcome::Fulfilled, "Enclosed.")).await.unwrap();
    house.office.send_post().await.unwrap();
    house.office.make_rounds().await.unwrap();
    assert!(house.mails().is_empty(), "nobody is written to");
    assert_eq!(staff.request(reference).await.unwrap().answers[0].words.as_deref(), Some("Enclosed."));
}

async fn an_intake_that_is_sent_twice_is_taken_in_once(house: House) {
    let staff = house.staff().await;
    let (number, intake) = (staff.intake_number(), letter(&[Right::Access, Right::Erasure]));
    let first = staff.take_in(&number, &intake, &house.secret()).await.unwrap();
    assert_eq!(staff.take_in(&number, &intake, &house.secret()).await.unwrap(), first);
    assert_eq!(staff.queue(&QueueFilter::default()).await.unwrap().rows.len(), 2);
    assert_ne!(staff.take_in(&staff.intake_number(), &intake, &house.secret()).await.unwrap(), first, "another letter");
}

async fn a_scan_is_judged_and_stands_with_each_request(house: House) {
    let staff = house.staff().await;
    let scan = |bytes: &[u8]| [Upload { name: "scan.pdf".into(), bytes: bytes.to_vec() }];
    let secret = house.secret();
    let bad = staff.hold_scans(&secret, "1", &scan(b"MZ\x90\x00")).await.unwrap_err();
    assert!(matches!(bad, DeskError::File(FileFault::Kind)), "{bad}");
    staff.hold_scans(&secret, "1", &scan(b"%PDF-1.7\nthe wrong one")).await.unwrap();
    staff.drop_scan(&secret, "1", staff.scans(&secret, "1").await.unwrap()[0].id).await.unwrap();
    for _ in 0..2 {
        staff.hold_scans(&secret, "1", &scan(b"%PDF-1.7\nMARKER")).await.unwrap();
    }
    staff.hold_scans(&secret, "2", &scan(b"%PDF-1.7\nof another letter")).await.unwrap();
    let intake = letter(&[Right::Access, Right::Erasure]);
    let faulty = staff.take_in("1", &Intake::default(), &secret).await.unwrap_err();
    assert!(matches!(faulty, DeskError::Faulty(_)), "{faulty}");
    assert_eq!(staff.scans(&secret, "1").await.unwrap().len(), 1, "what is wrong elsewhere loses no scan");
    let references = staff.take_in("1", &intake, &secret).await.unwrap();
    assert_eq!(staff.take_in("1", &intake, &secret).await.unwrap(), references, "pressed twice");
    assert!(staff.scans(&secret, "1").await.unwrap().is_empty(), "nothing is left over");
    assert_eq!(staff.scans(&secret, "2").await.unwrap().len(), 1, "the other letter keeps its own");
    assert_eq!(house.sealed_files().len(), 3, "one for each request, and the other letter's");
    for reference in &references {
        let request = staff.request(reference).await.unwrap();
        let [message] = request.thread.as_slice() else { panic!("{:?}", request.thread) };
        let file = staff.attachment(reference, message.files[0].id).await.unwrap();
        assert_eq!((message.by, file.name.as_str(), file.media_type), (None, "scan.pdf", "application/pdf"));
        assert_eq!(file.whole().await.unwrap(), b"%PDF-1.7\nMARKER");
    }
    assert_eq!(references.len(), 2);
}

async fn a_mailbox_that_staff_put_down_is_written_to_only_once_it_is_claimed(house: House) {
    let staff = house.staff().await;
    let references = staff.take_in("1", &mailed(&[Right::Access]), &house.secret()).await.unwrap();
    let reference = &references[0];
    let by_letter = staff.ask(reference, 1, "Which?").await.unwrap_err();
    assert!(matches!(by_letter, DeskError::Cautioned(told) if told == [Complaint::WrongMedium]), "it came by e-mail");
    let staff = staff.knowing(vec![Complaint::WrongMedium]);
    staff.ask(reference, 1, "Which?").await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(house.mails().is_empty(), "nobody showed whose mailbox it is");

    let session = house.come_back(ME).await;
    let subject = house.office.subject(&session).await.unwrap();
    let overview = subject.overview().await.unwrap();
    assert!(overview.requests.is_empty(), "nothing is shown before it is claimed");
    assert!(matches!(subject.request(reference).await, Err(DeskError::NotFound)));
    subject.claim(&session, overview.unclaimed[0].id, &references[0].to_string()).await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    assert_eq!(subject.request(reference).await.unwrap().reference, *reference);
    let version = staff.request(reference).await.unwrap().procedure.version;
    staff.confirm_identity(reference, version, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    staff.decide(reference, version + 1, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(house.mails().iter().any(|mail| mail.to == ME && mail.text.contains("Answered")));
    assert!(house.mails().iter().all(|mail| !mail.text.contains("MARKER")));
}

async fn the_owner_of_a_wrong_mailbox_ends_nobodys_letter(house: House) {
    let staff = house.staff().await;
    let wrong = Intake { email: ME.into(), ..letter(&[Right::Access]) };
    let references = staff.take_in("1", &wrong, &house.secret()).await.unwrap();
    let session = house.come_back(ME).await;
    let subject = house.office.subject(&session).await.unwrap();
    let unclaimed = subject.overview().await.unwrap().unclaimed.remove(0);
    subject.disown(unclaimed.id).await.unwrap();
    let overview = subject.overview().await.unwrap();
    assert!(overview.unclaimed.is_empty() && overview.requests.is_empty(), "asked once");
    subject.claim(&session, unclaimed.id, &references[0].to_string()).await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    assert!(matches!(subject.request(&references[0]).await, Err(DeskError::NotFound)), "what was said stands");
    let request = staff.request(&references[0]).await.unwrap();
    assert_eq!(request.standing, Standing::WithStaff);
    assert!(matches!(request.timeline.last().unwrap().event, Event::Disowned));
}

async fn a_signers_letter_goes_to_staff_who_forward_it_with_the_address(house: House) {
    house.registers().await;
    let staff = house.staff().await;
    let signer =
        Intake { relationship: Some(Relationship::Signer), organisation: "acme".into(), ..letter(&[Right::Access]) };
    let references = staff.take_in("1", &signer, &house.secret()).await.unwrap();
    let request = staff.request(&references[0]).await.unwrap();
    assert_eq!((request.standing, request.procedure.triage), (Standing::Triage, Some(TriageReason::TakenIn)));
    house.pass(SignedDuration::from_hours(120 * 24));
    house.office.make_rounds().await.unwrap();
    let choices = staff.controllers(&references[0], "acme").await.unwrap();
    assert!(choices[0].named && !choices[0].matches);
    staff.forward(&references[0], request.procedure.version, choices[0].id).await.unwrap();
    let session = crate::signer::controller_session(&house, "acme@example.com").await;
    let acme = house.office.controller(&session).await.unwrap();
    let (_, envelope) = acme.envelope(acme.inbox().await.unwrap()[0].id).await.unwrap();
    assert!(envelope.subject_identities.is_empty() && !envelope.mailbox_proven);
    assert_eq!(envelope.subject_address.as_deref(), Some(ADDRESS));
    assert_eq!(envelope.received_by_processor_at, "2026-02-10T11:00:00Z".parse().unwrap());
    house.office.send_post().await.unwrap();
    assert!(house.mails().iter().all(|mail| mail.to == "acme@example.com"), "{:?}", house.mails());
}

async fn an_intake_with_faults_leaves_nothing_behind(house: House) {
    let staff = house.staff().await;
    let tomorrow = Intake { received: Some(date(2026, 3, 3)), ..letter(&[Right::Access]) };
    let DeskError::Faulty(faults) = staff.take_in("1", &tomorrow, &house.secret()).await.unwrap_err() else {
        panic!("taken")
    };
    assert_eq!((faults[0].field, faults[0].problem), (Field::Received, Problem::InFuture));
    assert!(staff.queue(&QueueFilter::default()).await.unwrap().rows.is_empty());
    let today = Intake { received: Some(date(2026, 3, 2)), ..letter(&[Right::Access]) };
    let references = staff.take_in("1", &today, &house.secret()).await.unwrap();
    let received = staff.request(&references[0]).await.unwrap().procedure.received;
    assert!(received <= house.office.now(), "never later than now");
}

async fn a_letter_for_somebody_else_waits_for_authority(house: House) {
    let staff = house.staff().await;
    let child = "child@example.org";
    let intake = Intake {
        about: Some(About::Other(Capacity::Guardian)),
        represented_name: "MARKER-child".into(),
        represented_email: child.into(),
        ..mailed(&[Right::Access])
    };
    let references = staff.take_in("1", &intake, &house.secret()).await.unwrap();
    let reference = &references[0];
    let request = staff.request(reference).await.unwrap();
    assert!(request.procedure.represented);
    assert_eq!(request.contact.represented.unwrap().name, "MARKER-child");
    staff.confirm_identity(reference, 1, IdentityBasis::FactsMatched, "").await.unwrap();
    staff.gather(reference, 2, "invoicing", b"{\"a\":1}").await.unwrap();
    let early = staff.decide(reference, 3, &verdict(Outcome::Fulfilled, "")).await.unwrap_err();
    assert!(matches!(early, DeskError::Refused(Refusal::AuthorityUnconfirmed)), "{early}");
    staff.confirm_authority(reference, 3, "A birth register extract.").await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(house.mails().is_empty(), "nobody showed whose addresses these are");

    let session = house.come_back(ME).await;
    let subject = house.office.subject(&session).await.unwrap();
    let unclaimed = subject.overview().await.unwrap().unclaimed.remove(0);
    subject.claim(&session, unclaimed.id, "").await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(
        house.mails().iter().any(|mail| mail.to == child),
        "who is represented is told once somebody stands for it"
    );
    let version = staff.request(reference).await.unwrap().procedure.version;
    staff.decide(reference, version, &verdict(Outcome::Fulfilled, "")).await.unwrap();
}

async fn what_was_taken_in_is_told_request_by_request(house: House) {
    let staff = house.staff().await;
    let references = staff.take_in("1", &letter(&[Right::Access, Right::Erasure]), &house.secret()).await.unwrap();
    for reference in &references {
        let taken = staff.taken_in(reference).await.unwrap();
        let told: Vec<_> = taken.iter().map(|one| (one.reference, one.right, one.due)).collect();
        let due = date(2026, 3, 10);
        assert_eq!(told, [(references[0], Right::Access, due), (references[1], Right::Erasure, due)]);
    }
    let unknown = domain::reference::Reference::from_random([7; 16]);
    assert!(matches!(staff.taken_in(&unknown).await, Err(DeskError::NotFound)));
}
