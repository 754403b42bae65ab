//! What moves a date, what is late, and what no history can come to.

use super::*;
use crate::law::{ClockPolicy, Deadline, FurtherMonths, local_date};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};

/// Noon of a day in Amsterdam, near enough.
fn noon(day: Date) -> Timestamp {
    day.at(11, 0, 0, 0).to_zoned(place().zone.clone()).unwrap().timestamp()
}

/// Filed by a customer on Friday 27 March 2026, whose month ends on Tuesday 28 April, after King's Day.
fn march(right: Right) -> Procedure {
    let received = noon(date(2026, 3, 27));
    let filed = Event::Filed {
        right,
        relationship: Relationship::Customer,
        channel: Channel::Web,
        received,
        words: None,
        direct_marketing: false,
        represented: false,
        by: None,
        enclosed: None,
    };
    let filed = apply(None, received, &filed).unwrap();
    step(filed, Command::ProveMailbox, received).unwrap()
}

fn on(p: Procedure, command: Command, day: Date) -> Result<Procedure, Refusal> {
    step(p, command, noon(day))
}

fn clock(p: &Procedure, policy: &ClockPolicy) -> Clock {
    p.clock(&Rules { place: place(), calendar: Calendar::bundled(), policy })
}

fn due(p: &Procedure) -> Date {
    clock(p, &ClockPolicy::default()).due().due
}

#[test]
fn an_extension_needs_its_ground_its_reasons_and_the_first_month_and_comes_once() {
    let full = |months, ground, reasons: bool| Command::Extend {
        by: STAFF,
        months,
        ground,
        reasons: reasons.then(|| Commitment("c".into())),
    };
    let (complex, many, effort) =
        (ExtensionGround::Complexity, ExtensionGround::NumberOfRequests, ExtensionGround::NotInTheLaw);
    let refused = |refusal| Err(Refusal::Extension(refusal));
    let (early, last, late) = (date(2026, 4, 1), date(2026, 4, 28), date(2026, 4, 29));
    let table = [
        (full(2, Some(complex), true), early, Ok(date(2026, 6, 29))),
        (full(1, Some(many), true), early, Ok(date(2026, 5, 27))),
        (full(2, Some(complex), true), last, Ok(date(2026, 6, 29))),
        (full(2, Some(complex), true), late, refused(ExtensionRefusal::AfterFirstMonth)),
        (full(0, Some(complex), true), early, refused(ExtensionRefusal::BadMonths)),
        (full(3, Some(complex), true), early, refused(ExtensionRefusal::BadMonths)),
        (full(2, None, true), early, refused(ExtensionRefusal::NoGrounds)),
        (full(2, Some(effort), true), early, refused(ExtensionRefusal::GroundNotAllowed)),
        (full(2, Some(complex), false), early, Err(Refusal::ExtensionUnexplained)),
    ];
    assert_eq!(due(&march(Right::Access)), date(2026, 4, 28));
    for (command, day, expected) in table {
        assert_eq!(on(march(Right::Access), command.clone(), day).map(|p| due(&p)), expected, "{command:?} on {day}");
    }
    let extended = on(march(Right::Access), extend(), early).unwrap();
    assert_eq!(on(extended, extend(), early), refused(ExtensionRefusal::AlreadyExtended).map(|_: Date| unreachable!()));
    let signer = play(filed(Right::Access, Relationship::Signer), [Command::ProveMailbox]);
    assert_eq!(step(signer, extend(), at(9)), Err(Refusal::ForTheController), "the processor cannot extend for it");
}

#[test]
fn a_refusal_is_late_after_the_first_month_even_when_the_period_was_extended() {
    let late = |p: &Procedure, command: Command, day: Date| {
        let policy = Policy::default();
        let events = decide(p, command, &context(noon(day), &policy)).unwrap();
        matches!(events.as_slice(), [Event::Decided { late: true, .. }])
    };
    let plain = march(Right::Access);
    let extended = on(march(Right::Access), extend(), date(2026, 4, 1)).unwrap();
    let held = || answer(Outcome::NothingHeld, false);
    let table = [
        (&plain, refuse(), date(2026, 4, 28), false),
        (&plain, refuse(), date(2026, 4, 29), true),
        (&plain, held(), date(2026, 4, 28), false),
        (&plain, held(), date(2026, 4, 29), true),
        (&extended, refuse(), date(2026, 4, 28), false),
        (&extended, refuse(), date(2026, 4, 29), true),
        (&extended, unidentified(), date(2026, 4, 29), true),
        (&extended, held(), date(2026, 4, 29), false),
        (&extended, held(), date(2026, 6, 29), false),
        (&extended, held(), date(2026, 6, 30), true),
    ];
    for (p, command, day, expected) in table {
        assert_eq!(late(p, command.clone(), day), expected, "{command:?} on {day}");
    }
}

