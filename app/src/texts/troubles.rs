//! What went wrong altogether, and what to do then; by the code of the desk's error.

use super::{Locale, td_string, words};
use crate::forms::Trouble;
use domain::procedure::Refusal;

/// The sentences for a trouble, with the article from which it follows.
pub fn full_text(locale: Locale, trouble: &Trouble) -> String {
    let text = text(locale, &trouble.code, trouble.number.as_deref());
    match &trouble.article {
        Some(article) => with_article(locale, &text, article),
        None => text,
    }
}

/// Why something is refused, with its article.
pub fn refusal(locale: Locale, refusal: Refusal) -> String {
    with_article(locale, &text(locale, refusal.code(), None), refusal.article())
}

fn with_article(locale: Locale, text: &str, number: &str) -> String {
    format!("{text} ({})", words::cited(locale, number))
}

/// The sentences for a trouble. Every code of `DeskError::code` and `Refusal::code` has its own; what is no fault of the
/// person's is told by its number.
pub fn text(locale: Locale, code: &str, number: Option<&str>) -> String {
    if let Some(number) = number {
        return td_string!(locale, errors.trouble.internal, number = number).to_string();
    }
    let text = match code {
        "too_large" => td_string!(locale, errors.page.too_large_why),
        "conflict" => td_string!(locale, errors.trouble.conflict),
        "not_found" => td_string!(locale, errors.trouble.not_found),
        "not_signed_in" => td_string!(locale, errors.trouble.not_signed_in),
        "wrong_code" => td_string!(locale, errors.field.code_not_accepted),
        "wrong_password" => td_string!(locale, errors.field.password_not_accepted),
        "not_permitted" => td_string!(locale, errors.trouble.not_permitted),
        "last_factor" => td_string!(locale, errors.trouble.last_factor),
        "key_not_offered" => td_string!(locale, errors.trouble.key_not_offered),
        "key_stale" => td_string!(locale, errors.trouble.key_stale),
        "key_unknown" => td_string!(locale, errors.trouble.key_unknown),
        "key_elsewhere" => td_string!(locale, errors.trouble.key_elsewhere),
        "key_unverified" => td_string!(locale, errors.trouble.key_unverified),
        "key_doubted" => td_string!(locale, errors.trouble.key_doubted),
        "key_taken" => td_string!(locale, errors.trouble.key_taken),
        "key_unreadable" => td_string!(locale, errors.trouble.key_unreadable),
        "provider_stale" => td_string!(locale, errors.trouble.provider_stale),
        "provider_declined" => td_string!(locale, errors.trouble.provider_declined),
        "provider_unreached" => td_string!(locale, errors.trouble.provider_unreached),
        "provider_untrue" => td_string!(locale, errors.trouble.provider_untrue),
        "provider_not_assured" => td_string!(locale, errors.trouble.provider_not_assured),
        "provider_not_linked" => td_string!(locale, errors.trouble.provider_not_linked),
        "provider_taken" => td_string!(locale, errors.trouble.provider_taken),
        "contact_settled" => td_string!(locale, errors.trouble.contact_settled),
        "contact_same_eyes" => td_string!(locale, errors.trouble.contact_same_eyes),
        "contact_same" => td_string!(locale, staff.flaw.contact_same),
        "own_account" => td_string!(locale, errors.trouble.own_account),
        "account_closed" => td_string!(locale, errors.trouble.account_closed),
        "account_exists" => td_string!(locale, errors.trouble.account_exists),
        "unconfirmed" => td_string!(locale, errors.trouble.unconfirmed),
        "link_spent" => td_string!(locale, errors.trouble.link_spent),
        "password_too_short" => td_string!(locale, errors.field.password_too_short),
        "password_too_long" => td_string!(locale, errors.field.password_too_long),
        "password_guessable" => td_string!(locale, errors.field.password_guessable),
        "stale_form" => td_string!(locale, errors.trouble.stale_form),
        "throttled" => td_string!(locale, errors.trouble.throttled),
        "no_draft" => td_string!(locale, errors.trouble.no_draft),
        "closed" => td_string!(locale, errors.trouble.closed),
        "still_open" => td_string!(locale, errors.trouble.still_open),
        "already_proven" => td_string!(locale, errors.trouble.already_proven),
        "mailbox_unproven" => td_string!(locale, errors.trouble.mailbox_unproven),
        "identity_unconfirmed" => td_string!(locale, errors.trouble.identity_unconfirmed),
        "reasons_missing" => td_string!(locale, errors.trouble.reasons_missing),
        "nothing_gathered" => td_string!(locale, errors.trouble.nothing_gathered),
        "something_gathered" => td_string!(locale, errors.trouble.something_gathered),
        "words_missing" => td_string!(locale, errors.trouble.words_missing),
        "outcome_not_open" => td_string!(locale, errors.trouble.outcome_not_open),
        "for_the_controller" => td_string!(locale, errors.trouble.for_the_controller),
        "ours_to_answer" => td_string!(locale, errors.trouble.ours_to_answer),
        "already_forwarded" => td_string!(locale, errors.trouble.already_forwarded),
        "no_such_piece" => td_string!(locale, errors.trouble.no_such_piece),
        "not_available" => td_string!(locale, errors.trouble.not_available),
        "already_with_staff" => td_string!(locale, errors.trouble.already_with_staff),
        "already_acknowledged" => td_string!(locale, errors.trouble.already_acknowledged),
        "disputed" => td_string!(locale, errors.trouble.disputed),
        "already_reported" => td_string!(locale, errors.trouble.already_reported),
        "day_out_of_reach" => td_string!(locale, errors.trouble.day_out_of_reach),
        "nothing_to_route" => td_string!(locale, errors.trouble.nothing_to_route),
        "cannot_be_refused" => td_string!(locale, errors.trouble.cannot_be_refused),
        "ground_missing" => td_string!(locale, errors.trouble.ground_missing),
        "ground_not_for_this" => td_string!(locale, errors.trouble.ground_not_for_this),
        "remedies_missing" => td_string!(locale, errors.trouble.remedies_missing),
        "identity_known" => td_string!(locale, errors.trouble.identity_known),
        "acts_open" => td_string!(locale, errors.trouble.acts_open),
        "nothing_done" => td_string!(locale, errors.trouble.nothing_done),
        "something_withheld" => td_string!(locale, errors.trouble.something_withheld),
        "no_such_act" => td_string!(locale, errors.trouble.no_such_act),
        "act_done" => td_string!(locale, errors.trouble.act_done),
        "no_notice_owed" => td_string!(locale, errors.trouble.no_notice_owed),
        "nothing_to_tell" => td_string!(locale, errors.trouble.nothing_to_tell),
        "no_such_recipient" => td_string!(locale, errors.trouble.no_such_recipient),
        "notice_settled" => td_string!(locale, errors.trouble.notice_settled),
        "sparing_unexplained" => td_string!(locale, errors.trouble.sparing_unexplained),
        "nothing_restricted" => td_string!(locale, errors.trouble.nothing_restricted),
        "lifting_unannounced" => td_string!(locale, errors.trouble.lifting_unannounced),
        "lifting_unexplained" => td_string!(locale, errors.trouble.lifting_unexplained),
        "lifting_announced" => td_string!(locale, errors.trouble.lifting_announced),
        "lifting_too_soon" => td_string!(locale, errors.trouble.lifting_too_soon),
        "lifting_untold" => td_string!(locale, errors.trouble.lifting_untold),
        "nothing_written" => td_string!(locale, errors.trouble.nothing_written),
        "already_dispatched" => td_string!(locale, errors.trouble.already_dispatched),
        "exemption_missing" => td_string!(locale, errors.trouble.exemption_missing),
        "exemption_not_for_this" => td_string!(locale, errors.trouble.exemption_not_for_this),
        "lifting_not_due" => td_string!(locale, errors.trouble.lifting_not_due),
        "already_extended" => td_string!(locale, errors.trouble.already_extended),
        "bad_months" => td_string!(locale, errors.trouble.bad_months),
        "no_grounds" => td_string!(locale, errors.trouble.no_grounds),
        "ground_not_allowed" => td_string!(locale, errors.trouble.ground_not_allowed),
        "after_first_month" => td_string!(locale, errors.trouble.after_first_month),
        "extension_unexplained" => td_string!(locale, errors.trouble.extension_unexplained),
        "nothing_to_doubt" => td_string!(locale, errors.trouble.nothing_to_doubt),
        "asked_already" => td_string!(locale, errors.trouble.asked_already),
        "mailbox_suffices" => td_string!(locale, errors.trouble.mailbox_suffices),
        "facts_suffice" => td_string!(locale, errors.trouble.facts_suffice),
        "facts_missing" => td_string!(locale, errors.trouble.facts_missing),
        "facts_not_asked" => td_string!(locale, errors.trouble.facts_not_asked),
        "facts_wrong" => td_string!(locale, errors.trouble.facts_wrong),
        "eid_suffices" => td_string!(locale, errors.trouble.eid_suffices),
        "documents_off" => td_string!(locale, errors.trouble.documents_off),
        "milder_first" => td_string!(locale, errors.trouble.milder_first),
        "document_not_asked" => td_string!(locale, errors.trouble.document_not_asked),
        "document_unchecked" => td_string!(locale, errors.trouble.document_unchecked),
        "no_such_document" => td_string!(locale, errors.trouble.no_such_document),
        "nothing_checked" => td_string!(locale, errors.trouble.nothing_checked),
        "cautioned" => td_string!(locale, errors.trouble.cautioned),
        "burden_unmet" => td_string!(locale, errors.trouble.burden_unmet),
        "forgotten" => td_string!(locale, errors.trouble.forgotten),
        "not_relayed" => td_string!(locale, errors.trouble.not_relayed),
        "not_yet" => td_string!(locale, errors.trouble.not_yet),
        "marketing_stops" => td_string!(locale, errors.trouble.marketing_stops),
        "authority_unconfirmed" => td_string!(locale, errors.trouble.authority_unconfirmed),
        "acts_for_nobody" => td_string!(locale, errors.trouble.acts_for_nobody),
        "not_told_yet" => td_string!(locale, errors.trouble.not_told_yet),
        _ => td_string!(locale, errors.trouble.other),
    };
    text.to_owned()
}
