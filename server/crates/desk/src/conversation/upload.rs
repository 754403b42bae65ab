//! What may come as a file: judged by its bytes, whatever its name and its sender's browser say.

use crate::{DeskError, Result};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The most files of one message.
pub const FILES_MAX: usize = 5;
/// The largest file, in bytes.
pub const FILE_MAX: usize = 10 * 1024 * 1024;
/// The most bytes of all files of a message together: what a form with files may carry, less its own parts.
const TOGETHER_MAX: usize = 18 * 1024 * 1024;
/// The kinds that are told by their first bytes and taken.
const TAKEN: [&str; 5] = ["application/pdf", "image/jpeg", "image/png", "image/webp", "image/heif"];
const PLAIN: &str = "text/plain";
/// The longest name that is kept, in characters.
const NAME_MAX: usize = 120;

/// A file as a form gave it.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// Its name, as the browser tells it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FileFault {
    /// There is nothing in it.
    #[error("an empty file")]
    Empty,
    /// Larger than [`FILE_MAX`], or all together larger than a form may carry.
    #[error("a file that is too large")]
    TooLarge,
    /// More than [`FILES_MAX`].
    #[error("too many files")]
    TooMany,
    /// Neither PDF, nor picture, nor plain text.
    #[error("a kind of file that is not taken")]
    Kind,
}

/// A file that can be kept.
pub(crate) struct Judged<'a> {
    pub(crate) name: String,
    pub(crate) media: &'static str,
    pub(crate) sha256: String,
    pub(crate) bytes: &'a [u8],
}

/// Judges all files of a message.
pub(crate) fn judged(files: &[Upload]) -> Result<Vec<Judged<'_>>> {
    if files.len() > FILES_MAX {
        return Err(DeskError::File(FileFault::TooMany));
    }
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > TOGETHER_MAX {
        return Err(DeskError::File(FileFault::TooLarge));
    }
    files.iter().map(|file| judge(file).map_err(DeskError::File)).collect()
}

fn judge(file: &Upload) -> std::result::Result<Judged<'_>, FileFault> {
    match file.bytes.len() {
        0 => return Err(FileFault::Empty),
        size if size > FILE_MAX => return Err(FileFault::TooLarge),
        _ => {}
    }
    let media = media(&file.bytes).ok_or(FileFault::Kind)?;
    let sha256 = hex::encode(Sha256::digest(&file.bytes));
    Ok(Judged { name: safe(&file.name), media, sha256, bytes: &file.bytes })
}

/// What the bytes are, if that is something that people send as proof and that no browser runs. Archives and office
/// files are not among them: nobody here unpacks what a stranger packed.
fn media(bytes: &[u8]) -> Option<&'static str> {
    if let Some(kind) = infer::get(bytes) {
        return TAKEN.into_iter().find(|taken| *taken == kind.mime_type());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let is_plain = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let is_markup = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    (is_plain && !is_markup).then_some(PLAIN)
}

/// A kind as it was recorded.
pub(crate) fn taken(media: &str) -> &'static str {
    TAKEN.into_iter().find(|taken| *taken == media).unwrap_or(PLAIN)
}

/// The last part of a path, without what has a meaning to a shell, a browser or a file system.
fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|c| c.is_alphanumeric() || " ._-()+".contains(*c)).take(NAME_MAX);
    let kept: String = kept.collect();
    let kept = kept.trim_matches(['.', ' ']);
    if kept.is_empty() { "file".to_owned() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(name: &str, bytes: &[u8]) -> std::result::Result<(&'static str, String), FileFault> {
        let file = Upload { name: name.into(), bytes: bytes.to_vec() };
        judge(&file).map(|judged| (judged.media, judged.name))
    }

    #[test]
    fn a_file_is_what_its_bytes_are_whatever_it_is_called() {
        let table: [(&str, &[u8], std::result::Result<&str, FileFault>); 10] = [
            ("a.pdf", b"%PDF-1.7\n", Ok("application/pdf")),
            ("a.exe", b"\x89PNG\r\n\x1a\n", Ok("image/png")),
            ("a.jpg", b"\xff\xd8\xff\xe0 JFIF", Ok("image/jpeg")),
            ("a.txt", "Beste mensen, één regel.\n".as_bytes(), Ok("text/plain")),
            ("a.pdf", b"PK\x03\x04rest of an archive", Err(FileFault::Kind)),
            ("a.png", b"MZ\x90\x00", Err(FileFault::Kind)),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", Err(FileFault::Kind)),
            ("a.txt", b" \n<!doctype html><script>1</script>", Err(FileFault::Kind)),
            ("a.txt", b"\x00\x01\x02", Err(FileFault::Kind)),
            ("a.pdf", b"", Err(FileFault::Empty)),
        ];
        for (name, bytes, expected) in table {
            assert_eq!(verdict(name, bytes).map(|(media, _)| media), expected, "{name} {bytes:?}");
        }
        assert_eq!(verdict("a", &vec![b'a'; FILE_MAX + 1]), Err(FileFault::TooLarge));
        let heavy = vec![Upload { name: "a".into(), bytes: vec![b'a'; FILE_MAX] }; 2];
        assert!(matches!(judged(&heavy), Err(DeskError::File(FileFault::TooLarge))));
        let many = vec![Upload { name: "a".into(), bytes: b"a".to_vec() }; FILES_MAX + 1];
        assert!(matches!(judged(&many), Err(DeskError::File(FileFault::TooMany))));
    }

    #[test]
    fn a_name_leads_nowhere() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\scan (1).pdf", "scan (1).pdf"),
            ("..", "file"),
            ("a\r\nSet-Cookie: b", "aSet-Cookie b"),
            ("\"><script>.png", "script.png"),
            ("Brief één.txt", "Brief één.txt"),
        ] {
            assert_eq!(safe(given), kept);
        }
        assert_eq!(safe(&"x".repeat(500)).len(), NAME_MAX);
    }
}
