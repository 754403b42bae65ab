//! A filing on its way in, through whichever channel: there is one way to take one.

use crate::conversation::FILE_MAX;
use crate::files::Kept;
use crate::front::DraftSecret;
use crate::held::HeldFile;
use crate::store::{Connection, FilingRow, RequestRow, TextPurpose};
use crate::vault::{Key, Purpose, Scope};
use crate::{Office, Result};
use domain::filing::{Contact, Filing, Matter};
use domain::ids::{FilingId, MessageId, RequestId, StaffId};
use domain::procedure::{Digest, Enclosed, Event};
use domain::words::{Channel, Right};
use jiff::Timestamp;

/// A filing with its keys, before it is committed.
pub(crate) struct Incoming {
    pub(crate) row: FilingRow,
    filing: Filing,
    /// What each of its requests lies under, in their order.
    folders: Vec<Folder>,
    /// Who of the staff takes it in, if one does.
    by: Option<StaffId>,
}

/// What one request lies under, with the files that came with it.
struct Folder {
    request: RequestId,
    key: Key,
    message: MessageId,
    files: Vec<(String, &'static str, Kept)>,
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
        let mut folders = Vec::new();
        for request in ids {
            let (key, message) = (vault.new_key(Scope::Request(request)).await?, MessageId(office.random.id(now)));
            folders.push(Folder { request, key, message, files: Vec::new() });
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
        Ok(Self { row, filing, folders, by })
    }

    /// Who asks.
    pub(crate) const fn contact(&self) -> &Contact {
        &self.filing.contact
    }

    /// Seals the files that came with it anew: under the key of each request with which they go.
    pub(crate) async fn enclose(&mut self, office: &Office, secret: &DraftSecret, files: &[HeldFile]) -> Result<()> {
        for (folder, (right, _)) in self.folders.iter_mut().zip(&self.filing.requests) {
            for file in files.iter().filter(|file| file.enclosure.goes_with(*right)) {
                let content = office.open_stream(&secret.key(), &file.kept).await?;
                let kept = office.keep_stream(&folder.key, "attachments", FILE_MAX as u64, content).await?;
                folder.files.push((file.name.clone(), file.media, kept));
            }
        }
        Ok(())
    }

    /// Takes its files away again, when it could not be inserted.
    pub(crate) async fn abandon(&self, office: &Office) {
        for folder in &self.folders {
            let files: Vec<_> = folder.files.iter().map(|(_, _, kept)| kept.clone()).collect();
            office.drop_files(&files).await;
        }
    }

    /// Puts it into the store, request by request.
    pub(crate) async fn insert(&self, office: &Office, db: &mut Connection) -> Result<Vec<RequestRow>> {
        self.row.insert(db).await?;
        let mut rows = Vec::new();
        for ((right, matter), folder) in self.filing.requests.iter().zip(&self.folders) {
            rows.push(self.file_request(office, db, (*right, matter), folder).await?);
        }
        Ok(rows)
    }

    async fn file_request(
        &self,
        office: &Office,
        db: &mut Connection,
        (right, matter): (Right, &Matter),
        folder: &Folder,
    ) -> Result<RequestRow> {
        let key = &folder.key;
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
            enclosed: folder.enclosed(),
        };
        let row = RequestRow::file(office, db, self.row.id, folder.request, filed, office.now()).await?;
        row.keep_text(&office.vault, db, key, TextPurpose::Detail, &words).await?;
        for (name, media, kept) in &folder.files {
            office.name_attachment(db, (row.id, key), folder.message, (name, media, kept)).await?;
        }
        Ok(row)
    }
}

impl Folder {
    fn enclosed(&self) -> Option<Enclosed> {
        let files: Vec<_> = self.files.iter().map(|(_, _, kept)| Digest(kept.sha256.clone())).collect();
        (!files.is_empty()).then_some(Enclosed { message: self.message, files })
    }
}
