//! The rules as a table: every state times every command.

mod consequences;
mod ends;
mod events;
mod identity;
mod ladder;
mod table;
mod time;

use super::*;
use crate::identity::{DocumentOutcome, DocumentPart, FactId, IdentityPolicy};
use crate::ids::{ActId, DocumentId, MessageId, RecipientId, StaffId, WithheldId};
use crate::law::{
    Calendar, ExemptionId, Exemptions, ExtensionGround, ExtensionRefusal, Ground, Invoked, MemberState, Place, Rules,
};
use crate::words::{Deed, IdentityBasis, Outcome, Relationship, Right};
use jiff::ToSpan;
use proptest::prelude::*;
use std::sync::LazyLock;
use table::{commands, states};
use uuid::Uuid;

const STAFF: StaffId = StaffId(Uuid::from_u128(1));
const PIECE: PieceId = PieceId(Uuid::from_u128(2));
const ITEM: WithheldId = WithheldId(Uuid::from_u128(8));
const ACT: ActId = ActId(Uuid::from_u128(7));
const RECIPIENT: RecipientId = RecipientId(Uuid::from_u128(11));
const DOCUMENT: DocumentId = DocumentId(Uuid::from_u128(14));
const CONTROLLER: ControllerId = ControllerId(Uuid::from_u128(3));
const OTHER_CONTROLLER: ControllerId = ControllerId(Uuid::from_u128(4));
const FORWARDING: ForwardingId = ForwardingId(CONTROLLER.0);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).unwrap()
}

fn filed(right: Right, relationship: Relationship) -> Procedure {
    apply(None, at(0), &first(right, relationship)).unwrap()
}

fn first(right: Right, relationship: Relationship) -> Event {
    Event::Filed {
        right,
        relationship,
        channel: Channel::Web,
        received: at(0),
        words: None,
        direct_marketing: false,
        represented: false,
        by: None,
        enclosed: None,
    }
}

/// Plays commands, a second apart, each of which must be accepted.
fn play(mut p: Procedure, commands: impl IntoIterator<Item = Command>) -> Procedure {
    for (command, second) in commands.into_iter().zip(1..) {
        p = step(p, command, at(second)).unwrap();
    }
    p
}

fn context(now: Timestamp, policy: &Policy) -> Context<'_> {
    Context { now, policy, place: place(), calendar: Calendar::bundled(), exemptions: Exemptions::bundled() }
}

fn place() -> &'static Place {
    static PLACE: LazyLock<Place> = LazyLock::new(|| Place::parse("NL", "Europe/Amsterdam").unwrap());
    &PLACE
}

fn step(p: Procedure, command: Command, now: Timestamp) -> Result<Procedure, Refusal> {
    let events = decide(&p, command, &context(now, &with_documents()))?;
    Ok(events.iter().fold(p, |p, event| apply(Some(p), now, event).unwrap()))
}

/// The default, where the operator asks for documents too.
fn with_documents() -> Policy {
    Policy { identity: IdentityPolicy { document: true, ..IdentityPolicy::default() }, ..Policy::default() }
}

fn confirm() -> Command {
    Command::ConfirmIdentity { by: STAFF, basis: IdentityBasis::MailboxOnRecord, reasons: None }
}

fn gather() -> Command {
    Command::Gather { by: STAFF, piece: PIECE, system: "invoicing".into(), digest: Digest("00".into()) }
}

fn answer(outcome: Outcome, words: bool) -> Command {
    let words = words.then(|| Commitment("c".into()));
    Command::Decide { by: STAFF, decision: Decision { outcome, ground: None, words, remedies: None, burden: None } }
}

/// A decision with everything that one of this kind needs.
fn reasoned(outcome: Outcome, ground: Option<Ground>) -> Command {
    let words = Some(Commitment("c".into()));
    let remedies = Some(Remedies { complaint: "NL".into(), court: MemberState::parse("NL").unwrap() });
    let burden = Some(Commitment("c".into()));
    let ground = ground.map(invoked);
    Command::Decide { by: STAFF, decision: Decision { outcome, ground, words, remedies, burden } }
}

/// The same decision with something left out.
fn without(command: Command, leave_out: impl FnOnce(&mut Decision)) -> Command {
    let Command::Decide { by, mut decision } = command else { panic!("not a decision") };
    leave_out(&mut decision);
    Command::Decide { by, decision }
}

/// A ground as it is invoked in the Netherlands.
fn invoked(ground: Ground) -> Invoked {
    let exemption = (ground == Ground::NationalLaw).then(|| ExemptionId("NL-UAVG-41-1-i".into()));
    Invoked { ground, exemption }
}

fn refuse() -> Command {
    reasoned(Outcome::Refused, Some(Ground::Excessive))
}

