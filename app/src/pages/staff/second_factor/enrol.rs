//! Who has no second factor sets one up: a passkey, a security key or an app.

use super::{FORM, at_field, required};
use crate::forms::{Field, Form, Halt, Result};
use crate::kit::{KeyForm, Post, Submit, TextField};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::signin::Enrolment;
use domain::staff::KeyKind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use qrcode::QrCode;
use qrcode::render::svg;

/// How many pixels the picture is wide at least: one for a phone at arm's length.
const PICTURE: u32 = 220;

/// All that can be set up; where there are no keys, the app alone.
pub(super) fn choice(locale: Locale, enrolment: &Enrolment, field: Field, offers_keys: bool) -> Result<AnyView> {
    let is_faulty = field.error.is_some();
    let button = td_string!(locale, staff.enrol.button);
    let app = app(locale, enrolment, field, (EnrolFactor::url(), button, offers_keys))?;
    if !offers_keys {
        return Ok(view! { <p>{td_string!(locale, staff.enrol.lead)}</p> {app} }.into_any());
    }
    let view = view! {
        <p>{td_string!(locale, staff.enrol.lead_choice)}</p>
        <h2>{td_string!(locale, staff.enrol.passkey)}</h2>
        <p>{td_string!(locale, staff.enrol.passkey_why)}</p>
        {first_key(locale, KeyKind::Passkey, td_string!(locale, staff.key.make_passkey))}
        <details class="more">
            <summary>{td_string!(locale, staff.enrol.security_key)}</summary>
            <p>{td_string!(locale, staff.enrol.security_key_why)}</p>
            {first_key(locale, KeyKind::SecurityKey, td_string!(locale, staff.key.make_security_key))}
        </details>
        <details class="more" open=is_faulty>
            <summary>{td_string!(locale, staff.enrol.app)}</summary>
            <p>{td_string!(locale, staff.enrol.app_why)}</p>
            {app}
        </details>
    };
    Ok(view.into_any())
}

fn first_key(locale: Locale, kind: KeyKind, label: &'static str) -> impl IntoView {
    view! {
        <KeyForm
            locale
            action=EnrolKey::url()
            ask=paths::ask_first_key(kind)
            makes=true
            label
            secondary=kind != KeyKind::Passkey
        >
            <input type="hidden" name="kind" value=kind.code()/>
        </KeyForm>
    }
}

/// What to put into an app, and the form for its first code, with its button: what it says, and whether it is not the way
/// on.
pub(in crate::pages::staff) fn app(
    locale: Locale,
    enrolment: &Enrolment,
    field: Field,
    (action, label, secondary): (&'static str, &'static str, bool),
) -> Result<AnyView> {
    let (picture, secret) = (picture(&enrolment.uri)?, enrolment.secret.clone());
    let view = view! {
        <h2>{td_string!(locale, staff.enrol.scan)}</h2>
        <div class="qr" role="img" aria-label=td_string!(locale, staff.enrol.picture) inner_html=picture></div>
        <p>{td_string!(locale, staff.enrol.by_hand)}</p>
        <p><code class="secret">{secret}</code></p>
        <h2>{td_string!(locale, staff.enrol.then)}</h2>
        <Post action>
            <TextField
                field
                label=td_string!(locale, staff.factor.code)
                hint=td_string!(locale, staff.enrol.hint)
                class="code"
                autocomplete="one-time-code"
                inputmode="numeric"
            />
            <Submit secondary>{label}</Submit>
        </Post>
    };
    Ok(view.into_any())
}

/// The address as a picture. The prolog of a document has no place within a page.
fn picture(uri: &str) -> Result<String> {
    let code = QrCode::new(uri).map_err(Halt::broken)?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(PICTURE, PICTURE).build();
    Ok(svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default().to_owned())
}

/// Takes the first code of an authenticator, and signs in.
#[server(prefix = "/do", endpoint = "staff/second-factor/enrol")]
pub async fn enrol_factor(
    /// The code as typed.
    #[server(default)]
    factor: String,
) -> std::result::Result<(), ServerFnError> {
    Form::new(FORM, paths::SECOND_FACTOR)
        .settle(async |visit| {
            let threshold = visit.threshold().await?;
            required(&factor)?;
            visit.know_browser(threshold.enrol(&visit.session, &factor).await.map_err(at_field)?);
            Ok(paths::RECOVERY_CODES.to_owned())
        })
        .await
}

/// Keeps a new passkey or security key under the name of its kind, and signs in.
#[server(prefix = "/do", endpoint = "staff/second-factor/enrol-key")]
pub async fn enrol_key(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
    /// What it is to be.
    kind: KeyKind,
) -> std::result::Result<(), ServerFnError> {
    Form::new(FORM, paths::SECOND_FACTOR)
        .settle(async |visit| {
            let (threshold, name) = (visit.threshold().await?, words::key_kind(visit.locale, kind));
            visit.know_browser(threshold.enrol_key(&visit.session, &signed, name).await?);
            Ok(paths::RECOVERY_CODES.to_owned())
        })
        .await
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
