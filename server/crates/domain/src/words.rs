//! The vocabulary of the regulation, everywhere the same.

/// Declares a closed set of words, each with the code under which it is stored, sent and parsed.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every word of the set, in the order in which people see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code under which it is stored and sent.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The word of this code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use words;

words! {
    /// A right of the data subject under Chapter III of the GDPR, or Art. 7(3).
    Right {
        /// To know whether, what and why, and to get a copy.
        Access = "access",
        /// To have wrong data put right.
        Rectification = "rectification",
        /// To be forgotten.
        Erasure = "erasure",
        /// To have data kept but not used.
        Restriction = "restriction",
        /// To take one's data along.
        Portability = "portability",
        /// To say no to a processing.
        Objection = "objection",
        /// To have a human look at an automated decision.
        AutomatedDecision = "automated_decision",
        /// To take back a consent.
        ConsentWithdrawal = "consent_withdrawal",
    }
}

impl Right {
    /// The article that grants it, as people cite it.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Access => "15",
            Self::Rectification => "16",
            Self::Erasure => "17",
            Self::Restriction => "18",
            Self::Portability => "20",
            Self::Objection => "21",
            Self::AutomatedDecision => "22",
            Self::ConsentWithdrawal => "7(3)",
        }
    }

    /// Its IRI in the Data Privacy Vocabulary (DPV 2.3, EU-GDPR extension).
    pub const fn dpv(self) -> &'static str {
        match self {
            Self::Access => "https://w3id.org/dpv/legal/eu/gdpr#A15",
            Self::Rectification => "https://w3id.org/dpv/legal/eu/gdpr#A16",
            Self::Erasure => "https://w3id.org/dpv/legal/eu/gdpr#A17",
            Self::Restriction => "https://w3id.org/dpv/legal/eu/gdpr#A18",
            Self::Portability => "https://w3id.org/dpv/legal/eu/gdpr#A20",
            Self::Objection => "https://w3id.org/dpv/legal/eu/gdpr#A21",
            Self::AutomatedDecision => "https://w3id.org/dpv/legal/eu/gdpr#A22",
            Self::ConsentWithdrawal => "https://w3id.org/dpv/legal/eu/gdpr#A7-3",
        }
    }

    /// Whether an answer hands over or changes data, so that staff must know whose they are first (Art. 12(6)).
    pub const fn touches_data(self) -> bool {
        !matches!(self, Self::Objection | Self::AutomatedDecision | Self::ConsentWithdrawal)
    }

    /// Whether each recipient of the data is told what was done (Art. 19): of rectification, erasure and restriction. To
    /// stop a processing (Art. 7(3), 21) is told to recipients where it ends in an erasure, which is a right of its own.
    pub const fn is_told_to_recipients(self) -> bool {
        matches!(self, Self::Rectification | Self::Erasure | Self::Restriction)
    }

    /// Whether doing as asked may change or end a service, of which people are told before they send it and after.
    ///
    /// * Rectification: a service that hangs on what is corrected, such as an age or an address, may not go on as it was.
    /// * Erasure: a service cannot go on without the data that it needs.
    /// * Restriction: what is kept but not used serves nobody meanwhile (Art. 18(2)).
    /// * Withdrawal of consent: what rests on the consent stops (Art. 7(3)).
    /// * Not objection: it reaches what rests on a public task or on interests alone (Art. 21(1)) and advertising; what a
    ///   contract needs goes on. Not access, portability (Art. 20(3)) or a second look at a decision: they take nothing
    ///   away.
    pub const fn may_end_service(self) -> bool {
        matches!(self, Self::Rectification | Self::Erasure | Self::Restriction | Self::ConsentWithdrawal)
    }
}

words! {
    /// How the data subject stands to the operator.
    Relationship {
        /// The operator's own customer: the operator is controller.
        Customer = "customer",
        /// Signed a document for a client of the operator: the operator is processor, that client is controller.
        Signer = "signer",
        /// Anyone else whose data the operator may hold; the operator is controller.
        Other = "other",
    }
}

impl Relationship {
    /// Whether the operator answers as processor, so that the request goes to the controller (Art. 28(3)(e)).
    pub const fn is_processed_for_others(self) -> bool {
        matches!(self, Self::Signer)
    }
}

words! {
    /// As what somebody files for another person. No form of authority is prescribed (EDPB Guidelines 01/2022, section 3.4).
    Capacity {
        /// As parent or guardian.
        Guardian = "guardian",
        /// As lawyer, or otherwise authorised by that person.
        Authorised = "authorised",
        /// As employer.
        Employer = "employer",
        /// As somebody else.
        Other = "other",
    }
}

words! {
    /// How a request came in; every official channel starts the clock (Art. 12(3)).
    Channel {
        /// Through the portal.
        Web = "web",
        /// By e-mail.
        Email = "email",
        /// By letter.
        Letter = "letter",
        /// By telephone.
        Phone = "phone",
        /// In person.
        Counter = "counter",
        /// Through the interface.
        Api = "api",
    }
}

impl Channel {
    /// Whether staff took it in: there is no mailbox that its sender could have proven, and staff establish who asks.
    pub const fn is_taken_in_by_staff(self) -> bool {
        matches!(self, Self::Email | Self::Letter | Self::Phone | Self::Counter)
    }

