use super::LaidFile;
use crate::conversation::Message;
use crate::store::{Connection, RequestRow};
use crate::vault::Key;
use crate::{Office, Result};
use domain::export::package::{media_type, sent_path};
use domain::export::{Author, SentFile, Spoken};

/// What was written about a request, as an answer holds it: told, and the files that came with it.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    pub(crate) told: Vec<Spoken>,
    /// They rest already, sealed, and are named instead of copied.
    pub(crate) files: Vec<LaidFile>,
}

impl Letters {
    /// Those of a request, whose files are numbered on from its `inputs`. None where the right asks for none.
    pub(crate) async fn of_request(
        office: &Office,
        db: &mut Connection,
        (row, key): (&RequestRow, &Key),
        inputs: usize,
    ) -> Result<Self> {
        let mut letters = Self::default();
        if row.procedure.right.tells_conversation() {
            let events = row.events(db).await?;
            for message in office.thread(db, row, key, &events).await? {
                letters.add(message, inputs);
            }
        }
        Ok(letters)
    }

    fn add(&mut self, message: Message, inputs: usize) {
        let mut files = Vec::new();
        for file in message.files {
            let path = sent_path(inputs + self.files.len() + 1, &file.media);
            files.push(SentFile {
                media_type: media_type(&path).into(),
                path: path.clone(),
                name: file.name,
                sha256: file.kept.sha256.clone(),
                bytes: file.kept.bytes,
            });
            self.files.push(LaidFile { path, kept: file.kept });
        }
        self.told.push(Spoken {
            from: if message.by.is_some() { Author::Controller } else { Author::DataSubject },
            at: message.at,
            channel: message.relayed.map(|relayed| relayed.channel),
            received_on: message.relayed.map(|relayed| relayed.day),
            text: message.words,
            files,
        });
    }

    /// The file at a path, if one of them lies there.
    pub(crate) fn at(&self, path: &str) -> Option<&SentFile> {
        self.told.iter().flat_map(|message| &message.files).find(|file| file.path == path)
    }
}
