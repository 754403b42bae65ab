//! What a large answer weighs: a gigabyte of documents comes in, is laid down and goes out as a ZIP, over HTTP, while the
//! process stays under 100 MB. It takes minutes:
//!
//! ```sh
//! cargo test -p server --test weight -- --ignored --nocapture
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "wire/support/mod.rs"]
mod support;

use futures::{StreamExt as _, TryStreamExt as _};
use reqwest::multipart::{Form as Multipart, Part};
use reqwest::{Body, Method};
use support::{Browser, Engine, Form, Portal, customers_request, enter_code};

const ME: &str = "person@example.org";
/// Four documents make the gigabyte.
const DOCUMENTS: u64 = 4;
const DOCUMENT: u64 = 256 * 1024 * 1024;
const PART: u64 = 64 * 1024;
/// The most memory that the process may ever have held, in kB. The test's own client, mail server and database are in
/// it too.
const PEAK_MAX: u64 = 100_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: a measurement"]
async fn a_gigabyte_goes_in_and_out_in_a_tenth_of_that() {
    let portal = Portal::open(Engine::Sqlite).await;
    let link = customers_request(&portal, &portal.browser(), "access", ME, "en").await.path;
    let desk = format!("/staff{link}");
    let staff = portal.staff("Demo Staff").await;
    println!("{} kB at first", peak());
    for number in 0..DOCUMENTS {
        portal.clock.step(jiff::Span::new().seconds(1));
        upload(&staff, &staff.open(&desk).await.form("/do/staff/gather"), number).await;
        println!("{} kB after {} MB came in", peak(), (number + 1) * DOCUMENT / 1_000_000);
    }
    let identity = staff.open(&desk).await.form("/do/staff/identity");
    staff.submit(&identity.set("basis", "mailbox_on_record")).await;
    let answer = staff.open(&desk).await.form("/do/staff/answer");
    staff.submit(&answer.set("outcome", "fulfilled")).await;
    portal.post().await;
    println!("{} kB after it was answered", peak());
    let browser = portal.browser();
    let page = browser.submit(&browser.open("/return").await.form("/do/return").set("email", ME)).await;
    enter_code(&portal, &browser, &page, ME).await;
    let answer = browser.request(Method::GET, &format!("{link}/package.zip")).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    let bytes = answer.bytes_stream().try_fold(0, async |sum, part| Ok(sum + part.len() as u64)).await.unwrap();
    println!("{} kB after {} MB went out", peak(), bytes / 1_000_000);
    assert!(bytes > DOCUMENTS * DOCUMENT, "nothing of it can be made smaller");
    assert!(peak() < PEAK_MAX, "{} kB", peak());
}

/// Sends a document that is made while it is sent, and that no compression makes smaller.
async fn upload(staff: &Browser, form: &Form, number: u64) {
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ number;
    let parts = (0..DOCUMENT / PART).map(move |_| {
        let words = (0..PART / 8).flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        });
        Ok::<Vec<u8>, std::io::Error>(words.collect())
    });
    let content = Body::wrap_stream(futures::stream::iter(parts).boxed());
    let fields = form.clone().set("system", "invoicing").fields.into_iter();
    let body = fields.fold(Multipart::new(), |body, (name, value)| body.text(name, value));
    let document = Part::stream_with_length(content, DOCUMENT).file_name(format!("{number}.bin"));
    let request = staff.request(Method::POST, &form.action).multipart(body.part("file", document));
    let page = staff.send(&form.action, request).await;
    assert!(page.location().is_some_and(|path| path.contains("done=gather")), "{} {:?}", page.status, page.location());
}

/// The most memory that this process ever held, in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("Linux tells");
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
