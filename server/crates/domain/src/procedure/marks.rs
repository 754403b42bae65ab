use crate::ids::StaffId;
use crate::words::{Channel, words};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A keyed hash (HMAC-SHA256, hex) of a text that lies sealed elsewhere: it proves the text while its key lives, and
/// says nothing once the key is destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(pub String);

/// A SHA-256 sum, in hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub String);

words! {
    /// Why a signer's request waits for staff.
    TriageReason {
        /// No organisation that may be named belongs to this mailbox.
        NothingMatched = "nothing_matched",
        /// The mailbox was not proven in time; the duty to notify the controller runs on.
        StayedUnproven = "stayed_unproven",
        /// The signer says that it is none of those shown, or never chose one.
        NoneChosen = "none_chosen",
        /// Staff took it in: the signer chooses nothing in the portal.
        TakenIn = "taken_in",
        /// A controller says that it is not its own.
        Disputed = "disputed",
        /// A controller does not acknowledge it.
        ControllerSilent = "controller_silent",
        /// It had ended, and staff took it up again.
        Reopened = "reopened",
    }
}

/// By whom it was put down what the data subject said otherwise than in the portal, and how it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relayed {
    /// Who of the staff put it down.
    pub by: StaffId,
    /// How it came.
    pub channel: Channel,
    /// On which day, where the operator is.
    pub day: Date,
}

impl Relayed {
    /// Noon of that day in universal time: everywhere in the Union it is the same day then.
    pub fn noon(&self) -> Timestamp {
        self.day.at(12, 0, 0, 0).in_tz("UTC").map_or(Timestamp::MIN, |noon| noon.timestamp())
    }
}

/// Who picked the controller of a forwarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedBy {
    /// The signer, behind a proven mailbox.
    Signer,
    /// Staff.
    Staff(StaffId),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_on_a_day_counts_from_its_noon() {
        let by = StaffId(uuid::Uuid::from_u128(1));
        for day in ["2026-03-29", "2026-10-25", "2026-12-31"] {
            let relayed = Relayed { by, channel: Channel::Letter, day: day.parse().unwrap() };
            assert_eq!(relayed.noon().to_string(), format!("{day}T12:00:00Z"));
        }
    }
}
