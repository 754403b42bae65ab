//! Files from anybody: judged by their first bytes, and kept under a name that leads nowhere.

#![no_main]

#[allow(dead_code, reason = "desk uses the rest")]
#[path = "../../crates/desk/src/conversation/upload.rs"]
mod upload;

use libfuzzer_sys::fuzz_target;
use upload::{FileFault, Upload, judged};

/// What `desk` says of a file that it does not take.
#[derive(Debug)]
enum DeskError {
    File(FileFault),
}

type Result<T> = std::result::Result<T, DeskError>;

const ENDINGS: [&str; 8] = ["pdf", "jpg", "jpeg", "png", "webp", "heic", "heif", "txt"];
/// The longest name that is kept of those that are told, and the longest ending that is put behind it, in characters.
const NAME_MAX: usize = 120 + 5;

// The first line is the name.
fuzz_target!(|file: &[u8]| {
    let (name, bytes) = file.split_at(file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len()));
    let (name, bytes) = (String::from_utf8_lossy(name).into_owned(), bytes.get(1..).unwrap_or_default());
    let files = [Upload { name, bytes: bytes.to_vec() }];
    let kept = match judged(&files) {
        Ok(kept) => kept,
        Err(DeskError::File(fault)) => return assert_eq!(fault == FileFault::Empty, bytes.is_empty()),
    };
    let [kept] = kept.as_slice() else { panic!("one file is one file") };
    assert!(!bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"<"), "neither packed nor markup");
    let told = kept.name.rsplit_once('.').map(|(_, told)| told.to_ascii_lowercase());
    assert!(told.is_some_and(|told| ENDINGS.contains(&told.as_str())), "it ends as what it is");
    assert!(kept.name.chars().count() <= NAME_MAX && !kept.name.starts_with('.'));
    assert!(!kept.name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c)), "it leads nowhere");
});
