//! The queue of staff: what each filter lets through, in which order, and how many there are.

use crate::support::{House, draft, verdict};
use desk::staff::{QueueFilter, QueueRow, Tally, Verdict};
use desk::{DeskError, StaffDesk};
use domain::law::Ground;
use domain::procedure::{Party, Standing};
use domain::reference::Reference;
use domain::words::{Channel, IdentityBasis, Outcome, Relationship, Right};
use jiff::SignedDuration;

crate::support::on_both_engines!(
    every_filter_lets_through_what_it_names_and_the_tally_counts_it,
    what_ended_is_paged_with_the_last_on_top_and_tells_outcome_and_ground,
    the_tally_tells_what_is_late_and_what_is_due_within_a_week,
    a_reference_leads_to_its_request_open_or_not,
    rows_from_before_the_queue_had_these_columns_are_filled,
);

fn refusal(ground: Ground) -> Verdict {
    Verdict { ground: Some(ground.into()), ..verdict(Outcome::Refused, "For this reason.") }
}

async fn all(staff: &StaffDesk, mut filter: QueueFilter) -> Vec<QueueRow> {
    let mut rows = Vec::new();
    loop {
        let page = staff.queue(&filter).await.unwrap();
        rows.extend(page.rows);
        filter.after = page.next;
        if filter.after.is_none() {
            return rows;
        }
    }
}

