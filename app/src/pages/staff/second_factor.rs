//! The second factor: asked for after the password, or set up by who has none yet.

pub mod enrol;

use crate::forms::{Field, Flaw, Form, Halt, Visit};
use crate::kit::{ErrorSummary, KeyForm, Page, Post, Shown, Submit, TextField};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use domain::staff::Factors;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "second-factor";
/// The control of the code.
pub(super) const CODE: &str = "factor";

/// Asks for what was set up, or lets it be set up.
pub async fn page(visit: Visit) -> Shown {
    if visit.office.role(&visit.session).await.is_ok() {
        return Err(Halt::Go(paths::STAFF.to_owned()));
    }
    let (locale, threshold, kept) = (visit.locale, visit.threshold().await?, visit.form(FORM).await?);
    let (field, is_faulty) = (kept.field(locale, CODE), kept.is_faulty());
    let (title, form) = match threshold.enrolment()? {
        Some(enrolment) => {
            let form = enrol::choice(locale, &enrolment, field, visit.office.offers_keys())?;
            (td_string!(locale, staff.enrol.title), form)
        }
        None => enter(locale, Ways::of(threshold.factors(), visit.office.offers_keys()), field),
    };
    let body = view! {
        <ErrorSummary locale kept/>
        {form}
    };
    Ok(Page::new(title, body).faulty(is_faulty))
}

/// What can be shown here.
struct Ways {
    key: bool,
    app: bool,
}

impl Ways {
    const fn of(factors: Factors, offers_keys: bool) -> Self {
        Self { key: offers_keys && factors.keys > 0, app: factors.has_app }
    }
}

fn enter(locale: Locale, ways: Ways, field: Field) -> (&'static str, AnyView) {
    let (title, lead) = match (ways.key, ways.app) {
        (true, _) => (td_string!(locale, staff.factor.title_key), td_string!(locale, staff.factor.lead_key)),
        (false, true) => (td_string!(locale, staff.factor.title), td_string!(locale, staff.factor.lead)),
        (false, false) => {
            (td_string!(locale, staff.factor.title_recovery), td_string!(locale, staff.factor.lead_recovery))
        }
    };
    let lost = if ways.key { td_string!(locale, staff.factor.lost_key) } else { td_string!(locale, staff.factor.lost) };
    let view = view! {
        <p>{lead}</p>
        {ways.key.then(|| by_key(locale, ways.app))}
        {by_code(locale, &ways, field)}
        <p class="aside">{lost}</p>
    };
    (title, view.into_any())
}

fn by_key(locale: Locale, has_app: bool) -> impl IntoView {
    let or =
        if has_app { td_string!(locale, staff.factor.or_code) } else { td_string!(locale, staff.factor.or_recovery) };
    view! {
        <KeyForm
            locale
            action=EnterByKey::url()
            ask=paths::ASK_FACTOR
            label=td_string!(locale, staff.factor.by_key)
        />
        <h2>{or}</h2>
    }
}

fn by_code(locale: Locale, ways: &Ways, field: Field) -> impl IntoView + use<> {
    let (label, hint) = if ways.app {
        (td_string!(locale, staff.factor.code), td_string!(locale, staff.factor.hint))
    } else {
        (td_string!(locale, staff.factor.recovery), td_string!(locale, staff.factor.recovery_hint))
    };
    let has_key = ways.key;
    view! {
        <Post action=EnterFactor::url()>
            <TextField field label hint class="narrow" autocomplete="one-time-code"/>
            <Submit secondary=has_key>{td_string!(locale, staff.factor.button)}</Submit>
        </Post>
    }
}

/// Takes what one of the keys signed, and signs in.
#[server(prefix = "/do", endpoint = "staff/second-factor/key")]
pub async fn enter_by_key(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::SECOND_FACTOR)
        .settle(async |visit| {
            let threshold = visit.threshold().await?;
            visit.know_browser(threshold.enter_by_key(&visit.session, &signed).await?);
            Ok(paths::STAFF.to_owned())
        })
        .await
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

pub(super) fn required(code: &str) -> crate::forms::Result<()> {
    if code.trim().is_empty() { Err(Halt::flaw(CODE, Flaw::Missing)) } else { Ok(()) }
}

pub(super) fn at_field(error: DeskError) -> Halt {
    match error {
        DeskError::WrongCode => Halt::flaw(CODE, Flaw::NotAccepted),
        other => other.into(),
    }
}
