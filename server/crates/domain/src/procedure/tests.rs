//! The rules as a table: every state times every command.

use super::*;
use crate::ids::{ActId, MessageId, StaffId, WithheldId};
use crate::law::{Ground, MemberState};
use crate::words::{Deed, IdentityBasis, Outcome, Relationship, Right};
use jiff::ToSpan;
use proptest::prelude::*;
use uuid::Uuid;

const STAFF: StaffId = StaffId(Uuid::from_u128(1));
const PIECE: PieceId = PieceId(Uuid::from_u128(2));
const ITEM: WithheldId = WithheldId(Uuid::from_u128(8));
const ACT: ActId = ActId(Uuid::from_u128(7));
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
        by: None,
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
    let words = words.then(|| Commitment("c".into()));
    Command::Decide { by: STAFF, decision: Decision { outcome, ground: None, words, remedies: None } }
}

/// A decision with everything that one of this kind needs.
fn reasoned(outcome: Outcome, ground: Option<Ground>) -> Command {
    let words = Some(Commitment("c".into()));
    let remedies = Some(Remedies { complaint: "NL".into(), court: MemberState::parse("NL").unwrap() });
    Command::Decide { by: STAFF, decision: Decision { outcome, ground, words, remedies } }
}

/// The same decision with something left out.
fn without(command: Command, leave_out: impl FnOnce(&mut Decision)) -> Command {
    let Command::Decide { by, mut decision } = command else { panic!("not a decision") };
    leave_out(&mut decision);
    Command::Decide { by, decision }
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
    let item = Withheld { id: ITEM, ground, until: None };
    Command::Withhold { by: STAFF, item, words: Some(Commitment("c".into())) }
}

fn ask() -> Command {
    Command::Ask { by: STAFF, message: MessageId(Uuid::from_u128(5)), words: Commitment("c".into()) }
}

fn say() -> Command {
    let words = Some(Commitment("c".into()));
    Command::Say { message: MessageId(Uuid::from_u128(6)), words, files: Vec::new() }
}

fn plan() -> Command {
    let words = Commitment("c".into());
    Command::PlanAct { by: STAFF, act: ACT, system: "invoicing".into(), deed: Deed::Erase, words }
}

fn finish() -> Command {
    Command::FinishAct { by: STAFF, act: ACT, proof: None }
}

fn reopen() -> Command {
    Command::Reopen { by: STAFF, reasons: Some(Commitment("c".into())) }
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
        ("refused", play(access(), [Command::ProveMailbox, refuse()])),
        ("lapsed", lapsed(access())),
        ("asked", play(access(), [Command::ProveMailbox, ask()])),
        ("reopened", play(access(), [Command::ProveMailbox, Command::Withdraw, reopen()])),
        ("erasure identified", play(erasure(), [Command::ProveMailbox, confirm()])),
        ("erasure planned", play(erasure(), [Command::ProveMailbox, plan()])),
        ("erasure ready", play(erasure(), [Command::ProveMailbox, confirm(), plan()])),
        ("erasure done", play(erasure(), [Command::ProveMailbox, confirm(), plan(), finish()])),
        (
            "erasure in part",
            play(erasure(), [Command::ProveMailbox, confirm(), plan(), finish(), withhold(Ground::LegalObligation)]),
        ),
        ("consent", play(filed(Right::ConsentWithdrawal, Relationship::Customer), [Command::ProveMailbox])),
        ("objection", play(filed(Right::Objection, Relationship::Customer), [Command::ProveMailbox])),
        ("letter", by_letter()),
        ("signer unproven", signer()),
        ("signer overdue", play(signer(), [refer(TriageReason::StayedUnproven)])),
        ("signer proven", play(signer(), [Command::ProveMailbox])),
        ("signer unmatched", play(signer(), [Command::ProveMailbox, refer(TriageReason::NothingMatched)])),
        ("signer forwarded", play(signer(), [Command::ProveMailbox, forward(CONTROLLER, NamedBy::Signer)])),
    ]
}

fn lapsed(p: Procedure) -> Procedure {
    let later = p.received + (90 * 24).hours();
    step(p, Command::Lapse, later).unwrap()
}

