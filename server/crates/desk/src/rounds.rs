//! What the office does by itself besides the post: refers what waits too long to staff, sweeps what is over its time.

use crate::session::KEPT_HOURS;
use crate::store::RequestRow;
use crate::{DeskError, Office, Result};
use domain::law::working_days_after;
use domain::procedure::{Command, Standing, TriageReason};
use futures::TryStreamExt;
use jiff::ToSpan;
use object_store::ObjectStoreExt;
use sqlx::Row;

/// How old a file without a row must be before it is swept, in hours: a transaction may still be about to name it.
const ORPHAN_HOURS: i64 = 2;

impl Office {
    /// Waits until something was put into the outbox by this process.
    pub async fn post_arrives(&self) {
        self.wake.notified().await;
    }

    /// Refers signers' requests to staff that nobody proved or routed in time, follows up what controllers leave without a
    /// word, and sweeps drafts with their files, codes, sessions,
    /// throttles, signers, orphaned files and entries of the log whose time is over.
    ///
    /// # Errors
    /// When the store or the files do not answer; the next round goes on.
    pub async fn make_rounds(&self) -> Result<()> {
        self.refer_the_waiting().await?;
        self.follow_up_the_silent().await?;
        self.lapse_the_unproven().await?;
        self.date_the_provisional().await?;
        self.destroy_the_unchecked().await?;
        self.forget_the_old().await?;
        self.sweep_rows().await?;
        self.sweep_signers().await?;
        self.sweep_files().await?;
        self.prune_log().await?;
        Ok(())
    }

    /// The processor notifies the controller promptly (Decision 2021/915, clause 8(a)): what nobody proved or routed
    /// within the policy's working days, staff route.
    async fn refer_the_waiting(&self) -> Result<()> {
        let waiting = [
            (Standing::AwaitingMailbox, TriageReason::StayedUnproven),
            (Standing::AwaitingChoice, TriageReason::NoneChosen),
        ];
        for (standing, reason) in waiting {
            let rows =
                sqlx::query("SELECT * FROM requests WHERE standing = $1 AND relationship = 'signer' ORDER BY id")
                    .bind(standing.code())
                    .fetch_all(self.store.pool())
                    .await?;
            for row in rows {
                self.refer(RequestRow::read(&row)?, reason).await?;
            }
        }
        Ok(())
    }

    async fn refer(&self, mut request: RequestRow, reason: TriageReason) -> Result<()> {
        let days = self.policy.unproven_working_days;
        let until = working_days_after(request.procedure.received, days, &self.place, self.calendar());
        if self.now() <= until.last_instant {
            return Ok(());
        }
        let mut tx = self.store.begin_write().await?;
        match request.act(self, &mut tx, Command::ReferToStaff { reason }).await {
            // Somebody proved, chose or withdrew this very moment.
            Err(DeskError::Conflict | DeskError::Refused(_)) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => Ok(tx.commit().await?),
        }
    }

    /// What nobody proved within the policy's days ends; the mailbox, or staff, can bring it back.
    async fn lapse_the_unproven(&self) -> Result<()> {
        let before = self.now().checked_sub((self.policy.lapse_days * 24).hours()).map_err(DeskError::internal)?;
        let rows = sqlx::query(
            "SELECT * FROM requests WHERE standing IN ('awaiting_mailbox', 'triage') AND received_at <= $1 ORDER BY id",
        )
        .bind(before.as_microsecond())
        .fetch_all(self.store.pool())
        .await?;
        for row in rows {
            let mut request = RequestRow::read(&row)?;
            let mut tx = self.store.begin_write().await?;
            match request.act(self, &mut tx, Command::Lapse).await {
                Err(DeskError::Conflict | DeskError::Refused(_)) => {}
                Err(error) => return Err(error),
                Ok(()) => tx.commit().await?,
            }
        }
        Ok(())
    }

    /// A list of holidays that was missing may be there by now: open requests are dated anew.
    async fn date_the_provisional(&self) -> Result<()> {
        let rows = sqlx::query("SELECT * FROM requests WHERE provisional = 1 AND standing <> 'closed' ORDER BY id")
            .fetch_all(self.store.pool())
            .await?;
        for row in rows {
            let mut request = RequestRow::read(&row)?;
            if request.procedure.next_due(&self.context()).provisional.is_some() {
                continue;
            }
            let mut tx = self.store.begin_write().await?;
            let version = request.procedure.version;
            match request.settle(self, &mut tx, version).await {
                Err(DeskError::Conflict) => {}
                Err(error) => return Err(error),
                Ok(()) => tx.commit().await?,
            }
        }
        Ok(())
    }

    async fn sweep_rows(&self) -> Result<()> {
        let day_ago = self.now().checked_sub(KEPT_HOURS.hours()).map_err(DeskError::internal)?;
        let week_ago = self.now().checked_sub((7 * 24).hours()).map_err(DeskError::internal)?;
        let matter = self.now().checked_sub((self.policy.matter_days * 24).hours()).map_err(DeskError::internal)?;
        let (day, week, matter) = (day_ago.as_microsecond(), week_ago.as_microsecond(), matter.as_microsecond());
        for (sql, before) in [
            ("DELETE FROM drafts WHERE touched_at < $1", day),
            ("DELETE FROM sessions WHERE touched_at < $1", day),
            ("DELETE FROM throttles WHERE span_start < $1", day_ago.as_second()),
            ("DELETE FROM challenges WHERE created_at < $1 AND expires_at < $1", week),
            ("DELETE FROM staff_sessions WHERE used_at < $1", day),
            ("DELETE FROM invitations WHERE expires_at < $1", week),
            ("DELETE FROM links WHERE expires_at < $1", week),
            ("DELETE FROM contacts WHERE standing IN ('replaced', 'declined') AND settled_at < $1", matter),
            ("DELETE FROM outbox WHERE done_at < $1 AND failed_at IS NULL AND errand LIKE '%\"kind\":\"code\"%'", week),
        ] {
            sqlx::query(sql).bind(before).execute(self.store.pool()).await?;
        }
        Ok(())
    }

    /// Files that no row names: their transaction never committed, or their piece was taken out.
    async fn sweep_files(&self) -> Result<()> {
        let before = self.now().checked_sub(ORPHAN_HOURS.hours()).map_err(DeskError::internal)?.as_second();
        let mut files = self.files.list(None);
        while let Some(file) = files.try_next().await? {
            if file.last_modified.timestamp() >= before {
                continue;
            }
            let named: i64 = sqlx::query(
                "SELECT (SELECT COUNT(*) FROM pieces WHERE blob = $1)
                 + (SELECT COUNT(*) FROM package_files WHERE blob = $1)
                 + (SELECT COUNT(*) FROM attachments WHERE blob = $1)
                 + (SELECT COUNT(*) FROM proofs WHERE blob = $1)
                 + (SELECT COUNT(*) FROM documents WHERE blob = $1)
                 + (SELECT COUNT(*) FROM draft_files WHERE blob = $1) AS named",
            )
            .bind(file.location.to_string())
            .fetch_one(self.store.pool())
            .await?
            .try_get("named")?;
            if named == 0 {
                self.files.delete(&file.location).await?;
            }
        }
        Ok(())
    }
}
