//! Every state times every command: allowed, or refused and why.

use super::*;

pub(super) fn states() -> Vec<(&'static str, Procedure)> {
    let access = || filed(Right::Access, Relationship::Customer);
    let erasure = || filed(Right::Erasure, Relationship::Customer);
    let restriction = || filed(Right::Restriction, Relationship::Customer);
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
        ("refusal posted", play(access(), [Command::ProveMailbox, refuse(), dispatch(Writing::Answer)])),
        ("lapsed", lapsed(access())),
        ("forgotten", forgotten()),
        ("asked", play(access(), [Command::ProveMailbox, ask()])),
        ("reopened", play(access(), [Command::ProveMailbox, Command::Withdraw, reopen()])),
        ("extended", play(access(), [Command::ProveMailbox, extend()])),
        ("doubted", play(access(), [Command::ProveMailbox, doubt()])),
        ("doubt answered", play(access(), [Command::ProveMailbox, doubt(), say()])),
        ("facts asked", play(access(), [Command::ProveMailbox, ask_facts()])),
        ("facts matched", play(access(), [Command::ProveMailbox, ask_facts(), give(false), give(true)])),
        ("facts wrong", play(access(), [Command::ProveMailbox, ask_facts(), give(false), give(false), give(false)])),
        ("eid shown", play(access(), [Command::ProveMailbox, doubt(), show(true)])),
        ("eid of another", play(access(), [Command::ProveMailbox, show(false)])),
        ("document asked", play(access(), [Command::ProveMailbox, ask_document()])),
        ("document given", play(access(), [Command::ProveMailbox, ask_document(), give_document()])),
        ("document checked", play(access(), [Command::ProveMailbox, take_document(), check(DocumentOutcome::Matches)])),
        ("document differs", play(access(), [Command::ProveMailbox, take_document(), check(DocumentOutcome::Differs)])),
        ("erasure identified", play(erasure(), [Command::ProveMailbox, confirm()])),
        ("erasure planned", play(erasure(), [Command::ProveMailbox, plan()])),
        ("erasure ready", play(erasure(), [Command::ProveMailbox, confirm(), plan()])),
        ("erasure done", play(erasure(), [Command::ProveMailbox, confirm(), plan(), finish()])),
        (
            "erasure in part",
            play(erasure(), [Command::ProveMailbox, confirm(), plan(), finish(), withhold(Ground::LegalObligation)]),
        ),
        ("erasure answered", erased([])),
        ("recipient named", erased([name()])),
        ("recipient told", erased([name(), tell()])),
        ("recipient spared", erased([name(), spare()])),
        ("named too early", play(erasure(), [Command::ProveMailbox, name()])),
        ("restriction done", play(restriction(), [Command::ProveMailbox, confirm(), plan(), finish()])),
        ("restricted", restricted([])),
        ("lifting announced", restricted([announce(), dispatch(Writing::Lifting)])),
        ("lifting untold", lifting_due()),
        ("lifting due", play(lifting_due(), [dispatch(Writing::Lifting)])),
        ("lifted", play(lifting_due(), [dispatch(Writing::Lifting), lift()])),
        ("consent", play(filed(Right::ConsentWithdrawal, Relationship::Customer), [Command::ProveMailbox])),
        (
            "consent planned",
            play(filed(Right::ConsentWithdrawal, Relationship::Customer), [Command::ProveMailbox, plan()]),
        ),
        ("objection", play(filed(Right::Objection, Relationship::Customer), [Command::ProveMailbox])),
        ("letter", by_letter()),
        ("signer unproven", signer()),
        ("signer overdue", play(signer(), [refer(TriageReason::StayedUnproven)])),
        ("signer proven", play(signer(), [Command::ProveMailbox])),
        ("signer unmatched", play(signer(), [Command::ProveMailbox, refer(TriageReason::NothingMatched)])),
        ("signer forwarded", on_its_way([])),
        ("signer silent", on_its_way([refer(TriageReason::ControllerSilent)])),
        ("signer disputed", on_its_way([dispute()])),
        ("signer disputed by one", on_its_way([forward(OTHER_CONTROLLER, NamedBy::Signer), dispute()])),
        ("signer answered", on_its_way([Command::Conclude])),
        ("signer reopened", on_its_way([Command::Conclude, reopen()])),
    ]
}