fn partly() -> Command {
    reasoned(Outcome::PartlyFulfilled, None)
}

fn unidentified() -> Command {
    reasoned(Outcome::IdentityNotEstablished, None)
}

fn withhold(ground: Ground) -> Command {
    let item = Withheld { id: ITEM, ground: invoked(ground), until: None };
    Command::Withhold { by: STAFF, item, words: Some(Commitment("c".into())) }
}

fn ask() -> Command {
    Command::Ask { by: STAFF, message: MessageId(Uuid::from_u128(5)), words: Commitment("c".into()) }
}

fn say() -> Command {
    let words = Some(Commitment("c".into()));
    Command::Say { message: MessageId(Uuid::from_u128(6)), words, files: Vec::new() }
}

fn extend() -> Command {
    let (ground, reasons) = (Some(ExtensionGround::Complexity), Some(Commitment("c".into())));
    Command::Extend { by: STAFF, months: 2, ground, reasons }
}

fn doubt() -> Command {
    let (message, words) = (MessageId(Uuid::from_u128(9)), Commitment("c".into()));
    Command::AskIdentity { by: STAFF, message, words, doubt: Some(Commitment("c".into())) }
}

fn ask_facts() -> Command {
    let facts = vec![FactId("customer-number".into()), FactId("birth-date".into())];
    Command::AskFacts { by: STAFF, question: MessageId(Uuid::from_u128(12)), facts }
}

fn give(is_match: bool) -> Command {
    Command::GiveFacts { is_match }
}

fn show(is_match: bool) -> Command {
    Command::ShowEid { provider: "example".into(), is_match }
}

fn ask_document() -> Command {
    let (question, parts) = (MessageId(Uuid::from_u128(13)), vec![DocumentPart::BirthDate]);
    let (doubt, unfit) = (Some(Commitment("c".into())), Some(Commitment("c".into())));
    Command::AskDocument { by: STAFF, question, parts, doubt, unfit }
}

fn give_document() -> Command {
    Command::GiveDocument { document: DOCUMENT }
}

fn take_document() -> Command {
    Command::TakeDocument { by: STAFF, document: DOCUMENT }
}

fn check(outcome: DocumentOutcome) -> Command {
    Command::CheckDocument { by: STAFF, document: DOCUMENT, parts: vec![DocumentPart::Name], outcome }
}

fn destroy() -> Command {
    Command::DestroyDocument { document: DOCUMENT, is_lost: false }
}

fn relay(channel: Channel) -> Command {
    let relayed = Relayed { by: STAFF, channel, day: jiff::civil::date(2023, 11, 14) };
    let files = vec![Digest("00".into())];
    Command::Relay { relayed, message: MessageId(Uuid::from_u128(10)), words: None, files }
}

fn plan() -> Command {
    let words = Commitment("c".into());
    Command::PlanAct { by: STAFF, act: ACT, system: "invoicing".into(), deed: Deed::Erase, words }
}

fn finish() -> Command {
    Command::FinishAct { by: STAFF, act: ACT, proof: None, files: vec![Digest("00".into())] }
}

fn name() -> Command {
    Command::NameRecipient { by: STAFF, recipient: RECIPIENT, name: Commitment("c".into()) }
}

fn strike() -> Command {
    Command::StrikeRecipient { by: STAFF, recipient: RECIPIENT }
}

fn tell() -> Command {
    Command::TellRecipient { by: STAFF, recipient: RECIPIENT }
}

fn spare() -> Command {
    let (ground, reasons) = (Spared::Impossible, Some(Commitment("c".into())));
    Command::SpareRecipient { by: STAFF, recipient: RECIPIENT, ground, reasons }
}

/// That it ends on the day after the first.
fn announce() -> Command {
    let reasons = Some(Commitment("c".into()));
    Command::AnnounceLifting { by: STAFF, on: jiff::civil::date(2023, 11, 15), reasons }
}

fn dispatch(writing: Writing) -> Command {
    Command::Dispatch { by: Some(STAFF), writing }
}

fn lift() -> Command {
    Command::LiftRestriction { by: STAFF }
}

fn reopen() -> Command {
    Command::Reopen { by: STAFF, reasons: Some(Commitment("c".into())) }
}

fn forward(controller: ControllerId, named_by: NamedBy) -> Command {
    Command::Forward { forwarding: ForwardingId(controller.0), controller, named_by }
}

fn dispute() -> Command {
    Command::Dispute { forwarding: FORWARDING }
}

