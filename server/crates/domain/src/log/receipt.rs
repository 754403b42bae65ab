//! What a data subject takes along: what was received when, and the proof that the log has it.

use super::checkpoint::Checkpoint;
use super::note::{Note, NoteFault, Signer, Verifier};
use super::tree::Hash;
use super::{entry, proof};
use crate::procedure::Event;
use crate::reference::Reference;
use crate::words::{Channel, Right};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The format of a receipt.
pub const FORMAT: &str = "inzage-receipt/1";

/// The number of the event that is received: the first of its stream.
const FIRST: i64 = 1;

/// That a request was received. Holds no name and no free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`FORMAT`].
    pub format: String,
    /// The name of the request.
    pub reference: Reference,
    /// The right that was exercised.
    pub right: Right,
    /// How it came in.
    pub channel: Channel,
    /// When it was received.
    pub received: Timestamp,
    /// The event that recorded it.
    pub event: Recorded,
    /// The place of the event in the log, from 0.
    pub position: u64,
    /// The proof that it is there (RFC 9162 §2.1.3).
    pub proof: Vec<Hash>,
    /// The signed checkpoint up to which the proof leads.
    pub checkpoint: String,
    /// The signed statement that the request of this reference is the one of this event: the log itself knows no
    /// references.
    pub statement: String,
}

/// An event as it rests, so that its hash can be computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// The stream: the id of the request.
    pub stream: String,
    /// When it was recorded, in microseconds since 1970 UTC.
    pub at: i64,
    /// The event, to the letter.
    pub body: String,
    /// Its hash, in hexadecimal ([`entry::link`]).
    pub hash: String,
}

/// Why a receipt proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// It is of another format than [`FORMAT`].
    #[error("it is no receipt of a format that is known here ({FORMAT})")]
    Format,
    /// The hash of the event is not the one of its body.
    #[error("the event was changed: its hash is not that of its body")]
    Event,
    /// Right, channel or time are not those of the event.
    #[error("right, channel or time of receipt are not those of the event")]
    Facts,
    /// Nobody who has the key says that this reference belongs to this event.
    #[error("the reference is not vouched for: {0}")]
    Statement(NoteFault),
    /// The checkpoint is not one of this log.
    #[error("the checkpoint is not one of this log: {0}")]
    Checkpoint(NoteFault),
    /// The proof does not lead from the event to the checkpoint.
    #[error("the proof does not lead from the event to the checkpoint")]
    Inclusion,
}

impl Receipt {
    /// Checks everything that it says, with nothing but the key of the log.
    ///
    /// # Errors
    /// [`ReceiptFault`], the first that is found.
    pub fn check(&self, verifier: &Verifier) -> Result<Checkpoint, ReceiptFault> {
        if self.format != FORMAT {
            return Err(ReceiptFault::Format);
        }
        let Recorded { stream, at, body, hash } = &self.event;
        if entry::link("", stream, FIRST, *at, body) != *hash {
            return Err(ReceiptFault::Event);
        }
        self.check_facts()?;
        self.check_statement(verifier).map_err(ReceiptFault::Statement)?;
        let note = self.checkpoint.parse::<Note>();
        let checkpoint = note.and_then(|note| Checkpoint::open(&note, verifier)).map_err(ReceiptFault::Checkpoint)?;
        let leaf = entry::leaf(stream, FIRST, hash);
        let is_in = proof::is_included(self.position, checkpoint.size, leaf, &self.proof, checkpoint.root);
        if is_in { Ok(checkpoint) } else { Err(ReceiptFault::Inclusion) }
    }

    fn check_facts(&self) -> Result<(), ReceiptFault> {
        match serde_json::from_str(&self.event.body) {
            Ok(Event::Filed { right, channel, received, .. })
                if (right, channel, received) == (self.right, self.channel, self.received) =>
            {
                Ok(())
            }
            _ => Err(ReceiptFault::Facts),
        }
    }

    fn check_statement(&self, verifier: &Verifier) -> Result<(), NoteFault> {
        let note: Note = self.statement.parse()?;
        let text = statement(verifier.name(), &self.reference, &self.event);
        if note.open(verifier)? == text { Ok(()) } else { Err(NoteFault::Signature) }
    }
}

/// Says that the request of this reference is the one of this event. The first line keeps it apart from a checkpoint.
pub fn vouch(signer: &Signer, reference: &Reference, event: &Recorded) -> Note {
    signer.sign(statement(signer.verifier().name(), reference, event))
}

fn statement(name: &str, reference: &Reference, event: &Recorded) -> String {
    format!("{name} {FORMAT}\n{reference}\n{}\n{}\n", event.stream, event.hash)
}
