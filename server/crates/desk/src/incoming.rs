//! A filing on its way in, through whichever channel: there is one way to take one.

use crate::store::{Connection, FilingRow, RequestRow, TextPurpose};
use crate::vault::{Key, Purpose, Scope};
use crate::{Office, Result};
use domain::filing::{Filing, Matter};
use domain::ids::{FilingId, RequestId, StaffId};
use domain::procedure::Event;
use domain::words::{Channel, Right};
use jiff::Timestamp;

/// A filing with its keys, before it is committed.
pub(crate) struct Incoming {
    pub(crate) row: FilingRow,
    filing: Filing,
    keys: Vec<(RequestId, Key)>,
    /// Who of the staff takes it in, if one does.
    by: Option<StaffId>,
}

impl Incoming {
    /// From somebody in the portal, received now. `number` is unique among all filings: a filing that came before under
    /// the same one is a `Conflict` when this is inserted.
    pub(crate) async fn through_the_portal(office: &Office, filing: Filing, number: String) -> Result<Self> {
        Self::prepare(office, filing, number, (Channel::Web, office.now()), None).await
    }

    /// From somebody who came another way, received when they did.
    pub(crate) async fn taken_in(
        office: &Office,
        filing: Filing,
        number: String,
        receipt: (Channel, Timestamp),
        by: StaffId,
    ) -> Result<Self> {
        Self::prepare(office, filing, number, receipt, Some(by)).await
    }

    async fn prepare(
        office: &Office,
        filing: Filing,
        draft: String,
        (channel, received): (Channel, Timestamp),
        by: Option<StaffId>,
    ) -> Result<Self> {
        let (vault, now) = (&office.vault, office.now());
        let id = FilingId(office.random.id(now));
        let text = id.to_string();
        let key = vault.new_key(Scope::Filing(id)).await?;
        // Lists go by id: sorted, those of one filing stand in the order of the rights.
        let mut ids = Vec::from_iter(filing.requests.iter().map(|_| RequestId(office.random.id(now))));
        ids.sort_unstable();
        let mut keys = Vec::new();
        for request in ids {
            keys.push((request, vault.new_key(Scope::Request(request)).await?));
        }
        let mailbox = filing.contact.email.as_ref();
        let mailbox = mailbox.map(|mailbox| vault.purpose(Purpose::Requests).mac(&mailbox.normalised()));
        let row = FilingRow {
            id,
            draft,
            received,
            channel,
            relationship: filing.relationship,
            language: filing.contact.language,
            person: mailbox.as_ref().map(|mailbox| office.person(mailbox, &filing.contact.name)),
            mailbox,
            contact: vault.seal_json(&key, FilingRow::contact_spot(&text), &filing.contact)?,
            signing: vault.seal_json(&key, FilingRow::signing_spot(&text), &filing.signing)?,
            challenge: String::new(),
        };
        Ok(Self { row, filing, keys, by })
    }

    /// Puts it into the store, request by request: each with its key.
    pub(crate) async fn insert(&self, office: &Office, db: &mut Connection) -> Result<Vec<(RequestRow, &Key)>> {
        self.row.insert(db).await?;
        let mut rows = Vec::new();
        for ((right, matter), (request, key)) in self.filing.requests.iter().zip(&self.keys) {
            rows.push((self.file_request(office, db, (*request, *right, matter), key).await?, key));
        }
        Ok(rows)
    }

    async fn file_request(
        &self,
        office: &Office,
        db: &mut Connection,
        (request, right, matter): (RequestId, Right, &Matter),
        key: &Key,
    ) -> Result<RequestRow> {
        let words = if matter.is_empty() { String::new() } else { serde_json::to_string(matter)? };
        let filed = Event::Filed {
            right,
            relationship: self.filing.relationship,
            channel: self.row.channel,
            received: self.row.received,
            words: Some(&words).filter(|text| !text.is_empty()).map(|text| key.commit(text)),
            direct_marketing: matter.is_direct_marketing(),
            represented: self.filing.contact.represented.is_some(),
            by: self.by,
        };
        let row = RequestRow::file(office, db, self.row.id, request, filed, office.now()).await?;
        row.keep_text(&office.vault, db, key, TextPurpose::Detail, &words).await?;
        Ok(row)
    }
}
