//! Islands: the few places where a script adds comfort. Nothing depends on them.
//!
//! They take plain strings: texts come from the server, so that no catalogue gets into the bundle.

pub mod count_left;
mod grouped;
pub mod redact;

pub use count_left::CountLeft;
pub use grouped::grouped;
pub use redact::Redact;
