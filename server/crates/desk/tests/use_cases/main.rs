//! The use cases of every desk, each on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod access;
mod accounts;
mod at_rest;
mod contact_keys;
mod contacts;
mod conversation;
mod customer;
mod enclosed;
mod filing;
mod identity;
mod index;
mod intake;
mod log;
mod log_pruning;
mod notices;
mod oblivion;
mod outcomes;
mod package;
mod passkeys;
mod post;
mod proofs;
mod providers;
mod queue;
mod register;
mod represented;
mod restore;
mod rotation;
mod shared;
mod sign_in;
mod signer;
mod support;
mod time;
