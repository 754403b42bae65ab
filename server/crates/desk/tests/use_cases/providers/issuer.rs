//! A provider that says what the test wants, and signs it: what a dishonest or broken one might send. The journeys have an
//! honest one, of another maker.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use desk::outgoing::{Fetch, FetchError};
use ed25519_dalek::{Signer as _, SigningKey};
use http::{Request, Response};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

pub(super) const ISSUER: &str = "https://id.example.org";
pub(super) const CLIENT: &str = "inzage";

/// What it does next.
pub(super) struct Doing {
    /// With which key it signs.
    pub(super) seed: u8,
    /// Which key it publishes.
    pub(super) published: u8,
    /// What the ID token claims.
    pub(super) claims: Value,
    /// How its head says that it is signed.
    pub(super) algorithm: &'static str,
    /// What its endpoint tells of the person.
    pub(super) person: Value,
    /// The status of the endpoint of tokens.
    pub(super) status: u16,
    /// Whether anybody reaches it.
    pub(super) is_reached: bool,
    /// The paths that were asked for.
    pub(super) asked: Vec<String>,
    /// What was sent for a token last.
    pub(super) form: String,
}

#[derive(Clone)]
pub(super) struct Issuer(Arc<Mutex<Doing>>);

impl Issuer {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Doing {
            seed: 1,
            published: 1,
            claims: Value::Null,
            algorithm: "EdDSA",
            person: json!({ "sub": "s-1", "name": "Demo Person", "birthdate": "1980-02-03" }),
            status: 200,
            is_reached: true,
            asked: Vec::new(),
            form: String::new(),
        })))
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut Doing)) {
        change(&mut self.0.lock().unwrap());
    }

    /// How often a path was asked for.
    pub(super) fn times(&self, path: &str) -> usize {
        self.0.lock().unwrap().asked.iter().filter(|asked| *asked == path).count()
    }

    pub(super) fn form(&self) -> String {
        self.0.lock().unwrap().form.clone()
    }
}

/// What an honest token claims at this second, on this question.
pub(super) fn claims(now: i64, nonce: &str) -> Value {
    json!({ "iss": ISSUER, "aud": CLIENT, "sub": "s-1", "nonce": nonce, "iat": now, "exp": now + 300 })
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn part(value: &Value) -> String {
    BASE64URL.encode(value.to_string())
}

fn token(doing: &Doing) -> String {
    let head = json!({ "alg": doing.algorithm, "kid": format!("k-{}", doing.seed) });
    let signed = format!("{}.{}", part(&head), part(&doing.claims));
    let signature = match doing.algorithm {
        "none" => String::new(),
        _ => BASE64URL.encode(key(doing.seed).sign(signed.as_bytes()).to_bytes()),
    };
    format!("{signed}.{signature}")
}

#[async_trait::async_trait]
impl Fetch for Issuer {
    async fn fetch(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, FetchError> {
        let mut doing = self.0.lock().unwrap();
        let path = request.uri().path().to_owned();
        doing.asked.push(path.clone());
        if !doing.is_reached {
            return Err(FetchError::Unreached("nobody is there".into()));
        }
        let body = match path.as_str() {
            "/.well-known/openid-configuration" => json!({
                "issuer": ISSUER,
                "authorization_endpoint": format!("{ISSUER}/auth"),
                "token_endpoint": format!("{ISSUER}/token"),
                "userinfo_endpoint": format!("{ISSUER}/me"),
                "jwks_uri": format!("{ISSUER}/jwks"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
            }),
            "/jwks" => {
                let x = BASE64URL.encode(key(doing.published).verifying_key().to_bytes());
                let kid = format!("k-{}", doing.published);
                json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": kid, "x": x }] })
            }
            "/token" => {
                doing.form = String::from_utf8(request.into_body()).unwrap();
                if doing.claims.is_null() {
                    json!({ "access_token": "a-1", "token_type": "Bearer" })
                } else {
                    json!({ "access_token": "a-1", "token_type": "Bearer", "id_token": token(&doing) })
                }
            }
            "/me" => doing.person.clone(),
            _ => Value::Null,
        };
        let status = if path == "/token" { doing.status } else { 200 };
        let answer = Response::builder().status(status).header("content-type", "application/json");
        Ok(answer.body(body.to_string().into_bytes()).unwrap())
    }
}
