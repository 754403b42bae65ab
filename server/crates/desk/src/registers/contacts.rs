use crate::store::{Connection, instant};
use crate::vault::{Mac, Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::contact::{Contact, ContactStanding, Giver};
use domain::filing::Mailbox;
use domain::ids::{ContactId, ControllerId, StaffId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

/// A mailbox to which the notices of a controller go, or are to go, as it rests.
pub(crate) struct ContactRow {
    pub(crate) id: ContactId,
    pub(crate) controller: ControllerId,
    pub(crate) rules: Contact,
    pub(crate) given: Timestamp,
    pub(crate) settled: Option<Timestamp>,
    pub(crate) settled_by: Option<StaffId>,
    pub(crate) bounced: Option<Timestamp>,
    mailbox: Vec<u8>,
    mac: Mac,
    how: Option<Vec<u8>>,
}

impl ContactRow {
    /// Contacts rested among the controllers once, and are sealed as if they still did.
    const fn mailbox_spot(id: &str) -> Spot<'_> {
        Spot("controllers", id, "contact")
    }

    const fn how_spot(id: &str) -> Spot<'_> {
        Spot("contacts", id, "how")
    }

    pub(crate) async fn insert(
        office: &Office,
        db: &mut Connection,
        controller: ControllerId,
        mailbox: &Mailbox,
        by: Giver,
    ) -> Result<ContactId> {
        let id = ContactId(office.random.id(office.now()));
        let (text, key) = (id.to_string(), office.vault.purpose(Purpose::Controllers));
        sqlx::query(
            "INSERT INTO contacts (id, controller_id, mailbox, mailbox_mac, standing, given_at, given_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&text)
        .bind(controller.to_string())
        .bind(office.vault.seal(key, Self::mailbox_spot(&text), mailbox.as_str().as_bytes()))
        .bind(key.mac(mailbox.as_str()).as_str())
        .bind(ContactStanding::Proposed.code())
        .bind(office.now().as_microsecond())
        .bind(by.staff().map(|id| id.to_string()))
        .execute(db)
        .await?;
        Ok(id)
    }

    pub(crate) async fn by_id(db: &mut Connection, id: ContactId) -> Result<Self> {
        Self::read(&sqlx::query("SELECT * FROM contacts WHERE id = $1").bind(id.to_string()).fetch_one(db).await?)
    }

    /// The one in use whom a passkey names.
    pub(crate) async fn by_handle(db: &mut Connection, handle: Uuid) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM contacts WHERE user_handle = $1 AND standing = 'confirmed'")
            .bind(handle.to_string())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// By what the passkeys of a contact name their owner: `fresh`, if nothing was drawn before.
    pub(crate) async fn handle(db: &mut Connection, id: ContactId, fresh: Uuid) -> Result<Uuid> {
        let row = sqlx::query(
            "UPDATE contacts SET user_handle = COALESCE(user_handle, $1) WHERE id = $2 RETURNING user_handle",
        )
        .bind(fresh.to_string())
        .bind(id.to_string())
        .fetch_one(db)
        .await?;
        Ok(row.try_get::<String, _>("user_handle")?.parse()?)
    }

    /// Lets nobody else use or change the passkeys of a contact until the transaction ends.
    pub(crate) async fn hold(db: &mut Connection, id: ContactId) -> Result<()> {
        let held = sqlx::query("UPDATE contacts SET user_handle = user_handle WHERE id = $1");
        held.bind(id.to_string()).execute(db).await?;
        Ok(())
    }

    /// The one of a controller in this standing: of confirmed ones and of those that wait there is one at most.
    pub(crate) async fn find(
        db: &mut Connection,
        controller: ControllerId,
        standing: ContactStanding,
    ) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM contacts WHERE controller_id = $1 AND standing = $2")
            .bind(controller.to_string())
            .bind(standing.code())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// How many staff should look at: mail to them comes back, or they wait, and notices with them or with those whose place
    /// they are to take.
    pub(crate) async fn urgent(db: &mut Connection) -> Result<i64> {
        let row = sqlx::query(
            r#"SELECT COUNT(*) AS urgent FROM contacts c
               WHERE (c.standing = 'confirmed' AND c.bounced_at IS NOT NULL)
               OR (c.standing = 'proposed' AND (
                   EXISTS (SELECT 1 FROM contacts b WHERE b.controller_id = c.controller_id AND b.standing = 'confirmed')
                   OR EXISTS (SELECT 1 FROM forwardings f WHERE f.controller_id = c.controller_id
                              AND f.state LIKE '%"told":null%')))"#,
        );
        Ok(row.fetch_one(db).await?.try_get("urgent")?)
    }

    /// Where notices go, or are to go, of all controllers.
    pub(crate) async fn in_use(db: &mut Connection) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM contacts WHERE standing IN ('confirmed', 'proposed') ORDER BY id");
        rows.fetch_all(db).await?.iter().map(Self::read).collect()
    }

    /// Notes what became of it, by whom, and how the controller was asked.
    pub(crate) async fn settle(
        &self,
        office: &Office,
        db: &mut Connection,
        standing: ContactStanding,
        by: Giver,
        how: Option<&str>,
    ) -> Result<()> {
        let (text, key) = (self.id.to_string(), office.vault.purpose(Purpose::Controllers));
        let settled = sqlx::query(
            "UPDATE contacts SET standing = $1, settled_at = $2, settled_by = $3, how = $4
             WHERE id = $5 AND standing = 'proposed'",
        )
        .bind(standing.code())
        .bind(office.now().as_microsecond())
        .bind(by.staff().map(|id| id.to_string()))
        .bind(how.map(|how| office.vault.seal(key, Self::how_spot(&text), how.as_bytes())))
        .bind(&text)
        .execute(db)
        .await?;
        if settled.rows_affected() == 1 { Ok(()) } else { Err(DeskError::Conflict) }
    }

    /// Another takes its place.
    pub(crate) async fn replace(&self, office: &Office, db: &mut Connection) -> Result<()> {
        let replaced = sqlx::query(
            "UPDATE contacts SET standing = 'replaced', settled_at = $1 WHERE id = $2 AND standing = 'confirmed'",
        )
        .bind(office.now().as_microsecond())
        .bind(self.id.to_string())
        .execute(db)
        .await?;
        if replaced.rows_affected() == 1 { Ok(()) } else { Err(DeskError::Conflict) }
    }

    /// Notes since when mail to it comes back; nothing when it arrives again.
    pub(crate) async fn note_bounce(&self, db: &mut Connection, since: Option<Timestamp>) -> Result<()> {
        sqlx::query("UPDATE contacts SET bounced_at = $1 WHERE id = $2")
            .bind(since.map(Timestamp::as_microsecond))
            .bind(self.id.to_string())
            .execute(db)
            .await?;
        Ok(())
    }

    pub(crate) fn is(&self, office: &Office, mailbox: &Mailbox) -> bool {
        self.mac == office.vault.purpose(Purpose::Controllers).mac(mailbox.as_str())
    }

    pub(crate) fn mailbox(&self, office: &Office) -> Result<Mailbox> {
        let text = self.opened(office, Self::mailbox_spot(&self.id.to_string()), &self.mailbox)?;
        Mailbox::parse(&text).map_err(|_| DeskError::internal("a controller's contact is no address"))
    }

    /// How the controller was asked, if somebody noted it.
    pub(crate) fn how(&self, office: &Office) -> Result<Option<String>> {
        let id = self.id.to_string();
        self.how.as_deref().map(|sealed| self.opened(office, Self::how_spot(&id), sealed)).transpose()
    }

    fn opened(&self, office: &Office, spot: Spot<'_>, sealed: &[u8]) -> Result<String> {
        let plain = office.vault.purpose(Purpose::Controllers).open(spot, sealed)?;
        Ok(String::from_utf8_lossy(&plain).into_owned())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        let staff = |column| -> Result<Option<StaffId>> {
            let id: Option<String> = row.try_get(column)?;
            id.map(|id| id.parse().map_err(DeskError::from)).transpose()
        };
        let moment =
            |column| -> Result<Option<Timestamp>> { row.try_get::<Option<i64>, _>(column)?.map(instant).transpose() };
        let standing = ContactStanding::from_code(row.try_get("standing")?);
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            controller: row.try_get::<String, _>("controller_id")?.parse()?,
            rules: Contact {
                standing: standing.ok_or_else(|| DeskError::internal("unknown standing of a contact"))?,
                given_by: staff("given_by")?.map_or(Giver::Operator, Giver::Staff),
            },
            given: instant(row.try_get("given_at")?)?,
            settled: moment("settled_at")?,
            settled_by: staff("settled_by")?,
            bounced: moment("bounced_at")?,
            mailbox: row.try_get("mailbox")?,
            mac: Mac(row.try_get("mailbox_mac")?),
            how: row.try_get("how")?,
        })
    }
}
