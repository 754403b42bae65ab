use crate::vault::{Purpose, Spot};
use crate::{DeskError, Office, Result};
use jiff::{Timestamp, ToSpan};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

/// A question that waits in a session for its one answer. It rests sealed: by what is in it the answer is judged.
pub(crate) struct Question {
    name: &'static str,
    minutes: i64,
}

#[derive(Serialize, Deserialize)]
struct Waiting<T> {
    what: T,
    since: Timestamp,
}

impl Question {
    /// Of a passkey or security key.
    pub(crate) const OF_KEY: Self = Self { name: "key", minutes: 5 };
    /// Of a provider of OpenID Connect, at whose pages people may have to look for their card.
    pub(crate) const OF_PROVIDER: Self = Self { name: "provider", minutes: 15 };

    /// Remembers it, in place of whatever was asked before.
    pub(crate) async fn ask<T: Serialize>(&self, office: &Office, session: &Session, what: &T) -> Result<()> {
        let key = office.vault.purpose(Purpose::Codes);
        let sealed = office.vault.seal_json(key, self.spot(), &Waiting { what, since: office.now() })?;
        session.insert(self.name, hex::encode(sealed)).await.map_err(DeskError::internal)
    }

    /// What was asked, once: whatever becomes of the answer, it is not taken again. Nothing when it is too long ago.
    pub(crate) async fn take<T: DeserializeOwned>(&self, office: &Office, session: &Session) -> Result<Option<T>> {
        let Some(text) = session.remove::<String>(self.name).await.map_err(DeskError::internal)? else {
            return Ok(None);
        };
        // Written at once, not when the answer is sent.
        session.save().await.map_err(DeskError::internal)?;
        let sealed = hex::decode(text).map_err(DeskError::internal)?;
        let waiting: Waiting<T> = office.vault.purpose(Purpose::Codes).open_json(self.spot(), &sealed)?;
        let since = office.now().checked_sub(self.minutes.minutes()).map_err(DeskError::internal)?;
        Ok((waiting.since > since).then_some(waiting.what))
    }

    const fn spot(&self) -> Spot<'_> {
        Spot("sessions", "-", self.name)
    }
}
