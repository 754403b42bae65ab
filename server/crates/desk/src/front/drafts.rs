use super::FrontDesk;
use crate::Result;
use serde::{Serialize, de::DeserializeOwned};

/// The secret in the cookie of a browser that fills in a form: the only key to what it typed.
#[derive(Clone)]
pub struct DraftSecret([u8; 32]);

impl FrontDesk {
    /// A secret for a browser that has none.
    pub fn fresh_secret(&self) -> DraftSecret {
        DraftSecret(self.office.random.bytes())
    }

    /// Keeps what was typed into `form`, valid or not, sealed under a key that only the browser's cookie yields.
    pub async fn keep<T: Serialize + Sync>(&self, secret: &DraftSecret, form: &str, value: &T) -> Result<()> {
        todo!()
    }

    /// What was kept for `form`, if there is anything.
    pub async fn kept<T: DeserializeOwned>(&self, secret: &DraftSecret, form: &str) -> Result<Option<T>> {
        todo!()
    }

    /// Forgets what was kept for `form`.
    pub async fn forget(&self, secret: &DraftSecret, form: &str) -> Result<()> {
        todo!()
    }
}

impl DraftSecret {
    /// As the cookie carries it.
    pub fn to_cookie(&self) -> String {
        todo!()
    }

    /// From the cookie; `None` if it is not one of ours.
    pub fn from_cookie(text: &str) -> Option<Self> {
        todo!()
    }
}