    /// Whether the person asked by electronic means, and so is answered by them unless they ask otherwise (Art. 12(3)).
    pub const fn is_electronic(self) -> bool {
        matches!(self, Self::Web | Self::Email | Self::Api)
    }
}

/// With what a request of a right is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetBy {
    /// Data that are handed over.
    Data,
    /// Acts in the systems that hold the data.
    Acts,
    /// An answer in words.
    Words,
}

impl Right {
    /// With what it is met.
    pub const fn met_by(self) -> MetBy {
        match self {
            Self::Access | Self::Portability => MetBy::Data,
            Self::Rectification | Self::Erasure | Self::Restriction | Self::ConsentWithdrawal => MetBy::Acts,
            Self::Objection | Self::AutomatedDecision => MetBy::Words,
        }
    }
}

words! {
    /// What is done in one system to meet a request.
    Deed {
        /// Wrong data are put right, or completed (Art. 16).
        Rectify = "rectify",
        /// Data are erased (Art. 17).
        Erase = "erase",
        /// Data are kept but no longer used (Art. 18).
        Restrict = "restrict",
        /// A processing is stopped (Art. 7(3), 21).
        Stop = "stop",
        /// A recipient of the data is told (Art. 19).
        TellRecipient = "tell_recipient",
    }
}

impl Deed {
    /// What usually meets a right; the first that is offered to staff.
    pub const fn meeting(right: Right) -> Self {
        match right {
            Right::Rectification => Self::Rectify,
            Right::Erasure => Self::Erase,
            Right::Restriction => Self::Restrict,
            _ => Self::Stop,
        }
    }
}

words! {
    /// How a request ended.
    Outcome {
        /// Done as asked.
        Fulfilled = "fulfilled",
        /// Done in part, with reasons for the rest.
        PartlyFulfilled = "partly_fulfilled",
        /// There is nothing about this person.
        NothingHeld = "nothing_held",
        /// Refused, with ground and remedies (Art. 12(4)).
        Refused = "refused",
        /// Nobody could establish who asks (Art. 12(6)).
        IdentityNotEstablished = "identity_not_established",
        /// The controller took it over.
        AnsweredByController = "answered_by_controller",
        /// Taken back by the data subject.
        Withdrawn = "withdrawn",
        /// The mailbox was never proven, or its owner said "not mine".
        LapsedUnverified = "lapsed_unverified",
    }
}

impl Outcome {
    /// Whether staff come to it, and tell the person so.
    pub const fn is_decided_by_staff(self) -> bool {
        matches!(
            self,
            Self::Fulfilled | Self::PartlyFulfilled | Self::NothingHeld | Self::Refused | Self::IdentityNotEstablished
        )
    }

    /// Whether something that was asked for is not done, so that the person is told of the remedies (Art. 12(4)).
    pub const fn is_refusal(self) -> bool {
        matches!(self, Self::Refused | Self::PartlyFulfilled | Self::IdentityNotEstablished)
    }
}

words! {
    /// What a processor may do with a request meant for this controller (Art. 28(3)(e)).
    Mandate {
        /// Pass it on and nothing else.
        Forward = "forward",
        /// Pass it on and help when told to.
        AssistOnInstruction = "assist_on_instruction",
        /// Answer in the controller's name.
        Answer = "answer",
    }
}

words! {
    /// A language that the portal speaks.
    Language {
        /// Dutch.
        Dutch = "nl",
        /// English.
        English = "en",
    }
}

words! {
    /// On what staff rely when they take a person for who they say they are (Art. 12(6)).
    IdentityBasis {
        /// The proven mailbox is the one on record for this person.
        MailboxOnRecord = "mailbox_on_record",
        /// Facts that the person gave match the record.
        FactsMatched = "facts_matched",
        /// A notified electronic identification (Regulation 910/2014).
        Eid = "eid",
        /// An identity document was looked at, and destroyed then.
        Document = "document",
        /// Something else, with reasons.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_right_has_its_article_its_iri_and_what_it_may_cost() {
        use Deed::{Erase, Rectify, Restrict, Stop};
        let table = [
            (Right::Access, "15", "A15", false, Stop),
            (Right::Rectification, "16", "A16", true, Rectify),
            (Right::Erasure, "17", "A17", true, Erase),
            (Right::Restriction, "18", "A18", true, Restrict),
            (Right::Portability, "20", "A20", false, Stop),
            (Right::Objection, "21", "A21", false, Stop),
            (Right::AutomatedDecision, "22", "A22", false, Stop),
            (Right::ConsentWithdrawal, "7(3)", "A7-3", true, Stop),
        ];
        assert_eq!(table.map(|(right, ..)| right), Right::ALL);
        for (right, article, iri, may_end_service, deed) in table {
            assert_eq!(right.article(), article);
            assert_eq!(right.dpv(), format!("https://w3id.org/dpv/legal/eu/gdpr#{iri}"));
            assert_eq!(right.may_end_service(), may_end_service, "{right:?}");
            assert_eq!(Deed::meeting(right), deed, "{right:?}");
        }
    }
}
