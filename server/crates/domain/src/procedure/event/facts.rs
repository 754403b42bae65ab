//! What is to be known of an event without looking into it.

use super::Event;
use crate::ids::StaffId;
use crate::procedure::{NamedBy, Relayed};

impl Event {
    /// The member of staff who did it, if one did.
    pub const fn by(&self) -> Option<StaffId> {
        match self {
            Self::IdentityConfirmed { by: Some(by), .. }
            | Self::FactsAsked { by, .. }
            | Self::DocumentAsked { by, .. }
            | Self::DocumentGiven { by: Some(by), .. }
            | Self::DocumentChecked { by, .. }
            | Self::AuthorityConfirmed { by, .. }
            | Self::Gathered { by, .. }
            | Self::Discarded { by, .. }
            | Self::Exported { by }
            | Self::Decided { by, .. }
            | Self::MadeAvailable { by, .. }
            | Self::Reopened { by: Some(by), .. }
            | Self::Withheld { by, .. }
            | Self::Released { by, .. }
            | Self::Asked { by, .. }
            | Self::Extended { by, .. }
            | Self::IdentityAsked { by, .. }
            | Self::ActPlanned { by, .. }
            | Self::ActDropped { by, .. }
            | Self::ActDone { by, .. }
            | Self::RecipientNamed { by, .. }
            | Self::RecipientStruck { by, .. }
            | Self::RecipientTold { by, .. }
            | Self::RecipientSpared { by, .. }
            | Self::LiftingAnnounced { by, .. }
            | Self::RestrictionLifted { by }
            | Self::Dispatched { by: Some(by), .. }
            | Self::Filed { by: Some(by), .. }
            | Self::Said { relayed: Some(Relayed { by, .. }), .. }
            | Self::LeftAtThat { by: Some(by) }
            | Self::Forwarded { named_by: NamedBy::Staff(by), .. } => Some(*by),
            _ => None,
        }
    }

    /// Whether it only records that somebody looked, or that a mail left: it changes nothing that others go by.
    pub const fn is_look(&self) -> bool {
        matches!(self, Self::Exported { .. } | Self::Downloaded { .. } | Self::Dispatched { by: None, .. })
    }

    /// Whether nothing of what shows who somebody is, is needed any more after it.
    pub(in crate::procedure) const fn ends_proving(&self) -> bool {
        matches!(
            self,
            Self::IdentityConfirmed { .. } | Self::Decided { .. } | Self::Withdrawn | Self::Lapsed | Self::Disowned
        )
    }

    /// Whether it is told to the data subject: what was done to the request is theirs to know, how staff go about their
    /// work is not.
    pub const fn concerns_subject(&self) -> bool {
        !matches!(
            self,
            Self::Gathered { .. }
                | Self::Discarded { .. }
                | Self::Exported { .. }
                | Self::Withheld { .. }
                | Self::Released { .. }
                | Self::ActPlanned { .. }
                | Self::ActDropped { .. }
                | Self::ActDone { .. }
                | Self::RecipientNamed { .. }
                | Self::RecipientStruck { .. }
                | Self::RecipientSpared { .. }
                | Self::Dispatched { .. }
                | Self::LeftAtThat { .. }
        )
    }

    /// The code under which texts are found: the `kind` of its serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "filed",
            Self::MailboxProven => "mailbox_proven",
            Self::Disowned => "disowned",
            Self::IdentityConfirmed { .. } => "identity_confirmed",
            Self::AuthorityConfirmed { .. } => "authority_confirmed",
            Self::Gathered { .. } => "gathered",
            Self::Discarded { .. } => "discarded",
            Self::Exported { .. } => "exported",
            Self::Decided { .. } => "decided",
            Self::MadeAvailable { .. } => "made_available",
            Self::Downloaded { .. } => "downloaded",
            Self::Withdrawn => "withdrawn",
            Self::ReferredToStaff { .. } => "referred_to_staff",
            Self::Forwarded { .. } => "forwarded",
            Self::Withheld { .. } => "withheld",
            Self::Released { .. } => "released",
            Self::Reopened { .. } => "reopened",
            Self::Forgotten => "forgotten",
            Self::Lapsed => "lapsed",
            Self::Asked { .. } => "asked",
            Self::Extended { .. } => "extended",
            Self::IdentityAsked { .. } => "identity_asked",
            Self::FactsAsked { .. } => "facts_asked",
            Self::FactsGiven { .. } => "facts_given",
            Self::EidShown { .. } => "eid_shown",
            Self::DocumentAsked { .. } => "document_asked",
            Self::DocumentGiven { .. } => "document_given",
            Self::DocumentChecked { .. } => "document_checked",
            Self::DocumentDestroyed { .. } => "document_destroyed",
            Self::Said { .. } => "said",
            Self::ActPlanned { .. } => "act_planned",
            Self::ActDropped { .. } => "act_dropped",
            Self::ActDone { .. } => "act_done",
            Self::RecipientNamed { .. } => "recipient_named",
            Self::RecipientStruck { .. } => "recipient_struck",
            Self::RecipientTold { .. } => "recipient_told",
            Self::RecipientSpared { .. } => "recipient_spared",
            Self::LiftingAnnounced { .. } => "lifting_announced",
            Self::RestrictionLifted { .. } => "restriction_lifted",
            Self::Dispatched { .. } => "dispatched",
            Self::Disputed { .. } => "disputed",
            Self::LeftAtThat { .. } => "left_at_that",
            Self::AnsweredByControllers => "answered_by_controllers",
        }
    }
}
