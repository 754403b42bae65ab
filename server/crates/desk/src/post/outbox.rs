use super::Errand;
use crate::{Office, Result};
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

/// For how long a letter is taken out before somebody else may try: longer than any mail server keeps us waiting.
const LEASE: SignedDuration = SignedDuration::from_mins(3);
/// The wait after the first failed attempt; it doubles up to an hour.
const FIRST_WAIT: i64 = 15;
const LONGEST_WAIT: i64 = 3600;

/// An errand that this process has leased.
pub(crate) struct Leased {
    pub(crate) id: String,
    pub(crate) errand: Errand,
    attempts: i64,
}

impl Leased {
    /// Takes the next errand that is due. A process that dies with it loses the lease, not the errand.
    pub(crate) async fn take(office: &Office) -> Result<Option<Self>> {
        let now = office.now();
        let row = sqlx::query(
            "UPDATE outbox SET lease_until = $1, attempts = attempts + 1
             WHERE id = (SELECT id FROM outbox WHERE done_at IS NULL AND due_at <= $2 AND lease_until < $2
                         ORDER BY due_at, id LIMIT 1)
             AND done_at IS NULL AND lease_until < $2 RETURNING id, errand, attempts",
        )
        .bind(later(now, LEASE))
        .bind(now.as_microsecond())
        .fetch_optional(office.store.pool())
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Self {
            id: row.try_get("id")?,
            errand: serde_json::from_str(row.try_get("errand")?)?,
            attempts: row.try_get("attempts")?,
        }))
    }

    /// It left, or need not.
    pub(crate) async fn done(&self, office: &Office, db: &mut crate::store::Connection) -> Result<()> {
        sqlx::query("UPDATE outbox SET done_at = $1 WHERE id = $2")
            .bind(office.now().as_microsecond())
            .bind(&self.id)
            .execute(db)
            .await?;
        Ok(())
    }

    /// It did not leave: again later.
    pub(crate) async fn retry(&self, office: &Office) -> Result<()> {
        let doublings = u32::try_from(self.attempts.clamp(1, 16) - 1).unwrap_or(0);
        let wait = SignedDuration::from_secs((FIRST_WAIT << doublings).min(LONGEST_WAIT));
        sqlx::query("UPDATE outbox SET due_at = $1, lease_until = 0 WHERE id = $2")
            .bind(later(office.now(), wait))
            .bind(&self.id)
            .execute(office.store.pool())
            .await?;
        Ok(())
    }
}

fn later(now: Timestamp, wait: SignedDuration) -> i64 {
    now.checked_add(wait).unwrap_or(Timestamp::MAX).as_microsecond()
}
