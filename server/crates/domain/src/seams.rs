//! What the outside must pass in: the time and the dice.

use jiff::Timestamp;
use uuid::Uuid;

/// Tells the time. Tests set it; only the program's entry point reads the real one.
pub trait Clock: Send + Sync {
    /// The instant now, UTC.
    fn now(&self) -> Timestamp;
}

/// A cryptographic source of bytes. Tests seed it; only the program's entry point asks the system.
pub trait Random: Send + Sync {
    /// Fills `bytes` with bytes that nobody can predict.
    fn fill(&self, bytes: &mut [u8]);
}

/// Ready-made draws from a [`Random`] source.
impl dyn Random + '_ {
    /// `N` fresh bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A UUIDv7 (RFC 9562): sorted by the time given, so that lists page by it.
    pub fn id(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::Random;
    use jiff::Timestamp;

    struct Twos;

    impl Random for Twos {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(2);
        }
    }

    #[test]
    fn what_is_drawn_comes_from_the_source_and_an_id_tells_its_time() {
        let (source, now): (&dyn Random, _) = (&Twos, Timestamp::from_second(1_700_000_000).unwrap());
        assert_eq!(source.bytes::<4>(), [2; 4]);
        assert_eq!(source.id(now).get_timestamp().map(|time| time.to_unix()), Some((1_700_000_000, 0)));
    }
}
