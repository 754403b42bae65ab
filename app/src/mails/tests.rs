use super::*;
use crate::example::operator;
use desk::post::ReceivedRequest;
use domain::reference::Reference;
use jiff::civil::date;

fn reminded(count: usize, is_acknowledged: bool) -> Letter {
    let url = "https://privacy.example.org/controller/link/abc".to_owned();
    Letter::ControllerReminded { controller: "Demo".into(), count, due: date(2026, 4, 28), is_acknowledged, url }
}

/// One of each kind, under the name of its snapshot; where the number matters, one of each number.
fn letters() -> Vec<(&'static str, Letter)> {
    let [first, second] = [[1; 16], [2; 16]].map(Reference::from_random);
    let (code, minutes) = ("01234567".to_owned(), 30);
    let url = "https://privacy.example.org/requests?a=1&b=2".to_owned();
    let day = date(2026, 4, 28);
    let controller = "Demo \"Verhuur\" & Co".to_owned();
    let link = "https://privacy.example.org/controller/link/abc".to_owned();
    let received = |reference, may_end_service| ReceivedRequest { reference, due: day, may_end_service };
    let one = vec![received(first, false)];
    let two = vec![received(first, true), received(second, false)];
    vec![
        ("filing_code", Letter::FilingCode { code: code.clone(), minutes }),
        ("return_code", Letter::ReturnCode { code: code.clone(), minutes }),
        ("controller_code", Letter::ControllerCode { code, minutes }),
        ("invited", Letter::Invited { url: link.clone(), days: 7 }),
        ("received_one", Letter::Received { requests: one, url: url.clone() }),
        ("received_two", Letter::Received { requests: two, url: url.clone() }),
        ("represented_told", Letter::RepresentedTold { contact: "dpo@example.com".into() }),
        ("answered", Letter::Answered { reference: first, url: url.clone() }),
        ("asked", Letter::Asked { reference: first, url: url.clone() }),
        ("reopened", Letter::Reopened { reference: first, url: url.clone() }),
        ("lifting", Letter::Lifting { reference: first, on: day, url: url.clone() }),
        ("forwarded_one", Letter::Forwarded { controller: controller.clone(), count: 1, url: link.clone() }),
        ("forwarded_three", Letter::Forwarded { controller: controller.clone(), count: 3, url: link.clone() }),
        ("contact_changing", Letter::ContactChanging { controller: controller.clone(), dpo: "dpo@example.com".into() }),
        ("contact_taken", Letter::ContactTaken { controller: controller.clone(), url: link.clone() }),
        ("passkey_added", Letter::PasskeyAdded { controller, url: link, dpo: "dpo@example.com".into() }),
        ("controller_told_one", Letter::ControllerTold { references: vec![first], url: url.clone() }),
        ("controller_told_two", Letter::ControllerTold { references: vec![first, second], url: url.clone() }),
        ("controller_acknowledged", Letter::ControllerAcknowledged { reference: first, url: url.clone() }),
        ("controller_disputed", Letter::ControllerDisputed { reference: first, url: url.clone() }),
        ("controller_answered", Letter::ControllerAnswered { reference: first, url: url.clone() }),
        ("controller_silent", Letter::ControllerSilent { references: vec![first], is_late: false, url: url.clone() }),
        ("controller_silent_late", Letter::ControllerSilent { references: vec![first, second], is_late: true, url }),
        ("reminded_to_confirm_one", reminded(1, false)),
        ("reminded_to_confirm_three", reminded(3, false)),
        ("reminded_to_answer_one", reminded(1, true)),
        ("reminded_to_answer_three", reminded(3, true)),
    ]
}

fn all() -> impl Iterator<Item = (String, Words)> {
    let languages = Language::ALL.iter().copied();
    languages.flat_map(|language| {
        let worded =
            move |(name, letter)| (format!("{name}_{}", language.code()), word(&letter, language, &operator()));
        letters().into_iter().map(worded)
    })
}

#[test]
fn every_letter_in_every_language() {
    for language in Language::ALL {
        let worded = letters().into_iter().map(|(name, letter)| (name, word(&letter, *language, &operator())));
        let sheets = worded.map(|(name, words)| format!("== {name} ==\n{}\n\n{}", words.subject, words.text));
        insta::assert_snapshot!(format!("letters_{}", language.code()), sheets.collect::<Vec<_>>().join("\n"));
    }
    let code = Letter::FilingCode { code: "01234567".into(), minutes: 30 };
    insta::assert_snapshot!("html", word(&code, Language::English, &operator()).html);
}

#[test]
fn the_html_twin_says_the_same_words() {
    for (name, words) in all() {
        let body = words.html.split_once("<body").and_then(|(_, body)| body.split_once('>')).unwrap().1;
        assert_eq!(said(&bare(body)), said(&words.text.replace('•', " ")), "{name}");
        assert!(words.html.contains(&format!("<html lang=\"{}\">", &name[name.len() - 2..])), "{name}");
    }
}

/// What a reader sees of HTML.
fn bare(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = pieces.collect::<Vec<_>>().join(" ");
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, character)| text.replace(entity, character))
}

fn said(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn a_code_is_in_no_subject_line() {
    assert!(all().all(|(_, words)| !words.subject.contains("01234567")));
}
