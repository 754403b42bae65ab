use super::super::*;
use crate::words::{Capacity, Channel, Language, Relationship, Right};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 3, 2);

fn letter() -> Intake {
    Intake {
        channel: Some(Channel::Letter),
        received: Some(date(2026, 2, 23)),
        is_day_given: true,
        about: Some(About::Me),
        relationship: Some(Relationship::Customer),
        name: " Example Person ".into(),
        reply: Some(Reply::Letter),
        address: "Example Street 1\r\n1234 AB Example".into(),
        language: Some(Language::Dutch),
        country: "NL".into(),
        rights: vec![Right::Objection, Right::Access],
        words: [(Right::Access, " All of it. ".to_owned()), (Right::Erasure, "Not ticked.".to_owned())].into(),
        is_against_marketing: true,
        ..Intake::default()
    }
}

#[test]
fn a_letter_becomes_a_filing_of_the_day_on_which_it_came() {
    let (receipt, filing) = letter().complete(TODAY).unwrap();
    assert_eq!(receipt, Receipt { channel: Channel::Letter, day: date(2026, 2, 23) });
    assert_eq!(filing.contact.name, "Example Person");
    assert_eq!(filing.contact.email, None);
    assert_eq!(filing.contact.address.as_deref(), Some("Example Street 1\r\n1234 AB Example"));
    assert!(filing.requests.iter().any(|(right, matter)| *right == Right::Objection && matter.is_direct_marketing()));
    assert_eq!(filing.requests[0], (Right::Access, Matter::in_own_words(Right::Access, "All of it.")));
    assert_eq!(filing.requests.len(), 2, "what is said about a right that is not exercised is left out");
}

#[test]
fn all_that_is_missing_of_an_intake_is_told_at_once() {
    let faults = Intake::default().complete(TODAY).unwrap_err();
    let fields: Vec<_> = faults.iter().map(|fault| (fault.field.name(), fault.problem)).collect();
    let missing = |field| (field, Problem::Missing);
    let expected = ["channel", "received", "name", "about", "relationship", "reply", "language", "rights"];
    assert_eq!(fields, expected.map(missing));
}

#[test]
fn what_is_wrong_with_an_intake_is_told_at_its_field() {
    type Case = (fn(&mut Intake), Field, Problem);
    let cases: [Case; 11] = [
        (|i| i.channel = Some(Channel::Web), Field::Channel, Problem::Missing),
        (|i| i.received = None, Field::Received, Problem::NotADay),
        (|i| i.received = Some(date(2026, 3, 3)), Field::Received, Problem::InFuture),
        (|i| i.received = Some(date(2018, 5, 24)), Field::Received, Problem::TooEarly),
        (|i| i.about = Some(About::Other(Capacity::Guardian)), Field::RepresentedName, Problem::Missing),
        (|i| i.address = " \n".into(), Field::Address, Problem::Missing),
        (|i| i.address = "x".repeat(ADDRESS_MAX + 1), Field::Address, Problem::TooLong { max: ADDRESS_MAX }),
        (|i| i.reply = Some(Reply::Portal), Field::Email, Problem::Missing),
        (|i| i.email = "nobody".into(), Field::Email, Problem::NotAnAddress),
        (|i| i.rights = vec![], Field::Rights, Problem::Missing),
        (|i| _ = i.words.insert(Right::Access, "a\0b".into()), Field::Words(Right::Access), Problem::ControlCharacter),
    ];
    for (spoil, field, problem) in cases {
        let mut intake = letter();
        spoil(&mut intake);
        assert_eq!(intake.complete(TODAY), Err(vec![Fault { field, problem }]));
    }
    for day in [TODAY, date(2018, 5, 25)] {
        assert!(Intake { received: Some(day), ..letter() }.complete(TODAY).is_ok(), "{day}");
    }
}

#[test]
fn an_address_is_kept_only_where_the_answer_goes_by_letter() {
    let mut intake = letter();
    intake.reply = Some(Reply::Portal);
    intake.email = "person@example.org".into();
    let (_, filing) = intake.complete(TODAY).unwrap();
    assert_eq!((filing.contact.address, filing.contact.email.is_some()), (None, true));
}

#[test]
fn a_number_is_a_customers_and_a_country_is_one_that_is_known() {
    let of = |relationship, country: &str| {
        let intake = Intake { customer_number: "C-1".into(), relationship, country: country.into(), ..letter() };
        let contact = intake.complete(TODAY).unwrap().1.contact;
        (contact.customer_number, contact.country.map(|state| state.code().to_owned()))
    };
    assert_eq!(of(Some(Relationship::Customer), "NL"), (Some("C-1".to_owned()), Some("NL".to_owned())));
    assert_eq!(of(Some(Relationship::Other), ""), (None, None));
}

#[test]
fn a_letter_may_be_for_somebody_else() {
    let mut intake = Intake { represented_name: " Example Child ".into(), represented_email: "x".into(), ..letter() };
    assert_eq!(intake.complete(TODAY).unwrap().1.contact.represented, None, "what is hidden is not filed");
    intake.about = Some(About::Other(Capacity::Guardian));
    let fault = Fault { field: Field::RepresentedEmail, problem: Problem::NotAnAddress };
    assert_eq!(intake.complete(TODAY), Err(vec![fault]));
    intake.represented_email = " child@example.org ".into();
    let represented = intake.complete(TODAY).unwrap().1.contact.represented.unwrap();
    let expected = Represented {
        name: "Example Child".into(),
        capacity: Capacity::Guardian,
        email: Some(Mailbox::parse("child@example.org").unwrap()),
    };
    assert_eq!(represented, expected);
}
