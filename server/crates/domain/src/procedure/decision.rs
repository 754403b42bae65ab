use super::Commitment;
use crate::ids::WithheldId;
use crate::law::{Invoked, MemberState};
use crate::words::Outcome;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How staff end a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// How it ends.
    pub outcome: Outcome,
    /// On which ground the whole is refused, if it is.
    pub ground: Option<Invoked>,
    /// The answer in words, if there are any; of a refusal, its reasons.
    pub words: Option<Commitment>,
    /// What the person is told that they can do about it.
    pub remedies: Option<Remedies>,
    /// What shows that it is unfounded or excessive, for the record: the controller bears that burden (Art. 12(5)).
    pub burden: Option<Commitment>,
}

/// Something that was asked for and is not done. What it is and why it is kept lies sealed beside the procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Its id.
    pub id: WithheldId,
    /// On which ground.
    #[serde(flatten)]
    pub ground: Invoked,
    /// Until when it is kept, if that is known.
    pub until: Option<Date>,
}

/// The remedies that a person who is refused is told of (Art. 12(4)): both, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedies {
    /// The supervisory authority that takes the complaint (Art. 77), by its id in the directory of authorities.
    pub complaint: String,
    /// The state in whose courts the person can sue, beside the one where the controller is established (Art. 79(2)).
    pub court: MemberState,
}
