//! What holds for every date, every state and every history.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::assess::{Act, ActKind, Judgement};
use domain::law::{
    Calendar, ClockPolicy, Deadline, ExtensionGround, ExtensionReading, Facts, FurtherMonths, IdentityAct, LawError,
    Place, Rules, Step, local_date, month_from, provisional_month_from, working_days_after,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

/// The capitals, and places whose clocks differ from theirs.
fn place() -> impl Strategy<Value = Place> {
    let far =
        [("FR", "Indian/Reunion"), ("PT", "Atlantic/Azores"), ("FR", "Pacific/Tahiti"), ("NL", "America/Curacao")];
    let capitals = Calendar::bundled().countries().map(|(state, _)| Place::capital_of(state).unwrap());
    let far = far.map(|(state, zone)| Place::parse(state, zone).unwrap());
    proptest::sample::select(capitals.chain(far).collect::<Vec<_>>())
}

/// Instants from December 2024 to November 2026: an end may fall off the lists on either side.
fn instant() -> impl Strategy<Value = Timestamp> {
    let first: Timestamp = "2024-12-01T00:00:00Z".parse().unwrap();
    (0..730_i64 * 86_400).prop_map(move |seconds| first + SignedDuration::from_secs(seconds))
}

fn any_instant() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.as_second()..=Timestamp::MAX.as_second()).prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// One month later, computed by hand.
fn month_later(day: Date) -> Date {
    let (year, month) = if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
    (1..=day.day()).rev().find_map(|number| Date::new(year, month, number).ok()).unwrap()
}

fn works(place: &Place, day: Date) -> Result<bool, LawError> {
    Ok(Calendar::bundled().is_working_day(place.member_state, day)?)
}

/// What somebody may do within four months after receipt.
fn act(received: Timestamp) -> impl Strategy<Value = Act> {
    use ExtensionGround::{Complexity, NotInTheLaw, NumberOfRequests};
    let ground = prop::sample::select(vec![Complexity, NumberOfRequests, NotInTheLaw]);
    let kind = prop_oneof![
        Just(ActKind::IdentityRequested),
        Just(ActKind::IdentitySupplied),
        (0..4_u8, prop::collection::vec(ground, 0..3))
            .prop_map(|(months, grounds)| ActKind::Extended { months, grounds }),
        Just(ActKind::Refused),
        Just(ActKind::Answered),
    ];
    (0..120_i64 * 86_400, kind)
        .prop_map(move |(seconds, kind)| Act { at: received + SignedDuration::from_secs(seconds), kind })
}

/// A receipt and a history in order.
fn history() -> impl Strategy<Value = (Timestamp, Vec<Act>)> {
    let receipt = instant().prop_filter("within the lists", |at| *at < "2026-07-01T00:00:00Z".parse().unwrap());
    receipt.prop_flat_map(|received| {
        prop::collection::vec(act(received), 0..12).prop_map(move |mut acts| {
            acts.sort_by_key(|act| act.at);
            (received, acts)
        })
    })
}

fn policy() -> impl Strategy<Value = ClockPolicy> {
    use ExtensionReading::{EarlierOfBoth, OnePlusTwo, ThreeMonthsFromReceipt};
    let reading = prop::sample::select(vec![EarlierOfBoth, OnePlusTwo, ThreeMonthsFromReceipt]);
    (any::<bool>(), 0..15_u16, reading).prop_map(|(pause, days, extension_reading)| ClockPolicy {
        pause_while_identity_unclear: pause,
        identity_ask_within_days: days,
        extension_reading,
        ..ClockPolicy::default()
    })
}

