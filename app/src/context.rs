//! What the server puts into the context of every page and server function, beside the [`Office`](desk::Office).

use jiff::Timestamp;
use std::sync::Arc;

/// Whether people reach the portal by `https://`, so that cookies are `Secure`. Without it in the context they are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Https(pub bool);

/// Reads the mails of the demonstration. Without it in the context there is no page that shows them.
#[derive(Clone)]
pub struct DemoMails(pub Arc<dyn Fn() -> Vec<DemoMail> + Send + Sync>);

/// Tells the code with which the demonstration's staff sign in now. Without it in the context there is none.
#[derive(Clone)]
pub struct DemoCode(pub Arc<dyn Fn() -> Option<String> + Send + Sync>);

/// A mail of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMail {
    /// To whom it went.
    pub to: String,
    /// Its subject line.
    pub subject: String,
    /// When it left.
    pub sent: Timestamp,
    /// Its plain text.
    pub text: String,
}
