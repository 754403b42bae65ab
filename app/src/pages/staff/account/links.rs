//! What one's own account is linked with.

use crate::forms::Form;
use crate::kit::{Post, SecondaryButton, Time};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::Office;
use desk::signin::Link;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// Each provider, with the link or the way to it; nothing where there is none.
pub(super) fn section(locale: Locale, office: &Office, links: Vec<Link>) -> Option<AnyView> {
    if links.is_empty() {
        return None;
    }
    let items = links.into_iter().map(|link| item(locale, office, link)).collect_view();
    let section = view! {
        <h2>{td_string!(locale, staff.link.title)}</h2>
        <p class="hint">{td_string!(locale, staff.link.lead)}</p>
        <ul class="pieces">{items}</ul>
    };
    Some(section.into_any())
}

fn item(locale: Locale, office: &Office, link: Link) -> impl IntoView + use<> {
    let (zone, label) = (office.place().zone.clone(), office.provider_label(&link.provider).to_owned());
    let cut = td_string!(locale, staff.link.cut_of, label = &label).to_string();
    let add = td_string!(locale, staff.link.add, label = &label).to_string();
    let used = link.used.map(|at| {
        let zone = zone.clone();
        view! { <span>{td_string!(locale, staff.key.used)} " " <Time locale at zone/></span> }
    });
    let rest = match link.since {
        Some(at) => view! {
            <p class="piece-facts">
                <span>{td_string!(locale, staff.link.since)} " " <Time locale at zone/></span>
                {used}
            </p>
            <Post action=CutLink::url()>
                <input type="hidden" name="provider" value=link.provider/>
                <SecondaryButton>{cut}</SecondaryButton>
            </Post>
        }
        .into_any(),
        None => {
            view! { <p><a class="button secondary" href=paths::link_provider(&link.provider)>{add}</a></p> }.into_any()
        }
    };
    view! {
        <li class="piece">
            <h3>{label}</h3>
            {rest}
        </li>
    }
}

/// Cuts a link.
#[server(prefix = "/do", endpoint = "staff/account/unlink")]
pub async fn cut_link(
    /// With which provider.
    #[server(default)]
    provider: String,
) -> Result<(), ServerFnError> {
    // A trouble is told where its button stands.
    Form::new(super::password::FORM, paths::ACCOUNT)
        .settle(async |visit| {
            let desk = visit.account().await?;
            desk.unlink(&visit.session, &provider, &visit.confirmed().await?).await?;
            Ok(super::told())
        })
        .await
}
