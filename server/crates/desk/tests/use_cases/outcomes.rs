//! Every way in which a request can end, and begin anew.

use crate::support::{House, NAME, draft, verdict};
use desk::DeskError;
use desk::staff::{Verdict, Withholding};
use domain::complaint::Complaint;
use domain::law::Ground;
use domain::procedure::{Refusal, Standing};
use domain::words::{Deed, IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;
use jiff::civil::date;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    a_refusal_reaches_the_person_with_ground_reasons_and_remedies,
    an_erasure_in_part_names_what_is_kept_why_and_until_when,
    nobody_known_says_what_would_help,
    a_reopened_request_keeps_its_history_and_is_answered_again,
    national_law_is_invoked_by_a_provision_that_the_person_reads,
    what_nobody_proved_lapses_and_its_mailbox_or_staff_bring_it_back,
);

async fn a_refusal_reaches_the_person_with_ground_reasons_and_remedies(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let staff = house.staff().await;
    let groundless = staff.decide(&references[0], 2, &verdict(Outcome::Refused, "No.")).await.unwrap_err();
    assert!(matches!(groundless, DeskError::Refused(Refusal::GroundMissing)), "{groundless}");
    let refusal = |words: &str| Verdict { ground: Some(Ground::Excessive.into()), ..verdict(Outcome::Refused, words) };
    let wordless = staff.decide(&references[0], 2, &refusal(" \n")).await.unwrap_err();
    assert!(matches!(wordless, DeskError::Refused(Refusal::ReasonsMissing)), "{wordless}");
    let first = staff.decide(&references[0], 2, &refusal("The fourth in a month.")).await.unwrap_err();
    assert!(matches!(first, DeskError::Cautioned(told) if told == [Complaint::CalledExcessive]));
    let staff = staff.knowing(vec![Complaint::CalledExcessive]);
    staff.decide(&references[0], 2, &refusal("The fourth in a month.")).await.unwrap();
    let request = house.office.subject(&session).await.unwrap().request(&references[0]).await.unwrap();
    let [answer] = request.answers.as_slice() else { panic!("{:?}", request.answers) };
    let cited = desk::Cited { ground: Ground::Excessive, article: "12(5)".into(), provision: None };
    assert_eq!((answer.outcome, answer.ground.as_ref()), (Outcome::Refused, Some(&cited)));
    assert_eq!(answer.words.as_deref(), Some("The fourth in a month."));
    assert_eq!(answer.authority().unwrap().id, "NL");
    assert_eq!(answer.remedies.as_ref().unwrap().court.code(), "NL");
}

async fn national_law_is_invoked_by_a_provision_that_the_person_reads(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (staff, reference) = (house.staff().await, &references[0]);
    let invoking = |code: &str| Verdict { ground: code.parse().ok(), ..verdict(Outcome::Refused, "Of others too.") };
    let bare = staff.decide(reference, 2, &invoking("national_law")).await.unwrap_err();
    assert!(matches!(bare, DeskError::Refused(Refusal::ExemptionMissing)), "{bare}");
    for foreign in ["national_law:DE-BDSG-29-1-2", "national_law:nowhere", "rights_of_others:NL-UAVG-41-1-i"] {
        let refused = staff.decide(reference, 2, &invoking(foreign)).await.unwrap_err();
        assert!(matches!(refused, DeskError::Refused(Refusal::ExemptionNotForThis)), "{foreign}: {refused}");
    }
    staff.decide(reference, 2, &invoking("national_law:NL-UAVG-41-1-i")).await.unwrap();
    let request = house.office.subject(&session).await.unwrap().request(reference).await.unwrap();
    let cited = request.answers[0].ground.as_ref().unwrap();
    assert_eq!((cited.provision.as_deref(), cited.article.as_str()), (Some("Art. 41(1)(i) UAVG"), "23(1)(i)"));
}

