//! What tests of several modules are made of.

use desk::{Operator, System};
use domain::law::MemberState;
use domain::words::Language;

/// An operator whose name needs escaping.
pub(crate) fn operator() -> Operator {
    Operator {
        name: "Demo & Sons <B.V.>".into(),
        address: "Example Quay 1".into(),
        dpo: "dpo@example.com".into(),
        authority_name: "Demo Authority".into(),
        authority_url: "https://authority.example.org".into(),
        member_state: MemberState::parse("NL").unwrap(),
        time_zone: "Europe/Amsterdam".into(),
        language: Language::Dutch,
        logo: None,
        accent: None,
        systems: vec![System { id: "demo".into(), label: "Demo".into() }],
    }
}
