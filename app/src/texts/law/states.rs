//! Where holidays are: "in the Netherlands".

use crate::texts::{Locale, td_string};
use domain::law::MemberState;

/// The state with its preposition; `None` for a code that is no state of the Union or the Economic Area.
pub(super) fn within(locale: Locale, state: MemberState) -> Option<&'static str> {
    let text = match state.code() {
        "AT" => td_string!(locale, law.within.at),
        "BE" => td_string!(locale, law.within.be),
        "BG" => td_string!(locale, law.within.bg),
        "CY" => td_string!(locale, law.within.cy),
        "CZ" => td_string!(locale, law.within.cz),
        "DE" => td_string!(locale, law.within.de),
        "DK" => td_string!(locale, law.within.dk),
        "EE" => td_string!(locale, law.within.ee),
        "ES" => td_string!(locale, law.within.es),
        "FI" => td_string!(locale, law.within.fi),
        "FR" => td_string!(locale, law.within.fr),
        "GR" => td_string!(locale, law.within.gr),
        "HR" => td_string!(locale, law.within.hr),
        "HU" => td_string!(locale, law.within.hu),
        "IE" => td_string!(locale, law.within.ie),
        "IS" => td_string!(locale, law.within.is),
        "IT" => td_string!(locale, law.within.it),
        "LI" => td_string!(locale, law.within.li),
        "LT" => td_string!(locale, law.within.lt),
        "LU" => td_string!(locale, law.within.lu),
        "LV" => td_string!(locale, law.within.lv),
        "MT" => td_string!(locale, law.within.mt),
        "NL" => td_string!(locale, law.within.nl),
        "NO" => td_string!(locale, law.within.no),
        "PL" => td_string!(locale, law.within.pl),
        "PT" => td_string!(locale, law.within.pt),
        "RO" => td_string!(locale, law.within.ro),
        "SE" => td_string!(locale, law.within.se),
        "SI" => td_string!(locale, law.within.si),
        "SK" => td_string!(locale, law.within.sk),
        _ => return None,
    };
    Some(text)
}
