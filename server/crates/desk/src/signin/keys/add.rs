//! A new key is set up.

use super::ceremony::{self, Asked};
use super::party::party;
use super::rows::KeyRow;
use super::{KeyFault, Owner, read};
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::ids::KeyId;
use domain::staff::KeyKind;
use serde_json::Value;
use tower_sessions::Session;
use webauthn_rs::prelude::{CreationChallengeResponse, Credential, RegisterPublicKeyCredential};
use webauthn_rs_proto::ResidentKeyRequirement;

/// What a browser asks of a key that is to be this owner's; it shows them under a mail address and a name.
///
/// # Errors
/// `Key` when there are none at this address.
pub(crate) async fn ask(
    office: &Office,
    session: &Session,
    owner: Owner,
    (email, name): (&str, &str),
    kind: KeyKind,
) -> Result<Value> {
    let party = party(office)?;
    let mut tx = office.store.begin_write().await?;
    let handle = owner.handle(office, &mut tx).await?;
    let there = KeyRow::of(office, &mut tx, owner).await?;
    tx.commit().await?;
    let there = Some(there.into_iter().map(|row| row.credential.cred_id).collect());
    let (options, asked) = match kind {
        KeyKind::Passkey => {
            let begun = party.start_passkey_registration(handle, email, name, there);
            let (options, state) = begun.map_err(DeskError::internal)?;
            (options, Asked::Passkey(owner, state))
        }
        KeyKind::SecurityKey => {
            let begun = party.start_securitykey_registration(handle, email, name, there, None, None);
            let (options, state) = begun.map_err(DeskError::internal)?;
            (options, Asked::SecurityKey(owner, state))
        }
    };
    ceremony::ask(office, session, asked).await?;
    Ok(serde_json::to_value(fitted(options, kind).public_key)?)
}

/// What the library does not ask for: a passkey has to be found by itself, and an extension that many keys stumble over is
/// left out.
fn fitted(mut options: CreationChallengeResponse, kind: KeyKind) -> CreationChallengeResponse {
    options.public_key.extensions = None;
    if let Some(wanted) = options.public_key.authenticator_selection.as_mut() {
        let is_found = kind == KeyKind::Passkey;
        wanted.require_resident_key = is_found;
        wanted.resident_key =
            Some(if is_found { ResidentKeyRequirement::Required } else { ResidentKeyRequirement::Discouraged });
    }
    options
}

/// What was brought back, judged: a key to be kept.
pub(crate) struct Fresh(KeyKind, Credential);

/// Judges what a new key signed.
///
/// # Errors
/// `Key`.
pub(crate) async fn judge(office: &Office, session: &Session, owner: Owner, answer: &str) -> Result<Fresh> {
    let (asked, party) = (ceremony::take(office, session).await?, party(office)?);
    let answer: RegisterPublicKeyCredential = read(answer)?;
    let made = match &asked {
        Asked::Passkey(asked, state) if *asked == owner => {
            party.finish_passkey_registration(&answer, state).map(|key| Fresh(KeyKind::Passkey, key.into()))
        }
        Asked::SecurityKey(asked, state) if *asked == owner => {
            party.finish_securitykey_registration(&answer, state).map(|key| Fresh(KeyKind::SecurityKey, key.into()))
        }
        _ => return Err(KeyFault::Stale.into()),
    };
    Ok(made.map_err(|error| KeyFault::of_new(&error))?)
}

impl Fresh {
    /// Whether it checks who holds it.
    pub(crate) fn is_passkey(&self) -> bool {
        self.0 == KeyKind::Passkey
    }

    /// Keeps it under a name.
    ///
    /// # Errors
    /// `Key` when it is somebody's.
    pub(crate) async fn keep(self, office: &Office, db: &mut Connection, owner: Owner, name: &str) -> Result<KeyId> {
        KeyRow::put(office, db, owner, (self.0, name), &self.1).await
    }
}
