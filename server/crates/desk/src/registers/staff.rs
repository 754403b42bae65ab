use crate::signin::keys::Owner;
use crate::store::Connection;
use crate::vault::{Mac, Purpose, Spot};
use crate::{DeskError, Office, Result, signin};
use domain::access::{Access, AccountChange, Visitor};
use domain::filing::Mailbox;
use domain::ids::StaffId;
use domain::staff::{Factors, Role};
use sqlx::Row;
use uuid::Uuid;

/// A staff account as it rests.
pub(crate) struct StaffRow {
    pub(crate) id: StaffId,
    pub(crate) role: Role,
    pub(crate) password_hash: String,
    pub(crate) is_closed: bool,
    name: Vec<u8>,
    email: Option<Vec<u8>>,
    totp: Option<Vec<u8>>,
}

impl Office {
    /// Adds a member of staff; an account of this address gets the new name, role and password, and whoever is signed
    /// in with it is not any more. A closed one is opened again.
    ///
    /// # Errors
    /// `Password` when it will not do.
    pub async fn add_staff(&self, email: &Mailbox, name: &str, role: Role, password: &str) -> Result<()> {
        let hash = signin::hash(self, password, &[email.as_str(), name]).await?;
        let mut tx = self.store.begin_write().await?;
        let id = StaffRow::put(self, &mut tx, email, name, role, &hash).await?;
        end_sessions(&mut tx, id).await?;
        let opened = Access::Account { change: AccountChange::Opened { role }, by: None };
        self.record_in(&mut tx, Visitor::Staff(id), opened).await?;
        Ok(tx.commit().await?)
    }

    /// Takes the second factor from an account whose owner lost it, and ends its sessions: the next sign-in enrols anew.
    ///
    /// # Errors
    /// `NotFound` when there is no open account of this address.
    pub async fn reset_second_factor(&self, email: &Mailbox) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        let row = StaffRow::by_email(self, &mut tx, &email.normalised()).await?.ok_or(DeskError::NotFound)?;
        row.forget_factor(&mut tx).await?;
        let taken = Access::Account { change: AccountChange::FactorTaken, by: None };
        self.record_in(&mut tx, Visitor::Staff(row.id), taken).await?;
        Ok(tx.commit().await?)
    }
}

impl StaffRow {
    /// Writes an account of this address, new or not.
    pub(crate) async fn put(
        office: &Office,
        db: &mut Connection,
        email: &Mailbox,
        name: &str,
        role: Role,
        hash: &str,
    ) -> Result<StaffId> {
        let known = Self::find(office, db, &email.normalised()).await?;
        let id = known.map_or_else(|| StaffId(office.random.id(office.now())), |row| row.id);
        let (text, key) = (id.to_string(), office.vault.purpose(Purpose::Staff));
        sqlx::query(
            "INSERT INTO staff (id, email_mac, email, name, role, password_hash, created_at, closed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)
             ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, role = excluded.role,
             password_hash = excluded.password_hash, closed_at = NULL",
        )
        .bind(&text)
        .bind(email_mac(office, &email.normalised()).as_str())
        .bind(office.vault.seal(key, Spot("staff", &text, "email"), email.as_str().as_bytes()))
        .bind(office.vault.seal(key, Spot("staff", &text, "name"), name.as_bytes()))
        .bind(role.code())
        .bind(hash)
        .bind(office.now().as_microsecond())
        .execute(db)
        .await?;
        Ok(id)
    }

    /// The open account of a normalised address.
    pub(crate) async fn by_email(office: &Office, db: &mut Connection, email: &str) -> Result<Option<Self>> {
        Ok(Self::find(office, db, email).await?.filter(|row| !row.is_closed))
    }

    async fn find(office: &Office, db: &mut Connection, email: &str) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM staff WHERE email_mac = $1")
            .bind(email_mac(office, email).as_str())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// The open account of the owner that a passkey names.
    pub(crate) async fn by_handle(db: &mut Connection, handle: Uuid) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM staff WHERE user_handle = $1 AND closed_at IS NULL")
            .bind(handle.to_string())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// By what the passkeys of an account name their owner: `fresh`, if nothing was drawn before.
    pub(crate) async fn handle(db: &mut Connection, id: StaffId, fresh: Uuid) -> Result<Uuid> {
        let row =
            sqlx::query("UPDATE staff SET user_handle = COALESCE(user_handle, $1) WHERE id = $2 RETURNING user_handle")
                .bind(fresh.to_string())
                .bind(id.to_string())
                .fetch_one(db)
                .await?;
        Ok(row.try_get::<String, _>("user_handle")?.parse()?)
    }

