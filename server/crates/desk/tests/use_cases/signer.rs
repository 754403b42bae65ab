//! A signer's request on its way to its controllers.

use crate::support::{House, between, draft, verdict};
use desk::DeskError;
use desk::registers::Format;
use domain::procedure::{Refusal, Standing, TriageReason};
use domain::words::{Outcome, Relationship, Right};
use jiff::SignedDuration;
use tower_sessions::Session;

const ME: &str = "signer@example.org";

crate::support::on_both_engines!(
    a_signer_chooses_and_each_controller_gets_one_mail_acknowledges_and_is_seen_to,
    what_matches_nothing_goes_to_staff_and_on_to_whom_the_signer_named,
    what_stays_unproven_goes_to_staff_after_two_working_days_and_leaves_marked,
    the_processor_does_not_answer_in_the_controllers_stead,
    an_index_is_kept_only_with_authorisation,
    a_file_with_one_bad_line_is_not_taken_at_all,
);

pub(crate) async fn controller_session(house: &House, address: &str) -> Session {
    house.office.send_post().await.unwrap();
    let mail = house.mails().into_iter().rev().find(|m| m.to == address && m.text.contains("Forwarded")).unwrap();
    let token = between(&mail.text, "/controller/link/", "\"");
    let session = house.session();
    let front = house.office.front();
    front.open_link(&session, &token, "203.0.113.5").await.unwrap();
    assert!(
        matches!(house.office.controller(&session).await, Err(DeskError::NotSignedIn)),
        "a link alone opens nothing"
    );
    front.enter_code(&session, &house.code(address).await).await.unwrap();
    session
}

async fn a_signer_chooses_and_each_controller_gets_one_mail_acknowledges_and_is_seen_to(house: House) {
    house.registers().await;
    let rights = [Right::Access, Right::Erasure];
    let (session, references) = house.file_and_prove(draft(Relationship::Signer, ME, &rights)).await;
    let subject = house.office.subject(&session).await.unwrap();
    let filing = subject.overview().await.unwrap().choices[0];
    let choice = subject.choice(filing).await.unwrap();
    let offered: Vec<_> = choice.organisations.iter().map(|o| (o.name.as_str(), o.named)).collect();
    assert_eq!(offered, [("Acme Lettings", true), ("Beta Bank", false)], "who may not be named is not");
    let ids: Vec<_> = choice.organisations.iter().map(|o| o.id).collect();
    subject.choose(filing, &ids).await.unwrap();
    assert!(matches!(subject.choose(filing, &ids).await, Err(DeskError::NotFound)), "it is chosen once");
    house.office.send_post().await.unwrap();
    for controller in ["acme@example.com", "beta@example.com"] {
        let notices = house.mails().into_iter().filter(|m| m.to == controller && m.text.contains("Forwarded"));
        let notices: Vec<_> = notices.collect();
        assert_eq!(notices.len(), 1, "one mail for both rights");
        assert!(!notices[0].text.contains("MARKER") && !notices[0].text.contains(ME));
    }

    let told = |mail: &crate::support::Mail| mail.to == ME && mail.text.contains("ControllerTold");
    let told: Vec<_> = house.mails().into_iter().filter(told).collect();
    assert_eq!(told.len(), 2, "one for each controller");
    let names = |mail: &crate::support::Mail| references.iter().all(|one| mail.text.contains(&one.to_string()));
    assert!(told.iter().all(names), "both requests are named: {told:?}");

    let session = controller_session(&house, "acme@example.com").await;
    let acme = house.office.controller(&session).await.unwrap();
    let inbox = acme.inbox().await.unwrap();
    assert_eq!(inbox.len(), 2);
    let access = inbox.iter().find(|row| row.right == Right::Access).unwrap();
    let (_, envelope) = acme.envelope(access.id).await.unwrap();
    assert_eq!(envelope.subject_identities[0].identity_value, ME);
    assert!(envelope.mailbox_proven && envelope.received_by_controller_at.is_some());
    let json = serde_json::to_value(&envelope).unwrap();
    assert_eq!(json["matter"], serde_json::json!([{ "question": "access_what", "answer": "MARKER-detail" }]));
    let schema = serde_json::to_value(schemars::schema_for!(desk::controller::Envelope)).unwrap();
    jsonschema::validate(&schema, &json).unwrap();
    acme.acknowledge(inbox[0].id).await.unwrap();
    let twice = acme.acknowledge(inbox[0].id).await.unwrap_err();
    assert!(matches!(twice, DeskError::Refused(Refusal::AlreadyAcknowledged)));

    let beta = house.office.controller(&controller_session(&house, "beta@example.com").await).await.unwrap();
    assert!(matches!(beta.forwarding(inbox[0].id).await, Err(DeskError::NotFound)), "another controller's");
    assert!(matches!(beta.acknowledge(inbox[0].id).await, Err(DeskError::NotFound)));
    let twin = beta.inbox().await.unwrap().into_iter().find(|row| row.reference == inbox[0].reference).unwrap();
    assert_eq!(subject.request(&twin.reference).await.unwrap().standing, Standing::Forwarded);
    beta.acknowledge(twin.id).await.unwrap();
    let request = subject.request(&twin.reference).await.unwrap();
    assert_eq!(request.standing, Standing::Acknowledged);
    assert!(request.trail.iter().all(|step| step.told.is_some() && step.acknowledged.is_some()));
    assert_eq!(references.len(), 2);
}