/// A customer whose four requests are refused, not found, asked about and open; and an unproven signer.
async fn some_of_each(house: &House) -> Vec<Reference> {
    let rights = [Right::Access, Right::Erasure, Right::Portability, Right::Objection];
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, "a@example.org", &rights)).await;
    house.pass(SignedDuration::from_secs(60));
    house.file(&house.session(), draft(Relationship::Signer, "b@example.org", &[Right::Access])).await;
    let staff = house.staff().await;
    let staff = staff.knowing(vec![domain::complaint::Complaint::CalledExcessive]);
    staff.decide(&references[0], 2, &refusal(Ground::Excessive)).await.unwrap();
    house.pass(SignedDuration::from_secs(60));
    staff.confirm_identity(&references[1], 2, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    staff.decide(&references[1], 3, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
    staff.ask(&references[2], 2, "Which data?").await.unwrap();
    references
}

async fn every_filter_lets_through_what_it_names_and_the_tally_counts_it(house: House) {
    some_of_each(&house).await;
    let staff = house.staff().await;
    let any = QueueFilter::default;
    let table = [
        (any(), "access portability objection", 1),
        (QueueFilter { standing: Some(Standing::AwaitingSubject), ..any() }, "portability", 0),
        (QueueFilter { standing: Some(Standing::Closed), ..any() }, "erasure access", 0),
        (QueueFilter { waits_for: Some(Party::Staff), ..any() }, "objection", 0),
        (QueueFilter { waits_for: Some(Party::DataSubject), ..any() }, "access portability", 1),
        (QueueFilter { waits_for: Some(Party::Controller), ..any() }, "", 0),
        (QueueFilter { waits_for: Some(Party::Nobody), ..any() }, "erasure access", 0),
        (QueueFilter { right: Some(Right::Access), ..any() }, "access", 1),
        (QueueFilter { relationship: Some(Relationship::Signer), ..any() }, "access", 1),
        (QueueFilter { relationship: Some(Relationship::Customer), ..any() }, "portability objection", 0),
        (QueueFilter { channel: Some(Channel::Web), ..any() }, "access portability objection", 1),
        (QueueFilter { channel: Some(Channel::Letter), ..any() }, "", 0),
        (QueueFilter { outcome: Some(Outcome::Refused), ..any() }, "access", 0),
        (QueueFilter { outcome: Some(Outcome::NothingHeld), right: Some(Right::Erasure), ..any() }, "erasure", 0),
        (QueueFilter { outcome: Some(Outcome::Refused), standing: Some(Standing::WithStaff), ..any() }, "", 0),
        (QueueFilter { waits_for: Some(Party::Staff), standing: Some(Standing::Closed), ..any() }, "", 0),
    ];
    // The signer’s request is to be forwarded within two working days.
    for (filter, rights, soon) in table {
        let page = staff.queue(&filter).await.unwrap();
        let found: Vec<_> = page.rows.iter().map(|row| row.right.code()).collect();
        assert_eq!(found.join(" "), rights, "{filter:?}");
        assert_eq!(page.tally, Tally { all: i64::try_from(found.len()).unwrap(), late: 0, soon }, "{filter:?}");
    }
}

async fn what_ended_is_paged_with_the_last_on_top_and_tells_outcome_and_ground(house: House) {
    let rights: Vec<_> =
        Right::ALL.iter().copied().filter(|right| right.touches_data()).chain([Right::AutomatedDecision]).collect();
    let staff = house.staff().await;
    for number in 0..9 {
        house.pass(SignedDuration::from_mins(3));
        let draft = draft(Relationship::Customer, &format!("person{number}@example.org"), &rights);
        let (_, references) = house.file_and_prove(draft).await;
        // Two end in the same instant: their order must still be one and the same on every page.
        for (index, reference) in references.iter().enumerate().rev() {
            staff.decide(reference, 2, &refusal(Ground::ManifestlyUnfounded)).await.unwrap();
            house.pass(SignedDuration::from_secs(i64::try_from(index % 2).unwrap()));
        }
    }
    let closed = QueueFilter { standing: Some(Standing::Closed), ..QueueFilter::default() };
    let first = staff.queue(&closed).await.unwrap();
    assert_eq!((first.rows.len(), first.next.is_some()), (50, true));
    assert_eq!(first.tally, Tally { all: 54, late: 0, soon: 0 });
    let rows = all(&staff, closed).await;
    let ends: Vec<_> = rows.iter().map(|row| row.ended.unwrap().1).collect();
    assert!(ends.is_sorted_by(|a, b| a >= b) && ends[0] > ends[53], "{ends:?}");
    let mut references: Vec<_> = rows.iter().map(|row| row.reference.to_string()).collect();
    references.sort();
    references.dedup();
    assert_eq!((rows.len(), references.len()), (54, 54), "each once");
    assert!(rows.iter().all(|row| row.ground == Some(Ground::ManifestlyUnfounded)));

    staff.reopen(&rows[0].reference, 3, "Something was overlooked").await.unwrap();
    let open = all(&staff, QueueFilter::default()).await;
    assert_eq!((open.len(), open[0].ended, open[0].ground), (1, None, None), "no trace of the end in the list");
    assert!(all(&staff, QueueFilter { outcome: Some(Outcome::Refused), ..QueueFilter::default() }).await.len() == 53);
}

async fn the_tally_tells_what_is_late_and_what_is_due_within_a_week(house: House) {
    let tally = async |staff: &StaffDesk, filter: &QueueFilter| {
        let tally = staff.queue(filter).await.unwrap().tally;
        (tally.all, tally.late, tally.soon)
    };
    house
        .file(&house.session(), draft(Relationship::Customer, "a@example.org", &[Right::Access, Right::Erasure]))
        .await;
    let staff = house.staff().await;
    let filter = QueueFilter::default();
    // Received on 2 March, due on 2 April: the last moment of 25 March is eight days before, that of 2 April the last.
    house.pass(SignedDuration::from_hours(23 * 24));
    assert_eq!(tally(&staff, &filter).await, (2, 0, 0));
    house.pass(SignedDuration::from_hours(24));
    let staff = house.staff().await;
    assert_eq!(tally(&staff, &filter).await, (2, 0, 2));
    house.pass(SignedDuration::from_hours(7 * 24));
    let staff = house.staff().await;
    assert_eq!(tally(&staff, &filter).await, (2, 0, 2));
    assert!(staff.queue(&filter).await.unwrap().rows.iter().all(|row| row.days_left == 0));
    house.pass(SignedDuration::from_hours(24));
    let staff = house.staff().await;
    assert_eq!(tally(&staff, &filter).await, (2, 2, 0));
    assert_eq!(tally(&staff, &QueueFilter { right: Some(Right::Access), ..filter }).await, (1, 1, 0));
}

async fn a_reference_leads_to_its_request_open_or_not(house: House) {
    let references = some_of_each(&house).await;
    let staff = house.staff().await;
    for reference in &references {
        assert!(staff.has_request(reference).await.unwrap());
    }
    assert!(!staff.has_request(&Reference::from_random([9; 16])).await.unwrap());
}

/// Runs the updates of the migration again, on rows as they were before it.
async fn rows_from_before_the_queue_had_these_columns_are_filled(house: House) {
    use sqlx::Connection;
    some_of_each(&house).await;
    let staff = house.staff().await;
    let filters = [Standing::Closed, Standing::WithStaff].map(Some);
    let filters =
        filters.map(|standing| QueueFilter { standing, channel: Some(Channel::Web), ..QueueFilter::default() });
    let mut before = Vec::new();
    for filter in &filters {
        before.push(staff.queue(filter).await.unwrap().rows);
    }
    let mut db = sqlx::AnyConnection::connect(&house.database_url).await.unwrap();
    sqlx::query("UPDATE requests SET channel = NULL, ground = NULL, ended_at = NULL").execute(&mut db).await.unwrap();
    let strip = "UPDATE requests SET procedure = replace(replace(procedure, ',\"ground\":\"excessive\"', ''), ',\"ground\":null', '')";
    let stripped = sqlx::query(strip).execute(&mut db).await.unwrap().rows_affected();
    assert!(stripped > 0 && staff.queue(&filters[0]).await.unwrap().rows.is_empty(), "there is nothing to filter by");

    let migration = include_str!("../../migrations/common/0007_queue.sql");
    for update in migration.split_inclusive(';').filter(|statement| statement.contains("\nUPDATE ")) {
        sqlx::query(update).execute(&mut db).await.unwrap();
    }
    for (filter, before) in filters.iter().zip(before) {
        let told = |rows: &[QueueRow]| rows.iter().map(|r| (r.reference, r.ended, r.ground)).collect::<Vec<_>>();
        assert_eq!(told(&staff.queue(filter).await.unwrap().rows), told(&before), "{filter:?}");
    }
    let ends: Vec<i64> =
        sqlx::query_scalar("SELECT ended_at FROM requests WHERE standing = 'closed' ORDER BY ended_at")
            .fetch_all(&mut db)
            .await
            .unwrap();
    assert!(ends.len() == 2 && ends[0] < ends[1], "{ends:?}");
    let ground: String = sqlx::query_scalar("SELECT ground FROM requests WHERE outcome = 'refused'")
        .fetch_one(&mut db)
        .await
        .map_err(DeskError::from)
        .unwrap();
    assert_eq!(ground, Ground::Excessive.code());
}
