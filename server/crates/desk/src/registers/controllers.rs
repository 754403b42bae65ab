use super::Imported;
use crate::{Office, Result};

impl Office {
    /// Imports controllers from CSV with the header
    /// `number,name,member_state,language,email,may_name_controller,index_authorised`; `number` identifies them.
    pub async fn import_controllers(&self, csv: impl std::io::Read + Send) -> Result<Imported> {
        todo!()
    }
}
