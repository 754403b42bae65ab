use super::Imported;
use crate::{Office, Result};

impl Office {
    /// Imports signers from CSV with the header `email,controller_number,document`; only keyed hashes are kept, and only
    /// for controllers that authorised an index (Art. 28(3)(a)).
    pub async fn import_signers(&self, csv: impl std::io::Read + Send) -> Result<Imported> {
        todo!()
    }
}
