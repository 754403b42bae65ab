use super::*;

fn whole() -> Draft {
    Draft {
        relationship: Some(Relationship::Customer),
        rights: vec![Right::Erasure, Right::Access],
        details: [(Right::Erasure, "My old address".to_owned())].into(),
        name: " Example Person ".into(),
        email: " person@example.org ".into(),
        language: Some(Language::English),
        ..Draft::default()
    }
}

#[test]
fn a_whole_draft_becomes_a_filing_in_the_order_of_the_rights() {
    let filing = whole().complete().unwrap();
    assert_eq!(filing.contact.name, "Example Person");
    assert_eq!(filing.contact.email.as_str(), "person@example.org");
    assert_eq!(filing.requests, [(Right::Access, String::new()), (Right::Erasure, "My old address".into())]);
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = Draft { rights: vec![Right::Objection], ..Draft::default() }.complete().unwrap_err();
    let fields: Vec<_> = faults.iter().map(|f| (f.field.name(), f.problem)).collect();
    let missing = |field| (field, Problem::Missing);
    assert_eq!(fields, ["relationship", "detail", "name", "email", "language"].map(missing));
}

#[test]
fn bad_input_is_named_by_field_and_problem() {
    type Case = (fn(&mut Draft), Field, Problem);
    let cases: [Case; 6] = [
        (|d| d.email = "nobody".into(), Field::Email, Problem::NotAnAddress),
        (|d| d.email = "Some One <a@example.org>".into(), Field::Email, Problem::NotAnAddress),
        (|d| d.email = format!("a@{}.org", "x".repeat(300)), Field::Email, Problem::TooLong { max: EMAIL_MAX }),
        (|d| d.name = "a\0b".into(), Field::Name, Problem::ControlCharacter),
        (|d| d.name = "n".repeat(LINE_MAX + 1), Field::Name, Problem::TooLong { max: LINE_MAX }),
        (|d| d.name = "  ".into(), Field::Name, Problem::Missing),
    ];
    for (spoil, field, problem) in cases {
        let mut draft = whole();
        spoil(&mut draft);
        assert_eq!(draft.complete(), Err(vec![Fault { field, problem }]));
    }
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
fn nobody_skips_a_question() {
    let mut draft = Draft::default();
    assert_eq!(draft.reachable(Question::Check), Question::Relationship);
    draft.relationship = Some(Relationship::Customer);
    draft.mark_answered(Question::Relationship);
    assert_eq!(draft.reachable(Question::Check), Question::Rights);
    assert_eq!(draft.after(Question::Rights), Question::Rights, "an answer at fault stays where it is");
    assert_eq!(draft.before(Question::Rights), Some(Question::Relationship));
}

#[test]
fn a_mailbox_is_looked_up_in_one_form() {
    assert_eq!(Mailbox::parse("A.Person@Example.ORG").unwrap().normalised(), "a.person@example.org");
}
