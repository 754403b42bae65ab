//! Which path leads to which page.

use crate::kit::{not_found, serve};
use crate::pages;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

/// Every page of the portal. It does nothing but route: the list of paths is made by running it.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=not_found>
                <Route path=path!("/") ssr=SsrMode::Async view=|| serve(pages::start::page)/>
                <Route path=path!("/privacy") ssr=SsrMode::Async view=|| serve(pages::privacy::page)/>
                <Route path=path!("/file/about") ssr=SsrMode::Async view=|| serve(pages::file::about::page)/>
                <Route path=path!("/file/represented") ssr=SsrMode::Async view=|| serve(pages::file::represented::page)/>
                <Route path=path!("/file/relationship") ssr=SsrMode::Async view=|| serve(pages::file::relationship::page)/>
                <Route path=path!("/file/signing") ssr=SsrMode::Async view=|| serve(pages::file::signing::page)/>
                <Route path=path!("/file/rights") ssr=SsrMode::Async view=|| serve(pages::file::rights::page)/>
                <Route path=path!("/file/ask/:ask") ssr=SsrMode::Async view=|| serve(pages::file::ask::page)/>
                <Route path=path!("/file/contact") ssr=SsrMode::Async view=|| serve(pages::file::contact::page)/>
                <Route path=path!("/file/check") ssr=SsrMode::Async view=|| serve(pages::file::check::page)/>
                <Route path=path!("/code") ssr=SsrMode::Async view=|| serve(pages::code::page)/>
                <Route path=path!("/return") ssr=SsrMode::Async view=|| serve(pages::back::page)/>
                <Route path=path!("/requests") ssr=SsrMode::Async view=|| serve(pages::requests::page)/>
                <Route path=path!("/requests/:reference") ssr=SsrMode::Async view=|| serve(pages::requests::one::page)/>
                <Route path=path!("/requests/:reference/facts") ssr=SsrMode::Async view=|| serve(pages::requests::facts::page)/>
                <Route
                    path=path!("/requests/:reference/document")
                    ssr=SsrMode::Async
                    view=|| serve(pages::requests::document::page)
                />
                <Route
                    path=path!("/requests/:reference/document/sheet")
                    ssr=SsrMode::Async
                    view=|| serve(pages::requests::document::sheet)
                />
                <Route path=path!("/requests/:reference/with/:provider") ssr=SsrMode::Async view=|| serve(pages::provider::show)/>
                <Route path=path!("/staff/with/:provider") ssr=SsrMode::Async view=|| serve(pages::provider::sign_in)/>
                <Route path=path!("/staff/account/with/:provider") ssr=SsrMode::Async view=|| serve(pages::provider::link)/>
                <Route path=path!("/back/:provider") ssr=SsrMode::Async view=|| serve(pages::provider::back)/>
                <Route path=path!("/filings/:id/organisations") ssr=SsrMode::Async view=|| serve(pages::requests::organisations::page)/>
                <Route path=path!("/sign-out") ssr=SsrMode::Async view=|| serve(pages::sign_out::page)/>
                <Route path=path!("/demo/mail") ssr=SsrMode::Async view=|| serve(pages::demo_mail::page)/>
                <Route path=path!("/staff/sign-in") ssr=SsrMode::Async view=|| serve(pages::staff::sign_in::page)/>
                <Route
                    path=path!("/staff/second-factor")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::second_factor::page)
                />
                <Route
                    path=path!("/staff/recovery-codes")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::recovery_codes::page)
                />
                <Route path=path!("/staff/people") ssr=SsrMode::Async view=|| serve(pages::staff::people::page)/>
                <Route path=path!("/staff/controllers") ssr=SsrMode::Async view=|| serve(pages::staff::controllers::page)/>
                <Route
                    path=path!("/staff/controllers/:id")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::controllers::one::page)
                />
                <Route path=path!("/staff/record") ssr=SsrMode::Async view=|| serve(pages::staff::record::page)/>
                <Route path=path!("/staff/account") ssr=SsrMode::Async view=|| serve(pages::staff::account::page)/>
                <Route path=path!("/staff/account/app") ssr=SsrMode::Async view=|| serve(pages::staff::account::app::page)/>
                <Route
                    path=path!("/staff/account/keys/add/:kind")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::account::keys::add::page)
                />
                <Route
                    path=path!("/staff/account/keys/:id")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::account::keys::one::page)
                />
                <Route path=path!("/staff/confirm") ssr=SsrMode::Async view=|| serve(pages::staff::confirm::page)/>
                <Route
                    path=path!("/staff/invitation/:token")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::invitation::page)
                />
                <Route
                    path=path!("/staff/people/invite")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::people::invite::page)
                />
                <Route path=path!("/staff/people/:id") ssr=SsrMode::Async view=|| serve(pages::staff::people::one::page)/>
                <Route path=path!("/staff") ssr=SsrMode::Async view=|| serve(pages::staff::queue::page)/>
                <Route path=path!("/staff/intake") ssr=SsrMode::Async view=|| serve(pages::staff::intake::page)/>
                <Route
                    path=path!("/staff/requests/:reference/taken-in")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::intake::taken::page)
                />
                <Route
                    path=path!("/staff/requests/:reference/letter")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::letter::page)
                />
                <Route
                    path=path!("/staff/requests/:reference/question")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::letter::question)
                />
                <Route
                    path=path!("/staff/requests/:reference/extension")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::letter::extension)
                />
                <Route
                    path=path!("/staff/requests/:reference/lifting")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::letter::lifting)
                />
                <Route
                    path=path!("/staff/requests/:reference")
                    ssr=SsrMode::Async
                    view=|| serve(pages::staff::request::page)
                />
                <Route path=path!("/controller/sign-in") ssr=SsrMode::Async view=|| serve(pages::controller::sign_in::page)/>
                <Route path=path!("/controller/link/:token") ssr=SsrMode::Async view=|| serve(pages::controller::link::page)/>
                <Route path=path!("/controller/keys") ssr=SsrMode::Async view=|| serve(pages::controller::keys::page)/>
                <Route path=path!("/controller") ssr=SsrMode::Async view=|| serve(pages::controller::inbox::page)/>
                <Route path=path!("/controller/:id") ssr=SsrMode::Async view=|| serve(pages::controller::request::page)/>
                <Route path=path!("/trouble/:number") ssr=SsrMode::Async view=|| serve(pages::trouble::page)/>
            </FlatRoutes>
        </Router>
    }
}
