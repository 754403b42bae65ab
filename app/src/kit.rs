//! What pages are made of.
//!
//! * [`Page`] and [`serve`]: a page with its frame, and how a route shows one.
//! * [`fields`]: form controls, each with label, hint and error. [`choices`]: radio buttons and checkboxes. [`select`]: one
//!   of many.
//! * [`ErrorSummary`], [`Notice`], [`Tag`], [`Timeline`], [`SummaryList`], [`Due`], [`Why`].
//! * [`Search`]: within a list. [`KeyForm`]: what a passkey or security key answers.
//!
//! All are plain HTML. Texts come in as strings in the language of the page.

mod answered;
pub mod choices;
mod chrome;
pub mod due;
pub mod fields;
pub mod files;
pub mod keys;
mod page;
mod receipt;
mod recipients;
pub mod search;
pub mod select;
mod serve;
pub mod show;
mod thread;

pub use answered::{answered, linked, withheld};
pub use choices::{Checkboxes, Choice, Radios};
pub use due::{Due, Why};
pub use fields::{Button, Post, SecondaryButton, Submit, TextArea, TextField};
pub(crate) use files::file_note;
pub use files::{EnterKey, Files, HeldFiles, PROOF, REMOVE, file_names};
pub use keys::{KeyForm, key_facts, key_name};
pub use page::{Page, Shown, Width};
pub use receipt::receipt;
pub use recipients::recipients_told;
pub use search::Search;
pub use select::Select;
pub use serve::serve;
pub use show::{
    ErrorSummary, Notice, Row, SummaryList, Tag, Time, Timeline, TimelineItem, Tone, contact_link, paragraphs,
};

pub use chrome::sign_out;
pub(crate) use serve::not_found;
pub use thread::{Voice, attached, thread};
