//! What controllers say of what was forwarded to them, what they leave unsaid, and what follows.

use crate::contacts::to;
use crate::signer::controller_session;
use crate::support::{House, draft, verdict};
use desk::controller::InboxRow;
use desk::{ControllerDesk, DeskError, SubjectDesk};
use domain::forwarding::{ForwardingStanding, Report};
use domain::ids::ControllerId;
use domain::procedure::{Refusal, Standing, TriageReason};
use domain::reference::Reference;
use domain::words::{Channel, Outcome, Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "signer@example.org";
const ACME: &str = "acme@example.com";
const BETA: &str = "beta@example.com";

crate::support::on_both_engines!(
    once_every_controller_reported_its_answer_the_request_ends,
    what_is_not_theirs_goes_back_to_staff_and_on_to_another,
    staff_leave_it_with_those_to_whom_it_went,
    a_request_that_is_nobodys_is_answered_with_nothing_held,
    a_notice_leaves_again_for_what_is_forwarded_later,
    silence_is_followed_up_and_a_word_ends_it,
    the_signer_is_told_when_the_last_day_is_over,
    nobody_is_reminded_of_what_was_taken_back,
);

/// A signer who chooses Acme and Beta for these rights.
async fn chosen(house: &House, rights: &[Right]) -> (SubjectDesk, Vec<Reference>) {
    house.registers().await;
    let (session, references) = house.file_and_prove(draft(Relationship::Signer, ME, rights)).await;
    let subject = house.office.subject(&session).await.unwrap();
    let filing = subject.overview().await.unwrap().choices[0];
    let offered = subject.choice(filing).await.unwrap().organisations;
    let ids: Vec<ControllerId> = offered.iter().map(|one| one.id).collect();
    subject.choose(filing, &ids).await.unwrap();
    house.office.send_post().await.unwrap();
    (subject, references)
}

async fn desk_of(house: &House, address: &str) -> ControllerDesk {
    house.office.controller(&controller_session(house, address).await).await.unwrap()
}

async fn only(desk: &ControllerDesk) -> InboxRow {
    let mut inbox = desk.inbox().await.unwrap();
    assert_eq!(inbox.len(), 1);
    inbox.remove(0)
}

fn today(house: &House, outcome: Outcome) -> Report {
    Report { outcome, on: house.office.place().date(house.office.now()), channel: Channel::Email }
}

async fn rounds(house: &House, days: i64) {
    house.pass(SignedDuration::from_hours(24 * days));
    house.office.make_rounds().await.unwrap();
    house.office.send_post().await.unwrap();
}

async fn once_every_controller_reported_its_answer_the_request_ends(house: House) {
    let (subject, references) = chosen(&house, &[Right::Access]).await;
    let (acme, beta) = (desk_of(&house, ACME).await, desk_of(&house, BETA).await);
    let (hers, his) = (only(&acme).await.id, only(&beta).await.id);
    assert!(matches!(beta.report(hers, today(&house, Outcome::Fulfilled)).await, Err(DeskError::NotFound)));
    acme.report(hers, today(&house, Outcome::Fulfilled)).await.unwrap();
    let twice = acme.report(hers, today(&house, Outcome::Refused)).await.unwrap_err();
    assert!(matches!(twice, DeskError::Refused(Refusal::AlreadyReported)));
    let request = subject.request(&references[0]).await.unwrap();
    assert_eq!(request.standing, Standing::Forwarded, "the other one is still to answer");
    beta.report(his, today(&house, Outcome::NothingHeld)).await.unwrap();
    let request = subject.request(&references[0]).await.unwrap();
    assert_eq!(request.procedure.closed.map(|(outcome, _)| outcome), Some(Outcome::AnsweredByController));
    let said = |name: &str| request.trail.iter().find(|one| one.controller.starts_with(name)).unwrap().answered;
    let outcomes = ["Acme", "Beta"].map(|name| said(name).map(|(_, report)| report.outcome));
    assert_eq!(outcomes, [Some(Outcome::Fulfilled), Some(Outcome::NothingHeld)]);
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, ME, "ControllerAnswered").len(), 2);
    let late = acme.dispute(hers, "Not ours").await.unwrap_err();
    assert!(matches!(late, DeskError::Refused(Refusal::AlreadyReported)));
}

