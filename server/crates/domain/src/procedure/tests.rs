//! The rules as a table: every state times every command.

use super::*;
use crate::words::{IdentityBasis, Outcome, Relationship, Right};
use proptest::prelude::*;
use uuid::Uuid;

const STAFF: StaffId = StaffId(Uuid::from_u128(1));
const PIECE: PieceId = PieceId(Uuid::from_u128(2));
const CONTROLLER: ControllerId = ControllerId(Uuid::from_u128(3));
const OTHER_CONTROLLER: ControllerId = ControllerId(Uuid::from_u128(4));

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
    }
}

/// Plays commands, a second apart, each of which must be accepted.
fn play(mut p: Procedure, commands: impl IntoIterator<Item = Command>) -> Procedure {
    for (command, second) in commands.into_iter().zip(1..) {
        p = step(p, command, at(second)).unwrap();
    }
    p
}

fn step(p: Procedure, command: Command, now: Timestamp) -> Result<Procedure, Refusal> {
    let policy = Policy::default();
    let events = decide(&p, command, &Context { now, policy: &policy })?;
    Ok(events.iter().fold(p, |p, event| apply(Some(p), now, event).unwrap()))
}

fn confirm() -> Command {
    Command::ConfirmIdentity { by: STAFF, basis: IdentityBasis::MailboxOnRecord, reasons: None }
}

fn gather() -> Command {
    Command::Gather { by: STAFF, piece: PIECE, system: "invoicing".into(), digest: Digest("00".into()) }
}

fn answer(outcome: Outcome, words: bool) -> Command {
    Command::Decide { by: STAFF, outcome, words: words.then(|| Commitment("c".into())) }
}

fn forward(controller: ControllerId, named_by: NamedBy) -> Command {
    Command::Forward { forwarding: ForwardingId(Uuid::from_u128(9)), controller, named_by }
}

fn refer(reason: TriageReason) -> Command {
    Command::ReferToStaff { reason }
}

fn states() -> Vec<(&'static str, Procedure)> {
    let access = || filed(Right::Access, Relationship::Customer);
    let erasure = || filed(Right::Erasure, Relationship::Customer);
    let signer = || filed(Right::Access, Relationship::Signer);
    vec![
        ("unproven", access()),
        ("disowned", play(access(), [Command::Disown])),
        ("proven", play(access(), [Command::ProveMailbox])),
        ("identified", play(access(), [Command::ProveMailbox, confirm()])),
        ("gathered", play(access(), [Command::ProveMailbox, gather()])),
        ("ready", play(access(), [Command::ProveMailbox, confirm(), gather()])),
        ("fulfilled", play(access(), [Command::ProveMailbox, confirm(), gather(), answer(Outcome::Fulfilled, false)])),
        ("nothing held", play(access(), [Command::ProveMailbox, answer(Outcome::NothingHeld, false)])),
        ("withdrawn", play(access(), [Command::ProveMailbox, Command::Withdraw])),
        ("erasure identified", play(erasure(), [Command::ProveMailbox, confirm()])),
        ("signer unproven", signer()),
        ("signer overdue", play(signer(), [refer(TriageReason::StayedUnproven)])),
        ("signer proven", play(signer(), [Command::ProveMailbox])),
        ("signer unmatched", play(signer(), [Command::ProveMailbox, refer(TriageReason::NothingMatched)])),
        ("signer forwarded", play(signer(), [Command::ProveMailbox, forward(CONTROLLER, NamedBy::Signer)])),
    ]
}

fn commands() -> Vec<(&'static str, Command)> {
    vec![
        ("prove", Command::ProveMailbox),
        ("disown", Command::Disown),
        ("confirm", confirm()),
        ("confirm other", Command::ConfirmIdentity { by: STAFF, basis: IdentityBasis::Other, reasons: None }),
        ("gather", gather()),
        ("discard", Command::Discard { by: STAFF, piece: PIECE }),
        ("export", Command::Export { by: STAFF }),
        ("fulfil", answer(Outcome::Fulfilled, false)),
        ("fulfil in words", answer(Outcome::Fulfilled, true)),
        ("nothing held", answer(Outcome::NothingHeld, false)),
        ("refuse", answer(Outcome::Refused, true)),
        ("make available", Command::MakeAvailable { by: STAFF }),
        ("download", Command::Download { file: "export.json".into() }),
        ("withdraw", Command::Withdraw),
        ("refer", refer(TriageReason::NoneChosen)),
        ("signer forwards", forward(CONTROLLER, NamedBy::Signer)),
        ("staff forward", forward(OTHER_CONTROLLER, NamedBy::Staff(STAFF))),
    ]
}

