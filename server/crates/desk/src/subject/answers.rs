use super::SubjectDesk;
use crate::Result;
use crate::vault::Scope;
use domain::procedure::Command;
use domain::reference::Reference;
use sqlx::Row;
use zeroize::Zeroizing;

impl SubjectDesk {
    /// A file of the answer, recorded as downloaded.
    ///
    /// # Errors
    /// `NotFound`, or refused with `NotAvailable`.
    pub async fn download(&self, reference: &Reference, file: &str) -> Result<Zeroizing<Vec<u8>>> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        let blob: String = sqlx::query("SELECT blob FROM package_files WHERE request_id = $1 AND path = $2")
            .bind(row.id.to_string())
            .bind(file)
            .fetch_one(&mut *tx)
            .await?
            .try_get("blob")?;
        row.act(office, &mut tx, Command::Download { file: file.to_owned() }).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let bytes = office.open_file(&key, &blob).await?;
        tx.commit().await?;
        Ok(bytes)
    }
}
