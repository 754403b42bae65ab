//! The document around every page.

use crate::routes::App;
use crate::texts::{code, td_string};
use crate::{accent, language};
use desk::Office;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

/// The document: head, then the page that [`App`] routes to.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let locale = language::of_page();
    let accent = expect_context::<Office>().operator().accent.as_deref().and_then(accent::rule);
    view! {
        <!DOCTYPE html>
        <html lang=code(locale)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HashedStylesheet options=options.clone()/>
                {accent.map(|rule| view! { <style nonce=use_nonce() inner_html=rule></style> })}
                <HydrationScripts options islands=true/>
                <MetaTags/>
            </head>
            <body>
                <a class="skip" href="#main">
                    {td_string!(locale, common.skip)}
                </a>
                <App/>
            </body>
        </html>
    }
}
