use crate::Office;
use async_trait::async_trait;
use jiff::ToSpan;
use sha2::{Digest, Sha256};
use sqlx::Row;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result, SessionStore};

/// For how long an untouched session is kept, in hours. Longer than any sign-in lasts.
pub(crate) const KEPT_HOURS: i64 = 24;

/// Where sessions rest: in the main database, by the hash of their id, so that a copy of it signs nobody in.
#[derive(Debug, Clone)]
pub struct Sessions(Office);

impl Sessions {
    pub(super) const fn new(office: Office) -> Self {
        Self(office)
    }
}

fn hash(id: &Id) -> String {
    hex::encode(Sha256::digest(id.to_string()))
}

fn backend(cause: impl std::fmt::Display) -> Error {
    Error::Backend(cause.to_string())
}

const CREATE: &str = "INSERT INTO sessions (hash, body, touched_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING";
const SAVE: &str = "INSERT INTO sessions (hash, body, touched_at) VALUES ($1, $2, $3)
                    ON CONFLICT (hash) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at";

impl Sessions {
    /// Writes a session by one of the two statements; whether it did.
    async fn write(&self, sql: &'static str, record: &Record) -> Result<bool> {
        let body = serde_json::to_string(&record.data).map_err(|cause| Error::Encode(cause.to_string()))?;
        let written = sqlx::query(sql)
            .bind(hash(&record.id))
            .bind(body)
            .bind(self.0.now().as_microsecond())
            .execute(self.0.store.pool())
            .await
            .map_err(backend)?;
        Ok(written.rows_affected() == 1)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    /// A new session never takes the place of somebody's.
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !self.write(CREATE, record).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.write(SAVE, record).await.map(drop)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let after = self.0.now().checked_sub(KEPT_HOURS.hours()).map_err(backend)?;
        let row = sqlx::query("SELECT body FROM sessions WHERE hash = $1 AND touched_at > $2")
            .bind(hash(id))
            .bind(after.as_microsecond())
            .fetch_optional(self.0.store.pool())
            .await
            .map_err(backend)?;
        let Some(row) = row else { return Ok(None) };
        let body: String = row.try_get("body").map_err(backend)?;
        let data = serde_json::from_str(&body).map_err(|cause| Error::Decode(cause.to_string()))?;
        // The layer's own expiry follows the ambient clock: it is set out of the way, ours was applied above.
        let expiry_date = tower_sessions::cookie::time::OffsetDateTime::from_unix_timestamp(NEVER).map_err(backend)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query("DELETE FROM sessions WHERE hash = $1")
            .bind(hash(id))
            .execute(self.0.store.pool())
            .await
            .map_err(backend)?;
        Ok(())
    }
}

/// 1 January 2200, in seconds.
const NEVER: i64 = 7_258_118_400;
