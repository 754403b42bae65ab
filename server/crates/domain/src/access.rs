//! What the log holds beside the events of requests: who came in, who was turned away, who read what, and what became of
//! accounts and contacts (GDPR Art. 5(2), 24(1), 32(1)(b)). Ids and codes only: whose they are stands elsewhere, and is
//! forgotten there.

use crate::ids::{ContactId, ControllerId, FilingId, ForwardingId, RequestId, StaffId};
use crate::staff::Role;
use crate::words::words;
use serde::{Deserialize, Serialize};

/// Of whom something is recorded; each has a stream of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visitor {
    /// A member of staff.
    Staff(StaffId),
    /// The people of a controller.
    Controller(ControllerId),
    /// The data subject of a filing.
    Subject(FilingId),
    /// Somebody of whom nothing is known but that they tried.
    Stranger,
}

impl std::fmt::Display for Visitor {
    /// The name of the stream.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(id) => write!(f, "staff/{id}"),
            Self::Controller(id) => write!(f, "controller/{id}"),
            Self::Subject(id) => write!(f, "filing/{id}"),
            Self::Stranger => f.write_str("stranger"),
        }
    }
}

impl std::str::FromStr for Visitor {
    type Err = NoVisitor;

    fn from_str(text: &str) -> Result<Self, NoVisitor> {
        let (kind, id) = text.split_once('/').unwrap_or((text, ""));
        match kind {
            "staff" => id.parse().map(Self::Staff).map_err(|_| NoVisitor),
            "controller" => id.parse().map(Self::Controller).map_err(|_| NoVisitor),
            "filing" => id.parse().map(Self::Subject).map_err(|_| NoVisitor),
            _ if text == "stranger" => Ok(Self::Stranger),
            _ => Err(NoVisitor),
        }
    }
}

/// The name of a stream that is no visitor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no stream of a visitor")]
pub struct NoVisitor;

words! {
    /// By what somebody came in.
    Means {
        /// A code that was mailed.
        MailedCode = "mailed_code",
        /// Password and a code of an authenticator (RFC 6238).
        Authenticator = "authenticator",
        /// Password and a passkey or security key (W3C WebAuthn).
        Key = "key",
        /// A passkey that checked who holds it.
        Passkey = "passkey",
        /// Password and a recovery code.
        RecoveryCode = "recovery_code",
        /// What a provider of OpenID Connect said, both factors of it.
        Provider = "provider",
    }
}

words! {
    /// Where somebody was turned away.
    Door {
        /// The mailed code was wrong, used or over its time.
        MailedCode = "mailed_code",
        /// Address or password were wrong.
        Password = "password",
        /// The passkey was not known, or signed something else.
        Passkey = "passkey",
        /// What a provider of OpenID Connect said was not proven, or of nobody who is known.
        Provider = "provider",
        /// The second factor was.
        SecondFactor = "second_factor",
        /// What was shown before an act that cannot be undone was.
        Confirmation = "confirmation",
        /// The role does not open it.
        Role = "role",
    }
}

words! {
    /// What was read of a request.
    Part {
        /// All that staff see of it, or a controller of what was forwarded.
        Page = "page",
        /// A file of the conversation.
        Attachment = "attachment",
        /// A copy of an identity document.
        IdentityDocument = "identity_document",
        /// A file that shows that an act was done.
        Proof = "proof",
    }
}

/// An entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "access", rename_all = "snake_case")]
pub enum Access {
    /// Signed in.
    CameIn {
        /// By what.
        by: Means,
    },
    /// Was refused.
    TurnedAway {
        /// Where.
        at: Door,
    },
    /// Tried too often: from then on, until the span of the limit is over, nothing is looked at and nothing more recorded.
    HeldOff {
        /// Where.
        at: Door,
    },
    /// Signed out.
    WentOut,
    /// Read personal data. Exports and downloads of answers are events of the request itself.
    Read {
        /// Of which request.
        request: RequestId,
        /// What of it.
        part: Part,
    },
    /// Read what was forwarded to them.
    ReadForwarding {
        /// Which.
        forwarding: ForwardingId,
    },
    /// Invited somebody to an account of this role.
    Invited {
        /// Which.
        role: Role,
    },
    /// Their account changed.
    Account {
        /// How.
        change: AccountChange,
        /// Which other member of staff did it; nobody for themselves, or by the command line.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        by: Option<StaffId>,
    },
    /// Something became of a mailbox to which the notices of a controller go.
    Contact {
        /// Of which.
        contact: ContactId,
        /// What.
        change: ContactChange,
        /// Which member of staff did it; nobody for the operator's imports, and for mail servers.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        by: Option<StaffId>,
    },
}

