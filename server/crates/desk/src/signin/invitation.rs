//! Invitations: a link that lets somebody choose a password, once and within a week.
//!
//! The link is minted when its mail leaves, and rests as a hash. To look at it uses nothing up.

use crate::post::{self, Errand};
use crate::registers::{StaffRow, end_sessions};
use crate::session::{self, Passed};
use crate::store::{Connection, Throttle};
use crate::vault::{Purpose, Spot};
use crate::{DeskError, FrontDesk, Office, Result};
use domain::access::{Access, AccountChange, Visitor};
use domain::filing::Mailbox;
use domain::staff::{AccountRefusal, Role};
use domain::words::Language;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::Row;
use tower_sessions::Session;
use uuid::Uuid;

/// For how many days a link is good, from when its mail leaves.
pub(crate) const LINK_DAYS: i64 = 7;
/// Links that one caller tries, against guessing at them.
const PER_CALLER: Throttle = Throttle { limit: 30, seconds: 3600 };

/// Who is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// The mail address, to sign in with.
    pub email: Mailbox,
    /// The name that colleagues see.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The language of the mail.
    pub language: Language,
}

/// An invitation, by its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct InvitationId(Uuid);

impl std::fmt::Display for InvitationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Office {
    /// Invites somebody by mail, in place of any invitation before.
    ///
    /// # Errors
    /// `Account` when there is an open account of this address.
    pub async fn invite_staff(&self, invitee: &Invitee) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        self.invite_in(&mut tx, invitee).await?;
        tx.commit().await?;
        self.wake.notify_one();
        Ok(())
    }

    /// The same, together with what else is done.
    pub(crate) async fn invite_in(&self, db: &mut Connection, invitee: &Invitee) -> Result<()> {
        let normalised = invitee.email.normalised();
        if StaffRow::by_email(self, db, &normalised).await?.is_some() {
            return Err(DeskError::Account(AccountRefusal::Exists));
        }
        let (id, key) = (InvitationId(self.random.id(self.now())), self.vault.purpose(Purpose::Staff));
        let (text, mac) = (id.to_string(), key.mac(&normalised));
        let before = sqlx::query("DELETE FROM invitations WHERE email_mac = $1");
        before.bind(mac.as_str()).execute(&mut *db).await?;
        sqlx::query(
            "INSERT INTO invitations (id, email_mac, email, name, role, language, token_hash, expires_at, used_at)
             VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, NULL)",
        )
        .bind(&text)
        .bind(mac.as_str())
        .bind(self.vault.seal(key, Spot("invitations", &text, "email"), invitee.email.as_str().as_bytes()))
        .bind(self.vault.seal(key, Spot("invitations", &text, "name"), invitee.name.as_bytes()))
        .bind(invitee.role.code())
        .bind(invitee.language.code())
        .bind(self.until()?)
        .execute(&mut *db)
        .await?;
        post::put(self, db, &Errand::Invited { invitation: id }).await
    }

    /// The secret of a fresh link with who is invited by it; nothing once it was used or put aside.
    pub(crate) async fn new_invitation_link(
        &self,
        db: &mut Connection,
        id: InvitationId,
    ) -> Result<Option<(String, Invitee)>> {
        let token = hex::encode(self.random.bytes::<24>());
        let minted = sqlx::query(
            "UPDATE invitations SET token_hash = $1, expires_at = $2 WHERE id = $3 AND used_at IS NULL RETURNING *",
        )
        .bind(hash(&token))
        .bind(self.until()?)
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
        let Some(row) = minted else { return Ok(None) };
        Ok(Some((token, self.invitee(&row)?.1)))
    }

    fn invitee(&self, row: &sqlx::any::AnyRow) -> Result<(String, Invitee)> {
        let id: String = row.try_get("id")?;
        let text = |column: &'static str| -> Result<String> {
            let (spot, sealed): (_, Vec<u8>) = (Spot("invitations", &id, column), row.try_get(column)?);
            let plain = self.vault.purpose(Purpose::Staff).open(spot, &sealed)?;
            Ok(String::from_utf8_lossy(&plain).into_owned())
        };
        let (role, language): (String, String) = (row.try_get("role")?, row.try_get("language")?);
        let damaged = || DeskError::internal("a damaged invitation");
        let invitee = Invitee {
            email: Mailbox::parse(&text("email")?).map_err(|_| damaged())?,
            name: text("name")?,
            role: Role::from_code(&role).ok_or_else(damaged)?,
            language: Language::from_code(&language).ok_or_else(damaged)?,
        };
        Ok((id, invitee))
    }

    fn until(&self) -> Result<i64> {
        let until = self.now().checked_add((LINK_DAYS * 24).hours()).map_err(DeskError::internal)?;
        Ok(until.as_microsecond())
    }
}

impl FrontDesk {
    /// Opens the account of an invitation with a password of the person's choosing, and leads to the threshold, where
    /// the second factor is set up.
    ///
    /// # Errors
    /// `LinkSpent` for a link that is used, over its time, replaced or none: all look the same. `Password` when it will
    /// not do, and the link stays good. `Throttled` by the caller's address.
    pub async fn accept_invitation(
        &self,
        session: &Session,
        (token, password): (&str, &str),
        caller: &str,
    ) -> Result<()> {
        let office = self.office();
        self.throttle(PER_CALLER, "invitation", caller).await?;
        let row =
            sqlx::query("SELECT * FROM invitations WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
                .bind(hash(token))
                .bind(office.now().as_microsecond())
                .fetch_optional(office.store.pool())
                .await?
                .ok_or(DeskError::LinkSpent)?;
        let (id, invitee) = office.invitee(&row)?;
        let Invitee { email, name, role, .. } = invitee;
        let hashed = super::hash(office, password, &[email.as_str(), &name]).await?;
        let mut tx = office.store.begin_write().await?;
        let used = sqlx::query("UPDATE invitations SET used_at = $1 WHERE id = $2 AND used_at IS NULL")
            .bind(office.now().as_microsecond())
            .bind(id)
            .execute(&mut *tx)
            .await?;
        let is_open = StaffRow::by_email(office, &mut tx, &email.normalised()).await?.is_some();
        if used.rows_affected() != 1 || is_open {
            return Err(DeskError::LinkSpent);
        }
        let staff = StaffRow::put(office, &mut tx, &email, &name, role, &hashed).await?;
        end_sessions(&mut tx, staff).await?;
        let opened = Access::Account { change: AccountChange::Opened { role }, by: None };
        office.record_in(&mut tx, Visitor::Staff(staff), opened).await?;
        tx.commit().await?;
        session::pass(office, session, Passed::new(office, staff, Some(super::factor::fresh(office, staff)), None))
            .await
    }
}

fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
