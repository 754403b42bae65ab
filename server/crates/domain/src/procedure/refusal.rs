use crate::law::ExtensionRefusal;
use thiserror::Error;

/// Why a command is refused. The text for people belongs to the catalogues, found by [`Refusal::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[error("refused: {} (GDPR Art. {})", self.code(), self.article())]
pub enum Refusal {
    /// It has ended; only what follows an end is possible.
    Closed,
    /// It has not ended, so there is no answer to open or fetch.
    StillOpen,
    /// The mailbox was proven before.
    AlreadyProven,
    /// Whoever filed it has not shown that the mailbox is theirs.
    MailboxUnproven,
    /// Nobody recorded who asks.
    IdentityUnconfirmed,
    /// A basis of one's own needs its reasons.
    ReasonsMissing,
    /// An answer with data needs data.
    NothingGathered,
    /// "Nothing held" contradicts what was gathered.
    SomethingGathered,
    /// An answer to this right needs words.
    WordsMissing,
    /// This outcome is not open to staff here.
    OutcomeNotOpen,
    /// The controller answers, not the processor.
    ForTheController,
    /// This right may not be refused.
    CannotBeRefused,
    /// Direct marketing stops when somebody objects.
    MarketingStops,
    /// Nobody recorded that whoever filed may act for the person.
    AuthorityUnconfirmed,
    /// Whoever filed acts for nobody else.
    ActsForNobody,
    /// A refusal needs its ground.
    GroundMissing,
    /// This ground does not stand against this right, or this outcome has none.
    GroundNotForThis,
    /// National law is a ground by one of its provisions.
    ExemptionMissing,
    /// This provision is not law here and now, limits other rights, or goes with another ground.
    ExemptionNotForThis,
    /// What is called unfounded or excessive must be shown to be.
    BurdenUnmet,
    /// Who is refused is told where to complain and that they can go to court.
    RemediesMissing,
    /// "Identity not established" contradicts what was recorded.
    IdentityKnown,
    /// Something that was planned is not done yet.
    ActsOpen,
    /// An answer that something was done needs an act that did it.
    NothingDone,
    /// Something is withheld, so not all was done.
    SomethingWithheld,
    /// There is no such act.
    NoSuchAct,
    /// The act was done: it cannot be undone here.
    ActDone,
    /// What was done under this right is told to no recipient.
    NoNoticeOwed,
    /// Nothing was changed of which a recipient could be told.
    NothingToTell,
    /// There is no such recipient.
    NoSuchRecipient,
    /// This recipient was told, or need not be.
    NoticeSettled,
    /// A recipient is spared for reasons.
    SparingUnexplained,
    /// No data are restricted.
    NothingRestricted,
    /// The person was not told that the restriction ends.
    LiftingUnannounced,
    /// Who obtained a restriction is told why it ends.
    LiftingUnexplained,
    /// The person was told already.
    LiftingAnnounced,
    /// What tells the person that the restriction ends has not left.
    LiftingUntold,
    /// The day that is announced leaves no time to read of it.
    LiftingTooSoon,
    /// The person was told of a later day.
    LiftingNotDue,
    /// There is no such writing now.
    NothingWritten,
    /// It left already.
    AlreadyDispatched,
    /// The period cannot be extended, or not any more.
    Extension(ExtensionRefusal),
    /// Who has to wait longer is told why.
    ExtensionUnexplained,
    /// Who the person is stands on record: there is nothing to doubt.
    NothingToDoubt,
    /// The person was asked already, and has not answered.
    AskedAlready,
    /// A proven mailbox is enough for this right: more may not be asked.
    MailboxSuffices,
    /// The facts that were asked were given, and are right: more may not be asked.
    FactsSuffice,
    /// No facts were chosen, or none that the operator knows.
    FactsMissing,
    /// No facts are asked for, or not any more.
    FactsNotAsked,
    /// An electronic identification was shown that names the person: no document may be asked.
    EidSuffices,
    /// The operator asks for no identity documents.
    DocumentsOff,
    /// Something milder was not tried, and nobody said why it would not do.
    MilderFirst,
    /// No identity document is asked for.
    DocumentNotAsked,
    /// An identity document is there that nobody checked; it is relied on by checking it.
    DocumentUnchecked,
    /// There is no such document, or not any more.
    NoSuchDocument,
    /// Who checks a document says what of it.
    NothingChecked,
    /// What it was about is forgotten.
    Forgotten,
    /// What comes through the portal is put down by whoever says it.
    NotRelayed,
    /// It is not time for that yet.
    NotYet,
    /// There is no controller to route to: the operator answers itself.
    OursToAnswer,
    /// It went to this controller before.
    AlreadyForwarded,
    /// There is no such piece.
    NoSuchPiece,
    /// There is nothing to fetch, or the time for it is over.
    NotAvailable,
    /// It waits for staff already.
    AlreadyWithStaff,
    /// The controller acknowledged it before.
    AlreadyAcknowledged,
    /// The controller was not told yet.
    NotToldYet,
    /// The controller was told before.
    AlreadyTold,
    /// The controller said that it is not its own.
    Disputed,
    /// The controller reported its answer before.
    AlreadyReported,
    /// That day lies before the receipt, or has not come.
    DayOutOfReach,
    /// Nothing is to be routed.
    NothingToRoute,
}

