use super::*;
use crate::example::operator;
use desk::package::{Content, CoverFile, Origin};
use desk::{Answered, Cited, WithheldItem};
use domain::export::{Author, Datum, Format, Group, Item, Scalar, SentFile, Spoken, groups};
use domain::ids::WithheldId;
use domain::law::{Authorities, Ground, MemberState};
use domain::procedure::Remedies;
use domain::reference::Reference;
use domain::words::{Channel, Language, Outcome};
use jiff::civil::date;
use jiff::tz::TimeZone;

const SCRIPT: &str = "<script>alert(\"1\")</script>";

fn cover(language: Language, groups: &[Group]) -> Cover {
    let content =
        |of: &Group| Content { id: of.group_id.clone(), label: of.group_label.clone(), items: of.items.len() };
    let file = |path: &str, origin: Option<Format>, name: Option<&str>| CoverFile {
        path: path.into(),
        bytes: 1_234_567,
        origin: origin.map_or(Origin::Made, |format| Origin::Input(format, "Demo".to_owned())),
        name: name.map(str::to_owned),
    };
    Cover {
        language,
        reference: Reference::from_random([1; 16]),
        right: Right::Access,
        received: "2026-03-27T22:30:00Z".parse().unwrap(),
        due: date(2026, 4, 28),
        answer: Some(Answered {
            at: "2026-04-02T09:00:00Z".parse().unwrap(),
            outcome: Outcome::PartlyFulfilled,
            words: Some(format!("Dear person,\r\n\r\nhere it is.\nAll of it. {SCRIPT}")),
            ground: None,
            withheld: Vec::new(),
            remedies: None,
        }),
        withheld: vec![WithheldItem {
            id: WithheldId(uuid::Uuid::nil()),
            ground: Cited { ground: Ground::RightsOfOthers, article: "15(4)".into(), provision: None },
            until: Some(date(2030, 1, 1)),
            what: format!("Notes {SCRIPT}"),
            why: format!("Of others {SCRIPT}"),
        }],
        contents: groups.iter().map(content).collect(),
        files: vec![
            file("export.json", None, None),
            file("csv/1-demo.csv", None, None),
            file("originals/1-demo.json", Some(Format::Json), None),
            file("attachments/2-demo.pdf", Some(Format::Document), Some("<b>../scan.pdf")),
            file("attachments/3-demo.bin", Some(Format::Document), None),
            CoverFile { origin: Origin::Sent, ..file("attachments/4-message.pdf", None, Some("bill <1>.pdf")) },
        ],
        conversation: conversation(),
        zone: TimeZone::get("Europe/Amsterdam").unwrap(),
    }
}

fn conversation() -> Vec<Spoken> {
    let bill = SentFile {
        path: "attachments/4-message.pdf".into(),
        name: "bill <1>.pdf".into(),
        media_type: "application/pdf".into(),
        sha256: "00".into(),
        bytes: 1_234_567,
    };
    let asked = Spoken {
        from: Author::Controller,
        at: "2026-03-28T10:00:00Z".parse().unwrap(),
        channel: None,
        received_on: None,
        text: Some(format!("Which bill?\r\n\r\nThe first? {SCRIPT}")),
        files: Vec::new(),
    };
    let (channel, received_on) = (Some(Channel::Letter), Some(date(2026, 3, 30)));
    let replied =
        Spoken { from: Author::DataSubject, channel, received_on, text: None, files: vec![bill], ..asked.clone() };
    vec![asked, replied]
}

fn page(cover: &Cover, groups: &[Group]) -> String {
    let said = |leaf: Leaf<'_>| word(&leaf, cover, &operator());
    let mut page = said(Leaf::Opening);
    for group in groups {
        page += &said(Leaf::Group(group));
        group.items.iter().for_each(|item| page += &said(Leaf::Item(group, item)));
        page += &said(Leaf::GroupEnd);
    }
    page + &said(Leaf::Closing)
}

fn data() -> Vec<Group> {
    let json = r#"{"name":"A","paid":true,"iban":null,"note":"","orders":[{"no":1,"total":12.50},{"no":2,"text":"two\nlines"}]}"#;
    groups("demo", "Demo", json).unwrap()
}

#[test]
fn the_page_in_every_language() {
    let data = data();
    for language in Language::ALL {
        let page = page(&cover(*language, &data), &data);
        let (head, body) = page.split_once("<style>").unwrap();
        let (_, body) = body.split_once("</style>").unwrap();
        insta::assert_snapshot!(format!("page_{}", language.code()), format!("{head}{body}"));
    }
}

#[test]
fn what_others_wrote_is_text_and_never_markup() {
    let datum = Datum { name: format!("{SCRIPT}name"), value: Scalar::Text(format!("{SCRIPT}value")) };
    let group = Group {
        group_id: "\"><img src=x>".into(),
        group_label: SCRIPT.into(),
        group_description: SCRIPT.into(),
        items: vec![Item { item_id: SCRIPT.into(), data: vec![datum] }, Item { item_id: "2".into(), data: Vec::new() }],
    };
    let page = page(&cover(Language::English, std::slice::from_ref(&group)), std::slice::from_ref(&group));
    for markup in ["<script", "<img", "<b>", "<B.V.>"] {
        assert!(!page.contains(markup), "{markup} in {page}");
    }
    assert_eq!(
        page.matches("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;").count(),
        9,
        "all of it is there: {page}"
    );
}

#[test]
fn it_needs_nothing_else_and_runs_nothing() {
    let data = data();
    let page = page(&cover(Language::Dutch, &data), &data);
    for asks in ["src=", "<link", "@import", "url(", "<script", "javascript:", "style=", "onclick"] {
        assert!(!page.contains(asks), "{asks}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("@media print") && page.contains("light-dark("));
    let links = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    for link in links {
        let leads = link.starts_with('#') && page.contains(&format!("id=\"{}\"", &link[1..]));
        let is_file = ["export.json", "csv/", "originals/", "attachments/"].iter().any(|path| link.starts_with(path));
        let is_ours = link == "mailto:dpo@example.com" || link == "https://authority.example.org";
        assert!(leads || is_file || is_ours, "{link} leads nowhere");
    }
}

#[test]
fn what_staff_look_at_beforehand_says_so() {
    let before =
        Cover { answer: None, withheld: Vec::new(), conversation: Vec::new(), ..cover(Language::English, &[]) };
    let page = page(&before, &[]);
    assert!(
        page.contains("A preview: this request is not answered yet.")
            && page.contains("no data to show")
            && !page.contains("id=\"conversation\""),
        "{page}"
    );
}

#[test]
fn who_is_refused_something_is_told_the_authority_that_takes_the_complaint() {
    let mut refused = cover(Language::English, &[]);
    let german = MemberState::parse("DE").unwrap();
    let complaint = Authorities::bundled().of_country(german).unwrap().id.clone();
    if let Some(answer) = &mut refused.answer {
        answer.remedies = Some(Remedies { complaint, court: german });
    }
    let page = page(&refused, &[]);
    let (_, remedies) = page.split_once("id=\"remedies\"").unwrap();
    assert!(!remedies.contains("Demo Authority") && remedies.matches("<li>").count() >= 16, "{remedies}");
}
