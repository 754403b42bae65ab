use super::*;
use crate::ids::{ControllerId, RequestId};
use crate::law::{Calendar, Exemptions, Place, provisional_month_from};
use crate::procedure::{Commitment, Context, Policy, Refusal};
use jiff::{Timestamp, ToSpan};
use std::sync::LazyLock;
use uuid::Uuid;

static PLACE: LazyLock<Place> = LazyLock::new(|| Place::parse("NL", "Europe/Amsterdam").unwrap());
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

/// So many days after noon of 2 March 2026 in Amsterdam, a Monday.
fn at(days: i64) -> Timestamp {
    "2026-03-02T11:00:00Z".parse::<Timestamp>().unwrap() + (days * 24).hours()
}

fn context(now: Timestamp) -> Context<'static> {
    Context { now, policy: &POLICY, place: &PLACE, calendar: Calendar::bundled(), exemptions: Exemptions::bundled() }
}

fn opening() -> Event {
    let (request, controller) = (RequestId(Uuid::from_u128(1)), ControllerId(Uuid::from_u128(2)));
    Event::Opened { request, controller, received_by_processor: at(0), proven: true }
}

fn opened() -> Forwarding {
    apply(None, at(0), &opening()).unwrap()
}

fn then(f: Forwarding, events: &[Event]) -> Forwarding {
    events.iter().fold(f, |f, event| apply(Some(f), at(0), event).unwrap())
}

fn disputed() -> Event {
    Event::Disputed { reasons: Commitment("c".into()) }
}

fn report() -> Report {
    Report { outcome: Outcome::Fulfilled, on: PLACE.date(at(0)), channel: Channel::Email }
}

fn reported() -> Event {
    Event::Reported { report: report() }
}

#[test]
fn every_state_allows_or_refuses_every_command_as_the_table_says() {
    let commands = [
        Command::Tell,
        Command::Return,
        Command::Download,
        Command::Acknowledge,
        Command::Dispute { reasons: Some(Commitment("c".into())) },
        Command::Report(report()),
    ];
    let (untold, early, done) = (Refusal::NotToldYet, Refusal::AlreadyTold, Refusal::AlreadyAcknowledged);
    let (theirs, over) = (Refusal::Disputed, Refusal::AlreadyReported);
    let [told, returned, fetched, acknowledged, contested, answered] =
        [Event::Told, Event::Returned, Event::Downloaded, Event::Acknowledged, disputed(), reported()]
            .map(|event| move || Ok(vec![event.clone()]));
    let nothing = || [told(), Err(untold), Err(untold), Err(untold), Err(untold), Err(untold)];
    let has = |events: &[Event]| then(opened(), &[&[Event::Told], events].concat());
    let table = [
        (opened(), nothing()),
        (has(&[]), [Err(early), returned(), fetched(), acknowledged(), contested(), answered()]),
        (has(&[Event::Returned]), nothing()),
        (has(&[Event::Acknowledged]), [Err(early), Err(done), fetched(), Err(done), contested(), answered()]),
        (has(&[disputed()]), [Err(early), Err(theirs), fetched(), Err(theirs), Err(theirs), Err(theirs)]),
        (has(&[reported()]), [Err(early), Err(over), fetched(), Err(over), Err(over), Err(over)]),
    ];
    for (state, expected) in table {
        let found = commands.each_ref().map(|command| decide(&state, command.clone(), &context(at(0))));
        assert_eq!(found, expected, "{state:?}");
    }
}

#[test]
fn what_is_disputed_or_reported_needs_what_it_says() {
    let told = then(opened(), &[Event::Told]);
    let says = |command| decide(&told, command, &context(at(10))).map(|events| events.len());
    assert_eq!(says(Command::Dispute { reasons: None }), Err(Refusal::ReasonsMissing));
    for outcome in Outcome::ALL {
        let expected = if outcome.is_decided_by_staff() { Ok(1) } else { Err(Refusal::OutcomeNotOpen) };
        let report = Report { outcome: *outcome, on: PLACE.date(at(10)), channel: Channel::Letter };
        assert_eq!(says(Command::Report(report)), expected, "{outcome:?}");
    }
    for (days, expected) in [(-1, false), (0, true), (10, true), (11, false)] {
        let expected = if expected { Ok(1) } else { Err(Refusal::DayOutOfReach) };
        assert_eq!(says(Command::Report(Report { on: PLACE.date(at(days)), ..report() })), expected, "{days}");
    }
}

