use crate::Result;
/// The main database.
pub struct Store {}
impl Store {
    pub(crate) async fn open(url: &str) -> Result<Self> { todo!() }
}
