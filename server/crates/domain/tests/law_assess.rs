//! Whole histories judged: every act by what happened before it, the dates by all of it.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::assess::{Act, ActKind, Judgement};
use domain::law::{Calendar, ClockPolicy, ExtensionGround, ExtensionRefusal, LawError, Place, Rules};
use jiff::Timestamp;
use jiff::civil::date;

const COMPLEX: &[ExtensionGround] = &[ExtensionGround::Complexity];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Asks the rules of Amsterdam, with or without the pause.
fn under<T>(pause_while_identity_unclear: bool, ask: impl FnOnce(&Rules<'_>) -> T) -> T {
    let place = Place::parse("NL", "Europe/Amsterdam").unwrap();
    let policy = ClockPolicy { pause_while_identity_unclear, ..ClockPolicy::default() };
    ask(&Rules { place: &place, calendar: Calendar::bundled(), policy: &policy })
}

fn act(text: &str, kind: ActKind) -> Act {
    Act { at: at(text), kind }
}

#[test]
fn an_act_is_judged_by_what_happened_before_it() {
    let acts = [
        act("2026-10-03T10:00:00+02:00", ActKind::Answered),
        act("2026-09-03T10:00:00+02:00", ActKind::IdentityRequested),
        act("2026-12-03T10:00:00+02:00", ActKind::Refused),
        act("2026-09-06T10:00:00+02:00", ActKind::IdentitySupplied),
        act("2026-10-03T10:00:00+02:00", ActKind::Answered),
        act("2026-10-06T10:00:00+02:00", ActKind::Refused),
    ];
    let told = under(true, |rules| rules.assess(at("2026-09-01T10:00:00+02:00"), &acts));
    use Judgement::{Late, Noted, OnTime};
    assert_eq!(told.judgements, [Late, Noted, OnTime, Noted, OnTime, Late]);
    assert_eq!((told.initial, told.error), (Some(date(2026, 10, 5)), None));
}

#[test]
fn what_could_only_be_measured_against_a_provisional_day_is_not_judged() {
    let extended = ActKind::Extended { months: 2, grounds: COMPLEX.to_vec() };
    let bad = ActKind::Extended { months: 2, grounds: Vec::new() };
    let acts = [
        act("2026-12-02T10:00:00+01:00", bad),
        act("2026-12-03T10:00:00+01:00", extended),
        act("2026-12-04T10:00:00+01:00", ActKind::IdentityRequested),
    ];
    let received = at("2026-12-01T10:00:00+01:00");
    let told = under(false, |rules| rules.assess(received, &acts));
    assert_eq!(told.judgements, [Judgement::Rejected(ExtensionRefusal::NoGrounds)]);
    assert!(matches!(told.error, Some(LawError::HolidayListMissing(list)) if list.year == 2027));
    assert_eq!((told.initial, told.last), (None, None));
    let probe = under(false, |rules| rules.probe_extension(received, &acts[..1], received));
    assert!(probe.is_err());
}

#[test]
fn a_probe_sees_only_what_happened_before_it() {
    let told = act("2026-09-03T10:00:00+02:00", ActKind::Extended { months: 2, grounds: COMPLEX.to_vec() });
    let probe = |now| {
        let received = at("2026-09-01T10:00:00+02:00");
        under(false, |rules| rules.probe_extension(received, std::slice::from_ref(&told), at(now)))
    };
    assert_eq!(probe("2026-09-03T10:00:00+02:00"), Ok(None));
    assert_eq!(probe("2026-09-03T10:00:01+02:00"), Ok(Some(ExtensionRefusal::AlreadyExtended)));
}
