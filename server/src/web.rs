//! The router: pages and server functions of `app`, plain downloads, files; and the layers around them.
//!
//! From the outside in: [`access`] numbers and logs; [`security`] sets headers; sessions; [`trouble`] puts bare errors
//! into words; panics, time, foreign forms, size and forms without their token are caught inside of that, and then, for
//! all but plain files, how many requests come.

mod access;
mod caller;
mod downloads;
mod files;
mod interop;
mod keys;
mod limits;
mod rates;
mod security;
mod token;
mod trouble;

pub use files::Site;
pub use limits::{FORM_MAX, UPLOAD_MAX};
pub use rates::Rates;

use crate::demo;
use anyhow::{Context as _, Result};
use app::{App, DemoCode, DemoMails, Https, shell};
use axum::extract::{FromRef, State};
use axum::routing::{MethodRouter, get};
use axum::{Router, middleware};
use desk::Office;
use domain::seams::Random;
use http::StatusCode;
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, generate_route_list};
use std::path::PathBuf;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_sessions::SessionStore as _;
use tower_sessions::session::Id;

/// Whatever is neither a page nor a server function of `app`, by its path.
fn handlers() -> Vec<(&'static str, MethodRouter<Web>)> {
    let mut handlers = downloads::handlers();
    handlers.extend(keys::handlers());
    handlers.extend(interop::handlers());
    handlers.push(("/health", get(health)));
    handlers
}

/// The paths of all handlers besides pages and server functions.
pub fn handler_paths() -> impl Iterator<Item = &'static str> {
    handlers().into_iter().map(|(path, _)| path)
}

/// What the router serves from.
#[derive(Clone)]
pub struct Web {
    office: Office,
    random: Arc<dyn Random>,
    options: LeptosOptions,
    base_url: Arc<str>,
    proxies: usize,
    rates: Option<Rates>,
    demo_mail: Option<PathBuf>,
}

impl Web {
    /// A portal without proxies in front that people reach at `base_url`.
    pub fn new(office: Office, random: Arc<dyn Random>, site: &Site, base_url: &str) -> Self {
        Self {
            office,
            random,
            options: site.options(),
            base_url: base_url.into(),
            proxies: 0,
            rates: None,
            demo_mail: None,
        }
    }

    /// How many proxies stand in front, each of which adds whom it heard from to `X-Forwarded-For`.
    #[must_use]
    pub fn behind(mut self, proxies: usize) -> Self {
        self.proxies = proxies;
        self
    }

    /// Counts requests, and refuses those above these rates.
    #[must_use]
    pub fn within(mut self, rates: Rates) -> Self {
        self.rates = Some(rates);
        self
    }

    /// Shows the mails of this folder to everybody who asks, and the code of the staff's second factor: for
    /// demonstration.
    #[must_use]
    pub fn with_demo_mail(mut self, folder: PathBuf) -> Self {
        self.demo_mail = Some(folder);
        self
    }

    /// Whether people reach it encrypted.
    fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// What pages and server functions find in their context.
    fn provide(&self) {
        provide_context(self.office.clone());
        provide_context(Https(self.is_https()));
        if let Some(folder) = self.demo_mail.clone() {
            provide_context(DemoMails(Arc::new(move || demo::read_mail(&folder))));
            let office = self.office.clone();
            provide_context(DemoCode(Arc::new(move || office.code_now(demo::FACTOR).ok())));
        }
        security::page_policy();
    }
}

impl FromRef<Web> for LeptosOptions {
    fn from_ref(web: &Web) -> Self {
        web.options.clone()
    }
}

/// The pages of `app`.
pub fn pages() -> Vec<AxumRouteListing> {
    generate_route_list(App)
}

/// The whole portal.
///
/// # Errors
/// When the base URL is no origin.
pub fn router(web: Web) -> Result<Router> {
    let is_https = web.is_https();
    let same_site = security::same_site(&web.base_url).context("base_url is no origin")?;
    let provide = {
        let web = web.clone();
        move || web.provide()
    };
    let options = web.options.clone();
    let pages = Router::new().leptos_routes_with_context(&web, pages(), provide, move || shell(options.clone()));
    let router = handlers().into_iter().fold(pages, |router, (path, handler)| router.route(path, handler));
    let router = match &web.rates {
        Some(rates) => rates::limit(router, rates, is_https),
        None => router,
    };
    let router = files::serve(router, &web.options)
        .layer(middleware::from_fn_with_state(web.clone(), token::judge))
        .layer(middleware::from_fn(limits::size))
        .layer(same_site)
        .layer(middleware::map_request(security::unsaid))
        .layer(middleware::from_fn(limits::time))
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(middleware::from_fn_with_state(web.clone(), trouble::in_words))
        .layer(security::sessions(web.office.sessions(), is_https))
        .layer(middleware::from_fn(move |request, next| security::headers(is_https, request, next)))
        .layer(middleware::from_fn_with_state(web.clone(), caller::find))
        .layer(middleware::from_fn_with_state(web.clone(), access::log))
        // What panics while an error is put into words.
        .layer(CatchPanicLayer::custom(trouble::panicked));
    Ok(router.with_state(web))
}

/// Whether the database answers: it is asked for a session that nobody has.
async fn health(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.office.sessions().load(&Id::default()).await {
        Ok(_) => (StatusCode::OK, "well\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