/// `+` is allowed; every other letter is the refusal below. Columns in the order of `commands`.
const TABLE: [(&str, &str); 15] = [
    // prove disown confirm confirm-other gather discard export fulfil in-words nothing refuse avail down withdraw refer fwd fwd
    ("unproven", "+ + M M + P I M M M M O N + U U U"),
    ("disowned", "C C C C C C I C C C C N N C C C C"),
    ("proven", "A A + R + P I I I + W O N + U U U"),
    ("identified", "A A + R + P G G G + W O N + U U U"),
    ("gathered", "A A + R + + I I I S W O N + U U U"),
    ("ready", "A A + R + + + + + S W O N + U U U"),
    ("fulfilled", "C C C C C C + C C C C + + C C C C"),
    ("nothing held", "C C C C C C I C C C C N N C C C C"),
    ("withdrawn", "C C C C C C I C C C C N N C C C C"),
    ("erasure identified", "A A + R + P G T + + W O N + U U U"),
    ("signer unproven", "+ + F F F F F M M M M O N + + M +"),
    ("signer overdue", "+ + F F F F F M M M M O N + Q M +"),
    ("signer proven", "A A F F F F F F F + W O N + + + +"),
    ("signer unmatched", "A A F F F F F F F + W O N + Q + +"),
    ("signer forwarded", "A A F F F F F F F F W O N + D D +"),
];

fn letter(result: Result<Procedure, Refusal>) -> &'static str {
    match result {
        Ok(_) => "+",
        Err(Refusal::Closed) => "C",
        Err(Refusal::StillOpen) => "O",
        Err(Refusal::AlreadyProven) => "A",
        Err(Refusal::MailboxUnproven) => "M",
        Err(Refusal::IdentityUnconfirmed) => "I",
        Err(Refusal::ReasonsMissing) => "R",
        Err(Refusal::NothingGathered) => "G",
        Err(Refusal::SomethingGathered) => "S",
        Err(Refusal::WordsMissing) => "T",
        Err(Refusal::OutcomeNotOpen) => "W",
        Err(Refusal::ForTheController) => "F",
        Err(Refusal::OursToAnswer) => "U",
        Err(Refusal::AlreadyForwarded) => "D",
        Err(Refusal::NoSuchPiece) => "P",
        Err(Refusal::NotAvailable) => "N",
        Err(Refusal::AlreadyWithStaff) => "Q",
        Err(other) => panic!("{other} belongs to forwardings"),
    }
}

#[test]
fn every_state_allows_or_refuses_every_command_as_the_table_says() {
    for ((name, state), (row, expected)) in states().into_iter().zip(TABLE) {
        assert_eq!(name, row, "the table follows the states");
        let found: Vec<_> = commands().into_iter().map(|(_, c)| letter(step(state.clone(), c, at(100)))).collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }
}

#[test]
fn every_refusal_has_a_code_of_its_own_and_an_article() {
    let refused = states().into_iter().flat_map(|(_, state)| {
        commands().into_iter().filter_map(move |(_, command)| step(state.clone(), command, at(100)).err())
    });
    for refusal in refused {
        assert!(!refusal.article().is_empty());
        assert!(refusal.to_string().contains(refusal.code()));
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
    let events = decide(&signer, command, &Context { now: at(1), policy: &policy }).unwrap();
    assert!(matches!(events.as_slice(), [Event::Forwarded { proven: false, .. }]));
}

fn any_command() -> impl Strategy<Value = Command> {
    prop::sample::select(commands().into_iter().map(|(_, command)| command).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn whatever_is_tried_the_fold_of_the_events_is_the_procedure(
        right in prop::sample::select(Right::ALL),
        relationship in prop::sample::select(Relationship::ALL),
        tried in prop::collection::vec(any_command(), 0..30),
    ) {
        let policy = Policy::default();
        let first = first(right, relationship);
        let mut history = vec![(at(0), first)];
        let mut p = filed(right, relationship);
        for (command, second) in tried.into_iter().zip(1..) {
            let now = at(second);
            let Ok(events) = decide(&p, command, &Context { now, policy: &policy }) else { continue };
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
            prop_assert!(p.identity.is_some(), "nothing is handed over before identity is recorded");
            prop_assert!(!relationship.is_processed_for_others(), "a processor answers nothing");
        }
    }
}
