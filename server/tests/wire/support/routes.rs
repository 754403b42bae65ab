//! Every page, server function and download there is, and something to put into each.

use super::{Browser, Page};
use app::forms::TOKEN_FIELD;
use app::paths;
use http::Method;
use reqwest::multipart::Form as Multipart;
use server::web::{handler_paths, pages};
use std::collections::BTreeSet;

/// A value for every parameter that a path or a server function may have; all plausible, none of them anybody's.
pub const VALUES: &[(&str, &str)] = &[
    ("reference", "222-222-2222"),
    ("id", "019d2b8e-3f00-7000-8000-000000000001"),
    ("filing", "019d2b8e-3f00-7000-8000-000000000002"),
    ("piece", "019d2b8e-3f00-7000-8000-000000000003"),
    ("controller", "019d2b8e-3f00-7000-8000-000000000004"),
    ("organisations[]", "019d2b8e-3f00-7000-8000-000000000004"),
    ("version", "1"),
    ("token", "abcdefghijklmnopqrstuvwxyz"),
    ("number", "23456789"),
    ("ask", "access_what"),
    ("*path", "export.json"),
    ("system", "invoicing"),
    ("json", "{\"a\":1}"),
    ("basis", "mailbox_on_record"),
    ("outcome", "nothing_held"),
    ("act", "019d2b8e-3f00-7000-8000-000000000005"),
    ("item", "019d2b8e-3f00-7000-8000-000000000006"),
    ("deed", "erase"),
    ("act_system", "invoicing"),
    ("act_words", "words"),
    ("item_ground", "excessive"),
    ("what", "words"),
    ("why", "words"),
    ("question", "words"),
    ("message", "words"),
    ("reopen_reasons", "words"),
    ("authority_reasons", "words"),
    ("words", "words"),
    ("reasons", "reasons"),
    ("language", "en"),
    ("code", "12345678"),
    ("factor", "123456"),
    ("provider", "company"),
    ("role", "administrator"),
    ("who", "Example Person"),
    ("despite[]", "id_copy"),
    ("extend_ground", "complexity"),
    ("extend_months", "2"),
    ("extend_reasons", "words"),
    ("recipient", "019d2b8e-3f00-7000-8000-000000000007"),
    ("recipient_name", "words"),
    ("spare_ground", "impossible"),
    ("spare_reasons", "words"),
    ("lifting_on", "2026-12-31"),
    ("lifting_reasons", "words"),
    ("doubt", "words"),
    ("burden", "words"),
    ("identity_question", "words"),
    ("email", "person@example.org"),
    ("password", "four unrelated words"),
    ("old_password", "four unrelated words"),
    ("new_password", "four unrelated words"),
    ("again", "four unrelated words"),
    ("shown", "four unrelated words"),
    ("signed", "{}"),
    ("kind", "passkey"),
    ("key_name", "Laptop"),
    ("fact[]", "postcode"),
    ("known[]", "1234 AB"),
    ("given[]", "1234 AB"),
    ("document_doubt", "words"),
    ("unfit", "words"),
    ("parts[]", "birth_date"),
    ("document", "019d2b8e-3f00-7000-8000-000000000008"),
    ("checked_parts[]", "name"),
    ("checked_outcome", "matches"),
    ("contact", "019d2b8e-3f00-7000-8000-00000000000a"),
    ("contact_email", "other@example.org"),
    ("contact_how", "words"),
    ("id_file", "019d2b8e-3f00-7000-8000-000000000009"),
    ("person_name", "Example Person"),
    ("report_outcome", "fulfilled"),
    ("report_on", "2026-12-31"),
    ("report_channel", "email"),
    ("dispute_reasons", "words"),
];

/// All pages and downloads.
pub fn routes() -> BTreeSet<String> {
    let pages = pages().into_iter().map(|page| page.path().to_owned());
    pages.chain(handler_paths().map(str::to_owned)).collect()
}

/// All server functions, with their methods.
pub fn functions() -> Vec<(&'static str, Method)> {
    let functions: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    assert!(!functions.is_empty(), "no server function is linked: this test would prove nothing");
    functions
}

/// Calls a server function with all values at once: each takes those that it knows.
pub async fn call(browser: &Browser, path: &str, values: &[(&str, &str)]) -> Page {
    if paths::TAKES_UPLOADS.contains(&path) {
        let vouched = Multipart::new().text(TOKEN_FIELD, browser.token().await);
        let body =
            values.iter().fold(vouched, |body, (name, value)| body.text((*name).to_owned(), (*value).to_owned()));
        return browser.send(path, browser.request(Method::POST, path).multipart(body)).await;
    }
    browser.post(path, values).await
}

/// A path with a value for every parameter.
pub fn fill(route: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(route.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
}
