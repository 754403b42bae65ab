//! The register of controllers comes in and goes out.

use super::rows::Parsed;
use super::signers::purge;
use super::{Change, ContactRow, ControllerRow, FieldChange, Format, Imported};
use crate::store::Connection;
use crate::{Office, Result};
use domain::contact::{ContactStanding, Giver};
use domain::controller::{Field, Fields, Record, RecordFault};
use domain::delivery::Reach;
use domain::filing::Mailbox;
use domain::ids::ControllerId;
use sqlx::{Any, Transaction};
use std::collections::HashMap;

/// What is known of a controller, if anything is, with where its notices go, or are to go.
struct Known {
    row: Option<ControllerRow>,
    confirmed: Option<ContactRow>,
    waiting: Option<ContactRow>,
}

impl Known {
    async fn of(db: &mut Connection, row: ControllerRow) -> Result<Self> {
        let confirmed = ContactRow::find(db, row.id, ContactStanding::Confirmed).await?;
        let waiting = ContactRow::find(db, row.id, ContactStanding::Proposed).await?;
        Ok(Self { row: Some(row), confirmed, waiting })
    }

    async fn by_number(db: &mut Connection, number: &str) -> Result<Self> {
        match ControllerRow::by_number(db, number).await? {
            Some(row) => Self::of(db, row).await,
            None => Ok(Self { row: None, confirmed: None, waiting: None }),
        }
    }

    /// What a file says of it: the contact that is in use, or else the one that waits.
    fn fields(&self, office: &Office) -> Result<Fields> {
        let mut fields = self.row.as_ref().map(|row| row.fields()).unwrap_or_default();
        if let Some(contact) = self.confirmed.as_ref().or(self.waiting.as_ref()) {
            fields.insert(Field::Email, contact.mailbox(office)?.as_str().to_owned());
            fields.insert(Field::ContactChecked, contact.how(office)?.unwrap_or_default());
        }
        Ok(fields)
    }

    /// Whether notices go there, or are to. What waits is what was said last: a file that names the old contact again takes
    /// nothing back.
    fn reaches(&self, office: &Office, mailbox: &Mailbox) -> bool {
        self.confirmed.iter().chain(&self.waiting).any(|contact| contact.is(office, mailbox))
    }
}

/// What a file says of a controller, over what is known.
struct Entry {
    record: Record,
    /// Nothing, where none is known and none is given: staff declined the last one.
    contact: Option<Mailbox>,
    checked: String,
}

impl Entry {
    fn parse(known: Fields, said: Fields, reach: Reach) -> std::result::Result<Self, String> {
        let email = said.get(&Field::Email).map(String::as_str).unwrap_or_default();
        let has_none = !known.is_empty() && !known.contains_key(&Field::Email);
        let contact = match Mailbox::parse(email) {
            Ok(mailbox) => Some(mailbox),
            Err(_) if has_none && email.is_empty() => None,
            Err(_) => return Err(format!("{email:?} is no mail address")),
        };
        let checked = said.get(&Field::ContactChecked).cloned().unwrap_or_default();
        let mut fields = known;
        fields.extend(said);
        let record = Record::parse(&fields).map_err(|fault| fault.to_string())?;
        if let Some(endpoint) = record.endpoint.as_ref().filter(|one| !reach.speaks(one.url().scheme())) {
            return Err(RecordFault::Endpoint(endpoint.to_string()).to_string());
        }
        Ok(Self { record, contact, checked })
    }
}

