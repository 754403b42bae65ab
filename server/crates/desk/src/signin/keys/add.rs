//! A new key is set up.

use super::ceremony::{self, Asked};
use super::party::party;
use super::rows::KeyRow;
use super::{KeyFault, read};
use crate::registers::StaffRow;
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::ids::StaffId;
use domain::staff::KeyKind;
use serde_json::Value;
use tower_sessions::Session;
use webauthn_rs::prelude::{CreationChallengeResponse, Credential, RegisterPublicKeyCredential};
use webauthn_rs_proto::ResidentKeyRequirement;

/// What a browser asks of a key that is to be this person's.
///
/// # Errors
/// `Key` when there are none at this address.
pub(in crate::signin) async fn ask(office: &Office, session: &Session, row: &StaffRow, kind: KeyKind) -> Result<Value> {
    let party = party(office)?;
    let mut tx = office.store.begin_write().await?;
    let handle = row.handle(office, &mut tx).await?;
    let there = KeyRow::of(office, &mut tx, row.id).await?;
    tx.commit().await?;
    let there = Some(there.into_iter().map(|row| row.credential.cred_id).collect());
    let (email, name) = (row.email(office)?.unwrap_or_default(), row.name(office)?);
    let (options, asked) = match kind {
        KeyKind::Passkey => {
            let begun = party.start_passkey_registration(handle, &email, &name, there);
            let (options, state) = begun.map_err(DeskError::internal)?;
            (options, Asked::Passkey(row.id, state))
        }
        KeyKind::SecurityKey => {
            let begun = party.start_securitykey_registration(handle, &email, &name, there, None, None);
            let (options, state) = begun.map_err(DeskError::internal)?;
            (options, Asked::SecurityKey(row.id, state))
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
pub(in crate::signin) struct Fresh(KeyKind, Credential);

/// Judges what a new key signed.
///
/// # Errors
/// `Key`.
pub(in crate::signin) async fn judge(
    office: &Office,
    session: &Session,
    staff: StaffId,
    answer: &str,
) -> Result<Fresh> {
    let (asked, party) = (ceremony::take(office, session).await?, party(office)?);
    let answer: RegisterPublicKeyCredential = read(answer)?;
    let made = match &asked {
        Asked::Passkey(owner, state) if *owner == staff => {
            party.finish_passkey_registration(&answer, state).map(|key| Fresh(KeyKind::Passkey, key.into()))
        }
        Asked::SecurityKey(owner, state) if *owner == staff => {
            party.finish_securitykey_registration(&answer, state).map(|key| Fresh(KeyKind::SecurityKey, key.into()))
        }
        _ => return Err(KeyFault::Stale.into()),
    };
    Ok(made.map_err(|error| KeyFault::of_new(&error))?)
}

impl Fresh {
    /// Keeps it under a name.
    ///
    /// # Errors
    /// `Key` when it is somebody's.
    pub(in crate::signin) async fn keep(
        self,
        office: &Office,
        db: &mut Connection,
        staff: StaffId,
        name: &str,
    ) -> Result<()> {
        KeyRow::put(office, db, staff, (self.0, name), &self.1).await
    }
}
