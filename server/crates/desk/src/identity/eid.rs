//! An electronic identification: what a provider says of the person, sealed for staff until the identity is on record.

use crate::Result;
use crate::providers::{Told, Why};
use crate::store::{Connection, RequestRow};
use crate::subject::SubjectDesk;
use crate::vault::{Key, Scope, Spot};
use domain::filing::folded_name;
use domain::ids::RequestId;
use domain::procedure::{Command, decide};
use domain::reference::Reference;
use serde::{Deserialize, Serialize};
use sqlx::Row;
use tower_sessions::Session;

/// What a provider said of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EidClaims {
    /// Their name.
    pub name: Option<String>,
    /// Their date of birth, as the provider writes it: usually `YYYY-MM-DD` (OpenID Connect Core 1.0, 5.1).
    pub birth_date: Option<String>,
}

impl SubjectDesk {
    /// Where a browser is sent to show an electronic identification for a request.
    ///
    /// # Errors
    /// `NotFound` when there is no such request or provider; a refusal; `Provider` when it does not answer.
    pub async fn show_elsewhere(&self, session: &Session, reference: &Reference, provider: &str) -> Result<String> {
        let office = self.office();
        let mut db = office.store.pool().acquire().await?;
        let row = self.row(&mut db, reference).await?;
        drop(db);
        let probe = Command::ShowEid { provider: provider.to_owned(), is_match: true };
        decide(&row.procedure, probe, &office.context())?;
        office.send_to_provider(session, provider, Why::Prove(row.id)).await
    }

    /// Keeps what the provider said, for staff to compare with what they know.
    pub(crate) async fn shown(&self, request: RequestId, provider: &str, told: &Told) -> Result<Reference> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let reference = RequestRow::by_id(&mut tx, request).await?.reference;
        let mut row = self.row(&mut tx, &reference).await?;
        let filed = office.contact(&mut tx, row.filing).await?.name;
        let is_match = told.name.as_deref().is_some_and(|name| folded_name(name) == folded_name(&filed));
        row.act(office, &mut tx, Command::ShowEid { provider: provider.to_owned(), is_match }).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let claims = EidClaims { name: told.name.clone(), birth_date: told.birth_date.clone() };
        let id = row.id.to_string();
        sqlx::query(
            "INSERT INTO eid_claims (request_id, body) VALUES ($1, $2)
             ON CONFLICT (request_id) DO UPDATE SET body = excluded.body",
        )
        .bind(&id)
        .bind(office.vault.seal_json(&key, spot(&id), &claims)?)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(reference)
    }
}

/// What waits for staff to compare it.
pub(crate) async fn claims(db: &mut Connection, request: RequestId, key: &Key) -> Result<Option<EidClaims>> {
    let id = request.to_string();
    let row = sqlx::query("SELECT body FROM eid_claims WHERE request_id = $1").bind(&id).fetch_optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    key.open_json(spot(&id), &row.try_get::<Vec<u8>, _>("body")?).map(Some)
}

pub(super) async fn forget(db: &mut Connection, request: RequestId) -> Result<()> {
    sqlx::query("DELETE FROM eid_claims WHERE request_id = $1").bind(request.to_string()).execute(db).await?;
    Ok(())
}

fn spot(request: &str) -> Spot<'_> {
    Spot("eid_claims", request, "body")
}
