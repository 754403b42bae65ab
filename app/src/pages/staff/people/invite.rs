//! Inviting somebody to join the staff.

use super::super::navigation;
use crate::forms::{Flaw, Form, Halt, Visit, lines};
use crate::kit::{Button, Choice, ErrorSummary, Page, Post, Radios, Shown, TextField};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::signin::Invitee;
use domain::filing::Mailbox;
use domain::staff::Role;
use domain::words::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

const FORM: &str = "people/invite";
/// Longest name taken, in characters.
const NAME_MAX: usize = 200;

/// Asks who is invited, and as what.
pub async fn page(visit: Visit) -> Shown {
    let (locale, _) = (visit.locale, visit.administration().await?);
    let mut kept = visit.form(FORM).await?;
    kept.begin_with("role", Role::Agent.code());
    kept.begin_with("language", visit.language().code());
    let [name, email, role, language] = ["person_name", "email", "role", "language"].map(|it| kept.field(locale, it));
    let (roles, languages, is_faulty) = (roles(locale), languages(), kept.is_faulty());
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, staff.invite.lead)}</p>
        <Post action=Invite::url()>
            <TextField
                field=name
                label=td_string!(locale, staff.invite.name)
                hint=td_string!(locale, staff.invite.name_hint)
                autocomplete="off"
            />
            <TextField
                field=email
                label=td_string!(locale, staff.invite.email)
                kind="email"
                inputmode="email"
                autocomplete="off"
            />
            <Radios field=role legend=td_string!(locale, staff.people.role_choose) choices=roles/>
            <Radios field=language legend=td_string!(locale, staff.invite.language) choices=languages/>
            <Button>{td_string!(locale, staff.invite.button)}</Button>
        </Post>
    };
    let page = Page::new(td_string!(locale, staff.invite.title), body).faulty(is_faulty);
    Ok(page.back(Some(paths::PEOPLE.to_owned())).navigation(navigation(locale, Role::Administrator)))
}

fn roles(locale: Locale) -> Vec<Choice> {
    let choice =
        |role: &Role| Choice::new(role.code(), words::role(locale, *role)).hint(words::role_may(locale, *role));
    Role::ALL.iter().map(choice).collect()
}

fn languages() -> Vec<Choice> {
    Language::ALL.iter().map(|language| Choice::new(language.code(), words::endonym(*language))).collect()
}

/// Sends an invitation.
#[server(prefix = "/do", endpoint = "staff/people/invite")]
pub async fn invite(
    /// The name that colleagues see.
    #[server(default)]
    person_name: String,
    /// The mail address.
    #[server(default)]
    email: String,
    /// As what.
    #[server(default)]
    role: Option<Role>,
    /// The language of the mail.
    #[server(default)]
    language: Option<Language>,
) -> Result<(), ServerFnError> {
    let form = Form::new(FORM, paths::INVITE).with("person_name", &person_name).with("email", &email);
    let form = form.with("role", role.map_or("", Role::code)).with("language", language.map_or("", Language::code));
    form.settle(async |visit| {
        let desk = visit.administration().await?;
        let invitee = invitee(&person_name, &email, role, language)?;
        desk.invite(&invitee, &visit.confirmed().await?).await?;
        Ok(format!("{}?done=invited", paths::PEOPLE))
    })
    .await
}

fn invitee(name: &str, email: &str, role: Option<Role>, language: Option<Language>) -> Result<Invitee, Halt> {
    if name.trim().is_empty() {
        return Err(Halt::flaw("person_name", Flaw::Missing));
    }
    lines("person_name", name, NAME_MAX)?;
    Ok(Invitee {
        email: Mailbox::parse(email).map_err(|problem| Halt::flaw("email", problem))?,
        name: name.trim().to_owned(),
        role: role.ok_or_else(|| Halt::flaw("role", Flaw::Missing))?,
        language: language.ok_or_else(|| Halt::flaw("language", Flaw::Missing))?,
    })
}
