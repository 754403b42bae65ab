use super::{Flaw, Halt, Kept, Result, Trouble, Visit};
use leptos::prelude::ServerFnError;

/// A form that was sent: where it is, what was typed into it.
#[derive(Debug, Clone)]
pub struct Form {
    key: String,
    page: String,
    kept: Kept,
}

impl Form {
    /// The form under `key`, on `page`. Forms of one page share a key where an act of one makes the flaws of the others
    /// pointless.
    pub fn new(key: impl Into<String>, page: impl Into<String>) -> Self {
        Self { key: key.into(), page: page.into(), kept: Kept::default() }
    }

    /// What was typed into a field. Passwords and codes are never given here: they are not kept.
    #[must_use]
    pub fn with(self, field: &str, value: impl Into<String>) -> Self {
        self.with_all(field, vec![value.into()])
    }

    /// What was ticked in a field of several values.
    #[must_use]
    pub fn with_all(mut self, field: &str, values: Vec<String>) -> Self {
        self.kept.values.insert(field.to_owned(), values);
        self
    }

    /// Acts, and leads the browser on to the path that the act gives, or back to the page.
    ///
    /// # Errors
    /// Never: whatever happens is kept and shown on a page. The type is what server functions return.
    pub async fn settle(
        self,
        act: impl AsyncFnOnce(Visit) -> Result<String>,
    ) -> std::result::Result<(), ServerFnError> {
        match Visit::take() {
            Ok(visit) if !visit.is_vouched() => {
                let (trouble, page) = (visit.told("stale_form"), self.page.clone());
                let to = self.keep(&visit, Vec::new(), Some(trouble), page).await;
                visit.go(&to);
            }
            Ok(visit) => {
                let done = act(visit.clone()).await;
                let to = self.lead(&visit, done).await;
                visit.go(&to);
            }
            Err(halt) => tracing::error!(?halt, "a form came without what the server gives"),
        }
        Ok(())
    }

    /// Where to go after the act.
    async fn lead(self, visit: &Visit, done: Result<String>) -> String {
        match done {
            Ok(to) => {
                visit.forget(&self.key).await;
                to
            }
            // The sign-in ran out meanwhile: after a new one, what was typed is still there.
            Err(Halt::Go(to)) => {
                if to == crate::paths::CONFIRM {
                    visit.interrupt(&self.page).await;
                }
                self.keep(visit, Vec::new(), None, to).await
            }
            Err(Halt::Flawed(flaws)) => {
                let page = self.page.clone();
                self.keep(visit, flaws, None, page).await
            }
            Err(Halt::Desk(error)) => {
                let (trouble, page) = (visit.trouble(&error), self.page.clone());
                self.keep(visit, Vec::new(), Some(trouble), page).await
            }
        }
    }

    /// Keeps what was typed, and leads to `to`; where even that fails, to a page with the number of the failure.
    async fn keep(self, visit: &Visit, flaws: Vec<(String, Flaw)>, trouble: Option<Trouble>, to: String) -> String {
        let kept = Kept { flaws, trouble, ..self.kept };
        match visit.office.front().keep(visit.secret(), &self.key, &kept).await {
            Ok(()) => to,
            Err(error) => {
                visit.trouble(&error);
                crate::paths::trouble(visit.number())
            }
        }
    }
}
