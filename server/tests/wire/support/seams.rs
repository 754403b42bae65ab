//! A clock and dice that the test holds.

use domain::seams::{Clock, Random};
use jiff::{Span, Timestamp};
use std::sync::{Arc, Mutex};

/// Begins on a Friday before a public holiday's month: 27 March 2026, ten in the morning in Amsterdam.
const BEGIN: &str = "2026-03-27T09:00:00Z";

/// A clock that moves when told to.
#[derive(Clone)]
pub struct HandClock(Arc<Mutex<Timestamp>>);

impl Default for HandClock {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(BEGIN.parse().unwrap())))
    }
}

impl HandClock {
    /// Moves on by `span` of at most hours: `clock.step(5.minutes())`, `clock.step(36.hours())`.
    pub fn step(&self, span: Span) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(span).unwrap();
    }

    /// Moves to an instant: `clock.set("2026-04-28T08:00:00Z")`.
    pub fn set(&self, instant: &str) {
        *self.0.lock().unwrap() = instant.parse().unwrap();
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Dice that fall the same way in every run (SplitMix64), so that references and codes do too.
pub struct Dice(Mutex<u64>);

impl Dice {
    /// Dice of this seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^= mixed >> 31;
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    }
}
