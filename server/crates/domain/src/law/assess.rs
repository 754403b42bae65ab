//! A whole history judged: every act by what happened before it, the dates by all of it.
//!
//! Here only firm dates count: an act that could only be measured against a provisional one is not judged.

use jiff::Timestamp;
use jiff::civil::Date;

use super::deadline::{Deadline, LawError};
use super::policy::{ExtensionGround, ExtensionRefusal};
use super::rules::{Rules, extension_form};
use super::term::{Facts, IdentityAct, Term};
use super::trace::Step;

/// What somebody did about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: ActKind,
}

/// The acts that move a date or are measured against one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActKind {
    /// The person was asked who they are (Art. 12(6)).
    IdentityRequested,
    /// The person supplied what was asked.
    IdentitySupplied,
    /// The person was told of an extension (Art. 12(3)).
    Extended {
        /// By how many months.
        months: u8,
        /// For which reasons.
        grounds: Vec<ExtensionGround>,
    },
    /// The person was told of a refusal, whole or in part (Art. 12(4)).
    Refused,
    /// The person got the answer (Art. 12(3)).
    Answered,
}

/// What an act is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// It is taken note of.
    Noted,
    /// The extension holds.
    Accepted,
    /// The extension changes nothing.
    Rejected(ExtensionRefusal),
    /// Within its period.
    OnTime,
    /// After its period.
    Late,
}

/// A history and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The last day of the first month; `None` while the clock stands still, or on an error.
    pub initial: Option<Date>,
    /// The end of the whole period; `None` while the clock stands still, or on an error, be it that of an act.
    pub last: Option<Deadline>,
    /// The acts in order, up to the first that cannot be judged for want of a list of holidays.
    pub judgements: Vec<Judgement>,
    /// Why there is no date, if that is not because the clock stands still.
    pub error: Option<LawError>,
    /// The steps of all computations, the failed one's up to where it failed.
    pub trace: Vec<Step>,
}

impl Rules<'_> {
    /// Judges a history in the order given.
    pub fn assess(&self, received: Timestamp, acts: &[Act]) -> Assessment {
        if !self.calendar.knows(self.place.member_state) {
            let error = Some(LawError::UnknownMemberState(self.place.member_state));
            return Assessment { initial: None, last: None, judgements: Vec::new(), error, trace: Vec::new() };
        }
        let (facts, judgements, unjudged) = self.judge_all(received, acts);
        let first = self.first_month(&facts);
        let extended = self.extended(&facts);
        let mut trace: Vec<Step> = certain(&first).cloned().collect();
        for judgement in &judgements {
            match judgement {
                Judgement::Accepted => trace.extend(extended.iter().flat_map(certain).cloned()),
                Judgement::Rejected(refusal) => trace.push(Step::ExtensionRejected { refusal: *refusal }),
                Judgement::Noted | Judgement::OnTime | Judgement::Late => {}
            }
        }
        let initial = first.firm(self.calendar);
        let last = initial.clone().and_then(|first| extended.unwrap_or(first).firm(self.calendar));
        // An act that nobody can judge may have been the one that moved the end.
        let last = unjudged.map_or(last, Err);
        Assessment {
            error: last.as_ref().err().copied(),
            initial: initial.ok().and_then(|term| term.deadline().map(|deadline| deadline.due)),
            last: last.ok().and_then(|term| term.deadline().cloned()),
            judgements,
            trace,
        }
    }

    /// Whether the period could be extended by two months for complexity at an instant, by the acts before it.
    ///
    /// # Errors
    /// [`LawError`] if that depends on a date that is not firm.
    pub fn probe_extension(
        &self,
        received: Timestamp,
        acts: &[Act],
        at: Timestamp,
    ) -> Result<Option<ExtensionRefusal>, LawError> {
        let before: Vec<Act> = acts.iter().filter(|act| act.at < at).cloned().collect();
        let (mut facts, ..) = self.judge_all(received, &before);
        let kind = ActKind::Extended { months: 2, grounds: vec![ExtensionGround::Complexity] };
        Ok(match self.judge(&mut facts, &Act { at, kind })? {
            Judgement::Rejected(refusal) => Some(refusal),
            _ => None,
        })
    }

    /// The facts of all acts, the judgements up to the first act that cannot be judged, and why that one cannot.
    fn judge_all(&self, received: Timestamp, acts: &[Act]) -> (Facts, Vec<Judgement>, Option<LawError>) {
        let mut facts = Facts::received(received);
        let judged: Vec<_> = acts.iter().map(|act| self.judge(&mut facts, act)).collect();
        let unjudged = judged.iter().find_map(|judged| judged.as_ref().err().copied());
        (facts, judged.into_iter().map_while(Result::ok).collect(), unjudged)
    }

    /// Judges one act by the facts before it, and adds it to them.
    fn judge(&self, facts: &mut Facts, act: &Act) -> Result<Judgement, LawError> {
        Ok(match &act.kind {
            ActKind::IdentityRequested => note(facts, IdentityAct::Requested(act.at)),
            ActKind::IdentitySupplied => note(facts, IdentityAct::Supplied(act.at)),
            ActKind::Extended { months, grounds } => match extension_form(facts, *months, grounds) {
                Err(refusal) => Judgement::Rejected(refusal),
                Ok(further) if self.in_time(self.first_month(facts), act.at)? => {
                    facts.extension = Some(further);
                    Judgement::Accepted
                }
                Ok(_) => Judgement::Rejected(ExtensionRefusal::AfterFirstMonth),
            },
            ActKind::Refused => measured(self.in_time(self.first_month(facts), act.at)?),
            ActKind::Answered => measured(self.in_time(self.current(facts), act.at)?),
        })
    }

    fn in_time(&self, term: Term, at: Timestamp) -> Result<bool, LawError> {
        Ok(term.firm(self.calendar)?.is_met_at(at, &self.place.zone))
    }
}

fn note(facts: &mut Facts, act: IdentityAct) -> Judgement {
    facts.identity.push(act);
    Judgement::Noted
}

const fn measured(in_time: bool) -> Judgement {
    if in_time { Judgement::OnTime } else { Judgement::Late }
}

/// The steps before the one from which a list of holidays is missing.
fn certain(term: &Term) -> impl Iterator<Item = &Step> {
    term.trace().iter().take_while(|step| !matches!(step, Step::ListMissing { .. }))
}
