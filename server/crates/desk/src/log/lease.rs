use crate::store::Connection;
use crate::{Office, Result};
use jiff::{SignedDuration, Timestamp};

/// For how long the log is taken before somebody else may: longer than any turn takes.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// The right to let the log grow; one process has it at a time.
pub(super) struct Lease {
    holder: String,
}

impl Lease {
    /// Takes the lease, unless somebody has it. A process that dies with it loses the lease, nothing else.
    pub(super) async fn take(office: &Office) -> Result<Option<Self>> {
        let now = office.now();
        let holder = office.random.id(now).to_string();
        let taken =
            sqlx::query("UPDATE leases SET holder = $1, lease_until = $2 WHERE name = 'log' AND lease_until < $3")
                .bind(&holder)
                .bind(until(now))
                .bind(now.as_microsecond())
                .execute(office.store.pool())
                .await?;
        Ok((taken.rows_affected() == 1).then_some(Self { holder }))
    }

    /// Whether it is still ours; then nobody can take it before this transaction ends.
    pub(super) async fn holds(&self, office: &Office, db: &mut Connection) -> Result<bool> {
        let held = sqlx::query("UPDATE leases SET lease_until = $1 WHERE name = 'log' AND holder = $2")
            .bind(until(office.now()))
            .bind(&self.holder)
            .execute(db)
            .await?;
        Ok(held.rows_affected() == 1)
    }

    /// Gives it back.
    pub(super) async fn end(self, office: &Office) -> Result<()> {
        sqlx::query("UPDATE leases SET lease_until = 0 WHERE name = 'log' AND holder = $1")
            .bind(self.holder)
            .execute(office.store.pool())
            .await?;
        Ok(())
    }
}

fn until(now: Timestamp) -> i64 {
    now.checked_add(LEASE).unwrap_or(Timestamp::MAX).as_microsecond()
}
