use super::{KeyFault, Owner};
use crate::store::{Connection, instant};
use crate::vault::{Mac, Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::ids::{KeyId, StaffId};
use domain::staff::KeyKind;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::collections::BTreeSet;
use webauthn_rs::prelude::{AuthenticationResult, Credential, Passkey};

/// A passkey or security key as it rests.
pub(super) struct KeyRow {
    pub(super) id: KeyId,
    owner: Owner,
    pub(super) kind: KeyKind,
    pub(super) name: String,
    pub(super) credential: Credential,
    pub(super) added: Timestamp,
    pub(super) used: Option<Timestamp>,
    pub(super) doubted: Option<Timestamp>,
}

impl KeyRow {
    /// All of an owner, oldest first.
    pub(super) async fn of(office: &Office, db: &mut Connection, owner: Owner) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM passkeys WHERE owner = $1 ORDER BY id");
        let rows = rows.bind(owner.to_string()).fetch_all(db).await?;
        rows.iter().map(|row| Self::read(office, row)).collect()
    }

    /// The one of this owner that bears this id of the authenticator's making.
    pub(super) async fn find(
        office: &Office,
        db: &mut Connection,
        owner: Owner,
        credential: &[u8],
    ) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM passkeys WHERE owner = $1 AND credential_mac = $2")
            .bind(owner.to_string())
            .bind(mac(office, credential).as_str())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(|row| Self::read(office, row)).transpose()
    }

    /// Puts a new one.
    ///
    /// # Errors
    /// `Taken` when it is somebody's.
    pub(super) async fn put(
        office: &Office,
        db: &mut Connection,
        owner: Owner,
        (kind, name): (KeyKind, &str),
        credential: &Credential,
    ) -> Result<KeyId> {
        let fresh = KeyId(office.random.id(office.now()));
        let (id, key) = (fresh.to_string(), office.vault.purpose(owner.purpose()));
        let put = sqlx::query(
            "INSERT INTO passkeys (id, owner, kind, credential_mac, name, body, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&id)
        .bind(owner.to_string())
        .bind(kind.code())
        .bind(mac(office, credential.cred_id.as_slice()).as_str())
        .bind(office.vault.seal(key, spot(&id, "name"), name.as_bytes()))
        .bind(office.vault.seal_json(key, spot(&id, "body"), credential)?)
        .bind(office.now().as_microsecond())
        .execute(db)
        .await;
        match put.map_err(DeskError::from) {
            Err(DeskError::Conflict) => Err(KeyFault::Taken.into()),
            done => done.map(|_| fresh),
        }
    }

    /// Notes that it opened something by signing these words of the browser's: its count, and that they are spent.
    ///
    /// # Errors
    /// `Stale` when they were before.
    pub(super) async fn note_use(
        self,
        office: &Office,
        db: &mut Connection,
        result: &AuthenticationResult,
        words: &[u8],
    ) -> Result<()> {
        let (id, key) = (self.id.to_string(), office.vault.purpose(self.owner.purpose()));
        let mut passkey = Passkey::from(self.credential);
        passkey.update_credential(result);
        let used = sqlx::query(
            "UPDATE passkeys SET body = $1, used_at = $2, last_proof = $3
             WHERE id = $4 AND (last_proof IS NULL OR last_proof <> $3)",
        )
        .bind(office.vault.seal_json(key, spot(&id, "body"), &Credential::from(passkey))?)
        .bind(office.now().as_microsecond())
        .bind(hex::encode(Sha256::digest(words)))
        .bind(&id)
        .execute(db)
        .await?;
        if used.rows_affected() == 1 { Ok(()) } else { Err(KeyFault::Stale.into()) }
    }

    /// Notes that there may be a copy of it.
    pub(super) async fn doubt(&self, office: &Office, db: &mut Connection) -> Result<()> {
        let doubted = sqlx::query("UPDATE passkeys SET doubted_at = $1 WHERE id = $2");
        doubted.bind(office.now().as_microsecond()).bind(self.id.to_string()).execute(db).await?;
        Ok(())
    }

    fn read(office: &Office, row: &sqlx::any::AnyRow) -> Result<Self> {
        let (text, owner): (String, Owner) = (row.try_get("id")?, row.try_get::<&str, _>("owner")?.parse()?);
        let key = office.vault.purpose(owner.purpose());
        let sealed = |column: &'static str| row.try_get::<Vec<u8>, _>(column);
        let at = |micros: Option<i64>| micros.map(instant).transpose();
        let kind: String = row.try_get("kind")?;
        Ok(Self {
            kind: KeyKind::from_code(&kind).ok_or_else(|| DeskError::internal("unknown kind of key"))?,
            name: String::from_utf8_lossy(&key.open(spot(&text, "name"), &sealed("name")?)?).into_owned(),
            credential: key.open_json(spot(&text, "body"), &sealed("body")?)?,
            added: instant(row.try_get("added_at")?)?,
            used: at(row.try_get("used_at")?)?,
            doubted: at(row.try_get("doubted_at")?)?,
            id: text.parse()?,
            owner,
        })
    }
}

