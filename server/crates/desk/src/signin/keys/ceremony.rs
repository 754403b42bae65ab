//! What was asked of a key in this session, until it is answered.

use super::{KeyFault, Owner};
use crate::session::Question;
use crate::{Office, Result};
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
    /// One of this owner's keys.
    One(Owner, SecurityKeyAuthentication),
    /// A new passkey.
    Passkey(Owner, PasskeyRegistration),
    /// A new security key.
    SecurityKey(Owner, SecurityKeyRegistration),
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
