//! What is gone so many days after a service ends for good, and stays while it stands still for a while (Art. 5(1)(e)).

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FiscalYearEnd, Retention, RetentionKind, RetentionState, RetentionStep};
use crate::law::deadline::days_between;

/// Something that happened to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceEvent {
    /// What.
    #[serde(rename = "type")]
    pub kind: ServiceEventKind,
    /// On which day.
    pub on: Date,
}

/// What can happen to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceEventKind {
    /// It ended for good. A stop for a while that runs then was the end, from this day on.
    ServiceEnded,
    /// It stands still for a while: for a leave, say.
    TemporaryStopStarted,
    /// That is over.
    TemporaryStopEnded,
    /// It is used again: whatever was counted is void.
    ServiceResumed,
}

/// What the events come to.
#[derive(Default)]
struct Service {
    ended: Option<Date>,
    /// Closed stops for a while: from the first day to the one before the second.
    stops: Vec<(Date, Date)>,
    stopped: Option<Date>,
    resumed: Option<Date>,
}

/// What support holds about a service with this history; the order of the days counts, not that of the list. `None` if
/// no rule held when it ended.
pub fn support(events: &[ServiceEvent]) -> Option<Retention> {
    let mut events = events.to_vec();
    events.sort_by_key(|event| event.on);
    let service = events.iter().fold(Service::default(), Service::after);
    let mut trace: Vec<_> = service.resumed.map(|date| RetentionStep::Resumed { date }).into_iter().collect();
    let Some(date) = service.ended else {
        return Some(match service.stopped {
            Some(since) => suspended(since, trace),
            None => {
                trace.push(RetentionStep::ServiceRuns);
                Retention::undated(RetentionState::Running, trace)
            }
        });
    };
    trace.push(RetentionStep::ServiceEnded { date });
    let gone_by = service.counted(date, &mut trace)?;
    Some(match service.stopped {
        // A stop that is declared when the data were to be gone already keeps nothing.
        Some(since) if since <= gone_by => suspended(since, trace),
        _ => Retention::gone(gone_by, trace),
    })
}

fn suspended(since: Date, mut trace: Vec<RetentionStep>) -> Retention {
    trace.push(RetentionStep::Suspended { since });
    Retention::undated(RetentionState::Suspended, trace)
}

impl Service {
    fn after(mut self, event: &ServiceEvent) -> Self {
        let day = event.on;
        match event.kind {
            ServiceEventKind::ServiceEnded => {
                self.stopped = None;
                self.ended = Some(day);
            }
            ServiceEventKind::TemporaryStopStarted => {
                self.stopped.get_or_insert(day);
            }
            ServiceEventKind::TemporaryStopEnded => {
                self.stops.extend(self.stopped.take().map(|since| (since, day)));
            }
            ServiceEventKind::ServiceResumed => self = Self { resumed: Some(day), ..Self::default() },
        }
        self
    }

    /// The rule's days after the end, without those of stops.
    fn counted(&self, ended: Date, trace: &mut Vec<RetentionStep>) -> Option<Date> {
        let span = RetentionKind::Support.rule_on(ended)?.span;
        let mut last = span.after(ended, FiscalYearEnd::CALENDAR);
        trace.push(RetentionStep::SpanAdded { span, from: ended, to: last });
        for (since, until) in &self.stops {
            // The day of the end is not counted anyway.
            let first = (*since).max(ended.saturating_add(1.day()));
            let days = days_between(first, *until);
            if first <= last && days > 0 {
                last = last.saturating_add(days.days());
                trace.push(RetentionStep::NotCounted { days, to: last });
            }
        }
        Some(last)
    }
}
