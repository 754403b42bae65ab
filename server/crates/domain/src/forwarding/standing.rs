use super::Forwarding;
use crate::words::words;

words! {
    /// What a forwarding waits for. In the order of its life.
    ForwardingStanding {
        /// For the notice to reach the controller.
        Underway = "underway",
        /// For the controller to acknowledge it.
        Told = "told",
        /// For the controller's answer to the person.
        Acknowledged = "acknowledged",
        /// For nothing: the controller says that it is not its own.
        Disputed = "disputed",
        /// For nothing: the controller answered.
        Answered = "answered",
    }
}

impl ForwardingStanding {
    /// Whether the controller still owes something.
    pub const fn is_awaited(self) -> bool {
        matches!(self, Self::Underway | Self::Told | Self::Acknowledged)
    }
}

impl Forwarding {
    /// What it waits for.
    pub const fn standing(&self) -> ForwardingStanding {
        if self.reported.is_some() {
            ForwardingStanding::Answered
        } else if self.disputed.is_some() {
            ForwardingStanding::Disputed
        } else if self.acknowledged.is_some() {
            ForwardingStanding::Acknowledged
        } else if self.told.is_some() {
            ForwardingStanding::Told
        } else {
            ForwardingStanding::Underway
        }
    }
}

/// Whether everybody to whom a request went answered it, but for those who say that it is not theirs.
pub fn all_answered(forwardings: &[Forwarding]) -> bool {
    let mut theirs = forwardings.iter().filter(|f| f.disputed.is_none()).peekable();
    theirs.peek().is_some() && theirs.all(|f| f.reported.is_some())
}
