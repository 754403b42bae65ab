//! The log over all events: a tree that can only grow, signed now and then, and proofs that a third party can check.
//!
//! * [`tree`]: Merkle trees of RFC 9162 §2.1, from the hashes of complete subtrees.
//! * [`proof`]: who has a root and a proof needs nothing else (RFC 9162 §2.1.3.2, §2.1.4.2).
//! * [`entry`]: how an event is chained to the one before it, and which leaf it is.
//! * [`note`]: signed texts and their keys, in the format of C2SP `signed-note`.
//! * [`checkpoint`]: the root at a size, in the format of C2SP `tlog-checkpoint`.
//! * [`receipt`]: what a data subject takes along.
//! * [`pruning`]: what of the log is over its time, and the signed statement by which it goes.

pub mod checkpoint;
pub mod entry;
pub mod note;
pub mod proof;
pub mod pruning;
pub mod receipt;
pub mod tree;

pub use checkpoint::Checkpoint;
pub use note::{Note, NoteFault, Signer, Verifier};
pub use pruning::Pruning;
pub use receipt::{Receipt, ReceiptFault};
pub use tree::{Edge, Hash, Span, Subtree};
