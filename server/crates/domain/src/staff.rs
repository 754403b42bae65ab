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

words! {
    /// What a key of the browser's world can be (W3C WebAuthn).
    KeyKind {
        /// Known to its holder by a PIN, a finger or a face, and found by itself: it stands for password and second factor.
        Passkey = "passkey",
        /// Shows that somebody has it: a second factor beside the password.
        SecurityKey = "security_key",
    }
}

/// The second factors that an account has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Factors {
    /// Whether an authenticator app is set up.
    pub has_app: bool,
    /// How many passkeys and security keys open something.
    pub keys: usize,
    /// How many open nothing any more, for there may be a copy.
    pub doubted: usize,
}

impl Factors {
    /// Whether one was set up: then a password alone sets up no other, whatever became of it.
    pub const fn are_set_up(self) -> bool {
        self.open() || self.doubted > 0
    }

    /// Whether one of them opens something. Recovery codes are for an accident, and count as none.
    pub const fn open(self) -> bool {
        self.has_app || self.keys > 0
    }

    /// These, if one of them opens something: what is left when one is taken away.
    ///
    /// # Errors
    /// `LastFactor`.
    pub const fn left(self) -> Result<Self, AccountRefusal> {
        if self.open() { Ok(self) } else { Err(AccountRefusal::LastFactor) }
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
    /// It is the only second factor: another comes first.
    #[error("the last second factor")]
    LastFactor,
}

impl AccountRefusal {
    /// The code under which texts are found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnAccount => "own_account",
            Self::Exists => "account_exists",
            Self::Closed => "account_closed",
            Self::LastFactor => "last_factor",
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

    #[test]
    fn the_last_second_factor_stays_and_one_that_is_doubted_is_none_to_come_in_with() {
        let table = [
            // App, keys, doubted keys: whether some are set up, and whether one opens something.
            (false, 0, 0, false, false),
            (true, 0, 0, true, true),
            (false, 1, 0, true, true),
            (true, 2, 0, true, true),
            (false, 0, 1, true, false),
            (true, 0, 1, true, true),
            (false, 1, 1, true, true),
        ];
        for (has_app, keys, doubted, are_set_up, open) in table {
            let factors = Factors { has_app, keys, doubted };
            assert_eq!((factors.are_set_up(), factors.open()), (are_set_up, open), "{factors:?}");
            assert_eq!(factors.left(), if open { Ok(factors) } else { Err(AccountRefusal::LastFactor) }, "{factors:?}");
        }
    }
}
