use super::*;
use domain::law::{Calendar, Place, provisional_month_from, working_days_after};
use jiff::Timestamp;

fn place() -> Place {
    Place::parse("NL", "Europe/Amsterdam").unwrap()
}

fn month(received: &str) -> [String; 2] {
    let received: Timestamp = received.parse().unwrap();
    let trace = provisional_month_from(received, &place(), Calendar::bundled()).trace;
    let state = Some(place().member_state);
    [explain(Locale::en, &trace, state), explain(Locale::nl, &trace, state)]
}

#[test]
fn a_holiday_moves_the_last_day() {
    assert_eq!(
        month("2026-03-27T10:00:00Z"),
        [
            "Received Friday 27 March. One month later is Monday 27 April, King's Day in the Netherlands, so the last \
             day is Tuesday 28 April.",
            "Ontvangen op vrijdag 27 maart. Een maand later is het maandag 27 april, Koningsdag in Nederland, dus de \
             laatste dag is dinsdag 28 april.",
        ]
    );
}

#[test]
fn a_working_day_is_the_last_day_itself() {
    assert_eq!(
        month("2026-06-01T10:00:00Z"),
        [
            "Received Monday 1 June. One month later is Wednesday 1 July, and that is the last day.",
            "Ontvangen op maandag 1 juni. Een maand later is het woensdag 1 juli, en dat is de laatste dag.",
        ]
    );
}

#[test]
fn weekends_and_holidays_are_told_in_a_row() {
    assert_eq!(
        month("2026-03-25T10:00:00Z"),
        [
            "Received Wednesday 25 March. One month later is Saturday 25 April, in a weekend; Monday 27 April is King's \
             Day in the Netherlands, so the last day is Tuesday 28 April.",
            "Ontvangen op woensdag 25 maart. Een maand later is het zaterdag 25 april, in het weekend; maandag 27 april \
             is Koningsdag in Nederland, dus de laatste dag is dinsdag 28 april.",
        ]
    );
}

#[test]
fn a_short_month_ends_earlier_and_midnight_is_local() {
    assert_eq!(
        month("2026-01-30T23:30:00Z"),
        [
            "Received Saturday 31 January, by the clock of the organisation. One month later is Saturday 28 February, \
             because that month has no day 31, in a weekend, so the last day is Monday 2 March.",
            "Ontvangen op zaterdag 31 januari, volgens de klok van de organisatie. Een maand later is het zaterdag 28 \
             februari, omdat die maand geen dag 31 heeft, in het weekend, dus de laatste dag is maandag 2 maart.",
        ]
    );
}

#[test]
fn a_year_without_a_list_is_told_and_another_year_is_named() {
    assert_eq!(
        month("2026-12-04T10:00:00Z"),
        [
            "Received Friday 4 December. One month later is Monday 4 January 2027, and that is the last day. The public \
             holidays in the Netherlands for 2027 are not published yet, so the last day may still move later.",
            "Ontvangen op vrijdag 4 december. Een maand later is het maandag 4 januari 2027, en dat is de laatste dag. De \
             feestdagen in Nederland van 2027 zijn nog niet bekendgemaakt. De laatste dag kan dus nog later worden.",
        ]
    );
}

#[test]
fn working_days_skip_the_weekend() {
    let received: Timestamp = "2026-06-05T10:00:00Z".parse().unwrap();
    let trace = working_days_after(received, 2, &place(), Calendar::bundled()).trace;
    assert_eq!(
        [explain(Locale::en, &trace, None), explain(Locale::nl, &trace, None)],
        [
            "Received Friday 5 June. 2 working days are counted, from the day after; Saturday 6 June is in a weekend, so \
             the last day is Tuesday 9 June.",
            "Ontvangen op vrijdag 5 juni. Er tellen 2 werkdagen, vanaf de dag erna; zaterdag 6 juni is in het weekend, \
             dus de laatste dag is dinsdag 9 juni.",
        ]
    );
}

/// What the rare steps say, each in a story of its own.
#[test]
fn pauses_and_extensions_are_told() {
    use domain::law::{ExtensionReading, ExtensionRefusal};
    let (from, to) = (jiff::civil::date(2026, 4, 27), jiff::civil::date(2026, 5, 4));
    let trace = [
        Step::PausedDays { days: 7, from, to },
        Step::LastDay { date: to },
        Step::Extension { months: 2, reading: ExtensionReading::EarlierOfBoth },
        Step::Chosen { reading: ExtensionReading::OnePlusTwo },
        Step::ExtensionRejected { refusal: ExtensionRefusal::AfterFirstMonth },
    ];
    assert_eq!(
        explain(Locale::en, &trace, None),
        "The time stood still for 7 days, which gives Monday 4 May, and that is the last day. The organisation took 2 \
         more months. It is counted from the end of the first month, which is the earlier day. An extension was not \
         accepted, because the first month was over."
    );
    assert_eq!(
        explain(Locale::nl, &trace[..2], None),
        "De tijd stond 7 dagen stil en komt zo uit op maandag 4 mei, en dat is de laatste dag."
    );
}
