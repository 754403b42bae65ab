//! The steps of a keeping as sentences.

use crate::texts::{Locale, dates, td_string};
use domain::law::retention::{RetentionStep, Span};

/// Why something is kept until then, or gone by then.
pub fn explain_retention(locale: Locale, trace: &[RetentionStep]) -> String {
    let mut said: Vec<String> = Vec::new();
    for step in trace {
        match (step, said.last_mut()) {
            // It belongs to the month before it.
            (RetentionStep::MonthEndClamped { day }, Some(month)) => {
                month.push_str(&format!(", {}", td_string!(locale, law.month_end, number = day)));
            }
            _ => said.push(sentence(locale, step)),
        }
    }
    said.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

fn sentence(locale: Locale, step: &RetentionStep) -> String {
    let day = |date| dates::day(locale, date);
    match step {
        RetentionStep::ServiceRuns => td_string!(locale, law.retention.service_runs).to_owned(),
        RetentionStep::Suspended { since } => {
            td_string!(locale, law.retention.suspended, day = day(*since)).to_string()
        }
        RetentionStep::ServiceEnded { date } => {
            td_string!(locale, law.retention.service_ended, day = day(*date)).to_string()
        }
        RetentionStep::Resumed { date } => td_string!(locale, law.retention.resumed, day = day(*date)).to_string(),
        RetentionStep::FiscalYear { date, end } => {
            td_string!(locale, law.retention.fiscal_year, day = day(*date), end = day(*end)).to_string()
        }
        RetentionStep::SpanAdded { span, to, .. } => match span {
            Span::FiscalYears(count) => {
                td_string!(locale, law.retention.fiscal_years, count = count, day = day(*to)).to_string()
            }
            Span::Days(count) => td_string!(locale, law.retention.days, count = count, day = day(*to)).to_string(),
            Span::Months(count) => td_string!(locale, law.retention.months, count = count, day = day(*to)).to_string(),
        },
        RetentionStep::MonthEndClamped { day } => td_string!(locale, law.month_end, number = day).to_string(),
        RetentionStep::NotCounted { days: 1, to } => {
            td_string!(locale, law.retention.not_counted_one, day = day(*to)).to_string()
        }
        RetentionStep::NotCounted { days, to } => {
            td_string!(locale, law.retention.not_counted, count = days, day = day(*to)).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::law::retention::ServiceEventKind::{
        ServiceEnded, ServiceResumed, TemporaryStopEnded, TemporaryStopStarted,
    };
    use domain::law::retention::{
        FiscalYearEnd, Retention, ServiceEvent, ServiceEventKind, accounting, cookie, support,
    };
    use jiff::civil::date;

    fn told(kept: Option<Retention>) -> [String; 2] {
        let trace = kept.unwrap().trace;
        [Locale::en, Locale::nl].map(|locale| explain_retention(locale, &trace))
    }

    fn after(events: &[(ServiceEventKind, i8)]) -> [String; 2] {
        let events = events.iter().map(|(kind, month)| ServiceEvent { kind: *kind, on: date(2026, *month, 1) });
        told(support(&events.collect::<Vec<_>>()))
    }

    #[test]
    fn books_are_explained_by_their_years() {
        assert_eq!(
            told(accounting(FiscalYearEnd::CALENDAR, date(2025, 12, 20), Some(date(2026, 1, 5)))),
            [
                "5 January 2026 lies in the financial year that ends on 31 December 2026. 10 financial years later it is \
                 31 December 2036.",
                "5 januari 2026 valt in het boekjaar dat eindigt op 31 december 2026. 10 boekjaren later is het 31 \
                 december 2036.",
            ]
        );
    }

    #[test]
    fn a_short_month_is_explained() {
        assert_eq!(
            told(cookie(date(2026, 1, 31))),
            [
                "13 months later it is 28 February 2027, because that month has no day 31.",
                "13 maanden later is het 28 februari 2027, omdat die maand geen dag 31 heeft.",
            ]
        );
    }

    #[test]
    fn the_stops_of_a_service_are_explained() {
        let stopped = [(ServiceEnded, 1), (TemporaryStopStarted, 2), (TemporaryStopEnded, 6)];
        assert_eq!(
            after(&stopped),
            [
                "The service ended on 1 January 2026. 180 days later it is 30 June 2026. 120 days on which it stood \
                 still are not counted, which gives 28 October 2026.",
                "De dienst eindigde op 1 januari 2026. 180 dagen later is het 30 juni 2026. 120 dagen waarop hij \
                 stilstond tellen niet mee, dus wordt het 28 oktober 2026.",
            ]
        );
        let one = RetentionStep::NotCounted { days: 1, to: date(2026, 7, 1) };
        assert_eq!(
            explain_retention(Locale::en, &[one]),
            "One day on which it stood still is not counted, which gives 1 July 2026."
        );
        assert_eq!(
            after(&[(ServiceResumed, 2), (TemporaryStopStarted, 3)]),
            [
                "The service was taken up again on 1 February 2026, so it is counted anew. It has stood still since 1 \
                 March 2026: nothing is counted.",
                "De dienst is weer opgenomen op 1 februari 2026, dus het tellen begint opnieuw. Hij staat stil sinds 1 \
                 maart 2026: er telt niets.",
            ]
        );
        assert_eq!(
            after(&[]),
            ["The service runs: nothing is counted yet.", "De dienst loopt nog: er telt nog niets."]
        );
    }
}
