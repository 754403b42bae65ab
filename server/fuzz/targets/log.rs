//! What `inzage log verify` and `inzage log prove` are given: checkpoints and receipts that somebody else kept. Whatever
//! they say, nothing but what this key signed is taken.

#![no_main]

use domain::log::{Checkpoint, Note, Receipt, Signer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(signer) = Signer::new("privacy.example.org/log", &[7; 32]) else { return };
    let verifier = signer.verifier();
    if let Ok(note) = text.parse::<Note>() {
        assert_eq!(note.to_string().parse::<Note>().map(|note| note.to_string()), Ok(note.to_string()));
        if let Ok(checkpoint) = Checkpoint::open(&note, &verifier) {
            assert!(note.to_string().starts_with(&checkpoint.sign(&signer).to_string()), "it says what was signed");
        }
    }
    if let Ok(receipt) = serde_json::from_str::<Receipt>(text) {
        let _ = receipt.check(&verifier);
    }
});
