//! A customer's access request, and what must not happen to it.

use crate::support::{House, draft};
use desk::DeskError;
use desk::staff::QueueFilter;
use domain::procedure::{Refusal, Standing};
use domain::seams::Clock;
use domain::words::{IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    an_access_request_is_answered_with_what_was_gathered,
    a_code_is_taken_once_and_not_after_five_wrong_tries_or_its_time,
    filing_under_somebody_elses_address_lets_nobody_in,
    the_mailbox_of_one_filing_proves_no_other,
    two_staff_who_decide_at_once_do_not_both_succeed,
    pressing_send_twice_files_once,
    one_browser_files_again_and_again,
    requests_of_one_filing_stand_in_the_order_of_the_rights,
    coming_back_with_an_unknown_address_looks_the_same_and_sends_nothing,
    a_mail_that_cannot_leave_leaves_later_with_a_fresh_code,
    two_processes_send_each_letter_once,
    a_process_that_dies_with_a_letter_strands_nothing,
    the_row_is_the_fold_of_the_events,
    codes_to_one_mailbox_are_capped_and_nobody_is_told,
    filings_from_one_address_are_throttled,
    the_queue_is_paged_by_what_is_due_first,
    events_cannot_be_changed_and_each_covers_the_one_before,
    nothing_personal_rests_in_the_open,
    a_wrong_master_key_is_told_at_once,
    a_destroyed_key_leaves_nothing_to_read,
);

async fn an_access_request_is_answered_with_what_was_gathered(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let [reference] = references.as_slice() else { panic!("{references:?}") };
    let staff = house.staff().await;
    let json = br#"{"name":"A","invoices":[{"no":1,"total":12.5},{"no":2,"total":0.1}]}"#;
    staff.gather(reference, 2, "invoicing", json).await.unwrap();
    let early = staff.decide(reference, 3, Outcome::Fulfilled, "").await.unwrap_err();
    assert!(matches!(early, DeskError::Refused(Refusal::IdentityUnconfirmed)), "{early}");
    staff.confirm_identity(reference, 3, IdentityBasis::Other, "Called back on the known number").await.unwrap();
    let exported: domain::export::Export =
        serde_json::from_slice(&staff.export(reference).await.unwrap().json).unwrap();
    assert_eq!(exported.groups.len(), 2);
    let schema = serde_json::to_value(schemars::schema_for!(domain::export::Export)).unwrap();
    jsonschema::validate(&schema, &serde_json::to_value(&exported).unwrap()).unwrap();
    // Seen before it was exported: to look is not to change.
    staff.decide(reference, 4, Outcome::Fulfilled, "Here it is.").await.unwrap();

    house.office.send_post().await.unwrap();
    assert!(house.mails().iter().any(|mail| mail.to == ME && mail.text.contains("Answered")));
    let subject = house.office.subject(&session).await.unwrap();
    let request = subject.request(reference).await.unwrap();
    assert_eq!(request.answer.as_deref(), Some("Here it is."));
    let paths: Vec<_> = request.files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["export.json", "originals/1-invoicing.json"]);
    let original = subject.download(reference, "originals/1-invoicing.json").await.unwrap();
    assert_eq!(original.as_slice(), json, "the input is untouched");
    assert!(matches!(subject.download(reference, "../main.db").await, Err(DeskError::NotFound)));

    house.pass(SignedDuration::from_hours(14 * 24));
    let session = house.session();
    let mailbox = domain::filing::Mailbox::parse(ME).unwrap();
    let front = house.office.front();
    front.come_back(&session, &mailbox, domain::words::Language::English, "198.51.100.7").await.unwrap();
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
    let subject = house.office.subject(&session).await.unwrap();
    let late = subject.download(reference, "export.json").await.unwrap_err();
    assert!(matches!(late, DeskError::Refused(Refusal::NotAvailable)), "{late}");
    let version = staff.request(reference).await.unwrap().procedure.version;
    staff.make_available(reference, version).await.unwrap();
    subject.download(reference, "export.json").await.unwrap();
}

