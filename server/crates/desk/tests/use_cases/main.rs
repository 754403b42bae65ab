//! The use cases of every desk, each on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod customer;
mod signer;
mod support;