impl Refusal {
    /// The code under which texts are found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::StillOpen => "still_open",
            Self::AlreadyProven => "already_proven",
            Self::MailboxUnproven => "mailbox_unproven",
            Self::IdentityUnconfirmed => "identity_unconfirmed",
            Self::ReasonsMissing => "reasons_missing",
            Self::NothingGathered => "nothing_gathered",
            Self::SomethingGathered => "something_gathered",
            Self::WordsMissing => "words_missing",
            Self::OutcomeNotOpen => "outcome_not_open",
            Self::ForTheController => "for_the_controller",
            Self::CannotBeRefused => "cannot_be_refused",
            Self::MarketingStops => "marketing_stops",
            Self::AuthorityUnconfirmed => "authority_unconfirmed",
            Self::ActsForNobody => "acts_for_nobody",
            Self::GroundMissing => "ground_missing",
            Self::GroundNotForThis => "ground_not_for_this",
            Self::ExemptionMissing => "exemption_missing",
            Self::ExemptionNotForThis => "exemption_not_for_this",
            Self::BurdenUnmet => "burden_unmet",
            Self::RemediesMissing => "remedies_missing",
            Self::IdentityKnown => "identity_known",
            Self::ActsOpen => "acts_open",
            Self::NothingDone => "nothing_done",
            Self::SomethingWithheld => "something_withheld",
            Self::NoSuchAct => "no_such_act",
            Self::ActDone => "act_done",
            Self::NoNoticeOwed => "no_notice_owed",
            Self::NothingToTell => "nothing_to_tell",
            Self::NoSuchRecipient => "no_such_recipient",
            Self::NoticeSettled => "notice_settled",
            Self::SparingUnexplained => "sparing_unexplained",
            Self::NothingRestricted => "nothing_restricted",
            Self::LiftingUnannounced => "lifting_unannounced",
            Self::LiftingUnexplained => "lifting_unexplained",
            Self::LiftingAnnounced => "lifting_announced",
            Self::LiftingUntold => "lifting_untold",
            Self::LiftingTooSoon => "lifting_too_soon",
            Self::LiftingNotDue => "lifting_not_due",
            Self::NothingWritten => "nothing_written",
            Self::AlreadyDispatched => "already_dispatched",
            Self::Extension(refusal) => refusal.code(),
            Self::ExtensionUnexplained => "extension_unexplained",
            Self::NothingToDoubt => "nothing_to_doubt",
            Self::AskedAlready => "asked_already",
            Self::MailboxSuffices => "mailbox_suffices",
            Self::FactsSuffice => "facts_suffice",
            Self::FactsMissing => "facts_missing",
            Self::FactsNotAsked => "facts_not_asked",
            Self::EidSuffices => "eid_suffices",
            Self::DocumentsOff => "documents_off",
            Self::MilderFirst => "milder_first",
            Self::DocumentNotAsked => "document_not_asked",
            Self::DocumentUnchecked => "document_unchecked",
            Self::NoSuchDocument => "no_such_document",
            Self::NothingChecked => "nothing_checked",
            Self::Forgotten => "forgotten",
            Self::NotRelayed => "not_relayed",
            Self::NotYet => "not_yet",
            Self::OursToAnswer => "ours_to_answer",
            Self::AlreadyForwarded => "already_forwarded",
            Self::NoSuchPiece => "no_such_piece",
            Self::NotAvailable => "not_available",
            Self::AlreadyWithStaff => "already_with_staff",
            Self::AlreadyAcknowledged => "already_acknowledged",
            Self::NotToldYet => "not_told_yet",
            Self::AlreadyTold => "already_told",
            Self::Disputed => "disputed",
            Self::AlreadyReported => "already_reported",
            Self::DayOutOfReach => "day_out_of_reach",
            Self::NothingToRoute => "nothing_to_route",
        }
    }

    /// The article of the GDPR from which it follows.
    pub const fn article(self) -> &'static str {
        match self {
            Self::MailboxUnproven | Self::IdentityUnconfirmed | Self::ReasonsMissing | Self::AlreadyProven => "12(6)",
            Self::NothingGathered | Self::SomethingGathered => "15(1)",
            Self::ForTheController | Self::OursToAnswer | Self::AlreadyForwarded | Self::AlreadyWithStaff => "28(3)(e)",
            Self::AlreadyAcknowledged | Self::NotToldYet | Self::AlreadyTold => "28(3)(e)",
            Self::Disputed | Self::AlreadyReported | Self::DayOutOfReach | Self::NothingToRoute => "28(3)(e)",
            Self::IdentityKnown | Self::NothingToDoubt | Self::AskedAlready => "12(6)",
            Self::MailboxSuffices
            | Self::FactsSuffice
            | Self::FactsMissing
            | Self::FactsNotAsked
            | Self::EidSuffices
            | Self::DocumentsOff => "12(6)",
            Self::MilderFirst | Self::DocumentNotAsked | Self::DocumentUnchecked => "12(6)",
            Self::Extension(_) | Self::ExtensionUnexplained => "12(3)",
            Self::BurdenUnmet => "12(5)",
            Self::ExemptionMissing | Self::ExemptionNotForThis => "23",
            Self::NoNoticeOwed | Self::NothingToTell | Self::NoticeSettled | Self::SparingUnexplained => "19",
            Self::LiftingUnannounced | Self::LiftingUnexplained | Self::LiftingAnnounced => "18(3)",
            Self::LiftingUntold | Self::LiftingTooSoon => "18(3)",
            Self::LiftingNotDue | Self::NothingRestricted => "18(3)",
            Self::CannotBeRefused => "7(3)",
            Self::MarketingStops => "21(3)",
            Self::AuthorityUnconfirmed | Self::ActsForNobody => "12(6)",
            Self::GroundMissing | Self::GroundNotForThis | Self::SomethingWithheld | Self::RemediesMissing => "12(4)",
            Self::ActsOpen | Self::NothingDone => "12(3)",
            Self::NotAvailable => "15(3)",
            Self::Forgotten => "5(1)(e)",
            Self::NoSuchPiece
            | Self::NoSuchRecipient
            | Self::NoSuchAct
            | Self::NoSuchDocument
            | Self::NothingChecked
            | Self::ActDone
            | Self::NotYet
            | Self::NotRelayed
            | Self::NothingWritten
            | Self::AlreadyDispatched => "5(2)",
            Self::Closed | Self::StillOpen => "12(3)",
            Self::WordsMissing | Self::OutcomeNotOpen => "12(1)",
        }
    }
}
