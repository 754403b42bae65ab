//! What is broken is told by a number, and by nothing of its cause.
//!
//! A program of its own: the function that panics is mounted in each router of its program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "wire/support/mod.rs"]
mod support;

use app::forms::TOKEN_FIELD;
use http::{Method, StatusCode};
use leptos::prelude::*;
use sqlx::{Connection as _, SqliteConnection};
use support::{Engine, Page, Portal};

/// Linked into this test alone; the router mounts it as it mounts those of `app`.
#[server(prefix = "/do", endpoint = "test/panic")]
async fn panic_now() -> Result<(), ServerFnError> {
    panic!("marker of the cause")
}

fn assert_told_by_number(page: &Page) {
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", page.text());
    let number = page.header("x-request-id").unwrap_or_default();
    assert!(number.len() == 8 && page.shows(number), "{number:?} is missing in: {}", page.text());
    assert!(!page.html().contains("marker") && !page.html().contains("sessions"), "{}", page.html());
}

#[tokio::test]
async fn a_panic_is_told_by_number_and_the_next_request_is_served() {
    let portal = Portal::open(Engine::Sqlite).await;
    let browser = portal.browser();
    assert_told_by_number(&browser.post("/do/test/panic", &[("", ""); 0]).await);
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    let island = browser.request(Method::POST, "/do/test/panic").form(&[(TOKEN_FIELD, browser.token().await)]);
    let island = island.header(http::header::ACCEPT, "application/json");
    let answer = browser.send("/do/test/panic", island).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::INTERNAL_SERVER_ERROR, 0));
}

#[tokio::test]
async fn a_database_that_fails_is_told_by_number_and_shows_in_the_health() {
    let portal = Portal::open(Engine::Sqlite).await;
    let browser = portal.staff("Demo Person").await;
    let url = format!("sqlite://{}", portal.folder.path().join("inzage.db").display());
    let mut database = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("ALTER TABLE sessions RENAME TO gone").execute(&mut database).await.unwrap();
    assert_told_by_number(&browser.get("/staff").await);
    assert_eq!(browser.get("/health").await.status, StatusCode::SERVICE_UNAVAILABLE);
    sqlx::raw_sql("ALTER TABLE gone RENAME TO sessions").execute(&mut database).await.unwrap();
    assert_eq!(browser.get("/staff").await.status, StatusCode::OK, "nothing was lost");
    assert_eq!(browser.get("/health").await.status, StatusCode::OK);
}