words! {
    /// What became of a controller's contact.
    ContactChange {
        /// It was given.
        Proposed = "proposed",
        /// Staff asked the controller by another way, and notices go there.
        Confirmed = "confirmed",
        /// It was declined.
        Declined = "declined",
        /// Mail to it came back.
        Bounced = "bounced",
        /// Who reads it added a passkey.
        PasskeyAdded = "passkey_added",
        /// Who reads it took one away.
        PasskeyRemoved = "passkey_removed",
    }
}

/// What became of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum AccountChange {
    /// It was opened, in this role.
    Opened {
        /// Which.
        role: Role,
    },
    /// It has another role.
    RoleGiven {
        /// Which.
        role: Role,
    },
    /// It was closed.
    Closed,
    /// A second factor was enrolled.
    FactorEnrolled,
    /// The second factor was taken away.
    FactorTaken,
    /// It was linked with what its owner has at a provider of OpenID Connect.
    ProviderLinked,
    /// Such a link was cut.
    ProviderUnlinked,
    /// It has another password.
    PasswordChanged,
    /// It has other recovery codes.
    CodesRenewed,
    /// Sessions of it were ended.
    SessionsEnded,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_visitor_is_known_again_by_the_name_of_the_stream() {
        let id = Uuid::from_u128(7);
        let visitors = [
            Visitor::Staff(StaffId(id)),
            Visitor::Controller(ControllerId(id)),
            Visitor::Subject(FilingId(id)),
            Visitor::Stranger,
        ];
        let names = visitors.map(|visitor| visitor.to_string());
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len());
        for (visitor, name) in visitors.iter().zip(&names) {
            assert_eq!(name.parse(), Ok(*visitor), "{name}");
        }
        for other in
            ["", "staff", "staff/7", "stranger/", "request/00000000-0000-0000-0000-000000000007", &id.to_string()]
        {
            assert_eq!(other.parse::<Visitor>(), Err(NoVisitor), "{other}");
        }
    }

    #[test]
    fn an_entry_rests_as_codes() {
        let by = Some(StaffId(Uuid::from_u128(7)));
        let entries = [
            (Access::CameIn { by: Means::Authenticator }, r#"{"access":"came_in","by":"authenticator"}"#),
            (Access::TurnedAway { at: Door::Role }, r#"{"access":"turned_away","at":"role"}"#),
            (Access::HeldOff { at: Door::Password }, r#"{"access":"held_off","at":"password"}"#),
            (Access::WentOut, r#"{"access":"went_out"}"#),
            (
                Access::Account { change: AccountChange::RoleGiven { role: Role::Auditor }, by },
                r#"{"access":"account","change":{"change":"role_given","role":"auditor"},"by":"00000000-0000-0000-0000-000000000007"}"#,
            ),
            (
                Access::Account { change: AccountChange::PasswordChanged, by: None },
                r#"{"access":"account","change":{"change":"password_changed"}}"#,
            ),
            (
                Access::Contact { contact: ContactId(Uuid::from_u128(8)), change: ContactChange::Bounced, by: None },
                r#"{"access":"contact","contact":"00000000-0000-0000-0000-000000000008","change":"bounced"}"#,
            ),
        ];
        for (entry, text) in entries {
            assert_eq!(serde_json::to_string(&entry).unwrap(), text);
            assert_eq!(serde_json::from_str::<Access>(text).unwrap(), entry);
        }
    }
}
