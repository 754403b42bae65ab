//! Taking longer, asking who somebody is, and what comes late.

use crate::support::{House, draft, verdict};
use desk::DeskError;
use desk::staff::QueueFilter;
use domain::law::{ExtensionGround, ExtensionRefusal, Ground};
use domain::procedure::{Event, Refusal, Standing};
use domain::reference::Reference;
use domain::words::{IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use tower_sessions::Session;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    an_extension_moves_the_last_day_everywhere_and_tells_the_person_why,
    after_the_first_month_nothing_is_extended_and_a_refusal_is_late,
    a_question_about_identity_is_asked_with_its_reasons_and_ends_with_the_answer,
    a_signers_request_is_first_of_all_to_be_forwarded,
    of_what_people_complain_staff_are_asked_before_it_leaves,
);

async fn filed(house: &House) -> (Session, Reference) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    (session, references[0])
}

async fn listed(house: &House) -> Date {
    house.staff().await.queue(&QueueFilter::default()).await.unwrap().rows[0].due
}

async fn an_extension_moves_the_last_day_everywhere_and_tells_the_person_why(house: House) {
    let (session, reference) = filed(&house).await;
    let staff = house.staff().await;
    assert_eq!(listed(&house).await, date(2026, 4, 2));
    let unexplained = staff.extend(&reference, 2, 2, Some(ExtensionGround::Complexity), " ").await;
    assert!(matches!(unexplained, Err(DeskError::Refused(Refusal::ExtensionUnexplained))));
    let effort = staff.extend(&reference, 2, 2, Some(ExtensionGround::NotInTheLaw), "We are few.").await;
    let not_allowed = Refusal::Extension(ExtensionRefusal::GroundNotAllowed);
    assert!(matches!(effort, Err(DeskError::Refused(refusal)) if refusal == not_allowed));
    staff.extend(&reference, 2, 2, Some(ExtensionGround::Complexity), "MARKER three archives.").await.unwrap();
    assert_eq!(listed(&house).await, date(2026, 6, 2));
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!(seen.clock.first_month.deadline().unwrap().due, date(2026, 4, 2), "a refusal is due as before");
    let twice = staff.extend(&reference, 3, 1, Some(ExtensionGround::Complexity), "More.").await;
    let once = Refusal::Extension(ExtensionRefusal::AlreadyExtended);
    assert!(matches!(twice, Err(DeskError::Refused(refusal)) if refusal == once));

    house.office.send_post().await.unwrap();
    let mails = house.mails();
    let told: Vec<_> = mails.iter().filter(|mail| mail.text.contains("Extended")).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("2026-06-02") && !told[0].text.contains("MARKER"), "{}", told[0].text);
    let request = house.office.subject(&session).await.unwrap().request(&reference).await.unwrap();
    assert_eq!(request.deadline.due, date(2026, 6, 2));
    assert_eq!(request.extension.unwrap().reasons, "MARKER three archives.");
}

async fn after_the_first_month_nothing_is_extended_and_a_refusal_is_late(house: House) {
    let (_, reference) = filed(&house).await;
    let staff = house.staff().await;
    house.pass(SignedDuration::from_hours(32 * 24));
    let staff_again = house.staff().await;
    let late = staff.extend(&reference, 2, 1, Some(ExtensionGround::Complexity), "Too late.").await;
    let over = Refusal::Extension(ExtensionRefusal::AfterFirstMonth);
    assert!(matches!(late, Err(DeskError::Refused(refusal)) if refusal == over));
    let refusal = desk::staff::Verdict {
        ground: Some(Ground::ManifestlyUnfounded.into()),
        ..verdict(Outcome::Refused, "Again.")
    };
    staff_again.decide(&reference, 2, &refusal).await.unwrap();
    let events = staff_again.request(&reference).await.unwrap().timeline;
    assert!(matches!(events.last().unwrap().event, Event::Decided { late: true, .. }), "recorded, not blocked");
}

