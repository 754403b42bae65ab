//! What was asked of a key in this session, until it is answered.

use super::KeyFault;
use crate::vault::{Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::ids::StaffId;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyRegistration, SecurityKeyAuthentication, SecurityKeyRegistration,
};

const ASKED: &str = "key";
const SPOT: Spot<'_> = Spot("sessions", "-", "key");
/// For how many minutes an answer is taken.
const MINUTES: i64 = 5;

/// What was asked, and of whose keys.
#[derive(Serialize, Deserialize)]
pub(super) enum Asked {
    /// Any passkey, of whomever.
    Anybody(DiscoverableAuthentication),
    /// One of this person's keys.
    One(StaffId, SecurityKeyAuthentication),
    /// A new passkey.
    Passkey(StaffId, PasskeyRegistration),
    /// A new security key.
    SecurityKey(StaffId, SecurityKeyRegistration),
}

#[derive(Serialize, Deserialize)]
struct Ceremony {
    asked: Asked,
    since: Timestamp,
}

/// Remembers it, in place of whatever was asked before. It rests sealed: there are public keys in it, by which the answer
/// is judged.
pub(super) async fn ask(office: &Office, session: &Session, asked: Asked) -> Result<()> {
    let ceremony = Ceremony { asked, since: office.now() };
    let sealed = office.vault.seal_json(office.vault.purpose(Purpose::Staff), SPOT, &ceremony)?;
    session.insert(ASKED, hex::encode(sealed)).await.map_err(DeskError::internal)
}

/// What was asked, once: whatever becomes of the answer, it is not taken again.
///
/// # Errors
/// `Stale`.
pub(super) async fn take(office: &Office, session: &Session) -> Result<Asked> {
    let text = session.remove::<String>(ASKED).await.map_err(DeskError::internal)?.ok_or(KeyFault::Stale)?;
    // Written at once, not when the answer is sent.
    session.save().await.map_err(DeskError::internal)?;
    let sealed = hex::decode(text).map_err(DeskError::internal)?;
    let ceremony: Ceremony = office.vault.purpose(Purpose::Staff).open_json(SPOT, &sealed)?;
    let since = office.now().checked_sub(MINUTES.minutes()).map_err(DeskError::internal)?;
    if ceremony.since > since { Ok(ceremony.asked) } else { Err(KeyFault::Stale.into()) }
}