    /// Lets nobody else change the factors of this account until the transaction ends.
    pub(crate) async fn hold(db: &mut Connection, id: StaffId) -> Result<()> {
        let held = sqlx::query("UPDATE staff SET totp_step = totp_step WHERE id = $1");
        held.bind(id.to_string()).execute(db).await?;
        Ok(())
    }

    /// The account, open or not.
    pub(crate) async fn by_id(db: &mut Connection, id: StaffId) -> Result<Self> {
        Self::read(&sqlx::query("SELECT * FROM staff WHERE id = $1").bind(id.to_string()).fetch_one(db).await?)
    }

    /// All accounts, oldest first.
    pub(crate) async fn all(db: &mut Connection) -> Result<Vec<Self>> {
        sqlx::query("SELECT * FROM staff ORDER BY id").fetch_all(db).await?.iter().map(Self::read).collect()
    }

    /// The names of all staff, by id, for the timelines.
    pub(crate) async fn names(office: &Office, db: &mut Connection) -> Result<Vec<(StaffId, String)>> {
        Self::all(db).await?.iter().map(|row| Ok((row.id, row.name(office)?))).collect()
    }

    /// The name that colleagues see.
    pub(crate) fn name(&self, office: &Office) -> Result<String> {
        self.opened(office, "name", &self.name)
    }

    /// The mail address; nothing of an account that was made before it was kept and not used since.
    pub(crate) fn email(&self, office: &Office) -> Result<Option<String>> {
        self.email.as_deref().map(|sealed| self.opened(office, "email", sealed)).transpose()
    }

    fn opened(&self, office: &Office, column: &'static str, sealed: &[u8]) -> Result<String> {
        let plain = office.vault.purpose(Purpose::Staff).open(Spot("staff", &self.id.to_string(), column), sealed)?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    }

    /// Which second factors it has.
    pub(crate) async fn factors(&self, db: &mut Connection) -> Result<Factors> {
        let (keys, doubted) = signin::keys::count(db, Owner::Staff(self.id)).await?;
        Ok(Factors { has_app: self.totp.is_some(), keys, doubted })
    }

    /// The sealed secret of the authenticator, once one is enrolled.
    pub(crate) fn totp(&self) -> Option<&[u8]> {
        self.totp.as_deref()
    }

    /// Keeps what a sign-in brings: a hash made anew, and the address of an account that has none yet.
    pub(crate) async fn refresh(&self, office: &Office, hash: Option<String>, email: &str) -> Result<()> {
        if hash.is_none() && self.email.is_some() {
            return Ok(());
        }
        let text = self.id.to_string();
        let sealed =
            office.vault.seal(office.vault.purpose(Purpose::Staff), Spot("staff", &text, "email"), email.as_bytes());
        // Not over a password that was changed this very moment.
        sqlx::query(
            "UPDATE staff SET password_hash = $1, email = COALESCE(email, $2) WHERE id = $3 AND password_hash = $4",
        )
        .bind(hash.as_ref().unwrap_or(&self.password_hash))
        .bind(sealed)
        .bind(text)
        .bind(&self.password_hash)
        .execute(office.store.pool())
        .await?;
        Ok(())
    }

    /// Takes every second factor away, and ends what was opened with one.
    pub(crate) async fn forget_factor(&self, db: &mut Connection) -> Result<()> {
        let id = self.id.to_string();
        sqlx::query("UPDATE staff SET totp = NULL WHERE id = $1").bind(&id).execute(&mut *db).await?;
        signin::keys::forget(db, Owner::Staff(self.id)).await?;
        sqlx::query("DELETE FROM staff_links WHERE staff_id = $1").bind(&id).execute(&mut *db).await?;
        sqlx::query("DELETE FROM recovery_codes WHERE staff_id = $1").bind(&id).execute(&mut *db).await?;
        end_sessions(db, self.id).await
    }

    fn read(row: &sqlx::any::AnyRow) -> Result<Self> {
        let role: String = row.try_get("role")?;
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            role: Role::from_code(&role).ok_or_else(|| DeskError::internal("unknown role"))?,
            password_hash: row.try_get("password_hash")?,
            is_closed: row.try_get::<Option<i64>, _>("closed_at")?.is_some(),
            name: row.try_get("name")?,
            email: row.try_get("email")?,
            totp: row.try_get("totp")?,
        })
    }
}

/// Ends every session of an account.
pub(crate) async fn end_sessions(db: &mut Connection, staff: StaffId) -> Result<()> {
    sqlx::query("DELETE FROM staff_sessions WHERE staff_id = $1").bind(staff.to_string()).execute(db).await?;
    Ok(())
}

fn email_mac(office: &Office, email: &str) -> Mac {
    office.vault.purpose(Purpose::Staff).mac(email)
}
