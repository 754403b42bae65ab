//! Which endpoints are left alone for a while, whichever process found out.

use crate::{Office, Result};
use domain::delivery::Circuit;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::Row;

impl Office {
    /// Whether something may be sent to an endpoint now; if not, when to ask again.
    pub(super) async fn admit(&self, endpoint: &str) -> Result<std::result::Result<(), Timestamp>> {
        self.change_circuit(endpoint, |circuit| circuit.admit(self.now())).await
    }

    /// What came of it.
    pub(super) async fn note_attempt(&self, endpoint: &str, is_reached: bool) -> Result<()> {
        let dice = u64::from_le_bytes(self.random.bytes());
        let next = |circuit: Circuit| {
            Ok::<_, Timestamp>(if is_reached { circuit.reached() } else { circuit.failed(self.now(), dice) })
        };
        self.change_circuit(endpoint, next).await.map(drop)
    }

    /// Changes it as it rests. Where somebody else changes it at the same time, the step is taken from theirs.
    async fn change_circuit<E>(
        &self,
        endpoint: &str,
        step: impl Fn(Circuit) -> std::result::Result<Circuit, E>,
    ) -> Result<std::result::Result<(), E>> {
        let name = hex::encode(Sha256::digest(endpoint));
        loop {
            let mut tx = self.store.begin_write().await?;
            let found = sqlx::query("SELECT state FROM circuits WHERE endpoint = $1").bind(&name);
            let found =
                found.fetch_optional(&mut *tx).await?.map(|row| row.try_get::<String, _>("state")).transpose()?;
            let before = found.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
            let after = match step(before) {
                Ok(after) => after,
                Err(refused) => return Ok(Err(refused)),
            };
            let (is_well, state) = (after == Circuit::default(), serde_json::to_string(&after)?);
            let change = match &found {
                None if is_well => return Ok(Ok(())),
                None => sqlx::query("INSERT INTO circuits (endpoint, state) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                    .bind(&name)
                    .bind(&state),
                Some(found) if is_well => {
                    sqlx::query("DELETE FROM circuits WHERE endpoint = $1 AND state = $2").bind(&name).bind(found)
                }
                Some(found) => sqlx::query("UPDATE circuits SET state = $1 WHERE endpoint = $2 AND state = $3")
                    .bind(&state)
                    .bind(&name)
                    .bind(found),
            };
            if change.execute(&mut *tx).await?.rows_affected() == 1 {
                tx.commit().await?;
                return Ok(Ok(()));
            }
        }
    }
}
