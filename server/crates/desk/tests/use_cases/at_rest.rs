//! What rests: sealed, append-only, and the fold of its events.

use crate::support::{House, draft, verdict};
use desk::DeskError;
use desk::conversation::Upload;
use desk::staff::{QueueFilter, Withholding};
use domain::filing::{Enclosure, Heard};
use domain::law::Ground;
use domain::reference::Reference;
use domain::words::{Channel, Deed, IdentityBasis, Outcome, Relationship, Right};
use tower_sessions::Session;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    the_row_is_the_fold_of_the_events,
    events_cannot_be_changed_and_each_covers_the_one_before,
    nothing_personal_rests_in_the_open,
    a_wrong_master_key_is_told_at_once,
    a_destroyed_key_leaves_nothing_to_read,
    what_is_moved_to_another_row_column_or_file_does_not_open,
);

async fn the_row_is_the_fold_of_the_events(house: House) {
    use sqlx::Row;
    house.registers().await;
    house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access, Right::Objection])).await;
    house.file_and_prove(draft(Relationship::Signer, "nobody@example.org", &[Right::Erasure])).await;
    house.file_and_prove(draft(Relationship::Signer, "signer@example.org", &[Right::Erasure])).await;
    let letter =
        domain::filing::Intake { relationship: Some(Relationship::Signer), ..crate::intake::letter(&[Right::Access]) };
    house.staff().await.take_in("1", &letter, &house.secret()).await.unwrap();
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let rows = sqlx::query("SELECT id, procedure FROM requests").fetch_all(&pool).await.unwrap();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let stored: domain::procedure::Procedure = serde_json::from_str(row.get("procedure")).unwrap();
        let events = sqlx::query("SELECT at, body FROM events WHERE stream_id = $1 ORDER BY seq");
        let events = events.bind(row.get::<String, _>("id")).fetch_all(&pool).await.unwrap();
        let folded = events.iter().fold(None, |folded, event| {
            let at = jiff::Timestamp::from_microsecond(event.get("at")).unwrap();
            domain::procedure::apply(folded, at, &serde_json::from_str(event.get("body")).unwrap())
        });
        assert_eq!(folded, Some(stored));
    }
}

async fn events_cannot_be_changed_and_each_covers_the_one_before(house: House) {
    use sqlx::Row;
    house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access, Right::Erasure])).await;
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    assert!(sqlx::query("UPDATE events SET body = '{}'").execute(&pool).await.is_err());
    assert!(sqlx::query("DELETE FROM events").execute(&pool).await.is_err());
    let rows = sqlx::query("SELECT seq, prev_hash, hash FROM events ORDER BY stream_id, seq").fetch_all(&pool).await;
    let mut last = String::new();
    for row in rows.unwrap() {
        let expected = if row.get::<i64, _>("seq") == 1 { String::new() } else { last };
        assert_eq!(row.get::<String, _>("prev_hash"), expected);
        last = row.get("hash");
        assert_eq!(last.len(), 64);
    }
}

