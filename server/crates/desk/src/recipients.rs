//! To whom the data were disclosed, by name (Art. 19; C-154/21: a recipient is a name, not a category).

use crate::store::{Connection, RequestRow, TextPurpose};
use crate::vault::Key;
use crate::{Office, Result};
use domain::procedure::Recipient;

/// A recipient with its name.
#[derive(Debug, Clone)]
pub struct NamedRecipient {
    /// Its procedural state.
    pub recipient: Recipient,
    /// What it is called.
    pub name: String,
}

impl Office {
    /// The recipients of a request, in the order in which they were named.
    pub(crate) async fn recipients(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
    ) -> Result<Vec<NamedRecipient>> {
        let mut named = Vec::new();
        for recipient in &row.procedure.recipients {
            let name = row.text(db, key, TextPurpose::Recipient(recipient.id)).await?.unwrap_or_default();
            named.push(NamedRecipient { recipient: recipient.clone(), name });
        }
        Ok(named)
    }
}
