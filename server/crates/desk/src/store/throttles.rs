use super::Connection;
use crate::vault::Mac;
use crate::{DeskError, Result};
use jiff::Timestamp;
use sqlx::Row;

/// How often something may happen: at most `limit` times in each span of `seconds`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Throttle {
    pub(crate) limit: i64,
    pub(crate) seconds: i64,
}

impl Throttle {
    /// Counts one more of `subject`.
    ///
    /// # Errors
    /// `Throttled` from the hit after the limit on, until the span is over.
    pub(crate) async fn hit(self, db: &mut Connection, subject: &Mac, now: Timestamp) -> Result<()> {
        let hits = self.count(db, subject, now).await?;
        if hits > self.limit { Err(DeskError::Throttled) } else { Ok(()) }
    }

    /// Counts one more of `subject`, and tells how many they are in the span of now.
    pub(crate) async fn count(self, db: &mut Connection, subject: &Mac, now: Timestamp) -> Result<i64> {
        let counted = sqlx::query(
            "INSERT INTO throttles (subject_mac, span_start, hits) VALUES ($1, $2, 1)
             ON CONFLICT (subject_mac, span_start) DO UPDATE SET hits = throttles.hits + 1 RETURNING hits",
        )
        .bind(subject.as_str())
        .bind(now.as_second() / self.seconds * self.seconds)
        .fetch_one(db)
        .await?;
        Ok(counted.try_get("hits")?)
    }

    /// Takes back one that was counted within the span of now.
    pub(crate) async fn forgive(self, db: &mut Connection, subject: &Mac, now: Timestamp) -> Result<()> {
        sqlx::query("UPDATE throttles SET hits = hits - 1 WHERE subject_mac = $1 AND span_start = $2 AND hits > 0")
            .bind(subject.as_str())
            .bind(now.as_second() / self.seconds * self.seconds)
            .execute(db)
            .await?;
        Ok(())
    }
}
