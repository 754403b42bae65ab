use serde::Deserialize;

/// For whom a provider says who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Members of staff, who sign in.
    Staff,
    /// Data subjects, who show who they are.
    Subjects,
}

/// A provider of OpenID Connect, as the operator sets it. Not `Debug`: it holds a secret.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// A short stable name: letters, digits, hyphens. It is part of the address to which people come back.
    pub id: String,
    /// What people read.
    pub label: String,
    /// The issuer, below which `/.well-known/openid-configuration` lies.
    pub issuer: String,
    /// As whom the provider knows the portal.
    pub client_id: String,
    /// The portal's secret there; a public client has none.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// For whom it is.
    pub serves: Vec<Audience>,
    /// What is asked besides `openid`; of data subjects, without any, `profile`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Levels of assurance (`acr`) of which one is enough; they are asked for.
    #[serde(default)]
    pub acr: Vec<String>,
    /// Methods (`amr`, RFC 8176) of which one is enough.
    #[serde(default)]
    pub amr: Vec<String>,
}

impl Provider {
    /// Whether a token with this level and these methods is as sure as is wanted; never, where nothing is.
    pub(super) fn is_assured<'a>(&self, level: Option<&str>, methods: impl IntoIterator<Item = &'a str>) -> bool {
        let has_level = level.is_some_and(|level| self.acr.iter().any(|wanted| wanted == level));
        has_level || methods.into_iter().any(|method| self.amr.iter().any(|wanted| wanted == method))
    }

    /// Whether anything is wanted.
    pub(super) fn wants_assurance(&self) -> bool {
        !self.acr.is_empty() || !self.amr.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_assured_by_a_level_or_a_method_that_is_wanted_and_by_nothing_else() {
        let table = [
            // Wanted levels and methods, the token's level and methods, each in words.
            ("", "", Some("high"), "mfa", false),
            ("high", "", Some("high"), "", true),
            ("high", "", Some("low"), "", false),
            ("high", "", None, "high", false),
            ("", "mfa", None, "pwd mfa", true),
            ("", "mfa", Some("mfa"), "pwd", false),
            ("high", "hwk", Some("low"), "hwk", true),
        ];
        for (acr, amr, level, methods, is_assured) in table {
            let owned = |texts: &str| texts.split_whitespace().map(str::to_owned).collect();
            let provider = Provider {
                id: "example".to_owned(),
                label: "Example".to_owned(),
                issuer: "https://id.example.org".to_owned(),
                client_id: "inzage".to_owned(),
                client_secret: None,
                serves: vec![Audience::Staff],
                scopes: Vec::new(),
                acr: owned(acr),
                amr: owned(amr),
            };
            assert_eq!(provider.is_assured(level, methods.split_whitespace()), is_assured, "{acr:?} {amr:?} {level:?}");
            assert_eq!(provider.wants_assurance(), !acr.is_empty() || !amr.is_empty());
        }
    }
}
