//! HTTP requests that say whom they are from: Standard Webhooks, with its asymmetric signatures (`v1a`, Ed25519), so that
//! who checks one holds no secret.
//!
//! Signed is `{id}.{timestamp}.{body}`. The id stays the same however often it is sent, so that a receiver does once what
//! comes twice; the timestamp is that of the attempt, so that nothing old is replayed.

use crate::jws::{Jwks, JwsSigner};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::Signature;
use jiff::{SignedDuration, Timestamp};

/// The header of the id.
pub const ID: &str = "webhook-id";
/// The header of the time of the attempt, in whole seconds since 1970.
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The header of the signatures, with a space between two.
pub const SIGNATURE: &str = "webhook-signature";
/// By how much the clocks of both sides may differ, and the way may take.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// The version of the signatures: Ed25519.
pub const VERSION: &str = "v1a";

/// What stands before such a signature.
const ASYMMETRIC: &str = "v1a,";
/// How many signatures of one request are looked at: one of each key in use is two.
const MOST: usize = 8;

/// The three headers, as they are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The id.
    pub id: String,
    /// The time of the attempt.
    pub timestamp: String,
    /// The signatures.
    pub signature: String,
}

/// Why a request is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookFault {
    /// Its id or time is none.
    #[error("its id or timestamp is none")]
    Form,
    /// It is older than the tolerance: sent late, or once more by somebody else.
    #[error("it is too old")]
    TooOld,
    /// It is from later than now: one of the clocks is wrong.
    #[error("it is from the future")]
    TooEarly,
    /// None of its signatures is of a key of the set over this very request.
    #[error("no signature fits")]
    Signature,
}

impl Stamp {
    /// For one attempt to send `body`, at this instant.
    pub fn new(signer: &JwsSigner, id: &str, at: Timestamp, body: &[u8]) -> Self {
        let timestamp = at.as_second().to_string();
        let signature = signer.signature(&signed(id, &timestamp, body));
        let signature = format!("{ASYMMETRIC}{}", BASE64_STANDARD.encode(signature));
        Self { id: id.to_owned(), timestamp, signature }
    }

    /// Whether `body` came from the holder of one of the keys, lately. Whoever takes it must know the id besides: within
    /// the tolerance the same request can come twice.
    ///
    /// # Errors
    /// [`WebhookFault`].
    pub fn check(
        &self,
        keys: &Jwks,
        body: &[u8],
        now: Timestamp,
        tolerance: SignedDuration,
    ) -> Result<(), WebhookFault> {
        let is_plain = !self.id.is_empty() && !self.id.contains('.');
        let at = self.timestamp.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
        let at = at.filter(|at| is_plain && at.as_second().to_string() == self.timestamp).ok_or(WebhookFault::Form)?;
        let age = now.duration_since(at);
        if age > tolerance {
            return Err(WebhookFault::TooOld);
        }
        if -age > tolerance {
            return Err(WebhookFault::TooEarly);
        }
        let signed = signed(&self.id, &self.timestamp, body);
        let fits = |signature: Signature| {
            let keys = keys.keys.iter().filter_map(|key| key.key().ok());
            keys.into_iter().any(|key| key.verify_strict(&signed, &signature).is_ok())
        };
        let given = self.signature.split(' ').take(MOST).filter_map(|text| text.strip_prefix(ASYMMETRIC));
        let given = given.filter_map(|text| Signature::from_slice(&BASE64_STANDARD.decode(text).ok()?).ok());
        if given.into_iter().any(fits) { Ok(()) } else { Err(WebhookFault::Signature) }
    }
}

fn signed(id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), timestamp.as_bytes(), body].join(&b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    fn signer(byte: u8) -> JwsSigner {
        JwsSigner::new(&[byte; 32])
    }

    fn set(signers: &[u8]) -> Jwks {
        Jwks { keys: signers.iter().map(|byte| signer(*byte).jwk().clone()).collect() }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_614_265_330 + second).unwrap()
    }

    #[test]
    fn what_is_stamped_is_what_the_specification_says() {
        let stamp = Stamp::new(&signer(1), "msg_1", at(0), BODY);
        assert_eq!((stamp.id.as_str(), stamp.timestamp.as_str()), ("msg_1", "1614265330"));
        let bytes = signer(1).signature(br#"msg_1.1614265330.{"test": 2432232314}"#);
        assert_eq!(stamp.signature, format!("v1a,{}", BASE64_STANDARD.encode(bytes)));
    }

    #[test]
    fn a_request_is_believed_for_five_minutes_on_either_side_and_no_longer() {
        let stamp = Stamp::new(&signer(1), "msg_1", at(0), BODY);
        let table = [
            (-301, Err(WebhookFault::TooEarly)),
            (-300, Ok(())),
            (0, Ok(())),
            (300, Ok(())),
            (301, Err(WebhookFault::TooOld)),
        ];
        for (second, expected) in table {
            assert_eq!(stamp.check(&set(&[1]), BODY, at(second), TOLERANCE), expected, "{second}");
        }
    }

    #[test]
    fn nothing_of_a_request_can_be_changed() {
        let good = Stamp::new(&signer(1), "msg_1", at(0), BODY);
        let check = |stamp: &Stamp, body: &[u8]| stamp.check(&set(&[1]), body, at(0), TOLERANCE);
        assert_eq!(check(&good, b"{}"), Err(WebhookFault::Signature));
        let table = [
            (Stamp { id: "msg_2".into(), ..good.clone() }, WebhookFault::Signature),
            (Stamp { timestamp: "1614265331".into(), ..good.clone() }, WebhookFault::Signature),
            (Stamp { id: String::new(), ..good.clone() }, WebhookFault::Form),
            (Stamp { id: "msg.1".into(), ..good.clone() }, WebhookFault::Form),
            (Stamp { timestamp: "+1614265330".into(), ..good.clone() }, WebhookFault::Form),
            (Stamp { timestamp: "99999999999999999999".into(), ..good.clone() }, WebhookFault::Form),
            (Stamp { signature: String::new(), ..good.clone() }, WebhookFault::Signature),
            (Stamp { signature: good.signature.replace("v1a,", "v1,"), ..good.clone() }, WebhookFault::Signature),
        ];
        for (stamp, fault) in table {
            assert_eq!(check(&stamp, BODY), Err(fault), "{stamp:?}");
        }
    }

    #[test]
    fn any_key_of_the_set_and_any_of_the_first_signatures_will_do() {
        let good = Stamp::new(&signer(1), "msg_1", at(0), BODY);
        assert_eq!(good.check(&set(&[2, 1]), BODY, at(0), TOLERANCE), Ok(()));
        assert_eq!(good.check(&set(&[2, 3]), BODY, at(0), TOLERANCE), Err(WebhookFault::Signature));
        let behind = |others: usize| Stamp {
            signature: format!("{}{}", "v1,abc= ".repeat(others), good.signature),
            ..good.clone()
        };
        assert_eq!(behind(7).check(&set(&[1]), BODY, at(0), TOLERANCE), Ok(()), "others may sign in their own ways");
        assert_eq!(
            behind(8).check(&set(&[1]), BODY, at(0), TOLERANCE),
            Err(WebhookFault::Signature),
            "not without end"
        );
    }
}
