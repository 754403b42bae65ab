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
            Self::OursToAnswer => "ours_to_answer",
            Self::AlreadyForwarded => "already_forwarded",
            Self::NoSuchPiece => "no_such_piece",
            Self::NotAvailable => "not_available",
            Self::AlreadyWithStaff => "already_with_staff",
            Self::AlreadyAcknowledged => "already_acknowledged",
            Self::NotToldYet => "not_told_yet",
            Self::AlreadyTold => "already_told",
        }
    }

    /// The article of the GDPR from which it follows.
    pub const fn article(self) -> &'static str {
        match self {
            Self::MailboxUnproven | Self::IdentityUnconfirmed | Self::ReasonsMissing | Self::AlreadyProven => "12(6)",
            Self::NothingGathered | Self::SomethingGathered => "15(1)",
            Self::ForTheController | Self::OursToAnswer | Self::AlreadyForwarded | Self::AlreadyWithStaff => "28(3)(e)",
            Self::AlreadyAcknowledged | Self::NotToldYet | Self::AlreadyTold => "28(3)(e)",
            Self::NotAvailable => "15(3)",
            Self::NoSuchPiece => "5(2)",
            Self::Closed | Self::StillOpen => "12(3)",
            Self::WordsMissing | Self::OutcomeNotOpen => "12(1)",
        }
    }
}
