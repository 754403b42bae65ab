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
/// The kinds that are told by their first bytes and taken, with the endings that such a file may have.
const TAKEN: [(&str, &[&str]); 5] = [
    ("application/pdf", &["pdf"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/webp", &["webp"]),
    ("image/heif", &["heic", "heif"]),
];
const PLAIN: (&str, &[&str]) = ("text/plain", &["txt"]);
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
    fit(files.iter().map(|file| file.bytes.len()))?;
    files.iter().map(|file| judge(file).map_err(DeskError::File)).collect()
}

/// Whether files of these sizes can be sent together.
pub(crate) fn fit(sizes: impl IntoIterator<Item = usize>) -> Result<()> {
    let (count, together) =
        sizes.into_iter().fold((0, 0), |(count, sum): (usize, usize), size| (count + 1, sum.saturating_add(size)));
    match () {
        () if count > FILES_MAX => Err(DeskError::File(FileFault::TooMany)),
        () if together > TOGETHER_MAX => Err(DeskError::File(FileFault::TooLarge)),
        () => Ok(()),
    }
}

fn judge(file: &Upload) -> std::result::Result<Judged<'_>, FileFault> {
    match file.bytes.len() {
        0 => return Err(FileFault::Empty),
        size if size > FILE_MAX => return Err(FileFault::TooLarge),
        _ => {}
    }
    let (media, endings) = kind(&file.bytes).ok_or(FileFault::Kind)?;
    let sha256 = hex::encode(Sha256::digest(&file.bytes));
    Ok(Judged { name: named(&file.name, endings), media, sha256, bytes: &file.bytes })
}

/// What the bytes are, if that is something that people send as proof and that no browser runs. Archives and office
/// files are not among them: nobody here unpacks what a stranger packed.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static [&'static str])> {
    if let Some(kind) = infer::get(bytes) {
        return TAKEN.into_iter().find(|(taken, _)| *taken == kind.mime_type());
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let is_plain = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    let is_markup = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    (is_plain && !is_markup).then_some(PLAIN)
}

/// A kind as it was recorded.
pub(crate) fn taken(media: &str) -> &'static str {
    TAKEN.into_iter().find(|(taken, _)| *taken == media).unwrap_or(PLAIN).0
}

/// A name that ends as files of this kind do. Bytes can be of two kinds at once, a picture and a page with a script: what
/// opens the saved file follows its name, and so must be what the bytes were judged as.
fn named(name: &str, endings: &[&str]) -> String {
    let name = safe(name);
    let is_honest = name.rsplit_once('.').is_some_and(|(_, told)| endings.iter().any(|e| e.eq_ignore_ascii_case(told)));
    if is_honest { name } else { format!("{name}.{}", endings.first().unwrap_or(&"bin")) }
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

    #[test]
    fn what_is_two_things_at_once_is_saved_as_what_it_was_judged_to_be() {
        let page = b"<script>alert(1)</script>";
        let archive = b"PK\x03\x04\x14\x00";
        let picture = [b"\xff\xd8\xff\xe0 JFIF".as_slice(), page, archive].concat();
        let document = [b"%PDF-1.7\n".as_slice(), page, archive].concat();
        for (name, bytes, kept) in [
            ("holiday.html", &picture, "holiday.html.jpg"),
            ("holiday.jar", &picture, "holiday.jar.jpg"),
            ("holiday.JPEG", &picture, "holiday.JPEG"),
            ("scan.pdf.exe", &document, "scan.pdf.exe.pdf"),
            ("scan", &document, "scan.pdf"),
            ("script.js", &b"alert(1)".to_vec(), "script.js.txt"),
            ("=cmd.csv", &b"=1+1".to_vec(), "cmd.csv.txt"),
        ] {
            assert_eq!(verdict(name, bytes).unwrap().1, kept, "{name}");
        }
    }

    #[test]
    fn nothing_that_has_to_be_unpacked_is_taken() {
        let packed: [&[u8]; 7] = [
            b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
            b"PK\x05\x06",
            b"\x1f\x8b\x08\x00",
            b"BZh91AY&SY",
            b"\xfd7zXZ\x00\x00",
            b"7z\xbc\xaf\x27\x1c",
            b"Rar!\x1a\x07\x00",
        ];
        for bytes in packed {
            assert_eq!(verdict("bomb.pdf", bytes), Err(FileFault::Kind), "{bytes:?}");
        }
    }
}
