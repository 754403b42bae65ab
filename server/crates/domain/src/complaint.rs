//! What data subjects complain of, and what in a text to one of them would give cause for it.
//!
//! The kinds are those that people report most of answers to their requests. [`Complaint::guard`] tells what stands before
//! each: some states cannot be reached at all; of the others staff are warned before it happens.

use crate::procedure::Procedure;
use crate::words::{Language, words};
use whatlang::{Detector, Lang};

words! {
    /// What data subjects complain of.
    Complaint {
        /// The answer came too late, or never (Art. 12(3)).
        Overdue = "overdue",
        /// A copy of an identity document was demanded (EDPB Guidelines 01/2022, 74 to 79).
        IdCopy = "id_copy",
        /// More proof of identity was demanded of somebody who had given enough (Art. 12(6)).
        AdditionalId = "additional_id",
        /// The request was called excessive (Art. 12(5)).
        CalledExcessive = "called_excessive",
        /// The answer came in another language than the request (EDPB Guidelines 01/2022, 142).
        OtherLanguage = "other_language",
        /// A signature was demanded (EDPB Guidelines 01/2022, 50 to 57).
        Signature = "signature",
        /// The answer came, or was to be asked for, in another way than the request (Art. 12(3)).
        WrongMedium = "wrong_medium",
    }
}

/// What keeps a complaint from being right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// The rules refuse to come to that state.
    Unreachable,
    /// Staff see it coming, or are asked before it happens.
    Flagged,
}

impl Complaint {
    /// What stands before it.
    pub const fn guard(self) -> Guard {
        match self {
            // Who is on record or has shown enough is not asked, and nobody twice at once: `Refusal::NothingToDoubt`,
            // `MailboxSuffices`, `FactsSuffice`, `AskedAlready`.
            Self::AdditionalId => Guard::Unreachable,
            // Lists show what is late and what soon will be; what a text says, and that it leaves by another way than the
            // one in which the person asked, is asked about before it leaves; a refusal as excessive carries what shows it.
            Self::Overdue
            | Self::IdCopy
            | Self::CalledExcessive
            | Self::OtherLanguage
            | Self::Signature
            | Self::WrongMedium => Guard::Flagged,
        }
    }
}

/// What is looked for in the words of staff, in small letters; in every language, whatever the person reads.
const PHRASES: [(Complaint, &[&str]); 3] = [
    (
        Complaint::IdCopy,
        &[
            "passport",
            "identity card",
            "identity document",
            "id card",
            "copy of your id",
            "copy of an id",
            "proof of identity document",
            "driving licence",
            "driver's license",
            "paspoort",
            "identiteitskaart",
            "identiteitsbewijs",
            "legitimatiebewijs",
            "rijbewijs",
            "kopie id",
            "kopie van uw id",
        ],
    ),
    (
        Complaint::Signature,
        &["signature", "sign the", "sign and", "signed copy", "signed form", "handtekening", "onderteken"],
    ),
    (
        Complaint::WrongMedium,
        &[
            "by post",
            "by letter",
            "by fax",
            "in person",
            "at our office",
            "per post",
            "per brief",
            "per fax",
            "aangetekend",
            "langskomen",
            "op ons kantoor",
        ],
    ),
];

/// From how many letters on a text tells its language.
const TELLING: usize = 60;

/// Of what in `text`, written by staff to somebody who reads `language`, the person could complain. It warns: whether it
/// is right in this case, staff decide.
pub fn cautions(text: &str, language: Language) -> Vec<Complaint> {
    let small = text.to_lowercase().replace('’', "'");
    let said = PHRASES.iter().filter(|(_, phrases)| phrases.iter().any(|phrase| small.contains(phrase)));
    let mut found: Vec<_> = said.map(|(complaint, _)| *complaint).collect();
    found.extend(is_foreign(text, language).then_some(Complaint::OtherLanguage));
    found
}

/// Whether what is written now leaves by letter although the person asked electronically: it is answered by electronic means
/// unless they ask otherwise (Art. 12(3), 15(3)).
pub fn by_another_medium(p: &Procedure) -> Option<Complaint> {
    (p.channel.is_electronic() && p.mailbox_proven.is_none()).then_some(Complaint::WrongMedium)
}

/// Whether a text is for certain in another of our languages.
fn is_foreign(text: &str, language: Language) -> bool {
    let known = [(Language::English, Lang::Eng), (Language::Dutch, Lang::Nld)];
    let detector = Detector::with_allowlist(known.map(|(_, lang)| lang).to_vec());
    let read = known.into_iter().find(|(of, _)| *of == language).map(|(_, lang)| lang);
    let info = detector.detect(text).filter(|info| info.is_reliable());
    text.chars().filter(|c| c.is_alphabetic()).count() >= TELLING && info.is_some_and(|info| Some(info.lang()) != read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Complaint::{IdCopy, OtherLanguage, Signature, WrongMedium};

    #[test]
    fn what_people_complain_of_is_seen_in_the_words_before_they_leave() {
        let (en, nl) = (Language::English, Language::Dutch);
        let dutch = "Wij hebben uw gegevens gevonden en sturen u hierbij alles wat wij over u bewaren.";
        let english = "We found your data, and we send you everything that we keep about you with this answer.";
        let table: [(&str, Language, &[Complaint]); 12] = [
            ("Which number stands on your last bill?", en, &[]),
            ("Welk nummer staat op uw laatste factuur?", nl, &[]),
            ("Please send a copy of your Passport.", en, &[IdCopy]),
            ("Stuur ons een kopie van uw identiteitsbewijs.", nl, &[IdCopy]),
            ("Please send the signed form, with your signature, by post.", en, &[Signature, WrongMedium]),
            ("Graag ondertekenen en aangetekend terugsturen.", nl, &[Signature, WrongMedium]),
            ("Your driver’s license will do.", en, &[IdCopy]),
            (dutch, nl, &[]),
            (english, en, &[]),
            (dutch, en, &[OtherLanguage]),
            (english, nl, &[OtherLanguage]),
            ("OK", nl, &[]),
        ];
        for (text, language, expected) in table {
            assert_eq!(cautions(text, language), expected, "{text:?} to who reads {language:?}");
        }
    }

    #[test]
    fn every_complaint_that_words_can_cause_is_flagged() {
        let by_words = PHRASES.iter().map(|(complaint, _)| *complaint).chain([OtherLanguage]);
        assert!(by_words.map(Complaint::guard).all(|guard| guard == Guard::Flagged));
    }
}
