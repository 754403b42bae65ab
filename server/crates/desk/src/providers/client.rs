//! The conversation with one provider.

use super::{Audience, Ceremony, Provider, ProviderFault, Told};
use crate::outgoing::{Fetch, FetchError};
use crate::{DeskError, Office, Result};
use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use jiff::{Timestamp, ToSpan};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AsyncHttpClient, AuthType, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError,
    ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse as _,
};
use std::sync::{Arc, Mutex, PoisonError};

/// For how many minutes what a provider says of itself, its keys among it, is not asked again.
const KNOWN_MINUTES: i64 = 60;
/// By how many minutes its clock may be ahead of ours.
const AHEAD_MINUTES: i64 = 5;
/// The signatures that are taken: those that only the provider can make. A shared secret or none is no proof.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A provider, with what it said of itself lately (OpenID Connect Discovery 1.0).
pub(crate) struct Known {
    pub(crate) provider: Provider,
    metadata: Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
}

impl Known {
    pub(crate) fn new(provider: Provider) -> Self {
        Self { provider, metadata: Mutex::new(None) }
    }

    /// Where the browser is sent.
    pub(super) async fn authorization(&self, office: &Office, asked: &Ceremony) -> Result<String> {
        let client = self.client(office, Freshness::Known).await?;
        let verifier = PkceCodeVerifier::new(asked.verifier.clone());
        let (state, nonce) = (asked.state.clone(), asked.nonce.clone());
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, move || CsrfToken::new(state.clone()), move || Nonce::new(nonce.clone()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for scope in self.scopes(asked.why.audience()) {
            request = request.add_scope(Scope::new(scope));
        }
        for level in &self.provider.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
        }
        Ok(request.url().0.to_string())
    }

    /// What the provider says of who brought this code.
    pub(super) async fn tell(&self, office: &Office, code: String, asked: &Ceremony) -> Result<Told> {
        let client = self.client(office, Freshness::Known).await?;
        let answer = self.exchange(office, &client, code, asked).await?;
        let token = answer.id_token().ok_or(ProviderFault::Untrue)?;
        let claims = self.proven(office, client, token, asked).await?;
        let methods = claims.auth_method_refs().into_iter().flatten().map(|method| method.as_str());
        let is_assured = self.provider.is_assured(claims.auth_context_ref().map(|level| level.as_str()), methods);
        let (mut name, mut birth_date) = (None, None);
        if asked.why.audience() == Audience::Subjects {
            if self.provider.wants_assurance() && !is_assured {
                return Err(ProviderFault::NotAssured.into());
            }
            let person = self.person(office, answer.access_token(), &claims).await?;
            name = full_name(&person);
            birth_date = person.birthdate().map(|day| day.to_string());
        }
        let (issuer, subject) = (claims.issuer().to_string(), claims.subject().to_string());
        Ok(Told { issuer, subject, is_assured, name, birth_date })
    }

