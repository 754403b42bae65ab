//! Letters, the outbox from which they leave, and the transport that takes them.
//!
//! A use case puts a letter into the outbox in its own transaction; [`Office::send_post`](crate::Office::send_post) sends it. A letter says what is to
//! be told, with ids; whatever is secret in it, a code or a link, is minted when it leaves, and its life counts from then.

mod circuits;
mod delivery;
mod errand;
mod handing;
mod outbox;
mod relayed;
mod returned;
mod transport;

pub(crate) use errand::{Errand, put, put_again};
pub use transport::Transport;

use crate::Operator;
use domain::reference::Reference;
use domain::words::Language;

/// A letter with all that its words need. It never carries what the person told us or what we hold about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// The code that proves the mailbox of a filing just sent.
    FilingCode {
        /// The code, as typed: eight digits.
        code: String,
        /// For how many minutes it is good.
        minutes: i64,
    },
    /// The code to come back with.
    ReturnCode {
        /// The code.
        code: String,
        /// For how many minutes it is good.
        minutes: i64,
    },
    /// The code for a controller's contact.
    ControllerCode {
        /// The code.
        code: String,
        /// For how many minutes it is good.
        minutes: i64,
    },
    /// To somebody who is to join the staff: the link with which they choose a password.
    Invited {
        /// The link.
        url: String,
        /// For how many days it is good.
        days: i64,
    },
    /// The requests were received, the mailbox is proven.
    Received {
        /// Each of them.
        requests: Vec<ReceivedRequest>,
        /// Where to look.
        url: String,
    },
    /// To somebody in whose name another person filed. It says neither who nor what: nobody showed whose address it is.
    RepresentedTold {
        /// How to reach the data protection officer.
        contact: String,
    },
    /// An answer is there.
    Answered {
        /// Of this request.
        reference: Reference,
        /// Where to read it.
        url: String,
    },
    /// Staff ask something.
    Asked {
        /// About this request.
        reference: Reference,
        /// Where to read and answer it.
        url: String,
    },
    /// It takes longer than a month. Why is personal, and stands behind the link.
    Extended {
        /// This request.
        reference: Reference,
        /// Its new last day.
        due: jiff::civil::Date,
        /// Where to read why.
        url: String,
    },
    /// A restriction ends. Why is personal, and stands behind the link; so does what it is that ends.
    Lifting {
        /// Of this request.
        reference: Reference,
        /// From which day on.
        on: jiff::civil::Date,
        /// Where to read why.
        url: String,
    },
    /// Staff took an ended request up again.
    Reopened {
        /// This one.
        reference: Reference,
        /// Where to look.
        url: String,
    },
    /// To a controller: requests were forwarded.
    Forwarded {
        /// The controller's name.
        controller: String,
        /// How many requests of one person.
        count: usize,
        /// The link behind which they are.
        url: String,
    },
    /// To the contact of a controller: its notices are to go elsewhere.
    ContactChanging {
        /// The controller's name.
        controller: String,
        /// How to reach the data protection officer.
        dpo: String,
    },
    /// To a contact that took the place of another.
    ContactTaken {
        /// The controller's name.
        controller: String,
        /// The link behind which what was forwarded is.
        url: String,
    },
    /// To a contact: one comes in with a passkey too from now on.
    PasskeyAdded {
        /// The controller's name.
        controller: String,
        /// Where it is taken away.
        url: String,
        /// How to reach the data protection officer.
        dpo: String,
    },
    /// To a signer: the controller was told.
    ControllerTold {
        /// Of these requests of one filing.
        references: Vec<Reference>,
        /// Where to look.
        url: String,
    },
    /// To a signer: the controller acknowledged.
    ControllerAcknowledged {
        /// Of this request.
        reference: Reference,
        /// Where to look.
        url: String,
    },
    /// To a signer: the controller says that the request is not its own.
    ControllerDisputed {
        /// Of this request.
        reference: Reference,
        /// Where to look.
        url: String,
    },
    /// To a signer: the controller says that it answered.
    ControllerAnswered {
        /// Of this request.
        reference: Reference,
        /// Where to look, and what to do when no answer came.
        url: String,
    },
    /// To a signer: the controller says nothing. What can be done stands behind the link.
    ControllerSilent {
        /// Of these requests of one filing.
        references: Vec<Reference>,
        /// Whether the last day for its answer is over.
        is_late: bool,
        /// Where to look.
        url: String,
    },
    /// To a controller that says nothing.
    ControllerReminded {
        /// The controller's name.
        controller: String,
        /// How many requests of one person.
        count: usize,
        /// Until when the first of them is to be answered.
        due: jiff::civil::Date,
        /// Whether it acknowledged all of them: then only the answer is owed.
        is_acknowledged: bool,
        /// The link behind which they are.
        url: String,
    },
}

/// A request that was received, as its letter tells of it. Not the right: the letter is no place for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRequest {
    /// Its reference.
    pub reference: Reference,
    /// Its last day.
    pub due: jiff::civil::Date,
    /// Whether doing as asked may end a service.
    pub may_end_service: bool,
}

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Its twin in HTML.
    pub html: String,
}

/// Puts a letter into words; the catalogues are not the office's business.
pub type Wording = fn(&Letter, Language, &Operator) -> Words;
