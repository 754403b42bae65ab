use super::fault::missing_unless;
use super::intake::day_fault;
use super::{Fault, Field, Receipt};
use crate::words::Channel;
use jiff::civil::Date;

/// What staff put down of something that the data subject said otherwise than in the portal; not yet judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// How it came.
    pub channel: Option<Channel>,
    /// The day on which it was received, if what was typed is one.
    pub received: Option<Date>,
    /// Whether anything was typed as that day.
    pub is_day_given: bool,
    /// What it says; empty where a scan says all.
    pub words: String,
}

impl Heard {
    /// How and when it came. `filed` is the day of the request that it is about, before which nothing is said about it;
    /// `today` the day where the operator is.
    ///
    /// # Errors
    /// Every fault, in the order of the form.
    pub fn receipt(&self, filed: Date, today: Date) -> Result<Receipt, Vec<Fault>> {
        let channel = self.channel.filter(|channel| channel.is_taken_in_by_staff());
        let faults = [
            missing_unless(channel.is_some(), Field::Channel),
            day_fault(self.received, self.is_day_given, filed, today),
        ];
        match (channel, self.received, faults) {
            (Some(channel), Some(day), [None, None]) => Ok(Receipt { channel, day }),
            (.., faults) => Err(faults.into_iter().flatten().collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Problem;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_reply_came_some_way_on_a_day_between_the_request_and_today() {
        let (filed, today) = (date(2026, 2, 10), date(2026, 3, 2));
        let heard = |channel, received| Heard { channel, received, is_day_given: true, words: String::new() };
        let letter = Some(Channel::Letter);
        for day in [filed, today] {
            assert_eq!(heard(letter, Some(day)).receipt(filed, today), Ok(Receipt { channel: Channel::Letter, day }));
        }
        let table = [
            (heard(None, Some(today)), Field::Channel, Problem::Missing),
            (heard(Some(Channel::Web), Some(today)), Field::Channel, Problem::Missing),
            (heard(letter, None), Field::Received, Problem::NotADay),
            (Heard { is_day_given: false, ..heard(letter, None) }, Field::Received, Problem::Missing),
            (heard(letter, Some(date(2026, 3, 3))), Field::Received, Problem::InFuture),
            (heard(letter, Some(date(2026, 2, 9))), Field::Received, Problem::TooEarly),
        ];
        for (heard, field, problem) in table {
            assert_eq!(heard.receipt(filed, today), Err(vec![Fault { field, problem }]), "{heard:?}");
        }
        assert_eq!(Heard::default().receipt(filed, today).map_err(|faults| faults.len()), Err(2), "all at once");
    }
}