/// The days that the trace says were skipped, a weekend as its days from the first skipped one on.
fn skipped(trace: &[Step]) -> Vec<Date> {
    let mut days = Vec::new();
    for step in trace {
        match step {
            Step::RolledWeekend { date } => {
                days.extend(date.series(1.day()).take(8 - date.weekday().to_monday_one_offset() as usize));
            }
            Step::RolledHoliday { date, .. } => days.push(*date),
            _ => {}
        }
    }
    days
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_month_ends_on_the_first_working_day_from_the_same_day_number_on(place in place(), received in instant()) {
        let Ok(told) = month_from(received, &place, Calendar::bundled()) else { return Ok(()) };
        let end = month_later(local_date(received, &place.zone));
        prop_assert!(end <= told.due && works(&place, told.due).unwrap());
        for free in end.series(1.day()).take_while(|day| *day < told.due) {
            prop_assert!(!works(&place, free).unwrap());
        }
        prop_assert!(told.due <= end.checked_add(10.days()).unwrap());
    }

    #[test]
    fn a_date_is_firm_unless_a_list_was_needed_that_is_missing(place in place(), received in instant()) {
        let provisional = provisional_month_from(received, &place, Calendar::bundled());
        let marked = provisional.trace.iter().any(|step| matches!(step, Step::ListMissing { .. }));
        prop_assert_eq!(provisional.provisional.is_some(), marked);
        match month_from(received, &place, Calendar::bundled()) {
            Ok(firm) => prop_assert_eq!(firm, provisional),
            Err(LawError::HolidayListMissing(list)) => {
                prop_assert_eq!(provisional.provisional, Some(list));
                prop_assert!(provisional.due.year() == list.year && !(2025..=2026).contains(&list.year));
            }
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn the_trace_tells_the_whole_way(place in place(), received in instant()) {
        let told = provisional_month_from(received, &place, Calendar::bundled());
        let receipt = local_date(received, &place.zone);
        let end = month_later(receipt);
        prop_assert_eq!(&told.trace[0], &Step::Received { date: receipt });
        let added = Step::MonthsAdded { months: 1, from: receipt, to: end };
        prop_assert!(told.trace.contains(&added));
        prop_assert_eq!(told.trace.last(), Some(&Step::LastDay { date: told.due }));
        let way: Vec<Date> = end.series(1.day()).take_while(|day| *day < told.due).collect();
        prop_assert_eq!(skipped(&told.trace), way);
        let json = serde_json::to_string(&told).unwrap();
        prop_assert_eq!(serde_json::from_str::<Deadline>(&json).unwrap(), told);
    }

    #[test]
    fn the_last_second_is_in_time_and_the_next_is_not(place in place(), received in instant()) {
        let told = provisional_month_from(received, &place, Calendar::bundled());
        prop_assert!(told.is_met_at(told.last_instant, &place.zone));
        prop_assert!(!told.is_met_at(told.last_instant + SignedDuration::from_secs(1), &place.zone));
        prop_assert_eq!(told.days_left(told.last_instant, &place.zone), 0);
        prop_assert!(told.days_left(received, &place.zone) >= 28);
    }

    #[test]
    fn who_asks_later_is_not_answered_earlier(place in place(), first in instant(), second in instant()) {
        let due = |received| provisional_month_from(received, &place, Calendar::bundled()).due;
        prop_assert!(due(first.min(second)) <= due(first.max(second)));
    }

    #[test]
    fn working_days_are_as_many_as_asked_for(place in place(), received in instant(), count in 1..40_u32) {
        let told = working_days_after(received, count, &place, Calendar::bundled());
        let Ok(told) = told.firm(Calendar::bundled()) else { return Ok(()) };
        let after = local_date(received, &place.zone).tomorrow().unwrap();
        let days: Vec<Date> = after.series(1.day()).take_while(|day| *day <= told.due).collect();
        let free: Vec<Date> = days.iter().copied().filter(|day| !works(&place, *day).unwrap()).collect();
        prop_assert_eq!(days.len() - free.len(), count as usize);
        prop_assert!(works(&place, told.due).unwrap());
        prop_assert_eq!(skipped(&told.trace), free);
    }

    #[test]
    fn no_instant_is_too_early_or_too_late_to_compute(place in place(), received in any_instant(), count in 0..300_u32) {
        let month = provisional_month_from(received, &place, Calendar::bundled());
        let receipt = local_date(received, &place.zone);
        prop_assert!(month.due >= receipt);
        let differs = receipt != local_date(received, &jiff::tz::TimeZone::UTC);
        prop_assert_eq!(month.trace.contains(&Step::LocalDate { date: receipt }), differs);
        let days = working_days_after(received, count, &place, Calendar::bundled());
        prop_assert!(days.due >= receipt);
    }

    #[test]
    fn whatever_happened_the_first_month_is_no_shorter_than_a_month(
        place in place(), (received, acts) in history(), policy in policy(),
    ) {
        let rules = Rules { place: &place, calendar: Calendar::bundled(), policy: &policy };
        let told = rules.assess(received, &acts);
        let Some(initial) = told.initial else { return Ok(()) };
        let plain = provisional_month_from(received, &place, Calendar::bundled()).due;
        prop_assert!(plain <= initial && works(&place, initial).unwrap());
        if !policy.pause_while_identity_unclear {
            prop_assert_eq!(initial, plain);
        }
        if let Some(last) = &told.last {
            prop_assert!(initial <= last.due && works(&place, last.due).unwrap());
            prop_assert!(told.judgements.contains(&Judgement::Accepted) || initial == last.due);
        }
    }

    #[test]
    fn a_period_is_extended_once_at_most_and_never_after_the_first_month(
        place in place(), (received, acts) in history(), policy in policy(),
    ) {
        let rules = Rules { place: &place, calendar: Calendar::bundled(), policy: &policy };
        let told = rules.assess(received, &acts);
        let accepted: Vec<&Act> = acts.iter().zip(&told.judgements)
            .filter(|(_, judgement)| **judgement == Judgement::Accepted).map(|(act, _)| act).collect();
        prop_assert!(accepted.len() <= 1);
        if let (Some(act), Some(initial)) = (accepted.first(), told.initial) {
            prop_assert!(local_date(act.at, &place.zone) <= initial);
        }
        if told.error.is_none() {
            prop_assert_eq!(told.judgements.len(), acts.len());
        }
    }

    #[test]
    fn the_earlier_of_both_readings_is_the_earlier(
        place in place(), received in instant(), two: bool, pause in 0..20_i64,
    ) {
        use ExtensionReading::{EarlierOfBoth, OnePlusTwo, ThreeMonthsFromReceipt};
        let mut facts = Facts::received(received);
        facts.extension = Some(if two { FurtherMonths::Two } else { FurtherMonths::One });
        let replied = received + SignedDuration::from_hours(24 * pause);
        facts.identity = vec![IdentityAct::Requested(received), IdentityAct::Supplied(replied)];
        let due = |extension_reading| {
            let policy =
                ClockPolicy { extension_reading, pause_while_identity_unclear: true, ..ClockPolicy::default() };
            let rules = Rules { place: &place, calendar: Calendar::bundled(), policy: &policy };
            rules.current(&facts).deadline().unwrap().due
        };
        prop_assert_eq!(due(EarlierOfBoth), due(ThreeMonthsFromReceipt).min(due(OnePlusTwo)));
        prop_assert!(due(EarlierOfBoth) > provisional_month_from(received, &place, Calendar::bundled()).due);
    }
}

#[test]
fn the_hand_computed_month_is_right_where_it_matters() {
    assert_eq!(month_later(date(2026, 1, 31)), date(2026, 2, 28));
    assert_eq!(month_later(date(2028, 1, 31)), date(2028, 2, 29));
    assert_eq!(month_later(date(2026, 12, 31)), date(2027, 1, 31));
}
