//! On what a request may be refused, in whole or in part.

use crate::words::{Right, words};

words! {
    /// A ground of refusal. Which right it can stand against, and in which article, tells [`Ground::article`].
    Ground {
        /// There is nothing in the request; the controller proves it.
        ManifestlyUnfounded = "manifestly_unfounded",
        /// There are too many, in particular repeated ones; the controller proves it.
        Excessive = "excessive",
        /// The controller shows that it cannot tell whose data they are.
        NotIdentifiable = "not_identifiable",
        /// A copy would adversely affect the rights and freedoms of others.
        RightsOfOthers = "rights_of_others",
        /// The data are right as they are.
        DataAreRight = "data_are_right",
        /// None of the cases in which data must be erased.
        NoCaseOfErasure = "no_case_of_erasure",
        /// Freedom of expression and information.
        FreedomOfExpression = "freedom_of_expression",
        /// A law demands that the data be kept: invoices, say.
        LegalObligation = "legal_obligation",
        /// Public interest in the area of public health.
        PublicHealth = "public_health",
        /// Archiving in the public interest, research, statistics.
        Archiving = "archiving",
        /// Legal claims are established, exercised or defended.
        LegalClaims = "legal_claims",
        /// None of the cases in which data must be restricted.
        NoCaseOfRestriction = "no_case_of_restriction",
        /// Used all the same for legal claims or the rights of another.
        UsedAllTheSame = "used_all_the_same",
        /// Not on consent or contract, or not by automated means.
        NotPortable = "not_portable",
        /// Compelling legitimate grounds of the controller override.
        CompellingGrounds = "compelling_grounds",
        /// Research or statistics for a task of public interest.
        PublicResearch = "public_research",
        /// A person took part in the decision, or it has no serious effect.
        NotSolelyAutomated = "not_solely_automated",
        /// The decision is allowed: by contract, by law, or by explicit consent.
        DecisionAllowed = "decision_allowed",
        /// An exemption in the law of the Member State.
        NationalLaw = "national_law",
    }
}

impl Ground {
    /// The article by which it stands against `right`; nothing where it does not.
    pub const fn article(self, right: Right) -> Option<&'static str> {
        use Right as R;
        Some(match (self, right) {
            // Neither may be refused at all: consent goes as easily as it came (Art. 7(3)).
            (_, R::ConsentWithdrawal) => return None,
            (Self::ManifestlyUnfounded | Self::Excessive, _) => "12(5)",
            (Self::NationalLaw, _) => "23",
            (Self::NotIdentifiable, R::Access | R::Rectification | R::Erasure | R::Restriction | R::Portability) => {
                "11(2)"
            }
            (Self::RightsOfOthers, R::Access) => "15(4)",
            (Self::RightsOfOthers, R::Portability) => "20(4)",
            (Self::DataAreRight, R::Rectification) => "16",
            (Self::NoCaseOfErasure, R::Erasure) => "17(1)",
            (Self::FreedomOfExpression, R::Erasure) => "17(3)(a)",
            (Self::LegalObligation, R::Erasure) => "17(3)(b)",
            (Self::PublicHealth, R::Erasure) => "17(3)(c)",
            (Self::Archiving, R::Erasure) => "17(3)(d)",
            (Self::LegalClaims, R::Erasure) => "17(3)(e)",
            (Self::NoCaseOfRestriction, R::Restriction) => "18(1)",
            (Self::UsedAllTheSame, R::Restriction) => "18(2)",
            (Self::NotPortable, R::Portability) => "20(1)",
            (Self::CompellingGrounds | Self::LegalClaims, R::Objection) => "21(1)",
            (Self::PublicResearch, R::Objection) => "21(6)",
            (Self::NotSolelyAutomated, R::AutomatedDecision) => "22(1)",
            (Self::DecisionAllowed, R::AutomatedDecision) => "22(2)",
            _ => return None,
        })
    }

    /// Whether the controller has to demonstrate it (Art. 12(5)).
    pub const fn bears_burden(self) -> bool {
        matches!(self, Self::ManifestlyUnfounded | Self::Excessive)
    }

    /// The grounds that can stand against `right`, each with its article.
    pub fn against(right: Right) -> impl Iterator<Item = (Self, &'static str)> {
        Self::ALL.iter().filter_map(move |ground| ground.article(right).map(|article| (*ground, article)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_right_has_its_own_grounds_and_the_withdrawal_of_consent_has_none() {
        let table = [
            (Right::Access, "12(5) 12(5) 11(2) 15(4) 23"),
            (Right::Rectification, "12(5) 12(5) 11(2) 16 23"),
            (Right::Erasure, "12(5) 12(5) 11(2) 17(1) 17(3)(a) 17(3)(b) 17(3)(c) 17(3)(d) 17(3)(e) 23"),
            (Right::Restriction, "12(5) 12(5) 11(2) 18(1) 18(2) 23"),
            (Right::Portability, "12(5) 12(5) 11(2) 20(4) 20(1) 23"),
            (Right::Objection, "12(5) 12(5) 21(1) 21(1) 21(6) 23"),
            (Right::AutomatedDecision, "12(5) 12(5) 22(1) 22(2) 23"),
            (Right::ConsentWithdrawal, ""),
        ];
        assert_eq!(table.map(|(right, _)| right), Right::ALL);
        for (right, articles) in table {
            let found: Vec<_> = Ground::against(right).map(|(_, article)| article).collect();
            assert_eq!(found.join(" "), articles, "{right:?}");
        }
    }

    #[test]
    fn every_ground_stands_against_some_right() {
        assert!(Ground::ALL.iter().all(|ground| Right::ALL.iter().any(|right| ground.article(*right).is_some())));
    }
}
