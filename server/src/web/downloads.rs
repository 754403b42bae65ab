//! Downloads: what no page shows but a browser saves.

use super::Web;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::handler::Handler;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use desk::package::Download;
use desk::{ControllerDesk, DeskError, ReadingDesk, StaffDesk};
use domain::export::package::{PAGE, media_type};
use domain::ids::ForwardingId;
use domain::reference::Reference;
use futures::TryStreamExt as _;
use http::{HeaderValue, StatusCode, header};
use tower_sessions::Session;

/// What a browser may do with a file that others wrote, should it show it after all.
const SAVED: &str = "default-src 'none'; sandbox";

/// What it is told to be then: nothing that it knows to show.
const UNKNOWN: &str = "application/octet-stream";

pub(super) fn handlers() -> Vec<(&'static str, MethodRouter<Web>)> {
    vec![
        ("/requests/{reference}/files/{*path}", only_get(answer)),
        ("/requests/{reference}/attachments/{id}", only_get(attachment)),
        ("/staff/requests/{reference}/attachments/{id}", only_get(staff_attachment)),
        ("/staff/requests/{reference}/proofs/{id}", only_get(proof)),
        ("/staff/requests/{reference}/documents/{id}", only_get(document)),
        ("/requests/{reference}/package.zip", only_get(whole_answer)),
        ("/requests/{reference}/receipt.json", only_get(receipt)),
        ("/staff/requests/{reference}/package.zip", only_get(preview)),
        ("/staff/requests/{reference}/export.json", only_get(export)),
        ("/controller/{id}/request.json", only_get(envelope)),
        ("/controller/{id}/request.jws", only_get(signed_envelope)),
    ]
}

/// GET without its HEAD: to ask whether there is something does not count as taking it.
pub(super) fn only_get<H: Handler<T, Web>, T: 'static>(handler: H) -> MethodRouter<Web> {
    get(handler).head(async || StatusCode::METHOD_NOT_ALLOWED)
}