fn by_letter() -> Procedure {
    let (right, relationship, channel) = (Right::Access, Relationship::Customer, Channel::Letter);
    let filed = Event::Filed {
        right,
        relationship,
        channel,
        received: at(0),
        words: None,
        direct_marketing: false,
        represented: false,
        by: None,
    };
    apply(None, at(0), &filed).unwrap()
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
        ("refuse", refuse()),
        ("answer in part", partly()),
        ("nobody known", unidentified()),
        ("lapsed", answer(Outcome::LapsedUnverified, true)),
        ("withhold", withhold(Ground::LegalObligation)),
        ("release", Command::Release { by: STAFF, item: ITEM }),
        ("reopen", reopen()),
        ("lapse", Command::Lapse),
        ("ask", ask()),
        ("say", say()),
        ("plan", plan()),
        ("drop", Command::DropAct { by: STAFF, act: ACT }),
        ("finish", finish()),
        ("make available", Command::MakeAvailable { by: STAFF }),
        ("download", Command::Download { file: "export.json".into() }),
        ("withdraw", Command::Withdraw),
        ("refer", refer(TriageReason::NoneChosen)),
        ("signer forwards", forward(CONTROLLER, NamedBy::Signer)),
        ("staff forward", forward(OTHER_CONTROLLER, NamedBy::Staff(STAFF))),
    ]
}

/// `+` is allowed; every other letter is the refusal below. Columns in the order of `commands`.
const TABLE: [(&str, &str); 26] = [
    // prove disown confirm confirm-other gather discard export fulfil in-words nothing refuse part nobody lapsed
    // withhold release reopen lapse ask say plan drop finish avail down withdraw refer fwd fwd
    ("unproven", "+ + M M + P I M M M M M M W H P O Y M M + X X O N + U U U"),
    ("disowned", "C C C C C C I C C C C C C C C C C C C C C C C N N C C C C"),
    ("proven", "A A + R + P I I I + + I + W H P O A + + + X X O N + U U U"),
    ("identified", "A A + R + P G G G + + B K W H P O A + + + X X O N + U U U"),
    ("gathered", "A A + R + + I I I S + I + W H P O A + + + X X O N + U U U"),
    ("ready", "A A + R + + + + + S + B K W H P O A + + + X X O N + U U U"),
    ("fulfilled", "C C C C C C + C C C C C C C C C + C C C C C C + + C C C C"),
    ("nothing held", "C C C C C C I C C C C C C C C C + C C C C C C N N C C C C"),
    ("withdrawn", "C C C C C C I C C C C C C C C C + C C C C C C N N C C C C"),
    ("refused", "C C C C C C I C C C C C C C C C + C C C C C C N N C C C C"),
    ("lapsed", "+ + C C C C I C C C C C C C C C + C C C C C C N N C C C C"),
    ("asked", "A A + R + P I I I + + I + W H P O A + + + X X O N + U U U"),
    ("reopened", "A A + R + P I I I + + I + W H P O A + + + X X O N + U U U"),
    ("erasure identified", "A A + R + P G E E + + B K W + P O A + + + X X O N + U U U"),
    ("erasure planned", "A A + R + P I I I S + I + W + P O A + + + + I O N + U U U"),
    ("erasure ready", "A A + R + P G L L S + L K W + P O A + + + + + O N + U U U"),
    ("erasure done", "A A + R + P G + + S + B K W + P O A + + + Z Z O N + U U U"),
    ("erasure in part", "A A + R + P G ! ! ! + + K W + + O A + + + Z Z O N + U U U"),
    ("consent", "A A + R + P I E E + V B + W V P O A + + + X X O N + U U U"),
    ("objection", "A A + R + P I T + + + B + W H P O A + + + X X O N + U U U"),
    ("letter", "+ + M R + P I I I + + I + W H P O A + + + X X O N + U U U"),
    ("signer unproven", "+ + F F F F F M M M M M M W F F O Y M M F F F O N + + M +"),
    ("signer overdue", "+ + F F F F F M M M M M M W F F O Y M M F F F O N + Q M +"),
    ("signer proven", "A A F F F F F F F + F F F W F F O A + + F F F O N + + + +"),
    ("signer unmatched", "A A F F F F F F F + F F F W F F O A + + F F F O N + Q + +"),
    ("signer forwarded", "A A F F F F F F F F F F F W F F O A + + F F F O N + D D +"),
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
        Err(Refusal::CannotBeRefused) => "V",
        Err(Refusal::GroundMissing) => "B",
        Err(Refusal::GroundNotForThis) => "H",
        Err(Refusal::RemediesMissing) => "J",
        Err(Refusal::IdentityKnown) => "K",
        Err(Refusal::ActsOpen) => "L",
        Err(Refusal::NothingDone) => "E",
        Err(Refusal::NoSuchAct) => "X",
        Err(Refusal::ActDone) => "Z",
        Err(Refusal::NotYet) => "Y",
        Err(Refusal::SomethingWithheld) => "!",
        Err(other) => panic!("{other} belongs to forwardings"),
    }
}