/// A signer's request that went to a controller, and what came then.
fn on_its_way<const N: usize>(then: [Command; N]) -> Procedure {
    let before = [Command::ProveMailbox, forward(CONTROLLER, NamedBy::Signer)];
    play(filed(Right::Access, Relationship::Signer), before.into_iter().chain(then))
}

pub(super) fn lapsed(p: Procedure) -> Procedure {
    let later = p.received + (90 * 24).hours();
    step(p, Command::Lapse, later).unwrap()
}

/// An erasure that was answered, and what came then.
pub(super) fn erased<const N: usize>(then: [Command; N]) -> Procedure {
    done(Right::Erasure, then)
}

/// A restriction that was answered, and what came then.
pub(super) fn restricted<const N: usize>(then: [Command; N]) -> Procedure {
    done(Right::Restriction, then)
}

fn done<const N: usize>(right: Right, then: [Command; N]) -> Procedure {
    let before = [Command::ProveMailbox, confirm(), plan(), finish(), answer(Outcome::Fulfilled, false)];
    play(filed(right, Relationship::Customer), before.into_iter().chain(then))
}

/// What the person was told some days ago, for today.
pub(super) fn lifting_due() -> Procedure {
    let (on, reasons) = (jiff::civil::date(2023, 11, 14), Commitment("c".into()));
    apply(Some(restricted([])), at(-3 * 86_400), &Event::LiftingAnnounced { by: STAFF, on, reasons }).unwrap()
}

/// An answer of long ago.
pub(super) fn forgotten() -> Procedure {
    let ended = play(
        filed(Right::Access, Relationship::Customer),
        [Command::ProveMailbox, answer(Outcome::NothingHeld, false)],
    );
    let later = ended.closed.unwrap().1 + (365 * 24).hours();
    step(ended, Command::Forget, later).unwrap()
}

/// On national law, and on none of its provisions.
fn withhold_unnamed() -> Command {
    let item = Withheld { id: ITEM, ground: Ground::NationalLaw.into(), until: None };
    Command::Withhold { by: STAFF, item, words: Some(Commitment("c".into())) }
}

pub(super) fn by_letter() -> Procedure {
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
        enclosed: None,
    };
    apply(None, at(0), &filed).unwrap()
}

pub(super) fn commands() -> Vec<(&'static str, Command)> {
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
        ("relay", relay(Channel::Letter)),
        ("relay the portal", relay(Channel::Web)),
        ("plan", plan()),
        ("drop", Command::DropAct { by: STAFF, act: ACT }),
        ("finish", finish()),
        ("name", name()),
        ("strike", strike()),
        ("tell", tell()),
        ("spare", spare()),
        ("announce", announce()),
        ("lift", lift()),
        ("make available", Command::MakeAvailable { by: STAFF }),
        ("download", Command::Download { file: "export.json".into() }),
        ("withdraw", Command::Withdraw),
        ("refer", refer(TriageReason::NoneChosen)),
        ("signer forwards", forward(CONTROLLER, NamedBy::Signer)),
        ("staff forward", forward(OTHER_CONTROLLER, NamedBy::Staff(STAFF))),
        ("extend", extend()),
        ("doubt", doubt()),
        ("forget", Command::Forget),
        ("withhold by law", withhold(Ground::NationalLaw)),
        ("withhold by no law", withhold_unnamed()),
        ("answer leaves", dispatch(Writing::Answer)),
        ("question leaves", dispatch(Writing::Question)),
        ("extension leaves", dispatch(Writing::Extension)),
        ("lifting leaves", dispatch(Writing::Lifting)),
        ("forget destroyed", Command::ForgetDestroyed),
        ("refer silent", refer(TriageReason::ControllerSilent)),
        ("dispute", dispute()),
        ("leave at that", Command::LeaveAtThat { by: Some(STAFF) }),
        ("silent one spoke", Command::LeaveAtThat { by: None }),
        ("conclude", Command::Conclude),
    ]
}