async fn requests_of_one_filing_stand_in_the_order_of_the_rights(house: House) {
    let (session, _) = house.file_and_prove(draft(Relationship::Customer, ME, Right::ALL)).await;
    let overview = house.office.subject(&session).await.unwrap().overview().await.unwrap();
    assert_eq!(overview.requests.iter().map(|card| card.right).collect::<Vec<_>>(), Right::ALL);
    let queue = house.staff().await.queue(&QueueFilter::default()).await.unwrap();
    assert_eq!(queue.rows.iter().map(|row| row.right).collect::<Vec<_>>(), Right::ALL);
}

async fn a_code_is_taken_once_and_not_after_five_wrong_tries_or_its_time(house: House) {
    let front = house.office.front();
    let refused =
        async |session, code: &str| matches!(front.enter_code(session, code).await, Err(DeskError::WrongCode));
    let wrong = |code: &str| format!("{:08}", (code.parse::<u64>().unwrap() + 1) % 100_000_000);

    let tried = house.session();
    house.file(&tried, draft(Relationship::Customer, ME, &[Right::Access])).await;
    let code = house.code(ME).await;
    for _ in 0..5 {
        assert!(refused(&tried, &wrong(&code)).await);
    }
    assert!(refused(&tried, &code).await, "five wrong tries end it");

    front.another_code(&tried, "198.51.100.7").await.unwrap();
    let fresh = house.code(ME).await;
    assert!(refused(&tried, &code).await, "the old one is no good for the new promise");
    house.pass(SignedDuration::from_mins(30));
    assert!(refused(&tried, &fresh).await, "its time is over");

    front.another_code(&tried, "198.51.100.7").await.unwrap();
    let used = house.code(ME).await;
    let elsewhere = house.session();
    assert!(refused(&elsewhere, &used).await, "it is good in its own browser only");
    front.enter_code(&tried, &used).await.unwrap();
    assert!(refused(&tried, &used).await, "it is good once");
}

async fn filing_under_somebody_elses_address_lets_nobody_in(house: House) {
    let attacker = house.session();
    house.file(&attacker, draft(Relationship::Customer, "victim@example.org", &[Right::Access])).await;
    assert!(matches!(house.office.subject(&attacker).await, Err(DeskError::NotSignedIn)));

    let victim = house.session();
    let front = house.office.front();
    let mailbox = domain::filing::Mailbox::parse("Victim@example.org").unwrap();
    front.come_back(&victim, &mailbox, domain::words::Language::Dutch, "198.51.100.9").await.unwrap();
    front.enter_code(&victim, &house.code("Victim@example.org").await).await.unwrap();
    let desk = house.office.subject(&victim).await.unwrap();
    let overview = desk.overview().await.unwrap();
    assert!(overview.requests.is_empty(), "signing in verifies nothing that somebody else filed");
    let [unclaimed] = overview.unclaimed.as_slice() else { panic!("{overview:?}") };
    desk.disown(unclaimed.id).await.unwrap();
    assert!(desk.overview().await.unwrap().unclaimed.is_empty());
    assert!(matches!(desk.claim(unclaimed.id).await, Ok(())), "claiming what has ended changes nothing");
    assert!(desk.overview().await.unwrap().requests.is_empty());
}

