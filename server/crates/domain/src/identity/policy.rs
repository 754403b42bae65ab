use super::{Fact, FactId, FactKind, IdentityStep};
use crate::filing::Problem;
use crate::procedure::Procedure;
use crate::words::Right;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the operator asks of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityPolicy {
    /// Which step suffices for which right.
    pub enough: Enough,
    /// The facts that staff may ask for; what most organisations know, where the operator sets none.
    #[serde(default = "usual")]
    pub facts: Vec<Fact>,
    /// Whether facts that match put the identity on record by themselves; otherwise staff do it with one press.
    pub facts_confirm: bool,
    /// Whether staff may ask for an identity document, where nothing milder does.
    pub document: bool,
    /// For how many days a document that nobody checked is kept at most.
    pub document_days: i64,
}

impl Default for IdentityPolicy {
    fn default() -> Self {
        Self { enough: Enough::default(), facts: usual(), facts_confirm: false, document: false, document_days: 14 }
    }
}

/// What most organisations know of their customers.
fn usual() -> Vec<Fact> {
    vec![
        Fact::new("customer-number", "Customer number", "Klantnummer", FactKind::Text),
        Fact::new("birth-date", "Date of birth", "Geboortedatum", FactKind::Date),
        Fact::new("postcode", "Postcode", "Postcode", FactKind::Text),
        Fact::new("invoice-number", "Number of your last invoice", "Nummer van uw laatste factuur", FactKind::Text),
    ]
}

/// The mildest step that suffices for each right. Beyond it nothing may be asked of who has taken it.
///
/// By default a proven mailbox is enough where doing as asked hands nothing over and harms nobody: to stop advertising
/// (Art. 21(2)), and to take a consent back, which must be as easy as giving it (Art. 7(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each is the right of its name")]
pub struct Enough {
    pub access: IdentityStep,
    pub rectification: IdentityStep,
    pub erasure: IdentityStep,
    pub restriction: IdentityStep,
    pub portability: IdentityStep,
    pub objection: IdentityStep,
    pub direct_marketing: IdentityStep,
    pub automated_decision: IdentityStep,
    pub consent_withdrawal: IdentityStep,
}

impl Default for Enough {
    fn default() -> Self {
        let (mailbox, facts) = (IdentityStep::Mailbox, IdentityStep::Facts);
        Self {
            access: facts,
            rectification: facts,
            erasure: facts,
            restriction: facts,
            portability: facts,
            objection: facts,
            direct_marketing: mailbox,
            automated_decision: facts,
            consent_withdrawal: mailbox,
        }
    }
}

impl Enough {
    /// What suffices for a right; for an objection to advertising less.
    pub const fn of(&self, right: Right, is_marketing: bool) -> IdentityStep {
        match right {
            Right::Access => self.access,
            Right::Rectification => self.rectification,
            Right::Erasure => self.erasure,
            Right::Restriction => self.restriction,
            Right::Portability => self.portability,
            Right::Objection if is_marketing => self.direct_marketing,
            Right::Objection => self.objection,
            Right::AutomatedDecision => self.automated_decision,
            Right::ConsentWithdrawal => self.consent_withdrawal,
        }
    }

    /// All that is set.
    pub fn all(&self) -> impl Iterator<Item = IdentityStep> + use<> {
        let marketing = self.of(Right::Objection, true);
        let of = *self;
        Right::ALL.iter().map(move |right| of.of(*right, false)).chain([marketing])
    }
}

impl IdentityPolicy {
    /// Whether the person has shown already all that may be asked for.
    pub fn is_satisfied_by(&self, p: &Procedure) -> bool {
        let enough = self.enough.of(p.right, p.direct_marketing);
        p.mailbox_proven.is_some() && enough == IdentityStep::Mailbox
    }

    /// Facts in the form in which they are compared.
    ///
    /// # Errors
    /// What is wrong with which; one that the operator sets no more is compared as letters and digits.
    pub fn normal(&self, typed: &BTreeMap<FactId, String>) -> Result<BTreeMap<FactId, String>, Vec<(FactId, Problem)>> {
        let (mut normal, mut faults) = (BTreeMap::new(), Vec::new());
        for (id, text) in typed {
            match self.fact(id).map_or(FactKind::Text, |fact| fact.kind).normal(text) {
                Ok(text) => drop(normal.insert(id.clone(), text)),
                Err(problem) => faults.push((id.clone(), problem)),
            }
        }
        if faults.is_empty() { Ok(normal) } else { Err(faults) }
    }

    /// The fact of this name, while the operator sets it.
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_a_mailbox_is_enough_for_what_hands_nothing_over_and_a_document_for_nothing() {
        let policy = IdentityPolicy::default();
        assert!(!policy.document && !policy.facts_confirm, "both are the operator's to switch on");
        for right in Right::ALL {
            let is_mild = *right == Right::ConsentWithdrawal;
            let expected = if is_mild { IdentityStep::Mailbox } else { IdentityStep::Facts };
            assert_eq!(policy.enough.of(*right, false), expected, "{right:?}");
        }
        assert_eq!(policy.enough.of(Right::Objection, true), IdentityStep::Mailbox);
        assert_eq!(policy.enough.of(Right::Access, true), IdentityStep::Facts, "marketing is objected to");
        assert!(IdentityStep::ALL.is_sorted(), "from the mildest on");
        let mild = policy.enough.all().filter(|step| *step == IdentityStep::Mailbox).count();
        assert_eq!((mild, policy.enough.all().count()), (2, Right::ALL.len() + 1), "advertising is one more");
    }

    #[test]
    fn facts_are_compared_in_the_form_of_their_kind_and_what_is_wrong_is_said_of_each() {
        let policy = IdentityPolicy::default();
        let typed = |facts: &[(&str, &str)]| {
            facts.iter().map(|(id, text)| (FactId((*id).to_owned()), (*text).to_owned())).collect::<BTreeMap<_, _>>()
        };
        let normal =
            policy.normal(&typed(&[("birth-date", "3-2-1980"), ("postcode", "1234 AB"), ("of-before", "X 1")]));
        assert_eq!(normal, Ok(typed(&[("birth-date", "1980-02-03"), ("postcode", "1234ab"), ("of-before", "x1")])));
        let faults = policy.normal(&typed(&[("birth-date", "soon"), ("postcode", "1234 AB")]));
        assert_eq!(faults, Err(vec![(FactId("birth-date".to_owned()), Problem::NotADay)]));
    }
}
