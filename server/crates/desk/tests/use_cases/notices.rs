//! Who else is told what was done (Art. 19), and how a restriction ends (Art. 18(3)).

use crate::support::{House, draft, verdict};
use desk::{DeskError, StaffDesk};
use domain::procedure::{Event, Refusal, Spared, Writing};
use domain::reference::Reference;
use domain::words::{Deed, IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;
use jiff::civil::date;
use tower_sessions::Session;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    recipients_are_named_told_and_spared_before_and_after_the_answer,
    a_recipient_named_by_mistake_is_struck_out_and_the_person_never_reads_of_it,
    who_the_recipients_are_and_every_reason_rests_sealed,
    a_restriction_is_announced_by_mail_and_lifted_on_its_day,
    who_wrote_a_letter_is_told_by_letter,
    what_was_announced_is_not_mailed_once_the_request_was_taken_up_again,
);

/// A request of `right` of which something was done, at version 5.
async fn done(house: &House, right: Right) -> (Session, StaffDesk, Reference) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[right])).await;
    let (staff, reference) = (house.staff().await, references[0]);
    staff.plan_act(&reference, 2, "invoicing", Deed::meeting(right), "The account").await.unwrap();
    let act = staff.request(&reference).await.unwrap().acts[0].act.id;
    staff.confirm_identity(&reference, 3, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    staff.finish_act(&reference, 4, act, "", &[]).await.unwrap();
    (session, staff, reference)
}

async fn recipients_are_named_told_and_spared_before_and_after_the_answer(house: House) {
    let (session, staff, reference) = done(&house, Right::Erasure).await;
    let nameless = staff.name_recipient(&reference, 5, " \n").await;
    assert!(matches!(nameless, Err(DeskError::Refused(Refusal::WordsMissing))));
    staff.name_recipient(&reference, 5, "Acme Collections").await.unwrap();
    staff.name_recipient(&reference, 6, "Old Partner").await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    let read = async || subject.request(&reference).await.unwrap().recipients;
    assert!(read().await.is_empty(), "while it is open, one that is not told may be a mistake");
    staff.decide(&reference, 7, &verdict(Outcome::Fulfilled, "It is gone.")).await.unwrap();
    assert_eq!(
        read().await.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["Acme Collections", "Old Partner"]
    );
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!(seen.procedure.notices_owed().count(), 2);
    let [acme, old] = [0, 1].map(|at| seen.recipients[at].named.recipient.id);

    staff.tell_recipient(&reference, 8, acme).await.unwrap();
    let baseless = staff.spare_recipient(&reference, 9, old, Spared::Impossible, " ").await;
    assert!(matches!(baseless, Err(DeskError::Refused(Refusal::SparingUnexplained))));
    staff.spare_recipient(&reference, 9, old, Spared::Impossible, "MARKER it is dissolved.").await.unwrap();
    let twice = staff.tell_recipient(&reference, 10, acme).await;
    assert!(matches!(twice, Err(DeskError::Refused(Refusal::NoticeSettled))));
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!(seen.procedure.notices_owed().count(), 0);
    let [told, spared] = seen.recipients.as_slice() else { panic!("{:?}", seen.recipients) };
    assert!(told.named.recipient.told.is_some() && told.by == seen.timeline.last().unwrap().event.by());
    assert!(told.by.is_some() && told.reasons.is_none());
    assert_eq!(spared.named.recipient.spared, Some(Spared::Impossible));
    assert_eq!(spared.reasons.as_deref(), Some("MARKER it is dissolved."));
    let read = read().await;
    assert!(read[0].recipient.told.is_some() && read[1].recipient.spared.is_some());

    let (_, access) = house.file_and_prove(draft(Relationship::Customer, "other@example.org", &[Right::Access])).await;
    let not_owed = staff.name_recipient(&access[0], 2, "Acme Collections").await;
    assert!(matches!(not_owed, Err(DeskError::Refused(Refusal::NoNoticeOwed))));
}

async fn a_recipient_named_by_mistake_is_struck_out_and_the_person_never_reads_of_it(house: House) {
    let (session, staff, reference) = done(&house, Right::Rectification).await;
    staff.name_recipient(&reference, 5, "Somebody Else").await.unwrap();
    let recipient = staff.request(&reference).await.unwrap().recipients[0].named.recipient.id;
    let stale = staff.strike_recipient(&reference, 5, recipient).await;
    assert!(matches!(stale, Err(DeskError::Conflict)));
    staff.strike_recipient(&reference, 6, recipient).await.unwrap();
    let gone = staff.tell_recipient(&reference, 7, recipient).await;
    assert!(matches!(gone, Err(DeskError::Refused(Refusal::NoSuchRecipient))));
    staff.decide(&reference, 7, &verdict(Outcome::Fulfilled, "It is right now.")).await.unwrap();
    let read = house.office.subject(&session).await.unwrap().request(&reference).await.unwrap();
    assert!(read.recipients.is_empty());
    let told = |event: &Event| matches!(event, Event::RecipientNamed { .. } | Event::RecipientStruck { .. });
    assert!(!read.timeline.iter().any(|(_, event)| told(event)));
}

async fn who_the_recipients_are_and_every_reason_rests_sealed(house: House) {
    let (_, staff, reference) = done(&house, Right::Restriction).await;
    staff.name_recipient(&reference, 5, "MARKER Collections").await.unwrap();
    let recipient = staff.request(&reference).await.unwrap().recipients[0].named.recipient.id;
    staff.spare_recipient(&reference, 6, recipient, Spared::Disproportionate, "MARKER-spared").await.unwrap();
    staff.decide(&reference, 7, &verdict(Outcome::Fulfilled, "It is locked.")).await.unwrap();
    staff.announce_lifting(&reference, 8, date(2026, 3, 5), "MARKER-lifted").await.unwrap();
    let stored = crate::at_rest::every_value(&house.database_url).await;
    let found = |marker: &str| stored.iter().any(|bytes| bytes.windows(marker.len()).any(|at| at == marker.as_bytes()));
    assert!(found("recipient_named") && found("lifting_announced"), "it is on record");
    assert!(!found("MARKER"), "by a commitment alone");
}

