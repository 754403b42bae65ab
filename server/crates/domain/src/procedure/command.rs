use super::{Commitment, Decision, Digest, NamedBy, Relayed, Spared, TriageReason, Withheld, Writing};
use crate::identity::{DocumentOutcome, DocumentPart, FactId};
use crate::ids::{ActId, ControllerId, DocumentId, ForwardingId, MessageId, PieceId, RecipientId, StaffId, WithheldId};
use crate::law::ExtensionGround;
use crate::words::{Deed, IdentityBasis};
use jiff::civil::Date;

/// What somebody wants to happen to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The person showed that the mailbox is theirs and the filing too.
    ProveMailbox,
    /// The owner of the mailbox says: I never filed this.
    Disown,
    /// Staff establish who asks.
    ConfirmIdentity {
        /// Who.
        by: StaffId,
        /// On what they rely.
        basis: IdentityBasis,
        /// Why, in words; owed for [`IdentityBasis::Other`].
        reasons: Option<Commitment>,
    },
    /// Staff establish that whoever filed may act for the person whose data they are.
    ConfirmAuthority {
        /// Who.
        by: StaffId,
        /// On what that rests.
        reasons: Option<Commitment>,
    },
    /// Staff add a piece of data.
    Gather {
        /// Who.
        by: StaffId,
        /// The piece.
        piece: PieceId,
        /// The system it comes from, by its configured name.
        system: String,
        /// SHA-256 of the untouched input.
        digest: Digest,
    },
    /// Staff take a piece out again: the wrong file, the wrong person.
    Discard {
        /// Who.
        by: StaffId,
        /// The piece.
        piece: PieceId,
    },
    /// Staff export what was gathered.
    Export {
        /// Who.
        by: StaffId,
    },
    /// Staff answer.
    Decide {
        /// Who.
        by: StaffId,
        /// How.
        decision: Decision,
    },
    /// Staff put down something that was asked for and is not done.
    Withhold {
        /// Who.
        by: StaffId,
        /// Its ground, and until when.
        item: Withheld,
        /// What it is and why.
        words: Option<Commitment>,
    },
    /// Staff strike that out again.
    Release {
        /// Who.
        by: StaffId,
        /// The item.
        item: WithheldId,
    },
    /// Staff take an ended request up again.
    Reopen {
        /// Who.
        by: StaffId,
        /// Why.
        reasons: Option<Commitment>,
    },
    /// The time for which an ended request is kept whole is over.
    Forget,
    /// Its key was destroyed before, and a copy of the procedure from an earlier day was put back.
    ForgetDestroyed,
    /// Its time without a proven mailbox is over.
    Lapse,
    /// Staff ask the data subject something.
    Ask {
        /// Who.
        by: StaffId,
        /// The message.
        message: MessageId,
        /// What it says.
        words: Commitment,
    },
    /// Staff take longer than a month (Art. 12(3)).
    Extend {
        /// Who.
        by: StaffId,
        /// By how many further months: one or two.
        months: u8,
        /// On which ground: the law knows two.
        ground: Option<ExtensionGround>,
        /// Why, in words that the person is told.
        reasons: Option<Commitment>,
    },
    /// Staff ask who the person is (Art. 12(6)).
    AskIdentity {
        /// Who.
        by: StaffId,
        /// The message that asks.
        message: MessageId,
        /// What it says.
        words: Commitment,
        /// Why they doubt it.
        doubt: Option<Commitment>,
    },
    /// Staff ask for facts that they know too (Art. 12(6), 11(2)).
    AskFacts {
        /// Who.
        by: StaffId,
        /// This question.
        question: MessageId,
        /// Which facts.
        facts: Vec<FactId>,
    },
    /// The person gives them.
    GiveFacts {
        /// Whether all of them are right.
        is_match: bool,
    },
    /// The person shows an electronic identification, of their own accord or asked.
    ShowEid {
        /// By which provider.
        provider: String,
        /// Whether it names whoever filed.
        is_match: bool,
    },
    /// Staff ask for an identity document, where nothing milder does (Art. 12(6)).
    AskDocument {
        /// Who.
        by: StaffId,
        /// This question.
        question: MessageId,
        /// What of it must be legible, besides the name.
        parts: Vec<DocumentPart>,
        /// Why they doubt who it is.
        doubt: Option<Commitment>,
        /// Why nothing milder does; owed where nothing milder was tried.
        unfit: Option<Commitment>,
    },
    /// The person sends it.
    GiveDocument {
        /// As which.
        document: DocumentId,
    },
    /// Staff find a copy of an identity document in what came in another way.
    TakeDocument {
        /// Who.
        by: StaffId,
        /// As which.
        document: DocumentId,
    },
    /// Staff looked at it. It is destroyed by that.
    CheckDocument {
        /// Who.
        by: StaffId,
        /// Which.
        document: DocumentId,
        /// What of it they looked at.
        parts: Vec<DocumentPart>,
        /// What came of it.
        outcome: DocumentOutcome,
    },
    /// Nobody looked at it in its time.
    DestroyDocument {
        /// Which.
        document: DocumentId,
        /// Whether its key is destroyed already, and a row came back with a backup.
        is_lost: bool,
    },
    /// The data subject writes, answering or of their own accord.
    Say {
        /// The message.
        message: MessageId,
        /// What it says, if anything.
        words: Option<Commitment>,
        /// SHA-256 of each file that comes with it.
        files: Vec<Digest>,
    },
    /// Staff put down what the data subject said otherwise than in the portal.
    Relay {
        /// Who did, how it came and when.
        relayed: Relayed,
        /// The message.
        message: MessageId,
        /// What it says, if anything.
        words: Option<Commitment>,
        /// SHA-256 of each file that comes with it: the scan of a letter.
        files: Vec<Digest>,
    },
    /// Staff put down what is to be done in a system.
    PlanAct {
        /// Who.
        by: StaffId,
        /// The act.
        act: ActId,
        /// In which system, by its configured name.
        system: String,
        /// What kind of thing.
        deed: Deed,
        /// What exactly.
        words: Commitment,
    },
    /// Staff strike out what is not needed.
    DropAct {
        /// Who.
        by: StaffId,
        /// The act.
        act: ActId,
    },
    /// Staff did it.
    FinishAct {
        /// Who.
        by: StaffId,
        /// The act.
        act: ActId,
        /// How that is seen.
        proof: Option<Commitment>,
        /// SHA-256 of each file that shows it.
        files: Vec<Digest>,
    },
    /// Staff name somebody to whom the data were disclosed (Art. 19).
    NameRecipient {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
        /// Its name.
        name: Commitment,
    },
    /// Staff strike out one that was named by mistake.
    StrikeRecipient {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
    },
    /// Staff told a recipient what was done.
    TellRecipient {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
    },
    /// Staff establish that a recipient need not be told (Art. 19).
    SpareRecipient {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
        /// On which ground: the law knows two.
        ground: Spared,
        /// Why.
        reasons: Option<Commitment>,
    },
    /// Staff tell the person that the restriction ends (Art. 18(3)).
    AnnounceLifting {
        /// Who.
        by: StaffId,
        /// The first day on which it may be lifted.
        on: Date,
        /// Why, in words that the person reads.
        reasons: Option<Commitment>,
    },
    /// Staff use the restricted data again.
    LiftRestriction {
        /// Who.
        by: StaffId,
    },
    /// What was written to the person left.
    Dispatch {
        /// Who posted it; nobody when the mail server took it.
        by: Option<StaffId>,
        /// What.
        writing: Writing,
    },
    /// Staff open the download again.
    MakeAvailable {
        /// Who.
        by: StaffId,
    },
    /// The data subject fetches a file of the answer.
    Download {
        /// Its path within the package.
        file: String,
    },
    /// The data subject takes the request back.
    Withdraw,
    /// Nothing routes it by itself: staff must.
    ReferToStaff {
        /// Why.
        reason: TriageReason,
    },
    /// It goes to a controller.
    Forward {
        /// The forwarding.
        forwarding: ForwardingId,
        /// Its addressee.
        controller: ControllerId,
        /// Who picked the controller.
        named_by: NamedBy,
    },
    /// A controller says that it is not its own.
    Dispute {
        /// The forwarding.
        forwarding: ForwardingId,
    },
    /// Those to whom it went suffice: there is nothing more to route.
    LeaveAtThat {
        /// Who says so; nobody when a silent controller spoke.
        by: Option<StaffId>,
    },
    /// Every controller to whom it went answered.
    Conclude,
}
