//! Is this about you? Asked first: whoever files for somebody else answers what follows for that person.

use super::{Asked, answer};
use crate::forms::Visit;
use crate::kit::{Button, Choice, Post, Radios, Shown};
use crate::texts::{Locale, td_string};
use domain::filing::{About, Question};
use domain::words::Capacity;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::About).await?;
    let locale = visit.locale;
    let title = td_string!(locale, filing.about.title);
    let field = asked.field("about", asked.draft.about.map_or("", About::code));
    let choices = About::all().map(|one| choice(locale, one)).collect::<Vec<_>>();
    let body = view! {
        <Post action=AnswerAbout::url()>
            <Radios field legend=title legend_hidden=true choices/>
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(title, body)
}

fn choice(locale: Locale, about: About) -> Choice {
    let choice = Choice::new(about.code(), label(locale, about));
    match about {
        About::Me => choice,
        About::Other(capacity) => choice.hint(match capacity {
            Capacity::Guardian => td_string!(locale, filing.about.guardian_hint),
            Capacity::Authorised => td_string!(locale, filing.about.authorised_hint),
            Capacity::Employer => td_string!(locale, filing.about.employer_hint),
            Capacity::Other => td_string!(locale, filing.about.other_hint),
        }),
    }
}

/// What a person says of whose data they are.
pub(super) fn label(locale: Locale, about: About) -> &'static str {
    match about {
        About::Me => td_string!(locale, filing.about.me),
        About::Other(Capacity::Guardian) => td_string!(locale, filing.about.guardian),
        About::Other(Capacity::Authorised) => td_string!(locale, filing.about.authorised),
        About::Other(Capacity::Employer) => td_string!(locale, filing.about.employer),
        About::Other(Capacity::Other) => td_string!(locale, filing.about.other),
    }
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/about")]
pub async fn answer_about(
    /// Its code.
    #[server(default)]
    about: String,
) -> Result<(), ServerFnError> {
    answer(Question::About, |draft| draft.about = About::from_code(&about)).await
}
