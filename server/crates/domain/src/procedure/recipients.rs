//! Who else has the data, and what they are told: each recipient of what was rectified, erased or restricted, unless
//! that is impossible or takes a disproportionate effort (Art. 19).

use super::guard::{ours, refuse_if};
use super::{Command, Event, Procedure, Refusal};
use crate::ids::RecipientId;
use crate::words::{Deed, Outcome, words};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Why a recipient need not be told (Art. 19).
    Spared {
        /// It cannot be told: it is gone, or nobody knows where it is.
        Impossible = "impossible",
        /// To tell it takes an effort out of all proportion.
        Disproportionate = "disproportionate",
    }
}

/// Somebody to whom the data were disclosed. The name lies sealed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Its id.
    pub id: RecipientId,
    /// When it was told, the last time.
    pub told: Option<Timestamp>,
    /// Why it need not be told, if that was established.
    pub spared: Option<Spared>,
}

impl Recipient {
    pub(super) const fn named(id: RecipientId) -> Self {
        Self { id, told: None, spared: None }
    }

    /// It was told after all, if it was spared.
    pub(super) const fn tell(&mut self, at: Timestamp) {
        (self.told, self.spared) = (Some(at), None);
    }
}

impl Procedure {
    /// When something was last done of which recipients are told, if anything was.
    fn last_done(&self) -> Option<Timestamp> {
        self.acts.iter().filter(|act| act.deed != Deed::TellRecipient).filter_map(|act| act.done).max()
    }

    /// Whether something was done as asked, and stands: the request is open, or ended with it.
    pub fn is_carried_out(&self) -> bool {
        self.ended_with_acts() && self.last_done().is_some()
    }

    /// Whether it has not ended, or ended with an answer that says what was done.
    pub(super) fn ended_with_acts(&self) -> bool {
        matches!(self.closed, None | Some((Outcome::Fulfilled | Outcome::PartlyFulfilled, _)))
    }

    /// Whether this recipient is still to be told: never of nothing, and anew when more was done since.
    pub fn owes_notice(&self, recipient: &Recipient) -> bool {
        let is_stale = |told: Timestamp| self.last_done().is_some_and(|done| told < done);
        let is_owed = self.right.is_told_to_recipients() && self.is_carried_out() && !self.forgotten;
        is_owed && recipient.spared.is_none() && recipient.told.is_none_or(is_stale)
    }

    /// The recipients that are still to be told (Art. 19).
    pub fn notices_owed(&self) -> impl Iterator<Item = &Recipient> {
        self.recipients.iter().filter(|recipient| self.owes_notice(recipient))
    }

    pub(super) fn note(&mut self, id: RecipientId, change: impl FnOnce(&mut Recipient)) {
        if let Some(recipient) = self.recipients.iter_mut().find(|known| known.id == id) {
            change(recipient);
        }
    }

    fn recipient(&self, id: RecipientId) -> Result<&Recipient, Refusal> {
        self.recipients.iter().find(|known| known.id == id).ok_or(Refusal::NoSuchRecipient)
    }
}

/// Names recipients and strikes them out, from the beginning; tells and spares them once there is something to tell. All
/// of it goes on after the answer, while the matter is kept.
pub(super) fn notify(p: &Procedure, command: Command) -> Result<Vec<Event>, Refusal> {
    refuse_if(p.forgotten, Refusal::Forgotten)?;
    ours(p)?;
    refuse_if(!p.right.is_told_to_recipients(), Refusal::NoNoticeOwed)?;
    refuse_if(!p.ended_with_acts(), Refusal::NothingToTell)?;
    let event = match command {
        Command::NameRecipient { by, recipient, name } => Event::RecipientNamed { by, recipient, name },
        Command::StrikeRecipient { by, recipient } => {
            refuse_if(p.recipient(recipient)?.told.is_some(), Refusal::NoticeSettled)?;
            Event::RecipientStruck { by, recipient }
        }
        Command::TellRecipient { by, recipient } => {
            let known = p.recipient(recipient)?;
            refuse_if(!p.is_carried_out(), Refusal::NothingToTell)?;
            // What seemed impossible may turn out possible.
            refuse_if(known.spared.is_none() && !p.owes_notice(known), Refusal::NoticeSettled)?;
            Event::RecipientTold { by, recipient }
        }
        Command::SpareRecipient { by, recipient, ground, reasons } => {
            let known = p.recipient(recipient)?;
            refuse_if(!p.is_carried_out(), Refusal::NothingToTell)?;
            refuse_if(!p.owes_notice(known), Refusal::NoticeSettled)?;
            let reasons = reasons.ok_or(Refusal::SparingUnexplained)?;
            Event::RecipientSpared { by, recipient, ground, reasons }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}
