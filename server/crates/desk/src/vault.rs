//! Keys, sealing, keyed hashes.
use crate::Result;
use domain::seams::Random;
use std::sync::Arc;
/// The key that wraps all others.
pub struct MasterKey([u8; 32]);
/// A keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mac(String);
/// Why the vault did not open something.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {}
/// The vault.
pub struct Vault {}
impl Vault {
    pub(crate) async fn open(url: &str, master: MasterKey, random: Arc<dyn Random>) -> Result<Self> { todo!() }
}