/// Gives one of this owner's another name; of nobody's it is none.
pub(super) async fn rename(
    office: &Office,
    db: &mut Connection,
    (owner, id): (Owner, KeyId),
    name: &str,
) -> Result<()> {
    let text = id.to_string();
    let sealed = office.vault.seal(office.vault.purpose(owner.purpose()), spot(&text, "name"), name.as_bytes());
    let renamed = sqlx::query("UPDATE passkeys SET name = $1 WHERE id = $2 AND owner = $3");
    renamed.bind(sealed).bind(&text).bind(owner.to_string()).execute(db).await?;
    Ok(())
}

/// Takes one of this owner's away.
///
/// # Errors
/// `NotFound` when it is none.
pub(crate) async fn remove(db: &mut Connection, owner: Owner, id: KeyId) -> Result<()> {
    let removed = sqlx::query("DELETE FROM passkeys WHERE id = $1 AND owner = $2");
    let removed = removed.bind(id.to_string()).bind(owner.to_string()).execute(db).await?;
    if removed.rows_affected() == 1 { Ok(()) } else { Err(DeskError::NotFound) }
}

/// How many of an owner open something, and how many do not any more.
pub(crate) async fn count(db: &mut Connection, owner: Owner) -> Result<(usize, usize)> {
    let row = sqlx::query("SELECT COUNT(*) AS keys, COUNT(doubted_at) AS doubted FROM passkeys WHERE owner = $1")
        .bind(owner.to_string())
        .fetch_one(db)
        .await?;
    let number = |column: &str| -> Result<usize> {
        usize::try_from(row.try_get::<i64, _>(column)?).map_err(DeskError::internal)
    };
    let (keys, doubted) = (number("keys")?, number("doubted")?);
    Ok((keys - doubted, doubted))
}

/// Takes all of an owner away.
pub(crate) async fn forget(db: &mut Connection, owner: Owner) -> Result<()> {
    sqlx::query("DELETE FROM passkeys WHERE owner = $1").bind(owner.to_string()).execute(db).await?;
    Ok(())
}

/// Who of the staff has any.
pub(crate) async fn staff_with_keys(db: &mut Connection) -> Result<BTreeSet<StaffId>> {
    let rows = sqlx::query("SELECT DISTINCT owner FROM passkeys").fetch_all(db).await?;
    let mut staff = BTreeSet::new();
    for row in rows {
        if let Owner::Staff(id) = row.try_get::<&str, _>("owner")?.parse()? {
            staff.insert(id);
        }
    }
    Ok(staff)
}

/// The id that the authenticator made, so that nobody who reads the table can tell at which other sites it serves.
fn mac(office: &Office, credential: &[u8]) -> Mac {
    office.vault.purpose(Purpose::Staff).derive("credential").mac(&hex::encode(credential))
}

fn spot<'a>(id: &'a str, column: &'static str) -> Spot<'a> {
    Spot("passkeys", id, column)
}
