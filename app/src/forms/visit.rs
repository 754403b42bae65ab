use super::{Halt, Kept, Result, Trouble, Vouched, cookie, token};
use crate::context::{DemoCode, DemoMails};
use crate::language;
use crate::paths;
use crate::texts::Locale;
use axum::extract::ConnectInfo;
use desk::front::DraftSecret;
use desk::signin::Confirmed;
use desk::{
    AccountDesk, AdminDesk, ControllerDesk, DeskError, Office, OverseeingDesk, ReadingDesk, StaffDesk, SubjectDesk,
    ThresholdDesk,
};
use domain::staff::Role;
use domain::words::Language;
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use tower_sessions::Session;

/// The header in which the server tells the number of a request.
const NUMBER: &str = "x-request-id";

/// One request of one browser: what a page or an act needs to know of it.
#[derive(Clone)]
pub struct Visit {
    /// The open office.
    pub office: Office,
    /// The browser's session.
    pub session: Session,
    /// The language of the page.
    pub locale: Locale,
    /// Reads the mails of the demonstration, if this is one.
    pub demo_mails: Option<DemoMails>,
    /// Tells the code of the demonstration's staff, if this is one.
    pub demo_code: Option<DemoCode>,
    parts: Parts,
    params: ParamsMap,
    query: ParamsMap,
    response: ResponseOptions,
    secret: Arc<OnceLock<DraftSecret>>,
}

impl Visit {
    /// From the context of a page or a server function.
    ///
    /// # Errors
    /// An internal one, when the server gave no session.
    pub fn take() -> Result<Self> {
        let parts = expect_context::<Parts>();
        let session = parts.extensions.get::<Session>().cloned();
        let secret = cookie::read(&parts.headers, cookie::FORM, cookie::is_https());
        let secret = secret.and_then(|text| DraftSecret::from_cookie(&text));
        Ok(Self {
            office: expect_context(),
            session: session.ok_or_else(|| Halt::broken("no session layer"))?,
            locale: language::of_page(),
            demo_mails: use_context(),
            demo_code: use_context(),
            params: ParamsMap::new(),
            query: ParamsMap::new(),
            parts,
            response: expect_context(),
            secret: Arc::new(secret.map_or_else(OnceLock::new, OnceLock::from)),
        })
    }

    /// From the context of a route, with what its path and query say.
    ///
    /// # Errors
    /// As [`Visit::take`].
    pub fn of_route() -> Result<Self> {
        let (params, query) = (use_params_map().get_untracked(), use_query_map().get_untracked());
        Self::take().map(|visit| Self { params, query, ..visit })
    }

    /// The language of the page, as the desks take it.
    pub fn language(&self) -> Language {
        self.locale.into()
    }

