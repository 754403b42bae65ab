//! How an event becomes an entry.
//!
//! Both forms are lines: no stream has a line break in its name, and nothing else but the body, the last line, could.

use super::tree::Hash;
use sha2::{Digest, Sha256};

/// What the leaf of an entry begins with.
const ENTRY: &str = "inzage-log-entry/1";

/// The hash of an event in the chain of its stream: SHA-256, in hexadecimal, over the hash before it (empty for the
/// first), stream, number, time in microseconds and body, joined by line breaks.
pub fn link(before: &str, stream: &str, number: i64, at: i64, body: &str) -> String {
    let event = [before, stream, &number.to_string(), &at.to_string(), body].join("\n");
    hex::encode(Sha256::digest(event.as_bytes()))
}

/// The leaf of an event in the log (RFC 9162 §2.1.1). Its chained hash binds the body and everything before it in its
/// stream.
pub fn leaf(stream: &str, number: i64, chained: &str) -> Hash {
    Hash::leaf([ENTRY, stream, &number.to_string(), chained].join("\n").as_bytes())
}
