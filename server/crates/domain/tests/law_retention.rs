//! How long something is kept (GDPR Art. 5(1)(e), 17(3)(b)), told case by case.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::retention::{
    ErasureItem, Fate, FiscalYearEnd, Limit, RETENTION_RULES, Retention, RetentionKind, RetentionState, RetentionStep,
    ServiceEvent, ServiceEventKind, Span, accounting, backup, cookie, erase, support,
};
use domain::law::validity::Certainty;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use ServiceEventKind::{ServiceEnded, ServiceResumed, TemporaryStopEnded, TemporaryStopStarted};

fn year(text: &str) -> FiscalYearEnd {
    FiscalYearEnd::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn after(events: &[(ServiceEventKind, &str)]) -> Retention {
    let events: Vec<_> = events.iter().map(|(kind, on)| ServiceEvent { kind: *kind, on: day(on) }).collect();
    support(&events).unwrap()
}

fn steps(kept: &Retention) -> String {
    kept.trace.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_kind_has_one_row_that_says_how_long_and_which_way() {
    let rows: Vec<_> = RETENTION_RULES.iter().map(|rule| (rule.kind, rule.span, rule.limit)).collect();
    assert_eq!(
        rows,
        [
            (RetentionKind::Accounting, Span::FiscalYears(10), Limit::AtLeast),
            (RetentionKind::Support, Span::Days(180), Limit::AtMost),
            (RetentionKind::Backup, Span::Days(40), Limit::AtMost),
            (RetentionKind::Cookie, Span::Months(13), Limit::AtMost),
        ]
    );
    for kind in RetentionKind::ALL {
        let rule = kind.rule_on(date(2026, 1, 1)).unwrap();
        assert_eq!((rule.kind, rule.certainty), (*kind, Certainty::Contested));
    }
}

#[test]
fn books_are_kept_for_ten_fiscal_years_after_the_later_of_end_and_record() {
    let table = [
        ("12-31", "2025-11-20", "2025-12-15", "2035-12-31"),
        ("12-31", "2025-12-20", "2026-01-05", "2036-12-31"),
        ("12-31", "2026-01-05", "2025-12-20", "2036-12-31"),
        ("06-30", "2026-06-30", "2026-06-30", "2036-06-30"),
        ("06-30", "2026-07-01", "2026-06-30", "2037-06-30"),
        // The last day of February, which differs from year to year.
        ("02-29", "2025-03-01", "2026-02-28", "2036-02-29"),
        ("02-29", "2026-03-01", "2026-02-28", "2037-02-28"),
        ("02-28", "2028-02-29", "2028-02-01", "2039-02-28"),
        ("12-31", "9999-01-01", "9999-01-01", "9999-12-31"),
    ];
    for (end, record, ended, until) in table {
        let kept = accounting(year(end), day(record), Some(day(ended))).unwrap();
        assert_eq!((kept.state, kept.keep_until, kept.gone_by), (RetentionState::KeptByLaw, Some(day(until)), None));
    }
    let kept = accounting(year("06-30"), day("2026-07-03"), Some(day("2026-06-30"))).unwrap();
    assert_eq!(steps(&kept), "fiscal_year:2027-06-30 span_added:2037-06-30");
}

#[test]
fn while_the_service_runs_no_years_have_begun() {
    let kept = accounting(year("12-31"), day("2019-03-01"), None).unwrap();
    assert_eq!((kept.state, kept.keep_until, kept.gone_by), (RetentionState::Running, None, None));
    assert_eq!(steps(&kept), "service_runs");
}

#[test]
fn a_fiscal_year_ends_on_a_day_of_the_year() {
    for wrong in ["", "12", "13-01", "02-30", "00-10", "2026-12-31", "1-1", "12/31", "+1-01", "W01-1", "12-31T10"] {
        let error = FiscalYearEnd::parse(wrong).unwrap_err().to_string();
        assert!(error.contains(wrong) && error.contains("12-31"), "{error}");
    }
    let json = serde_json::to_string(&year("02-29")).unwrap();
    assert_eq!(json, "\"02-29\"");
    assert_eq!(serde_json::from_str::<FiscalYearEnd>(&json).unwrap(), year("02-29"));
    assert_eq!(FiscalYearEnd::CALENDAR, year("12-31"));
}

#[test]
fn support_data_are_gone_180_days_after_the_end_without_the_days_of_stops() {
    let plain = after(&[(ServiceEnded, "2026-01-01")]);
    assert_eq!((plain.state, plain.keep_until), (RetentionState::Counting, None));
    let table: [(&[_], &str, &str); 10] = [
        (&[(ServiceEnded, "2026-01-01")], "2026-06-30", ""),
        (
            &[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-02-01"), (TemporaryStopEnded, "2026-02-02")],
            "2026-07-01",
            " not_counted:1",
        ),
        // Two stops; the order of the list does not matter.
        (
            &[
                (TemporaryStopStarted, "2026-02-01"),
                (TemporaryStopEnded, "2026-02-03"),
                (TemporaryStopStarted, "2026-07-02"),
                (TemporaryStopEnded, "2026-07-05"),
                (ServiceEnded, "2026-01-01"),
            ],
            "2026-07-05",
            " not_counted:2 not_counted:3",
        ),
        // On the last day a stop still counts; the day after there is nothing left to keep.
        (
            &[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-06-30"), (TemporaryStopEnded, "2026-07-01")],
            "2026-07-01",
            " not_counted:1",
        ),
        (
            &[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-07-01"), (TemporaryStopEnded, "2026-08-01")],
            "2026-06-30",
            "",
        ),
        (&[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-07-01")], "2026-06-30", ""),
        // The day of the end is not counted anyway, nor is a stop that ends on the day on which it began.
        (
            &[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-01-01"), (TemporaryStopEnded, "2026-01-02")],
            "2026-06-30",
            "",
        ),
        (
            &[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-02-02"), (TemporaryStopEnded, "2026-02-02")],
            "2026-06-30",
            "",
        ),
        // A stop that is over before the end, and one that becomes the end, take nothing off.
        (
            &[(TemporaryStopStarted, "2025-11-01"), (TemporaryStopEnded, "2025-12-01"), (ServiceEnded, "2026-01-01")],
            "2026-06-30",
            "",
        ),
        (&[(TemporaryStopStarted, "2025-11-01"), (ServiceEnded, "2026-01-01")], "2026-06-30", ""),
    ];
    for (events, gone_by, not_counted) in table {
        let kept = after(events);
        assert_eq!((kept.gone_by, kept.state), (Some(day(gone_by)), RetentionState::Counting), "{events:?}");
        let expected = format!("service_ended:2026-01-01 span_added:2026-06-30{not_counted}");
        assert_eq!(steps(&kept), expected, "{events:?}");
    }
}

#[test]
fn an_end_that_is_told_again_after_a_stop_counts_from_that_day() {
    let events = [(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-02-01"), (ServiceEnded, "2026-05-15")];
    assert_eq!(after(&events).gone_by, Some(day("2026-11-11")));
}

#[test]
fn while_the_service_runs_or_stands_still_there_is_no_date() {
    let table: [(&[_], RetentionState, &str); 7] = [
        (&[], RetentionState::Running, "service_runs"),
        (&[(TemporaryStopStarted, "2026-02-01")], RetentionState::Suspended, "suspended:2026-02-01"),
        (
            &[(TemporaryStopStarted, "2026-02-01"), (TemporaryStopStarted, "2026-02-09")],
            RetentionState::Suspended,
            "suspended:2026-02-01",
        ),
        (
            &[(TemporaryStopStarted, "2026-02-01"), (TemporaryStopEnded, "2026-03-01")],
            RetentionState::Running,
            "service_runs",
        ),
        (&[(TemporaryStopEnded, "2026-03-01")], RetentionState::Running, "service_runs"),
        (
            &[(ServiceEnded, "2026-02-01"), (ServiceResumed, "2026-03-01")],
            RetentionState::Running,
            "resumed:2026-03-01 service_runs",
        ),
        // A stop that is declared on the last day of all keeps what is still there.
        (
            &[(ServiceEnded, "2026-01-01"), (TemporaryStopStarted, "2026-06-30")],
            RetentionState::Suspended,
            "service_ended:2026-01-01 span_added:2026-06-30 suspended:2026-06-30",
        ),
    ];
    for (events, state, trace) in table {
        let kept = after(events);
        assert_eq!((kept.state, kept.keep_until, kept.gone_by), (state, None, None), "{events:?}");
        assert_eq!(steps(&kept), trace, "{events:?}");
    }
}

#[test]
fn a_service_taken_up_again_starts_everything_anew() {
    let events = [
        (ServiceEnded, "2026-01-01"),
        (TemporaryStopStarted, "2026-02-01"),
        (TemporaryStopEnded, "2026-03-01"),
        (ServiceResumed, "2026-04-01"),
        (ServiceEnded, "2026-09-01"),
    ];
    let kept = after(&events);
    assert_eq!(kept.gone_by, Some(day("2027-02-28")));
    assert_eq!(steps(&kept), "resumed:2026-04-01 service_ended:2026-09-01 span_added:2027-02-28");
}

#[test]
fn backups_and_cookies_have_limits_that_do_not_roll() {
    let told = |kept: Option<Retention>| {
        let kept = kept.unwrap();
        (kept.state, kept.keep_until, kept.gone_by.unwrap().to_string(), steps(&kept))
    };
    let gone = |by: &str, trace: &str| (RetentionState::Counting, None, by.to_owned(), trace.to_owned());
    assert_eq!(told(backup(day("2028-02-01"))), gone("2028-03-12", "span_added:2028-03-12"));
    assert_eq!(told(backup(Date::MAX)), gone("9999-12-31", "span_added:9999-12-31"));
    let clamped = "span_added:2027-02-28 month_end_clamped";
    assert_eq!(told(cookie(day("2026-01-31"))), gone("2027-02-28", clamped));
    assert_eq!(told(cookie(day("2026-01-28"))), gone("2027-02-28", "span_added:2027-02-28"));
}

#[test]
fn an_erasure_keeps_what_a_law_demands_and_says_until_when() {
    let item = |id: &str, category: &str, on: &str| ErasureItem {
        id: id.to_owned(),
        category: category.to_owned(),
        record_date: day(on),
    };
    let items = [
        item("ticket", "support", "2026-02-01"),
        item("invoice", "accounting", "2026-03-31"),
        item("old invoice", "accounting", "2010-03-31"),
    ];
    let erased = |ended: Option<Date>, on: &str| erase(&items, FiscalYearEnd::CALENDAR, ended, day(on));
    let kept = |until: Option<&str>| Fate::Kept { until: until.map(day), ground: "17(3)(b)" };
    let fates = |ended: Option<&str>, on: &str| erased(ended.map(day), on).fates.into_iter().map(|(_, fate)| fate);
    let told: Vec<_> = fates(Some("2012-03-10"), "2026-04-02").collect();
    assert_eq!(told, [Fate::Erased, kept(Some("2036-12-31")), Fate::Erased]);
    let told: Vec<_> = fates(Some("2012-03-10"), "2022-12-31").collect();
    assert_eq!(told[2], kept(Some("2022-12-31")), "the last day still binds");
    assert_eq!(fates(Some("2012-03-10"), "2023-01-01").nth(2), Some(Fate::Erased));
    assert_eq!(fates(None, "2026-04-02").collect::<Vec<_>>(), [Fate::Erased, kept(None), kept(None)]);
    let erasure = erased(None, "2026-04-02");
    assert_eq!(erasure.backups_gone_by, Some(day("2026-05-12")));
    assert_eq!(erasure.fates[0].0, "ticket");
}

#[test]
fn steps_are_stored_by_their_code() {
    let all = [
        RetentionStep::ServiceRuns,
        RetentionStep::Suspended { since: Date::ZERO },
        RetentionStep::ServiceEnded { date: Date::ZERO },
        RetentionStep::Resumed { date: Date::ZERO },
        RetentionStep::FiscalYear { date: Date::ZERO, end: Date::ZERO },
        RetentionStep::SpanAdded { span: Span::Days(1), from: Date::ZERO, to: Date::ZERO },
        RetentionStep::MonthEndClamped { day: 1 },
        RetentionStep::NotCounted { days: 1, to: Date::ZERO },
    ];
    for step in all {
        let json = serde_json::to_value(&step).unwrap();
        assert_eq!(json["code"], step.code());
        assert_eq!(serde_json::from_value::<RetentionStep>(json).unwrap(), step);
    }
}

/// The day on which the last of the days is over that count, one day after the other.
fn walked(ended: Date, stops: &[(Date, Date)]) -> Date {
    let counts = |day: &Date| !stops.iter().any(|(since, until)| since <= day && day < until);
    ended.series(1.day()).skip(1).filter(counts).nth(179).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn days_of_stops_are_those_that_a_walk_day_by_day_leaves_out(
        gaps in prop::collection::vec((0..90_i64, 1..60_i64), 0..6), before in -100..400_i64,
    ) {
        let mut day = date(2026, 1, 1);
        let (mut events, mut stops) = (Vec::new(), Vec::new());
        for (gap, length) in gaps {
            let since = day.saturating_add(gap.days());
            day = since.saturating_add(length.days());
            events.extend([
                ServiceEvent { kind: TemporaryStopStarted, on: since },
                ServiceEvent { kind: TemporaryStopEnded, on: day },
            ]);
            stops.push((since, day));
        }
        let ended = date(2026, 1, 1).saturating_add(before.days());
        // An end within a stop, or on its first day, is that stop's end: the table has it.
        prop_assume!(!stops.iter().any(|(since, until)| *since <= ended && ended < *until));
        events.push(ServiceEvent { kind: ServiceEnded, on: ended });
        let kept = support(&events).unwrap();
        prop_assert_eq!(kept.gone_by, Some(walked(ended, &stops)));
    }

    #[test]
    fn books_are_kept_for_ten_whole_fiscal_years(month in 1..=12_i8, day in 1..=31_i8, record in 0..4_000_i64) {
        prop_assume!(Date::new(2024, month, day).is_ok());
        let record = date(2015, 1, 1).saturating_add(record.days());
        let end = year(&format!("{month:02}-{day:02}"));
        let until = accounting(end, record, Some(date(2015, 1, 1))).unwrap().keep_until.unwrap();
        let (least, most) = (record.saturating_add(10.years()), record.saturating_add(11.years()));
        prop_assert!(least <= until.saturating_add(1.day()) && until <= most, "{record} {until}");
    }
}
