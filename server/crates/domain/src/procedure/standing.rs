use super::Procedure;
use crate::forwarding::Forwarding;
use crate::words::words;

words! {
    /// Whose turn it is.
    Party {
        /// Those who answer at the operator.
        Staff = "staff",
        /// Whoever filed.
        DataSubject = "data_subject",
        /// A client of the operator, in whose name data are processed.
        Controller = "controller",
        /// It is over.
        Nobody = "nobody",
    }
}

words! {
    /// For what, and for whom, a request waits: what lists show and filter by. In the order of a request's life.
    Standing {
        /// For the person to prove the mailbox.
        AwaitingMailbox = "awaiting_mailbox",
        /// For the signer to say which organisations are meant.
        AwaitingChoice = "awaiting_choice",
        /// For staff to find the controller.
        Triage = "triage",
        /// For staff to answer.
        WithStaff = "with_staff",
        /// For the person to answer a question.
        AwaitingSubject = "awaiting_subject",
        /// For a controller to acknowledge.
        Forwarded = "forwarded",
        /// Every controller acknowledged; they answer.
        Acknowledged = "acknowledged",
        /// For nobody.
        Closed = "closed",
    }
}

impl Standing {
    /// Whose turn it is. The clock of Art. 12(3) runs on, whoever it is.
    pub const fn waits_for(self) -> Party {
        match self {
            Self::AwaitingMailbox | Self::AwaitingChoice | Self::AwaitingSubject => Party::DataSubject,
            Self::Triage | Self::WithStaff => Party::Staff,
            Self::Forwarded | Self::Acknowledged => Party::Controller,
            Self::Closed => Party::Nobody,
        }
    }
}

/// Where a request stands; a signer's follows from its forwardings.
pub fn standing(p: &Procedure, forwardings: &[Forwarding]) -> Standing {
    if !p.is_open() {
        Standing::Closed
    } else if p.asked.is_some() && p.forwarded.is_empty() {
        Standing::AwaitingSubject
    } else if p.triage.is_some() {
        Standing::Triage
    } else if !p.forwarded.is_empty() {
        let mut theirs = forwardings.iter().filter(|f| f.disputed.is_none()).peekable();
        let all_acknowledged = theirs.peek().is_some() && theirs.all(|f| f.acknowledged.is_some());
        if all_acknowledged { Standing::Acknowledged } else { Standing::Forwarded }
    } else if !p.is_settled() {
        Standing::AwaitingMailbox
    } else if p.relationship.is_processed_for_others() {
        Standing::AwaitingChoice
    } else {
        Standing::WithStaff
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_waits_for_somebody_until_it_is_closed() {
        let table = [
            (Standing::AwaitingMailbox, Party::DataSubject),
            (Standing::AwaitingChoice, Party::DataSubject),
            (Standing::Triage, Party::Staff),
            (Standing::WithStaff, Party::Staff),
            (Standing::AwaitingSubject, Party::DataSubject),
            (Standing::Forwarded, Party::Controller),
            (Standing::Acknowledged, Party::Controller),
            (Standing::Closed, Party::Nobody),
        ];
        assert_eq!(table.map(|(standing, _)| standing), Standing::ALL);
        for (standing, party) in table {
            assert_eq!(standing.waits_for(), party, "{standing:?}");
        }
        assert!(Party::ALL.iter().all(|party| table.iter().any(|(_, waited)| waited == party)));
    }
}
