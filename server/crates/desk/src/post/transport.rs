use super::Words;
use domain::filing::Mailbox;
use lettre::message::{Message, MultiPart, header};
use lettre::transport::smtp;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;
use thiserror::Error;

/// For how long a mail server may keep a letter waiting.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How mails go out.
pub enum Transport {
    /// To a mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into a folder, for demonstration.
    Folder(AsyncFileTransport<Tokio1Executor>),
}

/// Why a letter did not leave. Carries no address.
#[derive(Debug, Error)]
pub(crate) enum Undelivered {
    /// Another try may help.
    #[error("not now: {0}")]
    NotNow(String),
    /// No other try helps.
    #[error("never: {0}")]
    Never(String),
}

impl Transport {
    /// A mail server by URL: `smtp://name:password@host:587?tls=required`, `smtps://…`, or `smtp://localhost:25`.
    ///
    /// # Errors
    /// When the URL is none that the mail library takes.
    pub fn smtp(url: &str) -> Result<Self, smtp::Error> {
        Ok(Self::Smtp(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(TIMEOUT)).build()))
    }

    /// A folder that gets one `.eml` file per mail.
    pub fn folder(path: &std::path::Path) -> Self {
        Self::Folder(AsyncFileTransport::<Tokio1Executor>::new(path))
    }

    pub(crate) async fn send(&self, message: Message) -> Result<(), Undelivered> {
        match self {
            Self::Smtp(server) => server.send(message).await.map(|_| ()).map_err(|error| {
                // What the server said may repeat the address: the log gets the kind and the code alone.
                let said = error.status().map_or_else(|| "no answer".to_owned(), |code| code.to_string());
                if error.is_permanent() { Undelivered::Never(said) } else { Undelivered::NotNow(said) }
            }),
            Self::Folder(folder) => {
                folder.send(message).await.map(|_| ()).map_err(|error| Undelivered::NotNow(error.to_string()))
            }
        }
    }
}

/// A mail with its HTML twin. The Message-ID is stable, so that a second attempt is told from a second letter.
pub(crate) fn message(
    from: &str,
    to: &Mailbox,
    id: &str,
    at: std::time::SystemTime,
    words: Words,
) -> Result<Message, Undelivered> {
    let never = |error: &dyn std::fmt::Display| Undelivered::Never(error.to_string());
    let from: lettre::message::Mailbox = from.parse().map_err(|_| Undelivered::NotNow("bad sender address".into()))?;
    let domain = from.email.domain().to_owned();
    Message::builder()
        .from(from)
        .to(to.as_str().parse().map_err(|_| Undelivered::Never("bad recipient address".into()))?)
        .date(at)
        .message_id(Some(format!("<{id}@{domain}>")))
        .header(AutoSubmitted)
        .subject(words.subject)
        .multipart(MultiPart::alternative_plain_html(words.text, words.html))
        .map_err(|error| never(&error))
}

/// Keeps out-of-office replies away (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".into())
    }
}
