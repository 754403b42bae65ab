use super::Patience;
use domain::delivery::Reach;
use domain::ids::ControllerId;
use jiff::SignedDuration;
use std::fmt;
use std::sync::Arc;

/// Where the software of a controller takes requests, if it does.
pub type EndpointOf = Arc<dyn Fn(ControllerId) -> Option<String> + Send + Sync>;

/// How requests are handed over to controllers' own software.
#[derive(Clone)]
pub struct HandingOver {
    /// Which endpoints are called.
    pub reach: Reach,
    /// How long one may take.
    pub patience: Patience,
    /// For how many days it is tried. Then a notice goes by mail, for the controller is to be told promptly (Decision (EU)
    /// 2021/915, clause 8(a)).
    pub days: u32,
    /// Where each controller takes them. The register knows of none yet.
    pub endpoint_of: EndpointOf,
}

impl Default for HandingOver {
    fn default() -> Self {
        Self { reach: Reach::Public, patience: Patience::default(), days: 2, endpoint_of: Arc::new(|_| None) }
    }
}

impl HandingOver {
    /// For how long it is tried.
    pub(crate) fn span(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.days) * 24)
    }
}

impl fmt::Debug for HandingOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reach, patience, days, .. } = self;
        let mut shown = f.debug_struct("HandingOver");
        shown.field("reach", reach).field("patience", patience).field("days", days).finish_non_exhaustive()
    }
}
