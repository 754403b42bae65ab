//! The steps of a breach's clock as sentences.

use crate::texts::{Locale, dates, td_string};
use domain::law::breach::BreachStep;
use jiff::tz::TimeZone;

/// Why a breach is reported until then, told where the organisation is; or why it is not.
pub fn explain_breach(locale: Locale, trace: &[BreachStep], zone: &TimeZone) -> String {
    let at = |instant| dates::instant(locale, instant, zone);
    let sentences = trace.iter().map(|step| {
        let sentence = match step {
            BreachStep::Aware { at: aware } => td_string!(locale, law.breach.aware, at = at(*aware)).to_string(),
            BreachStep::NoRule => td_string!(locale, law.breach.no_rule).to_owned(),
            BreachStep::NotOwed { .. } => td_string!(locale, law.breach.not_owed).to_owned(),
            BreachStep::FromFullHour { at: hour } => {
                td_string!(locale, law.breach.from_full_hour, at = at(*hour)).to_string()
            }
            BreachStep::HoursAdded { hours, to } => {
                td_string!(locale, law.breach.hours_added, count = hours, at = at(*to)).to_string()
            }
            BreachStep::Late { at: told } => td_string!(locale, law.breach.late, at = at(*told)).to_string(),
        };
        format!("{sentence}.")
    });
    sentences.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::law::breach::{Breach, BreachPolicy, HourReading, Risk};

    fn told(breach: &Breach, hour_reading: HourReading) -> [String; 2] {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let trace = breach.clock(&zone, &BreachPolicy { hours: None, hour_reading }).trace;
        [Locale::en, Locale::nl].map(|locale| explain_breach(locale, &trace, &zone))
    }

    fn breach(aware: &str, notified: Option<&str>, risk: Risk) -> Breach {
        let notified_at = notified.map(|at| at.parse().unwrap());
        Breach { aware_at: aware.parse().unwrap(), notified_at, risk }
    }

    #[test]
    fn a_late_report_is_told_with_what_it_needs() {
        let late = breach("2026-03-27T14:30:00+01:00", Some("2026-04-01T09:00:00+02:00"), Risk::Likely);
        assert_eq!(
            told(&late, HourReading::NextFullHour),
            [
                "The organisation knew of it on 27 March 2026 at 14:30. The hours are counted from the next full hour, \
                 27 March 2026 at 15:00. 72 hours later it is 30 March 2026 at 16:00: until then it must be reported. \
                 It was reported on 1 April 2026 at 09:00: too late, so the report must say why.",
                "De organisatie wist ervan op 27 maart 2026 om 14:30. De uren tellen vanaf het volgende hele uur, 27 \
                 maart 2026 om 15:00. 72 uur later is het 30 maart 2026 om 16:00: tot dan moet het worden gemeld. Het is \
                 gemeld op 1 april 2026 om 09:00: te laat, dus in de melding moet staan waarom.",
            ]
        );
    }

    #[test]
    fn what_is_not_reported_is_told_too() {
        let unlikely = told(&breach("2026-02-10T10:00:00+01:00", None, Risk::Unlikely), HourReading::Elapsed);
        assert_eq!(
            unlikely,
            [
                "The organisation knew of it on 10 February 2026 at 10:00. The risk for people is too small to report \
                 it: it is put in the register.",
                "De organisatie wist ervan op 10 februari 2026 om 10:00. Het risico voor mensen is te klein om het te \
                 melden: het komt in het register.",
            ]
        );
        let early = told(&breach("2017-02-10T10:00:00+01:00", None, Risk::High), HourReading::Elapsed);
        assert!(early[0].ends_with("At that time no rule obliged anybody to report it."));
        assert!(early[1].ends_with("Toen verplichtte geen regel iemand om het te melden."));
    }
}
