use super::ControllerDesk;
use crate::Result;
use domain::ids::ForwardingId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A forwarded request as JSON.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Envelope {}

impl ControllerDesk {
    /// The forwarding as JSON, recorded as downloaded; with the name to save it under.
    pub async fn envelope(&self, id: ForwardingId) -> Result<(String, Envelope)> {
        todo!()
    }
}
