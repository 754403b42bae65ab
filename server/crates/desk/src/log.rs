//! The log: every event of every stream in one order, as the leaves of one tree whose root is signed now and then.
//!
//! * `entries`: what rests of the tree. `lease`: one process at a time lets it grow. `grow`: the job that does.
//! * `checkpoints`: the signed roots. `receipt`: what a data subject takes along.
//! * `prune`: what is over its time goes. `pruned`: what is signed instead, and what rests of it.
//! * `verify`, `broken`: whether all of it fits, and what does not.

mod broken;
mod checkpoints;
mod entries;
mod grow;
mod lease;
mod prune;
mod pruned;
mod receipt;
mod verify;

pub use broken::{Broken, Misfit, PruningMisfit};
pub(crate) use receipt::has_receipt;
pub use verify::LogFindings;

use crate::store::Connection;
use crate::{DeskError, Result};

/// An event that was just appended waits for its place in the log.
pub(crate) async fn wait(db: &mut Connection, stream: &str, seq: i64) -> Result<()> {
    sqlx::query("INSERT INTO log_waiting (stream_id, seq) VALUES ($1, $2)").bind(stream).bind(seq).execute(db).await?;
    Ok(())
}

/// A number as the database has it.
fn stored(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(DeskError::internal)
}

/// A number of the database that counts something.
fn counted(number: i64) -> Result<u64> {
    u64::try_from(number).map_err(DeskError::internal)
}
