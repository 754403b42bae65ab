//! Where the notices of a controller go. Whoever has that mailbox reads what signers ask and who they are, so nobody's word
//! alone makes one (GDPR Art. 28(3)(e), 32(1)(b) and (4)).

use crate::ids::StaffId;
use crate::words::words;
use thiserror::Error;

words! {
    /// Where a contact stands.
    ContactStanding {
        /// Somebody gave it, and nothing goes there yet.
        Proposed = "proposed",
        /// Staff asked the controller by another way, and notices go there.
        Confirmed = "confirmed",
        /// Another took its place.
        Replaced = "replaced",
        /// It turned out not to be the controller's, or another was given before anybody asked.
        Declined = "declined",
    }
}

/// Who gave a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Giver {
    /// The operator, by an import.
    Operator,
    /// A member of staff.
    Staff(StaffId),
}

impl Giver {
    /// The member of staff, if it is one.
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Operator => None,
            Self::Staff(id) => Some(id),
        }
    }
}

/// A contact, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// Where it stands.
    pub standing: ContactStanding,
    /// Who gave it.
    pub given_by: Giver,
}

/// Why a contact is not confirmed or declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ContactRefusal {
    /// It is confirmed, replaced or declined already.
    #[error("the contact is settled")]
    Settled,
    /// Notices go to another one: a change is confirmed by somebody else than who gave it.
    #[error("a change takes two people")]
    SameEyes,
    /// It is where notices go already.
    #[error("it is the contact already")]
    Same,
}

impl ContactRefusal {
    /// The code under which texts are found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Settled => "contact_settled",
            Self::SameEyes => "contact_same_eyes",
            Self::Same => "contact_same",
        }
    }
}

impl Contact {
    /// Whether `by` may confirm it. The first contact of a controller needs one person who asked; one that takes the place
    /// of another needs two.
    ///
    /// # Errors
    /// `Settled`, or `SameEyes`.
    pub fn confirm(self, by: Giver, replaces: bool) -> Result<(), ContactRefusal> {
        self.decline()?;
        if replaces && by == self.given_by { Err(ContactRefusal::SameEyes) } else { Ok(()) }
    }

    /// Whether it may still be declined.
    ///
    /// # Errors
    /// `Settled`.
    pub fn decline(self) -> Result<(), ContactRefusal> {
        if self.standing == ContactStanding::Proposed { Ok(()) } else { Err(ContactRefusal::Settled) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ContactStanding::{Confirmed, Declined, Proposed, Replaced};
    use uuid::Uuid;

    #[test]
    fn a_first_contact_needs_one_who_asked_and_a_change_needs_two_people() {
        let [one, two] = [1, 2].map(|id| Giver::Staff(StaffId(Uuid::from_u128(id))));
        let same = Err(ContactRefusal::SameEyes);
        let table = [
            // Given by, confirmed by, whether it replaces another, and what is said.
            (one, one, false, Ok(())),
            (one, two, false, Ok(())),
            (one, one, true, same),
            (one, two, true, Ok(())),
            (Giver::Operator, Giver::Operator, false, Ok(())),
            (Giver::Operator, Giver::Operator, true, same),
            (Giver::Operator, one, true, Ok(())),
            (one, Giver::Operator, true, Ok(())),
        ];
        for (given_by, by, replaces, said) in table {
            let contact = Contact { standing: Proposed, given_by };
            assert_eq!(contact.confirm(by, replaces), said, "{given_by:?} {by:?} {replaces}");
        }
    }

    #[test]
    fn the_operator_is_no_member_of_staff() {
        let id = StaffId(Uuid::from_u128(1));
        assert_eq!([Giver::Staff(id), Giver::Operator].map(Giver::staff), [Some(id), None]);
    }

    #[test]
    fn what_is_settled_stays_so() {
        for (standing, said) in [(Proposed, Ok(())), (Confirmed, Err(())), (Replaced, Err(())), (Declined, Err(()))] {
            let said = said.map_err(|()| ContactRefusal::Settled);
            let contact = Contact { standing, given_by: Giver::Operator };
            assert_eq!((contact.decline(), contact.confirm(Giver::Operator, false)), (said, said), "{standing:?}");
        }
    }

    #[test]
    fn each_refusal_has_a_code_of_its_own() {
        let refusals = [ContactRefusal::Settled, ContactRefusal::SameEyes, ContactRefusal::Same];
        assert_eq!(refusals.map(ContactRefusal::code), ["contact_settled", "contact_same_eyes", "contact_same"]);
    }
}
