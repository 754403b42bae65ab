//! The answer as it is delivered: whole, the same for everybody who looks, and told when it is not.

use crate::support::{House, draft, verdict};
use bytes::Bytes;
use desk::conversation::Upload;
use desk::staff::DATA_MAX;
use desk::{DeskError, StaffDesk, SubjectDesk};
use domain::export::{CsvFault, DataFault, Format};
use domain::filing::Heard;
use domain::procedure::Refusal;
use domain::reference::Reference;
use domain::words::{Channel, IdentityBasis, Outcome, Relationship, Right};
use futures::StreamExt as _;
use jiff::SignedDuration;
use jiff::civil::date;
use sha2::{Digest as _, Sha256};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

const ME: &str = "person@example.org";
const JSON: &[u8] = br#"{"name":"A \"items\": []","invoices":[{"no":1,"total":12.50},{"no":2,"note":"=1+1"}]}"#;
const CSV: &[u8] = b"\xef\xbb\xbfdate;text\r\n2026-01-02;\"a; \"\"b\"\"\"\r\n2026-01-03;=1+1\r\n";
const DOCUMENT: &[u8] = b"%PDF-1.7 MARKER-document";

crate::support::on_both_engines!(
    the_zip_holds_every_file_with_the_sum_that_the_manifest_tells,
    who_takes_data_along_gets_a_table_of_each_group,
    what_was_written_is_in_the_answer_with_its_files_by_number,
    who_takes_data_along_takes_no_letters_about_the_request,
    staff_look_at_the_whole_answer_before_they_send_it,
    what_cannot_be_read_is_told_by_line_and_not_kept,
    a_file_that_was_tampered_with_breaks_the_download_off,
);

/// A request with JSON, CSV and a document, whose identity is recorded.
async fn gathered(house: &House, right: Right) -> (StaffDesk, SubjectDesk, Reference) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[right])).await;
    let (staff, reference) = (house.staff().await, references[0]);
    staff.gather(&reference, 2, "invoicing", JSON).await.unwrap();
    // Pieces stand in the order of their ids, which tell the time.
    house.pass(SignedDuration::from_secs(1));
    upload(&staff, &reference, 3, "orders.csv", CSV).await.unwrap();
    house.pass(SignedDuration::from_secs(1));
    upload(&staff, &reference, 4, "../MARKER-name.pdf", DOCUMENT).await.unwrap();
    staff.confirm_identity(&reference, 5, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    (staff, house.office.subject(&session).await.unwrap(), reference)
}

async fn upload(staff: &StaffDesk, reference: &Reference, seen: i64, name: &str, bytes: &[u8]) -> desk::Result<()> {
    let parts: Vec<_> = bytes.chunks(7).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
    let held = staff.hold(reference, Format::of_file(name), name, futures::stream::iter(parts)).await?;
    staff.gather_held(reference, seen, "invoicing", held).await
}

/// The files of a ZIP, in their order.
fn unzip(zip: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        assert_eq!(file.unix_mode().unwrap() & 0o777, 0o644);
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push((file.name().unwrap().into_owned(), bytes));
    }
    files
}

fn named<'a>(files: &'a [(String, Vec<u8>)], path: &str) -> &'a [u8] {
    &files.iter().find(|(name, _)| name == path).unwrap_or_else(|| panic!("no {path}")).1
}

fn paths(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(path, _)| path.as_str()).collect()
}

async fn the_zip_holds_every_file_with_the_sum_that_the_manifest_tells(house: House) {
    let (staff, subject, reference) = gathered(&house, Right::Access).await;
    let export = staff.export(&reference).await.unwrap().json;
    staff.decide(&reference, 6, &verdict(Outcome::Fulfilled, "MARKER-words")).await.unwrap();
    let zip = subject.download_all(&reference).await.unwrap();
    assert_eq!(zip.name, format!("{reference}.zip"));
    let zip = zip.whole().await.unwrap();
    let again = subject.download_all(&reference).await.unwrap().whole().await.unwrap();
    assert!(zip == again, "of the same files always the same bytes");
    let files = unzip(zip);
    let expected = [
        "index.html",
        "export.json",
        "originals/1-invoicing.json",
        "originals/2-invoicing.csv",
        "attachments/3-invoicing.pdf",
        "manifest.json",
    ];
    assert_eq!(paths(&files), expected);
    assert_eq!(named(&files, "originals/1-invoicing.json"), JSON);
    assert_eq!(named(&files, "originals/2-invoicing.csv"), CSV);
    assert_eq!(named(&files, "attachments/3-invoicing.pdf"), DOCUMENT);
    assert_eq!(
        String::from_utf8_lossy(named(&files, "export.json")),
        String::from_utf8_lossy(&export),
        "written part by part, it is what is written at once"
    );
    let page = String::from_utf8_lossy(named(&files, "index.html"));
    assert!(
        page.contains("MARKER-words") && page.contains("../MARKER-name.pdf") && page.contains("invoicing-2"),
        "{page}"
    );
    let manifest: serde_json::Value = serde_json::from_slice(named(&files, "manifest.json")).unwrap();
    let schema = serde_json::to_value(schemars::schema_for!(domain::export::package::Manifest)).unwrap();
    jsonschema::validate(&schema, &manifest).unwrap();
    assert_eq!(manifest["reference"], reference.to_string());
    let told: Vec<_> = manifest["files"].as_array().unwrap().iter().collect();
    assert_eq!(told.len(), expected.len() - 1, "all but itself");
    for file in told {
        let bytes = named(&files, file["path"].as_str().unwrap());
        assert_eq!(file["bytes"], bytes.len(), "{file}");
        assert_eq!(file["sha256"], hex::encode(Sha256::digest(bytes)), "{file}");
    }
}

