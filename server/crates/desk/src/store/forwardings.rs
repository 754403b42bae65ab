use super::{Connection, events, instant};
use crate::{DeskError, Office, Result};
use domain::forwarding::{Command, Event, Forwarding, apply, decide};
use domain::ids::{ControllerId, FilingId, ForwardingId, RequestId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::HashMap;

/// A forwarding as it rests.
#[derive(Debug, Clone)]
pub(crate) struct ForwardingRow {
    pub(crate) id: ForwardingId,
    pub(crate) filing: FilingId,
    pub(crate) opened: Timestamp,
    pub(crate) state: Forwarding,
}

/// Forwardings by whom they concern.
pub(crate) struct ForwardingStore;

impl ForwardingRow {
    /// Puts a request on its way to a controller.
    pub(crate) async fn open(
        db: &mut Connection,
        id: ForwardingId,
        filing: FilingId,
        opened: Event,
        now: Timestamp,
    ) -> Result<Self> {
        let state = apply(None, now, &opened).ok_or_else(|| DeskError::internal("no first event"))?;
        events::append(db, &id.to_string(), 0, now, &[opened]).await?;
        sqlx::query(
            "INSERT INTO forwardings (id, request_id, filing_id, controller_id, opened_at, version, state, standing)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(state.request.to_string())
        .bind(filing.to_string())
        .bind(state.controller.to_string())
        .bind(now.as_microsecond())
        .bind(state.version)
        .bind(serde_json::to_string(&state)?)
        .bind(state.standing().code())
        .execute(db)
        .await?;
        Ok(Self { id, filing, opened: now, state })
    }

    /// Decide, append at the expected version, update the row; then the request, for which something follows from it.
    pub(crate) async fn act(&mut self, office: &Office, db: &mut Connection, command: Command) -> Result<()> {
        let context = office.context();
        let now = context.now;
        super::RequestRow::lock(db, self.state.request).await?;
        let events = decide(&self.state, command, &context)?;
        let before = self.state.version;
        events::append(db, &self.id.to_string(), before, now, &events).await?;
        for event in &events {
            self.state = apply(Some(self.state.clone()), now, event)
                .ok_or_else(|| DeskError::internal("an event undid a forwarding"))?;
        }
        let next = office.silence_due(db, &self.state).await?.map(|(_, at)| at);
        let updated = sqlx::query(
            "UPDATE forwardings SET version = $1, state = $2, standing = $3, next_at = $4
             WHERE id = $5 AND version = $6",
        )
        .bind(self.state.version)
        .bind(serde_json::to_string(&self.state)?)
        .bind(self.state.standing().code())
        .bind(next.map(Timestamp::as_microsecond))
        .bind(self.id.to_string())
        .bind(before)
        .execute(&mut *db)
        .await?;
        if updated.rows_affected() != 1 {
            return Err(DeskError::Conflict);
        }
        office.follow(db, self, &events).await
    }

    /// Says when its silence is followed up next, if it is.
    pub(crate) async fn follow_up_at(&self, db: &mut Connection, next: Option<Timestamp>) -> Result<()> {
        sqlx::query("UPDATE forwardings SET next_at = $1 WHERE id = $2")
            .bind(next.map(Timestamp::as_microsecond))
            .bind(self.id.to_string())
            .execute(db)
            .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            filing: row.try_get::<String, _>("filing_id")?.parse()?,
            opened: instant(row.try_get("opened_at")?)?,
            state: serde_json::from_str(row.try_get("state")?)?,
        })
    }
}

impl ForwardingStore {
    pub(crate) async fn by_id(db: &mut Connection, id: ForwardingId) -> Result<ForwardingRow> {
        let row = sqlx::query("SELECT * FROM forwardings WHERE id = $1").bind(id.to_string()).fetch_one(db).await?;
        ForwardingRow::read(&row)
    }

    /// The one of this id to a controller; another's is as none.
    pub(crate) async fn to_controller(
        db: &mut Connection,
        id: ForwardingId,
        controller: ControllerId,
    ) -> Result<ForwardingRow> {
        let row = sqlx::query("SELECT * FROM forwardings WHERE id = $1 AND controller_id = $2")
            .bind(id.to_string())
            .bind(controller.to_string())
            .fetch_one(db)
            .await?;
        ForwardingRow::read(&row)
    }

    pub(crate) async fn of_request(db: &mut Connection, request: RequestId) -> Result<Vec<ForwardingRow>> {
        let rows = sqlx::query("SELECT * FROM forwardings WHERE request_id = $1 ORDER BY id")
            .bind(request.to_string())
            .fetch_all(db)
            .await?;
        rows.iter().map(ForwardingRow::read).collect()
    }

    /// Those of one filing to one controller: one notice tells of them all.
    pub(crate) async fn of_notice(
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
    ) -> Result<Vec<ForwardingRow>> {
        let rows =
            sqlx::query("SELECT * FROM forwardings WHERE filing_id = $1 AND controller_id = $2 ORDER BY request_id")
                .bind(filing.to_string())
                .bind(controller.to_string())
                .fetch_all(db)
                .await?;
        rows.iter().map(ForwardingRow::read).collect()
    }

    /// The filings of which a controller was never told, or of which the notice came back.
    pub(crate) async fn untold(db: &mut Connection, controller: ControllerId) -> Result<Vec<FilingId>> {
        let rows = sqlx::query(
            "SELECT DISTINCT filing_id FROM forwardings WHERE controller_id = $1 AND standing = 'underway'
             ORDER BY filing_id",
        )
        .bind(controller.to_string())
        .fetch_all(db)
        .await?;
        rows.iter().map(|row| Ok(row.try_get::<String, _>("filing_id")?.parse()?)).collect()
    }

    /// Of how many filings each controller was not told, or the notice came back.
    pub(crate) async fn waiting(db: &mut Connection) -> Result<HashMap<ControllerId, usize>> {
        let rows = sqlx::query(
            "SELECT controller_id, COUNT(DISTINCT filing_id) AS filings FROM forwardings
             WHERE standing = 'underway' GROUP BY controller_id",
        );
        let waiting = |row: &AnyRow| {
            let filings = usize::try_from(row.try_get::<i64, _>("filings")?).map_err(DeskError::internal)?;
            Ok((row.try_get::<String, _>("controller_id")?.parse()?, filings))
        };
        rows.fetch_all(db).await?.iter().map(waiting).collect()
    }

    /// Those whose silence is to be followed up by now, longest first.
    pub(crate) async fn silent(db: &mut Connection, now: Timestamp) -> Result<Vec<ForwardingRow>> {
        let rows = sqlx::query("SELECT * FROM forwardings WHERE next_at <= $1 ORDER BY next_at, id LIMIT 500")
            .bind(now.as_microsecond())
            .fetch_all(db)
            .await?;
        rows.iter().map(ForwardingRow::read).collect()
    }

    /// Those to a controller, newest first.
    pub(crate) async fn of_controller(db: &mut Connection, controller: ControllerId) -> Result<Vec<ForwardingRow>> {
        let rows = sqlx::query(
            "SELECT * FROM forwardings WHERE controller_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 500",
        )
        .bind(controller.to_string())
        .fetch_all(db)
        .await?;
        rows.iter().map(ForwardingRow::read).collect()
    }
}
