//! Signed notes, checkpoints and receipts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::log::receipt::{FORMAT, Recorded, vouch};
use domain::log::tree::inclusion;
use domain::log::{Checkpoint, Edge, Hash, Note, NoteFault, Receipt, ReceiptFault, Signer, Verifier, entry};
use domain::procedure::Event;
use domain::reference::Reference;
use domain::words::{Channel, Relationship, Right};
use proptest::prelude::*;

fn signer() -> Signer {
    Signer::new("privacy.example.org/log", &[7; 32]).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint { size: 20_852_163, root: Hash::leaf(b"root") }
}

#[test]
fn a_note_of_another_implementation_is_believed() {
    // The example in the documentation of golang.org/x/mod/sumdb/note.
    let key: Verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".parse().unwrap();
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    let note = format!("{text}\n\u{2014} PeterNeumann {signature}\n");
    let read: Note = note.parse().unwrap();
    assert_eq!(read.open(&key), Ok(text));
    assert_eq!(read.to_string(), note);
}

#[test]
fn a_checkpoint_is_three_lines_and_a_signature() {
    let note = checkpoint().sign(&signer()).to_string();
    let lines: Vec<&str> = note.lines().collect();
    assert_eq!(lines[..2], ["privacy.example.org/log", "20852163"]);
    assert!(lines[2].len() == 44 && lines[2].ends_with('='), "{note}");
    assert_eq!(lines[3], "");
    assert!(lines[4].starts_with("\u{2014} privacy.example.org/log "), "{note}");
    let read = note.parse().unwrap();
    assert_eq!(Checkpoint::open(&read, &signer().verifier()), Ok(checkpoint()));
}

#[test]
fn a_key_is_told_in_one_line_and_read_again() {
    let verifier = signer().verifier();
    let told = verifier.to_string();
    assert_eq!(told.parse::<Verifier>(), Ok(verifier.clone()));
    let (name, rest) = told.split_once('+').unwrap();
    assert_eq!(name, "privacy.example.org/log");
    assert_eq!(rest.split_once('+').unwrap().0.len(), 8);
    let renamed = told.replace("privacy", "other");
    for wrong in ["", "name", "name+id", renamed.as_str(), &told[..told.len() - 4], &told.replace('/', " ")] {
        assert_eq!(wrong.parse::<Verifier>(), Err(NoteFault::Key), "{wrong}");
    }
    assert_eq!(format!("{:?}", signer()), "Signer { name: \"privacy.example.org/log\", .. }");
}

#[test]
fn a_note_is_believed_from_its_key_alone() {
    let note = checkpoint().sign(&signer());
    let other = Signer::new("privacy.example.org/log", &[8; 32]).unwrap().verifier();
    assert_eq!(note.open(&other), Err(NoteFault::Foreign));
    let renamed = Signer::new("other.example.org/log", &[7; 32]).unwrap().verifier();
    assert_eq!(note.open(&renamed), Err(NoteFault::Foreign));
    let text = note.to_string();
    let (body, signature) = text.rsplit_once("\n\n").unwrap();
    let witness = Signer::new("witness.example", &[9; 32]).unwrap().sign(format!("{body}\n")).to_string();
    let (_, witness) = witness.rsplit_once("\n\n").unwrap();
    let both: Note = format!("{body}\n\n{witness}{signature}").parse().unwrap();
    assert_eq!(Checkpoint::open(&both, &signer().verifier()), Ok(checkpoint()));
    let changed: Note = text.replace("20852163", "20852164").parse().unwrap();
    assert_eq!(changed.open(&signer().verifier()), Err(NoteFault::Signature));
}

#[test]
fn what_is_signed_must_be_a_checkpoint_of_this_log() {
    let opened = |text: &str| Checkpoint::open(&signer().sign(text.into()), &signer().verifier());
    let root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let origin = "privacy.example.org/log";
    assert!(opened(&format!("{origin}\n7\n{root}\nmore\n")).is_ok());
    assert_eq!(opened(&format!("other.example/log\n7\n{root}\n")), Err(NoteFault::Origin));
    for text in ["7\n", "07\nROOT\n", "+7\nROOT\n", "seven\nROOT\n", "7\nAAAA\n", "7\n!\n", ""] {
        let text = format!("{origin}\n{}", text.replace("ROOT", root));
        assert_eq!(opened(&text), Err(NoteFault::Checkpoint), "{text}");
    }
}

#[test]
fn what_is_no_note_is_refused() {
    let note = |name: &str, bytes: &[u8]| format!("a\n\n\u{2014} {name} {}\n", BASE64_STANDARD.encode(bytes));
    let good = note("name", &[0; 5]);
    assert!(good.parse::<Note>().is_ok());
    let wrong = [
        good.trim_end().to_owned(),
        good.replace("a\n\n", "a\u{7}\n\n"),
        good.replace("\n\n", "\n"),
        note("name", &[0; 4]),
        note("", &[0; 5]),
        note("na+me", &[0; 5]),
        note("na\u{a0}me", &[0; 5]),
        note("na\u{7f}me", &[0; 5]),
    ];
    for text in wrong {
        assert_eq!(text.parse::<Note>(), Err(NoteFault::Form), "{text:?}");
    }
}

