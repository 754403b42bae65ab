use crate::forms::Visit;
use crate::paths;
use desk::staff::QueueFilter;
use domain::procedure::{Party, Standing};
use domain::reference::{Reference, ReferenceError};
use domain::words::{Channel, Outcome, Relationship, Right};

/// What the URL asks for. What it says in words that we do not know, it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) standing: Option<Standing>,
    pub(super) waits_for: Option<Party>,
    pub(super) right: Option<Right>,
    pub(super) relationship: Option<Relationship>,
    pub(super) channel: Option<Channel>,
    pub(super) outcome: Option<Outcome>,
    /// What was typed as a reference.
    pub(super) reference: String,
    pub(super) after: Option<String>,
}

impl Wanted {
    pub(super) fn of(visit: &Visit) -> Self {
        Self {
            standing: visit.query("standing").and_then(|code| Standing::from_code(&code)),
            waits_for: visit.query("waits_for").and_then(|code| Party::from_code(&code)),
            right: visit.query("right").and_then(|code| Right::from_code(&code)),
            relationship: visit.query("relationship").and_then(|code| Relationship::from_code(&code)),
            channel: visit.query("channel").and_then(|code| Channel::from_code(&code)),
            outcome: visit.query("outcome").and_then(|code| Outcome::from_code(&code)),
            reference: visit.query("reference").unwrap_or_default(),
            after: visit.query("after"),
        }
        .settled()
    }

    /// The same in one way only: an outcome, or nobody to wait for, means what is closed; and a standing tells already
    /// who is waited for.
    fn settled(self) -> Self {
        let standing = if self.filter().shows_ended() { Some(Standing::Closed) } else { self.standing };
        let is_closed = standing == Some(Standing::Closed);
        Self {
            waits_for: self.waits_for.filter(|_| standing.is_none()),
            outcome: self.outcome.filter(|_| is_closed),
            standing,
            ..self
        }
    }

    /// What the desk is asked. A reference leads to its request, and narrows nothing.
    pub(super) fn filter(&self) -> QueueFilter {
        QueueFilter {
            standing: self.standing,
            waits_for: self.waits_for,
            right: self.right,
            relationship: self.relationship,
            channel: self.channel,
            outcome: self.outcome,
            after: self.after.clone(),
        }
    }

    /// The reference that was searched for, if any was.
    pub(super) fn searched(&self) -> Option<Result<Reference, ReferenceError>> {
        let typed = self.reference.trim();
        (!typed.is_empty()).then(|| Reference::parse(typed))
    }

    /// Whether anything narrows the list.
    pub(super) fn is_filtered(&self) -> bool {
        self.given().next().is_some()
    }

    /// Whether less than everything open is asked for.
    pub(super) fn is_narrowed(&self) -> bool {
        self.after.is_some() || self.is_filtered()
    }

    /// The same with another standing, from the first page on.
    pub(super) fn with_standing(&self, standing: Option<Standing>) -> Self {
        let Self { right, relationship, channel, .. } = *self;
        Self { standing, right, relationship, channel, ..Self::default() }
    }

    /// What narrows the list, as the URL says it.
    fn given(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let given = [
            ("standing", self.standing.map(Standing::code)),
            ("waits_for", self.waits_for.map(Party::code)),
            ("right", self.right.map(Right::code)),
            ("relationship", self.relationship.map(Relationship::code)),
            ("channel", self.channel.map(Channel::code)),
            ("outcome", self.outcome.map(Outcome::code)),
        ];
        given.into_iter().filter_map(|(name, code)| Some((name, code?)))
    }

    /// The first page of what is wanted.
    pub(super) fn path(&self) -> String {
        let given: Vec<_> = self.given().map(|(name, code)| format!("{name}={code}")).collect();
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
    fn an_outcome_and_nobody_to_wait_for_mean_what_is_closed() {
        let refused = Wanted { outcome: Some(Outcome::Refused), ..Wanted::default() };
        let over = Wanted { waits_for: Some(Party::Nobody), channel: Some(Channel::Letter), ..Wanted::default() };
        let triage = Wanted { standing: Some(Standing::Triage), waits_for: Some(Party::Controller), ..refused.clone() };
        let table = [
            (refused.clone(), "/staff?standing=closed&outcome=refused"),
            (over, "/staff?standing=closed&channel=letter"),
            (triage, "/staff?standing=triage"),
            (Wanted { waits_for: Some(Party::Staff), ..Wanted::default() }, "/staff?waits_for=staff"),
        ];
        for (wanted, path) in table {
            assert_eq!(wanted.settled().path(), path);
        }
        assert_eq!(refused.with_standing(None).path(), "/staff", "what is open has no outcome");
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