async fn a_question_about_identity_is_asked_with_its_reasons_and_ends_with_the_answer(house: House) {
    let (session, reference) = filed(&house).await;
    let staff = house.staff().await;
    let baseless = staff.ask_identity(&reference, 2, "Which number is on your bill?", "").await;
    assert!(matches!(baseless, Err(DeskError::Refused(Refusal::ReasonsMissing))));
    staff.ask_identity(&reference, 2, "Which number is on your bill?", "MARKER two of this name.").await.unwrap();
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!((seen.standing, seen.doubt.as_deref()), (Standing::AwaitingSubject, Some("MARKER two of this name.")));
    assert!(!seen.clock.is_paused(), "the time runs on, where the policy does not say otherwise");
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().iter().filter(|mail| mail.text.contains("Asked")).count(), 1);

    let desk = house.office.subject(&session).await.unwrap();
    let request = desk.request(&reference).await.unwrap();
    assert!(request.procedure.is_doubted());
    assert_eq!(request.thread[0].words.as_deref(), Some("Which number is on your bill?"));
    desk.say(&reference, "7731", &[]).await.unwrap();
    let seen = staff.request(&reference).await.unwrap();
    assert!(seen.standing == Standing::WithStaff && !seen.procedure.is_doubted());
    let version = seen.procedure.version;
    staff.confirm_identity(&reference, version, IdentityBasis::FactsMatched, "").await.unwrap();
    let known = staff.ask_identity(&reference, version + 1, "And your mother’s name?", "Just so.").await;
    assert!(matches!(known, Err(DeskError::Refused(Refusal::NothingToDoubt))));
}

async fn a_signers_request_is_first_of_all_to_be_forwarded(house: House) {
    house.registers().await;
    let signer = "signer@example.org";
    let (session, references) = house.file_and_prove(draft(Relationship::Signer, signer, &[Right::Access])).await;
    assert_eq!(listed(&house).await, date(2026, 3, 4), "within two working days");
    let desk = house.office.subject(&session).await.unwrap();
    assert_eq!(desk.request(&references[0]).await.unwrap().deadline.due, date(2026, 4, 2));
    let filing = desk.overview().await.unwrap().choices[0];
    let offered = desk.choice(filing).await.unwrap().organisations;
    desk.choose(filing, &[offered[0].id]).await.unwrap();
    assert_eq!(listed(&house).await, date(2026, 4, 2), "then it is the month that counts");
}

async fn of_what_people_complain_staff_are_asked_before_it_leaves(house: House) {
    use domain::complaint::Complaint::{CalledExcessive, IdCopy, OtherLanguage, Signature};
    let (_, reference) = filed(&house).await;
    let staff = house.staff().await;
    let told = |error: DeskError| match error {
        DeskError::Cautioned(found) => found,
        other => panic!("{other}"),
    };
    let passport = "Please send a signed copy of your passport.";
    assert_eq!(told(staff.ask(&reference, 2, passport).await.unwrap_err()), [IdCopy, Signature]);
    assert_eq!(
        told(staff.ask_identity(&reference, 2, passport, "Two of this name").await.unwrap_err()),
        [IdCopy, Signature]
    );
    let knows_half = staff.clone().knowing(vec![IdCopy]);
    assert_eq!(told(knows_half.ask(&reference, 2, passport).await.unwrap_err()), [Signature]);
    let dutch = "Wij hebben meer tijd nodig, omdat uw gegevens in drie archieven liggen die wij moeten doorzoeken.";
    let extended = staff.extend(&reference, 2, 1, Some(ExtensionGround::Complexity), dutch).await;
    assert_eq!(told(extended.unwrap_err()), [OtherLanguage]);
    let refusal =
        desk::staff::Verdict { ground: Some(Ground::Excessive.into()), ..verdict(Outcome::Refused, "Again.") };
    assert_eq!(
        told(staff.decide(&reference, 2, &refusal).await.unwrap_err()),
        [CalledExcessive],
        "the first of a year"
    );
    assert_eq!(staff.request(&reference).await.unwrap().procedure.version, 2, "nothing of it happened");

    house.pass(SignedDuration::from_hours(24));
    let (_, again) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    staff.decide(&again[0], 2, &refusal).await.expect("the second of a year may be");
    staff.knowing(vec![IdCopy, Signature]).ask(&reference, 2, passport).await.unwrap();
}
