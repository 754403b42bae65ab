//! Enter the code: the same page after filing, for coming back, and for controllers.
//!
//! To whom it was sent is kept with what this browser typed, never in a URL.

use crate::forms::{Flaw, Form, Halt, Kept, Visit};
use crate::kit::{Button, ErrorSummary, Notice, Page, Post, Shown, TextField, Tone};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use desk::front::Entered;
use domain::filing::Draft;
use domain::ids::FilingId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// What is wrong with a code that was tried.
const FORM: &str = "code";
/// What the code is for.
const EXPECTED: &str = "code-expected";
/// The field with the address.
const ADDRESS: &str = "address";
/// The field with the number of requests of a filing just sent.
const REQUESTS: &str = "requests";
/// How many digits a code has.
const DIGITS: usize = 8;

/// The page; without a code to wait for, on to what one opened before, or to where one can be asked for.
pub async fn page(visit: Visit) -> Shown {
    if !visit.office.front().awaits_code(&visit.session).await {
        return Err(Halt::Go(without_code(&visit).await.to_owned()));
    }
    let locale = visit.locale;
    let kept = visit.form(FORM).await?;
    let expected = visit.form(EXPECTED).await?;
    let is_faulty = kept.is_faulty();
    let field = kept.field(locale, "code");
    let body = view! {
        <ErrorSummary locale kept/>
        {filed(locale, &expected)}
        <p>{sent_to(locale, &expected)} " " {td_string!(locale, subject.code.wait)}</p>
        <Post action=EnterCode::url()>
            <TextField
                field
                label=td_string!(locale, subject.code.label)
                hint=td_string!(locale, subject.code.hint)
                class="code"
                autocomplete="one-time-code"
                inputmode="numeric"
            />
            <Button>{td_string!(locale, subject.code.submit)}</Button>
        </Post>
        {otherwise(locale, &expected)}
    };
    Ok(Page::new(td_string!(locale, subject.code.title), body).faulty(is_faulty))
}

/// Where somebody belongs whom no code awaits: whoever went back in the browser, or has it open twice, is in already.
async fn without_code(visit: &Visit) -> &'static str {
    if visit.subject().await.is_ok() {
        paths::REQUESTS
    } else if visit.controller().await.is_ok() {
        paths::CONTROLLER
    } else {
        paths::RETURN
    }
}

/// "We have received your request": the filing stands, whatever happens to the code.
fn filed(locale: Locale, expected: &Kept) -> Option<impl IntoView + use<>> {
    let title = match expected.field(locale, REQUESTS).value.as_str() {
        "" => return None,
        "1" => td_string!(locale, subject.code.filed_one),
        _ => td_string!(locale, subject.code.filed_many),
    };
    Some(view! {
        <Notice tone=Tone::Good>
            <h2>{title}</h2>
            <p>{td_string!(locale, subject.code.filed_text)}</p>
        </Notice>
    })
}

/// Where the code went. For coming back it tells nobody whether the address is known.
fn sent_to(locale: Locale, expected: &Kept) -> String {
    let address = expected.field(locale, ADDRESS).value;
    match (address.is_empty(), expected.values.contains_key(REQUESTS)) {
        (true, _) => td_string!(locale, subject.code.sent_somewhere).to_owned(),
        (false, true) => td_string!(locale, subject.code.sent, address = address).to_string(),
        (false, false) => td_string!(locale, subject.code.sent_if_known, address = address).to_string(),
    }
}

/// What to do when no code comes.
fn otherwise(locale: Locale, expected: &Kept) -> impl IntoView + use<> {
    let again = if expected.values.contains_key(REQUESTS) {
        Some((paths::FILE, td_string!(locale, subject.code.wrong_address_filing)))
    } else if expected.values.contains_key(ADDRESS) {
        Some((paths::RETURN, td_string!(locale, subject.code.wrong_address_return)))
    } else {
        None
    };
    view! {
        <div class="otherwise">
            <p>{td_string!(locale, subject.code.another_why)}</p>
            <Post action=SendAnotherCode::url()>
                <button class="link" type="submit">
                    {td_string!(locale, subject.code.another)}
                </button>
            </Post>
            {again
                .map(|(path, text)| {
                    view! { <p>{td_string!(locale, subject.code.wrong_address)} " " <a href=path>{text}</a></p> }
                })}
        </div>
    }
}

/// Notes that the code of a filing is awaited. A filing sent a second time has no draft any more: the first note stays.
pub(crate) async fn expect_filing(visit: &Visit, draft: &Draft) -> Result<(), Halt> {
    if *draft == Draft::default() {
        return Ok(());
    }
    let count = draft.chosen().count().to_string();
    expect(visit, [(ADDRESS, draft.email.trim().to_owned()), (REQUESTS, count)]).await
}

/// Notes that the code for coming back is awaited.
pub(crate) async fn expect_return(visit: &Visit, address: &str) -> Result<(), Halt> {
    expect(visit, [(ADDRESS, address.to_owned())]).await
}

/// Notes that a controller's code is awaited; its address is not told.
pub(crate) async fn expect_controller(visit: &Visit) -> Result<(), Halt> {
    expect(visit, []).await
}

async fn expect<const N: usize>(visit: &Visit, fields: [(&str, String); N]) -> Result<(), Halt> {
    let values = fields.into_iter().map(|(name, value)| (name.to_owned(), vec![value])).collect();
    let front = visit.office.front();
    front.keep(visit.secret(), EXPECTED, &Kept { values, ..Kept::default() }).await?;
    Ok(front.forget(visit.secret(), FORM).await?)
}

/// Takes the code, and signs in.
#[server(prefix = "/do", endpoint = "code")]
pub async fn enter_code(
    /// The code as typed.
    #[server(default)]
    code: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CODE)
        .settle(async |visit| {
            let digits: String = code.chars().filter(char::is_ascii_digit).collect();
            if digits.len() != DIGITS {
                return Err(Halt::flaw("code", Flaw::NotACode));
            }
            let entered = visit.office.front().enter_code(&visit.session, &digits).await;
            let entered = entered.map_err(|error| match error {
                DeskError::WrongCode => Halt::flaw("code", Flaw::NotAccepted),
                other => other.into(),
            })?;
            visit.forget(EXPECTED).await;
            after(&visit, entered).await
        })
        .await
}

/// Where a right code leads.
async fn after(visit: &Visit, entered: Entered) -> Result<String, Halt> {
    match entered {
        Entered::Controller(_) => Ok(paths::CONTROLLER.to_owned()),
        Entered::Mailbox => Ok(paths::REQUESTS.to_owned()),
        Entered::Filing(filing) => match visit.subject().await?.choice(filing).await {
            Ok(_) => Ok(paths::organisations(filing)),
            Err(DeskError::NotFound) => status(visit, filing).await,
            Err(error) => Err(error.into()),
        },
    }
}

/// Where a filing is followed: one request on its own page, several in the list.
async fn status(visit: &Visit, filing: FilingId) -> Result<String, Halt> {
    match visit.subject().await?.references(filing).await?.as_slice() {
        [one] => Ok(paths::request(one)),
        _ => Ok(paths::REQUESTS.to_owned()),
    }
}

/// Promises another code in place of the one before.
#[server(prefix = "/do", endpoint = "code/another")]
pub async fn send_another_code() -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CODE)
        .settle(async |visit| {
            visit.office.front().another_code(&visit.session, &visit.caller()).await?;
            Ok(paths::CODE.to_owned())
        })
        .await
}
