use crate::store::Connection;
use crate::vault::{Mac, Purpose, Spot};
use crate::{DeskError, Office, Result};
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use domain::filing::Mailbox;
use domain::ids::StaffId;
use sqlx::Row;

/// A staff account as it rests.
pub(crate) struct StaffRow {
    pub(crate) id: StaffId,
    pub(crate) password_hash: String,
    name: Vec<u8>,
}

/// The hash of nobody's password: an unknown account takes as long as a known one. Same parameters as a fresh hash.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$aW56YWdlIG5vYm9keSA$3ZGwxWJ0wQ0i8HnJPAE6SxYJvWxkBR0H7hQqf0uJp5w";

impl Office {
    /// Adds a member of staff; an account of this address gets the new name and password.
    pub async fn add_staff(&self, email: &Mailbox, name: &str, password: &str) -> Result<()> {
        let salt: [u8; 16] = self.random.bytes();
        let password = zeroize::Zeroizing::new(password.to_owned());
        let hash = blocking(move || {
            let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| DeskError::internal(error.to_string()))
        })
        .await??;
        let mut tx = self.store.begin_write().await?;
        let known = StaffRow::by_email(self, &mut tx, &email.normalised()).await?;
        let id = known.map_or_else(|| StaffId(self.random.id(self.now())), |row| row.id);
        let text = id.to_string();
        let name = self.vault.seal(self.vault.purpose(Purpose::Staff), StaffRow::name_spot(&text), name.as_bytes());
        sqlx::query(
            "INSERT INTO staff (id, email_mac, name, password_hash, created_at, closed_at)
             VALUES ($1, $2, $3, $4, $5, NULL)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash",
        )
        .bind(&text)
        .bind(email_mac(self, &email.normalised()).as_str())
        .bind(name)
        .bind(hash)
        .bind(self.now().as_microsecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl StaffRow {
    fn name_spot(id: &str) -> Spot<'_> {
        Spot("staff", id, "name")
    }

    /// The open account of a normalised address.
    pub(crate) async fn by_email(office: &Office, db: &mut Connection, email: &str) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM staff WHERE email_mac = $1 AND closed_at IS NULL")
            .bind(email_mac(office, email).as_str())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// The names of all staff, by id, for the timelines.
    pub(crate) async fn names(office: &Office, db: &mut Connection) -> Result<Vec<(StaffId, String)>> {
        let rows = sqlx::query("SELECT * FROM staff ORDER BY id").fetch_all(db).await?;
        let key = office.vault.purpose(Purpose::Staff);
        rows.iter()
            .map(|row| {
                let staff = Self::read(row)?;
                let name = key.open(Self::name_spot(&staff.id.to_string()), &staff.name)?;
                Ok((staff.id, String::from_utf8_lossy(&name).into_owned()))
            })
            .collect()
    }

    fn read(row: &sqlx::any::AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            password_hash: row.try_get("password_hash")?,
            name: row.try_get("name")?,
        })
    }
}

fn email_mac(office: &Office, email: &str) -> Mac {
    office.vault.purpose(Purpose::Staff).mac(email)
}

/// Whether a password belongs to a hash; never to that of nobody.
pub(crate) async fn password_is(hash: Option<String>, password: &str) -> Result<bool> {
    let password = zeroize::Zeroizing::new(password.to_owned());
    blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let parsed = PasswordHash::new(&hash).map_err(|error| DeskError::internal(error.to_string()))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
}

/// Runs what keeps a core busy for a while where it holds nobody up.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(DeskError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_what_a_fresh_one_costs() {
        let fresh = Argon2::default().hash_password_with_salt(b"password", b"sixteen bytes ok").unwrap().to_string();
        let params = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(params(NOBODY), params(&fresh));
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