async fn the_mailbox_of_one_filing_proves_no_other(house: House) {
    let other = house.session();
    house.file(&other, draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    house.office.send_post().await.unwrap();
    house.pass(SignedDuration::from_secs(1));
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    assert_eq!(references.len(), 1);
    let desk = house.office.subject(&session).await.unwrap();
    assert_eq!(desk.overview().await.unwrap().unclaimed.len(), 1);

    let (stranger, theirs) =
        house.file_and_prove(draft(Relationship::Customer, "other@example.org", &[Right::Access])).await;
    let stranger = house.office.subject(&stranger).await.unwrap();
    assert!(matches!(stranger.request(&references[0]).await, Err(DeskError::NotFound)));
    assert!(matches!(stranger.withdraw(&references[0]).await, Err(DeskError::NotFound)));
    assert!(matches!(desk.request(&theirs[0]).await, Err(DeskError::NotFound)));
}

async fn two_staff_who_decide_at_once_do_not_both_succeed(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (one, other) = (house.staff().await, house.staff().await);
    let (first, second) = tokio::join!(
        one.decide(&references[0], 2, Outcome::NothingHeld, "one"),
        other.decide(&references[0], 2, Outcome::NothingHeld, "other"),
    );
    let conflicts = [&first, &second].into_iter().filter(|r| matches!(r, Err(DeskError::Conflict))).count();
    assert!(first.is_ok() != second.is_ok() && conflicts == 1, "{first:?} {second:?}");
    let answer = one.request(&references[0]).await.unwrap().answer.unwrap();
    assert_eq!(answer, if first.is_ok() { "one" } else { "other" });
}

async fn pressing_send_twice_files_once(house: House) {
    let (session, front) = (house.session(), house.office.front());
    let secret = front.fresh_secret();
    front.keep_draft(&secret, &draft(Relationship::Customer, ME, &[Right::Access])).await.unwrap();
    let (again, elsewhere) = (house.session(), house.session());
    let (a, b) = tokio::join!(front.file(&session, &secret, "a"), front.file(&again, &secret, "a"));
    assert_eq!(a.unwrap(), b.unwrap());
    front.file(&elsewhere, &secret, "a").await.unwrap();
    assert_eq!(front.draft(&secret).await.unwrap(), domain::filing::Draft::default(), "what was sent is gone here");
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
    assert_eq!(house.mails().iter().filter(|mail| mail.text.contains("FilingCode")).count(), 1);
    assert_eq!(house.staff().await.queue(&QueueFilter::default()).await.unwrap().rows.len(), 1);
}

async fn one_browser_files_again_and_again(house: House) {
    let (session, front) = (house.session(), house.office.front());
    let secret = front.fresh_secret();
    for number in 0..3 {
        let draft = draft(Relationship::Customer, &format!("person{number}@example.org"), &[Right::Access]);
        front.keep_draft(&secret, &draft).await.unwrap();
        front.file(&session, &secret, "a").await.unwrap();
    }
    assert_eq!(house.staff().await.queue(&QueueFilter::default()).await.unwrap().rows.len(), 3);
}

async fn coming_back_with_an_unknown_address_looks_the_same_and_sends_nothing(house: House) {
    let session = house.session();
    let mailbox = domain::filing::Mailbox::parse("unknown@example.org").unwrap();
    let front = house.office.front();
    front.come_back(&session, &mailbox, domain::words::Language::English, "198.51.100.7").await.unwrap();
    assert!(front.awaits_code(&session).await);
    assert_eq!(house.office.send_post().await.unwrap(), 0);
    assert!(house.mails().is_empty());
    assert!(matches!(front.enter_code(&session, "00000000").await, Err(DeskError::WrongCode)));
}

async fn a_mail_that_cannot_leave_leaves_later_with_a_fresh_code(house: House) {
    let mail = house.folder.path().join("mail");
    std::fs::remove_dir(&mail).unwrap();
    let session = house.session();
    house.file(&session, draft(Relationship::Customer, ME, &[Right::Access])).await;
    assert_eq!(house.office.send_post().await.unwrap(), 0);
    house.pass(SignedDuration::from_hours(3));
    std::fs::create_dir(&mail).unwrap();
    let code = house.code(ME).await;
    house.office.front().enter_code(&session, &code).await.unwrap();
}

async fn two_processes_send_each_letter_once(house: House) {
    let other = house.second_office(crate::support::MASTER).await.unwrap();
    for number in 0..12 {
        let email = format!("person{number}@example.org");
        house.file(&house.session(), draft(Relationship::Customer, &email, &[Right::Access])).await;
    }
    let (here, there) = tokio::join!(house.office.send_post(), other.send_post());
    let stragglers = house.office.send_post().await.unwrap();
    assert_eq!(here.unwrap() + there.unwrap() + stragglers, 12);
    let mut to: Vec<_> = house.mails().into_iter().map(|mail| mail.to).collect();
    to.sort();
    to.dedup();
    assert_eq!((to.len(), house.mails().len()), (12, 12));
}

async fn a_process_that_dies_with_a_letter_strands_nothing(house: House) {
    let session = house.session();
    house.file(&session, draft(Relationship::Customer, ME, &[Right::Access])).await;
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let leased = house.clock.now() + SignedDuration::from_mins(3);
    let lease = sqlx::query("UPDATE outbox SET lease_until = $1, attempts = 1").bind(leased.as_microsecond());
    lease.execute(&pool).await.unwrap();
    assert_eq!(house.office.send_post().await.unwrap(), 0, "somebody else has it");
    house.pass(SignedDuration::from_mins(4));
    house.office.front().enter_code(&session, &house.code(ME).await).await.unwrap();
}

async fn the_row_is_the_fold_of_the_events(house: House) {
    use sqlx::Row;
    house.registers().await;
    house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access, Right::Objection])).await;
    house.file_and_prove(draft(Relationship::Signer, "nobody@example.org", &[Right::Erasure])).await;
    house.file_and_prove(draft(Relationship::Signer, "signer@example.org", &[Right::Erasure])).await;
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let rows = sqlx::query("SELECT id, procedure FROM requests").fetch_all(&pool).await.unwrap();
    assert_eq!(rows.len(), 4);
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

