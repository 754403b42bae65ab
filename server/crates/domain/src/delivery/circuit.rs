//! When an endpoint is left alone: after several failures in a row nothing goes there but a single probe now and then, so
//! that a thousand requests do not wait for one machine that is down, nor fall upon it when it is back.

use super::next_wait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How many failures in a row open the circuit.
const TRIES: u32 = 5;
/// For how long one probe keeps others from being sent: longer than any attempt takes, so that a process that died with it
/// does not close the way for good.
const PROBE: SignedDuration = SignedDuration::from_mins(2);

/// What is known of an endpoint. `failures` counts those in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Circuit {
    /// Everything goes there.
    Closed {
        /// How many failures there were since the last success.
        failures: u32,
    },
    /// Nothing goes there until then.
    Open {
        /// How many failures there were since the last success.
        failures: u32,
        /// When a probe may go.
        until: Timestamp,
    },
    /// One probe is on its way.
    HalfOpen {
        /// How many failures there were since the last success.
        failures: u32,
        /// When it is given up, and another may go.
        until: Timestamp,
    },
}

impl Default for Circuit {
    fn default() -> Self {
        Self::Closed { failures: 0 }
    }
}

impl Circuit {
    /// The circuit with which an attempt may be made now.
    ///
    /// # Errors
    /// The instant at which to ask again, where none may.
    pub fn admit(self, now: Timestamp) -> Result<Self, Timestamp> {
        match self {
            Self::Closed { .. } => Ok(self),
            Self::Open { until, .. } | Self::HalfOpen { until, .. } if now < until => Err(until),
            Self::Open { failures, .. } | Self::HalfOpen { failures, .. } => {
                Ok(Self::HalfOpen { failures, until: later(now, PROBE) })
            }
        }
    }

    /// An attempt reached the endpoint, whatever it answered to what was sent.
    #[must_use]
    pub fn reached(self) -> Self {
        Self::default()
    }

    /// An attempt did not reach it, or it had trouble of its own.
    #[must_use]
    pub fn failed(self, now: Timestamp, dice: u64) -> Self {
        match self {
            Self::Closed { failures } if failures + 1 < TRIES => Self::Closed { failures: failures + 1 },
            Self::Closed { failures } | Self::HalfOpen { failures, .. } => {
                let failures = failures.saturating_add(1);
                Self::Open { failures, until: later(now, next_wait(failures, None, dice)) }
            }
            // It left before the circuit opened: what is known already.
            Self::Open { .. } => self,
        }
    }
}

fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn open(failures: u32, until: i64) -> Circuit {
        Circuit::Open { failures, until: at(until) }
    }

    fn probing(failures: u32, until: i64) -> Circuit {
        Circuit::HalfOpen { failures, until: at(until) }
    }

    #[test]
    fn every_state_admits_and_follows_as_the_table_says() {
        let closed = |failures| Circuit::Closed { failures };
        let table = [
            (closed(0), Ok(closed(0)), closed(1)),
            (closed(3), Ok(closed(3)), closed(4)),
            (closed(4), Ok(closed(4)), open(5, 480)),
            (open(5, 1), Err(at(1)), open(5, 1)),
            (open(5, 0), Ok(probing(5, 120)), open(5, 0)),
            (probing(5, 1), Err(at(1)), open(6, 960)),
            (probing(5, 0), Ok(probing(5, 120)), open(6, 960)),
        ];
        for (circuit, admitted, failed) in table {
            assert_eq!(circuit.admit(at(0)), admitted, "{circuit:?}");
            assert_eq!(circuit.failed(at(0), 0), failed, "{circuit:?}");
            assert_eq!(circuit.reached(), Circuit::default(), "{circuit:?}");
        }
    }

    #[test]
    fn of_many_that_ask_at_once_one_is_the_probe() {
        let mut circuit = open(5, 0);
        let sent = (0..100).filter(|_| circuit.admit(at(1)).map(|admitted| circuit = admitted).is_ok()).count();
        assert_eq!(sent, 1);
        assert!(circuit.admit(at(121)).is_ok(), "who died with it does not close the way");
    }

    #[test]
    fn it_rests_in_a_row_as_json() {
        for circuit in [Circuit::default(), open(5, 1), probing(6, 2)] {
            let text = serde_json::to_string(&circuit).unwrap();
            assert_eq!(serde_json::from_str::<Circuit>(&text).unwrap(), circuit, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_happens_the_way_opens_again_within_half_a_day(happens: Vec<(bool, u16, u64)>) {
            let (mut circuit, mut now) = (Circuit::default(), at(0));
            for (reached, seconds, dice) in happens {
                now = later(now, SignedDuration::from_secs(seconds.into()));
                if let Ok(admitted) = circuit.admit(now) {
                    circuit = if reached { admitted.reached() } else { admitted.failed(now, dice) };
                }
                prop_assert!(circuit.admit(later(now, super::super::LONGEST_WAIT)).is_ok());
            }
        }
    }
}
