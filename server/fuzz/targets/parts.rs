//! Forms of several parts, from anybody: the content type, the first part that is read to judge the sender, and all parts. A
//! form as browsers write it is read as it was written, however it arrives; one that breaks off brings no file.

#![no_main]

#[path = "../../src/web/token/first_part.rs"]
mod first_part;
#[allow(dead_code, reason = "the pages use the rest")]
#[path = "../../../app/src/forms/parts/received.rs"]
mod received;

use first_part::first_part;
use futures::{Stream, stream};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use multer::Multipart;
use multer::bytes::Bytes;
use received::{Received, has_boundary};
use std::convert::Infallible;
use std::error::Error;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake};

/// As `desk` has it.
#[derive(Debug, Default, PartialEq)]
struct Upload {
    name: String,
    bytes: Vec<u8>,
}

impl PartialEq for Received {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values && self.files == other.files
    }
}

const TOKEN: &str = "token";
const FILES: &str = "files";
const FILES_MAX: usize = 2;
/// The longest head of a part: short, so that what is short has one that is too long.
const HEAD_MAX: usize = 512;
/// The most that is read to judge the sender, before the last piece.
const FIRST_PART_MAX: usize = 4096;
const BOUNDARY: &str = "----geckoformboundary0";

/// A control of a form: its name's number, the name of its file if it is one for files, and what is in it.
type Control<'a> = (u8, Option<&'a str>, &'a [u8]);

fuzz_target!(|input: (u8, u16, &[u8])| {
    let (piece, cut, request) = input;
    let line = request.iter().position(|byte| *byte == b'\n').unwrap_or(request.len());
    let kind = String::from_utf8_lossy(&request[..line]);
    let boundary = multer::parse_boundary(&kind);
    assert!(!has_boundary(&kind) || boundary.is_ok(), "Leptos takes it for granted");
    if let Ok(boundary) = boundary {
        anything(&request[(line + 1).min(request.len())..], &boundary, 1 + usize::from(piece));
    }
    if let Ok(controls) = Unstructured::new(request).arbitrary::<Vec<Control<'_>>>() {
        written(&controls, 1 + usize::from(piece), usize::from(cut));
    }
});

/// Whatever it is: how it arrives makes no difference, and no more is kept than may be.
fn anything(body: &[u8], boundary: &str, piece: usize) {
    let (token, received) = read(body, boundary, piece);
    let (token_at_once, at_once) = read(body, boundary, usize::MAX);
    assert!(token.is_none() || token == token_at_once);
    assert!(received == at_once || [&received, &at_once].iter().all(|read| read.files == [Upload::default()]));
    assert!(received.files.len() <= FILES_MAX + 1);
    let files = received.files.iter().map(|file| file.bytes.len()).sum::<usize>();
    assert!(files <= body.len());
    is_not_hoarded(body, boundary, piece);
}

/// A form as browsers write it, and what is left of it when it breaks off.
fn written(controls: &[Control<'_>], piece: usize, cut: usize) {
    let (mut body, mut expected) = (Vec::new(), Received::default());
    for (number, file, content) in controls {
        let control = named(*number);
        let file = file.map(|name| name.replace('"', "%22").replace(char::is_control, "%0A"));
        let is_written_otherwise = file.as_ref().is_some_and(|name| name.ends_with('\\') || name.len() > HEAD_MAX / 2);
        if is_written_otherwise || content.windows(BOUNDARY.len()).any(|part| part == BOUNDARY.as_bytes()) {
            return;
        }
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{control}\"").bytes());
        if let Some(name) = &file {
            body.extend(format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream").bytes());
        }
        body.extend([b"\r\n\r\n", *content, b"\r\n"].concat());
        match file {
            None => {
                let value = String::from_utf8_lossy(content).into_owned();
                expected.values.entry(control.to_owned()).or_default().push(value);
            }
            Some(name) if control == FILES && !name.is_empty() && expected.files.len() <= FILES_MAX => {
                expected.files.push(Upload { name, bytes: content.to_vec() });
            }
            Some(_) => {}
        }
    }
    body.extend(format!("--{BOUNDARY}--").bytes());
    let (token, received) = read(&body, BOUNDARY, piece);
    assert!(received == expected, "{received:?} is not {expected:?}");
    match controls.first().filter(|(number, ..)| named(*number) == TOKEN) {
        None => assert_eq!(token, None),
        Some((.., first)) if first.len() > FIRST_PART_MAX / 2 || !first.is_ascii() => {}
        Some((.., first)) => {
            assert_eq!(token.as_deref().map(str::as_bytes), Some(*first), "the sender is judged by it")
        }
    }
    let (_, broken_off) = read(&body[..cut % body.len()], BOUNDARY, piece);
    assert!(broken_off.files == [Upload::default()], "{broken_off:?}");
}

