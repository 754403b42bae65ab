//! The countries of the European Economic Area by name.

use super::{Locale, td_string};
use domain::law::MemberState;

/// Its name in the language of the page; its code, if we know no name.
pub fn name(locale: Locale, state: MemberState) -> String {
    let name = match state.code() {
        "AT" => td_string!(locale, countries.at),
        "BE" => td_string!(locale, countries.be),
        "BG" => td_string!(locale, countries.bg),
        "CY" => td_string!(locale, countries.cy),
        "CZ" => td_string!(locale, countries.cz),
        "DE" => td_string!(locale, countries.de),
        "DK" => td_string!(locale, countries.dk),
        "EE" => td_string!(locale, countries.ee),
        "ES" => td_string!(locale, countries.es),
        "FI" => td_string!(locale, countries.fi),
        "FR" => td_string!(locale, countries.fr),
        "GR" => td_string!(locale, countries.gr),
        "HR" => td_string!(locale, countries.hr),
        "HU" => td_string!(locale, countries.hu),
        "IE" => td_string!(locale, countries.ie),
        "IS" => td_string!(locale, countries.is),
        "IT" => td_string!(locale, countries.it),
        "LI" => td_string!(locale, countries.li),
        "LT" => td_string!(locale, countries.lt),
        "LU" => td_string!(locale, countries.lu),
        "LV" => td_string!(locale, countries.lv),
        "MT" => td_string!(locale, countries.mt),
        "NL" => td_string!(locale, countries.nl),
        "NO" => td_string!(locale, countries.no),
        "PL" => td_string!(locale, countries.pl),
        "PT" => td_string!(locale, countries.pt),
        "RO" => td_string!(locale, countries.ro),
        "SE" => td_string!(locale, countries.se),
        "SI" => td_string!(locale, countries.si),
        "SK" => td_string!(locale, countries.sk),
        code => code,
    };
    name.to_owned()
}

/// Each with its code and name, by name.
pub fn all(locale: Locale) -> Vec<(String, String)> {
    let mut all: Vec<_> = MemberState::all().map(|state| (state.code().to_owned(), name(locale, state))).collect();
    all.sort_by_cached_key(|(_, name)| name.to_lowercase());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name() {
        for locale in [Locale::en, Locale::nl] {
            assert_eq!(all(locale).len(), 30);
            assert!(all(locale).iter().all(|(code, name)| name != code));
        }
        assert_eq!(all(Locale::nl)[0], ("BE".to_owned(), "België".to_owned()));
    }
}
