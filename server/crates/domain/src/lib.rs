//! The rules of data subject requests: pure, no I/O, no clock, no randomness of its own.
//!
//! * [`words`]: the vocabulary of the regulation as types.
//! * [`mod@reference`]: the name of a request that a person reads over the phone.
//! * [`law`]: calendar, deadlines and their traces.
//! * [`filing`]: what a person sends at once, and what may be wrong with it.
//! * [`procedure`]: the request's life: commands in, events out, every refusal with its article.
//! * [`identity`]: the steps in which somebody shows who they are, and what may be asked for which right.
//! * [`forwarding`]: a request on its way to one controller.
//! * [`contact`]: where the notices of a controller go, and who says so.
//! * [`controller`]: what the register knows of a controller, and what is wrong with what is said of one.
//! * [`delivery`]: how what is forwarded reaches a controller's software: where it may go, when again, when no more.
//! * [`jws`]: signed JSON and the keys to check it. [`webhook`]: signed HTTP requests.
//! * [`complaint`]: what data subjects complain of, and what in a text would give cause for it.
//! * [`export`]: the shape of the answer, as published in the JSON Schema.
//! * [`log`]: the log over all events, its proofs and receipts.
//! * [`access`]: what the log holds of who came in, and who read what.
//! * [`staff`]: roles, and what each may.
//! * [`seams`]: the clock and the random source that everybody else passes in.

pub mod access;
pub mod complaint;
pub mod contact;
pub mod controller;
pub mod delivery;
pub mod export;
pub mod filing;
pub mod forwarding;
pub mod identity;
pub mod ids;
pub mod jws;
pub mod law;
pub mod log;
pub mod procedure;
pub mod reference;
pub mod seams;
pub mod staff;
pub mod webhook;
pub mod words;
