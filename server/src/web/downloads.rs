//! Downloads: what no page shows but a browser saves.

use super::Web;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::handler::Handler;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use desk::DeskError;
use domain::ids::ForwardingId;
use domain::reference::Reference;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use tower_sessions::Session;

pub(super) fn handlers() -> Vec<(&'static str, MethodRouter<Web>)> {
    vec![
        ("/requests/{reference}/files/{*path}", only_get(answer)),
        ("/requests/{reference}/attachments/{id}", only_get(attachment)),
        ("/staff/requests/{reference}/attachments/{id}", only_get(staff_attachment)),
        ("/staff/requests/{reference}/export.json", only_get(export)),
        ("/controller/{id}/request.json", only_get(envelope)),
    ]
}

/// GET without its HEAD: each download is an event, and to ask whether there is one is none.
fn only_get<H: Handler<T, Web>, T: 'static>(handler: H) -> MethodRouter<Web> {
    get(handler).head(async || StatusCode::METHOD_NOT_ALLOWED)
}

/// A file of an answer.
async fn answer(
    State(web): State<Web>,
    session: Session,
    Path((reference, file)): Path<(String, String)>,
) -> Result<Download, Trouble> {
    let desk = web.office.subject(&session).await.map_err(|error| Trouble::new(error, app::paths::RETURN))?;
    let bytes = desk.download(&parse(&reference)?, &file).await?;
    let name = file.rsplit('/').next().unwrap_or_default();
    Ok(Download { name: name.to_owned(), bytes: Bytes::from_owner(bytes) })
}

/// A file that a data subject sent, for its sender.
async fn attachment(
    State(web): State<Web>,
    session: Session,
    Path((reference, id)): Path<(String, String)>,
) -> Result<Download, Trouble> {
    let desk = web.office.subject(&session).await.map_err(|error| Trouble::new(error, app::paths::RETURN))?;
    let id = id.parse().map_err(|_| DeskError::NotFound)?;
    let (file, bytes) = desk.attachment(&parse(&reference)?, id).await?;
    Ok(Download { name: file.name, bytes: Bytes::from_owner(bytes) })
}

/// The same for staff.
async fn staff_attachment(
    State(web): State<Web>,
    session: Session,
    Path((reference, id)): Path<(String, String)>,
) -> Result<Download, Trouble> {
    let desk = web.office.staff(&session).await.map_err(|error| Trouble::new(error, app::paths::STAFF_SIGN_IN))?;
    let id = id.parse().map_err(|_| DeskError::NotFound)?;
    let (file, bytes) = desk.attachment(&parse(&reference)?, id).await?;
    Ok(Download { name: file.name, bytes: Bytes::from_owner(bytes) })
}

/// What was gathered for a request.
async fn export(State(web): State<Web>, session: Session, Path(reference): Path<String>) -> Result<Download, Trouble> {
    let desk = web.office.staff(&session).await.map_err(|error| Trouble::new(error, app::paths::STAFF_SIGN_IN))?;
    let exported = desk.export(&parse(&reference)?).await?;
    Ok(Download { name: exported.name, bytes: exported.json.into() })
}

/// A forwarded request.
async fn envelope(State(web): State<Web>, session: Session, Path(id): Path<String>) -> Result<Download, Trouble> {
    let desk =
        web.office.controller(&session).await.map_err(|error| Trouble::new(error, app::paths::CONTROLLER_SIGN_IN))?;
    let id: ForwardingId = id.parse().map_err(|_| DeskError::NotFound)?;
    let (name, envelope) = desk.envelope(id).await?;
    let bytes = serde_json::to_vec_pretty(&envelope).map_err(DeskError::from)?;
    Ok(Download { name, bytes: bytes.into() })
}

/// A reference from a path; what is none exists no more than what is not there.
fn parse(reference: &str) -> Result<Reference, DeskError> {
    Reference::parse(reference).map_err(|_| DeskError::NotFound)
}

/// Something to save: never shown by the browser itself, for others wrote what is in it.
struct Download {
    name: String,
    bytes: Bytes,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
        let name: String = self.name.chars().map(plain).collect();
        let kind = if name.ends_with(".json") { "application/json" } else { "application/octet-stream" };
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, value);
        }
        (headers, self.bytes).into_response()
    }
}

/// Why there is nothing to save.
enum Trouble {
    SignInFirst(&'static str),
    Other(DeskError),
}

impl Trouble {
    fn new(error: DeskError, sign_in: &'static str) -> Self {
        if matches!(error, DeskError::NotSignedIn) { Self::SignInFirst(sign_in) } else { Self::Other(error) }
    }
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        Self::Other(error)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let error = match self {
            Self::SignInFirst(page) => return Redirect::to(page).into_response(),
            Self::Other(error) => error,
        };
        let status = match &error {
            DeskError::NotFound => StatusCode::NOT_FOUND,
            DeskError::Refused(_) | DeskError::Conflict => StatusCode::CONFLICT,
            DeskError::Throttled => StatusCode::TOO_MANY_REQUESTS,
            DeskError::Internal(cause) => {
                tracing::error!(%cause, "a download failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
            _ => StatusCode::BAD_REQUEST,
        };
        status.into_response()
    }
}
