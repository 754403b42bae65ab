//! What stands above and below every page.

use crate::pages::language::ChooseLanguage;
use crate::pages::sign_out::SignOutNow;
use crate::paths;
use crate::texts::{Locale, code, td_string, words};
use desk::Operator;
use domain::words::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Who runs this portal, and what it is for.
pub(super) fn header(locale: Locale, operator: &Operator, navigation: AnyView) -> impl IntoView + use<> {
    let mark = match operator.logo.clone() {
        Some(logo) => view! { <img class="logo" src=logo alt=""/> }.into_any(),
        None => mark().into_any(),
    };
    view! {
        <header class="site-header">
            <div class="bar">
                <a class="brand" href=paths::START>
                    {mark}
                    <span class="brand-name">{operator.name.clone()}</span>
                    <span class="brand-service">{td_string!(locale, common.service)}</span>
                </a>
                <div class="site-navigation">{navigation}</div>
            </div>
        </header>
    }
}

/// Our own mark: a sheet, opened for whom it concerns.
fn mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path d="M6 3h14l6 6v20H6z" class="mark-sheet"/>
            <path d="M20 3v6h6" class="mark-fold"/>
            <circle cx="16" cy="18" r="5.5" class="mark-lens"/>
            <circle cx="16" cy="18" r="1.75" class="mark-dot"/>
        </svg>
    }
}

/// The privacy notice, and the other language.
pub(super) fn footer(locale: Locale, operator: &Operator) -> impl IntoView + use<> {
    view! {
        <footer class="site-footer">
            <div class="bar">
                <p>{td_string!(locale, common.by, operator = &operator.name).to_string()}</p>
                <ul class="links">
                    <li>
                        <a href=paths::PRIVACY>{td_string!(locale, common.privacy_notice)}</a>
                    </li>
                </ul>
                <form class="languages" method="post" action=ChooseLanguage::url()>
                    <span id="languages" class="hidden">{td_string!(locale, common.page_language)}</span>
                    {Language::ALL.iter().map(|language| language_button(locale, *language)).collect_view()}
                </form>
            </div>
        </footer>
    }
}

fn language_button(locale: Locale, language: Language) -> impl IntoView {
    let is_current = Language::from(locale) == language;
    view! {
        <button
            class="link"
            type="submit"
            name="language"
            value=language.code()
            lang=code(language.into())
            aria-current=is_current.then_some("true")
        >
            {words::endonym(language)}
        </button>
    }
}

/// The button that ends a session, for the header.
pub fn sign_out(locale: Locale) -> impl IntoView {
    view! {
        <form method="post" action=SignOutNow::url()>
            <button class="link" type="submit">
                {td_string!(locale, common.sign_out)}
            </button>
        </form>
    }
}
