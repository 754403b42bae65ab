//! The receipt of a request, from the page to whoever checks it with nothing but the key.

use crate::support::{Portal, customers_request};
use domain::log::Signer;
use http::StatusCode;
use std::path::Path;
use std::process::{Command, Output};

const ME: &str = "person@example.org";

crate::on_both_engines!(a_receipt_is_downloaded_and_checked_offline);

/// `inzage log prove` in an empty folder, where there are no settings and no database.
fn prove(receipt: &Path, key: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_inzage"));
    command.current_dir(folder.path()).args(["log", "prove"]).arg(receipt).args(["--key", key]).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn a_receipt_is_downloaded_and_checked_offline(portal: Portal) {
    let browser = portal.browser();
    let page = customers_request(&portal, &browser, "access", ME, "en").await;
    let path = page.path;
    let receipt = format!("{path}/receipt.json");
    assert!(browser.open(&path).await.links(&receipt).is_empty(), "nothing is signed yet");
    assert_eq!(browser.get(&receipt).await.status, StatusCode::NOT_FOUND);
    portal.office.keep_log().await.unwrap();
    assert_eq!(browser.open(&path).await.links(&receipt).len(), 1);
    let download = browser.get(&receipt).await;
    assert_eq!(download.status, StatusCode::OK);
    let stranger = portal.browser();
    customers_request(&portal, &stranger, "erasure", "other@example.org", "en").await;
    assert_eq!(stranger.get(&receipt).await.status, StatusCode::NOT_FOUND, "it is somebody else's");

    let key = portal.office.log_key().await.unwrap();
    let good = portal.folder.path().join("receipt.json");
    std::fs::write(&good, &download.body).unwrap();
    let output = prove(&good, &key.to_string());
    assert!(output.status.success(), "{}", said(&output));
    let reference = path.rsplit('/').next().unwrap();
    assert!(
        said(&output).contains(&format!("{reference}: a request (access, web) was received at")),
        "{}",
        said(&output)
    );

    let foreign = Signer::new(key.name(), &[7; 32]).unwrap().verifier().to_string();
    let refused = prove(&good, &foreign);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("no signature of this key"), "{}", said(&refused));
    let tampered = portal.folder.path().join("tampered.json");
    std::fs::write(&tampered, download.html().replace("\"access\"", "\"erasure\"")).unwrap();
    let refused = prove(&tampered, &key.to_string());
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("tampered.json proves nothing"), "{}", said(&refused));
    assert_eq!(prove(Path::new("nowhere.json"), &key.to_string()).status.code(), Some(1));
    assert!(said(&prove(&good, "a key")).contains("inzage log key"));
}
