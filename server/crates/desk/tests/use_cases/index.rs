//! The index of signers: what it takes, what it knows, and for how long.

use crate::support::{House, draft};
use desk::registers::Format;
use domain::filing::Mailbox;
use domain::words::{Relationship, Right};
use jiff::SignedDuration;
use std::time::Instant;

const ME: &str = "signer@example.org";
const HEADER: &str = "email,controller_number,document,signed_on,keep_until";

crate::support::on_both_engines!(
    an_index_ends_with_the_contract,
    a_row_is_known_through_its_last_day,
    a_row_without_a_last_day_is_known_for_as_long_as_the_policy_says,
    a_file_again_changes_dates_alone,
    more_rows_than_a_statement_takes_come_in_all_or_none,
    a_mailbox_is_forgotten_on_request,
    #[ignore = "takes minutes: a measurement"]
    a_million_signers_come_in,
);

/// Which organisations a signer who files now is offered.
async fn offered(house: &House) -> Vec<String> {
    let (session, _) = house.file_and_prove(draft(Relationship::Signer, ME, &[Right::Access])).await;
    let subject = house.office.subject(&session).await.unwrap();
    let Some(filing) = subject.overview().await.unwrap().choices.first().copied() else { return Vec::new() };
    subject.choice(filing).await.unwrap().organisations.into_iter().map(|one| one.name).collect()
}

