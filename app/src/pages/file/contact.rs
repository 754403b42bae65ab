//! Who are you, and where do we answer?

use super::{Asked, answer};
use crate::forms::{Field, Visit};
use crate::kit::{Button, Choice, Post, Radios, Select, Shown, TextField};
use crate::texts::{Locale, countries, td_string, words};
use domain::filing::{About, Question};
use domain::words::{Language, Relationship};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The value for a country outside the European Economic Area.
const ELSEWHERE: &str = "elsewhere";

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Contact).await?;
    let (locale, draft) = (visit.locale, &asked.draft);
    let is_represented = matches!(draft.about, Some(About::Other(_)));
    let is_signer = draft.relationship.is_some_and(Relationship::is_processed_for_others);
    let email_hint = if is_signer && !is_represented {
        td_string!(locale, filing.contact.email_hint_signer)
    } else {
        td_string!(locale, filing.contact.email_hint)
    };
    let [name, email] = [asked.field("name", &draft.name), asked.field("email", &draft.email)];
    let number = (draft.relationship == Some(Relationship::Customer))
        .then(|| customer_number(locale, asked.field("customer_number", &draft.customer_number), is_represented));
    let home = match draft.country.as_str() {
        "" => visit.office.operator().member_state.code(),
        code => code,
    };
    let country = country(locale, asked.field("country", home), is_represented);
    let name_hint = if is_represented {
        td_string!(locale, filing.contact.name_hint_representative)
    } else {
        td_string!(locale, filing.contact.name_hint)
    };
    let language = draft.language.unwrap_or_else(|| visit.language());
    let language = asked.field("language", language.code());
    let choices =
        Language::ALL.iter().map(|one| Choice::new(one.code(), words::language(locale, *one))).collect::<Vec<_>>();
    let body = view! {
        <Post action=AnswerContact::url()>
            <TextField
                field=name
                label=td_string!(locale, filing.contact.name)
                hint=name_hint
                autocomplete="name"
            />
            <TextField
                field=email
                label=td_string!(locale, filing.contact.email)
                hint=email_hint
                kind="email"
                autocomplete="email"
            />
            {number}
            {country}
            <Radios field=language legend=td_string!(locale, filing.contact.language) choices/>
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(td_string!(locale, filing.contact.title), body)
}

fn customer_number(locale: Locale, field: Field, is_represented: bool) -> impl IntoView {
    let label = if is_represented {
        td_string!(locale, filing.contact.customer_number_representative)
    } else {
        td_string!(locale, filing.contact.customer_number)
    };
    let hint = td_string!(locale, filing.contact.customer_number_hint);
    view! { <TextField field label hint class="narrow" autocomplete="off"/> }
}

/// Where the data subject lives: there is an authority to complain to (Art. 77(1)).
fn country(locale: Locale, field: Field, is_represented: bool) -> impl IntoView {
    let (label, autocomplete) = if is_represented {
        (td_string!(locale, filing.contact.country_representative), "off")
    } else {
        (td_string!(locale, filing.contact.country), "country")
    };
    let elsewhere = (ELSEWHERE.to_owned(), td_string!(locale, filing.contact.country_elsewhere).to_owned());
    let options = countries::all(locale).into_iter().chain([elsewhere]).collect();
    view! { <Select field label hint=td_string!(locale, filing.contact.country_hint) autocomplete options/> }
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/contact")]
pub async fn answer_contact(
    /// How the person wants to be called.
    #[server(default)]
    name: String,
    /// The mailbox.
    #[server(default)]
    email: String,
    /// The customer number.
    #[server(default)]
    customer_number: String,
    /// The code of the country.
    #[server(default)]
    country: String,
    /// The code of the language.
    #[server(default)]
    language: String,
) -> Result<(), ServerFnError> {
    answer(Question::Contact, |draft| {
        draft.name = name;
        draft.email = email;
        draft.customer_number = customer_number;
        draft.country = country;
        draft.language = Language::from_code(&language);
    })
    .await
}
