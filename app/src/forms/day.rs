use jiff::civil::Date;

/// A day as a date control sends it (ISO 8601), or as people type it where there is no such control: 31-12-2034.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"].iter().find_map(|form| Date::strptime(form, text).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_controls_send_it_and_as_people_type_it() {
        let day_of = |text: &str| day(text).map(|date| date.to_string());
        for text in ["2034-12-31", " 31-12-2034 ", "31/12/2034", "31.12.2034"] {
            assert_eq!(day_of(text).as_deref(), Some("2034-12-31"), "{text}");
        }
        for text in ["31-13-2034", "soon", "2034-02-30", "12-31-2034"] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
