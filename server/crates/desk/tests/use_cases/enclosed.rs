//! Files that come with a filing: held with the draft, filed once, gone with it.

use crate::support::{House, draft};
use desk::DeskError;
use desk::conversation::{FILE_MAX, FileFault, Upload};
use desk::front::DraftSecret;
use domain::filing::{About, Draft, Enclosure};
use domain::words::{Capacity, Relationship, Right};
use jiff::{SignedDuration, Timestamp};
use std::time::{Duration, SystemTime};

const ME: &str = "person@example.org";
const CALLER: &str = "198.51.100.7";
const PDF: &[u8] = b"%PDF-1.7\nMARKER";

crate::support::on_both_engines!(
    files_wait_with_the_draft_and_are_filed_with_what_they_show,
    two_presses_at_once_file_them_once,
    a_file_that_lies_is_named_and_nothing_is_held,
    a_filing_carries_no_more_than_a_message_however_it_comes,
    what_is_no_longer_asked_is_not_filed_and_makes_room,
    what_is_taken_out_is_destroyed,
    what_was_never_filed_goes_with_its_draft,
    a_file_that_is_sent_twice_is_held_once,
    one_browser_sees_nothing_of_anothers_files,
    one_caller_cannot_fill_the_house,
);

fn pdf(name: &str) -> Upload {
    Upload { name: name.into(), bytes: PDF.to_vec() }
}

fn for_a_child() -> Draft {
    Draft {
        about: Some(About::Other(Capacity::Guardian)),
        represented_name: "Example Child".into(),
        ..draft(Relationship::Customer, ME, &[Right::Access, Right::Rectification])
    }
}

async fn typed(house: &House, draft: &Draft) -> DraftSecret {
    let secret = house.secret();
    house.office.front().keep_draft(&secret, draft).await.unwrap();
    secret
}

async fn names(house: &House, secret: &DraftSecret) -> Vec<String> {
    house.office.front().enclosed(secret).await.unwrap().into_iter().map(|file| file.name).collect()
}

async fn files_wait_with_the_draft_and_are_filed_with_what_they_show(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Authority, &[pdf("../extract.pdf")], CALLER).await.unwrap();
    house.pass(SignedDuration::from_secs(1));
    front.enclose(&secret, Enclosure::Proof, &[pdf("bill.pdf"), pdf("photo.pdf")], CALLER).await.unwrap();
    front.keep_draft(&secret, &Draft { name: "Another Name".into(), ..for_a_child() }).await.unwrap();
    assert_eq!(names(&house, &secret).await, ["extract.pdf", "bill.pdf", "photo.pdf"], "whatever is typed meanwhile");
    let held = front.enclosed(&secret).await.unwrap().remove(0);
    assert_eq!((held.enclosure, held.media, held.bytes), (Enclosure::Authority, "application/pdf", PDF.len() as u64));

    let session = house.session();
    front.file(&session, &secret, CALLER).await.unwrap();
    front.file(&session, &secret, CALLER).await.unwrap();
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
    let (subject, staff) = (house.office.subject(&session).await.unwrap(), house.staff().await);
    let cards = subject.overview().await.unwrap().requests;
    assert_eq!(cards.len(), 2);
    for (card, expected) in cards.iter().zip([&["extract.pdf"][..], &["extract.pdf", "bill.pdf", "photo.pdf"]]) {
        let request = staff.request(&card.reference).await.unwrap();
        let [message] = request.thread.as_slice() else { panic!("{:?}", request.thread) };
        assert_eq!((message.by, message.words.as_deref()), (None, None));
        let mut named: Vec<_> = message.files.iter().map(|file| file.name.as_str()).collect();
        named.sort_by_key(|name| expected.iter().position(|one| one == name));
        assert_eq!(named, expected);
        let file = subject.attachment(&card.reference, message.files[0].id).await.unwrap();
        assert_eq!(file.whole().await.unwrap(), PDF);
    }
    assert!(names(&house, &secret).await.is_empty(), "the next filing begins without");
    assert_eq!(house.sealed_files().len(), 4, "nothing is left of the draft's");
}

