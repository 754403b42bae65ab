//! What the office does by itself: sends the post, refers what waits too long to staff, sweeps what is over its time.

use crate::{Office, Result};

impl Office {
    /// Sends what is due in the outbox; returns how many letters left.
    pub async fn send_post(&self) -> Result<usize> {
        todo!()
    }

    /// Waits until something was put into the outbox by this process.
    pub async fn post_arrives(&self) {
        self.wake.notified().await;
    }

    /// Refers signers' requests to staff that nobody proved or routed in time, and sweeps drafts, codes, sessions,
    /// throttles and orphaned files whose time is over.
    pub async fn make_rounds(&self) -> Result<()> {
        todo!()
    }
}