#[test]
fn a_doubt_needs_its_reasons_and_ends_with_the_answer_or_when_staff_know() {
    let (message, words) = (MessageId(Uuid::from_u128(9)), Commitment("c".into()));
    let baseless = Command::AskIdentity { by: STAFF, message, words, doubt: None };
    let day = date(2026, 4, 1);
    assert_eq!(on(march(Right::Access), baseless, day), Err(Refusal::ReasonsMissing));
    let known = on(march(Right::Access), confirm(), day).unwrap();
    assert_eq!(on(known, doubt(), day), Err(Refusal::NothingToDoubt), "who is known is not asked (Art. 12(6))");
    let doubted = on(march(Right::Access), doubt(), day).unwrap();
    assert_eq!(standing(&doubted, &[]), Standing::AwaitingSubject);
    for answer in [say(), confirm(), Command::Withdraw] {
        let after = on(doubted.clone(), answer.clone(), date(2026, 4, 7)).unwrap();
        assert!(doubted.is_doubted() && !after.is_doubted(), "{answer:?}");
    }
}

#[test]
fn a_doubt_stops_the_clock_only_where_the_policy_reads_the_law_so_and_only_if_it_came_early() {
    let pauses = ClockPolicy { pause_while_identity_unclear: true, ..ClockPolicy::default() };
    let soon = on(march(Right::Access), doubt(), date(2026, 4, 1)).unwrap();
    let answered = on(soon.clone(), say(), date(2026, 4, 11)).unwrap();
    let late = on(march(Right::Access), doubt(), date(2026, 4, 20)).unwrap();
    let (open, careful) = (date(2026, 5, 7), date(2026, 4, 28));
    let table = [
        (&soon, ClockPolicy::default(), Some(careful), false),
        (&answered, ClockPolicy::default(), Some(careful), false),
        (&soon, pauses, None, true),
        (&answered, pauses, Some(open), true),
        (&late, pauses, Some(careful), false),
    ];
    for (p, policy, running, paused) in table {
        let clock = clock(p, &policy);
        assert_eq!(clock.current.deadline().map(|deadline| deadline.due), running);
        assert_eq!((clock.is_paused(), clock.unpaused.due), (paused, careful), "both dates are known");
        assert_eq!(clock.due().due, running.unwrap_or(careful), "lists show the careful one while it stands still");
    }
}

/// Anything that anybody may try, well or badly.
fn tried() -> impl Strategy<Value = Command> {
    let ground = prop::option::of(prop::sample::select(vec![
        ExtensionGround::Complexity,
        ExtensionGround::NumberOfRequests,
        ExtensionGround::NotInTheLaw,
    ]));
    let words = || prop::option::of(Just(Commitment("c".into())));
    let extension = (0..4_u8, ground, words()).prop_map(|(months, ground, reasons)| Command::Extend {
        by: STAFF,
        months,
        ground,
        reasons,
    });
    let remedies =
        prop::option::of(Just(Remedies { complaint: "NL".into(), court: MemberState::parse("NL").unwrap() }));
    let decision = (
        prop::sample::select(Outcome::ALL),
        prop::option::of(prop::sample::select(Ground::ALL).prop_map(invoked)),
        words(),
        remedies,
        words(),
    )
        .prop_map(|(outcome, ground, words, remedies, burden)| Command::Decide {
            by: STAFF,
            decision: Decision { outcome, ground, words, remedies, burden },
        });
    prop_oneof![4 => any_command(), 1 => extension, 3 => decision]
}

fn reads() -> impl Strategy<Value = Policy> {
    (any::<bool>(), 0..30_u16).prop_map(|(pause, days)| Policy {
        clock: ClockPolicy {
            pause_while_identity_unclear: pause,
            identity_ask_within_days: days,
            ..ClockPolicy::default()
        },
        ..Policy::default()
    })
}

/// Plays what is accepted, each some hours after the one before, and gives every event with its time.
fn live(first: Event, tried: Vec<(u16, Command)>, policy: &Policy) -> (Procedure, Vec<(Timestamp, Event)>) {
    let Event::Filed { received, .. } = first else { panic!("not a first event") };
    let mut p = apply(None, received, &first).unwrap();
    let (mut now, mut history) = (received, vec![(received, first)]);
    for (hours, command) in tried {
        now += SignedDuration::from_hours(i64::from(hours));
        let Ok(events) = decide(&p, command, &context(now, policy)) else { continue };
        for event in events {
            p = apply(Some(p), now, &event).unwrap();
            history.push((now, event));
        }
    }
    (p, history)
}

