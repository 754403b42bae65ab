use super::KeyFault;
use crate::{DeskError, Office, Result};
use webauthn_rs::prelude::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// As whom passkeys know this portal: by the host of its address (WebAuthn's RP ID).
pub(crate) struct RelyingParty(Webauthn);

impl RelyingParty {
    /// From the address that people type. Keys know names and no numbers: at an IP address there are none, and the log says
    /// so.
    ///
    /// # Errors
    /// When the address is no URL.
    pub(crate) fn of(base_url: &str, name: &str) -> Result<Option<Self>> {
        let origin: Url = base_url.parse().map_err(DeskError::internal)?;
        let Some(host) = origin.domain() else {
            tracing::info!("passkeys are not offered: base_url names an IP address, and they want a name");
            return Ok(None);
        };
        let party = WebauthnBuilder::new(host, &origin).and_then(|builder| builder.rp_name(name).build());
        party.map(|party| Some(Self(party))).map_err(DeskError::internal)
    }
}

/// The relying party, where there is one.
pub(super) fn party(office: &Office) -> Result<&Webauthn> {
    Ok(office.party.as_ref().map(|party| &party.0).ok_or(KeyFault::NotOffered)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_want_a_name_and_take_it_from_the_address() {
        for (base_url, is_offered) in [
            ("http://localhost:3000", true),
            ("https://privacy.example.org", true),
            ("http://127.0.0.1:3000", false),
            ("http://[::1]:3000", false),
        ] {
            assert_eq!(RelyingParty::of(base_url, "Example").unwrap().is_some(), is_offered, "{base_url}");
        }
        assert!(RelyingParty::of("no address", "Example").is_err());
    }
}
