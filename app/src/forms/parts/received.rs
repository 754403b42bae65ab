//! What a form of several parts holds. All that it takes is the reader of such forms, so that it can be fed with nonsense
//! without the pages.

use super::Upload;
use multer::Multipart;
use std::collections::BTreeMap;

const KIND: &str = "multipart/form-data";

/// Whether a content type is `multipart/form-data` with nothing but a boundary, as all browsers write it (RFC 2046, 5.1.1).
pub(crate) fn has_boundary(kind: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"'+_-.".contains(&b);
    let boundary = kind.strip_prefix(KIND).and_then(|rest| rest.strip_prefix(';'));
    let boundary = boundary.and_then(|rest| rest.trim_start_matches(' ').strip_prefix("boundary="));
    boundary.is_some_and(|text| (1..=70).contains(&text.len()) && text.bytes().all(allowed))
}

/// What a form of several parts held.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// The values of each control that is none for files.
    pub(crate) values: BTreeMap<String, Vec<String>>,
    /// The files that were chosen.
    pub(crate) files: Vec<Upload>,
}

impl Received {
    /// Reads a form whose control `files` holds at most `most` of them: one more is kept, so that the desk can say that
    /// there are too many. Unless `is_kept`, it is read and thrown away, part by part.
    ///
    /// What breaks off would else pass for one with fewer files, or with half a file: instead of its files it holds an
    /// empty one, which the desk takes nowhere.
    pub(crate) async fn read(mut parts: Multipart<'_>, is_kept: bool, files: &str, most: usize) -> Self {
        let mut received = Self::default();
        let is_whole = received.take_all(&mut parts, is_kept, files, most).await.is_ok();
        if is_kept && !is_whole {
            received.files = vec![Upload::default()];
        }
        received
    }

    async fn take_all(
        &mut self,
        parts: &mut Multipart<'_>,
        is_kept: bool,
        files: &str,
        most: usize,
    ) -> multer::Result<()> {
        while let Some(mut part) = parts.next_field().await? {
            let (control, name) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
            let is_wanted = is_kept && (name.is_none() || control == files && self.files.len() <= most);
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await? {
                if is_wanted {
                    bytes.extend_from_slice(&chunk);
                }
            }
            if is_wanted {
                self.take(control, name, bytes);
            }
        }
        Ok(())
    }

    /// The values of a control.
    pub(crate) fn all(&self, control: &str) -> &[String] {
        self.values.get(control).map_or(&[], Vec::as_slice)
    }

    /// The value of a control; empty where there is none.
    pub(crate) fn first(&self, control: &str) -> &str {
        self.all(control).first().map_or("", String::as_str)
    }

    fn take(&mut self, control: String, name: Option<String>, bytes: Vec<u8>) {
        match name {
            // Browsers send one nameless, empty file where none was chosen.
            Some(name) if name.is_empty() => {}
            Some(name) => self.files.push(Upload { name, bytes }),
            None => {
                let value = String::from_utf8_lossy(&bytes).into_owned();
                self.values.entry(control).or_default().push(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{FutureExt as _, stream};
    use std::convert::Infallible;
    use std::future::ready;

    fn read(body: &'static str, is_kept: bool) -> Received {
        let parts = Multipart::new(stream::once(ready(Ok::<_, Infallible>(body))), "a");
        Received::read(parts, is_kept, "files", 1).now_or_never().expect("all of it is there")
    }

    #[test]
    fn what_browsers_send_is_taken_and_nothing_else() {
        for boundary in ["----WebKitFormBoundary7MA4YWxkTrZu0gW", "----geckoformboundary1f2e", "a-b-c-0"] {
            assert!(has_boundary(&format!("multipart/form-data; boundary={boundary}")), "{boundary}");
        }
        let long = format!("multipart/form-data; boundary={}", "a".repeat(71));
        let others =
            ["", "multipart/form-data", "multipart/form-data; boundary=", "application/json; boundary=a", &long];
        let marked = ["; boundary=\"a", "; boundary=a;b", ";\tboundary=a", ";\u{a0}boundary=a"];
        let marked = marked.map(|mark| format!("multipart/form-data{mark}"));
        for kind in others.into_iter().chain(marked.iter().map(String::as_str)) {
            assert!(!has_boundary(kind), "{kind}");
        }
    }

    #[test]
    fn what_breaks_off_brings_no_file() {
        let body = "--a\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nSee the picture.\r\n\
                    --a\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nwhole\r\n--a--";
        let whole = read(body, true);
        assert_eq!((whole.first("words"), whole.files.len()), ("See the picture.", 1));
        assert_eq!((whole.files[0].name.as_str(), whole.files[0].bytes.as_slice()), ("a.txt", b"whole".as_slice()));
        for end in 0..body.len() {
            let half = read(&body[..end], true);
            assert!(half.files.len() == 1 && half.files[0].bytes.is_empty(), "{:?}", &body[..end]);
        }
        assert!(read(&body[..body.len() - 5], false).files.is_empty());
    }

    #[test]
    fn too_many_files_cost_no_words() {
        let file = "--a\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nb\r\n";
        let words = "--a\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nread\r\n--a--";
        let received = read(format!("{file}{file}{file}{words}").leak(), true);
        assert_eq!((received.files.len(), received.first("words")), (2, "read"));
    }
}