async fn rows(house: &House) -> i64 {
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    let (rows,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM signers").fetch_one(&pool).await.unwrap();
    rows
}

/// Adds, changes, leaves.
async fn import(house: &House, csv: &str) -> (usize, usize, usize) {
    let imported = house.office.import_signers(csv.as_bytes()).await.unwrap();
    assert_eq!(imported.faults, []);
    (imported.added, imported.changed, imported.unchanged)
}

fn a_day(house: &House) {
    house.pass(SignedDuration::from_hours(24));
}

async fn an_index_ends_with_the_contract(house: House) {
    house.registers().await;
    let ends = "number,name,member_state,language,email,may_name_controller,index_authorised,contract_end\n\
        1,Acme Lettings,NL,en,acme@example.com,yes,yes,2026-03-03\n";
    house.office.import_controllers(ends.as_bytes(), Format::Csv).await.unwrap();
    a_day(&house);
    house.office.make_rounds().await.unwrap();
    assert_eq!((offered(&house).await, rows(&house).await), (vec!["Acme Lettings".into(), "Beta Bank".into()], 3));
    let signer = "email,controller_number,document\nanother@example.org,1,DOC-9\n";
    assert_eq!(import(&house, signer).await, (1, 0, 0));
    a_day(&house);
    assert_eq!(offered(&house).await, ["Beta Bank"], "also before the rounds");
    let late = house.office.import_signers(signer.as_bytes()).await.unwrap();
    assert!(matches!(&late.faults[..], [(2, fault)] if fault.contains("has ended")), "{late:?}");
    house.office.make_rounds().await.unwrap();
    assert_eq!(rows(&house).await, 2);
}

async fn a_row_is_known_through_its_last_day(house: House) {
    house.registers().await;
    let dated = format!("{HEADER}\n{ME},1,DOC-1,,2026-03-03\n{ME},2,DOC-2,2020-01-01,\n");
    assert_eq!(import(&house, &dated).await, (0, 2, 0));
    a_day(&house);
    house.office.make_rounds().await.unwrap();
    assert_eq!((offered(&house).await, rows(&house).await), (vec!["Acme Lettings".into(), "Beta Bank".into()], 3));
    a_day(&house);
    assert_eq!((offered(&house).await, rows(&house).await), (vec!["Beta Bank".into()], 3), "also before the rounds");
    house.office.make_rounds().await.unwrap();
    assert_eq!(rows(&house).await, 2);
}

async fn a_row_without_a_last_day_is_known_for_as_long_as_the_policy_says(house: House) {
    house.registers().await;
    let dated = format!("{HEADER}\n{ME},1,DOC-1,2026-02-20,\n{ME},2,DOC-2,2026-02-21,2027-01-01\n");
    import(&house, &dated).await;
    let house = house.keeping_signers_for(10).await;
    let both = vec!["Acme Lettings".to_owned(), "Beta Bank".to_owned()];
    assert_eq!(offered(&house).await, both);
    a_day(&house);
    assert_eq!(offered(&house).await, ["Beta Bank"]);
    house.office.make_rounds().await.unwrap();
    assert_eq!(rows(&house).await, 2);
    a_day(&house);
    house.office.make_rounds().await.unwrap();
    assert_eq!(rows(&house).await, 1, "whichever of the two comes first; what has no date stays");
}

async fn a_file_again_changes_dates_alone(house: House) {
    house.registers().await;
    assert_eq!(import(&house, &format!("{HEADER}\n{ME},1,DOC-1,,\n")).await, (0, 0, 1));
    let csv =
        |dates: &str| format!("{HEADER}\n{ME},1,DOC-1,{dates}\n{ME},1,doc 1,{dates}\nnew@example.org,1,DOC-4,,\n");
    let faulty = house.office.import_signers(csv("1-1-2026,").as_bytes()).await.unwrap();
    assert_eq!(faulty.faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(import(&house, &csv("2026-01-01,2030-01-01")).await, (1, 1, 1), "two lines, one document");
    assert_eq!(import(&house, &csv("2026-01-01,2030-01-01")).await, (0, 0, 3));
    assert_eq!(import(&house, &csv(",")).await, (0, 0, 3), "what is not said stays");
    assert_eq!(import(&house, &csv(",2031-01-01")).await, (0, 1, 2));
    let misspelt = house.office.import_signers(&b"email,controller_number,document,keep_untill\n"[..]).await.unwrap();
    assert!(matches!(&misspelt.faults[..], [(1, fault)] if fault.contains("keep_untill")), "{misspelt:?}");
}

async fn more_rows_than_a_statement_takes_come_in_all_or_none(house: House) {
    house.registers().await;
    let csv = |last: &str| {
        let rows: String = (0..1201).map(|row| format!("s{row}@example.org,2,D-{row}\n")).collect();
        format!("email,controller_number,document\n{rows}{last}")
    };
    let faulty = house.office.import_signers(csv("nobody,2,D\n").as_bytes()).await.unwrap();
    assert_eq!((faulty.faults.len(), faulty.faults[0].0, rows(&house).await), (1, 1203, 3));
    assert_eq!(import(&house, &csv("")).await, (1201, 0, 0));
    assert_eq!(import(&house, &csv("last@example.org,2,D\n")).await, (1, 0, 1201));
    assert_eq!(rows(&house).await, 1205);
}

async fn a_mailbox_is_forgotten_on_request(house: House) {
    house.registers().await;
    import(&house, "email,controller_number,document\nother@example.org,1,DOC-1\n").await;
    let mailbox = |text: &str| Mailbox::parse(text).unwrap();
    assert_eq!(house.office.remove_signer(&mailbox("stranger@example.org")).await.unwrap(), 0);
    assert_eq!(house.office.remove_signer(&mailbox("SIGNER@example.org")).await.unwrap(), 3);
    assert_eq!((offered(&house).await.len(), rows(&house).await), (0, 1));
}

/// How many rows come in a second; `INZAGE_TEST_SIGNERS` says how many there are.
async fn a_million_signers_come_in(house: House) {
    house.registers().await;
    let many = std::env::var("INZAGE_TEST_SIGNERS").map_or(1_000_000, |many| many.parse().unwrap());
    let rows: String = (0..many).map(|row| format!("s{}@example.org,2,D-{row},2026-01-01,\n", row / 3)).collect();
    let csv = format!("{HEADER}\n{rows}");
    for (what, expected) in [("fresh", (many, 0, 0)), ("known", (0, 0, many))] {
        let start = Instant::now();
        assert_eq!(import(&house, &csv).await, expected);
        let spent = start.elapsed();
        let engine = house.database_url.split(':').next().unwrap_or_default();
        println!("{engine}: {many} rows, {what}, in {spent:.1?}: {:.0} a second", many as f64 / spent.as_secs_f64());
    }
}
