//! What follows from an act: who else is told (Art. 19), and how a restriction ends (Art. 18(3)).

use super::table::{erased, forgotten, restricted};
use super::*;
use jiff::civil::{Date, date};

#[test]
fn recipients_are_told_of_rectification_erasure_and_restriction_alone() {
    let table = [
        (Right::Access, false),
        (Right::Rectification, true),
        (Right::Erasure, true),
        (Right::Restriction, true),
        (Right::Portability, false),
        (Right::Objection, false),
        (Right::AutomatedDecision, false),
        (Right::ConsentWithdrawal, false),
    ];
    assert_eq!(table.map(|(right, _)| right), Right::ALL);
    for (right, is_told) in table {
        assert_eq!(right.is_told_to_recipients(), is_told, "{right:?}");
        let expected = if is_told { Ok(()) } else { Err(Refusal::NoNoticeOwed) };
        let p = play(filed(right, Relationship::Customer), [Command::ProveMailbox]);
        assert_eq!(step(p, name(), at(9)).map(|_| ()), expected, "{right:?}");
    }
}

fn owed(p: &Procedure) -> usize {
    p.notices_owed().count()
}

#[test]
fn a_notice_is_owed_from_the_first_act_on_until_the_recipient_is_told_or_spared() {
    let erasure = || filed(Right::Erasure, Relationship::Customer);
    let named = play(erasure(), [Command::ProveMailbox, confirm(), plan(), name()]);
    assert_eq!(owed(&named), 0, "there is nothing to tell yet");
    let done = step(named, finish(), at(9)).unwrap();
    assert_eq!(owed(&done), 1);
    assert_eq!(owed(&step(done.clone(), tell(), at(9)).unwrap()), 0, "even in the same instant");
    assert_eq!(owed(&step(done.clone(), spare(), at(10)).unwrap()), 0);
    assert_eq!(
        owed(&step(done.clone(), answer(Outcome::Fulfilled, false), at(10)).unwrap()),
        1,
        "the answer ends no duty"
    );
    assert_eq!(owed(&step(done.clone(), Command::Withdraw, at(10)).unwrap()), 0);
    assert_eq!(owed(&step(done, strike(), at(10)).unwrap()), 0);
}

#[test]
fn to_tell_a_recipient_is_no_act_of_which_recipients_are_told() {
    let plan = Command::PlanAct {
        by: STAFF,
        act: ACT,
        system: "invoicing".into(),
        deed: Deed::TellRecipient,
        words: Commitment("c".into()),
    };
    let erasure = filed(Right::Erasure, Relationship::Customer);
    let p = play(erasure, [Command::ProveMailbox, confirm(), plan, finish(), name()]);
    assert_eq!((owed(&p), step(p, tell(), at(9)).map(|_| ())), (0, Err(Refusal::NothingToTell)));
}

#[test]
fn who_was_told_is_told_again_when_more_is_done() {
    let told = erased([name(), tell(), reopen()]);
    assert_eq!((owed(&told), step(told.clone(), tell(), at(9))), (0, Err(Refusal::NoticeSettled)));
    let second = ActId(Uuid::from_u128(12));
    let plan = |act| Command::PlanAct {
        by: STAFF,
        act,
        system: "support".into(),
        deed: Deed::Erase,
        words: Commitment("c".into()),
    };
    let finish = Command::FinishAct { by: STAFF, act: second, proof: None, files: Vec::new() };
    let more = step(step(told, plan(second), at(20)).unwrap(), finish, at(21)).unwrap();
    assert_eq!(owed(&more), 1);
    assert_eq!(step(more.clone(), strike(), at(22)), Err(Refusal::NoticeSettled), "that it was told stays on record");
    assert_eq!(owed(&step(more, tell(), at(22)).unwrap()), 0);
}

#[test]
fn a_recipient_is_spared_for_reasons_and_told_all_the_same_once_it_is_found() {
    let named = erased([name()]);
    for ground in Spared::ALL {
        let spare = |reasons| Command::SpareRecipient { by: STAFF, recipient: RECIPIENT, ground: *ground, reasons };
        assert_eq!(step(named.clone(), spare(None), at(9)), Err(Refusal::SparingUnexplained), "{ground:?}");
        let spared = step(named.clone(), spare(Some(Commitment("c".into()))), at(9)).unwrap();
        assert_eq!(spared.recipients[0].spared, Some(*ground));
        let told = step(spared, tell(), at(10)).unwrap();
        assert_eq!((told.recipients[0].told, told.recipients[0].spared), (Some(at(10)), None));
    }
}

