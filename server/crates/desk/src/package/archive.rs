use super::LaidFile;
use crate::files::FileStream;
use crate::vault::Key;
use crate::{DeskError, Office, Result};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How many parts wait for a browser that is slower than we are.
const WAITING: usize = 2;
/// From which size on an entry needs the 64-bit fields, with room for what does not compress.
const LARGE: u64 = 4_000_000_000;

/// The files as one ZIP, made while it is sent: of the same files always the same bytes.
///
/// A file that cannot be opened ends the stream with an error, so that the browser tells that the download broke off.
pub(crate) fn archive(office: Office, key: Key, files: Vec<LaidFile>, made_at: Timestamp) -> FileStream {
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        if let Err(error) = write(&office, &key, &files, made_at, &sender).await {
            // Whoever fetched it may be gone: that too ends here.
            drop(sender.send(Err(error)).await);
        }
    });
    futures::stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|part| (part, receiver))).boxed()
}

async fn write(
    office: &Office,
    key: &Key,
    files: &[LaidFile],
    made_at: Timestamp,
    sender: &mpsc::Sender<Result<Bytes>>,
) -> Result<()> {
    let made = Made::default();
    let mut archive = ZipWriter::new_stream(made.clone());
    let modified = dos_time(made_at, &office.place.zone);
    for file in files {
        archive.start_file(file.path.as_str(), options(file, modified)).map_err(DeskError::internal)?;
        let mut content = office.open_stream(key, &file.kept).await?;
        while let Some(part) = content.try_next().await? {
            archive.write_all(&part).map_err(DeskError::internal)?;
            made.send(sender).await?;
        }
    }
    archive.finish().map_err(DeskError::internal)?;
    made.send(sender).await
}

/// Everything is deflated: what is only stored cannot be told from what follows by those who read a ZIP as it comes.
/// Documents mostly are compressed already, so little is tried on them.
fn options(file: &LaidFile, modified: DateTime) -> SimpleFileOptions {
    let level = if file.path.starts_with("attachments/") { 1 } else { 6 };
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level))
        .last_modified_time(modified)
        .unix_permissions(0o644)
        .large_file(file.kept.bytes >= LARGE)
}

/// A ZIP knows local times of 1980 to 2107, to the second.
fn dos_time(at: Timestamp, zone: &TimeZone) -> DateTime {
    let local = zone.to_datetime(at);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let (date, time) = (local.date(), local.time());
    DateTime::from_date_and_time(
        u16::try_from(date.year()).unwrap_or_default(),
        part(date.month()),
        part(date.day()),
        part(time.hour()),
        part(time.minute()),
        part(time.second()),
    )
    .unwrap_or_default()
}

/// What was made of the archive and is not sent yet.
#[derive(Clone, Default)]
struct Made(Arc<Mutex<Vec<u8>>>);

impl Made {
    async fn send(&self, sender: &mpsc::Sender<Result<Bytes>>) -> Result<()> {
        let part = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if part.is_empty() {
            return Ok(());
        }
        sender.send(Ok(part.into())).await.map_err(|_| DeskError::internal("nobody receives the archive any more"))
    }
}

impl Write for Made {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