fn refer(reason: TriageReason) -> Command {
    Command::ReferToStaff { reason }
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_an_article() {
    let refused = states().into_iter().flat_map(|(_, state)| {
        all_commands().into_iter().filter_map(move |command| step(state.clone(), command, at(100)).err())
    });
    let mut codes = std::collections::BTreeMap::new();
    for refusal in refused {
        assert!(!refusal.article().is_empty());
        assert!(refusal.to_string().contains(refusal.code()));
        assert_eq!(*codes.entry(refusal.code()).or_insert(refusal), refusal, "the code of another");
    }
}

#[test]
fn an_answer_can_be_fetched_until_its_time_is_over_and_then_again_once_staff_open_it() {
    let (_, fulfilled) = states().into_iter().find(|(name, _)| *name == "fulfilled").unwrap();
    let until = fulfilled.available_until.unwrap();
    let download = || Command::Download { file: "export.json".into() };
    assert_eq!(until.duration_since(fulfilled.closed.unwrap().1).as_hours(), 14 * 24);
    assert!(step(fulfilled.clone(), download(), until - 1.second()).is_ok());
    assert_eq!(step(fulfilled.clone(), download(), until), Err(Refusal::NotAvailable));
    let again = step(fulfilled, Command::MakeAvailable { by: STAFF }, until).unwrap();
    assert!(step(again, download(), until).is_ok());
}

#[test]
fn proving_the_mailbox_late_takes_a_signer_out_of_triage_to_choose() {
    let overdue = play(filed(Right::Access, Relationship::Signer), [refer(TriageReason::StayedUnproven)]);
    assert_eq!(standing(&overdue, &[]), Standing::Triage);
    assert_eq!(standing(&play(overdue, [Command::ProveMailbox]), &[]), Standing::AwaitingChoice);
}

#[test]
fn a_forwarding_made_before_the_mailbox_was_proven_says_so() {
    let policy = Policy::default();
    let signer = filed(Right::Access, Relationship::Signer);
    let command = forward(CONTROLLER, NamedBy::Staff(STAFF));
    let events = decide(&signer, command, &context(at(1), &policy)).unwrap();
    assert!(matches!(events.as_slice(), [Event::Forwarded { proven: false, .. }]));
}

fn all_commands() -> Vec<Command> {
    commands().into_iter().map(|(_, command)| command).chain(ladder::commands()).collect()
}

fn any_command() -> impl Strategy<Value = Command> {
    prop::sample::select(all_commands())
}

proptest! {
    #[test]
    fn whatever_is_tried_the_fold_of_the_events_is_the_procedure(
        right in prop::sample::select(Right::ALL),
        relationship in prop::sample::select(Relationship::ALL),
        tried in prop::collection::vec(any_command(), 0..40),
    ) {
        let policy = with_documents();
        let first = first(right, relationship);
        let mut history = vec![(at(0), first)];
        let mut p = filed(right, relationship);
        for (command, second) in tried.into_iter().zip(1..) {
            let now = at(second);
            let Ok(events) = decide(&p, command, &context(now, &policy)) else { continue };
            for event in events {
                let stored = serde_json::to_string(&event).unwrap();
                history.push((now, serde_json::from_str(&stored).unwrap()));
                p = apply(Some(p), now, &event).unwrap();
            }
        }
        let folded = history.iter().fold(None, |p, (at, event)| apply(p, *at, event)).unwrap();
        prop_assert_eq!(&folded, &p);
        prop_assert_eq!(folded.version, i64::try_from(history.len()).unwrap());
        let answered = history.iter().any(|(_, e)| matches!(e, Event::Decided { outcome: Outcome::Fulfilled, .. }));
        if answered && right.touches_data() {
            prop_assert!(history.iter().any(|(_, e)| matches!(e, Event::IdentityConfirmed { .. })), "nothing is handed over before identity is recorded");
            prop_assert!(!relationship.is_processed_for_others(), "a processor answers nothing");
        }
    }
}

#[test]
fn files_that_come_with_a_request_change_nothing_else_and_an_event_of_before_is_still_read() {
    let Event::Filed { right, relationship, channel, received, words, direct_marketing, represented, by, .. } =
        first(Right::Rectification, Relationship::Customer)
    else {
        panic!("a request begins otherwise")
    };
    let enclosed = Enclosed { message: crate::ids::MessageId(Uuid::from_u128(9)), files: vec![Digest("ab".into())] };
    let enclosed = Some(enclosed);
    let filed =
        Event::Filed { right, relationship, channel, received, words, direct_marketing, represented, by, enclosed };
    let json = serde_json::to_string(&filed).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), filed);
    assert_eq!(apply(None, at(0), &filed), apply(None, at(0), &first(Right::Rectification, Relationship::Customer)));
    let before = serde_json::to_string(&first(Right::Access, Relationship::Signer)).unwrap();
    assert!(!before.contains("enclosed"), "the hash of an event of before stays the same: {before}");
    assert_eq!(serde_json::from_str::<Event>(&before).unwrap(), first(Right::Access, Relationship::Signer));
}
