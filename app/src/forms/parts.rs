//! A form of several parts, as browsers send one that carries files.
//!
//! Leptos's own encoding panics at a request that is none. This one looks first.

mod received;

use desk::conversation::Upload;
use leptos::server_fn::ContentType;
use leptos::server_fn::codec::{Encoding, MultipartData, MultipartFormData};

pub(crate) use received::{Received, has_boundary};

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

/// Reads a form whose control `files` holds at most `most` of them. Unless `is_kept`, it is read and thrown away.
pub(crate) async fn parts_of(data: MultipartData, is_kept: bool, files: &str, most: usize) -> Received {
    match data.into_inner() {
        Some(parts) => Received::read(parts, is_kept, files, most).await,
        None => Received::default(),
    }
}
