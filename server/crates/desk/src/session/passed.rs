//! What a session knows of staff before they are wholly signed in, and what it shows them right after.

use super::read;
use crate::vault::{Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::ids::StaffId;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

const PASSED: &str = "passed";
const CODES: &str = "codes";
const OFFERED: &str = "offered";
/// For how long a password opens the threshold, in minutes.
const THRESHOLD_MINUTES: i64 = 10;

/// That the password was right.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Passed {
    pub(crate) staff: StaffId,
    since: Timestamp,
    /// The secret that is offered to an authenticator, sealed and in hex.
    offered: Option<String>,
    /// By which name the browser is known.
    browser: Option<String>,
}

impl Passed {
    pub(crate) fn new(office: &Office, staff: StaffId, offered: Option<Vec<u8>>, browser: Option<String>) -> Self {
        Self { staff, since: office.now(), offered: offered.map(hex::encode), browser }
    }

    pub(crate) fn offered(&self) -> Option<Vec<u8>> {
        self.offered.as_ref().and_then(|text| hex::decode(text).ok())
    }

    pub(crate) fn browser(&self) -> Option<&str> {
        self.browser.as_deref()
    }
}

/// Notes that the password was right, under a fresh session id; whoever was signed in here is not any more.
pub(crate) async fn pass(office: &Office, session: &Session, passed: Passed) -> Result<()> {
    super::leave(office, session).await?;
    session.cycle_id().await.map_err(DeskError::internal)?;
    session.insert(PASSED, passed).await.map_err(DeskError::internal)
}

/// Who gave the right password here lately.
pub(crate) async fn passed(office: &Office, session: &Session) -> Result<Option<Passed>> {
    let since = office.now().checked_sub(THRESHOLD_MINUTES.minutes()).map_err(DeskError::internal)?;
    Ok(read::<Passed>(session, PASSED).await?.filter(|passed| passed.since > since))
}

/// Keeps the sealed secret that is offered to an app, until its first code comes back.
pub(crate) async fn offer(session: &Session, sealed: &[u8]) -> Result<()> {
    session.insert(OFFERED, hex::encode(sealed)).await.map_err(DeskError::internal)
}

/// The sealed secret that was offered.
pub(crate) async fn offered(session: &Session) -> Result<Option<Vec<u8>>> {
    Ok(read::<String>(session, OFFERED).await?.and_then(|text| hex::decode(text).ok()))
}

/// It is an app's now, or nobody's.
pub(crate) async fn forget_offer(session: &Session) -> Result<()> {
    session.remove::<String>(OFFERED).await.map_err(DeskError::internal).map(drop)
}

/// Keeps fresh recovery codes in the session, sealed, until they were written down.
pub(crate) async fn show_codes(office: &Office, session: &Session, staff: StaffId, codes: &[String]) -> Result<()> {
    let (key, id) = (office.vault.purpose(Purpose::Staff), staff.to_string());
    let sealed = office.vault.seal_json(key, spot(&id), &codes)?;
    session.insert(CODES, hex::encode(sealed)).await.map_err(DeskError::internal)
}

/// The recovery codes that were not written down yet.
pub(super) async fn codes(office: &Office, session: &Session, staff: StaffId) -> Result<Option<Vec<String>>> {
    let Some(text) = read::<String>(session, CODES).await? else { return Ok(None) };
    let sealed = hex::decode(text).map_err(DeskError::internal)?;
    office.vault.purpose(Purpose::Staff).open_json(spot(&staff.to_string()), &sealed).map(Some)
}

/// They were written down: nobody is shown them again.
pub(super) async fn forget_codes(session: &Session) -> Result<()> {
    session.remove::<String>(CODES).await.map_err(DeskError::internal).map(drop)
}

fn spot(staff: &str) -> Spot<'_> {
    Spot("sessions", staff, "codes")
}