/// `+` is allowed; every other letter is the refusal below. Columns in the order of `commands`.
const TABLE: [(&str, &str); 57] = [
    // prove disown confirm confirm-other gather discard export fulfil in-words nothing refuse part nobody lapsed
    // withhold release reopen lapse ask say relay relay-web plan drop finish
    // name strike tell spare announce lift avail down withdraw refer fwd fwd extend doubt forget
    // by-law by-no-law answer-leaves question-leaves extension-leaves lifting-leaves forget-destroyed
    // refer-silent dispute leave-at-that silent-spoke conclude
    (
        "unproven",
        "+ + M M + P I M M M M M M W H P O Y M M M = + X X n n n n r r O N + U U U M M O + e w w w w + U U U U U",
    ),
    (
        "disowned",
        "C C C C C C I C C C C C C C C C C C C C C = C C C n n n n r r N N C C C C C C Y C C w w w w + C C C C C",
    ),
    (
        "proven",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "identified",
        "A A + R + P G G G + + B K W H P O A + + + = + X X n n n n r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "gathered",
        "A A + R + + I I I S + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "ready",
        "A A + R + + + + + S + B K W H P O A + + + = + X X n n n n r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "fulfilled",
        "C C C C C C + C C C C C C C C C + C C C C = C C C n n n n r r + + C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "nothing held",
        "C C C C C C I C C C C C C C C C + C C C C = C C C n n n n r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "withdrawn",
        "C C C C C C I C C C C C C C C C + C C C C = C C C n n n n r r N N C C C C C C Y C C w w w w + C C C C C",
    ),
    (
        "refused",
        "C C C C C C I C C C C C C C C C + C C C C = C C C n n n n r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "refusal posted",
        "C C C C C C I C C C C C C C C C + C C C C = C C C n n n n r r N N C C C C C C Y C C p w w w + C C C C C",
    ),
    (
        "lapsed",
        "+ + C C C C I C C C C C C C C C + C C C C = C C C n n n n r r N N C C C C C C Y C C w w w w + C C C C C",
    ),
    (
        "forgotten",
        "C C C C C C I C C C C C C C C C f C C C C = C C C f f f f f f N N C C C C C C f C C f f f f f C C C C C",
    ),
    (
        "asked",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w + w w + U U U U U",
    ),
    (
        "reopened",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "extended",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U a + O + e w w + w + U U U U U",
    ),
    (
        "doubted",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + q O + e w + w w + U U U U U",
    ),
    (
        "doubt answered",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "facts asked",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + q O + e w + w w + U U U U U",
    ),
    (
        "facts matched",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + y O + e w w w w + U U U U U",
    ),
    (
        "facts wrong",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "eid shown",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "eid of another",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "document asked",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + q O + e w + w w + U U U U U",
    ),
    (
        "document given",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "document checked",
        "A A + R + P G G G + + B K W H P O A + + + = + X X n n n n r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "document differs",
        "A A + R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "erasure identified",
        "A A + R + P G E E + + B K W + P O A + + + = + X X + x x x r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "erasure planned",
        "A A + R + P I I I S + I + W + P O A + + + = + + I + x x x r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "erasure ready",
        "A A + R + P G L L S + L K W + P O A + + + = + + + + x x x r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "erasure done",
        "A A + R + P G + + S + B K W + P O A + + + = + Z Z + x x x r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "erasure in part",
        "A A + R + P G ! ! ! + + K W + + O A + + + = + Z Z + x x x r r O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "erasure answered",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + x x x r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "recipient named",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + + + + r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "recipient told",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + s s s r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "recipient spared",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + + + s r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "named too early",
        "A A + R + P I I I + + I + W + P O A + + + = + X X + + t t r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "restriction done",
        "A A + R + P G + + S + B K W H P O A + + + = + Z Z + x x x O O O N + U U U + k O + e w w w w + U U U U U",
    ),
    (
        "restricted",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + x x x + u N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "lifting announced",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + x x x l d N N C C C C C C Y C C + w w p + C C C C C",
    ),
    (
        "lifting untold",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + x x x l v N N C C C C C C Y C C + w w + + C C C C C",
    ),
    (
        "lifting due",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + x x x l + N N C C C C C C Y C C + w w p + C C C C C",
    ),
    (
        "lifted",
        "C C C C C C G C C C C C C C C C + C C C C = C C C + x x x r r N N C C C C C C Y C C + w w w + C C C C C",
    ),
    (
        "consent",
        "A A + R + P I E E + V B + W V P O A + + + = + X X n n n n r r O N + U U U + m O V V w w w w + U U U U U",
    ),
    (
        "consent planned",
        "A A + R + P I L L S V L + W V P O A + + + = + + + n n n n r r O N + U U U + m O V V w w w w + U U U U U",
    ),
    (
        "objection",
        "A A + R + P I T + + + B + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "letter",
        "+ + M R + P I I I + + I + W H P O A + + + = + X X n n n n r r O N + U U U + + O + e w w w w + U U U U U",
    ),
    (
        "signer unproven",
        "+ + F F F F F M M M M M M W F F O Y M M M = F F F F F F F F F O N + + M + F F O F F w w w w + o o o o o",
    ),
    (
        "signer overdue",
        "+ + F F F F F M M M M M M W F F O Y M M M = F F F F F F F F F O N + Q M + F F O F F w w w w + Q o o o Q",
    ),
    (
        "signer proven",
        "A A F F F F F F F + F F F W F F O A + + + = F F F F F F F F F O N + + + + F F O F F w w w w + o o o o o",
    ),
    (
        "signer unmatched",
        "A A F F F F F F F + F F F W F F O A + + + = F F F F F F F F F O N + Q + + F F O F F w w w w + Q o o o Q",
    ),
    (
        "signer forwarded",
        "A A F F F F F F F F F F F W F F O A + + + = F F F F F F F F F O N + D D + F F O F F w w w w + + + o o +",
    ),
    (
        "signer silent",
        "A A F F F F F F F F F F F W F F O A + + + = F F F F F F F F F O N + Q D + F F O F F w w w w + Q + + + Q",
    ),
    (
        "signer disputed",
        "A A F F F F F F F + F F F W F F O A + + + = F F F F F F F F F O N + Q j + F F O F F w w w w + Q o o o Q",
    ),
    (
        "signer disputed by one",
        "A A F F F F F F F F F F F W F F O A + + + = F F F F F F F F F O N + Q j D F F O F F w w w w + Q o + Q Q",
    ),
    (
        "signer answered",
        "C C C C C C F C C C C C C C C C + C C C C = C C C F F F F F F N N C C C C C C Y C C w w w w + C C C C C",
    ),
    (
        "signer reopened",
        "A A F F F F F F F F F F F W F F O A + + + = F F F F F F F F F O N + Q D + F F O F F w w w w + Q + + Q Q",
    ),
];

