use super::SubjectDesk;
use crate::Result;
use domain::reference::Reference;

impl SubjectDesk {
    /// A file of the answer, recorded as downloaded.
    ///
    /// # Errors
    /// `NotFound`, or refused with `NotAvailable`.
    pub async fn download(&self, reference: &Reference, file: &str) -> Result<Vec<u8>> {
        todo!()
    }
}
