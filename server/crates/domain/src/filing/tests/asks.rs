//! What each right asks, as a table.

use super::*;

fn draft(right: Right, answers: &[(Ask, &str)]) -> Draft {
    let answers = answers.iter().map(|(ask, answer)| (*ask, (*answer).to_owned())).collect();
    Draft { rights: vec![right], answers, ..whole() }
}

fn codes(draft: &Draft) -> Vec<&'static str> {
    draft.asks().map(Ask::code).collect()
}

#[test]
fn each_right_asks_what_the_answers_so_far_lead_to() {
    type Case = (Right, &'static [(Ask, &'static str)], &'static [&'static str]);
    let cases: [Case; 14] = [
        (Right::Access, &[], &["access_what"]),
        (Right::Rectification, &[], &["rectify_wrong", "rectify_right", "rectify_proof"]),
        (Right::Erasure, &[], &["erase_scope", "erase_ground"]),
        (Right::Erasure, &[(Ask::EraseScope, "all")], &["erase_scope", "erase_ground"]),
        (Right::Erasure, &[(Ask::EraseScope, "part")], &["erase_scope", "erase_what", "erase_ground"]),
        (Right::Erasure, &[(Ask::EraseGround, "other_reason")], &["erase_scope", "erase_ground", "erase_why"]),
        (Right::Restriction, &[], &["restrict_ground", "restrict_what"]),
        (Right::Portability, &[(Ask::PortTo, "to_me")], &["port_what", "port_to"]),
        (Right::Portability, &[(Ask::PortTo, "to_other_controller")], &["port_what", "port_to", "port_whom"]),
        (Right::Objection, &[], &["object_to"]),
        (Right::Objection, &[(Ask::ObjectTo, "direct_marketing")], &["object_to"]),
        (Right::Objection, &[(Ask::ObjectTo, "other_use")], &["object_to", "object_what", "object_why"]),
        (Right::AutomatedDecision, &[], &["decision_which", "decision_say"]),
        (Right::ConsentWithdrawal, &[], &["consent_which"]),
    ];
    for (right, answers, expected) in cases {
        assert_eq!(codes(&draft(right, answers)), expected, "{right:?} {answers:?}");
    }
}

#[test]
fn nothing_is_owed_beyond_what_is_needed_to_act() {
    let required: Vec<_> = Ask::ALL.iter().filter(|ask| ask.rule().is_required).map(|ask| ask.code()).collect();
    let expected = [
        "rectify_wrong",
        "rectify_right",
        "erase_scope",
        "erase_what",
        "restrict_ground",
        "port_to",
        "port_whom",
        "object_to",
        "object_what",
        "decision_which",
        "consent_which",
    ];
    assert_eq!(required, expected);
}

#[test]
fn the_table_holds_together() {
    for right in Right::ALL {
        let first = Ask::ALL.iter().find(|ask| ask.rule().right == *right).unwrap();
        assert!(first.is_first() && first.rule().after.is_none(), "{right:?} begins with a question for everybody");
        assert!(matches!(Ask::in_own_words(*right).rule().kind, Kind::Text { .. }), "{right:?}");
        assert_eq!(Ask::in_own_words(*right).rule().right, *right);
    }
    assert!(Ask::ALL.is_sorted_by_key(|ask| ask.rule().right), "questions stand in the order of the rights");
    assert_eq!(Ask::ALL.iter().filter(|ask| ask.is_first()).count(), Right::ALL.len());
    for ask in Ask::ALL {
        if let Some((before, pick)) = ask.rule().after {
            assert!(before < *ask && before.picks().contains(&pick), "{ask:?} follows a choice before it");
            assert_eq!(before.rule().right, ask.rule().right);
        }
    }
    for pick in Pick::ALL {
        assert_eq!(
            Ask::ALL.iter().filter(|ask| ask.picks().contains(pick)).count(),
            1,
            "{pick:?} answers one question"
        );
    }
}

#[test]
fn the_grounds_of_the_law_are_all_there() {
    let articles = |ask: Ask| ask.picks().iter().filter_map(|pick| pick.article()).collect::<Vec<_>>();
    let letters = |article: &str, letters: &str| letters.chars().map(|l| format!("{article}({l})")).collect::<Vec<_>>();
    assert_eq!(articles(Ask::EraseGround), letters("17(1)", "abcdef"));
    assert_eq!(articles(Ask::RestrictGround), letters("18(1)", "abcd"));
    let others = [Pick::ToOther, Pick::DirectMarketing, Pick::ToMe].map(Pick::article);
    assert_eq!(others, [Some("20(2)"), Some("21(3)"), None]);
}

