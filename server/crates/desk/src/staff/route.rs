use super::StaffDesk;
use crate::Result;
use domain::ids::ControllerId;
use domain::reference::Reference;

/// A controller that staff can route to.
#[derive(Debug, Clone)]
pub struct ControllerChoice {
    /// Its id.
    pub id: ControllerId,
    /// Its name.
    pub name: String,
    /// Its register number.
    pub number: String,
    /// Its member state.
    pub member_state: String,
    /// Whether the index knows the signer's mailbox with it (only once the mailbox is proven).
    pub matches: bool,
}

impl StaffDesk {
    /// Controllers whose name or number contains `words`; all, up to 50, when it is empty. For a request, those that
    /// the signer named or the index knows come first.
    pub async fn controllers(&self, reference: &Reference, words: &str) -> Result<Vec<ControllerChoice>> {
        todo!()
    }

    /// Forwards the request, with its siblings that are still to be routed, to a controller: one mail per filing and
    /// controller. Marked unproven when the mailbox is.
    pub async fn forward(&self, reference: &Reference, seen: i64, controller: ControllerId) -> Result<()> {
        todo!()
    }
}
