//! A name for each word of the vocabulary.

use super::{Locale, dates, td_string};
use desk::Cited;
use domain::complaint::Complaint;
use domain::forwarding::Report;
use domain::identity::{DocumentPart, FactId, IdentityPolicy};
use domain::law::{ExtensionGround, Ground};
use domain::procedure::{Spared, Standing, Writing};
use domain::staff::{KeyKind, Role};
use domain::words::{Channel, Deed, IdentityBasis, Language, Outcome, Relationship, Right};

/// The word for a ground out of one of the catalogues: data subjects and staff read different ones.
macro_rules! ground_words {
    ($locale:ident, $ground:ident, $catalogue:ident) => {
        $crate::texts::words::ground_words!(
            $locale, $ground, $catalogue:
            ManifestlyUnfounded = manifestly_unfounded,
            Excessive = excessive,
            NotIdentifiable = not_identifiable,
            RightsOfOthers = rights_of_others,
            DataAreRight = data_are_right,
            NoCaseOfErasure = no_case_of_erasure,
            FreedomOfExpression = freedom_of_expression,
            LegalObligation = legal_obligation,
            PublicHealth = public_health,
            Archiving = archiving,
            LegalClaims = legal_claims,
            NoCaseOfRestriction = no_case_of_restriction,
            UsedAllTheSame = used_all_the_same,
            NotPortable = not_portable,
            CompellingGrounds = compelling_grounds,
            PublicResearch = public_research,
            NotSolelyAutomated = not_solely_automated,
            DecisionAllowed = decision_allowed,
            NationalLaw = national_law,
        )
    };
    ($locale:ident, $ground:ident, $catalogue:ident: $($variant:ident = $key:ident,)+) => {
        match $ground {
            $(::domain::law::Ground::$variant => $crate::texts::td_string!($locale, $catalogue.ground.$key),)+
        }
    };
}
pub(crate) use ground_words;

/// A right in everyday words: "See my data".
pub fn right(locale: Locale, right: Right) -> &'static str {
    match right {
        Right::Access => td_string!(locale, common.right.access),
        Right::Rectification => td_string!(locale, common.right.rectification),
        Right::Erasure => td_string!(locale, common.right.erasure),
        Right::Restriction => td_string!(locale, common.right.restriction),
        Right::Portability => td_string!(locale, common.right.portability),
        Right::Objection => td_string!(locale, common.right.objection),
        Right::AutomatedDecision => td_string!(locale, common.right.automated_decision),
        Right::ConsentWithdrawal => td_string!(locale, common.right.consent_withdrawal),
    }
}

/// A right by the name that the regulation gives it: "Right of access".
pub fn right_in_law(locale: Locale, right: Right) -> &'static str {
    match right {
        Right::Access => td_string!(locale, common.right_in_law.access),
        Right::Rectification => td_string!(locale, common.right_in_law.rectification),
        Right::Erasure => td_string!(locale, common.right_in_law.erasure),
        Right::Restriction => td_string!(locale, common.right_in_law.restriction),
        Right::Portability => td_string!(locale, common.right_in_law.portability),
        Right::Objection => td_string!(locale, common.right_in_law.objection),
        Right::AutomatedDecision => td_string!(locale, common.right_in_law.automated_decision),
        Right::ConsentWithdrawal => td_string!(locale, common.right_in_law.consent_withdrawal),
    }
}

/// The article that grants a right: "Article 15 GDPR".
pub fn article(locale: Locale, right: Right) -> String {
    cited(locale, right.article())
}

/// An article as each language cites it: `28(3)(e)` is "Article 28(3)(e) GDPR", "Artikel 28, lid 3, onder e, AVG".
pub fn cited(locale: Locale, article: &str) -> String {
    let parts: Vec<_> = article.split(['(', ')']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [article, paragraph, letter] => {
            td_string!(locale, common.article_letter, article = article, paragraph = paragraph, letter = letter)
                .to_string()
        }
        [article, paragraph] => {
            td_string!(locale, common.article_paragraph, article = article, paragraph = paragraph).to_string()
        }
        _ => td_string!(locale, common.article, number = article).to_string(),
    }
}

/// How somebody stands to the operator, as staff read it.
pub fn relationship(locale: Locale, relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Customer => td_string!(locale, common.relationship.customer),
        Relationship::Signer => td_string!(locale, common.relationship.signer),
        Relationship::Other => td_string!(locale, common.relationship.other),
    }
}

