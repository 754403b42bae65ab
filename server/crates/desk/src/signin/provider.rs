//! Signing in by what a provider of OpenID Connect says; and linking an account with it, which only its owner does.

use super::browser::{self, Attempt};
use super::threshold::to_threshold;
use super::{AccountDesk, Confirmed};
use crate::providers::{Audience, ProviderFault, Told, Why};
use crate::registers::StaffRow;
use crate::session;
use crate::store::{Connection, instant};
use crate::vault::{Mac, Purpose};
use crate::{DeskError, FrontDesk, Office, Result};
use domain::access::{AccountChange, Door, Means, Visitor};
use domain::ids::StaffId;
use jiff::Timestamp;
use sqlx::Row;
use tower_sessions::Session;

/// Where somebody stands who came back from a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entrance {
    /// Signed in; with what the browser keeps, to be known by.
    In(String),
    /// At the threshold: the provider said who it is, and not by two factors.
    Threshold,
}

/// A link between one's own account and a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which provider.
    pub provider: String,
    /// Since when; `None` while there is none.
    pub since: Option<Timestamp>,
    /// When it last opened something.
    pub used: Option<Timestamp>,
}

impl FrontDesk {
    /// Where a browser is sent to sign in as staff.
    ///
    /// # Errors
    /// `NotFound` when there is no such provider; `Provider` when it does not answer; `Throttled` per caller.
    pub async fn sign_in_elsewhere(&self, session: &Session, provider: &str, caller: &str) -> Result<String> {
        let office = self.office();
        Attempt::provider(office, caller).count(office).await?;
        office.send_to_provider(session, provider, Why::SignIn).await
    }

    pub(crate) async fn enter_by_provider(
        &self,
        session: &Session,
        told: &Told,
        token: Option<&str>,
    ) -> Result<Entrance> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let found = holder(office, &mut tx, told).await?;
        tx.commit().await?;
        let Some(row) = found else {
            let why = ProviderFault::NotLinked.into();
            return office.turn_away(Visitor::Stranger, Door::Provider, why).await;
        };
        if told.is_assured {
            session::sign_in_staff(office, session, row.id, Means::Provider).await?;
            return Ok(Entrance::In(browser::token(office, row.id)));
        }
        let known = token.and_then(|token| browser::known(office, row.id, token));
        to_threshold(office, session, &row, known).await?;
        Ok(Entrance::Threshold)
    }
}

impl AccountDesk {
    /// The providers for staff, each with the link to this account.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn links(&self) -> Result<Vec<Link>> {
        let rows = sqlx::query("SELECT * FROM staff_links WHERE staff_id = $1 ORDER BY provider")
            .bind(self.badge.staff.to_string())
            .fetch_all(self.office.store.pool())
            .await?;
        let mut links = Vec::new();
        for row in rows {
            let used = row.try_get::<Option<i64>, _>("used_at")?.map(instant).transpose()?;
            let since = Some(instant(row.try_get("linked_at")?)?);
            links.push(Link { provider: row.try_get("provider")?, since, used });
        }
        // What is linked with a provider that is set no more can still be cut.
        for (provider, _) in self.office.providers(Audience::Staff) {
            if !links.iter().any(|link| link.provider == provider) {
                links.push(Link { provider: provider.to_owned(), since: None, used: None });
            }
        }
        Ok(links)
    }

    /// Where a browser is sent to link this account.
    ///
    /// # Errors
    /// As [`FrontDesk::sign_in_elsewhere`].
    pub async fn link_elsewhere(&self, session: &Session, provider: &str, _: &Confirmed) -> Result<String> {
        self.office.send_to_provider(session, provider, Why::Link(self.badge.staff)).await
    }

    /// Links this account with whoever a provider meant; every other session ends, and this one gets a fresh id.
    pub(crate) async fn link(&self, session: &Session, provider: &str, told: &Told) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let linked = sqlx::query(
            "INSERT INTO staff_links (staff_id, provider, subject_mac, linked_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        )
        .bind(self.badge.staff.to_string())
        .bind(provider)
        .bind(subject_mac(office, told).as_str())
        .bind(office.now().as_microsecond())
        .execute(&mut *tx)
        .await?;
        if linked.rows_affected() != 1 {
            return Err(ProviderFault::Taken.into());
        }
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::ProviderLinked).await?;
        tx.commit().await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Cuts a link; every other session ends, and this one gets a fresh id.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub async fn unlink(&self, session: &Session, provider: &str, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let cut = sqlx::query("DELETE FROM staff_links WHERE staff_id = $1 AND provider = $2")
            .bind(self.badge.staff.to_string())
            .bind(provider)
            .execute(&mut *tx)
            .await?;
        if cut.rows_affected() != 1 {
            return Err(DeskError::NotFound);
        }
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::ProviderUnlinked).await?;
        tx.commit().await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Whose account this is.
    pub(crate) const fn who(&self) -> StaffId {
        self.badge.staff
    }
}

/// The open account that is linked with whoever a provider means; that it was used is noted.
async fn holder(office: &Office, db: &mut Connection, told: &Told) -> Result<Option<StaffRow>> {
    let row = sqlx::query("UPDATE staff_links SET used_at = $1 WHERE subject_mac = $2 RETURNING staff_id")
        .bind(office.now().as_microsecond())
        .bind(subject_mac(office, told).as_str())
        .fetch_optional(&mut *db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let found = StaffRow::by_id(db, row.try_get::<String, _>("staff_id")?.parse()?).await?;
    Ok(Some(found).filter(|row| !row.is_closed))
}

/// A subject is one of its issuer alone (Core, 2).
fn subject_mac(office: &Office, told: &Told) -> Mac {
    let key = office.vault.purpose(Purpose::Staff).derive("provider");
    key.mac(&format!("{}\n{}", told.issuer, told.subject))
}
