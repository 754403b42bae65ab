//! What is known of an event without looking into it.

use super::*;
use std::collections::BTreeSet;

/// Every event that some command brings about in some state, with those that begin a request.
fn all_events() -> Vec<Event> {
    let policy = with_documents();
    let mut events = vec![first(Right::Access, Relationship::Customer)];
    for (_, state) in states() {
        for seconds in [100, 86_400 * 100] {
            for command in all_commands() {
                events.extend(decide(&state, command, &context(at(seconds), &policy)).unwrap_or_default());
            }
        }
    }
    events
}

/// The codes of those of which something is so, and of nothing else.
fn codes(is_so: impl Fn(&Event) -> bool) -> BTreeSet<&'static str> {
    all_events().iter().filter(|event| is_so(event)).map(Event::code).collect()
}

#[test]
fn an_event_is_found_by_the_code_under_which_it_is_stored() {
    for event in all_events() {
        assert_eq!(serde_json::to_value(&event).unwrap()["kind"], event.code());
    }
    assert!(codes(|_| true).len() > 30, "{:?}", codes(|_| true));
}

#[test]
fn who_only_looks_changes_nothing_that_others_go_by() {
    assert_eq!(codes(Event::is_look), BTreeSet::from(["downloaded", "exported"]));
    // A mail leaves by itself; a letter is something that staff do.
    let by = |by| Event::Dispatched { by, writing: Writing::Answer };
    assert_eq!([by(None), by(Some(STAFF))].map(|event| event.is_look()), [true, false]);
}

#[test]
fn what_shows_who_somebody_is_is_kept_until_it_is_settled() {
    let ends = ["decided", "disowned", "identity_confirmed", "lapsed", "withdrawn"];
    assert_eq!(codes(Event::ends_proving), BTreeSet::from(ends));
}

#[test]
fn what_was_done_to_a_request_is_told_and_how_staff_work_is_not() {
    let untold = [
        "act_done",
        "act_dropped",
        "act_planned",
        "discarded",
        "dispatched",
        "exported",
        "gathered",
        "left_at_that",
        "recipient_named",
        "recipient_spared",
        "recipient_struck",
        "released",
        "withheld",
    ];
    assert_eq!(codes(|event| !event.concerns_subject()), BTreeSet::from(untold));
}
