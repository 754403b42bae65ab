//! Showing who one is, in steps.

use crate::support::{House, draft, verdict};
use desk::conversation::{FileFault, Upload};
use desk::identity::Given;
use desk::{DeskError, StaffDesk, SubjectDesk};
use domain::filing::Problem;
use domain::identity::{DocumentOutcome, DocumentPart, FactId};
use domain::procedure::{Event, Refusal, Standing};
use domain::reference::Reference;
use domain::words::{IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;
use sqlx::Row;
use std::collections::BTreeMap;

const ME: &str = "person@example.org";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0 JFIF MARKER-face";

crate::support::on_both_engines!(
    facts_are_compared_without_telling_which_was_wrong_and_leave_nothing_behind,
    after_three_wrong_tries_staff_decide,
    what_is_no_fact_of_its_kind_is_told_and_counts_as_no_try,
    once_a_document_is_checked_neither_files_nor_database_nor_keys_have_it,
    a_document_is_gone_with_the_request_or_after_its_time,
    a_copy_that_came_with_a_message_goes_the_same_way,
    a_backup_brings_no_document_back,
    nothing_of_what_shows_who_somebody_is_rests_in_the_open,
);

fn facts(pairs: &[(&str, &str)]) -> BTreeMap<FactId, String> {
    pairs.iter().map(|(id, text)| (FactId((*id).into()), (*text).into())).collect()
}

fn known() -> BTreeMap<FactId, String> {
    facts(&[("customer-number", "MARKER 77-31"), ("birth-date", "1980-02-03")])
}

async fn filed(house: &House) -> (SubjectDesk, StaffDesk, Reference) {
    filed_by(house, ME).await
}

async fn filed_by(house: &House, email: &str) -> (SubjectDesk, StaffDesk, Reference) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, email, &[Right::Access])).await;
    (house.office.subject(&session).await.unwrap(), house.staff().await, references[0])
}

fn photo() -> Upload {
    Upload { name: "MARKER-passport.jpg".into(), bytes: JPEG.to_vec() }
}

async fn version(staff: &StaffDesk, reference: &Reference) -> i64 {
    staff.request(reference).await.unwrap().procedure.version
}

async fn count(house: &House, url: &str, sql: &'static str) -> i64 {
    let pool = sqlx::AnyPool::connect(url).await.unwrap();
    let row = sqlx::query(sql).fetch_one(&pool).await.unwrap();
    assert!(house.folder.path().exists());
    row.get(0)
}

async fn expected_rows(house: &House) -> i64 {
    count(house, &house.database_url, "SELECT COUNT(*) FROM expected_facts").await
}

/// Rows, sealed files and keys of documents.
async fn traces(house: &House) -> (i64, usize, i64) {
    let rows = count(house, &house.database_url, "SELECT COUNT(*) FROM documents").await;
    let keys = count(house, &house.keys_url, "SELECT COUNT(*) FROM keys WHERE scope LIKE 'document:%'").await;
    let files = house.sealed_files();
    (rows, files.iter().filter(|path| path.to_string_lossy().contains("documents")).count(), keys)
}

async fn facts_are_compared_without_telling_which_was_wrong_and_leave_nothing_behind(house: House) {
    let (me, staff, reference) = filed(&house).await;
    let none = staff.ask_facts(&reference, 2, &facts(&[])).await;
    assert!(matches!(none, Err(DeskError::Refused(Refusal::FactsMissing))));
    staff.ask_facts(&reference, 2, &known()).await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().iter().filter(|mail| mail.text.contains("Asked")).count(), 1);
    let asked = me.request(&reference).await.unwrap();
    assert_eq!((asked.standing, asked.procedure.is_doubted()), (Standing::AwaitingSubject, true));
    let wrong = [
        facts(&[("customer-number", "0000"), ("birth-date", "3-2-1980")]),
        facts(&[("customer-number", "marker7731"), ("birth-date", "4-2-1980")]),
    ];
    for (given, left) in wrong.iter().zip([2, 1]) {
        assert_eq!(me.give_facts(&reference, given).await.unwrap(), Given::Wrong { left });
    }
    let right = facts(&[("customer-number", " Marker 7731 "), ("birth-date", "03.02.1980"), ("postcode", "1234 AB")]);
    assert_eq!(me.give_facts(&reference, &right).await.unwrap(), Given::Matched, "what was not asked does not count");
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!((seen.standing, seen.procedure.identity), (Standing::WithStaff, None), "staff confirm with one press");
    assert!(seen.procedure.proving.facts.as_ref().is_some_and(|round| round.matched.is_some()));
    let events: Vec<_> = seen.timeline.iter().rev().take(3).map(|event| event.event.clone()).collect();
    assert_eq!(events[0], Event::FactsGiven { is_match: true, left: 0 });
    assert_eq!(events[1], Event::FactsGiven { is_match: false, left: 1 });
    assert_eq!(expected_rows(&house).await, 0, "what was expected is gone");
    let again = staff.ask_facts(&reference, seen.procedure.version, &known()).await;
    assert!(matches!(again, Err(DeskError::Refused(Refusal::FactsSuffice))));
    staff.confirm_identity(&reference, seen.procedure.version, IdentityBasis::FactsMatched, "").await.unwrap();
    assert!(staff.request(&reference).await.unwrap().procedure.proving.is_idle());
}

