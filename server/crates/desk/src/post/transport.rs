use lettre::{AsyncFileTransport, AsyncSmtpTransport, Tokio1Executor};

/// How mails go out.
pub enum Transport {
    /// To a mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into a folder, for demonstration.
    Folder(AsyncFileTransport<Tokio1Executor>),
}

impl Transport {
    /// A mail server by URL: `smtp://user:password@host:587?tls=required`, `smtps://…`, or `smtp://localhost:25`.
    ///
    /// # Errors
    /// When the URL is none that the mail library takes.
    pub fn smtp(url: &str) -> Result<Self, lettre::transport::smtp::Error> {
        Ok(Self::Smtp(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build()))
    }

    /// A folder that gets one `.eml` file per mail.
    pub fn folder(path: &std::path::Path) -> Self {
        Self::Folder(AsyncFileTransport::<Tokio1Executor>::new(path))
    }
}
