//! The database, on either engine: one schema, one set of SQL.

mod events;
mod filings;
mod forwardings;
mod open;
mod requests;
mod throttles;

pub(crate) use events::append;
pub(crate) use filings::FilingRow;
pub(crate) use forwardings::{ForwardingRow, ForwardingStore};
pub use open::Store;
pub(crate) use requests::{RequestRow, TextPurpose};
pub(crate) use throttles::Throttle;

/// A connection to either engine, within a transaction or not.
pub(crate) type Connection = sqlx::AnyConnection;

/// Migrations of the main database that both engines share.
pub(crate) static COMMON: sqlx::migrate::Migrator = sqlx::migrate!("./migrations/common");

use jiff::Timestamp;

/// A stored instant: microseconds UTC.
pub(crate) fn instant(micros: i64) -> crate::Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(crate::DeskError::internal)
}
