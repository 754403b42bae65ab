use super::*;

mod asks;
mod intake;
mod person;

fn whole() -> Draft {
    Draft {
        about: Some(About::Me),
        relationship: Some(Relationship::Customer),
        rights: vec![Right::Objection, Right::Access],
        answers: [(Ask::ObjectTo, "direct_marketing".to_owned())].into(),
        name: " Example Person ".into(),
        email: " person@example.org ".into(),
        language: Some(Language::English),
        country: "BE".into(),
        ..Draft::default()
    }
}

#[test]
fn a_whole_draft_becomes_a_filing_in_the_order_of_the_rights() {
    let filing = whole().complete().unwrap();
    assert_eq!(filing.contact.name, "Example Person");
    assert_eq!(filing.contact.email.as_ref().map(Mailbox::as_str), Some("person@example.org"));
    assert_eq!(filing.contact.country, Some(MemberState::parse("BE").unwrap()));
    assert_eq!(filing.contact.represented, None);
    let objection = Matter::from_iter([Answer { ask: Ask::ObjectTo, answer: "direct_marketing".into() }]);
    assert_eq!(filing.requests, [(Right::Access, Matter::default()), (Right::Objection, objection)]);
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = Draft { rights: vec![Right::Objection], ..Draft::default() }.complete().unwrap_err();
    let fields: Vec<_> = faults.iter().map(|f| (f.field.name(), f.problem)).collect();
    let missing = |field| (field, Problem::Missing);
    assert_eq!(fields, ["about", "relationship", "choice", "name", "email", "language"].map(missing));
}

#[test]
fn bad_input_is_named_by_field_and_problem() {
    type Case = (fn(&mut Draft), Field, Problem);
    let cases: [Case; 7] = [
        (|d| d.email = "nobody".into(), Field::Email, Problem::NotAnAddress),
        (|d| d.email = "Some One <a@example.org>".into(), Field::Email, Problem::NotAnAddress),
        (|d| d.email = format!("a@{}.org", "x".repeat(300)), Field::Email, Problem::TooLong { max: EMAIL_MAX }),
        (|d| d.name = "a\0b".into(), Field::Name, Problem::ControlCharacter),
        (|d| d.name = "n".repeat(LINE_MAX + 1), Field::Name, Problem::TooLong { max: LINE_MAX }),
        (|d| d.name = "  ".into(), Field::Name, Problem::Missing),
        (|d| d.about = Some(About::Other(Capacity::Employer)), Field::RepresentedName, Problem::Missing),
    ];
    for (spoil, field, problem) in cases {
        let mut draft = whole();
        spoil(&mut draft);
        assert_eq!(draft.complete(), Err(vec![Fault { field, problem }]));
    }
    assert!(Draft { name: "n".repeat(LINE_MAX), ..whole() }.complete().is_ok(), "the longest that is taken");
}

#[test]
fn a_signer_is_asked_about_the_signing_and_nobody_else_is() {
    let mut draft = whole();
    draft.organisation = "Acme".into();
    assert!(!draft.journey().contains(&Question::Signing));
    assert_eq!(draft.complete().unwrap().signing, Signing::default());
    draft.relationship = Some(Relationship::Signer);
    draft.customer_number = "C-1".into();
    let filing = draft.complete().unwrap();
    assert_eq!(filing.signing.organisation.as_deref(), Some("Acme"));
    assert_eq!(filing.contact.customer_number, None, "a signer is nobody's customer here");
}

#[test]
fn who_files_for_somebody_else_says_for_whom() {
    let mut draft = Draft { represented_name: " Example Child ".into(), represented_email: "x".into(), ..whole() };
    assert!(!draft.journey().contains(&Question::Represented));
    assert_eq!(draft.complete().unwrap().contact.represented, None, "what was typed before is not filed");
    draft.about = Some(About::Other(Capacity::Guardian));
    let fault = Fault { field: Field::RepresentedEmail, problem: Problem::NotAnAddress };
    assert_eq!(draft.complete(), Err(vec![fault]));
    draft.represented_email = String::new();
    let represented = draft.complete().unwrap().contact.represented.unwrap();
    assert_eq!((represented.name.as_str(), represented.email), ("Example Child", None));
    draft.represented_email = " child@example.org ".into();
    let represented = draft.complete().unwrap().contact.represented.unwrap();
    assert_eq!(represented.email, Some(Mailbox::parse("child@example.org").unwrap()));
}

