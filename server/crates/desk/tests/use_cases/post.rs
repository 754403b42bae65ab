//! The post: every letter leaves, once, whatever happens to a process or a mail server.

use crate::support::{House, draft};
use domain::seams::Clock;
use domain::words::{Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";

crate::support::on_both_engines!(
    a_mail_that_cannot_leave_leaves_later_with_a_fresh_code,
    two_processes_send_each_letter_once,
    a_process_that_dies_with_a_letter_strands_nothing,
);

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