async fn nothing_personal_rests_in_the_open(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let staff = house.staff().await;
    staff.gather(&references[0], 2, "invoicing", br#"{"secret":"MARKER-data"}"#).await.unwrap();
    staff.confirm_identity(&references[0], 3, IdentityBasis::Other, "MARKER-reasons").await.unwrap();
    staff.decide(&references[0], 4, &verdict(Outcome::Fulfilled, "MARKER-answer")).await.unwrap();
    everything_written(&house, &session, &staff, &references[0]).await;
    let front = house.office.front();
    front.keep(&front.fresh_secret(), "form", &"MARKER-draft").await.unwrap();
    let scan = || [Upload { name: "MARKER.pdf".into(), bytes: b"%PDF-1.7\nMARKER".to_vec() }];
    for is_taken_in in [true, false] {
        let secret = house.secret();
        staff.hold_scans(&secret, "1", &scan()).await.unwrap();
        if is_taken_in {
            staff.take_in("1", &crate::intake::letter(&[Right::Access]), &secret).await.unwrap();
        }
    }
    let secret = house.secret();
    front.keep_draft(&secret, &draft(Relationship::Customer, ME, &[Right::Rectification])).await.unwrap();
    front.enclose(&secret, Enclosure::Proof, &scan(), "198.51.100.7").await.unwrap();
    let mut stored = every_value(&house.database_url).await;
    stored.extend(every_value(&house.keys_url).await);
    for file in walk(&house.folder.path().join("files")) {
        stored.push(std::fs::read(file).unwrap());
    }
    assert!(stored.len() > 20, "the dump found the rows");
    let folders = house.sealed_files();
    assert!(folders.iter().any(|file| file.to_string_lossy().contains("/drafts/")), "{folders:?}");
    for marker in ["MARKER", ME, "person@", "Demo Staff", "staff@example.org"] {
        let found = stored.iter().find(|bytes| bytes.windows(marker.len()).any(|window| window == marker.as_bytes()));
        assert!(found.is_none(), "{marker} in {:?}", found.map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
    }
}

/// Takes the request up again and writes wherever something can be written.
async fn everything_written(house: &House, session: &Session, staff: &desk::StaffDesk, reference: &Reference) {
    let version = async || staff.request(reference).await.unwrap().procedure.version;
    staff.reopen(reference, version().await, "MARKER-reopened").await.unwrap();
    staff.ask(reference, version().await, "MARKER-question").await.unwrap();
    let subject = house.office.subject(session).await.unwrap();
    let file = Upload { name: "MARKER-name.txt".into(), bytes: b"MARKER-file".to_vec() };
    subject.say(reference, "MARKER-message", std::slice::from_ref(&file)).await.unwrap();
    let (channel, received) = (Some(Channel::Letter), Some(jiff::civil::date(2026, 3, 2)));
    let heard = Heard { channel, received, is_day_given: true, words: "MARKER-reply".into() };
    staff.hear(reference, version().await, &heard, std::slice::from_ref(&file)).await.unwrap();
    staff.plan_act(reference, version().await, "invoicing", Deed::Erase, "MARKER-act").await.unwrap();
    let act = staff.request(reference).await.unwrap().acts[0].act.id;
    staff.finish_act(reference, version().await, act, "MARKER-proof", &[file]).await.unwrap();
    let (what, why) = ("MARKER-what".into(), "MARKER-why".into());
    let kept = Withholding { ground: Ground::Excessive.into(), what, why, until: None };
    staff.withhold(reference, version().await, &kept).await.unwrap();
    staff.decide(reference, version().await, &verdict(Outcome::PartlyFulfilled, "MARKER-second")).await.unwrap();
}

async fn a_wrong_master_key_is_told_at_once(house: House) {
    let error = house.second_office(&"ab".repeat(32)).await.unwrap_err();
    assert!(error.to_string().contains("master key"), "{error}");
    house.second_office(crate::support::MASTER).await.unwrap();
}

async fn a_destroyed_key_leaves_nothing_to_read(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let keys = sqlx::AnyPool::connect(&house.keys_url).await.unwrap();
    sqlx::query("DELETE FROM keys WHERE scope LIKE 'request:%'").execute(&keys).await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    assert!(matches!(subject.request(&references[0]).await, Err(DeskError::Internal(_))));
    let staff = house.staff().await;
    assert_eq!(staff.queue(&QueueFilter::default()).await.unwrap().rows.len(), 1, "the procedure is kept");
}

/// Each swap is of two things that lie under one key: what keeps them apart is where each belongs.
async fn what_is_moved_to_another_row_column_or_file_does_not_open(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (reference, staff) = (&references[0], house.staff().await);
    staff.confirm_identity(reference, 2, IdentityBasis::Other, "MARKER-reasons").await.unwrap();
    staff.gather(reference, 3, "invoicing", b"{\"a\":1}").await.unwrap();
    staff.gather(reference, 4, "invoicing", b"{\"b\":2}").await.unwrap();
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let swap = async |steps: &[&'static str]| {
        for sql in steps {
            sqlx::query(*sql).execute(&pool).await.unwrap();
        }
    };
    let is_refused = async || {
        let refused = staff.request(reference).await.err();
        let unopened = |cause: &desk::vault::VaultError| matches!(cause, desk::vault::VaultError::Unopened);
        matches!(refused, Some(DeskError::Internal(cause)) if cause.downcast_ref().is_some_and(unopened))
    };
    let columns = ["UPDATE filings SET contact = signing, signing = contact"];
    let rows = [
        "UPDATE texts SET purpose = 'aside' WHERE purpose = 'detail'",
        "UPDATE texts SET purpose = 'detail' WHERE purpose = 'identity_reasons'",
        "UPDATE texts SET purpose = 'identity_reasons' WHERE purpose = 'aside'",
    ];
    for steps in [&columns[..], &rows] {
        assert!(!is_refused().await);
        swap(steps).await;
        assert!(is_refused().await, "{steps:?}");
        swap(steps).await;
    }
    let pieces: Vec<_> =
        house.sealed_files().into_iter().filter(|file| file.to_string_lossy().contains("/pieces/")).collect();
    let [one, other] = pieces.as_slice() else { panic!("two pieces: {:?}", house.sealed_files()) };
    let (first, second) = (std::fs::read(one).unwrap(), std::fs::read(other).unwrap());
    std::fs::write(one, &second).unwrap();
    std::fs::write(other, &first).unwrap();
    assert!(is_refused().await, "the files are swapped");
    std::fs::write(one, &first).unwrap();
    std::fs::write(other, &second).unwrap();
    assert!(!is_refused().await);
}

/// Every value of every table, as bytes.
pub(crate) async fn every_value(url: &str) -> Vec<Vec<u8>> {
    use sqlx::{Column, Row, ValueRef};
    let pool = sqlx::AnyPool::connect(url).await.unwrap();
    let list = if url.starts_with("sqlite") {
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    } else {
        "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = 'public'"
    };
    let mut values = Vec::new();
    for table in sqlx::query(list).fetch_all(&pool).await.unwrap() {
        let table: String = table.get("name");
        if table.starts_with('_') {
            continue;
        }
        let select = sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"));
        for row in sqlx::query(select).fetch_all(&pool).await.unwrap() {
            for column in row.columns() {
                let place = column.ordinal();
                if row.try_get_raw(place).unwrap().is_null() {
                    continue;
                }
                let text = row.try_get::<String, _>(place).map(String::into_bytes);
                let number = || row.try_get::<i64, _>(place).map(|n| n.to_string().into_bytes());
                values.push(text.or_else(|_| row.try_get::<Vec<u8>, _>(place)).or_else(|_| number()).unwrap());
            }
        }
    }
    values
}

pub(crate) fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