#[test]
fn every_state_allows_or_refuses_every_command_as_the_table_says() {
    assert_eq!(states().len(), TABLE.len());
    for ((name, state), (row, expected)) in states().into_iter().zip(TABLE) {
        assert_eq!(name, row, "the table follows the states");
        let found: Vec<_> = commands().into_iter().map(|(_, c)| letter(step(state.clone(), c, at(100)))).collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }
}

#[test]
fn a_refusal_without_ground_reasons_and_remedies_does_not_come_about() {
    let table: [(Command, Result<(), Refusal>); 10] = [
        (refuse(), Ok(())),
        (without(refuse(), |d| d.ground = None), Err(Refusal::GroundMissing)),
        (without(refuse(), |d| d.ground = Some(Ground::CompellingGrounds)), Err(Refusal::GroundNotForThis)),
        (without(refuse(), |d| d.words = None), Err(Refusal::ReasonsMissing)),
        (without(refuse(), |d| d.remedies = None), Err(Refusal::RemediesMissing)),
        (without(unidentified(), |d| d.words = None), Err(Refusal::ReasonsMissing)),
        (without(unidentified(), |d| d.remedies = None), Err(Refusal::RemediesMissing)),
        (withhold(Ground::LegalObligation), Ok(())),
        (withhold(Ground::RightsOfOthers), Err(Refusal::GroundNotForThis)),
        (partly(), Err(Refusal::IdentityUnconfirmed)),
    ];
    for (command, expected) in table {
        let p = play(filed(Right::Erasure, Relationship::Customer), [Command::ProveMailbox]);
        assert_eq!(step(p, command.clone(), at(9)).map(|_| ()), expected, "{command:?}");
    }
}

#[test]
fn a_partial_answer_names_what_is_withheld_and_the_remedies() {
    let identified = || play(filed(Right::Erasure, Relationship::Customer), [Command::ProveMailbox, confirm()]);
    assert_eq!(step(identified(), partly(), at(9)), Err(Refusal::GroundMissing));
    let item = Withheld { id: ITEM, ground: Ground::LegalObligation, until: None };
    let wordless = Command::Withhold { by: STAFF, item, words: None };
    assert_eq!(step(identified(), wordless, at(9)), Err(Refusal::ReasonsMissing));
    let idle = play(identified(), [withhold(Ground::LegalObligation)]);
    assert_eq!(step(idle.clone(), partly(), at(9)), Err(Refusal::NothingDone), "that would be a refusal of the whole");
    let withheld = play(idle, [plan(), finish()]);
    let silent = without(partly(), |d| d.remedies = None);
    assert_eq!(step(withheld.clone(), silent, at(9)), Err(Refusal::RemediesMissing));
    assert_eq!(step(withheld.clone(), answer(Outcome::Fulfilled, true), at(9)), Err(Refusal::SomethingWithheld));
    assert!(step(withheld, without(partly(), |d| d.words = None), at(9)).is_ok());
}

#[test]
fn an_objection_to_direct_marketing_cannot_be_refused_whole_or_in_part() {
    let marketing = Procedure { direct_marketing: true, ..filed(Right::Objection, Relationship::Customer) };
    let proven = play(marketing, [Command::ProveMailbox]);
    for ground in Ground::ALL {
        let refusal = reasoned(Outcome::Refused, Some(*ground));
        assert_eq!(step(proven.clone(), refusal, at(9)), Err(Refusal::MarketingStops), "{ground:?}");
        assert_eq!(step(proven.clone(), withhold(*ground), at(9)), Err(Refusal::MarketingStops), "{ground:?}");
    }
    assert!(step(proven, answer(Outcome::Fulfilled, true), at(9)).is_ok());
}

