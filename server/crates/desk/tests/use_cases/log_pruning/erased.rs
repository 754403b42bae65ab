//! What is left of a request whose entries are over their time: nothing but that it must not come back.

use super::{KEPT, MINUTE, SECOND, YEAR, forgotten, pool, round};
use crate::log::{broken, count};
use crate::support::{House, draft, on_both_engines};
use desk::staff::QueueFilter;
use domain::procedure::Standing;
use domain::staff::Role;
use domain::words::{Relationship, Right};
use sqlx::{AnyPool, Row};

on_both_engines!(
    nothing_is_left_of_a_request_that_is_over_but_the_ledger,
    a_forwarded_request_goes_with_its_forwardings,
);

/// Everything in the database, as text, in which something is looked for.
async fn tables_that_name(pool: &AnyPool, id: &str) -> Vec<&'static str> {
    let tables = [
        ("requests", "SELECT id || filing_id AS held FROM requests"),
        ("filings", "SELECT id AS held FROM filings"),
        ("forwardings", "SELECT id || request_id || filing_id AS held FROM forwardings"),
        ("events", "SELECT stream_id || body AS held FROM events"),
        ("log_entries", "SELECT stream_id AS held FROM log_entries"),
        ("log_waiting", "SELECT stream_id AS held FROM log_waiting"),
        ("readings", "SELECT stream_id || request_id AS held FROM readings"),
        ("visitors", "SELECT stream_id AS held FROM visitors"),
        ("cuts", "SELECT stream_id AS held FROM cuts"),
        ("outbox", "SELECT once || errand AS held FROM outbox"),
        ("erasures", "SELECT scope AS held FROM erasures"),
    ];
    let mut found = Vec::new();
    for (table, sql) in tables {
        let rows = sqlx::query(sql).fetch_all(pool).await.unwrap();
        if rows.iter().any(|row| row.get::<String, _>("held").contains(id)) {
            found.push(table);
        }
    }
    found
}

async fn nothing_is_left_of_a_request_that_is_over_but_the_ledger(house: House) {
    let reference = forgotten(&house).await;
    let pool = pool(&house).await;
    let row = sqlx::query("SELECT id, filing_id FROM requests").fetch_one(&pool).await.unwrap();
    let (request, filing): (String, String) = (row.get("id"), row.get("filing_id"));
    assert!(tables_that_name(&pool, &request).await.len() > 4 && tables_that_name(&pool, &filing).await.len() > 4);
    house.pass(KEPT);
    house.office.make_rounds().await.unwrap();
    for id in [request, filing] {
        assert_eq!(tables_that_name(&pool, &id).await, ["erasures"], "a backup of any age must meet it");
    }
    let staff = house.staff().await;
    assert!(!staff.has_request(&reference).await.unwrap());
    let closed = QueueFilter { standing: Some(Standing::Closed), ..QueueFilter::default() };
    assert!(staff.queue(&closed).await.unwrap().rows.is_empty());
    let auditor = house.signed_in("auditor@example.org", Role::Auditor).await;
    round(&house).await;
    let page = house.office.overseeing(&auditor).await.unwrap().entries(None, None).await.unwrap();
    assert!(page.entries.iter().all(|entry| entry.reference.is_none()) && !page.entries.is_empty());
    assert_eq!(broken(&house).await, None);
}

async fn a_forwarded_request_goes_with_its_forwardings(house: House) {
    house.registers().await;
    let signer = draft(Relationship::Signer, "signer@example.org", &[Right::Access]);
    let (session, references) = house.file_and_prove(signer).await;
    let subject = house.office.subject(&session).await.unwrap();
    let filing = subject.overview().await.unwrap().choices[0];
    let organisations = subject.choice(filing).await.unwrap().organisations;
    subject.choose(filing, &organisations.iter().map(|one| one.id).collect::<Vec<_>>()).await.unwrap();
    house.office.send_post().await.unwrap();
    subject.withdraw(&references[0]).await.unwrap();
    round(&house).await;
    house.pass(YEAR);
    round(&house).await;
    let pool = pool(&house).await;
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM forwardings").await, 2);
    house.pass(KEPT - MINUTE - SECOND);
    house.office.make_rounds().await.unwrap();
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM forwardings").await, 2);
    house.pass(MINUTE + SECOND);
    house.office.make_rounds().await.unwrap();
    for gone in ["SELECT COUNT(*) FROM forwardings", "SELECT COUNT(*) FROM requests", "SELECT COUNT(*) FROM filings"] {
        assert_eq!(count(&pool, gone).await, 0, "{gone}");
    }
    assert_eq!(broken(&house).await, None);
}
