//! What was asked of a key in this session, until it is answered.

use super::KeyFault;
use crate::session::Question;
use crate::{Office, Result};
use domain::ids::StaffId;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyRegistration, SecurityKeyAuthentication, SecurityKeyRegistration,
};

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

/// Remembers it, in place of whatever was asked before.
pub(super) async fn ask(office: &Office, session: &Session, asked: Asked) -> Result<()> {
    Question::OF_KEY.ask(office, session, &asked).await
}

/// What was asked, once.
///
/// # Errors
/// `Stale`.
pub(super) async fn take(office: &Office, session: &Session) -> Result<Asked> {
    Ok(Question::OF_KEY.take(office, session).await?.ok_or(KeyFault::Stale)?)
}
