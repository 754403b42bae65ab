//! What people see: pages, islands, server functions and texts.
//!
//! The server renders every page, and every form works without a script. In the browser this crate is [`islands`] alone:
//! everything else stands behind the `ssr` feature, so that neither desks nor texts can get into the bundle.
//!
//! * [`shell`] and [`App`]: the document and its routes. [`paths`]: where everything is.
//! * [`kit`]: what pages are made of. [`forms`]: how a form keeps what was typed, acts, and leads on.
//! * [`pages`]: one module for each page or small group of them.
//! * [`texts`]: the catalogues, dates and the law in words. [`mails`]: letters in words;
//!   [`reading`]: the page of an answer.

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("ssr and hydrate exclude each other: build each side on its own");

pub mod islands;

/// The catalogues as types, generated from `locales/`.
#[cfg(feature = "ssr")]
mod catalogues {
    #![allow(
        missing_docs,
        unreachable_pub,
        dead_code,
        unused_imports,
        clippy::all,
        clippy::expect_used,
        reason = "generated"
    )]
    include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));
}

#[cfg(feature = "ssr")]
mod accent;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod example;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod kit;
#[cfg(feature = "ssr")]
mod language;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod paths;
#[cfg(feature = "ssr")]
pub mod reading;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod texts;

#[cfg(feature = "ssr")]
pub use {
    context::{DemoCode, DemoMail, DemoMails, Https},
    routes::App,
    shell::shell,
};

/// Brings the islands of a page to life.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