#[test]
fn what_happened_is_folded_with_its_time_and_counted() {
    let happens = |f: Option<Forwarding>, days, event: &Event| apply(f, at(days), event);
    let f = happens(None, 1, &opening());
    let f = happens(f, 2, &Event::Told);
    let f = happens(f, 3, &Event::Downloaded);
    let f = happens(f, 4, &Event::FollowedUp { step: FollowUp::Reminded });
    let acknowledged = happens(f.clone(), 5, &Event::Acknowledged).unwrap();
    assert_eq!((acknowledged.told, acknowledged.acknowledged), (Some(at(2)), Some(at(5))));
    assert_eq!((acknowledged.followed_up.as_slice(), acknowledged.version), (&[FollowUp::Reminded][..], 5));
    let answered = happens(f.clone(), 6, &reported()).unwrap();
    assert_eq!(
        (answered.acknowledged, answered.reported),
        (Some(at(6)), Some((at(6), report()))),
        "who answers has it"
    );
    let later = happens(Some(acknowledged), 7, &reported()).unwrap();
    assert_eq!(later.acknowledged, Some(at(5)));
    assert_eq!(happens(f.clone(), 7, &disputed()).unwrap().disputed, Some(at(7)));
    let returned = happens(f, 8, &Event::Returned).unwrap();
    assert_eq!((returned.told, returned.followed_up), (None, Vec::new()), "nobody was silent who was not told");
    assert_eq!(apply(None, at(1), &Event::Told), None, "nothing is told of what was never opened");
}

#[test]
fn an_event_is_found_by_the_code_under_which_it_is_stored() {
    let step = Event::FollowedUp { step: FollowUp::ToStaff };
    let events = [opening(), Event::Told, Event::Returned, Event::Downloaded, Event::Acknowledged];
    for event in events.into_iter().chain([disputed(), reported(), step]) {
        assert_eq!(serde_json::to_value(&event).unwrap()["kind"], event.code());
    }
}

#[test]
fn each_forwarding_waits_for_one_thing() {
    let told = |events: &[Event]| then(opened(), &[&[Event::Told], events].concat()).standing();
    assert_eq!(opened().standing(), ForwardingStanding::Underway);
    assert_eq!(told(&[]), ForwardingStanding::Told);
    assert_eq!(told(&[Event::Returned]), ForwardingStanding::Underway);
    assert_eq!(told(&[Event::Acknowledged]), ForwardingStanding::Acknowledged);
    assert_eq!(told(&[Event::Acknowledged, disputed()]), ForwardingStanding::Disputed);
    assert_eq!(told(&[reported()]), ForwardingStanding::Answered);
    let awaited = ForwardingStanding::ALL.iter().map(|standing| standing.is_awaited());
    assert!(awaited.eq([true, true, true, false, false]));
}

#[test]
fn a_request_is_answered_once_everybody_answered_whose_it_is() {
    let [open, answered, contested] =
        [vec![], vec![reported()], vec![disputed()]].map(|events| move || then(opened(), &events));
    assert!(all_answered(&[answered()]) && all_answered(&[answered(), contested()]));
    for forwardings in [vec![], vec![open()], vec![contested()], vec![answered(), open()]] {
        assert!(!all_answered(&forwardings), "{forwardings:?}");
    }
}

/// The steps of a controller that says nothing, each with the days after the notice on which it is taken.
fn steps(mut f: Forwarding) -> Vec<(FollowUp, i64)> {
    let expected = provisional_month_from(f.received_by_processor, &PLACE, Calendar::bundled());
    let mut taken = Vec::new();
    while let Some((step, when)) = due(&f, &expected, &context(at(0))) {
        let command = Command::FollowUp { expected: expected.clone() };
        let early = decide(&f, command.clone(), &context(when - 1.second()));
        assert_eq!(early, Err(Refusal::NotYet));
        let events = decide(&f, command, &context(when)).unwrap();
        assert_eq!(events, [Event::FollowedUp { step }]);
        f = apply(Some(f), when, &events[0]).unwrap();
        taken.push((step, when.duration_since(at(0)).as_hours() / 24));
    }
    let command = Command::FollowUp { expected };
    assert_eq!(decide(&f, command, &context(at(999))).ok(), None, "no step is taken twice");
    taken
}

#[test]
fn silence_is_followed_up_step_by_step_and_no_step_is_taken_twice() {
    let told = then(opened(), &[Event::Told]);
    assert_eq!(
        steps(told.clone()),
        [
            (FollowUp::Reminded, 3),
            (FollowUp::RemindedAgain, 7),
            (FollowUp::ToStaff, 10),
            (FollowUp::SignerAdvised, 14),
            // A week before 2 April 2026, and the morning after it.
            (FollowUp::AnswerDue, 23),
            (FollowUp::SignerAdvisedLate, 31),
        ]
    );
    let acknowledged = then(told.clone(), &[Event::Acknowledged]);
    assert_eq!(steps(acknowledged), [(FollowUp::AnswerDue, 23), (FollowUp::SignerAdvisedLate, 31)]);
    for silent in [opened(), then(told.clone(), &[disputed()]), then(told, &[reported()])] {
        assert_eq!(steps(silent), []);
    }
}

#[test]
fn who_is_told_late_is_not_reminded_in_the_same_breath() {
    let late = apply(Some(opened()), at(29), &Event::Told).unwrap();
    let first = steps(late).into_iter().map(|(step, days)| (step, days - 29)).collect::<Vec<_>>();
    assert_eq!(first[..3], [(FollowUp::SignerAdvisedLate, 2), (FollowUp::Reminded, 3), (FollowUp::AnswerDue, 3)]);
}
