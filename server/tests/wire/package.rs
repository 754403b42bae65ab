//! What a person gets: the ZIP over HTTP, judged by tools that know nothing of Inzage.

use crate::support::{Browser, Page, Portal, customers_request};
use http::StatusCode;
use std::path::Path;
use std::process::Command;

const ME: &str = "person@example.org";
const JSON: &str = r#"{"name":"<script>alert(1)</script>","invoices":[{"no":1,"total":12.50},{"no":2,"total":null}]}"#;
const CSV: &str = "date;text\r\n2026-01-02;\"a; b\"\r\n2026-01-03;=1+1\r\n";
const BROKEN: &str = "date;text\n2026-01-02;a\n2026-01-03;\"b\n2026-01-04;c\n";

crate::on_both_engines!(
    everything_is_downloaded_at_once_and_checked_by_others,
    what_was_written_comes_with_the_answer_and_is_checked_by_others,
    what_cannot_be_read_is_told_at_the_file_and_another_is_taken,
);

/// A customer's request whose mailbox is proven, with its path.
async fn asked(portal: &Portal, right: &str) -> (Browser, String) {
    let browser = portal.browser();
    let link = customers_request(portal, &browser, right, ME, "nl").await.path;
    (browser, link)
}

async fn upload(staff: &Browser, desk: &str, name: &str, content: &str) -> Page {
    let form = staff.open(desk).await.form("/do/staff/gather").set("system", "invoicing");
    staff.follow(staff.upload(&form, &[("file", name, content.into())]).await).await
}

async fn everything_is_downloaded_at_once_and_checked_by_others(portal: Portal) {
    let (browser, link) = asked(&portal, "portability").await;
    let reference = link.rsplit('/').next().unwrap().to_owned();
    let staff = portal.staff("Demo Staff").await;
    let desk = format!("/staff/requests/{reference}");
    for (name, content) in [("a.json", JSON), ("orders.csv", CSV), ("../Demo Person.pdf", "%PDF-1.7 none")] {
        portal.clock.step(jiff::Span::new().seconds(1));
        upload(&staff, &desk, name, content).await;
    }
    let preview = format!("{desk}/package.zip");
    assert_eq!(staff.get(&preview).await.status, StatusCode::CONFLICT, "not before identity is recorded");
    let identity = staff.open(&desk).await.form("/do/staff/identity").set("basis", "mailbox_on_record");
    let page = staff.submit(&identity).await;
    assert!(page.links(&preview).len() == 1 && page.shows("Demo Person.pdf"), "{}", page.text());
    assert_eq!(staff.get(&preview).await.header("content-type"), Some("application/zip"));
    let answer = staff.open(&desk).await.form("/do/staff/answer");
    staff.submit(&answer.set("outcome", "fulfilled").set("words", "Hier zijn ze.")).await;

    let page = browser.open(&link).await;
    let whole = format!("{link}/package.zip");
    assert_eq!(page.links(&whole).len(), 1, "{}", page.text());
    let zip = browser.get(&whole).await;
    assert_eq!(zip.header("content-disposition"), Some(format!("attachment; filename=\"{reference}.zip\"").as_str()));
    assert!(browser.open(&link).await.shows("You downloaded all files"), "each download is on record");
    let expected = [
        "index.html",
        "export.json",
        "csv/1-invoicing.csv",
        "csv/2-invoicing.invoices.csv",
        "csv/3-invoicing-2.csv",
        "originals/1-invoicing.json",
        "originals/2-invoicing.csv",
        "attachments/3-invoicing.pdf",
    ];
    let (inside, export) = look_into(&zip.body, &portal, &expected).await;
    assert_eq!(export["attachments"][0]["name"], "../Demo Person.pdf");
    assert_eq!(std::fs::read(inside.path().join("originals/2-invoicing.csv")).unwrap(), CSV.as_bytes());
    assert_eq!(portal.browser().get(&whole).await.status, StatusCode::SEE_OTHER, "nobody else fetches it");
    let head = browser.send(&whole, browser.request(reqwest::Method::HEAD, &whole)).await;
    assert_eq!(head.status, StatusCode::METHOD_NOT_ALLOWED, "to look is no download");

    let read = browser.get(&format!("{link}/files/index.html")).await;
    assert!(read.shows("Het antwoord op uw verzoek") && read.shows("Hier zijn ze."), "{}", read.text());
    assert!(read.shows("<script>alert(1)</script>") && read.count("script") == 0, "text, and never markup");
    let policy = read.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("sandbox"), "{policy}");
}

