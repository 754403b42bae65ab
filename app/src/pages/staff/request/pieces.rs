//! What was gathered, piece by piece, and taking it out again.

use super::act::{self, Section};
use super::{Seen, tree};
use crate::kit::{Post, SecondaryButton, Time};
use crate::texts::{Locale, dates, td_string};
use desk::staff::{Piece, StaffRequest};
use domain::ids::PieceId;
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What was gathered, oldest first.
pub(super) fn list(seen: &Seen, can_discard: bool) -> impl IntoView + use<> {
    let locale = seen.locale;
    let pieces = seen.request.pieces.iter().map(|gathered| piece(seen, gathered, can_discard)).collect_view();
    if seen.request.pieces.is_empty() {
        view! { <p class="hint">{td_string!(locale, staff.gather.nothing)}</p> }.into_any()
    } else {
        view! { <ul class="pieces">{pieces}</ul> }.into_any()
    }
}

fn piece(seen: &Seen, piece: &Piece, can_discard: bool) -> impl IntoView + use<> {
    let (locale, zone) = (seen.locale, seen.place.zone.clone());
    let take_out = can_discard.then(|| take_out(locale, &seen.request, piece));
    view! {
        <li class="piece">
            <h3>{piece.label.clone()}</h3>
            <p class="piece-facts">
                <span>{dates::size(locale, piece.bytes)}</span>
                {piece.name.clone().map(|name| view! { <span>{name}</span> })}
                <span>
                    {td_string!(locale, staff.gather.added)} " " <Time locale at=piece.added zone/>
                </span>
            </p>
            {content(locale, piece)}
            <details class="more">
                <summary>{td_string!(locale, staff.gather.sum)}</summary>
                <p>{td_string!(locale, staff.gather.sum_why)}</p>
                <code class="sum">{piece.sha256.clone()}</code>
            </details>
            {take_out}
        </li>
    }
}

/// The data as a tree; a document is given as it is.
fn content(locale: Locale, piece: &Piece) -> AnyView {
    if piece.format.is_data() {
        tree::view(locale, &piece.groups).into_any()
    } else {
        view! { <p class="hint">{td_string!(locale, staff.gather.as_it_is)}</p> }.into_any()
    }
}

/// Asks before it does: the button says what it takes out, behind words that say what that means.
fn take_out(locale: Locale, request: &StaffRequest, piece: &Piece) -> impl IntoView + use<> {
    let what = td_string!(locale, staff.gather.take_out_button, system = &piece.label).to_string();
    let (seen, id) = (act::seen(request), piece.id.to_string());
    view! {
        <details class="more">
            <summary>{td_string!(locale, staff.gather.take_out)}</summary>
            <p>{td_string!(locale, staff.gather.take_out_why)}</p>
            <Post action=Discard::url()>
                {seen}
                <input type="hidden" name="piece" value=id/>
                <SecondaryButton>{what}</SecondaryButton>
            </Post>
        </details>
    }
}

/// Takes data out again.
#[server(prefix = "/do", endpoint = "staff/discard")]
pub async fn discard(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which data.
    piece: PieceId,
) -> Result<(), ServerFnError> {
    Section::Discard
        .form(&reference, version)
        .settle(async |visit| {
            let (desk, confirmed) = (visit.staff().await?, visit.confirmed().await?);
            desk.discard(&reference, version, piece, &confirmed).await?;
            Ok(format!("{}#{}", super::super::path(&reference), Section::Gather.code()))
        })
        .await
}