async fn who_takes_data_along_gets_a_table_of_each_group(house: House) {
    let (staff, subject, reference) = gathered(&house, Right::Portability).await;
    staff.decide(&reference, 6, &verdict(Outcome::Fulfilled, "Here.")).await.unwrap();
    let files = unzip(subject.download_all(&reference).await.unwrap().whole().await.unwrap());
    let tables: Vec<_> = paths(&files).into_iter().filter(|path| path.starts_with("csv/")).collect();
    assert_eq!(tables, ["csv/1-invoicing.csv", "csv/2-invoicing.invoices.csv", "csv/3-invoicing-2.csv"]);
    let invoices = String::from_utf8_lossy(named(&files, tables[1]));
    assert_eq!(invoices, "no,total,note\r\n1,12.50,\r\n2,,=1+1\r\n", "every digit, and nothing added");
    let orders = String::from_utf8_lossy(named(&files, tables[2]));
    assert_eq!(orders, "date,text\r\n2026-01-02,\"a; \"\"b\"\"\"\r\n2026-01-03,=1+1\r\n");
}

async fn what_was_written_is_in_the_answer_with_its_files_by_number(house: House) {
    let (staff, subject, reference) = gathered(&house, Right::Access).await;
    written_about(&staff, &subject, &reference).await;
    let before = house.sealed_files().len();
    let export = staff.export(&reference).await.unwrap().json;
    staff.decide(&reference, 10, &verdict(Outcome::Fulfilled, "")).await.unwrap();
    let made = ["index.html", "export.json", "manifest.json"].len();
    assert_eq!(house.sealed_files().len(), before + made, "what rests sealed is named, not copied");
    let files = unzip(subject.download_all(&reference).await.unwrap().whole().await.unwrap());
    assert!(named(&files, "export.json") == export, "written part by part, it is what is written at once");
    let sent: Vec<_> = paths(&files).into_iter().filter(|path| path.contains("message")).collect();
    assert_eq!(sent, ["attachments/4-message.pdf", "attachments/5-message.txt"]);
    assert_eq!((named(&files, sent[0]), named(&files, sent[1])), (DOCUMENT, &b"MARKER-text"[..]));
    let names = String::from_utf8_lossy(named(&files, "manifest.json"));
    assert!(names.contains(sent[0]) && names.contains(sent[1]) && !names.contains("MARKER"), "{names}");

    let export: serde_json::Value = serde_json::from_slice(&export).unwrap();
    let file = |path: &str, name: &str, media: &str, bytes: &[u8]| {
        let sha256 = hex::encode(Sha256::digest(bytes));
        serde_json::json!({"path": path, "name": name, "media_type": media, "sha256": sha256, "bytes": bytes.len()})
    };
    let expected = [
        ("controller", Some("MARKER \"groups\": []?"), None, vec![]),
        ("data_subject", None, None, vec![file(sent[0], "MARKER-name.pdf", "application/pdf", DOCUMENT)]),
        ("data_subject", Some("This."), None, vec![file(sent[1], "b.txt", "text/plain", b"MARKER-text")]),
        ("data_subject", Some("And no more."), Some(("phone", "2026-03-02")), vec![]),
    ];
    let told = export["conversation"].as_array().unwrap();
    assert_eq!(told.len(), expected.len());
    for (told, (from, text, came, files)) in told.iter().zip(expected) {
        let (channel, day) = came.unzip();
        let expected = serde_json::json!({"from": from, "text": text, "channel": channel, "received_on": day,
            "files": files, "at": told["at"]});
        assert_eq!(told, &expected);
    }
    assert!(!export.to_string().contains("Demo Staff"), "the organisation answers, not its staff");
}

