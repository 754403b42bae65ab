//! How a form keeps what was typed, acts, and leads on.
//!
//! Every form outside an island is a plain `<form method="post">` to a server function: POST, redirect, GET. The server
//! function names its form and its page, says what was typed, and acts; [`Form::settle`] does the rest:
//!
//! ```text
//! #[server(prefix = "/do", endpoint = "return")]
//! pub async fn come_back(#[server(default)] email: String) -> Result<(), ServerFnError> {
//!     Form::new("return", paths::RETURN).with("email", &email).settle(async |visit| {
//!         let mailbox = Mailbox::parse(&email).map_err(|problem| Halt::flaw("email", problem))?;
//!         visit.office.front().come_back(&visit.session, &mailbox, visit.language(), &visit.caller()).await?;
//!         Ok(paths::CODE.to_owned())
//!     }).await
//! }
//! ```
//!
//! When the act succeeds, what was kept is forgotten and the browser led on. When it does not, what was typed is kept,
//! sealed, with what is wrong, and the browser led back to the page, which asks [`Visit::form`] for it. Nothing that a
//! person typed is ever in a URL. A form whose [token](Vouched) is stale is not acted on: what was typed is kept likewise.

pub(crate) mod cookie;
mod day;
mod form;
mod halt;
mod interrupted;
mod kept;
mod parts;
mod token;
mod visit;

pub use cookie::{SESSION, session as session_cookie, whole_name};
pub use form::Form;
pub use halt::{Flaw, Halt, Result};
pub use kept::{Field, Kept, Trouble};
pub use parts::Parts;
pub use token::{FIELD as TOKEN_FIELD, Vouched, is_right as is_right_token};
pub use visit::Visit;

pub(crate) use cookie::set_language;
pub(crate) use day::day;
pub(crate) use halt::{lines, named};
pub(crate) use parts::{Received, has_boundary, in_parts, parts_of};
