//! The ladder on which somebody shows who they are.

use super::*;
use crate::identity::{Enough, IdentityStep, TRIES};
use crate::words::IdentityBasis;

fn proven(right: Right) -> Procedure {
    play(filed(right, Relationship::Customer), [Command::ProveMailbox])
}

/// What a policy says of a command, and nothing else.
fn under(policy: IdentityPolicy, p: &Procedure, command: Command) -> Result<Vec<Event>, Refusal> {
    decide(p, command, &context(at(100), &Policy { identity: policy, ..Policy::default() }))
}

#[test]
fn for_each_right_nothing_is_asked_beyond_what_suffices() {
    let milder = |enough| IdentityPolicy {
        enough: Enough { access: enough, ..Enough::default() },
        document: true,
        ..IdentityPolicy::default()
    };
    for ask in [ask_facts(), ask_document(), doubt()] {
        assert!(under(milder(IdentityStep::Facts), &proven(Right::Access), ask.clone()).is_ok());
        let refused = under(milder(IdentityStep::Mailbox), &proven(Right::Access), ask.clone());
        assert_eq!(refused, Err(Refusal::MailboxSuffices));
        assert_eq!(Refusal::MailboxSuffices.article(), "12(6)");
        for right in Right::ALL {
            let found = under(milder(IdentityStep::Facts), &proven(*right), ask.clone()).err();
            let expected = (*right == Right::ConsentWithdrawal).then_some(Refusal::MailboxSuffices);
            assert_eq!(found, expected, "{right:?}");
        }
        let advertising = Procedure { direct_marketing: true, ..proven(Right::Objection) };
        assert_eq!(under(milder(IdentityStep::Facts), &advertising, ask).err(), Some(Refusal::MailboxSuffices));
    }
}

#[test]
fn facts_are_asked_that_the_operator_knows_and_given_three_times_at_most() {
    let (policy, p) = (IdentityPolicy::default(), proven(Right::Access));
    let asked = |facts: &[&str]| {
        let facts = facts.iter().map(|id| FactId((*id).to_owned())).collect();
        Command::AskFacts { by: STAFF, question: MessageId(Uuid::from_u128(12)), facts }
    };
    assert_eq!(under(policy.clone(), &p, asked(&[])), Err(Refusal::FactsMissing));
    assert_eq!(under(policy, &p, asked(&["postcode", "shoe-size"])), Err(Refusal::FactsMissing));
    let mut p = play(p, [ask_facts()]);
    assert_eq!(standing(&p, &[]), Standing::AwaitingSubject);
    for left in (0..TRIES).rev() {
        assert!(p.is_doubted());
        p = play(p, [give(false)]);
        assert_eq!(p.proving.facts.as_ref().map(|round| round.left), Some(left));
    }
    assert_eq!((standing(&p, &[]), p.is_doubted(), p.identity), (Standing::WithStaff, false, None));
    assert_eq!(step(p.clone(), give(true), at(100)), Err(Refusal::FactsNotAsked), "not even right ones any more");
    assert!(step(p, ask_facts(), at(100)).is_ok(), "staff may try other facts");
}

#[test]
fn facts_that_match_are_a_mark_for_staff_or_the_identity_itself_as_the_operator_chose() {
    let asked = play(proven(Right::Access), [ask_facts(), give(false)]);
    let marked = play(asked.clone(), [give(true)]);
    assert!(marked.proving.facts.as_ref().is_some_and(|round| round.matched.is_some()));
    assert_eq!((marked.identity, standing(&marked, &[])), (None, Standing::WithStaff));
    let confirmed = play(marked, [confirm()]);
    assert!(confirmed.proving.is_idle(), "once on record, nothing of it is needed");
    let events =
        under(IdentityPolicy { facts_confirm: true, ..IdentityPolicy::default() }, &asked, give(true)).unwrap();
    let basis = IdentityBasis::FactsMatched;
    assert!(matches!(events[..], [
        Event::FactsGiven { is_match: true, left: 1 },
        Event::IdentityConfirmed { by: None, basis: found, .. },
    ] if found == basis));
}

#[test]
fn a_person_is_asked_as_long_as_there_is_something_to_give() {
    let seen = |p: &Procedure| (p.proving.is_idle(), p.proving.is_asked(), p.proving.takes_facts());
    let fresh = proven(Right::Access);
    let facts = play(fresh.clone(), [ask_facts()]);
    let used_up = play(facts.clone(), [give(false), give(false), give(false)]);
    let matched = play(facts.clone(), [give(true)]);
    let document = play(fresh.clone(), [ask_facts(), give(false), give(false), give(false), ask_document()]);
    let table = [
        (&fresh, (true, false, false)),
        (&facts, (false, true, true)),
        (&used_up, (false, false, false)),
        (&matched, (false, false, false)),
        (&document, (false, true, false)),
    ];
    for (p, expected) in table {
        assert_eq!(seen(p), expected, "{:?}", p.proving);
    }
    // An identity that staff record meanwhile answers what was asked for it, and no other question.
    assert_eq!(play(facts, [confirm()]).asked, None);
    let questioned = play(matched, [ask()]);
    assert!(questioned.asked.is_some() && play(questioned.clone(), [confirm()]).asked == questioned.asked);
}