#[test]
fn each_answer_to_whose_data_they_are_has_its_code() {
    let codes: Vec<_> = About::all().map(About::code).collect();
    assert_eq!(codes, ["me", "guardian", "authorised", "employer", "other"]);
    assert!(About::all().all(|about| About::from_code(about.code()) == Some(about)));
    assert_eq!(About::from_code(""), None);
}

#[test]
fn a_country_outside_the_economic_area_is_none() {
    for country in ["", "other", "XX", "nl"] {
        assert_eq!(Draft { country: country.into(), ..whole() }.complete().unwrap().contact.country, None, "{country}");
    }
}

#[test]
fn a_contact_of_before_is_still_read() {
    let json = r#"{"name":"A","email":"a@example.org","customer_number":null,"language":"nl"}"#;
    let contact: Contact = serde_json::from_str(json).unwrap();
    assert_eq!((contact.country, contact.represented), (None, None));
}

#[test]
fn nobody_skips_a_question() {
    let mut draft = Draft::default();
    assert_eq!(draft.open(), Question::About);
    draft.about = Some(About::Me);
    assert_eq!(draft.open(), Question::About, "what was not sent is not answered");
    draft.mark_answered(Question::About);
    assert_eq!(draft.open(), Question::Relationship);
    draft.relationship = Some(Relationship::Customer);
    draft.mark_answered(Question::Relationship);
    assert_eq!(draft.reachable(Question::Check), Question::Rights);
    draft.mark_answered(Question::Rights);
    assert_eq!(draft.open(), Question::Rights, "an answer at fault stays where it is");
    assert_eq!(draft.before(Question::Rights), Some(Question::Relationship));
    assert_eq!(draft.reachable(Question::About), Question::About, "going back is free");
}

#[test]
fn a_change_leads_back_to_the_check_unless_it_opens_a_question() {
    let mut draft = whole();
    draft.answered = draft.journey();
    assert_eq!(draft.open(), Question::Check);
    draft.answers.insert(Ask::ObjectTo, "other_use".into());
    assert_eq!(draft.open(), Question::Ask(Ask::ObjectWhat));
    draft.rights.push(Right::Erasure);
    assert_eq!(draft.open(), Question::Ask(Ask::EraseScope), "the first of two that were opened");
    draft.rights.clear();
    assert_eq!(draft.open(), Question::Rights);
}

#[test]
fn a_mailbox_is_looked_up_in_one_form() {
    assert_eq!(Mailbox::parse("A.Person@Example.ORG").unwrap().normalised(), "a.person@example.org");
}

#[test]
fn the_words_about_a_right_are_a_field_of_its_own() {
    for right in Right::ALL {
        assert_eq!(Field::Words(*right).name(), format!("words_{}", right.code()));
    }
}

#[test]
fn a_step_is_told_by_its_number_and_by_how_many_there_are() {
    let draft = whole();
    let journey = draft.journey();
    let told: Vec<_> = journey.iter().map(|question| draft.progress(*question)).collect();
    let counted: Vec<_> = (1..=journey.len()).map(|number| (number, journey.len())).collect();
    assert_eq!(told, counted);
    assert!(journey.len() > 4, "{journey:?}");
}

#[test]
fn a_mailbox_rests_as_it_was_written_and_nothing_else_is_read_as_one() {
    let mailbox = Mailbox::parse("Someone@example.org").unwrap();
    let rests = serde_json::to_string(&mailbox).unwrap();
    assert_eq!(rests, r#""Someone@example.org""#);
    assert_eq!(serde_json::from_str::<Mailbox>(&rests).unwrap(), mailbox);
    assert!(serde_json::from_str::<Mailbox>(r#""nobody""#).is_err());
}

#[test]
fn the_longest_mailbox_is_taken_and_no_longer_one() {
    let of = |length: usize| {
        let labels = ".x".repeat((length - "a@xx".len()) / 2);
        Mailbox::parse(&format!("a@x{labels}x{}", "x".repeat((length - "a@xx".len()) % 2)))
    };
    assert_eq!(of(EMAIL_MAX).map(|mailbox| mailbox.as_str().len()), Ok(EMAIL_MAX));
    assert_eq!(of(EMAIL_MAX + 1), Err(Problem::TooLong { max: EMAIL_MAX }));
}
