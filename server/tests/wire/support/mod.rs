//! The portal as journeys meet it: the real router over TCP, a real mail server, either database engine, and a clock
//! and dice that the test holds.

#![allow(dead_code, unreachable_pub, unused_imports, reason = "each test binary uses its own part of it")]

mod browser;
mod databases;
mod filing;
mod mail;
mod page;
mod portal;
pub mod routes;
mod seams;

pub use browser::Browser;
pub use databases::Engine;
pub use filing::{controller, controller_of, customers_request, enter_code, to_contact};
pub use mail::{Mail, MailServer};
pub use page::{Form, Page};
pub use portal::{Portal, operator, site};
pub use seams::{Dice, HandClock};

/// Makes two tests of each journey: `on_sqlite::NAME` and `on_postgres::NAME`.
///
/// A journey is an `async fn` of this module that takes a [`Portal`]; `open_named:` before them opens those that have a
/// name and no number for an address.
#[macro_export]
macro_rules! on_both_engines {
    ($($journey:ident),+ $(,)?) => {
        $crate::on_both_engines!(open: $($journey),+);
    };
    ($open:ident: $($journey:ident),+ $(,)?) => {
        mod on_sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $journey() {
                super::$journey($crate::support::Portal::$open($crate::support::Engine::Sqlite).await).await;
            }
        )+}
        mod on_postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $journey() {
                super::$journey($crate::support::Portal::$open($crate::support::Engine::Postgres).await).await;
            }
        )+}
    };
}