/// The first working day from `day` on.
fn working(day: Date) -> Date {
    let state = place().member_state;
    let mut days = day.series(1.day());
    days.find(|day| Calendar::bundled().is_working_day(state, *day).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn no_history_breaks_the_law(
        right in prop::sample::select(Right::ALL),
        direct_marketing in any::<bool>(),
        start in 0..200_i64,
        tried in prop::collection::vec((0..240_u16, tried()), 0..40),
        policy in reads(),
    ) {
        let received = noon(date(2025, 9, 1)) + SignedDuration::from_hours(24 * start);
        let first = match first(right, Relationship::Customer) {
            Event::Filed { relationship, channel, words, represented, by, enclosed, .. } => Event::Filed {
                right, relationship, channel, received, words, represented, by, enclosed,
                direct_marketing: direct_marketing && right == Right::Objection,
            },
            other => other,
        };
        let (p, history) = live(first, tried, &policy);
        let rules = Rules { place: place(), calendar: Calendar::bundled(), policy: &policy.clock };
        let clock = p.clock(&rules);

        let receipt = local_date(received, &place().zone);
        let month = receipt.checked_add(1.month()).unwrap();
        prop_assert!(clock.due().due >= month.yesterday().unwrap());
        if p.extension.is_none() && !clock.is_paused() {
            prop_assert_eq!(clock.due().due, working(month));
        }
        prop_assert!(clock.unpaused.due >= month);

        let extensions: Vec<_> =
            history.iter().filter(|(_, event)| matches!(event, Event::Extended { .. })).collect();
        prop_assert!(extensions.len() <= 1, "once is all");
        for (at, event) in extensions {
            let before = history.iter().take_while(|(_, other)| other != event);
            let before = before.fold(None, |p, (at, event)| apply(p, *at, event)).unwrap();
            prop_assert!(before.clock(&rules).first_month.is_met_at(*at, &place().zone), "within the first month");
        }
        for (_, event) in &history {
            let Event::Decided { outcome, ground, words, remedies, burden, .. } = event else { continue };
            prop_assert!(!outcome.is_refusal() || remedies.is_some(), "both remedies");
            if *outcome == Outcome::Refused {
                prop_assert!(ground.is_some_and(|ground| ground.article(right).is_some()) && words.is_some());
                prop_assert!(ground.is_some_and(|ground| !ground.bears_burden()) || burden.is_some());
            }
            prop_assert!(!(p.direct_marketing && *outcome == Outcome::Refused), "marketing stops (Art. 21(3))");
        }
        let folded = history.iter().fold(None, |p, (at, event)| apply(p, *at, event)).unwrap();
        prop_assert_eq!(folded, p);
    }
}

#[test]
fn further_months_and_deadlines_survive_being_stored() {
    let extended = on(march(Right::Access), extend(), date(2026, 4, 1)).unwrap();
    let stored: Procedure = serde_json::from_str(&serde_json::to_string(&extended).unwrap()).unwrap();
    assert_eq!((&stored, stored.extension), (&extended, Some(FurtherMonths::Two)));
    let deadline = clock(&stored, &ClockPolicy::default()).due().clone();
    let read: Deadline = serde_json::from_str(&serde_json::to_string(&deadline).unwrap()).unwrap();
    assert_eq!(read, deadline);
}

#[test]
fn what_is_a_controllers_is_due_to_be_passed_on_within_working_days_and_then_as_an_answer() {
    let policy = Policy::default();
    let due = |p: &Procedure| p.next_due(&context(at(1), &policy)).due;
    // Tuesday 14 November 2023 and two working days; a month later is a Thursday.
    let (pass_on, answer_by) = (jiff::civil::date(2023, 11, 16), jiff::civil::date(2023, 12, 14));
    let table = [
        ("customer", filed(Right::Access, Relationship::Customer), false),
        ("signer", filed(Right::Access, Relationship::Signer), true),
        ("signer withdrawn", play(filed(Right::Access, Relationship::Signer), [Command::Withdraw]), false),
        (
            "signer forwarded",
            play(
                filed(Right::Access, Relationship::Signer),
                [Command::ProveMailbox, forward(CONTROLLER, NamedBy::Signer)],
            ),
            false,
        ),
    ];
    for (name, p, awaits) in table {
        assert_eq!((p.awaits_forwarding(), due(&p)), (awaits, if awaits { pass_on } else { answer_by }), "{name}");
    }
}
