//! A question of a right. What may stay unsaid is said so; for access, everything is the default (Art. 15).

use super::{Asked, enclosed, may_end, written};
use crate::forms::{Halt, Parts, Visit, in_parts, parts_of};
use crate::islands::CountLeft;
use crate::kit::{Button, Choice, Post, Radios, Shown, TextArea};
use crate::texts::flaws::{number, thousands};
use crate::texts::{Locale, asks, td_string, words};
use desk::DeskError;
use desk::conversation::FILES_MAX;
use domain::filing::{Ask, Enclosure, Kind, Pick, Question};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let code: String = visit.param("ask")?;
    let ask = Ask::from_code(&code).ok_or(Halt::Desk(DeskError::NotFound))?;
    let mut asked = Asked::now(&visit, Question::Ask(ask)).await?;
    let (locale, right) = (visit.locale, ask.rule().right);
    let lead = (ask == Ask::AccessWhat).then(|| td_string!(locale, asks.access_lead));
    let ends = Some(right).filter(|_| ask.is_first()).and_then(|right| may_end(locale, right));
    let control = match ask.rule().kind {
        Kind::Choice(picks) => choices(&asked, ask, picks),
        Kind::Text { max } => text(&asked, ask, max),
    };
    let form = if Enclosure::Proof.question() == Some(asked.question) {
        let texts = (td_string!(locale, filing.files.proof), td_string!(locale, subject.talk.files_hint).to_owned());
        let files = enclosed::control(&visit, &mut asked, Enclosure::Proof, texts).await?;
        view! { <Post action=AnswerProof::url() files=true>{control} {files}</Post> }.into_any()
    } else {
        view! {
            <Post action=AnswerAsk::url()>
                <input type="hidden" name="ask" value=ask.code()/>
                {control}
                <Button>{td_string!(locale, filing.continue_on)}</Button>
            </Post>
        }
        .into_any()
    };
    let body = view! {
        <p class="quiet-text">{format!("{} – {}", words::right(locale, right), words::article(locale, right))}</p>
        {lead.map(|lead| view! { <p>{lead}</p> })}
        {ends}
        {form}
    };
    asked.page(asks::title(locale, ask), body)
}

/// What there is to choose; where nothing is owed, also to say nothing, which is how the page begins.
fn choices(asked: &Asked, ask: Ask, picks: &[Pick]) -> AnyView {
    let locale = asked.locale;
    let field = asked.field("choice", asked.draft.pick(ask).map_or("", Pick::code));
    let choice = |pick: &Pick| {
        let choice = Choice::new(pick.code(), asks::pick(locale, *pick));
        match asks::pick_hint(locale, *pick) {
            Some(hint) => choice.hint(hint),
            None => choice,
        }
    };
    let nothing = (!ask.rule().is_required).then(|| Choice::new("", td_string!(locale, asks.rather_not)));
    let choices = picks.iter().map(choice).chain(nothing).collect();
    view! {
        <Radios
            field
            legend=asks::title(locale, ask)
            legend_hidden=true
            hint=asks::hint(locale, ask)
            choices
        />
    }
    .into_any()
}

fn text(asked: &Asked, ask: Ask, max: usize) -> AnyView {
    let locale = asked.locale;
    let field = asked.field("answer", asked.draft.answer(ask));
    view! {
        <TextArea
            field
            label=asks::title(locale, ask)
            label_hidden=true
            hint=asks::hint(locale, ask)
            counter=counter(locale, max)
        />
    }
    .into_any()
}

/// Tells the limit; with a script, how much of it is left.
fn counter(locale: Locale, max: usize) -> AnyView {
    view! {
        <CountLeft
            of="answer".to_owned()
            max
            thousands=thousands(locale)
            before=td_string!(locale, asks.limit, max = number(locale, max)).to_string()
            left=td_string!(locale, asks.left).to_owned()
            over=td_string!(locale, asks.over).to_owned()
        />
    }
    .into_any()
}

/// Takes the answer to the question what shows it, with the files that do.
#[server(prefix = "/do", endpoint = "file/proof", input = Parts, input_derive = ())]
pub async fn answer_proof(
    /// What was said in words, and files.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let received = parts_of(data, true, enclosed::FILES, FILES_MAX).await;
    let said = written(received.first("answer"));
    enclosed::answer(Enclosure::Proof, &received, |draft| drop(draft.answers.insert(Ask::RectifyProof, said))).await
}

in_parts!(AnswerProof);

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/ask")]
pub async fn answer_ask(
    /// The code of the question.
    #[server(default)]
    ask: String,
    /// The code of what was chosen.
    #[server(default)]
    choice: String,
    /// What was said in words.
    #[server(default)]
    answer: String,
) -> Result<(), ServerFnError> {
    let Some(ask) = Ask::from_code(&ask) else {
        return super::answer(Question::Rights, |_| ()).await;
    };
    let said = if ask.picks().is_empty() { written(&answer) } else { choice };
    super::answer(Question::Ask(ask), |draft| drop(draft.answers.insert(ask, said))).await
}