    async fn exchange(
        &self,
        office: &Office,
        client: &Client,
        code: String,
        asked: &Ceremony,
    ) -> Result<CoreTokenResponse> {
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| ProviderFault::Unreached)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.clone()));
        let answer = request.request_async(&Wire(office.fetch.clone())).await;
        answer.map_err(|error| {
            // What a server answers may name people: its kind is enough.
            let kind = match error {
                openidconnect::RequestTokenError::ServerResponse(_) => "refused the code",
                openidconnect::RequestTokenError::Request(_) => "is not reached",
                _ => "answers otherwise than the standard says",
            };
            tracing::warn!(provider = self.provider.id, "the provider {kind}");
            ProviderFault::Unreached.into()
        })
    }

    /// The claims of a token that this provider signed, for us, now, on our question.
    async fn proven(
        &self,
        office: &Office,
        client: Client,
        token: &CoreIdToken,
        asked: &Ceremony,
    ) -> Result<CoreIdTokenClaims> {
        let nonce = Nonce::new(asked.nonce.clone());
        let mut found = verify(office, &client, token, &nonce);
        if matches!(found, Err(ClaimsVerificationError::SignatureVerification(_))) {
            // Its keys may be newer than what we know.
            found = verify(office, &self.client(office, Freshness::AskAgain).await?, token, &nonce);
        }
        found.map_err(|error| {
            tracing::warn!(provider = self.provider.id, %error, "an ID token is not proven");
            ProviderFault::Untrue.into()
        })
    }

    /// Who it is, as the provider's endpoint tells.
    async fn person(
        &self,
        office: &Office,
        token: &AccessToken,
        claims: &CoreIdTokenClaims,
    ) -> Result<CoreUserInfoClaims> {
        let client = self.client(office, Freshness::Known).await?;
        let request = client.user_info(token.clone(), Some(claims.subject().clone()));
        let request = request.map_err(|_| ProviderFault::Unreached)?;
        let answer = request.request_async(&Wire(office.fetch.clone())).await;
        answer.map_err(|_| {
            tracing::warn!(provider = self.provider.id, "the provider does not tell who it is");
            ProviderFault::Unreached.into()
        })
    }

    fn scopes(&self, audience: Audience) -> Vec<String> {
        if self.provider.scopes.is_empty() && audience == Audience::Subjects {
            return vec!["profile".to_owned()];
        }
        self.provider.scopes.clone()
    }

    async fn client(&self, office: &Office, freshness: Freshness) -> Result<Client> {
        let metadata = self.metadata(office, freshness).await?;
        // By default the secret goes into the header (Core, 9).
        let methods = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let wants_body = !methods.is_empty() && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let secret = self.provider.client_secret.clone().map(ClientSecret::new);
        let back = format!("{}/back/{}", office.base_url, self.provider.id);
        let client =
            CoreClient::from_provider_metadata(metadata, ClientId::new(self.provider.client_id.clone()), secret)
                .set_redirect_uri(RedirectUrl::new(back).map_err(DeskError::internal)?);
        Ok(if wants_body { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    async fn metadata(&self, office: &Office, freshness: Freshness) -> Result<CoreProviderMetadata> {
        let since = office.now().checked_sub(KNOWN_MINUTES.minutes()).map_err(DeskError::internal)?;
        if freshness == Freshness::Known
            && let Some(metadata) = self.known_since(since)
        {
            return Ok(metadata);
        }
        let issuer = IssuerUrl::new(self.provider.issuer.clone()).map_err(DeskError::internal)?;
        let metadata =
            CoreProviderMetadata::discover_async(issuer, &Wire(office.fetch.clone())).await.map_err(|error| {
                tracing::warn!(provider = self.provider.id, %error, "the provider does not say how it is asked");
                DeskError::from(ProviderFault::Unreached)
            })?;
        *self.metadata.lock().unwrap_or_else(PoisonError::into_inner) = Some((office.now(), metadata.clone()));
        Ok(metadata)
    }

    /// Nobody waits here for somebody else's question: two may ask at once.
    fn known_since(&self, since: Timestamp) -> Option<CoreProviderMetadata> {
        let held = self.metadata.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().filter(|(at, _)| *at > since).map(|(_, metadata)| metadata.clone())
    }
}

/// Our wire, as the library takes one.
struct Wire(Arc<dyn Fetch>);

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = FetchError;
    type Future = BoxFuture<'c, std::result::Result<HttpResponse, FetchError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        self.0.fetch(request)
    }
}

/// Whether what is known will do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Freshness {
    Known,
    AskAgain,
}

fn verify(
    office: &Office,
    client: &Client,
    token: &CoreIdToken,
    nonce: &Nonce,
) -> std::result::Result<CoreIdTokenClaims, ClaimsVerificationError> {
    let now = office.now();
    let latest = utc(now.checked_add(AHEAD_MINUTES.minutes()).unwrap_or(now));
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNED_BY)
        .set_time_fn(move || utc(now))
        .set_issue_time_verifier_fn(
            move |at| if at <= latest { Ok(()) } else { Err("issued later than now".to_owned()) },
        );
    token.claims(&verifier, nonce).cloned()
}

/// The whole name, or what it is made of.
fn full_name(person: &CoreUserInfoClaims) -> Option<String> {
    let whole = person.name().and_then(|name| name.get(None)).map(|name| name.to_string());
    whole.or_else(|| {
        let given = person.given_name().and_then(|name| name.get(None)).map(|name| name.to_string());
        let family = person.family_name().and_then(|name| name.get(None)).map(|name| name.to_string());
        given.zip(family).map(|(given, family)| format!("{given} {family}"))
    })
}

fn utc(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.as_microsecond()).unwrap_or_default()
}
