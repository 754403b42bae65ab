//! Passkeys and security keys (W3C WebAuthn): a second factor that serves at this address alone, so that no page of
//! somebody else's can pass it on; a passkey stands for the password too.
//!
//! A ceremony has two halves. The first asks: its challenge rests in the session, and the browser gets what to hand to the
//! key. The second takes what the key signed, once and within five minutes.

mod add;
mod ceremony;
mod fault;
mod own;
mod owner;
mod party;
mod prove;
mod rows;

pub(crate) use add::{ask as ask_for_new, judge as judge_new};
pub use fault::KeyFault;
pub use own::OwnKey;
pub(crate) use own::of;
pub(crate) use owner::Owner;
pub(crate) use party::RelyingParty;
pub(crate) use prove::by_passkey;
pub(super) use prove::{ask_one, prove_one};
pub(crate) use rows::{count, forget, remove, staff_with_keys};

use crate::Result;
use serde::de::DeserializeOwned;

/// What a browser brings back from a key, as its `toJSON` writes it.
fn read<T: DeserializeOwned>(answer: &str) -> Result<T> {
    serde_json::from_str(answer).map_err(|_| KeyFault::Unreadable.into())
}
