use super::TEXT_MAX;
use crate::words::{Right, words};

/// Longest name and address of an organisation taken, in characters.
const ADDRESS_MAX: usize = 1_000;

words! {
    /// A question that a right asks. No reason is owed where the law demands none (Art. 12(2); EDPB Guidelines 01/2022,
    /// 50-57 and 167): what asks for one may be passed over.
    Ask {
        /// Which data, if not everything (Art. 15).
        AccessWhat = "access_what",
        /// What is wrong (Art. 16).
        RectifyWrong = "rectify_wrong",
        /// What it should be (Art. 16).
        RectifyRight = "rectify_right",
        /// What shows it, if anything (Art. 16).
        RectifyProof = "rectify_proof",
        /// All data, or some (Art. 17).
        EraseScope = "erase_scope",
        /// Which data (Art. 17).
        EraseWhat = "erase_what",
        /// On which ground (Art. 17(1)).
        EraseGround = "erase_ground",
        /// Why, where no ground of the list fits (Art. 17).
        EraseWhy = "erase_why",
        /// On which ground (Art. 18(1)).
        RestrictGround = "restrict_ground",
        /// Which data, if not all (Art. 18).
        RestrictWhat = "restrict_what",
        /// Which data, if not all (Art. 20).
        PortWhat = "port_what",
        /// To whom (Art. 20(1) and (2)).
        PortTo = "port_to",
        /// To which other controller (Art. 20(2)).
        PortWhom = "port_whom",
        /// Against advertising or another use (Art. 21(1) and (2)).
        ObjectTo = "object_to",
        /// Against which use (Art. 21(1)).
        ObjectWhat = "object_what",
        /// Grounds relating to the particular situation (Art. 21(1)).
        ObjectWhy = "object_why",
        /// Which decision (Art. 22).
        DecisionWhich = "decision_which",
        /// The person's point of view (Art. 22(3)).
        DecisionSay = "decision_say",
        /// Which consent (Art. 7(3)).
        ConsentWhich = "consent_which",
    }
}

words! {
    /// What can be chosen in answer to a question.
    Pick {
        /// All data.
        All = "all",
        /// Some of them.
        Part = "part",
        /// No longer needed (Art. 17(1)(a)).
        NotNeeded = "no_longer_needed",
        /// Consent is withdrawn (Art. 17(1)(b)).
        ConsentWithdrawn = "consent_withdrawn",
        /// Objected to (Art. 17(1)(c)).
        Objected = "objected",
        /// Processed unlawfully (Art. 17(1)(d)).
        Unlawful = "unlawful",
        /// A law demands erasure (Art. 17(1)(e)).
        LegalDuty = "legal_duty",
        /// Collected from a child online (Art. 17(1)(f)).
        CollectedFromChild = "collected_from_child",
        /// For a reason of one's own words.
        OtherReason = "other_reason",
        /// Accuracy is contested (Art. 18(1)(a)).
        AccuracyContested = "accuracy_contested",
        /// Unlawful, and erasure is opposed (Art. 18(1)(b)).
        ErasureOpposed = "erasure_opposed",
        /// The subject needs them for a legal claim (Art. 18(1)(c)).
        NeededForClaim = "needed_for_claim",
        /// An objection is pending (Art. 18(1)(d)).
        ObjectionPending = "objection_pending",
        /// The person does not know.
        Unsure = "unsure",
        /// To the person.
        ToMe = "to_me",
        /// To another controller.
        ToOther = "to_other_controller",
        /// Direct marketing, which always stops (Art. 21(3)).
        DirectMarketing = "direct_marketing",
        /// Another use.
        OtherUse = "other_use",
    }
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of these.
    Choice(&'static [Pick]),
    /// In words: at most `max` characters.
    Text {
        /// The most that is taken.
        max: usize,
    },
}

/// What holds for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The right that asks it.
    pub right: Right,
    /// How it is answered.
    pub kind: Kind,
    /// Whether it must be answered: without that, nobody could act on the request.
    pub is_required: bool,
    /// The choice that leads to it, if it is not always asked.
    pub after: Option<(Ask, Pick)>,
}

const WORDS: Kind = Kind::Text { max: TEXT_MAX };
const GROUNDS_TO_ERASE: &[Pick] = &[
    Pick::NotNeeded,
    Pick::ConsentWithdrawn,
    Pick::Objected,
    Pick::Unlawful,
    Pick::LegalDuty,
    Pick::CollectedFromChild,
    Pick::OtherReason,
];
const GROUNDS_TO_RESTRICT: &[Pick] =
    &[Pick::AccuracyContested, Pick::ErasureOpposed, Pick::NeededForClaim, Pick::ObjectionPending, Pick::Unsure];

