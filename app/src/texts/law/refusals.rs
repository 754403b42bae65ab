//! How an extension was counted, or why it was not accepted.

use crate::texts::{Locale, td_string};
use domain::law::policy::{ExtensionReading, ExtensionRefusal};

pub(super) fn chosen(locale: Locale, reading: ExtensionReading) -> &'static str {
    match reading {
        ExtensionReading::EarlierOfBoth => td_string!(locale, law.reading.earlier_of_both),
        ExtensionReading::ThreeMonthsFromReceipt => td_string!(locale, law.reading.three_months_from_receipt),
        ExtensionReading::OnePlusTwo => td_string!(locale, law.reading.one_plus_two),
    }
}

pub(super) fn extension(locale: Locale, refusal: ExtensionRefusal) -> &'static str {
    match refusal {
        ExtensionRefusal::AlreadyExtended => td_string!(locale, law.extension_refused.already_extended),
        ExtensionRefusal::BadMonths => td_string!(locale, law.extension_refused.bad_months),
        ExtensionRefusal::NoGrounds => td_string!(locale, law.extension_refused.no_grounds),
        ExtensionRefusal::GroundNotAllowed => td_string!(locale, law.extension_refused.ground_not_allowed),
        ExtensionRefusal::AfterFirstMonth => td_string!(locale, law.extension_refused.after_first_month),
    }
}
