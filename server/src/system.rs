//! The real clock and the real dice: the only place that asks the machine for either.

use domain::seams::{Clock, Random};
use jiff::{Timestamp, Unit};

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    /// In whole microseconds, as the databases keep it: what was read back equals what was written.
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "here the clock comes in that everybody else is given")]
        let now = Timestamp::now();
        now.round(Unit::Microsecond).unwrap_or(now)
    }
}

/// The operating system's source of unpredictable bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    /// # Panics
    /// When the system has no randomness to give: codes and keys that can be guessed are worse than none.
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::disallowed_methods, reason = "here the dice come in that everybody else is given")]
        let filled = getrandom::fill(bytes);
        assert!(filled.is_ok(), "the operating system gives no random bytes: {filled:?}");
    }
}
