//! For whom, if not for oneself? Authority can be shown later; the person is told where possible.

use super::{Asked, enclosed};
use crate::forms::{Parts, Visit, in_parts, parts_of};
use crate::kit::{Post, Shown, TextField};
use crate::texts::td_string;
use desk::conversation::FILES_MAX;
use domain::filing::{Enclosure, Question};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let mut asked = Asked::now(&visit, Question::Represented).await?;
    let locale = visit.locale;
    let (example, limits) =
        (td_string!(locale, filing.files.authority_hint), td_string!(locale, subject.talk.files_hint));
    let texts = (td_string!(locale, filing.files.authority), format!("{example} {limits}"));
    let files = enclosed::control(&visit, &mut asked, Enclosure::Authority, texts).await?;
    let name = asked.field("represented_name", &asked.draft.represented_name);
    let email = asked.field("represented_email", &asked.draft.represented_email);
    let body = view! {
        <p>{td_string!(locale, filing.represented.authority)}</p>
        <Post action=AnswerRepresented::url() files=true>
            <TextField
                field=name
                label=td_string!(locale, filing.represented.name)
                hint=td_string!(locale, filing.represented.name_hint)
                autocomplete="off"
            />
            <TextField
                field=email
                label=td_string!(locale, filing.represented.email)
                hint=td_string!(locale, filing.represented.email_hint)
                kind="email"
                autocomplete="off"
            />
            {files}
        </Post>
    };
    asked.page(td_string!(locale, filing.represented.title), body)
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/represented", input = Parts, input_derive = ())]
pub async fn answer_represented(
    /// The name of the person, that person's mailbox if it is known, and files.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let received = parts_of(data, true, enclosed::FILES, FILES_MAX).await;
    enclosed::answer(Enclosure::Authority, &received, |draft| {
        draft.represented_name = received.first("represented_name").to_owned();
        draft.represented_email = received.first("represented_email").to_owned();
    })
    .await
}

in_parts!(AnswerRepresented);
