//! The site folder: scripts and styles under hashed names, and public files.

use super::Web;
use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use leptos::config::{Env, LeptosOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_http::services::ServeDir;

/// The name under which the build tool writes scripts and styles.
const NAME: &str = "inzage";
/// Where the build tool says which hash is of which file.
const HASHES: &str = "hash.txt";
/// What bears its hash in its name never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Public files may change with an upgrade.
const AN_HOUR: &str = "public, max-age=3600";

/// The folder that `cargo xtask build` made.
#[derive(Debug, Clone)]
pub struct Site {
    root: PathBuf,
}

impl Site {
    /// Looks whether it is there.
    ///
    /// # Errors
    /// When it was not built, with what to do.
    pub fn find(folder: &Path) -> Result<Self> {
        let missing = || {
            format!(
                "there is no built site in {}: run `cargo xtask build`, or set site (INZAGE_SITE) to where it is",
                folder.display()
            )
        };
        let root = folder.canonicalize().with_context(missing)?;
        anyhow::ensure!(root.join(HASHES).is_file(), missing());
        Ok(Self { root })
    }

    pub(super) fn options(&self) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name(NAME)
            .site_root(self.root.to_string_lossy().as_ref())
            .env(Env::PROD)
            .hash_files(true)
            // Absolute: leptos looks for it beside the program otherwise.
            .hash_file(Arc::from(self.root.join(HASHES).to_string_lossy()))
            .build()
    }
}

/// Serves the folder's files for all paths that nothing else takes.
pub(super) fn serve(router: Router<Web>, options: &LeptosOptions) -> Router<Web> {
    let root = Path::new(&*options.site_root);
    let folder = |path: &Path| {
        let service = ServeDir::new(path).append_index_html_on_directories(false);
        service.precompressed_br().precompressed_gzip()
    };
    let hashed = Router::new().fallback_service(folder(&root.join(&*options.site_pkg_dir)));
    let hashed = hashed.layer(middleware::from_fn(|request: Request, next: Next| async {
        // What crates bring along lies unhashed in a folder below.
        let keep = if request.uri().path().starts_with("/snippets/") { AN_HOUR } else { FOREVER };
        cached(keep, next.run(request).await)
    }));
    let public = Router::new().fallback_service(folder(root)).layer(middleware::from_fn(public_only));
    router.nest(&format!("/{}", options.site_pkg_dir), hashed).fallback_service(public)
}

/// Lets nobody look at what the build tool keeps for itself, however its name is written.
async fn public_only(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.trim_start_matches('/') == HASHES || path.contains("/.") || path.contains('%') {
        return StatusCode::NOT_FOUND.into_response();
    }
    match next.run(request).await {
        // A form that was sent nowhere.
        refused if refused.status() == StatusCode::METHOD_NOT_ALLOWED => StatusCode::NOT_FOUND.into_response(),
        served => cached(AN_HOUR, served),
    }
}

fn cached(keep: &'static str, mut response: Response) -> Response {
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    }
    response
}
