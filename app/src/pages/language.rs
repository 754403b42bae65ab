//! The language of the pages, chosen in the footer of each.

use crate::forms::{Form, set_language};
use crate::paths;
use domain::words::Language;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// Remembers the language that was chosen, and leads back to where it was chosen.
#[server(prefix = "/do", endpoint = "language")]
pub async fn choose_language(
    /// Its code.
    #[server(default)]
    language: String,
) -> Result<(), ServerFnError> {
    let chosen = Language::from_code(&language);
    Form::new("language", paths::START)
        .settle(async |visit| {
            if let Some(chosen) = chosen {
                set_language(&expect_context::<ResponseOptions>(), chosen);
            }
            Ok(visit.came_from().unwrap_or_else(|| paths::START.to_owned()))
        })
        .await
}
