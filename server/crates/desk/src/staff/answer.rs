use super::StaffDesk;
use crate::Result;
use domain::reference::Reference;
use domain::words::Outcome;

impl StaffDesk {
    /// Answers: the outcome, with words if there are any. The data subject is told by mail that an answer is there.
    pub async fn decide(&self, reference: &Reference, seen: i64, outcome: Outcome, words: &str) -> Result<()> {
        todo!()
    }

    /// Opens the download again, for the policy's number of days from now.
    pub async fn make_available(&self, reference: &Reference, seen: i64) -> Result<()> {
        todo!()
    }
}
