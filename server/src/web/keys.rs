//! What a browser asks of passkeys and security keys: a fresh challenge, which waits in the session of whoever asks.
//!
//! The script of the page gets it when its button is pressed, so that the five minutes begin then. What the key signs
//! comes back in a form.

use super::Web;
use super::downloads::{Trouble, only_get};
use app::paths;
use axum::Json;
use axum::extract::{Path, State};
use axum::routing::MethodRouter;
use desk::DeskError;
use domain::staff::KeyKind;
use serde_json::Value;
use tower_sessions::Session;

type Asked = Result<Json<Value>, Trouble>;

pub(super) fn handlers() -> Vec<(&'static str, MethodRouter<Web>)> {
    vec![
        (paths::ASK_PASSKEY, only_get(passkey)),
        (paths::ASK_FACTOR, only_get(factor)),
        (paths::ASK_CONFIRM, only_get(confirm)),
        ("/staff/ask/first/{kind}", only_get(first)),
        ("/staff/ask/new/{kind}", only_get(new)),
        (paths::ASK_CONTROLLER_KEY, only_get(of_controller)),
    ]
}

/// Of any passkey: the same for everybody.
async fn passkey(State(web): State<Web>, session: Session) -> Asked {
    Ok(Json(web.office.front().ask_for_passkey(&session).await?))
}

/// Of the keys of who gave a password.
async fn factor(State(web): State<Web>, session: Session) -> Asked {
    let threshold = web.office.threshold(&session).await.map_err(sign_in)?;
    Ok(Json(threshold.ask_for_key(&session).await?))
}

/// Of the keys of who is signed in.
async fn confirm(State(web): State<Web>, session: Session) -> Asked {
    let desk = web.office.account(&session).await.map_err(sign_in)?;
    Ok(Json(desk.ask_for_key(&session).await?))
}

/// Of a key that is to be the first second factor.
async fn first(State(web): State<Web>, session: Session, Path(kind): Path<String>) -> Asked {
    let threshold = web.office.threshold(&session).await.map_err(sign_in)?;
    Ok(Json(threshold.ask_for_new_key(&session, parse(&kind)?).await?))
}

/// Of one more key; its page asks first who it is.
async fn new(State(web): State<Web>, session: Session, Path(kind): Path<String>) -> Asked {
    let desk = web.office.account(&session).await.map_err(sign_in)?;
    let confirmed = web.office.confirmed(&session).await.map_err(|error| match error {
        DeskError::Unconfirmed => Trouble::Elsewhere(paths::CONFIRM),
        other => sign_in(other),
    })?;
    Ok(Json(desk.ask_for_new_key(&session, parse(&kind)?, &confirmed).await?))
}

/// Of a new passkey of a controller's people.
async fn of_controller(State(web): State<Web>, session: Session) -> Asked {
    let desk = web.office.controller(&session).await;
    let desk = desk.map_err(|error| Trouble::new(error, paths::CONTROLLER_SIGN_IN))?;
    Ok(Json(desk.ask_for_new_key(&session).await?))
}

fn sign_in(error: DeskError) -> Trouble {
    Trouble::new(error, paths::STAFF_SIGN_IN)
}

fn parse(kind: &str) -> Result<KeyKind, DeskError> {
    KeyKind::from_code(kind).ok_or(DeskError::NotFound)
}