async fn what_is_not_theirs_goes_back_to_staff_and_on_to_another(house: House) {
    house.registers().await;
    let reference = crate::contacts::choose_acme(&house).await;
    let acme = desk_of(&house, ACME).await;
    let forwarding = only(&acme).await.id;
    assert!(matches!(acme.dispute(forwarding, "  ").await, Err(DeskError::Refused(Refusal::ReasonsMissing))));
    acme.dispute(forwarding, "MARKER never signed with us").await.unwrap();
    let staff = house.staff().await;
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!((seen.standing, seen.procedure.triage), (Standing::Triage, Some(TriageReason::Disputed)));
    assert_eq!(seen.forwardings[0].dispute.as_deref(), Some("MARKER never signed with us"));
    let choices = staff.controllers(&reference, "").await.unwrap();
    let called = |name: &str| choices.iter().find(|one| one.name.starts_with(name)).unwrap().id;
    let version = seen.procedure.version;
    let again = staff.forward(&reference, version, called("Acme")).await.unwrap_err();
    assert!(matches!(again, DeskError::Refused(Refusal::Disputed)));
    let left = staff.leave_at_that(&reference, version).await.unwrap_err();
    assert!(matches!(left, DeskError::Refused(Refusal::NothingToRoute)), "nobody is left who would answer");
    staff.forward(&reference, version, called("Beta")).await.unwrap();
    let beta = desk_of(&house, BETA).await;
    let forwarding = only(&beta).await.id;
    beta.acknowledge(forwarding).await.unwrap();
    let subject = house.office.subject(&house.come_back(ME).await).await.unwrap();
    assert_eq!(subject.request(&reference).await.unwrap().standing, Standing::Acknowledged);
    beta.report(forwarding, today(&house, Outcome::Fulfilled)).await.unwrap();
    let request = subject.request(&reference).await.unwrap();
    assert_eq!(request.standing, Standing::Closed);
    let said = |name: &str| request.trail.iter().find(|one| one.controller.starts_with(name)).unwrap();
    assert!(said("Acme").disputed.is_some() && said("Beta").answered.is_some());
    house.office.send_post().await.unwrap();
    let letters = to(&house, ME, "ControllerDisputed");
    assert!(letters.len() == 1 && !letters[0].text.contains("MARKER"));
    assert_eq!(acme.inbox().await.unwrap()[0].forwarding.standing(), ForwardingStanding::Disputed);
}

async fn staff_leave_it_with_those_to_whom_it_went(house: House) {
    let (subject, references) = chosen(&house, &[Right::Access]).await;
    let (acme, beta) = (desk_of(&house, ACME).await, desk_of(&house, BETA).await);
    beta.dispute(only(&beta).await.id, "Not ours").await.unwrap();
    acme.report(only(&acme).await.id, today(&house, Outcome::PartlyFulfilled)).await.unwrap();
    assert_eq!(subject.request(&references[0]).await.unwrap().standing, Standing::Triage, "staff have not looked yet");
    let staff = house.staff().await;
    let version = staff.request(&references[0]).await.unwrap().procedure.version;
    staff.leave_at_that(&references[0], version).await.unwrap();
    let ended = subject.request(&references[0]).await.unwrap().procedure.closed;
    assert_eq!(ended.map(|(outcome, _)| outcome), Some(Outcome::AnsweredByController));
}

async fn a_request_that_is_nobodys_is_answered_with_nothing_held(house: House) {
    house.registers().await;
    let reference = crate::contacts::choose_acme(&house).await;
    let acme = desk_of(&house, ACME).await;
    acme.dispute(only(&acme).await.id, "Not ours").await.unwrap();
    let staff = house.staff().await;
    let version = staff.request(&reference).await.unwrap().procedure.version;
    staff.decide(&reference, version, &verdict(Outcome::NothingHeld, "We process nothing for anyone.")).await.unwrap();
    assert_eq!(staff.request(&reference).await.unwrap().standing, Standing::Closed);
}