async fn after_three_wrong_tries_staff_decide(house: House) {
    let (me, staff, reference) = filed(&house).await;
    staff.ask_facts(&reference, 2, &known()).await.unwrap();
    let wrong = facts(&[("customer-number", "1"), ("birth-date", "1-1-1990")]);
    for left in [2, 1, 0] {
        assert_eq!(me.give_facts(&reference, &wrong).await.unwrap(), Given::Wrong { left });
    }
    assert_eq!(expected_rows(&house).await, 0);
    let over = me.give_facts(&reference, &known()).await;
    assert!(matches!(over, Err(DeskError::Refused(Refusal::FactsNotAsked))));
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!((seen.standing, seen.procedure.identity), (Standing::WithStaff, None));
    staff.ask_facts(&reference, seen.procedure.version, &facts(&[("postcode", "1234 AB")])).await.unwrap();
    me.withdraw(&reference).await.unwrap();
    assert_eq!(expected_rows(&house).await, 0, "nor is it kept when the request ends");
}

async fn what_is_no_fact_of_its_kind_is_told_and_counts_as_no_try(house: House) {
    let (me, staff, reference) = filed(&house).await;
    let faults = |error: DeskError| match error {
        DeskError::Facts(faults) => faults,
        other => panic!("{other}"),
    };
    let birth = || FactId("birth-date".into());
    let theirs = facts(&[("birth-date", "last week")]);
    let told = staff.ask_facts(&reference, 2, &theirs).await.unwrap_err();
    assert_eq!(faults(told), [(birth(), Problem::NotADay)]);
    staff.ask_facts(&reference, 2, &known()).await.unwrap();
    let told = me.give_facts(&reference, &facts(&[("birth-date", "in spring")])).await.unwrap_err();
    assert_eq!(faults(told), [(birth(), Problem::NotADay), (FactId("customer-number".into()), Problem::Missing)]);
    let left = me.request(&reference).await.unwrap().procedure.proving.facts.map(|round| round.left);
    assert_eq!(left, Some(3));
}

/// A house that asks for documents, and a request of which one is there.
async fn with_document(house: &House) -> (SubjectDesk, StaffDesk, Reference, domain::ids::DocumentId) {
    with_document_of(house, ME).await
}

async fn with_document_of(house: &House, email: &str) -> (SubjectDesk, StaffDesk, Reference, domain::ids::DocumentId) {
    let (me, staff, reference) = filed_by(house, email).await;
    let parts = vec![DocumentPart::BirthDate];
    let reasons = ("MARKER two of this name.", "MARKER no number is known.");
    let undoubted = staff.ask_document(&reference, 2, parts.clone(), (" ", reasons.1)).await;
    assert!(matches!(undoubted, Err(DeskError::Refused(Refusal::ReasonsMissing))));
    let untried = staff.ask_document(&reference, 2, parts.clone(), (reasons.0, "")).await;
    assert!(matches!(untried, Err(DeskError::Refused(Refusal::MilderFirst))));
    staff.ask_document(&reference, 2, parts, reasons).await.unwrap();
    let seen = staff.request(&reference).await.unwrap();
    assert_eq!((seen.doubt.as_deref(), seen.unfit.as_deref()), (Some(reasons.0), Some(reasons.1)));
    let asked = me.request(&reference).await.unwrap().procedure.proving.document;
    assert_eq!(asked, Some(vec![DocumentPart::Name, DocumentPart::BirthDate]));
    for bad in [b"plain text".as_slice(), b"", b"MZ\x90\x00"] {
        let refused = me.give_document(&reference, &Upload { name: "a.jpg".into(), bytes: bad.to_vec() }).await;
        assert!(matches!(refused, Err(DeskError::File(FileFault::Kind | FileFault::Empty))));
    }
    me.give_document(&reference, &photo()).await.unwrap();
    let held = staff.request(&reference).await.unwrap().documents;
    assert_eq!((held.len(), held[0].media), (1, "image/jpeg"));
    assert_eq!(traces(house).await, (1, 1, 1));
    let read = staff.document(&reference, held[0].id).await.unwrap();
    assert_eq!(read.name, "document.jpeg", "its own name is not kept");
    (me, staff, reference, held[0].id)
}

