//! A key shows who somebody is.

use super::ceremony::{self, Asked};
use super::party::party;
use super::rows::KeyRow;
use super::{KeyFault, Owner, read};
use crate::session;
use crate::signin::browser::{self, Attempt};
use crate::store::Connection;
use crate::{DeskError, FrontDesk, Office, Result};
use domain::access::{Door, Means, Visitor};
use domain::staff::KeyKind;
use serde_json::Value;
use tower_sessions::Session;
use webauthn_rs::prelude::{AuthenticationResult, Credential, PublicKeyCredential, SecurityKey, WebauthnError};

impl FrontDesk {
    /// What a browser asks of the passkeys that it finds: the same for everybody.
    ///
    /// # Errors
    /// `Key` when there are none at this address.
    pub async fn ask_for_passkey(&self, session: &Session) -> Result<Value> {
        let office = self.office();
        let (options, state) = party(office)?.start_discoverable_authentication().map_err(DeskError::internal)?;
        ceremony::ask(office, session, Asked::Anybody(state)).await?;
        let mut options = options.public_key;
        options.extensions = None;
        Ok(serde_json::to_value(options)?)
    }

    /// Signs in by what a passkey signed: it checked who holds it, and so stands for both factors. Gives what the browser
    /// keeps, to be known by.
    ///
    /// # Errors
    /// `Key`; `Throttled` per caller.
    pub async fn sign_in_by_passkey(&self, session: &Session, answer: &str, caller: &str) -> Result<String> {
        let office = self.office();
        let theirs = |owner| match owner {
            Owner::Staff(staff) => Some(staff),
            Owner::Contact(_) => None,
        };
        let staff = by_passkey(office, session, answer, caller, theirs).await?;
        session::sign_in_staff(office, session, staff, Means::Passkey).await?;
        Ok(browser::token(office, staff))
    }
}

/// Who comes in by what a passkey signed, if they are of the kind that this door is for.
///
/// # Errors
/// `Key`; `Throttled` per caller.
pub(crate) async fn by_passkey<T>(
    office: &Office,
    session: &Session,
    answer: &str,
    caller: &str,
    theirs: impl Fn(Owner) -> Option<T>,
) -> Result<T> {
    let attempt = Attempt::passkey(office, caller);
    attempt.count(office).await?;
    let found = holder(office, session, answer).await;
    match found.and_then(|owner| theirs(owner).ok_or(KeyFault::Unknown.into())) {
        Err(why @ DeskError::Key(_)) => office.turn_away(Visitor::Stranger, Door::Passkey, why).await,
        Err(error) => Err(error),
        Ok(found) => {
            attempt.forgive(office).await?;
            Ok(found)
        }
    }
}

/// Whose passkey signed what was asked of anybody.
async fn holder(office: &Office, session: &Session, answer: &str) -> Result<Owner> {
    let Asked::Anybody(state) = ceremony::take(office, session).await? else {
        return Err(KeyFault::Stale.into());
    };
    let (answer, party): (PublicKeyCredential, _) = (read(answer)?, party(office)?);
    let (handle, credential) =
        party.identify_discoverable_authentication(&answer).map_err(|error| KeyFault::of_proof(&error))?;
    let mut tx = office.store.begin_write().await?;
    let owner = Owner::by_handle(&mut tx, handle).await?.ok_or(KeyFault::Unknown)?;
    let key = held(office, &mut tx, owner, credential).await?;
    if key.kind != KeyKind::Passkey {
        return Err(KeyFault::Unknown.into());
    }
    let result = party.finish_discoverable_authentication_v2(&answer, state, &key.credential);
    let judged = judge(office, &mut tx, key, result, &answer).await?;
    tx.commit().await?;
    judged?;
    Ok(owner)
}

/// What a browser asks of the keys of one owner.
///
/// # Errors
/// `Key` when they have none, or there are none at this address.
pub(in crate::signin) async fn ask_one(office: &Office, session: &Session, owner: Owner) -> Result<Value> {
    let mut db = office.store.pool().acquire().await?;
    let rows = KeyRow::of(office, &mut db, owner).await?;
    drop(db);
    let good = rows.into_iter().filter(|row| row.doubted.is_none());
    // As keys of which nobody asks more than that they are there: a passkey asks by itself who holds it.
    let keys: Vec<SecurityKey> = good.map(|row| row.credential.into()).collect();
    if keys.is_empty() {
        return Err(KeyFault::Unknown.into());
    }
    let (options, state) = party(office)?.start_securitykey_authentication(&keys).map_err(DeskError::internal)?;
    ceremony::ask(office, session, Asked::One(owner, state)).await?;
    let mut options = options.public_key;
    options.hints = None;
    Ok(serde_json::to_value(options)?)
}

/// Takes what one of this owner's keys signed.
///
/// # Errors
/// `Key`.
pub(in crate::signin) async fn prove_one(office: &Office, session: &Session, owner: Owner, answer: &str) -> Result<()> {
    let state = match ceremony::take(office, session).await? {
        Asked::One(asked, state) if asked == owner => state,
        _ => return Err(KeyFault::Stale.into()),
    };
    let answer: PublicKeyCredential = read(answer)?;
    let mut tx = office.store.begin_write().await?;
    let key = held(office, &mut tx, owner, answer.get_credential_id()).await?;
    // By the row as it is now: the state knows what rested when it was asked.
    let result = party(office)?.finish_securitykey_authentication(&answer, &state);
    let result = result.and_then(|result| counted(&key.credential, result));
    let judged = judge(office, &mut tx, key, result, &answer).await?;
    tx.commit().await?;
    Ok(judged?)
}

/// The key of this owner, while nobody else uses it.
async fn held(office: &Office, db: &mut Connection, owner: Owner, credential: &[u8]) -> Result<KeyRow> {
    owner.hold(db).await?;
    let key = KeyRow::find(office, db, owner, credential).await?.ok_or(KeyFault::Unknown)?;
    if key.doubted.is_some() { Err(KeyFault::Doubted.into()) } else { Ok(key) }
}

/// A count that is over the last one, or none at all (WebAuthn 7.2, step 22).
fn counted(
    credential: &Credential,
    result: AuthenticationResult,
) -> std::result::Result<AuthenticationResult, WebauthnError> {
    let is_over = result.counter() > credential.counter || (result.counter() == 0 && credential.counter == 0);
    if is_over { Ok(result) } else { Err(WebauthnError::CredentialPossibleCompromise) }
}

/// Notes that the key was used, or that there may be a copy of it; either is to be committed.
async fn judge(
    office: &Office,
    db: &mut Connection,
    key: KeyRow,
    result: std::result::Result<AuthenticationResult, WebauthnError>,
    answer: &PublicKeyCredential,
) -> Result<std::result::Result<(), KeyFault>> {
    match result {
        Ok(result) => {
            let words = answer.response.client_data_json.as_slice();
            key.note_use(office, db, &result, words).await.map(Ok)
        }
        Err(error) => {
            let fault = KeyFault::of_proof(&error);
            if fault == KeyFault::Doubted {
                key.doubt(office, db).await?;
                tracing::warn!(key = %key.id, "a count came back: there may be a copy of this passkey or security key");
            }
            Ok(Err(fault))
        }
    }
}
