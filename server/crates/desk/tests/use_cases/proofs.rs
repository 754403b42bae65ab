//! Files that show that an act was done: for staff, and for nobody else.

use crate::support::{House, draft, verdict};
use desk::DeskError;
use desk::conversation::{FileFault, Upload};
use domain::procedure::{Digest, Event};
use domain::words::{Deed, IdentityBasis, Outcome, Relationship, Right};
use sha2::Digest as _;
use std::fs::File;
use std::time::SystemTime;

const ME: &str = "person@example.org";
const LOG: &[u8] = b"09:12 account 4711 erased\n";

crate::support::on_both_engines!(
    an_act_is_shown_by_files_that_staff_alone_fetch,
    a_file_that_lies_leaves_the_act_undone,
    what_shows_an_act_is_never_swept,
    what_shows_an_act_is_no_part_of_the_answer,
);

fn log() -> Upload {
    Upload { name: "../MARKER-log.txt".into(), bytes: LOG.to_vec() }
}

/// An erasure with one act that waits, at version 4, and its session.
async fn planned(house: &House) -> (tower_sessions::Session, domain::reference::Reference, domain::ids::ActId) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    let staff = house.staff().await;
    staff.plan_act(&references[0], 2, "invoicing", Deed::Erase, "The account").await.unwrap();
    staff.confirm_identity(&references[0], 3, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    let act = staff.request(&references[0]).await.unwrap().acts[0].act.id;
    (session, references[0], act)
}

async fn an_act_is_shown_by_files_that_staff_alone_fetch(house: House) {
    let (session, reference, act) = planned(&house).await;
    let staff = house.staff().await;
    staff.finish_act(&reference, 4, act, "", &[log()]).await.unwrap();
    let request = staff.request(&reference).await.unwrap();
    let [file] = request.acts[0].files.as_slice() else { panic!("{:?}", request.acts) };
    assert_eq!((file.name.as_str(), file.media.as_str()), ("MARKER-log.txt", "text/plain"));
    let sum = Digest(hex::encode(sha2::Sha256::digest(LOG)));
    let done = request.timeline.iter().find_map(|of| match &of.event {
        Event::ActDone { files, .. } => Some(files.clone()),
        _ => None,
    });
    assert_eq!(done, Some(vec![sum]), "the event vouches for the file");
    assert_eq!(staff.proof(&reference, file.id).await.unwrap().whole().await.unwrap(), LOG);
    let subject = house.office.subject(&session).await.unwrap();
    assert!(matches!(subject.attachment(&reference, file.id).await, Err(DeskError::NotFound)));
    assert!(matches!(staff.attachment(&reference, file.id).await, Err(DeskError::NotFound)), "it is no message");
    let other = draft(Relationship::Customer, "other@example.org", &[Right::Access]);
    let (_, others) = house.file_and_prove(other).await;
    assert!(matches!(staff.proof(&others[0], file.id).await, Err(DeskError::NotFound)), "of this request alone");
}

async fn a_file_that_lies_leaves_the_act_undone(house: House) {
    let (_, reference, act) = planned(&house).await;
    let staff = house.staff().await;
    let lie = Upload { name: "log.txt".into(), bytes: b"MZ\x90\x00".to_vec() };
    let told = staff.finish_act(&reference, 4, act, "It is gone.", &[log(), lie]).await.unwrap_err();
    assert!(matches!(told, DeskError::File(FileFault::Kind)), "{told}");
    let request = staff.request(&reference).await.unwrap();
    assert!(request.acts[0].done.is_none() && request.acts[0].files.is_empty(), "{:?}", request.acts);
    staff.finish_act(&reference, 4, act, "It is gone.", &[log()]).await.unwrap();
}

async fn what_shows_an_act_is_never_swept(house: House) {
    let (_, reference, act) = planned(&house).await;
    let staff = house.staff().await;
    staff.finish_act(&reference, 4, act, "", &[log()]).await.unwrap();
    for file in house.sealed_files() {
        File::options().write(true).open(file).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
    house.office.make_rounds().await.unwrap();
    let file = staff.request(&reference).await.unwrap().acts[0].files[0].id;
    assert_eq!(staff.proof(&reference, file).await.unwrap().whole().await.unwrap(), LOG);
}

async fn what_shows_an_act_is_no_part_of_the_answer(house: House) {
    let (session, reference, act) = planned(&house).await;
    let staff = house.staff().await;
    staff.finish_act(&reference, 4, act, "MARKER-how", &[log()]).await.unwrap();
    staff.gather(&reference, 5, "invoicing", b"{\"kept\":1}").await.unwrap();
    staff.decide(&reference, 6, &verdict(Outcome::Fulfilled, "Gone.")).await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    let files = subject.request(&reference).await.unwrap().files;
    let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["index.html", "export.json", "originals/1-invoicing.json", "manifest.json"]);
    for path in paths {
        let bytes = subject.download(&reference, path).await.unwrap().whole().await.unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("MARKER"), "{path}");
    }
}