#[test]
fn each_fault_has_a_code_of_its_own() {
    use NoteFault::{Checkpoint, Foreign, Form, Key, Origin, Pruning, Signature};
    let codes = [Form, Key, Foreign, Signature, Checkpoint, Origin, Pruning].map(NoteFault::code);
    let expected =
        ["note_form", "note_key", "note_foreign", "note_signature", "note_checkpoint", "note_origin", "note_pruning"];
    assert_eq!(codes, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_text_is_read_without_a_panic(text: String) {
        drop(text.parse::<Note>());
        drop(text.parse::<Verifier>());
        drop(format!("a\n\n\u{2014} {text}\n").parse::<Note>());
    }

    #[test]
    fn a_changed_character_is_noticed(at: prop::sample::Index) {
        let note = checkpoint().sign(&signer()).to_string();
        let mut chars: Vec<char> = note.chars().collect();
        let at = at.index(chars.len());
        chars[at] = if chars[at] == 'x' { 'y' } else { 'x' };
        let changed: String = chars.into_iter().collect();
        let opened = changed.parse().and_then(|note| Checkpoint::open(&note, &signer().verifier()));
        prop_assert!(opened.is_err(), "{}", changed);
    }
}

/// The receipt of the third entry of five.
fn receipt() -> Receipt {
    let received = "2026-03-02T12:00:00Z".parse().unwrap();
    let filed = Event::Filed {
        right: Right::Access,
        relationship: Relationship::Customer,
        channel: Channel::Web,
        received,
        words: None,
        direct_marketing: false,
        represented: false,
        by: None,
        enclosed: None,
    };
    let stream = "019d2b8e-3f00-7000-8000-000000000001".to_owned();
    let body = serde_json::to_string(&filed).unwrap();
    let hash = entry::link("", &stream, 1, 1_000_000, &body);
    let event = Recorded { stream, at: 1_000_000, body, hash };
    let mut edge = Edge::default();
    let mut rows = Vec::new();
    for number in 0..5_u8 {
        let leaf = if number == 2 { entry::leaf(&event.stream, 1, &event.hash) } else { Hash::leaf(&[number]) };
        rows.push(edge.append(leaf));
    }
    let find = |span: &domain::log::Span| {
        let peaks: Vec<Hash> = span
            .subtrees()
            .map(|subtree| rows[usize::try_from(subtree.last_leaf()).unwrap()][subtree.level as usize])
            .collect();
        Hash::over(&peaks)
    };
    let reference = Reference::from_random([1; 16]);
    Receipt {
        format: FORMAT.into(),
        reference,
        right: Right::Access,
        channel: Channel::Web,
        received,
        position: 2,
        proof: inclusion(2, 5).unwrap().iter().map(find).collect(),
        checkpoint: Checkpoint { size: 5, root: edge.root() }.sign(&signer()).to_string(),
        statement: vouch(&signer(), &reference, &event).to_string(),
        event,
    }
}

#[test]
fn a_receipt_is_checked_with_nothing_but_the_key() {
    let text = serde_json::to_string(&receipt()).unwrap();
    let read: Receipt = serde_json::from_str(&text).unwrap();
    assert_eq!(read, receipt());
    assert_eq!(read.check(&signer().verifier()).unwrap().size, 5);
    let other = Signer::new("privacy.example.org/log", &[8; 32]).unwrap().verifier();
    assert_eq!(read.check(&other), Err(ReceiptFault::Statement(NoteFault::Foreign)));
}

#[test]
fn a_receipt_that_says_anything_else_is_refused() {
    type Change = fn(&mut Receipt);
    let changes: [(Change, ReceiptFault); 14] = [
        (|r| r.format = "other/1".into(), ReceiptFault::Format),
        (|r| r.right = Right::Erasure, ReceiptFault::Facts),
        (|r| r.channel = Channel::Letter, ReceiptFault::Facts),
        (|r| r.received = "2026-03-01T12:00:00Z".parse().unwrap(), ReceiptFault::Facts),
        (|r| r.reference = Reference::from_random([2; 16]), ReceiptFault::Statement(NoteFault::Signature)),
        (|r| r.statement = r.checkpoint.clone(), ReceiptFault::Statement(NoteFault::Signature)),
        (|r| r.checkpoint = r.statement.clone(), ReceiptFault::Checkpoint(NoteFault::Origin)),
        (|r| r.checkpoint.clear(), ReceiptFault::Checkpoint(NoteFault::Form)),
        (|r| r.event.at += 1, ReceiptFault::Event),
        (|r| r.event.stream.push('x'), ReceiptFault::Event),
        (|r| r.event.body = r.event.body.replace("access", "erasure"), ReceiptFault::Event),
        (|r| r.position = 1, ReceiptFault::Inclusion),
        (|r| r.proof.truncate(1), ReceiptFault::Inclusion),
        (|r| r.proof[0] = Hash::leaf(b""), ReceiptFault::Inclusion),
    ];
    for (number, (change, fault)) in changes.into_iter().enumerate() {
        let mut receipt = receipt();
        change(&mut receipt);
        assert_eq!(receipt.check(&signer().verifier()), Err(fault), "change {number}");
    }
}

#[test]
fn a_receipt_that_was_recomputed_whole_is_refused() {
    let mut receipt = receipt();
    receipt.event.body = receipt.event.body.replace("access", "erasure");
    receipt.right = Right::Erasure;
    let Recorded { stream, at, body, .. } = &receipt.event;
    receipt.event.hash = entry::link("", stream, 1, *at, body);
    let refused = receipt.check(&signer().verifier());
    assert_eq!(refused, Err(ReceiptFault::Statement(NoteFault::Signature)));
    receipt.statement = vouch(&signer(), &receipt.reference, &receipt.event).to_string();
    assert_eq!(receipt.check(&signer().verifier()), Err(ReceiptFault::Inclusion));
}