#[test]
fn a_document_is_asked_where_it_is_switched_on_with_the_doubt_and_after_the_milder_way() {
    let ask = |doubt: bool, unfit: bool| {
        let words = |is_there: bool| is_there.then(|| Commitment("c".into()));
        let question = MessageId(Uuid::from_u128(13));
        let (doubt, unfit) = (words(doubt), words(unfit));
        Command::AskDocument { by: STAFF, question, parts: Vec::new(), doubt, unfit }
    };
    let (fresh, on) = (proven(Right::Access), with_documents().identity);
    let tried = play(fresh.clone(), [ask_facts(), give(false), give(false), give(false)]);
    let off = under(IdentityPolicy::default(), &tried, ask(true, true));
    assert_eq!(off, Err(Refusal::DocumentsOff), "off by default");
    let table = [
        (&fresh, false, true, Some(Refusal::ReasonsMissing)),
        (&fresh, true, false, Some(Refusal::MilderFirst)),
        (&fresh, true, true, None),
        (&tried, false, false, Some(Refusal::ReasonsMissing)),
        (&tried, true, false, None),
    ];
    for (p, doubt, unfit, expected) in table {
        let found = under(on.clone(), p, ask(doubt, unfit));
        assert_eq!(found.as_ref().err(), expected.as_ref());
        if let Ok(events) = found {
            let [Event::DocumentAsked { parts, .. }] = &events[..] else { panic!("{events:?}") };
            assert_eq!(parts, &[DocumentPart::Name], "the name is always needed");
        }
    }
    let by_letter = table::by_letter();
    assert_eq!(under(on, &by_letter, ask(true, true)), Err(Refusal::MailboxUnproven), "not by letter");
}

#[test]
fn a_document_is_gone_once_it_is_checked_or_not_needed_or_its_time_is_over() {
    let given = play(proven(Right::Access), [ask_document(), give_document()]);
    let gone = |p: &Procedure| p.proving.documents.is_empty();
    assert!(!gone(&given));
    let over = given.proving.documents[0].since + (14 * 24).hours();
    assert_eq!(step(given.clone(), destroy(), over - 1.second()), Err(Refusal::NotYet));
    assert!(gone(&step(given.clone(), destroy(), over).unwrap()));
    for (outcome, identity) in
        [(DocumentOutcome::Matches, Some(IdentityBasis::Document)), (DocumentOutcome::Differs, None)]
    {
        let checked = play(given.clone(), [check(outcome)]);
        assert_eq!((gone(&checked), checked.identity), (true, identity));
    }
    for end in [confirm(), Command::Withdraw, answer(Outcome::NothingHeld, false)] {
        let events = decide(&given, end.clone(), &context(at(9), &with_documents())).unwrap();
        assert!(matches!(events[..], [Event::DocumentDestroyed { document: DOCUMENT }, _]), "{events:?}");
        assert!(gone(&play(given.clone(), [end])));
    }
    let basis = IdentityBasis::Document;
    let unseen = step(given, Command::ConfirmIdentity { by: STAFF, basis, reasons: None }, at(9));
    assert_eq!(unseen, Err(Refusal::DocumentUnchecked));
}

#[test]
fn what_was_recorded_before_there_were_steps_is_still_read() {
    let before = format!(r#"{{"kind":"identity_confirmed","by":"{STAFF}","basis":"facts_matched"}}"#);
    let event: Event = serde_json::from_str(&before).unwrap();
    assert_eq!(event.by(), Some(STAFF));
    assert_eq!(serde_json::to_string(&event).unwrap(), before, "the hash of an event of before stays the same");
    let idle = serde_json::to_string(&proven(Right::Access)).unwrap();
    assert!(!idle.contains("proving"), "{idle}");
}

#[test]
fn an_identification_that_names_the_person_answers_the_doubt_and_one_of_another_does_not() {
    let doubted = play(proven(Right::Access), [doubt()]);
    let other = play(doubted.clone(), [show(false)]);
    assert!(other.is_doubted());
    assert_eq!(standing(&other, &[]), Standing::AwaitingSubject);
    let shown = play(other, [show(true)]);
    assert!(!shown.is_doubted());
    assert_eq!((standing(&shown, &[]), shown.identity), (Standing::WithStaff, None), "staff say whose data these are");
    assert_eq!(step(shown.clone(), ask_document(), at(100)), Err(Refusal::EidSuffices));
    assert_eq!(Refusal::EidSuffices.article(), "12(6)");
    let asked = play(proven(Right::Access), [ask_document(), show(true)]);
    assert_eq!((asked.proving.document, asked.asked), (None, None), "the document is not needed any more");
    let confirmed = play(shown, [confirm()]);
    assert!(confirmed.proving.is_idle(), "what was shown is let go");
    assert_eq!(step(confirmed, show(true), at(100)), Err(Refusal::NothingToDoubt));
    let waits = play(proven(Right::Access), [ask(), show(true)]);
    assert!(waits.asked.is_some(), "a question about something else waits on");
}
