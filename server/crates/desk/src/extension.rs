//! The extension of a period, as it was told.

use crate::store::{Connection, RequestRow, TextPurpose};
use crate::vault::Key;
use crate::{Office, Result};
use domain::law::{ExtensionGround, FurtherMonths};
use domain::procedure::Event;
use jiff::Timestamp;

/// The extension of a period (Art. 12(3)).
#[derive(Debug, Clone)]
pub struct Extension {
    /// When the person was told.
    pub at: Timestamp,
    /// By how much.
    pub months: FurtherMonths,
    /// On which ground.
    pub ground: ExtensionGround,
    /// Why, in the words of staff.
    pub reasons: String,
}

impl Office {
    /// The extension of a request, if its period was extended.
    pub(crate) async fn extension(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        events: &[(Timestamp, Event)],
    ) -> Result<Option<Extension>> {
        let told = events.iter().find_map(|(at, event)| match event {
            Event::Extended { months, ground, .. } => Some((*at, *months, *ground)),
            _ => None,
        });
        let Some((at, months, ground)) = told else { return Ok(None) };
        let reasons = row.text(db, key, TextPurpose::ExtensionReasons).await?.unwrap_or_default();
        Ok(Some(Extension { at, months, ground, reasons }))
    }
}
