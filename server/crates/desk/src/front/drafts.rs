use super::FrontDesk;
use crate::Result;
use crate::store::Connection;
use crate::vault::{Key, Spot};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::Row;
use zeroize::Zeroizing;

/// The secret in the cookie of a browser that fills in a form: the only key to what it typed.
#[derive(Clone)]
pub struct DraftSecret(Key, Zeroizing<String>);

impl DraftSecret {
    /// As the cookie carries it.
    pub fn to_cookie(&self) -> String {
        (*self.1).clone()
    }

    /// From the cookie; `None` if it is not one of ours.
    pub fn from_cookie(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text, bytes.as_mut_slice()).ok()?;
        Some(Self(Key::from(*bytes), Zeroizing::new(text.to_owned())))
    }

    /// Under what a form of this browser is kept. It does not lead back to the secret.
    pub(crate) fn hash(&self, form: &str) -> String {
        hex::encode(Sha256::digest(Zeroizing::new(format!("{}\n{form}", *self.1)).as_bytes()))
    }

    /// The token of this browser's forms in a session, by the session's name.
    pub fn token(&self, session: &str) -> String {
        self.0.derive("form token").mac(session).0
    }

    /// Whether this is that token.
    pub fn vouches(&self, session: &str, token: &str) -> bool {
        self.0.derive("form token").is_mac(session, token)
    }

    /// Under what it rests.
    pub(crate) fn key(&self) -> Key {
        self.0.derive("draft")
    }
}

impl FrontDesk {
    /// A secret for a browser that has none.
    pub fn fresh_secret(&self) -> DraftSecret {
        let key = Key::fresh(&*self.office.random);
        let text = Zeroizing::new(hex::encode(key.expose()));
        DraftSecret(key, text)
    }

    /// Keeps what was typed into `form`, valid or not, sealed under a key that only the browser's cookie yields.
    pub async fn keep<T: Serialize + Sync>(&self, secret: &DraftSecret, form: &str, value: &T) -> Result<()> {
        let mut db = self.office.store.pool().acquire().await?;
        self.keep_within(&mut db, secret, form, value).await
    }

    /// The same, within a transaction.
    pub(super) async fn keep_within<T: Serialize + Sync>(
        &self,
        db: &mut Connection,
        secret: &DraftSecret,
        form: &str,
        value: &T,
    ) -> Result<()> {
        let hash = secret.hash(form);
        let body = self.office.vault.seal_json(&secret.key(), Spot("drafts", &hash, "body"), value)?;
        sqlx::query(
            "INSERT INTO drafts (hash, body, touched_at) VALUES ($1, $2, $3)
             ON CONFLICT (hash) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at",
        )
        .bind(&hash)
        .bind(body)
        .bind(self.office.now().as_microsecond())
        .execute(db)
        .await?;
        Ok(())
    }

    /// What was kept for `form`, if there is anything.
    pub async fn kept<T: DeserializeOwned>(&self, secret: &DraftSecret, form: &str) -> Result<Option<T>> {
        let hash = secret.hash(form);
        let row = sqlx::query("SELECT body FROM drafts WHERE hash = $1")
            .bind(&hash)
            .fetch_optional(self.office.store.pool())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let body: Vec<u8> = row.try_get("body")?;
        secret.key().open_json(Spot("drafts", &hash, "body"), &body).map(Some)
    }

    /// Forgets what was kept for `form`.
    pub async fn forget(&self, secret: &DraftSecret, form: &str) -> Result<()> {
        sqlx::query("DELETE FROM drafts WHERE hash = $1")
            .bind(secret.hash(form))
            .execute(self.office.store.pool())
            .await?;
        Ok(())
    }
}
