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
        self.retry_in(office, SignedDuration::from_secs((FIRST_WAIT << doublings).min(LONGEST_WAIT))).await
    }

    /// It did not leave: again after this time.
    pub(crate) async fn retry_in(&self, office: &Office, wait: SignedDuration) -> Result<()> {
        self.put_back(office, later(office.now(), wait), self.attempts).await
    }

    /// It was not tried: not before this instant.
    pub(crate) async fn postpone(&self, office: &Office, until: Timestamp) -> Result<()> {
        self.put_back(office, until.as_microsecond(), self.attempts - 1).await
    }

    /// How often it was tried, this time too.
    pub(crate) fn attempts(&self) -> u32 {
        u32::try_from(self.attempts).unwrap_or(u32::MAX)
    }

    async fn put_back(&self, office: &Office, due: i64, attempts: i64) -> Result<()> {
        sqlx::query("UPDATE outbox SET due_at = $1, lease_until = 0, attempts = $2 WHERE id = $3")
            .bind(due)
            .bind(attempts)
            .bind(&self.id)
            .execute(office.store.pool())
            .await?;
        Ok(())
    }
}

fn later(now: Timestamp, wait: SignedDuration) -> i64 {
    now.checked_add(wait).unwrap_or(Timestamp::MAX).as_microsecond()
}
