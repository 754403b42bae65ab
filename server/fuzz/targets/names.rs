//! References, mail addresses, streams of the log, days of the year: short texts that people and links bring.

#![no_main]

use domain::access::Visitor;
use domain::filing::Mailbox;
use domain::reference::Reference;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(reference) = Reference::parse(text) {
        assert_eq!(
            Reference::parse(&reference.to_string()),
            Ok(reference),
            "what is read is written so that it is read"
        );
        assert_eq!(Reference::parse(reference.compact()), Ok(reference));
    }
    if let Ok(mailbox) = Mailbox::parse(text) {
        assert!(!mailbox.as_str().chars().any(char::is_control), "an address goes into the head of a mail");
        let normalised = mailbox.normalised();
        assert_eq!(normalised.to_lowercase(), normalised, "a look-up finds what was kept");
    }
    if let Ok(visitor) = text.parse::<Visitor>() {
        assert_eq!(visitor.to_string().parse(), Ok(visitor));
    }
});
