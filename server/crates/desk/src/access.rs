//! Who came in and who read what, as entries of the log; and the desk of who oversees it.

mod overseeing;

pub use overseeing::{Entry, LogPage, OverseeingDesk};

use crate::store::{Connection, append};
use crate::{DeskError, Office, Result};
use domain::access::{Access, Door, Visitor};
use sqlx::Row;

impl Office {
    /// Makes an entry by itself, for who holds no connection. What is not recorded is not done: who cannot be written
    /// down reads nothing.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(crate) async fn record(&self, visitor: Visitor, access: Access) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        self.record_in(&mut tx, visitor, access).await?;
        Ok(tx.commit().await?)
    }

    /// Makes an entry that somebody was turned away, and gives the reason on; for who holds no connection.
    ///
    /// # Errors
    /// The reason, always.
    pub(crate) async fn turn_away<T>(&self, visitor: Visitor, at: Door, why: DeskError) -> Result<T> {
        self.record(visitor, Access::TurnedAway { at }).await?;
        Err(why)
    }

    /// Makes an entry together with what is done.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(crate) async fn record_in(&self, db: &mut Connection, visitor: Visitor, access: Access) -> Result<()> {
        let stream = visitor.to_string();
        let counted = sqlx::query(
            "INSERT INTO visitors (stream_id, entries) VALUES ($1, 1)
             ON CONFLICT (stream_id) DO UPDATE SET entries = visitors.entries + 1 RETURNING entries",
        );
        let seq: i64 = counted.bind(&stream).fetch_one(&mut *db).await?.try_get("entries")?;
        append(db, &stream, seq - 1, self.now(), &[access]).await?;
        if let Access::Read { request, .. } = access {
            sqlx::query("INSERT INTO readings (stream_id, seq, request_id) VALUES ($1, $2, $3)")
                .bind(&stream)
                .bind(seq)
                .bind(request.to_string())
                .execute(db)
                .await?;
        }
        Ok(())
    }
}
