use crate::Operator;
use crate::answers::{Answered, WithheldItem};
use domain::export::{Format, Group, Item, Spoken};
use domain::reference::Reference;
use domain::words::{Language, Right};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Puts a part of the page to read into words, as HTML in the person's language. The parts come in their order, and
/// joined they are one document that needs nothing else.
pub type Reading = fn(&Leaf<'_>, &Cover, &Operator) -> String;

/// A part of the page. It is written part by part, because the whole may be larger than memory should hold.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'a> {
    /// From the beginning to the data: the request, the answer, what is in it.
    Opening,
    /// The heading of a group.
    Group(&'a Group),
    /// One of its items.
    Item(&'a Group, &'a Item),
    /// The end of a group.
    GroupEnd,
    /// From the data to the end: the files, the rights that one has besides, the remedies.
    Closing,
}

/// What the page tells besides the data.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The language of the person.
    pub language: Language,
    /// The reference.
    pub reference: Reference,
    /// The right that was exercised.
    pub right: Right,
    /// When the request was received.
    pub received: Timestamp,
    /// The last day for the answer (Art. 12(3)).
    pub due: Date,
    /// How it was answered; nothing while staff only look at what they would send.
    pub answer: Option<Answered>,
    /// What was asked for and is not done.
    pub withheld: Vec<WithheldItem>,
    /// What was written about the request, as far as the answer holds it.
    pub conversation: Vec<Spoken>,
    /// The groups that follow.
    pub contents: Vec<Content>,
    /// The other files.
    pub files: Vec<CoverFile>,
    /// Where the operator's days begin and end.
    pub zone: TimeZone,
}

/// A group, in the table of contents.
#[derive(Debug, Clone)]
pub struct Content {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// How many items it has.
    pub items: usize,
}

/// A file beside the page.
#[derive(Debug, Clone)]
pub struct CoverFile {
    /// Where it lies, relative to the page.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Where it comes from.
    pub origin: Origin,
    /// The name that it had, if it came as a file.
    pub name: Option<String>,
}

/// Where a file beside the page comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It was made for this answer.
    Made,
    /// It is an untouched input in this form, from the system of which people read this.
    Input(Format, String),
    /// It came with a message.
    Sent,
}