impl Office {
    /// Imports controllers; `number` identifies them. Fields that a file does not have stay as they are known, and so do
    /// controllers that it does not name. One that takes its authorisation for an index back loses its index. A contact waits
    /// for staff to confirm it, unless it is the first of a controller and `contact_checked` says how the controller was
    /// asked. Nothing is taken where something is at fault.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn import_controllers(&self, file: impl std::io::Read + Send, format: Format) -> Result<Imported> {
        let (imported, tx) = self.take_controllers(file, format).await?;
        if imported.faults.is_empty() {
            tx.commit().await?;
        }
        Ok(imported)
    }

    /// Tells what the same import would do, and does nothing.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn preview_controllers(&self, file: impl std::io::Read + Send, format: Format) -> Result<Imported> {
        let (imported, tx) = self.take_controllers(file, format).await?;
        tx.rollback().await?;
        Ok(imported)
    }

    /// All controllers as a file that can be imported again, with the mailboxes to which their notices go.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn export_controllers(&self, format: Format) -> Result<String> {
        let mut db = self.store.pool().acquire().await?;
        let mut controllers = Vec::new();
        for row in ControllerRow::all(&mut db).await? {
            controllers.push(Known::of(&mut db, row).await?.fields(self)?);
        }
        format.write(&controllers)
    }

    async fn take_controllers(
        &self,
        file: impl std::io::Read + Send,
        format: Format,
    ) -> Result<(Imported, Transaction<'static, Any>)> {
        let Parsed { good, bad } = format.read(file);
        let mut imported = Imported { faults: bad, ..Imported::default() };
        let mut lines = HashMap::new();
        let mut tx = self.store.begin_write().await?;
        for (line, said) in good {
            let number = said.get(&Field::Number).cloned().unwrap_or_default();
            let known = Known::by_number(&mut tx, &number).await?;
            let entry = match lines.insert(number, line) {
                Some(first) => Err(format!("the number is that of line {first} too")),
                None => Entry::parse(known.fields(self)?, said, self.handing_over.reach),
            };
            match entry {
                Ok(entry) => imported.note(self.take(&mut tx, line, &known, entry).await?),
                Err(fault) => imported.faults.push((line, fault)),
            }
        }
        imported.faults.sort_by_key(|(line, _)| *line);
        Ok((imported, tx))
    }

    /// Puts down what is new in an entry; what that is.
    async fn take(&self, db: &mut Connection, line: u64, known: &Known, entry: Entry) -> Result<Change> {
        let id = known.row.as_ref().map_or_else(|| ControllerId(self.random.id(self.now())), |row| row.id);
        let before = known.fields(self)?;
        let mut after = before.clone();
        after.extend(entry.record.fields());
        let row = ControllerRow { id, record: entry.record };
        if known.row.as_ref().is_none_or(|known| known.record != row.record) {
            row.write(db, self.now()).await?;
        }
        if !row.index_authorised {
            purge(db, id).await?;
        }
        if let Some(contact) = entry.contact.filter(|contact| !known.reaches(self, contact)) {
            let is_checked = known.confirmed.is_none() && !entry.checked.is_empty();
            let checked = if is_checked { entry.checked } else { String::new() };
            self.import_contact(db, id, &contact, &checked).await?;
            after.insert(Field::Email, contact.as_str().to_owned());
            after.insert(Field::ContactChecked, checked);
        }
        let Record { number, name, .. } = row.record;
        Ok(Change { line, number, name, is_new: known.row.is_none(), fields: changes(&before, &after) })
    }

    /// Gives a contact, and confirms it where it is known how the controller was asked.
    async fn import_contact(&self, db: &mut Connection, id: ControllerId, mailbox: &Mailbox, how: &str) -> Result<()> {
        let contact = self.give_contact(db, id, mailbox, Giver::Operator).await?;
        if !how.is_empty() {
            let contact = ContactRow::by_id(db, contact).await?;
            self.confirm_contact(db, &contact, Giver::Operator, how).await?;
        }
        Ok(())
    }
}

/// Which fields say something else.
fn changes(before: &Fields, after: &Fields) -> Vec<FieldChange> {
    let text = |fields: &Fields, field| fields.get(&field).cloned().unwrap_or_default();
    let changes = Field::ALL.iter().map(|field| FieldChange {
        field: *field,
        before: text(before, *field),
        after: text(after, *field),
    });
    changes.filter(|change| change.before != change.after).collect()
}
