use crate::forms::Visit;
use crate::paths;
use desk::staff::QueueFilter;
use domain::procedure::Standing;
use domain::reference::{Reference, ReferenceError};
use domain::words::{Relationship, Right};

/// What the URL asks for. What it says in words that we do not know, it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) standing: Option<Standing>,
    pub(super) right: Option<Right>,
    pub(super) relationship: Option<Relationship>,
    /// What was typed as a reference.
    pub(super) reference: String,
    pub(super) after: Option<String>,
}

impl Wanted {
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            standing: visit.query("standing").and_then(|code| Standing::from_code(&code)),
            right: visit.query("right").and_then(|code| Right::from_code(&code)),
            relationship: visit.query("relationship").and_then(|code| Relationship::from_code(&code)),
            reference: visit.query("reference").unwrap_or_default(),
            after: visit.query("after"),
        }
    }

    /// What the desk is asked. A reference leads to its request, and narrows nothing.
    pub(super) fn filter(&self) -> QueueFilter {
        QueueFilter {
            standing: self.standing,
            right: self.right,
            relationship: self.relationship,
            reference: None,
            after: self.after.clone(),
        }
    }

    /// The reference that was searched for, if any was.
    pub(super) fn searched(&self) -> Option<Result<Reference, ReferenceError>> {
        let typed = self.reference.trim();
        (!typed.is_empty()).then(|| Reference::parse(typed))
    }

    /// Whether less than everything open is asked for.
    pub(super) fn is_narrowed(&self) -> bool {
        self.standing.is_some() || self.right.is_some() || self.relationship.is_some() || self.after.is_some()
    }

    /// The same with another standing, from the first page on.
    pub(super) fn with_standing(&self, standing: Option<Standing>) -> Self {
        Self { standing, after: None, reference: String::new(), ..self.clone() }
    }

    /// The first page of what is wanted.
    pub(super) fn path(&self) -> String {
        let given = [
            ("standing", self.standing.map(Standing::code)),
            ("right", self.right.map(Right::code)),
            ("relationship", self.relationship.map(Relationship::code)),
        ];
        let given: Vec<_> = given.iter().filter_map(|(name, code)| code.map(|code| format!("{name}={code}"))).collect();
        if given.is_empty() { paths::STAFF.to_owned() } else { format!("{}?{}", paths::STAFF, given.join("&")) }
    }

    /// The page after a place that the desk gave.
    pub(super) fn path_after(&self, place: &str) -> String {
        let path = self.path();
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}after={place}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_what_is_wanted_and_no_more() {
        let all = Wanted::default();
        assert_eq!(all.path(), "/staff");
        assert_eq!(all.path_after("12_ab"), "/staff?after=12_ab");
        let some = Wanted { right: Some(Right::Erasure), reference: "K7Q".into(), after: Some("x".into()), ..all };
        let triage = some.with_standing(Some(Standing::Triage));
        assert_eq!(triage.path(), "/staff?standing=triage&right=erasure");
        assert_eq!(triage.path_after("12_ab"), "/staff?standing=triage&right=erasure&after=12_ab");
    }

    #[test]
    fn a_reference_is_searched_for_as_people_type_it() {
        let typed = |reference: &str| Wanted { reference: reference.into(), ..Wanted::default() }.searched();
        let reference = Reference::from_random([7; 16]);
        let spoken = reference.compact().to_lowercase();
        assert_eq!(typed(&format!("  {spoken} ")), Some(Ok(reference)));
        assert_eq!(typed("  "), None);
        assert!(matches!(typed("K7Q"), Some(Err(ReferenceError::Length(3)))));
    }
}