#[test]
fn an_answer_is_judged_by_the_kind_of_its_question() {
    let long = "é".repeat(TEXT_MAX + 1);
    let cases: [(Ask, &str, Option<Problem>); 11] = [
        (Ask::AccessWhat, "", None),
        (Ask::AccessWhat, &long, Some(Problem::TooLong { max: TEXT_MAX })),
        (Ask::AccessWhat, &long[..TEXT_MAX], None),
        (Ask::RectifyWrong, " \n ", Some(Problem::Missing)),
        (Ask::RectifyWrong, "a\0b", Some(Problem::ControlCharacter)),
        (Ask::RectifyWrong, "a\r\n\tb", None),
        (Ask::EraseScope, "", Some(Problem::Missing)),
        (Ask::EraseScope, "to_me", Some(Problem::Missing)),
        (Ask::EraseScope, "all", None),
        (Ask::EraseGround, "", None),
        (Ask::EraseGround, "nonsense", None),
    ];
    for (ask, answer, problem) in cases {
        let faults = draft(ask.rule().right, &[(ask, answer)]).faults(Question::Ask(ask));
        let expected: Vec<_> = problem.map(|problem| Fault { field: Field::Ask(ask), problem }).into_iter().collect();
        assert_eq!(faults, expected, "{ask:?} {:?}", answer.chars().take(20).collect::<String>());
    }
}

#[test]
fn what_other_answers_made_pointless_is_kept_and_not_filed() {
    let mut draft = draft(
        Right::Objection,
        &[
            (Ask::ObjectTo, "other_use"),
            (Ask::ObjectWhat, " Profiles "),
            (Ask::ObjectWhy, ""),
            (Ask::ConsentWhich, "x"),
        ],
    );
    let filed = |draft: &Draft| {
        let [(_, matter)] = draft.complete().unwrap().requests.try_into().unwrap();
        let said = matter.answers().iter().map(|one| (one.ask, one.answer.clone())).collect::<Vec<_>>();
        (said, matter.is_direct_marketing())
    };
    let said = vec![(Ask::ObjectTo, "other_use".into()), (Ask::ObjectWhat, "Profiles".into())];
    assert_eq!(filed(&draft), (said, false));
    draft.answers.insert(Ask::ObjectTo, "direct_marketing".into());
    assert_eq!(filed(&draft), (vec![(Ask::ObjectTo, "direct_marketing".into())], true));
    assert_eq!(draft.answer(Ask::ObjectWhat), " Profiles ");
    draft.rights = vec![Right::ConsentWithdrawal];
    assert_eq!(filed(&draft), (vec![(Ask::ConsentWhich, "x".into())], false));
    draft.rights = vec![Right::Access];
    assert_eq!(filed(&draft), (Vec::new(), false));
}

#[test]
fn a_matter_is_written_as_questions_and_answers() {
    let matter = draft(Right::Erasure, &[(Ask::EraseScope, "all"), (Ask::EraseGround, "")]).matter(Right::Erasure);
    let json = serde_json::to_string(&matter).unwrap();
    assert_eq!(json, r#"[{"question":"erase_scope","answer":"all"}]"#);
    assert_eq!(serde_json::from_str::<Matter>(&json).unwrap(), matter);
    assert!(Matter::in_own_words(Right::Access, " ").is_empty());
}

#[test]
fn words_that_look_like_a_choice_are_none() {
    let matter = Matter::in_own_words(Right::Objection, "direct_marketing");
    assert!(!matter.is_direct_marketing());
}

#[test]
fn a_file_goes_with_what_it_shows_and_with_nothing_else() {
    for enclosure in Enclosure::ALL {
        for right in Right::ALL {
            let expected = *enclosure != Enclosure::Proof || *right == Right::Rectification;
            assert_eq!(enclosure.goes_with(*right), expected, "{enclosure:?} {right:?}");
        }
    }
}

#[test]
fn a_file_is_asked_for_where_its_question_is() {
    let is_asked = |draft: &Draft| Enclosure::ALL.iter().map(|one| draft.encloses(*one)).collect::<Vec<_>>();
    let mut draft = draft(Right::Rectification, &[]);
    assert_eq!(is_asked(&draft), [false, true, false]);
    draft.about = Some(About::Other(crate::words::Capacity::Authorised));
    assert_eq!(is_asked(&draft), [true, true, false], "nobody sends what staff scan");
    draft.rights = vec![Right::Access];
    assert_eq!(is_asked(&draft), [true, false, false], "what other answers made pointless is not filed");
}
