//! The second factor: asked for after the password, or set up by who has none yet.

use crate::forms::{Field, Flaw, Form, Halt, Visit};
use crate::kit::{Button, ErrorSummary, Page, Post, Shown, TextField};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use desk::signin::Enrolment;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use qrcode::QrCode;
use qrcode::render::svg;

const FORM: &str = "second-factor";
/// The control of the code.
const CODE: &str = "factor";
/// How many pixels the picture is wide at least: one for a phone at arm's length.
const PICTURE: u32 = 220;

/// Asks for the code, or shows what to put into an authenticator.
pub async fn page(visit: Visit) -> Shown {
    if visit.office.role(&visit.session).await.is_ok() {
        return Err(Halt::Go(paths::STAFF.to_owned()));
    }
    let (locale, threshold, kept) = (visit.locale, visit.threshold().await?, visit.form(FORM).await?);
    let (field, is_faulty) = (kept.field(locale, CODE), kept.is_faulty());
    let (title, form) = match threshold.enrolment()? {
        Some(enrolment) => (td_string!(locale, staff.enrol.title), enrol(locale, &enrolment, field)?),
        None => (td_string!(locale, staff.factor.title), enter(locale, field)),
    };
    let body = view! {
        <ErrorSummary locale kept/>
        {form}
    };
    Ok(Page::new(title, body).faulty(is_faulty))
}

fn enter(locale: Locale, field: Field) -> AnyView {
    view! {
        <p>{td_string!(locale, staff.factor.lead)}</p>
        <Post action=EnterFactor::url()>
            <TextField
                field
                label=td_string!(locale, staff.factor.code)
                hint=td_string!(locale, staff.factor.hint)
                class="narrow"
                autocomplete="one-time-code"
            />
            <Button>{td_string!(locale, staff.factor.button)}</Button>
        </Post>
        <p class="aside">{td_string!(locale, staff.factor.lost)}</p>
    }
    .into_any()
}

fn enrol(locale: Locale, enrolment: &Enrolment, field: Field) -> crate::forms::Result<AnyView> {
    let (picture, secret) = (picture(&enrolment.uri)?, enrolment.secret.clone());
    let view = view! {
        <p>{td_string!(locale, staff.enrol.lead)}</p>
        <h2>{td_string!(locale, staff.enrol.scan)}</h2>
        <div class="qr" role="img" aria-label=td_string!(locale, staff.enrol.picture) inner_html=picture></div>
        <p>{td_string!(locale, staff.enrol.by_hand)}</p>
        <p><code class="secret">{secret}</code></p>
        <h2>{td_string!(locale, staff.enrol.then)}</h2>
        <Post action=EnrolFactor::url()>
            <TextField
                field
                label=td_string!(locale, staff.factor.code)
                hint=td_string!(locale, staff.enrol.hint)
                class="code"
                autocomplete="one-time-code"
                inputmode="numeric"
            />
            <Button>{td_string!(locale, staff.enrol.button)}</Button>
        </Post>
    };
    Ok(view.into_any())
}

/// The address as a picture. The prolog of a document has no place within a page.
fn picture(uri: &str) -> crate::forms::Result<String> {
    let code = QrCode::new(uri).map_err(Halt::broken)?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(PICTURE, PICTURE).build();
    Ok(svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default().to_owned())
}

/// Takes a code of the authenticator, or a recovery code, and signs in.
#[server(prefix = "/do", endpoint = "staff/second-factor")]
pub async fn enter_factor(
    /// The code as typed.
    #[server(default)]
    factor: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::SECOND_FACTOR)
        .settle(async |visit| {
            let threshold = visit.threshold().await?;
            required(&factor)?;
            visit.know_browser(threshold.enter(&visit.session, &factor).await.map_err(at_field)?);
            Ok(paths::STAFF.to_owned())
        })
        .await
}

/// Takes the first code of an authenticator, and signs in.
#[server(prefix = "/do", endpoint = "staff/second-factor/enrol")]
pub async fn enrol_factor(
    /// The code as typed.
    #[server(default)]
    factor: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::SECOND_FACTOR)
        .settle(async |visit| {
            let threshold = visit.threshold().await?;
            required(&factor)?;
            visit.know_browser(threshold.enrol(&visit.session, &factor).await.map_err(at_field)?);
            Ok(paths::RECOVERY_CODES.to_owned())
        })
        .await
}

fn required(code: &str) -> crate::forms::Result<()> {
    if code.trim().is_empty() { Err(Halt::flaw(CODE, Flaw::Missing)) } else { Ok(()) }
}

fn at_field(error: DeskError) -> Halt {
    match error {
        DeskError::WrongCode => Halt::flaw(CODE, Flaw::NotAccepted),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_fits_into_a_page_that_allows_no_inline_style() {
        let picture = picture("otpauth://totp/Inzage:demo?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"), "{picture}");
        assert!(!picture.contains("style") && !picture.contains("<?"), "{picture}");
    }
}
