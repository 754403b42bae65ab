//! What is read of a form of several parts before anybody acts on it: its first part, which may have large files behind it,
//! and where each part begins. All that it takes is the reader of such forms, so that it can be fed with nonsense without
//! the portal.

use super::HEAD_MAX;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use memchr::memmem::find;
use multer::Multipart;
use multer::bytes::Bytes;
use std::error::Error;

/// In how many bytes of a form of several parts its first part ends: more is no form of ours.
const FIRST_PART_MAX: usize = 4096;

type Broken = Box<dyn Error + Send + Sync>;

/// The value of a control if the first part of a body holds it, and the body as it was. It breaks off at a part whose head
/// does not end: the reader of such forms would hold all of it, and look through all of it again whenever more of it comes.
pub(super) async fn first_part<S, E>(
    body: S,
    boundary: String,
    control: &str,
) -> Result<(Option<String>, impl Stream<Item = Result<Bytes, Broken>> + use<S, E>), E>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<Broken>,
{
    let (begin, rest) = begin(body, &boundary).await?;
    let mut heads = Heads::new(&boundary);
    let body = stream::once(std::future::ready(Ok(begin.clone()))).chain(rest);
    let body = body.map(move |piece| {
        let piece = piece.map_err(Into::into)?;
        if heads.are_short(&piece) { Ok(piece) } else { Err("a part of a form does not begin".into()) }
    });
    let mut parts = Multipart::new(stream::once(std::future::ready(Ok::<_, std::io::Error>(begin))), boundary);
    let value = match parts.next_field().await {
        Ok(Some(part)) if part.name() == Some(control) => part.text().await.ok(),
        _ => None,
    };
    Ok((value, body))
}

/// What of a body has arrived when its first part has, and the rest.
async fn begin<S, E>(mut body: S, boundary: &str) -> Result<(Bytes, S), E>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut begin = Vec::new();
    while begin.len() < FIRST_PART_MAX && String::from_utf8_lossy(&begin).matches(boundary).count() < 2 {
        let Some(chunk) = body.try_next().await? else { break };
        begin.extend_from_slice(&chunk);
    }
    Ok((begin.into(), body))
}

/// Follows a form from part to part, as its reader does.
struct Heads {
    /// What ends the content of a part: the boundary, at the beginning of a line.
    mark: Vec<u8>,
    place: Place,
    /// How much of this head was passed.
    passed: usize,
    /// What has come and does not yet tell where the next place begins.
    open: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first mark.
    Before,
    /// Right after a mark.
    Marked,
    Head,
    Content,
    /// After the last mark, or after what no form has there.
    End,
}

impl Heads {
    fn new(boundary: &str) -> Self {
        Self { mark: format!("\r\n--{boundary}").into_bytes(), place: Place::Before, passed: 0, open: Vec::new() }
    }

    /// Takes what comes; false as soon as a head is too long.
    fn are_short(&mut self, piece: &[u8]) -> bool {
        self.open.extend_from_slice(piece);
        let open = std::mem::take(&mut self.open);
        let mut rest = open.as_slice();
        while let Some((next, length)) = self.next(rest) {
            self.passed = if self.place == Place::Content { 0 } else { self.passed + length };
            if self.passed > HEAD_MAX {
                return false;
            }
            (self.place, rest) = (next, &rest[length..]);
        }
        let kept = match self.place {
            Place::End => 0,
            Place::Content => rest.len().min(self.mark.len() - 1),
            _ => rest.len(),
        };
        self.open = rest[rest.len() - kept..].to_vec();
        matches!(self.place, Place::End | Place::Content) || self.passed + kept <= HEAD_MAX
    }

    /// The next place, and how far it is to there.
    fn next(&self, rest: &[u8]) -> Option<(Place, usize)> {
        match self.place {
            Place::Before => find(rest, &self.mark[2..]).map(|at| (Place::Marked, at + self.mark.len() - 2)),
            Place::Marked if rest.starts_with(b"--") => Some((Place::End, 2)),
            Place::Marked if rest.len() < 2 => None,
            Place::Marked => {
                let padding = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
                let line = rest[padding..].first_chunk::<2>()?;
                Some((if line == b"\r\n" { Place::Head } else { Place::End }, padding + 2))
            }
            Place::Head => find(rest, b"\r\n\r\n").map(|at| (Place::Content, at + 4)),
            Place::Content => find(rest, &self.mark).map(|at| (Place::Marked, at + self.mark.len())),
            Place::End => None,
        }
    }
}
