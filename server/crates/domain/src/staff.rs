//! Who of the staff may do what: one role a person, and what each role opens.
//!
//! An agent and the data protection officer work on requests (GDPR Art. 38, 39); an auditor reads all of it and changes
//! nothing; an administrator manages accounts and does not read what people asked. Nobody has two roles: who needs
//! both has two accounts.

use crate::words::words;
use thiserror::Error;

words! {
    /// What a member of staff is there for.
    Role {
        /// Works on requests.
        Agent = "agent",
        /// Works on requests, and answers for them (GDPR Art. 39).
        Dpo = "dpo",
        /// Manages accounts, and reads no request.
        Administrator = "administrator",
        /// Reads all, and changes nothing.
        Auditor = "auditor",
    }
}

words! {
    /// What a role may open (GDPR Art. 32(4): nobody sees data but on instructions).
    Permission {
        /// Read requests, with what people asked and were answered.
        Read = "read",
        /// Act on requests.
        Act = "act",
        /// See in the log who came in and who read what (GDPR Art. 39(1)(b)).
        Oversee = "oversee",
        /// Manage the accounts of staff.
        Administer = "administer",
    }
}

impl Role {
    /// Whether this role may.
    pub const fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::Read => matches!(self, Self::Agent | Self::Dpo | Self::Auditor),
            Permission::Act => matches!(self, Self::Agent | Self::Dpo),
            Permission::Oversee => matches!(self, Self::Dpo | Self::Auditor),
            Permission::Administer => matches!(self, Self::Administrator),
        }
    }
}

/// Why an account cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AccountRefusal {
    /// Nobody changes or closes their own: it takes two to give a role, and nobody locks the house from inside.
    #[error("nobody changes their own account")]
    OwnAccount,
    /// There is one of this address.
    #[error("there is an account of this address")]
    Exists,
    /// It was closed.
    #[error("the account is closed")]
    Closed,
}

impl AccountRefusal {
    /// The code under which texts are found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnAccount => "own_account",
            Self::Exists => "account_exists",
            Self::Closed => "account_closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission::{Act, Administer, Oversee, Read};

    #[test]
    fn each_role_may_what_the_table_says_and_nothing_else() {
        let table: [(Role, &[Permission]); 4] = [
            (Role::Agent, &[Read, Act]),
            (Role::Dpo, &[Read, Act, Oversee]),
            (Role::Administrator, &[Administer]),
            (Role::Auditor, &[Read, Oversee]),
        ];
        assert_eq!(table.map(|(role, _)| role), Role::ALL);
        for (role, allowed) in table {
            for permission in Permission::ALL {
                assert_eq!(role.may(*permission), allowed.contains(permission), "{role:?} {permission:?}");
            }
        }
    }

    #[test]
    fn each_refusal_has_a_code_of_its_own() {
        let refusals = [AccountRefusal::OwnAccount, AccountRefusal::Exists, AccountRefusal::Closed];
        assert_eq!(refusals.map(AccountRefusal::code), ["own_account", "account_exists", "account_closed"]);
    }

    #[test]
    fn who_acts_reads_and_who_administers_does_not() {
        for role in Role::ALL {
            assert!(!role.may(Act) || role.may(Read), "{role:?}");
            assert!(!(role.may(Administer) && role.may(Read)), "{role:?}");
        }
    }
}
