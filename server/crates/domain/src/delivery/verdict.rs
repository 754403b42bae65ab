//! What an endpoint's answer means.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The endpoint has it.
    Delivered,
    /// It will not take it, however often it is sent.
    Refused,
    /// Another try may help.
    Later {
        /// After which time, if the endpoint asked for one (RFC 9110 §10.2.3).
        asked: Option<SignedDuration>,
    },
}

impl Verdict {
    /// The meaning of a status (RFC 9110 §15), with the `Retry-After` that came with it, received now.
    ///
    /// Redirects are refusals: an endpoint that moved is to be given anew, by who may. 404 is not for good, because that
    /// is also what stands in front of software which is just being replaced.
    pub fn of(status: u16, retry_after: Option<&str>, now: Timestamp) -> Self {
        match status {
            200..=299 => Self::Delivered,
            404 | 408 | 425 | 429 | 500..=599 => Self::Later { asked: retry_after.and_then(|text| asked(text, now)) },
            _ => Self::Refused,
        }
    }
}

/// A number of seconds, or a date; what is neither says nothing.
fn asked(text: &str, now: Timestamp) -> Option<SignedDuration> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().map(SignedDuration::from_secs);
    }
    DateTimeParser::new().parse_timestamp(text).ok().map(|at| at.duration_since(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_means_one_thing() {
        let later = Verdict::Later { asked: None };
        let table: &[(&[u16], Verdict)] = &[
            (&[200, 201, 202, 204, 299], Verdict::Delivered),
            (&[300, 301, 302, 303, 304, 307, 308], Verdict::Refused),
            (&[400, 401, 403, 405, 409, 410, 413, 415, 422, 451, 499], Verdict::Refused),
            (&[404, 408, 425, 429, 500, 501, 502, 503, 504, 507, 599], later),
            (&[0, 100, 103, 199, 600, 999], Verdict::Refused),
        ];
        for (statuses, verdict) in table {
            for status in *statuses {
                assert_eq!(Verdict::of(*status, None, Timestamp::UNIX_EPOCH), *verdict, "{status}");
            }
        }
    }

    #[test]
    fn an_endpoint_asks_for_time_in_seconds_or_by_a_date() {
        let now: Timestamp = "1994-11-06T08:49:00Z".parse().unwrap();
        let seconds = |many| Some(SignedDuration::from_secs(many));
        let table = [
            ("120", seconds(120)),
            (" 0 ", seconds(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", seconds(37)),
            ("Sun, 06 Nov 1994 08:48:00 GMT", seconds(-60)),
            ("", None),
            ("-5", None),
            ("soon", None),
            ("99999999999999999999", None),
        ];
        for (text, asked) in table {
            assert_eq!(Verdict::of(503, Some(text), now), Verdict::Later { asked }, "{text}");
        }
        assert_eq!(Verdict::of(400, Some("120"), now), Verdict::Refused, "a refusal has no second time");
    }
}
