//! Where somebody was who is asked once more who they are.

use super::{Kept, Result, Visit};

/// Under what the page of an interrupted act is kept.
const INTERRUPTED: &str = "interrupted";

impl Visit {
    /// Notes on which page an act was interrupted.
    pub(crate) async fn interrupt(&self, page: &str) {
        let values = [(INTERRUPTED.to_owned(), vec![page.to_owned()])].into();
        let kept = Kept { values, ..Kept::default() };
        if let Err(error) = self.office.front().keep(self.secret(), INTERRUPTED, &kept).await {
            self.trouble(&error);
        }
    }

    /// On which page an act was interrupted, once.
    pub(crate) async fn interrupted(&self) -> Result<Option<String>> {
        let page = self.form(INTERRUPTED).await?.values.remove(INTERRUPTED).and_then(|pages| pages.into_iter().next());
        self.forget(INTERRUPTED).await;
        Ok(page)
    }
}