    /// The address from which the browser calls; only for throttling.
    pub fn caller(&self) -> String {
        let info = self.parts.extensions.get::<ConnectInfo<SocketAddr>>();
        info.map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string())
    }

    /// The number of this request, under which the log has what happened.
    pub fn number(&self) -> &str {
        self.parts.headers.get(NUMBER).and_then(|number| number.to_str().ok()).unwrap_or("-")
    }

    /// A part of the path, parsed.
    ///
    /// # Errors
    /// `NotFound` when it is none.
    pub fn param<T: std::str::FromStr>(&self, name: &str) -> Result<T> {
        self.params.get_str(name).and_then(|text| text.parse().ok()).ok_or(Halt::Desk(DeskError::NotFound))
    }

    /// A field of the query, decoded; `None` when it is missing or empty.
    pub fn query(&self, name: &str) -> Option<String> {
        self.query.get(name).filter(|value| !value.is_empty())
    }

    /// The path from which a form was sent, if the browser tells one of ours.
    pub fn came_from(&self) -> Option<String> {
        let referer = self.parts.headers.get(header::REFERER)?.to_str().ok()?;
        let path = referer.parse::<http::Uri>().ok()?.path_and_query()?.to_string();
        let is_page = path.starts_with('/') && !path.starts_with("//") && !path.starts_with(paths::ACTS);
        is_page.then_some(path)
    }

    /// The desk of the data subject, or on to where a mailbox is proven.
    ///
    /// # Errors
    /// [`Halt::Go`] without a session of a data subject.
    pub async fn subject(&self) -> Result<SubjectDesk> {
        self.office.subject(&self.session).await.map_err(|error| sign_in(error, paths::RETURN))
    }

    /// The desk of a member of staff who works on requests, or on to the sign-in.
    ///
    /// # Errors
    /// [`Halt::Go`] without a session of staff; `NotPermitted` for another role.
    pub async fn staff(&self) -> Result<StaffDesk> {
        self.office.staff(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// The desk of a member of staff who reads requests.
    ///
    /// # Errors
    /// As [`Visit::staff`].
    pub async fn reading(&self) -> Result<ReadingDesk> {
        self.office.reading(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// The desk of a member of staff who oversees who comes in and who reads what.
    ///
    /// # Errors
    /// As [`Visit::staff`].
    pub async fn overseeing(&self) -> Result<OverseeingDesk> {
        self.office.overseeing(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// The desk of a member of staff who manages accounts.
    ///
    /// # Errors
    /// As [`Visit::staff`].
    pub async fn administration(&self) -> Result<AdminDesk> {
        self.office.administration(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// The role in which somebody of the staff is signed in here, or on to the sign-in.
    ///
    /// # Errors
    /// [`Halt::Go`] without a session of staff.
    pub async fn role(&self) -> Result<Role> {
        self.office.role(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// The desk of one's own account.
    ///
    /// # Errors
    /// [`Halt::Go`] without a session of staff.
    pub async fn account(&self) -> Result<AccountDesk> {
        self.office.account(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// That whoever is signed in showed lately who they are; or on to where they do, from where they come back.
    ///
    /// # Errors
    /// [`Halt::Go`] when it is too long ago, or nobody is signed in.
    pub async fn confirmed(&self) -> Result<Confirmed> {
        self.office.confirmed(&self.session).await.map_err(|error| match error {
            DeskError::Unconfirmed => Halt::Go(paths::CONFIRM.to_owned()),
            other => sign_in(other, paths::STAFF_SIGN_IN),
        })
    }

    /// The threshold of who gave a password, or on to where it is asked for.
    ///
    /// # Errors
    /// [`Halt::Go`] when none was given here lately.
    pub async fn threshold(&self) -> Result<ThresholdDesk> {
        self.office.threshold(&self.session).await.map_err(|error| sign_in(error, paths::STAFF_SIGN_IN))
    }

    /// What this browser keeps from an earlier sign-in of staff.
    pub fn browser_token(&self) -> Option<String> {
        cookie::read(&self.parts.headers, cookie::KNOWN, cookie::is_https())
    }

    /// Lets this browser be known from now on.
    pub fn know_browser(&self, token: String) {
        cookie::set_known(&self.response, token);
    }

    /// The desk of the controller, or on to where the way in is told.
    ///
    /// # Errors
    /// [`Halt::Go`] without a session of a controller.
    pub async fn controller(&self) -> Result<ControllerDesk> {
        self.office.controller(&self.session).await.map_err(|error| sign_in(error, paths::CONTROLLER_SIGN_IN))
    }

    /// The secret of what this browser types; a browser without one gets one.
    pub fn secret(&self) -> &DraftSecret {
        self.secret.get_or_init(|| {
            let secret = self.office.front().fresh_secret();
            cookie::set_secret(&self.response, secret.to_cookie());
            secret
        })
    }

    /// The secret that this browser came with.
    pub fn known_secret(&self) -> Option<&DraftSecret> {
        self.secret.get()
    }

    /// The token of the forms on this page.
    pub(crate) fn token(&self) -> String {
        token::of(self.secret(), &self.parts.headers, cookie::is_https())
    }

    /// Whether the form that was sent bears the right token.
    pub(super) fn is_vouched(&self) -> bool {
        self.parts.extensions.get() == Some(&Vouched::Right)
    }

    /// Lets the browser forget what was typed.
    pub fn forget_browser(&self) {
        cookie::drop_secret(&self.response);
    }

    /// What was kept of the form under `key`; empty when nothing was.
    ///
    /// # Errors
    /// What the desk says.
    pub async fn form(&self, key: &str) -> Result<Kept> {
        let Some(secret) = self.known_secret() else { return Ok(Kept::default()) };
        let kept = self.office.front().kept::<Kept>(secret, key).await?;
        Ok(kept.unwrap_or_default().at(self))
    }

    /// Forgets what was kept under `key`. A failure is logged: it must not undo an act that was committed.
    pub(crate) async fn forget(&self, key: &str) {
        if let Some(secret) = self.known_secret()
            && let Err(error) = self.office.front().forget(secret, key).await
        {
            self.trouble(&error);
        }
    }

    /// A desk's error as it is told; an internal one is logged, with its cause, and told by number alone.
    pub(crate) fn trouble(&self, error: &DeskError) -> Trouble {
        let is_ours = matches!(error, DeskError::Internal(_));
        if is_ours {
            tracing::error!(number = self.number(), cause = %chain(error), "internal error");
        }
        Trouble {
            article: match error {
                DeskError::Refused(refusal) => Some(refusal.article().to_owned()),
                _ => None,
            },
            number: is_ours.then(|| self.number().to_owned()),
            ..self.told(error.code())
        }
    }

    /// A trouble that is nobody's error.
    pub(super) fn told(&self, code: &str) -> Trouble {
        Trouble { code: code.to_owned(), article: None, number: None, at: self.office.now() }
    }

    /// Leads the browser to a path: 303 after a POST, 302 from a page.
    pub(crate) fn go(&self, path: &str) {
        let value = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static(paths::START));
        self.response.insert_header(header::LOCATION, value);
        self.set_status(if self.parts.method == http::Method::POST {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::FOUND
        });
    }

    pub(crate) fn set_status(&self, status: StatusCode) {
        self.response.set_status(status);
    }
}

fn sign_in(error: DeskError, path: &str) -> Halt {
    match error {
        DeskError::NotSignedIn => Halt::Go(path.to_owned()),
        other => other.into(),
    }
}

/// An error with its causes, for the log.
fn chain(error: &DeskError) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
