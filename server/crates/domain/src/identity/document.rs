use crate::ids::DocumentId;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// What of an identity document may be needed. All else is blacked out: photo, numbers, the lines for machines, the
    /// signature (EDPB Guidelines 01/2022, 77).
    DocumentPart {
        /// The name. Without it a document says nothing.
        Name = "name",
        /// The day of birth.
        BirthDate = "birth_date",
        /// Until when the document is valid.
        Validity = "validity",
        /// The address, where a document shows one.
        Address = "address",
    }
}

words! {
    /// What came of looking at an identity document.
    DocumentOutcome {
        /// It shows the person whose data these are.
        Matches = "matches",
        /// It does not, or cannot be read.
        Differs = "differs",
    }
}

/// An identity document that is there until somebody looked at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldDocument {
    /// Which.
    pub id: DocumentId,
    /// Since when.
    pub since: Timestamp,
}
