//! A request on its way to one controller: an aggregate of its own (Art. 28(3)(e)).

use crate::ids::{ControllerId, RequestId};
use crate::procedure::Refusal;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a forwarding stands. The fold of its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    /// The request that is forwarded.
    pub request: RequestId,
    /// The addressee.
    pub controller: ControllerId,
    /// When the processor received the request: the first of the two receipts.
    pub received_by_processor: Timestamp,
    /// Whether the signer had proven the mailbox.
    pub proven: bool,
    /// When the notice reached the controller's mail server: the second receipt.
    pub told: Option<Timestamp>,
    /// When the controller acknowledged it.
    pub acknowledged: Option<Timestamp>,
    /// How many events it is the fold of.
    pub version: i64,
}

/// What happened to a forwarding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It was put on its way.
    Opened {
        /// The request that is forwarded.
        request: RequestId,
        /// The addressee.
        controller: ControllerId,
        /// When the processor received the request.
        received_by_processor: Timestamp,
        /// Whether the signer had proven the mailbox.
        proven: bool,
    },
    /// The notice reached the controller's mail server.
    Told,
    /// The notice came back: nobody has it.
    Returned,
    /// The controller fetched it as JSON.
    Downloaded,
    /// The controller acknowledged it.
    Acknowledged,
}

/// What somebody wants to happen to a forwarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The notice was delivered.
    Tell,
    /// The notice comes back.
    Return,
    /// The controller fetches it.
    Download,
    /// The controller acknowledges it.
    Acknowledge,
}

/// What follows from a command.
///
/// # Errors
/// A [`Refusal`] when the forwarding is not there yet or was there before.
pub fn decide(forwarding: &Forwarding, command: Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Tell if forwarding.told.is_some() => Err(Refusal::AlreadyTold),
        Command::Tell => Ok(vec![Event::Told]),
        _ if forwarding.told.is_none() => Err(Refusal::NotToldYet),
        Command::Download => Ok(vec![Event::Downloaded]),
        // Whoever acknowledged it has it, whatever a mail server says.
        Command::Return | Command::Acknowledge if forwarding.acknowledged.is_some() => {
            Err(Refusal::AlreadyAcknowledged)
        }
        Command::Return => Ok(vec![Event::Returned]),
        Command::Acknowledge => Ok(vec![Event::Acknowledged]),
    }
}

/// Folds one event into the forwarding; `None` stands for one before its first event.
pub fn apply(forwarding: Option<Forwarding>, at: Timestamp, event: &Event) -> Option<Forwarding> {
    let Some(mut f) = forwarding else {
        return match *event {
            Event::Opened { request, controller, received_by_processor, proven } => Some(Forwarding {
                request,
                controller,
                received_by_processor,
                proven,
                told: None,
                acknowledged: None,
                version: 1,
            }),
            _ => None,
        };
    };
    f.version = f.version.saturating_add(1);
    match event {
        Event::Opened { .. } | Event::Downloaded => {}
        Event::Told => f.told = Some(at),
        Event::Returned => f.told = None,
        Event::Acknowledged => f.acknowledged = Some(at),
    }
    Some(f)
}

impl Event {
    /// The code under which texts are found: the `kind` of its serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Told => "told",
            Self::Returned => "returned",
            Self::Downloaded => "downloaded",
            Self::Acknowledged => "acknowledged",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn opened() -> Forwarding {
        let (request, controller) = (RequestId(Uuid::from_u128(1)), ControllerId(Uuid::from_u128(2)));
        let event = Event::Opened { request, controller, received_by_processor: at(0), proven: true };
        apply(None, at(1), &event).unwrap()
    }

    fn then(f: Forwarding, events: &[Event]) -> Forwarding {
        events.iter().zip(2..).fold(f, |f, (event, second)| apply(Some(f), at(second), event).unwrap())
    }

    #[test]
    fn every_state_allows_or_refuses_every_command_as_the_table_says() {
        let commands = [Command::Tell, Command::Return, Command::Download, Command::Acknowledge];
        let (untold, early, done) = (Refusal::NotToldYet, Refusal::AlreadyTold, Refusal::AlreadyAcknowledged);
        let [told, fetched, acknowledged] =
            [Event::Told, Event::Downloaded, Event::Acknowledged].map(|event| move || Ok(vec![event.clone()]));
        let table = [
            (opened(), [told(), Err(untold), Err(untold), Err(untold)]),
            (then(opened(), &[Event::Told]), [Err(early), Ok(vec![Event::Returned]), fetched(), acknowledged()]),
            (then(opened(), &[Event::Told, Event::Returned]), [told(), Err(untold), Err(untold), Err(untold)]),
            (then(opened(), &[Event::Told, Event::Acknowledged]), [Err(early), Err(done), fetched(), Err(done)]),
        ];
        for (state, expected) in table {
            assert_eq!(commands.map(|command| decide(&state, command)), expected, "{state:?}");
        }
    }

    #[test]
    fn what_happened_is_folded_with_its_time_and_counted() {
        let f = then(opened(), &[Event::Told, Event::Downloaded, Event::Acknowledged]);
        assert_eq!((f.told, f.acknowledged, f.version), (Some(at(2)), Some(at(4)), 4));
        assert_eq!(apply(None, at(1), &Event::Told), None, "nothing is told of what was never opened");
    }

    #[test]
    fn an_event_is_found_by_the_code_under_which_it_is_stored() {
        let (request, controller) = (RequestId(Uuid::from_u128(1)), ControllerId(Uuid::from_u128(2)));
        let first = Event::Opened { request, controller, received_by_processor: at(0), proven: false };
        for event in [first, Event::Told, Event::Returned, Event::Downloaded, Event::Acknowledged] {
            assert_eq!(serde_json::to_value(&event).unwrap()["kind"], event.code());
        }
    }
}
