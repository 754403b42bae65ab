//! The questions of the rights, and what can be chosen in answer to them.

use super::{Locale, td_string};
use domain::filing::{Ask, Pick, Represented};
use domain::words::{Capacity, Right};

/// What is said under `$what` for each question.
macro_rules! of_each {
    ($locale:ident, $ask:ident, $what:ident) => {
        match $ask {
            Ask::AccessWhat => td_string!($locale, asks.access_what.$what),
            Ask::RectifyWrong => td_string!($locale, asks.rectify_wrong.$what),
            Ask::RectifyRight => td_string!($locale, asks.rectify_right.$what),
            Ask::RectifyProof => td_string!($locale, asks.rectify_proof.$what),
            Ask::EraseScope => td_string!($locale, asks.erase_scope.$what),
            Ask::EraseWhat => td_string!($locale, asks.erase_what.$what),
            Ask::EraseGround => td_string!($locale, asks.erase_ground.$what),
            Ask::EraseWhy => td_string!($locale, asks.erase_why.$what),
            Ask::RestrictGround => td_string!($locale, asks.restrict_ground.$what),
            Ask::RestrictWhat => td_string!($locale, asks.restrict_what.$what),
            Ask::PortWhat => td_string!($locale, asks.port_what.$what),
            Ask::PortTo => td_string!($locale, asks.port_to.$what),
            Ask::PortWhom => td_string!($locale, asks.port_whom.$what),
            Ask::ObjectTo => td_string!($locale, asks.object_to.$what),
            Ask::ObjectWhat => td_string!($locale, asks.object_what.$what),
            Ask::ObjectWhy => td_string!($locale, asks.object_why.$what),
            Ask::DecisionWhich => td_string!($locale, asks.decision_which.$what),
            Ask::DecisionSay => td_string!($locale, asks.decision_say.$what),
            Ask::ConsentWhich => td_string!($locale, asks.consent_which.$what),
        }
    };
}

/// A question as people are asked it: "What should be erased?"
pub fn title(locale: Locale, ask: Ask) -> &'static str {
    of_each!(locale, ask, title)
}

/// A question in a list of answers: "What to erase".
pub fn label(locale: Locale, ask: Ask) -> &'static str {
    of_each!(locale, ask, label)
}

/// What helps to answer it.
pub fn hint(locale: Locale, ask: Ask) -> &'static str {
    of_each!(locale, ask, hint)
}

/// What can be chosen, in everyday words.
pub fn pick(locale: Locale, pick: Pick) -> &'static str {
    match pick {
        Pick::All => td_string!(locale, asks.pick.all),
        Pick::Part => td_string!(locale, asks.pick.part),
        Pick::NotNeeded => td_string!(locale, asks.pick.no_longer_needed),
        Pick::ConsentWithdrawn => td_string!(locale, asks.pick.consent_withdrawn),
        Pick::Objected => td_string!(locale, asks.pick.objected),
        Pick::Unlawful => td_string!(locale, asks.pick.unlawful),
        Pick::LegalDuty => td_string!(locale, asks.pick.legal_duty),
        Pick::CollectedFromChild => td_string!(locale, asks.pick.collected_from_child),
        Pick::OtherReason => td_string!(locale, asks.pick.other_reason),
        Pick::AccuracyContested => td_string!(locale, asks.pick.accuracy_contested),
        Pick::ErasureOpposed => td_string!(locale, asks.pick.erasure_opposed),
        Pick::NeededForClaim => td_string!(locale, asks.pick.needed_for_claim),
        Pick::ObjectionPending => td_string!(locale, asks.pick.objection_pending),
        Pick::Unsure => td_string!(locale, asks.pick.unsure),
        Pick::ToMe => td_string!(locale, asks.pick.to_me),
        Pick::ToOther => td_string!(locale, asks.pick.to_other_controller),
        Pick::DirectMarketing => td_string!(locale, asks.pick.direct_marketing),
        Pick::OtherUse => td_string!(locale, asks.pick.other_use),
    }
}

/// What helps to choose it, where it does not speak for itself.
pub fn pick_hint(locale: Locale, pick: Pick) -> Option<&'static str> {
    Some(match pick {
        Pick::NotNeeded => td_string!(locale, asks.pick_hint.no_longer_needed),
        Pick::Objected => td_string!(locale, asks.pick_hint.objected),
        Pick::AccuracyContested => td_string!(locale, asks.pick_hint.accuracy_contested),
        Pick::ErasureOpposed => td_string!(locale, asks.pick_hint.erasure_opposed),
        Pick::NeededForClaim => td_string!(locale, asks.pick_hint.needed_for_claim),
        Pick::ObjectionPending => td_string!(locale, asks.pick_hint.objection_pending),
        Pick::Unsure => td_string!(locale, asks.pick_hint.unsure),
        Pick::ToOther => td_string!(locale, asks.pick_hint.to_other_controller),
        Pick::DirectMarketing => td_string!(locale, asks.pick_hint.direct_marketing),
        Pick::OtherUse => td_string!(locale, asks.pick_hint.other_use),
        Pick::All
        | Pick::Part
        | Pick::ConsentWithdrawn
        | Pick::Unlawful
        | Pick::LegalDuty
        | Pick::CollectedFromChild
        | Pick::OtherReason
        | Pick::ToMe => return None,
    })
}

/// How doing as asked may end a service, where it may ([`Right::may_end_service`]).
pub fn ends(locale: Locale, right: Right) -> Option<&'static str> {
    let text = match right {
        Right::Rectification => td_string!(locale, asks.ends.rectification),
        Right::Erasure => td_string!(locale, asks.ends.erasure),
        Right::Restriction => td_string!(locale, asks.ends.restriction),
        Right::ConsentWithdrawal => td_string!(locale, asks.ends.consent_withdrawal),
        Right::Access | Right::Portability | Right::Objection | Right::AutomatedDecision => return None,
    };
    right.may_end_service().then_some(text)
}

/// For whom somebody else files, and as what: "Example Person (as parent or guardian)".
pub fn on_behalf(locale: Locale, represented: &Represented) -> String {
    let capacity = capacity(locale, represented.capacity);
    td_string!(locale, asks.on_behalf, name = &represented.name, capacity = capacity).to_string()
}

/// As what somebody asks for another person: "as parent or guardian".
pub fn capacity(locale: Locale, capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Guardian => td_string!(locale, asks.capacity.guardian),
        Capacity::Authorised => td_string!(locale, asks.capacity.authorised),
        Capacity::Employer => td_string!(locale, asks.capacity.employer),
        Capacity::Other => td_string!(locale, asks.capacity.other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_end_a_service_is_said_of_each_right_that_may() {
        for right in Right::ALL {
            for locale in [Locale::en, Locale::nl] {
                assert_eq!(ends(locale, *right).is_some(), right.may_end_service(), "{right:?}");
            }
        }
    }
}