async fn once_a_document_is_checked_neither_files_nor_database_nor_keys_have_it(house: House) {
    let off = filed(&house).await;
    let asked = off.1.ask_document(&off.2, 2, Vec::new(), ("Doubt", "Why")).await;
    assert!(matches!(asked, Err(DeskError::Refused(Refusal::DocumentsOff))), "off by default");
    let house = house.asking_for_documents().await;
    let (me, staff, reference, id) = with_document(&house).await;
    let (seen, parts) = (version(&staff, &reference).await, vec![DocumentPart::Name, DocumentPart::BirthDate]);
    let nothing = staff.check_document(&reference, seen, id, Vec::new(), DocumentOutcome::Matches).await;
    assert!(matches!(nothing, Err(DeskError::Refused(Refusal::NothingChecked))));
    staff.check_document(&reference, seen, id, parts.clone(), DocumentOutcome::Matches).await.unwrap();
    assert_eq!(traces(&house).await, (0, 0, 0), "at once");
    assert!(matches!(staff.document(&reference, id).await, Err(DeskError::NotFound)));
    let after = staff.request(&reference).await.unwrap();
    assert_eq!(after.procedure.identity, Some(IdentityBasis::Document));
    let checked = after.timeline.iter().find(|event| matches!(event.event, Event::DocumentChecked { .. })).unwrap();
    let Event::DocumentChecked { parts: looked, outcome, .. } = &checked.event else { panic!("just found") };
    assert_eq!((looked, *outcome), (&parts, DocumentOutcome::Matches));
    assert_eq!(checked.by.as_deref(), Some("Demo Staff"), "who, what and when stay");
    assert!(me.request(&reference).await.unwrap().thread.is_empty(), "it was never part of the conversation");
}

async fn a_document_is_gone_with_the_request_or_after_its_time(house: House) {
    let house = house.asking_for_documents().await;
    let (me, _, reference, _) = with_document(&house).await;
    me.withdraw(&reference).await.unwrap();
    assert_eq!(traces(&house).await, (0, 0, 0));
    let (_, staff, reference, _) = with_document_of(&house, "another@example.org").await;
    house.pass(SignedDuration::from_hours(14 * 24) - SignedDuration::from_secs(1));
    house.office.make_rounds().await.unwrap();
    assert_eq!(traces(&house).await, (1, 1, 1));
    house.pass(SignedDuration::from_secs(1));
    house.office.make_rounds().await.unwrap();
    assert_eq!(traces(&house).await, (0, 0, 0));
    let seen = staff.request(&reference).await.unwrap();
    assert!(matches!(seen.timeline.last().unwrap().event, Event::DocumentDestroyed { .. }));
    staff.decide(&reference, seen.procedure.version, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
}

async fn a_copy_that_came_with_a_message_goes_the_same_way(house: House) {
    let (me, staff, reference) = filed(&house).await;
    me.say(&reference, "Here is my passport.", &[photo()]).await.unwrap();
    let seen = staff.request(&reference).await.unwrap();
    let file = seen.thread[0].files[0].id;
    staff.take_document(&reference, seen.procedure.version, file).await.unwrap();
    let seen = staff.request(&reference).await.unwrap();
    assert!(seen.thread[0].files.is_empty(), "it is no part of the conversation any more");
    assert!(matches!(staff.attachment(&reference, file).await, Err(DeskError::NotFound)));
    assert!(matches!(me.attachment(&reference, file).await, Err(DeskError::NotFound)));
    assert_eq!((traces(&house).await, house.sealed_files().len()), ((1, 1, 1), 1), "the first copy is gone");
    let (id, parts) = (seen.documents[0].id, vec![DocumentPart::Name]);
    let version = seen.procedure.version;
    staff.check_document(&reference, version, id, parts, DocumentOutcome::Differs).await.unwrap();
    assert_eq!(traces(&house).await, (0, 0, 0));
    assert_eq!(staff.request(&reference).await.unwrap().procedure.identity, None);
}

async fn a_backup_brings_no_document_back(house: House) {
    let house = house.asking_for_documents().await;
    let (_, staff, reference, id) = with_document(&house).await;
    let main = house.backup_of(&house.database_url).await;
    let seen = version(&staff, &reference).await;
    staff.check_document(&reference, seen, id, vec![DocumentPart::Name], DocumentOutcome::Matches).await.unwrap();
    let restored = house.office_of(&main, &house.keys_url, crate::support::master(crate::support::MASTER).into()).await;
    restored.unwrap().restore().await.unwrap();
    assert_eq!(count(&house, &main, "SELECT COUNT(*) FROM documents").await, 0);
}

async fn nothing_of_what_shows_who_somebody_is_rests_in_the_open(house: House) {
    let house = house.asking_for_documents().await;
    with_document(&house).await;
    let (me, staff, reference) = filed_by(&house, "another@example.org").await;
    staff.ask_facts(&reference, 2, &known()).await.unwrap();
    me.give_facts(&reference, &facts(&[("customer-number", "MARKER"), ("birth-date", "2-3-1980")])).await.unwrap();
    let mut stored = crate::at_rest::every_value(&house.database_url).await;
    stored.extend(crate::at_rest::every_value(&house.keys_url).await);
    let files = crate::at_rest::walk(&house.folder.path().join("files"));
    stored.extend(files.into_iter().map(|file| std::fs::read(file).unwrap()));
    assert_eq!((expected_rows(&house).await, traces(&house).await), (1, (1, 1, 1)), "while both are there");
    for marker in ["MARKER", "marker7731", "7731", "1980-02-03", "1980-03-02"] {
        let found = stored.iter().find(|bytes| bytes.windows(marker.len()).any(|window| window == marker.as_bytes()));
        assert!(found.is_none(), "{marker} in {:?}", found.map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
    }
}
