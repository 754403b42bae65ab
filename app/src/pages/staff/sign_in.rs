//! Where staff sign in.

use crate::forms::{Flaw, Form, Halt, Visit};
use crate::kit::{Button, ErrorSummary, KeyForm, Page, Post, Shown, TextField};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::providers::Audience;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "staff-sign-in";

/// Asks for mail address and password, in one step and with one answer to whatever is wrong.
pub async fn page(visit: Visit) -> Shown {
    if visit.office.role(&visit.session).await.is_ok() {
        return Err(Halt::Go(paths::STAFF.to_owned()));
    }
    let (locale, kept) = (visit.locale, visit.form(FORM).await?);
    let (email, password) = (kept.field(locale, "email"), kept.field(locale, "password"));
    let is_faulty = kept.is_faulty();
    let by_passkey = visit.office.offers_keys().then(|| by_passkey(locale));
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, staff.sign_in.lead, operator = &visit.office.operator().name).to_string()}</p>
        <Post action=EnterDesk::url()>
            <TextField
                field=email
                label=td_string!(locale, staff.sign_in.email)
                kind="email"
                autocomplete="username"
                inputmode="email"
            />
            <TextField
                field=password
                label=td_string!(locale, staff.sign_in.password)
                kind="password"
                autocomplete="current-password"
            />
            <Button>{td_string!(locale, staff.sign_in.button)}</Button>
        </Post>
        {by_passkey}
        {elsewhere(&visit)}
        <p class="aside">
            {td_string!(locale, staff.sign_in.not_staff)} " "
            <a href=paths::START>{td_string!(locale, staff.sign_in.to_start)}</a>
        </p>
    };
    Ok(Page::new(td_string!(locale, staff.sign_in.title), body).faulty(is_faulty))
}

/// The other way in. What it asks is the same for everybody.
fn by_passkey(locale: Locale) -> impl IntoView {
    view! {
        <section class="other-way">
            <h2>{td_string!(locale, staff.sign_in.or)}</h2>
            <p>{td_string!(locale, staff.sign_in.or_why)}</p>
            <KeyForm
                locale
                action=EnterByPasskey::url()
                ask=paths::ASK_PASSKEY
                label=td_string!(locale, staff.sign_in.by_passkey)
                secondary=true
            />
        </section>
    }
}

/// The ways by a provider of OpenID Connect.
fn elsewhere(visit: &Visit) -> Option<AnyView> {
    let (locale, mut providers) = (visit.locale, visit.office.providers(Audience::Staff).peekable());
    providers.peek()?;
    let links = providers.map(|(id, label)| {
        let text = td_string!(locale, staff.sign_in.elsewhere, label = label).to_string();
        view! { <a class="button secondary" href=paths::with_provider(id)>{text}</a> }
    });
    let section = view! {
        <section class="other-way">
            <h2>{td_string!(locale, staff.sign_in.elsewhere_title)}</h2>
            <p class="buttons">{links.collect_view()}</p>
        </section>
    };
    Some(section.into_any())
}

/// Takes what a passkey signed, which stands for both factors.
#[server(prefix = "/do", endpoint = "staff/passkey")]
pub async fn enter_by_passkey(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::STAFF_SIGN_IN)
        .settle(async |visit| {
            let front = visit.office.front();
            visit.know_browser(front.sign_in_by_passkey(&visit.session, &signed, &visit.caller()).await?);
            Ok(paths::STAFF.to_owned())
        })
        .await
}

/// Takes the password, which leads to the second factor. It is not kept, whatever happens.
#[server(prefix = "/do", endpoint = "staff/sign-in")]
pub async fn enter_desk(
    /// The mail address of the account.
    #[server(default)]
    email: String,
    /// Its password.
    #[server(default)]
    password: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::STAFF_SIGN_IN)
        .with("email", &email)
        .settle(async |visit| {
            let given = [("email", email.trim()), ("password", &password)];
            let missing = given.iter().filter(|(_, text)| text.is_empty());
            let flaws: Vec<_> = missing.map(|(field, _)| ((*field).to_owned(), Flaw::Missing)).collect();
            if !flaws.is_empty() {
                return Err(Halt::Flawed(flaws));
            }
            let (front, token) = (visit.office.front(), visit.browser_token());
            front.sign_in_staff(&visit.session, (&email, &password), &visit.caller(), token.as_deref()).await?;
            Ok(paths::SECOND_FACTOR.to_owned())
        })
        .await
}
