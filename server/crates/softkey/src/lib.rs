//! A passkey or security key for tests: what a browser and an authenticator do together (W3C WebAuthn, 5.1.3, 5.1.4, 6.3),
//! in memory, with each of their faults in the test's hand. Journeys in a browser use Chromium's own.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod cbor;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Flags of what an authenticator says (WebAuthn, 6.1).
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// An authenticator in a browser on a page.
#[derive(Clone)]
pub struct SoftKey {
    /// The address of the page.
    pub origin: String,
    /// Whether it checks who holds it.
    pub verifies: bool,
    /// What it counts; it is raised before each use. Nothing for one that does not count.
    pub counter: Option<u32>,
    /// The number of its series: different ones hold different keys.
    series: u8,
    made: Vec<Made>,
}

/// A key that was made for somebody at some site.
#[derive(Clone)]
struct Made {
    id: Vec<u8>,
    site: String,
    owner: Vec<u8>,
    is_found: bool,
    key: SigningKey,
}

impl SoftKey {
    /// One that checks who holds it and counts, on a page of this address.
    pub fn new(origin: &str, series: u8) -> Self {
        Self { origin: origin.to_owned(), verifies: true, counter: Some(0), series, made: Vec::new() }
    }

    /// Makes a key as `navigator.credentials.create` would, and gives its `toJSON`.
    ///
    /// # Panics
    /// When the options are none, or exclude a key that it holds.
    pub fn create(&mut self, options: &Value) -> String {
        for excluded in options["excludeCredentials"].as_array().into_iter().flatten() {
            assert!(self.made.iter().all(|made| encoded(&made.id) != text(&excluded["id"])), "it is excluded");
        }
        let number = u8::try_from(self.made.len()).unwrap();
        let made = Made {
            id: Sha256::digest([self.series, number, 1]).to_vec(),
            site: text(&options["rp"]["id"]).to_owned(),
            owner: decoded(&options["user"]["id"]),
            is_found: text(&options["authenticatorSelection"]["residentKey"]) == "required",
            key: SigningKey::from_slice(&Sha256::digest([self.series, number, 2])).unwrap(),
        };
        let client = self.client_data("webauthn.create", &options["challenge"]);
        let mut said = self.said(&made.site, ATTESTED);
        said.extend([0; 16]);
        said.extend(u16::try_from(made.id.len()).unwrap().to_be_bytes());
        said.extend(&made.id);
        let public = made.key.verifying_key().to_sec1_point(false);
        said.extend(cbor::public_key(public.x().unwrap(), public.y().unwrap()));
        let response = json!({
            "attestationObject": encoded(&cbor::attestation(&said)),
            "clientDataJSON": encoded(&client),
            "transports": ["internal"],
        });
        let answer = answer(&made.id, response);
        self.made.push(made);
        answer
    }

    /// Signs as `navigator.credentials.get` would, and gives its `toJSON`.
    ///
    /// # Panics
    /// When it holds none of the keys that are asked for.
    pub fn get(&mut self, options: &Value) -> String {
        self.counter = self.counter.map(|counter| counter + 1);
        let asked = options["allowCredentials"].as_array().filter(|asked| !asked.is_empty());
        let is_asked = |made: &&Made| match asked {
            Some(asked) => asked.iter().any(|credential| text(&credential["id"]) == encoded(&made.id)),
            None => made.is_found && made.site == text(&options["rpId"]),
        };
        let made = self.made.iter().rfind(is_asked).expect("it holds one that is asked for");
        let client = self.client_data("webauthn.get", &options["challenge"]);
        let said = self.said(&made.site, 0);
        let signature: Signature = made.key.sign(&[said.as_slice(), Sha256::digest(&client).as_slice()].concat());
        let response = json!({
            "authenticatorData": encoded(&said),
            "clientDataJSON": encoded(&client),
            "signature": encoded(signature.to_der().as_bytes()),
            "userHandle": if made.is_found { json!(encoded(&made.owner)) } else { Value::Null },
        });
        answer(&made.id, response)
    }

    /// Says of its last key that it belongs to whoever owns the last one of `other`.
    ///
    /// # Panics
    /// When one of the two holds none.
    pub fn pose_as_owner_of(&mut self, other: &Self) {
        self.made.last_mut().unwrap().owner.clone_from(&other.made.last().unwrap().owner);
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let data = json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    /// Which site, what was checked, and the count.
    fn said(&self, site: &str, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut said = Sha256::digest(site).to_vec();
        said.push(PRESENT | verified | flags);
        said.extend(self.counter.unwrap_or(0).to_be_bytes());
        said
    }
}

fn answer(id: &[u8], response: Value) -> String {
    let id = encoded(id);
    json!({
        "id": id,
        "rawId": id,
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": response,
    })
    .to_string()
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text(value)).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
