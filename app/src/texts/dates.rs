//! Days and times, written out: dates in words leave no doubt which number is the month.

use super::{Locale, td_string};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

/// A day with its weekday: "Friday 27 March", "vrijdag 27 maart".
pub fn weekday(locale: Locale, date: Date) -> String {
    format!("{} {} {}", weekday_name(locale, date.weekday()), date.day(), month_name(locale, date.month()))
}

/// A day with its year: "27 March 2026".
pub fn day(locale: Locale, date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(locale, date.month()), date.year())
}

/// A day with its weekday and year: "Friday 27 March 2026".
pub fn full_day(locale: Locale, date: Date) -> String {
    format!("{} {}", weekday(locale, date), date.year())
}

/// An instant in a zone: "27 March 2026 at 14:05".
pub fn instant(locale: Locale, at: Timestamp, zone: &TimeZone) -> String {
    let local = zone.to_datetime(at);
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    td_string!(locale, common.date_at_time, date = day(locale, local.date()), time = time).to_string()
}

/// How many days are left, or over: "12 days left", "last day today", "3 days late".
pub fn days_left(locale: Locale, days: i64) -> String {
    match days {
        0 => td_string!(locale, common.days.today).to_owned(),
        1 => td_string!(locale, common.days.one_left).to_owned(),
        -1 => td_string!(locale, common.days.one_over).to_owned(),
        2.. => td_string!(locale, common.days.many_left, count = days).to_string(),
        _ => td_string!(locale, common.days.many_over, count = -days).to_string(),
    }
}

/// The size of a file: "12 kB".
pub fn size(locale: Locale, bytes: u64) -> String {
    let (whole, tenths, unit) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => (bytes / 1_000, None, "kB"),
        _ => (bytes / 1_000_000, Some(bytes % 1_000_000 / 100_000), "MB"),
    };
    let mark = if matches!(locale, Locale::nl) { ',' } else { '.' };
    tenths.map_or_else(|| format!("{whole} {unit}"), |tenths| format!("{whole}{mark}{tenths} {unit}"))
}

fn weekday_name(locale: Locale, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => td_string!(locale, common.weekday.monday),
        Weekday::Tuesday => td_string!(locale, common.weekday.tuesday),
        Weekday::Wednesday => td_string!(locale, common.weekday.wednesday),
        Weekday::Thursday => td_string!(locale, common.weekday.thursday),
        Weekday::Friday => td_string!(locale, common.weekday.friday),
        Weekday::Saturday => td_string!(locale, common.weekday.saturday),
        Weekday::Sunday => td_string!(locale, common.weekday.sunday),
    }
}

fn month_name(locale: Locale, month: i8) -> &'static str {
    match month {
        1 => td_string!(locale, common.month.january),
        2 => td_string!(locale, common.month.february),
        3 => td_string!(locale, common.month.march),
        4 => td_string!(locale, common.month.april),
        5 => td_string!(locale, common.month.may),
        6 => td_string!(locale, common.month.june),
        7 => td_string!(locale, common.month.july),
        8 => td_string!(locale, common.month.august),
        9 => td_string!(locale, common.month.september),
        10 => td_string!(locale, common.month.october),
        11 => td_string!(locale, common.month.november),
        _ => td_string!(locale, common.month.december),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_written_out() {
        let day = date(2026, 3, 27);
        assert_eq!(full_day(Locale::en, day), "Friday 27 March 2026");
        assert_eq!(full_day(Locale::nl, day), "vrijdag 27 maart 2026");
        assert_eq!(weekday(Locale::nl, date(2026, 12, 6)), "zondag 6 december");
    }

    #[test]
    fn instants_are_told_where_the_operator_is() {
        let at: Timestamp = "2026-06-30T22:30:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        assert_eq!(instant(Locale::en, at, &zone), "1 July 2026 at 00:30");
        assert_eq!(instant(Locale::nl, at, &zone), "1 juli 2026 om 00:30");
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        let both = |days| [days_left(Locale::en, days), days_left(Locale::nl, days)];
        assert_eq!(both(12), ["12 days left", "nog 12 dagen"]);
        assert_eq!(both(1), ["1 day left", "nog 1 dag"]);
        assert_eq!(both(0), ["last day today", "vandaag de laatste dag"]);
        assert_eq!(both(-1), ["1 day late", "1 dag te laat"]);
        assert_eq!(both(-3), ["3 days late", "3 dagen te laat"]);
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(Locale::en, 999), "999 bytes");
        assert_eq!(size(Locale::en, 12_999), "12 kB");
        assert_eq!(size(Locale::nl, 2_450_000), "2,4 MB");
    }
}
