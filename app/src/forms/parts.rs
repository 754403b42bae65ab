//! A form of several parts, as browsers send one that carries files.
//!
//! Leptos's own encoding panics at a request that is none. This one looks first.

use desk::conversation::Upload;
use leptos::server_fn::ContentType;
use leptos::server_fn::codec::{Encoding, MultipartData, MultipartFormData};
use std::collections::BTreeMap;

/// The encoding.
#[derive(Debug)]
pub struct Parts;

impl ContentType for Parts {
    const CONTENT_TYPE: &'static str = MultipartFormData::CONTENT_TYPE;
}

impl Encoding for Parts {
    const METHOD: http::Method = http::Method::POST;
}

/// Lets a server function take its data in [`Parts`]. A macro, because the library's traits are foreign and so may not be
/// implemented for all types at once.
macro_rules! in_parts {
    ($form:ty) => {
        impl<Request, E> ::leptos::server_fn::codec::FromReq<$crate::forms::Parts, Request, E> for $form
        where
            Request: ::leptos::server_fn::request::Req<E> + Send + 'static,
            E: ::leptos::server_fn::error::FromServerFnError + Send + Sync,
        {
            async fn from_req(request: Request) -> Result<Self, E> {
                use ::leptos::server_fn::codec::{FromReq, MultipartFormData};
                use ::leptos::server_fn::error::ServerFnErrorErr;
                if request.to_content_type().is_some_and(|kind| $crate::forms::has_boundary(&kind)) {
                    <Self as FromReq<MultipartFormData, Request, E>>::from_req(request).await
                } else {
                    Err(E::from_server_fn_error(ServerFnErrorErr::Args("no form of several parts".to_owned())))
                }
            }
        }

        impl<Request, E> ::leptos::server_fn::codec::IntoReq<$crate::forms::Parts, Request, E> for $form
        where
            Request: ::leptos::server_fn::request::ClientReq<
                    E,
                    FormData = ::leptos::server_fn::request::browser::BrowserFormData,
                >,
            E: ::leptos::server_fn::error::FromServerFnError,
        {
            fn into_req(self, path: &str, accepts: &str) -> Result<Request, E> {
                use ::leptos::server_fn::codec::{IntoReq, MultipartFormData};
                <Self as IntoReq<MultipartFormData, Request, E>>::into_req(self, path, accepts)
            }
        }
    };
}

pub(crate) use in_parts;

/// Whether a content type is `multipart/form-data` with nothing but a boundary, as all browsers write it (RFC 2046, 5.1.1).
pub(crate) fn has_boundary(kind: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"'+_-.".contains(&b);
    let boundary = kind.strip_prefix(Parts::CONTENT_TYPE).and_then(|rest| rest.strip_prefix(';'));
    let boundary = boundary.and_then(|rest| rest.trim_start().strip_prefix("boundary="));
    boundary.is_some_and(|text| (1..=70).contains(&text.len()) && text.bytes().all(allowed))
}

/// What a form of several parts held.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// The values of each control that is none for files.
    pub(crate) values: BTreeMap<String, Vec<String>>,
    /// The files that were chosen.
    pub(crate) files: Vec<Upload>,
}

impl Received {
    /// The values of a control.
    pub(crate) fn all(&self, control: &str) -> &[String] {
        self.values.get(control).map_or(&[], Vec::as_slice)
    }

    /// The value of a control; empty where there is none.
    pub(crate) fn first(&self, control: &str) -> &str {
        self.all(control).first().map_or("", String::as_str)
    }

    fn take(&mut self, control: String, name: Option<String>, bytes: Vec<u8>) {
        match name {
            // Browsers send one nameless, empty file where none was chosen.
            Some(name) if name.is_empty() => {}
            Some(name) => self.files.push(Upload { name, bytes }),
            None => {
                let value = String::from_utf8_lossy(&bytes).into_owned();
                self.values.entry(control).or_default().push(value);
            }
        }
    }
}

/// Reads a form whose control `files` holds at most `most` of them: one more is kept, so that the desk can say that there
/// are too many. Unless `is_kept`, it is read and thrown away, part by part.
pub(crate) async fn parts_of(data: MultipartData, is_kept: bool, files: &str, most: usize) -> Received {
    let mut received = Received::default();
    let Some(mut parts) = data.into_inner() else { return received };
    while let Ok(Some(mut part)) = parts.next_field().await {
        let (control, name) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
        let is_wanted = is_kept && (name.is_none() || control == files) && received.files.len() <= most;
        let mut bytes = Vec::new();
        while let Ok(Some(chunk)) = part.chunk().await {
            if is_wanted {
                bytes.extend_from_slice(&chunk);
            }
        }
        if is_wanted {
            received.take(control, name, bytes);
        }
    }
    received
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_browsers_send_is_taken_and_nothing_else() {
        for boundary in ["----WebKitFormBoundary7MA4YWxkTrZu0gW", "----geckoformboundary1f2e", "a-b-c-0"] {
            assert!(has_boundary(&format!("multipart/form-data; boundary={boundary}")), "{boundary}");
        }
        let long = format!("multipart/form-data; boundary={}", "a".repeat(71));
        let others =
            ["", "multipart/form-data", "multipart/form-data; boundary=", "application/json; boundary=a", &long];
        for kind in others.into_iter().chain(["multipart/form-data; boundary=\"a", "multipart/form-data; boundary=a;b"])
        {
            assert!(!has_boundary(kind), "{kind}");
        }
    }
}
