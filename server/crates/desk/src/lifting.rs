//! The end of a restriction, as it was told (Art. 18(3)).

use crate::store::{Connection, RequestRow, TextPurpose};
use crate::vault::Key;
use crate::{Office, Result};
use domain::procedure::{Event, Lifting};
use jiff::Timestamp;

/// How a restriction ends, and why.
#[derive(Debug, Clone)]
pub struct ToldLifting {
    /// Its procedural state.
    pub lifting: Lifting,
    /// Why, in the words of staff.
    pub reasons: String,
}

impl Office {
    /// The end of a restriction, if the person was told of one that still holds.
    pub(crate) async fn lifting(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        events: &[(Timestamp, Event)],
    ) -> Result<Option<ToldLifting>> {
        let Some(lifting) = row.procedure.lifting else { return Ok(None) };
        let number = events.iter().rposition(|(_, event)| matches!(event, Event::LiftingAnnounced { .. }));
        let number = number.and_then(|before| i64::try_from(before + 1).ok()).unwrap_or_default();
        let reasons = row.text(db, key, TextPurpose::Lifting(number)).await?.unwrap_or_default();
        Ok(Some(ToldLifting { lifting, reasons }))
    }
}
