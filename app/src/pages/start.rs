//! What one can do here.
use crate::forms::Visit;
use crate::kit::{Page, Shown};

/// The page.
pub async fn page(_visit: Visit) -> Shown {
    Ok(Page::new("Start", ()))
}
