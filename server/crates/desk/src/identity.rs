//! How a person shows who they are: facts that are compared without telling which was wrong, and, last, a document that is
//! destroyed once somebody looked at it.

mod documents;
mod eid;
mod facts;

pub use documents::IdDocument;
pub(crate) use documents::{of_request, place};
pub use eid::EidClaims;
pub(crate) use eid::claims as eid_claims;
pub use facts::Given;

use crate::store::Connection;
use crate::vault::Scope;
use crate::{Office, Result};
use domain::identity::Proving;
use domain::ids::RequestId;

impl Office {
    /// Destroys what a transaction that is committed let go of. What fails here, the rounds do.
    pub(crate) async fn destroy_now(&self) {
        if let Err(cause) = self.destroy_what_is_due().await {
            tracing::warn!(%cause, "what is due to be destroyed waits for the next round");
        }
    }

    /// What a procedure holds no more goes with the transaction that says so: expected facts, what a provider said, and documents, whose keys are
    /// put down to be destroyed.
    pub(crate) async fn let_go_of_proof(
        &self,
        db: &mut Connection,
        request: RequestId,
        before: &Proving,
        after: &Proving,
    ) -> Result<()> {
        if before.takes_facts() && !after.takes_facts() {
            facts::forget(db, request).await?;
        }
        if before.eid.is_some() && after.eid.is_none() {
            eid::forget(db, request).await?;
        }
        let gone = before.documents.iter().filter(|held| !after.documents.contains(held));
        for held in gone {
            documents::forget(db, held.id).await?;
            self.put_down(db, Scope::Document(held.id)).await?;
        }
        Ok(())
    }
}
