//! What a setting must be. The sentences follow the setting's name.

use desk::Operator;
use desk::providers::Provider;
use domain::filing::Mailbox;
use domain::forwarding::SilencePolicy;
use domain::identity::{Fact, IdentityPolicy, IdentityStep};
use domain::law::Place;
use http::Uri;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::collections::BTreeSet;

type Checked = garde::Result;

fn unless(wrong: bool, message: &str) -> Checked {
    if wrong { Err(garde::Error::new(message)) } else { Ok(()) }
}

/// Scheme and host, as a browser writes an origin: links in mails begin with it, and forms are refused from elsewhere.
pub(super) fn base_url(url: &str, (): &()) -> Checked {
    let parsed: Option<Uri> = url.parse().ok();
    let written = parsed.as_ref().and_then(|uri| {
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
        Some(format!("{scheme}://{}", uri.authority()?.as_str().to_lowercase()))
    });
    unless(
        written.as_deref() != Some(url),
        "must be scheme and host alone, in lower case and without a slash at the end, such as https://privacy.example.org",
    )
}

/// One of the two engines.
pub(super) fn database_url(url: &str, (): &()) -> Checked {
    let known = ["sqlite://", "postgres://", "postgresql://"];
    unless(!known.iter().any(|scheme| url.starts_with(scheme)), "must begin with sqlite:// or postgres://")
}

/// Keys beside the data that they lock are no keys: whoever has one backup would have both.
pub(super) fn apart_from(database: &str) -> impl FnOnce(&String, &()) -> Checked {
    move |keys, ()| unless(keys == database, "must be another database than database_url")
}

/// What must not end before something else does.
pub(super) fn at_least(other: i64, name: &'static str) -> impl FnOnce(&i64, &()) -> Checked {
    move |days, ()| unless(*days < other, &format!("must not be less than {name}, which is {other}"))
}

/// A URL that the mail library takes.
pub(super) fn smtp_url(url: &str, (): &()) -> Checked {
    // Its own message repeats the URL, in which there may be a password.
    unless(
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_err(),
        "must be like smtps://name:password@mail.example.org or smtp://localhost:25",
    )
}

/// A mail address.
pub(super) fn mail_address(address: &str, (): &()) -> Checked {
    unless(Mailbox::parse(address).is_err(), "must be a mail address, such as privacy@example.org")
}

/// Everything about who runs the portal.
pub(super) fn operator(operator: &Operator, (): &()) -> Checked {
    let told = [&operator.name, &operator.address, &operator.dpo, &operator.authority_name];
    unless(
        told.iter().any(|text| text.trim().is_empty()),
        "name, address, dpo and authority_name must say something: data subjects are owed them (Art. 13)",
    )?;
    unless(
        !operator.authority_url.starts_with("https://") && !operator.authority_url.starts_with("http://"),
        "authority_url must begin with https://",
    )?;
    Place::parse(operator.member_state.code(), &operator.time_zone).map_err(garde::Error::new)?;
    unless(
        operator.accent.as_deref().is_some_and(|accent| !is_colour(accent)),
        "accent must be a colour such as #205090",
    )?;
    let ids: BTreeSet<_> = operator.systems.iter().map(|system| system.id.as_str()).collect();
    unless(
        operator.systems.is_empty() || ids.len() < operator.systems.len(),
        "systems must name at least one system, and each id once",
    )?;
    unless(
        !ids.iter().all(|id| is_id(id)),
        "the id of each of the systems must be of small letters, digits and hyphens",
    )
}

/// What is asked of whom to show who they are.
pub(super) fn identity(identity: &IdentityPolicy, (): &()) -> Checked {
    unless(
        identity.enough.all().any(|step| step > IdentityStep::Facts),
        "enough must be \"mailbox\" or \"facts\" for each right: nothing beyond them can be what everybody needs",
    )?;
    unless(!(1..=30).contains(&identity.document_days), "document_days must be from 1 to 30")?;
    let ids: BTreeSet<_> = identity.facts.iter().map(|fact| fact.id.0.as_str()).collect();
    unless(
        ids.len() < identity.facts.len() || !ids.iter().all(|id| is_id(id)),
        "facts must bear an id of small letters, digits and hyphens, each once",
    )?;
    let says = |fact: &Fact| !fact.en.trim().is_empty() && !fact.nl.trim().is_empty();
    unless(!identity.facts.iter().all(says), "facts must say in en and nl what people are asked for")
}

/// What is done when a controller says nothing: each step after the one before, and all within its month.
pub(super) fn silence(silence: &SilencePolicy, (): &()) -> Checked {
    let steps = [silence.remind_days, silence.remind_again_days, silence.staff_days, silence.advise_days];
    unless(
        steps[0] < 1 || steps[3] > 28 || !steps.is_sorted_by(|before, after| before < after),
        "remind_days, remind_again_days, staff_days and advise_days must be from 1 to 28, each more than the one before",
    )?;
    unless(!(1..=21).contains(&silence.answer_days), "answer_days must be from 1 to 21")
}

/// Who says of people who they are.
pub(super) fn providers(providers: &[Provider], (): &()) -> Checked {
    let ids: BTreeSet<_> = providers.iter().map(|provider| provider.id.as_str()).collect();
    unless(
        ids.len() < providers.len() || !ids.iter().all(|id| is_id(id)),
        "each must bear an id of small letters, digits and hyphens, no two the same",
    )?;
    for provider in providers {
        let said = [&provider.label, &provider.client_id];
        unless(said.iter().any(|text| text.trim().is_empty()), "label and client_id must say something")?;
        unless(provider.serves.is_empty(), "serves must name \"staff\", \"subjects\" or both")?;
        let issuer: Option<Uri> = provider.issuer.parse().ok();
        let is_encrypted = |uri: &Uri| uri.scheme_str() == Some("https");
        // On this machine there is nobody in between.
        let is_here = |uri: &Uri| matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        unless(
            !issuer.is_some_and(|uri| uri.host().is_some() && (is_encrypted(&uri) || is_here(&uri))),
            "issuer must begin with https://",
        )?;
    }
    Ok(())
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
