//! What a controller says of a request that was forwarded to it. Each is told to the signer.

use super::ControllerDesk;
use crate::Result;
use crate::store::{RequestRow, TextPurpose};
use crate::vault::Scope;
use domain::forwarding::{Command, Report};
use domain::ids::ForwardingId;

impl ControllerDesk {
    /// Acknowledges it.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's; refused the second time.
    pub async fn acknowledge(&self, id: ForwardingId) -> Result<()> {
        self.act(id, Command::Acknowledge).await
    }

    /// Says that it is not its own: staff route it anew.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's; refused without reasons, and once it was answered.
    pub async fn dispute(&self, id: ForwardingId, reasons: &str) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = self.mine(&mut tx, id).await?;
        let request = RequestRow::by_id(&mut tx, row.state.request).await?.remembered()?;
        let key = self.office.vault.key(Scope::Request(request.id)).await?;
        let reasons = Some(reasons.trim()).filter(|reasons| !reasons.is_empty());
        let command = Command::Dispute { reasons: reasons.map(|text| key.commit(text)) };
        row.act(&self.office, &mut tx, command).await?;
        let words = reasons.unwrap_or_default();
        request.keep_text(&self.office.vault, &mut tx, &key, TextPurpose::Dispute(id), words).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(())
    }

    /// Says how it answered the person.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's; refused the second time, and for a day out of reach.
    pub async fn report(&self, id: ForwardingId, report: Report) -> Result<()> {
        self.act(id, Command::Report(report)).await
    }

    async fn act(&self, id: ForwardingId, command: Command) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = self.mine(&mut tx, id).await?;
        row.act(&self.office, &mut tx, command).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(())
    }
}
