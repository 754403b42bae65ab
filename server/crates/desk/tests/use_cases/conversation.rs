//! What staff and data subjects write to each other.

use crate::support::{House, draft, verdict};
use desk::DeskError;
use desk::conversation::{FileFault, Upload};
use domain::filing::{Field, Heard, Problem};
use domain::procedure::{Refusal, Standing};
use domain::words::{Channel, Outcome, Relationship, Right};
use jiff::civil::{Date, date};

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    staff_ask_and_the_person_answers_with_a_file,
    a_file_that_lies_is_not_taken_and_nothing_is_said_with_it,
    nobody_else_reads_a_conversation_or_its_files,
    a_reply_on_paper_ends_the_waiting_and_says_who_put_it_down,
    a_reply_that_came_before_the_request_or_tomorrow_is_none,
);

fn pdf(name: &str) -> Upload {
    Upload { name: name.into(), bytes: b"%PDF-1.7\nMARKER-file".to_vec() }
}

async fn staff_ask_and_the_person_answers_with_a_file(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (staff, reference) = (house.staff().await, &references[0]);
    staff.ask(reference, 2, "MARKER-question?").await.unwrap();
    house.office.send_post().await.unwrap();
    let mail = house.mails().into_iter().find(|mail| mail.to == ME && mail.text.contains("Asked {")).unwrap();
    assert!(!mail.text.contains("MARKER"), "{}", mail.text);
    let desk = house.office.subject(&session).await.unwrap();
    assert_eq!(desk.request(reference).await.unwrap().standing, Standing::AwaitingSubject);
    let silent = desk.say(reference, " ", &[]).await.unwrap_err();
    assert!(matches!(silent, DeskError::Refused(Refusal::WordsMissing)), "{silent}");
    desk.say(reference, "MARKER-answer.", &[pdf("../bill.pdf")]).await.unwrap();

    let request = staff.request(reference).await.unwrap();
    assert_eq!(request.standing, Standing::WithStaff);
    let said: Vec<_> = request.thread.iter().map(|m| (m.words.as_deref().unwrap(), m.by.is_some())).collect();
    assert_eq!(said, [("MARKER-question?", true), ("MARKER-answer.", false)]);
    let file = &request.thread[1].files[0];
    assert_eq!((file.name.as_str(), file.media.as_str()), ("bill.pdf", "application/pdf"));
    let sent = staff.attachment(reference, file.id).await.unwrap();
    assert_eq!((sent.name.as_str(), sent.media_type), ("bill.pdf", "application/pdf"));
    assert_eq!(sent.whole().await.unwrap(), pdf("").bytes);
    desk.say(reference, "And this, of my own accord.", &[]).await.unwrap();
    staff.decide(reference, 6, &verdict(Outcome::NothingHeld, "")).await.unwrap();
    let late = desk.say(reference, "Wait", &[]).await.unwrap_err();
    assert!(matches!(late, DeskError::Refused(Refusal::Closed)), "{late}");
}

async fn a_file_that_lies_is_not_taken_and_nothing_is_said_with_it(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let desk = house.office.subject(&session).await.unwrap();
    let svg = Upload { name: "a.png".into(), bytes: b"<svg onload='alert(1)'/>".to_vec() };
    let lies = desk.say(&references[0], "Here", &[pdf("a.pdf"), svg]).await.unwrap_err();
    assert!(matches!(lies, DeskError::File(FileFault::Kind)), "{lies}");
    let many = vec![pdf("a.pdf"); 6];
    let many = desk.say(&references[0], "Here", &many).await.unwrap_err();
    assert!(matches!(many, DeskError::File(FileFault::TooMany)), "{many}");
    assert!(desk.request(&references[0]).await.unwrap().thread.is_empty());
}

