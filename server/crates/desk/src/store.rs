//! The database, on either engine.
mod open;
pub use open::Store;
