//! Islands: the few places where a script adds comfort. Nothing depends on them but passkeys, which browsers lend to
//! scripts alone.
//!
//! They take plain strings: texts come from the server, so that no catalogue gets into the bundle.

pub mod count_left;
mod grouped;
pub mod redact;
pub mod use_key;

pub use count_left::CountLeft;
pub use grouped::grouped;
pub use redact::Redact;
pub use use_key::{KeySays, UseKey};