async fn what_matches_nothing_goes_to_staff_and_on_to_whom_the_signer_named(house: House) {
    house.registers().await;
    let stranger = draft(Relationship::Signer, "stranger@example.org", &[Right::Access]);
    let (session, references) = house.file_and_prove(stranger).await;
    let subject = house.office.subject(&session).await.unwrap();
    let overview = subject.overview().await.unwrap();
    assert!(overview.choices.is_empty() && overview.requests[0].standing == Standing::Triage, "nothing to choose from");
    let staff = house.staff().await;
    let request = staff.request(&references[0]).await.unwrap();
    assert_eq!(request.procedure.triage, Some(TriageReason::NothingMatched));
    let choices = staff.controllers(&references[0], "").await.unwrap();
    assert_eq!((choices.len(), choices[0].name.as_str(), choices[0].named), (4, "Acme Lettings", true));
    staff.forward(&references[0], request.procedure.version, choices[0].id).await.unwrap();
    let acme = house.office.controller(&controller_session(&house, "acme@example.com").await).await.unwrap();
    assert!(acme.inbox().await.unwrap()[0].forwarding.proven);
}

async fn what_stays_unproven_goes_to_staff_after_two_working_days_and_leaves_marked(house: House) {
    house.registers().await;
    house.file(&house.session(), draft(Relationship::Signer, ME, &[Right::Access, Right::Erasure])).await;
    let staff = house.staff().await;
    let triage = desk::staff::QueueFilter { standing: Some(Standing::Triage), ..Default::default() };
    house.pass(SignedDuration::from_hours(24));
    house.office.make_rounds().await.unwrap();
    assert!(staff.queue(&triage).await.unwrap().rows.is_empty());
    house.pass(SignedDuration::from_hours(48));
    house.office.make_rounds().await.unwrap();
    house.office.make_rounds().await.unwrap();
    let rows = staff.queue(&triage).await.unwrap().rows;
    assert_eq!(rows.len(), 2);
    let choices = staff.controllers(&rows[0].reference, "acme").await.unwrap();
    assert!(!choices[0].matches, "nothing is looked up before the mailbox is proven");
    let version = staff.request(&rows[0].reference).await.unwrap().procedure.version;
    staff.forward(&rows[0].reference, version, choices[0].id).await.unwrap();
    assert!(staff.queue(&triage).await.unwrap().rows.is_empty(), "its sibling went along");
    let acme = house.office.controller(&controller_session(&house, "acme@example.com").await).await.unwrap();
    let inbox = acme.inbox().await.unwrap();
    assert_eq!(inbox.len(), 2);
    assert!(inbox.iter().all(|row| !row.forwarding.proven), "marked unproven");
    let to_signer = house.mails().into_iter().filter(|mail| mail.to == ME);
    assert!(to_signer.into_iter().all(|mail| mail.text.contains("FilingCode")), "an unproven mailbox hears no more");
}

async fn the_processor_does_not_answer_in_the_controllers_stead(house: House) {
    house.registers().await;
    let (_, references) = house.file_and_prove(draft(Relationship::Signer, ME, &[Right::Access])).await;
    let staff = house.staff().await;
    let gathered = staff.gather(&references[0], 2, "invoicing", b"{\"a\":1}").await.unwrap_err();
    assert!(matches!(gathered, DeskError::Refused(Refusal::ForTheController)));
    let answered = staff.decide(&references[0], 2, &verdict(Outcome::Fulfilled, "words")).await.unwrap_err();
    assert!(matches!(answered, DeskError::Refused(Refusal::ForTheController)));
}

async fn an_index_is_kept_only_with_authorisation(house: House) {
    house.registers().await;
    let unauthorised = "email,controller_number,document\nsigner@example.org,4,D\n";
    let imported = house.office.import_signers(unauthorised.as_bytes()).await.unwrap();
    assert_eq!(imported.faults.len(), 1);
    let taken_back = "number,name,member_state,language,email,may_name_controller,index_authorised\n\
        1,Acme Lettings,NL,en,acme@example.com,yes,no\n2,Beta Bank,BE,nl,beta@example.com,yes,yes\n";
    let imported = house.office.import_controllers(taken_back.as_bytes(), Format::Csv).await.unwrap();
    assert_eq!((imported.changed, imported.unchanged), (1, 1));
    let (session, _) = house.file_and_prove(draft(Relationship::Signer, ME, &[Right::Access])).await;
    let subject = house.office.subject(&session).await.unwrap();
    let choice = subject.choice(subject.overview().await.unwrap().choices[0]).await.unwrap();
    assert_eq!(choice.organisations.len(), 1, "Acme took its authorisation back, and its index is gone");
}

async fn a_file_with_one_bad_line_is_not_taken_at_all(house: House) {
    let header = "number,name,member_state,language,email,may_name_controller,index_authorised\n";
    let bad = format!("{header}1,Good,NL,en,good@example.com,yes,yes\n2,Bad,XX,en,bad@example.com,yes,yes\n3,Bad\n");
    let imported = house.office.import_controllers(bad.as_bytes(), Format::Csv).await.unwrap();
    assert_eq!(imported.faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4]);
    let good = format!("{header}1,Good,NL,en,good@example.com,yes,yes\n");
    assert_eq!(
        house.office.import_controllers(good.as_bytes(), Format::Csv).await.unwrap().added,
        1,
        "nothing was kept before"
    );
}
