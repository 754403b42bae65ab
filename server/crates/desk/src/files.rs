//! Sealed files: each under its request's key, named by where it lies, so that none passes for another.

use crate::vault::{Key, Spot};
use crate::{Office, Result};
use object_store::ObjectStoreExt;
use object_store::path::Path;
use zeroize::Zeroizing;

impl Office {
    /// Seals bytes into a new file and answers with its name. A file that no row names is swept later.
    pub(crate) async fn keep_file(&self, key: &Key, folder: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("{folder}/{}", self.random.id(self.now()));
        let sealed = self.vault.seal(key, Spot("files", &name, "body"), bytes);
        self.files.put(&Path::from(name.as_str()), sealed.into()).await?;
        Ok(name)
    }

    /// Opens a file.
    pub(crate) async fn open_file(&self, key: &Key, name: &str) -> Result<Zeroizing<Vec<u8>>> {
        let sealed = self.files.get(&Path::from(name)).await?.bytes().await?;
        Ok(key.open(Spot("files", name, "body"), &sealed)?)
    }
}