#[test]
fn nothing_of_it_is_left_to_do_once_the_matter_is_forgotten() {
    for answered in [erased([name()]), restricted([name(), announce()])] {
        let due = answered.closed.unwrap().1 + (365 * 24).hours();
        let gone = step(answered, Command::Forget, due).unwrap();
        assert_eq!(owed(&gone), 0);
        for command in [name(), strike(), tell(), spare(), announce(), lift()] {
            assert_eq!(step(gone.clone(), command.clone(), due), Err(Refusal::Forgotten), "{command:?}");
        }
    }
    assert_eq!(step(forgotten(), name(), at(9)), Err(Refusal::Forgotten));
}

/// Noon of a day in Amsterdam, near enough.
fn noon(day: Date) -> Timestamp {
    day.at(11, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
}

fn announcing(on: Date, reasons: bool) -> Command {
    Command::AnnounceLifting { by: STAFF, on, reasons: reasons.then(|| Commitment("c".into())) }
}

#[test]
fn a_restriction_is_lifted_on_the_day_that_the_person_was_told_and_not_before() {
    let (eve, day, after) = (date(2023, 12, 10), date(2023, 12, 11), date(2023, 12, 12));
    let on = |p: Procedure, command, day| step(p, command, noon(day));
    assert_eq!(on(restricted([]), lift(), day), Err(Refusal::LiftingUnannounced));
    assert_eq!(on(restricted([]), announcing(day, false), eve), Err(Refusal::LiftingUnexplained));
    assert_eq!(on(restricted([]), announcing(day, true), after), Err(Refusal::LiftingTooSoon));
    assert_eq!(on(restricted([]), announcing(day, true), day), Err(Refusal::LiftingTooSoon), "that leaves no time");
    let written = on(restricted([]), announcing(day, true), eve).unwrap();
    assert_eq!(on(written.clone(), lift(), after), Err(Refusal::LiftingUntold), "the letter has not left");
    let announced = on(written, dispatch(Writing::Lifting), eve).unwrap();
    assert!(announced.is_restricted());
    assert_eq!(on(announced.clone(), lift(), eve), Err(Refusal::LiftingNotDue));
    for allowed in [day, after] {
        let lifted = on(announced.clone(), lift(), allowed).unwrap();
        assert!(!lifted.is_restricted() && lifted.lifting.unwrap().lifted == Some(noon(allowed)));
    }
}

#[test]
fn what_was_announced_before_a_reopening_holds_no_more() {
    let again = restricted([announce(), reopen(), answer(Outcome::Fulfilled, false)]);
    assert!(again.is_restricted());
    assert_eq!(step(again, lift(), noon(date(2023, 12, 1))), Err(Refusal::LiftingUnannounced));
}

/// Commands by which restrictions end and come about anew, each with hours that pass before it.
fn restricting() -> impl Strategy<Value = Vec<(Command, i64)>> {
    let often = [answer(Outcome::Fulfilled, false), announce(), dispatch(Writing::Lifting), lift(), lift(), reopen()];
    let often = prop::sample::select(often.to_vec());
    let days = prop::sample::select((14..=20).map(|day| date(2023, 11, day)).collect::<Vec<_>>());
    let any = prop::sample::select(table::commands().into_iter().map(|(_, command)| command).collect::<Vec<_>>());
    let command = prop_oneof![6 => often, 2 => days.prop_map(|day| announcing(day, true)), 1 => any];
    prop::collection::vec((command, 0..12_i64), 0..40)
}

proptest! {
    #[test]
    fn no_history_lifts_a_restriction_of_whose_end_nobody_was_told_before(tried in restricting()) {
        let policy = Policy::default();
        let mut p = restricted([]);
        let (mut now, mut announced, mut is_told) = (at(10), None, false);
        for (command, hours) in tried {
            now += hours.hours();
            for event in decide(&p, command, &context(now, &policy)).unwrap_or_default() {
                match &event {
                    Event::LiftingAnnounced { on, .. } => (announced, is_told) = (Some((*on, place().date(now))), false),
                    Event::Dispatched { writing: Writing::Lifting, .. } => is_told = true,
                    Event::Reopened { .. } => announced = None,
                    Event::RestrictionLifted { .. } => {
                        let told = announced.take().filter(|_| is_told);
                        let is_due = told.is_some_and(|(on, said)| said < on && on <= place().date(now));
                        prop_assert!(is_due, "told {told:?}, lifted {now}");
                    }
                    _ => {}
                }
                p = apply(Some(p), now, &event).unwrap();
            }
        }
    }
}