/// Unpacks it, and lets `unzip`, `sha256sum` and the published schema judge.
async fn look_into(zip: &[u8], portal: &Portal, expected: &[&str]) -> (tempfile::TempDir, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path();
    std::fs::write(inside.join("a.zip"), zip).unwrap();
    run(inside, "unzip", &["-t", "-q", "a.zip"]);
    run(inside, "unzip", &["-q", "a.zip"]);
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(inside.join("manifest.json")).unwrap()).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let paths: Vec<_> = files.iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(paths, expected);
    let sums: String =
        files.iter().map(|f| format!("{}  {}\n", f["sha256"].as_str().unwrap(), f["path"].as_str().unwrap())).collect();
    std::fs::write(inside.join("sums"), sums).unwrap();
    run(inside, "sha256sum", &["--check", "--strict", "--quiet", "sums"]);
    let schema = portal.browser().get("/schema/export-3.json").await;
    let export = std::fs::read(inside.join("export.json")).unwrap();
    let export: serde_json::Value = serde_json::from_slice(&export).unwrap();
    jsonschema::validate(&serde_json::from_slice(&schema.body).unwrap(), &export).unwrap();
    (folder, export)
}

async fn what_was_written_comes_with_the_answer_and_is_checked_by_others(portal: Portal) {
    let (browser, link) = asked(&portal, "access").await;
    let (staff, desk) = (portal.staff("Demo Staff").await, format!("/staff{link}"));
    upload(&staff, &desk, "a.json", JSON).await;
    staff.submit(&staff.open(&desk).await.form("/do/staff/ask").set("question", "<b>Welke</b> rekening?")).await;
    let say = browser.open(&link).await.form("/do/requests/say").set("message", "Deze.");
    browser.upload(&say, &[("files", "Demo Person.pdf", b"%PDF-1.7 bill".to_vec())]).await;
    let identity = staff.open(&desk).await.form("/do/staff/identity").set("basis", "mailbox_on_record");
    staff.submit(&identity).await;
    let answer = staff.open(&desk).await.form("/do/staff/answer");
    staff.submit(&answer.set("outcome", "fulfilled").set("words", "Hier zijn ze.")).await;

    let zip = browser.get(&format!("{link}/package.zip")).await;
    let expected = ["index.html", "export.json", "originals/1-invoicing.json", "attachments/2-message.pdf"];
    let (inside, export) = look_into(&zip.body, &portal, &expected).await;
    assert_eq!(std::fs::read(inside.path().join("attachments/2-message.pdf")).unwrap(), b"%PDF-1.7 bill");
    assert_eq!(export["conversation"][0]["text"], "<b>Welke</b> rekening?");
    assert_eq!(export["conversation"][1]["files"][0]["name"], "Demo Person.pdf");
    let read = browser.get(&format!("{link}/files/index.html")).await;
    for told in ["Wat er over uw verzoek is geschreven", "<b>Welke</b> rekening?", "Deze.", "Demo Person.pdf"] {
        assert!(read.shows(told), "{told}: {}", read.text());
    }
    let file = browser.get(&format!("{link}/files/attachments/2-message.pdf")).await;
    assert_eq!((file.header("content-type"), file.body.as_slice()), (Some("application/pdf"), &b"%PDF-1.7 bill"[..]));
}

fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let output = Command::new(program).current_dir(folder).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}, which `cargo xtask test` installs: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {output:?}");
}

async fn what_cannot_be_read_is_told_at_the_file_and_another_is_taken(portal: Portal) {
    let (_, link) = asked(&portal, "access").await;
    let desk = format!("/staff{link}");
    let staff = portal.staff("Demo Staff").await;
    let told = upload(&staff, &desk, "orders.csv", BROKEN).await;
    let (error, _) = told.find("#file-error", "id").expect("it is told at the file");
    assert!(error.contains("line 3"), "{error}");
    assert!(told.find("option[value='invoicing'][selected]", "value").is_some(), "what was chosen is still there");
    let told = upload(&staff, &desk, "orders.json", BROKEN).await;
    assert!(told.find("#file-error", "id").is_some_and(|(error, _)| error.contains("line 1")), "{}", told.text());
    let large = " ".repeat(21 * 1024 * 1024);
    let told = upload(&staff, &desk, "large.json", &large).await;
    assert!(told.find("#file-error", "id").is_some_and(|(error, _)| error.contains("20 MB")), "{}", told.text());
    let taken = upload(&staff, &desk, "large.pdf", &large).await;
    assert!(taken.shows("It is given as it is."), "a document may be larger: {}", taken.text());
    assert!(upload(&staff, &desk, "orders.csv", CSV).await.shows("=1+1"));
}
