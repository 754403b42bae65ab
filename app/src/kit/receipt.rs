//! When a request was received.

use super::Time;
use crate::texts::{Locale, dates};
use domain::law::Place;
use domain::words::Channel;
use jiff::Timestamp;
use leptos::prelude::*;

/// Day and hour; of what staff took in, the day is known, and not the hour.
pub fn receipt(locale: Locale, place: &Place, channel: Channel, at: Timestamp) -> AnyView {
    if channel.is_taken_in_by_staff() {
        let day = place.date(at);
        view! { <time datetime=day.to_string()>{dates::day(locale, day)}</time> }.into_any()
    } else {
        view! { <Time locale at zone=place.zone.clone()/> }.into_any()
    }
}
