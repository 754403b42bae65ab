//! How what is forwarded reaches a controller's own software over HTTP: to which addresses a request may go, what an
//! answer means, when it is tried again, and when an endpoint is left alone for a while.

mod address;
mod backoff;
mod circuit;
mod verdict;

pub use address::{Reach, is_public};
pub use backoff::{LONGEST_WAIT, next_wait};
pub use circuit::Circuit;
pub use verdict::Verdict;
