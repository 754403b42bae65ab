//! Entries of the log in words.

use super::{Locale, td_string, words};
use desk::access::Entry;
use domain::access::{Access, AccountChange, ContactChange, Door, Means, Part, Visitor};

/// Who it was.
pub fn who(locale: Locale, entry: &Entry) -> String {
    let nameless = match entry.visitor {
        Visitor::Subject(_) => td_string!(locale, record.data_subject),
        Visitor::Stranger => td_string!(locale, record.stranger),
        Visitor::Staff(_) | Visitor::Controller(_) => td_string!(locale, record.gone),
    };
    entry.name.clone().unwrap_or_else(|| nameless.to_owned())
}

/// What they did, or what became of their account.
pub fn what(locale: Locale, entry: &Entry) -> String {
    let plain = match entry.access {
        Access::CameIn { by } => came_in(locale, by),
        Access::TurnedAway { at } => turned_away(locale, at),
        Access::HeldOff { .. } => td_string!(locale, record.held_off),
        Access::WentOut => td_string!(locale, record.went_out),
        Access::Read { part, .. } => return read(locale, part, entry),
        Access::ReadForwarding { .. } => td_string!(locale, record.read_forwarding),
        Access::Invited { role } => {
            return td_string!(locale, record.invited, role = words::role(locale, role)).to_string();
        }
        Access::Account { change, .. } => return account(locale, change),
        Access::Contact { change, .. } => contact(locale, change),
    };
    plain.to_owned()
}

fn came_in(locale: Locale, by: Means) -> &'static str {
    match by {
        Means::MailedCode => td_string!(locale, record.came_in.mailed_code),
        Means::Authenticator => td_string!(locale, record.came_in.authenticator),
        Means::Key => td_string!(locale, record.came_in.key),
        Means::Passkey => td_string!(locale, record.came_in.passkey),
        Means::Provider => td_string!(locale, record.came_in.provider),
        Means::RecoveryCode => td_string!(locale, record.came_in.recovery_code),
    }
}

fn turned_away(locale: Locale, at: Door) -> &'static str {
    match at {
        Door::MailedCode => td_string!(locale, record.turned_away.mailed_code),
        Door::Password => td_string!(locale, record.turned_away.password),
        Door::Passkey => td_string!(locale, record.turned_away.passkey),
        Door::Provider => td_string!(locale, record.turned_away.provider),
        Door::SecondFactor => td_string!(locale, record.turned_away.second_factor),
        Door::Confirmation => td_string!(locale, record.turned_away.confirmation),
        Door::Role => td_string!(locale, record.turned_away.role),
    }
}

fn read(locale: Locale, part: Part, entry: &Entry) -> String {
    let reference = entry.reference.map_or_else(String::new, |reference| reference.to_string());
    match part {
        Part::Page => td_string!(locale, record.read.page, reference = reference).to_string(),
        Part::Attachment => td_string!(locale, record.read.attachment, reference = reference).to_string(),
        Part::IdentityDocument => td_string!(locale, record.read.identity_document, reference = reference).to_string(),
        Part::Proof => td_string!(locale, record.read.proof, reference = reference).to_string(),
    }
}

fn contact(locale: Locale, change: ContactChange) -> &'static str {
    match change {
        ContactChange::Proposed => td_string!(locale, record.contact.proposed),
        ContactChange::Confirmed => td_string!(locale, record.contact.confirmed),
        ContactChange::Declined => td_string!(locale, record.contact.declined),
        ContactChange::Bounced => td_string!(locale, record.contact.bounced),
        ContactChange::PasskeyAdded => td_string!(locale, record.contact.passkey_added),
        ContactChange::PasskeyRemoved => td_string!(locale, record.contact.passkey_removed),
    }
}

fn account(locale: Locale, change: AccountChange) -> String {
    let plain = match change {
        AccountChange::Opened { role } => {
            return td_string!(locale, record.account.opened, role = words::role(locale, role)).to_string();
        }
        AccountChange::RoleGiven { role } => {
            return td_string!(locale, record.account.role_given, role = words::role(locale, role)).to_string();
        }
        AccountChange::Closed => td_string!(locale, record.account.closed),
        AccountChange::FactorEnrolled => td_string!(locale, record.account.factor_enrolled),
        AccountChange::FactorTaken => td_string!(locale, record.account.factor_taken),
        AccountChange::ProviderLinked => td_string!(locale, record.account.provider_linked),
        AccountChange::ProviderUnlinked => td_string!(locale, record.account.provider_unlinked),
        AccountChange::PasswordChanged => td_string!(locale, record.account.password_changed),
        AccountChange::CodesRenewed => td_string!(locale, record.account.codes_renewed),
        AccountChange::SessionsEnded => td_string!(locale, record.account.sessions_ended),
    };
    plain.to_owned()
}