/// How a request came in.
pub fn channel(locale: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Web => td_string!(locale, common.channel.web),
        Channel::Email => td_string!(locale, common.channel.email),
        Channel::Letter => td_string!(locale, common.channel.letter),
        Channel::Counter => td_string!(locale, common.channel.counter),
        Channel::Phone => td_string!(locale, common.channel.phone),
        Channel::Api => td_string!(locale, common.channel.api),
    }
}

/// How a request ended.
pub fn outcome(locale: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fulfilled => td_string!(locale, common.outcome.fulfilled),
        Outcome::PartlyFulfilled => td_string!(locale, common.outcome.partly_fulfilled),
        Outcome::NothingHeld => td_string!(locale, common.outcome.nothing_held),
        Outcome::Refused => td_string!(locale, common.outcome.refused),
        Outcome::IdentityNotEstablished => td_string!(locale, common.outcome.identity_not_established),
        Outcome::AnsweredByController => td_string!(locale, common.outcome.answered_by_controller),
        Outcome::Withdrawn => td_string!(locale, common.outcome.withdrawn),
        Outcome::LapsedUnverified => td_string!(locale, common.outcome.lapsed_unverified),
    }
}

/// By which way a controller answers: what is a portal to us is its own website to it.
pub fn answer_channel(locale: Locale, by: Channel) -> &'static str {
    match by {
        Channel::Web => td_string!(locale, controller.report.own_site),
        other => channel(locale, other),
    }
}

/// How a controller says that it answered.
pub fn report(locale: Locale, report: Report) -> String {
    let (outcome, day) = (outcome(locale, report.outcome), dates::day(locale, report.on));
    let channel = answer_channel(locale, report.channel).to_lowercase();
    td_string!(locale, controller.report.said, outcome = outcome, day = day, channel = channel).to_string()
}

/// Where a request stands, as its data subject reads it.
pub fn standing(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::AwaitingMailbox => td_string!(locale, common.standing.awaiting_mailbox),
        Standing::AwaitingChoice => td_string!(locale, common.standing.awaiting_choice),
        Standing::Triage => td_string!(locale, common.standing.triage),
        Standing::WithStaff => td_string!(locale, common.standing.with_staff),
        Standing::AwaitingSubject => td_string!(locale, common.standing.awaiting_subject),
        Standing::Forwarded => td_string!(locale, common.standing.forwarded),
        Standing::Acknowledged => td_string!(locale, common.standing.acknowledged),
        Standing::Closed => td_string!(locale, common.standing.closed),
    }
}

/// What is done in a system.
pub fn deed(locale: Locale, deed: Deed) -> &'static str {
    match deed {
        Deed::Rectify => td_string!(locale, common.deed.rectify),
        Deed::Erase => td_string!(locale, common.deed.erase),
        Deed::Restrict => td_string!(locale, common.deed.restrict),
        Deed::Stop => td_string!(locale, common.deed.stop),
        Deed::TellRecipient => td_string!(locale, common.deed.tell_recipient),
    }
}

/// Why a recipient is not told.
pub fn spared(locale: Locale, spared: Spared) -> &'static str {
    match spared {
        Spared::Impossible => td_string!(locale, common.spared.impossible),
        Spared::Disproportionate => td_string!(locale, common.spared.disproportionate),
    }
}

/// On what something is refused.
pub fn ground(locale: Locale, ground: Ground) -> &'static str {
    ground_words!(locale, ground, common)
}

/// The same with the provision of national law, if it is one, and the article by which it stands.
pub fn ground_cited(locale: Locale, of: &Cited) -> String {
    let provision = of.provision.as_ref().map(|provision| format!(", {provision}")).unwrap_or_default();
    format!("{}{provision} ({})", ground(locale, of.ground), cited(locale, &of.article))
}

/// Why something takes longer than a month.
pub fn extension_ground(locale: Locale, ground: ExtensionGround) -> &'static str {
    match ground {
        ExtensionGround::Complexity => td_string!(locale, common.extension_ground.complexity),
        ExtensionGround::NumberOfRequests => td_string!(locale, common.extension_ground.number_of_requests),
        ExtensionGround::NotInTheLaw => td_string!(locale, common.extension_ground.not_in_the_law),
    }
}

/// What people would complain of, said to staff before it happens.
pub fn caution(locale: Locale, complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::Overdue => td_string!(locale, staff.caution.overdue),
        Complaint::IdCopy => td_string!(locale, staff.caution.id_copy),
        Complaint::AdditionalId => td_string!(locale, staff.caution.additional_id),
        Complaint::CalledExcessive => td_string!(locale, staff.caution.called_excessive),
        Complaint::OtherLanguage => td_string!(locale, staff.caution.other_language),
        Complaint::Signature => td_string!(locale, staff.caution.signature),
        Complaint::WrongMedium => td_string!(locale, staff.caution.wrong_medium),
    }
}

