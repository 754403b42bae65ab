//! To a provider of OpenID Connect, and back. Links lead there, no forms: browsers hold back what a form sends elsewhere.

use crate::forms::{Halt, Visit};
use crate::kit::{Notice, Page, Shown, Tone};
use crate::paths;
use crate::texts::{td_string, troubles};
use desk::DeskError;
use desk::providers::{Audience, Back, Led};
use desk::signin::Entrance;
use domain::reference::Reference;
use leptos::prelude::*;

/// On to a provider, to sign in as staff.
pub async fn sign_in(visit: Visit) -> Shown {
    let provider: String = visit.param("provider")?;
    let sent = visit.office.front().sign_in_elsewhere(&visit.session, &provider, &visit.caller()).await;
    away(&visit, &provider, sent)
}

/// On to a provider, to link one's account; before that, who it is, for the link opens the account from then on.
pub async fn link(visit: Visit) -> Shown {
    let (provider, desk) = (visit.param::<String>("provider")?, visit.account().await?);
    let confirmed = match visit.confirmed().await {
        Ok(confirmed) => confirmed,
        Err(unconfirmed) => {
            visit.interrupt(&paths::link_provider(&provider)).await;
            return Err(unconfirmed);
        }
    };
    let sent = desk.link_elsewhere(&visit.session, &provider, &confirmed).await;
    away(&visit, &provider, sent)
}

/// On to a provider, to show who one is.
pub async fn show(visit: Visit) -> Shown {
    let (provider, reference) = (visit.param::<String>("provider")?, visit.param::<Reference>("reference")?);
    let sent = visit.subject().await?.show_elsewhere(&visit.session, &reference, &provider).await;
    away(&visit, &provider, sent)
}

/// Back from a provider.
pub async fn back(visit: Visit) -> Shown {
    let provider: String = visit.param("provider")?;
    let brought = Back { code: visit.query("code"), state: visit.query("state"), issuer: visit.query("iss") };
    let token = visit.browser_token();
    let led = visit.office.front().take_back(&visit.session, &provider, &brought, token.as_deref()).await;
    let path = match led {
        Ok(Led::In(Entrance::In(token))) => {
            visit.know_browser(token);
            paths::STAFF.to_owned()
        }
        Ok(Led::In(Entrance::Threshold)) => paths::SECOND_FACTOR.to_owned(),
        Ok(Led::Linked) => format!("{}?done=1", paths::ACCOUNT),
        Ok(Led::Shown(reference)) => paths::request(&reference),
        Err(error) => return astray(&visit, &provider, error),
    };
    Err(Halt::Go(path))
}

fn away(visit: &Visit, provider: &str, sent: desk::Result<String>) -> Shown {
    match sent {
        Ok(url) => Err(Halt::Go(url)),
        Err(error) => astray(visit, provider, error),
    }
}

/// Why it came to nothing, and the way back to where one can begin anew.
fn astray(visit: &Visit, provider: &str, error: DeskError) -> Shown {
    let DeskError::Provider(fault) = error else { return Err(error.into()) };
    visit.set_status(http::StatusCode::FORBIDDEN);
    let locale = visit.locale;
    let serves = |audience| visit.office.providers(audience).any(|(id, _)| id == provider);
    let to = |path, text| view! { <li><a href=path>{text}</a></li> };
    let body = view! {
        <Notice tone=Tone::Warning>{troubles::text(locale, fault.code(), None)}</Notice>
        <ul>
            {serves(Audience::Subjects).then(|| to(paths::REQUESTS, td_string!(locale, common.provider.to_requests)))}
            {serves(Audience::Staff).then(|| to(paths::STAFF_SIGN_IN, td_string!(locale, common.provider.to_sign_in)))}
        </ul>
    };
    let title = td_string!(locale, common.provider.title, label = visit.office.provider_label(provider)).to_string();
    Ok(Page::new(title, body))
}
