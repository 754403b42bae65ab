//! How a route shows a page, and what is shown in its place when there is none.

use super::{Notice, Page, Shown, Tone};
use crate::forms::{Halt, Visit};
use crate::paths;
use crate::texts::{td_string, troubles};
use desk::DeskError;
use http::StatusCode;
use leptos::prelude::*;

/// A route's view: the page that `page` gives, waited for; a redirect, a 404 or an error page where it gives none.
pub fn serve<F, Wait>(page: F) -> AnyView
where
    F: FnOnce(Visit) -> Wait + Send + 'static,
    Wait: Future<Output = Shown> + Send + 'static,
{
    let visit = Visit::of_route();
    if let Ok(visit) = &visit {
        // For the forms on the page: each bears a token of this browser.
        provide_context(visit.clone());
    }
    Suspend::new(async move {
        match visit {
            Ok(visit) => {
                let page = page(visit.clone()).await.unwrap_or_else(|halt| instead(&visit, halt));
                page.frame(&visit)
            }
            Err(halt) => {
                tracing::error!(?halt, "a page was asked for without what the server gives");
                ().into_any()
            }
        }
    })
    .into_any()
}

/// What is shown for a path that leads nowhere; or, where the server puts a bare error into words, for that: its status
/// is in the context then.
pub(crate) fn not_found() -> AnyView {
    let Ok(visit) = Visit::take() else { return ().into_any() };
    let page = match use_context::<StatusCode>() {
        Some(status) => of_status(&visit, status),
        None => instead(&visit, Halt::Desk(DeskError::NotFound)),
    };
    page.frame(&visit)
}

/// The page for an error of which only the status is known.
fn of_status(visit: &Visit, status: StatusCode) -> Page {
    let locale = visit.locale;
    let (title, why) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            (td_string!(locale, errors.page.too_large), td_string!(locale, errors.page.too_large_why))
        }
        StatusCode::FORBIDDEN => (td_string!(locale, errors.page.foreign), td_string!(locale, errors.page.foreign_why)),
        StatusCode::BAD_REQUEST => {
            (td_string!(locale, errors.page.unreadable), td_string!(locale, errors.page.unreadable_why))
        }
        StatusCode::TOO_MANY_REQUESTS => {
            (td_string!(locale, errors.page.too_many), td_string!(locale, errors.page.too_many_why))
        }
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => {
            (td_string!(locale, errors.page.slow), td_string!(locale, errors.page.slow_why))
        }
        status if status.is_server_error() => return told_by_number(visit),
        _ => return instead(visit, Halt::Desk(DeskError::NotFound)),
    };
    visit.set_status(status);
    Page::new(title, view! { <p>{why}</p> })
}

/// An error of ours: its number, and nothing else.
fn told_by_number(visit: &Visit) -> Page {
    visit.set_status(StatusCode::INTERNAL_SERVER_ERROR);
    let text = troubles::text(visit.locale, "internal", Some(visit.number()));
    Page::new(td_string!(visit.locale, errors.page.trouble), view! { <Notice tone=Tone::Warning>{text}</Notice> })
}

/// What is shown instead of a page.
fn instead(visit: &Visit, halt: Halt) -> Page {
    let locale = visit.locale;
    let error = match halt {
        Halt::Go(path) => {
            visit.go(&path);
            return Page::new(td_string!(locale, errors.page.elsewhere), ());
        }
        Halt::Flawed(_) => DeskError::NotFound,
        Halt::Desk(error) => error,
    };
    visit.set_status(status(&error));
    if matches!(error, DeskError::NotFound) {
        return Page::new(
            td_string!(locale, errors.page.not_found),
            view! {
                <p>{td_string!(locale, errors.page.not_found_why)}</p>
                <p>
                    <a href=paths::START>{td_string!(locale, errors.page.to_start)}</a>
                </p>
            },
        );
    }
    let trouble = visit.trouble(&error);
    let text = troubles::text(locale, &trouble.code, trouble.number.as_deref());
    Page::new(td_string!(locale, errors.page.trouble), view! { <Notice tone=Tone::Warning>{text}</Notice> })
}

const fn status(error: &DeskError) -> StatusCode {
    match error {
        DeskError::NotFound => StatusCode::NOT_FOUND,
        DeskError::Forgotten => StatusCode::GONE,
        DeskError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        DeskError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        DeskError::Throttled => StatusCode::TOO_MANY_REQUESTS,
        DeskError::NotSignedIn
        | DeskError::NotPermitted
        | DeskError::Unconfirmed
        | DeskError::LinkSpent
        | DeskError::WrongCode
        | DeskError::WrongPassword
        | DeskError::Key(_)
        | DeskError::Provider(_) => StatusCode::FORBIDDEN,
        DeskError::Conflict
        | DeskError::Cautioned(_)
        | DeskError::Refused(_)
        | DeskError::Account(_)
        | DeskError::Contact(_) => StatusCode::CONFLICT,
        DeskError::Faulty(_)
        | DeskError::Facts(_)
        | DeskError::Unreadable(_)
        | DeskError::File(_)
        | DeskError::Password(_)
        | DeskError::NoDraft => StatusCode::BAD_REQUEST,
    }
}