/// A file of an answer.
async fn answer(
    State(web): State<Web>,
    session: Session,
    Path((reference, file)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let desk = web.office.subject(&session).await.map_err(|error| Trouble::new(error, app::paths::RETURN))?;
    let download = desk.download(&parse(&reference)?, &file).await?;
    Ok(if file == PAGE { to_read(download) } else { to_save(download) })
}

/// All files of an answer.
async fn whole_answer(
    State(web): State<Web>,
    session: Session,
    Path(reference): Path<String>,
) -> Result<Response, Trouble> {
    let desk = web.office.subject(&session).await.map_err(|error| Trouble::new(error, app::paths::RETURN))?;
    Ok(to_save(desk.download_all(&parse(&reference)?).await?))
}

/// That a request was received, and is in the log.
async fn receipt(State(web): State<Web>, session: Session, Path(reference): Path<String>) -> Result<Saved, Trouble> {
    let desk = web.office.subject(&session).await.map_err(|error| Trouble::new(error, app::paths::RETURN))?;
    let (name, receipt) = desk.receipt(&parse(&reference)?).await?;
    let bytes = serde_json::to_vec_pretty(&receipt).map_err(DeskError::from)?;
    Ok(Saved { name, bytes: bytes.into() })
}

/// All files of an answer as they would be delivered now.
async fn preview(State(web): State<Web>, session: Session, Path(reference): Path<String>) -> Result<Response, Trouble> {
    let desk = staff(&web, &session).await?;
    Ok(to_save(desk.preview(&parse(&reference)?).await?))
}

/// A file that a data subject sent, for its sender.
async fn attachment(
    State(web): State<Web>,
    session: Session,
    Path((reference, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let desk = web.office.subject(&session).await.map_err(|error| Trouble::new(error, app::paths::RETURN))?;
    let id = id.parse().map_err(|_| DeskError::NotFound)?;
    Ok(to_save(desk.attachment(&parse(&reference)?, id).await?))
}

/// The same for staff.
async fn staff_attachment(
    State(web): State<Web>,
    session: Session,
    Path((reference, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let desk = reading(&web, &session).await?;
    let id = id.parse().map_err(|_| DeskError::NotFound)?;
    Ok(to_save(desk.attachment(&parse(&reference)?, id).await?))
}

/// A file that shows that an act was done.
async fn proof(
    State(web): State<Web>,
    session: Session,
    Path((reference, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let desk = reading(&web, &session).await?;
    let id = id.parse().map_err(|_| DeskError::NotFound)?;
    Ok(to_save(desk.proof(&parse(&reference)?, id).await?))
}

/// A copy of an identity document, for who is to check it.
async fn document(
    State(web): State<Web>,
    session: Session,
    Path((reference, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let desk = staff(&web, &session).await?;
    let id = id.parse().map_err(|_| DeskError::NotFound)?;
    Ok(to_save(desk.document(&parse(&reference)?, id).await?))
}

/// What was gathered for a request.
async fn export(State(web): State<Web>, session: Session, Path(reference): Path<String>) -> Result<Saved, Trouble> {
    let desk = staff(&web, &session).await?;
    let exported = desk.export(&parse(&reference)?).await?;
    Ok(Saved { name: exported.name, bytes: exported.json.into() })
}

/// A forwarded request.
async fn envelope(State(web): State<Web>, session: Session, Path(id): Path<String>) -> Result<Saved, Trouble> {
    let desk = controller(&web, &session).await?;
    let (name, envelope) = desk.envelope(forwarding(&id)?).await?;
    let bytes = serde_json::to_vec_pretty(&envelope).map_err(DeskError::from)?;
    Ok(Saved { name, bytes: bytes.into() })
}

/// The same, signed.
async fn signed_envelope(State(web): State<Web>, session: Session, Path(id): Path<String>) -> Result<Saved, Trouble> {
    let (name, jws) = controller(&web, &session).await?.signed_envelope(forwarding(&id)?).await?;
    Ok(Saved { name, bytes: jws.into() })
}

/// The desk of a controller's contact.
async fn controller(web: &Web, session: &Session) -> Result<ControllerDesk, Trouble> {
    web.office.controller(session).await.map_err(|error| Trouble::new(error, app::paths::CONTROLLER_SIGN_IN))
}

/// The id of a forwarding from a path.
fn forwarding(id: &str) -> Result<ForwardingId, DeskError> {
    id.parse().map_err(|_| DeskError::NotFound)
}

/// The desk of whoever reads requests.
async fn reading(web: &Web, session: &Session) -> Result<ReadingDesk, Trouble> {
    web.office.reading(session).await.map_err(|error| Trouble::new(error, app::paths::STAFF_SIGN_IN))
}

/// The desk of whoever works on requests.
async fn staff(web: &Web, session: &Session) -> Result<StaffDesk, Trouble> {
    web.office.staff(session).await.map_err(|error| Trouble::new(error, app::paths::STAFF_SIGN_IN))
}

/// A reference from a path; what is none exists no more than what is not there.
fn parse(reference: &str) -> Result<Reference, DeskError> {
    Reference::parse(reference).map_err(|_| DeskError::NotFound)
}

/// Something to save, that is in memory anyhow.
struct Saved {
    name: String,
    bytes: Bytes,
}

impl IntoResponse for Saved {
    fn into_response(self) -> Response {
        let kind = media_type(&self.name);
        let length = self.bytes.len() as u64;
        sent(&self.name, kind, Some(length), true, SAVED, self.bytes.into())
    }
}

/// Never shown by the browser itself, for others wrote what is in it.
fn to_save(download: Download) -> Response {
    let Download { name, media_type, bytes, content } = download;
    let kind = if media_type.starts_with("text/html") { UNKNOWN } else { media_type };
    sent(&name, kind, bytes, true, SAVED, Body::from_stream(content.inspect_err(log)))
}

/// The page of an answer, which we wrote: it is shown, with nothing that it could run or fetch. Its links to the files
/// beside it, and to mail addresses, work.
fn to_read(download: Download) -> Response {
    let Download { name, media_type, bytes, content } = download;
    let policy = format!("{}; sandbox allow-downloads allow-top-navigation-to-custom-protocols", app::reading::POLICY);
    sent(&name, media_type, bytes, false, &policy, Body::from_stream(content.inspect_err(log)))
}

fn sent(name: &str, kind: &str, length: Option<u64>, is_saved: bool, policy: &str, body: Body) -> Response {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    let disposition = if is_saved { "attachment" } else { "inline" };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{disposition}; filename=\"{name}\"")),
    ];
    let length = length.map(|length| (header::CONTENT_LENGTH, length.to_string()));
    let mut response = Response::new(body);
    for (header, value) in headers.into_iter().chain(length) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(header, value);
        }
    }
    response
}

/// The head of the answer is gone by then: the connection breaks off, and the browser tells that the file is not whole.
fn log(cause: &DeskError) {
    tracing::error!(%cause, "a download broke off");
}

/// Why there is nothing to save.
pub(super) enum Trouble {
    /// The browser belongs on this page first.
    Elsewhere(&'static str),
    Other(DeskError),
}

impl Trouble {
    pub(super) fn new(error: DeskError, sign_in: &'static str) -> Self {
        if matches!(error, DeskError::NotSignedIn) { Self::Elsewhere(sign_in) } else { Self::Other(error) }
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
            Self::Elsewhere(page) => return Redirect::to(page).into_response(),
            Self::Other(error) => error,
        };
        let status = match &error {
            // There is nothing for this role.
            DeskError::NotFound | DeskError::NotPermitted => StatusCode::NOT_FOUND,
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
