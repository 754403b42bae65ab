//! What is wrong with a field: a sentence that says what to do.

use super::{Locale, td_string, words};
use crate::forms::Flaw;

/// The sentence for a flaw of a field, by the name of its form control.
pub fn text(locale: Locale, field: &str, flaw: Flaw) -> String {
    match (field, flaw) {
        ("relationship", Flaw::Missing) => td_string!(locale, errors.field.relationship).to_owned(),
        ("rights", Flaw::Missing) => td_string!(locale, errors.field.rights).to_owned(),
        ("about", Flaw::Missing) => td_string!(locale, errors.field.about).to_owned(),
        ("represented_name", Flaw::Missing) => td_string!(locale, errors.field.represented_name).to_owned(),
        ("answer", Flaw::Missing) => td_string!(locale, errors.field.answer).to_owned(),
        ("choice", Flaw::Missing) => td_string!(locale, errors.field.choice).to_owned(),
        ("name", Flaw::Missing) => td_string!(locale, errors.field.name).to_owned(),
        ("email", Flaw::Missing) => td_string!(locale, errors.field.email).to_owned(),
        ("organisations", Flaw::Missing) => td_string!(locale, errors.field.organisations).to_owned(),
        ("language", Flaw::Missing) => td_string!(locale, errors.field.language).to_owned(),
        ("code", Flaw::Missing | Flaw::NotACode) => td_string!(locale, errors.field.code).to_owned(),
        ("code", Flaw::NotAccepted) => td_string!(locale, errors.field.code_not_accepted).to_owned(),
        ("factor", Flaw::Missing | Flaw::NotACode) => td_string!(locale, errors.field.factor_code).to_owned(),
        ("factor", Flaw::NotAccepted) => td_string!(locale, errors.field.factor_not_accepted).to_owned(),
        ("role", Flaw::Missing) => td_string!(locale, errors.field.role).to_owned(),
        ("new_password", Flaw::Missing) => td_string!(locale, errors.field.password_new).to_owned(),
        ("again", Flaw::NotAccepted) => td_string!(locale, errors.field.password_again).to_owned(),
        ("old_password", Flaw::NotAccepted) => td_string!(locale, errors.field.password_old).to_owned(),
        ("shown", Flaw::Missing) => td_string!(locale, errors.field.shown).to_owned(),
        ("shown", Flaw::NotAccepted) => td_string!(locale, errors.field.shown_not_accepted).to_owned(),
        ("person_name", Flaw::Missing) => td_string!(locale, errors.field.name).to_owned(),
        ("password", Flaw::Missing) => td_string!(locale, errors.field.password).to_owned(),
        ("password", Flaw::NotAccepted) => td_string!(locale, errors.field.password_not_accepted).to_owned(),
        ("basis", Flaw::Missing) => td_string!(locale, staff.flaw.basis).to_owned(),
        ("reasons", Flaw::Missing) => td_string!(locale, staff.flaw.reasons).to_owned(),
        ("system", Flaw::Missing) => td_string!(locale, staff.flaw.system).to_owned(),
        ("json", Flaw::Missing) => td_string!(locale, staff.flaw.json).to_owned(),
        ("json", Flaw::NotAccepted) => td_string!(locale, staff.flaw.json_both).to_owned(),
        ("outcome", Flaw::Missing) => td_string!(locale, staff.flaw.outcome).to_owned(),
        ("words", Flaw::Missing) => td_string!(locale, staff.flaw.words).to_owned(),
        ("authority_reasons", Flaw::Missing) => td_string!(locale, staff.flaw.authority_reasons).to_owned(),
        ("question", Flaw::Missing) => td_string!(locale, staff.flaw.question).to_owned(),
        ("act_words", Flaw::Missing) => td_string!(locale, staff.flaw.act_words).to_owned(),
        ("act_system", Flaw::Missing) => td_string!(locale, staff.flaw.system).to_owned(),
        ("deed", Flaw::Missing) => td_string!(locale, staff.flaw.deed).to_owned(),
        ("ground", Flaw::Missing) => td_string!(locale, staff.flaw.ground).to_owned(),
        ("item_ground", Flaw::Missing) => td_string!(locale, staff.flaw.item_ground).to_owned(),
        ("what", Flaw::Missing) => td_string!(locale, staff.flaw.what).to_owned(),
        ("why", Flaw::Missing) => td_string!(locale, staff.flaw.why).to_owned(),
        ("reopen_reasons", Flaw::Missing) => td_string!(locale, staff.flaw.reopen_reasons).to_owned(),
        ("message", Flaw::Missing) => td_string!(locale, errors.field.message).to_owned(),
        ("enclosed", Flaw::Missing) => td_string!(locale, errors.field.enclosed).to_owned(),
        ("enclosed", Flaw::FileTooMany) => td_string!(locale, errors.field.enclosed_too_many).to_owned(),
        ("enclosed", Flaw::FileTooLarge) => td_string!(locale, errors.field.enclosed_too_large).to_owned(),
        ("scan", Flaw::FileTooMany) => td_string!(locale, staff.flaw.scan_too_many).to_owned(),
        ("scan", Flaw::FileTooLarge) => td_string!(locale, staff.flaw.scan_too_large).to_owned(),
        ("intake_about", Flaw::Missing) => td_string!(locale, staff.flaw.about).to_owned(),
        ("intake_represented_name", Flaw::Missing) => td_string!(locale, staff.flaw.represented_name).to_owned(),
        ("intake_channel", Flaw::Missing) => td_string!(locale, staff.flaw.channel).to_owned(),
        ("intake_received", Flaw::Missing) => td_string!(locale, staff.flaw.received).to_owned(),
        ("intake_relationship", Flaw::Missing) => td_string!(locale, staff.flaw.relationship).to_owned(),
        ("intake_name", Flaw::Missing) => td_string!(locale, staff.flaw.name).to_owned(),
        ("intake_reply", Flaw::Missing) => td_string!(locale, staff.flaw.reply).to_owned(),
        ("intake_address", Flaw::Missing) => td_string!(locale, staff.flaw.address).to_owned(),
        ("intake_email", Flaw::Missing) => td_string!(locale, staff.flaw.email).to_owned(),
        ("intake_language", Flaw::Missing) => td_string!(locale, staff.flaw.language).to_owned(),
        ("intake_rights", Flaw::Missing) => td_string!(locale, staff.flaw.rights).to_owned(),
        ("extend_ground", Flaw::Missing) => td_string!(locale, staff.flaw.extend_ground).to_owned(),
        ("extend_months", Flaw::Missing) => td_string!(locale, staff.flaw.extend_months).to_owned(),
        ("extend_reasons", Flaw::Missing) => td_string!(locale, staff.flaw.extend_reasons).to_owned(),
        ("burden", Flaw::Missing) => td_string!(locale, staff.flaw.burden).to_owned(),
        ("doubt", Flaw::Missing) => td_string!(locale, staff.flaw.doubt).to_owned(),
        ("identity_question", Flaw::Missing) => td_string!(locale, staff.flaw.identity_question).to_owned(),
        ("reply_channel", Flaw::Missing) => td_string!(locale, staff.flaw.channel).to_owned(),
        ("reply_received", Flaw::Missing) => td_string!(locale, staff.flaw.received).to_owned(),
        ("reply_received", Flaw::TooEarly) => td_string!(locale, staff.flaw.reply_too_early).to_owned(),
        ("reply_words", Flaw::Missing) => td_string!(locale, staff.flaw.reply_words).to_owned(),
        ("recipient_name", Flaw::Missing) => td_string!(locale, staff.flaw.recipient_name).to_owned(),
        ("lifting_on", Flaw::Missing) => td_string!(locale, staff.flaw.lifting_on).to_owned(),
        ("lifting_on", Flaw::TooEarly) => td_string!(locale, staff.flaw.lifting_early).to_owned(),
        ("lifting_reasons", Flaw::Missing) => td_string!(locale, staff.flaw.lifting_reasons).to_owned(),
        ("report_outcome", Flaw::Missing) => td_string!(locale, controller.flaw.report_outcome).to_owned(),
        ("report_on", Flaw::Missing) => td_string!(locale, controller.flaw.report_on).to_owned(),
        ("report_channel", Flaw::Missing) => td_string!(locale, controller.flaw.report_channel).to_owned(),
        ("dispute_reasons", Flaw::Missing) => td_string!(locale, controller.flaw.dispute_reasons).to_owned(),
        ("contact_email", Flaw::NotAccepted) => td_string!(locale, staff.flaw.contact_same).to_owned(),
        ("contact_how", Flaw::Missing) => td_string!(locale, staff.flaw.contact_how).to_owned(),
        ("document_doubt", Flaw::Missing) => td_string!(locale, staff.flaw.document_doubt).to_owned(),
        ("unfit", Flaw::Missing) => td_string!(locale, staff.flaw.unfit).to_owned(),
        ("id_file", Flaw::Missing) => td_string!(locale, staff.flaw.id_file).to_owned(),
        ("checked_parts", Flaw::Missing) => td_string!(locale, staff.flaw.checked_parts).to_owned(),
        ("checked_outcome", Flaw::Missing) => td_string!(locale, staff.flaw.checked_outcome).to_owned(),
        ("document", Flaw::Missing) => td_string!(locale, errors.field.document).to_owned(),
        ("document", Flaw::FileKind) => td_string!(locale, errors.field.document_kind).to_owned(),
        ("document", Flaw::FileTooLarge) => td_string!(locale, errors.field.document_too_large).to_owned(),
        ("document", Flaw::FileEmpty) => td_string!(locale, errors.field.document_empty).to_owned(),
        (field, Flaw::Missing) if field.starts_with("known-") => td_string!(locale, staff.flaw.known).to_owned(),
        (field, Flaw::Missing) if field.starts_with("given-") => td_string!(locale, errors.field.given).to_owned(),
        (field, Flaw::NotADate) if field.starts_with("given-") || field.starts_with("known-") => {
            td_string!(locale, errors.field.given_date).to_owned()
        }
        (field, Flaw::Missing) if field.starts_with("spare_ground-") => {
            td_string!(locale, staff.flaw.spare_ground).to_owned()
        }
        (field, Flaw::Missing) if field.starts_with("spare_reasons-") => {
            td_string!(locale, staff.flaw.spare_reasons).to_owned()
        }
        ("controller", Flaw::Missing) => td_string!(locale, staff.flaw.controller).to_owned(),
        (field, Flaw::Missing | Flaw::NotAccepted) if field.starts_with("who") => {
            td_string!(locale, errors.field.who).to_owned()
        }
        ("email" | "represented_email" | "intake_email" | "intake_represented_email", Flaw::TooLong { .. }) => {
            td_string!(locale, errors.field.email_too_long).to_owned()
        }
        (_, Flaw::Missing) => td_string!(locale, errors.flaw.missing).to_owned(),
        (_, Flaw::TooLong { max }) => td_string!(locale, errors.flaw.too_long, max = number(locale, max)).to_string(),
        (_, Flaw::NotAnAddress) => td_string!(locale, errors.flaw.not_an_address).to_owned(),
        (_, Flaw::ControlCharacter) => td_string!(locale, errors.flaw.control_character).to_owned(),
        (_, Flaw::NotACode | Flaw::NotAccepted) => td_string!(locale, errors.flaw.not_accepted).to_owned(),
        (_, Flaw::JsonSyntax { line, column }) => {
            td_string!(locale, errors.flaw.json_syntax, line = line, column = column.max(1)).to_string()
        }
        (_, Flaw::Caution(complaint)) => words::caution(locale, complaint).to_owned(),
        (_, Flaw::PasswordTooShort) => td_string!(locale, errors.field.password_too_short).to_owned(),
        (_, Flaw::PasswordTooLong) => td_string!(locale, errors.field.password_too_long).to_owned(),
        (_, Flaw::PasswordGuessable) => td_string!(locale, errors.field.password_guessable).to_owned(),
        (_, Flaw::JsonTooDeep) => td_string!(locale, errors.flaw.json_too_deep).to_owned(),
        (_, Flaw::JsonEmpty) => td_string!(locale, errors.flaw.json_empty).to_owned(),
        (_, Flaw::NotADate) => td_string!(locale, errors.flaw.not_a_date).to_owned(),
        (_, Flaw::InFuture) => td_string!(locale, errors.flaw.in_future).to_owned(),
        (_, Flaw::OutOfReach) => td_string!(locale, errors.trouble.day_out_of_reach).to_owned(),
        (_, Flaw::TooEarly) => td_string!(locale, errors.flaw.too_early).to_owned(),
        (_, Flaw::FileEmpty) => td_string!(locale, errors.flaw.file_empty).to_owned(),
        (_, Flaw::FileTooLarge) => td_string!(locale, errors.flaw.file_too_large).to_owned(),
        (_, Flaw::FileTooMany) => td_string!(locale, errors.flaw.file_too_many).to_owned(),
        (_, Flaw::FileKind) => td_string!(locale, errors.flaw.file_kind).to_owned(),
        (_, Flaw::CsvNotUtf8 { line }) => td_string!(locale, errors.flaw.csv_not_utf8, line = line).to_string(),
        (_, Flaw::CsvQuote { line }) => td_string!(locale, errors.flaw.csv_quote, line = line).to_string(),
        (_, Flaw::CsvCells { line, found, expected }) => {
            td_string!(locale, errors.flaw.csv_cells, line = line, found = found, expected = expected).to_string()
        }
        (_, Flaw::CsvEmpty) => td_string!(locale, errors.flaw.csv_empty).to_owned(),
        (_, Flaw::TooLarge { megabytes }) => td_string!(locale, errors.flaw.too_large, max = megabytes).to_string(),
        (_, Flaw::BrokenOff) => td_string!(locale, errors.flaw.broken_off).to_owned(),
    }
}

/// A number with its thousands apart, as each language has it: 5,000 and 5.000.
pub fn number(locale: Locale, number: usize) -> String {
    crate::islands::grouped(number, thousands(locale))
}

/// What stands between thousands.
pub const fn thousands(locale: Locale) -> char {
    match locale {
        Locale::en => ',',
        Locale::nl => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 200, 5_000, 1_234_567].map(|n| number(Locale::en, n)), ["0", "200", "5,000", "1,234,567"]);
        assert_eq!(number(Locale::nl, 5_000), "5.000");
    }
}