async fn codes_to_one_mailbox_are_capped_and_nobody_is_told(house: House) {
    let front = house.office.front();
    let session = house.session();
    house.file(&session, draft(Relationship::Customer, ME, &[Right::Access])).await;
    for caller in 0..10 {
        front.another_code(&session, &caller.to_string()).await.unwrap();
    }
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().len(), 6);
    house.pass(SignedDuration::from_hours(1));
    front.another_code(&session, "later").await.unwrap();
    front.enter_code(&session, &house.code(ME).await).await.unwrap();
}

async fn filings_from_one_address_are_throttled(house: House) {
    let front = house.office.front();
    let mut refused = 0;
    for number in 0..32 {
        let secret = front.fresh_secret();
        let draft = draft(Relationship::Customer, &format!("p{number}@example.org"), &[Right::Access]);
        front.keep_draft(&secret, &draft).await.unwrap();
        let filed = front.file(&house.session(), &secret, "192.0.2.1").await;
        if matches!(filed, Err(DeskError::Throttled)) {
            refused += 1;
            assert_eq!(front.draft(&secret).await.unwrap(), draft, "what was typed is not lost");
        }
    }
    assert_eq!(refused, 2);
}

async fn the_queue_is_paged_by_what_is_due_first(house: House) {
    for number in 0..60 {
        if number % 20 == 0 {
            house.pass(SignedDuration::from_hours(4 * 24));
        }
        let email = format!("person{number}@example.org");
        house.file(&house.session(), draft(Relationship::Customer, &email, &[Right::Access])).await;
        house.pass(SignedDuration::from_mins(3));
    }
    let staff = house.staff().await;
    let first = staff.queue(&QueueFilter::default()).await.unwrap();
    let filter = QueueFilter { after: first.next.clone(), ..QueueFilter::default() };
    let second = staff.queue(&filter).await.unwrap();
    assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 10, None));
    assert_eq!(first.counts, [(Standing::AwaitingMailbox, 60)]);
    let due: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.due).collect();
    assert!(due.is_sorted() && due[0] < due[59]);
    let none = QueueFilter { right: Some(Right::Erasure), ..QueueFilter::default() };
    assert!(staff.queue(&none).await.unwrap().rows.is_empty());
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
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let staff = house.staff().await;
    staff.gather(&references[0], 2, "invoicing", br#"{"secret":"MARKER-data"}"#).await.unwrap();
    staff.confirm_identity(&references[0], 3, IdentityBasis::Other, "MARKER-reasons").await.unwrap();
    staff.decide(&references[0], 4, Outcome::Fulfilled, "MARKER-answer").await.unwrap();
    let front = house.office.front();
    front.keep(&front.fresh_secret(), "form", &"MARKER-draft").await.unwrap();
    let mut stored = support_dump(&house.database_url).await;
    stored.extend(support_dump(&house.keys_url).await);
    for file in walk(&house.folder.path().join("files")) {
        stored.push(std::fs::read(file).unwrap());
    }
    assert!(stored.len() > 20, "the dump found the rows");
    for marker in ["MARKER", ME, "person@", "Demo Staff", "staff@example.org"] {
        let found = stored.iter().find(|bytes| bytes.windows(marker.len()).any(|window| window == marker.as_bytes()));
        assert!(found.is_none(), "{marker} in {:?}", found.map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
    }
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

/// Every value of every table, as bytes.
async fn support_dump(url: &str) -> Vec<Vec<u8>> {
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

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
