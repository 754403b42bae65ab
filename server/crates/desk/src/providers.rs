//! Providers of OpenID Connect: who somebody is, as another organisation says (OpenID Connect Core 1.0, with PKCE, RFC 7636).
//!
//! The browser is sent to the provider and comes back with a code, for which the provider gives an ID token. What was asked
//! rests in the session, sealed, and is good for one answer.

mod client;
mod fault;
mod settings;

pub use fault::ProviderFault;
pub use settings::{Audience, Provider};

pub(crate) use client::Known;

use crate::session::Question;
use crate::signin::Entrance;
use crate::{DeskError, FrontDesk, Office, Result};
use domain::access::{Door, Visitor};
use domain::identity::all_equal;
use domain::ids::{RequestId, StaffId};
use domain::reference::Reference;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

/// What a browser brings back from a provider (RFC 6749, 4.1.2; RFC 9207).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Back {
    /// For what the provider gives the token.
    pub code: Option<String>,
    /// What it was sent there with.
    pub state: Option<String>,
    /// Who answers, where the provider says so.
    pub issuer: Option<String>,
}

/// Why somebody was sent to a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Why {
    /// To sign in as staff.
    SignIn,
    /// To link their account of staff with what they have there.
    Link(StaffId),
    /// To show who they are, for a request.
    Prove(RequestId),
}

impl Why {
    const fn audience(self) -> Audience {
        match self {
            Self::SignIn | Self::Link(_) => Audience::Staff,
            Self::Prove(_) => Audience::Subjects,
        }
    }
}

/// What a provider says of somebody, and that is proven.
pub(crate) struct Told {
    /// Who says so.
    pub(crate) issuer: String,
    /// Whom it means: never given to anybody else (Core, 2).
    pub(crate) subject: String,
    /// Whether it was established as surely as the settings want.
    pub(crate) is_assured: bool,
    /// The name, where it was asked.
    pub(crate) name: Option<String>,
    /// The date of birth, likewise.
    pub(crate) birth_date: Option<String>,
}

/// Where somebody belongs who came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Led {
    /// They came to sign in as staff.
    In(Entrance),
    /// Their account of staff is linked.
    Linked,
    /// They showed who they are, for this request.
    Shown(Reference),
}

/// What waits for somebody to come back.
#[derive(Serialize, Deserialize)]
struct Ceremony {
    provider: String,
    why: Why,
    state: String,
    nonce: String,
    verifier: String,
}

impl FrontDesk {
    /// Takes somebody who comes back from a provider to what they went there for. `token` is what the browser keeps from an
    /// earlier sign-in.
    ///
    /// # Errors
    /// `Provider`; `NotSignedIn` when the session that asked is over.
    pub async fn take_back(&self, session: &Session, provider: &str, back: &Back, token: Option<&str>) -> Result<Led> {
        let office = self.office();
        let (why, told) = match office.back_from_provider(session, provider, back).await {
            Err(why @ DeskError::Provider(ProviderFault::Untrue)) => {
                return office.turn_away(Visitor::Stranger, Door::Provider, why).await;
            }
            other => other?,
        };
        match why {
            Why::SignIn => self.enter_by_provider(session, &told, token).await.map(Led::In),
            Why::Link(staff) => {
                let desk = office.account(session).await?;
                if desk.who() != staff {
                    return Err(DeskError::NotSignedIn);
                }
                desk.link(session, provider, &told).await.map(|()| Led::Linked)
            }
            Why::Prove(request) => office.subject(session).await?.shown(request, provider, &told).await.map(Led::Shown),
        }
    }
}

impl Office {
    /// The providers for these people, by name and label.
    pub fn providers(&self, audience: Audience) -> impl Iterator<Item = (&str, &str)> {
        let serving = self.providers.iter().filter(move |known| known.provider.serves.contains(&audience));
        serving.map(|known| (known.provider.id.as_str(), known.provider.label.as_str()))
    }

    /// What people call the provider of this name; the name itself, once the settings know it no more.
    pub fn provider_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.providers.iter().find(|known| known.provider.id == id).map_or(id, |known| known.provider.label.as_str())
    }

    /// Where a browser is sent, and remembers why. What was asked before is forgotten.
    ///
    /// # Errors
    /// `NotFound` when there is no such provider for these people; `Provider` when it does not answer.
    pub(crate) async fn send_to_provider(&self, session: &Session, id: &str, why: Why) -> Result<String> {
        let known = self.provider(id, why.audience())?;
        let fresh = || hex::encode(self.random.bytes::<32>());
        let ceremony = Ceremony { provider: id.to_owned(), why, state: fresh(), nonce: fresh(), verifier: fresh() };
        let url = known.authorization(self, &ceremony).await?;
        Question::OF_PROVIDER.ask(self, session, &ceremony).await?;
        Ok(url)
    }

    /// Takes what a browser brings back, once; and what the provider then says.
    ///
    /// # Errors
    /// `Provider`: nothing was asked here, the person declined, the provider does not answer, or what it says is not proven.
    pub(crate) async fn back_from_provider(&self, session: &Session, id: &str, back: &Back) -> Result<(Why, Told)> {
        let ceremony = Question::OF_PROVIDER.take::<Ceremony>(self, session).await?.ok_or(ProviderFault::Stale)?;
        let state = back.state.as_deref().unwrap_or_default();
        if ceremony.provider != id || !all_equal([(ceremony.state.as_bytes(), state.as_bytes())]) {
            return Err(ProviderFault::Stale.into());
        }
        let known = self.provider(id, ceremony.why.audience())?;
        // Another provider's answer is none (RFC 9207).
        if back.issuer.as_ref().is_some_and(|issuer| *issuer != known.provider.issuer) {
            return Err(ProviderFault::Untrue.into());
        }
        let code = back.code.clone().ok_or(ProviderFault::Declined)?;
        let told = known.tell(self, code, &ceremony).await?;
        Ok((ceremony.why, told))
    }

    fn provider(&self, id: &str, audience: Audience) -> Result<&Known> {
        let serves = |known: &&Known| known.provider.id == id && known.provider.serves.contains(&audience);
        self.providers.iter().find(serves).ok_or(DeskError::NotFound)
    }
}
