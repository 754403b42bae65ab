//! Sessions of staff: rows that say until when, so that they can be listed and ended; and the desks that follow.

use super::{SignedIn, WHO, Who, passed, read};
use crate::staff::ReadingDesk;
use crate::store::instant;
use crate::{AdminDesk, DeskError, Office, OverseeingDesk, Result, StaffDesk};
use domain::access::{Access, Door, Means, Visitor};
use domain::ids::StaffId;
use domain::staff::{Permission, Role};
use jiff::{Timestamp, ToSpan};
use sqlx::Row;
use tower_sessions::Session;
use uuid::Uuid;

/// After how many minutes without a sign of life a session ends (OWASP: 15 to 30 where much is at stake).
const IDLE_MINUTES: i64 = 30;
/// After how many hours it ends anyway: a working day.
const WHOLE_HOURS: i64 = 12;
/// How exactly the last use is kept, in seconds: not every page need be written down.
const NOTED_SECONDS: i64 = 60;

/// Who is signed in, as which role, by which row.
pub(crate) struct Badge {
    pub(crate) staff: StaffId,
    pub(crate) role: Role,
    pub(crate) row: Uuid,
    /// When they last showed who they are.
    pub(crate) confirmed: Timestamp,
}

impl Office {
    /// The desk of a member of staff who works on requests.
    ///
    /// # Errors
    /// `NotSignedIn`, also when the account was closed; `NotPermitted` for a role that does not.
    pub async fn staff(&self, session: &Session) -> Result<StaffDesk> {
        let badge = self.badge_for(session, Permission::Act).await?;
        Ok(StaffDesk::new(self.clone(), badge.staff, badge.role))
    }

    /// The desk of a member of staff who reads requests, to work on them or to look whether others do it well.
    ///
    /// # Errors
    /// As [`Office::staff`].
    pub async fn reading(&self, session: &Session) -> Result<ReadingDesk> {
        let badge = self.badge_for(session, Permission::Read).await?;
        Ok(ReadingDesk::new(self.clone(), badge.staff, badge.role))
    }

    /// The desk of a member of staff who oversees who comes in and who reads what.
    ///
    /// # Errors
    /// As [`Office::staff`].
    pub async fn overseeing(&self, session: &Session) -> Result<OverseeingDesk> {
        self.badge_for(session, Permission::Oversee).await?;
        Ok(OverseeingDesk::new(self.clone()))
    }

    /// The desk of a member of staff who manages accounts.
    ///
    /// # Errors
    /// As [`Office::staff`].
    pub async fn administration(&self, session: &Session) -> Result<AdminDesk> {
        let badge = self.badge_for(session, Permission::Administer).await?;
        Ok(AdminDesk::new(self.clone(), badge.staff))
    }

    /// The role in which somebody is signed in here.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub async fn role(&self, session: &Session) -> Result<Role> {
        Ok(self.badge(session).await?.role)
    }

    /// The recovery codes that wait to be written down, if any do.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub async fn recovery_codes(&self, session: &Session) -> Result<Option<Vec<String>>> {
        let badge = self.badge(session).await?;
        passed::codes(self, session, badge.staff).await
    }

    /// They were written down, and are shown nowhere again.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub async fn keep_recovery_codes(&self, session: &Session) -> Result<()> {
        self.badge(session).await?;
        passed::forget_codes(session).await
    }

    async fn badge_for(&self, session: &Session, permission: Permission) -> Result<Badge> {
        let badge = self.badge(session).await?;
        if badge.role.may(permission) {
            return Ok(badge);
        }
        self.record(Visitor::Staff(badge.staff), Access::TurnedAway { at: Door::Role }).await?;
        Err(DeskError::NotPermitted)
    }

    pub(crate) async fn badge(&self, session: &Session) -> Result<Badge> {
        let Some(SignedIn { who: Who::Staff { staff, row }, .. }) = read(session, WHO).await? else {
            return Err(DeskError::NotSignedIn);
        };
        let found = sqlx::query(
            "SELECT s.began_at, s.used_at, s.confirmed_at, staff.role FROM staff_sessions s
             JOIN staff ON staff.id = s.staff_id
             WHERE s.id = $1 AND s.staff_id = $2 AND s.began_at > $3 AND s.used_at > $4 AND staff.closed_at IS NULL",
        )
        .bind(row.to_string())
        .bind(staff.to_string())
        .bind(self.ago(WHOLE_HOURS.hours())?)
        .bind(self.ago(IDLE_MINUTES.minutes())?)
        .fetch_optional(self.store.pool())
        .await?
        .ok_or(DeskError::NotSignedIn)?;
        let now = self.now().as_microsecond();
        if now - found.try_get::<i64, _>("used_at")? >= NOTED_SECONDS * 1_000_000 {
            let used = sqlx::query("UPDATE staff_sessions SET used_at = $1 WHERE id = $2");
            used.bind(now).bind(row.to_string()).execute(self.store.pool()).await?;
        }
        let role: String = found.try_get("role")?;
        Ok(Badge {
            staff,
            row,
            role: Role::from_code(&role).ok_or_else(|| DeskError::internal("unknown role"))?,
            confirmed: instant(found.try_get("confirmed_at")?)?,
        })
    }

    /// The instant so long ago, as it is stored.
    pub(crate) fn ago(&self, span: jiff::Span) -> Result<i64> {
        Ok(self.now().checked_sub(span).map_err(DeskError::internal)?.as_microsecond())
    }
}

/// Whether a session that began and was last used then is over.
pub(crate) fn is_over(office: &Office, began: Timestamp, used: Timestamp) -> Result<bool> {
    let (whole, idle) = (office.ago(WHOLE_HOURS.hours())?, office.ago(IDLE_MINUTES.minutes())?);
    Ok(began.as_microsecond() <= whole || used.as_microsecond() <= idle)
}

/// Signs in wholly, under a fresh session id.
pub(crate) async fn sign_in_staff(office: &Office, session: &Session, staff: StaffId, by: Means) -> Result<()> {
    office.record(Visitor::Staff(staff), Access::CameIn { by }).await?;
    let row = office.random.id(office.now());
    sqlx::query(
        "INSERT INTO staff_sessions (id, staff_id, began_at, used_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)",
    )
    .bind(row.to_string())
    .bind(staff.to_string())
    .bind(office.now().as_microsecond())
    .execute(office.store.pool())
    .await?;
    super::sign_in(office, session, Who::Staff { staff, row }).await
}

/// Ends a session by its row.
pub(super) async fn end(office: &Office, row: Uuid) -> Result<()> {
    let ended = sqlx::query("DELETE FROM staff_sessions WHERE id = $1");
    ended.bind(row.to_string()).execute(office.store.pool()).await?;
    Ok(())
}