fn named(number: u8) -> &'static str {
    [TOKEN, "words", FILES, "rights[]"][usize::from(number % 4)]
}

/// As the portal does it: what came while the sender was judged goes before the rest.
fn read(body: &[u8], boundary: &str, piece: usize) -> (Option<String>, Received) {
    let (token, rest, _) = judged(body, boundary, piece);
    (token, wait(Received::read(Multipart::new(rest, boundary), true, FILES, FILES_MAX)))
}

type Rest = Pin<Box<dyn Stream<Item = Result<Bytes, Box<dyn Error + Send + Sync>>> + Send>>;

/// What is known of the sender, the body, and how much of it has come. A piece may be a byte, but for the time that it takes
/// there are not many.
fn judged(body: &[u8], boundary: &str, piece: usize) -> (Option<String>, Rest, Arc<AtomicUsize>) {
    let piece = piece.max(body.len() / 40);
    let arrived = Arc::new(AtomicUsize::new(0));
    let pieces: Vec<Bytes> = body.chunks(piece).map(Bytes::copy_from_slice).collect();
    let coming = arriving(pieces, Arc::clone(&arrived));
    let Ok((token, rest)) = wait(first_part(coming, boundary.to_owned(), TOKEN));
    let before = arrived.load(Ordering::Relaxed);
    assert!(before < FIRST_PART_MAX.saturating_add(piece), "{before} bytes to judge the sender");
    (token, Box::pin(rest), arrived)
}

/// Nobody holds more of a form in memory than what comes at once and the head of a part.
fn is_not_hoarded(body: &[u8], boundary: &str, piece: usize) {
    let (_, rest, arrived) = judged(body, boundary, piece);
    let arrived = || arrived.load(Ordering::Relaxed);
    let at_once = arrived().max(piece).max(body.len() / 40);
    let mut parts = Multipart::new(rest, boundary);
    loop {
        let before = arrived();
        let part = wait(parts.next_field());
        assert!(arrived() - before <= HEAD_MAX + 2 * at_once, "{} bytes until a part begins", arrived() - before);
        let Ok(Some(mut part)) = part else { return };
        while let Ok(Some(_)) = wait(part.chunk()) {}
    }
}

/// Pieces that come one after the other, each after a while.
fn arriving(pieces: Vec<Bytes>, arrived: Arc<AtomicUsize>) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
    let (mut pieces, mut is_late) = (pieces.into_iter(), false);
    stream::poll_fn(move |context| {
        is_late = !is_late;
        if is_late {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = pieces.next();
        arrived.fetch_add(piece.as_ref().map_or(0, Bytes::len), Ordering::Relaxed);
        Poll::Ready(piece.map(Ok))
    })
}

/// Runs what waits for nothing but pieces. What waits for something else would wait for ever.
fn wait<T>(future: impl Future<Output = T>) -> T {
    struct Woken(AtomicBool);
    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let (woken, mut future) = (Arc::new(Woken(AtomicBool::new(false))), pin!(future));
    let waker = Arc::clone(&woken).into();
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        assert!(woken.0.swap(false, Ordering::Relaxed), "it waits for nothing");
    }
}