/// Question, two replies with files, and one by phone: from version 6 to 10.
async fn written_about(staff: &StaffDesk, subject: &SubjectDesk, reference: &Reference) {
    let sent = |name: &str, bytes: &[u8]| [Upload { name: name.into(), bytes: bytes.to_vec() }];
    staff.ask(reference, 6, "MARKER \"groups\": []?").await.unwrap();
    subject.say(reference, "", &sent("MARKER-name.pdf", DOCUMENT)).await.unwrap();
    subject.say(reference, "This.", &sent("b.txt", b"MARKER-text")).await.unwrap();
    let (channel, received) = (Some(Channel::Phone), Some(date(2026, 3, 2)));
    let by_phone = Heard { channel, received, is_day_given: true, words: "And no more.".into() };
    staff.hear(reference, 9, &by_phone, &[]).await.unwrap();
}

async fn who_takes_data_along_takes_no_letters_about_the_request(house: House) {
    let (staff, subject, reference) = gathered(&house, Right::Portability).await;
    written_about(&staff, &subject, &reference).await;
    staff.decide(&reference, 10, &verdict(Outcome::Fulfilled, "")).await.unwrap();
    let files = unzip(subject.download_all(&reference).await.unwrap().whole().await.unwrap());
    assert!(paths(&files).iter().all(|path| !path.contains("message")), "{:?}", paths(&files));
    let export: serde_json::Value = serde_json::from_slice(named(&files, "export.json")).unwrap();
    assert_eq!(export["conversation"], serde_json::json!([]), "Art. 20(1)(a)");
}

async fn staff_look_at_the_whole_answer_before_they_send_it(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (staff, reference) = (house.staff().await, references[0]);
    staff.gather(&reference, 2, "invoicing", JSON).await.unwrap();
    let early = staff.preview(&reference).await.unwrap_err();
    assert!(matches!(early, DeskError::Refused(Refusal::IdentityUnconfirmed)), "{early}");
    staff.confirm_identity(&reference, 3, IdentityBasis::MailboxOnRecord, "").await.unwrap();
    let files = unzip(staff.preview(&reference).await.unwrap().whole().await.unwrap());
    assert_eq!(paths(&files), ["index.html", "export.json", "originals/1-invoicing.json", "manifest.json"]);
    assert!(String::from_utf8_lossy(named(&files, "index.html")).contains("answer: None"));
    // To look is not to change.
    staff.decide(&reference, 4, &verdict(Outcome::Fulfilled, "")).await.unwrap();
}

async fn what_cannot_be_read_is_told_by_line_and_not_kept(house: House) {
    let (_, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (staff, reference) = (house.staff().await, references[0]);
    let told = upload(&staff, &reference, 2, "a.csv", b"a,b\n1,2\n3,\"4\n").await.unwrap_err();
    assert!(matches!(told, DeskError::Unreadable(DataFault::Csv(CsvFault::Quote { line: 3 }))), "{told}");
    let told = upload(&staff, &reference, 2, "a.csv", b"a\nRen\xe9\n").await.unwrap_err();
    assert!(matches!(told, DeskError::Unreadable(DataFault::Csv(CsvFault::NotUtf8 { line: 2 }))), "{told}");
    let endless = futures::stream::repeat_with(|| Ok(Bytes::from_static(&[b' '; 1 << 20]))).take(21);
    let told = staff.hold(&reference, Format::Json, "a.json", endless).await.unwrap_err();
    assert!(matches!(told, DeskError::TooLarge { limit: DATA_MAX }), "{told}");
    let broken = futures::stream::iter([Ok(Bytes::from_static(b"{")), Err(DeskError::Throttled)]);
    assert!(matches!(staff.hold(&reference, Format::Json, "a.json", broken).await, Err(DeskError::Throttled)));
    assert!(staff.request(&reference).await.unwrap().pieces.is_empty());
    assert!(house.sealed_files().is_empty(), "{:?}", house.sealed_files());
}

async fn a_file_that_was_tampered_with_breaks_the_download_off(house: House) {
    let (staff, subject, reference) = gathered(&house, Right::Access).await;
    staff.decide(&reference, 6, &verdict(Outcome::Fulfilled, "")).await.unwrap();
    let document = house
        .sealed_files()
        .into_iter()
        .find(|path| std::fs::metadata(path).unwrap().len() == u64::try_from(8 + DOCUMENT.len() + 16).unwrap());
    let document = document.expect("the document rests sealed in its size, nonce and tag");
    let sealed = std::fs::read(&document).unwrap();
    let mut changed = sealed.clone();
    changed[10] ^= 1;
    for tampered in [&changed[..], &sealed[..sealed.len() - 1], &sealed[..8]] {
        std::fs::write(&document, tampered).unwrap();
        let one = subject.download(&reference, "attachments/3-invoicing.pdf").await.unwrap().whole().await;
        assert!(matches!(one, Err(DeskError::Internal(_))), "{one:?}");
        let all = subject.download_all(&reference).await.unwrap().whole().await;
        assert!(matches!(all, Err(DeskError::Internal(_))), "{}", all.is_ok());
    }
    std::fs::write(&document, sealed).unwrap();
    assert_eq!(
        subject.download(&reference, "attachments/3-invoicing.pdf").await.unwrap().whole().await.unwrap(),
        DOCUMENT
    );
}