async fn two_presses_at_once_file_them_once(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Proof, &[pdf("bill.pdf")], CALLER).await.unwrap();
    let (one, other) = (house.session(), house.session());
    let (a, b) = tokio::join!(front.file(&one, &secret, CALLER), front.file(&other, &secret, CALLER));
    assert_eq!(a.unwrap(), b.unwrap());
    assert_eq!(house.sealed_files().len(), 1, "the second press leaves nothing behind");
}

async fn a_file_that_lies_is_named_and_nothing_is_held(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    let lies: [(&[u8], FileFault); 4] = [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", FileFault::Kind),
        (b"MZ\x90\x00", FileFault::Kind),
        (b"", FileFault::Empty),
        (&[b'a'; FILE_MAX + 1], FileFault::TooLarge),
    ];
    for (bytes, fault) in lies {
        let lie = Upload { name: "a.pdf".into(), bytes: bytes.to_vec() };
        let told = front.enclose(&secret, Enclosure::Proof, &[pdf("a.pdf"), lie], CALLER).await.unwrap_err();
        assert!(matches!(told, DeskError::File(found) if found == fault), "{told}");
    }
    assert!(names(&house, &secret).await.is_empty() && house.sealed_files().is_empty());
}

async fn a_filing_carries_no_more_than_a_message_however_it_comes(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Authority, &vec![pdf("a.pdf"); 3], CALLER).await.unwrap();
    let many = front.enclose(&secret, Enclosure::Proof, &vec![pdf("b.pdf"); 3], CALLER).await.unwrap_err();
    assert!(matches!(many, DeskError::File(FileFault::TooMany)), "{many}");
    let (three, three_more) = (vec![pdf("c.pdf"); 2], vec![pdf("d.pdf"); 2]);
    let (a, b) = tokio::join!(
        front.enclose(&secret, Enclosure::Proof, &three, CALLER),
        front.enclose(&secret, Enclosure::Proof, &three_more, CALLER)
    );
    assert!(a.is_ok() != b.is_ok(), "only one of two at once fits: {a:?} {b:?}");
    assert_eq!((names(&house, &secret).await.len(), house.sealed_files().len()), (5, 5));

    let heavy = typed(&house, &for_a_child()).await;
    let large = Upload { name: "a.txt".into(), bytes: vec![b'a'; FILE_MAX] };
    front.enclose(&heavy, Enclosure::Authority, std::slice::from_ref(&large), CALLER).await.unwrap();
    let heavier = front.enclose(&heavy, Enclosure::Proof, &[large], CALLER).await.unwrap_err();
    assert!(matches!(heavier, DeskError::File(FileFault::TooLarge)), "{heavier}");
}

async fn what_is_no_longer_asked_is_not_filed_and_makes_room(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Authority, &[pdf("extract.pdf")], CALLER).await.unwrap();
    front.enclose(&secret, Enclosure::Proof, &vec![pdf("bill.pdf"); 2], CALLER).await.unwrap();
    let mine = Draft { about: Some(About::Me), ..for_a_child() };
    front.keep_draft(&secret, &mine).await.unwrap();
    let unasked = front.enclose(&secret, Enclosure::Authority, &[pdf("a.pdf")], CALLER).await.unwrap_err();
    assert!(matches!(unasked, DeskError::NoDraft), "{unasked}");
    assert_eq!(names(&house, &secret).await.len(), 3, "who changes the answer back finds it again");
    house.pass(SignedDuration::from_secs(1));
    front.enclose(&secret, Enclosure::Proof, &[pdf("c.pdf")], CALLER).await.unwrap();
    assert_eq!(names(&house, &secret).await, ["bill.pdf", "bill.pdf", "c.pdf"]);

    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Authority, &[pdf("extract.pdf")], CALLER).await.unwrap();
    front.keep_draft(&secret, &mine).await.unwrap();
    let before = house.sealed_files().len();
    front.file(&house.session(), &secret, CALLER).await.unwrap();
    assert_eq!(house.sealed_files().len(), before - 1, "it is destroyed, and goes with no request");
}

