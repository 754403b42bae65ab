//! A browser without scripts: it keeps cookies, sends forms as they stand, and follows redirects when asked to.

use super::page::{Form, Page};
use app::forms::TOKEN_FIELD;
use http::header;
use reqwest::multipart::{Form as Multipart, Part};
use reqwest::{Client, RequestBuilder, redirect::Policy};

/// How many redirects are followed, so that a loop ends.
const HOPS: usize = 5;

/// A browser with its own cookies.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    base_url: String,
}

impl Browser {
    /// One that asks for this language.
    pub fn new(base_url: &str, language: &str) -> Self {
        Self::behind_proxy(base_url, language, "")
    }

    /// One whose proxy says from which address it calls; nothing is said of an empty one.
    pub fn behind_proxy(base_url: &str, language: &str, address: &str) -> Self {
        let mut headers = header::HeaderMap::new();
        if !address.is_empty() {
            headers.insert("x-forwarded-for", address.parse().unwrap());
        }
        headers.insert(header::ACCEPT, header::HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
        headers.insert(header::ACCEPT_LANGUAGE, language.parse().unwrap());
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).default_headers(headers);
        Self { client: client.build().unwrap(), base_url: base_url.to_owned() }
    }

    /// Gets a path, once.
    pub async fn get(&self, path: &str) -> Page {
        self.send(path, self.client.get(self.url(path))).await
    }

    /// Gets a path and follows where it redirects to.
    pub async fn open(&self, path: &str) -> Page {
        let page = self.get(path).await;
        self.follow(page).await
    }

    /// Follows where an answer redirects to, to the end.
    ///
    /// # Panics
    /// When it goes round, or away from the portal.
    pub async fn follow(&self, mut page: Page) -> Page {
        for _ in 0..HOPS {
            let Some(next) = page.location().filter(|_| page.status.is_redirection()).map(str::to_owned) else {
                return page;
            };
            let path = next.strip_prefix(&self.base_url).unwrap_or(&next);
            assert!(path.starts_with('/'), "{} redirects away, to {next}", page.path);
            page = self.get(path).await;
        }
        panic!("{} redirects without end", page.path);
    }

    /// Sends a form and follows: what a person does with a button.
    pub async fn submit(&self, form: &Form) -> Page {
        let page = self.send_form(form).await;
        self.follow(page).await
    }

    /// Sends a form, once.
    pub async fn send_form(&self, form: &Form) -> Page {
        if form.multipart {
            return self.upload(form, &[]).await;
        }
        self.send(&form.action, self.client.post(self.url(&form.action)).form(&form.fields)).await
    }

    /// Sends a form with files, each as (field, file name, content); once.
    pub async fn upload(&self, form: &Form, files: &[(&str, &str, Vec<u8>)]) -> Page {
        let fields = form.fields.iter().cloned();
        let mut body = fields.fold(Multipart::new(), |body, (name, value)| body.text(name, value));
        for (field, name, content) in files.iter().cloned() {
            body = body.part(field.to_owned(), Part::bytes(content).file_name(name.to_owned()));
        }
        self.send(&form.action, self.client.post(self.url(&form.action)).multipart(body)).await
    }

    /// Posts fields to a path, once, with the token that forms bear in this browser now.
    pub async fn post<N: AsRef<str>, V: AsRef<str>>(&self, path: &str, fields: &[(N, V)]) -> Page {
        let token = self.token().await;
        let mut fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
        fields.push((TOKEN_FIELD, &token));
        self.send(path, self.client.post(self.url(path)).form(&fields)).await
    }

    /// The token that forms bear in this browser now.
    pub async fn token(&self) -> String {
        let page = self.get(app::paths::FILE).await;
        let css = format!("input[name='{TOKEN_FIELD}']");
        page.find(&css, "value").expect("the first question is a form").1
    }

    /// A request of one's own making, with this browser's cookies.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    /// Sends such a request, once.
    pub async fn send(&self, path: &str, request: RequestBuilder) -> Page {
        self.try_send(path, request).await.unwrap_or_else(|error| panic!("{path}: {error:?}"))
    }

    /// Sends such a request to a portal that may break off.
    pub async fn try_send(&self, path: &str, request: RequestBuilder) -> reqwest::Result<Page> {
        let answer = request.send().await?;
        Ok(Page {
            path: path.to_owned(),
            status: answer.status(),
            headers: answer.headers().clone(),
            body: answer.bytes().await?.to_vec(),
        })
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.base_url) } else { path.to_owned() }
    }
}
