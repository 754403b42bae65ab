use super::Patience;
use domain::delivery::Reach;
use jiff::SignedDuration;

/// How requests are handed over to controllers' own software.
#[derive(Debug, Clone)]
pub struct HandingOver {
    /// Which endpoints are called.
    pub reach: Reach,
    /// How long one may take.
    pub patience: Patience,
    /// For how many days it is tried. Then a notice goes by mail, for the controller is to be told promptly (Decision (EU)
    /// 2021/915, clause 8(a)).
    pub days: u32,
}

impl Default for HandingOver {
    fn default() -> Self {
        Self { reach: Reach::Public, patience: Patience::default(), days: 2 }
    }
}

impl HandingOver {
    /// For how long it is tried.
    pub(crate) fn span(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.days) * 24)
    }
}