async fn nobody_else_reads_a_conversation_or_its_files(house: House) {
    let (mine, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let mine = house.office.subject(&mine).await.unwrap();
    mine.say(&references[0], "Mine", &[pdf("a.pdf")]).await.unwrap();
    let file = mine.request(&references[0]).await.unwrap().thread[0].files[0].id;
    let other = draft(Relationship::Customer, "other@example.org", &[Right::Access]);
    let (theirs, their_references) = house.file_and_prove(other).await;
    let theirs = house.office.subject(&theirs).await.unwrap();
    for reference in [&references[0], &their_references[0]] {
        assert!(matches!(theirs.attachment(reference, file).await, Err(DeskError::NotFound)));
    }
    assert!(matches!(theirs.say(&references[0], "Hello", &[]).await, Err(DeskError::NotFound)));
}

fn heard(day: Date, words: &str) -> Heard {
    Heard { channel: Some(Channel::Letter), received: Some(day), is_day_given: true, words: words.into() }
}

async fn a_reply_on_paper_ends_the_waiting_and_says_who_put_it_down(house: House) {
    let staff = house.staff().await;
    let references =
        staff.take_in("1", &crate::intake::letter(&[Right::Rectification]), &house.secret()).await.unwrap();
    let reference = &references[0];
    staff.ask(reference, 1, "Which name?").await.unwrap();
    house.office.send_post().await.unwrap();
    assert!(house.mails().is_empty(), "there is no mailbox to write to");
    assert_eq!(staff.request(reference).await.unwrap().standing, Standing::AwaitingSubject);
    let reply = heard(date(2026, 2, 20), " MARKER-reply ");
    let lie = Upload { name: "scan.pdf".into(), bytes: b"MZ\x90\x00".to_vec() };
    let told = staff.hear(reference, 2, &reply, &[lie]).await.unwrap_err();
    assert!(matches!(told, DeskError::File(FileFault::Kind)), "{told}");
    let empty = staff.hear(reference, 2, &heard(date(2026, 2, 20), " "), &[]).await.unwrap_err();
    assert!(matches!(empty, DeskError::Refused(Refusal::WordsMissing)), "{empty}");
    assert!(matches!(staff.hear(reference, 1, &reply, &[]).await, Err(DeskError::Conflict)), "what was seen is old");

    staff.hear(reference, 2, &reply, &[pdf("scan.pdf")]).await.unwrap();
    let request = staff.request(reference).await.unwrap();
    assert_eq!(request.standing, Standing::WithStaff);
    let message = request.thread.last().unwrap();
    let relayed = message.relayed.unwrap();
    assert_eq!((message.by, message.words.as_deref()), (None, Some("MARKER-reply")));
    assert_eq!((relayed.channel, relayed.day), (Channel::Letter, date(2026, 2, 20)));
    assert_eq!(request.timeline.last().unwrap().by.as_deref(), Some("Demo Staff"));
    let file = staff.attachment(reference, message.files[0].id).await.unwrap();
    assert_eq!(file.whole().await.unwrap(), pdf("").bytes);
    staff.hear(reference, 3, &heard(date(2026, 3, 2), ""), &[pdf("more.pdf")]).await.unwrap();
    staff.decide(reference, 4, &verdict(Outcome::NothingHeld, "")).await.unwrap();
    let late = staff.hear(reference, 5, &reply, &[]).await.unwrap_err();
    assert!(matches!(late, DeskError::Refused(Refusal::Closed)), "{late}");
}

async fn a_reply_that_came_before_the_request_or_tomorrow_is_none(house: House) {
    let staff = house.staff().await;
    let references = staff.take_in("1", &crate::intake::letter(&[Right::Access]), &house.secret()).await.unwrap();
    for (day, problem) in [(date(2026, 2, 9), Problem::TooEarly), (date(2026, 3, 3), Problem::InFuture)] {
        let told = staff.hear(&references[0], 1, &heard(day, "Here."), &[]).await.unwrap_err();
        let DeskError::Faulty(faults) = told else { panic!("{told}") };
        assert_eq!((faults.len(), faults[0].field, faults[0].problem), (1, Field::Received, problem));
    }
    let portal = Heard { channel: Some(Channel::Web), ..heard(date(2026, 3, 2), "Here.") };
    let told = staff.hear(&references[0], 1, &portal, &[]).await.unwrap_err();
    assert!(matches!(&told, DeskError::Faulty(faults) if faults[0].field == Field::Channel), "{told}");
    assert!(staff.request(&references[0]).await.unwrap().thread.is_empty());
}