pub(super) fn letter(result: Result<Procedure, Refusal>) -> &'static str {
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
        Err(Refusal::NotRelayed) => "=",
        Err(Refusal::SomethingWithheld) => "!",
        Err(Refusal::Extension(ExtensionRefusal::AlreadyExtended)) => "a",
        Err(Refusal::Forgotten) => "f",
        Err(Refusal::NothingToDoubt) => "k",
        Err(Refusal::AskedAlready) => "q",
        Err(Refusal::NoNoticeOwed) => "n",
        Err(Refusal::NothingToTell) => "t",
        Err(Refusal::NoSuchRecipient) => "x",
        Err(Refusal::NoticeSettled) => "s",
        Err(Refusal::NothingRestricted) => "r",
        Err(Refusal::LiftingUnannounced) => "u",
        Err(Refusal::LiftingAnnounced) => "l",
        Err(Refusal::LiftingNotDue) => "d",
        Err(Refusal::LiftingUntold) => "v",
        Err(Refusal::NothingWritten) => "w",
        Err(Refusal::Disputed) => "j",
        Err(Refusal::NothingToRoute) => "o",
        Err(Refusal::AlreadyDispatched) => "p",
        Err(Refusal::ExemptionMissing) => "e",
        Err(Refusal::MailboxSuffices) => "m",
        Err(Refusal::FactsSuffice) => "y",
        Err(Refusal::FactsNotAsked) => "g",
        Err(Refusal::EidSuffices) => "i",
        Err(Refusal::DocumentNotAsked) => "c",
        Err(Refusal::DocumentUnchecked) => "h",
        Err(Refusal::NoSuchDocument) => "z",
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
