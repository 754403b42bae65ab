use super::Errand;
use crate::registers::ContactRow;
use crate::store::{Connection, instant};
use crate::{Office, Result};
use domain::contact::ContactStanding;
use domain::ids::ControllerId;
use jiff::Timestamp;
use sqlx::Row;

impl Office {
    /// A letter came back, or was refused for good: it is not tried again, and a controller's contact shows it to staff.
    /// `id` is what stands before the at sign of its Message-ID. Whether it is one of ours.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn mail_returned(&self, id: &str) -> Result<bool> {
        let mut tx = self.store.begin_write().await?;
        let row = sqlx::query("SELECT errand, done_at, failed_at FROM outbox WHERE id = $1");
        let Some(row) = row.bind(id).fetch_optional(&mut *tx).await? else { return Ok(false) };
        // Mail servers may tell it twice.
        if row.try_get::<Option<i64>, _>("failed_at")?.is_some() {
            return Ok(true);
        }
        let left: Option<i64> = row.try_get("done_at")?;
        let left = left.map(instant).transpose()?.unwrap_or_else(|| self.now());
        sqlx::query("UPDATE outbox SET done_at = $1, failed_at = $1 WHERE id = $2")
            .bind(self.now().as_microsecond())
            .bind(id)
            .execute(&mut *tx)
            .await?;
        match serde_json::from_str(row.try_get("errand")?)? {
            Errand::Forwarded { filing, controller } => {
                if let Some(contact) = contact_at(&mut tx, controller, left).await? {
                    self.notice_returned(&mut tx, filing, &contact).await?;
                }
            }
            Errand::ContactTaken { contact } => {
                let contact = ContactRow::by_id(&mut tx, contact).await?;
                self.contact_bounced(&mut tx, &contact).await?;
            }
            _ => {}
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// The contact of a controller, if it was that already when a letter left.
async fn contact_at(db: &mut Connection, controller: ControllerId, left: Timestamp) -> Result<Option<ContactRow>> {
    let contact = ContactRow::find(db, controller, ContactStanding::Confirmed).await?;
    Ok(contact.filter(|contact| contact.settled.is_none_or(|since| since <= left)))
}
