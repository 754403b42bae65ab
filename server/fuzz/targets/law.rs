//! Files of the law that an operator or an engineer brings: cases, holidays, exemptions. A case that cannot be computed is
//! told as one; nothing is worth a crash.

#![no_main]

use domain::law::{Calendar, Exemptions, cases};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = cases::check(text, Calendar::bundled());
    let _ = Calendar::parse(text);
    let _ = Exemptions::parse(text);
});
