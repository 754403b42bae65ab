//! Mail that came back, as mail servers report it (RFC 3464).

use crate::config::Config;
use crate::office::{self, Mail};
use anyhow::{Context as _, Result, bail};
use mail_parser::{MessageParser, MessagePart, MimeHeaders as _};
use std::io::Read;

/// Longest report that is read, in bytes; a mail server cuts what it returns.
const REPORT_MAX: u64 = 4 << 20;

/// `inzage mail returned`: takes in a report from standard input, as a mail server pipes it.
///
/// # Errors
/// When it cannot be read, or the office does not open. What is no report of ours is no error: a mailbox gets all sorts, and
/// a mail server would return what fails.
pub async fn returned(config: &Config) -> Result<()> {
    let mut report = Vec::new();
    std::io::stdin().lock().take(REPORT_MAX + 1).read_to_end(&mut report).context("cannot read standard input")?;
    if report.len() as u64 > REPORT_MAX {
        bail!("the report is longer than {REPORT_MAX} bytes: nothing was done");
    }
    let Some(id) = failed_id(&report) else {
        println!("this reports no mail that failed for good: nothing was done");
        return Ok(());
    };
    let office = office::open(config, Mail::of(config)?).await?;
    if office.mail_returned(&id).await? {
        println!("{id} came back: it is not tried again, and staff see it where it was for a controller");
    } else {
        println!("{id} is no mail of this portal: nothing was done");
    }
    Ok(())
}

/// What stands before the at sign of the Message-ID of the mail that a report says failed for good. A delay is no failure.
fn failed_id(report: &[u8]) -> Option<String> {
    let report = MessageParser::default().parse(report)?;
    let is = |part: &MessagePart<'_>, kind: &str, subtype: &str| {
        part.content_type().is_some_and(|of| of.ctype() == kind && of.subtype() == Some(subtype))
    };
    let status = report.parts.iter().find(|part| is(part, "message", "delivery-status"))?;
    let says_failed = |line: &str| {
        let field = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        field.is_some_and(|(name, value)| name.eq_ignore_ascii_case("action") && value.eq_ignore_ascii_case("failed"))
    };
    if !String::from_utf8_lossy(status.contents()).lines().any(says_failed) {
        return None;
    }
    let is_original = |part: &&MessagePart<'_>| is(part, "message", "rfc822") || is(part, "text", "rfc822-headers");
    let original = report.parts.iter().find(is_original)?;
    let original = MessageParser::default().parse_headers(original.contents())?;
    original.message_id()?.split_once('@').map(|(id, _)| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(action: &str, kind: &str) -> Vec<u8> {
        format!(
            "From: MAILER-DAEMON@mx.example.org\nTo: no-reply@example.com\nSubject: Undelivered Mail\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\n\n\
             --B\nContent-Type: text/plain\n\nAction: failed, we are sorry. Message-ID: <other@example.com>\n\n\
             --B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n\
             Final-Recipient: rfc822; privacy@example.org\nACTION: {action}\nStatus: 5.1.1\n\n\
             --B\nContent-Type: {kind}\n\nMessage-ID: <0190-abc@example.com>\nSubject: A privacy request\n\nText.\n\n--B--\n"
        )
        .replace('\n', "\r\n")
        .into_bytes()
    }

    #[test]
    fn a_mail_that_failed_is_known_by_its_message_id_whether_it_was_returned_whole_or_not() {
        for kind in ["message/rfc822", "text/rfc822-headers"] {
            assert_eq!(failed_id(&report("failed", kind)).as_deref(), Some("0190-abc"), "{kind}");
        }
    }

    #[test]
    fn a_delay_or_any_other_mail_is_no_failure() {
        let nothing = [
            report("delayed", "message/rfc822"),
            report("relayed", "message/rfc822"),
            report("failed", "text/plain"),
            b"Subject: Out of office\r\n\r\nAction: failed\r\n".to_vec(),
            Vec::new(),
            vec![0xff; 64],
        ];
        for mail in nothing {
            assert_eq!(failed_id(&mail), None, "{}", String::from_utf8_lossy(&mail));
        }
    }
}
