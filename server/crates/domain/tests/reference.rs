//! The name of a request: what it survives when people read, write and type it.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::collections::HashSet;

use domain::reference::{ALPHABET, LENGTH, Reference, ReferenceError};
use proptest::prelude::*;

fn reference(seed: u128) -> Reference {
    Reference::from_random(seed.to_le_bytes())
}

fn with_character(reference: Reference, at: usize, character: u8) -> String {
    let mut bytes = reference.compact().as_bytes().to_vec();
    bytes[at] = character;
    String::from_utf8(bytes).unwrap()
}

#[test]
fn it_is_grouped_for_reading_and_keeps_its_form() {
    // The form is stored and mailed: it must never change.
    assert_eq!(reference(0).to_string(), "222-222-2222");
    assert_eq!(reference(1).to_string(), "322-222-222K");
    assert_eq!(reference(u128::MAX).to_string(), "JKP-X4C-V46X");
    assert_eq!(format!("{:>14}|{:?}", reference(0), reference(0)), "  222-222-2222|222-222-2222");
}

#[test]
fn the_alphabet_has_nothing_that_the_eye_confuses_and_spells_no_words() {
    let distinct: HashSet<_> = ALPHABET.iter().collect();
    assert_eq!(distinct.len(), 23);
    for confusable in b"0O1ILBGSZNUAE" {
        assert!(!ALPHABET.contains(confusable), "{}", char::from(*confusable));
    }
    assert!(ALPHABET.is_sorted(), "the order of references is that of their texts");
}

#[test]
fn it_holds_more_than_forty_bits() {
    assert!(23_u64.pow(9) > 1 << 40);
    let numbers = 0..10_000_u128;
    let distinct: HashSet<_> = numbers.map(|number| reference(number * (u128::MAX / 10_007))).collect();
    assert_eq!(distinct.len(), 10_000);
}

#[test]
fn every_character_occurs_at_every_free_place_about_as_often_as_any_other() {
    let mut counts = [[0_u32; 128]; LENGTH];
    let draws = 23_000_u128;
    for draw in 0..draws {
        let seed = draw.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835).rotate_left(31);
        let mixed = seed.wrapping_mul(0xD1B5_4A32_D192_ED03_8CB9_2BA7_2F3D_8DD7) ^ (seed >> 61);
        for (place, character) in counts.iter_mut().zip(reference(mixed).compact().bytes()) {
            place[usize::from(character)] += 1;
        }
    }
    for place in counts {
        for character in ALPHABET {
            let count = place[usize::from(*character)];
            assert!((800..1200).contains(&count), "{count} instead of about 1000");
        }
    }
}

#[test]
fn it_is_read_in_either_case_with_and_without_hyphens_and_spaces() {
    let expected = reference(u128::MAX);
    let texts = [
        "JKP-X4C-V46X",
        "jkpx4cv46x",
        " J K P X 4 C V 4 6 X ",
        "JKPX4C-V46X",
        "-jkp--x4c v46x-",
        "JKP\u{2013}X4C\u{a0}V46X.",
    ];
    for text in texts {
        assert_eq!(Reference::parse(text), Ok(expected), "{text:?}");
        assert_eq!(text.parse(), Ok(expected));
    }
}

#[test]
fn a_letter_that_only_a_hand_can_have_made_is_read_as_what_it_stands_for() {
    assert_eq!(Reference::parse("JKP-X4C-U4GX"), Ok(reference(u128::MAX)));
    assert_eq!(Reference::parse("zz2-222-ZZzz"), Ok(reference(0)));
    for (written, meant) in [('B', '8'), ('G', '6'), ('S', '5'), ('Z', '2'), ('U', 'V')] {
        let found = (0..1000).map(reference).find(|found| found.compact().contains(meant)).unwrap();
        let text = found.compact().replace(meant, &written.to_string());
        assert_eq!(Reference::parse(&text), Ok(found), "{text}");
    }
}

#[test]
fn what_is_wrong_is_said() {
    assert_eq!(Reference::parse(""), Err(ReferenceError::Length(0)));
    assert_eq!(Reference::parse("222-222-222"), Err(ReferenceError::Length(9)));
    assert_eq!(Reference::parse("222-222-2222-2"), Err(ReferenceError::Length(11)));
    assert_eq!(Reference::parse(&"2".repeat(100_000)), Err(ReferenceError::Length(100_000)));
    assert_eq!(Reference::parse("222-2O2-2222"), Err(ReferenceError::Character('O')));
    assert_eq!(Reference::parse("222-2é2-2222"), Err(ReferenceError::Character('é')));
    assert_eq!(Reference::parse("222-222-2223"), Err(ReferenceError::Check));
    let codes = [ReferenceError::Length(0), ReferenceError::Character('0'), ReferenceError::Check].map(|e| e.code());
    assert_eq!(codes, ["length", "character", "check"]);
}

#[test]
fn it_is_written_and_read_as_text() {
    let found = reference(u128::MAX);
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(json, "\"JKP-X4C-V46X\"");
    assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), found);
    assert!(serde_json::from_str::<Reference>("\"JKP-X4C-V46Y\"").is_err());
}

#[test]
fn of_all_last_characters_exactly_one_is_right() {
    for seed in 0..2300 {
        let found = reference(seed * 7_919);
        let right = ALPHABET.iter().filter(|last| Reference::parse(&with_character(found, LENGTH - 1, **last)).is_ok());
        assert_eq!(right.count(), 1);
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(seed: u128) {
        let found = reference(seed);
        prop_assert_eq!(Reference::parse(&found.to_string()), Ok(found));
        prop_assert_eq!(Reference::parse(found.compact()), Ok(found));
        prop_assert_eq!(found.to_string().len(), 12);
    }

    #[test]
    fn every_single_wrong_character_is_noticed(seed: u128) {
        let found = reference(seed);
        for at in 0..LENGTH {
            for wrong in ALPHABET.iter().filter(|wrong| **wrong != found.compact().as_bytes()[at]) {
                prop_assert_eq!(Reference::parse(&with_character(found, at, *wrong)), Err(ReferenceError::Check));
            }
        }
    }

    #[test]
    fn every_exchange_of_two_different_characters_is_noticed(seed: u128) {
        let found = reference(seed);
        for left in 0..LENGTH {
            for right in left + 1..LENGTH {
                let mut bytes = found.compact().as_bytes().to_vec();
                bytes.swap(left, right);
                let text = String::from_utf8(bytes).unwrap();
                let same = text == found.compact();
                prop_assert_eq!(Reference::parse(&text), if same { Ok(found) } else { Err(ReferenceError::Check) });
            }
        }
    }

    #[test]
    fn anything_at_all_can_be_typed(text in "\\PC{0,40}") {
        if let Ok(found) = Reference::parse(&text) {
            prop_assert_eq!(Reference::parse(&found.to_string()), Ok(found));
        }
    }

    #[test]
    fn references_sort_like_their_texts(a: u128, b: u128) {
        let (a, b) = (reference(a), reference(b));
        prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
    }
}
