//! Sealed files: each under its request's key, named by where it lies, so that none passes for another. They are written
//! and read as streams: whatever its size, memory holds a few megabytes of one.

use crate::vault::{Key, Spot, StreamOpener, StreamSealer};
use crate::{DeskError, Office, Result};
use bytes::Bytes;
use futures::stream::{BoxStream, Stream, StreamExt, TryStreamExt, try_unfold};
use object_store::path::Path;
use object_store::{ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;
use zeroize::Zeroizing;

/// How much is sealed before it is looked whether the last of it was written.
const AT_ONCE: usize = 1024 * 1024;

/// The content of a file, part by part. An error anywhere means that what came before is no file either.
pub type FileStream = BoxStream<'static, Result<Bytes>>;

/// A file that is kept: what a row holds of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Its name among the sealed files.
    pub(crate) name: String,
    /// The size of its content.
    pub(crate) bytes: u64,
    /// SHA-256 of its content, in hex.
    pub(crate) sha256: String,
}

impl Kept {
    /// From a row that names a file.
    pub(crate) fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            name: row.try_get("blob")?,
            bytes: u64::try_from(row.try_get::<i64, _>("bytes")?).unwrap_or_default(),
            sha256: row.try_get("sha256")?,
        })
    }
}

/// A file while it is written. One that is not finished leaves nothing.
pub(crate) struct NewFile {
    name: String,
    sealer: StreamSealer,
    upload: WriteMultipart,
    sum: Sha256,
    bytes: u64,
}

impl NewFile {
    /// Adds a part.
    pub(crate) async fn write(&mut self, part: &[u8]) -> Result<()> {
        for piece in part.chunks(AT_ONCE) {
            // What was handed over before must be written before more is: else it would queue in memory.
            self.upload.wait_for_capacity(1).await?;
            self.sum.update(piece);
            self.bytes += piece.len() as u64;
            let upload = &mut self.upload;
            self.sealer.update(piece, |sealed| upload.put(sealed.into()))?;
        }
        Ok(())
    }

    async fn keep(mut self, limit: u64, content: impl Stream<Item = Result<Bytes>>) -> Result<Kept> {
        match self.fill(limit, content).await {
            Ok(()) => self.finish().await,
            Err(error) => {
                // What went wrong first is what counts.
                drop(self.upload.abort().await);
                Err(error)
            }
        }
    }

    async fn fill(&mut self, limit: u64, content: impl Stream<Item = Result<Bytes>>) -> Result<()> {
        let mut content = std::pin::pin!(content);
        while let Some(part) = content.try_next().await? {
            if self.bytes + part.len() as u64 > limit {
                return Err(DeskError::TooLarge { limit });
            }
            self.write(&part).await?;
        }
        Ok(())
    }

    /// Ends it; it is durable when this returns. A file that no row names is swept later.
    pub(crate) async fn finish(mut self) -> Result<Kept> {
        let upload = &mut self.upload;
        self.sealer.finish(|sealed| upload.put(sealed.into()))?;
        self.upload.finish().await?;
        Ok(Kept { name: self.name, bytes: self.bytes, sha256: hex::encode(self.sum.finalize()) })
    }
}

impl Office {
    /// Begins a file.
    pub(crate) async fn new_file(&self, key: &Key, folder: &str) -> Result<NewFile> {
        self.new_file_as(key, format!("{folder}/{}", self.random.id(self.now()))).await
    }

    async fn new_file_as(&self, key: &Key, name: String) -> Result<NewFile> {
        let upload = self.files.put_multipart(&Path::from(name.as_str())).await?;
        Ok(NewFile {
            sealer: StreamSealer::new(key, spot(&name), self.random.bytes()),
            upload: WriteMultipart::new(upload),
            sum: Sha256::new(),
            bytes: 0,
            name,
        })
    }

    /// Keeps what comes, as long as it is no more than `limit` bytes.
    ///
    /// # Errors
    /// `TooLarge`, or whatever the stream ends with; nothing is kept then.
    pub(crate) async fn keep_stream(
        &self,
        key: &Key,
        folder: &str,
        limit: u64,
        content: impl Stream<Item = Result<Bytes>>,
    ) -> Result<Kept> {
        let file = self.new_file(key, folder).await?;
        file.keep(limit, content).await
    }

    /// The same, under a name of the caller's.
    pub(crate) async fn keep_stream_as(
        &self,
        key: &Key,
        name: &str,
        limit: u64,
        content: impl Stream<Item = Result<Bytes>>,
    ) -> Result<Kept> {
        let file = self.new_file_as(key, name.to_owned()).await?;
        file.keep(limit, content).await
    }

    /// Keeps bytes that are in memory anyhow.
    pub(crate) async fn keep_file(&self, key: &Key, folder: &str, bytes: &[u8]) -> Result<Kept> {
        let mut file = self.new_file(key, folder).await?;
        file.write(bytes).await?;
        file.finish().await
    }

    /// Takes a file away that nothing names. If that fails, it is swept later.
    pub(crate) async fn drop_file(&self, file: &Kept) {
        drop(self.files.delete(&Path::from(file.name.as_str())).await);
    }

    /// Takes away whatever lies in a place.
    pub(crate) async fn clear(&self, name: &str) -> Result<()> {
        match self.files.delete(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a file. Its sum is compared at the end: a file that is not the one of the row ends with an error.
    pub(crate) async fn open_stream(&self, key: &Key, file: &Kept) -> Result<FileStream> {
        let sealed = self.files.get(&Path::from(file.name.as_str())).await?.into_stream();
        let opener = StreamOpener::new(key, spot(&file.name));
        let reading = Reading { sealed, opener, sum: Sha256::new(), expected: file.sha256.clone() };
        Ok(try_unfold(Some(reading), async |reading| match reading {
            Some(reading) => reading.next().await.map(Some),
            None => Ok(None),
        })
        .boxed())
    }

    /// Opens a file into memory: for those whose size was limited when they came.
    pub(crate) async fn open_file(&self, key: &Key, file: &Kept) -> Result<Zeroizing<Vec<u8>>> {
        let mut content = self.open_stream(key, file).await?;
        let mut whole = Zeroizing::new(Vec::with_capacity(usize::try_from(file.bytes).unwrap_or_default()));
        while let Some(part) = content.try_next().await? {
            whole.extend_from_slice(&part);
        }
        Ok(whole)
    }
}

fn spot(name: &str) -> Spot<'_> {
    Spot("files", name, "body")
}

/// A file while it is read.
struct Reading {
    sealed: BoxStream<'static, object_store::Result<Bytes>>,
    opener: StreamOpener,
    sum: Sha256,
    expected: String,
}

impl Reading {
    /// The next part, and the rest unless it was the last.
    async fn next(mut self) -> Result<(Bytes, Option<Self>)> {
        while let Some(sealed) = self.sealed.try_next().await? {
            let part = self.opener.update(&sealed)?;
            if !part.is_empty() {
                self.sum.update(part.as_slice());
                return Ok((Bytes::from_owner(part), Some(self)));
            }
        }
        let last = self.opener.finish()?;
        self.sum.update(last.as_slice());
        if hex::encode(self.sum.finalize()) != self.expected {
            return Err(DeskError::internal("a file is not the one that its row names"));
        }
        Ok((Bytes::from_owner(last), None))
    }
}