#[test]
fn for_somebody_else_nothing_is_handed_over_before_the_authority_is_on_record() {
    let represented = Procedure { represented: true, ..filed(Right::Access, Relationship::Customer) };
    let ready = play(represented, [Command::ProveMailbox, confirm(), gather()]);
    let export = Command::Export { by: STAFF };
    assert_eq!(step(ready.clone(), export.clone(), at(9)), Err(Refusal::AuthorityUnconfirmed));
    assert_eq!(step(ready.clone(), answer(Outcome::Fulfilled, false), at(9)), Err(Refusal::AuthorityUnconfirmed));
    let authority = |reasons: Option<Commitment>| Command::ConfirmAuthority { by: STAFF, reasons };
    assert_eq!(step(ready.clone(), authority(None), at(9)), Err(Refusal::ReasonsMissing));
    let shown = play(ready, [authority(Some(Commitment("c".into())))]);
    assert!(
        step(shown.clone(), export, at(9)).is_ok() && step(shown, answer(Outcome::Fulfilled, false), at(9)).is_ok()
    );
    let own = play(filed(Right::Access, Relationship::Customer), [Command::ProveMailbox]);
    assert_eq!(step(own, authority(Some(Commitment("c".into()))), at(9)), Err(Refusal::ActsForNobody));
}

#[test]
fn what_lapsed_comes_back_by_its_mailbox_and_what_was_disowned_does_not() {
    let access = || filed(Right::Access, Relationship::Customer);
    let due = at(0) + (90 * 24).hours();
    assert_eq!(step(access(), Command::Lapse, due - 1.second()), Err(Refusal::NotYet));
    let back = step(lapsed(access()), Command::ProveMailbox, due).unwrap();
    assert!(back.is_open() && back.mailbox_proven.is_some());
    assert_eq!(back.ended_before, [(Outcome::LapsedUnverified, due)], "that it lapsed stays on record");
    let disowned = play(access(), [Command::Disown]);
    assert_eq!(step(disowned.clone(), Command::ProveMailbox, due), Err(Refusal::Closed));
    assert_eq!(step(disowned, reopen(), due), Err(Refusal::Closed));
}

#[test]
fn a_question_is_waited_for_until_it_is_answered_or_the_request_ends() {
    let asked = play(filed(Right::Access, Relationship::Customer), [Command::ProveMailbox, ask()]);
    assert_eq!(standing(&asked, &[]), Standing::AwaitingSubject);
    assert_eq!(standing(&play(asked.clone(), [say()]), &[]), Standing::WithStaff);
    assert!(play(asked, [Command::Withdraw]).asked.is_none());
    let triage =
        play(filed(Right::Access, Relationship::Signer), [Command::ProveMailbox, refer(TriageReason::NoneChosen)]);
    assert_eq!(standing(&play(triage.clone(), [ask()]), &[]), Standing::AwaitingSubject);
    assert_eq!(standing(&play(triage, [ask(), say()]), &[]), Standing::Triage);
}

#[test]
fn what_came_by_letter_waits_for_staff_at_once() {
    assert_eq!(standing(&by_letter(), &[]), Standing::WithStaff);
    let basis = IdentityBasis::FactsMatched;
    let confirm = Command::ConfirmIdentity { by: STAFF, basis, reasons: None };
    assert!(step(by_letter(), confirm, at(1)).is_ok(), "there is no mailbox to prove");
}

#[test]
fn who_disowns_what_came_by_letter_ends_nobodys_request() {
    let disowned = play(by_letter(), [Command::Disown]);
    assert_eq!(standing(&disowned, &[]), Standing::WithStaff, "staff put down the wrong mailbox: the letter stands");
    for command in [Command::ProveMailbox, Command::Disown] {
        assert_eq!(step(disowned.clone(), command, at(2)), Err(Refusal::Closed), "it was said once");
    }
    let ended = play(disowned, [Command::Withdraw]);
    let reasons = Some(Commitment("00".into()));
    assert!(step(ended, Command::Reopen { by: STAFF, reasons }, at(3)).is_ok());
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
        tried in prop::collection::vec(any_command(), 0..40),
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
            prop_assert!(history.iter().any(|(_, e)| matches!(e, Event::IdentityConfirmed { .. })), "nothing is handed over before identity is recorded");
            prop_assert!(!relationship.is_processed_for_others(), "a processor answers nothing");
        }
    }
}