async fn an_erasure_in_part_names_what_is_kept_why_and_until_when(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    let (staff, reference) = (house.staff().await, &references[0]);
    staff.plan_act(reference, 2, "invoicing", Deed::Erase, "The account and its log").await.unwrap();
    let act = staff.request(reference).await.unwrap().acts[0].act.id;
    let early = staff.finish_act(reference, 3, act, "", &[]).await.unwrap_err();
    assert!(
        matches!(early, DeskError::Refused(Refusal::IdentityUnconfirmed)),
        "nothing is erased for a stranger: {early}"
    );
    staff.confirm_identity(reference, 3, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    staff.finish_act(reference, 4, act, "Ticket closed by the system", &[]).await.unwrap();
    let kept = Withholding {
        ground: Ground::LegalObligation.into(),
        what: "Invoices 2024".into(),
        why: "Tax law".into(),
        until: Some(date(2034, 12, 31)),
    };
    staff.withhold(reference, 5, &kept).await.unwrap();
    let whole = staff.decide(reference, 6, &verdict(Outcome::Fulfilled, "Done.")).await.unwrap_err();
    assert!(matches!(whole, DeskError::Refused(Refusal::SomethingWithheld)), "{whole}");
    staff.decide(reference, 6, &verdict(Outcome::PartlyFulfilled, "The rest is gone.")).await.unwrap();

    let seen = staff.request(reference).await.unwrap();
    let (done, by) = seen.acts[0].done.unwrap();
    assert_eq!((seen.acts[0].proof.as_deref(), done), (Some("Ticket closed by the system"), house.office.now()));
    assert!(seen.names.iter().any(|(id, _)| *id == by));
    let request = house.office.subject(&session).await.unwrap().request(reference).await.unwrap();
    let item = &request.answers[0].withheld[0];
    assert_eq!((item.what.as_str(), item.why.as_str(), item.until), ("Invoices 2024", "Tax law", kept.until));
    assert!(request.answers[0].remedies.is_some(), "a refusal in part names the remedies too");
}

async fn nobody_known_says_what_would_help(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let staff = house.staff().await;
    let help = verdict(Outcome::IdentityNotEstablished, "Tell us your customer number.");
    staff.decide(&references[0], 2, &help).await.unwrap();
    let request = house.office.subject(&session).await.unwrap().request(&references[0]).await.unwrap();
    assert_eq!(request.answers[0].words.as_deref(), Some("Tell us your customer number."));
    assert!(request.answers[0].remedies.is_some());
}

async fn a_reopened_request_keeps_its_history_and_is_answered_again(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (staff, reference) = (house.staff().await, &references[0]);
    staff.confirm_identity(reference, 2, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    staff.gather(reference, 3, "invoicing", b"{\"a\":1}").await.unwrap();
    staff.decide(reference, 4, &verdict(Outcome::Fulfilled, "First.")).await.unwrap();
    let unreasoned = staff.reopen(reference, 5, "").await.unwrap_err();
    assert!(matches!(unreasoned, DeskError::Refused(Refusal::ReasonsMissing)), "{unreasoned}");
    staff.reopen(reference, 5, "Something was overlooked").await.unwrap();
    let desk = house.office.subject(&session).await.unwrap();
    let open = desk.request(reference).await.unwrap();
    assert_eq!((open.standing, open.answers.len()), (Standing::WithStaff, 1));
    assert!(matches!(desk.download(reference, "export.json").await, Err(DeskError::NotFound)), "until it is answered");
    staff.gather(reference, 6, "invoicing", b"{\"b\":2}").await.unwrap();
    staff.decide(reference, 7, &verdict(Outcome::Fulfilled, "Second.")).await.unwrap();
    let words: Vec<_> = desk.request(reference).await.unwrap().answers.into_iter().filter_map(|a| a.words).collect();
    assert_eq!(words, ["First.", "Second."]);
    let export = desk.download(reference, "export.json").await.unwrap().whole().await.unwrap();
    assert!(String::from_utf8_lossy(&export).contains("\"invoicing-2\""));
    house.office.send_post().await.unwrap();
    let told = |what: &str| house.mails().iter().filter(|mail| mail.to == ME && mail.text.contains(what)).count();
    assert_eq!((told("Reopened {"), told("Answered {")), (1, 2));
}

async fn what_nobody_proved_lapses_and_its_mailbox_or_staff_bring_it_back(house: House) {
    for right in [Right::Access, Right::Erasure] {
        house.file(&house.session(), draft(Relationship::Customer, ME, &[right])).await;
        house.pass(SignedDuration::from_secs(1));
    }
    let staff = house.staff().await;
    let standing = async || {
        let rows = staff.queue(&desk::staff::QueueFilter::default()).await.unwrap().rows;
        rows.into_iter().map(|row| row.standing).collect::<Vec<_>>()
    };
    house.pass(SignedDuration::from_hours(90 * 24 - 1));
    house.office.make_rounds().await.unwrap();
    assert_eq!(standing().await, [Standing::AwaitingMailbox, Standing::AwaitingMailbox]);
    house.pass(SignedDuration::from_hours(1));
    house.office.make_rounds().await.unwrap();
    house.office.make_rounds().await.unwrap();

    let closed = desk::staff::QueueFilter { standing: Some(Standing::Closed), ..Default::default() };
    let staff = house.staff().await;
    let rows = staff.queue(&closed).await.unwrap().rows;
    assert!(
        rows.iter().all(|row| row.ended.is_some_and(|(outcome, _)| outcome == Outcome::LapsedUnverified))
            && rows.len() == 2,
        "{rows:?}"
    );
    let session = house.come_back(ME).await;
    let desk = house.office.subject(&session).await.unwrap();
    let unclaimed = desk.overview().await.unwrap().unclaimed;
    assert_eq!(unclaimed.len(), 2, "the mailbox is asked of what lapsed, too");
    desk.claim(&session, unclaimed[0].id, NAME).await.unwrap();
    let desk = house.office.subject(&session).await.unwrap();
    let back = desk.overview().await.unwrap().requests;
    assert_eq!((back.len(), back[0].standing), (1, Standing::WithStaff));
    let other = rows.iter().find(|row| row.reference != back[0].reference).unwrap();
    staff.reopen(&other.reference, 2, "The person called").await.unwrap();
    assert_eq!(staff.request(&other.reference).await.unwrap().standing, Standing::AwaitingMailbox);
}
