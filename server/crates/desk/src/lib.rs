//! The work: use cases per audience over a store, a vault and the post.
//!
//! An [`Office`] is opened once. Whoever comes in takes a desk from it, and the desk is the permission: [`FrontDesk`] is
//! for everybody, while [`SubjectDesk`], [`StaffDesk`] and [`ControllerDesk`] are yielded to a checked session alone.
//!
//! * [`office`]: what is opened, and the settings that it takes.
//! * [`front`]: drafts, filing, codes, signing in.
//! * [`held`]: files that wait for their form to be sent.
//! * [`subject`], [`staff`], [`controller`]: the use cases of each.
//! * [`conversation`]: what staff and data subjects write to each other.
//! * [`identity`]: how a person shows who they are.
//! * [`package`]: the answer as it is delivered.
//! * [`registers`]: controllers and signers, imported by the operator.
//! * [`signing`]: what signs the requests that go to controllers.
//! * [`providers`]: who somebody is, as another organisation says. [`outgoing`]: the wire to it.
//! * [`wire`]: requests to controllers' own software.
//! * [`post`]: letters, the outbox and the mail transport.
//! * [`rounds`]: what the office does by itself.
//! * [`access`]: who came in and who read what, in the log.
//! * [`log`]: all events in one tree, its signed checkpoints, receipts.
//! * [`vault`]: keys, sealing, keyed hashes. [`store`]: the database, on either engine.

pub mod access;
pub mod administration;
mod answers;
mod contacts;
pub mod controller;
pub mod conversation;
pub mod error;
mod extension;
mod files;
pub mod front;
pub mod held;
pub mod identity;
mod incoming;
mod lifting;
pub mod log;
mod oblivion;
pub mod office;
pub mod outgoing;
pub mod package;
pub mod post;
pub mod providers;
mod recipients;
pub mod registers;
mod relay;
mod restore;
pub mod rounds;
pub mod session;
pub mod signin;
pub mod signing;
pub mod staff;
pub mod store;
pub mod subject;
pub mod vault;
pub mod wire;

pub use access::OverseeingDesk;
pub use administration::AdminDesk;
pub use answers::{Answered, Cited, WithheldItem};
pub use controller::ControllerDesk;
pub use error::{DeskError, Result};
pub use extension::Extension;
pub use front::FrontDesk;
pub use lifting::ToldLifting;
pub use office::{Office, Operator, Settings, System};
pub use recipients::NamedRecipient;
pub use restore::Restored;
pub use signin::{AccountDesk, ThresholdDesk};
pub use staff::{ReadingDesk, StaffDesk};
pub use subject::SubjectDesk;
