use super::SubjectDesk;
use crate::Result;
use crate::package::{Download, LaidFile, archive};
use crate::store::RequestRow;
use crate::vault::Scope;
use crate::{DeskError, Office};
use domain::export::package::media_type;
use domain::procedure::Command;
use domain::reference::Reference;

/// By what name the whole answer is fetched and recorded: no file in it is called so.
pub const WHOLE: &str = "package.zip";

impl SubjectDesk {
    /// A file of the answer, recorded as downloaded.
    ///
    /// # Errors
    /// `NotFound`, or refused with `NotAvailable`.
    pub async fn download(&self, reference: &Reference, file: &str) -> Result<Download> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        let laid = LaidFile::at(&mut tx, row.id, file).await?;
        row.act(office, &mut tx, Command::Download { file: file.to_owned() }).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let content = office.open_stream(&key, &laid.kept).await?;
        tx.commit().await?;
        Ok(Download {
            name: laid.path.rsplit('/').next().unwrap_or_default().to_owned(),
            media_type: media_type(&laid.path),
            bytes: Some(laid.kept.bytes),
            content,
        })
    }

    /// All files of the answer as a ZIP, made while it is sent; recorded as downloaded.
    ///
    /// # Errors
    /// `NotFound` if there are none, or refused with `NotAvailable`.
    pub async fn download_all(&self, reference: &Reference) -> Result<Download> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        let files = LaidFile::of_request(&mut tx, row.id).await?;
        if files.is_empty() {
            return Err(DeskError::NotFound);
        }
        row.act(office, &mut tx, Command::Download { file: WHOLE.to_owned() }).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        tx.commit().await?;
        let name = format!("{}.zip", row.reference);
        let content = archive(office.clone(), key, files, answered_at(office, &row));
        Ok(Download { media_type: media_type(&name), name, bytes: None, content })
    }
}

/// The time that the files in the ZIP bear.
fn answered_at(office: &Office, row: &RequestRow) -> jiff::Timestamp {
    row.procedure.closed.map_or_else(|| office.now(), |(_, at)| at)
}