async fn what_is_taken_out_is_destroyed(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Proof, &[pdf("a.pdf"), pdf("b.pdf")], CALLER).await.unwrap();
    let first = front.enclosed(&secret).await.unwrap().remove(0);
    front.take_out(&secret, first.id).await.unwrap();
    front.take_out(&secret, first.id).await.unwrap();
    assert_eq!((names(&house, &secret).await.as_slice(), house.sealed_files().len()), (&["b.pdf".to_owned()][..], 1));
    front.forget(&secret, "another form").await.unwrap();
    assert_eq!(names(&house, &secret).await.len(), 1);
}

async fn what_was_never_filed_goes_with_its_draft(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Proof, &[pdf("a.pdf")], CALLER).await.unwrap();
    // As old as its row, by the clock of the test.
    let written: Timestamp = house.office.now();
    let written = SystemTime::UNIX_EPOCH + Duration::from_secs(written.as_second().unsigned_abs());
    std::fs::File::options().write(true).open(&house.sealed_files()[0]).unwrap().set_modified(written).unwrap();
    house.pass(SignedDuration::from_hours(23));
    house.office.make_rounds().await.unwrap();
    assert_eq!((names(&house, &secret).await.len(), house.sealed_files().len()), (1, 1), "its draft is still there");
    house.pass(SignedDuration::from_hours(2));
    house.office.make_rounds().await.unwrap();
    assert_eq!(front.draft(&secret).await.unwrap(), Draft::default());
    assert!(names(&house, &secret).await.is_empty() && house.sealed_files().is_empty());
}

async fn a_file_that_is_sent_twice_is_held_once(house: House) {
    let front = house.office.front();
    let secret = typed(&house, &for_a_child()).await;
    let (one, other) = ([pdf("a.pdf")], [pdf("a.pdf")]);
    let (a, b) = tokio::join!(
        front.enclose(&secret, Enclosure::Proof, &one, CALLER),
        front.enclose(&secret, Enclosure::Proof, &other, CALLER)
    );
    a.unwrap();
    b.unwrap();
    front.enclose(&secret, Enclosure::Proof, &one, CALLER).await.unwrap();
    assert_eq!((names(&house, &secret).await.len(), house.sealed_files().len()), (1, 1));
    front.enclose(&secret, Enclosure::Authority, &one, CALLER).await.unwrap();
    assert_eq!(names(&house, &secret).await.len(), 2, "it may show two things");
}

async fn one_browser_sees_nothing_of_anothers_files(house: House) {
    let front = house.office.front();
    let (mine, theirs) = (typed(&house, &for_a_child()).await, typed(&house, &for_a_child()).await);
    front.enclose(&mine, Enclosure::Proof, &[pdf("a.pdf")], CALLER).await.unwrap();
    assert!(names(&house, &theirs).await.is_empty());
    let file = front.enclosed(&mine).await.unwrap()[0].id;
    front.take_out(&theirs, file).await.unwrap();
    assert_eq!(names(&house, &mine).await, ["a.pdf"], "nor does it take them out");
}

async fn one_caller_cannot_fill_the_house(house: House) {
    let front = house.office.front();
    let mut refused = 0;
    for _ in 0..9 {
        let secret = typed(&house, &for_a_child()).await;
        match front.enclose(&secret, Enclosure::Proof, &vec![pdf("a.pdf"); 5], CALLER).await {
            Ok(()) => {}
            Err(error) => {
                assert!(matches!(error, DeskError::Throttled), "{error}");
                refused += 1;
            }
        }
    }
    assert_eq!((refused, house.sealed_files().len()), (1, 40));
    let secret = typed(&house, &for_a_child()).await;
    front.enclose(&secret, Enclosure::Proof, &[pdf("a.pdf")], "203.0.113.9").await.unwrap();
}