/// That it is to happen all the same.
pub fn despite(locale: Locale, complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::Overdue => td_string!(locale, staff.despite.overdue),
        Complaint::IdCopy => td_string!(locale, staff.despite.id_copy),
        Complaint::AdditionalId => td_string!(locale, staff.despite.additional_id),
        Complaint::CalledExcessive => td_string!(locale, staff.despite.called_excessive),
        Complaint::OtherLanguage => td_string!(locale, staff.despite.other_language),
        Complaint::Signature => td_string!(locale, staff.despite.signature),
        Complaint::WrongMedium => td_string!(locale, staff.despite.wrong_medium),
    }
}

/// What was written to the person, to somebody who knows what is meant.
pub fn writing(locale: Locale, writing: Writing) -> &'static str {
    match writing {
        Writing::Answer => td_string!(locale, staff.writing.answer),
        Writing::Question => td_string!(locale, staff.writing.question),
        Writing::Extension => td_string!(locale, staff.writing.extension),
        Writing::Lifting => td_string!(locale, staff.writing.lifting),
    }
}

/// On what staff rely for an identity.
pub fn identity_basis(locale: Locale, basis: IdentityBasis) -> &'static str {
    match basis {
        IdentityBasis::MailboxOnRecord => td_string!(locale, common.identity_basis.mailbox_on_record),
        IdentityBasis::FactsMatched => td_string!(locale, common.identity_basis.facts_matched),
        IdentityBasis::Eid => td_string!(locale, common.identity_basis.eid),
        IdentityBasis::Document => td_string!(locale, common.identity_basis.document),
        IdentityBasis::Other => td_string!(locale, common.identity_basis.other),
    }
}

/// A part of an identity document.
pub fn document_part(locale: Locale, part: DocumentPart) -> &'static str {
    match part {
        DocumentPart::Name => td_string!(locale, common.document_part.name),
        DocumentPart::BirthDate => td_string!(locale, common.document_part.birth_date),
        DocumentPart::Validity => td_string!(locale, common.document_part.validity),
        DocumentPart::Address => td_string!(locale, common.document_part.address),
    }
}

/// Parts of an identity document, within a sentence.
pub fn document_parts(locale: Locale, parts: &[DocumentPart]) -> String {
    parts.iter().map(|part| document_part(locale, *part).to_lowercase()).collect::<Vec<_>>().join("; ")
}

/// Facts by what people read for them; one that is set no more by its name.
pub fn facts(locale: Locale, policy: &IdentityPolicy, facts: &[FactId]) -> String {
    let label = |id: &FactId| policy.fact(id).map_or(id.0.clone(), |fact| fact.label(locale.into()).to_owned());
    facts.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// A language by its name in the language of the page.
pub fn language(locale: Locale, language: Language) -> &'static str {
    match language {
        Language::Dutch => td_string!(locale, common.language.dutch),
        Language::English => td_string!(locale, common.language.english),
    }
}

/// A language by its own name, for those who do not read the one of the page.
pub const fn endonym(language: Language) -> &'static str {
    match language {
        Language::Dutch => "Nederlands",
        Language::English => "English",
    }
}

/// A role of staff.
pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Agent => td_string!(locale, staff.role.agent),
        Role::Dpo => td_string!(locale, staff.role.dpo),
        Role::Administrator => td_string!(locale, staff.role.administrator),
        Role::Auditor => td_string!(locale, staff.role.auditor),
    }
}

/// A passkey or a security key, as what it is.
pub fn key_kind(locale: Locale, kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Passkey => td_string!(locale, staff.key.kind.passkey),
        KeyKind::SecurityKey => td_string!(locale, staff.key.kind.security_key),
    }
}

/// What a role is there for.
pub fn role_may(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Agent => td_string!(locale, staff.role_may.agent),
        Role::Dpo => td_string!(locale, staff.role_may.dpo),
        Role::Administrator => td_string!(locale, staff.role_may.administrator),
        Role::Auditor => td_string!(locale, staff.role_may.auditor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_cited_as_each_language_does() {
        let both = |article| [cited(Locale::en, article), cited(Locale::nl, article)];
        assert_eq!(both("15"), ["Article 15 GDPR", "Artikel 15 AVG"]);
        assert_eq!(both("12(6)"), ["Article 12(6) GDPR", "Artikel 12, lid 6, AVG"]);
        assert_eq!(both("28(3)(e)"), ["Article 28(3)(e) GDPR", "Artikel 28, lid 3, onder e, AVG"]);
    }
}
