mod facts;

use super::{Commitment, Digest, NamedBy, Relayed, Remedies, Spared, TriageReason, Withheld, Writing};
use crate::identity::{DocumentOutcome, DocumentPart, FactId};
use crate::ids::{ActId, ControllerId, DocumentId, ForwardingId, MessageId, PieceId, RecipientId, StaffId, WithheldId};
use crate::law::{ExemptionId, ExtensionGround, FurtherMonths, Ground};
use crate::words::{Channel, Deed, IdentityBasis, Outcome, Relationship, Right};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What happened to a request, in the order in which it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It was received.
    Filed {
        /// The right that is exercised.
        right: Right,
        /// How the person stands to the operator.
        relationship: Relationship,
        /// How it came in.
        channel: Channel,
        /// When it was received.
        received: Timestamp,
        /// What the person said about it, as a commitment; nothing for "everything".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Commitment>,
        /// Whether it objects to direct marketing (Art. 21(2)).
        #[serde(default)]
        direct_marketing: bool,
        /// Whether somebody asks for another person.
        #[serde(default)]
        represented: bool,
        /// Who of the staff took it in, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
        /// The files that came with it, if any did: the first message of the conversation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        enclosed: Option<Enclosed>,
    },
    /// The person behind the mailbox said that it is theirs.
    MailboxProven,
    /// The person behind the mailbox said that it is not.
    Disowned,
    /// Staff established who asks.
    IdentityConfirmed {
        /// Who; nobody where facts matched and that is enough by policy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
        /// On what they relied.
        basis: IdentityBasis,
        /// Why, as a commitment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reasons: Option<Commitment>,
    },
    /// Staff established that whoever filed may act for the person whose data they are.
    AuthorityConfirmed {
        /// Who.
        by: StaffId,
        /// On what that rests, as a commitment.
        reasons: Commitment,
    },
    /// A piece of data was added.
    Gathered {
        /// Who.
        by: StaffId,
        /// The piece.
        piece: PieceId,
        /// From which system.
        system: String,
        /// SHA-256 of the untouched input.
        digest: Digest,
    },
    /// A piece of data was taken out again.
    Discarded {
        /// Who.
        by: StaffId,
        /// The piece.
        piece: PieceId,
    },
    /// Staff exported what was gathered.
    Exported {
        /// Who.
        by: StaffId,
    },
    /// It was answered.
    Decided {
        /// Who.
        by: StaffId,
        /// How it ended.
        outcome: Outcome,
        /// The answer in words, as a commitment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Commitment>,
        /// On which ground the whole was refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<Ground>,
        /// By which provision, where that is national law.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exemption: Option<ExemptionId>,
        /// The remedies that were named with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remedies: Option<Remedies>,
        /// Until when it can be downloaded, if there is anything to.
        available_until: Option<Timestamp>,
        /// Whether that was after its time: of a refusal, after the first month (Art. 12(3) and (4)).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// What shows that it is unfounded or excessive, as a commitment (Art. 12(5)).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        burden: Option<Commitment>,
    },
    /// Staff put down something that is not done.
    Withheld {
        /// Who.
        by: StaffId,
        /// What stands in the procedure about it.
        #[serde(flatten)]
        item: Withheld,
        /// What it is and why, as a commitment.
        words: Commitment,
    },
    /// Staff struck that out again.
    Released {
        /// Who.
        by: StaffId,
        /// The item.
        item: WithheldId,
    },
    /// It goes on after its end; what was answered before stays on record.
    Reopened {
        /// Who; nobody when the mailbox was proven after all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
        /// Why, as a commitment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reasons: Option<Commitment>,
    },
    /// Its time was over: what it was about was destroyed, and only this procedure is kept (Art. 5(1)(e)).
    Forgotten,
    /// The mailbox was never proven, and the time for it is over.
    Lapsed,
    /// Staff asked the data subject something.
    Asked {
        /// Who.
        by: StaffId,
        /// The message.
        message: MessageId,
        /// What it says, as a commitment.
        words: Commitment,
    },
    /// The period was extended, and the person is told of it (Art. 12(3)).
    Extended {
        /// Who.
        by: StaffId,
        /// By how much.
        months: FurtherMonths,
        /// On which ground.
        ground: ExtensionGround,
        /// Why, as a commitment.
        reasons: Commitment,
    },
    /// Staff asked who the person is (Art. 12(6)).
    IdentityAsked {
        /// Who.
        by: StaffId,
        /// The message that asks.
        message: MessageId,
        /// What it says, as a commitment.
        words: Commitment,
        /// Why they doubted it, as a commitment.
        doubt: Commitment,
    },
    /// Staff asked for facts that they know too (Art. 12(6), 11(2)).
    FactsAsked {
        /// Who.
        by: StaffId,
        /// The question.
        question: MessageId,
        /// Which facts; never what they are.
        facts: Vec<FactId>,
    },
    /// The person gave them. Which was wrong is kept nowhere.
    FactsGiven {
        /// Whether all were right.
        is_match: bool,
        /// How often they can still be given.
        left: u8,
    },
    /// The person showed an electronic identification.
    EidShown {
        /// By which provider.
        provider: String,
        /// Whether it named whoever filed.
        is_match: bool,
    },
    /// Staff asked for an identity document (Art. 12(6)).
    DocumentAsked {
        /// Who.
        by: StaffId,
        /// The question.
        question: MessageId,
        /// What of it must be legible.
        parts: Vec<DocumentPart>,
        /// Why they doubted who it is, as a commitment.
        doubt: Commitment,
        /// Why nothing milder did, as a commitment, where nothing milder was tried.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unfit: Option<Commitment>,
    },
    /// A copy of an identity document came.
    DocumentGiven {
        /// Who of the staff found it in what came in another way; nobody when the person sent it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
        /// As which.
        document: DocumentId,
    },
    /// Staff looked at it, and it was destroyed by that.
    DocumentChecked {
        /// Who.
        by: StaffId,
        /// Which.
        document: DocumentId,
        /// What of it they looked at.
        parts: Vec<DocumentPart>,
        /// What came of it.
        outcome: DocumentOutcome,
    },
    /// It was destroyed unseen: it was not needed any more, or its time was over.
    DocumentDestroyed {
        /// Which.
        document: DocumentId,
    },
    /// The data subject wrote.
    Said {
        /// The message.
        message: MessageId,
        /// What it says, as a commitment, if anything.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Commitment>,
        /// SHA-256 of each file that came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<Digest>,
        /// Who of the staff put it down and how it came; nothing of what was written in the portal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relayed: Option<Relayed>,
    },
    /// Staff put down what is to be done in a system.
    ActPlanned {
        /// Who.
        by: StaffId,
        /// The act.
        act: ActId,
        /// In which system, by its configured name.
        system: String,
        /// What kind of thing.
        deed: Deed,
        /// What exactly, as a commitment.
        words: Commitment,
    },
    /// Staff struck out what turned out not to be needed.
    ActDropped {
        /// Who.
        by: StaffId,
        /// The act.
        act: ActId,
    },
    /// It was done.
    ActDone {
        /// Who.
        by: StaffId,
        /// The act.
        act: ActId,
        /// How that is seen, as a commitment, if staff noted it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proof: Option<Commitment>,
        /// SHA-256 of each file that shows it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<Digest>,
    },
    /// Staff named somebody to whom the data were disclosed (Art. 19).
    RecipientNamed {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
        /// Its name, as a commitment.
        name: Commitment,
    },
    /// Staff struck out one that was named by mistake.
    RecipientStruck {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
    },
    /// A recipient was told what was done.
    RecipientTold {
        /// Who told it.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
    },
    /// Staff established that a recipient need not be told (Art. 19).
    RecipientSpared {
        /// Who.
        by: StaffId,
        /// The recipient.
        recipient: RecipientId,
        /// On which ground.
        ground: Spared,
        /// Why, as a commitment.
        reasons: Commitment,
    },
    /// The person was told that the restriction ends (Art. 18(3)).
    LiftingAnnounced {
        /// Who.
        by: StaffId,
        /// The first day on which it may be lifted.
        on: Date,
        /// Why, as a commitment.
        reasons: Commitment,
    },
    /// The restricted data are used again.
    RestrictionLifted {
        /// Who.
        by: StaffId,
    },
    /// What was written to the person left.
    Dispatched {
        /// Who posted it; nobody when the mail server took it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
        /// What.
        writing: Writing,
    },
    /// The download was opened again.
    MadeAvailable {
        /// Who.
        by: StaffId,
        /// Until when.
        until: Timestamp,
    },
    /// The data subject fetched a file of the answer.
    Downloaded {
        /// Its path within the package.
        file: String,
    },
    /// The data subject took it back.
    Withdrawn,
    /// Staff must route it.
    ReferredToStaff {
        /// Why.
        reason: TriageReason,
    },
    /// It was put on its way to a controller.
    Forwarded {
        /// The forwarding.
        forwarding: ForwardingId,
        /// Its addressee.
        controller: ControllerId,
        /// Who picked the controller.
        named_by: NamedBy,
        /// Whether the mailbox was proven by then.
        proven: bool,
    },
    /// A controller said that it is not its own.
    Disputed {
        /// The forwarding.
        forwarding: ForwardingId,
        /// Its addressee.
        controller: ControllerId,
    },
    /// Nothing more is routed: those to whom it went suffice.
    LeftAtThat {
        /// Who said so; nobody when a silent controller spoke.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<StaffId>,
    },
    /// Every controller to whom it went answered.
    AnsweredByControllers,
}

/// Files that came with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// The message in which they stand.
    pub message: MessageId,
    /// SHA-256 of each.
    pub files: Vec<Digest>,
}
