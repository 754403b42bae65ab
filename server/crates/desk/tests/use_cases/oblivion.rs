//! What is over its time.

use crate::support::{House, draft, verdict};
use desk::DeskError;
use desk::conversation::Upload;
use desk::staff::QueueFilter;
use domain::procedure::{Event, Standing};
use domain::words::{Deed, IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

crate::support::on_both_engines!(
    what_ended_long_ago_is_forgotten_and_its_procedure_is_kept,
    a_backup_of_the_key_store_brings_nothing_back,
    what_is_open_is_not_forgotten_however_old,
    nothing_that_its_key_sealed_is_left_of_what_is_forgotten,
);

async fn keys(house: &House, like: &str) -> Vec<(String, Vec<u8>)> {
    use sqlx::Row;
    let keys = sqlx::AnyPool::connect(&house.keys_url).await.unwrap();
    let rows = sqlx::query("SELECT scope, wrapped FROM keys WHERE scope LIKE $1").bind(like).fetch_all(&keys).await;
    rows.unwrap().iter().map(|row| (row.get("scope"), row.get("wrapped"))).collect()
}

async fn what_ended_long_ago_is_forgotten_and_its_procedure_is_kept(house: House) {
    let both = [Right::Access, Right::Erasure];
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &both)).await;
    let staff = house.staff().await;
    staff.decide(&references[0], 2, &verdict(Outcome::NothingHeld, "MARKER nothing.")).await.unwrap();
    house.pass(YEAR - SignedDuration::from_secs(1));
    house.office.make_rounds().await.unwrap();
    let staff = house.staff().await;
    assert!(staff.request(&references[0]).await.is_ok(), "remedies take their time");
    house.pass(SignedDuration::from_secs(1));
    house.office.make_rounds().await.unwrap();

    assert!(matches!(staff.request(&references[0]).await, Err(DeskError::Forgotten)));
    let remains = staff.remains(&references[0]).await.unwrap();
    assert!(matches!(remains.timeline.last().unwrap().event, Event::Forgotten));
    assert_eq!(remains.procedure.closed.map(|(outcome, _)| outcome), Some(Outcome::NothingHeld));
    let closed = QueueFilter { standing: Some(Standing::Closed), ..QueueFilter::default() };
    assert_eq!(staff.queue(&closed).await.unwrap().rows.len(), 1, "the list has it still");
    assert!(matches!(staff.reopen(&references[0], 4, "Late").await, Err(DeskError::Forgotten)));
    assert!(staff.request(&references[1]).await.is_ok(), "the other one of the filing is open");
    assert_eq!((keys(&house, "request:%").await.len(), keys(&house, "filing:%").await.len()), (1, 1));
    drop(session);
    let (session, _) = house.file_and_prove(draft(Relationship::Customer, "stranger@example.org", &both)).await;
    let stranger = house.office.subject(&session).await.unwrap();
    assert!(matches!(stranger.request(&references[0]).await, Err(DeskError::NotFound)), "nobody learns that it was");

    staff.decide(&references[1], 2, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
    house.pass(YEAR);
    house.office.make_rounds().await.unwrap();
    let left = keys(&house, "request:%").await.len();
    assert_eq!((left, keys(&house, "filing:%").await.len()), (2, 1), "of the stranger alone");
    let back = house.session();
    let mailbox = domain::filing::Mailbox::parse(ME).unwrap();
    let front = house.office.front();
    house.office.send_post().await.unwrap();
    let sent = house.mails().len();
    front.come_back(&back, &mailbox, domain::words::Language::English, "198.51.100.7").await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().len(), sent, "nothing leads from the mailbox to it any more");
}

async fn a_backup_of_the_key_store_brings_nothing_back(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let backup = keys(&house, "request:%").await;
    house.staff().await.decide(&references[0], 2, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
    house.pass(YEAR);
    house.office.make_rounds().await.unwrap();
    let store = sqlx::AnyPool::connect(&house.keys_url).await.unwrap();
    for (scope, wrapped) in backup {
        sqlx::query("INSERT INTO keys (scope, wrapped, created_at) VALUES ($1, $2, 0)")
            .bind(scope)
            .bind(wrapped)
            .execute(&store)
            .await
            .unwrap();
    }
    assert_eq!(keys(&house, "request:%").await.len(), 1, "a backup was played in");
    house.second_office(crate::support::MASTER).await.unwrap();
    assert!(keys(&house, "request:%").await.is_empty());
}

async fn what_is_open_is_not_forgotten_however_old(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    house.pass(YEAR * 3);
    house.office.make_rounds().await.unwrap();
    assert!(house.staff().await.request(&references[0]).await.is_ok());
}

/// Every table whose rows lie under the key of a request, with how many rows it holds.
async fn sealed(house: &House) -> Vec<(&'static str, i64)> {
    use sqlx::Row;
    let store = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let mut found = Vec::new();
    for table in ["texts", "pieces", "package_files", "attachments", "proofs"] {
        let count = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) AS rows_left FROM {table}"));
        found.push((table, sqlx::query(count).fetch_one(&store).await.unwrap().get("rows_left")));
    }
    found
}

async fn nothing_that_its_key_sealed_is_left_of_what_is_forgotten(house: House) {
    let file = |name: &str| Upload { name: name.into(), bytes: b"MARKER plain words".to_vec() };
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    let (reference, staff) = (&references[0], house.staff().await);
    house.office.subject(&session).await.unwrap().say(reference, "See this.", &[file("sent.txt")]).await.unwrap();
    staff.plan_act(reference, 3, "invoicing", Deed::Erase, "The account").await.unwrap();
    staff.confirm_identity(reference, 4, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    let act = staff.request(reference).await.unwrap().acts[0].act.id;
    staff.finish_act(reference, 5, act, "", &[file("log.txt")]).await.unwrap();
    staff.gather(reference, 6, "invoicing", b"{\"a\":1}").await.unwrap();
    staff.decide(reference, 7, &verdict(Outcome::Fulfilled, "Done.")).await.unwrap();
    assert!(sealed(&house).await.iter().all(|(_, rows)| *rows > 0), "{:?}", sealed(&house).await);
    house.pass(YEAR);
    house.office.make_rounds().await.unwrap();
    assert!(sealed(&house).await.iter().all(|(_, rows)| *rows == 0), "{:?}", sealed(&house).await);
}