async fn a_notice_leaves_again_for_what_is_forwarded_later(house: House) {
    let (_, references) = chosen(&house, &[Right::Access, Right::Erasure]).await;
    let beta = desk_of(&house, BETA).await;
    let inbox = beta.inbox().await.unwrap();
    beta.dispute(inbox[0].id, "Not ours").await.unwrap();
    let staff = house.staff().await;
    let gamma = staff.controllers(&references[0], "").await.unwrap();
    let gamma = gamma.iter().find(|one| !one.name.starts_with("Acme") && !one.name.starts_with("Beta")).unwrap().id;
    for row in &inbox {
        let version = staff.request(&row.reference).await.unwrap().procedure.version;
        staff.forward(&row.reference, version, gamma).await.unwrap();
        house.office.send_post().await.unwrap();
    }
    let notices = house.mails().into_iter().filter(|mail| mail.text.contains("Forwarded {") && mail.to != ACME);
    assert_eq!(notices.filter(|mail| mail.to != BETA).count(), 2, "the second one was not told with the first");
}

async fn silence_is_followed_up_and_a_word_ends_it(house: House) {
    let (_, references) = chosen(&house, &[Right::Access, Right::Erasure]).await;
    let beta = desk_of(&house, BETA).await;
    for row in beta.inbox().await.unwrap() {
        beta.acknowledge(row.id).await.unwrap();
    }
    rounds(&house, 2).await;
    assert!(to(&house, ACME, "ControllerReminded").is_empty());
    rounds(&house, 1).await;
    house.office.make_rounds().await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, ACME, "ControllerReminded").len(), 1, "one mail for both rights, and one a step");
    rounds(&house, 4).await;
    assert_eq!((to(&house, ACME, "ControllerReminded").len(), to(&house, BETA, "ControllerReminded").len()), (2, 0));
    rounds(&house, 3).await;
    let staff = house.staff().await;
    let seen = staff.request(&references[0]).await.unwrap();
    assert_eq!(seen.procedure.triage, Some(TriageReason::ControllerSilent));
    assert!(to(&house, ME, "ControllerSilent").is_empty());
    rounds(&house, 4).await;
    let advised = to(&house, ME, "ControllerSilent");
    assert!(advised.len() == 1 && advised[0].text.contains("is_late: false"), "{advised:?}");
    assert!(references.iter().all(|one| advised[0].text.contains(&one.to_string())));
    let acme = desk_of(&house, ACME).await;
    for row in acme.inbox().await.unwrap() {
        acme.acknowledge(row.id).await.unwrap();
    }
    let request =
        house.office.subject(&house.come_back(ME).await).await.unwrap().request(&references[0]).await.unwrap();
    assert_eq!((request.standing, request.procedure.triage), (Standing::Acknowledged, None));
}

async fn the_signer_is_told_when_the_last_day_is_over(house: House) {
    let (_, references) = chosen(&house, &[Right::Access]).await;
    let (acme, beta) = (desk_of(&house, ACME).await, desk_of(&house, BETA).await);
    acme.acknowledge(only(&acme).await.id).await.unwrap();
    beta.report(only(&beta).await.id, today(&house, Outcome::NothingHeld)).await.unwrap();
    for _ in 0..8 {
        rounds(&house, 5).await;
    }
    assert_eq!(to(&house, ACME, "ControllerReminded").len(), 1, "a week before");
    let advised = to(&house, ME, "ControllerSilent");
    assert!(advised.len() == 1 && advised[0].text.contains("is_late: true"), "{advised:?}");
    assert!(to(&house, BETA, "ControllerReminded").is_empty());
    let staff = house.staff().await;
    assert_eq!(staff.request(&references[0]).await.unwrap().standing, Standing::Acknowledged);
}

async fn nobody_is_reminded_of_what_was_taken_back(house: House) {
    let (subject, references) = chosen(&house, &[Right::Access]).await;
    subject.withdraw(&references[0]).await.unwrap();
    for _ in 0..8 {
        rounds(&house, 5).await;
    }
    assert!(to(&house, ACME, "ControllerReminded").is_empty() && to(&house, ME, "ControllerSilent").is_empty());
}
