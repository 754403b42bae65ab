//! For a controller that comes without having come in.

use crate::forms::{Form, Halt, Visit};
use crate::kit::{ErrorSummary, KeyForm, Page, Shown};
use crate::paths;
use crate::texts::{Locale, td_string};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "controller-sign-in";

/// Tells that the link in the mail is the way in, and offers the way by a passkey.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    if visit.office.controller(&visit.session).await.is_ok() {
        return Err(Halt::Go(paths::CONTROLLER.to_owned()));
    }
    let (operator, kept) = (visit.office.operator(), visit.form(FORM).await?);
    let is_faulty = kept.is_faulty();
    let by_passkey = visit.office.offers_keys().then(|| by_passkey(locale));
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, controller.sign_in.text, operator = &operator.name).to_string()}</p>
        <p>{td_string!(locale, controller.sign_in.why)}</p>
        <p class="hint">{td_string!(locale, controller.sign_in.lost, contact = &operator.dpo).to_string()}</p>
        {by_passkey}
    };
    Ok(Page::new(td_string!(locale, controller.sign_in.title), body).faulty(is_faulty))
}

fn by_passkey(locale: Locale) -> impl IntoView {
    view! {
        <section class="other-way">
            <h2>{td_string!(locale, controller.sign_in.or)}</h2>
            <p>{td_string!(locale, controller.sign_in.or_why)}</p>
            <KeyForm
                locale
                action=EnterByControllersPasskey::url()
                ask=paths::ASK_PASSKEY
                label=td_string!(locale, staff.sign_in.by_passkey)
                secondary=true
            />
        </section>
    }
}

/// Takes what a passkey signed that was added on a controller's page.
#[server(prefix = "/do", endpoint = "controller/passkey")]
pub async fn enter_by_controllers_passkey(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CONTROLLER_SIGN_IN)
        .settle(async |visit| {
            let front = visit.office.front();
            front.enter_controller_by_passkey(&visit.session, &signed, &visit.caller()).await?;
            Ok(paths::CONTROLLER.to_owned())
        })
        .await
}