const fn must(right: Right, kind: Kind) -> Rule {
    Rule { right, kind, is_required: true, after: None }
}

const fn may(right: Right, kind: Kind) -> Rule {
    Rule { right, kind, is_required: false, after: None }
}

const fn once(ask: Ask, pick: Pick, rule: Rule) -> Rule {
    Rule { after: Some((ask, pick)), ..rule }
}

impl Ask {
    /// What holds for it: the table of all questions.
    pub const fn rule(self) -> Rule {
        match self {
            Self::AccessWhat => may(Right::Access, WORDS),
            Self::RectifyWrong | Self::RectifyRight => must(Right::Rectification, WORDS),
            Self::RectifyProof => may(Right::Rectification, WORDS),
            Self::EraseScope => must(Right::Erasure, Kind::Choice(&[Pick::All, Pick::Part])),
            Self::EraseWhat => once(Self::EraseScope, Pick::Part, must(Right::Erasure, WORDS)),
            Self::EraseGround => may(Right::Erasure, Kind::Choice(GROUNDS_TO_ERASE)),
            Self::EraseWhy => once(Self::EraseGround, Pick::OtherReason, may(Right::Erasure, WORDS)),
            Self::RestrictGround => must(Right::Restriction, Kind::Choice(GROUNDS_TO_RESTRICT)),
            Self::RestrictWhat => may(Right::Restriction, WORDS),
            Self::PortWhat => may(Right::Portability, WORDS),
            Self::PortTo => must(Right::Portability, Kind::Choice(&[Pick::ToMe, Pick::ToOther])),
            Self::PortWhom => {
                once(Self::PortTo, Pick::ToOther, must(Right::Portability, Kind::Text { max: ADDRESS_MAX }))
            }
            Self::ObjectTo => must(Right::Objection, Kind::Choice(&[Pick::DirectMarketing, Pick::OtherUse])),
            Self::ObjectWhat => once(Self::ObjectTo, Pick::OtherUse, must(Right::Objection, WORDS)),
            Self::ObjectWhy => once(Self::ObjectTo, Pick::OtherUse, may(Right::Objection, WORDS)),
            Self::DecisionWhich => must(Right::AutomatedDecision, WORDS),
            Self::DecisionSay => may(Right::AutomatedDecision, WORDS),
            Self::ConsentWhich => must(Right::ConsentWithdrawal, WORDS),
        }
    }

    /// What there is to choose from; nothing where it is answered in words.
    pub const fn picks(self) -> &'static [Pick] {
        match self.rule().kind {
            Kind::Choice(picks) => picks,
            Kind::Text { .. } => &[],
        }
    }

    /// Whether it is the first question of its right.
    pub fn is_first(self) -> bool {
        Self::ALL.iter().find(|ask| ask.rule().right == self.rule().right) == Some(&self)
    }

    /// The question of a right that takes the whole matter in the person's own words.
    pub const fn in_own_words(right: Right) -> Self {
        match right {
            Right::Access => Self::AccessWhat,
            Right::Rectification => Self::RectifyWrong,
            Right::Erasure => Self::EraseWhat,
            Right::Restriction => Self::RestrictWhat,
            Right::Portability => Self::PortWhat,
            Right::Objection => Self::ObjectWhat,
            Right::AutomatedDecision => Self::DecisionWhich,
            Right::ConsentWithdrawal => Self::ConsentWhich,
        }
    }
}

impl Pick {
    /// The article of the GDPR for which it stands, if it is a ground of the law.
    pub const fn article(self) -> Option<&'static str> {
        Some(match self {
            Self::NotNeeded => "17(1)(a)",
            Self::ConsentWithdrawn => "17(1)(b)",
            Self::Objected => "17(1)(c)",
            Self::Unlawful => "17(1)(d)",
            Self::LegalDuty => "17(1)(e)",
            Self::CollectedFromChild => "17(1)(f)",
            Self::AccuracyContested => "18(1)(a)",
            Self::ErasureOpposed => "18(1)(b)",
            Self::NeededForClaim => "18(1)(c)",
            Self::ObjectionPending => "18(1)(d)",
            Self::ToOther => "20(2)",
            Self::DirectMarketing => "21(3)",
            _ => return None,
        })
    }
}