async fn a_restriction_is_announced_by_mail_and_lifted_on_its_day(house: House) {
    let (session, staff, reference) = done(&house, Right::Restriction).await;
    let on = date(2026, 3, 5);
    let early = staff.announce_lifting(&reference, 5, on, "It is settled.").await;
    assert!(matches!(early, Err(DeskError::Refused(Refusal::StillOpen))));
    staff.decide(&reference, 5, &verdict(Outcome::Fulfilled, "It is locked.")).await.unwrap();
    let untold = staff.lift_restriction(&reference, 6).await;
    assert!(matches!(untold, Err(DeskError::Refused(Refusal::LiftingUnannounced))));
    let baseless = staff.announce_lifting(&reference, 6, on, "").await;
    assert!(matches!(baseless, Err(DeskError::Refused(Refusal::LiftingUnexplained))));
    let past = staff.announce_lifting(&reference, 6, date(2026, 3, 1), "It is settled.").await;
    assert!(matches!(past, Err(DeskError::Refused(Refusal::LiftingTooSoon))));
    house.office.send_post().await.unwrap();
    staff.announce_lifting(&reference, 7, on, "MARKER the number is right.").await.unwrap();

    house.office.send_post().await.unwrap();
    let mails: Vec<_> = house.mails().into_iter().filter(|mail| mail.text.contains("Lifting")).collect();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("2026-03-05") && !mails[0].text.contains("MARKER"), "{}", mails[0].text);
    let subject = house.office.subject(&session).await.unwrap();
    let read = subject.request(&reference).await.unwrap().lifting.unwrap();
    assert_eq!((read.lifting.on, read.reasons.as_str()), (on, "MARKER the number is right."));
    let told = staff.request(&reference).await.unwrap().procedure.dispatched(Writing::Lifting);
    assert_eq!(told, Some(house.office.now()), "the mail server took it");
    let too_soon = staff.lift_restriction(&reference, 8).await;
    assert!(matches!(too_soon, Err(DeskError::Refused(Refusal::LiftingNotDue))));

    house.pass(SignedDuration::from_hours(3 * 24));
    let staff = house.staff().await;
    staff.lift_restriction(&reference, 8).await.unwrap();
    let seen = staff.request(&reference).await.unwrap();
    assert!(!seen.procedure.is_restricted() && seen.lifting.unwrap().lifting.lifted.is_some());
    let again = staff.lift_restriction(&reference, 10).await;
    assert!(matches!(again, Err(DeskError::Refused(Refusal::NothingRestricted))));
}

async fn who_wrote_a_letter_is_told_by_letter(house: House) {
    let staff = house.staff().await;
    let intake = crate::intake::letter(&[Right::Restriction]);
    let reference = staff.take_in(&staff.intake_number(), &intake, &house.secret()).await.unwrap()[0];
    staff.plan_act(&reference, 1, "invoicing", Deed::Restrict, "The account").await.unwrap();
    let act = staff.request(&reference).await.unwrap().acts[0].act.id;
    staff.confirm_identity(&reference, 2, IdentityBasis::FactsMatched, "").await.unwrap();
    staff.finish_act(&reference, 3, act, "", &[]).await.unwrap();
    staff.decide(&reference, 4, &verdict(Outcome::Fulfilled, "It is locked.")).await.unwrap();
    staff.announce_lifting(&reference, 5, date(2026, 3, 20), "The number is right.").await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(house.mails().is_empty(), "nobody is written to");
    assert_eq!(staff.request(&reference).await.unwrap().lifting.unwrap().reasons, "The number is right.");
    house.pass(SignedDuration::from_hours(20 * 24));
    let staff = house.staff().await;
    let untold = staff.lift_restriction(&reference, 6).await;
    assert!(matches!(untold, Err(DeskError::Refused(Refusal::LiftingUntold))), "a printed letter is not a posted one");
    staff.posted(&reference, 6, Writing::Lifting).await.unwrap();
    let twice = staff.posted(&reference, 7, Writing::Lifting).await;
    assert!(matches!(twice, Err(DeskError::Refused(Refusal::AlreadyDispatched))));
    staff.lift_restriction(&reference, 7).await.unwrap();
}

async fn what_was_announced_is_not_mailed_once_the_request_was_taken_up_again(house: House) {
    let (session, staff, reference) = done(&house, Right::Restriction).await;
    staff.decide(&reference, 5, &verdict(Outcome::Fulfilled, "It is locked.")).await.unwrap();
    staff.announce_lifting(&reference, 6, date(2026, 3, 5), "First reasons.").await.unwrap();
    staff.reopen(&reference, 7, "There is more to look at.").await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(!house.mails().iter().any(|mail| mail.text.contains("Lifting")), "it would not be true any more");
    let subject = house.office.subject(&session).await.unwrap();
    assert!(subject.request(&reference).await.unwrap().lifting.is_none());
    staff.decide(&reference, 8, &verdict(Outcome::Fulfilled, "It stays locked for now.")).await.unwrap();
    staff.announce_lifting(&reference, 9, date(2026, 3, 6), "Second reasons.").await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().iter().filter(|mail| mail.text.contains("Lifting")).count(), 1);
    assert_eq!(subject.request(&reference).await.unwrap().lifting.unwrap().reasons, "Second reasons.");
}
