//! Files that show that an act was done: screenshots, logs. They are the staff's own, and no part of an answer.

use super::ReadingDesk;
use crate::conversation::{Attachment, Judged, read};
use crate::package::Download;
use crate::store::{Connection, RequestRow};
use crate::vault::{Key, Scope, Spot};
use crate::{Office, Result};
use domain::access::Part;
use domain::ids::{ActId, RequestId};
use domain::reference::Reference;
use uuid::Uuid;

const TABLE: &str = "proofs";

impl ReadingDesk {
    /// A file that shows that an act was done; recorded as read.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn proof(&self, reference: &Reference, id: Uuid) -> Result<Download> {
        let office = &self.office;
        let mut db = office.store.pool().acquire().await?;
        let request = RequestRow::by_reference(&mut db, reference).await?;
        let row = sqlx::query("SELECT * FROM proofs WHERE id = $1 AND request_id = $2")
            .bind(id.to_string())
            .bind(request.id.to_string())
            .fetch_one(&mut *db)
            .await?;
        drop(db);
        self.read(request.id, Part::Proof).await?;
        let key = office.vault.key(Scope::Request(request.id)).await?;
        office.fetch(&key, read(&key, TABLE, &row)?).await
    }
}

/// Keeps a file with the act that it shows.
pub(super) async fn keep(
    office: &Office,
    db: &mut Connection,
    key: &Key,
    (request, act): (RequestId, ActId),
    file: &Judged<'_>,
) -> Result<()> {
    let id = office.random.id(office.now()).to_string();
    let kept = office.keep_file(key, TABLE, file.bytes).await?;
    sqlx::query(
        "INSERT INTO proofs (id, request_id, act_id, name, media, sha256, bytes, blob)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&id)
    .bind(request.to_string())
    .bind(act.to_string())
    .bind(office.vault.seal(key, Spot(TABLE, &id, "name"), file.name.as_bytes()))
    .bind(file.media)
    .bind(kept.sha256)
    .bind(i64::try_from(kept.bytes).unwrap_or(i64::MAX))
    .bind(kept.name)
    .execute(db)
    .await?;
    Ok(())
}

/// The files that show an act, in the order in which they came.
pub(super) async fn of_act(db: &mut Connection, key: &Key, act: ActId) -> Result<Vec<Attachment>> {
    let rows =
        sqlx::query("SELECT * FROM proofs WHERE act_id = $1 ORDER BY id").bind(act.to_string()).fetch_all(db).await?;
    rows.iter().map(|row| read(key, TABLE, row)).collect()
}
