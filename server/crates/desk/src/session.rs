//! Sessions: who this browser is, and the desks that follow from it.
//!
//! The session layer sets the cookie and ends with the browser; how long a sign-in lasts is decided here, by the clock
//! that was passed in.

mod passed;
mod question;
mod sessions;
mod staff;

pub(crate) use passed::{Passed, forget_offer, offer, offered, pass, passed, show_codes};
pub(crate) use question::Question;
pub(crate) use sessions::KEPT_HOURS;
pub use sessions::Sessions;
pub(crate) use staff::{Badge, is_over, sign_in_staff};

use crate::front::ChallengeId;
use crate::registers::ContactRow;
use crate::vault::Mac;
use crate::{ControllerDesk, DeskError, Office, Result, SubjectDesk};
use domain::access::{Access, Visitor};
use domain::contact::ContactStanding;
use domain::ids::{ControllerId, StaffId};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

const WHO: &str = "who";
const PROMISED: &str = "promised";
/// For how long a sign-in lasts, in hours: a visit for data subjects, a working day for controllers.
const SUBJECT_HOURS: i64 = 2;
const DESK_HOURS: i64 = 10;

/// Who this browser is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Who {
    /// With the names, hashed, under which it may see what was filed.
    Subject {
        mailbox: Mac,
        persons: Vec<Mac>,
    },
    /// With the row that says how long it lasts.
    Staff {
        staff: StaffId,
        row: Uuid,
    },
    Controller(ControllerId),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct SignedIn {
    who: Who,
    since: Timestamp,
}

impl Office {
    /// Where sessions rest; give it to the session layer.
    pub fn sessions(&self) -> Sessions {
        Sessions::new(self.clone())
    }

    /// The desk of the data subject of this session.
    ///
    /// # Errors
    /// `NotSignedIn`, also when the session's time is over.
    pub async fn subject(&self, session: &Session) -> Result<SubjectDesk> {
        match self.who(session, SUBJECT_HOURS).await? {
            Who::Subject { mailbox, persons } => Ok(SubjectDesk::new(self.clone(), mailbox, persons)),
            _ => Err(DeskError::NotSignedIn),
        }
    }

    /// The desk of the controller of this session.
    ///
    /// # Errors
    /// `NotSignedIn`, also when another contact took the place of the one that signed in.
    pub async fn controller(&self, session: &Session) -> Result<ControllerDesk> {
        let SignedIn { who: Who::Controller(controller), since } = self.signed_in(session, DESK_HOURS).await? else {
            return Err(DeskError::NotSignedIn);
        };
        let mut db = self.store.pool().acquire().await?;
        let contact = ContactRow::find(&mut db, controller, ContactStanding::Confirmed).await?;
        match contact {
            Some(contact) if contact.settled <= Some(since) => Ok(ControllerDesk::new(self.clone(), &contact)),
            _ => Err(DeskError::NotSignedIn),
        }
    }

    async fn who(&self, session: &Session, hours: i64) -> Result<Who> {
        Ok(self.signed_in(session, hours).await?.who)
    }

    async fn signed_in(&self, session: &Session, hours: i64) -> Result<SignedIn> {
        let signed_in: SignedIn = read(session, WHO).await?.ok_or(DeskError::NotSignedIn)?;
        let until = signed_in.since.checked_add(hours.hours()).map_err(DeskError::internal)?;
        if self.now() < until { Ok(signed_in) } else { Err(DeskError::NotSignedIn) }
    }
}

pub(crate) async fn sign_in_subject(
    office: &Office,
    session: &Session,
    mailbox: &Mac,
    person: Option<Mac>,
) -> Result<()> {
    sign_in(office, session, Who::Subject { mailbox: mailbox.clone(), persons: Vec::from_iter(person) }).await
}

/// Adds a name to those under which this session's data subject may see what was filed.
pub(crate) async fn name_subject(session: &Session, person: Mac) -> Result<()> {
    let signed_in: Option<SignedIn> = read(session, WHO).await?;
    let Some(SignedIn { who: Who::Subject { mailbox, mut persons }, since }) = signed_in else {
        return Err(DeskError::NotSignedIn);
    };
    persons.push(person);
    let who = Who::Subject { mailbox, persons };
    session.insert(WHO, SignedIn { who, since }).await.map_err(DeskError::internal)
}

pub(crate) async fn sign_in_controller(office: &Office, session: &Session, controller: ControllerId) -> Result<()> {
    sign_in(office, session, Who::Controller(controller)).await
}

/// A fresh id on every sign-in, so that nobody who planted the old one comes in too.
async fn sign_in(office: &Office, session: &Session, who: Who) -> Result<()> {
    leave(office, session).await?;
    session.cycle_id().await.map_err(DeskError::internal)?;
    session.insert(WHO, SignedIn { who, since: office.now() }).await.map_err(DeskError::internal)
}

pub(crate) async fn sign_out(office: &Office, session: &Session) -> Result<()> {
    leave(office, session).await?;
    session.flush().await.map_err(DeskError::internal)
}

/// Empties a session; of staff, its row goes too.
async fn leave(office: &Office, session: &Session) -> Result<()> {
    if let Some(SignedIn { who: Who::Staff { staff, row }, .. }) = read(session, WHO).await? {
        staff::end(office, row).await?;
        office.record(Visitor::Staff(staff), Access::WentOut).await?;
    }
    session.clear().await;
    Ok(())
}

pub(crate) async fn promise(session: &Session, challenge: ChallengeId) -> Result<()> {
    session.insert(PROMISED, challenge).await.map_err(DeskError::internal)
}

pub(crate) async fn promised(session: &Session) -> Result<Option<ChallengeId>> {
    read(session, PROMISED).await
}

async fn read<T: serde::de::DeserializeOwned>(session: &Session, key: &str) -> Result<Option<T>> {
    session.get(key).await.map_err(DeskError::internal)
}
