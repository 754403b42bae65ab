//! The mails of the demonstration, read back from their folder.

use app::DemoMail;
use jiff::Timestamp;
use mail_parser::{Message, MessageParser};
use std::path::Path;

/// The mails in a folder, newest first. What cannot be read as mail is left out: it may be half written.
pub fn read(folder: &Path) -> Vec<DemoMail> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let letters = files.filter(|path| path.extension().is_some_and(|extension| extension == "eml"));
    let raw = letters.filter_map(|path| std::fs::read(path).ok());
    let mut mails: Vec<_> =
        raw.filter_map(|raw| MessageParser::default().parse(&raw).as_ref().and_then(mail)).collect();
    mails.sort_by_key(|mail| std::cmp::Reverse(mail.sent));
    mails
}

fn mail(message: &Message<'_>) -> Option<DemoMail> {
    Some(DemoMail {
        to: message.to()?.first()?.address()?.to_owned(),
        subject: message.subject()?.to_owned(),
        sent: Timestamp::from_second(message.date()?.to_timestamp()).ok()?,
        text: message.body_text(0)?.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_shown_newest_first_and_what_is_none_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text.replace('\n', "\r\n")).unwrap();
        let mail = |to: &str, hour: u32, subject: &str| {
            format!("To: {to}\nDate: Fri, 27 Mar 2026 {hour}:00:00 +0100\nSubject: {subject}\n\nRead me.\n")
        };
        write("a.eml", &mail("one@example.org", 10, "First"));
        write("b.eml", &mail("two@example.org", 12, "=?utf-8?q?Tweede_bericht_=C3=A9?="));
        write("half.eml", "To: ");
        write("other.txt", &mail("three@example.org", 11, "No mail"));
        let shown: Vec<_> = read(folder.path()).into_iter().map(|mail| (mail.to, mail.subject, mail.text)).collect();
        let row = |to: &str, subject: &str| (to.to_owned(), subject.to_owned(), "Read me.\r\n".to_owned());
        assert_eq!(shown, [row("two@example.org", "Tweede bericht é"), row("one@example.org", "First")]);
        assert_eq!(read(&folder.path().join("nowhere")), []);
    }
}
