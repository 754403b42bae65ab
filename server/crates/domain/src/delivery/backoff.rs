//! How long to wait before what was not delivered is tried again.

use jiff::SignedDuration;

/// The longest wait after the first failed attempt.
const FIRST: SignedDuration = SignedDuration::from_secs(30);
/// The longest wait of all, also where an endpoint asks for more (`Retry-After`): twice a day, so that one that is back is
/// not kept waiting for another day of the controller's month.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(12);

/// How long to wait after so many failed attempts in a row: a time that doubles, less up to half of it by `dice`, so that
/// what failed together does not come back together. `asked` is what the endpoint asked for; it makes the wait longer,
/// never shorter.
pub fn next_wait(failures: u32, asked: Option<SignedDuration>, dice: u64) -> SignedDuration {
    let most = ceiling(failures).as_millis();
    // A remainder of 64 bits by less than 2^26 leans towards small numbers by less than one in 2^38.
    let less = i128::from(dice) % (most / 2 + 1);
    let wait = i64::try_from(most - less).map_or(LONGEST_WAIT, SignedDuration::from_millis);
    asked.map_or(wait, |asked| wait.max(asked.min(LONGEST_WAIT)))
}

/// What the wait is at most.
fn ceiling(failures: u32) -> SignedDuration {
    let doublings = failures.saturating_sub(1).min(16);
    (FIRST * 2_i32.pow(doublings)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_wait_doubles_from_half_a_minute_to_half_a_day() {
        let table = [(0, 30), (1, 30), (2, 60), (3, 120), (6, 960), (10, 15_360), (11, 30_720), (12, 43_200)];
        for (failures, seconds) in table {
            assert_eq!(next_wait(failures, None, 0), SignedDuration::from_secs(seconds), "{failures}");
        }
        assert_eq!(next_wait(u32::MAX, None, 0), LONGEST_WAIT);
        let half = SignedDuration::from_secs(15);
        assert_eq!(next_wait(1, None, 15_000), half, "the dice take away up to half");
        assert_eq!(next_wait(1, None, 15_001), half * 2, "and no more");
    }

    #[test]
    fn three_days_take_sixteen_attempts() {
        let after = |attempts: u32| (1..attempts).map(|n| next_wait(n, None, 0)).sum::<SignedDuration>();
        assert!(after(16) < SignedDuration::from_hours(72) && after(17) > SignedDuration::from_hours(72));
    }

    #[test]
    fn an_endpoint_can_ask_for_more_time_within_bounds_and_for_no_less() {
        let (minute, day) = (SignedDuration::from_mins(1), SignedDuration::from_hours(24));
        let table = [(minute, minute), (SignedDuration::ZERO, minute / 2), (-day, minute / 2), (day, LONGEST_WAIT)];
        for (asked, wait) in table {
            assert_eq!(next_wait(1, Some(asked), 0), wait, "{asked}");
        }
    }

    proptest! {
        #[test]
        fn a_wait_is_between_half_and_whole_and_never_beyond_the_longest(failures: u32, dice: u64, asked: Option<i64>) {
            let wait = next_wait(failures, None, dice);
            prop_assert!(wait >= ceiling(failures) / 2 && wait <= ceiling(failures));
            let wait = next_wait(failures, asked.map(SignedDuration::from_secs), dice);
            prop_assert!(wait >= ceiling(failures) / 2 && wait <= LONGEST_WAIT);
        }
    }
}
