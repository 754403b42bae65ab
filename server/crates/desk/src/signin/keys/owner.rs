use crate::registers::{ContactRow, StaffRow};
use crate::store::Connection;
use crate::vault::Purpose;
use crate::{DeskError, Office, Result};
use domain::ids::{ContactId, StaffId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Whose a passkey or security key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Owner {
    /// Of a member of staff.
    Staff(StaffId),
    /// Of who reads the mailbox of a controller.
    Contact(ContactId),
}

impl Owner {
    /// Whom the handle names that a passkey brings: a member of staff whose account is open, or a contact while notices go
    /// there.
    pub(super) async fn by_handle(db: &mut Connection, handle: Uuid) -> Result<Option<Self>> {
        if let Some(row) = StaffRow::by_handle(db, handle).await? {
            return Ok(Some(Self::Staff(row.id)));
        }
        Ok(ContactRow::by_handle(db, handle).await?.map(|row| Self::Contact(row.id)))
    }

    /// By what the passkeys of this owner name them: drawn once, from nothing.
    pub(super) async fn handle(self, office: &Office, db: &mut Connection) -> Result<Uuid> {
        let fresh = uuid::Builder::from_random_bytes(office.random.bytes()).into_uuid();
        match self {
            Self::Staff(id) => StaffRow::handle(db, id, fresh).await,
            Self::Contact(id) => ContactRow::handle(db, id, fresh).await,
        }
    }

    /// Lets nobody else use or change the keys of this owner until the transaction ends.
    pub(super) async fn hold(self, db: &mut Connection) -> Result<()> {
        match self {
            Self::Staff(id) => StaffRow::hold(db, id).await,
            Self::Contact(id) => ContactRow::hold(db, id).await,
        }
    }

    /// Under which key theirs are sealed.
    pub(super) const fn purpose(self) -> Purpose {
        match self {
            Self::Staff(_) => Purpose::Staff,
            Self::Contact(_) => Purpose::Controllers,
        }
    }
}

impl fmt::Display for Owner {
    /// As a column names them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(id) => write!(f, "staff/{id}"),
            Self::Contact(id) => write!(f, "contact/{id}"),
        }
    }
}

impl FromStr for Owner {
    type Err = DeskError;

    fn from_str(text: &str) -> Result<Self> {
        match text.split_once('/') {
            Some(("staff", id)) => Ok(Self::Staff(id.parse()?)),
            Some(("contact", id)) => Ok(Self::Contact(id.parse()?)),
            _ => Err(DeskError::internal("a key of nobody")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_known_again_by_what_a_column_says() {
        let id = Uuid::from_u128(7);
        for owner in [Owner::Staff(StaffId(id)), Owner::Contact(ContactId(id))] {
            assert_eq!(owner.to_string().parse::<Owner>().unwrap(), owner);
        }
        for other in ["", "staff", &id.to_string(), "visitor/00000000-0000-0000-0000-000000000007", "staff/7"] {
            assert!(other.parse::<Owner>().is_err(), "{other}");
        }
    }
}
