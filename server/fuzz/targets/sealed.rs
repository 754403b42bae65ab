//! What rests sealed, as it comes back from a database, a folder or a backup that somebody else had in hands: single values,
//! and streams of chunks. What was sealed opens again; nothing else does.

#![no_main]

// The files of the vault, without the database that `desk` brings.
#[allow(dead_code, reason = "desk uses the rest")]
#[path = "../../crates/desk/src/vault/key.rs"]
mod key;
#[path = "../../crates/desk/src/vault/stream.rs"]
mod stream;

use key::{Key, Spot};
use libfuzzer_sys::fuzz_target;
use std::ops::Range;
use stream::{StreamOpener, StreamSealer};

/// What the vault says when it does not open or seal something.
#[derive(Debug)]
enum VaultError {
    Unopened,
    TooLong,
}

/// Short ones, so that what is short has many of them.
const CHUNK: usize = 32;
const TAG: usize = 16;
/// The version and the nonce that stand before the chunks of a stream, and before a single value.
const STREAM_HEAD: usize = 1 + 7;
const VALUE_HEAD: usize = 1 + 12;
const SPOT: Spot<'static> = Spot("table", "row", "column");

/// A change to a sealed form: what, where, and where to.
type Edit = (u8, u16, u8);

fuzz_target!(|input: (u8, [Edit; 3], &[u8])| {
    let (part, edits, bytes) = input;
    // The fuzzer sees what is compared, so it learns what was sealed: this key seals nothing.
    let key = Key::from([8; 32]);
    for version in 0..=2 {
        let never_sealed = [&[version], bytes].concat();
        assert!(key.open(SPOT, &never_sealed).is_err() && opened(&key, &never_sealed, part).1.is_err());
    }
    let key = Key::from([7; 32]);
    value(&key, bytes, &edits);
    stream(&key, bytes, part, &edits);
});

/// A value that was sealed and then changed.
fn value(key: &Key, plain: &[u8], edits: &[Edit]) {
    let [sealed, foreign] = [[1; 12], [2; 12]].map(|nonce| key.seal(SPOT, plain, nonce));
    let changed = edited(&sealed, &foreign, (VALUE_HEAD, TAG), edits);
    let opened = key.open(SPOT, &changed).ok();
    assert_eq!(opened.as_ref().map(|plain| plain.as_slice()), (changed == sealed).then_some(plain));
}

/// A stream that was sealed and then changed. What it gives before it fails was sealed in this very place.
fn stream(key: &Key, plain: &[u8], part: u8, edits: &[Edit]) {
    let [sealed, foreign] = [[1; 7], [2; 7]].map(|nonce| {
        let (mut sealer, mut sealed) = (StreamSealer::new(key, SPOT, nonce), Vec::new());
        for part in plain.chunks(1 + usize::from(part)) {
            sealer.update(part, |chunk| sealed.extend(chunk)).expect("short");
        }
        sealer.finish(|chunk| sealed.extend(chunk)).expect("short");
        sealed
    });
    let changed = edited(&sealed, &foreign, (STREAM_HEAD, CHUNK + TAG), edits);
    let (opened, end) = opened(key, &changed, part);
    assert_eq!(end.is_ok(), changed == sealed, "it opens if nothing is changed");
    assert!(plain.starts_with(&opened) && (end.is_err() || plain == opened), "it is what was sealed");
}

fn opened(key: &Key, sealed: &[u8], part: u8) -> (Vec<u8>, Result<(), VaultError>) {
    let (mut opener, mut plain) = (StreamOpener::new(key, SPOT), Vec::new());
    for part in sealed.chunks(1 + usize::from(part)) {
        match opener.update(part) {
            Ok(more) => plain.extend_from_slice(&more),
            Err(error) => return (plain, Err(error)),
        }
    }
    let end = opener.finish().map(|more| plain.extend_from_slice(&more));
    (plain, end)
}

/// Changes a sealed form: after its head come pieces of one length, of which the last may be shorter.
fn edited(sealed: &[u8], foreign: &[u8], (head, piece): (usize, usize), edits: &[Edit]) -> Vec<u8> {
    let mut changed = sealed.to_vec();
    for &(what, at, to) in edits {
        let (at, bit) = (usize::from(at), to % 8);
        let count = changed.len().saturating_sub(head).div_ceil(piece).max(1);
        let range = |number: usize, whole: &[u8]| -> Range<usize> {
            let start = (head + number % count * piece).min(whole.len());
            start..(start + piece).min(whole.len())
        };
        let (one, other) = (range(at, &changed), range(usize::from(to), &changed));
        let place = at % (changed.len() + 1);
        match what {
            0 => {}
            1 => changed.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= 1 << bit),
            2 => changed.truncate(place),
            3 => changed.insert(place, to),
            4 => drop(changed.drain(one)),
            5 => drop(changed.splice(other.start..other.start, changed[one].to_vec())),
            6 if one.end <= other.start => {
                let between = changed[one.end..other.start].to_vec();
                let swapped = [&changed[other.clone()], &between, &changed[one.clone()]].concat();
                drop(changed.splice(one.start..other.end, swapped));
            }
            _ => drop(changed.splice(one, foreign[range(at, foreign)].to_vec())),
        }
    }
    changed
}
